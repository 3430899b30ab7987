//! Where the nodes of a flow stand, and the outlines of the streams between them.

use crate::domain::{
    sorting::sort_places,
    study::flow::{Flow, FlowLink, Stop},
};

/// Width of a node, in pixels.
pub(super) const NODE: i32 = 12;

/// Between the nodes of a column.
const GAP: f64 = 10.0;

/// Pieces of a curve from one column to the next.
const PIECES: u32 = 12;

/// Places in pixels.
pub(super) struct Streams {
    /// By node: the column, and its upper and lower edge.
    nodes: Vec<(usize, f64, f64)>,
    /// By link: the heights of its upper edge where it leaves, in each column that it passes, and where it arrives;
    /// and how high it is.
    links: Vec<(Vec<f64>, f64)>,
    /// Pixels from one column to the next.
    pitch: f64,
}

impl Streams {
    /// Of a flow between two heights and from 0 to `right`.
    pub(super) fn of(flow: &Flow, (top, bottom): (i32, i32), right: i32) -> Streams {
        let mut steps: Vec<u32> = flow.nodes.iter().map(|node| node.step).collect();
        steps.dedup();
        let column = |step: u32| steps.iter().position(|known| *known == step).unwrap_or_default();
        let columns: Vec<usize> = flow.nodes.iter().map(|node| column(node.step)).collect();
        let most = (0..steps.len()).map(|at| columns.iter().filter(|column| **column == at).count()).max();
        // A gap between nodes, and one to what has ended above and below.
        let gaps = GAP * (most.unwrap_or_default() + 1) as f64;
        let journeys = f64::from(flow.all.journeys.max(1));
        let (top, bottom) = (f64::from(top), f64::from(bottom));
        let scale = ((bottom - top - gaps) / journeys).max(0.0);
        let plan = Plan { flow, columns, top, bottom, scale };
        let nodes = plan.nodes(steps.len());
        Streams {
            links: plan.links(&nodes),
            nodes,
            pitch: f64::from(right - NODE) / steps.len().saturating_sub(1).max(1) as f64,
        }
    }

    /// The left edge of a node.
    pub(super) fn left(&self, node: usize) -> i32 {
        self.x(self.nodes[node].0).round() as i32
    }

    /// The upper and the lower edge of a node, a pixel apart at least.
    pub(super) fn reach(&self, node: usize) -> (i32, i32) {
        let (_, top, bottom) = self.nodes[node];
        edges(top, bottom)
    }

    /// Pixels between two columns.
    pub(super) fn between(&self) -> i32 {
        self.pitch as i32 - NODE
    }

    fn x(&self, column: usize) -> f64 {
        column as f64 * self.pitch
    }

    /// The outline of a link's stream: its upper edge from left to right, then its lower edge back.
    pub(super) fn outline(&self, link: usize, from: usize) -> Vec<(i32, i32)> {
        let (heights, height) = &self.links[link];
        let column = self.nodes[from].0;
        let mut middle: Vec<(f64, f64)> = Vec::new();
        for (at, pair) in heights.windows(2).enumerate() {
            let (begin, end) = (self.x(column + at) + f64::from(NODE), self.x(column + at + 1));
            middle.extend((0..=PIECES).map(|piece| {
                let part = f64::from(piece) / f64::from(PIECES);
                let bent = part * part * (3.0 - 2.0 * part);
                (begin + part * (end - begin), pair[0] + bent * (pair[1] - pair[0]))
            }));
        }
        let point = |x: f64, y: i32| (x.round() as i32, y);
        let upper = middle.iter().map(|(x, y)| point(*x, edges(*y, y + height).0));
        let lower = middle.iter().rev().map(|(x, y)| point(*x, edges(*y, y + height).1));
        upper.chain(lower).collect()
    }
}

/// Whole pixels, of which there is one at least.
fn edges(top: f64, bottom: f64) -> (i32, i32) {
    let top = top.round() as i32;
    (top, (bottom.round() as i32).max(top + 1))
}

struct Plan<'a> {
    flow: &'a Flow,
    /// By node.
    columns: Vec<usize>,
    top: f64,
    bottom: f64,
    /// Pixels a journey.
    scale: f64,
}

impl Plan<'_> {
    fn height(&self, link: &FlowLink) -> f64 {
        f64::from(link.outcomes.journeys) * self.scale
    }

    fn ends_in(&self, link: &FlowLink, stop: Stop) -> bool {
        self.flow.nodes[link.to as usize].stop == stop
    }

    /// Below those that have converted before, the nodes of a column one below the other. Those of the last one stand
    /// at the top and at the bottom, where the streams to them are.
    fn nodes(&self, columns: usize) -> Vec<(usize, f64, f64)> {
        let mut next: Vec<f64> = (0..columns)
            .map(|column| {
                let before = self.flow.links.iter().filter(|link| self.columns[link.from as usize] < column);
                let converted: f64 =
                    before.filter(|link| self.ends_in(link, Stop::Conversion)).map(|link| self.height(link)).sum();
                self.top + if converted > 0.0 { converted + GAP } else { 0.0 }
            })
            .collect();
        let placed = self.flow.nodes.iter().zip(&self.columns).map(|(node, column)| {
            let height = f64::from(node.outcomes.journeys) * self.scale;
            match node.stop {
                Stop::Conversion => (*column, self.top, self.top + height),
                Stop::Null => (*column, self.bottom - height, self.bottom),
                _ => {
                    let top = next[*column];
                    next[*column] += height + GAP;
                    (*column, top, top + height)
                }
            }
        });
        placed.collect()
    }

    /// Links by the heights at which they leave, pass and arrive.
    fn links(&self, nodes: &[(usize, f64, f64)]) -> Vec<(Vec<f64>, f64)> {
        let links = &self.flow.links;
        let mut placed: Vec<(Vec<f64>, f64)> = links.iter().map(|link| (Vec::new(), self.height(link))).collect();
        // From the top of a node: conversions, other nodes, nulls.
        let mut leaving: Vec<f64> = nodes.iter().map(|node| node.1).collect();
        let is_conversion = |link: &FlowLink| self.ends_in(link, Stop::Conversion);
        for first in [true, false] {
            for (at, link) in links.iter().enumerate().filter(|(_, link)| is_conversion(link) == first) {
                placed[at].0.push(leaving[link.from as usize]);
                leaving[link.from as usize] += placed[at].1;
            }
        }
        let mut arriving: Vec<f64> = nodes.iter().map(|node| node.1).collect();
        for (at, link) in links.iter().enumerate().filter(|(_, link)| !self.ends_in(link, Stop::Null)) {
            let height = arriving[link.to as usize];
            self.pass(&mut placed[at].0, link, height);
            arriving[link.to as usize] += placed[at].1;
        }
        self.pass_nulls(&mut placed);
        placed
    }

    /// What has ended early lies outermost; of one column the lowest node's nulls do.
    fn pass_nulls(&self, placed: &mut [(Vec<f64>, f64)]) {
        let links = &self.flow.links;
        let mut nulls: Vec<usize> = (0..links.len()).filter(|at| self.ends_in(&links[*at], Stop::Null)).collect();
        let column = |at: usize| self.columns[links[at].from as usize];
        sort_places(&mut nulls, &|a, b| column(a).cmp(&column(b)).then(links[b].from.cmp(&links[a].from)));
        let mut lowest = self.bottom;
        for at in nulls {
            lowest -= placed[at].1;
            self.pass(&mut placed[at].0, &links[at], lowest);
        }
    }

    /// At one height in every column that a link passes, and where it arrives.
    fn pass(&self, heights: &mut Vec<f64>, link: &FlowLink, height: f64) {
        let passed = self.columns[link.to as usize] - self.columns[link.from as usize];
        heights.extend(std::iter::repeat_n(height, passed));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::path::{NamedPath, PathTable};

    /// From 0 to 212 pixels in three columns, 100 apart; 130 high, of which three gaps take 30, so that a journey of two
    /// has 50.
    fn streams(paths: [(&[&str], u32, u32); 2]) -> (Flow, Streams) {
        let named = paths.map(|(channels, conversions, nulls)| NamedPath { channels, conversions, nulls, value: None });
        let flow = Flow::of(&PathTable::from_named(named).expect("one channel"), 1, 8);
        let streams = Streams::of(&flow, (0, 130), 212);
        (flow, streams)
    }

    #[test]
    fn streams_leave_and_arrive_one_below_the_other() {
        let (flow, streams) = streams([(&["a"], 1, 0), (&["a"], 0, 1)]);
        let places: Vec<(i32, (i32, i32))> =
            (0..flow.nodes.len()).map(|node| (streams.left(node), streams.reach(node))).collect();
        assert_eq!(places, [(0, (0, 100)), (100, (0, 100)), (200, (0, 50)), (200, (80, 130))]);
        // Links: START to a, a to CONVERSION, a to NULL.
        let first = streams.outline(0, 0);
        assert_eq!(
            (first.len(), first[0], first[12], first[13], first[25]),
            (26, (12, 0), (100, 0), (100, 100), (12, 100))
        );
        let null = streams.outline(2, 1);
        assert_eq!((null[0], null[6], null[12], null[13]), ((112, 50), (156, 65), (200, 80), (200, 130)));
    }

    #[test]
    fn what_has_converted_goes_on_above_the_columns() {
        let (_, streams) = streams([(&[], 1, 0), (&["a"], 0, 1)]);
        assert_eq!(streams.reach(1), (60, 110));
        // Links: START to a, START to CONVERSION, a to NULL.
        assert_eq!(streams.links[0], (vec![50.0, 60.0], 50.0));
        assert_eq!(streams.links[1], (vec![0.0, 0.0, 0.0], 50.0));
        assert_eq!(streams.links[2], (vec![60.0, 80.0], 50.0));
    }
}
