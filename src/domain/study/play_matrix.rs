//! Groups of journeys by channel: plays, personas, ZIPs, or words of a segment. Credit is a model's; touches and their
//! mix are counts, and are never called credit.

use crate::{
    domain::{
        attribution::model::Model,
        finding::are_equal,
        journey::Origin,
        report::{ChannelCredit, Report},
        sorting,
        uncertainty::Interval,
        words::{NumberStyle, list},
    },
    pack::Pack,
};

/// A group of fewer journeys has no shares; in a larger one, a channel that fewer journeys hold has none.
pub const FEWEST_JOURNEYS: u32 = 10;

/// A group of fewer conversions has no shares.
pub const FEWEST_CONVERSIONS: u32 = 5;

/// What stands in place of a figure that rests on fewer.
pub const TOO_FEW: &str = "too few journeys";

/// Whether a group of so many journeys has no shares.
pub fn is_too_few(journeys: u32, conversions: u32) -> bool {
    journeys < FEWEST_JOURNEYS || conversions < FEWEST_CONVERSIONS
}

/// Part of the replicates in which a channel that is said to lead its group is the first, at least.
const SETTLED: f64 = 0.95;

/// Leading channels named in the sentence at most.
const NAMED: usize = 3;

/// What the groups are: "play", "plays".
#[derive(Clone, Debug, PartialEq, Eq, Pack)]
pub struct GroupNoun {
    pub one: String,
    pub many: String,
}

/// Groups by channel.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct PlayMatrix {
    pub noun: GroupNoun,
    /// Synthetic where any group's journeys are.
    pub origin: Origin,
    /// Those of any group, by name.
    pub channels: Vec<String>,
    /// In the order in which they were given.
    pub rows: Vec<GroupRow>,
}

/// One group.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct GroupRow {
    pub group: String,
    pub touches: u32,
    pub journeys: u32,
    pub conversions: u32,
    /// `None` without journeys.
    pub conversion_rate: Option<f64>,
    /// Whether it has fewer than [`FEWEST_JOURNEYS`] or [`FEWEST_CONVERSIONS`], so that no cell has credit.
    pub is_too_few: bool,
    /// By channel of [`PlayMatrix::channels`]: the channel that leads it, where that is settled.
    pub leader: Option<u32>,
    /// By channel.
    pub cells: Vec<Cell>,
}

/// One channel in one group.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct Cell {
    pub standing: Standing,
    pub touches: u32,
    /// Journeys of the group that hold the channel, and those of them that converted.
    pub journeys: u32,
    pub conversions: u32,
    /// In conversions; like share and interval there only where the cell stands [`Standing::Shown`].
    pub credit: Option<f64>,
    /// Of the group's credit.
    pub share: Option<f64>,
    pub interval: Option<Interval>,
    /// Part of the group's touches, which is a count and no credit; `None` in a group without touches.
    pub touch_share: Option<f64>,
}

/// Whether a cell has a credit, and why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pack)]
pub enum Standing {
    Shown,
    TooFew,
    /// No journey of the group holds the channel.
    Absent,
    /// The model gives none here.
    NoCredit,
}

impl PlayMatrix {
    /// Of reports by one model, a group each.
    pub fn of(noun: GroupNoun, groups: &[(String, Report)]) -> PlayMatrix {
        let names = groups.iter().flat_map(|(_, report)| report.channels.iter().map(|channel| channel.channel.clone()));
        let mut channels: Vec<String> = names.collect();
        sorting::sort_distinct(&mut channels);
        let is_synthetic = groups.iter().any(|(_, report)| report.origin == Origin::Synthetic);
        PlayMatrix {
            noun,
            origin: if is_synthetic { Origin::Synthetic } else { Origin::Observed },
            rows: groups.iter().map(|(group, report)| GroupRow::of(group, report, &channels)).collect(),
            channels,
        }
    }

    /// Groups by touches, most first; those of equally many by name. The original's "top plays".
    pub fn top_by_touches(&self) -> Vec<&GroupRow> {
        let mut rows: Vec<&GroupRow> = self.rows.iter().collect();
        sorting::sort_by(&mut rows, |a, b| b.touches.cmp(&a.touches).then_with(|| a.group.cmp(&b.group)));
        rows
    }

    /// Each channel's part of the touches of one group, by channel. The original's "channel mix of a play".
    pub fn channel_mix(&self, row: &GroupRow) -> Vec<(String, Option<f64>)> {
        self.channels.iter().cloned().zip(row.cells.iter().map(|cell| cell.touch_share)).collect()
    }

    /// Which channels lead, and where too little is known, in plain words.
    pub fn sentence(&self, style: NumberStyle) -> String {
        let groups = |number: usize| style.count(number as u32, &self.noun.one, &self.noun.many);
        if self.rows.is_empty() {
            return format!("There are no {} in scope.", self.noun.many);
        }
        let few = self.rows.iter().filter(|row| row.is_too_few).count();
        let large = self.rows.len() - few;
        let made = if self.origin == Origin::Synthetic { " The journeys are synthetic." } else { "" };
        let rule = format!("under {FEWEST_JOURNEYS} journeys or {FEWEST_CONVERSIONS} conversions");
        let led = match (large, few) {
            (0, _) => return format!("Too few journeys to tell: {} with {rule}.{made}", groups(few)),
            (_, 0) => format!("{}.", self.leaders(&groups(large))),
            _ => {
                let verb = if few == 1 { "has" } else { "have" };
                let leaders = self.leaders(&groups(large));
                format!("{leaders} with enough journeys; {} {verb} {TOO_FEW} ({rule}).", groups(few))
            }
        };
        format!("{led}{}{made}", self.most_touched(style))
    }

    /// "email leads in 3, ga4 in 1 of 5 plays".
    fn leaders(&self, of: &str) -> String {
        let mut wins: Vec<(usize, &str)> = Vec::new();
        for (at, channel) in self.channels.iter().enumerate() {
            let led = self.rows.iter().filter(|row| row.leader == Some(at as u32)).count();
            wins.extend((led > 0).then_some((led, channel.as_str())));
        }
        sorting::sort_by(&mut wins, |a, b| b.0.cmp(&a.0));
        let rest: usize = wins.iter().skip(NAMED).map(|(led, _)| led).sum();
        let named = wins.iter().take(NAMED).enumerate().map(|(at, (led, channel))| match at {
            0 => format!("{channel} leads in {led}"),
            _ => format!("{channel} in {led}"),
        });
        let named: Vec<String> = named.chain((rest > 0).then(|| format!("others in {rest}"))).collect();
        if named.is_empty() {
            format!("No channel leads for sure in {of}")
        } else {
            format!("{} of {of}", list(&named))
        }
    }

    /// A count, told as one.
    fn most_touched(&self, style: NumberStyle) -> String {
        let top = self.top_by_touches();
        let most = top.first().map_or(0, |row| row.touches);
        let all: u64 = self.rows.iter().map(|row| u64::from(row.touches)).sum();
        let level: Vec<&str> = top.iter().filter(|row| row.touches == most).map(|row| row.group.as_str()).collect();
        match level.as_slice() {
            [only] if top.len() > 1 => {
                format!(" {only} has the most touches: {} of all.", style.percent(f64::from(most) / all as f64))
            }
            [_, _, ..] if level.len() <= NAMED && most > 0 => {
                format!(" {} have the most touches, equally many.", list(&level))
            }
            _ => String::new(),
        }
    }
}

impl GroupRow {
    fn of(group: &str, report: &Report, channels: &[String]) -> GroupRow {
        let counts = &report.counts;
        let is_too_few = is_too_few(counts.journeys, counts.conversions);
        let find = |name: &String| report.channels.iter().find(|channel| channel.channel == *name);
        let cell = |name: &String| find(name).map_or_else(Cell::absent, |of| Cell::of(of, counts.events, is_too_few));
        let mut cells: Vec<Cell> = channels.iter().map(cell).collect();
        // Where there are touches, one that does not occur has no part of them.
        for absent in cells.iter_mut().filter(|cell| cell.standing == Standing::Absent && counts.events > 0) {
            absent.touch_share = Some(0.0);
        }
        GroupRow {
            group: group.to_owned(),
            touches: counts.events,
            journeys: counts.journeys,
            conversions: counts.conversions,
            conversion_rate: counts.conversion_rate,
            is_too_few,
            leader: leader(report, channels, &cells),
            cells,
        }
    }
}

impl Cell {
    fn of(of: &ChannelCredit, touches: u32, row_is_too_few: bool) -> Cell {
        let standing = match of.credit.or(of.share) {
            _ if of.journeys == 0 => Standing::Absent,
            _ if row_is_too_few || of.journeys < FEWEST_JOURNEYS => Standing::TooFew,
            None => Standing::NoCredit,
            Some(_) => Standing::Shown,
        };
        let is_shown = standing == Standing::Shown;
        Cell {
            standing,
            touches: of.touches,
            journeys: of.journeys,
            conversions: of.conversions,
            credit: of.credit.filter(|_| is_shown),
            share: of.share.filter(|_| is_shown),
            interval: of.interval.filter(|_| is_shown),
            touch_share: (touches > 0).then(|| f64::from(of.touches) / f64::from(touches)),
        }
    }

    fn absent() -> Cell {
        Cell {
            standing: Standing::Absent,
            touches: 0,
            journeys: 0,
            conversions: 0,
            credit: None,
            share: None,
            interval: None,
            touch_share: None,
        }
    }

    /// What stands in place of its credit; `None` where that is there.
    pub fn word(&self) -> Option<&'static str> {
        match self.standing {
            Standing::Shown => None,
            Standing::TooFew => Some(TOO_FEW),
            Standing::Absent => Some("in no journey"),
            Standing::NoCredit => Some("no credit"),
        }
    }
}

/// The channel whose share is the greatest, alone, and in enough of the replicates, where there are any. A channel of too few
/// journeys can be in its way, but leads nothing; no share leads that is a part of no sum.
fn leader(report: &Report, channels: &[String], cells: &[Cell]) -> Option<u32> {
    let mut ranked = report.ranked().into_iter();
    let (first, second) = (ranked.next()?, ranked.next());
    let share = first.share.filter(|share| *share > 0.0 && report.model != Model::Participation)?;
    let is_alone = second.and_then(|second| second.share).is_none_or(|second| !are_equal(share, second));
    let is_settled = first.rank.is_none_or(|rank| rank.first >= SETTLED);
    let at = channels.iter().position(|channel| *channel == first.channel)?;
    (cells[at].standing == Standing::Shown && is_alone && is_settled).then_some(at as u32)
}

#[cfg(test)]
mod tests;
