//! JSON made at random: its rows against a slow way that holds the document whole, and however its bytes come.

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use touchline::domain::import::{Input, table::Hints};

use crate::{
    any_file::shared::{Drip, holds},
    json::{Seen, rows},
};

/// A value that can be a cell.
fn scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-1e9..1e9_f64).prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
        "[\\x00-\\x7f]{0,6}".prop_map(Value::from),
    ]
}

fn object() -> impl Strategy<Value = Map<String, Value>> {
    let name = prop_oneof!["[abc]", "[ab\"\\\\ é]{0,3}", Just("__proto__".to_owned())];
    prop::collection::vec((name, scalar()), 0..5).prop_map(|members| members.into_iter().collect())
}

/// A journey with touches, an empty path or none.
fn journey() -> impl Strategy<Value = Value> {
    (object(), prop::option::of(prop::collection::vec(object(), 0..4))).prop_map(|(mut own, path)| {
        if let Some(path) = path {
            own.insert("path".to_owned(), json!(path));
        }
        Value::Object(own)
    })
}

/// The rows of journeys from the document held whole: columns, then cells.
fn slowly(journeys: &[Value]) -> (Vec<String>, Vec<Vec<String>>) {
    let mut names: Vec<String> = Vec::new();
    let mut objects: Vec<Map<String, Value>> = Vec::new();
    for journey in journeys {
        let mut own = journey.as_object().expect("an object").clone();
        let path = own.shift_remove("path").map_or(Vec::new(), |path| path.as_array().expect("a list").clone());
        let touches: Vec<&Map<String, Value>> = path.iter().filter_map(Value::as_object).collect();
        for name in own.keys().chain(touches.iter().flat_map(|touch| touch.keys())) {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
        if touches.is_empty() {
            objects.push(own.clone());
        }
        for touch in touches {
            let mut row = own.clone();
            row.extend(touch.clone());
            objects.push(row);
        }
    }
    let cell = |value: Option<&Value>| match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    };
    let cells = objects.iter().map(|row| names.iter().map(|name| cell(row.get(name))).collect()).collect();
    (names, cells)
}

fn cells(seen: Seen) -> Vec<Vec<String>> {
    seen.into_iter().map(|(_, row)| row.expect("nothing is at fault")).collect()
}

/// Signs and words of JSON in any order, behind a beginning that is some.
fn soup() -> impl Strategy<Value = String> {
    let begin = prop::sample::select(vec![
        "{\"journeys\":[",
        "{\"a\":1}\n",
        "[{\"a\":1},",
        "{\n\"a\":[",
        "[{\"id\":1,\"path\":[",
    ]);
    let words = vec![
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "\n",
        "\r\n",
        " ",
        "1",
        "007",
        "null",
        "true",
        "\"journeys\"",
        "\"path\"",
        "\"a\"",
        "\"customer\":1",
        "\"time\":\"2025-01-01\"",
        "\"channel\":\"x\"",
        "{\"a\":2}",
        "\\ud800",
        "ä",
        "\0",
    ];
    (begin, prop::collection::vec(prop::sample::select(words), 0..40))
        .prop_map(|(begin, words)| [begin, &words.concat()].concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn rows_of_journeys_are_those_of_the_document_held_whole(journeys in prop::collection::vec(journey(), 1..12), pretty: bool) {
        let (names, expect) = slowly(&journeys);
        prop_assume!(!names.is_empty());
        let document = json!({ "before": [{ "a": 1 }], "journeys": journeys, "behind": { "journeys": [1] } });
        let text = if pretty { serde_json::to_string_pretty(&document) } else { serde_json::to_string(&document) };
        let (reading, seen) = rows(text.expect("plain data").as_bytes());
        prop_assert_eq!(reading.names, names);
        prop_assert_eq!(cells(seen), expect);
    }

    #[test]
    fn lines_written_from_events_read_back_equal(events in prop::collection::vec(object(), 1..20)) {
        let events: Vec<Value> = events.into_iter().map(Value::Object).collect();
        let (names, expect) = slowly(&events);
        prop_assume!(!names.is_empty());
        let lines: String = events.iter().map(|event| format!("{event}\n")).collect();
        let (reading, seen) = rows(lines.as_bytes());
        prop_assert_eq!(reading.form.name(), "NDJSON");
        prop_assert_eq!(seen.iter().map(|(line, _)| *line).collect::<Vec<_>>(), (1..=events.len() as u64).collect::<Vec<_>>());
        prop_assert_eq!((reading.names, cells(seen)), (names, expect));
    }

    #[test]
    fn the_parting_of_the_bytes_changes_no_row(journeys in prop::collection::vec(journey(), 1..6), lines: bool, at in 0_usize..400, odd in any::<u8>(), most in 1_usize..9) {
        let mut text = match lines {
            true => journeys.iter().map(|journey| format!("{journey}\n")).collect::<String>().into_bytes(),
            false => serde_json::to_vec_pretty(&json!({ "journeys": journeys })).expect("plain data"),
        };
        // A byte at fault somewhere behind the beginning.
        let at = 20 + at;
        if at < text.len() {
            text[at] = odd;
        }
        holds(&text);
        let names = slowly(&journeys).0;
        if !names.is_empty() && Input::open(text.as_slice(), &Hints::default(), |_| false).is_ok() {
            let (whole, parted) = (rows(text.as_slice()), rows(Drip(&text, most)));
            prop_assert_eq!(whole, parted);
        }
    }

    #[test]
    fn what_must_hold_of_any_file_holds_of_a_soup_of_signs(soup in soup()) {
        holds(soup.as_bytes());
    }
}
