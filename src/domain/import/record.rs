//! Rows of cells.

/// A row of its own.
#[derive(Clone, Debug, Default)]
pub struct Record {
    bytes: Vec<u8>,
    ends: Vec<u32>,
    /// Where in its text it begins.
    start: u64,
}

/// Cells of a row that stand side by side.
#[derive(Clone, Copy, Debug)]
pub struct SideBySide<'a> {
    /// All of them.
    pub bytes: &'a [u8],
    ends: &'a [u32],
    start: u32,
    gap: u32,
}

/// A row where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Fields<'a> {
    bytes: &'a [u8],
    ends: &'a [u32],
    /// Bytes between two cells.
    gap: u32,
}

impl Record {
    /// Takes all cells away.
    pub fn clear(&mut self) {
        self.bytes.clear();
        self.ends.clear();
    }

    /// Adds a cell.
    pub fn push(&mut self, cell: &[u8]) {
        self.bytes.extend_from_slice(cell);
        self.ends.push(self.bytes.len() as u32);
    }

    /// The same row, which begins there in its text.
    pub(super) fn at(mut self, start: u64) -> Record {
        self.start = start;
        self
    }

    /// First byte of the row in its text.
    pub(super) fn start(&self) -> u64 {
        self.start
    }

    /// Its cells.
    pub fn fields(&self) -> Fields<'_> {
        Fields { bytes: &self.bytes, ends: &self.ends, gap: 0 }
    }

    /// Cells.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Bytes of all cells and of what parts them.
    pub fn room(&self) -> usize {
        self.bytes.len() + self.ends.len()
    }

    pub fn get(&self, at: usize) -> Option<&[u8]> {
        self.fields().get(at)
    }

    pub fn iter(&self) -> impl Iterator<Item = &[u8]> {
        self.fields().iter()
    }
}

/// Rows of the same cells, wherever they stand.
impl PartialEq for Record {
    fn eq(&self, other: &Record) -> bool {
        (&self.bytes, &self.ends) == (&other.bytes, &other.ends)
    }
}

impl<T: AsRef<[u8]>> FromIterator<T> for Record {
    fn from_iter<I: IntoIterator<Item = T>>(cells: I) -> Record {
        let mut record = Record::default();
        cells.into_iter().for_each(|cell| record.push(cell.as_ref()));
        record
    }
}

impl SideBySide<'_> {
    /// Where each cell ends among the letters of all: what parts cells is not counted, so that the same bytes which are
    /// parted by a delimiter, and which hold it, have other ends.
    pub fn ends(&self) -> impl Iterator<Item = u32> {
        (0..).zip(self.ends).map(|(at, end)| end - self.start - at * self.gap)
    }

    /// Whether the cells end there.
    pub fn end_at(&self, ends: &[u32]) -> bool {
        self.ends().zip(ends).all(|(end, known)| end == *known)
    }
}

impl<'a> Fields<'a> {
    /// Cells that end at these bytes, between which `gap` bytes stand.
    pub(super) fn new(bytes: &'a [u8], ends: &'a [u32], gap: u32) -> Fields<'a> {
        Fields { bytes, ends, gap }
    }

    /// Cells.
    pub fn len(self) -> usize {
        self.ends.len()
    }

    pub fn is_empty(self) -> bool {
        self.ends.is_empty()
    }

    #[inline]
    pub fn get(self, at: usize) -> Option<&'a [u8]> {
        let end = *self.ends.get(at)?;
        self.bytes.get(self.start(at)..end as usize)
    }

    /// A cell; blank where the row has no such.
    #[inline]
    pub fn cell(self, at: usize) -> &'a [u8] {
        self.get(at).unwrap_or_default()
    }

    pub fn iter(self) -> impl Iterator<Item = &'a [u8]> {
        (0..self.len()).map(move |at| self.cell(at))
    }

    /// All from one cell to another as they stand.
    pub fn side_by_side(self, first: usize, last: usize) -> Option<SideBySide<'a>> {
        let ends = self.ends.get(first..=last)?;
        let start = self.start(first);
        Some(SideBySide {
            bytes: self.bytes.get(start..*ends.last()? as usize)?,
            ends,
            start: start as u32,
            gap: self.gap,
        })
    }

    /// A row of its own of the same cells.
    pub fn to_record(self) -> Record {
        self.iter().collect()
    }

    #[inline]
    fn start(self, at: usize) -> usize {
        at.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |end| (end + self.gap) as usize)
    }
}
