//! JSON as rows, case by case: the columns, then each row with its line, or why it was rejected.

use super::super::{Input, table::Hints};
use super::*;

/// The names, then "line: cell|cell" or "line! why".
fn read(text: impl AsRef<[u8]>) -> Result<Vec<String>, FileFault> {
    let mut input = Input::open(text.as_ref(), &Hints::default(), |_| false)?;
    assert!(matches!(input, Input::Json(_)), "taken for a table: {}", String::from_utf8_lossy(text.as_ref()));
    let mut seen = vec![input.reading().names.join("|")];
    loop {
        match input.advance()? {
            Advance::Idle => {}
            Advance::End => return Ok(seen),
            Advance::Rejected(rejection) => {
                let words = rejection.at(1, 1).to_string();
                let why = words.trim_start_matches("row 1 (line 1)").trim_start_matches([',', ':', ' ']);
                seen.push(format!("{}! {}", input.line(), why.trim_end_matches("; the row was left out")));
            }
            Advance::Row => {
                assert_eq!(input.row().len(), input.width());
                let cells: Vec<&str> = input.row().iter().map(|cell| str::from_utf8(cell).expect("UTF-8")).collect();
                seen.push(format!("{}: {}", input.line(), cells.join("|")));
            }
        }
    }
}

fn check(text: impl AsRef<[u8]>, expect: &[&str]) {
    assert_eq!(read(text).expect("JSON"), expect);
}

fn check_refused(text: impl AsRef<[u8]>, expect: &str) {
    assert_eq!(read(text).expect_err("a fault of the file").to_string(), expect);
}

#[test]
fn a_journey_is_a_row_a_touch_with_its_own_members_on_each() {
    let text = r#"{
  "exported": {"by": "x", "journeys": [1, 2]},
  "journeys": [
    {"journey_id": "a", "path": [
      {"channel": "email", "timestamp": 1},
      {"channel": "ads", "timestamp": 2, "device": "tv"}
    ], "conversion": true, "conversion_value": 12.50},
    {"journey_id": "b", "path": [], "conversion": 0, "conversion_value": null}
  ],
  "count": 2
}"#;
    let names = "journey_id|conversion|conversion_value|channel|timestamp|device";
    check(text, &[names, "5: a|true|12.50|email|1|", "6: a|true|12.50|ads|2|tv", "8: b|0||||"]);
}

#[test]
fn lists_and_lines_of_events_are_rows() {
    let expect = ["id|ch|v", "1: 7|email|", "1: 8||x"];
    check(r#"[{"id":7,"ch":"email"},{"id":8,"v":"x"}]"#, &expect);
    check(
        "\u{feff}\r\n{\"id\":7,\"ch\":\"email\"}\r\n\r\n{\"v\":\"x\",\"id\":8}",
        &["id|ch|v", "2: 7|email|", "4: 8||x"],
    );
    check(
        "{\"id\":1,\"path\":[{\"ch\":\"a\"},{\"ch\":\"b\"}]}\n{\"id\":2,\"path\":[{\"ch\":\"c\"}]}\n",
        &["id|ch", "1: 1|a", "1: 1|b", "2: 2|c"],
    );
}

#[test]
fn documents_behind_each_other_are_read_one_after_the_other() {
    let text = "{\"journeys\":[{\"id\":1}]} {\"journeys\":[{\"id\":2}],\"journeys\":[{\"id\":3}]}\n[{\"id\":4}]\n{\n\"id\":5\n}";
    check(text, &["id", "1: 1", "1: 2", "1: 3", "2: 4", "3: 5"]);
}

#[test]
fn scalars_stand_as_they_are_written() {
    let text = r#"[{"a":12345678901234567890,"b":1e400,"c":-0.10,"d":0012,"e":false,"f":null,"g":"null"}]"#;
    check(text, &["a|b|c|d|e|f|g", "1: 12345678901234567890|1e400|-0.10|0012|false||null"]);
    check(r#"[{"zip":007,"s":"0012 \" 0"},{"zip":-01.50,"s":"1"}]"#, &["zip|s", "1: 007|0012 \" 0", "1: -01.50|1"]);
}

#[test]
fn escapes_become_letters_and_half_a_letter_is_rejected() {
    check(r#"[{"a":"\ud83d\ude00 \u00e4\n\/\\\"","\u0062":"\u0000"}]"#, &["a|b", "1: \u{1f600} ä\n/\\\"|\0"]);
    check(
        r#"[{"a":"x","b":"\ud83d"},{"a":"y"}]"#,
        &[
            "a|b",
            r#"1! b: "\"\ud83d\"" holds half of a surrogate pair, which is no letter"#.replace("\\\"", "\"").as_str(),
            "1: y|",
        ],
    );
}

#[test]
fn of_members_of_one_name_the_last_counts_and_a_touch_comes_before_its_journey() {
    check(r#"[{"a":[1],"a":"x","a":"y"}]"#, &["a", "1: y"]);
    check(r#"[{"a":1,"path":[{"a":2},{"a":null},{}],"path":[{"a":3},{}]}]"#, &["a", "1: 3", "1: 1"]);
    check(r#"[{"__proto__":1,"constructor":"c","":2}]"#, &["__proto__|constructor|", "1: 1|c|2"]);
}

#[test]
fn objects_in_objects_are_flattened_once() {
    let text = r#"[{"a":{"x":1,"w":{}},"b":3},{"a":5,"a.y":6},{"a":{"y":{}}}]"#;
    let deep = r#"1! a.y: "{}" is not one value but a list, or an object in an object"#;
    check(text, &["a.x|b|a|a.y", "1: 1|3||", "1: ||5|6", deep]);
}

#[test]
fn a_list_is_no_cell() {
    let text = r#"[{"a":"x","tags":["b"]},{"a":["y","z"]},{"a":"w","tags":[]}]"#;
    let expect = r#"1! a: "["y","z"]" is not one value but a list, or an object in an object"#;
    check(text, &["a", "1: x", expect, "1: w"]);
    let mut input = Input::open(text.as_bytes(), &Hints::default(), |_| false).expect("JSON");
    while input.advance().expect("readable") != Advance::End {}
    let left_out = input.left_out().expect("of JSON");
    assert_eq!((left_out.count, left_out.names.join(" ")), (2, "tags".to_owned()));
}

#[test]
fn names_that_come_behind_the_sample_are_left_out_and_counted() {
    // Five megabytes, of which four are looked at.
    let first = format!("{{\"a\":1{}}}\n", " ".repeat(25_000)).repeat(200);
    let text = format!("{first}{{\"b\":2,\"a\":3}}\n{{\"b\":null,\"c\":4}}\n{{\"b\":5}}\n");
    let mut input = Input::open(text.as_bytes(), &Hints::default(), |_| false).expect("JSON");
    let mut rows = Vec::new();
    loop {
        match input.advance().expect("readable") {
            Advance::Row => {
                rows.push(String::from_utf8_lossy(&input.row().iter().collect::<Vec<_>>().concat()).into_owned())
            }
            Advance::End => break,
            _ => {}
        }
    }
    assert_eq!((rows.len(), rows[199..].join("|")), (203, "1|3||".to_owned()));
    let left_out = input.left_out().expect("of JSON");
    assert_eq!((left_out.count, left_out.names.join(" ")), (3, "b c".to_owned()));
}

#[test]
fn an_element_at_fault_is_rejected_and_the_next_is_read() {
    let text = "[\n{\"a\":1},\n{\"a\":\n2,},\n3,\n\"x, ]\",\n[4],\n{\"a\":nul},\n{\"a\":5]\n,{\"a\":6}\n]";
    check(
        text,
        &[
            "a",
            "2: 1",
            "3! \"{\"a\":\n2,}\" is not JSON: trailing comma on line 4",
            "5! \"3\" is no object",
            "6! \"\"x, ]\"\" is no object",
            "7! \"[4]\" is no object",
            "8! \"{\"a\":nul}\" is not JSON: expected ident on line 8",
            "9! \"{\"a\":5]\" is not JSON: expected `,` or `}` on line 9",
            "10: 6",
        ],
    );
    check(
        "{\"a\":1}\nnot JSON\n{\"a\":2}{\"a\":3}\n\n{\"a\":4\r\n{\"a\":5}",
        &[
            "a",
            "1: 1",
            "2! \"not JSON\" is not JSON: expected ident on line 2",
            "3! \"{\"a\":2}{\"a\":3}\" is not JSON: trailing characters on line 3",
            "5! \"{\"a\":4\" is not JSON: EOF while parsing an object on line 5",
            "6: 5",
        ],
    );
}

#[test]
fn a_touch_at_fault_is_rejected_and_the_others_are_read() {
    let text = "[{\"id\":1,\"path\":[{\"ch\":\"a\"},\n\"b\",{\"ch\":[]},\n{\"ch\":\"\\ud800\"},\r\n\r\n{\"ch\":\"d\"}]},{\"id\":[],\"path\":[{},{}]}]";
    check(
        text,
        &[
            "id|ch",
            "1: 1|a",
            "2! \"\"b\"\" is no object",
            "2! ch: \"[]\" is not one value but a list, or an object in an object",
            "3! ch: \"\"\\ud800\"\" holds half of a surrogate pair, which is no letter",
            "5: 1|d",
            "5! id: \"[]\" is not one value but a list, or an object in an object",
        ],
    );
}

#[test]
fn commas_too_many_and_too_few_are_rejected() {
    let missing = "nothing stands behind a comma, or before one";
    check("[{\"a\":1},,{\"a\":2}\n,]", &["a", "1: 1", &format!("1! {missing}"), "1: 2", &format!("2! {missing}")]);
    check(
        "{\"journeys\":[,{\"a\":1} {\"a\":2},{\"a\":3}]}",
        &["a", &format!("1! {missing}"), "1: 1", "1! \"{\"a\":2}\" has no comma before it", "1: 3"],
    );
}

#[test]
fn what_is_cut_off_is_one_row() {
    let unclosed = "does not end, as when a bracket or a quote never closes or the file is cut off: it and all behind it, to line 3, are one row";
    let cut = "the file ends inside a list or an object: it may have been cut off";
    let text = "{\"a\":{\"b\":2},\n{\"a\":3}\n";
    check(format!("[{{\"a\":1}},\n{text}"), &["a", "1: 1", &format!("2! \"{text}\" {unclosed}")]);
    check("{\"journeys\":[{\"a\":1}\n", &["a", "1: 1", &format!("1! {cut}")]);
    check("{\"journeys\":[{\"a\":1}],\n\"more\":\"", &["a", "1: 1", &format!("2! {cut}")]);
    check(
        "[{\"a\":1}]\n;\n{\"a\":2}",
        &[
            "a",
            "1: 1",
            "2! \";\n{\"a\":2}\" stands outside of any object or list: it and all behind it, to line 3, are one row",
        ],
    );
}

#[test]
fn bytes_that_are_no_utf8_are_named_by_their_place() {
    let text = b"\xef\xbb\xbf[{\"a\":\"x\"},{\"a\":\"\xe4\"},{\"a\":\"\xc3\xa4\"}]";
    check(text, &["a", "1: x", "1! \"{\"a\":\"\u{fffd}\"}\" is not UTF-8 text: byte 20 of the file", "1: ä"]);
    let units: Vec<u8> = "{\"journeys\":[]}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let refused = "The file is JSON in UTF-16LE; JSON is read in UTF-8 only. Save it as UTF-8.";
    check_refused(units, refused);
}

#[test]
fn json_without_a_row_is_refused_with_what_was_found() {
    check_refused("{\"journeys\":[]}", "The JSON holds no journeys and no events.");
    check_refused("[]", "The JSON holds no journeys and no events.");
    check_refused(
        "[{\"a\":nope}]",
        "Nothing in the JSON can be read as a journey or an event: row 1 (line 1): \"{\"a\":nope}\" is not JSON: expected ident on line 1; the row was left out.",
    );
}

#[test]
fn an_element_that_is_too_long_is_rejected_and_no_depth_is_too_deep() {
    let long = "x".repeat(LONGEST);
    let text = format!("[{{\"a\":1}},{{\"a\":\"{long}\"}},{{\"a\":2}}]");
    let seen = read(&text).expect("JSON");
    assert!(seen[2].ends_with("x…\" is longer than 16777216 bytes"), "{}", seen[2]);
    assert_eq!((seen.len(), seen[3].as_str()), (4, "1: 2"));
    let seen = read(text.replace("},", "}\n").trim_matches(['[', ']'])).expect("NDJSON");
    assert!(seen[2].starts_with("2! ") && seen[2].ends_with("x…\" is longer than 16777216 bytes"), "{}", seen[2]);
    assert_eq!((seen.len(), seen[3].as_str()), (4, "3: 2"));
    let deep = ["[".repeat(1_000_000), "]".repeat(1_000_000)].concat();
    check(format!("[{{\"a\":1,\"b\":{deep}}},{{\"a\":2}}]"), &["a", "1: 1", "1: 2"]);
    check(format!("{{\"b\":{deep},\"journeys\":[{{\"a\":2}}]}}"), &["a", "1: 2"]);
}

#[test]
fn which_columns_speak_of_journeys_is_told_by_the_shape() {
    let text = r#"[{"id":1,"conversion":1,"note":"","path":[{"channel":"a","note":"b"}]}]"#;
    let input = Input::open(text.as_bytes(), &Hints::default(), |_| false).expect("JSON");
    let spoken: Vec<Option<bool>> = (0..5).map(|column| input.speaks_of_journeys(column)).collect();
    assert_eq!(spoken, [Some(true), Some(true), Some(false), Some(false), None]);
    let events = Input::open(br#"[{"id":1,"conversion":1}]"#.as_slice(), &Hints::default(), |_| false).expect("JSON");
    assert_eq!(events.speaks_of_journeys(1), None);
}

#[test]
fn what_was_peeked_still_comes_with_its_line() {
    let mut input =
        Input::open(b"{\"a\":1}\nx\n{\"a\":2}\n{\"a\":3}\n".as_slice(), &Hints::default(), |_| false).expect("JSON");
    let peeked = input.peek(2).expect("readable");
    assert_eq!(peeked, [Record::from_iter(["1"]), Record::from_iter(["2"])]);
    let mut lines = Vec::new();
    while input.advance().expect("readable") != Advance::End {
        lines.push(input.line());
    }
    assert_eq!(lines, [1, 2, 3, 4]);
}

#[test]
fn a_long_journey_pauses_between_its_rows() {
    let touches = vec!["{}"; 40].join(",");
    let text = format!("[{{\"a\":\"{}\",\"path\":[{touches}]}}]", "x".repeat(1 << 20));
    let mut input = Input::open(text.as_bytes(), &Hints::default(), |_| false).expect("JSON");
    let (mut rows, mut pauses) = (0, 0);
    loop {
        match input.advance().expect("readable") {
            Advance::Row => rows += 1,
            Advance::Idle => pauses += 1,
            other => break assert_eq!(other, Advance::End),
        }
    }
    assert_eq!(rows, 40);
    assert!(pauses >= 9, "a pause every four rows of a megabyte, not {pauses}");
}
