//! What the cells of a column of amounts say of its decimal sign and its currency.

use super::{
    amount::{Amount, DecimalSign},
    contrary::{Contrary, Verdict},
    currency::Currency,
};
use crate::domain::sorting;

/// What the cells of a column of amounts say, whatever their order.
#[derive(Clone, Debug, Default)]
pub(super) struct MoneyVotes {
    point: (u32, Contrary),
    comma: (u32, Contrary),
    /// Cells that could be either and differ.
    unclear: u32,
    currencies: Vec<(Currency, u32, Contrary)>,
}

impl MoneyVotes {
    /// Takes in the amount of an event.
    pub(super) fn witness(&mut self, amount: &Amount, event: u32, cell: &[u8]) {
        let told = match amount.says() {
            Some(DecimalSign::Point) => Some(&mut self.point),
            Some(DecimalSign::Comma) => Some(&mut self.comma),
            None => None,
        };
        if let Some((count, cells)) = told {
            *count += 1;
            cells.note(event, cell);
        }
        self.unclear += u32::from(amount.is_unclear());
        let Some(currency) = amount.currency else { return };
        match self.currencies.iter_mut().find(|(known, ..)| *known == currency) {
            Some((_, count, cells)) => {
                *count += 1;
                cells.note(event, cell);
            }
            None => {
                let mut cells = Contrary::default();
                cells.note(event, cell);
                self.currencies.push((currency, 1, cells));
            }
        }
    }

    /// The decimal sign of the most cells.
    pub(super) fn sign(&self) -> Verdict<DecimalSign> {
        match self.point.0.cmp(&self.comma.0) {
            std::cmp::Ordering::Greater => Verdict::Told(DecimalSign::Point),
            std::cmp::Ordering::Less => Verdict::Told(DecimalSign::Comma),
            _ if self.point.0 == 0 && self.unclear == 0 => Verdict::Any,
            _ => Verdict::Unclear,
        }
    }

    /// Cells that can be read by the other sign only, and how many they are.
    pub(super) fn against(&self, sign: DecimalSign) -> (u32, &Contrary) {
        let (count, cells) = match sign {
            DecimalSign::Point => &self.comma,
            DecimalSign::Comma => &self.point,
        };
        (*count, cells)
    }

    /// Cells that only one reading fits, by the sign, and those that both fit.
    pub(super) fn counts(&self) -> (u32, u32, u32) {
        (self.point.0, self.comma.0, self.unclear)
    }

    /// The currency of the most cells. A sign of several currencies counts as the one that is named beside it.
    pub(super) fn currency(&self) -> Verdict<Currency> {
        let total = |currency: Currency| -> u32 {
            let same = self.currencies.iter().filter(|(other, ..)| self.is(*other, currency));
            same.map(|(_, count, _)| count).sum()
        };
        let named = self.currencies.iter().map(|(currency, ..)| *currency).filter(|one| self.stands_for(*one) == *one);
        let mut totals: Vec<(u32, Currency)> = named.map(|currency| (total(currency), currency)).collect();
        sorting::sort_by(&mut totals, |a, b| b.cmp(a));
        match totals.as_slice() {
            [] => Verdict::Any,
            [(most, _), (next, _), ..] if most == next => Verdict::Unclear,
            [(_, most), ..] => Verdict::Told(*most),
        }
    }

    /// Cells of other currencies than this, with the number of all of a kind.
    pub(super) fn of_others(&self, currency: Currency) -> impl Iterator<Item = (u32, &Contrary)> {
        let other = move |(one, ..): &&(Currency, u32, Contrary)| !self.is(*one, currency);
        self.currencies.iter().filter(other).map(|(_, count, cells)| (*count, cells))
    }

    /// How many cells name each currency, the most first.
    pub(super) fn currencies(&self) -> Vec<(String, u32)> {
        let mut counts: Vec<(u32, &str)> =
            self.currencies.iter().map(|(currency, count, _)| (*count, currency.name())).collect();
        sorting::sort_by(&mut counts, |a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
        counts.into_iter().map(|(count, name)| (name.to_owned(), count)).collect()
    }

    fn is(&self, one: Currency, currency: Currency) -> bool {
        self.stands_for(one) == self.stands_for(currency)
    }

    /// The only other currency of the column that a sign can stand for; else itself.
    fn stands_for(&self, sign: Currency) -> Currency {
        let mut others =
            self.currencies.iter().map(|(other, ..)| *other).filter(|other| *other != sign && sign.may_be(*other));
        match (others.next(), others.next()) {
            (Some(only), None) => only,
            _ => sign,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn votes(cells: &[&str]) -> MoneyVotes {
        let mut votes = MoneyVotes::default();
        for (event, cell) in (0..).zip(cells) {
            votes.witness(&Amount::parse(cell.as_bytes()).expect(cell), event, cell.as_bytes());
        }
        votes
    }

    #[test]
    fn most_cells_tell_the_decimal_sign_in_any_order() {
        let sign = |cells: &[&str]| votes(cells).sign();
        assert_eq!(sign(&["12", "7"]), Verdict::Any);
        assert_eq!(sign(&["12.5", "1.234"]), Verdict::Told(DecimalSign::Point));
        assert_eq!(sign(&["1,5", "1.5", "2,5"]), Verdict::Told(DecimalSign::Comma));
        assert_eq!(sign(&["1.234"]), Verdict::Unclear);
        assert_eq!(sign(&["1,5", "1.5"]), Verdict::Unclear);
    }

    #[test]
    fn a_currency_is_the_one_that_most_cells_name() {
        let currency = |cells: &[&str]| match votes(cells).currency() {
            Verdict::Told(currency) => currency.name().to_owned(),
            other => format!("{other:?}"),
        };
        assert_eq!(currency(&["12"]), "Any");
        assert_eq!(currency(&["12 €", "EUR 3", "$4"]), "EUR");
        assert_eq!(currency(&["$12", "USD 3", "€4"]), "USD");
        assert_eq!(currency(&["$12", "$3"]), "$");
        assert_eq!(currency(&["$12", "€3"]), "Unclear");
        let of = votes(&["$12", "USD 3", "4 €"]);
        let Verdict::Told(dollar) = of.currency() else { panic!("told") };
        assert_eq!(of.of_others(dollar).map(|(count, _)| count).sum::<u32>(), 1);
    }
}
