//! How wide a text will be, from a small table: plotters would ask the document, which a
//! worker does not have and a strict policy forbids.

/// Width of a text in a sans-serif face, in pixels, a little generous.
pub(super) fn text_width(text: &str, size: f64) -> f64 {
    text.chars().map(em).sum::<f64>() * size
}

/// Advance of a character in em, after the widths of common system faces.
fn em(character: char) -> f64 {
    match character {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '|' | '\'' | '!' => 0.29,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '-' | ' ' => 0.37,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '…' => 0.9,
        'A'..='Z' => 0.69,
        _ if character.is_ascii() => 0.59,
        // Wide scripts take a full em.
        _ => 1.0,
    }
}
