//! Values of JSON (RFC 8259). serde_json's values and its printer of numbers would be some kilobytes more in each program.

use super::value::Value;

/// Appends a value; `null` where there is none.
pub(super) fn push_value(out: &mut String, value: &Value<'_>) {
    match value {
        _ if !value.exists() => out.push_str("null"),
        Value::Text(text) => push_text(out, text),
        Value::Number(_) | Value::Whole(_) | Value::Flag(_) => value.push_bare(out),
        Value::None | Value::Money(_) | Value::Instant(_) => {
            out.push('"');
            value.push_bare(out);
            out.push('"');
        }
    }
}

pub(super) fn push_text(out: &mut String, text: &str) {
    out.push('"');
    for sign in text.chars() {
        match sign {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // The last two end a line in older readers.
            '\0'..'\u{20}' | '\u{7f}' | '\u{2028}' | '\u{2029}' => {
                out.push_str(&format!("\\u{:04x}", u32::from(sign)));
            }
            _ => out.push(sign),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(value: Value) -> String {
        let mut out = String::new();
        push_value(&mut out, &value);
        out
    }

    #[test]
    fn texts_are_read_back_whatever_they_hold() {
        let texts =
            ["", "a\"b\\c/d", "\0\u{1}\u{1f}\u{7f}\u{80}", "\n\r\t\u{8}\u{c}", "=1+1", "שלום", "🌩️", "\u{2028}"];
        for text in texts {
            assert_eq!(serde_json::from_str::<String>(&written(Value::Text(text))).expect("JSON"), text);
        }
        assert_eq!(written(Value::Text("\u{1}\n\"")), r#""\u0001\n\"""#);
    }

    #[test]
    fn numbers_are_read_back_and_those_that_are_none_are_null() {
        for number in [0.0, -0.0, 0.1 + 0.2, 5e-324, f64::MAX, -1e21] {
            let read: f64 = written(Value::Number(number)).parse().expect("a number");
            assert_eq!(read.to_bits(), number.to_bits());
        }
        assert_eq!(written(Value::Number(f64::NAN)), "null");
        assert_eq!(written(Value::None), "null");
        assert_eq!(written(Value::Whole(i64::MIN)), "-9223372036854775808");
    }
}
