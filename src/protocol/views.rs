//! Between the page and the program of its further views, which is loaded when one of them is looked at.

use super::{Inventory, Shelving};
use crate::{
    pack::Pack,
    store::{DatasetId, Kept},
};

/// What those views show.
#[derive(Clone, Debug, Default, PartialEq, Pack)]
pub struct Shown {
    pub kept: Kept,
    /// Under which id the open dataset is stored, once it is.
    pub stored: Option<DatasetId>,
    pub inventory: Option<Inventory>,
    /// Another tab saves, and this one shows what it saved.
    pub follows: bool,
}

/// What is wanted in them.
#[derive(Clone, Debug, PartialEq, Pack)]
pub enum Wish {
    Shelve(Shelving),
    TakeOver,
    BackUp,
    /// The backup comes with this.
    TakeBackup,
    Erase,
    /// Something could not be offered for download.
    Undownloaded(String),
}
