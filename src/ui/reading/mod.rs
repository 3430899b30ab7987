//! How a file was read: every decision, why, what it concerned, and the way to change it.

mod channels;
mod columns;
mod facts;
mod menu;
mod questions;
mod rules;

use std::sync::Arc;

use leptos::prelude::*;

pub use columns::column_menus;
pub use questions::{AskCurrency, AskDates, AskSign};

use super::{
    desk::Desk,
    later::fold,
    start::{FILES, picker},
};
use crate::{
    domain::{
        lead::Cents,
        touchpoint::{HowRead, settings::Settings},
    },
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
        let older = match affected.outside_lookback {
            0 => String::new(),
            count => format!(" {} of the touches are older than the lookback window and left out.", number(count)),
        };
        format!(
            "{} touches of {} customers, {} conversions.{older}",
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
    let (kind, has_touches, has_costs) = (opened.kind, opened.how.is_some(), !opened.costs.is_empty());
    let part = move |summary: &str, make: fn(&Again, &Opened) -> AnyView| {
        let (again, opened) = (again.clone(), opened.clone());
        fold(summary.to_owned().into(), Box::new(move || make(&again, &opened)))
    };
    let mut parts = vec![part(&format!("Read as {}: how, and why", kind.words()), facts::facts)];
    if has_touches {
        parts.push(part("Columns", |again, opened| {
            of_how(opened, |how| column_menus(&how.columns, &how.mapped, again))
        }));
        parts.push(part("From touches to journeys", |again, opened| of_how(opened, |how| rules::rules(again, how))));
        parts.push(part("Channels: rename and merge", |again, opened| channels::channels(again, &opened.channels)));
        parts.push(part("Leads of the same customers", |again, opened| of_how(opened, |how| joined(again, how))));
    }
    if has_costs {
        parts.push(part("What the channels cost", |_, opened| costs(opened)));
    }
    view! {
        {touches.map(|words| view! { <p>{words}</p> })}
        {remembered}
        {parts}
    }
}

/// What is made of how touchpoints were read; nothing of other files.
fn of_how(opened: &Opened, make: impl FnOnce(&HowRead) -> AnyView) -> AnyView {
    opened.how.as_deref().map_or_else(|| ().into_any(), make)
}

/// The cost of each channel, summed over all rows that name one.
fn costs(opened: &Opened) -> AnyView {
    let desk = Desk::here();
    let item = |(channel, cost): (&String, &Option<Cents>)| {
        let cost = cost.map_or("not told".to_owned(), |cost| desk.write(|formats| formats.money(cost.units())));
        view! { <li>{format!("{channel}: ")}<b>{cost}</b></li> }.into_any()
    };
    let items: Vec<AnyView> = opened.channels.iter().zip(&opened.costs).map(item).collect();
    view! {
        <p class="quiet">"In all rows that name a channel, in scope or not."</p>
        <ul aria-label="Costs of the channels">{items}</ul>
    }
    .into_any()
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
        None => "Where a file of leads has the same ids, its personas, plays, ZIP codes, SII and risk can be taken for these journeys. They stay observed."
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
    view! { <p class="quiet">{words}</p><p>{picker("Join a file of leads …", "", FILES, join)}" "{part}</p> }.into_any()
}

/// The kinds as a menu has them.
fn kinds() -> Vec<String> {
    Kind::ALL.map(|kind| kind.words().to_owned()).to_vec()
}
