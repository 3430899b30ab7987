//! No text of a file or of a client becomes markup in what is handed over.

use proptest::prelude::*;
use touchline::{
    chart::{Drawing, bars::credit_bars, colour::LIGHT, svg},
    domain::words::NumberStyle,
    engine::{self, query::Query},
    handout::{Handout, Setting, Source},
};

use crate::{
    expected::sample,
    handout::{of_sample, written},
    markup::{Read, read},
};

/// Text that someone would write to break out, among any other.
fn hostile() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        Just("</title><script>alert(1)</script>".to_owned()),
        Just("\" onload=\"x".to_owned()),
        Just("'><img src=x>".to_owned()),
        Just("]]>&amp;&#0;".to_owned()),
        Just("</style>\u{0}\u{b}\u{fffe}".to_owned()),
        any::<String>(),
    ];
    proptest::collection::vec(pieces, 1..4).prop_map(|pieces| pieces.concat())
}

/// A report of the sample with this text wherever a text can be.
fn with_text(plain: &Handout, text: &str) -> Handout {
    let mut handout = plain.clone();
    let texts = [&mut handout.language, &mut handout.title, &mut handout.written, &mut handout.dataset];
    texts.into_iter().for_each(|place| text.clone_into(place));
    handout.client = Some(text.to_owned());
    handout.scope = vec![text.to_owned()];
    handout.settings = vec![Setting { name: text.to_owned(), value: text.to_owned() }];
    handout.source = Source { checksum: text.to_owned(), version: text.to_owned(), settings: text.to_owned() };
    for (at, channel) in handout.report.channels.iter_mut().enumerate() {
        channel.channel = format!("{text}{at}");
    }
    handout.report.findings.iter_mut().for_each(|finding| text.clone_into(&mut finding.message));
    for section in &mut handout.sections {
        (section.title, section.message, section.note) = (text.to_owned(), format!("m{text}"), format!("n{text}"));
        section.tables.iter_mut().for_each(|(_, table)| {
            table.columns.iter_mut().for_each(|column| text.clone_into(&mut column.name));
            table.rows.iter_mut().flatten().for_each(|cell| *cell = text.replace('\n', " "));
        });
        let marks = section.drawing.iter_mut().flat_map(|drawing: &mut Drawing| &mut drawing.marks);
        marks.for_each(|mark| text.clone_into(&mut mark.title));
    }
    handout
}

/// Tags in their order, but for the shapes of charts: an axis has as many ticks as the names leave room for.
fn frame(read: &Read) -> Vec<&str> {
    let shapes = ["line", "text", "rect", "polyline"];
    let tags = read.tags.iter().map(String::as_str);
    tags.filter(|tag| !shapes.contains(&tag.trim_start_matches('/'))).collect()
}

/// What is left of a text in a document.
fn kept(text: &str) -> String {
    let is_kept = |character: &char| *character >= ' ' || "\t\n".contains(*character);
    text.chars().filter(is_kept).filter(|character| !"\u{fffe}\u{ffff}".contains(*character)).collect()
}

fn without_comparison() -> Handout {
    Handout { comparison: None, ..of_sample(&Query { replicates: 5, ..Query::default() }) }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn no_text_changes_the_markup_of_the_report(texts in proptest::collection::vec(hostile(), 1..3)) {
        let plain = without_comparison();
        let expect = read(&written(&with_text(&plain, "x")));
        for text in texts {
            let read = read(&written(&with_text(&plain, &text)));
            prop_assert_eq!(frame(&read), frame(&expect));
            prop_assert!(read.text.contains(&kept(&text)));
        }
    }

    #[test]
    fn no_text_changes_the_markup_of_a_chart(text in hostile(), message in hostile()) {
        let mut report = engine::attribute(&sample(), &Query { replicates: 5, ..Query::default() }).expect("fits");
        report.channels.iter_mut().enumerate().for_each(|(at, channel)| channel.channel = format!("{text}{at}"));
        let drawing = credit_bars(&report, 600, NumberStyle::default()).expect("shapes");
        let caption = svg::Caption { message: &message, origin: report.origin, note: &text };
        let written = svg::document(&drawing, &[], &caption, &LIGHT, svg::Ground::Painted);
        let read = read(&written);
        prop_assert_eq!(read.tags.iter().filter(|tag| *tag == "g").count(), 6, "the chart, and a mark a channel");
        let known = ["svg", "title", "desc", "rect", "text", "g", "line", "polyline"];
        prop_assert!(read.tags.iter().all(|tag| known.contains(&tag.trim_start_matches('/'))));
        let mark = format!("{}4: ", kept(&text));
        prop_assert!(read.text.contains(&kept(&message)) && read.text.contains(&mark));
    }
}
