//! Cells and rows of CSV (RFC 4180 with LF), safe to open in a spreadsheet.

use super::value::Value;

/// What a spreadsheet takes for the beginning of a formula; the last four are the wide forms of the first four.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Appends a row and its line end.
pub(super) fn push_row(out: &mut String, cells: &[Value<'_>]) {
    push_parted(out, cells, ',');
}

/// The same parted by another character.
pub(super) fn push_parted(out: &mut String, cells: &[Value<'_>], separator: char) {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            out.push(separator);
        }
        match cell {
            Value::Text(text) => push_text(out, text),
            // A number may begin with its minus.
            _ => cell.push_bare(out),
        }
    }
    out.push('\n');
}

/// A text, quoted where it must be, also by programs that part cells at semicolons or tabs: an empty one too, which is not an absent one. A text that a spreadsheet would run as a
/// formula has an apostrophe before it.
fn push_text(out: &mut String, text: &str) {
    let neutral = if text.starts_with(FORMULA) { "'" } else { "" };
    let quote = if text.is_empty() || text.contains([',', ';', '\t', '"', '\n', '\r']) { "\"" } else { "" };
    out.push_str(quote);
    out.push_str(neutral);
    text.split('"').enumerate().for_each(|(at, piece)| {
        out.push_str(if at > 0 { "\"\"" } else { "" });
        out.push_str(piece);
    });
    out.push_str(quote);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cells: &[Value], expect: &str) {
        let mut out = String::new();
        push_row(&mut out, cells);
        assert_eq!(out, format!("{expect}\n"));
    }

    #[test]
    fn formulas_are_text_and_numbers_are_numbers() {
        check(&[Value::Text("=1+1"), Value::Text("@x"), Value::Text("+4"), Value::Text("-4")], "'=1+1,'@x,'+4,'-4");
        check(&[Value::Text("＝1"), Value::Text("a=1"), Value::Text("=\"a\",b")], "'＝1,a=1,\"'=\"\"a\"\",b\"");
        check(&[Value::Text("\n=1")], "\"'\n=1\"");
        check(&[Value::Number(-0.5), Value::Whole(-4)], "-0.5,-4");
    }

    #[test]
    fn an_absent_text_is_not_an_empty_one() {
        check(&[Value::None, Value::Text(""), Value::Number(f64::NAN)], ",\"\",");
    }

    #[test]
    fn what_is_written_is_read_back() {
        let rows = [["a", "b,c"], ["say \"so\"", "two\nlines\r"], ["", " \"\" "], ["שלום, 🌩️", "C:\\x"]];
        let mut written = String::new();
        rows.iter().for_each(|row| push_row(&mut written, &row.map(Value::Text)));
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(written.as_bytes());
        let read: Vec<Vec<String>> =
            reader.records().map(|record| record.expect("own output").iter().map(str::to_owned).collect()).collect();
        assert_eq!(read, rows);
    }
}
