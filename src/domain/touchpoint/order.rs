//! In which order the numbers of dates stand, told from a whole column.

use crate::pack::Pack;

use super::{
    contrary::{Contrary, Verdict},
    stamp::Stamp,
};

/// In which order the three numbers of a date stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pack)]
pub enum DateOrder {
    DayFirst,
    MonthFirst,
    /// Of years of two digits; those of four are told by their digits.
    YearFirst,
}

/// Some of the orders.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Orders(u8);

/// Different years in a column of years of two digits, at most, by which they are told from days.
const FEW_YEARS: u32 = 3;

/// Different days at least, by which they are told from years.
const MANY_DAYS: u32 = 6;

impl DateOrder {
    pub const ALL: [DateOrder; 3] = [DateOrder::DayFirst, DateOrder::MonthFirst, DateOrder::YearFirst];

    pub fn words(self) -> &'static str {
        match self {
            DateOrder::DayFirst => "day first",
            DateOrder::MonthFirst => "month first",
            DateOrder::YearFirst => "year first",
        }
    }

    fn bit(self) -> u8 {
        1 << self as u8
    }
}

impl Orders {
    pub fn with(self, order: DateOrder) -> Orders {
        Orders(self.0 | order.bit())
    }

    pub fn has(self, order: DateOrder) -> bool {
        self.0 & order.bit() != 0
    }

    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// What the cells of a time column say of the order of their numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct DateVotes {
    /// Dates by the orders in which they can stand.
    counts: [u32; 8],
    /// Dates of which another order of day and month gives another day.
    unclear: u32,
    /// First and last numbers of dates whose year has two digits, one bit each.
    ends: [u128; 2],
    pub(super) without_zone: u32,
    /// Dates by the orders in which they can stand.
    contrary: [Contrary; 8],
}

impl DateVotes {
    /// Takes in the date of an event.
    pub(super) fn witness(&mut self, stamp: Stamp, event: u32, cell: &[u8]) {
        self.without_zone += u32::from(!stamp.has_zone());
        let Some(orders) = stamp.orders() else { return };
        self.counts[usize::from(orders.0)] += 1;
        let both = orders.has(DateOrder::DayFirst) && orders.has(DateOrder::MonthFirst);
        self.unclear += u32::from(!(both && stamp.is_same_day()) || orders.has(DateOrder::YearFirst));
        if let Some((first, last)) = stamp.ends() {
            self.ends[0] |= 1 << first;
            self.ends[1] |= 1 << last;
        }
        self.contrary[usize::from(orders.0)].note(event, cell);
    }

    /// Dates that cannot stand in this order.
    pub(super) fn against(&self, order: DateOrder) -> u32 {
        without(order).map(|orders| self.counts[orders]).sum()
    }

    /// These dates, by their event; all of them where they are at most [`super::contrary::MOST`].
    pub(super) fn contrary(&self, order: DateOrder) -> impl Iterator<Item = (u32, &[u8])> {
        without(order).flat_map(|orders| self.contrary[orders].cells())
    }

    pub(super) fn unclear(&self) -> u32 {
        self.unclear
    }

    /// The order against which the fewest dates speak.
    pub(super) fn order(&self) -> Verdict<DateOrder> {
        if self.unclear == 0 {
            return Verdict::Any;
        }
        let fewest = DateOrder::ALL.map(|order| self.against(order)).into_iter().min().unwrap_or_default();
        let best: Vec<DateOrder> = DateOrder::ALL.into_iter().filter(|order| self.against(*order) == fewest).collect();
        // Between orders against which as many dates speak, the variety of the numbers decides.
        let likely: Vec<DateOrder> = best.iter().copied().filter(|order| self.is_likely(*order)).collect();
        match (best.as_slice(), likely.as_slice()) {
            ([only], _) | (_, [only]) => Verdict::Told(*only),
            _ => Verdict::Unclear,
        }
    }

    /// Whether nothing is known of where the years of two digits stand, or they stand there in this order: where few
    /// different numbers are, and many at the other end.
    fn is_likely(&self, order: DateOrder) -> bool {
        let [first, last] = self.ends.map(u128::count_ones);
        let (years_first, years_last) =
            (first <= FEW_YEARS && last >= MANY_DAYS, last <= FEW_YEARS && first >= MANY_DAYS);
        match order {
            DateOrder::YearFirst => !years_last,
            _ => !years_first,
        }
    }
}

fn without(order: DateOrder) -> impl Iterator<Item = usize> {
    (0_u8..8).filter(move |orders| !Orders(*orders).has(order)).map(usize::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(cells: &[&str]) -> Verdict<DateOrder> {
        let mut votes = DateVotes::default();
        for cell in cells {
            votes.witness(Stamp::parse(cell.as_bytes()).expect(cell), 0, cell.as_bytes());
        }
        votes.order()
    }

    #[test]
    fn a_column_tells_the_order_of_its_dates_whatever_the_order_of_its_rows() {
        assert_eq!(order(&["3/4/2025", "5/6/2025"]), Verdict::Unclear);
        assert_eq!(order(&["3/4/2025", "13/6/2025"]), Verdict::Told(DateOrder::DayFirst));
        assert_eq!(order(&["6/13/2025", "3/4/2025"]), Verdict::Told(DateOrder::MonthFirst));
        assert_eq!(order(&["4/4/2025", "2025-01-02"]), Verdict::Any);
        // Two say the day is first, one says it is not.
        for cells in [["13/6/2025", "14/6/2025", "6/13/2025"], ["6/13/2025", "13/6/2025", "14/6/2025"]] {
            assert_eq!(order(&cells), Verdict::Told(DateOrder::DayFirst));
        }
        assert_eq!(order(&["13/6/2025", "6/13/2025"]), Verdict::Unclear);
    }

    #[test]
    fn years_of_two_digits_are_told_by_how_little_they_vary() {
        let european = ["13/06/25", "14/06/25", "01/07/25", "02/07/25", "03/07/25", "04/07/26"];
        assert_eq!(order(&european), Verdict::Told(DateOrder::DayFirst));
        let american = ["06/13/25", "06/14/25", "07/01/25", "08/02/25", "09/03/25"];
        assert_eq!(order(&american), Verdict::Told(DateOrder::MonthFirst));
        let year_first = ["25-06-13", "25-06-14", "25-07-01", "25-07-02", "25-07-03", "25-07-04"];
        assert_eq!(order(&year_first), Verdict::Told(DateOrder::YearFirst));
        // Few days say nothing, and a month that hardly varies is no year.
        assert_eq!(order(&["01/06/24", "01/07/25", "02/08/24"]), Verdict::Unclear);
        assert_eq!(order(&["12/13/24", "12/14/25", "12/05/24", "12/06/25"]), Verdict::Told(DateOrder::MonthFirst));
        assert_eq!(order(&["10-11-12"]), Verdict::Unclear);
        assert_eq!(order(&["99-11-12"]), Verdict::Told(DateOrder::YearFirst));
    }
}
