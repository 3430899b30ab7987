//! Pictures of rules made by hand.

use super::*;
use crate::{
    chart::{Geometry, Shape, reach, svg},
    domain::playbook::{
        Chain, ChainStep, Chance, Delay, Distribution, Next, PlannedTouch, Playbook, Row, Since, Unit, When,
    },
};

const WIDTHS: [u32; 4] = [320, 375, 720, 1280];

fn style() -> NumberStyle {
    NumberStyle::default()
}

/// ga4 at the start; email in half of the cases, after about 2 h, else sms; a visit 24 h behind the touch before, which
/// ends the course in an eighth.
fn rule() -> Rule {
    let email = PlannedTouch {
        probability: 0.5,
        otherwise: Some(4),
        delay: Delay { length: Distribution::LogNormal { median: 2.0, sigma: 0.5 }, ..Delay::hours(0.0) },
        ..PlannedTouch::fixed("email", 0.0)
    };
    let visit = PlannedTouch {
        stop: 0.125,
        delay: Delay { since: Since::Previous, ..Delay::hours(24.0) },
        ..PlannedTouch::fixed("door_knock", 0.0)
    };
    let sms = PlannedTouch { probability: 0.8, ..PlannedTouch::fixed("sms", 6.0) };
    Rule {
        course: Course::Touches(vec![PlannedTouch::fixed("ga4", 0.0), email, visit, sms]),
        ..Rule::fixed(&[], 95.0, 48.0)
    }
}

fn many() -> Rule {
    let touch = |number: u32| PlannedTouch {
        probability: 1.0 / f64::from(number + 1),
        stop: 1.0 / 3.0,
        otherwise: (number % 4 != 3).then_some(number + 2),
        delay: Delay {
            since: if number.is_multiple_of(2) { Since::Start } else { Since::Previous },
            unit: [Unit::Minutes, Unit::Hours, Unit::Days][number as usize % 3],
            length: Distribution::Weibull { scale: 10.0_f64.powi(number as i32 % 5), shape: 1.7 },
            evidence: None,
        },
        ..PlannedTouch::fixed(&format!("a channel with a rather long name, {number}"), 0.0)
    };
    let chance = Chance { sii_slope: 0.02, sii_centre: 70.0, ..Chance::constant(0.07) };
    let mut rule = Rule { course: Course::Touches((0..64).map(touch).collect()), ..Rule::fixed(&[], 95.0, 48.0) };
    rule.conversion.when = When::Chance(chance);
    rule
}

fn row(to: &[(&str, f64)]) -> Row {
    let next =
        |(channel, probability): &(&str, f64)| Next { channel: (*channel).to_owned(), probability: *probability };
    Row { to: to.iter().map(next).collect(), evidence: None }
}

fn chain(channels: usize) -> Rule {
    let names: Vec<String> = (0..channels).map(|number| format!("channel_{number:02}")).collect();
    let step = |(index, name): (usize, &String)| ChainStep {
        channel: name.clone(),
        delay: Delay { since: Since::Previous, ..Delay::hours(2.0) },
        next: row(&[(&names[(index + 1) % channels], 0.25), (name, 0.003)]),
    };
    let steps = names.iter().enumerate().map(step).collect();
    let course = Course::Chain(Chain { start: row(&[(&names[0], 1.0)]), steps, most: 20 });
    Rule { course, ..Rule::fixed(&[], 95.0, 48.0) }
}

fn rules() -> Vec<Rule> {
    let default = Playbook::default();
    let empty = Rule { course: Course::Touches(Vec::new()), ..rule() };
    let mut rules: Vec<Rule> = default.every_rule().cloned().collect();
    rules.extend([rule(), many(), empty, chain(1), chain(3), chain(40)]);
    rules
}

fn shapes(drawing: &Drawing) -> impl Iterator<Item = &Shape> {
    drawing.axes.iter().chain(drawing.marks.iter().flat_map(|mark| &mark.shapes))
}

/// Left, right and middle of each text.
fn texts(drawing: &Drawing) -> Vec<((i32, i32), i32, &str)> {
    shapes(drawing)
        .filter_map(|shape| match &shape.geometry {
            Geometry::Text { y, text, .. } => Some((reach(shape), *y, text.as_str())),
            _ => None,
        })
        .collect()
}

#[test]
fn each_touch_has_a_mark_with_its_probability_written_and_drawn() {
    let drawing = course(&rule(), 320, style()).expect("shapes");
    let titles: Vec<&str> = drawing.marks.iter().map(|mark| mark.title.as_str()).collect();
    assert_eq!(
        titles,
        [
            "Touch 1, ga4: made in 100 %, 0 h after the start",
            "Touch 2, email: made in 50 %, about 2 h (log-normal, sigma 0.5) after the start; else touch 4 is tried",
            "Touch 4, sms: where touch 2 is not made, made in 80 %, 6 h after the start",
            "Touch 3, door_knock: made in 100 %, 24 h after the touch before; no touch follows it in 12.5 %",
            "call, the closing touch: made in 100 % of the leads that convert and in 0 % of the others; it has no effect",
            "Converts from an SII of 95. Other leads do not. No touch follows the conversion: where one is later, the \
            conversion waits for it. It happens 48 h after the start, or with the last touch where that is later",
        ]
    );
    let heights: Vec<i32> = drawing
        .marks
        .iter()
        .flat_map(|mark| &mark.shapes)
        .filter_map(|shape| match shape.geometry {
            Geometry::Rectangle { height, .. } => Some(height),
            _ => None,
        })
        .collect();
    // Half of 18 is 9, and four fifths 14.4.
    assert_eq!(heights, [18, 9, 15, 18, 18, 18]);
    let svg = svg::inline(&drawing, &[], "a rule").into_string();
    for words in ["email", "50 %, about 2 h", "else sms", "80 %, 6 h", "100 %, + 24 h", "then ends: 12.5 %", "call"] {
        assert!(svg.contains(words), "{words} in {svg}");
    }
    assert!(svg.contains("Converts from an SII of 95. Other leads do not."));
}

#[test]
fn touches_stand_at_their_mean_times() {
    // 0, 2.27 and 26.27 h, 6 h, and 48 h of the conversion, over 302 pixels from 14 to 316.
    let drawing = course(&rule(), 320, style()).expect("shapes");
    let middles: Vec<i32> = drawing
        .marks
        .iter()
        .flat_map(|mark| &mark.shapes)
        .filter_map(|shape| match shape.geometry {
            Geometry::Rectangle { x, width, .. } => Some(x + width / 2),
            _ => None,
        })
        .collect();
    assert_eq!(middles, [14, 28, 52, 179, 316, 316]);
}

/// A letter at 72 h, in half of the cases, is later than the conversion's 48 h: it converts at 48 h, else with the letter.
#[test]
fn a_conversion_waits_for_the_touches_that_are_later() {
    let letter = |probability| PlannedTouch { probability, ..PlannedTouch::fixed("letter", 72.0) };
    let of = |touches: Vec<PlannedTouch>| {
        let rule = Rule { course: Course::Touches(touches), ..Rule::fixed(&[], 95.0, 48.0) };
        let drawing = course(&rule, 320, style()).expect("shapes");
        let mark = drawing.marks.last().expect("the conversion");
        let bars = mark.shapes.iter().filter_map(|shape| match shape.geometry {
            Geometry::Rectangle { x, width, .. } => Some(x + width / 2),
            _ => None,
        });
        (bars.collect::<Vec<i32>>(), mark.title.contains("or with the last touch where that is later"))
    };
    // 48 of 72 h over 302 pixels from 14 on, and their end.
    assert_eq!(of(vec![letter(0.5)]), (vec![215, 316], true));
    assert_eq!(of(vec![letter(1.0)]), (vec![316], true), "it is sure to be made");
    let stops = PlannedTouch { stop: 0.5, ..PlannedTouch::fixed("ga4", 0.0) };
    assert_eq!(of(vec![stops, letter(1.0)]), (vec![215, 316], true), "the course can end before it");
    assert_eq!(of(vec![PlannedTouch::fixed("letter", 24.0)]), (vec![316], false), "it is earlier");
}

#[test]
fn times_far_apart_stand_by_their_logarithm() {
    let axis = TimeAxis::over(&[0.0, 60.0, 864_000.0], 0, 1_000);
    assert!(axis.is_logarithmic() && !TimeAxis::over(&[0.0, 3_600.0, 86_400.0], 0, 100).is_logarithmic());
    // ln(1 + 1) / ln(1 + 14,400) = 0.0724, and of an hour ln 61 / ln 14,401 = 0.4293.
    assert_eq!([0.0, 60.0, 3_600.0, 864_000.0].map(|time| axis.x(time)), [0, 72, 429, 1_000]);
    let ticks = axis.ticks();
    assert!(ticks.windows(2).all(|two| two[0].0 < two[1].0));
    assert_eq!(ticks.iter().filter(|(_, _, label)| ["1 h", "7 d"].contains(label)).count(), 2);
}

#[test]
fn a_chain_is_a_map_with_its_probabilities() {
    let drawing = course(&chain(3), 720, style()).expect("shapes");
    let titles: Vec<&str> = drawing.marks.iter().map(|mark| mark.title.as_str()).collect();
    assert_eq!(titles[0], "START: then channel_00 100 %, the end 0 %");
    assert_eq!(
        titles[1],
        "channel_00, 2 h after the touch before: then channel_01 25 %, channel_00 0.3 %, the end 74.7 %"
    );
    let row: Vec<(Part, &str)> = drawing.marks[1]
        .shapes
        .iter()
        .filter_map(|shape| match &shape.geometry {
            Geometry::Text { text, .. } => Some((shape.part, text.as_str())),
            _ => None,
        })
        .collect();
    let expect = [(Part::Name, "1 channel_00"), (Part::Heat(0), "<1"), (Part::Heat(3), "25"), (Part::Heat(5), "75")];
    assert_eq!(row, expect);
    let narrow = course(&chain(40), 320, style()).expect("shapes");
    let shown = narrow.marks.iter().filter(|mark| mark.channel.starts_with("channel")).count();
    let said = format!("20 touches at most; {} channels are left out", 40 - shown);
    assert!(texts(&narrow).iter().any(|(_, _, text)| *text == said), "{said}");
}

#[test]
fn everything_fits_and_no_two_labels_touch_at_any_width() {
    for (number, rule) in rules().iter().enumerate() {
        for width in WIDTHS {
            let drawing = course(rule, width, style()).expect("shapes");
            for shape in shapes(&drawing) {
                let (left, right) = reach(shape);
                assert!(left >= 0 && right <= width as i32, "{shape:?} of rule {number} at {width}");
            }
            let texts = texts(&drawing);
            for (index, (one, y, text)) in texts.iter().enumerate() {
                assert!(*y >= 7 && y + 7 <= drawing.height as i32, "{text} of rule {number}");
                for (other, other_y, other_text) in &texts[index + 1..] {
                    let apart = one.1 <= other.0 || other.1 <= one.0 || (y - other_y).abs() >= TEXT as i32;
                    assert!(apart, "{text} and {other_text} of rule {number} at {width}");
                }
            }
        }
    }
}

#[test]
fn a_circle_of_alternatives_is_drawn_once() {
    let touch = |otherwise| PlannedTouch { otherwise: Some(otherwise), ..PlannedTouch::fixed("ga4", 1.0) };
    let circle = Rule { course: Course::Touches(vec![touch(2), touch(1), touch(9), touch(0)]), ..rule() };
    let drawing = course(&circle, 320, style()).expect("shapes");
    assert_eq!(drawing.marks.iter().filter(|mark| mark.channel == "ga4").count(), 4);
}
