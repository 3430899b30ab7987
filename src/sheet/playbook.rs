//! How a playbook differs from another one.

use super::{Form::Text, Sheet, text};
use crate::{
    domain::{playbook::difference::Change, words::count},
    export::table::Cell,
};

/// What differs, a row each; `other` names what it is compared with: "the default playbook".
pub fn changes(changes: &[Change], other: &str) -> Sheet {
    let message = match changes.len() {
        0 => format!("The playbook is the same as {other}."),
        number => format!("{} from {other}.", count(number as u32, "difference", "differences")),
    };
    let columns = [("Whose", Text), ("Touch", Text), ("What", Text), ("Was", Text), ("Is", Text)];
    let mut sheet = Sheet::counted("Differences of the playbook", message, &columns);
    let side = |of: &Option<String>| of.clone().map_or(Cell::None, Cell::Text);
    let row = |of: &Change| vec![text(&of.of), text(&of.touch), text(&of.field), side(&of.was), side(&of.is)];
    sheet.rows = changes.iter().map(row).collect();
    sheet
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        playbook::{Playbook, difference::difference},
        words::NumberStyle,
    };

    #[test]
    fn a_difference_is_a_row_and_none_is_said() {
        let default = Playbook::default();
        let same = changes(&difference(&default, &default, NumberStyle::default()), "the default playbook");
        assert_eq!((same.message.as_str(), same.rows.len()), ("The playbook is the same as the default playbook.", 0));
        let mut playbook = default.clone();
        playbook.any_other.conversion.closing = None;
        let sheet = changes(&difference(&default, &playbook, NumberStyle::default()), "the default playbook");
        assert_eq!(sheet.message, "1 difference from the default playbook.");
        let row = ["any other persona", "", "closing touch", "call"].map(text);
        assert_eq!(sheet.rows, [[row.as_slice(), &[Cell::None]].concat()]);
    }
}
