//! Any table of the page, as CSV and as JSON, with what its figures rest on.

use super::{chunks::Chunks, csv, json, value::Value};
use crate::{domain::journey::Origin, pack::Pack};

/// A table of figures.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct Table {
    pub title: String,
    pub columns: Vec<String>,
    /// Each with a cell a column; what is missing at a row's end does not exist.
    pub rows: Vec<Vec<Cell>>,
    pub notes: Notes,
}

/// One cell.
#[derive(Clone, Debug, PartialEq, Pack)]
pub enum Cell {
    /// A figure that does not exist.
    None,
    Text(String),
    Number(f64),
    Whole(i64),
}

/// What every figure of a table rests on.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct Notes {
    /// Which journeys, in words ([`super::describe::scope`]).
    pub scope: String,
    /// `None` where no model stands behind the figures, or each row names its own.
    pub model: Option<String>,
    /// Of all intervals, such as 0.9.
    pub level: Option<f64>,
    pub origin: Origin,
}

impl Cell {
    fn value(&self) -> Value<'_> {
        match self {
            Cell::None => Value::None,
            Cell::Text(text) => Value::Text(text),
            Cell::Number(number) => Value::Number(*number),
            Cell::Whole(number) => Value::Whole(*number),
        }
    }
}

impl Notes {
    fn named(&self) -> [(&'static str, Value<'_>); 4] {
        [
            ("scope", Value::Text(&self.scope)),
            ("model", self.model.as_deref().map_or(Value::None, Value::Text)),
            ("level", self.level.map_or(Value::None, Value::Number)),
            ("origin", Value::Text(self.origin.word())),
        ]
    }
}

impl Table {
    fn cells<'a>(&'a self, row: &'a [Cell]) -> impl Iterator<Item = Value<'a>> {
        (0..self.columns.len()).map(|at| row.get(at).map_or(Value::None, Cell::value))
    }

    /// The table as CSV. The notes are four more columns, `scope`, `model`, `level` and `origin`, the same in every row; a
    /// table that has a column of that name keeps its own instead.
    pub fn csv(&self, out: &mut dyn FnMut(&str)) {
        self.delimited(',', out);
    }

    /// The same parted by tabs, as spreadsheets take it from the clipboard.
    pub fn tabbed(&self, out: &mut dyn FnMut(&str)) {
        self.delimited('\t', out);
    }

    fn delimited(&self, separator: char, out: &mut dyn FnMut(&str)) {
        let mut chunks = Chunks::into(out);
        let is_free = |name: &str| self.columns.iter().all(|column| !column.eq_ignore_ascii_case(name));
        let notes: Vec<(&str, Value)> = self.notes.named().into_iter().filter(|(name, _)| is_free(name)).collect();
        let head = self.columns.iter().map(String::as_str).chain(notes.iter().map(|(name, _)| *name));
        let head: Vec<Value> = head.map(Value::Text).collect();
        chunks.push(|text| csv::push_parted(text, &head, separator));
        for row in &self.rows {
            let cells: Vec<Value> = self.cells(row).chain(notes.iter().map(|(_, note)| *note)).collect();
            chunks.push(|text| csv::push_parted(text, &cells, separator));
        }
        chunks.flush();
    }

    /// The table as a JSON object: `meta` with `title`, `scope`, `model`, `level`, `origin` and the `columns`, and `rows`, each
    /// an array of a value a column. What does not exist is `null`.
    pub fn json(&self, out: &mut dyn FnMut(&str)) {
        let mut chunks = Chunks::into(out);
        chunks.push(|text| {
            text.push_str("{\"meta\":{\"title\":");
            json::push_text(text, &self.title);
            for (name, note) in self.notes.named() {
                text.push(',');
                json::push_text(text, name);
                text.push(':');
                json::push_value(text, &note);
            }
            text.push_str(",\"columns\":");
            push_array(text, self.columns.iter().map(|column| Value::Text(column)));
            text.push_str("},\n\"rows\":[");
        });
        for (at, row) in self.rows.iter().enumerate() {
            chunks.push(|text| {
                text.push_str(if at > 0 { ",\n" } else { "\n" });
                push_array(text, self.cells(row));
            });
        }
        chunks.push(|text| text.push_str("]}\n"));
        chunks.flush();
    }
}

fn push_array<'a>(text: &mut String, values: impl Iterator<Item = Value<'a>>) {
    text.push('[');
    for (at, value) in values.enumerate() {
        text.push_str(if at > 0 { "," } else { "" });
        json::push_value(text, &value);
    }
    text.push(']');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::{packed, unpacked};

    fn table(columns: &[&str], rows: Vec<Vec<Cell>>) -> Table {
        let notes = Notes {
            scope: "ZIP 75209; without call".to_owned(),
            model: Some("hybrid, alpha 0.5".to_owned()),
            level: Some(0.9),
            origin: Origin::Synthetic,
        };
        let columns = columns.iter().map(|name| (*name).to_owned()).collect();
        Table { title: "Credit \"by\" channel".to_owned(), columns, rows, notes }
    }

    fn text(write: impl FnOnce(&mut dyn FnMut(&str))) -> String {
        let mut all = String::new();
        write(&mut |piece| all.push_str(piece));
        all
    }

    #[test]
    fn notes_are_columns_of_a_csv() {
        let rows = vec![
            vec![Cell::Text("=ga4".to_owned()), Cell::Number(-0.25), Cell::Whole(61)],
            vec![Cell::Text("sms, \"x\"".to_owned()), Cell::None],
        ];
        let written = text(|out| table(&["channel", "share", "touches"], rows).csv(out));
        assert_eq!(
            written,
            "channel,share,touches,scope,model,level,origin\n\
             '=ga4,-0.25,61,\"ZIP 75209; without call\",\"hybrid, alpha 0.5\",0.9,synthetic\n\
             \"sms, \"\"x\"\"\",,,\"ZIP 75209; without call\",\"hybrid, alpha 0.5\",0.9,synthetic\n"
        );
    }

    #[test]
    fn what_is_copied_is_parted_by_tabs() {
        let rows = vec![vec![Cell::Text("=ga4".to_owned()), Cell::Text("a\tb".to_owned()), Cell::Number(0.5)]];
        let written = text(|out| table(&["channel", "play", "share"], rows).tabbed(out));
        assert_eq!(
            written,
            "channel\tplay\tshare\tscope\tmodel\tlevel\torigin\n\
             '=ga4\t\"a\tb\"\t0.5\t\"ZIP 75209; without call\"\t\"hybrid, alpha 0.5\"\t0.9\tsynthetic\n"
        );
    }

    #[test]
    fn a_tables_own_column_stands_for_the_note_of_its_name() {
        let rows = vec![vec![Cell::Text("linear".to_owned()), Cell::Number(0.5)]];
        let mut table = table(&["model", "share"], rows);
        table.notes.model = None;
        table.notes.level = None;
        let written = text(|out| table.csv(out));
        assert_eq!(written, "model,share,scope,level,origin\nlinear,0.5,\"ZIP 75209; without call\",,synthetic\n");
    }

    #[test]
    fn json_has_the_notes_and_the_rows() {
        let rows = vec![
            vec![Cell::Text("=ga4\n🌩️".to_owned()), Cell::Number(0.1), Cell::Whole(-3)],
            vec![Cell::Text("שלום\\".to_owned()), Cell::Number(f64::NAN)],
        ];
        let written = text(|out| table(&["channel", "share", "touches"], rows).json(out));
        let expect = serde_json::json!({
            "meta": {
                "title": "Credit \"by\" channel",
                "scope": "ZIP 75209; without call",
                "model": "hybrid, alpha 0.5",
                "level": 0.9,
                "origin": "synthetic",
                "columns": ["channel", "share", "touches"],
            },
            "rows": [["=ga4\n🌩️", 0.1, -3], ["שלום\\", null, null]],
        });
        assert_eq!(serde_json::from_str::<serde_json::Value>(&written).expect("JSON"), expect);
    }

    #[test]
    fn a_table_without_rows_is_its_header() {
        let empty = table(&["channel"], Vec::new());
        assert_eq!(text(|out| empty.csv(out)), "channel,scope,model,level,origin\n");
        let json = text(|out| empty.json(out));
        assert_eq!(serde_json::from_str::<serde_json::Value>(&json).expect("JSON")["rows"], serde_json::json!([]));
    }

    #[test]
    fn a_table_crosses_between_programs() {
        let rows = vec![vec![Cell::Text("ga4".to_owned())], vec![Cell::None], vec![Cell::Whole(-1)]];
        let table = table(&["channel"], rows);
        assert_eq!(unpacked::<Table>(&packed(&table)), Ok(table));
    }
}
