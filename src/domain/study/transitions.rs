//! What follows what: the counts behind the transition probabilities.

use super::tell;
use crate::{
    domain::{
        attribution::{
            PathWeights,
            chain::{Chain, TooManyStates},
        },
        comparison::Transitions,
        path::PathTable,
        words::NumberStyle,
    },
    pack::Pack,
};

/// Transitions between START, the channels, CONVERSION and NULL, counted and as the chain has them.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct TransitionCounts {
    /// Of the chain, under the context weights where there are any. In a row without a transition the numbers mean
    /// nothing; [`TransitionCounts::probability`] has none there.
    pub transitions: Transitions,
    /// Times that the one follows the other, by row and column of `transitions`. A touch that repeats the one before
    /// it is no transition.
    pub counts: Vec<Vec<u32>>,
    /// Per channel, touches that repeat the one before them.
    pub repeats: Vec<u32>,
}

impl TransitionCounts {
    pub fn of(table: &PathTable) -> Result<TransitionCounts, TooManyStates> {
        let chain = Chain::of_paths(table, &PathWeights::observed(table))?;
        let channels = table.channels.len();
        let mut counts = vec![vec![0; channels + 2]; channels + 1];
        let mut repeats = vec![0; channels];
        for row in table.rows.iter() {
            let mut from = 0;
            for channel in row.channels.iter().map(|channel| usize::from(*channel)) {
                let count = if from == channel + 1 { &mut repeats[channel] } else { &mut counts[from][channel] };
                *count += row.journeys();
                from = channel + 1;
            }
            counts[from][channels] += row.conversions;
            counts[from][channels + 1] += row.nulls;
        }
        Ok(TransitionCounts { transitions: Transitions::of(&chain, &table.channels), counts, repeats })
    }

    /// Transitions that leave a state.
    pub fn departures(&self, row: usize) -> u32 {
        self.counts[row].iter().sum()
    }

    /// `None` where no transition leaves the state.
    pub fn probability(&self, row: usize, column: usize) -> Option<f64> {
        (self.departures(row) > 0).then(|| self.transitions.probabilities[row][column])
    }

    /// What the table shows, in one sentence.
    pub fn sentence(&self, style: NumberStyle) -> String {
        let channels = self.repeats.len();
        let journeys = self.departures(0);
        if let Some(too_few) = tell::too_few_journeys(journeys) {
            return too_few;
        }
        let name = |channel: usize| self.transitions.to[channel].as_str();
        let begun = (0..channels).map(|channel| (name(channel), self.counts[0][channel]));
        let (first, most) = tell::leaders(begun);
        if first.is_empty() {
            return "No journey in scope has a touch left.".to_owned();
        }
        let each = if first.len() == 1 { "" } else { " each" };
        let begin = tell::named(&first, "channels");
        let lead = format!(
            "Journeys begin most often with {begin}: {}{each}",
            tell::out_of(most, journeys, "journeys", style)
        );
        format!("{lead}{}.", self.closing(style))
    }

    /// The channel after which a conversion follows at once most often, of those that are left often enough.
    fn closing(&self, style: NumberStyle) -> String {
        let channels = self.repeats.len();
        let conversions = |channel: &usize| self.counts[channel + 1][channels];
        let departures = |channel: &usize| self.departures(channel + 1);
        let rate = |channel: &usize| f64::from(conversions(channel)) / f64::from(departures(channel));
        let often = (0..channels).filter(|channel| departures(channel) >= tell::TOO_FEW && conversions(channel) > 0);
        // Of equal rates, which are equal fractions, the first by name stands for all.
        let best = often.clone().reduce(|best, other| if rate(&other) > rate(&best) { other } else { best });
        let Some(best) = best else { return String::new() };
        let level = often.filter(|channel| rate(channel) == rate(&best)).count();
        let name = &self.transitions.to[best];
        match level {
            1 => {
                let held = tell::out_of(conversions(&best), departures(&best), "departures", style);
                format!("; a conversion follows at once most often on {name}: {held}")
            }
            _ => {
                format!("; a conversion follows at once most often on {level} channels: {}", style.percent(rate(&best)))
            }
        }
    }
}
