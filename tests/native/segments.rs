//! Columns by whose words customers differ: found, kept with their journeys, and a filter of them.

use touchline::{
    domain::{
        dataset::Dataset,
        scope::Scope,
        touchpoint::{
            MOST_WORDS,
            field::{Field, Reason},
            settings::Settings,
        },
        zip::Zip,
    },
    engine::{self, EngineError, query::Query},
    store::record,
};

use crate::touchpoints::read;

/// Twenty customers of two touches each: every fourth comes by telephone, odd ones from Spain, and each has a note of its
/// own. The second touch names another device, which is not the first of its journey.
fn csv() -> String {
    let mut csv = "customer,time,channel,device,country,note\n".to_owned();
    for customer in 0..20 {
        let device = if customer % 4 == 0 { "phone" } else { "desk" };
        let country = if customer % 2 == 0 { "Spain" } else { "Chile" };
        for (touch, device) in [device, "tablet"].iter().enumerate() {
            let time = 1_735_689_600 + customer * 100 + touch;
            csv +=
                &format!("c{customer:02},{time},channel {},{device},{country},note {customer} {touch}\n", customer % 3);
        }
    }
    csv
}

fn open(settings: Settings) -> Dataset {
    read(csv().as_bytes(), settings, None).expect("touchpoints")
}

fn names(dataset: &Dataset) -> Vec<&str> {
    dataset.segments().iter().map(|column| column.name.as_str()).collect()
}

fn in_scope(dataset: &Dataset, chosen: &[(&str, &str)]) -> (u32, u32) {
    let segments = chosen.iter().map(|(column, word)| ((*column).to_owned(), (*word).to_owned())).collect();
    let query = Query { scope: Scope { segments, ..Scope::default() }, replicates: 1, ..Query::default() };
    let counts = engine::attribute(dataset, &query).expect("words of this file").counts;
    (counts.journeys, counts.outside.other_segment)
}

#[test]
fn columns_of_a_few_words_are_segments_and_filter_journeys_by_their_first_touch() {
    let dataset = open(Settings::default());
    assert_eq!(names(&dataset), ["device", "country"]);
    let mapped = &dataset.touchpoints().expect("touchpoints").how.mapped;
    let reasons: Vec<Reason> =
        mapped.iter().filter(|mapped| mapped.field == Field::Segment).map(|mapped| mapped.reason).collect();
    assert_eq!(reasons, [Reason::FewWords, Reason::FewWords]);
    assert_eq!(in_scope(&dataset, &[("device", "phone")]), (5, 15));
    assert_eq!(in_scope(&dataset, &[("device", "phone"), ("device", "desk")]), (20, 0));
    // No journey begins on a tablet.
    assert_eq!(in_scope(&dataset, &[("device", "tablet")]), (0, 20));
    assert_eq!(in_scope(&dataset, &[("device", "desk"), ("country", "Spain")]), (5, 15));
}

#[test]
fn cells_of_ids_and_of_columns_that_mean_nothing_are_not_stored() {
    let stored = record::encode(&open(Settings::default()));
    let holds = |text: &str| stored.windows(text.len()).any(|bytes| bytes == text.as_bytes());
    assert!(holds("device") && holds("phone"), "a segment's words are");
    assert!(!holds("c00") && !holds("note 0 0"), "an id, or a note, is");
}

#[test]
fn a_word_that_is_not_there_is_refused() {
    let dataset = open(Settings::default());
    let segments = vec![("device".to_owned(), "fridge".to_owned())];
    let query = Query { scope: Scope { segments, ..Scope::default() }, ..Query::default() };
    let refused = engine::attribute(&dataset, &query).expect_err("no such word");
    assert!(matches!(&refused, EngineError::Query(_)) && refused.to_string().contains("fridge"), "{refused}");
}

#[test]
fn segments_can_be_given_or_left_out() {
    let given = |label: &str| Settings { columns: vec![(Field::Segment, label.to_owned())], ..Settings::default() };
    assert_eq!(names(&open(given("note"))), ["note"]);
    assert_eq!(names(&open(given(""))), Vec::<&str>::new());
    let five = ["customer", "time", "channel", "device", "note"].map(|label| (Field::Segment, label.to_owned()));
    let refused = read(csv().as_bytes(), Settings { columns: five.to_vec(), ..Settings::default() }, None);
    assert!(refused.expect_err("five").to_string().contains("At most 4"));
}

/// The last word of as many as are kept comes again with a blank before it, beside a column that goes with it or apart.
#[test]
fn a_word_with_blanks_round_it_is_no_word_more() {
    for header in ["customer,time,channel,page", "customer,page,time,channel,other"] {
        let is_apart = header.ends_with("other");
        let row = |at: usize, page: String| match is_apart {
            true => format!("c,{page},{},email,x\n", 1_735_689_600 + at),
            false => format!("c,{},email,{page}\n", 1_735_689_600 + at),
        };
        let pages = |first: &str, words: usize| -> String {
            let rows = (1..words).map(|at| row(at, format!("page {at}")));
            [row(0, first.to_owned())].into_iter().chain(rows).chain([row(words, " page 0".to_owned())]).collect()
        };
        let labels = if is_apart { &["page", "other"][..] } else { &["page"] };
        let columns: Vec<(Field, String)> = labels.iter().map(|label| (Field::Segment, (*label).to_owned())).collect();
        for (first, words, expect) in
            [("page 0", MOST_WORDS, false), (" page 0", MOST_WORDS, false), (" page 0", MOST_WORDS + 1, true)]
        {
            let csv = format!("{header}\n{}", pages(first, words));
            let settings = Settings { columns: columns.clone(), ..Settings::default() };
            let dataset = read(csv.as_bytes(), settings, None).expect("touchpoints");
            let page = dataset.segments().iter().find(|column| column.name == "page").expect("a segment");
            assert_eq!(page.too_many, expect, "{header}, {words} words");
        }
    }
}

/// More ZIP codes than combinations of cells are remembered, each at two customers; the second touch of each tells it.
#[test]
fn combinations_beyond_those_that_are_remembered_are_read_as_well() {
    let mut csv = "customer,time,channel,zip\n".to_owned();
    for round in 0..2 {
        for zip in 10_000..77_000 {
            csv += &format!("c{round}-{zip},1735689600,email,\nc{round}-{zip},1735689700,ads,{zip}\n");
        }
    }
    let dataset = read(csv.as_bytes(), Settings::default(), None).expect("touchpoints");
    let zips = dataset.journeys.rows.iter().map(|journey| dataset.subject(journey).zip);
    assert!(zips.eq((10_000..77_000).chain(10_000..77_000).map(Zip::Known)));
}

#[test]
fn a_column_of_too_many_words_is_not_kept_and_rejects_nothing() {
    let mut csv = "customer,time,channel,page\n".to_owned();
    for row in 0..=MOST_WORDS {
        csv += &format!("c,{},email,page {row}\n", 1_735_689_600 + row);
    }
    // A word too long for a name is no word.
    csv += &format!("c,1735699600,email,{}\n", "x".repeat(400));
    let columns = vec![(Field::Segment, "page".to_owned())];
    let dataset = read(csv.as_bytes(), Settings { columns, ..Settings::default() }, None).expect("touchpoints");
    assert_eq!(dataset.source.rejected, []);
    assert!(dataset.segments()[0].too_many && dataset.segments()[0].words.is_empty());
}

#[test]
fn cells_are_told_apart_though_their_letters_run_together_alike() {
    let pairs = [("ab", "c"), ("a", "bc"), ("", "abc"), ("abc", ""), ("ab", "c"), ("abc", "abc"), ("a", "bc")];
    for header in ["customer,time,channel,one,two", "customer,one,time,channel,two", "two,one,customer,time,channel"] {
        let line = |at: usize, (one, two): (&str, &str)| {
            let cell = |name: &str| match name {
                "customer" => format!("c{at}"),
                "time" => (1_735_689_600 + at).to_string(),
                "one" => one.to_owned(),
                "two" => two.to_owned(),
                _ => "email".to_owned(),
            };
            header.split(',').map(cell).collect::<Vec<_>>().join(",") + "\n"
        };
        let lines: String = pairs.iter().enumerate().map(|(at, pair)| line(at, *pair)).collect();
        let columns = ["one", "two"].map(|label| (Field::Segment, label.to_owned())).to_vec();
        let settings = Settings { columns, ..Settings::default() };
        let dataset = read(format!("{header}\n{lines}").as_bytes(), settings, None).expect("touchpoints");
        let word = |journey, column: &str| {
            let at = dataset.segments().iter().position(|segment| segment.name == column).expect("a segment");
            let number = dataset.segment_word(journey, at) as usize;
            let word = number.checked_sub(1).and_then(|number| dataset.segments()[at].words.iter().nth(number));
            word.map_or("", |(_, word)| word)
        };
        let found: Vec<(&str, &str)> =
            dataset.journeys.rows.iter().map(|journey| (word(journey, "one"), word(journey, "two"))).collect();
        assert_eq!(found, pairs, "{header}");
    }
}

#[test]
fn a_quoted_delimiter_is_part_of_its_cell_also_where_another_row_has_the_same_bytes() {
    // The first rows are looked at beforehand, and come apart from the text in which the others stand.
    let before: String = (0..300).map(|row| format!("a{row:03},2025-01-01,email,CTO,y\n")).collect();
    let plain = "b,2025-01-01,email,CFO,x\n";
    let quoted = "c,2025-01-02,email,CFO,\",x\"\n";
    for rows in [[plain, quoted], [quoted, plain]] {
        let csv = format!("customer_id,timestamp,channel,persona,campaign\n{before}{}", rows.concat());
        let dataset = read(csv.as_bytes(), Settings::default(), None).expect("touchpoints");
        let play = |journey| dataset.subject(journey).play.map(|play| dataset.plays().name(play));
        let plays: Vec<Option<&str>> = dataset.journeys.rows.iter().skip(300).map(play).collect();
        assert_eq!(plays, [Some("x"), Some(",x")], "{rows:?}");
    }
}
