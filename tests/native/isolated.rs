//! What must hold of a sentence with any names in it: none turns what stands beside it, by the rules of UAX #9.

use proptest::prelude::*;
use touchline::domain::isolated::isolated;

/// Letters of both directions, what joins and parts names, and every sign that embeds, overrides or isolates.
const SIGNS: &[char] = &[
    'a', 'z', 'א', 'ب', ' ', '.', ',', '7', '\u{200f}', '\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}', '\u{202e}',
    '\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}',
];

fn sentence() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(SIGNS), 0..24).prop_map(String::from_iter)
}

/// Isolates that are open behind each sign, the sign itself counted; `None` where an end has no beginning.
fn depths(sentence: &str) -> Option<Vec<(char, usize)>> {
    let mut open = 0_usize;
    let depth = |character: char| {
        match character {
            '\u{2066}' | '\u{2067}' | '\u{2068}' => open += 1,
            '\u{2069}' => open = open.checked_sub(1)?,
            _ => {}
        }
        Some((character, open))
    };
    sentence.chars().map(depth).collect()
}

fn without_isolates(sentence: &str) -> String {
    sentence.chars().filter(|character| !('\u{2066}'..='\u{2069}').contains(character)).collect()
}

proptest! {
    #[test]
    fn no_name_turns_what_stands_beside_it(sentence in sentence()) {
        let shown = isolated(&sentence);
        let depths = depths(&shown).expect("every end has its beginning");
        prop_assert_eq!(depths.last().map_or(0, |(_, open)| *open), 0, "an isolate reaches to the end of {:?}", shown);
        for (character, open) in depths {
            let turns = matches!(character, 'א' | 'ب' | '\u{200f}' | '\u{202a}'..='\u{202e}');
            prop_assert!(!turns || open > 0, "{:?} stands free in {:?}", character, shown);
        }
    }

    #[test]
    fn nothing_but_isolates_is_put_in_or_left_out_and_once_is_enough(sentence in sentence()) {
        let shown = isolated(&sentence);
        prop_assert_eq!(without_isolates(&shown), without_isolates(&sentence));
        prop_assert_eq!(isolated(&shown), shown);
    }
}
