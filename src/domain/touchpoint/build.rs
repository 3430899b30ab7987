//! Touches of each customer, in order of time, to journeys.

use super::{
    Affected, HowRead, Join, Joined, SegmentColumn, Told, Touchpoints,
    decided::Decided,
    field::Mapped,
    gather::{Gathering, Known, Naming, Segments, Step, fill, known},
    import::MOST_BYTES,
    join::Joining,
    profile::Profile,
    refusal::Refusal,
    settings::{AfterLast, Conversions, Flags, Repeats, Settings},
    staging::{NO_CHANNEL, Staging},
    stamp::US_PER_SECOND,
};
use crate::domain::{
    channel::ChannelId,
    intern::Interner,
    journey::{Conversion, Journey, Journeys, Origin, Outcome, Paths},
    lead::Cents,
    sorting,
};

const US_PER_DAY: f64 = 86_400e6;

/// Makes the journeys of all customers. They stand in the order of the customers' ids, so that they do
/// not depend on the order of rows. `shape` says whether a flag speaks of journeys, where the file's own shape does.
pub(super) fn journeys(
    mut staging: Staging,
    settings: Settings,
    columns: (Vec<Mapped>, Vec<Profile>),
    shape: Option<bool>,
    join: Option<&Join>,
    decided: &mut Decided,
) -> Result<(Journeys, Touchpoints), Refusal> {
    let names = Naming::of(&staging.channels, &settings.rename)?;
    let values: Vec<(u32, Cents)> =
        staging.values.by(decided.value_sign).map(|(event, hundredths)| (event, Cents(hundredths))).collect();
    let joining = join.map(|join| Joining::of(join, &mut staging));
    let gathering = Gathering::of(&staging, &values);
    let flags_of_journeys = match settings.flags {
        Flags::Row => false,
        Flags::Journey => true,
        Flags::Told => shape.unwrap_or_else(|| gathering.flags_are_of_journeys()),
    };
    let columns_of_segments = staging.segments.iter().enumerate();
    let dropped = columns_of_segments.filter(|(_, column)| column.too_many).map(|(at, _)| at);
    let mut builder = Builder {
        staging: &staging,
        settings: &settings,
        lookback: settings.lookback_days.map(|days| (days * US_PER_DAY) as i64),
        names: &names,
        flags_of_journeys,
        affected: Affected::default(),
        joined: 0,
        segments: Segments::of(join.map_or(&[], |join| join.leads.rows()), dropped.collect()),
        paths: Interner::default(),
        path: Vec::new(),
        offsets: Vec::with_capacity(staging.len()),
        rows: Vec::with_capacity(staging.customers.len()),
    };
    let mut keyed: Vec<(u64, u32)> = Vec::new();
    let mut from = 0;
    while let Some(mut batch) = gathering.batch(from, decided) {
        for place in batch.places.clone() {
            let steps = batch.steps(place, &gathering);
            if !steps.is_sorted_by_key(|step| step.at) {
                keyed.clear();
                keyed.extend(steps.iter().map(|step| sorting::signed_key(step.at)).zip(0..));
                sorting::sort_keyed(&mut keyed);
                let unsorted = steps.to_vec();
                steps.iter_mut().zip(&keyed).for_each(|(step, (_, at))| *step = unsorted[*at as usize]);
            }
            if !steps.is_empty() {
                builder.customer(steps, joining.as_ref().and_then(|joining| joining.known(gathering.id(place))));
            }
        }
        from = batch.places.end;
    }
    if builder.paths.bytes() >= MOST_BYTES {
        return Err(Refusal::TooManyNames);
    }
    let Builder { affected, paths: found, offsets, rows, joined, segments: Segments { subjects, words, .. }, .. } =
        builder;
    let mut paths = Paths::default();
    let mut channels: Vec<ChannelId> = Vec::new();
    for path in 0..found.len() as u32 {
        channels.clear();
        channels.extend(found.get(path).as_chunks().0.iter().map(|two| ChannelId(u16::from_le_bytes(*two))));
        paths.push(&channels);
    }
    let costs = costs(&staging, &names, decided);
    let journeys = Journeys { origin: Origin::Observed, channels: names.channels, paths, offsets, rows };
    let (mapped, columns) = columns;
    let how = HowRead {
        mapped,
        columns,
        joined: join.map(|join| Joined { name: join.name.clone(), leads: join.leads.len() as u32, customers: joined }),
        remembered: false,
        date_order: decided
            .dates_told
            .then_some(Told { choice: decided.date_order, given: settings.date_order.is_some() }),
        decimal_sign: decided
            .values_told
            .then_some(Told { choice: decided.value_sign, given: settings.decimal_sign.is_some() }),
        without_zone: staging.dates.without_zone,
        currency: decided.currency.clone(),
        flags_of_journeys,
        affected,
        settings,
    };
    let touchpoints = Touchpoints {
        how,
        subjects,
        words,
        segments: staging.segments.into_iter().map(SegmentColumn::settled).collect(),
        personas: staging.personas,
        plays: staging.plays,
        costs,
    };
    Ok((journeys, touchpoints))
}

/// What each channel cost; nothing is known of one that no cell of a cost stands beside.
fn costs(staging: &Staging, names: &Naming, decided: &Decided) -> Vec<Option<Cents>> {
    let mut costs = Vec::new();
    for (event, hundredths) in staging.costs.by(decided.cost_sign) {
        costs.resize(names.channels.len(), None);
        let channel = staging.events.get(event).map_or(NO_CHANNEL, |event| event.channel);
        if channel != NO_CHANNEL && staging.left_out.binary_search(&event).is_err() {
            costs[names.ids[usize::from(channel)].index()].get_or_insert(Cents(0)).0 += hundredths;
        }
    }
    costs
}

struct Builder<'a> {
    staging: &'a Staging,
    settings: &'a Settings,
    lookback: Option<i64>,
    names: &'a Naming,
    flags_of_journeys: bool,
    affected: Affected,
    /// Customers who are leads too.
    joined: u32,
    segments: Segments<'a>,
    paths: Interner,
    path: Vec<[u8; 2]>,
    offsets: Vec<u32>,
    rows: Vec<Journey>,
}

impl Builder<'_> {
    /// The journeys of one customer, whose steps stand in order of time. `lead` tells what the touchpoints may not.
    fn customer(&mut self, steps: &[Step], lead: Option<Known>) {
        let mut of_customer = known(self.staging, steps);
        if let Some(lead) = lead {
            self.joined += 1;
            fill(&mut of_customer, lead);
        }
        self.affected.customers += 1;
        let is_touch = |step: &&Step| step.channel != NO_CHANNEL;
        self.affected.touches += steps.iter().filter(is_touch).count() as u32;
        let touches = steps.iter().filter(is_touch);
        self.affected.renamed +=
            touches.clone().filter(|step| self.names.renamed[usize::from(step.channel)]).count() as u32;
        self.affected.equal_times += touches.clone().zip(touches.skip(1)).filter(|(a, b)| a.at == b.at).count() as u32;
        let mut begin = 0;
        let mut converted = 0;
        let last = steps.len().saturating_sub(1);
        let first_flag = steps.iter().position(|step| step.converts);
        for (at, step) in steps.iter().enumerate() {
            let ends = match self.flags_of_journeys {
                true => at == last && first_flag.is_some(),
                false => step.converts,
            };
            if !ends {
                continue;
            }
            self.affected.conversion_rows += u32::from(step.channel == NO_CHANNEL);
            if converted > 0 && self.settings.conversions == Conversions::First {
                self.affected.later_conversions += 1;
                continue;
            }
            converted += 1;
            self.affected.conversions += 1;
            let value = match self.flags_of_journeys {
                true => steps.iter().find_map(Step::value),
                false => step.value(),
            };
            self.journey(of_customer, &steps[begin..=at], Some((step.at, value)));
            begin = at + 1;
        }
        self.affected.split_customers += u32::from(converted > 1);
        let rest = &steps[begin..];
        let touches = rest.iter().filter(is_touch).count() as u32;
        if touches == 0 {
            return;
        }
        if converted > 0 {
            self.affected.after_last += touches;
            if self.settings.conversions == Conversions::First || self.settings.after_last == AfterLast::Drop {
                return;
            }
        }
        self.journey(of_customer, rest, None);
    }

    fn journey(&mut self, of_customer: Known, steps: &[Step], end: Option<(i64, Option<Cents>)>) {
        let mut of_journey = known(self.staging, steps);
        fill(&mut of_journey, of_customer);
        let subject = self.segments.number(of_journey);
        let touches = steps.iter().filter(|step| step.channel != NO_CHANNEL);
        let anchor = end.map(|(at, _)| at).or(touches.clone().next_back().map(|step| step.at)).unwrap_or_default();
        self.path.clear();
        let mut start = None;
        let times = self.offsets.len() as u32;
        let mut previous = None;
        for step in touches {
            if self.lookback.is_some_and(|window| anchor - step.at > window) {
                self.affected.outside_lookback += 1;
                continue;
            }
            let channel = self.names.ids[usize::from(step.channel)];
            if previous == Some(channel) {
                self.affected.repeats += 1;
                if self.settings.repeats == Repeats::Collapse {
                    continue;
                }
            }
            previous = Some(channel);
            self.path.push(channel.0.to_le_bytes());
            let start = *start.get_or_insert(step.at.div_euclid(US_PER_SECOND));
            self.offsets.push(offset(start, step.at));
        }
        let start = start.unwrap_or(anchor.div_euclid(US_PER_SECOND));
        if end.is_some() {
            self.offsets.push(offset(start, anchor));
        }
        let path = self.paths.intern(self.path.as_flattened());
        let outcome = Outcome::of(end.map(|(_, value)| Conversion { value }));
        self.rows.push(Journey { subject, path, times, start, outcome });
    }
}

/// Seconds from a start; times from 1970 to 2105 are never further apart than fits.
fn offset(start: i64, at: i64) -> u32 {
    u32::try_from(at.div_euclid(US_PER_SECOND) - start).unwrap_or(u32::MAX)
}
