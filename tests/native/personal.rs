//! What looks like what names or reaches a person is not stored, unless somebody gives it a meaning.

use touchline::{
    domain::{
        dataset::Dataset,
        import::{Personal, read_leads},
        playbook::Playbook,
        touchpoint::{field::Field, settings::Settings},
    },
    store::record,
};

use crate::touchpoints::read;

/// Forty customers with two touches each; every person's column has few enough words for a segment.
fn file() -> String {
    let mut csv = "customer_id,timestamp,channel,conversion,contact,owner_name,site,device\n".to_owned();
    for row in 0..80 {
        let (customer, channel) = (row / 2, ["ads", "mail", "call"][row % 3]);
        let contact = ["ann@example.org", "bob@example.org"][customer % 2];
        let owner = ["Ann Archer", "Bob Baker"][customer % 2];
        let site = ["12 Twelve Oaks Lane", "7 Elm Street"][customer % 2];
        let device = ["phone", "desk"][customer % 2];
        csv += &format!(
            "c{customer:02},2026-01-{:02},{channel},{},{contact},{owner},{site},{device}\n",
            row % 28 + 1,
            row % 2
        );
    }
    csv + "c98,carl@example.org,ads,0,,,,\nc99,2026-01-03,ads,+49 170 1234567,,,,\n"
}

fn open(settings: Settings) -> Dataset {
    read(file().as_bytes(), settings, None).expect("touchpoints")
}

fn holds(dataset: &Dataset, text: &str) -> bool {
    record::encode(dataset).windows(text.len()).any(|bytes| bytes == text.as_bytes())
}

#[test]
fn columns_of_persons_become_no_segments_and_no_word_of_them_is_stored() {
    let dataset = open(Settings::default());
    let names: Vec<&str> = dataset.segments().iter().map(|column| column.name.as_str()).collect();
    assert_eq!(names, ["device"]);
    for word in ["ann@example.org", "Ann Archer", "Twelve Oaks"] {
        assert!(!holds(&dataset, word), "{word}");
    }
    assert!(holds(&dataset, "phone") && holds(&dataset, "owner_name"), "other words, and the columns' names, are");
}

#[test]
fn the_columns_are_told_for_what_they_are() {
    let dataset = open(Settings::default());
    let columns = &dataset.touchpoints().expect("touchpoints").how.columns;
    let told: Vec<(&str, Personal)> =
        columns.iter().filter_map(|column| Some((column.label.as_str(), column.personal?))).collect();
    let expect = [("contact", Personal::Email), ("owner_name", Personal::Name), ("site", Personal::Address)];
    assert_eq!(told, expect);
}

#[test]
fn what_a_row_was_rejected_for_is_shown_and_not_stored() {
    let dataset = open(Settings::default());
    let values: Vec<&str> = dataset.source.rejected.iter().filter_map(|row| row.value.as_deref()).collect();
    assert_eq!(values, ["carl@example.org", "+49 170 1234567"]);
    assert!(!holds(&dataset, "carl@example.org") && !holds(&dataset, "1234567"));
    let restored: Dataset = record::decode("dataset", &record::encode(&dataset)).expect("own output");
    assert_eq!(restored.source.rejected.len(), 2, "the rows themselves are still counted");
}

#[test]
fn a_column_that_somebody_gives_a_meaning_is_kept() {
    let columns = vec![(Field::Segment, "owner_name".to_owned())];
    let dataset = open(Settings { columns, ..Settings::default() });
    assert!(holds(&dataset, "Ann Archer"));
}

#[test]
fn ids_of_leads_that_reach_a_person_are_stored_as_digests() {
    let csv = "property_id,primary_persona,sii_score\nann@example.org,Deal_Hunter,110\np-2,Deal_Hunter,90\n";
    let import = read_leads(csv.as_bytes()).expect("leads");
    let dataset = Dataset::synthesise("leads.csv", import, Playbook::default()).expect("channels");
    assert!(!holds(&dataset, "ann@example.org") && holds(&dataset, "p-2"));
    let restored: Dataset = record::decode("dataset", &record::encode(&dataset)).expect("own output");
    assert_eq!(restored.journeys, dataset.journeys);
}
