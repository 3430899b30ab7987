//! The tables in SQLite, which the tests bring along.

use rusqlite::{Connection, types::ValueRef};
use touchline::export::Dialect;

use super::Database;

impl Database for Connection {
    const DIALECT: Dialect = Dialect::Sqlite;

    fn run(&mut self, sql: &str) {
        self.execute_batch(sql).expect("SQL of SQLite");
    }

    fn rows(&mut self, query: &str) -> Vec<Vec<Option<String>>> {
        let mut statement = self.prepare(query).expect("a query");
        let width = statement.column_count();
        let text = |value: ValueRef| match value {
            ValueRef::Null => None,
            ValueRef::Integer(number) => Some(number.to_string()),
            ValueRef::Real(number) => Some(number.to_string()),
            ValueRef::Text(text) | ValueRef::Blob(text) => Some(String::from_utf8(text.to_vec()).expect("UTF-8")),
        };
        let rows = statement
            .query_map([], |row| (0..width).map(|at| Ok(text(row.get_ref(at)?))).collect())
            .expect("an answer");
        rows.map(|row| row.expect("a row")).collect()
    }

    fn instant(column: &str) -> String {
        column.to_owned()
    }
}

fn database() -> Connection {
    Connection::open_in_memory().expect("a database in memory")
}

#[test]
fn the_sample_stands_once() {
    super::sample_stands_once(&mut database());
}

#[test]
fn models_stand_beside_each_other() {
    super::models_stand_beside_each_other(&mut database());
}

#[test]
fn hostile_names_are_names() {
    super::hostile_names_are_names(&mut database());
}

#[test]
fn many_rows_stand_once() {
    super::many_rows_stand_once(&mut database());
}
