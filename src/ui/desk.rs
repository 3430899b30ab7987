//! What every component works at: the session and the worker's client.

use std::{cell::Cell, sync::Arc};

use leptos::prelude::*;
use web_sys::{Blob, Element, File};

use super::scene::Scene;
use crate::{
    domain::{report::Report, words::NumberStyle},
    engine::{import::Choices, query::Query},
    protocol::{
        Opened, Reply,
        views::{Shown, Wish},
    },
    session::{Change, Command, Event, Held, Notice, Role, Session},
    store::EXTENSION,
    web::{
        audit,
        client::Client,
        file::{self, NamedFile},
        locale::{Formats, currency_of},
        offline,
        tabs::Tabs,
        views,
    },
};

/// A copyable handle; components find it in the context.
#[derive(Clone, Copy)]
pub struct Desk {
    session: RwSignal<Session>,
    client: StoredValue<Client, LocalStorage>,
    tabs: StoredValue<Option<Tabs>, LocalStorage>,
    /// The program of the further views has a place.
    placed: RwSignal<bool>,
    formats: StoredValue<Formats, LocalStorage>,
}

impl Desk {
    pub fn new() -> Desk {
        let session = RwSignal::new(Session::default());
        let formats = StoredValue::new_local(Formats::of_browser());
        // The client tells the session, and the session's commands go to the client.
        let holder: StoredValue<Option<Desk>, LocalStorage> = StoredValue::new_local(None);
        let client = Client::new(move |event| {
            if let Some(desk) = holder.get_value() {
                desk.apply(event);
            }
        });
        let tabs = StoredValue::new_local(None);
        let desk =
            Desk { session, client: StoredValue::new_local(client), tabs, placed: RwSignal::new(false), formats };
        holder.set_value(Some(desk));
        desk
    }

    /// What the further views show.
    pub fn shown(self) -> Memo<Shown> {
        self.memo(|session| Shown {
            kept: session.kept.clone(),
            stage: session.stage,
            stored: session.stored,
            inventory: session.inventory.as_deref().cloned(),
            follows: session.role == Role::Follows,
            opened: session.opened.as_deref().map(|opened| Box::new(opened.clone())),
            recorded: session.recorded,
            query: session.view.query.clone(),
            budget: session.view.budget.clone(),
            against: session.view.against.clone(),
            named: session.view.named.clone(),
            draft: session.view.draft.clone(),
            playbooks: session.playbooks.clone(),
            report: session.report.last().map(|report| Box::new(Report::clone(report))),
            reported: session.reported.clone(),
        })
    }

    /// Has the program of the further views stand in an element.
    pub fn give_place(self, element: &Element) {
        self.placed.set(true);
        views::place(element);
    }

    /// Does what is wanted in the further views.
    fn grant(self, wish: Wish, file: Option<File>) {
        match wish {
            Wish::Shelve(shelving) => self.change(Change::Shelve(shelving)),
            Wish::TakeOver => self.change(Change::TakeOver),
            Wish::BackUp(of) => self.change(Change::BackUp(of)),
            Wish::TakeBackup => {
                if let Some(file) = file {
                    self.client.with_value(|client| client.offer_backup(file.into()));
                    self.change(Change::TakeBackup);
                }
            }
            Wish::Erase => self.change(Change::Erase),
            Wish::Ask(query) => self.change(Change::Ask(query)),
            Wish::Go(stage) => self.change(Change::Go(stage)),
            Wish::Budget(budget, goes_on) => self.change(Change::Budget(budget, goes_on)),
            Wish::Against(scope) => self.change(Change::Against(scope)),
            Wish::Swap => self.change(Change::Swap),
            Wish::Name(name) => self.change(Change::Name(name)),
            Wish::Unname(id) => self.change(Change::Unname(id)),
            Wish::Draft(draft) => self.change(Change::Draft(draft)),
            Wish::Play(playbook, seed) => self.change(Change::Play(playbook, seed)),
            Wish::Playbooks(playbooks) => self.change(Change::Playbooks(playbooks)),
            Wish::Undo => self.change(Change::Undo),
            Wish::Redo => self.change(Change::Redo),
            Wish::Undownloaded(cause) => self.change(Change::Notify(Notice::NoDownload(cause))),
            Wish::NoFreshSeed(cause) => self.change(Change::Notify(Notice::NoFreshSeed(cause))),
        }
    }

    /// Looks for the other tabs, then for what is stored.
    pub fn start(self) {
        offline::listen(move |event| self.apply(event));
        let shown = self.shown();
        Effect::new(move |_| {
            if self.placed.get() {
                shown.with(|shown| views::show(shown, self.record()));
            }
        });
        views::listen(move || (shown.get_untracked(), self.record()), move |wish, file| self.grant(wish, file));
        let started = Cell::new(false);
        self.tabs.set_value(Some(Tabs::begin(move |event| {
            let is_role = matches!(event, Event::Role(_));
            self.apply(event);
            if is_role && !started.replace(true) {
                self.apply(Event::Started);
            }
        })));
    }

    /// The desk of the page.
    pub fn here() -> Desk {
        expect_context::<Desk>()
    }

    /// A part of the session that changes only when it does.
    pub fn memo<T: PartialEq + Send + Sync + 'static>(
        self,
        part: impl Fn(&Session) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| self.session.with(&part))
    }

    /// The query as it stands, to change something of it.
    pub fn query(self) -> Query {
        self.session.with_untracked(|session| session.view.query.clone())
    }

    /// The query under a name with this id.
    pub fn named(self, id: Option<u32>) -> Option<Query> {
        self.session.with_untracked(|session| {
            session.view.named.iter().find(|named| Some(named.id) == id).map(|named| named.query.clone())
        })
    }

    /// The last report, also while a new one is made.
    pub fn report(self) -> Memo<Option<Arc<Report>>> {
        self.memo(|session| session.report.last().cloned())
    }

    /// How the last file that was handed over is to be read.
    pub fn choices(self) -> Choices {
        self.session.with_untracked(|session| session.choices.clone())
    }

    pub fn opened(self) -> Memo<Option<Arc<Opened>>> {
        self.memo(|session| session.opened.clone())
    }

    /// The record of the open dataset, once it has been made.
    pub fn record(self) -> Option<Blob> {
        self.client.with_value(Client::record)
    }

    /// What charts know of the open dataset.
    pub fn scene(self) -> Scene {
        Scene {
            channels: self.channels(),
            origin: self.memo(|session| session.opened.as_ref().map_or("", |opened| opened.origin.words())),
            formats: self.formats,
            select: Callback::new(move |channel| {
                let mut query = self.query();
                query.scope.paths.toggle_holding(channel);
                self.change(Change::Ask(Box::new(query)));
            }),
        }
    }

    /// "synthetic journeys" or "observed journeys".
    pub fn origin_words(self) -> impl Fn() -> &'static str + Copy + Send + Sync {
        let opened = self.opened();
        move || opened.with(|opened| opened.as_ref().map_or("", |opened| opened.origin.words()))
    }

    /// The channels of the open dataset, by which colours go.
    pub fn channels(self) -> Memo<Vec<String>> {
        self.memo(|session| session.opened.as_ref().map(|opened| opened.channels.clone()).unwrap_or_default())
    }

    pub fn apply(self, event: Event) {
        let opened = match &event {
            Event::Replied(Reply::Opened(opened)) => Some(&**opened),
            Event::Replied(Reply::Restored(restored)) => restored.opened.as_ref(),
            _ => None,
        };
        if let Some(opened) = opened {
            self.formats.with_value(|formats| formats.set_currency(currency_of(opened)));
        }
        if matches!(event, Event::Replied(Reply::Stored { result: Ok(_), .. })) {
            audit::persist();
        }
        let commands = self.session.try_update(|session| session.apply(event));
        self.carry_out(commands.unwrap_or_default());
    }

    pub fn change(self, change: Change) {
        let commands = self.session.try_update(|session| session.change(change));
        self.carry_out(commands.unwrap_or_default());
    }

    /// Reads a file that was dropped, picked, pasted or fetched.
    pub fn open(self, file: NamedFile) {
        let name = file.name.clone();
        let is_backup = name.ends_with(EXTENSION);
        if is_backup {
            self.client.with_value(|client| client.offer_backup(file.blob));
            return self.change(Change::TakeBackup);
        }
        self.client.with_value(|client| client.offer(file));
        self.change(Change::Open(name));
    }

    /// Offers a file once more, where it is held and is the one that is open.
    fn held(self, which: Held) -> Option<String> {
        let checksum =
            self.session.with_untracked(|session| session.opened.as_ref().map(|opened| opened.checksum.clone()));
        self.client.with_value(|client| client.offer_again(which, &checksum.unwrap_or_default()))
    }

    /// Holds leads that are to be joined to touchpoints.
    pub fn offer_leads(self, file: NamedFile) {
        self.client.with_value(|client| client.offer_leads(file));
    }

    /// Writes figures by the browser's locale.
    pub fn write(self, write: impl FnOnce(&Formats) -> String) -> String {
        self.formats.with_value(write)
    }

    /// How sentences and charts write figures.
    pub fn style(self) -> NumberStyle {
        self.formats.with_value(Formats::style)
    }

    fn carry_out(self, commands: Vec<Command>) {
        for command in commands {
            match command {
                Command::Send(request) => self.client.get_value().send(request),
                Command::TakeOver => self.tabs.with_value(|tabs| tabs.iter().for_each(Tabs::take_over)),
                Command::Switch => offline::switch(),
                Command::Reload => {
                    if let Err(error) = window().location().reload() {
                        leptos::logging::error!("the page could not be reloaded: {error:?}");
                    }
                }
                Command::Announce => self.tabs.with_value(|tabs| tabs.iter().for_each(Tabs::announce)),
                Command::CancelImport => self.client.with_value(Client::cancel_import),
                Command::Reopen => {
                    let name = self.held(Held::Open);
                    let commands = self.session.try_update(|session| session.reopen(name));
                    self.carry_out(commands.unwrap_or_default());
                }
                Command::ReadAgain(file) => {
                    let name = self.held(file);
                    let commands = self.session.try_update(|session| session.reread(name));
                    self.carry_out(commands.unwrap_or_default());
                }
                Command::Download { name, text } => {
                    if let Err(cause) = file::download(&name, &text) {
                        self.change(Change::Notify(Notice::NoDownload(cause.to_string())));
                    }
                }
            }
        }
    }
}
