//! Why something could not be stored or read back.

use std::fmt;

use crate::pack::Pack;

#[derive(Clone, Debug, PartialEq, Eq, Pack)]
pub enum StoreError {
    /// The browser lets this page store nothing.
    Blocked { cause: String },
    /// The browser gave no more room.
    Full,
    /// The storage as a whole was made by a newer version of Touchline.
    NewerStorage,
    /// The record's checksum does not fit its bytes.
    Damaged { name: String },
    /// The record was written by an earlier version, before anything was released, whose form is not read any more.
    Older { name: String, version: u16 },
    /// The record was written by a newer version of Touchline.
    Newer { name: String, version: u16 },
    /// Another tab has written in the meantime; nothing was written over.
    Overtaken,
    /// It is not there any more.
    Gone { name: String },
    /// The file is not a backup.
    NoBackup,
    /// Anything else that the browser reports.
    Failed { cause: String },
}

impl fmt::Display for StoreError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StoreError::Blocked { cause } => write!(out, "This browser lets the page store nothing ({cause})"),
            StoreError::Full => {
                out.write_str("The browser gives this page no more room: delete a dataset, or free space on the disk")
            }
            StoreError::NewerStorage => {
                out.write_str("This browser's storage was made by a newer version; reload to get that version")
            }
            StoreError::Damaged { name } => write!(out, "The {name} is damaged and was not read"),
            StoreError::Older { name, version } => write!(
                out,
                "The stored {name} was written by an earlier version (format {version}) that this one does not read: open the file again"
            ),
            StoreError::Newer { name, version } => write!(
                out,
                "The stored {name} was written by a newer version (format {version}) and was left as it is; reload to get that version"
            ),
            StoreError::Overtaken => {
                out.write_str("Another tab has saved in the meantime; nothing of it was written over")
            }
            StoreError::Gone { name } => write!(out, "{name} is not stored any more"),
            StoreError::NoBackup => out.write_str("The file is not a backup of Touchline"),
            StoreError::Failed { cause } => write!(out, "The browser's storage failed: {cause}"),
        }
    }
}

impl std::error::Error for StoreError {}
