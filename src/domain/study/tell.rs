//! What the sentences of all tables share: when there is too little to tell, and who leads.

use super::{Outcomes, part};
use crate::domain::words::{NumberStyle, count, list};

/// Fewer conversions, or journeys, than this rank nothing.
pub(super) use crate::domain::report::TOO_FEW;

/// Leaders that are named; of more only the number is said.
const NAMED: usize = 3;

const HOUR: f64 = 3_600.0;
const DAY: f64 = 86_400.0;

/// Why nothing can be said of journeys; `None` where there are enough.
pub(super) fn too_few_journeys(journeys: u32) -> Option<String> {
    match journeys {
        0 => Some("No journey is in scope.".to_owned()),
        few if few < TOO_FEW => {
            Some(format!("Too few journeys to tell: {} in scope.", count(few, "journey", "journeys")))
        }
        _ => None,
    }
}

/// The same of conversions.
pub(super) fn too_few_conversions(all: Outcomes, style: NumberStyle) -> Option<String> {
    match (all.journeys, all.conversions) {
        (0, _) => too_few_journeys(0),
        (journeys, 0) => Some(format!("No conversion in {}.", style.count(journeys, "journey", "journeys"))),
        (_, few) if few < TOO_FEW => {
            Some(format!("Too few journeys to tell: {} in scope.", count(few, "conversion", "conversions")))
        }
        _ => None,
    }
}

/// Those with the greatest count, in their order, and that count; none where all are 0.
pub(super) fn leaders<T>(counted: impl Iterator<Item = (T, u32)>) -> (Vec<T>, u32) {
    counted.fold((Vec::new(), 0), |(mut leaders, most), (item, count)| match count.cmp(&most) {
        _ if count == 0 => (leaders, most),
        std::cmp::Ordering::Less => (leaders, most),
        std::cmp::Ordering::Equal => {
            leaders.push(item);
            (leaders, most)
        }
        std::cmp::Ordering::Greater => (vec![item], count),
    })
}

/// "ga4 and sms", or "5 channels" where more lead than are named.
pub(super) fn named(leaders: &[&str], plural: &str) -> String {
    if leaders.len() > NAMED { format!("{} {plural}", leaders.len()) } else { list(leaders) }
}

/// "31 of 61 journeys (50.8 %)".
pub(super) fn out_of(count: u32, of: u32, what: &str, style: NumberStyle) -> String {
    let percent = part(count, of).map_or(String::new(), |part| format!(" ({})", style.percent(part)));
    let whole = |number: u32| style.whole(f64::from(number));
    format!("{} of {} {what}{percent}", whole(count), whole(of))
}

/// "; 1 path not shown holds 2.0 %", or nothing where all are shown.
pub(super) fn not_shown(more: u32, names: (&str, &str), held: u32, of: u32, style: NumberStyle) -> String {
    let verb = if more == 1 { "holds" } else { "hold" };
    part(held, of).filter(|_| more > 0).map_or(String::new(), |part| {
        format!("; {} not shown {verb} {}", style.count(more, names.0, names.1), style.percent(part))
    })
}

/// A figure with one decimal.
pub(super) fn one_decimal(figure: f64, style: NumberStyle) -> String {
    style.points(figure / 100.0)
}

/// "0 s", "40 s", "2.5 min", "2.5 h", "3.0 days".
pub fn duration(seconds: f64, style: NumberStyle) -> String {
    match seconds {
        short if short < 60.0 => format!("{short:.0} s"),
        minutes if minutes < HOUR => one_decimal(minutes / 60.0, style) + " min",
        hours if hours < DAY => one_decimal(hours / HOUR, style) + " h",
        days => one_decimal(days / DAY, style) + " days",
    }
}

/// A path as it is read: "a > b"; "no touch" of one that has none left.
pub fn path_words<S: AsRef<str>>(path: &[S]) -> String {
    let names: Vec<&str> = path.iter().map(AsRef::as_ref).collect();
    if names.is_empty() { "no touch".to_owned() } else { names.join(" > ") }
}
