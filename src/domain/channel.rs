//! Channels, interned: a name is stored once, a touch carries two bytes.

use crate::pack::Pack;

use super::sorting;

/// An index into [`Channels`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Pack)]
pub struct ChannelId(pub u16);

/// The channels of a dataset, sorted by name, so that ids do not depend on the order of rows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Pack)]
pub struct Channels(Vec<Box<str>>);

impl ChannelId {
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl Channels {
    /// The distinct names, sorted.
    pub fn new<'a>(names: impl IntoIterator<Item = &'a str>) -> Result<Channels, TooManyChannels> {
        let mut sorted: Vec<Box<str>> = names.into_iter().map(Into::into).collect();
        sorting::sort_distinct(&mut sorted);
        if sorted.len() > usize::from(u16::MAX) {
            return Err(TooManyChannels(sorted.len()));
        }
        Ok(Channels(sorted))
    }

    pub fn find(&self, name: &str) -> Option<ChannelId> {
        let index = self.0.binary_search_by(|known| (**known).cmp(name)).ok()?;
        u16::try_from(index).ok().map(ChannelId)
    }

    pub fn name(&self, id: ChannelId) -> &str {
        &self.0[id.index()]
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|name| &**name)
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// More channels than a [`ChannelId`] can number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooManyChannels(pub usize);

impl std::fmt::Display for TooManyChannels {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{} channels are more than the {} that can be told apart", self.0, u16::MAX)
    }
}

impl std::error::Error for TooManyChannels {}
