//! Any text in any form of file: read back by other programs as what it was.

use proptest::prelude::*;
use rusqlite::Connection;
use touchline::{
    domain::{
        dataset::Dataset,
        import::read_leads,
        journey::Origin,
        playbook::{Playbook, Rule},
    },
    engine::query::Query,
    export::{
        Dialect,
        stormops::{self, StormOpsTable},
        table::{Cell, Notes, Table},
    },
};

use super::{Database, Exported};

/// Texts with what forms of files care about more often than by chance.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[='\"\\\\,;\r\n\t\u{0}@+\\-a\u{202e}🌩]{0,8}"]
}

fn table(texts: &[String], numbers: &[f64]) -> Table {
    let row = |text: &String, number: &f64| vec![Cell::Text(text.clone()), Cell::Number(*number)];
    let notes = Notes { scope: "all journeys".to_owned(), model: None, level: None, origin: Origin::Observed };
    Table {
        title: texts[0].clone(),
        columns: vec!["text".to_owned(), "number".to_owned()],
        rows: texts.iter().zip(numbers).map(|(text, number)| row(text, number)).collect(),
        notes,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn csv(texts in prop::collection::vec(text(), 5), numbers in prop::collection::vec(any::<f64>(), 5)) {
        let mut written = String::new();
        table(&texts, &numbers).csv(&mut |piece| written.push_str(piece));
        let mut reader = csv::Reader::from_reader(written.as_bytes());
        let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("CSV");
        prop_assert_eq!(rows.len(), 5);
        for (row, (text, number)) in rows.iter().zip(texts.iter().zip(&numbers)) {
            let is_formula = row[0].starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
            prop_assert!(!is_formula);
            let neutral = format!("'{text}");
            prop_assert!(row[0] == **text || row[0] == *neutral);
            let read = row[1].parse::<f64>().ok();
            prop_assert_eq!(read.map(f64::to_bits), Some(*number).filter(|number| number.is_finite()).map(f64::to_bits));
        }
    }

    #[test]
    fn json(texts in prop::collection::vec(text(), 5), numbers in prop::collection::vec(any::<f64>(), 5)) {
        let mut written = String::new();
        let table = table(&texts, &numbers);
        table.json(&mut |piece| written.push_str(piece));
        let read: serde_json::Value = serde_json::from_str(&written).expect("JSON");
        prop_assert_eq!(read["meta"]["title"].as_str(), Some(table.title.as_str()));
        for (row, (text, number)) in read["rows"].as_array().expect("rows").iter().zip(texts.iter().zip(&numbers)) {
            prop_assert_eq!(row[0].as_str(), Some(text.as_str()));
            prop_assert_eq!(row[1].is_null(), !number.is_finite());
        }
    }

    #[test]
    fn sql(event_id in text(), channel in text()) {
        let any_other = Rule::fixed(&[(&channel, 0.0)], f64::MAX, 0.0);
        let playbook = Playbook { event_id: event_id.clone(), any_other, ..Playbook::default() };
        let leads = "property_id,primary_persona,sii_score,risk_score\np,A,90,90\n";
        let dataset = Dataset::synthesise("x", read_leads(leads.as_bytes()).expect("leads"), playbook).expect("channels");
        let sql = Exported { dataset, attributions: Vec::new() }.sql(Dialect::Sqlite);
        let mut database = Connection::open_in_memory().expect("a database in memory");
        database.run(&sql);
        database.run(&sql);
        let kept = |text: &str| Some(text.replace('\0', ""));
        let rows = database.rows("SELECT event_id, channel FROM customer_journeys");
        prop_assert_eq!(rows, vec![vec![kept(&event_id), kept(&channel)]]);
    }

    /// The figures are the same bits whatever the order of the leads is.
    #[test]
    fn the_order_of_rows_changes_no_figure(
        leads in Just((0..60).map(|at| {
            let play = ["P", "Q", ""][at % 3];
            let zip = ["75201", "75209", "NULL", "2134"][at % 4];
            format!("p{at},Deal_Hunter,{}.{at},90,{zip},{play}\n", 70 + at)
        }).collect::<Vec<String>>()).prop_shuffle()
    ) {
        let attributed = |leads: &[String]| {
            let head = "property_id,primary_persona,sii_score,risk_score,zip_code,recommended_play\n";
            let import = read_leads(format!("{head}{}", leads.concat()).as_bytes()).expect("leads");
            let dataset = Dataset::synthesise("x", import, Playbook::default()).expect("channels");
            let query = Query { replicates: 10, ..Query::default() };
            let attributions = vec![stormops::attribute(&dataset, &query, 0).expect("credit")];
            let exported = Exported { dataset, attributions };
            StormOpsTable::ALL.map(|table| exported.csv(table))
        };
        let mut sorted = leads.clone();
        sorted.sort();
        let (shuffled, sorted) = (attributed(&leads), attributed(&sorted));
        prop_assert_eq!(&shuffled[1..], &sorted[1..]);
        let rows = |csv: &str| { let mut rows: Vec<String> = csv.lines().map(str::to_owned).collect(); rows.sort(); rows };
        prop_assert_eq!(rows(&shuffled[0]), rows(&sorted[0]));
    }
}
