//! The touches of a dataset a page at a time: what the export has, in its order, each once.

use touchline::{
    domain::{
        dataset::Dataset,
        study::touches::{PAGE, TouchPage, TouchRow},
        zip::Zip,
    },
    engine::{
        query::Query,
        study::{Findings, Study, study},
    },
    export::stormops::{Exchange, StormOpsTable, event_id},
};

use crate::expected::sample;

fn page(dataset: &Dataset, query: &Query, page: u32) -> TouchPage {
    let Findings::Touches(found) = study(dataset, query.clone(), &Study::Touches(page)).expect("a page") else {
        panic!("other findings")
    };
    *found
}

fn all(dataset: &Dataset, query: &Query) -> Vec<TouchRow> {
    let pages = page(dataset, query, 0).pages();
    (0..pages).flat_map(|at| page(dataset, query, at).rows).collect()
}

/// Journey, channel, position and value of each row of the export.
fn exported(dataset: &Dataset, query: &Query) -> Vec<[String; 4]> {
    let (inside, _) = query.scope.select(dataset);
    let exchange = Exchange { dataset, inside: &inside, event_id: event_id(dataset), attributions: &[] };
    let mut text = String::new();
    exchange.csv(StormOpsTable::CustomerJourneys, &mut |piece| text.push_str(piece));
    let mut lines = text.lines();
    let heads: Vec<&str> = lines.next().expect("heads").trim_start_matches('\u{feff}').split(',').collect();
    let at = |name: &str| heads.iter().position(|head| *head == name).unwrap_or_else(|| panic!("{name} of {heads:?}"));
    let columns = ["property_id", "channel", "position", "conversion_value"].map(at);
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        columns.map(|column| cells[column].to_owned())
    };
    lines.map(row).collect()
}

#[test]
fn the_pages_hold_what_the_export_holds() {
    let dataset = sample();
    let zip = Zip::read("75209");
    let mut narrow = Query::default();
    narrow.scope.zips.push(zip);
    for query in [Query::default(), narrow] {
        let value =
            |row: &TouchRow| row.value.map_or(String::new(), |value| format!("{}.{:02}", value.0 / 100, value.0 % 100));
        let ours: Vec<[String; 4]> = all(&dataset, &query)
            .iter()
            .map(|row| [row.journey.clone(), row.channel.clone(), row.position.to_string(), value(row)])
            .collect();
        assert_eq!(ours, exported(&dataset, &query));
        assert!(!ours.is_empty());
    }
}

#[test]
fn a_page_has_so_many_touches_and_the_last_one_the_rest() {
    let (dataset, query) = (sample(), Query::default());
    let first = page(&dataset, &query, 0);
    assert_eq!((first.journeys, first.page, first.rows.len() as u32), (61, 0, PAGE));
    assert!(first.touches > PAGE);
    let last = page(&dataset, &query, u32::MAX / PAGE);
    assert_eq!((last.page, last.rows.len() as u32), (first.pages() - 1, first.touches - last.page * PAGE));
    let mut none = Query::default();
    none.scope.zips.push(Zip::read("00000"));
    let empty = page(&dataset, &none, 3);
    assert_eq!((empty.page, empty.pages(), empty.touches, empty.rows.len()), (0, 1, 0, 0));
}
