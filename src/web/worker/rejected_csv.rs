//! The rejected rows as CSV, safe to open in a spreadsheet.

use csv::Writer;

use crate::domain::import::Rejection;

pub(super) fn write(rejected: &[Rejection]) -> csv::Result<String> {
    let mut writer = Writer::from_writer(Vec::new());
    writer.write_record(["row", "line", "column", "value", "reason"])?;
    for row in rejected {
        let (number, line, reason) = (row.row.to_string(), row.line.to_string(), row.reason.to_string());
        let (column, value) = (row.column.as_deref().unwrap_or(""), row.value.as_deref().unwrap_or(""));
        writer.write_record([&number, &line, column, value, &reason].map(neutral))?;
    }
    let bytes = writer.into_inner().map_err(|error| error.into_error())?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// A cell that a spreadsheet would run as a formula, made into text.
fn neutral(cell: &str) -> String {
    match cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{cell}"),
        false => cell.to_owned(),
    }
}
