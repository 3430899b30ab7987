//! Touches of each customer, in order of time, to journeys.

use super::{
    Affected, HowRead, Told, Touchpoints,
    amount::DecimalSign,
    decided::Decided,
    field::Mapped,
    gather::{ByCustomer, Naming, Segments},
    intern::Interner,
    refusal::Refusal,
    settings::{AfterLast, Conversions, Flags, Repeats, Settings},
    staging::{NO_CHANNEL, Staging},
};
use crate::domain::{
    channel::ChannelId,
    dataset::Subject,
    journey::{Conversion, Journey, Journeys, Origin, Outcome, Paths},
    lead::Cents,
};

const MS_PER_DAY: f64 = 86_400_000.0;

/// One touch or conversion of a customer.
#[derive(Clone, Copy)]
struct Step {
    at: i64,
    channel: u16,
    converts: bool,
    /// Number of the event.
    event: u32,
}

/// Makes the journeys of all customers. They stand in the order of the customers' ids, so that they do
/// not depend on the order of rows.
pub(super) fn journeys(
    staging: Staging,
    settings: Settings,
    mapped: Vec<Mapped>,
    decided: &mut Decided,
) -> Result<(Journeys, Touchpoints), Refusal> {
    let names = Naming::of(&staging.channels, &settings.rename)?;
    let by_customer = ByCustomer::of(&staging);
    let values = values(&staging, decided.decimal_sign);
    let flags_of_journeys = match settings.flags {
        Flags::Row => false,
        Flags::Journey => true,
        Flags::Told => flags_are_of_journeys(&staging, &by_customer, &values),
    };
    let mut builder = Builder {
        settings: &settings,
        lookback: settings.lookback_days.map(|days| (days * MS_PER_DAY) as i64),
        names: &names,
        values: &values,
        flags_of_journeys,
        affected: Affected::default(),
        paths: Interner::default(),
        offsets: Vec::new(),
        rows: Vec::new(),
    };
    let mut segments = Segments::default();
    let mut steps: Vec<Step> = Vec::new();
    for customer in staging.customers.sorted() {
        steps.clear();
        for event in by_customer.events(customer) {
            let of = staging.event(*event);
            let at = of.stamp.resolve(decided.date_order, |local| decided.zone.utc(local));
            steps.push(Step { at, channel: of.channel, converts: of.converts, event: *event });
        }
        if !steps.is_sorted_by_key(|step| step.at) {
            steps.sort_by_key(|step| step.at);
        }
        let known = staging.known.get(customer as usize).copied().unwrap_or_default();
        let subject = segments.number(Subject {
            persona: known.persona,
            play: known.play,
            zip: known.zip,
            sii: None,
            risk: None,
        });
        builder.customer(subject, &steps)?;
    }
    let affected = builder.affected;
    let mut paths = Paths::default();
    for path in 0..builder.paths.len() as u32 {
        let bytes = builder.paths.get(path).chunks_exact(2);
        let channels: Vec<ChannelId> = bytes.map(|two| ChannelId(u16::from_le_bytes([two[0], two[1]]))).collect();
        paths.push(&channels);
    }
    let journeys = Journeys {
        origin: Origin::Observed,
        channels: names.channels.clone(),
        paths,
        offsets: builder.offsets,
        rows: builder.rows,
    };
    let told = |given: bool| move |choice| Told { choice, given };
    let how = HowRead {
        mapped,
        date_order: settings.date_order.or(staging.dates.told).map(told(settings.date_order.is_some())),
        decimal_sign: match settings.decimal_sign {
            Some(choice) => Some(Told { choice, given: true }),
            None => staging.amounts.told.map(|choice| Told { choice, given: false }),
        },
        without_zone: staging.dates.without_zone,
        currency: staging.amounts.currency,
        flags_of_journeys,
        affected,
        settings,
    };
    let touchpoints =
        Touchpoints { how, segments: segments.subjects, personas: staging.personas, plays: staging.plays };
    Ok((journeys, touchpoints))
}

/// The values of events that have one, in the order of the events.
fn values(staging: &Staging, sign: DecimalSign) -> Vec<(u32, Cents)> {
    staging.values.iter().filter_map(|valued| Some((valued.event, Cents(valued.amount.by(sign)?)))).collect()
}

/// Whether the flag speaks of the journey: every customer with a flag has it on all of its several rows, all with the
/// same value, and others have several rows and none.
fn flags_are_of_journeys(staging: &Staging, by_customer: &ByCustomer, values: &[(u32, Cents)]) -> bool {
    let value = |event: &u32| values.binary_search_by_key(event, |(event, _)| *event).ok().map(|at| values[at].1);
    let (mut whole, mut none, mut part) = (0_u32, 0_u32, 0_u32);
    for customer in 0..staging.customers.len() as u32 {
        let events = by_customer.events(customer);
        let flagged = events.iter().filter(|event| staging.event(**event).converts).count();
        match flagged {
            _ if events.len() < 2 => {}
            0 => none += 1,
            all if all == events.len() && events.iter().all(|event| value(event) == value(&events[0])) => whole += 1,
            _ => part += 1,
        }
    }
    whole > 0 && none > 0 && part == 0
}

struct Builder<'a> {
    settings: &'a Settings,
    lookback: Option<i64>,
    names: &'a Naming,
    values: &'a [(u32, Cents)],
    flags_of_journeys: bool,
    affected: Affected,
    paths: Interner,
    offsets: Vec<u32>,
    rows: Vec<Journey>,
}

impl Builder<'_> {
    /// The journeys of one customer, whose steps stand in order of time.
    fn customer(&mut self, subject: u32, steps: &[Step]) -> Result<(), Refusal> {
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
                true => steps.iter().find_map(|step| self.value(step.event)),
                false => self.value(step.event),
            };
            self.journey(subject, &steps[begin..=at], Some((step.at, value)))?;
            begin = at + 1;
        }
        self.affected.split_customers += u32::from(converted > 1);
        let rest = &steps[begin..];
        let touches = rest.iter().filter(is_touch).count() as u32;
        if touches == 0 {
            return Ok(());
        }
        if converted > 0 {
            self.affected.after_last += touches;
            if self.settings.conversions == Conversions::First || self.settings.after_last == AfterLast::Drop {
                return Ok(());
            }
        }
        self.journey(subject, rest, None)
    }

    fn value(&self, event: u32) -> Option<Cents> {
        let at = self.values.binary_search_by_key(&event, |(event, _)| *event).ok()?;
        Some(self.values[at].1)
    }

    fn journey(&mut self, subject: u32, steps: &[Step], end: Option<(i64, Option<Cents>)>) -> Result<(), Refusal> {
        let touches = steps.iter().filter(|step| step.channel != NO_CHANNEL);
        let anchor = end.map(|(at, _)| at).or(touches.clone().next_back().map(|step| step.at)).unwrap_or_default();
        let mut path: Vec<u8> = Vec::with_capacity(2 * steps.len());
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
            path.extend_from_slice(&channel.0.to_le_bytes());
            let start = *start.get_or_insert(step.at.div_euclid(1_000));
            self.offsets.push(offset(start, step.at)?);
        }
        let start = start.unwrap_or(anchor.div_euclid(1_000));
        if end.is_some() {
            self.offsets.push(offset(start, anchor)?);
        }
        let path = self.paths.intern(&path);
        let outcome = Outcome::of(end.map(|(_, value)| Conversion { value }));
        self.rows.push(Journey { subject, path, times, start, outcome });
        Ok(())
    }
}

fn offset(start: i64, at: i64) -> Result<u32, Refusal> {
    u32::try_from(at.div_euclid(1_000) - start).map_err(|_| Refusal::TooLong)
}
