//! What is wrong with what makes a lead convert, and with the touch that closes it.

use super::{Faults, Field, MOST_LOG_ODDS, MOST_SII, MOST_STEPS, written};
use crate::domain::playbook::{
    Chance, Course, Rule, When,
    covariance::{Factor, triangle},
};

pub(super) fn check(rule: &Rule, faults: &mut Faults) {
    let conversion = &rule.conversion;
    match &conversion.when {
        When::SiiAtLeast(least) => {
            faults.within(Field::SiiAtLeast, "The least SII", *least, (-MOST_SII, MOST_SII));
        }
        When::Chance(chance) => check_chance(chance, rule, faults),
    }
    faults.delay(&conversion.delay, Field::ConversionDelay);
    if let Some(closing) = &conversion.closing {
        faults.name(Field::ClosingChannel, "The closing channel", &closing.channel);
        faults.probability(Field::IfConverts, "The probability of the closing touch", closing.if_converts);
        faults.probability(Field::IfNot, "The probability of the closing touch", closing.if_not);
    }
}

fn check_chance(chance: &Chance, rule: &Rule, faults: &mut Faults) {
    if !(chance.base_rate > 0.0 && chance.base_rate < 1.0) {
        let words = format!(
            "The base rate is {}: it has to be above 0 and below 1, since its log-odds are infinite there.",
            written(chance.base_rate)
        );
        faults.stop(Field::BaseRate, words);
    }
    faults.within(Field::SiiCentre, "The SII of the base rate", chance.sii_centre, (-MOST_SII, MOST_SII));
    let range = (-MOST_LOG_ODDS, MOST_LOG_ODDS);
    faults.within(Field::SiiSlope, "The slope", chance.sii_slope, range);
    check_covariance(chance, faults);
    for (index, effect) in chance.effects.iter().enumerate() {
        faults.at.entry = Some(index as u32);
        check_channel(&effect.channel, "The effect", Field::EffectChannel, rule, faults);
        if chance.effects[..index].iter().any(|before| before.channel == effect.channel) {
            let words = format!("{} has two effects, which would add up: leave one.", effect.channel);
            faults.stop(Field::EffectChannel, words);
        }
        faults.within(Field::EffectLogOdds, "The effect", effect.log_odds, range);
        faults.probability(Field::Saturation, "The saturation", effect.saturation);
    }
    for (index, synergy) in chance.synergies.iter().enumerate() {
        faults.at.entry = Some(index as u32);
        let [one, other] = &synergy.channels;
        check_channel(one, "The synergy", Field::SynergyChannels, rule, faults);
        if one == other {
            let words = format!("{one} has a synergy with itself: name two channels, or use its effect.");
            faults.stop(Field::SynergyChannels, words);
        } else {
            check_channel(other, "The synergy", Field::SynergyChannels, rule, faults);
        }
        let same = |of: &super::super::Synergy| of.channels.contains(one) && of.channels.contains(other);
        if one != other && chance.synergies[..index].iter().any(same) {
            let words = format!("{one} and {other} have two synergies, which would add up: leave one.");
            faults.stop(Field::SynergyChannels, words);
        }
        faults.within(Field::SynergyLogOdds, "The synergy", synergy.log_odds, range);
    }
    faults.at.entry = None;
}

fn check_covariance(chance: &Chance, faults: &mut Faults) {
    let Some(covariance) = &chance.covariance else { return };
    let (effects, given) = (chance.effects.len(), covariance.len());
    let numbers = triangle(effects + 2);
    let words = if effects > MOST_STEPS {
        format!("A covariance of {effects} effects: {MOST_STEPS} are the most. Take it out.")
    } else if given != numbers {
        format!(
            "The covariance has {given} numbers: of {effects} effects, the slope and the base rate it has {numbers}, the lower \
             triangle by rows. Estimate it anew, or take it out."
        )
    } else if Factor::of(covariance, effects + 2).is_none() {
        "The covariance is none of any estimates: it is not positive semidefinite. Estimate it anew, or take it out."
            .to_owned()
    } else {
        return;
    };
    faults.stop(Field::Covariance, words);
}

/// That the rule makes touches of a channel which is said to have an effect.
fn check_channel(channel: &str, what: &str, field: Field, rule: &Rule, faults: &mut Faults) {
    let is_made = match &rule.course {
        Course::Touches(touches) => touches.iter().any(|touch| touch.channel == channel),
        Course::Chain(chain) => chain.steps.iter().any(|step| step.channel == channel),
    };
    let closes = rule.conversion.closing.as_ref().is_some_and(|closing| closing.channel == channel);
    if channel.trim().is_empty() {
        faults.name(field, &format!("{what}'s channel"), channel);
    } else if closes && !is_made {
        let words = format!("{what} of {channel} never acts: it is the closing touch, which follows the conversion.");
        faults.warn(field, words);
    } else if !is_made {
        faults.warn(
            field,
            format!("{what} of {channel} never acts: this rule makes no such touch. Add it, or take this out."),
        );
    }
}
