//! What is decided of columns as a whole, once all their cells are known.

use super::{
    amount::DecimalSign,
    contrary::{Contrary, MOST, Verdict},
    currency::Currency,
    field::{Field, Mapped},
    order::DateOrder,
    refusal::Refusal,
    settings::Settings,
    staging::{Money, Staging},
    zone::{Zone, Zones},
};
use crate::domain::{
    import::{Reason, Rejection},
    sorting,
};

/// What is decided of columns as a whole.
pub(super) struct Decided {
    pub(super) date_order: DateOrder,
    /// Whether the cells told it, or nothing depends on it.
    pub(super) dates_told: bool,
    pub(super) value_sign: DecimalSign,
    pub(super) values_told: bool,
    pub(super) cost_sign: DecimalSign,
    pub(super) currency: Option<String>,
    pub(super) zone: Zone,
    /// Events that contradict what is decided, with what is wrong with them.
    contrary: Vec<(u32, Rejection)>,
}

impl Decided {
    pub(super) fn of(
        staging: &Staging,
        settings: &Settings,
        mapped: &[Mapped],
        zone: Option<&[u8]>,
    ) -> Result<Decided, Refusal> {
        let zone = match (&settings.time_zone, zone) {
            (None, _) => Zone::universal(),
            (Some(name), _) if name.eq_ignore_ascii_case("utc") => Zone::universal(),
            (Some(name), data) => {
                data.and_then(|data| Zones::of(data)?.find(name)).ok_or_else(|| Refusal::UnknownZone(name.clone()))?
            }
        };
        let mut decided = Decided {
            date_order: DateOrder::DayFirst,
            dates_told: false,
            value_sign: DecimalSign::Point,
            values_told: false,
            cost_sign: DecimalSign::Point,
            currency: settings.currency.clone(),
            zone,
            contrary: Vec::new(),
        };
        let name =
            |field: Field| mapped.iter().find(|mapped| mapped.field == field).map_or("", |mapped| mapped.name.as_str());
        decided.dates(staging, settings, name(Field::Time))?;
        (decided.value_sign, decided.values_told) = decided.sign(&staging.values, settings, name(Field::Value))?;
        (decided.cost_sign, _) = decided.sign(&staging.costs, settings, name(Field::Cost))?;
        decided.currency(staging, name(Field::Value), name(Field::Cost))?;
        Ok(decided)
    }

    fn dates(&mut self, staging: &Staging, settings: &Settings, column: &str) -> Result<(), Refusal> {
        let votes = &staging.dates;
        let unclear = || {
            let against = DateOrder::ALL.map(|order| (order, votes.against(order)));
            Refusal::UnclearDates { column: column.to_owned(), dates: votes.unclear(), against: against.to_vec() }
        };
        let order = match (settings.date_order, votes.order()) {
            (Some(given), _) => given,
            (None, Verdict::Any) => return Ok(()),
            (None, Verdict::Told(order)) => order,
            (None, Verdict::Unclear) => return Err(unclear()),
        };
        if votes.against(order) > MOST {
            return Err(unclear());
        }
        (self.date_order, self.dates_told) = (order, votes.unclear() > 0);
        for (event, cell) in votes.contrary(order) {
            self.reject(event, Rejection::named(column, cell, Reason::OtherDateOrder { order }));
        }
        Ok(())
    }

    fn sign(&mut self, money: &Money, settings: &Settings, column: &str) -> Result<(DecimalSign, bool), Refusal> {
        let votes = &money.votes;
        let unclear = || {
            let (points, commas, unclear) = votes.counts();
            Refusal::UnclearAmounts { column: column.to_owned(), amounts: unclear, points, commas }
        };
        let sign = match (settings.decimal_sign, votes.sign()) {
            (Some(given), _) => given,
            (None, Verdict::Any) => return Ok((DecimalSign::Point, false)),
            (None, Verdict::Told(sign)) => sign,
            (None, Verdict::Unclear) => return Err(unclear()),
        };
        let (count, cells) = votes.against(sign);
        if count > MOST {
            return Err(unclear());
        }
        self.reject_all(cells, column, &Reason::OtherDecimalSign { sign });
        Ok((sign, true))
    }

    /// Values and costs are of one currency; rows of another than one that is given were rejected as they were read.
    fn currency(&mut self, staging: &Staging, value: &str, cost: &str) -> Result<(), Refusal> {
        if let Some(name) = &self.currency {
            // A word of one's own is a name for amounts that name nothing themselves.
            let mut found = staging.values.votes.currencies();
            found.extend(staging.costs.votes.currencies());
            return match Currency::named(name).is_none() && !found.is_empty() {
                true => Err(Refusal::UnknownCurrency { name: name.clone(), found }),
                false => Ok(()),
            };
        }
        let mut known: Option<Currency> = None;
        for (votes, column) in [(&staging.values.votes, value), (&staging.costs.votes, cost)] {
            let mixed = || Refusal::MixedCurrencies { column: column.to_owned(), found: votes.currencies() };
            let told = match votes.currency() {
                Verdict::Any => continue,
                Verdict::Told(told) => told,
                Verdict::Unclear => return Err(mixed()),
            };
            for (count, cells) in votes.of_others(told) {
                if count > MOST {
                    return Err(mixed());
                }
                self.reject_all(cells, column, &Reason::OtherCurrency { first: told.name().to_owned() });
            }
            match known {
                None => known = Some(told),
                Some(other) if other.may_be(told) => known = Some(told),
                Some(other) if told.may_be(other) => {}
                Some(_) => {
                    let mut found = staging.values.votes.currencies();
                    found.extend(staging.costs.votes.currencies());
                    return Err(Refusal::MixedCurrencies { column: format!("{value} and {cost}"), found });
                }
            }
        }
        let by_name = || match (Currency::of_header(value), Currency::of_header(cost)) {
            (Some(value), Some(cost)) => Some(value).filter(|_| value == cost),
            (value, cost) => value.or(cost),
        };
        self.currency = known.or_else(by_name).map(|currency| currency.name().to_owned());
        Ok(())
    }

    fn reject_all(&mut self, cells: &Contrary, column: &str, reason: &Reason) {
        for (event, cell) in cells.cells() {
            self.reject(event, Rejection::named(column, cell, reason.clone()));
        }
    }

    fn reject(&mut self, event: u32, rejection: Rejection) {
        self.contrary.push((event, rejection));
    }

    /// Events in order that contradict what is decided; the first thing that is wrong with each is said.
    pub(super) fn contrary(&mut self) -> Vec<(u32, Rejection)> {
        let mut contrary = std::mem::take(&mut self.contrary);
        sorting::sort_by(&mut contrary, |a, b| a.0.cmp(&b.0));
        contrary.dedup_by_key(|(event, _)| *event);
        contrary
    }
}
