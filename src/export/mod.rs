//! Tables as files: CSV that is safe to open in a spreadsheet, JSON, SQL. Pure: text comes out, nothing is saved here.

mod chunks;

// The csv crate's writer brings a table of powers with it, by which it tells numbers.
mod csv;

pub mod describe;

mod json;

mod sql;

pub mod stormops;

pub mod table;

mod value;

use crate::domain::{comparison::Transitions, import::Rejection};
pub use sql::Dialect;
use value::Value;

/// The rejected rows.
pub fn rejected_rows(rejected: &[Rejection]) -> String {
    let mut written = String::new();
    csv::push_row(&mut written, &["row", "line", "column", "value", "reason", "suggestion"].map(Value::Text));
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

/// Transition probabilities, a row a state.
pub fn transitions(transitions: &Transitions) -> String {
    let mut written = String::new();
    let head = std::iter::once("from").chain(transitions.to.iter().map(String::as_str));
    csv::push_row(&mut written, &head.map(Value::Text).collect::<Vec<_>>());
    for (from, row) in transitions.from.iter().zip(&transitions.probabilities) {
        let cells = std::iter::once(Value::Text(from)).chain(row.iter().map(|chance| Value::Number(*chance)));
        csv::push_row(&mut written, &cells.collect::<Vec<_>>());
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::import::read_leads;

    #[test]
    fn what_a_spreadsheet_would_run_is_text() {
        let csv = "property_id,primary_persona,sii_score\np1,A,=1+1\n\"p,\"\"2\",A,@x\n";
        let import = read_leads(csv.as_bytes()).expect("a leads file");
        let written = rejected_rows(&import.rejected);
        assert_eq!(
            written,
            "row,line,column,value,reason,suggestion\n\
             1,2,sii_score,'=1+1,is not a number,Correct the number in the file.\n\
             2,3,sii_score,'@x,is not a number,Correct the number in the file.\n"
        );
    }

    #[test]
    fn transitions_have_a_row_a_state() {
        let transitions = Transitions {
            from: vec!["START".to_owned(), "=a".to_owned()],
            to: vec!["=a".to_owned(), "CONVERSION".to_owned(), "NULL".to_owned()],
            probabilities: vec![vec![1.0, 0.0, 0.0], vec![0.0, 0.25, 0.75]],
        };
        let written = super::transitions(&transitions);
        assert_eq!(written, "from,'=a,CONVERSION,NULL\nSTART,1,0,0\n'=a,0,0.25,0.75\n");
    }
}
