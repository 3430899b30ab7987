//! What is counted of journeys on both sides of a comparison, observed and made.

/// Counts over journeys. Channels go by their number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sums {
    pub journeys: u32,
    pub conversions: u32,
    /// Journeys of 0, 1, 2 and so on touches.
    pub lengths: Vec<u32>,
    /// Touches by channel, and over journeys the sum of their squares.
    pub touches: Vec<u64>,
    pub squares: Vec<u64>,
    /// Journeys that hold the channel.
    pub holding: Vec<u32>,
}

impl Sums {
    pub fn of(channels: usize) -> Sums {
        Sums { touches: vec![0; channels], squares: vec![0; channels], holding: vec![0; channels], ..Sums::default() }
    }

    /// Adds so many journeys of one path, given as the numbers of its channels.
    pub fn add(&mut self, path: impl Iterator<Item = usize> + Clone, journeys: u32, conversions: u32) {
        self.journeys += journeys;
        self.conversions += conversions;
        let length = path.clone().count();
        if length >= self.lengths.len() {
            self.lengths.resize(length + 1, 0);
        }
        self.lengths[length] += journeys;
        for (at, channel) in path.clone().enumerate() {
            if path.clone().take(at).any(|before| before == channel) {
                continue;
            }
            let own = path.clone().filter(|other| *other == channel).count() as u64;
            self.touches[channel] += own * u64::from(journeys);
            self.squares[channel] += own * own * u64::from(journeys);
            self.holding[channel] += journeys;
        }
    }

    pub fn add_all(&mut self, other: &Sums) {
        self.journeys += other.journeys;
        self.conversions += other.conversions;
        self.lengths.resize(self.lengths.len().max(other.lengths.len()), 0);
        self.lengths.iter_mut().zip(&other.lengths).for_each(|(to, of)| *to += of);
        self.touches.iter_mut().zip(&other.touches).for_each(|(to, of)| *to += of);
        self.squares.iter_mut().zip(&other.squares).for_each(|(to, of)| *to += of);
        self.holding.iter_mut().zip(&other.holding).for_each(|(to, of)| *to += of);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_counts_its_channels_once_and_their_touches_each() {
        let mut sums = Sums::of(2);
        sums.add([0, 1, 0].into_iter(), 3, 1);
        sums.add([].into_iter(), 2, 0);
        assert_eq!((sums.journeys, sums.conversions), (5, 1));
        assert_eq!(sums.lengths, [2, 0, 0, 3]);
        assert_eq!(
            (sums.touches.clone(), sums.squares.clone(), sums.holding.clone()),
            (vec![6, 3], vec![12, 3], vec![3, 3])
        );
        let mut twice = sums.clone();
        twice.add_all(&sums);
        assert_eq!((twice.journeys, twice.lengths, twice.squares), (10, vec![4, 0, 0, 6], vec![24, 6]));
    }
}
