//! Columns by name, by cells, or asked.

use super::*;
use crate::domain::touchpoint::field::MappingError;

fn mapping(names: &[&str], rows: &[&[&str]]) -> Result<Vec<(Field, String)>, MappingError> {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let rows: Vec<Record> = rows.iter().map(|row| row.iter().collect()).collect();
    Ok(map(&names, &rows, &[], false)?.into_iter().map(|mapped| (mapped.field, mapped.name)).collect())
}

#[test]
fn columns_go_by_their_names_in_any_spelling() {
    let found = mapping(&["User ID", "Event-Time", "Channel", "Converted", "Revenue", "Shoe size"], &[]);
    let expect = [
        (Field::Customer, "User ID"),
        (Field::Time, "Event-Time"),
        (Field::Channel, "Channel"),
        (Field::Conversion, "Converted"),
        (Field::Value, "Revenue"),
    ];
    assert_eq!(found, Ok(expect.map(|(field, name)| (field, name.to_owned())).to_vec()));
}

#[test]
fn what_no_name_tells_is_told_by_cells_or_asked() {
    let rows: [&[&str]; 6] = [
        &["c1", "2025-01-01", "email"],
        &["c1", "2025-01-02", "ads"],
        &["c2", "2025-01-02", "email"],
        &["c2", "2025-01-03", "ads"],
        &["c3", "2025-01-04", "email"],
        &["c3", "2025-01-05", "ads"],
    ];
    let found = mapping(&["customer", "when", "what"], &rows).expect("one column each");
    assert_eq!(found[1..], [(Field::Time, "when".to_owned()), (Field::Channel, "what".to_owned())]);
    let unclear = mapping(&["customer", "when", "x"], &rows.map(|row| &row[..2]));
    assert!(matches!(unclear, Err(MappingError::Unclear { field: Field::Channel, .. })), "{unclear:?}");
}

#[test]
fn cells_can_speak_against_a_name() {
    // "time" holds times of day, "date" the days: the two are one.
    let rows: [&[&str]; 3] = [
        &["c1", "10:15", "2025-01-01", "email"],
        &["c1", "9:00", "2025-01-02", "ads"],
        &["c2", "", "2025-01-02", "ads"],
    ];
    let found = mapping(&["customer", "time", "date", "channel"], &rows).expect("one column each");
    assert_eq!(found[1..3], [(Field::Time, "date".to_owned()), (Field::Clock, "time".to_owned())]);
    // Every id is another one, but customers come again: ids are no customers.
    let rows: Vec<[String; 4]> = (0..30)
        .map(|at| [at.to_string(), format!("c{}", at / 2), "2025-01-01".to_owned(), ["a", "b"][at % 2].to_owned()])
        .collect();
    let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let asked = mapping(&["id", "who", "time", "channel"], &rows);
    assert!(
        matches!(&asked, Err(MappingError::Unclear { candidates, .. }) if candidates == &["id", "who"]),
        "{asked:?}"
    );
}

#[test]
fn columns_of_one_name_are_told_apart() {
    let names = ["channel", "", "channel", "channel (2)"].map(str::to_owned);
    assert_eq!(labels(&names), ["channel", "column_2", "channel (2)", "channel (2) (2)"]);
    let header = ["customer", "time", "channel", "channel"].map(str::to_owned);
    let given = map(&header, &[], &[(Field::Channel, "channel (2)".to_owned())], false).expect("it is there");
    assert_eq!(
        given[2],
        Mapped { field: Field::Channel, column: 3, name: "channel (2)".to_owned(), reason: Reason::Given }
    );
}
