//! The sample's journeys by a playbook that draws, against an independent program's: keyed draws, rules and conversions, written
//! anew in Python over xxhash.

use crate::{bits::stochastic, expected::sample};

/// Each lead's touches by their first letters, c of call, and a plus where it converts; in the order of the file.
const JOURNEYS: &str = "gdsec+ gedc+ gd g gsec+ gse gsc+ gedec+ gc gec+ gc gdgdc+ gec+ geec+ gee gee gec+ gedc+ gsec+ g geec \
    gds gdsec+ gse+ geec+ gec+ ge gede gdsec gedc+ geec+ ge+ geee+ gec+ ged ge gds gedec+ gdc+ gede+ \
    gedc+ gsc+ dgdeeec+ gdc+ gdc gedc+ ged+ geec+ ged gedc+ gedec+ geec+ deec+ gedec+ d ged gdg gc g \
    gedc gedc+";

#[test]
fn the_samples_journeys_are_those_of_an_independent_program() {
    let made = sample().replayed(stochastic(), 11).expect("leads").expect("few channels");
    let journeys = made.journeys.rows.iter().map(|journey| {
        let letter = |of| made.journeys.channels.name(of).chars().next().expect("a name");
        let path: String = made.journeys.touches(journey).map(|touch| letter(touch.channel)).collect();
        path + if journey.outcome.conversion().is_some() { "+" } else { "" }
    });
    assert_eq!(journeys.collect::<Vec<String>>().join(" "), JOURNEYS);
}
