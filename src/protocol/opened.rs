//! A dataset in short, as the page knows it.

use crate::{
    domain::{
        dataset::{Dataset, LeadSource},
        import::{RejectedKind, RejectedRow, Rejection, by_kind, path_table::Separator, table::Reading},
        journey::Origin,
        lead::{Cents, Names},
        playbook::Playbook,
        sorting,
        touchpoint::{HowRead, SegmentColumn},
        zip::Zip,
    },
    engine::import::Kind,
    pack::{Pack, Packed},
};

/// Rejected rows that cross at once; all of them are in the download.
pub const REJECTED_SHOWN: usize = 200;

/// Names of personas and of plays that cross; a file can hold a new one in every row.
pub const NAMES_SHOWN: usize = 1_000;

/// A dataset in short.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct Opened {
    pub name: String,
    pub checksum: String,
    pub origin: Origin,
    /// By which the journeys were made; `None` where they were observed.
    pub played: Option<Played>,
    /// Data rows in the file: accepted + rejected.
    pub read: u32,
    pub accepted: u32,
    pub rejected: u32,
    pub rejected_kinds: Vec<RejectedKind>,
    /// The first [`REJECTED_SHOWN`] of them.
    pub rejected_first: Vec<RejectedRow>,
    pub reading: Reading,
    /// How touchpoints were read; `None` of leads.
    pub how: Option<Box<HowRead>>,
    pub kind: Kind,
    /// How path tables were parted; `None` of anything else.
    pub separator: Option<Separator>,
    pub absent_columns: Vec<String>,
    pub repeated_columns: Vec<String>,
    /// Whether there is a risk column, without which the A tier cannot be told.
    pub has_risk: bool,
    /// Every ZIP in the file with its leads, sorted; unknown last.
    pub zips: Vec<(Zip, u32)>,
    /// Columns of segments, with their words and how many journeys each has.
    pub segments: Vec<(String, Vec<(String, u32)>)>,
    pub personas: Vec<String>,
    pub plays: Vec<String>,
    pub channels: Vec<String>,
    /// What each of them cost in all rows of touchpoints, as far as it is told; empty where no column tells.
    pub costs: Vec<Option<Cents>>,
}

/// By what journeys were made of leads.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct Played {
    /// The playbook's.
    pub name: String,
    pub playbook: Packed<Playbook>,
    /// Of its draws.
    pub seed: u64,
}

impl Played {
    pub fn of(leads: &LeadSource) -> Played {
        Played { name: leads.playbook.name.clone(), playbook: Packed::of(&leads.playbook), seed: leads.seed }
    }
}

impl Opened {
    pub fn of(dataset: &Dataset) -> Opened {
        let source = &dataset.source;
        let leads = dataset.leads();
        let sorted = |names: &Names| {
            let mut names: Vec<String> = names.iter().map(|(_, name)| name.to_owned()).collect();
            sorting::sort(&mut names);
            names.truncate(NAMES_SHOWN);
            names
        };
        Opened {
            name: source.name.clone(),
            checksum: source.checksum.to_string(),
            origin: dataset.journeys.origin,
            played: leads.map(Played::of),
            read: source.read,
            accepted: source.accepted,
            rejected: source.rejected.len() as u32,
            rejected_kinds: by_kind(&source.rejected),
            rejected_first: source.rejected.iter().take(REJECTED_SHOWN).map(Rejection::told).collect(),
            reading: source.reading.clone(),
            kind: Kind::of(dataset),
            separator: dataset.paths().map(|paths| paths.separator.clone()),
            how: dataset.touchpoints().map(|touchpoints| Box::new(touchpoints.how.clone())),
            absent_columns: leads.map(|leads| leads.absent_columns.clone()).unwrap_or_default(),
            repeated_columns: leads.map(|leads| leads.repeated_columns.clone()).unwrap_or_default(),
            has_risk: dataset.has_risk(),
            zips: zips(dataset),
            segments: SegmentColumn::counted(dataset),
            personas: sorted(dataset.personas()),
            plays: sorted(dataset.plays()),
            channels: dataset.journeys.channels.names().map(str::to_owned).collect(),
            costs: dataset.touchpoints().map(|touchpoints| touchpoints.costs.clone()).unwrap_or_default(),
        }
    }
}

/// Journeys by the ZIP codes of their subjects, in order.
fn zips(dataset: &Dataset) -> Vec<(Zip, u32)> {
    let key = |zip: Zip| match zip {
        Zip::Known(digits) => u64::from(digits),
        Zip::Unknown => u64::MAX,
    };
    let zips = dataset.journeys.rows.iter().map(|journey| dataset.subject(journey).zip);
    let mut keyed: Vec<(u64, u32)> = zips.map(|zip| (key(zip), 0)).collect();
    sorting::sort_keyed(&mut keyed);
    let zip = |key: u64| u32::try_from(key).map_or(Zip::Unknown, Zip::Known);
    keyed.chunk_by(|a, b| a.0 == b.0).map(|same| (zip(same[0].0), same.len() as u32)).collect()
}
