//! What the worths of all coalitions say of each player.

/// Per player of a game: what is lost without it, and its Shapley value.
pub(super) struct Shares {
    pub incremental: Vec<f64>,
    pub fair: Vec<f64>,
}

/// phi_i = sum over S without i of |S|! (n - |S| - 1)! / n! (v(S and i) - v(S)). Worths stand by coalition, whose bits are its
/// players; there are 2^n of them.
pub(super) fn shares(worths: &[f64]) -> Shares {
    let players = worths.len().ilog2() as usize;
    let weights = weights(players);
    let all = worths.len() - 1;
    let fair = |player: usize| {
        let without = (0..worths.len()).filter(|coalition| coalition >> player & 1 == 0);
        let gain = |coalition: usize| worths[coalition | 1 << player] - worths[coalition];
        without.map(|coalition| weights[coalition.count_ones() as usize] * gain(coalition)).sum()
    };
    Shares {
        incremental: (0..players).map(|player| worths[all] - worths[all & !(1 << player)]).collect(),
        fair: (0..players).map(fair).collect(),
    }
}

/// s! (n - s - 1)! / n! for each size s of a coalition below n.
fn weights(players: usize) -> Vec<f64> {
    let mut binomial = 1.0;
    let weight = |size: usize| {
        let weight = 1.0 / (players as f64 * binomial);
        binomial *= (players - 1 - size) as f64 / (size + 1) as f64;
        weight
    };
    (0..players).map(weight).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_glove_game_is_shared_as_by_hand() {
        // Player 0 holds a left glove, 1 and 2 a right one each; a pair is worth 1. Shapley: 2/3, 1/6, 1/6.
        let worths = [0.0, 0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0];
        let shares = shares(&worths);
        let near = |a: &[f64], b: [f64; 3]| a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-15);
        assert!(near(&shares.fair, [2.0 / 3.0, 1.0 / 6.0, 1.0 / 6.0]), "{:?}", shares.fair);
        assert_eq!(shares.incremental, [1.0, 0.0, 0.0]);
    }

    #[test]
    fn without_players_there_is_nothing_to_share() {
        assert!(shares(&[0.3]).fair.is_empty());
    }
}
