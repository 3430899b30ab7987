//! What a changed playbook changes, in sentences.

use super::{Change, ChannelChange, Figure, PlaybookDifference, Spread};
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
            Some(0.0) => {
                let stays = self.conversions.current.figure.unwrap_or_default();
                format!("The number of conversions stays {}.", written::credit(stays, style))
            }
            Some(_) => format!("The number of conversions {}.", moved(&self.conversions, CONVERSIONS, style)),
        }
    }

    /// Their value by both, in one sentence; `None` where it is of neither known.
    pub fn value_sentence(&self, style: NumberStyle) -> Option<String> {
        let of = &self.value;
        let write = |figure: &Figure| figure.figure.map(|value| written::amount(value, style));
        let unknown = "which knows no value of a conversion";
        match (write(&of.current), write(&of.changed)) {
            (None, None) => None,
            (Some(current), None) => Some(format!(
                "The value of conversions is {current} by the current playbook, not known by the changed one, {unknown}."
            )),
            (None, Some(changed)) => Some(format!(
                "The value of conversions is {changed} by the changed playbook, not known by the current one, {unknown}."
            )),
            (Some(current), Some(_)) if of.difference.figure == Some(0.0) => {
                Some(format!("The value of conversions stays {current}."))
            }
            _ => Some(format!("The value of conversions {}.", moved(of, VALUE, style))),
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
                format!("{}'s credit {}; no interval was drawn.", first.channel, moved(&first.credit, CREDIT, style))
            }
            (_, []) => "No channel's credit changes by more than chance alone can make.".to_owned(),
            (_, [first, others @ ..]) => {
                format!("{}'s credit {}{}.", first.channel, moved(&first.credit, CREDIT, style), also(others))
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
            cautions.push(in_single(single, style));
        }
        if self.value_sentence(style).is_some() && self.without_value != [0.0; 2] {
            let [current, changed] = self.without_value.map(|count| written::credit(count, style));
            cautions.push(format!(
                "The value of some conversions is not known and counts as nothing: {current} by the current playbook, {changed} by the changed one."
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
    /// By which of the playbooks it is in any journey, in words.
    pub fn word(&self) -> &'static str {
        match self.occurs {
            [true, false] => "the current one alone",
            [false, true] => "the changed one alone",
            _ => "both",
        }
    }
}

fn pooled(regenerations: u32) -> String {
    match regenerations {
        1 => "1 regeneration is shown".to_owned(),
        many => format!("{many} regenerations are pooled, each weighing 1/{many}"),
    }
}

/// How a figure is written: its unit behind it, with so many decimals.
struct Unit {
    name: &'static str,
    decimals: u8,
    is_money: bool,
}

const CREDIT: Unit = Unit { name: " conversions", decimals: 1, is_money: false };
const CONVERSIONS: Unit = Unit { name: "", decimals: 1, is_money: false };
const VALUE: Unit = Unit { name: "", decimals: 2, is_money: true };

/// "rises by 3.2 conversions, from 9.1 to 12.3 (difference: 90 % interval 1.0 to 5.5)".
fn moved(of: &Change, unit: Unit, style: NumberStyle) -> String {
    let write = |figure: f64| match unit.is_money {
        true => style.money(figure, unit.decimals),
        false => style.decimals(figure, unit.decimals),
    };
    let difference = of.difference.figure.unwrap_or_default();
    let verb = if difference < 0.0 { "falls" } else { "rises" };
    let by = match write(difference.abs()) {
        // The least that is written.
        nothing if nothing == write(0.0) => format!("less than {}", write(0.1_f64.powi(i32::from(unit.decimals)))),
        by => by,
    };
    let ends = [of.current, of.changed].map(|end| write(end.figure.unwrap_or_default()));
    let ends = match ends {
        [from, to] if from == to => format!("about {to} by both"),
        [from, to] => format!("from {from} to {to}"),
    };
    let interval = of.difference.interval.map_or(String::new(), |of| match [of.lo, of.hi].map(write) {
        [lo, hi] if lo == hi => format!(" (difference: the same in {:.0} % of replicates)", 100.0 * of.level),
        _ => format!(" (difference: {})", written::interval(of, write)),
    });
    format!("{verb} by {by}{}, {ends}{interval}", unit.name)
}

/// What single regenerations show, in nine of ten.
fn in_single(of: Spread, style: NumberStyle) -> String {
    let [lo, hi] = [of.p05, of.p95].map(|figure| written::credit(figure.abs(), style));
    let none = written::credit(0.0, style);
    let (falls, rises) = (of.p05 < 0.0 && lo != none, of.p95 > 0.0 && hi != none);
    let between = |least: &str, most: &str| if least == most { least.to_owned() } else { format!("{least} to {most}") };
    let show = match (falls, rises) {
        (false, false) => "as many conversions by both playbooks".to_owned(),
        (false, true) => format!("{} conversions more by the changed playbook", between(&lo, &hi)),
        (true, false) => format!("{} conversions fewer by the changed playbook", between(&hi, &lo)),
        (true, true) => format!("between {lo} conversions fewer and {hi} more by the changed playbook"),
    };
    format!("Of single regenerations nine in ten show {show}.")
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
