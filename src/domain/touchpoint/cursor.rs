//! A cell of a time, read from left to right.

use super::{
    calendar::{self, DAYS, begins},
    stamp::century,
};

/// A date by its numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Date {
    Certain {
        year: u32,
        month: u32,
        day: u32,
    },
    /// Three numbers as they stand; `short` where the last has two digits.
    Unclear {
        first: u32,
        second: u32,
        last: u32,
        short: bool,
    },
}

/// A time of day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Clock {
    pub(super) hour: u32,
    pub(super) minute: u32,
    pub(super) second: u32,
    pub(super) microsecond: u32,
    /// Minutes east of UTC, where the cell says so.
    pub(super) offset: Option<i32>,
}

pub(super) struct Cursor<'a> {
    rest: &'a [u8],
}

impl<'a> Cursor<'a> {
    pub(super) fn new(cell: &'a [u8]) -> Self {
        Cursor { rest: cell }
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }

    /// A date in any of the usual forms.
    pub(super) fn date(&mut self) -> Option<Date> {
        if self.rest.len() > 8 && self.rest[8] | 0x20 == b't' && self.digits() == 8 {
            let date = Date::Certain { year: self.number(4)?.0, month: self.number(2)?.0, day: self.number(2)?.0 };
            return Some(date);
        }
        if self.word(DAYS).is_some() {
            self.skip(b" ,.");
        }
        if let Some(month) = self.month() {
            self.skip(b" .");
            let (day, _) = self.number(2)?;
            // "Dec 2025" has no day.
            if self.rest.first()?.is_ascii_digit() {
                return None;
            }
            self.skip(b" ,");
            return Some(Date::Certain { year: self.year()?, month, day });
        }
        let (first, digits) = self.number(4)?;
        let sign = self.one_of(b"-/. ")?;
        if digits == 4 {
            let (month, _) = self.number(2)?;
            self.one_of(&[sign])?;
            let (day, _) = self.number(2)?;
            return Some(Date::Certain { year: first, month, day });
        }
        self.skip(b" ");
        if let Some(month) = self.month() {
            self.skip(b"-/. ,");
            return Some(Date::Certain { year: self.year()?, month, day: first });
        }
        let (second, _) = self.number(2)?;
        self.one_of(&[sign])?;
        self.skip(b" ");
        let (last, digits) = self.number(4)?;
        match (sign, digits) {
            (b' ', _) | (_, 1 | 3) => None,
            // Dots stand in dates whose day comes first, in every country that writes them.
            (b'.', 2) => Some(Date::Certain { year: century(last), month: second, day: first }),
            (b'.', _) => Some(Date::Certain { year: last, month: second, day: first }),
            (_, digits) => Some(Date::Unclear { first, second, last, short: digits == 2 }),
        }
    }

    /// Of four digits, or of two.
    fn year(&mut self) -> Option<u32> {
        match self.number(4)? {
            (year, 4) => Some(year),
            (year, 2) => Some(century(year)),
            _ => None,
        }
    }

    /// The time behind a date, if there is one; `None` where what stands there is none.
    pub(super) fn clock(&mut self) -> Option<Clock> {
        let mut clock = Clock::default();
        let before = self.rest.len();
        if self.one_of(b"Tt").is_none() {
            self.skip(b" ,");
            if self.word(&["at", "um"]).is_some() {
                self.skip(b" ");
            }
        }
        if self.is_at_end() {
            return (before == 0).then_some(clock);
        }
        if self.rest[0].is_ascii_digit() {
            // Digits at once behind a date are no clock.
            if self.rest.len() == before {
                return None;
            }
            let is_packed = matches!(self.digits(), 4 | 6);
            clock.hour = self.number(2)?.0;
            if is_packed {
                clock.minute = self.number(2)?.0;
                if self.digits() > 0 {
                    clock.second = self.number(2)?.0;
                    if self.one_of(b".,").is_some() {
                        clock.microsecond = self.fraction()?;
                    }
                }
                self.skip(b" ");
                clock.offset = self.zone()?;
                return Some(clock);
            }
            let whole = self.word(&["uhr"]).is_some();
            if !whole && self.one_of(b":.").is_some() {
                clock.minute = self.number(2)?.0;
                if self.one_of(b":.").is_some() {
                    clock.second = self.number(2)?.0;
                    if self.one_of(b".,").is_some() {
                        clock.microsecond = self.fraction()?;
                    }
                }
            } else if !whole && !self.hour_is_named() {
                return None;
            }
            self.skip(b" ");
            if let Some(half) = self.half() {
                clock.hour = match clock.hour {
                    hour @ 0..=12 => hour % 12 + half,
                    // "22:15 PM" says twice what it means.
                    hour if half == 12 => hour,
                    _ => return None,
                };
            }
            if self.word(&["uhr"]).is_some() {
                self.skip(b" ");
            }
        } else if matches!(self.rest[0], b'+' | b'-') && !self.rest.contains(&b':') {
            // "2025-12-31-10" is no date with a zone.
            return None;
        }
        self.skip(b" ");
        clock.offset = self.zone()?;
        Some(clock)
    }

    /// Whether "Uhr", AM or PM stands behind a bare hour.
    fn hour_is_named(&self) -> bool {
        let mut ahead = Cursor { rest: self.rest };
        ahead.skip(b" ");
        ahead.half().is_some() || ahead.word(&["uhr"]).is_some()
    }

    /// AM or PM, with or without points, in hours.
    fn half(&mut self) -> Option<u32> {
        let (letter, rest) = self.rest.split_first()?;
        let half = match letter | 0x20 {
            b'a' => 0,
            b'p' => 12,
            _ => return None,
        };
        let rest = rest.strip_prefix(b".").unwrap_or(rest);
        let (_, rest) = rest.split_first().filter(|(letter, _)| *letter | 0x20 == b'm')?;
        self.rest = rest.strip_prefix(b".").unwrap_or(rest);
        self.skip(b" ");
        Some(half)
    }

    /// What stands behind a clock: nothing, or how far it is from UTC.
    fn zone(&mut self) -> Option<Option<i32>> {
        if self.is_at_end() {
            return Some(None);
        }
        let mut east = None;
        let letters = self.letters();
        if !letters.is_empty() {
            east = Some(calendar::zone(letters)?);
            self.rest = &self.rest[letters.len()..];
        }
        if let Some(sign) = self.one_of(b"+-") {
            let (mut hours, digits) = self.number(4)?;
            let mut minutes = 0;
            if digits > 2 {
                (hours, minutes) = (hours / 100, hours % 100);
            } else if self.one_of(b":").is_some() {
                minutes = self.number(2)?.0;
            }
            let offset = (hours * 60 + minutes) as i32;
            east = Some(if sign == b'-' { -offset } else { offset });
        }
        // "[Europe/Berlin]" or "(Central European Time)" only names what the offset says.
        self.skip(b" ");
        if east.is_some() && matches!(self.rest, [b'[', .., b']'] | [b'(', .., b')']) {
            self.rest = &[];
        }
        east.map(Some)
    }

    /// A number of at most so many digits, and how many it has.
    fn number(&mut self, most: usize) -> Option<(u32, usize)> {
        let digits = self.digits().min(most);
        let (number, rest) = self.rest.split_at(digits);
        self.rest = rest;
        (digits > 0).then(|| (number.iter().fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0')), digits))
    }

    /// How many digits stand here.
    fn digits(&self) -> usize {
        self.rest.iter().take_while(|byte| byte.is_ascii_digit()).count()
    }

    /// Microseconds of a fraction of any length.
    fn fraction(&mut self) -> Option<u32> {
        let digits = self.digits();
        let (number, rest) = self.rest.split_at(digits);
        self.rest = rest;
        let padded = number.iter().chain(b"000000").take(6);
        (digits > 0).then(|| padded.fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0')))
    }

    fn one_of(&mut self, signs: &[u8]) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        if signs.contains(first) {
            self.rest = rest;
            return Some(*first);
        }
        None
    }

    fn skip(&mut self, signs: &[u8]) {
        while self.one_of(signs).is_some() {}
    }

    /// The letters that stand here; those beyond ASCII are taken as they are.
    fn letters(&self) -> &'a [u8] {
        let letters = self.rest.iter().take_while(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii()).count();
        &self.rest[..letters]
    }

    fn month(&mut self) -> Option<u32> {
        let letters = self.letters();
        let month = calendar::month(letters)?;
        self.rest = &self.rest[letters.len()..];
        Some(month)
    }

    /// Which of these words stands here, whole or cut to three letters or more; a short one whole.
    fn word(&mut self, words: &[&str]) -> Option<usize> {
        let letters = self.letters();
        let fits = |word: &&str| !letters.is_empty() && letters.len() >= word.len().min(3) && begins(word, letters);
        let found = words.iter().position(fits)?;
        self.rest = &self.rest[letters.len()..];
        Some(found)
    }
}
