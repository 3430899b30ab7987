//! How a file was read: every decision, why, what it concerned, and the way to change it.

mod channels;
mod columns;
mod facts;
mod menu;
mod questions;
mod rules;

use std::sync::Arc;

use leptos::prelude::*;

pub use columns::Columns;
pub use questions::{AskCurrency, AskDates, AskSign};

use super::desk::Desk;
use crate::{
    domain::touchpoint::settings::Settings,
    engine::import::{Choices, Kind},
    protocol::Opened,
    session::{Change, Held},
};

/// Reads a file again by other choices than these.
#[derive(Clone)]
pub struct Again {
    desk: Desk,
    file: Held,
    choices: Arc<Choices>,
}

impl Again {
    pub fn new(desk: Desk, file: Held, choices: Choices) -> Again {
        Again { desk, file, choices: Arc::new(choices) }
    }

    /// Of the open file, as it was read.
    fn of_open(desk: Desk, opened: &Opened) -> Again {
        let settings = match &opened.how {
            Some(how) => how.settings.clone(),
            None => desk.choices().settings,
        };
        let separator = opened.separator.clone().filter(|found| found.given).map(|found| found.sign);
        Again::new(desk, Held::Open, Choices { kind: Some(opened.kind), settings, separator })
    }

    pub fn settings(&self) -> &Settings {
        &self.choices.settings
    }

    pub fn with(&self, change: impl FnOnce(&mut Choices)) {
        let mut choices = (*self.choices).clone();
        change(&mut choices);
        self.desk.change(Change::Choose(self.file, Box::new(choices)));
    }

    pub fn with_settings(&self, change: impl FnOnce(&mut Settings)) {
        self.with(|choices| change(&mut choices.settings));
    }
}

/// Everything that was decided of the open file.
#[component]
pub fn HowItWasRead(opened: Arc<Opened>) -> impl IntoView {
    let desk = Desk::here();
    let again = Again::of_open(desk, &opened);
    let number = |count: u32| desk.write(|formats| formats.whole(f64::from(count)));
    let touches = opened.how.as_ref().map(|how| {
        let affected = how.affected;
        format!(
            "{} touches of {} customers, {} conversions.",
            number(affected.touches),
            number(affected.customers),
            number(affected.conversions)
        )
    });
    let remembered = opened.how.as_ref().is_some_and(|how| how.remembered);
    let told_again = move |_| desk.change(Change::Choose(Held::Open, Box::default()));
    let remembered = remembered.then(|| {
        view! {
            <p class="quiet">
                "Read as the last file with this header. " <button on:click=told_again>"Let the file tell all again"</button>
            </p>
        }
    });
    let facts = facts::facts(&again, &opened);
    let more = opened.how.as_deref().map(|how| {
        let columns = how.columns.clone();
        let mapped = how.mapped.clone();
        let channels = channels::channels(&again, &opened.channels);
        let rules = rules::rules(&again, how);
        view! {
            <details class="method">
                <summary>"Columns"</summary>
                <Columns columns mapped again=again.clone() />
            </details>
            <details class="method"><summary>"From touches to journeys"</summary>{rules}</details>
            <details class="method"><summary>"Channels: rename and merge"</summary>{channels}</details>
        }
        .into_any()
    });
    view! {
        {touches.map(|words| view! { <p>{words}</p> })}
        {remembered}
        <details class="method">
            <summary>{format!("Read as {}: how, and why", opened.kind.words())}</summary>
            {facts}
        </details>
        {more}
    }
}

/// The kinds as a menu has them.
fn kinds() -> Vec<String> {
    Kind::ALL.map(|kind| kind.words().to_owned()).to_vec()
}
