//! The rows of a sheet by one of its columns.

use std::cmp::Ordering;

use super::Sheet;
use crate::{
    domain::{finding::in_order, sorting::sort_places},
    export::table::Cell,
};

impl Sheet {
    /// Places of the rows, by a column: numbers by size; behind them texts, by the number that they begin with and by their letters;
    /// figures that do not exist last in either direction. Equal cells stand as in the sheet, and its closing rows at the end.
    pub fn order(&self, column: usize, descending: bool) -> Vec<usize> {
        let sorted = self.rows.len().saturating_sub(self.closing);
        let (mut numbers, mut texts, mut missing) = (Vec::new(), Vec::new(), Vec::new());
        for (at, row) in self.rows[..sorted].iter().enumerate() {
            match row.get(column) {
                Some(Cell::Number(number)) => numbers.push((at, *number)),
                Some(Cell::Whole(number)) => numbers.push((at, *number as f64)),
                Some(Cell::Text(text)) if !text.is_empty() => texts.push((at, text.as_str())),
                _ => missing.push(at),
            }
        }
        let figures: Vec<f64> = numbers.iter().map(|(_, number)| *number).collect();
        let by_size = in_order(&figures, descending).into_iter().map(|place| numbers[place].0);
        let mut by_letters: Vec<usize> = (0..texts.len()).collect();
        sort_places(&mut by_letters, &|a, b| {
            let order = by_number_and_letters(texts[a].1, texts[b].1);
            if descending { order.reverse() } else { order }
        });
        let by_letters = by_letters.into_iter().map(|place| texts[place].0);
        by_size.chain(by_letters).chain(missing).chain(sorted..self.rows.len()).collect()
    }
}

/// Texts that begin with a number come first, by that number; equal ones, and the others, by their letters.
fn by_number_and_letters(a: &str, b: &str) -> Ordering {
    match (leading_number(a), leading_number(b)) {
        (Some(one), Some(other)) => one.cmp(&other).then_with(|| a.cmp(b)),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => a.cmp(b),
    }
}

/// The digits that a text begins with, up to nineteen.
fn leading_number(text: &str) -> Option<u64> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).take(19);
    digits.fold(None, |number, digit| Some(10 * number.unwrap_or(0) + u64::from(digit - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{handout::PlainNumbers, sheet::Form};

    fn sheet(cells: Vec<Cell>, closing: usize) -> Sheet {
        let mut sheet = Sheet::new("t", String::new(), &[("c", Form::Decimal)]);
        sheet.rows = cells.into_iter().map(|cell| vec![cell]).collect();
        sheet.closing = closing;
        sheet
    }

    fn text(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }

    #[test]
    fn numbers_are_numbers_and_what_does_not_exist_is_last_either_way() {
        let cells = vec![Cell::None, Cell::Whole(10), Cell::Number(9.5), text("too few journeys"), Cell::Whole(-2)];
        let sheet = sheet(cells, 0);
        assert_eq!(sheet.order(0, false), [4, 2, 1, 3, 0]);
        assert_eq!(sheet.order(0, true), [1, 2, 4, 3, 0]);
        assert_eq!(sheet.order(7, true), [0, 1, 2, 3, 4], "a column that is not there");
    }

    #[test]
    fn equal_cells_stand_as_in_the_sheet_either_way() {
        // 0.1 + 0.2 is 0.3 but for its last bit.
        let equal = sheet(vec![Cell::Number(0.3), Cell::Number(0.1 + 0.2), text("b"), text("b")], 0);
        assert_eq!(equal.order(0, false), [0, 1, 2, 3]);
        assert_eq!(equal.order(0, true), [0, 1, 2, 3]);
    }

    #[test]
    fn texts_go_by_the_number_that_they_begin_with_and_closing_rows_stay() {
        let cells = ["10", "b", "12 and more", "9", "a", "All"].map(text).into();
        let sheet = sheet(cells, 1);
        assert_eq!(sheet.order(0, false), [3, 0, 2, 4, 1, 5]);
        assert_eq!(sheet.order(0, true), [1, 4, 2, 0, 3, 5]);
    }

    #[test]
    fn the_report_lists_the_twenty_greatest_rows_and_the_closing_one() {
        // 1 to 22, and 7 that closes them: 1 and 2 are left out.
        let cells = || (1..=22).chain([7]).map(|figure| Cell::Number(f64::from(figure))).collect();
        let mut cut = sheet(cells(), 1);
        let whole = cut.handout(&PlainNumbers::default());
        assert_eq!((whole.rows.len(), whole.more), (23, 0));
        cut.listed_by = Some(0);
        let listed = cut.handout(&PlainNumbers::default());
        assert_eq!((listed.rows.len(), listed.more), (21, 2));
        assert_eq!([&listed.rows[0][0], &listed.rows[19][0], &listed.rows[20][0]], ["22.00", "3.00", "7.00"]);
        // What fits is left in its order.
        let mut short = sheet(vec![Cell::Number(1.0), Cell::Number(2.0)], 0);
        short.listed_by = Some(0);
        let short = short.handout(&PlainNumbers::default());
        assert_eq!((&short.rows[0][0], short.more), (&"1.00".to_owned(), 0));
    }
}
