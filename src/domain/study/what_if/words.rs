//! What a changed playbook changes, in sentences.

use super::{Change, ChannelChange, PlaybookDifference};
use crate::domain::{
    sorting,
    study::{difference::FEWEST_CONVERSIONS, written},
    words::{NumberStyle, count, list},
};

/// Further channels that are named.
const NAMED: usize = 3;

impl PlaybookDifference {
    /// Whether both are played with the same draws, so that only the rules differ.
    pub fn is_paired(&self) -> bool {
        self.seeds[0] == self.seeds[1] || self.certain.contains(&true)
    }

    /// What changes most, in one plain sentence.
    pub fn headline(&self, style: NumberStyle) -> String {
        if self.leads == 0 {
            return "No lead is in scope.".to_owned();
        }
        if self.same && (self.seeds[0] == self.seeds[1] || self.certain[0]) {
            return "The playbooks are the same: nothing changes.".to_owned();
        }
        let [current, changed] = [&self.conversions.current, &self.conversions.changed].map(|of| of.figure);
        let [current, changed] = [current, changed].map(Option::unwrap_or_default);
        if current == 0.0 && changed == 0.0 {
            return "No lead in scope converts by either playbook: nothing can be told from nothing.".to_owned();
        }
        if current.max(changed) < f64::from(FEWEST_CONVERSIONS) {
            let [current, changed] = [current, changed].map(|of| written::credit(of, style));
            return format!(
                "Too few conversions to tell: {current} by the current playbook, {changed} by the changed one."
            );
        }
        let same = if self.same { "The rules are the same, only the seed is not. " } else { "" };
        same.to_owned() + &self.greatest(style)
    }

    /// Conversions by both, in one sentence.
    pub fn conversions_sentence(&self, style: NumberStyle) -> String {
        match self.conversions.difference.figure {
            None => "No journey is in scope.".to_owned(),
            Some(0.0) => format!("The number of conversions stays {}.", ends(&self.conversions, style)[0]),
            Some(_) => format!("The number of conversions {}.", moved(&self.conversions, "", style)),
        }
    }

    fn greatest(&self, style: NumberStyle) -> String {
        let changed = self.by_size();
        let told: Vec<&ChannelChange> =
            changed.iter().copied().filter(|channel| channel.credit.is_told() == Some(true)).collect();
        let has_intervals = self.channels.iter().any(|channel| channel.credit.difference.interval.is_some());
        match (changed.as_slice(), told.as_slice()) {
            ([], _) => "No channel's credit changes.".to_owned(),
            ([first, ..], []) if !has_intervals => {
                format!(
                    "{}'s credit {}; no interval was drawn.",
                    first.channel,
                    moved(&first.credit, " conversions", style)
                )
            }
            (_, []) => "No channel's credit changes by more than chance alone can make.".to_owned(),
            (_, [first, others @ ..]) => {
                format!("{}'s credit {}{}.", first.channel, moved(&first.credit, " conversions", style), also(others))
            }
        }
    }

    /// Channels whose credit differs at all, the greatest difference first; equal ones by name.
    fn by_size(&self) -> Vec<&ChannelChange> {
        // What rounding alone sets apart is equal.
        let size = |channel: &ChannelChange| (1e9 * channel.credit.difference.figure.unwrap_or_default().abs()).round();
        let mut channels: Vec<&ChannelChange> = self.channels.iter().filter(|channel| size(channel) > 0.0).collect();
        sorting::sort_by(&mut channels, |a, b| size(b).total_cmp(&size(a)));
        channels
    }

    /// What the figures rest on and what limits them, sentence by sentence.
    pub fn cautions(&self, style: NumberStyle) -> Vec<String> {
        let synthetic = "Journeys here are synthetic: what changes restates the rules that were changed.".to_owned();
        let mut cautions = vec![synthetic];
        cautions.extend(self.on_draws());
        if let Some(single) = self.conversions.difference.single {
            let [lo, hi] = [single.p05, single.p95].map(|figure| written::credit(figure, style));
            cautions.push(format!(
                "Of single regenerations nine in ten show {lo} to {hi} conversions more by the changed playbook."
            ));
        }
        let names = ["current", "changed"];
        for (side, name) in names.into_iter().enumerate() {
            let only = self.channels.iter().filter(|channel| channel.occurs[side] && !channel.occurs[1 - side]);
            let only: Vec<&str> = only.map(|channel| channel.channel.as_str()).collect();
            if !only.is_empty() {
                cautions.push(format!("In journeys by the {name} playbook alone: {}.", list(&only)));
            }
        }
        cautions
    }

    /// What was drawn, and what was not.
    fn on_draws(&self) -> Vec<String> {
        let [current, changed] = self.regenerations;
        let regenerations = match self.certain {
            [true, true] => {
                "The playbooks leave nothing to chance: nothing is drawn, and each has one regeneration.".to_owned()
            }
            [true, false] => format!(
                "The current playbook leaves nothing to chance: nothing is drawn of it. Of the changed one {}.",
                pooled(changed)
            ),
            [false, true] => format!(
                "The changed playbook leaves nothing to chance: nothing is drawn of it. Of the current one {}.",
                pooled(current)
            ),
            [false, false] => format!("Of each playbook {}.", pooled(current)),
        };
        let fewer = (0..2).any(|side| !self.certain[side] && self.regenerations[side] < self.regenerations_asked);
        let fewer = fewer.then(|| {
            let asked = self.regenerations_asked;
            format!("{asked} regenerations of so many leads take up more memory than is used for them.")
        });
        let unpaired = (!self.is_paired()).then(|| {
            "The seeds of the playbooks differ: their draws are not the same, which the differences hold too."
                .to_owned()
        });
        let drawn = (self.replicates < self.replicates_asked).then(|| {
            let drawn = count(self.replicates, "replicate was", "replicates were");
            format!("{drawn} drawn of the {} asked for, to keep the time short.", self.replicates_asked)
        });
        [Some(regenerations), fewer, unpaired, drawn].into_iter().flatten().collect()
    }
}

impl ChannelChange {
    /// Where it occurs, in words; `None` where it is in journeys of both.
    pub fn word(&self) -> Option<&'static str> {
        match self.occurs {
            [true, false] => Some("not by the changed playbook"),
            [false, true] => Some("not by the current playbook"),
            _ => None,
        }
    }
}

fn pooled(regenerations: u32) -> String {
    match regenerations {
        1 => "1 regeneration is shown".to_owned(),
        many => format!("{many} regenerations are pooled, each weighing 1/{many}"),
    }
}

fn ends(of: &Change, style: NumberStyle) -> [String; 2] {
    [of.current, of.changed].map(|end| written::credit(end.figure.unwrap_or_default(), style))
}

/// "rises by 3.2 conversions, from 9.1 to 12.3 (90 % interval 1.0 to 5.5)"; that of the difference.
fn moved(of: &Change, unit: &str, style: NumberStyle) -> String {
    let difference = of.difference.figure.unwrap_or_default();
    let verb = if difference < 0.0 { "falls" } else { "rises" };
    let interval = of.difference.interval.map_or(String::new(), |of| {
        format!(" (difference: {})", written::interval(of, |end| written::credit(end, style)))
    });
    let [from, to] = ends(of, style);
    format!("{verb} by {}{unit}, from {from} to {to}{interval}", written::credit(difference.abs(), style))
}

/// The other channels whose credit changes.
fn also(others: &[&ChannelChange]) -> String {
    let mut names: Vec<&str> = others.iter().take(NAMED).map(|channel| channel.channel.as_str()).collect();
    let more = others.len().saturating_sub(NAMED);
    let more = (more > 0).then(|| format!("{more} more"));
    names.extend(more.as_deref());
    match names.as_slice() {
        [] => String::new(),
        [one] => format!("; {one}'s changes too"),
        _ => format!("; those of {} change too", list(&names)),
    }
}
