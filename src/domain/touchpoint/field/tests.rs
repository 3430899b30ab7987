//! Columns by name, by cells, or asked.

use super::*;

fn mapping(names: &[&str], rows: &[&[&str]]) -> Result<Vec<(Field, String)>, MappingError> {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let rows: Vec<ByteRecord> = rows.iter().map(|row| ByteRecord::from(row.to_vec())).collect();
    Ok(map(&names, &rows, &[])?.into_iter().map(|mapped| (mapped.field, mapped.name)).collect())
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
