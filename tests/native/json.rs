//! JSON and NDJSON as touchpoints: readings worked out by hand, the same journeys whatever the form and the packing.

use std::io::{Read, Write};

use flate2::{Compression, write::GzEncoder};
use touchline::{
    domain::{
        dataset::Dataset,
        import::{
            Input, Rejection,
            table::{Advance, Form, Hints, Reading},
        },
        playbook::Playbook,
        touchpoint::settings::{Flags, Settings},
    },
    engine::{
        EngineError, Step,
        import::{Choices, ImportJob, Kind},
    },
};

use crate::any_file::shared::holds;

const CSV: &str = "journey_id,timestamp,channel,conversion,conversion_value,zip\n\
                   007,2025-03-01T08:00:00Z,email,0,,01234\n\
                   007,2025-03-02T08:00:00Z,\"Paid, \"\"search\"\"\",1,12.50,01234\n\
                   8,1740816000,Größe,0,,\n";

const NDJSON: &str = r#"{"journey_id":"007","timestamp":"2025-03-01T08:00:00Z","channel":"email","conversion":0,"conversion_value":null,"zip":"01234"}
{"journey_id":"007","timestamp":"2025-03-02T08:00:00Z","channel":"Paid, \"search\"","conversion":1,"conversion_value":12.50,"zip":"01234"}
{"journey_id":8,"timestamp":1740816000,"channel":"Gr\u00f6\u00dfe","conversion":false}
"#;

const JSON: &str = r#"{
  "made_by": {"tool": "x", "journeys": ["not these"]},
  "journeys": [
    {"journey_id": "007", "zip": "01234", "conversion": true, "conversion_value": "12.50", "path": [
      {"channel": "email", "timestamp": "2025-03-01T08:00:00Z"},
      {"channel": "Paid, \"search\"", "timestamp": "2025-03-02T08:00:00Z"}
    ]},
    {"journey_id": 8, "path": [{"channel": "Größe", "timestamp": 1740816000}], "conversion": 0}
  ],
  "count": 2
}"#;

fn dataset(source: impl Read, settings: Settings) -> Result<Dataset, EngineError> {
    let mut job = ImportJob::start(
        "any",
        None,
        source,
        &Choices { kind: Some(Kind::Touchpoints), settings, ..Choices::default() },
        &[],
    )?;
    while let Step::More(_) = job.step()? {}
    job.finish(Playbook::default(), None)
}

fn of_journeys() -> Settings {
    Settings { flags: Flags::Journey, ..Settings::default() }
}

/// A row as its line and cells, or why it was rejected.
pub type Seen = Vec<(u64, Result<Vec<String>, Rejection>)>;

pub fn rows(source: impl Read) -> (Reading, Seen) {
    let mut input = Input::open(source, &Hints::default(), |_| false).expect("rows");
    let mut seen = Vec::new();
    loop {
        match input.advance().expect("readable") {
            Advance::Idle => {}
            Advance::End => return (input.reading(), seen),
            Advance::Rejected(rejection) => seen.push((input.line(), Err(*rejection))),
            Advance::Row => {
                let cells = input.row().iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
                seen.push((input.line(), Ok(cells)));
            }
        }
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

#[test]
fn lines_hold_the_same_touchpoints_as_a_table() {
    let table = dataset(CSV.as_bytes(), Settings::default()).expect("touchpoints");
    let lines = dataset(NDJSON.as_bytes(), Settings::default()).expect("touchpoints");
    assert_eq!(lines.journeys, table.journeys);
    let (lines, table) = (lines.touchpoints().expect("touchpoints"), table.touchpoints().expect("touchpoints"));
    assert_eq!((&lines.how.mapped, lines.how.affected), (&table.how.mapped, table.how.affected));
}

#[test]
fn journeys_hold_the_same_touchpoints_as_a_table_of_flags_of_journeys() {
    let csv = CSV.replace(",0,,01234", ",1,12.50,01234");
    let table = dataset(csv.as_bytes(), of_journeys()).expect("touchpoints");
    let journeys = dataset(JSON.as_bytes(), of_journeys()).expect("touchpoints");
    assert_eq!(journeys.journeys, table.journeys);
    assert_eq!((journeys.source.read, journeys.source.accepted), (3, 3));
    let list = JSON.split_once("\"journeys\": [\n").expect("the list").1;
    let list = format!("[{}]", list.rsplit_once("],").expect("its end").0);
    assert_eq!(dataset(list.as_bytes(), of_journeys()).expect("touchpoints").journeys, table.journeys);
}

#[test]
fn a_reading_says_what_the_file_is() {
    let (reading, seen) = rows(JSON.as_bytes());
    assert_eq!(reading.names, ["journey_id", "zip", "conversion", "conversion_value", "channel", "timestamp"]);
    let Form::Json(objects) = &reading.form else { panic!("taken for {}", reading.form.name()) };
    assert_eq!((objects.journeys, objects.events, objects.left_out.count), (2, 0, 0));
    assert_eq!(
        reading.form.to_string(),
        "it begins with an object or a list of objects; 2 objects with a path, 0 without"
    );
    assert_eq!(reading.encoding.evidence.to_string(), "the first bytes beyond ASCII are well-formed UTF-8");
    let lines: Vec<u64> = seen.iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, [5, 6, 8]);
    let (reading, seen) = rows(NDJSON.as_bytes());
    assert_eq!((reading.form.name(), reading.gzip, seen.len()), ("NDJSON", false, 3));
    assert_eq!(reading.encoding.evidence.to_string(), "every byte is ASCII");
}

#[test]
fn mark_line_ends_and_gzip_change_no_row() {
    for (text, settings) in [(JSON, of_journeys()), (NDJSON, Settings::default())] {
        let plain = rows(text.as_bytes());
        let expect = dataset(text.as_bytes(), settings.clone()).expect("touchpoints").journeys;
        let dressed = format!("\u{feff}{}", text.replace('\n', "\r\n"));
        for bytes in [dressed.clone().into_bytes(), gzip(text.as_bytes()), gzip(dressed.as_bytes())] {
            assert_eq!(rows(bytes.as_slice()).1, plain.1);
            let read = dataset(bytes.as_slice(), settings.clone()).expect("touchpoints");
            assert_eq!((&read.journeys, read.source.bytes), (&expect, bytes.len() as u64));
            assert_eq!(read.source.reading.gzip, bytes.starts_with(&[0x1f, 0x8b]));
        }
    }
}

#[test]
fn every_row_is_accepted_or_rejected_with_its_place() {
    let text = "{\"journeys\":[\n\
                {\"journey_id\":\"a\",\"conversion\":1,\"path\":[{\"channel\":\"x\",\"timestamp\":1740816000},\n\
                {\"channel\":[],\"timestamp\":1740816000},\"y\"]},\n\
                {\"journey_id\":\"b\",\"conversion\":0,\"path\":[]},\n\
                {\"journey_id\":\"c\",\"conversion\":0},\n\
                {\"journey_id\":\"d\",,},\n\
                ],";
    let read = dataset(text.as_bytes(), of_journeys()).expect("touchpoints");
    let reasons: Vec<String> = read.source.rejected.iter().map(ToString::to_string).collect();
    let expect = [
        "row 2 (line 3), channel: \"[]\" is not one value but a list, or an object in an object; the row was left out",
        "row 3 (line 3): \"\"y\"\" is no object; the row was left out",
        "row 4 (line 4), timestamp: is blank; the row was left out",
        "row 5 (line 5), timestamp: is blank; the row was left out",
        "row 6 (line 6): \"{\"journey_id\":\"d\",,}\" is not JSON: key must be a string on line 6; the row was left out",
        "row 7 (line 7): nothing stands behind a comma, or before one; the row was left out",
        "row 8 (line 7): the file ends inside a list or an object: it may have been cut off; the row was left out",
    ];
    assert_eq!(reasons, expect);
    assert_eq!((read.source.read, read.source.accepted), (8, 1));
}

#[test]
fn leads_are_read_of_lines_too() {
    let text = "{\"property_id\":1,\"primary_persona\":\"A\",\"sii_score\":90.5}\n{\"property_id\":2}\noops\n";
    let choices = Choices::default();
    let mut job = ImportJob::start("leads", None, text.as_bytes(), &choices, &[]).expect("leads");
    while let Step::More(_) = job.step().expect("readable") {}
    let read = job.finish(Playbook::default(), None).expect("leads");
    let reasons: Vec<String> = read.source.rejected.iter().map(ToString::to_string).collect();
    let expect = [
        "row 2 (line 2), primary_persona: is blank; the row was left out",
        "row 3 (line 3): \"oops\" is not JSON: expected value on line 3; the row was left out",
    ];
    assert_eq!((read.source.read, read.source.accepted, reasons), (3, 1, expect.map(str::to_owned).to_vec()));
}

#[test]
fn a_table_that_begins_like_json_stays_a_table() {
    for table in ["[id],x\n[1],2\n", "{\"a\":1},x\n{\"a\":2},y\n", "{id};x\n1;2\n"] {
        assert_eq!(rows(table.as_bytes()).0.form.name(), "delimited", "{table}");
    }
    let hints = |delimiter| {
        let mut hints = Hints::default();
        hints.dialect.delimiter = Some(delimiter);
        hints
    };
    let given = Input::open(b"{\"a\":1}\n{\"a\":2}\n".as_slice(), &hints(b';'), |_| false).expect("a table");
    assert_eq!(given.reading().form.name(), "delimited", "a delimiter was asked for");
}

#[test]
fn what_must_hold_of_any_file_holds_of_json() {
    let zip: &[&[u8]] = &[&gzip(JSON.as_bytes()), &gzip(NDJSON.as_bytes()), &gzip(JSON.as_bytes())[..60]];
    let texts: &[&[u8]] = &[
        JSON.as_bytes(),
        NDJSON.as_bytes(),
        b"{}",
        b"[]",
        b"[{}]",
        b"[{},{}]x",
        b"{\"a\":1}\r{\"a\":\"\0\"}\r",
        b"{\"a\":1}\n{\"a\":\"\xff\"}\n\xf0\x9f",
        b"{\"journeys\":[{\"customer\":1,\"path\":[{\"time\":1,\"channel\":\"\\u0000\"},{},null]}]}",
        b"{\"journeys\":{\"journeys\":[]},\"journeys\":[}]]",
        b"[{\"customer\":\"\\ud800\",\"time\":1,\"channel\":2},{\"customer\":\"a\"",
        b"{\"\\u0022",
        b"[{\"__proto__\":{\"__proto__\":1}}]",
    ];
    for bytes in zip.iter().chain(texts) {
        holds(bytes);
    }
    for end in (0..JSON.len()).step_by(7) {
        holds(&JSON.as_bytes()[..end]);
    }
    for end in (0..NDJSON.len()).step_by(13) {
        holds(&NDJSON.as_bytes()[..end]);
    }
}
