//! The rejected rows as CSV, safe to open in a spreadsheet.

use csv::Writer;

use crate::domain::import::Rejection;

pub(super) fn write(rejected: &[Rejection]) -> String {
    let mut writer = Writer::from_writer(Vec::new());
    let mut write = |cells: [&str; 5]| writer.write_record(cells.map(neutral));
    // Writing to memory does not fail; were it to, the rows written so far are returned.
    let mut written = write(["row", "line", "column", "value", "reason"]);
    for row in rejected {
        let (number, line, reason) = (row.row.to_string(), row.line.to_string(), row.reason.to_string());
        let (column, value) = (row.column.as_deref().unwrap_or(""), row.value.as_deref().unwrap_or(""));
        written = written.and(write([&number, &line, column, value, &reason]));
    }
    String::from_utf8_lossy(&writer.into_inner().unwrap_or_default()).into_owned()
}

/// A cell that a spreadsheet would run as a formula, made into text.
fn neutral(cell: &str) -> String {
    match cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{cell}"),
        false => cell.to_owned(),
    }
}
