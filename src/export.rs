//! Tables as CSV, safe to open in a spreadsheet.

use crate::domain::{comparison::Transitions, import::Rejection};

/// The rejected rows.
pub fn rejected_rows(rejected: &[Rejection]) -> String {
    let head = ["row", "line", "column", "value", "reason", "suggestion"].map(str::to_owned);
    let rows = rejected.iter().map(|row| {
        let (column, value) = (row.column.clone().unwrap_or_default(), row.value.clone().unwrap_or_default());
        let suggestion = row.reason.suggestion().unwrap_or_default().to_owned();
        vec![row.row.to_string(), row.line.to_string(), column, value, row.reason.to_string(), suggestion]
    });
    write(std::iter::once(head.to_vec()).chain(rows))
}

/// Transition probabilities, a row a state.
pub fn transitions(transitions: &Transitions) -> String {
    let head = std::iter::once("from".to_owned()).chain(transitions.to.iter().cloned()).collect();
    let rows = transitions
        .from
        .iter()
        .zip(&transitions.probabilities)
        .map(|(from, row)| std::iter::once(from.clone()).chain(row.iter().map(f64::to_string)).collect());
    write(std::iter::once(head).chain(rows))
}

// The csv crate's writer brings a table of powers with it, by which it tells numbers.
fn write(rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut written = String::new();
    for row in rows {
        for (at, cell) in row.iter().enumerate() {
            written.push_str(if at > 0 { "," } else { "" });
            push(&mut written, cell);
        }
        written.push('\n');
    }
    written
}

/// A cell, quoted where it must be. One that a spreadsheet would run as a formula is made into text.
fn push(written: &mut String, cell: &str) {
    let neutral = if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    let quote = if cell.contains([',', '"', '\n', '\r']) { "\"" } else { "" };
    written.push_str(quote);
    written.push_str(neutral);
    cell.split('"').enumerate().for_each(|(at, piece)| {
        written.push_str(if at > 0 { "\"\"" } else { "" });
        written.push_str(piece);
    });
    written.push_str(quote);
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
    fn what_is_written_is_read_back() {
        let rows = [["a", "b,c"], ["say \"so\"", "two\nlines\r"], ["", " \"\" "]];
        let written = write(rows.iter().map(|row| row.map(str::to_owned).to_vec()));
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(written.as_bytes());
        let read: Vec<Vec<String>> =
            reader.records().map(|record| record.expect("own output").iter().map(str::to_owned).collect()).collect();
        assert_eq!(read, rows);
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
