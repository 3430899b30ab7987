//! Between the page and the program of its further views, which is loaded when one of them is looked at.

use super::{Budget, Inventory, Named, Opened, Shelving};
use crate::{
    domain::{playbook::Playbook, report::Report, scope::Scope},
    engine::query::Query,
    pack::{Pack, Packed},
    store::{DatasetId, Kept},
};

/// What the user looks at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Pack)]
pub enum Stage {
    /// What was stored is being read.
    #[default]
    Starting,
    Start,
    Overview,
    Models,
    Plays,
    Paths,
    Robustness,
    Compare,
    Economics,
    HandOver,
    Playbook,
    Lab,
    /// What is stored, and what was loaded.
    Storage,
}

/// What those views show.
#[derive(Clone, Debug, Default, PartialEq, Pack)]
pub struct Shown {
    /// Which of them.
    pub stage: Stage,
    pub kept: Kept,
    /// Under which id the open dataset is stored, once it is.
    pub stored: Option<DatasetId>,
    pub inventory: Option<Inventory>,
    /// Another tab saves, and this one shows what it saved.
    pub follows: bool,
    pub opened: Option<Box<Opened>>,
    /// The record of the open dataset is there to be had: it comes with this.
    pub recorded: bool,
    pub query: Query,
    pub budget: Budget,
    pub against: Option<Scope>,
    pub named: Vec<Named>,
    /// A changed playbook.
    pub draft: Option<Packed<Playbook>>,
    /// Playbooks that are kept.
    pub playbooks: Vec<Packed<Playbook>>,
    pub report: Option<Box<Report>>,
    /// What the report answers: that query, or the one before.
    pub reported: Query,
}

/// What is wanted in them.
#[derive(Clone, Debug, PartialEq, Pack)]
pub enum Wish {
    Shelve(Shelving),
    TakeOver,
    /// One dataset, or all.
    BackUp(Option<DatasetId>),
    /// The backup comes with this.
    TakeBackup,
    Erase,
    /// Something could not be offered for download.
    Undownloaded(String),
    /// The browser gave no fresh seed.
    NoFreshSeed(String),
    /// Another scope, model or setting.
    Ask(Box<Query>),
    Go(Stage),
    /// What is typed in of money; whether in the same field as the last time.
    Budget(Box<Budget>, bool),
    /// Hold this scope against the query's.
    Against(Option<Box<Scope>>),
    /// Hold the query's scope against this one.
    Swap,
    Undo,
    Redo,
    /// Keep the query under this name.
    Name(String),
    /// Forget the name with this id.
    Unname(u32),
    /// Keep this as the changed playbook, or none.
    Draft(Option<Packed<Playbook>>),
    /// Make the journeys anew.
    Play(Packed<Playbook>, u64),
    /// Keep these playbooks.
    Playbooks(Vec<Packed<Playbook>>),
}

impl Stage {
    /// The views of the open dataset, in the order of the bar, and that of storage behind them.
    pub const VIEWS: [Stage; 11] = [
        Stage::Overview,
        Stage::Models,
        Stage::Plays,
        Stage::Paths,
        Stage::Robustness,
        Stage::Compare,
        Stage::Economics,
        Stage::Playbook,
        Stage::Lab,
        Stage::HandOver,
        Stage::Storage,
    ];

    /// How an address names it; `None` of the first screens.
    pub fn fragment(self) -> Option<&'static str> {
        Some(match self {
            Stage::Starting | Stage::Start => return None,
            Stage::Overview => "#overview",
            Stage::Models => "#models",
            Stage::Plays => "#plays",
            Stage::Paths => "#paths",
            Stage::Robustness => "#robustness",
            Stage::Compare => "#compare",
            Stage::Economics => "#economics",
            Stage::Playbook => "#playbook",
            Stage::Lab => "#lab",
            Stage::HandOver => "#report",
            Stage::Storage => "#privacy",
        })
    }

    /// What a view is called; nothing of the first screens.
    pub fn title(self) -> &'static str {
        match self {
            Stage::Starting | Stage::Start => "",
            Stage::Overview => "Overview",
            Stage::Models => "Models",
            Stage::Plays => "Plays & personas",
            Stage::Paths => "Paths",
            Stage::Robustness => "Robustness",
            Stage::Compare => "Compare",
            Stage::Economics => "Economics",
            Stage::Playbook => "Playbook",
            Stage::Lab => "Truth lab",
            Stage::HandOver => "Report & exports",
            Stage::Storage => "Privacy & storage",
        }
    }

    /// Whether it is a view of the open dataset.
    pub fn is_of_dataset(self) -> bool {
        !matches!(self, Stage::Starting | Stage::Start | Stage::Storage | Stage::Lab)
    }

    /// Whether the program of the further views shows it.
    pub fn is_further(self) -> bool {
        matches!(self, Stage::Storage | Stage::Lab) || self.is_of_dataset() && self != Stage::Overview
    }
}
