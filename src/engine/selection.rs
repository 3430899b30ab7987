//! The paths in scope, and what is counted of them.

use crate::domain::{
    attribution::{
        context::{ContextWeights, weight_of},
        model::Settings,
    },
    channel::TooManyChannels,
    dataset::Dataset,
    finding::same_presence,
    journey::Journey,
    lead::{NameId, Names},
    path::{PathTable, Presence, Rewrite},
    scope::{OutsideScope, Scope},
    sorting,
};

#[derive(Debug)]
pub(super) struct Selection {
    pub(super) table: PathTable,
    pub(super) presence: Vec<Presence>,
    /// Channels that are always present together.
    pub(super) inseparable: Vec<Vec<usize>>,
    pub(super) outside: OutsideScope,
    pub(super) personas: u32,
    pub(super) unknown_personas: Vec<(String, u32)>,
    /// Channels that count as one: the name of each group, and its members.
    groups: Vec<(String, Vec<String>)>,
}

impl Selection {
    pub(super) fn of_paths(mut table: PathTable, context: &ContextWeights) -> Selection {
        table.into = table.channels.iter().map(|name| weight_of(&context.channels, name)).collect();
        table.lambda = context.lambda;
        Selection {
            presence: table.presence(),
            inseparable: same_presence(&table),
            table,
            outside: OutsideScope::default(),
            personas: 0,
            unknown_personas: Vec::new(),
            groups: Vec::new(),
        }
    }

    pub(super) fn of(
        dataset: &Dataset,
        scope: &Scope,
        context: &ContextWeights,
        with_ages: bool,
    ) -> Result<Selection, TooManyChannels> {
        let (inside, outside) = scope.select(dataset);
        let channels = &dataset.journeys.channels;
        let rewrite = Rewrite::named(channels, &scope.without, &scope.groups);
        let weights = |names: &Names, weights: &[(String, f64)]| -> Vec<f64> {
            names.iter().map(|(_, name)| weight_of(weights, name)).collect()
        };
        let personas = weights(dataset.personas(), &context.personas);
        let plays = weights(dataset.plays(), &context.plays);
        let weigh = |journey: &Journey| {
            let subject = dataset.subject(journey);
            let of = |name: Option<NameId>, weights: &[f64]| name.map_or(1.0, |name| weights[name.index()]);
            of(subject.persona, &personas) * of(subject.play, &plays)
        };
        let mut table = match dataset.paths() {
            Some(paths) => paths.table(&scope.paths, &rewrite)?,
            None => PathTable::collapse(&dataset.journeys, &inside, &rewrite, with_ages, weigh),
        };
        let groups: Vec<(String, Vec<String>)> = rewrite.named_groups(channels);
        // The members of a group have one weight: a query is checked for it.
        let member = |name: &String| {
            let group = groups.iter().find(|(known, _)| known == name);
            group.and_then(|(_, members)| members.first()).unwrap_or(name).clone()
        };
        table.into = table.channels.iter().map(|name| weight_of(&context.channels, &member(name))).collect();
        table.lambda = context.lambda;
        let names = dataset.personas();
        let mut journeys = vec![0_u32; names.len()];
        for journey in &inside {
            if let Some(persona) = dataset.subject(journey).persona {
                journeys[persona.index()] += 1;
            }
        }
        let in_scope = names.iter().map(|(id, name)| (name, journeys[id.index()])).filter(|(_, count)| *count > 0);
        let known = |name: &str| dataset.leads().is_none_or(|leads| leads.playbook.names(name));
        let unknown = in_scope.clone().filter(|(name, _)| !known(name));
        let mut unknown_personas: Vec<(String, u32)> = unknown.map(|(name, count)| (name.to_owned(), count)).collect();
        sorting::sort(&mut unknown_personas);
        Ok(Selection {
            presence: table.presence(),
            inseparable: same_presence(&table),
            table,
            outside,
            unknown_personas,
            personas: in_scope.count() as u32,
            groups,
        })
    }

    /// The settings, in which a group is passed over where all its members are.
    pub(super) fn settings(&self, settings: &Settings) -> Settings {
        let excluded = |members: &[String]| members.iter().all(|member| settings.excluded.contains(member));
        let groups = self.groups.iter().filter(|(_, members)| excluded(members)).map(|(name, _)| name.clone());
        Settings { excluded: settings.excluded.iter().cloned().chain(groups).collect(), ..settings.clone() }
    }
}
