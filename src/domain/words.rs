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

/// How figures are written in sentences and charts: the reader's decimal sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumberStyle {
    pub decimal: char,
}

impl Default for NumberStyle {
    fn default() -> NumberStyle {
        NumberStyle { decimal: '.' }
    }
}

impl NumberStyle {
    /// A fraction in percent points with one decimal: "28.0".
    pub fn points(self, fraction: f64) -> String {
        // Halves are rounded up, as browsers do it: 31.25 is 31.3, not the even 31.2.
        // Nothing is added but the sign of a 0.
        let tenths = (1_000.0 * fraction).round() / 10.0 + 0.0;
        format!("{tenths:.1}").replace('.', self.decimal.encode_utf8(&mut [0; 4]))
    }

    /// The same with its sign: "28.0 %".
    pub fn percent(self, fraction: f64) -> String {
        self.points(fraction) + " %"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_take_the_readers_decimal_sign() {
        assert_eq!(NumberStyle::default().percent(0.280_396), "28.0 %");
        assert_eq!(NumberStyle::default().points(0.3125), "31.3");
        assert_eq!(NumberStyle::default().points(-0.0004), "0.0");
        assert_eq!(NumberStyle { decimal: ',' }.percent(0.280_396), "28,0 %");
    }

    #[test]
    fn lists_read_as_english() {
        assert_eq!(list::<&str>(&[]), "");
        assert_eq!(list(&["ga4"]), "ga4");
        assert_eq!(list(&["ga4", "sms"]), "ga4 and sms");
        assert_eq!(list(&["call", "ga4", "sms"]), "call, ga4 and sms");
    }
}
