//! Playbooks as text, and texts that are none.

use super::*;
use crate::domain::playbook::{Course, Distribution, Value};

/// The default's JSON with one text in the place of another, without blanks.
fn changed(from: &str, to: &str) -> String {
    let json = serde_json::to_string(&Playbook::default()).expect("plain data");
    assert!(json.contains(from), "{from} in {json}");
    json.replacen(from, to, 1)
}

/// Where the text is refused, and in what words.
fn refused(text: &str) -> Vec<(String, String)> {
    let faults = read(text.as_bytes()).expect_err("it is refused");
    faults.into_iter().map(|fault| (fault.path, fault.words)).collect()
}

#[test]
fn what_is_written_is_read_and_has_short_lines() {
    let playbook = Playbook::default();
    let text = write(&playbook);
    assert_eq!(read(text.as_bytes()), Ok(playbook.clone()));
    assert_eq!(read(format!("\u{feff}{text}").as_bytes()), Ok(playbook));
    let head = "{\n  \"schema\": 1,\n  \"name\": \"default\",\n  \"event_id\": \"DFW_STORM_24\",\n  \
        \"start_unix_seconds\": 1718445600,\n  \"rules\": [\n    {\n      \"persona\": \"Deal_Hunter\",\n      \
        \"rule\": {\n        \"course\": {\n          \"touches\": [\n            \
        {\"channel\": \"ga4\", \"delay\": {\"unit\": \"hours\", \"length\": {\"fixed\": 0.0}}},\n";
    assert!(text.starts_with(head), "{text}");
    assert!(text.ends_with("  \"value\": {\"share_of_property\": 300}\n}\n"));
}

#[test]
fn names_that_look_like_json_stay_names() {
    let mut playbook = Playbook { name: "\"}],{: \\".to_owned(), ..Playbook::default() };
    playbook.rules[0].persona = "日本語, [\\\"".to_owned();
    assert_eq!(read(write(&playbook).as_bytes()), Ok(playbook));
}

#[test]
fn numbers_are_read_to_their_last_bit() {
    // Numbers of many digits, of which serde_json by itself makes the neighbour.
    for number in [0.198_440_042_788_562_86, 0.979_621_595_650_685_9, 0.986_810_033_298_797_5] {
        let playbook = Playbook { value: Value::Amount(Distribution::Fixed(number)), ..Playbook::default() };
        let text = serde_json::to_string(&playbook).expect("plain data");
        let read: Playbook = serde_json::from_str(&text).expect("own text");
        assert_eq!(read, playbook);
    }
}

#[test]
fn a_field_that_is_not_known_is_refused_where_it_stands() {
    let text = changed("\"delay\":{\"unit\":\"hours\",\"length\":{\"fixed\":2.0}}", "\"probabilty\":0.5");
    let [(path, words)] = &refused(&text)[..] else { panic!("one fault") };
    assert_eq!(path, "rules[0].rule.course.touches[1].probabilty");
    assert!(words.starts_with("Unknown field `probabilty`, expected one of `channel`, `probability`,"), "{words}");
    let fault = &read(text.as_bytes()).expect_err("it is refused")[0];
    let column = text.find("probabilty\"").expect("it is there") + "probabilty\"".len();
    assert_eq!(fault.line, Some((1, column as u32)));
    let (path, _) = &refused(&changed("\"touches\"", "\"touch\""))[0];
    assert_eq!(path, "rules[0].rule.course.touch");
}

#[test]
fn a_field_of_another_type_is_refused_where_it_stands() {
    let expect = |from: &str, to: &str, path: &str, words: &str| {
        assert_eq!(refused(&changed(from, to))[0], (path.to_owned(), words.to_owned()));
    };
    let at = "rules[0].rule.course.touches[1]";
    let fixed = format!("{at}.delay.length.fixed");
    expect("{\"fixed\":2.0}", "{\"fixed\":\"2\"}", &fixed, "A number is expected, not \"2\".");
    expect("{\"fixed\":2.0}", "{\"fixed\":[2.0]}", &fixed, "A number is expected, not [2.0].");
    expect("{\"fixed\":2.0}", "{\"fixed\":null}", &fixed, "A number is expected, not null.");
    expect("{\"fixed\":2.0}", "{\"fixed\":NaN}", &fixed, "This is not JSON: expected value.");
    let channel = format!("{at}.channel");
    let probability = format!("{at}.probability");
    let often = "A number is expected, not \"often\".";
    expect("\"email\",\"delay\"", "\"email\",\"probability\":\"often\",\"delay\"", &probability, often);
    expect("{\"fixed\":2.0}}", "{\"fixed\":2.0}},\"probability\":\"often\"", &probability, often);
    let uniform = format!("{at}.delay.length.uniform.to");
    expect("{\"fixed\":2.0}", "{\"uniform\":{\"from\":1,\"to\" : {} } }", &uniform, "A number is expected, not {}.");
    let words = "Invalid type: integer `5`, expected a string.";
    expect("\"channel\":\"email\"", "\"channel\":5", &channel, words);
    expect("\"schema\":1", "\"schema\":1.5", "schema", "Invalid type: floating point `1.5`, expected u32.");
    expect("\"schema\":1", "\"schema\":-1", "schema", "Invalid value: integer `-1`, expected u32.");
    let value = "value.share_of_property";
    expect(
        "\"share_of_property\":300",
        "\"share_of_property\":0.5",
        value,
        "Invalid type: floating point `0.5`, expected u32.",
    );
}

#[test]
fn a_field_that_is_missing_or_there_twice_is_refused() {
    let (path, words) = &refused(&changed("\"channel\":\"email\",", ""))[0];
    assert_eq!((path.as_str(), words.as_str()), ("rules[0].rule.course.touches[1]", "Missing field `channel`."));
    let (path, words) = &refused(&changed("\"schema\":1,", "\"schema\":1,\"schema\":1,"))[0];
    assert_eq!((path.as_str(), words.as_str()), ("schema", "Duplicate field `schema`."));
    let twice = changed("\"channel\":\"email\",", "\"channel\":\"email\",\"channel\":\"sms\",");
    assert_eq!(refused(&twice)[0].0, "rules[0].rule.course.touches[1].channel");
    let both = changed(
        "\"value\":{\"share_of_property\":300}",
        "\"value\":{\"share_of_property\":300,\"amount\":{\"fixed\":1}}",
    );
    assert_eq!(refused(&both)[0].0, "value.share_of_property");
}

#[test]
fn what_is_read_is_checked() {
    let (path, words) = &refused(&changed("\"channel\":\"email\",", "\"channel\":\"email\",\"probability\":1.2,"))[0];
    assert_eq!(path, "rules[0].rule.course.touches[1].probability");
    assert_eq!(words, "The probability is 1.2: it has to be from 0 to 1.");
    let mut playbook = Playbook::default();
    if let Course::Touches(touches) = &mut playbook.any_other.course {
        (touches[0].otherwise, touches[1].otherwise) = (Some(2), Some(1));
    }
    let faults = read(write(&playbook).as_bytes()).expect_err("a cycle");
    assert_eq!(faults.len(), 1);
    assert_eq!(
        faults[0].to_string(),
        "any_other.course.touches[0].otherwise: The alternatives go round, 1 > 2 > 1: take one of them out."
    );
    assert_eq!((faults[0].place.and_then(|place| place.touch), faults[0].line), (Some(0), None));
    // Beyond what a number can hold.
    let infinite = refused(&changed("{\"fixed\":2.0}", "{\"fixed\":1e999}"));
    assert_eq!(infinite[0].1, "The length is infinite: write a finite number.");
}

#[test]
fn a_text_that_breaks_off_says_where() {
    let text = write(&Playbook::default());
    let cut = text.find("\"persona\": \"Proof_Seeker\"").expect("the second rule");
    let fault = &read(&text.as_bytes()[..cut + 12]).expect_err("it is cut")[0];
    assert_eq!(fault.path, "rules[1].persona");
    assert_eq!(fault.words, "The text ends before the playbook does: the rest of it is missing.");
    let lines = text[..cut].lines().count() as u32;
    assert_eq!(fault.line.map(|(line, _)| line), Some(lines));
    // Every beginning is refused, and none is taken for a playbook.
    for end in (0..text.len() - 2).filter(|end| text.is_char_boundary(*end)) {
        assert!(read(&text.as_bytes()[..end]).is_err(), "{end} bytes");
    }
    assert_eq!(refused("")[0].0, "");
}

#[test]
fn large_and_deep_texts_are_refused() {
    let large = vec![b' '; 10_000_000];
    let fault = &read(&large).expect_err("10 MB")[0];
    assert_eq!(fault.to_string(), "The text has 10.0 MB: a playbook has 4 MB at most.");
    for deep in ["[".repeat(100_000), format!("{{\"name\":{}", "[".repeat(100_000)), "{\"a\":".repeat(100_000)] {
        assert!(read(deep.as_bytes()).is_err());
    }
    let number = changed("{\"fixed\":2.0}", &format!("{{\"fixed\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000)));
    assert!(refused(&number)[0].1.starts_with("A number is expected, not [[["));
    assert!(read(&[b'{', 0xff, b'}']).expect_err("no text")[0].words.starts_with("The text is not UTF-8 from byte 2"));
}
