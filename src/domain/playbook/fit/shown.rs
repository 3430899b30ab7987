//! The channels of journeys as a scope shows them: some taken out, some merged.

use crate::domain::{
    channel::{ChannelId, Channels},
    dataset::Dataset,
    journey::Journey,
    path::Rewrite,
    sorting,
    words::list,
};

#[derive(Debug)]
pub(super) struct Shown {
    /// Those that journeys hold, sorted.
    pub names: Vec<String>,
    /// By the channel's number in the dataset, as what it counts; `None` where it is taken out or held by none.
    numbers: Vec<Option<u8>>,
    /// What differs from the journeys as they were observed.
    pub notes: Vec<String>,
}

impl Shown {
    pub fn of(dataset: &Dataset, inside: &[Journey], rewrite: &Rewrite) -> Shown {
        let channels = &dataset.journeys.channels;
        let mut is_held = vec![false; channels.len()];
        for journey in inside {
            dataset.journeys.paths.get(journey.path).iter().for_each(|channel| is_held[channel.index()] = true);
        }
        let name = |(id, is_held): (u16, &bool)| {
            let shown = rewrite.of(ChannelId(id)).filter(|_| *is_held);
            shown.map(|shown| rewrite.name(shown, channels))
        };
        let names_of: Vec<Option<String>> = (0..).zip(&is_held).map(name).collect();
        let mut names: Vec<String> = names_of.iter().flatten().cloned().collect();
        sorting::sort_distinct(&mut names);
        let number = |name: &Option<String>| {
            let name = name.as_ref()?;
            names.binary_search(name).ok().and_then(|at| u8::try_from(at).ok())
        };
        let numbers = names_of.iter().map(number).collect();
        Shown { numbers, names, notes: notes(rewrite, channels) }
    }

    /// As what a channel counts, by its place in the names.
    pub fn number(&self, channel: ChannelId) -> Option<u8> {
        self.numbers[channel.index()]
    }
}

fn notes(rewrite: &Rewrite, channels: &Channels) -> Vec<String> {
    let without: Vec<&str> = rewrite.without.iter().map(|id| channels.name(*id)).collect();
    let without =
        (!without.is_empty()).then(|| format!("As in the scope, touches by {} are left out.", list(&without)));
    let merged = rewrite.named_groups(channels).into_iter().filter(|(_, members)| members.len() > 1);
    let merged = merged.map(|(_, members)| format!("As in the scope, {} count as one channel.", list(&members)));
    without.into_iter().chain(merged).collect()
}
