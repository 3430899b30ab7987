//! One object of JSON as its members, each with the text of its value as it stands; and that text as a cell.

use std::{borrow::Cow, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{Error, MapAccess, Visitor},
};
use serde_json::value::RawValue;

use super::PATH;
use crate::domain::import::reject::Reason;

/// The members of one object in their order; a name can stand several times.
pub(super) type Members<'a> = Vec<(Cow<'a, str>, &'a RawValue)>;

struct Object<'a>(Members<'a>);

struct Name<'a>(Cow<'a, str>);

/// Reads an object. A number that begins with needless zeros, as a code does, is let through as it stands.
pub(super) fn read<T>(text: &str, with: impl FnOnce(&str, Members) -> T) -> Result<T, serde_json::Error> {
    match serde_json::from_str::<Object>(text) {
        Ok(object) => Ok(with(text, object.0)),
        Err(error) => match quoted_codes(text) {
            Some(text) => serde_json::from_str::<Object>(&text).map(|object| with(&text, object.0)),
            None => Err(error),
        },
    }
}

/// Why a piece of JSON that begins on this line is no object.
pub(super) fn reason(error: &serde_json::Error, line: u64) -> Reason {
    if error.is_data() {
        return Reason::NotAnObject;
    }
    let words = error.to_string();
    let cause = words.rsplit_once(" at line ").map_or(words.as_str(), |(cause, _)| cause);
    Reason::NotJson { cause: cause.to_owned(), line: line + (error.line() as u64).saturating_sub(1) }
}

/// The list of touches of an object: its last member of that name, if it is a list.
pub(super) fn path<'a>(members: &Members<'a>) -> Option<&'a str> {
    let last = members.iter().rfind(|(name, _)| name == PATH)?;
    Some(last.1.get()).filter(|text| text.starts_with('['))
}

/// Objects in an object become members with a dot between the names; deeper ones stay as they are. Where the names of an
/// inner object cannot be read, the name of the member that holds it.
pub(super) fn flat<'a>(members: Members<'a>) -> Result<Members<'a>, (Cow<'a, str>, serde_json::Error)> {
    if !members.iter().any(|(_, value)| value.get().starts_with('{')) {
        return Ok(members);
    }
    let mut flat = Members::with_capacity(members.len());
    for (name, value) in members {
        if !value.get().starts_with('{') {
            flat.push((name, value));
            continue;
        }
        match serde_json::from_str::<Object>(value.get()) {
            Ok(inner) => flat.extend(inner.0.into_iter().map(|(of, value)| (format!("{name}.{of}").into(), value))),
            Err(error) => return Err((name, error)),
        }
    }
    Ok(flat)
}

/// Whether a value can be a cell.
pub(super) fn is_scalar(value: &RawValue) -> bool {
    !value.get().starts_with(['{', '['])
}

/// The cell that a value is: a string's letters, nothing for null, anything else as it stands.
pub(super) fn cell(value: &RawValue) -> Result<Cow<'_, str>, Reason> {
    let text = value.get();
    match text.as_bytes() {
        [b'{' | b'[', ..] => Err(Reason::NotOneValue),
        [b'n', ..] => Ok(Cow::Borrowed("")),
        [b'"', inner @ .., b'"'] if memchr::memchr(b'\\', inner).is_none() => {
            Ok(Cow::Borrowed(&text[1..text.len() - 1]))
        }
        [b'"', ..] => serde_json::from_str(text).map(Cow::Owned).map_err(|_| Reason::LoneSurrogate),
        _ => Ok(Cow::Borrowed(text)),
    }
}

/// The text with quotes round numbers such as 0012, if there are any.
fn quoted_codes(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let (mut quoted, mut copied, mut at) = (String::new(), 0, 0);
    while at < bytes.len() {
        let end = match bytes[at] {
            b'"' => at + string_length(&bytes[at..]),
            b'-' | b'0'..=b'9' => {
                let is_part = |byte: &&u8| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
                at + bytes[at..].iter().take_while(is_part).count()
            }
            _ => at + 1,
        };
        let digits = bytes[at..end].strip_prefix(b"-").unwrap_or(&bytes[at..end]);
        if let [b'0', b'0'..=b'9', ..] = digits {
            quoted.push_str(&text[copied..at]);
            quoted.push('"');
            quoted.push_str(&text[at..end]);
            quoted.push('"');
            copied = end;
        }
        at = end;
    }
    quoted.push_str(&text[copied..]);
    (copied > 0).then_some(quoted)
}

/// Bytes of the string with which these begin.
fn string_length(bytes: &[u8]) -> usize {
    let mut at = 1;
    while at < bytes.len() && bytes[at] != b'"' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    bytes.len().min(at + 1)
}

impl<'de> Deserialize<'de> for Object<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OfObject;
        impl<'de> Visitor<'de> for OfObject {
            type Value = Object<'de>;

            fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
                out.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object<'de>, A::Error> {
                let mut members = Members::with_capacity(16);
                while let Some((name, value)) = map.next_entry::<Name, &RawValue>()? {
                    members.push((name.0, value));
                }
                Ok(Object(members))
            }
        }
        deserializer.deserialize_map(OfObject)
    }
}

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OfName;
        impl<'de> Visitor<'de> for OfName {
            type Value = Name<'de>;

            fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
                out.write_str("a name")
            }

            fn visit_borrowed_str<E: Error>(self, name: &'de str) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Borrowed(name)))
            }

            fn visit_str<E: Error>(self, name: &str) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Owned(name.to_owned())))
            }
        }
        deserializer.deserialize_str(OfName)
    }
}
