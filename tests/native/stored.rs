//! What was stored is read by every later build: a backup of each format that was ever kept lies in tests/data/stored.

use std::{
    fs,
    path::{Path, PathBuf},
};

use touchline::{
    domain::{
        dataset::Dataset,
        journey::Origin,
        lead::Cents,
        path::{PathFilter, Rewrite},
    },
    engine::{
        Step,
        import::{Choices, ImportJob, Kind, Remembered},
    },
    store::{Backup, EXTENSION, Item, Shelf, StoreError, record},
};

use crate::touchpoints::journeys;

/// When the datasets are stored and backed up, in milliseconds since 1970-01-01 00:00 UTC.
const STORED: u64 = 1_764_000_000_000;

/// 110 is above the 100 at which a Deal_Hunter converts, 80 below; the last row has no score. A conversion is worth three in a
/// hundred of the estimated value.
const LEADS: &str = "property_id,primary_persona,zip_code,risk_score,sii_score,estimated_value\n\
                     a,Deal_Hunter,75209,95,110,100000\nb,Deal_Hunter,75201,95,80,\nc,Deal_Hunter,75209,95,n/a,\n";

const TOUCHPOINTS: &str = "customer,time,channel,conversion,value,device\n\
                           a,2025-03-01,email,0,,phone\nb,2025-03-01,ads,0,,desk\n\
                           a,2025-03-02,ads,1,12.50,phone\na,2025-03-04,email,0,,desk\n";

const PATHS: &str = "path,total_conversions,total_conversion_value,total_null\n\
                     ads > email,3,45.5,2\nemail,1,10,7\n";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/stored")
}

fn file_of(format: u16) -> String {
    format!("format-{format}{EXTENSION}")
}

fn dataset(name: &str, text: &str) -> Dataset {
    let size = Some(text.len() as u64);
    let mut job = ImportJob::start(name, size, text.as_bytes(), &Choices::default(), &[]).expect("a file that is read");
    while let Step::More(_) = job.step().expect("rows") {}
    job.finish(Default::default(), None).expect("a dataset")
}

/// Leads, touchpoints and a path table; the touchpoints are open.
fn made() -> Backup {
    let mut made = Backup::default();
    let files = [("leads.csv", LEADS), ("paths.csv", PATHS), ("touches.csv", TOUCHPOINTS)];
    for (number, (name, text)) in (0..).zip(files) {
        let dataset = dataset(name, text);
        let record = record::encode(&dataset);
        let item = Item::of(&dataset, STORED + number, record.len());
        made.records.push((item.id, record));
        made.shelf.add(item, None);
    }
    made.shelf.remembered =
        vec![Remembered { header: 7, choices: Choices { kind: Some(Kind::Paths), ..Choices::default() } }];
    made.shelf.backed_up = Some((STORED / 1_000) as i64);
    made
}

/// `cargo test --test native write_what_is_stored -- --ignored`, after `record::FORMAT` was raised.
#[test]
#[ignore = "writes a file of tests/data/stored"]
fn write_what_is_stored() {
    let file = folder().join(file_of(record::FORMAT));
    assert!(!file.exists(), "what was once stored is never written anew: raise record::FORMAT");
    fs::create_dir_all(folder()).expect("a folder");
    fs::write(file, made().into_bytes()).expect("a file");
}

fn check(shelf: &Shelf, records: &[(u64, Vec<u8>)]) {
    let items: Vec<(&str, Kind, u32, i64)> =
        shelf.items.iter().map(|item| (item.name.as_str(), item.kind, item.rows, item.stored)).collect();
    let stored = 1_764_000_000;
    let expect = [
        ("leads.csv", Kind::Leads, 2, stored),
        ("paths.csv", Kind::Paths, 2, stored),
        ("touches.csv", Kind::Touchpoints, 4, stored),
    ];
    assert_eq!(items, expect);
    assert_eq!((shelf.open, shelf.backed_up), (Some(STORED + 2), Some(stored)));
    assert_eq!(
        shelf.remembered.iter().map(|one| (one.header, one.choices.kind)).collect::<Vec<_>>(),
        [(7, Some(Kind::Paths))]
    );
    let read = |at: usize| -> Dataset {
        let (id, record) = &records[at];
        record::decode(&record::name(*id), record).expect("a dataset")
    };

    let leads = read(0);
    assert_eq!(leads.journeys.origin, Origin::Synthetic);
    assert_eq!(journeys(&leads), ["ga4>email>door_knock>call +300000", "ga4>email>door_knock -"]);
    assert_eq!((leads.source.read, leads.source.accepted, leads.source.rejected.len()), (3, 2, 1));

    let paths = read(1)
        .paths()
        .expect("a path table")
        .table(&PathFilter::default(), &Rewrite::default())
        .expect("two channels");
    assert_eq!(paths.channels, ["ads", "email"]);
    let rows: Vec<(&[u16], u32, u32, Cents)> =
        paths.rows.iter().map(|row| (row.channels, row.conversions, row.nulls, row.value)).collect();
    assert_eq!(rows, [(&[0, 1][..], 3, 2, Cents(4_550)), (&[1], 1, 7, Cents(1_000))]);

    let touches = read(2);
    assert_eq!(touches.journeys.origin, Origin::Observed);
    assert_eq!(journeys(&touches), ["email>ads +1250", "email -", "ads -"]);
}

#[test]
fn a_backup_of_every_format_that_was_kept_is_read_whole() {
    let mut names: Vec<String> = fs::read_dir(folder())
        .expect("tests/data/stored")
        .map(|entry| entry.expect("a file").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert!(names.contains(&file_of(record::FORMAT)), "write that of format {}", record::FORMAT);
    for name in names {
        let bytes = fs::read(folder().join(&name)).expect("a file");
        let backup = Backup::of_bytes(&bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        check(&backup.shelf, &backup.records);
    }
}

/// A change of what is packed that leaves the format's number as it is would read a stored dataset wrong, or not at all.
#[test]
fn what_is_stored_now_is_what_the_file_of_its_format_holds() {
    let bytes = fs::read(folder().join(file_of(record::FORMAT))).expect("the file of this format");
    assert!(
        made().into_bytes() == bytes,
        "the stored form has changed: raise record::FORMAT and read the former one too"
    );
    let mut cut = bytes;
    cut.pop();
    assert_eq!(Backup::of_bytes(&cut), Err(StoreError::Damaged { name: "backup".to_owned() }));
}
