//! The four tables of exchange in real databases: what went in as SQL stands there once, however often it is run, and says
//! what the CSV says.

mod at_random;
mod postgres;
mod sqlite;

use std::collections::BTreeSet;

use serde_json::Value;
use touchline::{
    domain::{
        attribution::model::Model,
        dataset::Dataset,
        import::read_leads,
        playbook::{Closing, Playbook, Rule},
        scope::Scope,
    },
    engine::query::Query,
    export::{
        Dialect,
        stormops::{self, Attribution, Exchange, StormOpsTable},
    },
};

use crate::expected::sample;

/// 2025-01-01 00:00 UTC.
const AT: i64 = 1_735_689_600;

/// Figures, which databases write in forms of their own.
const NUMBERS: [&str; 6] = ["conversion_value", "credit", "interval_lo", "interval_hi", "level", "avg_sii"];

/// A database of its own, empty.
trait Database {
    const DIALECT: Dialect;

    /// Runs a file of SQL.
    fn run(&mut self, sql: &str);

    /// The answer to a query, as text; `None` for NULL.
    fn rows(&mut self, query: &str) -> Vec<Vec<Option<String>>>;

    /// An instant as it stands in the CSV.
    fn instant(column: &str) -> String;
}

struct Exported {
    dataset: Dataset,
    attributions: Vec<Attribution>,
}

impl Exported {
    fn of(dataset: Dataset, models: &[Model]) -> Exported {
        let query = |model: &Model| Query { model: *model, replicates: 40, ..Query::default() };
        let attributions =
            models.iter().map(|model| stormops::attribute(&dataset, &query(model), AT).expect("credit")).collect();
        Exported { dataset, attributions }
    }

    fn with<T>(&self, then: impl FnOnce(&Exchange) -> T) -> T {
        let (inside, _) = Scope::default().select(&self.dataset);
        let event_id = stormops::event_id(&self.dataset);
        then(&Exchange { dataset: &self.dataset, inside: &inside, event_id, attributions: &self.attributions })
    }

    fn sql(&self, dialect: Dialect) -> String {
        let mut all = String::new();
        self.with(|exchange| exchange.sql(dialect, &mut |piece| all.push_str(piece)));
        all
    }

    fn csv(&self, table: StormOpsTable) -> String {
        let mut all = String::new();
        self.with(|exchange| exchange.csv(table, &mut |piece| all.push_str(piece)));
        all
    }
}

fn one<D: Database>(database: &mut D, query: &str) -> String {
    database.rows(query)[0][0].clone().expect("a value")
}

/// The 61 sample leads, run twice: the counts and credits of the independent program, and every cell of the CSV.
fn sample_stands_once<D: Database>(database: &mut D) {
    let exported = Exported::of(sample(), &[Model::Hybrid]);
    let sql = exported.sql(D::DIALECT);
    database.run(&sql);
    database.run(&sql);
    assert_eq!(one(database, "SELECT count(*) FROM customer_journeys"), "208");
    let converted = "SELECT count(*), count(DISTINCT property_id) FROM customer_journeys WHERE channel = 'call' AND ";
    let condition = match D::DIALECT {
        Dialect::Sqlite => "converted = 1",
        Dialect::Postgres => "converted",
    };
    let counts = database.rows(&format!("{converted}{condition}"));
    assert_eq!(counts, [[Some("31".to_owned()), Some("31".to_owned())]]);
    check_expected(database);
    for table in StormOpsTable::ALL {
        check_same(database, table, &exported.csv(table));
    }
    println!(
        "{}: the sample twice, 208 touches, 31 conversions; four tables say what their CSV says",
        D::DIALECT.name()
    );
}

/// Against tests/data/a_tier_expected.json.
fn check_expected<D: Database>(database: &mut D) {
    let expected: Value =
        serde_json::from_str(include_str!("../../data/a_tier_expected.json")).expect("the expected figures are JSON");
    let touches = "SELECT channel, count(*) FROM customer_journeys GROUP BY channel ORDER BY channel";
    let counted: Vec<String> = database.rows(touches).into_iter().flatten().flatten().collect();
    assert_eq!(counted, ["call", "31", "door_knock", "61", "email", "44", "ga4", "61", "sms", "11"]);
    let value = one(database, "SELECT sum(conversion_value) FROM customer_journeys").parse::<f64>().expect("a number");
    assert!((value - expected["all"]["value"].as_f64().expect("a number")).abs() < 1e-6, "{value}");
    // Of a part of few journeys there are counts and no credit.
    let is_too_few = |of: &Value| of["journeys"].as_u64() < Some(10) || of["conversions"].as_u64() < Some(5);
    let check_part = |rows: Vec<Vec<Option<String>>>, of: &Value, what: &str| match is_too_few(of) {
        true => {
            assert!(!rows.is_empty() && rows.iter().all(|row| row[1].is_none()), "{what}: {rows:?}");
            None
        }
        false => Some((rows, of["hybrid_share_alpha_0.5"].clone())),
    };
    let check = |rows: Vec<Vec<Option<String>>>, shares: &Value, what: &str| {
        for row in &rows {
            let channel = row[0].clone().expect("a channel");
            let credit = row[1].as_ref().map(|credit| credit.parse::<f64>().expect("a number"));
            match &shares[&channel] {
                // No conversion, no credit to share.
                Value::Null => assert!(shares.is_null() && credit.is_none(), "{what}, {channel}: {credit:?}"),
                share => {
                    let difference = credit.expect("credit") - share.as_f64().expect("a number");
                    assert!(difference.abs() < 1e-9, "{what}, {channel}: {credit:?}");
                }
            }
        }
        assert!(shares.as_object().is_none_or(|shares| shares.len() == rows.len()), "{what}");
    };
    let of = |table: &str, condition: &str| format!("SELECT channel, credit FROM {table} WHERE {condition}");
    let all = database.rows(&of("channel_attribution", "zip_code = 'all'"));
    check(all, &expected["all"]["hybrid_share_alpha_0.5"], "all");
    let zip = database.rows(&of("channel_attribution", "zip_code = '75209'"));
    assert_eq!(check_part(zip, &expected["zip_75209"], "75209"), None, "four journeys");
    let plays = expected["plays"].as_object().expect("an object by play");
    let mut fitted = 0;
    for (play, expected) in plays {
        let rows = database.rows(&of("play_channel_attribution", &format!("play_id = '{play}'")));
        if let Some((rows, shares)) = check_part(rows, expected, play) {
            check(rows, &shares, play);
            fitted += 1;
        }
        let of_play = format!("SELECT conversions FROM play_attribution WHERE zip_code = 'all' AND play_id = '{play}'");
        assert_eq!(one(database, &of_play), expected["conversions"].to_string(), "{play}");
    }
    assert_eq!(fitted, 1, "one play has ten journeys and five conversions");
    assert_eq!(one(database, "SELECT count(*) FROM play_attribution WHERE zip_code = 'all'"), plays.len().to_string());
}

/// Every row of the table is one of the CSV, and the other way round.
fn check_same<D: Database>(database: &mut D, table: StormOpsTable, csv: &str) {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let columns: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
    let select: Vec<String> = columns
        .iter()
        .map(|column| match column.as_str() {
            "timestamp" => D::instant(column),
            "converted" => "CASE WHEN converted THEN 'true' ELSE 'false' END".to_owned(),
            _ => column.clone(),
        })
        .collect();
    let is_number: Vec<bool> = columns.iter().map(|column| NUMBERS.contains(&column.as_str())).collect();
    // To 15 digits, which every database keeps.
    let written = |(at, cell): (usize, &str)| match is_number[at] && !cell.is_empty() {
        true => format!("{:.14e}", cell.parse::<f64>().expect("a number")),
        false => cell.to_owned(),
    };
    let mut expect: Vec<Vec<String>> =
        reader.records().map(|row| row.expect("own output").iter().enumerate().map(written).collect()).collect();
    let rows = database.rows(&format!("SELECT {} FROM {}", select.join(", "), table.name()));
    let cells = |row: &Vec<Option<String>>| {
        row.iter().map(|cell| cell.as_deref().unwrap_or_default()).enumerate().map(written).collect::<Vec<String>>()
    };
    let mut actual: Vec<Vec<String>> = rows.iter().map(cells).collect();
    expect.sort();
    actual.sort();
    assert!(!expect.is_empty());
    assert_eq!(actual, expect, "{}", table.name());
}

/// Another model, and no model at all for plays: what was there stays, and what is new stands beside it.
fn models_stand_beside_each_other<D: Database>(database: &mut D) {
    let count = "SELECT (SELECT count(*) FROM channel_attribution), (SELECT count(*) FROM play_channel_attribution), \
                 (SELECT count(*) FROM play_attribution), (SELECT count(*) FROM customer_journeys)";
    let counted = |database: &mut D| -> Vec<usize> {
        let row = database.rows(count).remove(0);
        row.into_iter().flatten().map(|number| number.parse().expect("a count")).collect()
    };
    let hybrid = Exported::of(sample(), &[Model::Hybrid]);
    database.run(&hybrid.sql(D::DIALECT));
    let before = counted(database);
    let both = Exported::of(sample(), &[Model::Hybrid, Model::LastTouch]);
    database.run(&both.sql(D::DIALECT));
    let after = counted(database);
    assert_eq!(after, [2 * before[0], 2 * before[1], before[2], before[3]]);
    let hybrids = "SELECT count(*) FROM channel_attribution WHERE model = 'hybrid, alpha 0.5'";
    assert_eq!(one(database, hybrids), before[0].to_string());
}

/// Names that end literals, comment, or are run by spreadsheets and by shells of databases. A NUL is dropped.
const HOSTILE: [(&str, &str); 9] = [
    ("O'Neil'); DROP TABLE customer_journeys; --", "O'Neil'); DROP TABLE customer_journeys; --"),
    ("back\\slash\\", "back\\slash\\"),
    ("two\nlines\r\n.quit\n\\q\n;\ngo\n", "two\nlines\r\n.quit\n\\q\n;\ngo\n"),
    ("=1+1", "=1+1"),
    ("$$ $1 :x :'y' ? E'\\x00' /*", "$$ $1 :x :'y' ? E'\\x00' /*"),
    ("🌩️ \u{1f468}\u{200d}\u{1f469}", "🌩️ \u{1f468}\u{200d}\u{1f469}"),
    ("\u{202e}שלום", "\u{202e}שלום"),
    ("nul\0byte", "nulbyte"),
    ("", ""),
];

fn hostile_names_are_names<D: Database>(database: &mut D) {
    let touches: Vec<(&str, f64)> = HOSTILE.iter().map(|(name, _)| (*name, 1.0)).collect();
    let mut any_other = Rule::fixed(&touches, 0.0, 1.0);
    any_other.conversion.closing = Some(Closing { channel: "'".to_owned(), if_converts: 1.0, if_not: 0.0 });
    let playbook = Playbook { event_id: "it's\\'".to_owned(), any_other, ..Playbook::default() };
    let leads = "property_id,primary_persona,sii_score,risk_score\n\"o'1\\\",A,90,90\n";
    let dataset = Dataset::synthesise("x", read_leads(leads.as_bytes()).expect("leads"), playbook).expect("channels");
    let exported = Exported::of(dataset, &[Model::Linear]);
    let sql = exported.sql(D::DIALECT);
    database.run(&sql);
    database.run(&sql);
    let rows = database.rows("SELECT channel, property_id, event_id FROM customer_journeys");
    let channels: BTreeSet<String> = rows.iter().filter_map(|row| row[0].clone()).collect();
    let expect: BTreeSet<String> = HOSTILE.iter().map(|(_, kept)| *kept).chain(["'"]).map(str::to_owned).collect();
    assert_eq!(channels, expect);
    assert_eq!(rows.len(), HOSTILE.len() + 1);
    assert!(rows.iter().all(|row| row[1].as_deref() == Some("o'1\\") && row[2].as_deref() == Some("it's\\'")));
}

/// Enough rows for many statements, each of its own key.
fn many_rows_stand_once<D: Database>(database: &mut D) {
    let rows = (0..5_000).map(|number| format!("p{number},Deal_Hunter,{},90\n", 90 + 20 * (number % 2)));
    let leads = format!("property_id,primary_persona,sii_score,risk_score\n{}", rows.collect::<String>());
    let import = read_leads(leads.as_bytes()).expect("leads");
    let dataset = Dataset::synthesise("x", import, Playbook::default()).expect("channels");
    let sql = Exported { dataset, attributions: Vec::new() }.sql(D::DIALECT);
    assert!(sql.matches("INSERT INTO").count() > 10);
    database.run(&sql);
    database.run(&sql);
    // Three touches each, and a call of every second one.
    assert_eq!(one(database, "SELECT count(*) FROM customer_journeys"), "17500");
}
