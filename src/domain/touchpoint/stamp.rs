//! Times as they stand in cells. A cell is taken apart once; whether 3/4 is in March or in April, and in
//! which zone a clock stood, is decided for the column as a whole and applied later.

use super::cursor::{Clock, Cursor, Date};
use crate::domain::decimal;

pub use super::order::{DateOrder, Orders};

const US_PER_MS: i64 = 1_000;
pub(super) const US_PER_SECOND: i64 = 1_000_000;
const US_PER_MINUTE: i64 = 60 * US_PER_SECOND;
const US_PER_DAY: i64 = 86_400 * US_PER_SECOND;

/// 2106-01-01: offsets of 32 bits reach from 1970 to here, in seconds.
const END: i64 = 4_291_747_200 * US_PER_SECOND;

/// The day number that spreadsheets give to 1970-01-01.
const SERIAL_OF_1970: f64 = 25_569.0;

/// Offsets from UTC that stand beside a date that is unclear: multiples of a quarter of an hour.
const QUARTER: i32 = 15;

/// A time from 1970 to 2105 whose parts are known, packed.
///
/// The highest two bits tell what the others are: 0 parts of a date whose order is not known, 1 microseconds of a
/// clock without a zone, 2 microseconds since 1970-01-01 00:00 UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp(u64);

const LOCAL: u64 = 1 << 62;
const UTC: u64 = 2 << 62;
const TAGS: u64 = 3 << 62;

/// So that a clock behind UTC at the turn of 1970 is not below 0.
const BIAS: i64 = US_PER_DAY;

impl Stamp {
    /// Takes a cell apart: ISO 8601, dates with slashes, dots or dashes, names of months, seconds to nanoseconds since
    /// 1970, a spreadsheet's day number. `None` where it is no time from 1970 to 2105.
    pub fn parse(cell: &[u8]) -> Option<Stamp> {
        let cell = cell.trim_ascii();
        if let Some(stamp) = iso(cell) {
            return Some(stamp);
        }
        if cell.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.')
            && let Some(stamp) = digits(cell)
        {
            return Some(stamp);
        }
        if cell.is_ascii() {
            return Stamp::spelled(cell);
        }
        let text = str::from_utf8(cell).ok()?.replace(['\u{a0}', '\u{202f}', '\u{2009}'], " ");
        Stamp::spelled(text.trim().as_bytes())
    }

    fn spelled(cell: &[u8]) -> Option<Stamp> {
        let mut cursor = Cursor::new(cell);
        let date = cursor.date()?;
        let clock = cursor.clock()?;
        cursor.is_at_end().then(|| Stamp::of(date, clock)).flatten()
    }

    fn of(date: Date, clock: Clock) -> Option<Stamp> {
        let Clock { hour, minute, second, microsecond, offset } = clock;
        let fits = hour < 24 && minute < 60 && second <= 60 || (hour, minute, second) == (24, 0, 0);
        if !fits || offset.is_some_and(|offset| offset.abs() > 15 * 60) {
            return None;
        }
        // A leap second counts as the last second of its minute.
        let second = second.min(59);
        match date {
            Date::Certain { year, month, day } => {
                let of_day = (i64::from(hour) * 60 + i64::from(minute)) * 60 + i64::from(second);
                let local = midnight(year, month, day)? + of_day * US_PER_SECOND + i64::from(microsecond);
                Stamp::at(local, offset)
            }
            Date::Unclear { first, second: middle, last, short } => {
                let quarters = match offset {
                    None => 0,
                    Some(offset) if offset % QUARTER == 0 => (offset / QUARTER + 64) as u64,
                    Some(_) => return None,
                };
                let mut bits = u64::from(short);
                for (value, width) in [
                    (last, 14),
                    (first, 7),
                    (middle, 5),
                    (hour, 5),
                    (minute, 6),
                    (second, 6),
                    (microsecond / US_PER_MS as u32, 10),
                ] {
                    bits = bits << width | u64::from(value);
                }
                let stamp = Stamp(bits << 7 | quarters);
                (first < 128 && middle < 32 && !stamp.orders()?.is_empty()).then_some(stamp)
            }
        }
    }

    /// Of microseconds of a clock, so many minutes east of UTC where that is known.
    fn at(local: i64, offset: Option<i32>) -> Option<Stamp> {
        let at = local - i64::from(offset.unwrap_or_default()) * US_PER_MINUTE;
        let tag = if offset.is_some() { UTC } else { LOCAL };
        (0..END).contains(&at).then(|| Stamp(tag | (at + BIAS) as u64))
    }

    /// The orders in which the parts of a date can stand; `None` where its form leaves no doubt.
    // A call would take longer than what it does for most cells.
    #[inline(always)]
    pub fn orders(self) -> Option<Orders> {
        if self.0 & TAGS != 0 { None } else { Some(self.possible_orders()) }
    }

    fn possible_orders(self) -> Orders {
        let possible = DateOrder::ALL.into_iter().filter(|order| self.date(*order).is_some());
        possible.fold(Orders::default(), Orders::with)
    }

    /// First and last number of a date whose year has two digits, by which a column tells where its years stand.
    pub(super) fn ends(self) -> Option<(u32, u32)> {
        let short = self.0 & TAGS == 0 && self.0 >> 60 & 1 == 1;
        short.then(|| (self.part(39, 7), self.part(46, 14)))
    }

    /// Whether both orders of day and month give the same day.
    pub(super) fn is_same_day(self) -> bool {
        self.part(39, 7) == self.part(34, 5)
    }

    /// Whether the cell itself says how far from UTC its clock stood.
    pub fn has_zone(self) -> bool {
        match self.0 & TAGS {
            UTC => true,
            LOCAL => false,
            _ => self.part(0, 7) > 0,
        }
    }

    /// Microseconds since 1970-01-01 00:00 UTC; `None` where the date cannot stand in this order. `to_utc` takes local
    /// microseconds of a clock without a zone.
    // A call would take longer than what it does for most cells.
    #[inline(always)]
    pub fn resolve(self, order: DateOrder, to_utc: impl FnOnce(i64) -> i64) -> Option<i64> {
        let at = |stamp: u64| (stamp & !TAGS) as i64 - BIAS;
        match self.0 & TAGS {
            UTC => Some(at(self.0)),
            LOCAL => Some(to_utc(at(self.0))),
            _ => {
                let (year, month, day) = self.date(order)?;
                let minutes = i64::from(self.part(29, 5)) * 60 + i64::from(self.part(23, 6));
                let local = midnight(year, month, day)?
                    + minutes * US_PER_MINUTE
                    + i64::from(self.part(17, 6)) * US_PER_SECOND
                    + i64::from(self.part(7, 10)) * US_PER_MS;
                Some(match self.part(0, 7) {
                    0 => to_utc(local),
                    quarters => local - i64::from((quarters as i32 - 64) * QUARTER) * US_PER_MINUTE,
                })
            }
        }
    }

    /// Year, month and day, read in this order, where that is a day.
    fn date(self, order: DateOrder) -> Option<(u32, u32, u32)> {
        let (short, last, first, middle) =
            (self.part(60, 1) == 1, self.part(46, 14), self.part(39, 7), self.part(34, 5));
        let year = if short { century(last) } else { last };
        let (year, month, day) = match order {
            DateOrder::DayFirst => (year, middle, first),
            DateOrder::MonthFirst => (year, first, middle),
            DateOrder::YearFirst if short => (century(first), middle, last),
            DateOrder::YearFirst => return None,
        };
        midnight(year, month, day).filter(|at| (0..END).contains(at)).map(|_| (year, month, day))
    }

    fn part(self, from: u32, width: u32) -> u32 {
        (self.0 >> from & ((1 << width) - 1)) as u32
    }
}

/// A year of two digits: 1970 to 2069.
pub(super) fn century(year: u32) -> u32 {
    if year < 70 { 2_000 + year } else { 1_900 + year }
}

/// A number of two digits.
#[inline(always)]
fn two(tens: u8, ones: u8) -> Option<u32> {
    let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
    (tens < 10 && ones < 10).then(|| u32::from(tens) * 10 + u32::from(ones))
}

/// "2025-12-31", "2025-12-31T22:15:30" and with a blank or a Z: by far the commonest forms.
fn iso(cell: &[u8]) -> Option<Stamp> {
    let (date, clock): (&[u8; 10], &[u8]) = cell.split_first_chunk()?;
    let [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = *date else { return None };
    let (clock, offset) = match clock {
        [] => (None, None),
        [clock @ .., b'Z'] => (Some(clock.as_array::<9>()?), Some(0)),
        clock => (Some(clock.as_array::<9>()?), None),
    };
    let midnight = midnight(two(y0, y1)? * 100 + two(y2, y3)?, two(m0, m1)?, two(d0, d1)?)?;
    let Some(clock) = clock else { return Stamp::at(midnight, None) };
    let [b'T' | b' ', h0, h1, b':', i0, i1, b':', s0, s1] = *clock else { return None };
    let (hour, minute, second) = (two(h0, h1)?, two(i0, i1)?, two(s0, s1)?);
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let of_day = (i64::from(hour) * 60 + i64::from(minute)) * 60 + i64::from(second);
    Stamp::at(midnight + of_day * US_PER_SECOND, offset)
}

/// Digits alone: seconds, milli-, micro- or nanoseconds since 1970 by their number, a date without signs, or a
/// spreadsheet's day number.
fn digits(cell: &[u8]) -> Option<Stamp> {
    let text = str::from_utf8(cell).ok()?;
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if fraction.contains('.') || whole.len() > 19 {
        return None;
    }
    let number: i64 = whole.parse().ok()?;
    // The first six digits of the fraction, in millionths.
    let millionths =
        || fraction.bytes().chain(*b"000000").take(6).fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0'));
    let epoch = |us: Option<i64>| Stamp::at(us?, Some(0));
    match (whole.len(), fraction.len()) {
        (5, _) => {
            let days = decimal::parse(text)?;
            let ms = ((days - SERIAL_OF_1970) * 86_400_000.0).round() as i64;
            Stamp::at(ms * US_PER_MS, None)
        }
        (8, 0) | (14, 0) => compact(whole.as_bytes()),
        // As seconds, what can be a day and an hour of this form would lie in the years 2030 to 2036.
        (10, 0) | (12, 0) if matches!(&whole[..2], "19" | "20") => {
            compact(whole.as_bytes()).or_else(|| match whole.len() {
                10 => epoch(number.checked_mul(US_PER_SECOND)),
                _ => epoch(number.checked_mul(US_PER_MS)),
            })
        }
        (9 | 10, _) => epoch(number.checked_mul(US_PER_SECOND).map(|us| us + millionths())),
        (12 | 13, _) => epoch(number.checked_mul(US_PER_MS).map(|us| us + millionths() / 1_000)),
        (15 | 16, 0) => epoch(Some(number)),
        (18 | 19, 0) => epoch(Some(number / 1_000)),
        _ => None,
    }
}

/// 20251231, and with hours, minutes and seconds behind it.
fn compact(digits: &[u8]) -> Option<Stamp> {
    let number = |from: usize, to: usize| {
        digits.get(from..to).map_or(0, |part| part.iter().fold(0, |n, digit| n * 10 + u32::from(digit - b'0')))
    };
    let date = Date::Certain { year: number(0, 4), month: number(4, 6), day: number(6, 8) };
    let clock = Clock { hour: number(8, 10), minute: number(10, 12), second: number(12, 14), ..Clock::default() };
    Stamp::of(date, clock)
}

/// Microseconds from 1970 to the beginning of a day, where there is such a day.
fn midnight(year: u32, month: u32, day: u32) -> Option<i64> {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    let fits = (1_969..=2_106).contains(&year) && (1..=days).contains(&day);
    fits.then(|| i64::from(days_since_year_0(year, month, day) - DAYS_TO_1970) * US_PER_DAY)
}

/// 1970-01-01 as [`days_since_year_0`] counts.
const DAYS_TO_1970: i32 = 719_468;

/// Days since 0000-03-01 in the proleptic Gregorian calendar (after Howard Hinnant, "chrono-compatible low-level date
/// algorithms"): years begin in March, so that a leap day is the last of its year.
fn days_since_year_0(year: u32, month: u32, day: u32) -> i32 {
    let (year, month) = if month <= 2 { (year - 1, month + 9) } else { (year, month - 3) };
    (365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 1) as i32
}

#[cfg(test)]
mod tests;
