//! Touchpoints as they are read: a few bytes each, in the order of the file.

use super::{
    amount::{Amount, DecimalSign},
    intern::Interner,
    stamp::{DateOrder, Says, Stamp},
};
use crate::domain::{
    lead::{NameId, Names},
    zip::Zip,
};

/// Events of one piece; growing by pieces moves none of them.
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

/// An amount of one event.
#[derive(Clone, Debug)]
pub(super) struct Valued {
    pub(super) event: u32,
    pub(super) amount: Amount,
}

/// What is known of a customer beside its touches: the first of each that is not blank.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Known {
    pub(super) persona: Option<NameId>,
    pub(super) play: Option<NameId>,
    pub(super) zip: Zip,
}

#[derive(Debug, Default)]
pub(super) struct Staging {
    pub(super) customers: Interner,
    pub(super) channels: Interner,
    pub(super) personas: Names,
    pub(super) plays: Names,
    pieces: Vec<Vec<Event>>,
    pub(super) values: Vec<Valued>,
    /// By customer; empty where no column tells anything.
    pub(super) known: Vec<Known>,
    pub(super) dates: Dates,
    pub(super) amounts: Amounts,
}

/// What the cells of the time column say of the order of day and month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Dates {
    pub(super) told: Option<DateOrder>,
    /// Cells that could be either.
    pub(super) either: u32,
    /// Clocks without a zone.
    pub(super) without_zone: u32,
}

/// What the cells of the value column say of the decimal sign and the currency.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Amounts {
    pub(super) told: Option<DecimalSign>,
    /// Cells that could be either and differ.
    pub(super) either: u32,
    pub(super) currency: Option<String>,
}

impl Staging {
    pub(super) fn push(&mut self, event: Event) {
        self.dates.witness(event.stamp);
        match self.pieces.last_mut() {
            Some(piece) if piece.len() < PIECE => piece.push(event),
            _ => {
                let mut piece = Vec::with_capacity(PIECE);
                piece.push(event);
                self.pieces.push(piece);
            }
        }
    }

    pub(super) fn len(&self) -> usize {
        self.pieces.last().map_or(0, |last| (self.pieces.len() - 1) * PIECE + last.len())
    }

    pub(super) fn event(&self, at: u32) -> &Event {
        &self.pieces[at as usize / PIECE][at as usize % PIECE]
    }

    pub(super) fn events(&self) -> impl Iterator<Item = &Event> {
        self.pieces.iter().flatten()
    }
}

impl Dates {
    fn witness(&mut self, stamp: Stamp) {
        match stamp.says() {
            Says::Certain => {}
            Says::Order(order) => self.told = Some(order),
            Says::Either => self.either += 1,
        }
        self.without_zone += u32::from(!stamp.has_zone());
    }

    /// Whether a cell speaks against what others said.
    pub(super) fn contradicts(&self, stamp: Stamp, given: Option<DateOrder>) -> bool {
        match (stamp.says(), given.or(self.told)) {
            (Says::Order(order), Some(told)) => order != told,
            _ => false,
        }
    }
}

impl Amounts {
    pub(super) fn witness(&mut self, amount: &Amount) {
        match amount.says() {
            Some(sign) => self.told = Some(sign),
            None if !amount.is_the_same() => self.either += 1,
            None => {}
        }
        if self.currency.is_none() {
            self.currency.clone_from(&amount.currency);
        }
    }

    /// Whether a cell speaks against what others said.
    pub(super) fn contradicts(&self, amount: &Amount, given: Option<DecimalSign>) -> bool {
        given.or(self.told).is_some_and(|sign| amount.by(sign).is_none())
    }

    /// Whether a cell's currency is another one.
    pub(super) fn mixes(&self, amount: &Amount) -> bool {
        matches!((&self.currency, &amount.currency), (Some(known), Some(other)) if known != other)
    }
}
