//! What conversions cost, what spend returns, and what a shift of budget would mean under the model.

use leptos::{ev, prelude::*};
use web_sys::HtmlInputElement;

use super::{
    Side,
    charted::{Draw, charted},
    sheet::table,
    want,
};
use crate::{
    chart::response::response_curves,
    domain::study::budget::{ChannelBudget, Economics as Costs, Elasticity, ResponseCurve, Shift, Spread},
    protocol::views::{Shown, Wish},
    sheet::money,
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
        Some(Costs::of(origin, &budgets, Spread::Intervals, Spread::Intervals))
    });
    let style = Scene::here().style();
    let field = move |channel: String, cost: Option<f64>| {
        let written = cost.map_or(String::new(), |cost| cost.to_string());
        let name = channel.clone();
        let set = move |event: ev::Event| {
            let cost = field::number(&event).filter(|cost| cost.is_finite() && *cost >= 0.0);
            want(Wish::Cost(name.clone(), cost));
        };
        view! {
            <label class="field"><span>{channel}</span>
                <input type="number" min="0" step="any" placeholder="not known" value=written on:change=set />
            </label>
        }
        .into_any()
    };
    let fields = move || {
        let budgets = budgets.get().unwrap_or_default();
        budgets.into_iter().map(|of| field(of.channel, of.cost)).collect_view()
    };
    let told = move || {
        match costs.get() {
        None => view! { <p>"Participation's credits are parts of no sum: choose another model to see what a conversion cost."</p> }.into_any(),
        Some(costs) => {
            let sheet = money::costs(&costs, style);
            view! { <h1>{sheet.message.clone()}</h1>{table(sheet, None)} }.into_any()
        }
    }
    };
    let warned = move || {
        narrowed.get().map(|outside| {
            let outside = side.write(|formats| formats.whole(f64::from(outside)));
            view! { <p class="note">{format!("The file's costs are of all its rows, but {outside} journeys are outside the scope: costs per conversion are too high, unless they are typed in for the scope.")}</p> }
        })
    };
    view! {
        {told}
        {warned}
        <section aria-labelledby="costs-title">
            <h2 id="costs-title">"What each channel cost"</h2>
            <p class="note">"From the file where it has a column of costs; what is typed in takes its place, and an emptied field gives it back."</p>
            <div class="settings" role="group" aria-label="Costs">{fields}</div>
        </section>
        <Shifted budgets />
    }
}

/// The report's channels with their costs; `None` where there is no report, or its credits are parts of no sum.
fn budgets(shown: &Shown) -> Option<Vec<ChannelBudget>> {
    let report = shown.report.as_deref()?;
    let of_file = |channel: &str| {
        let opened = shown.opened.as_deref()?;
        let at = opened.channels.iter().position(|known| known == channel)?;
        opened.costs.get(at).map(|cost| cost.units())
    };
    let typed = |channel: &str| shown.costs.iter().find(|(known, _)| known == channel).map(|(_, cost)| *cost);
    let one = |channel: &str| typed(channel).or_else(|| of_file(channel));
    // Channels that count as one cost what they cost together.
    let cost = |channel: &str| one(channel).or_else(|| channel.split(" + ").map(one).sum::<Option<f64>>());
    ChannelBudget::of_report(report, cost)
}

/// What another budget would mean.
#[component]
fn Shifted(budgets: Memo<Option<Vec<ChannelBudget>>>) -> impl IntoView {
    let side = Side::here();
    let style = Scene::here().style();
    let elasticity = RwSignal::new(Elasticity::default());
    let spends = RwSignal::new(Vec::<(String, f64)>::new());
    let origin = side.memo(|shown| shown.report.as_ref().map(|report| report.origin));
    let curves = Memo::new(move |_| {
        let budgets = budgets.get().unwrap_or_default();
        let curves = budgets.iter().filter_map(|budget| ResponseCurve::of(budget, elasticity.get()));
        curves.collect::<Vec<_>>()
    });
    let shift = Memo::new(move |_| {
        let (budgets, origin) = (budgets.get()?, origin.get()?);
        let spends = spends.get();
        let asked = |of: &ChannelBudget| spends.iter().find(|(known, _)| *known == of.channel).map(|(_, spend)| *spend);
        let asked: Vec<Option<f64>> = budgets.iter().map(asked).collect();
        Some(Shift::of(origin, &budgets, &asked, elasticity.get(), Spread::Intervals))
    });
    let field = move |of: ChannelBudget| {
        let name = of.channel.clone();
        let set = move |event: ev::Event| {
            let spend = field::number(&event);
            spends.update(|spends| {
                spends.retain(|(known, _)| *known != name);
                spends.extend(spend.map(|spend| (name.clone(), spend)));
            });
        };
        let placeholder = of.cost.map_or(String::new(), |cost| cost.to_string());
        view! {
            <label class="field"><span>{of.channel}</span>
                <input type="number" min="0" step="any" placeholder=placeholder on:change=set />
            </label>
        }
        .into_any()
    };
    let fields = move || {
        let paid = budgets.get().unwrap_or_default().into_iter().filter(|of| of.cost.is_some_and(|cost| cost > 0.0));
        paid.map(field).collect_view()
    };
    let set_elasticity = move |event: ev::Event| {
        if let Some(wanted) = field::number(&event).and_then(Elasticity::new) {
            elasticity.set(wanted);
        }
        event_target::<HtmlInputElement>(&event).set_value(&elasticity.get_untracked().get().to_string());
    };
    let there = Memo::new(move |_| curves.with(|curves| !curves.is_empty()));
    move || {
        there.get().then(|| view! {
        <section aria-labelledby="shift-title">
            <h2 id="shift-title">"What a shift of budget would mean under the model"</h2>
            <p class="note">
                "Assumed: a channel's credit grows with its spend to the power of one elasticity, the same for all. The data does not tell it, and credit is no "
                "effect: this is what the model would say, not what would happen. The interval holds the credits' sampling error alone."
            </p>
            <label class="field"><span>"Elasticity, above 0 to 1"</span>
                <input type="number" min="0.01" max="1" step="0.05" value="0.5" on:change=set_elasticity />
            </label>
            {charted("Response curves", "How credit would answer to spend under the assumed elasticity", Draw::new(move |width| response_curves(&curves.get(), width, style)))}
            <p class="note">"Credited conversions over spend, from nothing to twice the present spend, which the dot marks."</p>
            <div class="settings" role="group" aria-label="Spend then">{fields}</div>
            {move || shift.get().map(|shift| {
                let sheet = money::shift(&shift, style);
                view! { <h3>{sheet.message.clone()}</h3>{table(sheet, None)} }
            })}
        </section>
    })
    }
}
