//! Path tables, case by case.

use super::*;
use crate::domain::import::table::Hints;

#[derive(Debug)]
struct Whole {
    read: u32,
    accepted: u32,
    rejected: Vec<Rejection>,
    table: PathTable,
}

fn read_paths(csv: &[u8]) -> Result<Whole, PathTableError> {
    let mut import = PathImport::open(Input::open(csv, &Hints::default(), is_path_column)?, None)?;
    while import.read_rows(7)? == Pass::Running {}
    let PathsRead { read, accepted, rejected, paths, .. } = import.finish()?;
    let table = paths.table(&PathFilter::default(), &Rewrite::default()).map_err(PathTableError::Channels)?;
    Ok(Whole { read, accepted, rejected, table })
}

const HEADER: &str = "path,total_conversions,total_conversion_value,total_null\n";

fn check_rejected(row: &str, expect: &str) {
    let csv = format!("{HEADER}{row}\na > b,1,10,2\n");
    let import = read_paths(csv.as_bytes()).expect("a fault of a row does not refuse the file");
    let words: Vec<String> = import.rejected.iter().map(Rejection::to_string).collect();
    assert_eq!(words, [format!("row 1 (line 2), {expect}; the row was left out")]);
    assert_eq!((import.read, import.accepted), (2, 1));
}

#[test]
fn a_path_table_is_read_by_the_names_of_its_columns() {
    let csv = "total_null,extra,path,total_conversions\n2,x, a>b >a,3\n,y,b,1\n0,z,a>b>a,1\n";
    let import = read_paths(csv.as_bytes()).expect("a path table");
    assert_eq!((import.read, import.accepted, import.rejected.len()), (3, 3, 0));
    assert_eq!(import.table.channels, ["a", "b"]);
    let rows: Vec<(&[u16], u32, u32)> =
        import.table.rows.iter().map(|row| (row.channels, row.conversions, row.nulls)).collect();
    assert_eq!(rows, [([0, 1, 0].as_slice(), 4, 2), (&[1], 1, 0)]);
    assert_eq!(import.table.value(), None, "no column tells the value");
}

#[test]
fn short_names_of_columns_will_do_and_faults_name_them() {
    let import = read_paths(b"Path,Conversions,Value,Null\na>b,2,10,3\nb,x,,1\n").expect("a path table");
    assert_eq!((import.table.conversions(), import.table.nulls()), (2, 3));
    assert_eq!(import.table.value(), Some(Cents(1_000)));
    assert_eq!(
        import.rejected[0].to_string(),
        "row 2 (line 3), conversions: \"x\" is not a number; the row was left out"
    );
}

#[test]
fn malformed_rows_are_rejected_with_their_reason() {
    check_rejected("a,-1,,0", "total_conversions: \"-1\" is not between 0 and 4000000");
    check_rejected("a,1.5,,0", "total_conversions: \"1.5\" is not a whole number");
    check_rejected("a,x,,0", "total_conversions: \"x\" is not a number");
    check_rejected("a,1,,-2", "total_null: \"-2\" is not between 0 and 4000000");
    check_rejected(",1,,0", "path: is blank");
    check_rejected("a >> b,1,,0", "path: is blank");
    check_rejected("a,0,,0", "total_conversions: \"0\" and no nulls: no journey took this path");
    check_rejected("a,0,5,1", "total_conversion_value: \"5\" is the value of no conversion");
    let long = vec!["a"; 10_000].join(">");
    let excerpt: String = long.chars().take(80).collect();
    check_rejected(&format!("{long},1,,0"), &format!("path: \"{excerpt}…\" has more than 1000 touches"));
}

#[test]
fn more_channels_than_can_be_told_apart_are_refused() {
    let rows: String = (0..=65_535).map(|channel| format!("c{channel},1,,0\n")).collect();
    let error = read_paths((HEADER.to_owned() + &rows).as_bytes()).expect_err("too many");
    assert_eq!(error.to_string(), "65536 channels are more than the 65535 that can be told apart");
    let missing = read_paths(b"path,nulls\na,1\n".as_slice()).expect_err("a column is missing");
    assert_eq!(missing.to_string(), "The file lacks total_conversions. Found: path, nulls.");
}
