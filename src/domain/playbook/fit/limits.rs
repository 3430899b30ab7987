//! What a playbook may hold, and how a fit keeps within it: it gives rules of their own to fewer.

use super::{FitRefused, MOST_NAMED, MOST_PERSONAS, Whom, tally::Tally};
use crate::domain::playbook::{
    Course, Next, Playbook, Rule, When,
    check::{LAST_INSTANT, LONGEST_NAME, MOST_PARTS, Severity, check, parts},
    json::MOST_BYTES,
};

/// Bytes in JSON at most, with indents: of an entry of a row beside its name, of one whose name is longer than `SHORT` and which
/// stands on lines of its own, of a step with its effect, of a number of a covariance, and of what else a rule has.
const ENTRY: usize = 90;
const LONG_ENTRY: usize = 170;
const SHORT: usize = 40;
const STEP: usize = 800;
const NUMBER: usize = 45;
const RULE: usize = 2_000;

/// To whom a fit gives a rule of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Limits {
    /// Personas at most.
    pub personas: usize,
    /// Whether journeys without a persona may have one.
    pub without_persona: bool,
}

impl Limits {
    /// As far as a playbook of few channels goes.
    pub const WIDEST: Limits = Limits { personas: MOST_PERSONAS, without_persona: true };

    /// The next narrower ones, where this playbook cannot be followed or is too long to be read again: `Ok(None)` where it
    /// can. Refused with its first fault where leaving out more does not help.
    ///
    /// While journeys without a persona have a rule, each persona that has none is named to follow the pooled one, so that
    /// fewer personas make no smaller playbook: theirs is left out first.
    pub fn narrower(self, tally: &Tally, playbook: &Playbook) -> Result<Option<Limits>, FitRefused> {
        let is_without = tally.classes.iter().any(|class| class.whom == Whom::WithoutPersona);
        let unnamed = is_without && tally.pooled.len() > MOST_NAMED;
        let fault = check(playbook).into_iter().find(|fault| fault.severity == Severity::Stops);
        let is_long = bytes(playbook) > MOST_BYTES;
        if fault.is_none() && !is_long && !unnamed {
            return Ok(None);
        }
        if is_without {
            return Ok(Some(Limits { without_persona: false, ..self }));
        }
        let own = tally.classes.iter().filter(|class| matches!(class.whom, Whom::Persona(_))).count();
        // Rules are about as large as each other: as many as there is room for, and one less than now.
        let rules = own + 1;
        let parts: usize = playbook.every_rule().map(parts).sum();
        let room = (rules * MOST_PARTS / parts.max(1)).min(rules * MOST_BYTES / bytes(playbook).max(1));
        if own == 0 || room >= rules {
            let long = || "The names of channels are too long for a playbook: shorten them.".to_owned();
            let why = fault.map_or_else(long, |fault| fault.words);
            return Err(FitRefused { words: format!("No playbook can be made of these journeys. {why}") });
        }
        Ok(Some(Limits { personas: room.saturating_sub(1).min(own - 1), ..self }))
    }

    /// Who has no rule for want of room, where anybody has none.
    pub fn words(self) -> Option<String> {
        let personas = match self.personas {
            MOST_PERSONAS => None,
            0 => Some("no persona has a rule of its own".to_owned()),
            most => Some(format!("only the {most} personas with the most journeys have a rule of their own")),
        };
        let without = "journeys without a persona have no rule of their own";
        let told = match (personas, self.without_persona) {
            (None, true) => return None,
            (None, false) => without.to_owned(),
            (Some(personas), true) => personas,
            (Some(personas), false) => format!("{personas}, and {without}"),
        };
        Some(format!(
            "Rules for more would make a playbook beyond what one may hold ({MOST_PARTS} touches, steps and entries of rows): \
             {told}."
        ))
    }
}

/// The bytes of its JSON at most.
fn bytes(playbook: &Playbook) -> usize {
    let entry = |next: &Next| match written(&next.channel) {
        long @ SHORT.. => long + LONG_ENTRY,
        short => short + ENTRY,
    };
    let of_rule = |rule: &Rule| {
        let (Course::Chain(chain), When::Chance(chance)) = (&rule.course, &rule.conversion.when) else { return RULE };
        let rows = chain.steps.iter().map(|step| &step.next).chain([&chain.start]);
        let entries: usize = rows.flat_map(|row| &row.to).map(entry).sum();
        let steps: usize = chain.steps.iter().map(|step| 2 * written(&step.channel) + STEP).sum();
        entries + steps + NUMBER * chance.covariance.as_ref().map_or(0, Vec::len) + RULE
    };
    let names: usize = playbook.rules.iter().map(|of| written(&of.persona)).sum();
    names + playbook.every_rule().map(of_rule).sum::<usize>()
}

/// Bytes of a name in JSON, which has a quote or a backslash in two.
fn written(name: &str) -> usize {
    name.len() + name.bytes().filter(|byte| matches!(byte, b'"' | b'\\')).count()
}

/// A name as a playbook can bear it: without control characters, not too long, and not empty.
pub(super) fn name(name: &str) -> String {
    let plain: String = name.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    let plain = plain.trim();
    let cut = &plain[..plain.floor_char_boundary(LONGEST_NAME)];
    if cut.is_empty() { "observed journeys".to_owned() } else { cut.trim_end().to_owned() }
}

/// An instant at which a playbook can begin.
pub(super) fn instant(unix_seconds: i64) -> i64 {
    unix_seconds.clamp(0, LAST_INSTANT)
}
