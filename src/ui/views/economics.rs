//! What conversions cost, what spend returns, and what a shift of budget would mean under the model.

use leptos::{ev, prelude::*};
use web_sys::HtmlInputElement;

use super::{
    Side,
    charted::{Draw, charted_by},
    sheet::table,
    study::Basis,
    want,
};
use crate::{
    chart::response::response_curves,
    domain::{
        attribution::model::Model,
        journey::Origin,
        report::Report,
        study::budget::{ChannelBudget, Economics as Costs, Elasticity, ResponseCurve, Shift, Spread},
    },
    protocol::{
        Budget,
        views::{Shown, Wish},
    },
    sheet::{
        RestsOn,
        asked::{ASSUMED, OF_NO_SUM, compared_spend},
        money,
    },
    ui::scene::Scene,
    web::field,
};

#[component]
pub fn Economics() -> impl IntoView {
    let side = Side::here();
    let budgets = side.memo(budgets);
    let narrowed = side.memo(|shown| {
        let opened = shown.opened.as_deref();
        let of_file = opened.is_some_and(|opened| !opened.costs.is_empty());
        let outside = shown.report.as_ref().map_or(0, |report| report.counts.outside.total());
        (of_file && outside > 0).then_some(outside)
    });
    let origin = side.memo(|shown| shown.report.as_ref().map(|report| report.origin));
    let costs = Memo::new(move |_| {
        let (budgets, origin) = (budgets.get()?, origin.get()?);
        Some(costs_of(origin, &budgets))
    });
    let style = Scene::here().style();
    // The fields stay while their figures change.
    let names =
        Memo::new(move |_| budgets.get().unwrap_or_default().into_iter().map(|of| of.channel).collect::<Vec<_>>());
    let field = move |channel: String| {
        let (name, known) = (channel.clone(), channel.clone());
        let typed = Signal::derive(move || {
            let of = |budgets: &Option<Vec<ChannelBudget>>| {
                budgets.iter().flatten().find(|of| of.channel == known).and_then(|of| of.cost)
            };
            budgets.with(of).map_or(String::new(), |cost| cost.to_string())
        });
        let set = move |event: ev::Event| match field::number(&event) {
            Some(cost) if !is_amount(cost) => refuse(&event, &typed.get_untracked(), AMOUNT),
            cost => type_in(side, Field::Cost(name.clone()), |budget| put(&mut budget.costs, &name, cost)),
        };
        view! {
            <label class="field"><span>{channel}</span>
                <input type="number" min="0" step="any" placeholder="not known" prop:value=typed on:input=accept on:change=set />
            </label>
        }
        .into_any()
    };
    let fields = move || names.get().into_iter().map(field).collect_view();
    let is_participation = side.memo(|shown| shown.reported.model == Model::Participation);
    let sheet = Memo::new(move |_| costs.get().map(|costs| money::costs(&costs, style)));
    let headline = move || match sheet.get() {
        Some(sheet) => view! { <h1>{sheet.message}</h1> }.into_any(),
        None if is_participation.get() => view! { <p>{OF_NO_SUM}</p> }.into_any(),
        None => view! { <p class="quiet" role="status" aria-busy="true">"Attributing …"</p> }.into_any(),
    };
    let basis = Basis::reported(side);
    // Two models may come to the same figures: their files name one of them.
    let told = move || {
        sheet.get().map(|sheet| {
            provide_context(basis.get());
            table(sheet, None)
        })
    };
    let warned = move || {
        narrowed.get().map(|outside| {
            let outside = side.write(|formats| formats.whole(f64::from(outside)));
            view! { <p class="note">{format!("The file's costs are of all its rows, and {outside} journeys are outside the scope: type in what the journeys in scope cost.")}</p> }
        })
    };
    view! {
        {headline}
        {warned}
        <section aria-labelledby="costs-title">
            <h2 id="costs-title">"What each channel cost"</h2>
            <p class="note">"From the file where it has a column of costs; what is typed in takes its place, and an emptied field gives it back."</p>
            <div class="settings" role="group" aria-label="Costs">{fields}</div>
        </section>
        {told}
        <Shifted budgets />
    }
}

/// What is typed in.
#[derive(Clone, Debug, PartialEq)]
pub enum Field {
    Cost(String),
    Spend(String),
    Elasticity,
}

/// Changes what is typed in of money. What goes on in one field is one step to take back.
fn type_in(side: Side, field: Field, change: impl FnOnce(&mut Budget)) {
    let mut budget = side.shown.with_untracked(|shown| shown.budget.clone());
    change(&mut budget);
    let goes_on = side.typed.with_value(|last| last.as_ref() == Some(&field));
    side.typed.set_value(Some(field));
    want(Wish::Budget(Box::new(budget), goes_on));
}

const AMOUNT: &str = "An amount has to be 0 or more.";

fn is_amount(number: f64) -> bool {
    number >= 0.0 && number.is_finite()
}

/// Puts the former value back into the field, and says what it has to be.
fn refuse(event: &ev::Event, former: &str, words: &str) {
    let field = event_target::<HtmlInputElement>(event);
    field.set_value(former);
    field.set_custom_validity(words);
    field.report_validity();
}

/// What is typed anew is not refused yet.
fn accept(event: ev::Event) {
    event_target::<HtmlInputElement>(&event).set_custom_validity("");
}

/// Sets the amount of a channel, or takes it away.
fn put(amounts: &mut Vec<(String, f64)>, channel: &str, amount: Option<f64>) {
    amounts.retain(|(known, _)| known != channel);
    amounts.extend(amount.map(|amount| (channel.to_owned(), amount)));
}

/// What conversions cost, of every channel and in all.
pub fn costs_of(origin: Origin, budgets: &[ChannelBudget]) -> Costs {
    let mut costs = Costs::of(origin, budgets, Spread::Intervals, Spread::Intervals);
    // Shares sum to 1 in every replicate: ends that are added up say nothing of the sum.
    if let Some(total) = &mut costs.total {
        (total.cost_interval, total.return_interval) = (None, None);
    }
    costs
}

/// The report's channels with their costs; `None` where there is no report, or its credits are parts of no sum.
fn budgets(shown: &Shown) -> Option<Vec<ChannelBudget>> {
    budgets_of(shown.report.as_deref()?, shown)
}

/// The same of a report on what is shown.
pub fn budgets_of(report: &Report, shown: &Shown) -> Option<Vec<ChannelBudget>> {
    let is_whole = report.counts.outside.total() == 0;
    let of_file = |channel: &str| {
        // They are of all rows; of a part of them they tell nothing.
        let opened = shown.opened.as_deref().filter(|_| is_whole)?;
        let at = opened.channels.iter().position(|known| known == channel)?;
        opened.costs.get(at).copied().flatten().map(|cost| cost.units())
    };
    let typed = |channel: &str| shown.budget.costs.iter().find(|(known, _)| known == channel).map(|(_, cost)| *cost);
    let one = |channel: &str| typed(channel).or_else(|| of_file(channel));
    // Channels that count as one cost what they cost together.
    let cost = |channel: &str| one(channel).or_else(|| channel.split(" + ").map(one).sum::<Option<f64>>());
    ChannelBudget::of_report(report, cost)
}

/// What was typed in of the elasticity, or the usual one.
pub fn elasticity(side: Side) -> Memo<Elasticity> {
    side.memo(|shown| shown.budget.elasticity.and_then(Elasticity::new).unwrap_or_default())
}

/// What was typed in of another budget: by channel, in currency units.
pub fn spends(side: Side) -> Memo<Vec<(String, f64)>> {
    side.memo(|shown| shown.budget.spends.clone())
}

/// The curves of the channels whose cost is known.
pub fn curves_of(budgets: &[ChannelBudget], elasticity: Elasticity) -> Vec<ResponseCurve> {
    budgets.iter().filter_map(|budget| ResponseCurve::of(budget, elasticity)).collect()
}

/// The present budget and that of the spends that were asked about.
pub fn shift_of(origin: Origin, budgets: &[ChannelBudget], spends: &[(String, f64)], elasticity: Elasticity) -> Shift {
    let asked = |of: &ChannelBudget| spends.iter().find(|(known, _)| *known == of.channel).map(|(_, spend)| *spend);
    let asked: Vec<Option<f64>> = budgets.iter().map(asked).collect();
    Shift::of(origin, budgets, &asked, elasticity, Spread::Intervals)
}

/// What another budget would mean.
#[component]
fn Shifted(budgets: Memo<Option<Vec<ChannelBudget>>>) -> impl IntoView {
    let side = Side::here();
    let style = Scene::here().style();
    let origin = side.memo(|shown| shown.report.as_ref().map(|report| report.origin));
    let (elasticity, spends) = (elasticity(side), spends(side));
    let curves = Memo::new(move |_| curves_of(&budgets.get().unwrap_or_default(), elasticity.get()));
    let shift =
        Memo::new(move |_| Some(shift_of(origin.get()?, budgets.get().as_deref()?, &spends.get(), elasticity.get())));
    let paid = Memo::new(move |_| {
        let budgets = budgets.get().unwrap_or_default().into_iter();
        budgets.filter(|of| of.cost.is_some_and(|cost| cost > 0.0)).map(|of| of.channel).collect::<Vec<_>>()
    });
    let field = move |channel: String| {
        let (name, known) = (channel.clone(), channel.clone());
        let typed = Signal::derive(move || {
            let spend = spends.with(|spends| spends.iter().find(|(of, _)| *of == known).map(|(_, spend)| *spend));
            spend.map_or(String::new(), |spend| spend.to_string())
        });
        let set = move |event: ev::Event| match field::number(&event) {
            Some(spend) if !is_amount(spend) => refuse(&event, &typed.get_untracked(), AMOUNT),
            spend => type_in(side, Field::Spend(name.clone()), |budget| put(&mut budget.spends, &name, spend)),
        };
        view! {
            <label class="field"><span>{channel}</span>
                <input type="number" min="0" step="any" placeholder="as now" prop:value=typed on:input=accept on:change=set />
            </label>
        }
        .into_any()
    };
    let fields = move || paid.get().into_iter().map(field).collect_view();
    let set_elasticity = move |event: ev::Event| match field::number(&event).and_then(Elasticity::new) {
        Some(wanted) => type_in(side, Field::Elasticity, |budget| budget.elasticity = Some(wanted.get())),
        None => {
            let former = elasticity.get_untracked().get().to_string();
            refuse(&event, &former, "The elasticity has to be above 0 and at most 1.");
        }
    };
    let reported = Basis::reported(side);
    let basis = Memo::new(move |_| {
        let compared = shift.with(|shift| shift.as_ref().map(compared_spend)).unwrap_or_default();
        Basis { compared, ..reported.get() }
    });
    let there = Memo::new(move |_| curves.with(|curves| !curves.is_empty()));
    move || {
        there.get().then(|| view! {
        <section aria-labelledby="shift-title">
            <h2 id="shift-title">"What a shift of budget would mean under the model"</h2>
            <p class="note">
                {ASSUMED}
            </p>
            <label class="field"><span>"Elasticity, above 0 to 1"</span>
                <input type="number" min="0.01" max="1" step="0.05" prop:value=move || elasticity.get().get().to_string() on:input=accept on:change=set_elasticity />
            </label>
            {charted_by("Response curves", "How credit would answer to spend under the assumed elasticity", RestsOn::Model, Draw::new(move |width| response_curves(&curves.get(), origin.get().unwrap_or(Origin::Synthetic), width, style)), basis)}
            <p class="note">"Credited conversions over spend, from nothing to twice the present spend, which the dot marks."</p>
            <div class="settings" role="group" aria-label="Spend then">{fields}</div>
            {move || shift.get().map(|shift| {
                provide_context(basis.get());
                let sheet = money::shift(&shift, style);
                view! { <h3>{sheet.message.clone()}</h3>{table(sheet, None)} }
            })}
        </section>
    })
    }
}
