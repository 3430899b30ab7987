//! What a reader is expected to make of a file, and its form as JSON.

/// How a quote inside a quoted cell is written.
pub enum Escape {
    Doubled,
    Backslash,
}

/// The expected reading of one file. Line numbers are physical lines, from 1.
pub struct Expected {
    pub delimiter: char,
    /// Nothing when no cell is quoted.
    pub quote: Option<char>,
    /// Nothing when the file does not show it.
    pub escape: Option<Escape>,
    /// A name of the WHATWG encoding standard, in the spelling of that standard.
    pub encoding: &'static str,
    pub header: bool,
    /// The lines before the header, blank ones included.
    pub preamble_lines: usize,
    /// The lines behind the last row, blank ones not included.
    pub footer_lines: usize,
    pub names: Vec<String>,
    pub rows: Vec<Vec<String>>,
    /// The lines of rows whose number of cells is not that of the header.
    pub ragged: &'static [usize],
    /// The lines of rows that can't be read.
    pub rejected_lines: &'static [usize],
}

impl Default for Expected {
    fn default() -> Self {
        Self {
            delimiter: ',',
            quote: None,
            escape: None,
            encoding: "UTF-8",
            header: true,
            preamble_lines: 0,
            footer_lines: 0,
            names: Vec::new(),
            rows: Vec::new(),
            ragged: &[],
            rejected_lines: &[],
        }
    }
}

impl Expected {
    /// The reading as JSON, with one line for each row.
    pub fn json(&self, pollution: &str) -> String {
        let escape = self.escape.as_ref().map(|escape| match escape {
            Escape::Doubled => "doubled",
            Escape::Backslash => "backslash",
        });
        let mut members = vec![
            ("pollution", text(pollution)),
            ("delimiter", text(&self.delimiter.to_string())),
            ("quote", text_or_null(self.quote.map(String::from).as_deref())),
            ("escape", text_or_null(escape)),
            ("encoding", text(self.encoding)),
            ("header", self.header.to_string()),
            ("preamble_lines", self.preamble_lines.to_string()),
            ("footer_lines", self.footer_lines.to_string()),
            ("names", texts(&self.names)),
            ("rows", rows(&self.rows)),
        ];
        if !self.ragged.is_empty() {
            members.push(("ragged", numbers(self.ragged)));
        }
        if !self.rejected_lines.is_empty() {
            members.push(("rejected_lines", numbers(self.rejected_lines)));
        }
        let members: Vec<String> = members.iter().map(|(name, value)| format!("  \"{name}\": {value}")).collect();
        format!("{{\n{}\n}}\n", members.join(",\n"))
    }
}

/// The names of a header.
pub fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| String::from(*name)).collect()
}

/// The rows of a table.
pub fn table(rows: &[&[&str]]) -> Vec<Vec<String>> {
    rows.iter().map(|row| names(row)).collect()
}

fn rows(rows: &[Vec<String>]) -> String {
    let lines: Vec<String> = rows.iter().map(|row| format!("    {}", texts(row))).collect();
    format!("[\n{}\n  ]", lines.join(",\n"))
}

fn texts(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| text(cell)).collect();
    format!("[{}]", cells.join(", "))
}

fn numbers(lines: &[usize]) -> String {
    let lines: Vec<String> = lines.iter().map(usize::to_string).collect();
    format!("[{}]", lines.join(", "))
}

fn text_or_null(value: Option<&str>) -> String {
    value.map_or_else(|| String::from("null"), text)
}

fn text(value: &str) -> String {
    let mut json = String::from("\"");
    for character in value.chars() {
        match character {
            '"' => json.push_str("\\\""),
            '\\' => json.push_str("\\\\"),
            '\n' => json.push_str("\\n"),
            '\r' => json.push_str("\\r"),
            '\t' => json.push_str("\\t"),
            unseen if is_unseen(unseen) => json.push_str(&format!("\\u{:04x}", u32::from(unseen))),
            seen => json.push(seen),
        }
    }
    json.push('"');
    json
}

/// Characters that an editor does not show, or shows joined to the one before. All lie below U+10000.
fn is_unseen(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{a0}' | '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{2000}'..='\u{200f}' | '\u{2028}'..='\u{202f}'
                | '\u{2060}'..='\u{206f}' | '\u{fe0f}' | '\u{feff}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_survives_in_json() {
        assert_eq!(text("a\"b\\c\r\n\t"), r#""a\"b\\c\r\n\t""#);
        assert_eq!(text("\u{0}\u{200b}é\u{1f600}"), "\"\\u0000\\u200bé\u{1f600}\"");
    }

    #[test]
    fn lists_of_lines_are_left_out_when_empty() {
        let plain = Expected::default().json("Nothing.");
        assert!(!plain.contains("ragged") && !plain.contains("rejected_lines"));
        let ragged = Expected { ragged: &[3, 5], ..Expected::default() }.json("Short rows.");
        assert!(ragged.contains("\"ragged\": [3, 5]"));
    }
}
