//! The columns of the four tables, and their keys. StormOps' own columns come first, in its order.

use super::{
    super::sql::{Column, Kind, Schema},
    StormOpsTable,
};

const fn required(name: &'static str, kind: Kind) -> Column {
    Column { name, kind, required: true }
}

const fn optional(name: &'static str, kind: Kind) -> Column {
    Column { name, kind, required: false }
}

/// A journey of touchpoints is known by its number alone, which another event can have too: hence the event in the key. Two
/// touches can share a time: hence the position.
const CUSTOMER_JOURNEYS: Schema = Schema {
    name: "customer_journeys",
    columns: &[
        required("property_id", Kind::Text),
        required("zip_code", Kind::Text),
        required("event_id", Kind::Text),
        required("channel", Kind::Text),
        required("play_id", Kind::Text),
        required("timestamp", Kind::Instant),
        required("converted", Kind::Flag),
        optional("conversion_value", Kind::Money),
        required("position", Kind::Whole),
        required("origin", Kind::Text),
    ],
    key: &["event_id", "property_id", "timestamp", "position"],
};

/// Model and scope join the keys, so that the credit by another model, or of another scope, stands beside it.
const CHANNEL_ATTRIBUTION: Schema = Schema {
    name: "channel_attribution",
    columns: &[
        required("zip_code", Kind::Text),
        required("event_id", Kind::Text),
        required("channel", Kind::Text),
        optional("credit", Kind::Number),
        required("total_journeys", Kind::Whole),
        required("conversions", Kind::Whole),
        required("timestamp", Kind::Instant),
        required("model", Kind::Text),
        required("scope", Kind::Text),
        optional("interval_lo", Kind::Number),
        optional("interval_hi", Kind::Number),
        required("level", Kind::Number),
        required("origin", Kind::Text),
    ],
    key: &["zip_code", "event_id", "channel", "model", "scope"],
};

const PLAY_ATTRIBUTION: Schema = Schema {
    name: "play_attribution",
    columns: &[
        required("zip_code", Kind::Text),
        required("event_id", Kind::Text),
        required("play_id", Kind::Text),
        optional("credit", Kind::Number),
        required("total_touches", Kind::Whole),
        required("conversions", Kind::Whole),
        optional("avg_sii", Kind::Number),
        required("timestamp", Kind::Instant),
        required("model", Kind::Text),
        required("scope", Kind::Text),
        optional("interval_lo", Kind::Number),
        optional("interval_hi", Kind::Number),
        required("level", Kind::Number),
        required("origin", Kind::Text),
    ],
    key: &["zip_code", "event_id", "play_id", "model", "scope"],
};

const PLAY_CHANNEL_ATTRIBUTION: Schema = Schema {
    name: "play_channel_attribution",
    columns: &[
        required("event_id", Kind::Text),
        required("play_id", Kind::Text),
        required("channel", Kind::Text),
        optional("credit", Kind::Number),
        required("touches", Kind::Whole),
        required("conversions", Kind::Whole),
        required("timestamp", Kind::Instant),
        required("model", Kind::Text),
        required("scope", Kind::Text),
        optional("interval_lo", Kind::Number),
        optional("interval_hi", Kind::Number),
        required("level", Kind::Number),
        required("origin", Kind::Text),
    ],
    key: &["event_id", "play_id", "channel", "model", "scope"],
};

pub(super) fn schema(table: StormOpsTable) -> &'static Schema {
    match table {
        StormOpsTable::CustomerJourneys => &CUSTOMER_JOURNEYS,
        StormOpsTable::ChannelAttribution => &CHANNEL_ATTRIBUTION,
        StormOpsTable::PlayAttribution => &PLAY_ATTRIBUTION,
        StormOpsTable::PlayChannelAttribution => &PLAY_CHANNEL_ATTRIBUTION,
    }
}
