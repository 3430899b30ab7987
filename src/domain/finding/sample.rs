//! Findings about the scope as a whole.

use super::{Evidence, Finding, Kind};
use crate::domain::{
    journey::Origin,
    words::{count, list},
};

const FEW_JOURNEYS: u32 = 100;
const FEW_CONVERSIONS: u32 = 50;

/// Models whose shares lie further apart disagree.
const DISAGREEMENT: f64 = 0.1;

/// Unknown personas named in the message at most.
const NAMED: usize = 3;

pub(super) fn always(evidence: &Evidence) -> Vec<Finding> {
    [synthetic(evidence), no_conversions(evidence), few_conversions(evidence)].into_iter().flatten().collect()
}

pub(super) fn with_conversions(evidence: &Evidence) -> Vec<Finding> {
    [no_nulls(evidence), unknown_persona(evidence), single_channel_paths(evidence), models_disagree(evidence)]
        .into_iter()
        .flatten()
        .collect()
}

fn synthetic(evidence: &Evidence) -> Option<Finding> {
    let message = "These journeys were made from leads by a playbook. Credit restates the playbook's rules; \
                   it does not measure the market.";
    (evidence.origin == Origin::Synthetic).then(|| Finding::new(Kind::Synthetic, Vec::new(), message.to_owned()))
}

fn no_conversions(evidence: &Evidence) -> Option<Finding> {
    let message = match evidence.table.journeys() {
        0 => "No journey is in scope, so there is no credit to give.".to_owned(),
        1 => "The one journey in scope did not convert, so there is no credit to give.".to_owned(),
        journeys => format!("None of the {journeys} journeys in scope converted, so there is no credit to give."),
    };
    (evidence.table.conversions() == 0).then(|| Finding::new(Kind::NoConversions, Vec::new(), message))
}

fn few_conversions(evidence: &Evidence) -> Option<Finding> {
    let (journeys, conversions) = (evidence.table.journeys(), evidence.table.conversions());
    let few = journeys < FEW_JOURNEYS || conversions < FEW_CONVERSIONS;
    let message = format!(
        "The scope holds {} and {}. Under {FEW_JOURNEYS} journeys or {FEW_CONVERSIONS} conversions \
         intervals are wide, and may still be too short.",
        count(journeys, "journey", "journeys"),
        count(conversions, "conversion", "conversions"),
    );
    few.then(|| Finding::new(Kind::FewConversions, Vec::new(), message))
}

fn no_nulls(evidence: &Evidence) -> Option<Finding> {
    let message = "Every journey in scope converted: nothing tells what a journey without a conversion looks like.";
    (evidence.table.nulls() == 0).then(|| Finding::new(Kind::NoNulls, Vec::new(), message.to_owned()))
}

fn unknown_persona(evidence: &Evidence) -> Option<Finding> {
    let personas = evidence.unknown_personas;
    let journeys: u32 = personas.iter().map(|(_, journeys)| journeys).sum();
    let mut named: Vec<String> =
        personas.iter().take(NAMED).map(|(persona, journeys)| format!("{persona} ({journeys})")).collect();
    if personas.len() > NAMED {
        named.push(format!("{} more", personas.len() - NAMED));
    }
    let message = format!(
        "{} in scope: the playbook has no rule for {}; the rule for any other persona was followed.",
        count(journeys, "journey", "journeys"),
        list(&named),
    );
    (journeys > 0).then(|| Finding::new(Kind::UnknownPersona, Vec::new(), message))
}

fn single_channel_paths(evidence: &Evidence) -> Option<Finding> {
    let part = evidence.single_channel_part.filter(|part| *part > 0.0)?;
    let part = match 100.0 * part {
        little if little < 0.5 => "Less than 1 %".to_owned(),
        percent => format!("{percent:.0} %"),
    };
    let message = format!(
        "{part} of the attributed conversions come from paths of one channel. On these the rule-based models and the sum game \
         cannot differ, so that their agreement says little.",
    );
    Some(Finding::new(Kind::SingleChannelPaths, Vec::new(), message))
}

/// Channels whose share ranges over more than 10 points between Markov, the chain game and the sum game.
fn models_disagree(evidence: &Evidence) -> Option<Finding> {
    let range = |channel: usize| {
        let shares = evidence.fitted_shares.iter().map(|(_, shares)| shares[channel]);
        let (min, max) = shares.fold((f64::MAX, f64::MIN), |(min, max), share| (min.min(share), max.max(share)));
        max - min
    };
    let apart: Vec<usize> = (0..evidence.presence.len()).filter(|channel| range(*channel) > DISAGREEMENT).collect();
    let names = evidence.names(&apart);
    let models: Vec<&str> = evidence.fitted_shares.iter().map(|(name, _)| *name).collect();
    let message =
        format!("The share of {} depends on the model: {} lie more than 10 points apart.", list(&names), list(&models));
    (!names.is_empty()).then(|| Finding::new(Kind::ModelsDisagree, names, message))
}
