//! Whether a text is JSON, by its beginning. A table whose first cell only looks like it is none.

use super::{
    JOURNEYS, PATH,
    scan::{Document, Met, Nest},
};

/// A byte order mark in UTF-8.
pub(super) const MARK: &[u8] = b"\xef\xbb\xbf";

/// What a text that is JSON is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::domain::import) enum Told {
    /// Documents, one behind the other.
    Json,
    /// An object a line.
    Ndjson,
    /// Either, in another encoding than UTF-8, which is named.
    Encoded(&'static str),
}

pub(in crate::domain::import) fn is_marked(head: &[u8]) -> bool {
    head.starts_with(MARK)
}

/// Tells from the first bytes of a text, which are all where it is `whole`; `None` where it is not JSON.
pub(in crate::domain::import) fn tell(head: &[u8], whole: bool) -> Option<Told> {
    if let Some((name, text)) = latin_of_utf16(head) {
        return tell_utf8(&text, whole).map(|_| Told::Encoded(name));
    }
    tell_utf8(head.strip_prefix(MARK).unwrap_or(head), whole)
}

fn tell_utf8(text: &[u8], whole: bool) -> Option<Told> {
    let text = text.trim_ascii_start();
    match text.first()? {
        b'{' => object(text, whole),
        b'[' => list(text),
        _ => None,
    }
}

fn list(text: &[u8]) -> Option<Told> {
    let inner = text[1..].trim_ascii_start();
    let begins = inner.first() == Some(&b']') || begins_object(inner);
    let follows = Nest::begin(b'[').pass(text).is_none_or(|end| is_between_documents(&text[end..]));
    (begins && follows).then_some(Told::Json)
}

fn object(text: &[u8], whole: bool) -> Option<Told> {
    if !begins_object(text) {
        return None;
    }
    let line = memchr::memchr2(b'\n', b'\r', text).unwrap_or(text.len());
    let (mut document, mut at, mut has_path) = (Document::default(), 0, false);
    while let Some((passed, met)) = document.pass(&text[at..]) {
        at += passed;
        match met {
            Met::List if document.is_at(JOURNEYS) => return Some(Told::Json),
            Met::List => {
                has_path |= document.is_at(PATH);
                document.enter();
            }
            Met::End if at <= line => {
                let is_alone = text[at..line].trim_ascii().is_empty();
                let told = if is_alone { Told::Ndjson } else { Told::Json };
                return is_between_documents(&text[at..]).then_some(told);
            }
            Met::End if is_followed_by_object(text, line) => return Some(Told::Ndjson),
            Met::End => return is_between_documents(&text[at..]).then_some(Told::Json),
        }
    }
    // The first object does not end here.
    let is_long_line = has_path && line == text.len() && !whole;
    match is_long_line || is_followed_by_object(text, line) {
        true => Some(Told::Ndjson),
        false => Some(Told::Json),
    }
}

/// Whether the second line begins an object to which the first, which ends at `line`, does not lead up: then the first is
/// broken.
fn is_followed_by_object(text: &[u8], line: usize) -> bool {
    let last = text[..line].trim_ascii_end().last();
    !matches!(last, Some(b'[' | b'{' | b',' | b':')) && begins_object(text[line..].trim_ascii_start())
}

/// Whether an object begins here as JSON has it: nothing in it, or a name and a colon and the beginning of a value, as
/// far as there is text.
fn begins_object(text: &[u8]) -> bool {
    let Some((b'{', inner)) = text.split_first() else { return false };
    match inner.trim_ascii_start().split_first() {
        Some((b'}', _)) => true,
        Some((b'"', name)) => begins_member(name),
        _ => false,
    }
}

/// The same of a member behind the first quote of its name.
fn begins_member(text: &[u8]) -> bool {
    let mut at = 0;
    loop {
        match text.get(at) {
            None => return true,
            Some(b'"') => break,
            Some(b'\\') => at += 2,
            Some(0..0x20) => return false,
            Some(_) => at += 1,
        }
    }
    match text[at + 1..].trim_ascii_start().split_first() {
        None => true,
        Some((b':', value)) => match value.trim_ascii_start().first() {
            None => true,
            Some(first) => matches!(first, b'"' | b'{' | b'[' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n'),
        },
        Some(_) => false,
    }
}

/// Whether what follows a document can: the end, a line break, another document.
fn is_between_documents(text: &[u8]) -> bool {
    let blanks = text.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    matches!(text.get(blanks), None | Some(b'\n' | b'\r' | b'{' | b'['))
}

/// The text of UTF-16 as far as it is Latin, and the name of the encoding; every other sign becomes a question mark.
fn latin_of_utf16(head: &[u8]) -> Option<(&'static str, Vec<u8>)> {
    let (little, skipped) = match head {
        [0xff, 0xfe, 0, 0, ..] => return None,
        [0xff, 0xfe, ..] => (true, 2),
        [0xfe, 0xff, ..] => (false, 2),
        [0, first, 0, second, ..] if *first != 0 && *second != 0 => (false, 0),
        [first, 0, second, 0, ..] if *first != 0 && *second != 0 => (true, 0),
        _ => return None,
    };
    let letter = |pair: &[u8]| match if little { [pair[1], pair[0]] } else { [pair[0], pair[1]] } {
        [0, latin] if latin.is_ascii() => latin,
        _ => b'?',
    };
    let text = head[skipped..].chunks_exact(2).map(letter).collect();
    Some((if little { "UTF-16LE" } else { "UTF-16BE" }, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: impl AsRef<[u8]>, expect: Option<Told>) {
        let text = text.as_ref();
        assert_eq!(tell(text, true), expect, "{}", String::from_utf8_lossy(text));
    }

    #[test]
    fn documents_and_lines_are_told_apart() {
        for json in [
            r#"{"journeys":[]}"#,
            " \n{\n  \"n\": {\"journeys\": 3},\n  \"journeys\": [\n",
            r#"[{"a":1}]"#,
            "[\n]\n",
            "{\n\"a\": 1\n}\n{\n\"a\": 2\n}\n",
            r#"{"a":1} {"a":2}"#,
            "\u{feff}[{}]",
        ] {
            check(json, Some(Told::Json));
        }
        for lines in [
            "{\"a\":1}\n{\"a\":2}\n",
            "\u{feff}\r\n{\"a\":[1]}\r\n\r\n{\"a\":2}",
            r#"{"a":1}"#,
            "{\"a\":1}\nnot JSON",
            "{\"a\":\"cut\n{\"a\":2}\n{\"a\":3}\n",
            "{}",
        ] {
            check(lines, Some(Told::Ndjson));
        }
    }

    #[test]
    fn tables_that_begin_like_json_are_none() {
        for table in [
            "[id],x\n[1],2\n",
            "{id},x\n",
            "{\"a\":1},x\n{\"a\":2},y\n",
            "{\"a\":1}|x\n",
            "[{\"a\":1}],x\n",
            "[1,2]",
            "[[1]]",
            "{",
            "[",
            "{\"a\"x",
            "{\"a\nb\":1}",
            "{\"a\":x}",
            "",
            "a,b",
        ] {
            check(table, None);
        }
    }

    #[test]
    fn an_object_that_is_longer_than_the_head_is_told_by_what_is_seen() {
        assert_eq!(tell(br#"{"id":1,"path":[{"a":"#, false), Some(Told::Ndjson));
        assert_eq!(tell(br#"{"id":1,"notes":[{"a":"#, false), Some(Told::Json));
        assert_eq!(tell(b"{\n\"id\":1,\"path\":[{\"a\":", false), Some(Told::Json));
    }

    #[test]
    fn utf16_is_told_with_and_without_a_mark() {
        let units = "[{\"ä\":1}]".encode_utf16();
        let little: Vec<u8> = units.clone().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = units.flat_map(u16::to_be_bytes).collect();
        check(&little, Some(Told::Encoded("UTF-16LE")));
        check(&big, Some(Told::Encoded("UTF-16BE")));
        check([b"\xff\xfe", little.as_slice()].concat(), Some(Told::Encoded("UTF-16LE")));
        check([b"\xfe\xff", big.as_slice()].concat(), Some(Told::Encoded("UTF-16BE")));
        check("a,b".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>(), None);
    }
}
