//! Findings about the presence of channels in journeys.

use super::{Evidence, Finding, Kind};
use crate::domain::{
    path::{PathRow, PathTable},
    words::list,
};

const THIN_JOURNEYS: u32 = 30;
const THIN_CONVERSIONS: u32 = 20;

pub(super) fn findings(evidence: &Evidence) -> Vec<Finding> {
    let mut found: Vec<Finding> = [outcome_leakage(evidence), no_contrast(evidence), veto(evidence), thin(evidence)]
        .into_iter()
        .flatten()
        .collect();
    found.extend(indistinguishable(evidence));
    found
}

/// Present if and only if the journey converted.
fn outcome_leakage(evidence: &Evidence) -> Option<Finding> {
    let leaking = leaking(evidence);
    let names = evidence.names(&leaking);
    let (happens, its) = if names.len() == 1 { ("happens", "its") } else { ("happen", "their") };
    let message = format!(
        "{} {happens} if and only if a journey converts, so {its} credit follows from that and says nothing of any effect.",
        list(&names)
    );
    (!names.is_empty()).then(|| Finding::new(Kind::OutcomeLeakage, names, message))
}

fn no_contrast(evidence: &Evidence) -> Option<Finding> {
    let names = evidence.names(&everywhere(evidence));
    let (are, them) = if names.len() == 1 { ("is", "it") } else { ("are", "them") };
    let message = format!("{} {are} in every journey: there is nothing to compare {them} with.", list(&names));
    (!names.is_empty()).then(|| Finding::new(Kind::NoContrast, names, message))
}

/// In every converting journey, yet neither leaking nor without contrast.
fn veto(evidence: &Evidence) -> Option<Finding> {
    let (leaking, everywhere) = (leaking(evidence), everywhere(evidence));
    let conversions = evidence.table.conversions();
    let mut vetoing = evidence.channels_where(|presence| presence.conversions == conversions);
    vetoing.retain(|channel| !leaking.contains(channel) && !everywhere.contains(channel));
    let names = evidence.names(&vetoing);
    let (are, it) = if names.len() == 1 { ("is", "it") } else { ("are", "them") };
    let message = format!(
        "{} {are} in every converting journey: no conversion without {it} was seen, so the data cannot tell how much {it} would be missed.",
        list(&names)
    );
    (!names.is_empty()).then(|| Finding::new(Kind::Veto, names, message))
}

fn thin(evidence: &Evidence) -> Option<Finding> {
    let thin = evidence
        .channels_where(|presence| presence.journeys < THIN_JOURNEYS || presence.conversions < THIN_CONVERSIONS);
    let names = evidence.names(&thin);
    let counts: Vec<String> = thin
        .iter()
        .map(|channel| {
            let presence = evidence.presence[*channel];
            format!("{} ({} of {})", evidence.table.channels[*channel], presence.conversions, presence.journeys)
        })
        .collect();
    let (is, its) = if names.len() == 1 { ("is", "its") } else { ("are", "their") };
    let message = format!(
        "{} {is} thin: under {THIN_JOURNEYS} journeys or {THIN_CONVERSIONS} conversions, {its} interval may be too short.",
        list(&counts)
    );
    (!names.is_empty()).then(|| Finding::new(Kind::ThinChannel, names, message))
}

/// Groups of channels with the same presence in every path: ranks between them are not shown.
pub fn same_presence(table: &PathTable) -> Vec<Vec<usize>> {
    // Of each channel the last of its rows, and a number made of all of them: others have other numbers, but for chance.
    let mut held_in = vec![(0_u32, 0_u64); table.channels.len()];
    for (row, number) in table.rows.iter().zip(1..) {
        for channel in row.channels.iter() {
            let (last, all) = &mut held_in[usize::from(*channel)];
            if *last != number {
                *last = number;
                *all = (*all ^ u64::from(number)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
            }
        }
    }
    let holds = |row: PathRow, channel: usize| row.channels.iter().any(|held| usize::from(*held) == channel);
    let are_same = |one: usize, other: usize| {
        held_in[one] == held_in[other] && table.rows.iter().all(|row| holds(row, one) == holds(row, other))
    };
    // A group stands where its first channel does.
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for channel in 0..held_in.len() {
        match groups.iter_mut().find(|group| are_same(group[0], channel)) {
            Some(group) => group.push(channel),
            None => groups.push(vec![channel]),
        }
    }
    groups.retain(|group| group.len() > 1);
    groups
}

fn indistinguishable(evidence: &Evidence) -> Vec<Finding> {
    let finding = |group: &Vec<usize>| {
        let names = evidence.names(group);
        let message = format!(
            "{} are always present together: presence cannot tell them apart, and any difference comes from the order of touches alone.",
            list(&names)
        );
        Finding::new(Kind::Indistinguishable, names, message)
    };
    evidence.inseparable.iter().map(finding).collect()
}

fn leaking(evidence: &Evidence) -> Vec<usize> {
    let conversions = evidence.table.conversions();
    match evidence.table.nulls() {
        0 => Vec::new(),
        _ => {
            evidence.channels_where(|presence| presence.conversions == conversions && presence.journeys == conversions)
        }
    }
}

fn everywhere(evidence: &Evidence) -> Vec<usize> {
    let journeys = evidence.table.journeys();
    evidence.channels_where(|presence| presence.journeys == journeys)
}
