//! Playbooks as JSON: written for people to read, and read with the place of whatever is wrong.
//!
//! Where the reader stops, a scan of the text up to there tells the path: a deserialiser that keeps it would be each
//! type's code a second time.

use std::fmt;

use serde::{Deserialize, Deserializer, de};
use serde_json::{error::Category, value::RawValue};

use crate::pack::Pack;

use super::{
    Playbook,
    check::{Place, Severity, check, is_sound},
};

/// Longer texts are not read: four million bytes, which hold the largest playbooks with names of usual length.
pub const MOST_BYTES: usize = 4_000_000;

/// An object or list that fits in so many bytes stands on one line.
const LINE: usize = 100;

const NO_NUMBER: &str = "a number is expected, not";

/// Of a text that is not a number, so many characters are told.
const TOLD: usize = 40;

/// Why a text is no playbook.
#[derive(Clone, Debug, PartialEq, Eq, Pack)]
pub struct JsonFault {
    /// `rules[2].rule.course.touches[0].probability`; empty for the whole.
    pub path: String,
    /// The same for an editor, of what was read and is not sound.
    pub place: Option<Place>,
    /// Line and column, in bytes, both from 1, where reading stopped.
    pub line: Option<(u32, u32)>,
    pub words: String,
    pub severity: Severity,
}

impl fmt::Display for JsonFault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((line, column)) = self.line {
            write!(out, "line {line}, column {column}: ")?;
        }
        if !self.path.is_empty() {
            write!(out, "{}: ", self.path)?;
        }
        out.write_str(&self.words)
    }
}

impl std::error::Error for JsonFault {}

/// Reads a playbook. What has the form of one is checked, and then every fault is told; else the first place where it
/// has not.
pub fn read(text: &[u8]) -> Result<Playbook, Vec<JsonFault>> {
    if text.len() > MOST_BYTES {
        let (megabytes, most) = (text.len() as f64 / 1e6, MOST_BYTES as f64 / 1e6);
        let words = format!("The text has {megabytes:.1} MB: a playbook has {most} MB at most.");
        return Err(vec![JsonFault::of_text(String::new(), None, words)]);
    }
    let text = str::from_utf8(text).map_err(|error| {
        let words = format!("The text is not UTF-8 from byte {} on: save it as UTF-8.", error.valid_up_to() + 1);
        vec![JsonFault::of_text(String::new(), None, words)]
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let playbook: Playbook = serde_json::from_str(text).map_err(|error| vec![JsonFault::of_error(text, &error)])?;
    let faults = check(&playbook);
    if is_sound(&faults) {
        return Ok(playbook);
    }
    let told = faults.into_iter().map(|fault| JsonFault {
        path: fault.at.to_string(),
        place: Some(fault.at),
        line: None,
        words: fault.words,
        severity: fault.severity,
    });
    Err(told.collect())
}

/// A playbook's JSON, indented; the same for equal playbooks. What is not finite, and therefore not sound, is null.
pub fn write(playbook: &Playbook) -> String {
    // Texts as keys and numbers as they are: there is nothing in it that JSON cannot hold.
    laid_out(&serde_json::to_string(playbook).unwrap_or_default())
}

/// A number to its last bit: what serde_json makes of 17 digits can be the neighbour of what was written.
pub(super) fn exact<'de, D: Deserializer<'de>>(from: D) -> Result<f64, D::Error> {
    let raw = Box::<RawValue>::deserialize(from)?;
    let text = raw.get();
    let is_number = text.starts_with(|first: char| first == '-' || first.is_ascii_digit());
    text.parse().ok().filter(|_| is_number).ok_or_else(|| {
        let told: String = text.chars().take(TOLD).collect();
        let more = if told.len() < text.len() { "…" } else { "" };
        de::Error::custom(format!("{NO_NUMBER} {told}{more}"))
    })
}

/// Numbers to their last bit.
pub(super) fn exact_list<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Vec<f64>>, D::Error> {
    #[derive(Deserialize)]
    struct Exact(#[serde(deserialize_with = "exact")] f64);
    let list = Option::<Vec<Exact>>::deserialize(from)?;
    Ok(list.map(|list| list.into_iter().map(|Exact(number)| number).collect()))
}

impl JsonFault {
    fn of_text(path: String, line: Option<(u32, u32)>, words: String) -> JsonFault {
        JsonFault { path, place: None, line, words, severity: Severity::Stops }
    }

    fn of_error(text: &str, error: &serde_json::Error) -> JsonFault {
        let (line, column) = (error.line(), error.column());
        let message = error.to_string();
        let text = before(text, line, column);
        // What `exact` says has no place of its own, and gets the end of what the number is in.
        let text = text.strip_suffix(b"}").filter(|_| message.starts_with(NO_NUMBER)).unwrap_or(text);
        let path = path_at(text);
        let message = message.split(" at line ").next().unwrap_or_default();
        let words = match error.classify() {
            Category::Eof => "The text ends before the playbook does: the rest of it is missing.".to_owned(),
            Category::Syntax => format!("This is not JSON: {message}."),
            Category::Data | Category::Io => {
                let mut letters = message.chars();
                letters.next().map_or(String::new(), |first| format!("{}{}.", first.to_uppercase(), letters.as_str()))
            }
        };
        JsonFault::of_text(path, Some((line as u32, column as u32)), words)
    }
}

/// The text up to a line and column, the byte there included.
fn before(text: &str, line: usize, column: usize) -> &[u8] {
    let begin = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum::<usize>();
    let bytes = text.as_bytes();
    &bytes[..(begin + column).min(bytes.len())]
}

/// A key or an index on the way to a value.
enum Step {
    Key(String),
    Index(u32),
}

/// The path to where a text of JSON breaks off.
fn path_at(text: &[u8]) -> String {
    // A comma behind a value is not the beginning of the next one.
    let text = text.strip_suffix(b",").unwrap_or(text);
    let (mut steps, mut is_key_next, mut at): (Vec<Step>, bool, usize) = (Vec::new(), false, 0);
    while let Some(byte) = text.get(at) {
        at += 1;
        match byte {
            b'{' => steps.push(Step::Key(String::new())),
            b'[' => steps.push(Step::Index(0)),
            b'}' | b']' => drop(steps.pop()),
            b'"' => {
                let length = string_length(&text[at..]);
                if let (Some(Step::Key(key)), true) = (steps.last_mut(), is_key_next) {
                    *key = String::from_utf8_lossy(&text[at..at + length]).into_owned();
                    is_key_next = false;
                }
                at += length + 1;
            }
            b',' => {
                if let Some(Step::Index(index)) = steps.last_mut() {
                    *index += 1;
                }
            }
            _ => {}
        }
        if matches!(byte, b'{' | b',') {
            is_key_next = true;
        }
    }
    let mut path = String::new();
    for step in steps {
        match step {
            Step::Index(index) => path += &format!("[{index}]"),
            Step::Key(key) if key.is_empty() => {}
            Step::Key(key) => {
                path += if path.is_empty() { "" } else { "." };
                path += &key;
            }
        }
    }
    path
}

/// The bytes of a string before the quote that ends it.
fn string_length(text: &[u8]) -> usize {
    let mut escaped = false;
    let is_end = |byte: &u8| {
        let ends = *byte == b'"' && !escaped;
        escaped = *byte == b'\\' && !escaped;
        ends
    };
    text.iter().position(is_end).unwrap_or(text.len())
}

/// JSON without blanks, indented: what does not fit on a line has its parts on lines of their own.
fn laid_out(compact: &str) -> String {
    let widths = widths(compact);
    let (mut out, mut is_broken, mut opened, mut at) = (String::new(), Vec::new(), 0, 0);
    let new_line = |out: &mut String, depth: usize| {
        out.push('\n');
        out.extend(std::iter::repeat_n("  ", depth));
    };
    while let Some(byte) = compact.as_bytes().get(at) {
        let begin = at;
        at += if *byte == b'"' { string_length(&compact.as_bytes()[at + 1..]) + 2 } else { 1 };
        let breaks = is_broken.last() == Some(&true);
        if matches!(byte, b'}' | b']') {
            is_broken.pop();
            if breaks {
                new_line(&mut out, is_broken.len());
            }
        }
        out.push_str(&compact[begin..at.min(compact.len())]);
        match byte {
            b'{' | b'[' => {
                let is_wide = widths[opened] > LINE;
                is_broken.push(is_wide);
                opened += 1;
                if is_wide {
                    new_line(&mut out, is_broken.len());
                }
            }
            b',' if breaks => new_line(&mut out, is_broken.len()),
            b',' | b':' => out.push(' '),
            _ => {}
        }
    }
    out.push('\n');
    out
}

/// The bytes of each object and list, in the order in which they open.
fn widths(compact: &str) -> Vec<usize> {
    let (mut widths, mut open, mut at) = (Vec::new(), Vec::new(), 0);
    while let Some(byte) = compact.as_bytes().get(at) {
        match byte {
            b'"' => at += string_length(&compact.as_bytes()[at + 1..]) + 1,
            b'{' | b'[' => {
                open.push((widths.len(), at));
                widths.push(0);
            }
            b'}' | b']' => {
                if let Some((number, begin)) = open.pop() {
                    widths[number] = at + 1 - begin;
                }
            }
            _ => {}
        }
        at += 1;
    }
    widths
}

#[cfg(test)]
mod tests;
