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

use super::{desk::Desk, start::picker};
use crate::{
    domain::touchpoint::{HowRead, settings::Settings},
    engine::import::{Choices, Kind},
    protocol::Opened,
    session::{Change, Held},
    web::file::NamedFile,
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
        let leads = opened.how.as_ref().and_then(|how| how.joined.as_ref()).map(|joined| joined.name.clone());
        let separator = opened.separator.clone().filter(|found| found.given).map(|found| found.sign);
        Again::new(desk, Held::Open, Choices { kind: Some(opened.kind), settings, separator, leads })
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
        let leads = joined(&again, how);
        view! {
            <details class="method">
                <summary>"Columns"</summary>
                <Columns columns mapped again=again.clone() />
            </details>
            <details class="method"><summary>"From touches to journeys"</summary>{rules}</details>
            <details class="method"><summary>"Channels: rename and merge"</summary>{channels}</details>
            <details class="method"><summary>"Leads of the same customers"</summary>{leads}</details>
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

/// Leads that are joined by id, or the way to join some.
fn joined(again: &Again, how: &HowRead) -> AnyView {
    let (joining, parting) = (again.clone(), again.clone());
    let join = move |file: NamedFile| {
        let name = file.name.clone();
        joining.desk.offer_leads(file);
        joining.with(move |choices| choices.leads = Some(name));
    };
    let words = match &how.joined {
        None => "Where a file of leads has the same ids, its personas, plays and ZIP codes can be taken for these journeys. They stay observed."
            .to_owned(),
        Some(joined) => format!(
            "{} of {} customers are leads of {} ({} leads); what the touchpoints tell themselves stays as it is.",
            joined.customers, how.affected.customers, joined.name, joined.leads
        ),
    };
    let part = how.joined.is_some().then(|| {
        let part = move |_| parting.with(|choices| choices.leads = None);
        view! { <button on:click=part>"Part from them"</button> }.into_any()
    });
    view! { <p class="quiet">{words}</p><p>{picker("Join a file of leads …", "", join)}" "{part}</p> }.into_any()
}

/// The kinds as a menu has them.
fn kinds() -> Vec<String> {
    Kind::ALL.map(|kind| kind.words().to_owned()).to_vec()
}
