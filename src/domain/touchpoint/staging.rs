//! Touchpoints as they are read: a few bytes each, in the order of the file.

use std::{iter, slice};

use super::{
    SegmentColumn,
    amount::{Amount, DecimalSign},
    money::MoneyVotes,
    order::DateVotes,
    stamp::Stamp,
};
use crate::domain::{intern::Interner, lead::Names};

/// Items of one piece; growing by pieces moves none of them.
const PIECE: usize = 1 << 16;

/// No channel: a conversion that is no touch.
pub(super) const NO_CHANNEL: u16 = u16::MAX;

#[derive(Clone, Copy, Debug)]
pub(super) struct Event {
    pub(super) stamp: Stamp,
    pub(super) customer: u32,
    pub(super) channel: u16,
    pub(super) converts: bool,
}

/// A list that grows by pieces.
#[derive(Clone, Debug)]
pub(super) struct Pieces<T>(Vec<Vec<T>>);

/// Amounts of events, in the order of the events, and what their cells say.
#[derive(Clone, Debug, Default)]
pub(super) struct Money {
    amounts: Pieces<(u32, Amount)>,
    pub(super) votes: MoneyVotes,
}

#[derive(Debug, Default)]
pub(super) struct Staging {
    pub(super) customers: Interner,
    pub(super) channels: Interner,
    pub(super) personas: Names,
    pub(super) plays: Names,
    pub(super) segments: Vec<SegmentColumn>,
    pub(super) events: Pieces<Event>,
    /// What is known beside each event, as a number into `combinations`; empty where no column tells anything.
    pub(super) beside: Pieces<u32>,
    /// Parts of a combination that a column tells.
    pub(super) told: usize,
    /// Persona, play, ZIP and segments as numbers, 0 for none.
    pub(super) combinations: Interner,
    pub(super) dates: DateVotes,
    pub(super) values: Money,
    pub(super) costs: Money,
    /// Events that are rejected after all, sorted.
    pub(super) left_out: Vec<u32>,
    places: Places,
}

/// On which row and line each event stands: where one does not follow the one before at once.
#[derive(Clone, Debug, Default)]
struct Places(Vec<(u32, u32, u32)>);

impl<T> Default for Pieces<T> {
    fn default() -> Self {
        Pieces(Vec::new())
    }
}

impl<T> Pieces<T> {
    pub(super) fn push(&mut self, item: T) {
        match self.0.last_mut() {
            Some(piece) if piece.len() < PIECE => piece.push(item),
            _ => {
                let mut piece = Vec::with_capacity(PIECE);
                piece.push(item);
                self.0.push(piece);
            }
        }
    }

    pub(super) fn len(&self) -> usize {
        self.0.last().map_or(0, |last| (self.0.len() - 1) * PIECE + last.len())
    }

    pub(super) fn get(&self, at: u32) -> Option<&T> {
        self.0.get(at as usize / PIECE)?.get(at as usize % PIECE)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &T> {
        let mut pieces = self.0.iter();
        let mut piece: slice::Iter<T> = [].iter();
        // Written out: a library's loop over lists of lists is a call for every item where a program is built for size. No
        // piece is empty.
        iter::from_fn(move || match piece.next() {
            Some(item) => Some(item),
            None => {
                piece = pieces.next()?.iter();
                piece.next()
            }
        })
    }
}

impl Staging {
    /// `told` parts of a combination are told by columns, these segments among them.
    pub(super) fn of(segments: Vec<SegmentColumn>, told: usize) -> Staging {
        Staging { segments, told, ..Staging::default() }
    }

    /// Takes in the event of a row, from 1, on a line.
    pub(super) fn push(&mut self, event: Event, row: u32, line: u32) {
        let number = self.events.len() as u32;
        self.places.note(number, row, line);
        self.events.push(event);
    }

    pub(super) fn len(&self) -> usize {
        self.events.len()
    }

    /// Row and line of an event.
    pub(super) fn place(&self, event: u32) -> (u32, u32) {
        self.places.of(event)
    }
}

impl Money {
    pub(super) fn push(&mut self, event: u32, amount: Amount) {
        self.amounts.push((event, amount));
    }

    /// Amounts in hundredths by this decimal sign, with their events, in the order of these.
    pub(super) fn by(&self, sign: DecimalSign) -> impl Iterator<Item = (u32, i64)> {
        self.amounts.iter().filter_map(move |(event, amount)| Some((*event, amount.by(sign)?)))
    }
}

impl Places {
    fn note(&mut self, event: u32, row: u32, line: u32) {
        if self.of(event) != (row, line) {
            self.0.push((event, row, line));
        }
    }

    fn of(&self, event: u32) -> (u32, u32) {
        let at = match self.0.last() {
            Some((last, ..)) if *last <= event => self.0.len(),
            _ => self.0.partition_point(|(first, ..)| *first <= event),
        };
        match at.checked_sub(1).map(|at| self.0[at]) {
            Some((first, row, line)) => (row + (event - first), line + (event - first)),
            None => (0, 0),
        }
    }
}
