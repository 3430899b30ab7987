//! The tables in PostgreSQL, by psql: `cargo xtask test exchange` starts a server for it.

use std::{
    env,
    io::Write,
    process::{Command, Stdio},
};

use touchline::{
    domain::attribution::model::Model,
    export::{Dialect, stormops::StormOpsTable},
};

use super::{Database, Exported};
use crate::expected::sample;

/// What no cell here holds.
const NULL: &str = "\u{2205}";

/// A database of a server that is there for this alone. `TOUCHLINE_POSTGRES` is the folder of its socket,
/// `TOUCHLINE_PSQL` its psql.
struct Postgres {
    database: &'static str,
}

impl Postgres {
    fn create(database: &'static str) -> Postgres {
        let mut maintenance = Postgres { database: "postgres" };
        maintenance.psql("UTF8", &["-c", &format!("CREATE DATABASE {database} TEMPLATE template0")], "");
        Postgres { database }
    }

    /// Runs psql with this on its standard input; what it printed.
    fn psql(&mut self, encoding: &str, arguments: &[&str], input: &str) -> String {
        let variable =
            |name: &str| env::var_os(name).unwrap_or_else(|| panic!("{name} is set by cargo xtask test exchange"));
        let mut psql = Command::new(variable("TOUCHLINE_PSQL"));
        psql.args(["--no-psqlrc", "--quiet", "--no-password", "--username=postgres", "--set=ON_ERROR_STOP=1"]);
        psql.arg("--dbname").arg(self.database).arg("--host").arg(variable("TOUCHLINE_POSTGRES")).args(arguments);
        psql.env("PGCLIENTENCODING", encoding)
            .env("PGOPTIONS", "--client-min-messages=warning")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        let mut running = psql.spawn().expect("psql starts");
        running.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("psql reads");
        let output = running.wait_with_output().expect("psql ends");
        assert!(output.status.success(), "psql {arguments:?} ended with {}", output.status);
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    /// A table that was filled from the CSV differs in nothing from the one that the SQL filled.
    fn check_csv(&mut self, table: StormOpsTable, csv: &str) {
        let name = table.name();
        self.run(&format!("CREATE TABLE of_csv (LIKE {name});"));
        self.psql("UTF8", &["-c", "COPY of_csv FROM STDIN (FORMAT csv, HEADER)"], csv);
        let rows = csv.lines().count() - 1;
        assert_eq!(super::one(self, "SELECT count(*) FROM of_csv"), rows.to_string());
        for (left, right) in [(name, "of_csv"), ("of_csv", name)] {
            let differing = format!("SELECT * FROM {left} EXCEPT ALL SELECT * FROM {right}");
            assert_eq!(self.rows(&differing), Vec::<Vec<Option<String>>>::new(), "{left} without {right}");
        }
        self.run("DROP TABLE of_csv;");
    }
}

impl Database for Postgres {
    const DIALECT: Dialect = Dialect::Postgres;

    /// By a client that was told another encoding: the file says its own.
    fn run(&mut self, sql: &str) {
        self.psql("LATIN1", &["--file=-"], sql);
    }

    fn rows(&mut self, query: &str) -> Vec<Vec<Option<String>>> {
        let copy = format!("COPY ({query}) TO STDOUT (FORMAT csv, NULL '{NULL}')");
        let csv = self.psql("UTF8", &["-c", &copy], "");
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
        let text = |cell: &str| (cell != NULL).then(|| cell.to_owned());
        reader.records().map(|row| row.expect("CSV").iter().map(text).collect()).collect()
    }

    fn instant(column: &str) -> String {
        format!("to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')")
    }
}

#[test]
#[ignore = "needs a PostgreSQL server: cargo xtask test exchange"]
fn the_sample_stands_once_in_postgres() {
    super::sample_stands_once(&mut Postgres::create("sample"));
}

#[test]
#[ignore = "needs a PostgreSQL server: cargo xtask test exchange"]
fn the_csv_is_read_by_postgres() {
    let mut database = Postgres::create("csv");
    let exported = Exported::of(sample(), &[Model::Hybrid, Model::Markov]);
    database.run(&exported.sql(Dialect::Postgres));
    for table in StormOpsTable::ALL {
        database.check_csv(table, &exported.csv(table));
    }
}

#[test]
#[ignore = "needs a PostgreSQL server: cargo xtask test exchange"]
fn models_stand_beside_each_other_in_postgres() {
    super::models_stand_beside_each_other(&mut Postgres::create("models"));
}

#[test]
#[ignore = "needs a PostgreSQL server: cargo xtask test exchange"]
fn hostile_names_are_names_in_postgres() {
    super::hostile_names_are_names(&mut Postgres::create("hostile"));
}

#[test]
#[ignore = "needs a PostgreSQL server: cargo xtask test exchange"]
fn many_rows_stand_once_in_postgres() {
    super::many_rows_stand_once(&mut Postgres::create("many"));
}
