//! How long it takes: from the first and the last touch to the conversion, and from touch to touch.

use super::{Timed, order_statistics::FiveNumbers, tell};
use crate::{
    domain::{journey::Journey, words::NumberStyle},
    pack::Pack,
};

const HOUR: u32 = 3_600;
const DAY: u32 = 86_400;

/// Where each bin begins, in seconds, and its name. A bin ends below the next one's beginning.
const BINS: [(u32, &str); 10] = [
    (0, "under 1 h"),
    (HOUR, "1 h to 1 d"),
    (DAY, "1 to 2 d"),
    (2 * DAY, "2 to 4 d"),
    (4 * DAY, "4 to 7 d"),
    (7 * DAY, "7 to 14 d"),
    (14 * DAY, "14 to 30 d"),
    (30 * DAY, "30 to 60 d"),
    (60 * DAY, "60 to 90 d"),
    (90 * DAY, "90 d and more"),
];

/// The lags of the journeys in scope, over the touches that are left in them.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct Lags {
    /// All conversions in scope, those of journeys without a touch among them.
    pub conversions: u32,
    /// A lag for each converting journey that has a touch.
    pub first_to_conversion: LagDistribution,
    pub last_to_conversion: LagDistribution,
    /// A lag for each two touches that follow each other, in converting and null journeys.
    pub between_touches: LagDistribution,
}

/// Lags, in seconds.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct LagDistribution {
    pub count: u32,
    /// `None` without lags.
    pub seconds: Option<FiveNumbers>,
    /// Every bin, the shortest first; empty ones among them.
    pub bins: Vec<LagBin>,
    /// Pairs in which what comes later in the journey has the earlier time, as a playbook can have it. They have no
    /// lag and are in none of the other figures.
    pub backward: u32,
}

#[derive(Clone, Debug, PartialEq, Pack)]
pub struct LagBin {
    pub name: String,
    /// Where it begins, in seconds; it ends below the beginning of the next.
    pub from: u32,
    pub count: u32,
}

impl Lags {
    pub fn of(timed: &Timed) -> Lags {
        let (mut first, mut last, mut between) = (Found::default(), Found::default(), Found::default());
        let mut conversions = 0;
        for journey in timed.inside {
            let touches: Vec<u32> = timed.touches(journey).collect();
            touches.windows(2).for_each(|pair| between.note(pair[0], pair[1]));
            let Some(conversion) = timed.conversion(journey) else { continue };
            conversions += 1;
            touches.first().iter().for_each(|touch| first.note(**touch, conversion));
            touches.last().iter().for_each(|touch| last.note(**touch, conversion));
        }
        Lags {
            conversions,
            first_to_conversion: first.distribution(),
            last_to_conversion: last.distribution(),
            between_touches: between.distribution(),
        }
    }

    /// What the table shows, in one sentence.
    pub fn sentence(&self, style: NumberStyle) -> String {
        let conversions = style.count(self.conversions, "conversion", "conversions");
        let (first, last) = (&self.first_to_conversion, &self.last_to_conversion);
        let (Some(from_first), Some(from_last)) = (first.seconds, last.seconds) else {
            return match (self.conversions, last.backward) {
                (0, _) => "No conversion is in scope.".to_owned(),
                (_, 0) => {
                    "No converting journey has a touch left, so that no time to a conversion is known.".to_owned()
                }
                _ => {
                    "The last touch always has a later time than the conversion, so that no time between them is known."
                        .to_owned()
                }
            };
        };
        let known = first.count.min(last.count);
        if self.conversions < tell::TOO_FEW {
            return format!("Too few journeys to tell: {conversions} in scope.");
        }
        if known < tell::TOO_FEW {
            return format!("Too few journeys to tell: of {conversions} in scope the time is known for {known}.");
        }
        let of = if known < self.conversions { "conversions whose time is known" } else { "conversions" };
        let median = |five: FiveNumbers| tell::duration(five.median, style);
        let of_last = match from_last.max {
            0 => "the last touch always has the conversion's time".to_owned(),
            _ => format!("half within {} of the last", median(from_last)),
        };
        format!("Half of the {of} come within {} of the first touch; {of_last}.", median(from_first))
    }

    /// How far touches that follow each other lie apart, in plain words.
    pub fn gaps_sentence(&self, style: NumberStyle) -> String {
        let backward = self.between_touches.backward > 0;
        let Some(seconds) = self.between_touches.seconds else {
            return match backward {
                true => "Of touches that follow each other the later one always has the earlier time, so that no time between \
                         touches is known.",
                false => "No touch follows another, so that no time between touches is known.",
            }
            .to_owned();
        };
        let pairs = style.count(self.between_touches.count, "pair of touches follows", "pairs of touches follow");
        let pairs = pairs + if backward { " each other in time" } else { " each other" };
        if self.between_touches.count < tell::TOO_FEW {
            return format!("Too few touches to tell: {pairs}.");
        }
        let (median, longest) = (tell::duration(seconds.median, style), tell::duration(f64::from(seconds.max), style));
        format!("{pairs}: half of them within {median}, the furthest {longest} apart.")
    }
}

impl Timed<'_> {
    /// Seconds from a journey's start to each touch that is left, in the order of its path.
    fn touches(&self, journey: &Journey) -> impl Iterator<Item = u32> {
        let path = self.journeys.paths.get(journey.path);
        let offsets = path.iter().zip(&self.journeys.offsets[journey.times as usize..]);
        offsets.filter(|(channel, _)| self.rewrite.of(**channel).is_some()).map(|(_, offset)| *offset)
    }

    /// The same to its conversion.
    fn conversion(&self, journey: &Journey) -> Option<u32> {
        journey.outcome.conversion()?;
        self.journeys.offsets.get(journey.times as usize + self.journeys.paths.get(journey.path).len()).copied()
    }
}

#[derive(Default)]
struct Found {
    lags: Vec<u32>,
    backward: u32,
}

impl Found {
    fn note(&mut self, from: u32, to: u32) {
        match to.checked_sub(from) {
            Some(lag) => self.lags.push(lag),
            None => self.backward += 1,
        }
    }

    fn distribution(self) -> LagDistribution {
        let mut counts = [0; BINS.len()];
        for lag in &self.lags {
            let after = BINS.iter().position(|(from, _)| lag < from).unwrap_or(BINS.len());
            counts[after - 1] += 1;
        }
        let bins = BINS.iter().zip(counts);
        LagDistribution {
            count: self.lags.len() as u32,
            seconds: FiveNumbers::of(&self.lags),
            bins: bins.map(|((from, name), count)| LagBin { name: (*name).to_owned(), from: *from, count }).collect(),
            backward: self.backward,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        channel::{ChannelId, Channels},
        journey::{Conversion, Journeys, Outcome, Paths},
        path::Rewrite,
    };

    /// Touches by channel and seconds from the start, and the time of a conversion.
    type Row<'a> = (&'a [(u16, u32)], Option<u32>);

    fn timed(rows: &[Row]) -> Journeys {
        let mut journeys = Journeys::none(Channels::new(["a", "b"]).expect("two channels"));
        journeys.paths = Paths::default();
        for (touches, conversion) in rows {
            journeys.rows.push(Journey {
                subject: 0,
                path: journeys.paths.len() as u32,
                times: journeys.offsets.len() as u32,
                start: 0,
                outcome: Outcome::of(conversion.map(|_| Conversion { value: None })),
            });
            journeys.paths.push(&touches.iter().map(|(channel, _)| ChannelId(*channel)).collect::<Vec<ChannelId>>());
            journeys.offsets.extend(touches.iter().map(|(_, offset)| offset));
            journeys.offsets.extend(conversion);
        }
        journeys
    }

    fn filled(distribution: &LagDistribution) -> Vec<(&str, u32)> {
        let filled = distribution.bins.iter().filter(|bin| bin.count > 0);
        filled.map(|bin| (bin.name.as_str(), bin.count)).collect()
    }

    #[test]
    fn lags_are_of_the_touches_that_are_left_and_none_is_negative() {
        let journeys = timed(&[
            (&[(0, 0), (1, 3_600)], Some(7_200)),
            (&[(0, 0)], Some(86_400)),
            (&[(0, 0), (1, 172_800)], None),
            (&[(1, 100), (0, 50)], Some(60)),
        ]);
        let inside: Vec<&Journey> = journeys.rows.iter().collect();
        let of = |rewrite: &Rewrite| Lags::of(&Timed { journeys: &journeys, inside: &inside, rewrite });
        let lags = of(&Rewrite::default());
        let first = &lags.first_to_conversion;
        assert_eq!((lags.conversions, first.count, first.backward), (3, 2, 1));
        // 7,200 and 86,400 are 79,200 apart.
        let five = first.seconds.expect("two lags");
        let quartiles = (five.lower_quartile, five.median, five.upper_quartile);
        assert_eq!((five.min, quartiles, five.max), (7_200, (27_000.0, 46_800.0, 66_600.0), 86_400));
        assert_eq!(filled(first), [("1 h to 1 d", 1), ("1 to 2 d", 1)]);
        assert_eq!(filled(&lags.last_to_conversion), [("under 1 h", 1), ("1 h to 1 d", 1), ("1 to 2 d", 1)]);
        assert_eq!(filled(&lags.between_touches), [("1 h to 1 d", 1), ("2 to 4 d", 1)]);
        assert_eq!((lags.last_to_conversion.backward, lags.between_touches.backward), (0, 1));
        assert_eq!(
            lags.gaps_sentence(NumberStyle::default()),
            "Too few touches to tell: 2 pairs of touches follow each other in time."
        );
        assert_eq!(lags.sentence(NumberStyle::default()), "Too few journeys to tell: 3 conversions in scope.");
        let without = of(&Rewrite { without: vec![ChannelId(1)], groups: Vec::new() });
        assert_eq!(filled(&without.last_to_conversion), [("under 1 h", 1), ("1 h to 1 d", 1), ("1 to 2 d", 1)]);
        assert_eq!((without.first_to_conversion.backward, without.between_touches.count), (0, 0));
        assert_eq!(without.between_touches.seconds, None);
        let words = without.gaps_sentence(NumberStyle::default());
        assert_eq!(words, "No touch follows another, so that no time between touches is known.");
    }

    #[test]
    fn what_is_not_known_is_told_by_its_cause() {
        let told = |rows: &[Row], rewrite: &Rewrite| {
            let journeys = timed(rows);
            let inside: Vec<&Journey> = journeys.rows.iter().collect();
            let lags = Lags::of(&Timed { journeys: &journeys, inside: &inside, rewrite });
            [lags.sentence(NumberStyle::PLAIN), lags.gaps_sentence(NumberStyle::PLAIN)]
        };
        let row: Row = (&[(1, 100), (0, 50)], Some(20));
        let backward = [
            "The last touch always has a later time than the conversion, so that no time between them is known.",
            "Of touches that follow each other the later one always has the earlier time, so that no time between touches is known.",
        ];
        assert_eq!(told(&[row], &Rewrite::default()), backward);
        let emptied = Rewrite { without: vec![ChannelId(0), ChannelId(1)], groups: Vec::new() };
        let untouched = "No converting journey has a touch left, so that no time to a conversion is known.";
        assert_eq!(told(&[row], &emptied)[0], untouched);
        assert_eq!(told(&[(&[(0, 0)], None)], &Rewrite::default())[0], "No conversion is in scope.");
        // Twelve conversions: without b three are left with a touch, then ten.
        let (a, b): (Row, Row) = ((&[(0, 0)], Some(86_400)), (&[(1, 0)], Some(86_400)));
        let without = Rewrite { without: vec![ChannelId(1)], groups: Vec::new() };
        let few = told(&[vec![a; 3], vec![b; 9]].concat(), &without);
        assert_eq!(few[0], "Too few journeys to tell: of 12 conversions in scope the time is known for 3.");
        let enough = told(&[vec![a; 10], vec![b; 2]].concat(), &without);
        let half = "Half of the conversions whose time is known come within 1.0 days of the first touch; half within 1.0 days of the last.";
        assert_eq!(enough[0], half);
    }
}
