//! What is decided of columns as a whole: by all of their cells, whatever the order of the rows.

use touchline::{
    domain::{
        dataset::Dataset,
        import::read_leads,
        journey::Origin,
        lead::Cents,
        playbook::Playbook,
        touchpoint::{Join, Joined, amount::DecimalSign, order::DateOrder, settings::Settings},
    },
    engine::{
        Step,
        import::{Choices, ImportJob},
    },
};

use crate::touchpoints::{HEADER, dataset, journeys, read};

/// Touchpoints with leads of the same ids joined.
pub fn read_joined(source: &[u8], settings: Settings, leads: &[u8]) -> Dataset {
    let choices = Choices { settings, ..Choices::default() };
    let mut job = ImportJob::start("touches.csv", None, source, &choices, &[]).expect("touchpoints");
    job.join(Join { name: "leads.csv".to_owned(), leads: read_leads(leads).expect("leads").leads });
    while let Step::More(_) = job.step().expect("readable") {}
    job.finish(Playbook::default(), None).expect("touchpoints")
}

fn rejected(dataset: &Dataset) -> Vec<String> {
    dataset.source.rejected.iter().map(ToString::to_string).collect()
}

#[test]
fn the_few_dates_that_contradict_the_many_are_rejected_wherever_they_stand() {
    let rows = ["a,6/13/2025,email,0,\n", "a,13/6/2025,ads,0,\n", "a,14/6/2025,sms,1,\n", "b,1/2/2025,ads,0,\n"];
    let expect =
        "time: \"6/13/2025\" is no date with the day first, as the others of its column are; the row was left out";
    for turn in 0..rows.len() {
        let mut rows = rows;
        rows.rotate_left(turn);
        let dataset = dataset(&rows.concat(), Settings::default());
        assert_eq!(journeys(&dataset), ["ads>sms +", "ads -"]);
        let row = (rows.len() - turn) % rows.len() + 1;
        assert_eq!(rejected(&dataset), [format!("row {row} (line {}), {expect}", row + 1)]);
        assert_eq!((dataset.source.read, dataset.source.accepted), (4, 3));
        let how = &dataset.touchpoints().expect("touchpoints").how;
        assert_eq!(how.date_order.map(|told| (told.choice, told.given)), Some((DateOrder::DayFirst, false)));
    }
}

#[test]
fn dates_of_which_as_many_say_one_as_the_other_are_asked_about() {
    let rows = "a,6/13/2025,email,0,\na,13/6/2025,ads,0,\n";
    let refused = read([HEADER, rows].concat().as_bytes(), Settings::default(), None).expect_err("a tie");
    assert_eq!(
        refused.to_string(),
        "In column time, 2 dates contradict each other: 1 cannot have the day first, 1 cannot have the month first, \
         2 cannot have the year first. Say which it is; the others are then left out."
    );
    let given = Settings { date_order: Some(DateOrder::MonthFirst), ..Settings::default() };
    let dataset = dataset(rows, given);
    assert_eq!(journeys(&dataset), ["email -"]);
    assert_eq!(dataset.source.rejected.len(), 1);
}

#[test]
fn more_contradictions_than_can_be_listed_are_asked_about() {
    let rows: String =
        (0..3_500).map(|at| format!("a,{},ads,0,\n", if at % 3 == 0 { "6/13/2025" } else { "13/6/2025" })).collect();
    let refused = read([HEADER, &rows].concat().as_bytes(), Settings::default(), None).expect_err("1,167 contradict");
    assert!(refused.to_string().contains("contradict each other: 1167 cannot have the day first"), "{refused}");
}

#[test]
fn amounts_go_by_the_sign_and_the_currency_of_the_most() {
    let rows = [
        "a,2025-01-01,email,1,\"1,5\"\n",
        "b,2025-01-01,email,1,1.5\n",
        "c,2025-01-01,email,1,\"2,5\"\n",
        "d,2025-01-01,email,1,1.234\n",
    ];
    for turn in 0..rows.len() {
        let mut rows = rows;
        rows.rotate_left(turn);
        let dataset = dataset(&rows.concat(), Settings::default());
        assert_eq!(journeys(&dataset), ["email +150", "email +250", "email +123400"]);
        assert!(
            rejected(&dataset)[0].contains("\"1.5\" is no amount with a decimal comma"),
            "{:?}",
            rejected(&dataset)
        );
    }
    let tie = "a,2025-01-01,email,1,\"1,5\"\nb,2025-01-01,email,1,1.5\n";
    let refused = read([HEADER, tie].concat().as_bytes(), Settings::default(), None).expect_err("a tie");
    assert!(refused.to_string().contains("1 amounts have a decimal point and 1 a decimal comma"), "{refused}");
    let given = Settings { decimal_sign: Some(DecimalSign::Point), ..Settings::default() };
    assert_eq!(journeys(&dataset(tie, given)), ["email +150"]);
}

#[test]
fn several_currencies_are_never_summed() {
    let tie = "a,2025-01-01,email,1,5 EUR\nb,2025-01-01,email,1,7 USD\n";
    let refused = read([HEADER, tie].concat().as_bytes(), Settings::default(), None).expect_err("a tie");
    assert!(refused.to_string().contains("several currencies: EUR (1), USD (1)"), "{refused}");
    let given = Settings { currency: Some("USD".to_owned()), ..Settings::default() };
    let dollars = dataset(tie, given);
    assert_eq!((journeys(&dollars), rejected(&dollars).len()), (vec!["email +700".to_owned()], 1));
    let one = dataset("a,2025-01-01,email,1,$5\nb,2025-01-01,email,1,7 USD\n", Settings::default());
    assert_eq!(one.touchpoints().and_then(|of| of.how.currency.clone()).as_deref(), Some("USD"));
    // What is typed is a name where no cell names any.
    let typed = Settings { currency: Some("points".to_owned()), ..Settings::default() };
    let points = dataset("a,2025-01-01,email,1,5\n", typed);
    assert_eq!(points.touchpoints().and_then(|of| of.how.currency.clone()).as_deref(), Some("points"));
}

#[test]
fn a_file_of_which_nothing_can_be_read_is_refused_with_its_first_rows() {
    let refused =
        read([HEADER, "a,soon,email,0,\n,2025-01-01,email,0,\n"].concat().as_bytes(), Settings::default(), None);
    let refused = refused.expect_err("nothing").to_string();
    assert!(
        refused.starts_with("None of the 2 rows could be read. The first: row 1 (line 2), time: \"soon\""),
        "{refused}"
    );
}

#[test]
fn a_column_with_a_new_word_in_every_row_is_no_channel() {
    let rows: String = (0..6_000).map(|at| format!("a,2025-01-01,c{at},0,\n")).collect();
    let refused = read([HEADER, &rows].concat().as_bytes(), Settings::default(), None).expect_err("no channels");
    assert!(
        refused.to_string().starts_with("Column channel holds more than 5000 different words, such as c0, c1, c2"),
        "{refused}"
    );
}

#[test]
fn costs_are_summed_by_channel_and_a_split_date_is_joined() {
    let csv = "customer;date;time;channel;converted;cost\na;31.12.2025;10:15;ads;0;1,50\na;31.12.2025;09:00;Ads;0;2,25\nb;01.01.2026;00:00;sms;1;\n";
    let settings = Settings { rename: vec![("Ads".to_owned(), "ads".to_owned())], ..Settings::default() };
    let dataset = read(csv.as_bytes(), settings, None).expect("touchpoints");
    let costs = &dataset.touchpoints().expect("touchpoints").costs;
    assert_eq!(*costs, [Some(Cents(375)), None], "of ads it is told, of sms not");
    let at: Vec<i64> = dataset.journeys.touches(&dataset.journeys.rows[0]).map(|touch| touch.at).collect();
    assert_eq!(at, [1_767_171_600, 1_767_176_100], "09:00 and 10:15 of 2025-12-31");
}

#[test]
fn what_is_known_is_the_first_in_time_not_in_the_file() {
    let csv = "customer,time,channel,converted,campaign,zip\na,2025-01-02,ads,0,late,75209\na,2025-01-01,email,0,early,\n\
               a,2025-01-03,ads,1,last,\na,2025-01-05,sms,0,,\n";
    let dataset = read(csv.as_bytes(), Settings::default(), None).expect("touchpoints");
    let play = |row: usize| dataset.subject(&dataset.journeys.rows[row]).play.map(|id| dataset.plays().name(id));
    assert_eq!(journeys(&dataset), ["email>ads>ads +", "sms -"]);
    assert_eq!(
        (play(0), play(1)),
        (Some("early"), Some("early")),
        "a journey that tells nothing has what its customer has"
    );
    let zip = |row: usize| dataset.subject(&dataset.journeys.rows[row]).zip.to_string();
    assert_eq!((zip(0), zip(1)), ("75209".to_owned(), "75209".to_owned()));
}

#[test]
fn leads_of_the_same_ids_tell_what_touchpoints_do_not() {
    let csv =
        "customer,time,channel,converted,zip\n007,2025-01-01,ads,1,75209\n8,2025-01-01,sms,0,\nx,2025-01-01,sms,0,\n";
    let leads = "property_id,primary_persona,sii_score,risk_score,zip_code,recommended_play\n\
                 007,Deal_Hunter,110,40,01234,spring\n8,Proof_Seeker,0,,01234,\n9,Proof_Seeker,90,,,\n";
    let dataset = read_joined(csv.as_bytes(), Settings::default(), leads.as_bytes());
    let of = |row: usize| {
        let subject = dataset.subject(&dataset.journeys.rows[row]);
        let persona = subject.persona.map(|id| dataset.personas().name(id));
        (persona, subject.play.map(|id| dataset.plays().name(id)), subject.zip.to_string())
    };
    assert_eq!(of(0), (Some("Deal_Hunter"), Some("spring"), "75209".to_owned()), "the touchpoint's own ZIP stays");
    assert_eq!(of(1), (Some("Proof_Seeker"), None, "01234".to_owned()));
    assert_eq!(of(2), (None, None, "unknown".to_owned()));
    let figures = |row: usize| {
        let subject = dataset.subject(&dataset.journeys.rows[row]);
        (subject.sii, subject.risk)
    };
    assert_eq!([figures(0), figures(1), figures(2)], [(Some(110.0), Some(40.0)), (Some(0.0), None), (None, None)]);
    let how = &dataset.touchpoints().expect("touchpoints").how;
    assert_eq!(how.joined, Some(Joined { name: "leads.csv".to_owned(), leads: 3, customers: 2 }));
    assert_eq!(dataset.journeys.origin, Origin::Observed);
}

#[test]
fn what_is_rejected_does_not_say_what_a_flag_speaks_of() {
    // Flags stand on every row of a converted journey; one row more, rejected for its date, has none.
    let rows = "a,13/1/2025,email,1,\na,14/1/2025,ads,1,\nb,13/1/2025,email,0,\nb,15/1/2025,ads,0,\n";
    let whole = dataset(rows, Settings::default());
    assert_eq!(journeys(&whole), ["email>ads +", "email>ads -"]);
    let more = dataset(&format!("{rows}a,1/28/2025,sms,0,\n"), Settings::default());
    assert_eq!((journeys(&more), more.source.rejected.len()), (journeys(&whole), 1));
}

#[test]
fn a_thousand_does_not_begin_with_nought() {
    let rows = "a,2025-01-01,email,1,0.500\nb,2025-01-01,email,1,1.25\nc,2025-01-01,email,1,0.250\n";
    assert_eq!(journeys(&dataset(rows, Settings::default())), ["email +50", "email +125", "email +25"]);
}

#[test]
fn a_currency_that_is_no_code_or_sign_is_refused_where_cells_name_one() {
    let euro = Settings { currency: Some("Euro".to_owned()), ..Settings::default() };
    let refused =
        read([HEADER, "a,2025-01-01,email,1,5 \u{20ac}\n"].concat().as_bytes(), euro, None).expect_err("no code");
    let expect = "\"Euro\" is no currency's code or sign, and the amounts name EUR (1). Give one of these, or none.";
    assert_eq!(refused.to_string(), expect);
}

#[test]
fn a_bad_cell_does_not_hide_a_column_of_times_of_day() {
    let rows: String = (0..20).map(|at| format!("c{at},2025-01-01,1{}:00,ads,0\n", at % 10)).collect();
    let csv = format!("customer,date,time,channel,converted\n{rows}x,,10:00,ads,0\ny,2025-01-02,n/a,ads,1\n");
    let dataset = read(csv.as_bytes(), Settings::default(), None).expect("touchpoints");
    assert_eq!((dataset.source.accepted, dataset.source.rejected.len()), (21, 1));
    assert_eq!(dataset.journeys.rows[1].start, 1_735_729_200, "c1 at 11:00 of 2025-01-01, behind c0");
}

#[test]
fn a_columns_name_tells_its_field_and_the_currency_where_no_cell_does() {
    let currency = |header: &str, value: &str| {
        let csv = format!("kunde;zeitpunkt;kanal;konversion;{header}\na;2025-01-01;email;1;{value}\n");
        let dataset = read(csv.as_bytes(), Settings::default(), None).expect("touchpoints");
        (journeys(&dataset), dataset.touchpoints().expect("touchpoints").how.currency.clone())
    };
    assert_eq!(currency("Wert_EUR", "10,50"), (vec!["email +1050".to_owned()], Some("EUR".to_owned())));
    assert_eq!(currency("Umsatz (€)", "7"), (vec!["email +700".to_owned()], Some("EUR".to_owned())));
    assert_eq!(currency("Wert", "7"), (vec!["email +700".to_owned()], None));
    assert_eq!(currency("Wert_EUR", "7 USD").1, Some("USD".to_owned()), "a cell says it of itself");
}
