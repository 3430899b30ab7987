//! The rows of a table of paths, one behind the other: no path has memory of its own, and a walk over all goes straight
//! through.

use crate::domain::lead::Cents;

/// A distinct path over the channels of a [`super::PathTable`], and what was counted of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PathRow<'a> {
    /// Indices into [`super::PathTable::channels`], in order of time; repeats kept.
    pub channels: &'a [u16],
    pub conversions: u32,
    pub nulls: u32,
    /// Value of the conversions whose value is known.
    pub value: Cents,
    /// Conversions whose value is not known.
    pub without_value: u32,
    /// The conversions, by age of their touches, by value and by context.
    pub groups: &'a [Group],
    /// The nulls by the context weight of their journeys: how many, and the weight.
    pub null_groups: &'a [(u32, f64)],
}

/// Converting journeys of one path with the same ages and the same value.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    pub conversions: u32,
    /// Value of each, in currency units; 0 where it is not known.
    pub value: f64,
    /// Seconds from each touch to the conversion; `None` where times are not known or not asked for.
    pub ages: Option<Box<[i64]>>,
    /// Context weight of each journey, at strength 1.
    pub weight: f64,
}

/// All rows of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    rows: Vec<Row>,
    /// Of all rows together.
    all: Counts,
    channels: Vec<u16>,
    groups: Vec<Group>,
    null_groups: Vec<(u32, f64)>,
}

/// What was counted of a path, and where its parts end.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Row {
    ends: Ends,
    counts: Counts,
}

/// What was counted of one path or of several.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Counts {
    pub(super) conversions: u32,
    pub(super) nulls: u32,
    pub(super) without_value: u32,
    pub(super) value: Cents,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Ends {
    channels: usize,
    groups: usize,
    null_groups: usize,
}

impl PathRow<'_> {
    pub fn journeys(&self) -> u32 {
        self.conversions + self.nulls
    }

    pub(super) fn counts(&self) -> Counts {
        let PathRow { conversions, nulls, without_value, value, .. } = *self;
        Counts { conversions, nulls, without_value, value }
    }
}

impl Counts {
    pub(super) fn and(self, other: Counts) -> Counts {
        Counts {
            conversions: self.conversions + other.conversions,
            nulls: self.nulls + other.nulls,
            without_value: self.without_value + other.without_value,
            value: Cents(self.value.0 + other.value.0),
        }
    }

    pub(super) fn less(self, part: Counts) -> Counts {
        Counts {
            conversions: self.conversions - part.conversions,
            nulls: self.nulls - part.nulls,
            without_value: self.without_value - part.without_value,
            value: Cents(self.value.0 - part.value.0),
        }
    }

    /// `None` where there are conversions and the value of none is known.
    pub(super) fn known_value(self) -> Option<Cents> {
        (self.conversions == 0 || self.without_value < self.conversions).then_some(self.value)
    }
}

impl Rows {
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub fn get(&self, at: usize) -> PathRow<'_> {
        let begin = at.checked_sub(1).map_or(Ends::default(), |before| self.rows[before].ends);
        let Row { ends, counts: Counts { conversions, nulls, without_value, value } } = self.rows[at];
        PathRow {
            channels: &self.channels[begin.channels..ends.channels],
            conversions,
            nulls,
            value,
            without_value,
            groups: &self.groups[begin.groups..ends.groups],
            null_groups: &self.null_groups[begin.null_groups..ends.null_groups],
        }
    }

    /// Of all rows together.
    pub(super) fn all(&self) -> Counts {
        self.all
    }

    pub fn iter(&self) -> impl ExactSizeIterator<Item = PathRow<'_>> + Clone {
        (0..self.len()).map(|at| self.get(at))
    }

    /// The ages of every group of conversions, with the channels of its path.
    pub fn ages_mut(&mut self) -> impl Iterator<Item = (&[u16], &mut Option<Box<[i64]>>)> {
        let Rows { rows, channels, groups, .. } = self;
        let (rows, channels): (&[Row], &[u16]) = (rows, channels);
        let (mut begin, mut at) = (0, 0);
        groups.iter_mut().enumerate().map(move |(index, group)| {
            while rows[at].ends.groups <= index {
                begin = rows[at].ends.channels;
                at += 1;
            }
            (&channels[begin..rows[at].ends.channels], &mut group.ages)
        })
    }

    /// Begins a row of nothing so far.
    pub(super) fn begin(&mut self, channels: impl Iterator<Item = u16>) {
        self.channels.extend(channels);
        let ends =
            Ends { channels: self.channels.len(), groups: self.groups.len(), null_groups: self.null_groups.len() };
        self.rows.push(Row { ends, counts: Counts::default() });
    }

    /// Adds conversions to the last row; `value` is that of all of them.
    pub(super) fn add_conversions(&mut self, group: Group, value: Option<Cents>) {
        let Some(row) = self.rows.last_mut() else { return };
        let conversions = group.conversions;
        let without_value = if value.is_none() { conversions } else { 0 };
        let counts = Counts { conversions, nulls: 0, without_value, value: value.unwrap_or_default() };
        row.counts = row.counts.and(counts);
        self.all = self.all.and(counts);
        self.groups.push(group);
        row.ends.groups = self.groups.len();
    }

    /// Adds nulls of one weight to the last row.
    pub(super) fn add_nulls(&mut self, nulls: u32, weight: f64) {
        let Some(row) = self.rows.last_mut() else { return };
        let counts = Counts { nulls, ..Counts::default() };
        row.counts = row.counts.and(counts);
        self.all = self.all.and(counts);
        self.null_groups.push((nulls, weight));
        row.ends.null_groups = self.null_groups.len();
    }

    /// The channels of all rows.
    pub(super) fn channels_mut(&mut self) -> &mut [u16] {
        &mut self.channels
    }
}
