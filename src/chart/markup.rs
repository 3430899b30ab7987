//! Markup of documents that are handed over: what is in the code is written as it stands, everything else as text.

/// Markup under way. Only a literal of the code becomes a tag; what comes from a file is escaped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markup(String);

impl Markup {
    /// Markup as it stands.
    pub fn raw(&mut self, markup: &'static str) -> &mut Markup {
        self.0.push_str(markup);
        self
    }

    /// Text, escaped for XML and HTML alike.
    pub fn text(&mut self, text: &str) -> &mut Markup {
        for character in text.chars() {
            match character {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                _ if is_allowed(character) => self.0.push(character),
                _ => {}
            }
        }
        self
    }

    /// ` name="value"`, to stand in a tag that is still open.
    pub fn attribute(&mut self, name: &'static str, value: &str) -> &mut Markup {
        self.raw(" ").raw(name).raw("=\"").text(value).raw("\"")
    }

    /// The same of a number.
    pub fn number(&mut self, name: &'static str, value: i32) -> &mut Markup {
        self.attribute(name, &value.to_string())
    }

    /// `<name>text</name>`.
    pub fn element(&mut self, name: &'static str, text: &str) -> &mut Markup {
        self.raw("<").raw(name).raw(">").text(text).end(name)
    }

    /// `</name>`.
    pub fn end(&mut self, name: &'static str) -> &mut Markup {
        self.raw("</").raw(name).raw(">")
    }

    /// Other markup behind this.
    pub fn append(&mut self, part: Markup) -> &mut Markup {
        self.0.push_str(&part.0);
        self
    }

    pub fn into_string(self) -> String {
        self.0
    }
}

/// Whether XML 1.0 allows the character (its section 2.2). A carriage return is left out as well: parsers make a line feed of it.
fn is_allowed(character: char) -> bool {
    !matches!(character, '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_and_what_xml_forbids_is_dropped() {
        let mut markup = Markup::default();
        markup
            .raw("<p")
            .attribute("title", "\"a\" & 'b'")
            .raw(">")
            .text("</p>\u{0}\u{b}\u{1f}\r\u{fffe}\tß\n")
            .end("p");
        assert_eq!(
            markup.into_string(),
            "<p title=\"&quot;a&quot; &amp; &#39;b&#39;\">&lt;/p&gt;\tß\n</p>",
            "a tab and a line feed are kept"
        );
    }
}
