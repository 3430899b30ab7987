//! Tables as CSV, safe to open in a spreadsheet.

use csv::Writer;

use crate::domain::{comparison::Transitions, import::Rejection};

/// The rejected rows.
pub fn rejected_rows(rejected: &[Rejection]) -> csv::Result<String> {
    let head = ["row", "line", "column", "value", "reason", "suggestion"].map(str::to_owned);
    let rows = rejected.iter().map(|row| {
        let (column, value) = (row.column.clone().unwrap_or_default(), row.value.clone().unwrap_or_default());
        let suggestion = row.reason.suggestion().unwrap_or_default().to_owned();
        vec![row.row.to_string(), row.line.to_string(), column, value, row.reason.to_string(), suggestion]
    });
    write(std::iter::once(head.to_vec()).chain(rows))
}

/// Transition probabilities, a row a state.
pub fn transitions(transitions: &Transitions) -> csv::Result<String> {
    let head = std::iter::once("from".to_owned()).chain(transitions.to.iter().cloned()).collect();
    let rows = transitions
        .from
        .iter()
        .zip(&transitions.probabilities)
        .map(|(from, row)| std::iter::once(from.clone()).chain(row.iter().map(f64::to_string)).collect());
    write(std::iter::once(head).chain(rows))
}

fn write(rows: impl Iterator<Item = Vec<String>>) -> csv::Result<String> {
    let mut writer = Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(row.iter().map(|cell| neutral(cell)))?;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::import::read_leads;

    #[test]
    fn what_a_spreadsheet_would_run_is_text() {
        let csv = "property_id,primary_persona,sii_score\np1,A,=1+1\n\"p,\"\"2\",A,@x\n";
        let import = read_leads(csv.as_bytes()).expect("a leads file");
        let written = rejected_rows(&import.rejected).expect("plain text");
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
        let written = super::transitions(&transitions).expect("plain text");
        assert_eq!(written, "from,'=a,CONVERSION,NULL\nSTART,1,0,0\n'=a,0,0.25,0.75\n");
    }
}
