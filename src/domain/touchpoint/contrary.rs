//! What the cells of a column say as a whole, and those that may turn out to contradict the others of their column, as they stand in the file.

/// Most cells of a kind that are kept: where more contradict, the file is asked about.
pub(super) const MOST: u32 = 1_000;

/// Bytes kept of a cell.
const EXCERPT: usize = 330;

/// What the cells of a column say of how they are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict<T> {
    /// Nothing, and nothing depends on it.
    Any,
    Told(T),
    /// They do not tell.
    Unclear,
}

/// Cells of one kind by their event, in the order of the file, the first [`MOST`] of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Contrary {
    cells: Vec<(u32, Box<[u8]>)>,
}

impl Contrary {
    pub(super) fn note(&mut self, event: u32, cell: &[u8]) {
        if self.cells.len() < MOST as usize {
            self.cells.push((event, cell[..cell.len().min(EXCERPT)].into()));
        }
    }

    pub(super) fn cells(&self) -> impl Iterator<Item = (u32, &[u8])> {
        self.cells.iter().map(|(event, cell)| (*event, &**cell))
    }
}
