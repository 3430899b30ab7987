//! Two scopes side by side: what differs in their shares, rates and values by more than sampling error.

use crate::{
    domain::{
        journey::Origin,
        sorting,
        uncertainty::Interval,
        words::{NumberStyle, list},
    },
    pack::Pack,
};

use super::{amounts::Amounts, compared::Compared, proportion::Proportion, written};

/// Fewer conversions than this in either scope tell nothing.
pub const FEWEST_CONVERSIONS: u32 = 10;

/// Channels named in the headline at most.
const NAMED: usize = 3;

/// What is known of one scope. Shares and replicates are of one model, the same for both scopes.
#[derive(Clone, Debug)]
pub struct Side<'a> {
    /// As sentences call it: "A".
    pub name: &'a str,
    pub origin: Origin,
    pub journeys: Proportion,
    /// The values of its conversions, as far as they are known.
    pub values: Amounts,
    pub channels: Vec<ChannelSide<'a>>,
}

/// One channel of a scope, which some journey of the scope holds.
#[derive(Clone, Copy, Debug)]
pub struct ChannelSide<'a> {
    pub channel: &'a str,
    /// `None` where the scope has no credit.
    pub share: Option<f64>,
    /// Of the share; empty where none were drawn.
    pub replicates: &'a [f64],
}

/// Both scopes and how they differ, A less B throughout.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct Difference {
    pub names: [String; 2],
    pub origins: [Origin; 2],
    /// Level of every interval.
    pub level: f64,
    /// Journeys that both scopes hold. Where there are any, the intervals, which take the scopes as independent, overstate
    /// the spread of the differences.
    pub common_journeys: u32,
    pub journeys: [Proportion; 2],
    /// By Newcombe's hybrid score interval.
    pub rate: Compared,
    /// The interval takes both numbers of journeys as given.
    pub conversions: Compared,
    /// Mean value of the conversions whose value is known, in currency units, by Welch's interval.
    pub value_per_conversion: Compared,
    /// Those of either scope, by name.
    pub channels: Vec<ChannelDifference>,
}

/// One channel's share in both.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct ChannelDifference {
    pub channel: String,
    pub presence: Presence,
    /// `None` where the channel is not in the scope, or the scope has no credit.
    pub share: Compared,
}

/// In which scope a channel occurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pack)]
pub enum Presence {
    Both,
    OnlyA,
    OnlyB,
}

impl Difference {
    /// Compares two scopes that have so many journeys in common; `level` is above 0 and below 1.
    pub fn of(a: &Side, b: &Side, common_journeys: u32, level: f64) -> Difference {
        let mut names: Vec<&str> = a.channels.iter().chain(&b.channels).map(|side| side.channel).collect();
        sorting::sort_distinct(&mut names);
        let find =
            |side: &Side, name: &str| -> Option<usize> { side.channels.iter().position(|of| of.channel == name) };
        let channel = |name: &str| {
            let of_a = find(a, name).map(|at| &a.channels[at]);
            let of_b = find(b, name).map(|at| &b.channels[at]);
            ChannelDifference::of(name, of_a, of_b, level)
        };
        Difference {
            names: [a.name.to_owned(), b.name.to_owned()],
            origins: [a.origin, b.origin],
            level,
            common_journeys,
            journeys: [a.journeys, b.journeys],
            rate: Compared::rates(a.journeys, b.journeys, level),
            conversions: Compared::conversions(a.journeys, b.journeys, level),
            value_per_conversion: Compared::means(&a.values, &b.values, level),
            channels: names.into_iter().map(channel).collect(),
        }
    }

    /// Whether the scopes have journeys in common, so that the intervals are too wide.
    pub fn overlaps(&self) -> bool {
        self.common_journeys > 0
    }

    /// Whether either scope has fewer than [`FEWEST_CONVERSIONS`].
    pub fn is_too_few(&self) -> bool {
        self.journeys.iter().any(|of| of.conversions < FEWEST_CONVERSIONS)
    }

    /// What differs, in one plain sentence.
    pub fn headline(&self, style: NumberStyle) -> String {
        let [a, b] = &self.names;
        let [of_a, of_b] = self.journeys.map(|of| style.count(of.conversions, "conversion", "conversions"));
        if self.is_too_few() {
            return format!("Too few journeys to tell: {of_a} in {a}, {of_b} in {b}.");
        }
        let (compared, told) = (self.compared().count(), self.told());
        match told.as_slice() {
            _ if compared == 0 => format!("No channel's share is known with an interval in both {a} and {b}."),
            [] => format!("No channel's share differs between {a} and {b} by more than chance alone can make."),
            [first, others @ ..] => {
                let interval = first.share.interval.map_or(String::new(), |of| {
                    format!(" ({})", written::interval(of, |end| written::points(end, style)))
                });
                let difference = first.share.difference.unwrap_or_default();
                let side = if difference < 0.0 { "lower" } else { "higher" };
                let points = written::points(difference.abs(), style);
                format!(
                    "{}'s share is {points} points {side} in {a} than in {b}{interval}{}.",
                    first.channel,
                    also(others, compared)
                )
            }
        }
    }

    /// That the intervals are too wide, where the scopes have journeys in common.
    pub fn overlap(&self, style: NumberStyle) -> Option<String> {
        let [a, b] = &self.names;
        self.overlaps().then(|| {
            let common = style.count(self.common_journeys, "journey is", "journeys are");
            format!(
                "{common} in both {a} and {b}: the intervals are made as if none were, and overstate how far the difference \
                 can be off."
            )
        })
    }

    /// What else limits the comparison, sentence by sentence: synthetic journeys, channels of one scope alone, and how many
    /// differences chance alone would show.
    pub fn cautions(&self, style: NumberStyle) -> Vec<String> {
        let [a, b] = &self.names;
        let synthetic = self.origins.contains(&Origin::Synthetic).then(|| {
            "Journeys here are synthetic: their differences restate the rules that they were made by.".to_owned()
        });
        let only = |presence: Presence, other: &str| {
            let of = self.channels.iter().filter(|channel| channel.presence == presence);
            let names: Vec<&str> = of.map(|channel| channel.channel.as_str()).collect();
            let is = if names.len() == 1 { "is" } else { "are" };
            (!names.is_empty())
                .then(|| format!("{} {is} in no journey of {other}: no share there, and no difference.", list(&names)))
        };
        let compared = self.compared().count();
        let by_chance = (compared > 1).then(|| {
            let expected = style.decimals((1.0 - self.level) * compared as f64, 1);
            format!("Of {compared} channels compared, {expected} would show a difference by chance alone on average, were there none.")
        });
        [synthetic, only(Presence::OnlyA, b), only(Presence::OnlyB, a), by_chance].into_iter().flatten().collect()
    }

    fn compared(&self) -> impl Iterator<Item = &ChannelDifference> {
        self.channels.iter().filter(|channel| channel.share.interval.is_some())
    }

    /// Channels whose interval leaves out 0, the greatest difference first; equal ones by name.
    fn told(&self) -> Vec<&ChannelDifference> {
        let size = |channel: &ChannelDifference| channel.share.difference.unwrap_or_default().abs();
        let mut told: Vec<&ChannelDifference> =
            self.compared().filter(|channel| channel.share.is_told() == Some(true)).collect();
        sorting::sort_by(&mut told, |one, other| size(other).total_cmp(&size(one)));
        told
    }
}

impl ChannelDifference {
    fn of(name: &str, a: Option<&ChannelSide>, b: Option<&ChannelSide>, level: f64) -> ChannelDifference {
        let share = |side: Option<&ChannelSide>| side.and_then(|side| side.share);
        let interval = a.zip(b).and_then(|(a, b)| difference_interval(a.replicates, b.replicates, level));
        ChannelDifference {
            channel: name.to_owned(),
            presence: match (a, b) {
                (Some(_), None) => Presence::OnlyA,
                (None, Some(_)) => Presence::OnlyB,
                _ => Presence::Both,
            },
            share: Compared::of(share(a), share(b), interval),
        }
    }

    /// Why a share is missing, in a word; `None` where both are there.
    pub fn word(&self) -> Option<&'static str> {
        match self.presence {
            Presence::OnlyA => Some("not in B"),
            Presence::OnlyB => Some("not in A"),
            Presence::Both if self.share.difference.is_none() => Some("no credit to compare"),
            Presence::Both => None,
        }
    }
}

/// The interval of the difference of two independent series. They are paired from opposite ends: draws of one seed are the
/// same in the replicates of one number, so that pairs of one number would not be independent.
fn difference_interval(a: &[f64], b: &[f64], level: f64) -> Option<Interval> {
    Interval::equal_tailed(level, a.iter().zip(b.iter().rev()).map(|(a, b)| a - b).collect())
}

/// The other channels whose shares differ.
fn also(others: &[&ChannelDifference], compared: usize) -> String {
    let mut names: Vec<&str> = others.iter().take(NAMED).map(|channel| channel.channel.as_str()).collect();
    let more = others.len().saturating_sub(NAMED);
    let more = (more > 0).then(|| format!("{more} more"));
    names.extend(more.as_deref());
    match (names.len(), compared) {
        (0, 1) => String::new(),
        (0, _) => "; no other channel's differs by more than chance alone can make".to_owned(),
        (1, _) => format!("; {}'s differs too", names[0]),
        _ => format!("; those of {} differ too", list(&names)),
    }
}

#[cfg(test)]
mod tests;
