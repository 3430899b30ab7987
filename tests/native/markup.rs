//! A strict reader of markup, for tests: it takes the XML and the HTML that this project writes, and nothing that a
//! browser would have to mend.

/// What a document holds.
#[derive(Debug, Default, PartialEq)]
pub struct Read {
    /// Names of opening and closing tags in their order, `<wbr>` left out.
    pub tags: Vec<String>,
    /// Element, name and value of every attribute, unescaped.
    pub attributes: Vec<(String, String, String)>,
    /// All text behind each other, unescaped.
    pub text: String,
}

/// Elements of HTML that have no end.
const VOID: [&str; 3] = ["meta", "img", "wbr"];

pub fn read(document: &str) -> Read {
    let mut read = Read::default();
    let mut open: Vec<String> = Vec::new();
    let mut rest = document;
    while let Some((text, tag)) = rest.split_once('<') {
        read.text.push_str(&unescaped(text));
        let (inside, behind) = split_tag(tag);
        rest = behind;
        let name: String = inside.chars().take_while(|character| !character.is_whitespace()).collect();
        if name.starts_with(['!', '?']) {
            continue;
        }
        if let Some(name) = name.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name), "an element ends that is not the last one open");
            read.tags.push(format!("/{name}"));
            continue;
        }
        let name = name.trim_end_matches('/').to_owned();
        assert!(!name.is_empty() && name.chars().all(|letter| letter.is_ascii_alphanumeric()), "<{inside}>");
        read_attributes(&name, inside[name.len()..].trim_end_matches('/'), &mut read);
        if name != "wbr" {
            read.tags.push(name.clone());
        }
        if name == "style" {
            let (style, behind) = rest.split_once("</style>").expect("the style sheet ends");
            assert!(!style.contains('<'));
            rest = behind;
        } else if !inside.ends_with('/') && !VOID.contains(&name.as_str()) {
            open.push(name);
        }
    }
    assert_eq!(rest.trim(), "", "text behind the document");
    assert!(open.is_empty(), "never closed: {open:?}");
    read
}

/// A tag up to its end, which does not stand in quotes, and what is behind it.
fn split_tag(tag: &str) -> (&str, &str) {
    let mut quoted = false;
    for (at, character) in tag.char_indices() {
        match character {
            '"' => quoted = !quoted,
            '>' if !quoted => return (&tag[..at], &tag[at + 1..]),
            '<' => panic!("a tag in a tag: {}", &tag[..at]),
            _ => {}
        }
    }
    panic!("a tag without an end: {tag}")
}

/// ` name="value"`, one behind the other; `<!doctype>` and `<?xml?>` do not come here.
fn read_attributes(element: &str, written: &str, read: &mut Read) {
    let mut rest = written.trim();
    while !rest.is_empty() {
        let (name, behind) = rest.split_once("=\"").unwrap_or_else(|| panic!("an attribute without value: {rest}"));
        let (value, behind) = behind.split_once('"').expect("its end");
        assert!(name.chars().all(|letter| letter.is_ascii_alphanumeric() || "-:".contains(letter)), "{name}");
        assert!(behind.is_empty() || behind.starts_with(' '), "no blank behind {name}");
        read.attributes.push((element.to_owned(), name.to_owned(), unescaped(value)));
        rest = behind.trim_start();
    }
}

/// Text without its escapes. A bare ampersand or a character that XML forbids is a fault.
fn unescaped(text: &str) -> String {
    let mut plain = String::new();
    let mut pieces = text.split('&');
    plain.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let (name, behind) = piece.split_once(';').unwrap_or_else(|| panic!("a bare ampersand: {piece}"));
        plain.push(match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "#39" => '\'',
            _ => panic!("an unknown escape: {name}"),
        });
        plain.push_str(behind);
    }
    assert!(plain.chars().all(|character| character >= ' ' || "\t\n".contains(character)), "{plain:?}");
    assert!(!plain.contains(['\u{fffe}', '\u{ffff}']));
    plain
}
