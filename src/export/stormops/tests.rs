//! The four tables of a few journeys, worked out by hand.

use super::*;
use crate::{
    domain::{attribution::model::Model, import::read_leads, playbook::Playbook, scope::Scope},
    engine::{
        Step,
        import::{Choices, ImportJob},
        query::Query,
    },
    pack::{packed, unpacked},
};

fn opened(name: &str, csv: &str) -> Dataset {
    let mut job = ImportJob::start(name, None, csv.as_bytes(), &Choices::default(), &[]).expect("a table");
    while let Step::More(_) = job.step().expect("rows") {}
    job.finish(Playbook::default(), None).expect("journeys")
}

fn csv(dataset: &Dataset, scope: &Scope, attributions: &[Attribution], table: StormOpsTable) -> String {
    let (inside, _) = scope.select(dataset);
    let exchange = Exchange { dataset, inside: &inside, event_id: event_id(dataset), attributions };
    let mut all = String::new();
    exchange.csv(table, &mut |piece| all.push_str(piece));
    all
}

fn any_tier() -> Scope {
    Scope { tier: None, ..Scope::default() }
}

#[test]
fn a_lead_has_a_row_a_touch_and_the_call_is_its_conversion() {
    let leads = "property_id,primary_persona,sii_score,zip_code,recommended_play,estimated_value\n\
                 =cmd,Status_Conscious,100,75209.0,Premium,415361\n\
                 p2,Status_Conscious,99,NULL,,\n";
    let dataset = opened("leads.csv", leads);
    // The call is two days behind ga4; 3 % of 415,361 is 12,460.83.
    assert_eq!(
        csv(&dataset, &any_tier(), &[], StormOpsTable::CustomerJourneys),
        "property_id,zip_code,event_id,channel,play_id,timestamp,converted,conversion_value,position,origin\n\
         '=cmd,75209,DFW_STORM_24,ga4,Premium,2024-06-15T10:00:00Z,false,,1,synthetic\n\
         '=cmd,75209,DFW_STORM_24,door_knock,Premium,2024-06-15T18:00:00Z,false,,2,synthetic\n\
         '=cmd,75209,DFW_STORM_24,call,Premium,2024-06-17T10:00:00Z,true,12460.83,3,synthetic\n\
         p2,unknown,DFW_STORM_24,ga4,unknown,2024-06-15T10:00:00Z,false,,1,synthetic\n\
         p2,unknown,DFW_STORM_24,door_knock,unknown,2024-06-15T18:00:00Z,false,,2,synthetic\n"
    );
}

#[test]
fn observed_journeys_have_numbers_that_no_scope_changes() {
    // Two touches of one time; a conversion that is a row of its own, a minute behind the last touch.
    let touches = "customer,time,channel,conversion,zip\n\
                   a,2025-01-01T00:00:00Z,ad,0,75209\n\
                   b,2025-01-01T00:00:00Z,ad,0,75201\n\
                   b,2025-01-01T00:00:00Z,mail,0,75201\n\
                   b,2025-01-01T00:01:00Z,,1,75201\n";
    let dataset = opened("touches.csv", touches);
    let head = "property_id,zip_code,event_id,channel,play_id,timestamp,converted,conversion_value,position,origin\n";
    let b = "journey-2,75201,touches.csv,ad,unknown,2025-01-01T00:00:00Z,false,,1,observed\n\
             journey-2,75201,touches.csv,mail,unknown,2025-01-01T00:00:00Z,true,,2,observed\n";
    let a = "journey-1,75209,touches.csv,ad,unknown,2025-01-01T00:00:00Z,false,,1,observed\n";
    let all = csv(&dataset, &any_tier(), &[], StormOpsTable::CustomerJourneys);
    assert_eq!(all, format!("{head}{a}{b}"));
    let scope = Scope { zips: vec![Zip::Known(75_201)], ..any_tier() };
    assert_eq!(csv(&dataset, &scope, &[], StormOpsTable::CustomerJourneys), format!("{head}{b}"));
}

/// So many times: play P: three journeys, two of which convert; Q: one, which does not; without a play: one, which converts.
/// The sums of SII are 100 + 100 + 70, and so on.
fn plays(times: u32) -> Dataset {
    let rows = (0..times).map(|at| {
        format!(
            "a{at},Status_Conscious,100,75209,P\n\
             b{at},Status_Conscious,100,75201,P\n\
             c{at},Status_Conscious,70,75209,P\n\
             d{at},Status_Conscious,90,75209,Q\n\
             e{at},Status_Conscious,101.5,NULL,\n"
        )
    });
    let head = "property_id,primary_persona,sii_score,zip_code,recommended_play\n";
    opened("leads.csv", &(head.to_owned() + &rows.collect::<String>()))
}

fn query(model: Model) -> Query {
    Query { scope: any_tier(), model, replicates: 0, ..Query::default() }
}

#[test]
fn a_play_is_credited_with_its_part_of_the_conversions() {
    let dataset = plays(10);
    let attribution = attribute(&dataset, &query(Model::LastTouch), 1_718_445_600).expect("credit");
    let rows = "zip_code,event_id,play_id,credit,total_touches,conversions,avg_sii,timestamp,model,scope,interval_lo,interval_hi,level,origin\n\
                all,DFW_STORM_24,P,C2/3,80,20,90,AT\n\
                all,DFW_STORM_24,Q,,20,0,90,AT\n\
                all,DFW_STORM_24,unknown,C1/3,30,10,101.5,AT\n\
                75201,DFW_STORM_24,P,1,30,10,100,AT\n\
                75209,DFW_STORM_24,P,1,50,10,85,AT\n\
                75209,DFW_STORM_24,Q,,20,0,90,AT\n\
                unknown,DFW_STORM_24,unknown,1,30,10,101.5,AT\n"
        .replace("C2/3", &(2.0 / 3.0_f64).to_string())
        .replace("C1/3", &(1.0 / 3.0_f64).to_string())
        // Q has no five conversions.
        .replace("AT", "2024-06-15T10:00:00Z,conversions,all journeys,,,0.9,synthetic");
    assert_eq!(csv(&dataset, &any_tier(), std::slice::from_ref(&attribution), StormOpsTable::PlayAttribution), rows);
    // Another model says the same of plays: no key comes twice.
    let linear = attribute(&dataset, &query(Model::Linear), 1_718_445_600).expect("credit");
    assert_eq!(csv(&dataset, &any_tier(), &[attribution, linear], StormOpsTable::PlayAttribution), rows);
}

#[test]
fn channels_are_credited_as_a_whole_by_zip_and_by_play() {
    let dataset = plays(10);
    let attribution = attribute(&dataset, &query(Model::LastTouch), 0).expect("credit");
    let tail = "1970-01-01T00:00:00Z,last_touch,all journeys,,,0.9,synthetic";
    let channels = csv(&dataset, &any_tier(), std::slice::from_ref(&attribution), StormOpsTable::ChannelAttribution);
    let of = |zip: &str| -> Vec<&str> { channels.lines().filter(|line| line.starts_with(zip)).collect() };
    let row = |start: &str| format!("{start},{tail}");
    assert_eq!(
        of("all"),
        [
            row("all,DFW_STORM_24,call,1,30,30"),
            row("all,DFW_STORM_24,door_knock,0,50,30"),
            row("all,DFW_STORM_24,ga4,0,50,30")
        ]
    );
    assert_eq!(of("75209").len(), 3);
    assert_eq!(of("75209")[1], row("75209,DFW_STORM_24,door_knock,0,30,10"));
    let plays = csv(&dataset, &any_tier(), &[attribution], StormOpsTable::PlayChannelAttribution);
    let lines: Vec<&str> = plays.lines().skip(1).collect();
    assert_eq!(
        lines,
        [
            row("DFW_STORM_24,P,call,1,20,20"),
            row("DFW_STORM_24,P,door_knock,0,30,20"),
            row("DFW_STORM_24,P,ga4,0,30,20"),
            // Without a conversion there is no credit to share.
            row("DFW_STORM_24,Q,door_knock,,10,0"),
            row("DFW_STORM_24,Q,ga4,,10,0"),
        ]
    );
}

#[test]
fn a_part_of_few_journeys_has_counts_and_no_credit() {
    let dataset = plays(1);
    let attribution = attribute(&dataset, &query(Model::LastTouch), 0).expect("credit");
    let channels = |zip| attribution.channels.iter().filter(move |of| of.zip == zip);
    let counts = |of: &ChannelAttribution| (of.channel.clone(), of.credit, of.total_journeys, of.conversions);
    let of_zip: Vec<_> = channels(Some(Zip::Known(75_209))).map(counts).collect();
    let none = |name: &str, journeys, conversions| (name.to_owned(), None, journeys, conversions);
    assert_eq!(of_zip, [none("call", 1, 1), none("door_knock", 3, 1), none("ga4", 3, 1)]);
    // The whole scope is no part of it.
    assert!(channels(None).all(|of| of.credit.is_some()));
    // Its plays are: of the three and the one journeys none has credit, alone or beside the others.
    assert_eq!(attribution.plays.iter().filter(|of| of.zip.is_none()).count(), 3);
    assert!(attribution.plays.iter().all(|of| of.credit.is_none() && of.interval.is_none()));
    assert_eq!(attribution.play_channels.len(), 5);
    assert!(attribution.play_channels.iter().all(|of| of.credit.is_none() && of.interval.is_none()));
}

#[test]
fn in_a_part_of_enough_journeys_a_channel_of_few_has_no_credit() {
    // Twelve conversions of one ZIP code: three of "ad" alone, nine of "ad" and "mail".
    let rows = (0..12).map(|at| {
        let mail = if at < 9 { format!("c{at},2025-01-02,mail,1,75209\n") } else { String::new() };
        format!("c{at},2025-01-01,ad,{},75209\n{mail}", u8::from(at >= 9))
    });
    let dataset = opened("touches.csv", &format!("customer,time,channel,conversion,zip\n{}", rows.collect::<String>()));
    let attribution = attribute(&dataset, &query(Model::Linear), 0).expect("credit");
    let of = |zip| -> Vec<(&str, Option<f64>, u32)> {
        let channels = attribution.channels.iter().filter(|of| of.zip == zip);
        channels.map(|of| (of.channel.as_str(), of.credit, of.total_journeys)).collect()
    };
    // 3 + 9 / 2 of twelve, and 9 / 2.
    assert_eq!(of(None), [("ad", Some(0.625), 12), ("mail", Some(0.375), 9)]);
    assert_eq!(of(Some(Zip::Known(75_209))), [("ad", Some(0.625), 12), ("mail", None, 9)]);
}

#[test]
fn of_many_zip_codes_and_plays_the_largest_are_fitted() {
    // One more than are fitted, each of a play of its own and ten journeys, five of which convert, but the last, which has eleven.
    let last = 10_000 + MOST_FITTED as u32;
    let row = |zip: u32, at: u32| {
        let sii = if at.is_multiple_of(2) { 100 } else { 70 };
        format!("p{zip}-{at},Status_Conscious,{sii},{zip},P{zip}\n")
    };
    let zips = 10_000..=last;
    let rows = zips.flat_map(|zip| (0..if zip == last { 11 } else { 10 }).map(move |at| row(zip, at)));
    let head = "property_id,primary_persona,sii_score,zip_code,recommended_play\n";
    let dataset = opened("leads.csv", &(head.to_owned() + &rows.collect::<String>()));
    let questions = questions(&dataset, &query(Model::LastTouch));
    let left_out: Vec<&Subject> =
        questions.iter().filter(|question| question.query.is_none()).map(|question| &question.subject).collect();
    // All, the plays of all, channels and plays of 200 ZIP codes, and channels of 200 plays.
    assert_eq!(questions.len() - left_out.len(), 602);
    // Of equal ones the first are fitted, so that the last but one is left out, with its plays.
    let beyond = Zip::Known(last - 1);
    match left_out.as_slice() {
        [Subject::Channels(zip, channels), Subject::Plays(Some(of_plays), plays), Subject::PlayChannels(play, _)] => {
            assert_eq!((*zip, *of_plays, channels.len(), plays.len()), (beyond, beyond, 3, 1));
            assert_eq!(*play, format!("P{}", last - 1));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn counts_of_a_part_are_those_of_a_report_on_it() {
    let csv: &[u8] = include_bytes!("../../../public/a_tier_leads.csv");
    let dataset = Dataset::synthesise("a.csv", read_leads(csv).expect("leads"), Playbook::default()).expect("channels");
    let groups = vec![vec!["ga4".to_owned(), "email".to_owned()]];
    let scope = Scope { without: vec!["sms".to_owned()], groups, ..any_tier() };
    let query = Query { scope: scope.clone(), replicates: 0, ..Query::default() };
    let attribution = attribute(&dataset, &query, 0).expect("credit");
    let report =
        |scope: Scope| crate::engine::attribute(&dataset, &Query { scope, ..query.clone() }).expect("a report");
    let mut zips: Vec<Zip> = attribution.channels.iter().filter_map(|of| of.zip).collect();
    zips.dedup();
    assert!(zips.len() > 3);
    for zip in zips {
        let rows = attribution.channels.iter().filter(|of| of.zip == Some(zip));
        let counted: Vec<_> = rows.map(|of| (of.channel.clone(), of.total_journeys, of.conversions)).collect();
        let report = report(Scope { zips: vec![zip], ..scope.clone() });
        let expect: Vec<_> = report.channels.into_iter().map(|of| (of.channel, of.journeys, of.conversions)).collect();
        assert_eq!(counted, expect, "{zip}");
    }
    let mut plays: Vec<&str> = attribution.play_channels.iter().map(|of| of.play.as_str()).collect();
    plays.dedup();
    assert_eq!(plays.len(), 8);
    for play in plays {
        let rows = attribution.play_channels.iter().filter(|of| of.play == play);
        let counted: Vec<_> = rows.map(|of| (of.channel.clone(), of.touches, of.conversions)).collect();
        let report = report(Scope { plays: vec![play.to_owned()], ..scope.clone() });
        let expect: Vec<_> = report.channels.into_iter().map(|of| (of.channel, of.touches, of.conversions)).collect();
        assert_eq!(counted, expect, "{play}");
    }
}

#[test]
fn intervals_come_with_their_level() {
    let dataset = plays(10);
    let query = Query { replicates: 50, level: 0.8, ..query(Model::LastTouch) };
    let attribution = attribute(&dataset, &query, 0).expect("credit");
    let play = &attribution.plays[0];
    let interval = play.interval.expect("replicates");
    // Two of three conversions: whatever the weights are, neither all nor none.
    assert!(0.0 < interval.lo && interval.lo < 2.0 / 3.0 && 2.0 / 3.0 < interval.hi && interval.hi < 1.0);
    assert_eq!(interval.level, 0.8);
    assert_eq!(attribution.basis.level, 0.8);
    assert_eq!(unpacked::<Attribution>(&packed(&attribution)), Ok(attribution));
}

#[test]
fn an_empty_scope_has_headers_alone() {
    let dataset = plays(1);
    let scope = Scope { zips: vec![Zip::Known(1)], ..any_tier() };
    let query = Query { scope: scope.clone(), ..query(Model::Hybrid) };
    let attribution = attribute(&dataset, &query, 0).expect("no credit");
    for table in StormOpsTable::ALL {
        let written = csv(&dataset, &scope, std::slice::from_ref(&attribution), table);
        assert_eq!(written.lines().count(), 1, "{written}");
        let columns: Vec<&str> = schema(table).columns.iter().map(|column| column.name).collect();
        assert_eq!(written.trim_end(), columns.join(","));
    }
}

#[test]
fn a_path_table_has_channels_and_no_journeys() {
    let dataset = opened("paths.csv", "path,total_conversions,total_null\na > b,1,1\nb,1,0\n");
    let attribution = attribute(&dataset, &query(Model::LastTouch), 0).expect("credit");
    assert_eq!(csv(&dataset, &any_tier(), &[], StormOpsTable::CustomerJourneys).lines().count(), 1);
    assert_eq!(attribution.plays, []);
    let channels: Vec<(&str, Option<f64>, u32, u32)> = attribution
        .channels
        .iter()
        .map(|of| (of.channel.as_str(), of.credit, of.total_journeys, of.conversions))
        .collect();
    assert_eq!(channels, [("a", Some(0.0), 2, 1), ("b", Some(1.0), 3, 2)]);
}

#[test]
fn keys_are_columns_that_are_required() {
    for table in StormOpsTable::ALL {
        let schema = schema(table);
        assert!(!schema.key.is_empty());
        for key in schema.key {
            let column = schema.columns.iter().find(|column| column.name == *key).expect("a column");
            assert!(column.required, "{key}");
        }
    }
}

#[test]
fn leads_that_were_read_by_hand_answer_to_the_playbooks_event() {
    let import = read_leads("property_id,primary_persona,sii_score\np,A,1\n".as_bytes()).expect("leads");
    let playbook = Playbook { event_id: "HAIL_25".to_owned(), ..Playbook::default() };
    let dataset = Dataset::synthesise("x.csv", import, playbook).expect("few channels");
    assert_eq!(event_id(&dataset), "HAIL_25");
}
