//! Where strings, lists and objects of JSON end, without reading what they hold: bytes may come in any pieces, nothing
//! is kept but counts, and no depth is too deep.

/// Bytes of a member's name that are compared.
const NAME: usize = 32;

/// Where a value ends.
#[derive(Debug, Default)]
pub(super) struct Nest {
    depth: u64,
    quoted: bool,
    escaped: bool,
    /// Whether the value began with a bracket, with which it ends.
    bracketed: bool,
}

impl Nest {
    /// Of a value that begins with this byte, which is still to be passed.
    pub(super) fn begin(first: u8) -> Nest {
        Nest { bracketed: matches!(first, b'{' | b'['), ..Nest::default() }
    }

    /// Passes bytes of the value; how many belong to it, where it ends among them. A value without a bracket round it
    /// ends before a comma or the end of the list in which it stands.
    pub(super) fn pass(&mut self, bytes: &[u8]) -> Option<usize> {
        let mut at = 0;
        while at < bytes.len() {
            if self.quoted {
                at += self.pass_string(&bytes[at..]);
                continue;
            }
            match bytes[at] {
                b'"' => self.quoted = true,
                b'{' | b'[' => self.depth += 1,
                b',' | b']' if self.depth == 0 => return Some(at),
                b'}' | b']' => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth == 0 && self.bracketed {
                        return Some(at + 1);
                    }
                }
                _ => {}
            }
            at += 1;
        }
        None
    }

    /// Passes bytes of a string, to behind its quote.
    fn pass_string(&mut self, bytes: &[u8]) -> usize {
        let mut at = usize::from(std::mem::take(&mut self.escaped));
        loop {
            match memchr::memchr2(b'"', b'\\', &bytes[at..]) {
                None => return bytes.len(),
                Some(found) => at += found,
            }
            if bytes[at] == b'"' {
                self.quoted = false;
                return at + 1;
            }
            if at + 1 == bytes.len() {
                self.escaped = true;
                return bytes.len();
            }
            at += 2;
        }
    }
}

/// An object at the top of a document: its members' names, and where it ends.
#[derive(Debug, Default)]
pub(super) struct Document {
    nest: Nest,
    name: Vec<u8>,
    /// Whether a colon stands before what comes.
    is_value: bool,
}

/// What was met in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Met {
    /// A member that is a list; its bracket is passed.
    List,
    /// The end; its bracket is passed.
    End,
}

impl Document {
    /// Passes bytes from the first bracket on; how many, where a list or the end is met among them.
    pub(super) fn pass(&mut self, bytes: &[u8]) -> Option<(usize, Met)> {
        let mut at = 0;
        while at < bytes.len() {
            if self.nest.quoted {
                let passed = self.nest.pass_string(&bytes[at..]);
                if self.nest.depth == 1 && !self.is_value {
                    self.keep(&bytes[at..at + passed - usize::from(!self.nest.quoted)]);
                }
                at += passed;
                continue;
            }
            let outer = self.nest.depth == 1;
            match bytes[at] {
                b'"' => {
                    self.nest.quoted = true;
                    if outer && !self.is_value {
                        self.name.clear();
                    }
                }
                b'[' if outer && self.is_value => return Some((at + 1, Met::List)),
                b'{' | b'[' => self.nest.depth += 1,
                b'}' | b']' => {
                    self.nest.depth = self.nest.depth.saturating_sub(1);
                    if self.nest.depth == 0 {
                        return Some((at + 1, Met::End));
                    }
                }
                b':' if outer => self.is_value = true,
                b',' if outer => self.is_value = false,
                _ => {}
            }
            at += 1;
        }
        None
    }

    /// Whether the member at hand has this name, written without escapes.
    pub(super) fn is_at(&self, name: &str) -> bool {
        self.name == name.as_bytes()
    }

    /// Goes on inside the list that was met. Without this it goes on behind the list.
    pub(super) fn enter(&mut self) {
        self.nest.depth += 1;
    }

    fn keep(&mut self, name: &[u8]) {
        let room = NAME - self.name.len();
        self.name.extend_from_slice(&name[..name.len().min(room)]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value_end(text: &str) -> Option<usize> {
        Nest::begin(text.as_bytes()[0]).pass(text.as_bytes())
    }

    #[test]
    fn brackets_in_strings_do_not_count() {
        assert_eq!(value_end(r#"{"a":"}]\"}"},"#), Some(13));
        assert_eq!(value_end(r#"["\\"]x"#), Some(6));
        assert_eq!(value_end(r#"{"a":"}"#), None);
    }

    #[test]
    fn a_value_without_brackets_ends_before_the_comma() {
        assert_eq!(value_end("12.5 ,"), Some(5));
        assert_eq!(value_end(r#""a,b"]"#), Some(5));
        assert_eq!(value_end("}}{\"a\":[1,2]} ]"), Some(14), "brackets that are not its own stay with it");
    }

    #[test]
    fn the_end_does_not_depend_on_the_pieces() {
        let text = br#"{"a":"\"\\","b":[{"c":"}"}]}"#;
        for cut in 1..text.len() {
            let mut nest = Nest::begin(text[0]);
            assert_eq!(nest.pass(&text[..cut]), None, "cut at {cut}");
            assert_eq!(nest.pass(&text[cut..]), Some(text.len() - cut), "cut at {cut}");
        }
    }

    #[test]
    fn the_lists_of_a_document_are_met_by_name_in_any_pieces() {
        let text = br#"{"a":"journeys","b":{"journeys":[1]},"c\"":[2],"journeys":[3]}"#;
        for cut in 0..text.len() {
            let (mut document, mut lists, mut at) = (Document::default(), Vec::new(), 0);
            loop {
                let end = if at < cut { cut } else { text.len() };
                match document.pass(&text[at..end]) {
                    None => at = end,
                    Some((passed, Met::List)) => {
                        at += passed;
                        lists.push((at, document.is_at("journeys")));
                        document.enter();
                    }
                    Some((passed, Met::End)) => {
                        assert_eq!((at + passed, &lists), (text.len(), &vec![(44, false), (59, true)]));
                        break;
                    }
                }
            }
        }
    }
}
