//! Touchpoints to journeys: each rule by a small file whose journeys are worked out by hand, and what must hold
//! for any file.

use std::io::Read;

use proptest::prelude::*;
use touchline::{
    domain::{
        dataset::Dataset,
        journey::{Journey, Origin},
        playbook::Playbook,
        touchpoint::{
            Affected,
            field::Field,
            order::DateOrder,
            settings::{AfterLast, Conversions, Flags, Repeats, Settings},
        },
    },
    engine::{
        EngineError, Step,
        import::{Choices, ImportJob},
    },
};

use crate::any_file::shared::Drip;

pub const HEADER: &str = "customer,time,channel,conversion,value\n";

pub fn read(source: impl Read, settings: Settings, zone: Option<&[u8]>) -> Result<Dataset, EngineError> {
    let mut job =
        ImportJob::start("touches.csv", None, source, &Choices { kind: None, settings, ..Choices::default() }, &[])?;
    while let Step::More(_) = job.step()? {}
    job.finish(Playbook::default(), zone)
}

pub fn dataset(rows: &str, settings: Settings) -> Dataset {
    read([HEADER, rows].concat().as_bytes(), settings, None).expect("a file of touchpoints")
}

/// A journey as "email>ads +12.50", "email -", with the seconds of its touches and its conversion.
fn written(dataset: &Dataset, journey: &Journey) -> String {
    let names = dataset.journeys.touches(journey).map(|touch| dataset.journeys.channels.name(touch.channel).to_owned());
    let path = names.collect::<Vec<_>>().join(">");
    match journey.outcome.conversion() {
        None => format!("{path} -"),
        Some(conversion) => format!("{path} +{}", conversion.value.map_or(String::new(), |value| value.0.to_string())),
    }
}

pub fn journeys(dataset: &Dataset) -> Vec<String> {
    dataset.journeys.rows.iter().map(|journey| written(dataset, journey)).collect()
}

fn check(rows: &str, settings: Settings, expect: &[&str]) -> Affected {
    let dataset = dataset(rows, settings);
    assert_eq!(dataset.source.rejected, []);
    assert_eq!(dataset.journeys.origin, Origin::Observed);
    assert_eq!(journeys(&dataset), expect);
    dataset.touchpoints().expect("touchpoints").how.affected
}

const TWO_CUSTOMERS: &str = "a,2025-03-01,email,0,\n\
                             b,2025-03-01,ads,0,\n\
                             a,2025-03-02,ads,1,12.50\n\
                             a,2025-03-05,ads,0,\n\
                             a,2025-03-04,email,0,\n\
                             a,2025-03-06,sms,1,3\n\
                             a,2025-03-07,sms,0,\n";

#[test]
fn each_conversion_ends_a_journey_or_the_first_alone_does() {
    let each = ["email>ads +1250", "email>ads>sms +300", "sms -", "ads -"];
    let affected = check(TWO_CUSTOMERS, Settings::default(), &each);
    assert_eq!((affected.customers, affected.touches, affected.conversions), (2, 7, 2));
    assert_eq!((affected.split_customers, affected.after_last, affected.later_conversions), (1, 1, 0));
    let dropped = Settings { after_last: AfterLast::Drop, ..Settings::default() };
    check(TWO_CUSTOMERS, dropped, &["email>ads +1250", "email>ads>sms +300", "ads -"]);
    let first = Settings { conversions: Conversions::First, ..Settings::default() };
    let affected = check(TWO_CUSTOMERS, first, &["email>ads +1250", "ads -"]);
    assert_eq!((affected.conversions, affected.later_conversions, affected.after_last), (1, 1, 4));
}

#[test]
fn touches_older_than_the_window_are_left_out_and_counted() {
    let rows = "a,2025-01-01 00:00,email,0,\na,2025-01-08 00:00,ads,0,\na,2025-01-15 00:00,sms,1,\n\
                b,2025-01-01,email,0,\nb,2025-02-01,ads,0,\n";
    let week = Settings { lookback_days: Some(7.0), ..Settings::default() };
    let affected = check(rows, week, &["ads>sms +", "ads -"]);
    assert_eq!(affected.outside_lookback, 2, "seven days to the second are within");
    let none = Settings { lookback_days: None, ..Settings::default() };
    assert_eq!(check(rows, none, &["email>ads>sms +", "email>ads -"]).outside_lookback, 0);
}

#[test]
fn touches_of_one_time_stand_as_in_the_file_and_repeats_are_kept_or_made_one() {
    let rows = "a,2025-01-01,email,0,\na,2025-01-01,email,0,\na,2025-01-01,ads,0,\na,2025-01-02,email,1,\n";
    let affected = check(rows, Settings::default(), &["email>email>ads>email +"]);
    assert_eq!((affected.equal_times, affected.repeats), (2, 1));
    let collapsed = Settings { repeats: Repeats::Collapse, ..Settings::default() };
    assert_eq!(check(rows, collapsed, &["email>ads>email +"]).repeats, 1);
}

#[test]
fn a_conversion_need_not_be_a_touch() {
    let rows = "a,2025-01-01,email,0,\na,2025-01-02,,1,5\nb,2025-01-02,,1,7\n";
    let affected = check(rows, Settings::default(), &["email +500", " +700"]);
    assert_eq!((affected.touches, affected.conversion_rows), (1, 2));
    let dataset = dataset(rows, Settings::default());
    let ages: Vec<i64> = dataset.journeys.ages(dataset.journeys.rows[0].path, dataset.journeys.rows[0].times).collect();
    assert_eq!(ages, [86_400], "from the touch to the conversion a day later");
}

#[test]
fn a_flag_repeated_on_every_row_of_a_journey_converts_once() {
    let rows = "a,2025-01-01,email,1,10\na,2025-01-02,ads,1,10\nb,2025-01-01,email,0,\nb,2025-01-03,ads,0,\n";
    check(rows, Settings::default(), &["email>ads +1000", "email>ads -"]);
    let of_rows = Settings { flags: Flags::Row, ..Settings::default() };
    check(rows, of_rows, &["email +1000", "ads +1000", "email>ads -"]);
}

#[test]
fn flags_of_other_values_or_without_contrast_speak_of_their_rows() {
    let others = "b,2025-01-01,ads,0,\nb,2025-01-03,ads,0,\n";
    let two = format!("a,2025-01-01,email,1,10\na,2025-01-05,ads,1,20\n{others}");
    check(&two, Settings::default(), &["email +1000", "ads +2000", "ads>ads -"]);
    check("a,2025-01-01,email,1,10\na,2025-01-05,ads,1,10\n", Settings::default(), &["email +1000", "ads +1000"]);
}

#[test]
fn words_for_nothing_are_blank() {
    let rows = "a,2025-01-01,email,0,NULL\na,2025-01-02,ads,1,n/a\n";
    check(rows, Settings::default(), &["email>ads +"]);
    let dataset =
        dataset("NULL,2025-01-01,email,0,\na,2025-01-01,null,0,\na,2025-01-01,email,0,\n", Settings::default());
    assert_eq!((dataset.source.accepted, dataset.source.rejected.len()), (1, 2));
}

#[test]
fn a_row_that_begins_like_a_total_is_a_row() {
    let rows = "a,2025-01-01,ads,1,5\nTotal Energies,2025-01-01,email,0,\n";
    check(rows, Settings::default(), &["email -", "ads +500"]);
}

#[test]
fn a_value_alone_is_a_conversion_where_no_column_flags_any() {
    let csv = "customer,time,channel,revenue\na,2025-01-01,email,\na,2025-01-02,ads,9.99\nb,2025-01-01,ads,0\n";
    let dataset = read(csv.as_bytes(), Settings::default(), None).expect("touchpoints");
    assert_eq!(journeys(&dataset), ["email>ads +999", "ads -"]);
}

#[test]
fn channels_are_renamed_and_merged() {
    let rename = vec![("Ads".to_owned(), "ads".to_owned())];
    let settings = Settings { rename, ..Settings::default() };
    let affected = check("a,2025-01-01,Ads,0,\na,2025-01-02,ads,1,\n", settings, &["ads>ads +"]);
    assert_eq!((affected.renamed, affected.repeats), (1, 1));
}

#[test]
fn a_date_that_nothing_tells_is_asked_for() {
    let rows = "a,3/4/2025,email,0,\na,5/4/2025,ads,1,\n";
    let refused = read([HEADER, rows].concat().as_bytes(), Settings::default(), None).expect_err("unclear");
    assert_eq!(
        refused.to_string(),
        "In column time, 2 dates can be read with the day first or with the month first, and none tells which. Say which it is."
    );
    let order = |order| Settings { date_order: Some(order), ..Settings::default() };
    let start = |settings| dataset(rows, settings).journeys.rows[0].start;
    assert_eq!(start(order(DateOrder::DayFirst)), 1_743_638_400, "3 April");
    assert_eq!(start(order(DateOrder::MonthFirst)), 1_741_046_400, "March 4");
    // One date that can be read one way only tells all others.
    let told = dataset(&format!("{rows}a,31/5/2025,sms,0,\n"), Settings::default());
    assert_eq!(told.journeys.rows[0].start, 1_743_638_400);
}

#[test]
fn clocks_without_a_zone_stand_in_the_one_that_is_set() {
    let rows = "a,2025-07-01 12:00,email,0,\na,2025-07-01T12:00+02:00,ads,1,\n";
    let settings = Settings { time_zone: Some("Europe/Berlin".to_owned()), ..Settings::default() };
    let berlin =
        read([HEADER, rows].concat().as_bytes(), settings, Some(crate::zones::TABLE)).expect("a zone that is known");
    let at: Vec<i64> = berlin.journeys.touches(&berlin.journeys.rows[0]).map(|touch| touch.at).collect();
    assert_eq!(at, [1_751_364_000; 2], "both at 10:00 UTC");
    let unknown = Settings { time_zone: Some("Mars/Olympus".to_owned()), ..Settings::default() };
    let refused =
        read([HEADER, rows].concat().as_bytes(), unknown, Some(crate::zones::TABLE)).expect_err("no such zone");
    assert_eq!(refused.to_string(), "No time zone is known by the name \"Mars/Olympus\".");
}

#[test]
fn a_row_at_fault_is_rejected_with_its_place_and_its_reason() {
    let rows = "a,2025-01-01,email,0,\n,2025-01-01,email,0,\na,yesterday,email,0,\na,2025-01-02,,0,\n\
                a,2025-01-02,ads,perhaps,\na,2025-01-02,ads,1,lots\na,2025-01-02,ads,1,-5\na,2025-01-02,ads\n";
    let dataset = dataset(rows, Settings::default());
    let reasons: Vec<String> = dataset.source.rejected.iter().map(ToString::to_string).collect();
    let expect = [
        "row 2 (line 3), customer: is blank; the row was left out",
        "row 3 (line 4), time: \"yesterday\" is no date or time from 1970 to 2105; the row was left out",
        "row 4 (line 5), channel: is blank; the row was left out",
        "row 5 (line 6), conversion: \"perhaps\" is neither yes nor no; the row was left out",
        "row 6 (line 7), value: \"lots\" is no amount; the row was left out",
        "row 7 (line 8), value: \"-5\" is below 0; the row was left out",
        "row 8 (line 9): the row has 3 cells, the header 5; the row was left out",
    ];
    assert_eq!(reasons, expect);
    assert_eq!((dataset.source.read, dataset.source.accepted), (8, 1));
}

#[test]
fn currencies_and_decimal_signs_are_never_mixed() {
    let rows = "a,2025-01-01,email,1,\"12,50 €\"\nb,2025-01-01,email,1,$3.00\nc,2025-01-01,email,1,\"1.200,00 €\"\n";
    let dataset = dataset(rows, Settings::default());
    assert_eq!(journeys(&dataset), ["email +1250", "email +120000"]);
    assert_eq!(dataset.source.rejected.len(), 1);
    let unclear = "a,2025-01-01,email,1,1.234\n";
    let refused = read([HEADER, unclear].concat().as_bytes(), Settings::default(), None).expect_err("unclear");
    assert!(refused.to_string().starts_with("In column value, 1 amounts can be read"), "{refused}");
}

#[test]
fn what_is_known_of_customers_follows_their_journeys() {
    let csv = "user_id,ts,channel,converted,campaign,persona,zip\n\
               007,1735689600,email,0,spring,Proof_Seeker,01234\n007,1735689700,ads,1,summer,,\n8,1735689600,ads,0,,,\n";
    let dataset = read(csv.as_bytes(), Settings::default(), None).expect("touchpoints");
    let of = |row: usize| dataset.subject(&dataset.journeys.rows[row]);
    assert_eq!(of(0).persona.map(|id| dataset.personas().name(id)), Some("Proof_Seeker"));
    assert_eq!(of(0).play.map(|id| dataset.plays().name(id)), Some("spring"));
    assert_eq!((of(0).zip.to_string(), of(1).persona, of(1).play), ("01234".to_owned(), None, None));
}

#[test]
fn columns_can_be_given_by_name() {
    let csv = "a,b,c,d\nx,2025-01-01,email,1\n";
    let refused = read(csv.as_bytes(), Settings::default(), None).expect_err("no name tells");
    assert!(refused.to_string().contains("customer"), "{refused}");
    let names = [(Field::Customer, "a"), (Field::Time, "b"), (Field::Channel, "c"), (Field::Conversion, "d")];
    let columns = names.map(|(field, name)| (field, name.to_owned())).to_vec();
    let dataset = read(csv.as_bytes(), Settings { columns, ..Settings::default() }, None).expect("given");
    assert_eq!(journeys(&dataset), ["email +"]);
}

fn rows() -> impl Strategy<Value = Vec<(u8, u32, u8, bool, u16)>> {
    prop::collection::vec((0_u8..6, 0_u32..4_000_000, 0_u8..4, prop::bool::weighted(0.2), 0_u16..900), 1..60)
}

/// Rows of distinct times, so that their order tells nothing.
fn csv(rows: &[(u8, u32, u8, bool, u16)]) -> (String, Vec<String>) {
    let lines = rows.iter().enumerate().map(|(at, (customer, time, channel, converts, value))| {
        let time = 1_700_000_000 + u64::from(*time) * 100 + at as u64;
        let value = if *converts { format!("{value}.25") } else { String::new() };
        format!("c{customer},{time},channel {channel},{},{value}\n", u8::from(*converts))
    });
    (HEADER.to_owned(), lines.collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn neither_the_order_of_rows_nor_the_parting_of_bytes_changes_a_journey(rows in rows(), seed in 1_usize..97, most in 1_usize..50) {
        let (header, lines) = csv(&rows);
        let whole = [header.clone(), lines.concat()].concat();
        let settings = || Settings { flags: Flags::Row, ..Settings::default() };
        let expect = read(whole.as_bytes(), settings(), None).expect("touchpoints");
        let dripped = read(Drip(whole.as_bytes(), most), settings(), None).expect("touchpoints");
        prop_assert_eq!(&expect, &dripped);
        let mut shuffled = lines.clone();
        for at in 0..shuffled.len() {
            let other = (at * seed + seed) % lines.len();
            shuffled.swap(at, other);
        }
        let other = read([header, shuffled.concat()].concat().as_bytes(), settings(), None).expect("touchpoints");
        prop_assert_eq!(journeys(&expect), journeys(&other));
        prop_assert_eq!(&expect.touchpoints().map(|t| t.how.affected), &other.touchpoints().map(|t| t.how.affected));
    }

    #[test]
    fn every_touch_is_in_one_journey_or_counted_as_left_out(rows in rows(), days in prop::option::of(1.0..400.0_f64)) {
        let (header, lines) = csv(&rows);
        let settings = Settings { lookback_days: days, flags: Flags::Row, ..Settings::default() };
        let dataset = read([header, lines.concat()].concat().as_bytes(), settings, None).expect("touchpoints");
        let kept: usize = dataset.journeys.rows.iter().map(|journey| dataset.journeys.touches(journey).count()).sum();
        let affected = dataset.touchpoints().expect("touchpoints").how.affected;
        prop_assert_eq!(kept as u32 + affected.outside_lookback, rows.len() as u32);
        let converting = dataset.journeys.rows.iter().filter(|journey| journey.outcome.conversion().is_some()).count();
        prop_assert_eq!(converting, rows.iter().filter(|row| row.3).count());
        let value: i64 = dataset.journeys.rows.iter().filter_map(|j| Some(j.outcome.conversion()?.value?.0)).sum();
        let expect: i64 = rows.iter().filter(|row| row.3).map(|row| i64::from(row.4) * 100 + 25).sum();
        prop_assert_eq!(value, expect);
    }
}
