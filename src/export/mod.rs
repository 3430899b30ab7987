//! Tables as files: CSV that is safe to open in a spreadsheet, JSON, SQL. Pure: text comes out, nothing is saved here.

mod chunks;

// The csv crate's writer brings a table of powers with it, by which it tells numbers.
mod csv;

pub mod describe;

mod json;

mod rejected;

mod sql;

pub mod stormops;

pub mod table;

mod value;

use crate::domain::comparison::Transitions;
pub use rejected::{rejected_rows, rejected_table};
pub use sql::Dialect;
use value::Value;

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
