//! Channels taken out of paths, and channels merged into one before modelling.

use crate::domain::{
    channel::{ChannelId, Channels},
    journey::Paths,
    sorting,
};

/// What happens to each channel on its way into a path.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rewrite {
    pub without: Vec<ChannelId>,
    /// Channels that count as one. A group stands under its first channel.
    pub groups: Vec<Vec<ChannelId>>,
}

impl Rewrite {
    /// The rewrite of channels by their names; names that are not there change nothing.
    pub fn named(channels: &Channels, without: &[String], groups: &[Vec<String>]) -> Rewrite {
        let ids = |names: &[String]| -> Vec<ChannelId> {
            let mut ids: Vec<ChannelId> = names.iter().filter_map(|name| channels.find(name)).collect();
            sorting::sort(&mut ids);
            ids
        };
        Rewrite { without: ids(without), groups: groups.iter().map(|group| ids(group)).collect() }
    }

    /// The channel as which a touch counts; `None` where it is taken out.
    pub fn of(&self, channel: ChannelId) -> Option<ChannelId> {
        if self.without.contains(&channel) {
            return None;
        }
        let group = self.groups.iter().find(|group| group.contains(&channel));
        group.map_or(Some(channel), |group| group.first().copied())
    }

    /// Paths with their channels as they count, by the same numbers, those that are not used without any; `None` where all
    /// stay as they are.
    pub(super) fn of_paths(&self, paths: &Paths, used: &[bool]) -> Option<Paths> {
        if self.without.is_empty() && self.groups.is_empty() {
            return None;
        }
        let (mut rewritten, mut channels) = (Paths::default(), Vec::new());
        for (path, used) in (0..).zip(used) {
            channels.clear();
            let touched = if *used { paths.get(path) } else { &[] };
            channels.extend(touched.iter().filter_map(|channel| self.of(*channel)));
            rewritten.push(&channels);
        }
        Some(rewritten)
    }

    /// Each group's name and its members, those taken out not among them.
    pub fn named_groups(&self, channels: &Channels) -> Vec<(String, Vec<String>)> {
        let members = |group: &[ChannelId]| -> Vec<String> {
            let kept = group.iter().filter(|id| !self.without.contains(id));
            kept.map(|id| channels.name(*id).to_owned()).collect()
        };
        let groups = self.groups.iter().map(|group| members(group)).filter(|members| !members.is_empty());
        groups.map(|members| (members.join(" + "), members)).collect()
    }

    /// The name of what counts as this channel: a group's names, joined.
    pub fn name(&self, channel: ChannelId, channels: &Channels) -> String {
        let group = self.groups.iter().find(|group| group.first() == Some(&channel));
        let names: Vec<&str> = match group {
            Some(group) => group.iter().filter(|id| !self.without.contains(id)).map(|id| channels.name(*id)).collect(),
            None => vec![channels.name(channel)],
        };
        names.join(" + ")
    }
}
