//! What is decided of columns as a whole, once all their cells are known.

use super::{
    amount::DecimalSign, refusal::Refusal, settings::Settings, staging::Staging, stamp::DateOrder, zone::Zone,
};

/// What is decided of columns as a whole.
pub(super) struct Decided {
    pub(super) date_order: DateOrder,
    pub(super) decimal_sign: DecimalSign,
    pub(super) zone: Zone,
}

impl Decided {
    pub(super) fn of(staging: &Staging, settings: &Settings, zone: Option<&[u8]>) -> Result<Decided, Refusal> {
        if settings.lookback_days.is_some_and(|days| !(days > 0.0 && days.is_finite())) {
            return Err(Refusal::Lookback(settings.lookback_days.unwrap_or_default()));
        }
        let (dates, amounts) = (&staging.dates, &staging.amounts);
        let date_order = match settings.date_order.or(dates.told) {
            Some(order) => order,
            None if dates.either == 0 => DateOrder::DayFirst,
            None => return Err(Refusal::UnclearDates { column: String::new(), dates: dates.either }),
        };
        let decimal_sign = match settings.decimal_sign.or(amounts.told) {
            Some(sign) => sign,
            None if amounts.either == 0 => DecimalSign::Point,
            None => return Err(Refusal::UnclearAmounts { column: String::new(), amounts: amounts.either }),
        };
        let zone = match (&settings.time_zone, zone) {
            (None, _) => Zone::Utc,
            (Some(name), _) if name.eq_ignore_ascii_case("utc") => Zone::Utc,
            (Some(name), data) => {
                data.and_then(|data| Zone::of(name, data)).ok_or_else(|| Refusal::UnknownZone(name.clone()))?
            }
        };
        Ok(Decided { date_order, decimal_sign, zone })
    }
}
