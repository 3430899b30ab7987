//! The rows of a file that were left out, with what was wrong with each.

use super::{
    csv,
    table::{Cell, Notes, Table},
    value::Value,
};
use crate::domain::{dataset::Dataset, import::Rejection, journey::Origin};

const COLUMNS: [&str; 6] = ["row", "line", "column", "value", "reason", "suggestion"];

/// All of them as CSV.
pub fn rejected_rows(rejected: &[Rejection]) -> String {
    let mut written = String::new();
    csv::push_row(&mut written, &COLUMNS.map(Value::Text));
    for row in rejected {
        let reason = row.reason.to_string();
        let cells = [
            Value::Whole(row.row.into()),
            Value::Whole(row.line.into()),
            row.column.as_deref().map_or(Value::None, Value::Text),
            row.value.as_deref().map_or(Value::None, Value::Text),
            Value::Text(&reason),
            row.reason.suggestion().map_or(Value::None, Value::Text),
        ];
        csv::push_row(&mut written, &cells);
    }
    written
}

/// The same as a table, which says how many rows were read.
pub fn rejected_table(dataset: &Dataset) -> Table {
    let source = &dataset.source;
    let text = |text: Option<&str>| text.map_or(Cell::None, |text| Cell::Text(text.to_owned()));
    let row = |row: &Rejection| {
        vec![
            Cell::Whole(row.row.into()),
            Cell::Whole(row.line.into()),
            text(row.column.as_deref()),
            text(row.value.as_deref()),
            Cell::Text(row.reason.to_string()),
            text(row.reason.suggestion()),
        ]
    };
    let (read, rejected) = (source.read, source.rejected.len());
    Table {
        title: "Rejected rows".to_owned(),
        columns: COLUMNS.map(str::to_owned).into(),
        rows: source.rejected.iter().map(row).collect(),
        notes: Notes {
            scope: format!("{rejected} of {read} rows of {}", source.name),
            model: None,
            level: None,
            // They are the file's own rows, whatever was made of the others.
            origin: Origin::Observed,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{import::read_leads, playbook::Playbook};

    const LEADS: &str = "property_id,primary_persona,sii_score\np1,A,=1+1\n\"p,\"\"2\",A,@x\np3,A,90\n";

    #[test]
    fn what_a_spreadsheet_would_run_is_text() {
        let import = read_leads(LEADS.as_bytes()).expect("a leads file");
        let written = rejected_rows(&import.rejected);
        assert_eq!(
            written,
            "row,line,column,value,reason,suggestion\n\
             1,2,sii_score,'=1+1,is not a number,Correct the number in the file.\n\
             2,3,sii_score,'@x,is not a number,Correct the number in the file.\n"
        );
    }

    #[test]
    fn as_json_the_cells_are_as_they_were_read() {
        let import = read_leads(LEADS.as_bytes()).expect("a leads file");
        let dataset = Dataset::synthesise("a.csv", import, Playbook::default()).expect("channels");
        let mut written = String::new();
        rejected_table(&dataset).json(&mut |piece| written.push_str(piece));
        assert_eq!(
            written,
            "{\"meta\":{\"title\":\"Rejected rows\",\"scope\":\"2 of 3 rows of a.csv\",\"model\":null,\"level\":null,\
             \"origin\":\"observed\",\"columns\":[\"row\",\"line\",\"column\",\"value\",\"reason\",\"suggestion\"]},\n\
             \"rows\":[\n\
             [1,2,\"sii_score\",\"=1+1\",\"is not a number\",\"Correct the number in the file.\"],\n\
             [2,3,\"sii_score\",\"@x\",\"is not a number\",\"Correct the number in the file.\"]]}\n"
        );
    }
}
