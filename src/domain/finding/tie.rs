//! Channels whose rank is not settled: equal credit, or an order that replicates do not keep.

use super::{Evidence, Finding, Kind};
use crate::domain::{
    uncertainty::bootstrap::probability_greater,
    words::{list, percent},
};

/// Shares closer than this are equal.
pub const TIE: f64 = 1e-9;

/// Rank neighbours are settled when the first is greater in more than this part of replicates.
const SETTLED: f64 = 0.95;

/// Channels by share, the greatest first; equal shares by name.
pub fn ranked(shares: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..shares.len()).collect();
    order.sort_by(|a, b| shares[*b].total_cmp(&shares[*a]));
    // Equal shares can differ in the last bits: within such a run names decide.
    for run in order.chunk_by_mut(|a, b| shares[*a] - shares[*b] <= TIE) {
        run.sort_unstable();
    }
    order
}

/// One finding for each longest run of rank neighbours that are not settled.
pub(super) fn findings(evidence: &Evidence) -> Vec<Finding> {
    let Some(shares) = evidence.shares else { return Vec::new() };
    let order = ranked(shares);
    let runs = order.chunk_by(|a, b| unsettled(evidence, shares, *a, *b));
    runs.filter(|run| run.len() > 1).map(|run| finding(evidence, shares, run)).collect()
}

fn unsettled(evidence: &Evidence, shares: &[f64], above: usize, below: usize) -> bool {
    if (shares[above] - shares[below]).abs() <= TIE {
        return true;
    }
    let (Some(above), Some(below)) = (evidence.share_replicates.get(above), evidence.share_replicates.get(below))
    else {
        return false;
    };
    probability_greater(above, below, TIE).is_some_and(|greater| (1.0 - SETTLED..=SETTLED).contains(&greater))
}

fn finding(evidence: &Evidence, shares: &[f64], run: &[usize]) -> Finding {
    let mut channels = run.to_vec();
    channels.sort_unstable();
    let names = evidence.names(&channels);
    let equal = (shares[run[0]] - shares[run[run.len() - 1]]).abs() <= TIE;
    let conversions = evidence.table.conversions();
    let in_all = run.iter().all(|channel| evidence.presence[*channel].conversions == conversions);
    let message = match (equal, in_all) {
        (true, true) => format!(
            "Every converting journey holds {}, so each gets the same credit: {} of it.",
            list(&names),
            percent(shares[run[0]])
        ),
        (true, false) => format!("{} get the same credit: {} each.", list(&names), percent(shares[run[0]])),
        (false, _) => format!(
            "The order of {} is not settled: neighbours change places in at least 5 % of the replicates.",
            list(&names)
        ),
    };
    Finding::new(Kind::Tie, names, message)
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
