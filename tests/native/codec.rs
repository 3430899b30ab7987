//! Files in older encodings: a program without their tables says that it needs them, and text that was transcoded by
//! them is read as the file itself would be.

use std::{fs, io::Write, path::Path};

use flate2::{Compression, write::GzEncoder};
use proptest::prelude::*;
use touchline::{
    domain::{
        import::{
            FileFault, Input, Rejection,
            table::{
                Advance, Checksum, EncodingEvidence, Foreign, FoundEncoding, Hints, Legacy, Reading, Transcoded,
                transcode,
            },
        },
        playbook::Playbook,
    },
    engine::{
        EngineError, Step,
        import::{Choices, ImportJob},
    },
};

/// How much is read of a file at a time.
const SLICE: usize = 512 << 10;

/// Everything that is told of a table.
#[derive(Debug, PartialEq)]
struct Told {
    reading: Reading,
    rows: Vec<(u64, Vec<Vec<u8>>)>,
    rejected: Vec<(u64, Rejection)>,
    bytes: u64,
    checksum: Checksum,
}

fn read(bytes: &[u8], hints: &Hints, foreign: Foreign) -> Result<Told, FileFault> {
    let mut table = Input::open_with(bytes, hints, foreign, |_| false)?;
    let (mut rows, mut rejected) = (Vec::new(), Vec::new());
    loop {
        match table.advance()? {
            Advance::Row => rows.push((table.line(), table.row().iter().map(<[u8]>::to_vec).collect())),
            Advance::Rejected(rejection) => rejected.push((table.line(), *rejection)),
            Advance::Idle => {}
            Advance::End => break,
        }
    }
    Ok(Told { reading: table.reading(), rows, rejected, bytes: table.bytes(), checksum: table.checksum() })
}

fn at_once(bytes: &[u8], hints: &Hints) -> Result<Told, FileFault> {
    read(bytes, hints, Foreign::Decode(&Legacy))
}

/// The text of a file, and what the file was.
fn transcoded(bytes: &[u8], given: Option<&str>) -> Result<(Vec<u8>, Transcoded), FileFault> {
    let mut text = Vec::new();
    let was = transcode(bytes, given, |piece, _| {
        text.extend_from_slice(piece);
        Ok(())
    })?;
    assert_eq!((was.bytes, was.text), (bytes.len() as u64, text.len() as u64));
    Ok((text, was))
}

/// As the page does: without the tables first, and transcoded where they are needed.
fn in_two_programs(bytes: &[u8], hints: &Hints) -> Result<Told, FileFault> {
    match read(bytes, hints, Foreign::Refuse) {
        Err(FileFault::NeedsCodec { label }) => {
            assert_eq!(label, hints.encoding);
            let (text, was) = transcoded(bytes, label.as_deref())?;
            read(&text, hints, Foreign::Transcoded(was))
        }
        other => other,
    }
}

fn check(bytes: &[u8], hints: &Hints) {
    assert_eq!(in_two_programs(bytes, hints), at_once(bytes, hints));
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("memory takes all");
    encoder.finish().expect("memory takes all")
}

fn corpus() -> impl Iterator<Item = Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/hostile");
    let paths = fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("readable").path());
    let files = paths.filter(|path| path.extension().is_none_or(|ext| ext != "json"));
    files.map(|path| fs::read(path).expect("readable"))
}

#[test]
fn every_hostile_file_is_read_alike_by_one_program_and_by_two() {
    let given = |label: &str| Hints { encoding: Some(label.to_owned()), ..Hints::default() };
    let mut needed = 0;
    for bytes in corpus() {
        let refused = read(&bytes, &Hints::default(), Foreign::Refuse);
        needed += usize::from(matches!(refused, Err(FileFault::NeedsCodec { .. })));
        check(&bytes, &Hints::default());
        check(&packed(&bytes), &Hints::default());
        for label in ["Shift_JIS", "utf-16le", "no such thing"] {
            check(&bytes, &given(label));
        }
        // A file that needs no tables comes to the same through them.
        let through =
            transcoded(&bytes, None).and_then(|(text, was)| read(&text, &Hints::default(), Foreign::Transcoded(was)));
        assert_eq!(through, at_once(&bytes, &Hints::default()));
    }
    assert!(needed >= 7, "{needed} files need the tables");
}

/// The encoding of a table, and the first cell of its last row, the same by either way.
fn last_told(bytes: &[u8]) -> (FoundEncoding, Vec<u8>) {
    check(bytes, &Hints::default());
    let told = at_once(bytes, &Hints::default()).expect("a table");
    (told.reading.encoding, told.rows.last().expect("rows").1[0].clone())
}

#[test]
fn a_lone_byte_at_the_end_of_a_block_is_told_by_what_follows() {
    let head = b"name,amount\n";
    let filled = |tail: &[u8]| {
        let rows = b"abcdefghijk,12345\n".iter().copied().cycle().take(SLICE - 1 - head.len());
        [head.as_slice(), &rows.collect::<Vec<u8>>(), tail].concat()
    };
    let found = |name: &str, evidence| FoundEncoding { name: name.to_owned(), evidence };
    let (latin, cell) = last_told(&filled(b"\xe9t\xe9,1\nc\xf4t\xe9,2\n"));
    assert_eq!(latin, found("windows-1252", EncodingEvidence::Frequencies));
    assert_eq!(cell, "côté".as_bytes());
    let (utf8, cell) = last_told(&filled("é,1\nà,2\n".as_bytes()));
    assert_eq!(utf8, found("UTF-8", EncodingEvidence::WellFormed));
    assert_eq!(cell, "à".as_bytes());
    let (last, _) = last_told(&filled(b"\xe9"));
    assert_eq!(last, found("windows-1252", EncodingEvidence::Frequencies));
}

#[test]
fn nothing_is_guessed_from_the_few_letters_at_the_end_of_a_block() {
    let head = b"name,amount\n";
    let rows = b"abcdefghijk,12345\n".iter().copied().cycle().take(SLICE - 4 - head.len());
    // By KOI8-R, the first four bytes of which are in the first block; in windows-1251 they are letters too.
    let russian =
        b"\xe8\xcf\xcb\xcb\xc1\xca\xc4\xcf \xd1\xd7\xcc\xd1\xc5\xd4\xd3\xd1 \xcf\xd3\xd4\xd2\xcf\xd7\xcf\xcd,1\n";
    let bytes = [head.as_slice(), &rows.collect::<Vec<u8>>(), &russian.repeat(20)].concat();
    let (encoding, cell) = last_told(&bytes);
    assert_eq!(encoding.name, "KOI8-U");
    assert_eq!(cell, "Хоккайдо является островом".as_bytes());
}

#[test]
fn a_lone_letter_far_before_the_others_decides_nothing() {
    let rows = b"abcdefghijk,12345\n".repeat(60_000);
    let bulgarian = b"\xc1\xfa\xeb\xe3\xe0\xf0\xe8\xff \xe5 \xf1\xf2\xf0\xe0\xed\xe0,1\n".repeat(50);
    let bytes = [b"name,amount\nS\xeanior,1\n".as_slice(), &rows, &bulgarian].concat();
    let (encoding, cell) = last_told(&bytes);
    assert_eq!(encoding.name, "windows-1251");
    assert_eq!(cell, "България е страна".as_bytes());
}

#[test]
fn the_need_can_show_in_the_last_row() {
    let mut bytes = b"customer,time,channel\n".to_vec();
    while bytes.len() < 3 * SLICE {
        bytes.extend_from_slice(b"a,2025-01-01,email\n");
    }
    bytes.extend_from_slice(b"b,2025-01-01,Au\xdfenwerbung\n");
    let job = |bytes: &[u8], size: u64, foreign: Foreign| {
        let mut job = ImportJob::start_with("late.csv", Some(size), bytes, &Choices::default(), &[], foreign)?;
        let mut last = 0.0;
        while let Step::More(progress) = job.step()? {
            last = progress.fraction.expect("the size is known");
        }
        assert!(last <= 1.0);
        job.finish(Playbook::default(), None)
    };
    let size = bytes.len() as u64;
    let refused = job(&bytes, size, Foreign::Refuse).expect_err("there are no tables");
    assert_eq!(refused, EngineError::File(FileFault::NeedsCodec { label: None }));
    let (text, was) = transcoded(&bytes, None).expect("text");
    let dataset = job(&text, size, Foreign::Transcoded(was)).expect("UTF-8");
    assert_eq!(Ok(&dataset), job(&bytes, size, Foreign::Decode(&Legacy)).as_ref());
    assert_eq!(dataset.source.bytes, size);
    assert_eq!(dataset.source.reading.encoding.name, "windows-1252");
}

#[test]
fn what_is_no_text_needs_no_tables() {
    let kinds: [&[u8]; 3] = [b"PK\x03\x04\xff\xff", b"\x89PNG\r\n\x1a\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"];
    for bytes in kinds {
        let refused = read(bytes, &Hints::default(), Foreign::Refuse).expect_err("no text");
        assert!(matches!(refused, FileFault::OtherKind { .. }), "{refused}");
        check(bytes, &Hints::default());
    }
    let zeros = [b"\xff\x00\x01\x00".repeat(3), vec![0; 90], vec![0xff; 9]].concat();
    assert!(matches!(read(&zeros, &Hints::default(), Foreign::Refuse), Err(FileFault::Binary { .. })));
}

#[test]
fn a_sink_that_takes_nothing_ends_it() {
    let full = |_: &[u8], _: u64| Err(std::io::Error::other("no room"));
    let fault = transcode(b"caf\xe9\n".as_slice(), None, full).expect_err("no room");
    assert_eq!(fault, FileFault::Unreadable { cause: "no room".to_owned() });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_are_read_alike_by_one_program_and_by_two(
        parts in prop::collection::vec(
            prop_oneof!["[a-z0-9,;\"\n]{0,9}".prop_map(String::into_bytes), prop::collection::vec(any::<u8>(), 0..6)],
            0..30,
        ),
        label in prop::option::of(prop::sample::select(vec!["latin1", "gb18030", "UTF-16", "utf8", "big5"])),
    ) {
        check(&parts.concat(), &Hints { encoding: label.map(str::to_owned), ..Hints::default() });
    }
}
