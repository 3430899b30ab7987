//! One playbook: its regenerations are played and booked one by one, then fitted together.

use super::{
    super::super::{EngineError, query::Query},
    fits::{Fits, Fitting, Shares},
};
use crate::domain::{
    attribution::{
        context::weight_of,
        model::{Model, Settings},
    },
    channel::Channels,
    lead::Leads,
    path::{PathTable, Rewrite},
    playbook::{Playbook, Value, plan::At},
    study::what_if::{
        Realised, Side,
        cast::Cast,
        ledger::{Closed, Ledger, Regeneration, Totals},
        pool::{Sums, Weighed},
        regeneration::{is_certain, played, seed_of},
    },
};

const SECONDS_PER_DAY: f64 = 86_400.0;

/// Streams of sampled orders of single regenerations begin here, behind those of replicates.
const SINGLE_STREAM: u32 = 1 << 29;

/// One playbook being played.
#[derive(Debug)]
pub(super) struct Played {
    pub(super) playbook: Playbook,
    pub(super) seed: u64,
    pub(super) is_certain: bool,
    pub(super) regenerations: u32,
    ledger: Ledger,
    under_way: Option<UnderWay>,
    /// Channels that count as one: the name of each group, and its members.
    groups: Vec<(String, Vec<String>)>,
    singles: Vec<(Vec<String>, Realised)>,
}

/// A regeneration that is being played.
#[derive(Debug)]
struct UnderWay {
    cast: Cast,
    seed: u64,
    booked: Regeneration,
    touches: Vec<At>,
}

/// A playbook whose journeys are all booked.
#[derive(Debug)]
pub(super) struct Pooled {
    pub(super) playbook: Playbook,
    pub(super) seed: u64,
    pub(super) is_certain: bool,
    pub(super) regenerations: u32,
    pub(super) closed: Closed,
    has_values: bool,
    fits: Fits,
    replicated: Fits,
    fitting: Fitting,
    pub(super) side: Side,
}

impl Played {
    /// `regenerations` of a playbook that leaves something to chance, for leads of these context weights.
    pub(super) fn new(
        playbook: Playbook,
        seed: u64,
        regenerations: u32,
        strengths: Vec<f64>,
        query: &Query,
    ) -> Result<Played, EngineError> {
        let is_certain = is_certain(&playbook)?;
        Ok(Played {
            playbook,
            seed,
            is_certain,
            regenerations: if is_certain { 1 } else { regenerations },
            ledger: Ledger::new(strengths, half_life(query)),
            under_way: None,
            groups: Vec::new(),
            singles: Vec::new(),
        })
    }

    /// Plays the leads in some of these rows, from a place on, in the regeneration of this number.
    pub(super) fn play(
        &mut self,
        regeneration: u32,
        leads: &Leads,
        rows: &[u32],
        from: usize,
        query: &Query,
    ) -> Result<(), EngineError> {
        let mut under_way = match self.under_way.take() {
            Some(under_way) => under_way,
            None => self.begin(regeneration, leads, query)?,
        };
        let UnderWay { cast, seed, booked, touches } = &mut under_way;
        for (place, row) in (from..).zip(rows) {
            let conversion = cast.play(leads, *row as usize, *seed, touches);
            self.ledger.book(booked, place, touches, conversion);
        }
        self.under_way = Some(under_way);
        Ok(())
    }

    fn begin(&mut self, regeneration: u32, leads: &Leads, query: &Query) -> Result<UnderWay, EngineError> {
        let seed = seed_of(self.seed, regeneration);
        let cast = Cast::new(leads, &played(&self.playbook, seed))?;
        let booked = self.ledger.begin(&cast.channels, &query.scope);
        self.groups = groups(&cast.channels, query);
        Ok(UnderWay { cast, seed, booked, touches: Vec::new() })
    }

    /// Ends a regeneration, and fits it by itself: what the page would show of it.
    pub(super) fn end(&mut self, query: &Query) -> Result<(), EngineError> {
        let Some(UnderWay { booked, .. }) = self.under_way.take() else { return Ok(()) };
        let (mut table, weighed) = self.ledger.end(&booked)?;
        weigh_channels(&mut table, &self.groups, query);
        let stream = SINGLE_STREAM + self.singles.len() as u32;
        let fits = Fits::new(&table, query, &settings(&self.groups, query))?.for_replicates();
        let shares = fits.shares(&weighed.path_weights(), stream)?;
        let has_values = has_values(&self.playbook, &booked.totals);
        let single = realised(query.model, booked.totals.sums(), 1.0, shares, has_values);
        self.singles.push((table.channels, single));
        Ok(())
    }

    /// Puts the regenerations together.
    pub(super) fn close(self, query: &Query) -> Result<Pooled, EngineError> {
        let mut closed = self.ledger.close()?;
        weigh_channels(&mut closed.table, &self.groups, query);
        let settings = settings(&self.groups, query);
        let fits = || Fits::new(&closed.table, query, &settings);
        let (fits, replicated) = (fits()?, fits()?.for_replicates());
        let channels = closed.table.channels.clone();
        let singles = self.singles.into_iter().map(|(names, single)| in_order(&channels, &names, single)).collect();
        let has_values = has_values(&self.playbook, &closed.totals);
        Ok(Pooled {
            playbook: self.playbook,
            seed: self.seed,
            is_certain: self.is_certain,
            regenerations: self.regenerations,
            fitting: fits.begin(),
            fits,
            replicated,
            closed,
            has_values,
            side: Side { channels, pooled: Realised::default(), replicates: Vec::new(), singles },
        })
    }
}

impl Pooled {
    /// Fits a little of all regenerations together; true once that is done.
    pub(super) fn fit(&mut self, observed: &Weighed, model: Model) -> Result<bool, EngineError> {
        let weights = observed.path_weights();
        let shares = self.fits.step(&mut self.fitting, &self.closed.table, &weights)?;
        let is_done = shares.is_some();
        if let Some(shares) = shares {
            let (sums, runs) = (self.closed.totals.sums(), f64::from(self.regenerations));
            self.side.pooled = realised(model, sums, runs, shares, self.has_values);
        }
        Ok(is_done)
    }

    /// Keeps a replicate.
    pub(super) fn replicate(&mut self, weighed: &Weighed, model: Model) -> Result<(), EngineError> {
        let stream = self.side.replicates.len() as u32 + 1;
        let shares = self.replicated.shares(&weighed.path_weights(), stream)?;
        let (sums, runs) = (weighed.sums(&self.closed.table), f64::from(self.regenerations));
        self.side.replicates.push(realised(model, sums, runs, shares, self.has_values));
        Ok(())
    }

    /// What the fit of one replicate costs, in steps of arithmetic.
    pub(super) fn cost(&self) -> usize {
        self.replicated.cost(&self.closed.table)
    }

    /// Conversions of a regeneration whose value is not known, on average.
    pub(super) fn without_value(&self) -> f64 {
        let totals = &self.closed.totals;
        (totals.conversions - totals.valued) as f64 / f64::from(self.regenerations)
    }

    pub(super) fn slots(&self) -> usize {
        2 * self.closed.table.rows.len()
    }
}

fn groups(channels: &Channels, query: &Query) -> Vec<(String, Vec<String>)> {
    Rewrite::named(channels, &query.scope.without, &query.scope.groups).named_groups(channels)
}

/// Context weights of the transitions into channels. The members of a group have one weight: a query is checked for it.
fn weigh_channels(table: &mut PathTable, groups: &[(String, Vec<String>)], query: &Query) {
    let into = |name: &String| {
        let group = groups.iter().find(|(known, _)| known == name);
        weight_of(&query.context.channels, group.and_then(|(_, members)| members.first()).unwrap_or(name))
    };
    table.into = table.channels.iter().map(into).collect();
    table.lambda = query.context.lambda;
}

/// The settings, in which a group is passed over where all its members are.
fn settings(groups: &[(String, Vec<String>)], query: &Query) -> Settings {
    let mut settings = query.settings.clone();
    let is_passed = |members: &[String]| members.iter().all(|member| query.settings.excluded.contains(member));
    let passed = groups.iter().filter(|(_, members)| is_passed(members)).map(|(name, _)| name.clone());
    settings.excluded.extend(passed);
    settings
}

/// In seconds, where credit goes by age.
fn half_life(query: &Query) -> Option<f64> {
    (query.model == Model::TimeDecay).then_some(query.settings.half_life_days * SECONDS_PER_DAY)
}

/// Whether the value of its conversions is known of any.
fn has_values(playbook: &Playbook, totals: &Totals) -> bool {
    playbook.value != Value::Unknown && totals.has_values()
}

/// Figures of so many regenerations, of one on average.
fn realised(model: Model, sums: Sums, runs: f64, shares: Shares, has_values: bool) -> Realised {
    // Participation's shares are parts of all conversions, those of journeys without a touch included.
    let (shared, shared_value) = match model {
        Model::Participation => (sums.conversions, sums.value),
        _ => (sums.attributed, sums.attributed_value),
    };
    Realised {
        share: shares.conversions,
        value_share: shares.value,
        journeys: sums.journeys / runs,
        conversions: sums.conversions / runs,
        value: has_values.then_some(sums.value / runs),
        shared: shared / runs,
        shared_value: has_values.then_some(shared_value / runs),
    }
}

/// A regeneration's shares, in the order of the channels of all regenerations.
fn in_order(channels: &[String], names: &[String], single: Realised) -> Realised {
    let ordered = |share: Vec<f64>| {
        let of = |name: &String| names.iter().position(|known| known == name).map_or(0.0, |at| share[at]);
        channels.iter().map(of).collect()
    };
    Realised { share: single.share.map(ordered), value_share: single.value_share.map(ordered), ..single }
}
