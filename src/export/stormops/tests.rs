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

/// Play P: three journeys, two of which convert; Q: one, which does not; without a play: one, which converts. The sums of SII
/// are 100 + 100 + 70, and so on.
fn plays() -> Dataset {
    opened(
        "leads.csv",
        "property_id,primary_persona,sii_score,zip_code,recommended_play\n\
         a,Status_Conscious,100,75209,P\n\
         b,Status_Conscious,100,75201,P\n\
         c,Status_Conscious,70,75209,P\n\
         d,Status_Conscious,90,75209,Q\n\
         e,Status_Conscious,101.5,NULL,\n",
    )
}

fn query(model: Model) -> Query {
    Query { scope: any_tier(), model, replicates: 0, ..Query::default() }
}

#[test]
fn a_play_is_credited_with_its_part_of_the_conversions() {
    let dataset = plays();
    let attribution = attribute(&dataset, &query(Model::LastTouch), 1_718_445_600).expect("credit");
    let rows = "zip_code,event_id,play_id,credit,total_touches,conversions,avg_sii,timestamp,model,scope,interval_lo,interval_hi,level,origin\n\
                all,DFW_STORM_24,P,C2/3,8,2,90,AT\n\
                all,DFW_STORM_24,Q,0,2,0,90,AT\n\
                all,DFW_STORM_24,unknown,C1/3,3,1,101.5,AT\n\
                75201,DFW_STORM_24,P,1,3,1,100,AT\n\
                75209,DFW_STORM_24,P,1,5,1,85,AT\n\
                75209,DFW_STORM_24,Q,0,2,0,90,AT\n\
                unknown,DFW_STORM_24,unknown,1,3,1,101.5,AT\n"
        .replace("C2/3", &(2.0 / 3.0_f64).to_string())
        .replace("C1/3", &(1.0 / 3.0_f64).to_string())
        .replace("AT", "2024-06-15T10:00:00Z,conversions,all journeys,,,0.9,synthetic");
    assert_eq!(csv(&dataset, &any_tier(), std::slice::from_ref(&attribution), StormOpsTable::PlayAttribution), rows);
    // Another model says the same of plays: no key comes twice.
    let linear = attribute(&dataset, &query(Model::Linear), 1_718_445_600).expect("credit");
    assert_eq!(csv(&dataset, &any_tier(), &[attribution, linear], StormOpsTable::PlayAttribution), rows);
}

#[test]
fn channels_are_credited_as_a_whole_by_zip_and_by_play() {
    let dataset = plays();
    let attribution = attribute(&dataset, &query(Model::LastTouch), 0).expect("credit");
    let tail = "1970-01-01T00:00:00Z,last_touch,all journeys,,,0.9,synthetic";
    let channels = csv(&dataset, &any_tier(), std::slice::from_ref(&attribution), StormOpsTable::ChannelAttribution);
    let of = |zip: &str| -> Vec<&str> { channels.lines().filter(|line| line.starts_with(zip)).collect() };
    let row = |start: &str| format!("{start},{tail}");
    assert_eq!(
        of("all"),
        [
            row("all,DFW_STORM_24,call,1,3,3"),
            row("all,DFW_STORM_24,door_knock,0,5,3"),
            row("all,DFW_STORM_24,ga4,0,5,3")
        ]
    );
    assert_eq!(of("75209").len(), 3);
    assert_eq!(of("75209")[1], row("75209,DFW_STORM_24,door_knock,0,3,1"));
    let plays = csv(&dataset, &any_tier(), &[attribution], StormOpsTable::PlayChannelAttribution);
    let lines: Vec<&str> = plays.lines().skip(1).collect();
    assert_eq!(
        lines,
        [
            row("DFW_STORM_24,P,call,1,2,2"),
            row("DFW_STORM_24,P,door_knock,0,3,2"),
            row("DFW_STORM_24,P,ga4,0,3,2"),
            // Without a conversion there is no credit to share.
            row("DFW_STORM_24,Q,door_knock,,1,0"),
            row("DFW_STORM_24,Q,ga4,,1,0"),
        ]
    );
}

#[test]
fn intervals_come_with_their_level() {
    let dataset = plays();
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
    let dataset = plays();
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
