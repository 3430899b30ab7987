//! Observed touchpoints: rows of who, when and which channel, and the journeys made of them.

pub mod amount;
mod beside;
mod build;
mod calendar;
mod cells;
mod contrary;
pub mod currency;
mod cursor;
mod decided;
pub mod field;
mod gather;
mod import;
mod join;
pub mod mapping;
mod money;
mod names;
pub mod order;
pub mod profile;
mod refusal;
mod segment;
pub mod settings;
mod staging;
pub mod stamp;
pub mod word;
pub mod zone;

use crate::{domain::import::Personal, pack::Pack};

use super::{
    dataset::Subject,
    import::{Checksum, Rejection, table::Reading},
    journey::Journeys,
    lead::{Cents, Names},
};
use amount::DecimalSign;
use field::{Field, Mapped};
pub use import::EventImport;
pub use join::Join;
use mapping::MOST_SEGMENTS;
use order::DateOrder;
use profile::Profile;
pub use refusal::Refusal;
pub use segment::{MOST_WORDS, SegmentColumn};
use settings::Settings;

/// What one file of touchpoints held.
#[derive(Clone, Debug, PartialEq)]
pub struct Observed {
    pub bytes: u64,
    pub checksum: Checksum,
    pub reading: Reading,
    /// Data rows in the file: accepted and rejected.
    pub read: u32,
    pub accepted: u32,
    pub rejected: Vec<Rejection>,
    pub touchpoints: Touchpoints,
    pub journeys: Journeys,
}

/// How touchpoints became journeys, and whom these befell.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct Touchpoints {
    pub how: HowRead,
    /// Distinct combinations of what is known of customers.
    pub subjects: Vec<Subject>,
    /// Of each of them the numbers of its words in `segments`, from 1; 0 for none.
    pub words: Vec<[u32; MOST_SEGMENTS]>,
    pub segments: Vec<SegmentColumn>,
    pub personas: Names,
    pub plays: Names,
    /// What each channel cost in all rows, by its number, as far as it is told; empty where no column tells.
    pub costs: Vec<Option<Cents>>,
}

/// By which choices, and how much each concerned.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct HowRead {
    pub settings: Settings,
    /// Leads of the same ids, from which persona, play and ZIP were taken where the touchpoints tell none, and SII and risk.
    pub joined: Option<Joined>,
    /// Whether the settings are those of the last file with this header.
    pub remembered: bool,
    /// What the columns hold, by the first rows.
    pub columns: Vec<Profile>,
    pub mapped: Vec<Mapped>,
    pub date_order: Option<Told<DateOrder>>,
    pub decimal_sign: Option<Told<DecimalSign>>,
    /// Clocks without a zone.
    pub without_zone: u32,
    pub currency: Option<String>,
    /// Whether a flag of conversion speaks of whole journeys.
    pub flags_of_journeys: bool,
    pub affected: Affected,
}

impl HowRead {
    /// Forgets what stands in columns that are not kept.
    pub fn forget_examples(&mut self) {
        for (at, column) in (0..).zip(&mut self.columns) {
            let field = self.mapped.iter().find(|mapped| mapped.column == at).map(|mapped| mapped.field);
            if matches!(field, None | Some(Field::Customer)) {
                column.examples.clear();
            }
            // A cell can stand in a column that is not its own.
            column.examples.retain(|example| Personal::of_cell(example).is_none());
        }
    }
}

/// A file of leads that was joined by id.
#[derive(Clone, Debug, PartialEq, Eq, Pack)]
pub struct Joined {
    pub name: String,
    pub leads: u32,
    /// Customers of the touchpoints whose id is that of a lead.
    pub customers: u32,
}

/// A choice for a column, and whether it was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pack)]
pub struct Told<T> {
    pub choice: T,
    pub given: bool,
}

/// How many touches or journeys each rule concerned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Pack)]
pub struct Affected {
    pub customers: u32,
    pub touches: u32,
    pub conversions: u32,
    /// Touches older than the lookback window, left out.
    pub outside_lookback: u32,
    /// Customers whose touches were split at a conversion.
    pub split_customers: u32,
    /// Conversions behind the first of their customer, left out.
    pub later_conversions: u32,
    /// Touches behind the last conversion.
    pub after_last: u32,
    /// Touches at the very time of the one before; they stand in the order of the file.
    pub equal_times: u32,
    /// Touches of the same channel as the one before.
    pub repeats: u32,
    /// Conversions that are no touch.
    pub conversion_rows: u32,
    /// Touches that were renamed.
    pub renamed: u32,
}
