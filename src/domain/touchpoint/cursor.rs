//! A cell of a time, read from left to right.

use super::stamp::Parts;

const MONTHS: [&[u8]; 12] = [
    b"january",
    b"february",
    b"march",
    b"april",
    b"may",
    b"june",
    b"july",
    b"august",
    b"september",
    b"october",
    b"november",
    b"december",
];

const DAYS: [&[u8]; 7] = [b"monday", b"tuesday", b"wednesday", b"thursday", b"friday", b"saturday", b"sunday"];

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
    pub(super) fn date(&mut self) -> Option<Parts> {
        if self.word(&DAYS).is_some() {
            self.skip(b" ,.");
        }
        if let Some(month) = self.word(&MONTHS) {
            self.skip(b" .");
            let (day, _) = self.number(2)?;
            // "Dec 2025" has no day.
            if self.rest.first()?.is_ascii_digit() {
                return None;
            }
            self.skip(b" ,");
            return self.dated(month as u32 + 1, day);
        }
        let (first, digits) = self.number(4)?;
        let sign = self.one_of(b"-/. ")?;
        if digits == 4 {
            let (month, _) = self.number(2)?;
            self.one_of(&[sign])?;
            let (day, _) = self.number(2)?;
            return Some(Parts { year: first, first: day, second: month, certain: true, ..Parts::default() });
        }
        if let Some(month) = self.word(&MONTHS) {
            self.skip(b"-/. ,");
            return self.dated(month as u32 + 1, first);
        }
        let (second, _) = self.number(2)?;
        self.one_of(&[sign])?;
        let year = self.year()?;
        // Dots stand in dates whose day comes first, in every country that writes them.
        let certain = sign == b'.';
        (sign != b' ').then_some(Parts { year, first, second, certain, ..Parts::default() })
    }

    fn dated(&mut self, month: u32, day: u32) -> Option<Parts> {
        let year = self.year()?;
        Some(Parts { year, first: day, second: month, certain: true, ..Parts::default() })
    }

    /// Of four digits, or of two: 1969 to 2068.
    fn year(&mut self) -> Option<u32> {
        match self.number(4)? {
            (year, 4) => Some(year),
            (year, 2) => Some(if year < 69 { 2_000 + year } else { 1_900 + year }),
            _ => None,
        }
    }

    /// The time behind a date, if there is one; `None` where what stands there is none.
    pub(super) fn time_of_day(&mut self, parts: &mut Parts) -> Option<()> {
        if self.is_at_end() {
            return Some(());
        }
        if self.one_of(b"Tt").is_none() {
            self.skip(b" ,");
        }
        if !self.rest.first()?.is_ascii_digit() {
            return self.zone(parts);
        }
        parts.hour = self.number(2)?.0;
        self.one_of(b":.")?;
        parts.minute = self.number(2)?.0;
        if self.one_of(b":.").is_some() {
            parts.second_of_minute = self.number(2)?.0;
            if self.one_of(b".,").is_some() {
                parts.millisecond = self.fraction()?;
            }
        }
        self.skip(b" ");
        if let Some(half) = self.word(&[b"am", b"pm"]) {
            if !(1..=12).contains(&parts.hour) {
                return None;
            }
            parts.hour = parts.hour % 12 + 12 * half as u32;
            self.skip(b" ");
        }
        self.zone(parts)
    }

    fn zone(&mut self, parts: &mut Parts) -> Option<()> {
        if self.is_at_end() {
            return Some(());
        }
        if self.word(&[b"z", b"utc", b"gmt"]).is_some() && self.is_at_end() {
            parts.offset = Some(0);
            return Some(());
        }
        let west = self.one_of(b"+-")? == b'-';
        let (mut hours, digits) = self.number(4)?;
        let mut minutes = 0;
        if digits > 2 {
            (hours, minutes) = (hours / 100, hours % 100);
        } else if self.one_of(b":").is_some() {
            minutes = self.number(2)?.0;
        }
        let east = (hours * 60 + minutes) as i32;
        parts.offset = Some(if west { -east } else { east });
        Some(())
    }

    /// A number of at most so many digits, and how many it has.
    fn number(&mut self, most: usize) -> Option<(u32, usize)> {
        let digits = self.rest.iter().take(most).take_while(|byte| byte.is_ascii_digit()).count();
        let (number, rest) = self.rest.split_at(digits);
        self.rest = rest;
        (digits > 0).then(|| (number.iter().fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0')), digits))
    }

    /// Milliseconds of a fraction of any length.
    fn fraction(&mut self) -> Option<u32> {
        let digits = self.rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (number, rest) = self.rest.split_at(digits);
        self.rest = rest;
        let padded = number.iter().chain(b"000").take(3);
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

    /// Which of these words stands here, whole or cut to three letters or more.
    fn word(&mut self, words: &[&[u8]]) -> Option<usize> {
        if !self.rest.first()?.is_ascii_alphabetic() {
            return None;
        }
        let letters = self.rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let (here, rest) = self.rest.split_at(letters);
        let fits = |word: &&[u8]| {
            letters >= 3.min(word.len()) && letters <= word.len() && word[..letters].eq_ignore_ascii_case(here)
        };
        let found = words.iter().position(fits)?;
        self.rest = rest;
        Some(found)
    }
}
