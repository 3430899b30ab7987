//! Names of another direction in sentences: kept apart, so that the sentence keeps its order.

/// Begins a part whose direction is that of its first letter, and ends it (UAX #9, 3.1).
const FIRST_STRONG: char = '\u{2068}';
const POP: char = '\u{2069}';

/// The sentence with each run of letters from right to left, and each sign that changes the direction, in an isolate of its own.
/// Words of one name that stand side by side are one run; what a comma parts are two. Others are as they were; an end
/// of an isolate that the name did not begin is left out.
pub fn isolated(sentence: &str) -> String {
    let mut out = String::with_capacity(sentence.len());
    let mut run = String::new();
    // What stands between: it belongs to the run where the run goes on behind it.
    let mut gap = String::new();
    for character in sentence.chars() {
        if turns(character) {
            run.extend(gap.drain(..));
            run.push(character);
        } else if run.is_empty() {
            out.push(character);
        } else if joins(character) {
            gap.push(character);
        } else {
            put(&mut out, &mut run, &mut gap);
            out.push(character);
        }
    }
    put(&mut out, &mut run, &mut gap);
    out
}

/// Puts down a run in its isolate, and what stands behind it.
fn put(out: &mut String, run: &mut String, gap: &mut String) {
    if is_isolate(run) {
        // It has been put into one before.
        out.push_str(run);
    } else if !run.is_empty() {
        out.push(FIRST_STRONG);
        let mut open = 0;
        for character in run.chars() {
            match character {
                '\u{2066}'..='\u{2068}' => open += 1,
                // It would end the isolate that is put round it, and what follows would reach out of the name.
                POP if open == 0 => continue,
                POP => open -= 1,
                _ => {}
            }
            out.push(character);
        }
        // Isolates that the run itself began and did not end.
        out.extend(std::iter::repeat_n(POP, open + 1));
    }
    out.push_str(gap);
    run.clear();
    gap.clear();
}

/// Whether it is one isolate from its first sign to its last.
fn is_isolate(run: &str) -> bool {
    let mut open = 0;
    let end = run.char_indices().find(|(_, character)| {
        match *character {
            '\u{2066}'..='\u{2068}' => open += 1,
            POP if open > 0 => open -= 1,
            _ => {}
        }
        open == 0
    });
    run.starts_with(FIRST_STRONG) && end.is_some_and(|(at, last)| at + last.len_utf8() == run.len())
}

/// Letters that are written from right to left, and signs that embed, override or isolate.
fn turns(character: char) -> bool {
    matches!(
        character,
        '\u{590}'..='\u{8ff}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{fb1d}'..='\u{fdff}'
            | '\u{fe70}'..='\u{fefc}'
            | '\u{10800}'..='\u{10fff}'
            | '\u{1e800}'..='\u{1efff}'
    )
}

/// What can stand within a name between two of its words.
fn joins(character: char) -> bool {
    character.is_ascii_digit() || matches!(character, ' ' | '-' | '_' | '/' | '.' | '&' | '\u{a0}')
}

#[cfg(test)]
mod tests {
    use super::isolated;

    #[test]
    fn sentences_without_such_letters_are_as_they_were() {
        let plain = "ga4 leads with 28.0 % of the credit; “Außenwerbung” and 広告 follow.";
        assert_eq!(isolated(plain), plain);
        assert_eq!(isolated(""), "");
    }

    #[test]
    fn each_name_has_an_isolate_of_its_own() {
        assert_eq!(
            isolated("אתר leads with 28.0 %, רדיו, דואר and sms follow."),
            "\u{2068}אתר\u{2069} leads with 28.0 %, \u{2068}רדיו\u{2069}, \u{2068}דואר\u{2069} and sms follow."
        );
        // Two words of one name, a number within it, and one behind it that may be the sentence's own.
        assert_eq!(isolated("دعاية 2 جديدة 31 of 61"), "\u{2068}دعاية 2 جديدة\u{2069} 31 of 61");
    }

    #[test]
    fn what_is_isolated_is_not_isolated_again() {
        let once = isolated("אתר and רדיו lead.");
        assert_eq!(isolated(&once), once);
    }

    #[test]
    fn signs_that_change_the_direction_do_not_reach_out_of_a_name() {
        assert_eq!(isolated("\u{202e}evil leads."), "\u{2068}\u{202e}\u{2069}evil leads.");
        // An isolate that a name began is ended with it.
        assert_eq!(isolated("a\u{2067}b, c"), "a\u{2068}\u{2067}\u{2069}\u{2069}b, c");
        // One that begins and ends as an isolate does and is none: of its ends one has no beginning.
        assert_eq!(
            isolated("\u{2068}\u{2069}\u{202e}\u{2069} evil leads."),
            "\u{2068}\u{2068}\u{2069}\u{202e}\u{2069} evil leads."
        );
        assert_eq!(isolated("\u{2069}\u{202e}evil leads."), "\u{2068}\u{202e}\u{2069}evil leads.");
        assert_eq!(
            isolated("\u{2068}א\u{2069}\u{202e}\u{2068}א\u{2069} leads."),
            "\u{2068}\u{2068}א\u{2069}\u{202e}\u{2068}א\u{2069}\u{2069} leads."
        );
    }
}
