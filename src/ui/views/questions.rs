//! What was asked in the views beside the query: treatment against control. It stays while other views are
//! looked at, so that it is handed over with the rest, and is of one dataset.

use leptos::prelude::*;

use super::Side;
use crate::engine::study::{Arms, groups::By};

/// A copyable handle.
#[derive(Clone, Copy)]
pub struct Questions {
    pub arms: RwSignal<ChosenArms>,
}

/// Places among what there is to choose from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChosenArms {
    pub column: Option<usize>,
    /// Among the column's words.
    pub treatment: Option<usize>,
    pub control: Option<usize>,
}

impl Default for Questions {
    fn default() -> Questions {
        Questions { arms: RwSignal::new(ChosenArms::default()) }
    }
}

impl Questions {
    /// Of another dataset nothing was asked yet.
    pub fn clear(self) {
        self.arms.set(ChosenArms::default());
    }
}

/// Columns whose words can tell treatment from control, with these words.
pub fn columns_of_arms(side: Side) -> Memo<Vec<(By, Vec<String>)>> {
    side.memo_opened(|opened| {
        let words = |words: &[(String, u32)]| words.iter().map(|(word, _)| word.clone()).collect::<Vec<_>>();
        let mut columns: Vec<(By, Vec<String>)> =
            opened.segments.iter().map(|(column, of)| (By::Segment(column.clone()), words(of))).collect();
        columns.push((By::Plays, opened.plays.clone()));
        columns.push((By::Personas, opened.personas.clone()));
        columns.retain(|(_, words)| words.len() > 1);
        columns
    })
}

/// Treatment and control among [`columns_of_arms`], once both are chosen.
pub fn arms(side: Side, columns: Memo<Vec<(By, Vec<String>)>>) -> Memo<Option<Arms>> {
    Memo::new(move |_| {
        let ChosenArms { column, treatment, control } = side.questions.arms.get();
        let columns = columns.get();
        let (by, words) = columns.get(column?)?;
        let word = |at: Option<usize>| words.get(at?).cloned();
        let (treatment, control) = (word(treatment)?, word(control)?);
        (treatment != control).then(|| Arms { by: by.clone(), treatment, control })
    })
}
