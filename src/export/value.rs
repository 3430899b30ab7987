//! Values as they stand in the cells of a file, whatever its form.

use crate::domain::{lead::Cents, scope::words::day};

/// What one cell says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Value<'a> {
    /// A figure that does not exist.
    None,
    Text(&'a str),
    /// Written in the fewest digits that read back as the same number; what is not finite does not exist.
    Number(f64),
    Whole(i64),
    Flag(bool),
    Money(Cents),
    /// Seconds since 1970-01-01 00:00 UTC.
    Instant(i64),
}

impl Value<'_> {
    pub(super) fn exists(&self) -> bool {
        match self {
            Value::None => false,
            Value::Number(number) => number.is_finite(),
            Value::Text(_) | Value::Whole(_) | Value::Flag(_) | Value::Money(_) | Value::Instant(_) => true,
        }
    }

    /// Appends the value without quotes; nothing where there is none.
    pub(super) fn push_bare(&self, out: &mut String) {
        match *self {
            _ if !self.exists() => {}
            Value::None => {}
            Value::Text(text) => out.push_str(text),
            Value::Number(number) => out.push_str(&number.to_string()),
            Value::Whole(number) => out.push_str(&number.to_string()),
            Value::Flag(flag) => out.push_str(if flag { "true" } else { "false" }),
            Value::Money(amount) => out.push_str(&money(amount)),
            Value::Instant(seconds) => out.push_str(&instant(seconds)),
        }
    }
}

/// An amount with its two decimals, exactly.
fn money(Cents(cents): Cents) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    let cents = cents.unsigned_abs();
    format!("{sign}{}.{:02}", cents / 100, cents % 100)
}

/// An instant as ISO 8601 in UTC, to the second: `2024-06-15T10:00:00Z`.
fn instant(seconds: i64) -> String {
    let of_day = seconds.rem_euclid(86_400);
    let (hour, minute, second) = (of_day / 3_600, of_day / 60 % 60, of_day % 60);
    format!("{}T{hour:02}:{minute:02}:{second:02}Z", day(seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: Value, expect: &str) {
        let mut out = String::new();
        value.push_bare(&mut out);
        assert_eq!(out, expect, "{value:?}");
    }

    #[test]
    fn amounts_are_exact_to_the_cent() {
        check(Value::Money(Cents(1_246_083)), "12460.83");
        check(Value::Money(Cents(5)), "0.05");
        check(Value::Money(Cents(-5)), "-0.05");
        check(Value::Money(Cents(-12_300)), "-123.00");
        check(Value::Money(Cents(i64::MIN)), "-92233720368547758.08");
    }

    #[test]
    fn what_is_no_finite_number_does_not_exist() {
        check(Value::Number(f64::NAN), "");
        check(Value::Number(f64::NEG_INFINITY), "");
        check(Value::None, "");
        check(Value::Number(0.1 + 0.2), "0.30000000000000004");
        check(Value::Number(1e-7), "0.0000001");
    }

    /// By `date -u -d @SECONDS`.
    #[test]
    fn instants_are_iso_8601_in_utc() {
        check(Value::Instant(0), "1970-01-01T00:00:00Z");
        check(Value::Instant(-1), "1969-12-31T23:59:59Z");
        check(Value::Instant(951_782_399), "2000-02-28T23:59:59Z");
        check(Value::Instant(951_782_400), "2000-02-29T00:00:00Z");
        check(Value::Instant(1_718_445_600), "2024-06-15T10:00:00Z");
        check(Value::Instant(4_107_542_399), "2100-02-28T23:59:59Z");
        check(Value::Instant(4_107_542_400), "2100-03-01T00:00:00Z");
        check(Value::Instant(-62_162_035_200), "0000-03-01T00:00:00Z");
    }
}
