//! Tables as SQL for SQLite (3.24 or newer) and PostgreSQL: `CREATE TABLE IF NOT EXISTS`, and inserts of which a row that
//! is there already is replaced, in one transaction.
//!
//! Names of tables and columns are fixed here; whatever came out of a file is a string literal. NUL cannot stand in a text of
//! PostgreSQL, and ends a statement of SQLite: it is dropped.

use super::{chunks::Chunks, value::Value};

/// An insert is closed once it has so many bytes.
const STATEMENT: usize = 64 << 10;

/// Whose SQL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    Sqlite,
    Postgres,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Number,
    Whole,
    Flag,
    Money,
    Instant,
}

/// A column; every one of a key is required.
pub(super) struct Column {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) required: bool,
}

/// A table: its columns, and which of them are its key.
pub(super) struct Schema {
    pub(super) name: &'static str,
    pub(super) columns: &'static [Column],
    pub(super) key: &'static [&'static str],
}

impl Dialect {
    pub const ALL: [Dialect; 2] = [Dialect::Sqlite, Dialect::Postgres];

    pub fn name(self) -> &'static str {
        match self {
            Dialect::Sqlite => "sqlite",
            Dialect::Postgres => "postgres",
        }
    }

    /// SQLite has no exact decimals and no type of instants: NUMERIC keeps whole numbers and floats.
    fn type_of(self, kind: Kind) -> &'static str {
        match (self, kind) {
            (_, Kind::Text) => "text",
            (Dialect::Sqlite, Kind::Number) => "real",
            (Dialect::Postgres, Kind::Number) => "double precision",
            (Dialect::Sqlite, Kind::Whole | Kind::Flag) => "integer",
            (Dialect::Postgres, Kind::Whole) => "bigint",
            (Dialect::Postgres, Kind::Flag) => "boolean",
            (Dialect::Sqlite, Kind::Money) => "numeric",
            (Dialect::Postgres, Kind::Money) => "numeric(20, 2)",
            (Dialect::Sqlite, Kind::Instant) => "text",
            (Dialect::Postgres, Kind::Instant) => "timestamp with time zone",
        }
    }

    /// What opens the file. The settings hold in the transaction alone.
    fn opening(self) -> &'static str {
        match self {
            Dialect::Sqlite => "BEGIN;\n",
            Dialect::Postgres => {
                "BEGIN;\nSET LOCAL client_encoding = 'UTF8';\nSET LOCAL standard_conforming_strings = on;\n"
            }
        }
    }

    fn push_value(self, out: &mut String, value: &Value<'_>) {
        match value {
            _ if !value.exists() => out.push_str("NULL"),
            Value::Text(text) => push_text(out, text),
            // Words for it are younger in SQLite than what else is used here.
            Value::Flag(flag) if self == Dialect::Sqlite => out.push_str(if *flag { "1" } else { "0" }),
            Value::Instant(_) => {
                out.push('\'');
                value.push_bare(out);
                out.push('\'');
            }
            _ => value.push_bare(out),
        }
    }
}

/// A string literal of the standard: only quotes are doubled.
fn push_text(out: &mut String, text: &str) {
    out.push('\'');
    for sign in text.chars() {
        match sign {
            '\0' => {}
            '\'' => out.push_str("''"),
            _ => out.push(sign),
        }
    }
    out.push('\'');
}

/// A file of SQL on its way out.
pub(super) struct SqlFile<'a> {
    dialect: Dialect,
    chunks: Chunks<'a>,
}

impl<'a> SqlFile<'a> {
    pub(super) fn begin(dialect: Dialect, out: &'a mut dyn FnMut(&str)) -> SqlFile<'a> {
        let mut chunks = Chunks::into(out);
        chunks.push(|text| text.push_str(dialect.opening()));
        SqlFile { dialect, chunks }
    }

    /// A table, and the rows that `rows` hands to the function it is given. No two rows of one call may have one key.
    pub(super) fn table(&mut self, schema: &Schema, rows: impl FnOnce(&mut dyn FnMut(&[Value<'_>]))) {
        self.create(schema);
        let (mut open, mut bytes) = (false, 0);
        rows(&mut |cells| {
            if !open {
                self.chunks.push(|text| push_insert(text, schema));
            }
            bytes += self.chunks.push(|text| {
                text.push_str(if open { ",\n(" } else { "(" });
                for (at, cell) in cells.iter().enumerate() {
                    text.push_str(if at > 0 { ", " } else { "" });
                    self.dialect.push_value(text, cell);
                }
                text.push(')');
            });
            open = bytes < STATEMENT;
            if !open {
                bytes = 0;
                self.chunks.push(|text| push_conflict(text, schema));
            }
        });
        if open {
            self.chunks.push(|text| push_conflict(text, schema));
        }
    }

    pub(super) fn commit(mut self) {
        self.chunks.push(|text| text.push_str("COMMIT;\n"));
        self.chunks.flush();
    }

    fn create(&mut self, schema: &Schema) {
        let dialect = self.dialect;
        self.chunks.push(|text| {
            text.push_str(&format!("CREATE TABLE IF NOT EXISTS {} (\n", schema.name));
            for Column { name, kind, required } in schema.columns {
                let null = if *required { " NOT NULL" } else { "" };
                text.push_str(&format!("  {name} {}{null},\n", dialect.type_of(*kind)));
            }
            text.push_str(&format!("  PRIMARY KEY ({})\n);\n", schema.key.join(", ")));
        });
    }
}

fn push_insert(text: &mut String, schema: &Schema) {
    let names: Vec<&str> = schema.columns.iter().map(|column| column.name).collect();
    text.push_str(&format!("INSERT INTO {} ({}) VALUES\n", schema.name, names.join(", ")));
}

fn push_conflict(text: &mut String, schema: &Schema) {
    let others = schema.columns.iter().map(|column| column.name).filter(|name| !schema.key.contains(name));
    let set: Vec<String> = others.map(|name| format!("{name} = excluded.{name}")).collect();
    text.push_str(&format!("\nON CONFLICT ({}) DO UPDATE SET {};\n", schema.key.join(", "), set.join(", ")));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::lead::Cents;

    const TOUCHES: Schema = Schema {
        name: "touches",
        columns: &[
            Column { name: "id", kind: Kind::Text, required: true },
            Column { name: "at", kind: Kind::Instant, required: true },
            Column { name: "converted", kind: Kind::Flag, required: true },
            Column { name: "value", kind: Kind::Money, required: false },
            Column { name: "credit", kind: Kind::Number, required: false },
        ],
        key: &["id", "at"],
    };

    fn written(dialect: Dialect, rows: &[&[Value<'_>]]) -> String {
        let mut all = String::new();
        let mut out = |piece: &str| all.push_str(piece);
        let mut file = SqlFile::begin(dialect, &mut out);
        file.table(&TOUCHES, |row| rows.iter().for_each(|cells| row(cells)));
        file.commit();
        all
    }

    const ROWS: [&[Value<'static>]; 2] = [
        &[
            Value::Text("O'Neil\\ \"x\"\n;--"),
            Value::Instant(0),
            Value::Flag(true),
            Value::Money(Cents(1_250)),
            Value::None,
        ],
        &[Value::Text("a\0=1+1 שלום 🌩️"), Value::Instant(1), Value::Flag(false), Value::None, Value::Number(f64::NAN)],
    ];

    #[test]
    fn sqlite() {
        assert_eq!(
            written(Dialect::Sqlite, &ROWS),
            "BEGIN;\n\
             CREATE TABLE IF NOT EXISTS touches (\n  \
             id text NOT NULL,\n  \
             at text NOT NULL,\n  \
             converted integer NOT NULL,\n  \
             value numeric,\n  \
             credit real,\n  \
             PRIMARY KEY (id, at)\n);\n\
             INSERT INTO touches (id, at, converted, value, credit) VALUES\n\
             ('O''Neil\\ \"x\"\n;--', '1970-01-01T00:00:00Z', 1, 12.50, NULL),\n\
             ('a=1+1 שלום 🌩️', '1970-01-01T00:00:01Z', 0, NULL, NULL)\n\
             ON CONFLICT (id, at) DO UPDATE SET converted = excluded.converted, value = excluded.value, \
             credit = excluded.credit;\n\
             COMMIT;\n"
        );
    }

    #[test]
    fn postgres() {
        let written = written(Dialect::Postgres, &ROWS);
        assert!(
            written.starts_with(
                "BEGIN;\nSET LOCAL client_encoding = 'UTF8';\nSET LOCAL standard_conforming_strings = on;\n"
            )
        );
        let types = "  at timestamp with time zone NOT NULL,\n  converted boolean NOT NULL,\n  value numeric(20, 2),\n  \
                     credit double precision,\n";
        assert!(written.contains(types), "{written}");
        assert!(written.contains(", true, 12.50, NULL),\n"), "{written}");
    }

    #[test]
    fn a_table_without_rows_is_made_and_nothing_is_inserted() {
        let written = written(Dialect::Sqlite, &[]);
        assert!(written.contains("CREATE TABLE") && !written.contains("INSERT"), "{written}");
        assert!(written.ends_with("\n);\nCOMMIT;\n"), "{written}");
    }

    #[test]
    fn statements_are_bounded() {
        let long = "x".repeat(1_000);
        let row = [Value::Text(&long), Value::Instant(0), Value::Flag(true), Value::None, Value::None];
        let rows: Vec<&[Value]> = (0..200).map(|_| &row[..]).collect();
        let written = written(Dialect::Sqlite, &rows);
        // A row is 1,045 bytes; 63 of them are the first to reach 65,536.
        let rows_of: Vec<usize> =
            written.split("INSERT INTO").skip(1).map(|statement| statement.matches(&long).count()).collect();
        assert_eq!(rows_of, [63, 63, 63, 11]);
        assert_eq!(written.matches("ON CONFLICT").count(), 4);
    }
}
