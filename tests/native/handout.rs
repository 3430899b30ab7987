//! The report to hand over: it asks for nothing, its figures are the report's, and made-up journeys are marked.

use sha2::{Digest, Sha256};
use touchline::{
    chart::bars::credit_bars,
    domain::{
        attribution::model::Model, dataset::Dataset, import::read_leads, journey::Origin, playbook::Playbook,
        report::Report, words::NumberStyle,
    },
    engine::{self, query::Query},
    handout::{Column, Handout, Logo, POLICY, PlainNumbers, Reading, Section, Setting, Source, Table, html},
};

use crate::{
    expected::sample,
    markup::{Read, read},
};

const LOGO: &str = "data:image/png;base64,iVBORw0KGgoAAAAN";

fn handout(report: Report) -> Handout {
    let table = Table {
        columns: vec![Column::words("Path"), Column::figures("Journeys")],
        rows: vec![vec!["ga4 > email".to_owned(), "12".to_owned()]],
        total: None,
        more: 0,
    };
    let section = Section {
        title: "Paths".to_owned(),
        message: "One path is the most frequent.".to_owned(),
        drawing: credit_bars(&report, 400, NumberStyle::default()).ok(),
        tables: vec![("Paths".to_owned(), table)],
        note: "No model.".to_owned(),
    };
    Handout {
        language: "en".to_owned(),
        title: "Channel credit".to_owned(),
        client: Some("Client".to_owned()),
        logo: Logo::of_data_url(LOGO).ok(),
        written: "1 July 2024".to_owned(),
        dataset: "leads.csv".to_owned(),
        channels: report.channels.iter().map(|channel| channel.channel.clone()).collect(),
        report,
        comparison: None,
        sections: vec![section],
        scope: vec!["A tier".to_owned()],
        reading: Some(Reading { read: 62, accepted: 61, rejected: 1, kinds: Vec::new() }),
        settings: vec![Setting { name: "Seed".to_owned(), value: "7".to_owned() }],
        source: Source {
            checksum: "3f2a9c".to_owned(),
            version: "0.1.0 (build b)".to_owned(),
            settings: "{\"seed\":7}".to_owned(),
        },
    }
}

pub fn of_sample(query: &Query) -> Handout {
    let report = engine::attribute(&sample(), query).expect("the sample has credit");
    Handout { comparison: engine::compare(&sample(), query).ok(), ..handout(report) }
}

fn few_replicates() -> Query {
    Query { replicates: 50, ..Query::default() }
}

pub fn written(handout: &Handout) -> String {
    html(handout, &PlainNumbers::default()).expect("the charts can be drawn")
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let at = |place: usize| u32::from(three.get(place).copied().unwrap_or_default());
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for digit in 0..4 {
            let is_there = digit <= three.len();
            text.push(if is_there { char::from(DIGITS[(bits >> (18 - 6 * digit) & 63) as usize]) } else { '=' });
        }
    }
    text
}

#[test]
fn the_policy_lets_in_the_style_sheet_that_stands_in_the_document() {
    assert_eq!(base64(b"Ma"), "TWE=", "RFC 4648");
    let html = written(&of_sample(&few_replicates()));
    let (_, behind) = html.split_once("<style>").expect("a style sheet");
    let (style, behind) = behind.split_once("</style>").expect("its end");
    let hash = base64(&Sha256::digest(style.as_bytes()));
    let expect =
        format!("default-src 'none'; style-src 'sha256-{hash}'; img-src data:; base-uri 'none'; form-action 'none'");
    assert_eq!(POLICY, expect);
    assert!(html.contains(&format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">")));
    assert!(!behind.contains("<style") && !style.contains('\r'), "one sheet, of bytes that no parser changes");
}

#[test]
fn the_document_asks_for_nothing_and_runs_nothing() {
    let html = written(&of_sample(&few_replicates()));
    for banned in
        ["<script", "javascript:", "://", "@import", "url(", "<link", "<iframe", "<object", "<form", " style="]
    {
        assert!(!html.contains(banned), "{banned}");
    }
    let Read { attributes, .. } = read(&html);
    for (element, name, value) in &attributes {
        assert!(!name.starts_with("on"), "{element} {name}");
        match name.as_str() {
            "src" => assert_eq!(value, LOGO),
            "href" => assert!(value.starts_with('#'), "{value}"),
            _ => {}
        }
    }
}

/// A row of the table of credit.
fn row(html: &str, name: &str) -> Vec<String> {
    let (_, table) = html.split_once("<caption>Credit by channel").expect("the table");
    let rows = table.split("<tr>").map(|row| row.split("</tr>").next().unwrap_or_default());
    let cells = |row: &str| -> Vec<String> {
        let ends = row.replace("</th>", "\n").replace("</td>", "\n");
        let plain = ends.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text));
        plain.collect::<String>().trim().split('\n').map(str::to_owned).collect()
    };
    rows.map(cells).find(|cells| cells[0] == name).unwrap_or_else(|| panic!("a row {name}"))
}

#[test]
fn the_figures_are_those_of_an_independent_program_and_of_the_report() {
    let handout = of_sample(&few_replicates());
    let html = written(&handout);
    // Credit is the share of tests/data/a_tier_expected.json times 31 conversions: .280396 x 31 = 8.692.
    let expect = [
        ("call", ["31", "31", "31", "8.69", "28.0\u{a0}%"], "28.5\u{a0}%"),
        ("ga4", ["61", "61", "31", "8.69", "28.0\u{a0}%"], "28.5\u{a0}%"),
        ("door_knock", ["61", "61", "31", "7.01", "22.6\u{a0}%"], "22.5\u{a0}%"),
        ("email", ["44", "44", "24", "5.09", "16.4\u{a0}%"], "16.2\u{a0}%"),
        ("sms", ["11", "11", "6", "1.51", "4.9\u{a0}%"], "4.4\u{a0}%"),
    ];
    for (channel, figures, shapley) in expect {
        let row = row(&html, channel);
        assert_eq!(row[1..6], figures, "{channel}");
        assert_eq!(row[8], shapley, "{channel}");
        let credit = handout.report.channels.iter().find(|credit| credit.channel == channel).expect("reported");
        let interval = credit.interval.expect("replicates were drawn");
        let points = |fraction: f64| format!("{:.1}", 100.0 * fraction);
        assert_eq!(row[6], format!("{} – {}", points(interval.lo), points(interval.hi)), "{channel}");
    }
    let total = ["Total", "208", "61", "31", "31.00", "100\u{a0}%", "", "", "100\u{a0}%", "$313,385"];
    assert_eq!(row(&html, "Total"), total);
    for figure in
        ["<dd>61<small>208 touches, 8 distinct paths", "<dd>31<small>", "<dd>50.8\u{a0}%<small>", "<dd>$313,385<small>"]
    {
        assert!(html.contains(figure), "{figure}");
    }
}

#[test]
fn synthetic_journeys_are_marked_in_the_head_on_every_chart_and_on_every_table() {
    let handout = of_sample(&few_replicates());
    let html = written(&handout);
    assert!(html.contains("<li class=\"origin\">Synthetic journeys</li>"));
    let count = |part: &str| html.matches(part).count();
    // Credit, models and the section: two widths of the first two, one of the last; a table each.
    assert_eq!((count("<svg "), count("<figcaption>"), count("<caption>")), (5, 3, 3));
    assert_eq!(count("(synthetic journeys)\"><"), 5, "labels of the charts");
    assert_eq!(count("<figcaption><b>Synthetic journeys</b> · leads.csv · A tier · 61 of 61 journeys in scope"), 3);
    assert_eq!(count(" · <b>Synthetic journeys</b> · leads.csv · A tier · 61 of 61 journeys in scope"), 3);
    assert_eq!(
        count("Hybrid, alpha 0.50, Markov order 1 · 90\u{a0}% intervals from 50 replicates (Bayesian bootstrap)"),
        2
    );
    let mut observed = handout.clone();
    observed.report.origin = Origin::Observed;
    observed.report.findings.clear();
    observed.comparison = None;
    observed.sections.clear();
    let html = written(&observed);
    assert!(!html.to_lowercase().contains("synthetic") && html.contains("<b>Observed journeys</b>"));
}

#[test]
fn every_model_has_its_words_and_its_document_is_well_formed() {
    for model in Model::ALL {
        let report = engine::attribute(&sample(), &Query { model, replicates: 20, ..Query::default() }).expect("fits");
        let read = read(&written(&handout(report)));
        assert!(read.text.contains(&format!("{}: ", model.title())), "{}", model.name());
    }
}

#[test]
fn what_does_not_exist_is_not_a_number() {
    let csv = "property_id,primary_persona,sii_score,risk_score\na,Deal_Hunter,80,95\nb,Deal_Hunter,90,80\n";
    let import = read_leads(csv.as_bytes()).expect("leads");
    let dataset = Dataset::synthesise("two.csv", import, Playbook::default()).expect("few channels");
    let report = engine::attribute(&dataset, &Query::default()).expect("a query");
    assert_eq!(report.counts.conversions, 0);
    let html = written(&Handout { sections: Vec::new(), ..handout(report) });
    let text = read(&html).text;
    assert!(text.contains("No conversion in 2 journeys: no credit to share.") && text.contains("not defined"));
    assert!(!html.contains("NaN") && !text.contains("inf") && !html.contains("<svg"));
}

#[test]
fn names_of_another_direction_do_not_turn_what_stands_beside_them() {
    let mut of = of_sample(&few_replicates());
    of.report.findings[0].message = "אתר first.".to_owned();
    of.sections[0].note = "רדיו second.".to_owned();
    of.scope = vec!["without דואר".to_owned()];
    let text = read(&written(&of)).text;
    for isolated in ["\u{2068}אתר\u{2069} first.", "\u{2068}רדיו\u{2069} second.", "without \u{2068}דואר\u{2069}"]
    {
        assert!(text.contains(isolated), "{isolated}");
    }
}

#[test]
fn the_fingerprint_is_that_of_an_independent_program() {
    let handout = of_sample(&few_replicates());
    // xxhash 3.8 for Python: xxh3_64_hexdigest of the three lines.
    assert_eq!(handout.source.fingerprint(), "93cf29b9e1194d64");
    assert!(written(&handout).contains("<p class=\"fingerprint\"><code>93cf29b9e1194d64</code></p>"));
    let other = Source { settings: "{\"seed\":8}".to_owned(), ..handout.source };
    assert_ne!(other.fingerprint(), "93cf29b9e1194d64");
}

#[test]
fn colours_are_the_tokens_of_the_page() {
    let tokens = |css: &'static str| {
        let lines = css.lines().filter_map(|line| line.trim().strip_prefix("--"));
        lines.filter_map(|line| line.strip_suffix(';')?.split_once(": "))
    };
    let page: Vec<(&str, Vec<&str>)> = tokens(include_str!("../../style/tokens.css"))
        .filter_map(|(name, value)| {
            Some((name, value.strip_prefix("light-dark(")?.strip_suffix(')')?.split(", ").collect()))
        })
        .collect();
    let ours: Vec<(&str, &str)> =
        tokens(include_str!("../../src/handout/handout.css")).filter(|(_, value)| value.starts_with('#')).collect();
    assert_eq!(ours.len(), 34, "seventeen tokens of each theme");
    // Light stands before dark in both.
    let (light, dark) = ours.split_at(17);
    for (theme, of_theme) in [light, dark].into_iter().enumerate() {
        for (name, value) in of_theme {
            assert!(page.iter().any(|(known, shades)| known == name && shades[theme] == *value), "{name}: {value}");
        }
    }
}
