//! The rows of customer_journeys: one a touch, as it was read or made, whatever channels a scope leaves out or groups.

use std::ptr;

use super::{super::value::Value, UNKNOWN_PLAY};
use crate::domain::{dataset::Dataset, journey::Journey, study::touches::journey_id};

/// Rows in the order of the journeys, and of time within each.
///
/// A lead's journey has the lead's id, others the number in the dataset ([`journey_id`]). The touch that is the conversion is the last one of a
/// converting journey: the playbook's `call`, or the last touch before an observed conversion. It has the value, where that
/// is known. A conversion without any touch has no row.
pub(super) fn rows(dataset: &Dataset, inside: &[&Journey], event_id: &str, row: &mut dyn FnMut(&[Value<'_>])) {
    let journeys = &dataset.journeys;
    let origin = Value::Text(journeys.origin.word());
    let mut numbered = (1_u32..).zip(&journeys.rows);
    for journey in inside {
        // Both stand in the same order, so that no journey is looked at twice.
        let Some((number, _)) = numbered.find(|(_, known)| ptr::eq(*known, *journey)) else { return };
        let id = journey_id(dataset, journey, number);
        let subject = dataset.subject(journey);
        let zip = subject.zip.to_string();
        let play = subject.play.map_or(UNKNOWN_PLAY, |play| dataset.plays().name(play));
        let conversion = journey.outcome.conversion();
        let last = journeys.paths.get(journey.path).len();
        for (position, touch) in (1..).zip(journeys.touches(journey)) {
            let conversion = conversion.filter(|_| position == last);
            row(&[
                Value::Text(&id),
                Value::Text(&zip),
                Value::Text(event_id),
                Value::Text(journeys.channels.name(touch.channel)),
                Value::Text(play),
                Value::Instant(touch.at),
                Value::Flag(conversion.is_some()),
                conversion.and_then(|of| of.value).map_or(Value::None, Value::Money),
                Value::Whole(position as i64),
                origin,
            ]);
        }
    }
}
