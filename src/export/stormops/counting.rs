//! What is counted of journeys for the tables of attribution, without any model.

use super::UNKNOWN_PLAY;
use crate::domain::{channel::ChannelId, dataset::Dataset, journey::Journey, path::Rewrite, sorting, zip::Zip};

/// The journeys of one play, counted.
#[derive(Clone, Debug, PartialEq)]
pub struct PlayCounts {
    pub(super) play: String,
    pub(super) journeys: u32,
    pub(super) conversions: u32,
    pub(super) touches: u32,
    pub(super) avg_sii: Option<f64>,
}

/// A channel in a part of the journeys.
#[derive(Clone, Debug, PartialEq)]
pub struct ChannelCounts {
    pub(super) channel: String,
    pub(super) touches: u32,
    /// Journeys that hold it, and those of them that converted.
    pub(super) journeys: u32,
    pub(super) conversions: u32,
}

/// What is counted of one journey.
pub(super) struct OfJourney<'a> {
    pub(super) play: &'a str,
    /// Whether it is a play of the file, by which journeys can be chosen.
    pub(super) has_play: bool,
    pub(super) zip: Zip,
    pub(super) converts: bool,
    sii: Option<f64>,
    /// Without channels that the scope leaves out.
    touches: u32,
    path: &'a [ChannelId],
}

impl<'a> OfJourney<'a> {
    pub(super) fn read(dataset: &'a Dataset, rewrite: &Rewrite, journey: &Journey) -> OfJourney<'a> {
        let (subject, journeys) = (dataset.subject(journey), &dataset.journeys);
        let path = journeys.paths.get(journey.path);
        OfJourney {
            play: subject.play.map_or(UNKNOWN_PLAY, |play| dataset.plays().name(play)),
            has_play: subject.play.is_some(),
            zip: subject.zip,
            converts: journey.outcome.conversion().is_some(),
            sii: subject.sii,
            touches: path.iter().filter(|channel| rewrite.of(**channel).is_some()).count() as u32,
            path,
        }
    }

    /// Sums run in its order, whatever the order of rows is.
    pub(super) fn sii_key(&self) -> f64 {
        self.sii.unwrap_or(f64::INFINITY)
    }
}

/// Counts of each play, of journeys sorted by play and SII.
pub(super) fn counted(sorted: &[&OfJourney]) -> Vec<PlayCounts> {
    let plays = sorted.chunk_by(|a, b| a.play == b.play);
    plays
        .map(|same| {
            let known = same.iter().filter_map(|of| of.sii);
            let (count, sum) = known.fold((0_u32, 0.0), |(count, sum), sii| (count + 1, sum + sii));
            PlayCounts {
                play: same[0].play.to_owned(),
                journeys: same.len() as u32,
                conversions: same.iter().filter(|of| of.converts).count() as u32,
                touches: same.iter().map(|of| of.touches).sum(),
                avg_sii: (count > 0).then(|| sum / f64::from(count)),
            }
        })
        .collect()
}

/// Counts of each channel that any of the journeys holds, as the scope leaves out and groups them, sorted by name.
pub(super) fn channels_of(dataset: &Dataset, rewrite: &Rewrite, journeys: &[&OfJourney]) -> Vec<ChannelCounts> {
    let channels = &dataset.journeys.channels;
    let mut touched: Vec<(ChannelId, u32, bool)> = Vec::new();
    for (at, journey) in (0_u32..).zip(journeys) {
        let kept = journey.path.iter().filter_map(|channel| rewrite.of(*channel));
        touched.extend(kept.map(|channel| (channel, at, journey.converts)));
    }
    sorting::sort_by(&mut touched, |a, b| a.0.cmp(&b.0).then(a.1.cmp(&b.1)));
    let counts = touched.chunk_by(|a, b| a.0 == b.0).map(|same| {
        let holding = || same.chunk_by(|a, b| a.1 == b.1);
        ChannelCounts {
            channel: rewrite.name(same[0].0, channels),
            touches: same.len() as u32,
            journeys: holding().count() as u32,
            conversions: holding().filter(|of_journey| of_journey[0].2).count() as u32,
        }
    });
    let mut counts: Vec<ChannelCounts> = counts.collect();
    sorting::sort_by(&mut counts, |a, b| a.channel.cmp(&b.channel));
    counts
}
