//! Leads as read from a file: compact rows over tables of names.

use crate::pack::{Pack, Unpacker, pack_text};

use xxhash_rust::xxh3::xxh3_64;

use super::{import::Personal, intern::Interner, touchpoint::SegmentColumn, zip::Zip};

/// Money in whole cents, so that sums are exact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Pack)]
pub struct Cents(pub i64);

impl Cents {
    /// The amount in units of the currency (dollars).
    pub fn units(self) -> f64 {
        self.0 as f64 / 100.0
    }
}

/// An index into a [`Names`] table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Pack)]
pub struct NameId(u32);

/// Distinct names in the order of their first appearance.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Names(pub(in crate::domain) Interner);

/// One accepted row. Its id is [`Leads::id`] at the row's index.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct Lead {
    /// Line of the file on which the row begins, from 1.
    pub line: u32,
    pub persona: NameId,
    pub play: Option<NameId>,
    pub zip: Zip,
    /// StormOps Impact Index.
    pub sii: f64,
    /// 0 to 100 in the original's files; `None` where blank.
    pub risk: Option<f64>,
    /// The property's estimated value.
    pub estimated_value: Option<Cents>,
    /// The numbers of its words in [`Leads::segments`], from 1; 0 for none.
    pub words: [u32; 2],
}

/// All accepted leads of one file, in file order.
#[derive(Clone, Debug, Default, PartialEq, Pack)]
pub struct Leads {
    ids: Names,
    pub personas: Names,
    pub plays: Names,
    /// Columns by whose words leads differ: their tiers, where the file has them.
    pub segments: Vec<SegmentColumn>,
    rows: Vec<Lead>,
}

impl NameId {
    pub(in crate::domain) fn of_index(index: u32) -> NameId {
        NameId(index)
    }
}

impl Names {
    /// No name at all.
    pub fn none() -> &'static Names {
        static NONE: Names = Names(Interner::new());
        &NONE
    }

    /// The id of a name, adding it when it is new.
    pub fn intern(&mut self, name: &str) -> NameId {
        NameId(self.0.intern(name.as_bytes()))
    }

    pub fn name(&self, id: NameId) -> &str {
        match (id.0 as usize) < self.0.len() {
            true => str::from_utf8(self.0.get(id.0)).unwrap_or_default(),
            false => "",
        }
    }

    pub fn find(&self, name: &str) -> Option<NameId> {
        self.0.find(name.as_bytes()).map(NameId)
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.len() == 0
    }

    pub fn iter(&self) -> impl Iterator<Item = (NameId, &str)> + Clone {
        (0..self.0.len() as u32).map(|index| (NameId(index), self.name(NameId(index))))
    }
}

impl Pack for Names {
    fn pack(&self, out: &mut Vec<u8>) {
        (self.len() as u32).pack(out);
        self.iter().for_each(|(_, name)| pack_text(name, out));
    }

    fn unpack(from: &mut Unpacker<'_>) -> Names {
        let mut names = Names::default();
        Vec::<String>::unpack(from).iter().for_each(|name| {
            names.intern(name);
        });
        names
    }
}

impl NameId {
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl Leads {
    /// The line of the lead with this id, if there is one.
    pub fn line_of(&self, id: &str) -> Option<u32> {
        self.find(id).map(|row| self.rows[row].line)
    }

    /// The row of the lead with this id.
    pub fn find(&self, id: &str) -> Option<usize> {
        self.ids.find(id).map(NameId::index)
    }

    /// Adds a lead with an id that no other has.
    pub fn push(&mut self, id: &str, lead: Lead) {
        if self.ids.intern(id).index() == self.rows.len() {
            self.rows.push(lead);
        }
    }

    pub fn id(&self, index: usize) -> &str {
        self.ids.name(NameId(index as u32))
    }

    /// A number of the lead's own, from its id: the same before and after [`Leads::forget_personal_ids`].
    pub fn key(&self, index: usize) -> u64 {
        let id = self.id(index);
        let number = |digits: &str, radix: u32| {
            let figure = |number: u64, digit: u8| {
                let digit = char::from(digit).to_digit(radix)?;
                number.checked_mul(radix.into())?.checked_add(digit.into())
            };
            digits.bytes().try_fold(0, figure)
        };
        let digest =
            id.split_once('-').filter(|(digest, row)| digest.len() == 16 && number(row, 10) == Some(index as u64));
        digest.and_then(|(digest, _)| number(digest, 16)).unwrap_or_else(|| xxh3_64(id.as_bytes()))
    }

    /// Whether what was read back points only to what is there.
    pub fn are_consistent(&self) -> bool {
        let fits = |lead: &Lead| {
            let mut words = self.segments.iter().zip(lead.words);
            lead.persona.index() < self.personas.len()
                && lead.play.is_none_or(|play| play.index() < self.plays.len())
                && words.all(|(column, word)| word as usize <= column.words.len())
        };
        self.ids.len() == self.rows.len() && self.rows.iter().all(fits)
    }

    /// Puts a digest in the place of each id that looks like what reaches a person.
    pub fn forget_personal_ids(&mut self) {
        if self.ids.iter().all(|(_, id)| Personal::of_cell(id).is_none()) {
            return;
        }
        let mut ids = Names::default();
        for (at, id) in self.ids.iter() {
            let digest = || format!("{:016x}-{}", xxh3_64(id.as_bytes()), at.index());
            ids.intern(&Personal::of_cell(id).map_or_else(|| id.to_owned(), |_| digest()));
        }
        self.ids = ids;
    }

    pub fn rows(&self) -> &[Lead] {
        &self.rows
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}
