//! Figures and lists as words, the same in findings, headlines and errors.

/// "ga4", "ga4 and sms", "call, ga4 and sms".
pub fn list<S: AsRef<str>>(names: &[S]) -> String {
    match names {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [head @ .., last] => {
            let head: Vec<&str> = head.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", head.join(", "), last.as_ref())
        }
    }
}

/// "1 journey", "2 journeys".
pub fn count(number: u32, singular: &str, plural: &str) -> String {
    match number {
        1 => format!("1 {singular}"),
        _ => format!("{number} {plural}"),
    }
}

/// A fraction as percent with one decimal: "28.0 %".
pub fn percent(fraction: f64) -> String {
    format!("{:.1} %", 100.0 * fraction)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_as_english() {
        assert_eq!(list::<&str>(&[]), "");
        assert_eq!(list(&["ga4"]), "ga4");
        assert_eq!(list(&["ga4", "sms"]), "ga4 and sms");
        assert_eq!(list(&["call", "ga4", "sms"]), "call, ga4 and sms");
    }
}
