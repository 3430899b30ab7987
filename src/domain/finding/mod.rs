//! What the data cannot tell, as findings in plain words, shown before the figures they limit.

mod channel;
mod sample;
mod tie;

use crate::pack::Pack;
use serde::Serialize;

use super::{
    attribution::model::Model,
    journey::Origin,
    path::{PathTable, Presence},
    sorting,
};

pub use channel::same_presence;
pub use tie::{TIE, are_equal, in_order, ranked};

/// One limit of the figures.
#[derive(Clone, Debug, PartialEq, Serialize, Pack)]
pub struct Finding {
    pub kind: Kind,
    pub severity: Severity,
    /// The channels concerned, by name; empty where it is the whole scope.
    pub channels: Vec<String>,
    /// One plain sentence.
    pub message: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Pack)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    NoConversions,
    OutcomeLeakage,
    Synthetic,
    NoContrast,
    Veto,
    Indistinguishable,
    FewConversions,
    NoNulls,
    UnknownPersona,
    SingleChannelPaths,
    ModelsDisagree,
    Tie,
    ThinChannel,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Pack)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    Warning,
    Caution,
    Note,
}

/// What is known when findings are looked for.
pub struct Evidence<'a> {
    pub origin: Origin,
    /// The model that was asked for.
    pub model: Model,
    pub table: &'a PathTable,
    pub presence: &'a [Presence],
    /// By [`same_presence`].
    pub inseparable: &'a [Vec<usize>],
    /// Each channel's share; `None` where there is no credit.
    pub shares: Option<&'a [f64]>,
    /// Each channel's removal effect in the chain; empty where it could not be fitted.
    pub removal_effects: &'a [f64],
    /// Shares by Markov, by the chain game and by the sum game, with their names, as far as they are defined.
    pub fitted_shares: &'a [(&'static str, &'a [f64])],
    /// Part of the conversions whose path has one channel only.
    pub single_channel_part: Option<f64>,
    /// Per channel, the replicates of its share; empty without any.
    pub share_replicates: &'a [Vec<f64>],
    /// Personas in scope that the playbook does not name, with their journeys.
    pub unknown_personas: &'a [(String, u32)],
}

/// All findings, the gravest first. Without conversions only those that still hold.
pub fn findings(evidence: &Evidence) -> Vec<Finding> {
    let mut found = sample::always(evidence);
    if evidence.table.conversions() > 0 {
        found.extend(sample::with_conversions(evidence));
        found.extend(channel::findings(evidence));
        found.extend(tie::findings(evidence));
    }
    sorting::sort_by(&mut found, |a, b| (a.severity, a.kind).cmp(&(b.severity, b.kind)));
    found
}

impl Kind {
    pub fn severity(self) -> Severity {
        match self {
            Kind::NoConversions | Kind::OutcomeLeakage | Kind::Synthetic => Severity::Warning,
            Kind::Tie | Kind::ThinChannel => Severity::Note,
            _ => Severity::Caution,
        }
    }
}

impl Severity {
    /// In a word, before the message.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Warning => "Warning",
            Severity::Caution => "Caution",
            Severity::Note => "Note",
        }
    }
}

impl Finding {
    fn new(kind: Kind, channels: Vec<String>, message: String) -> Finding {
        Finding { kind, severity: kind.severity(), channels, message }
    }
}

impl Evidence<'_> {
    /// Names of the channels at these indices, which are in the order of names.
    fn names(&self, channels: &[usize]) -> Vec<String> {
        channels.iter().map(|channel| self.table.channels[*channel].clone()).collect()
    }

    /// Channels for which this holds.
    fn channels_where(&self, holds: impl Fn(&Presence) -> bool) -> Vec<usize> {
        (0..self.presence.len()).filter(|channel| holds(&self.presence[*channel])).collect()
    }
}
