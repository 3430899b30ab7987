//! A scope in words, filter by filter.

use super::Scope;
use crate::domain::measure::{Measure, Range};

/// One filter: what it says, and the scope without it.
#[derive(Clone, Debug, PartialEq)]
pub struct Chip {
    pub words: String,
    pub without: Scope,
}

impl Scope {
    /// The filters that are set, but for ZIP codes, segments, tier and the channels that are left out or grouped.
    pub fn chips(&self) -> Vec<Chip> {
        let mut chips = Vec::new();
        let mut add = |words: String, change: &dyn Fn(&mut Scope)| {
            let mut without = self.clone();
            change(&mut without);
            chips.push(Chip { words, without });
        };
        if !self.personas.is_empty() {
            add(format!("Persona: {}", self.personas.join(", ")), &|scope| scope.personas.clear());
        }
        if !self.plays.is_empty() {
            add(format!("Play: {}", self.plays.join(", ")), &|scope| scope.plays.clear());
        }
        for range in &self.ranges {
            add(range.words(), &|scope| scope.ranges.retain(|known| known.of != range.of));
        }
        for channel in &self.paths.holding {
            add(format!("Holding {channel}"), &|scope| scope.paths.holding.retain(|known| known != channel));
        }
        for channel in &self.paths.lacking {
            add(format!("Not holding {channel}"), &|scope| scope.paths.lacking.retain(|known| known != channel));
        }
        if let Some(path) = &self.paths.exactly {
            add(format!("Path: {}", path.join(" > ")), &|scope| scope.paths.exactly = None);
        }
        chips
    }
}

impl Range {
    /// "SII from 70 to 90".
    pub fn words(&self) -> String {
        let name = match self.of {
            Measure::Sii => "SII",
            Measure::Risk => "Risk",
            Measure::Value => "Value",
            Measure::Start => "Began",
        };
        let write = |number: f64| match self.of {
            Measure::Start => day(number.floor() as i64),
            _ => number.to_string(),
        };
        let from = self.from.map(|from| format!(" from {}", write(from))).unwrap_or_default();
        let to = self.to.map(|to| format!(" to {}", write(to))).unwrap_or_default();
        format!("{name}{from}{to}")
    }
}

/// The day of an instant in seconds since 1970-01-01 00:00 UTC: "2024-06-15".
pub fn day(seconds: i64) -> String {
    // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days: years begin in March, so that the day that
    // leaps is the last. Behind the division days count from 0000-03-01.
    let days = seconds.div_euclid(86_400) + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march = (5 * of_year + 2) / 153;
    let month = if march < 10 { march + 3 } else { march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{:02}", of_year - (153 * march + 2) / 5 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::path::PathFilter;

    #[test]
    fn days_are_those_of_the_calendar() {
        assert_eq!(day(0), "1970-01-01");
        assert_eq!(day(1_718_445_600), "2024-06-15");
        assert_eq!(day(951_782_399), "2000-02-28");
        assert_eq!(day(951_782_400), "2000-02-29");
        assert_eq!(day(-1), "1969-12-31");
    }

    #[test]
    fn each_filter_is_a_chip_that_can_be_taken_away() {
        let range = Range { of: Measure::Sii, from: Some(70.0), to: None };
        let paths = PathFilter { holding: vec!["email".to_owned()], ..PathFilter::default() };
        let scope = Scope { ranges: vec![range], paths, personas: vec!["A".to_owned()], ..Scope::default() };
        let words: Vec<String> = scope.chips().into_iter().map(|chip| chip.words).collect();
        assert_eq!(words, ["Persona: A", "SII from 70", "Holding email"]);
        let without = scope.chips().into_iter().fold(scope, |scope, chip| {
            let same = scope.chips().into_iter().find(|known| known.words == chip.words);
            same.map_or(scope, |same| same.without)
        });
        assert_eq!(without, Scope::default());
    }
}
