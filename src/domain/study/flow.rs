//! The flow of journeys from their start to a conversion or none, touch by touch.

use super::{Outcomes, all, tell};
use crate::{
    domain::{
        path::{PathRow, PathTable},
        sorting,
        words::NumberStyle,
    },
    pack::Pack,
};

/// Most steps, and most channels with nodes of their own, that are drawn.
const MOST_STEPS: usize = 20;
const MOST_CHANNELS: usize = 30;

/// Journeys position by position. The node of a touch stands at the touch's position, 1 to `steps`; journeys with
/// more touches go on to one node `More` behind the last step, and from there to their end. As many journeys leave a
/// node between START and the ends as enter it.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct Flow {
    /// Channels with nodes of their own, sorted by name: those with the most touches in the steps shown.
    pub channels: Vec<String>,
    /// Channels that are folded into `Other`.
    pub folded: u32,
    pub steps: u32,
    /// Those with journeys: START, then by step, channels by name before `Other`; `More`, CONVERSION and NULL last.
    pub nodes: Vec<FlowNode>,
    /// Those with journeys, by `from`, then by `to`.
    pub links: Vec<FlowLink>,
    pub all: Outcomes,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Pack)]
pub struct FlowNode {
    /// 0 of START, 1 and so on of touches, `steps + 1` of `More`, `steps + 2` of the ends.
    pub step: u32,
    pub stop: Stop,
    /// Journeys that pass it, and how many of them convert.
    pub outcomes: Outcomes,
}

/// What a node stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pack)]
pub enum Stop {
    Start,
    /// An index into [`Flow::channels`].
    Channel(u16),
    /// Any channel without nodes of its own.
    Other,
    /// The touches behind the last step.
    More,
    Conversion,
    Null,
}

/// Journeys that go from one node straight to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pack)]
pub struct FlowLink {
    /// Indices into [`Flow::nodes`].
    pub from: u32,
    pub to: u32,
    pub outcomes: Outcomes,
}

impl Flow {
    /// Over so many steps (1 to 20) and at most so many channels (1 to 30) by name.
    pub fn of(table: &PathTable, steps: usize, channels: usize) -> Flow {
        let steps = steps.clamp(1, MOST_STEPS);
        let kept = kept(table, steps, channels.clamp(1, MOST_CHANNELS));
        let slots = Slots { steps, kept: &kept };
        let mut links = vec![Outcomes::default(); slots.len() * slots.len()];
        for row in table.rows.iter() {
            let mut link = |from: usize, to: usize, outcomes: Outcomes| links[from * slots.len() + to].add(outcomes);
            let last = slots.of_row(row).fold(0, |from, to| {
                link(from, to, Outcomes::of(row));
                to
            });
            link(last, slots.conversion(), Outcomes { journeys: row.conversions, conversions: row.conversions });
            link(last, slots.conversion() + 1, Outcomes { journeys: row.nulls, conversions: 0 });
        }
        Flow {
            channels: kept.iter().map(|channel| table.channels[*channel].clone()).collect(),
            folded: (table.channels.len() - kept.len()) as u32,
            steps: steps as u32,
            all: all(table),
            ..slots.flow(&links, all(table))
        }
    }

    /// The name of a node's stop.
    pub fn name(&self, stop: Stop) -> &str {
        match stop {
            Stop::Start => "START",
            Stop::Channel(channel) => &self.channels[usize::from(channel)],
            Stop::Other => "other channels",
            Stop::More => "more touches",
            Stop::Conversion => "CONVERSION",
            Stop::Null => "NULL",
        }
    }

    /// What the chart shows, in one sentence.
    pub fn sentence(&self, style: NumberStyle) -> String {
        if let Some(too_few) = tell::too_few_journeys(self.all.journeys) {
            return too_few;
        }
        // What is folded together is no channel that could lead.
        let first = self.nodes.iter().filter(|node| node.step == 1 && matches!(node.stop, Stop::Channel(_)));
        let (leaders, most) = tell::leaders(first.map(|node| (self.name(node.stop), node.outcomes.journeys)));
        if leaders.is_empty() {
            return "No journey in scope has a touch left.".to_owned();
        }
        let verb = if leaders.len() == 1 { "is the first touch" } else { "are each the first touch" };
        let more = self.nodes.iter().find(|node| node.stop == Stop::More).map_or(0, |node| node.outcomes.journeys);
        format!(
            "{} {verb} of {}; {} {} in a conversion, {} {} more than {}.",
            tell::named(&leaders, "channels"),
            tell::out_of(most, self.all.journeys, "journeys", style),
            tell::out_of(self.all.conversions, self.all.journeys, "journeys", style),
            if self.all.conversions == 1 { "ends" } else { "end" },
            tell::out_of(more, self.all.journeys, "journeys", style),
            if more == 1 { "has" } else { "have" },
            style.count(self.steps, "touch", "touches")
        )
    }
}

/// The channels with the most touches in the steps shown, in the order of the table; equal ones by that order.
fn kept(table: &PathTable, steps: usize, most: usize) -> Vec<usize> {
    let mut touches = vec![0_u32; table.channels.len()];
    for row in table.rows.iter() {
        row.channels.iter().take(steps).for_each(|channel| touches[usize::from(*channel)] += row.journeys());
    }
    let mut kept: Vec<usize> = (0..touches.len()).collect();
    sorting::sort_places(&mut kept, &|a, b| touches[b].cmp(&touches[a]));
    kept.truncate(most);
    sorting::sort(&mut kept);
    kept
}

/// Places of nodes: START, for each step the channels kept and the others, `More`, CONVERSION, NULL.
struct Slots<'a> {
    steps: usize,
    kept: &'a [usize],
}

impl Slots<'_> {
    fn a_step(&self) -> usize {
        self.kept.len() + 1
    }

    fn more(&self) -> usize {
        1 + self.steps * self.a_step()
    }

    fn conversion(&self) -> usize {
        self.more() + 1
    }

    fn len(&self) -> usize {
        self.more() + 3
    }

    /// The slots of a path's touches, as far as they are shown.
    fn of_row<'a>(&'a self, row: PathRow<'a>) -> impl Iterator<Item = usize> + 'a {
        let slot = |(step, channel): (usize, &u16)| {
            let place = self.kept.binary_search(&usize::from(*channel)).unwrap_or(self.kept.len());
            1 + step * self.a_step() + place
        };
        let more = (row.channels.len() > self.steps).then(|| self.more());
        row.channels.iter().take(self.steps).enumerate().map(slot).chain(more)
    }

    fn stop(&self, slot: usize) -> (u32, Stop) {
        let steps = self.steps as u32;
        match slot.checked_sub(self.more()) {
            Some(0) => (steps + 1, Stop::More),
            Some(1) => (steps + 2, Stop::Conversion),
            Some(_) => (steps + 2, Stop::Null),
            None if slot == 0 => (0, Stop::Start),
            None => {
                let (step, place) = ((slot - 1) / self.a_step(), (slot - 1) % self.a_step());
                let stop = if place < self.kept.len() { Stop::Channel(place as u16) } else { Stop::Other };
                (step as u32 + 1, stop)
            }
        }
    }

    /// Nodes and links that have journeys.
    fn flow(&self, links: &[Outcomes], all: Outcomes) -> Flow {
        let mut entering = vec![Outcomes::default(); self.len()];
        entering[0] = all;
        for (place, outcomes) in links.iter().enumerate() {
            entering[place % self.len()].add(*outcomes);
        }
        let mut number = vec![0; self.len()];
        let mut nodes = Vec::new();
        for (slot, outcomes) in entering.into_iter().enumerate().filter(|(_, outcomes)| outcomes.journeys > 0) {
            let (step, stop) = self.stop(slot);
            number[slot] = nodes.len() as u32;
            nodes.push(FlowNode { step, stop, outcomes });
        }
        let links = links.iter().enumerate().filter(|(_, outcomes)| outcomes.journeys > 0);
        let link = |(place, outcomes): (usize, &Outcomes)| FlowLink {
            from: number[place / self.len()],
            to: number[place % self.len()],
            outcomes: *outcomes,
        };
        Flow { channels: Vec::new(), folded: 0, steps: 0, nodes, links: links.map(link).collect(), all }
    }
}
