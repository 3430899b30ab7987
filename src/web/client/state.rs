//! The workers that there are, and the files that are held.

use web_sys::Blob;

use super::{
    super::{
        clock,
        file::NamedFile,
        program,
        recode::{Recoded, Recoding},
    },
    line::{Line, Role},
    vault::AtVault,
};
use crate::protocol::{Reply, Request, Restored};

#[derive(Default)]
pub(super) struct State {
    /// At most one of each role.
    pub(super) lines: Vec<Line>,
    pub(super) last_serial: u32,
    pub(super) last_id: u32,
    /// The file that was handed over last, and when.
    pub(super) offered: Option<(NamedFile, f64)>,
    /// The file that is open, for reading it again.
    pub(super) open: Option<NamedFile>,
    /// Leads that were joined last.
    pub(super) leads: Option<NamedFile>,
    /// The last request to read a file, for sending it again.
    pub(super) opening: Option<Request>,
    /// The file on offer, being transcoded.
    pub(super) recoding: Option<Recoding>,
    /// The last file that was.
    pub(super) recoded: Option<Recoded>,
    /// Its checksum.
    pub(super) opened: String,
    /// The record of the open dataset.
    pub(super) record: Option<Blob>,
    /// The record that is to be loaded.
    pub(super) loading: Option<Blob>,
    /// A backup that is to be taken in.
    pub(super) backup: Option<Blob>,
    /// What is stored, until the worker has loaded it.
    pub(super) restored: Option<Box<Restored>>,
    pub(super) at_vault: AtVault,
    /// It was asked what is stored.
    asked_stored: bool,
    /// A worker has practised: what the browser compiled is there for all.
    practised: bool,
    /// When the open file was handed over, until its first intervals have been drawn.
    pub(super) unlooked: Option<f64>,
    /// The same until its last figures have.
    pub(super) undrawn: Option<f64>,
}

impl State {
    pub(super) fn line(&mut self, role: Role) -> Option<&mut Line> {
        self.lines.iter_mut().find(|line| line.role == role)
    }

    pub(super) fn of_serial(&mut self, serial: u32) -> Option<&mut Line> {
        self.lines.iter_mut().find(|line| line.serial == serial)
    }

    /// A worker is ready; whether it should practise, as the first spare one.
    pub(super) fn begin(&mut self, serial: u32) -> bool {
        let Some(line) = self.of_serial(serial) else { return false };
        line.begin();
        line.role == Role::Spare && !std::mem::replace(&mut self.practised, true)
    }

    pub(super) fn end(&mut self, role: Role) {
        self.lines.retain(|line| line.role != role);
    }

    /// The newer file is the one that is wanted; the spare worker reads it.
    pub(super) fn ready_for_import(&mut self) {
        self.end(Role::Import);
        self.recoding = None;
        if let Some(spare) = self.line(Role::Spare) {
            spare.role = Role::Import;
        }
    }

    /// A worker that has read a file takes the place of the main one.
    pub(super) fn promote(&mut self, serial: u32) {
        self.end(Role::Main);
        if let Some(line) = self.of_serial(serial) {
            line.role = Role::Main;
        }
    }

    /// Nothing was ever stored here: boot.js has looked. It is asked once.
    pub(super) fn is_first_visit(&mut self) -> bool {
        !std::mem::replace(&mut self.asked_stored, true) && program::is_first_visit()
    }

    /// Drops all that was under way, with the dataset.
    pub(super) fn forget(&mut self) {
        self.end(Role::Import);
        self.end(Role::Main);
        self.lines.iter_mut().for_each(Line::forget);
        self.offered = None;
        self.open = None;
        self.leads = None;
        self.recoding = None;
        self.recoded = None;
        self.record = None;
        self.backup = None;
        self.at_vault = AtVault::default();
        self.restored = None;
    }

    /// What a reply means for handles and measures; when the file was handed over whose chart it brings.
    pub(super) fn note(&mut self, reply: &Reply, sent: f64) -> Option<f64> {
        match reply {
            Reply::Opened(opened) => {
                clock::measure("touchline:import", sent);
                self.opened.clone_from(&opened.checksum);
                let (file, handed_over) = self.offered.take().unzip();
                self.recoded.take_if(|recoded| file.as_ref().is_none_or(|file| !recoded.is_made_of(&file.blob)));
                self.open = file;
                self.unlooked = handed_over;
                self.undrawn = handed_over;
                // That of the former dataset.
                self.record = None;
            }
            Reply::Played(_) => {
                clock::measure("touchline:play", sent);
                self.record = None;
            }
            Reply::Report(_) => {
                clock::measure("touchline:attribute", sent);
                return self.undrawn.take();
            }
            _ => {}
        }
        None
    }
}
