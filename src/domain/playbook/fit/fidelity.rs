//! How well a fitted playbook makes the journeys that it was fitted to: observed figures beside those of journeys that it makes.

use super::{Whom, sums::Sums};
use crate::{domain::words::NumberStyle, pack::Pack};

/// Fewer observed journeys than this are not looked at for where it is off the most.
const FEWEST: u32 = 30;

/// A difference below so many Monte Carlo errors is taken for one of chance.
const ERRORS: f64 = 3.0;

/// Observed journeys beside those that the playbook makes of the same personas and SII.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct Fidelity {
    /// Journeys made.
    pub made: u32,
    pub seed: u64,
    /// All journeys first, then each persona with a rule of its own, then the others.
    pub groups: Vec<Reproduced>,
}

/// One group of journeys.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct Reproduced {
    pub whom: Whom,
    pub journeys: u32,
    pub made: u32,
    /// Conversions a journey.
    pub rate: Beside,
    /// The parts of journeys that have 0, 1, 2 and so on touches, to the longest of either.
    pub lengths: Vec<Beside>,
    /// The total variation distance of the two distributions of lengths: half the sum of the differences of their parts, 0 to 1.
    pub lengths_apart: Option<f64>,
    /// What Monte Carlo error alone makes of that distance on average, by the normal approximation.
    pub lengths_apart_by_chance: Option<f64>,
    /// By name.
    pub channels: Vec<ChannelReproduced>,
}

#[derive(Clone, Debug, PartialEq, Pack)]
pub struct ChannelReproduced {
    pub channel: String,
    /// Touches a journey.
    pub touches: Beside,
    /// The part of journeys that hold it.
    pub holding: Beside,
}

/// A figure of observed journeys, and of made ones. `None` without journeys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Pack)]
pub struct Beside {
    pub observed: Option<f64>,
    pub made: Option<f64>,
    /// Standard error of `made` by Monte Carlo.
    pub error: Option<f64>,
}

impl Beside {
    /// Parts of the journeys of each side.
    fn of_parts(observed: (u32, u32), made: (u32, u32)) -> Beside {
        let part = |(count, of): (u32, u32)| (of > 0).then(|| f64::from(count) / f64::from(of));
        let part_made = part(made);
        let error = part_made.map(|part| (part * (1.0 - part) / f64::from(made.1)).sqrt());
        Beside { observed: part(observed), made: part_made, error }
    }

    /// Touches a journey, from their sum and the sum of their squares over journeys.
    fn of_means(observed: (u64, u32), made: (u64, u64, u32)) -> Beside {
        let mean = |sum: u64, of: u32| (of > 0).then(|| sum as f64 / f64::from(of));
        let (sum, squares, of) = made;
        let made = mean(sum, of);
        let error = made.zip(mean(squares, of)).map(|(mean, squares)| {
            let variance = (squares - mean * mean).max(0.0);
            (variance / f64::from(of)).sqrt()
        });
        Beside { observed: mean(observed.0, observed.1), made, error }
    }

    /// Made less observed.
    pub fn difference(&self) -> Option<f64> {
        Some(self.made? - self.observed?)
    }
}

impl Reproduced {
    /// Both sides of one group.
    pub(super) fn of(whom: Whom, channels: &[String], observed: &Sums, made: &Sums) -> Reproduced {
        let longest = observed.lengths.len().max(made.lengths.len());
        let length = |of: &Sums, at: usize| (of.lengths.get(at).copied().unwrap_or_default(), of.journeys);
        let lengths: Vec<Beside> =
            (0..longest).map(|at| Beside::of_parts(length(observed, at), length(made, at))).collect();
        let are_both = observed.journeys > 0 && made.journeys > 0;
        let half = |of: fn(&Beside) -> Option<f64>| {
            are_both.then(|| lengths.iter().filter_map(of).map(f64::abs).sum::<f64>() / 2.0)
        };
        let channel = |(at, channel): (usize, &String)| ChannelReproduced {
            channel: channel.clone(),
            touches: Beside::of_means(
                (observed.touches[at], observed.journeys),
                (made.touches[at], made.squares[at], made.journeys),
            ),
            holding: Beside::of_parts((observed.holding[at], observed.journeys), (made.holding[at], made.journeys)),
        };
        Reproduced {
            whom,
            journeys: observed.journeys,
            made: made.journeys,
            rate: Beside::of_parts((observed.conversions, observed.journeys), (made.conversions, made.journeys)),
            lengths_apart: half(Beside::difference),
            // The mean of |N(0, s)| is s times the root of 2 / pi.
            lengths_apart_by_chance: half(|length| length.error).map(|sum| sum * std::f64::consts::FRAC_2_PI.sqrt()),
            channels: channels.iter().enumerate().map(channel).collect(),
            lengths,
        }
    }

    /// The figures that are parts, each with its name; how far apart the two sides are, and by what chance may have it.
    fn apart(&self) -> Vec<(Figure<'_>, f64, f64)> {
        let beside = |figure, of: &Beside| Some((figure, of.difference()?.abs(), of.error?));
        let rate = beside(Figure::Rate(&self.rate), &self.rate);
        let lengths = self.lengths_apart.zip(self.lengths_apart_by_chance);
        let lengths = lengths.map(|(apart, by_chance)| (Figure::Lengths(apart), apart, by_chance));
        let holding = self.channels.iter().filter_map(|of| beside(Figure::Holding(of), &of.holding));
        rate.into_iter().chain(lengths).chain(holding).collect()
    }
}

/// What can be off.
#[derive(Clone, Copy)]
enum Figure<'a> {
    Rate(&'a Beside),
    Lengths(f64),
    Holding(&'a ChannelReproduced),
}

impl Fidelity {
    /// Where it is off the most, among rates, lengths and channels of groups that are not too small.
    pub fn sentence(&self, style: NumberStyle) -> String {
        let mut worst: Option<(&Whom, Figure<'_>, f64)> = None;
        for group in self.groups.iter().filter(|group| group.journeys >= FEWEST) {
            for (figure, apart, error) in group.apart() {
                if apart > ERRORS * error && worst.is_none_or(|(_, _, most)| apart > most) {
                    worst = Some((&group.whom, figure, apart));
                }
            }
        }
        let Some((whom, figure, _)) = worst else {
            let made = style.count(self.made, "journey", "journeys");
            return format!("In {made} made by it, no rate, length or channel is off by more than chance explains.");
        };
        let percent = |figure: Option<f64>| style.percent(figure.unwrap_or_default());
        let both = |of: &Beside| format!("{} observed, {} by the playbook", percent(of.observed), percent(of.made));
        let whom = whom.words();
        let what = match figure {
            Figure::Rate(rate) => format!("the conversion rate of {whom}: {}", both(rate)),
            Figure::Lengths(apart) => {
                format!("the lengths of {whom}: {} of them would have to be of another length", percent(Some(apart)))
            }
            Figure::Holding(of) => format!("the part of {whom} that holds {}: {}", of.channel, both(&of.holding)),
        };
        format!("It is off the most in {what}.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sums(lengths: &[u32], conversions: u32, touches: u64, squares: u64, holding: u32) -> Sums {
        Sums {
            journeys: lengths.iter().sum(),
            conversions,
            lengths: lengths.to_vec(),
            touches: vec![touches],
            squares: vec![squares],
            holding: vec![holding],
        }
    }

    /// Observed: 10 journeys of one touch and 30 of two, 10 convert. Made: 20 and 80, 25 of 100 convert.
    #[test]
    fn both_sides_stand_beside_each_other() {
        let (observed, made) = (sums(&[0, 10, 30], 10, 70, 130, 40), sums(&[0, 20, 80], 25, 180, 340, 100));
        let of = Reproduced::of(Whom::All, &["ads".to_owned()], &observed, &made);
        assert_eq!((of.rate.observed, of.rate.made), (Some(0.25), Some(0.25)));
        // The root of 0.25 x 0.75 / 100.
        assert!((of.rate.error.expect("made") - 0.043_301_270_2).abs() < 1e-10);
        // Parts 0.25 and 0.75 against 0.2 and 0.8.
        assert!((of.lengths_apart.expect("both") - 0.05).abs() < 1e-15);
        // Twice an error of 0.04, halved, times the root of 2 / pi.
        assert!((of.lengths_apart_by_chance.expect("made") - 0.031_915_382_4).abs() < 1e-10);
        // 180 touches of 100 journeys; variance 3.4 - 3.24 = 0.16.
        let touches = of.channels[0].touches;
        assert_eq!((touches.observed, touches.made), (Some(1.75), Some(1.8)));
        assert!((touches.error.expect("made") - 0.04).abs() < 1e-9);
    }

    #[test]
    fn the_sentence_names_what_is_off_the_most() {
        let channels = ["ads".to_owned()];
        let group = |whom, observed: &Sums, made: &Sums| Reproduced::of(whom, &channels, observed, made);
        let observed = sums(&[0, 100], 50, 100, 100, 100);
        let same = sums(&[0, 1_000], 500, 1_000, 1_000, 1_000);
        let mut fidelity = Fidelity { made: 1_000, seed: 7, groups: vec![group(Whom::All, &observed, &same)] };
        let style = NumberStyle::default();
        assert_eq!(
            fidelity.sentence(style),
            "In 1000 journeys made by it, no rate, length or channel is off by more than chance explains."
        );
        let other = sums(&[0, 1_000], 300, 1_000, 1_000, 1_000);
        fidelity.groups.push(group(Whom::Persona("Saver".to_owned()), &observed, &other));
        assert_eq!(
            fidelity.sentence(style),
            "It is off the most in the conversion rate of journeys of Saver: 50.0 % observed, 30.0 % by the playbook."
        );
        // A persona of few journeys is left alone.
        let few = sums(&[29], 0, 0, 0, 0);
        fidelity.groups.push(group(Whom::Persona("Rare".to_owned()), &few, &same));
        assert!(fidelity.sentence(style).contains("Saver"));
    }
}
