//! Columns by whose words customers differ.

use super::cells::{Cells, Name};
use crate::{
    domain::{dataset::Dataset, lead::Names, sorting},
    pack::Pack,
};

/// Most different words of one column: beyond, it holds something else than segments.
pub const MOST_WORDS: usize = 1_000;

/// A column of segments and its words.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct SegmentColumn {
    pub name: String,
    pub words: Names,
    /// It had more than [`MOST_WORDS`], and none is kept.
    pub too_many: bool,
}

impl SegmentColumn {
    pub(in crate::domain) fn of(name: &str) -> SegmentColumn {
        SegmentColumn { name: name.to_owned(), words: Names::default(), too_many: false }
    }

    /// The number of a cell's word, from 1; 0 where there is none, or none that could be kept: a segment rejects no row.
    pub(super) fn number(&mut self, cells: &Cells, at: usize) -> u32 {
        if self.too_many {
            return 0;
        }
        let Ok(name) = cells.among(at, &self.words.0) else { return 0 };
        // A cell can hold a known word with blanks round it.
        let is_new = matches!(name, Name::New(word) if !word.is_empty() && self.words.0.find(word).is_none());
        self.too_many = is_new && self.words.len() == MOST_WORDS;
        if self.too_many { 0 } else { name.number_or_0(&mut self.words.0) }
    }

    /// The number of a word; 0 for none, and for one more than can be kept.
    pub(in crate::domain) fn number_of(&mut self, word: Option<&str>) -> u32 {
        let known = word.and_then(|word| self.words.find(word));
        match (known, word) {
            (Some(id), _) => id.index() as u32 + 1,
            (None, Some(word)) if self.words.len() < MOST_WORDS => self.words.intern(word).index() as u32 + 1,
            _ => 0,
        }
    }

    /// Columns that were kept, with their words, those of the most journeys first, and the journeys of each.
    pub fn counted(dataset: &Dataset) -> Vec<(String, Vec<(String, u32)>)> {
        let words = |at: usize, column: &SegmentColumn| {
            let mut counts = vec![0_u32; column.words.len() + 1];
            dataset.journeys.rows.iter().for_each(|journey| counts[dataset.segment_word(journey, at) as usize] += 1);
            let mut words: Vec<(String, u32)> =
                column.words.iter().map(|(id, word)| (word.to_owned(), counts[id.index() + 1])).collect();
            sorting::sort(&mut words);
            sorting::sort_by(&mut words, |a, b| b.1.cmp(&a.1));
            words
        };
        let kept = dataset.segments().iter().enumerate().filter(|(_, column)| !column.too_many);
        kept.map(|(at, column)| (column.name.clone(), words(at, column))).collect()
    }

    /// Forgets the words of a column that has too many.
    pub(super) fn settled(self) -> SegmentColumn {
        if self.too_many { SegmentColumn { words: Names::default(), ..self } } else { self }
    }
}
