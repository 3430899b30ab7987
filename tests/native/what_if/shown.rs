//! A changed playbook in tables and in the chart.

use touchline::{
    chart::{Geometry, differences::credit_changes},
    domain::attribution::model::Model,
    domain::words::NumberStyle,
    export::table::Cell,
    sheet::what_if as sheet,
};

use super::{query, what_if, with_threshold};
use crate::expected::sample;

#[test]
fn sheets_and_chart_hold_the_figures() {
    let found = what_if(&sample(), query(Model::Linear, 100), with_threshold("Deal_Hunter", 70.0), 30);
    let style = NumberStyle::default();
    let headline = found.headline(style);
    assert!(headline.starts_with("call's credit rises by 3.0 conversions, from 7.8 to 10.8"), "{headline}");
    let credit = sheet::credit(&found, style);
    assert_eq!(credit.message, headline);
    let Some([Cell::Text(channel), Cell::Number(current), Cell::Number(changed), Cell::Number(difference), ..]) =
        credit.rows.get(2).map(Vec::as_slice)
    else {
        panic!("{:?}", credit.rows)
    };
    // 24 conversions of four touches, then 36.
    assert_eq!((channel.as_str(), *current, *changed, *difference), ("email", 6.0, 9.0, 3.0));
    assert_eq!(credit.rows[2][6..], [Cell::None, Cell::None, Cell::Text("both".to_owned())], "nothing is drawn");
    assert_eq!(sheet::each(&found).rows.len(), 2 * found.channels.len());
    let [counts, rate] = sheet::totals(&found, style);
    assert_eq!(counts.rows[0][1..4], [31.0, 43.0, 12.0].map(Cell::Number));
    assert_eq!(rate.rows[0][1], Cell::Number(31.0 / 61.0));
    let values = sheet::values(&found, style).expect("the property's value is known");
    assert_eq!(values.rows.len(), found.channels.len() + 1);
    for (column, descending) in [(0, false), (0, true), (1, false), (1, true)] {
        let last = values.order(column, descending).last().map(|at| values.rows[*at][0].clone());
        assert_eq!(last, Some(Cell::Text("All conversions".to_owned())), "all closes the table");
    }
    assert!(!values.note.contains("parts of no sum"), "{}", values.note);
    for sheet in [credit, values, sheet::shares(&found, style), sheet::each(&found), counts, rate] {
        assert!(sheet.rows.iter().all(|row| row.len() == sheet.columns.len()), "{}", sheet.title);
    }
    let drawing = credit_changes(&found, 600, style).expect("a chart");
    let titles: Vec<&str> = drawing.marks.iter().map(|mark| mark.title.as_str()).collect();
    assert_eq!(titles.len(), 5);
    assert!(titles[2].starts_with("email: changed less current 3.0 conversions, 90 % interval "), "{}", titles[2]);
    assert!(titles[2].ends_with("(synthetic journeys)"));
    let axis = drawing.axes.iter().filter_map(|shape| match &shape.geometry {
        Geometry::Text { text, y, .. } => Some((text.as_str(), *y)),
        _ => None,
    });
    let axis: Vec<(&str, i32)> = axis.collect();
    let [(_, least), (zero, _), (most, _), (title, below)] = axis[..] else { panic!("{axis:?}") };
    assert_eq!((zero, title), ("0.0", "Credit, changed less current, in conversions"));
    assert!(most.starts_with('+') && least < below && below < drawing.height as i32, "{axis:?}");
}

#[test]
fn participation_gives_each_channel_all_of_a_value_and_says_so() {
    let found = what_if(&sample(), query(Model::Participation, 0), with_threshold("Deal_Hunter", 70.0), 1);
    let values = sheet::values(&found, NumberStyle::default()).expect("the property's value is known");
    let current = |row: &Vec<Cell>| match row[1] {
        Cell::Number(value) => value,
        _ => 0.0,
    };
    let (all, channels) = values.rows.split_last().expect("rows");
    assert!(channels.iter().map(current).sum::<f64>() > current(all) + 1.0, "parts of no sum");
    assert!(values.note.contains("parts of no sum"), "{}", values.note);
}
