//! What was assumed for a fitted playbook, in plain sentences.

use super::{
    FitOptions, MOST_TOUCHES, Whom,
    outcome::{self, Outcomes},
    tally::{Class, Tally},
};
use crate::domain::{
    playbook::{Distribution, Value},
    words::{count, list},
};

/// Names in a sentence at most.
const NAMED: usize = 8;

pub(super) fn notes(tally: &Tally, all: &Class, outcomes: &Outcomes, options: &FitOptions) -> Vec<String> {
    let mut notes = vec![
        "Associations are taken as if they were effects: a channel that goes with conversions may cause them, follow intent, \
         or reach whom would have converted anyway. Observed journeys cannot tell which; a holdout can."
            .to_owned(),
    ];
    notes.extend(personas(tally, options));
    notes.push(format!(
        "Each touch follows from the one before, by counts. A persona's row begins with {} transitions as in that of all \
         journeys together, which begins with none.",
        options.smoothing
    ));
    if tally.longest > MOST_TOUCHES {
        notes.push(format!("The longest journey has {} touches; the playbook stops at {MOST_TOUCHES}.", tally.longest));
    }
    notes.extend(delays(tally, options));
    notes.push(format!(
        "Conversion is by logistic regression on a persona's base rate and on which channels a journey holds; further touches of \
         a channel add nothing. Effects are the same for all personas, with a normal prior of mean 0 and a standard deviation \
         of {} in log-odds. The touch at the time of the conversion is one of the chain; no touch is taken to follow intent.",
        options.effect_prior
    ));
    notes.push(
        "Where the playbook is played more than once, each time draws rows, delays and conversion anew: effects, slope and base \
         rate jointly, by the inverse curvature of the regression. Sigmas and values stay as they were fitted."
            .to_owned(),
    );
    notes.extend(untold(tally, all, outcomes));
    notes.extend(sii(all, outcomes, options));
    notes.push(value(tally, all, options));
    notes
}

fn personas(tally: &Tally, options: &FitOptions) -> Vec<String> {
    if !tally.has_personas {
        return vec!["No column names personas: all journeys form one rule, that of any other persona.".to_owned()];
    }
    let enough =
        format!("{} journeys, {} conversions and a null journey", options.enough_journeys, options.enough_conversions);
    let own = tally.classes.iter().filter(|class| matches!(class.whom, Whom::Persona(_))).count();
    let mut notes = Vec::new();
    if !tally.pooled.is_empty() {
        let verb = if tally.pooled.len() == 1 { "follows" } else { "follow" };
        let why = match own < tally.limits.personas {
            true => format!("fewer than {enough}"),
            false => format!("fewer than {enough}, or than the {own} personas with the most journeys"),
        };
        notes.push(format!("{} {verb} the pooled rule, that of all journeys together: {why}.", named(&tally.pooled)));
    }
    notes.extend(tally.limits.words());
    notes.push(match tally.classes.iter().any(|class| class.whom == Whom::WithoutPersona) {
        true => "Journeys without a persona form the rule of any other persona.".to_owned(),
        false => "Any other persona follows the pooled rule, that of all journeys together.".to_owned(),
    });
    notes
}

fn delays(tally: &Tally, options: &FitOptions) -> Vec<String> {
    let mut pooled = Vec::new();
    for class in &tally.classes {
        let Whom::Persona(persona) = &class.whom else { continue };
        let few = tally.channels.iter().zip(&class.gaps).filter(|(_, gaps)| gaps.count < options.enough_gaps);
        pooled.extend(few.map(|(channel, _)| format!("{channel} of {persona}")));
        if class.to_conversion.count < options.enough_gaps {
            pooled.push(format!("the conversion of {persona}"));
        }
    }
    let mut notes = vec![format!(
        "Delays since the touch before are log-normal, by the mean and the standard deviation of their logarithms, where there \
         are {} and none is 0; else exponential of the same mean; fixed where all are the same.",
        options.enough_gaps
    )];
    if !pooled.is_empty() {
        notes.push(format!(
            "Delays of which there are fewer than {} are those of all journeys together: {}.",
            options.enough_gaps,
            named(&pooled)
        ));
    }
    notes
}

fn untold(tally: &Tally, all: &Class, outcomes: &Outcomes) -> Vec<String> {
    let [everywhere, converting, null] = outcomes.untold(tally, all);
    let note = |channels: Vec<&str>, what: &str| {
        (!channels.is_empty()).then(|| format!("{} {what}: the prior alone holds its effect.", named(&channels)))
    };
    [
        note(everywhere, "in every journey, so that nothing tells an effect"),
        note(converting, "only in journeys that convert, as what follows intent is"),
        note(null, "only in journeys that do not convert"),
    ]
    .into_iter()
    .flatten()
    .map(|note| format!("Channels to be careful with: {note}"))
    .collect()
}

fn sii(all: &Class, outcomes: &Outcomes, options: &FitOptions) -> Option<String> {
    if outcomes.without_sii == all.outcomes.journeys {
        return Some("No SII is known of these journeys: it makes no difference to conversion here.".to_owned());
    }
    outcomes.sii_deviation.map(|_| {
        let unknown = match outcomes.without_sii {
            0 => String::new(),
            without => format!(" {} without an SII count as at the mean.", count(without, "journey", "journeys")),
        };
        format!(
            "SII counts in whole points from its mean; a standard deviation of it has the same prior as an effect, {}.{unknown}",
            options.effect_prior
        )
    })
}

fn value(tally: &Tally, all: &Class, options: &FitOptions) -> String {
    let (known, conversions) = (tally.values.count, all.outcomes.conversions);
    if known == 0 {
        return "No value of a conversion is known, and none is made up: set one where conversions of new leads are to be worth something."
            .to_owned();
    }
    let from = format!("{known} of {}", count(conversions, "conversion", "conversions"));
    match outcome::value(tally, options) {
        Value::Amount(Distribution::LogNormal { .. }) => {
            format!("Values are log-normal, by the mean and the standard deviation of the logarithms of {from}.")
        }
        _ if tally.values.is_constant(1) => format!("Values are fixed: those of {from} are the same."),
        _ => {
            format!("Values are fixed at the mean of {from}: too few are known, or some are 0, or they spread too far.")
        }
    }
}

/// "a, b and c", "a, b and 5 more".
fn named<S: AsRef<str>>(names: &[S]) -> String {
    if names.len() <= NAMED {
        return list(names);
    }
    let mut first: Vec<String> = names[..NAMED - 1].iter().map(|name| name.as_ref().to_owned()).collect();
    first.push(format!("{} more", names.len() + 1 - NAMED));
    list(&first)
}
