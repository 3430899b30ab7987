//! Times as they stand in cells. A cell is taken apart once; whether 3/4 is in March or in April, and in
//! which zone a clock stood, is decided for the column as a whole and applied later.

use serde::{Deserialize, Serialize};

use super::cursor::Cursor;

const MS_PER_SECOND: i64 = 1_000;
const MS_PER_MINUTE: i64 = 60 * MS_PER_SECOND;
const MS_PER_DAY: i64 = 86_400 * MS_PER_SECOND;

/// Zones are offset by multiples of a quarter of an hour.
const QUARTER: i64 = 15;

/// Which of the first two numbers of a date is the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DateOrder {
    DayFirst,
    MonthFirst,
}

/// A time whose parts are known, packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp(u64);

/// What a date's parts say of the order of day and month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// The form leaves no doubt.
    Certain,
    /// One of the numbers is no month.
    Order(DateOrder),
    /// Both numbers are the same, or could be either.
    Either,
}

/// A civil time taken apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Parts {
    pub(super) year: u32,
    /// Day and month where the form tells them apart, else in the order in which they stand.
    pub(super) first: u32,
    pub(super) second: u32,
    pub(super) certain: bool,
    pub(super) hour: u32,
    pub(super) minute: u32,
    pub(super) second_of_minute: u32,
    pub(super) millisecond: u32,
    /// Minutes east of UTC, where the cell says so.
    pub(super) offset: Option<i32>,
}

const EPOCH: u64 = 1 << 63;

impl Stamp {
    /// Takes a cell apart: ISO 8601, dates with slashes, dots or dashes, names of months, seconds or
    /// milliseconds since 1970. `None` where it is no time.
    pub fn parse(cell: &[u8]) -> Option<Stamp> {
        let cell = cell.trim_ascii();
        let is_digits = cell.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.');
        if is_digits && let Some(stamp) = digits(cell) {
            return Some(stamp);
        }
        let mut cursor = Cursor::new(cell);
        let mut parts = cursor.date()?;
        cursor.time_of_day(&mut parts)?;
        cursor.is_at_end().then(|| Stamp::civil(parts)).flatten()
    }

    fn civil(parts: Parts) -> Option<Stamp> {
        let Parts { year, first, second, certain, hour, minute, second_of_minute, millisecond, offset } = parts;
        let either = first <= 12 && second <= 12;
        let fits = match (certain, first, second) {
            (true, day, month) => is_day(year, month, day),
            (false, ..) if either => first > 0 && second > 0,
            (false, day, month) if day > 12 => is_day(year, month, day),
            (false, month, day) => is_day(year, month, day),
        };
        // A leap second counts as the last second of its minute.
        let clock =
            hour < 24 && minute < 60 && second_of_minute <= 60 || (hour, minute, second_of_minute) == (24, 0, 0);
        let zone = offset.is_none_or(|offset| offset % QUARTER as i32 == 0 && offset.abs() <= 15 * 60);
        if !fits || !clock || !zone || !(1..=9_999).contains(&year) {
            return None;
        }
        let quarters = offset.map_or(0, |offset| (offset / QUARTER as i32 + 64) as u64);
        let mut bits = u64::from(certain);
        for (value, width) in [
            (u64::from(year), 14),
            (u64::from(first), 5),
            (u64::from(second), 5),
            (u64::from(hour), 5),
            (u64::from(minute), 6),
            (u64::from(second_of_minute.min(59)), 6),
            (u64::from(millisecond), 10),
            (quarters, 7),
        ] {
            bits = bits << width | value;
        }
        Some(Stamp(bits))
    }

    fn parts(self) -> Parts {
        let mut bits = self.0;
        let mut take = |width: u32| {
            let value = bits & ((1 << width) - 1);
            bits >>= width;
            value as u32
        };
        let quarters = take(7);
        let millisecond = take(10);
        let second_of_minute = take(6);
        let minute = take(6);
        let hour = take(5);
        let second = take(5);
        let first = take(5);
        let year = take(14);
        let certain = take(1) == 1;
        let offset = (quarters > 0).then(|| (quarters as i32 - 64) * QUARTER as i32);
        Parts { year, first, second, certain, hour, minute, second_of_minute, millisecond, offset }
    }

    pub fn says(self) -> Says {
        if self.0 & EPOCH != 0 {
            return Says::Certain;
        }
        let parts = self.parts();
        match (parts.certain, parts.first, parts.second) {
            (true, ..) => Says::Certain,
            (_, first, _) if first > 12 => Says::Order(DateOrder::DayFirst),
            (_, _, second) if second > 12 => Says::Order(DateOrder::MonthFirst),
            (_, first, second) if first == second => Says::Certain,
            _ => Says::Either,
        }
    }

    /// Whether the cell itself says how far from UTC its clock stood.
    pub fn has_zone(self) -> bool {
        self.0 & EPOCH != 0 || self.parts().offset.is_some()
    }

    /// Milliseconds since 1970-01-01 00:00 UTC. `to_utc` takes local milliseconds of a clock without a zone.
    pub fn resolve(self, order: DateOrder, to_utc: impl FnOnce(i64) -> i64) -> i64 {
        if self.0 & EPOCH != 0 {
            return (self.0 << 1) as i64 >> 1;
        }
        let parts = self.parts();
        let (day, month) = match (parts.certain, order) {
            _ if parts.second > 12 => (parts.second, parts.first),
            (true, _) | (false, DateOrder::DayFirst) => (parts.first, parts.second),
            (false, DateOrder::MonthFirst) if parts.first <= 12 => (parts.second, parts.first),
            _ => (parts.first, parts.second),
        };
        let days = days_from_civil(i64::from(parts.year), i64::from(month), i64::from(day));
        let minutes = i64::from(parts.hour) * 60 + i64::from(parts.minute);
        let local = days * MS_PER_DAY
            + minutes * MS_PER_MINUTE
            + i64::from(parts.second_of_minute) * MS_PER_SECOND
            + i64::from(parts.millisecond);
        match parts.offset {
            Some(offset) => local - i64::from(offset) * MS_PER_MINUTE,
            None => to_utc(local),
        }
    }
}

/// Digits alone: seconds, milli-, micro- or nanoseconds since 1970 by their number, or a date without signs.
fn digits(cell: &[u8]) -> Option<Stamp> {
    let text = str::from_utf8(cell).ok()?;
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if fraction.contains('.') {
        return None;
    }
    let number: i64 = whole.parse().ok()?;
    let epoch = |ms: i64| Stamp(EPOCH | ms as u64);
    match (whole.len(), fraction.len()) {
        (8, 0) | (14, 0) => compact(whole.as_bytes()),
        (9 | 10, 0..=9) => {
            let thousandths: String = fraction.chars().chain("000".chars()).take(3).collect();
            Some(epoch(number * MS_PER_SECOND + thousandths.parse::<i64>().ok()?))
        }
        (12 | 13, _) => Some(epoch(number)),
        (15 | 16, 0) => Some(epoch(number / 1_000)),
        (18 | 19, 0) => Some(epoch(number / 1_000_000)),
        _ => None,
    }
}

/// 20251231 and 20251231235959.
fn compact(digits: &[u8]) -> Option<Stamp> {
    let number = |from: usize, to: usize| {
        digits.get(from..to).map_or(0, |part| part.iter().fold(0, |n, digit| n * 10 + u32::from(digit - b'0')))
    };
    Stamp::civil(Parts {
        year: number(0, 4),
        second: number(4, 6),
        first: number(6, 8),
        certain: true,
        hour: number(8, 10),
        minute: number(10, 12),
        second_of_minute: number(12, 14),
        ..Parts::default()
    })
}

fn is_day(year: u32, month: u32, day: u32) -> bool {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

/// Days since 1970-01-01 in the proleptic Gregorian calendar (Howard Hinnant, "chrono-compatible
/// low-level date algorithms").
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

#[cfg(test)]
mod tests;
