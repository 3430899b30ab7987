//! How stable ranks are over replicates. Shares within [`TIE`] of one another tie: they count one
//! half in P(a > b), and share P(first) and P(in the top two) equally.

use crate::{
    domain::{finding::TIE, sorting},
    pack::Pack,
};

/// How often a channel leads.
#[derive(Clone, Copy, Debug, PartialEq, Pack)]
pub struct RankStability {
    pub first: f64,
    pub in_top_two: f64,
}

/// P(a > b) over paired replicates.
pub fn probability_greater(a: &[f64], b: &[f64]) -> Option<f64> {
    let wins = a.iter().zip(b).map(|(a, b)| match a - b {
        difference if difference.abs() <= TIE => 0.5,
        difference if difference > 0.0 => 1.0,
        _ => 0.0,
    });
    (!a.is_empty()).then(|| wins.sum::<f64>() / a.len() as f64)
}

/// The stability of every channel, from its replicates; empty without any.
pub fn stability(replicates: &[Vec<f64>]) -> Vec<RankStability> {
    let count = replicates.first().map_or(0, Vec::len);
    if count == 0 {
        return Vec::new();
    }
    let mut places = vec![(0.0, 0.0); replicates.len()];
    for replicate in 0..count {
        add_places(&mut places, &replicates.iter().map(|channel| channel[replicate]).collect::<Vec<f64>>());
    }
    let part = |sum: f64| sum / count as f64;
    places.into_iter().map(|(first, top)| RankStability { first: part(first), in_top_two: part(top) }).collect()
}

/// Adds each channel's part of the first place and of the first two.
fn add_places(places: &mut [(f64, f64)], shares: &[f64]) {
    let mut falling = shares.to_vec();
    sorting::sort_floats(&mut falling);
    falling.reverse();
    for (channel, share) in shares.iter().enumerate() {
        let above = falling.partition_point(|other| other - share > TIE);
        let level = falling.partition_point(|other| share - other <= TIE) - above;
        let part = |wanted: usize| wanted.saturating_sub(above).min(level) as f64 / level as f64;
        places[channel].0 += part(1);
        places[channel].1 += part(2);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_count_one_half() {
        assert_eq!(probability_greater(&[1.0, 2.0, 3.0, 0.0], &[0.0, 2.0, 4.0, -1.0]), Some(0.625));
        assert_eq!(probability_greater(&[], &[]), None);
    }

    #[test]
    fn channels_that_tie_share_their_places() {
        // First replicate: a and b tie above c. Second: c leads, a and b tie for the second place.
        let stability = stability(&[vec![0.4, 0.3], vec![0.4, 0.3], vec![0.2, 0.4]]);
        assert_eq!(stability[0], RankStability { first: 0.25, in_top_two: 0.75 });
        assert_eq!(stability[1], stability[0]);
        assert_eq!(stability[2], RankStability { first: 0.5, in_top_two: 0.5 });
        assert_eq!(super::stability(&[]), []);
    }
}
