//! The scope as chips: origin, ZIP, tier, channels left out; and how many journeys are in it.

use leptos::{ev, prelude::*};

use super::{desk::Desk, later::shown, menu::chip_menu, side::place};
use crate::{
    domain::{
        scope::{Tier, words::Chip},
        zip::Zip,
    },
    engine::{import::Kind, query::Query},
    session::{Change, Stage},
    web::field,
};

#[component]
pub fn Filters() -> impl IntoView {
    let desk = Desk::here();
    let opened = desk.opened();
    let origin = desk.origin_words();
    let of_leads = desk.memo(|session| session.opened.as_ref().is_none_or(|opened| opened.kind == Kind::Leads));
    let has_zips = desk.memo(|session| {
        let zips = session.opened.iter().flat_map(|opened| &opened.zips);
        zips.clone().any(|(zip, _)| *zip != Zip::Unknown)
    });
    let weighed = desk.memo(|session| session.view.query.context.is_set());
    let segments =
        desk.memo(|session| session.opened.as_ref().map(|opened| opened.segments.clone()).unwrap_or_default());
    let playbook = move || {
        opened.with(|opened| opened.as_ref()?.played.as_ref().map(|played| format!(" by the {} playbook", played.name)))
    };
    view! {
        <div class="chips" role="group" aria-label="Scope">
            <span class="chip origin"><b>{origin}</b>{playbook}</span>
            {shown(has_zips.into(), Box::new(|| view! { <ZipFilter /> }.into_any()))}
            {shown(of_leads.into(), Box::new(move || view! {<TierFilter />}.into_any()))}
            {move || segments.get().into_iter().map(|(column, words)| view! { <SegmentFilter column words /> }).collect_view()}
            <ChannelFilter />
            {move || desk.memo(|session| session.view.query.scope.chips()).get().into_iter().map(|chip| removable(desk, chip)).collect_view()}
            <MoreFilters />
            <NamedViews />
            {shown(weighed.into(), Box::new(move || view! {
                <button class="chip" on:click=move |_| desk.change(Change::Go(Stage::Robustness))>"Context weights: set"</button>
            }.into_any()))}
            <Steps />
            <InScope />
        </div>
    }
}

/// A filter that a click takes away.
fn removable(desk: Desk, chip: Chip) -> AnyView {
    let label = format!("Take away the filter {}", chip.words);
    let take_away = move |_| {
        let scope = chip.without.clone();
        desk.change(Change::Ask(Box::new(Query { scope, ..desk.query() })));
    };
    view! { <button class="chip" aria-label=label on:click=take_away>{chip.words.clone()}<span aria-hidden="true">" ×"</span></button> }.into_any()
}

/// The other filters: the program of the further views has them.
#[component]
fn MoreFilters() -> impl IntoView {
    let place = || place("scope");
    let legend = "Only journeys that fit all of these".to_owned();
    chip_menu("+ Filter".to_owned(), Signal::derive(String::new), legend, false.into(), Box::new(place))
}

/// Queries under names.
#[component]
fn NamedViews() -> impl IntoView {
    let desk = Desk::here();
    let current = desk.memo(|session| {
        let view = &session.view;
        view.named.iter().find(|named| named.query == view.query).map(|named| named.name.clone()).unwrap_or_default()
    });
    let legend = "Filters and settings under a name".to_owned();
    chip_menu("View".to_owned(), current.into(), legend, false.into(), Box::new(|| place("named")))
}

/// Back, and forth again.
#[component]
fn Steps() -> impl IntoView {
    let desk = Desk::here();
    let can_undo = desk.memo(|session| session.history.can_undo());
    let can_redo = desk.memo(|session| session.history.can_redo());
    let step = move |words: &'static str, can: Memo<bool>, change: Change| {
        view! { <button class="link" disabled=move || !can.get() on:click=move |_| desk.change(change.clone())>{words}</button> }.into_any()
    };
    [step("Undo", can_undo, Change::Undo), step("Redo", can_redo, Change::Redo)]
}

/// How many journeys are in scope, and how many leads the tier leaves out.
#[component]
fn InScope() -> impl IntoView {
    let desk = Desk::here();
    let report = desk.report();
    let tier = desk.memo(|session| {
        session.view.query.scope.tier.filter(|_| session.opened.as_ref().is_some_and(|opened| opened.has_risk))
    });
    let words = move || {
        report.with(|report| {
            let counts = &report.as_ref()?.counts;
            let number = |count: u32| desk.write(|formats| formats.whole(f64::from(count)));
            let scope =
                format!("{} of {} journeys in scope", number(counts.journeys), number(counts.journeys_in_file()));
            let outside = counts.outside;
            Some(match (tier.get(), outside.risk_unknown) {
                (None, _) => scope,
                (Some(_), 0) => format!("{scope}; {} below the A tier", number(outside.below_tier)),
                (Some(_), blank) => {
                    format!(
                        "{scope}; {} below the A tier, {} of them with a blank risk",
                        number(outside.below_tier),
                        number(blank)
                    )
                }
            })
        })
    };
    view! { <span class="in-scope quiet" role="status">{words}</span> }
}

/// ZIP codes listed at once; more are found by their first digits.
const ZIPS_LISTED: usize = 200;

#[component]
fn ZipFilter() -> impl IntoView {
    let desk = Desk::here();
    let chosen = desk.memo(|session| session.view.query.scope.zips.clone());
    let opened = desk.opened();
    let sought = RwSignal::new(String::new());
    let listed = Memo::new(move |_| {
        let sought = sought.get();
        opened.with(|opened| {
            let zips = opened.iter().flat_map(|opened| opened.zips.iter().copied());
            zips.filter(|(zip, _)| zip.to_string().starts_with(sought.trim())).take(ZIPS_LISTED).collect::<Vec<_>>()
        })
    });
    let summary = move || match chosen.get().as_slice() {
        [] => "all".to_owned(),
        zips if zips.len() <= 3 => zips.iter().map(Zip::to_string).collect::<Vec<_>>().join(", "),
        zips => format!("{} chosen", zips.len()),
    };
    let options =
        move || listed.get().into_iter().map(|(zip, leads)| view! { <ZipOption zip leads chosen /> }).collect_view();
    let controls = move || {
        view! {
                <div class="row">
                    <input type="search" placeholder="75209 or unknown" aria-label="Find a ZIP code"
                        on:input=move |event| sought.set(event_target_value(&event)) />
                    <button on:click=move |_| desk.change(Change::AllZips)>"All"</button>
                </div>
                <div class="options">{options}</div>
        }
        .into_any()
    };
    let legend = "Only these ZIP codes".to_owned();
    chip_menu("ZIP".to_owned(), Signal::derive(summary), legend, false.into(), Box::new(controls))
}

#[component]
fn ZipOption(zip: Zip, leads: u32, chosen: Memo<Vec<Zip>>) -> impl IntoView {
    let desk = Desk::here();
    let checked = move || chosen.with(|chosen| chosen.contains(&zip));
    let toggle = move |_| desk.change(Change::ToggleZip(zip));
    view! {
        <label>
            <input type="checkbox" prop:checked=checked on:change=toggle />
            {zip.to_string()}
            " "
            <span class="quiet">{leads}</span>
        </label>
    }
}

/// Words of a column of segments that are listed, those of the most journeys first.
const WORDS_LISTED: usize = 200;

#[component]
fn SegmentFilter(column: String, words: Vec<(String, u32)>) -> impl IntoView {
    let desk = Desk::here();
    let of_column = column.clone();
    let chosen = desk.memo(move |session| {
        let chosen = session.view.query.scope.segments.iter().filter(|(known, _)| *known == of_column);
        chosen.map(|(_, word)| word.clone()).collect::<Vec<_>>()
    });
    let summary = move || match chosen.get().as_slice() {
        [] => "all".to_owned(),
        words if words.len() <= 3 => words.join(", "),
        words => format!("{} chosen", words.len()),
    };
    let (legend, all) = (format!("Only these of {column}, by a journey's first touch that has one"), column.clone());
    let option = move |(word, journeys): (String, u32)| {
        let (known, column, name) = (word.clone(), column.clone(), word.clone());
        let checked = move || chosen.with(|chosen| chosen.contains(&known));
        let toggle = move |_| desk.change(Change::ToggleSegment(column.clone(), word.clone()));
        view! {
            <label><input type="checkbox" prop:checked=checked on:change=toggle />{name}" "<span class="quiet">{journeys}</span></label>
        }
    };
    let label = all.clone();
    let take_all = move |_: ev::MouseEvent| desk.change(Change::AllOfSegment(all.clone()));
    let controls = move || {
        view! {
            <div class="row"><button on:click=take_all.clone()>"All"</button></div>
            <div class="options">{words.iter().take(WORDS_LISTED).cloned().map(&option).collect_view()}</div>
        }
        .into_any()
    };
    chip_menu(label, Signal::derive(summary), legend, false.into(), Box::new(controls))
}

#[component]
fn TierFilter() -> impl IntoView {
    let desk = Desk::here();
    let tier = desk.memo(|session| session.view.query.scope.tier);
    let has_risk = desk.memo(|session| session.opened.as_ref().is_some_and(|opened| opened.has_risk));
    let summary = move || match tier.get() {
        _ if !has_risk.get() => "off: the file has no risk_score".to_owned(),
        None => "off".to_owned(),
        Some(tier) => format!("SII ≥ {}, risk ≥ {}", tier.sii_at_least, tier.risk_at_least),
    };
    let switch = move |_| desk.change(Change::Tier(tier.get_untracked().is_none().then(Tier::default)));
    let controls = move || {
        view! {
                <label><input type="checkbox" prop:checked=move || tier.get().is_some() on:change=switch />" On"</label>
                <Threshold label="SII at least" part=|tier| &mut tier.sii_at_least tier />
                <Threshold label="Risk at least" part=|tier| &mut tier.risk_at_least tier />
        }
        .into_any()
    };
    let (legend, off) = ("Only leads of the A tier".to_owned(), Signal::derive(move || !has_risk.get()));
    chip_menu("A tier".to_owned(), Signal::derive(summary), legend, off, Box::new(controls))
}

#[component]
fn Threshold(label: &'static str, part: fn(&mut Tier) -> &mut f64, tier: Memo<Option<Tier>>) -> impl IntoView {
    let desk = Desk::here();
    let value = move || tier.get().map(|mut tier| *part(&mut tier)).unwrap_or_default().to_string();
    let set = move |event: ev::Event| {
        let (Some(mut tier), Some(number)) = (tier.get_untracked(), field::number(&event)) else {
            return;
        };
        if number.is_finite() {
            *part(&mut tier) = number;
            desk.change(Change::Tier(Some(tier)));
        }
    };
    view! {
        <label class="field">
            <span>{label}</span>
            <input type="number" step="any" prop:value=value disabled=move || tier.get().is_none() on:change=set />
        </label>
    }
}

#[component]
fn ChannelFilter() -> impl IntoView {
    let desk = Desk::here();
    let without = desk.memo(|session| session.view.query.scope.without.clone());
    let channels = desk.channels();
    let groups = desk.memo(|session| session.view.query.scope.groups.clone());
    let summary = move || {
        let grouped = groups.with(|groups| groups.iter().map(|group| group.join(" + ")).collect::<Vec<_>>().join(", "));
        match (without.with(|without| without.join(", ")), grouped) {
            (without, grouped) if without.is_empty() && grouped.is_empty() => "all".to_owned(),
            (without, grouped) if grouped.is_empty() => format!("without {without}"),
            (without, grouped) if without.is_empty() => grouped,
            (without, grouped) => format!("without {without}; {grouped}"),
        }
    };
    let ungroup = move |group: Vec<String>| {
        let label = format!("Ungroup {}", group.join(" + "));
        view! { <button on:click=move |_| desk.change(Change::ToggleGroup(group.clone()))>{label}</button> }
    };
    let controls = move || {
        view! {
                <div class="options">
                    {move || channels.get().into_iter().map(|channel| view! { <ChannelOption channel without /> }).collect_view()}
                </div>
            {move || groups.get().into_iter().map(ungroup).collect_view()}
        }
        .into_any()
    };
    let legend = "Channels that stay in the journeys".to_owned();
    chip_menu("Channels".to_owned(), Signal::derive(summary), legend, false.into(), Box::new(controls))
}

#[component]
fn ChannelOption(channel: String, without: Memo<Vec<String>>) -> impl IntoView {
    let desk = Desk::here();
    let (name, known) = (channel.clone(), channel.clone());
    let checked = move || without.with(|without| !without.contains(&known));
    let toggle = move |_| desk.change(Change::ToggleWithout(channel.clone()));
    view! { <label><input type="checkbox" prop:checked=checked on:change=toggle />{name}</label> }
}
