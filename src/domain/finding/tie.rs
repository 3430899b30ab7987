//! Channels whose rank is not settled: equal credit, or an order that replicates do not keep.

use super::{Evidence, Finding, Kind};
use crate::domain::{sorting::sort_places, uncertainty::rank::probability_greater, words::list};

/// Shares closer than this are equal.
pub const TIE: f64 = 1e-9;

/// Rank neighbours are settled when the first is greater in more than this part of replicates.
const SETTLED: f64 = 0.95;

/// Indices by figure, the greatest first; equal figures, which can differ in their last bits, by index.
pub fn ranked(figures: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..figures.len()).collect();
    sort_places(&mut order, &|a, b| figures[b].total_cmp(&figures[a]));
    for run in order.chunk_by_mut(|a, b| are_equal(figures[*a], figures[*b])) {
        sort_places(run, &|a, b| a.cmp(&b));
    }
    order
}

/// The same, the greatest first or last; equal ones by index either way.
pub fn in_order(figures: &[f64], descending: bool) -> Vec<usize> {
    let order = ranked(figures);
    let mut runs: Vec<&[usize]> = order.chunk_by(|a, b| are_equal(figures[*a], figures[*b])).collect();
    if !descending {
        runs.reverse();
    }
    runs.concat()
}

/// Whether two figures differ by rounding alone.
pub fn are_equal(a: f64, b: f64) -> bool {
    (a - b).abs() <= TIE * a.abs().max(b.abs()).max(1.0)
}

/// One finding for each longest run of rank neighbours that are not settled.
pub(super) fn findings(evidence: &Evidence) -> Vec<Finding> {
    let Some(shares) = evidence.shares else { return Vec::new() };
    let order = ranked(shares);
    let runs = order.chunk_by(|a, b| unsettled(evidence, shares, *a, *b));
    // Channels without any credit are not in a contest.
    let credited = |run: &&[usize]| run.len() > 1 && run.iter().any(|channel| shares[*channel] > TIE);
    runs.filter(credited).map(|run| finding(evidence, shares, run)).collect()
}

fn unsettled(evidence: &Evidence, shares: &[f64], above: usize, below: usize) -> bool {
    if (shares[above] - shares[below]).abs() <= TIE {
        return true;
    }
    let (Some(above), Some(below)) = (evidence.share_replicates.get(above), evidence.share_replicates.get(below))
    else {
        return false;
    };
    probability_greater(above, below).is_some_and(|greater| (1.0 - SETTLED..=SETTLED).contains(&greater))
}

fn finding(evidence: &Evidence, shares: &[f64], run: &[usize]) -> Finding {
    let mut channels = run.to_vec();
    sort_places(&mut channels, &|a, b| a.cmp(&b));
    let names = evidence.names(&channels);
    let equal = (shares[run[0]] - shares[run[run.len() - 1]]).abs() <= TIE;
    let message = match equal {
        true => why_equal(evidence, &channels, &names),
        false => format!(
            "The order of {} is not settled: neighbours change places in at least 5 % of the replicates.",
            list(&names)
        ),
    };
    Finding::new(Kind::Tie, names, message)
}

/// What makes these channels equal, as far as the data show it.
fn why_equal(evidence: &Evidence, channels: &[usize], names: &[String]) -> String {
    let conversions = evidence.table.conversions();
    let in_all = evidence.channels_where(|presence| presence.conversions == conversions);
    let effect = |channel: &usize| evidence.removal_effects.get(*channel).copied().unwrap_or_default();
    let needed = evidence.model.is_of_chain() && channels.iter().all(|channel| effect(channel) >= 1.0 - TIE);
    let names = list(names);
    match (in_all == channels, needed) {
        (true, _) => format!(
            "Every converting journey holds {names} and no other channel is in all of them: they get the same credit."
        ),
        (_, true) => format!("Every conversion of the chain passes through {names}: they get the same credit."),
        _ => format!("{names} get the same credit from this model."),
    }
}

#[cfg(test)]
mod tests {
    use super::ranked;

    #[test]
    fn equal_shares_rank_by_name_whatever_their_last_bits() {
        assert_eq!(ranked(&[0.2, 0.4, 0.4 + 1e-16, 0.0]), [1, 2, 0, 3]);
        assert_eq!(ranked(&[0.3, 0.3 + 1e-12, 0.4]), [2, 0, 1]);
    }
}
