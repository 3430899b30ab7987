//! Journeys by the channels that they hold.

use serde::Serialize;

use crate::{
    domain::{
        channel::{ChannelId, Channels},
        journey::Journeys,
    },
    pack::Pack,
};

/// Channels by name, as they stand in the file, whether or not they are left out of the paths or grouped.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Pack)]
pub struct PathFilter {
    /// Every one of these.
    pub holding: Vec<String>,
    /// None of these.
    pub lacking: Vec<String>,
    /// Just this path; `None`: any.
    pub exactly: Option<Vec<String>>,
}

impl PathFilter {
    pub fn is_set(&self) -> bool {
        *self != PathFilter::default()
    }

    /// Asks for a channel, or no longer.
    pub fn toggle_holding(&mut self, channel: String) {
        match self.holding.iter().position(|known| *known == channel) {
            Some(at) => {
                self.holding.remove(at);
            }
            None => self.holding.push(channel),
        }
    }

    /// The channels that are named.
    pub fn names(&self) -> impl Iterator<Item = &String> {
        self.holding.iter().chain(&self.lacking).chain(self.exactly.iter().flatten())
    }

    /// Whether a path fits, of channels that are known by number.
    pub fn matcher(&self, channels: &Channels) -> impl Fn(&[ChannelId]) -> bool + use<> {
        // A channel that is not there is held by no path.
        let ids =
            |names: &[String]| -> Vec<Option<ChannelId>> { names.iter().map(|name| channels.find(name)).collect() };
        let (holding, lacking) = (ids(&self.holding), ids(&self.lacking));
        let exactly = self.exactly.as_deref().map(ids);
        move |path| {
            let holds = |channel: &Option<ChannelId>| channel.is_some_and(|channel| path.contains(&channel));
            let is_it = |exactly: &Vec<Option<ChannelId>>| {
                exactly.len() == path.len() && exactly.iter().zip(path).all(|(known, channel)| *known == Some(*channel))
            };
            holding.iter().all(holds) && !lacking.iter().any(holds) && exactly.as_ref().is_none_or(is_it)
        }
    }

    /// Of each distinct path whether it fits; `None` where all do.
    pub fn fitting(&self, journeys: &Journeys) -> Option<Vec<bool>> {
        let fits = self.is_set().then(|| self.matcher(&journeys.channels))?;
        Some((0..journeys.paths.len() as u32).map(|path| fits(journeys.paths.get(path))).collect())
    }
}
