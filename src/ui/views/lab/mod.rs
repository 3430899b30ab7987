//! The truth lab: worlds in which the truth is known, and how far each model is from it.

mod found;

use std::sync::Arc;

use leptos::{ev, prelude::*};

use self::found::found;
use super::{Side, seed::seed_field, sheet::part};
use crate::{
    domain::{
        lab::{Knobs, Scenario, findings::LabFindings, verdict::CREDIT_IS_NOT_EFFECT},
        playbook::Playbook,
    },
    engine::{import::Kind, query::DEFAULT_SEED, study::Findings},
    protocol::{
        lab_setup::{LabSetup, MOST_TIMES, REPETITIONS, SIZES},
        study::{LabWish, World},
    },
    web::{asking::Word, field, session_storage},
};

/// What is set, and what was found: both stay while other views are looked at.
#[derive(Clone, Copy)]
pub struct Lab {
    /// Its name.
    world: RwSignal<String>,
    size: RwSignal<usize>,
    repetitions: RwSignal<usize>,
    knobs: RwSignal<Knobs>,
    seed: RwSignal<u64>,
    /// With what was set, and what the world is called.
    found: RwSignal<Option<(LabSetup, String, Arc<LabFindings>)>>,
    /// How far the run under way is.
    progress: RwSignal<Option<f64>>,
    /// Whether the last run was cancelled.
    cancelled: RwSignal<bool>,
    failure: RwSignal<Option<String>>,
}

impl Lab {
    fn setup(self) -> LabSetup {
        LabSetup {
            world: self.world.get(),
            size: self.size.get(),
            repetitions: self.repetitions.get(),
            knobs: self.knobs.get(),
            seed: self.seed.get(),
        }
    }
}

impl Default for Lab {
    /// As it was set before a reload of the tab.
    fn default() -> Lab {
        let kept = session_storage::read(session_storage::LAB).and_then(|text| LabSetup::read(&text));
        let set = kept.unwrap_or_else(|| LabSetup::first(DEFAULT_SEED));
        Lab {
            world: RwSignal::new(set.world),
            size: RwSignal::new(set.size),
            repetitions: RwSignal::new(set.repetitions),
            knobs: RwSignal::new(set.knobs),
            seed: RwSignal::new(set.seed),
            found: RwSignal::new(None),
            progress: RwSignal::new(None),
            cancelled: RwSignal::new(false),
            failure: RwSignal::new(None),
        }
    }
}

/// The worlds that can be chosen, by their names.
fn worlds(side: Side) -> Vec<(String, World)> {
    let scenarios = Scenario::all(Knobs::default()).into_iter();
    let mut worlds: Vec<(String, World)> =
        scenarios.map(|of| (of.title.to_owned(), World::Scenario(of.name.to_owned()))).collect();
    let (kind, playbook) = side.shown.with(|shown| {
        let opened = shown.opened.as_deref();
        let played = opened.and_then(|opened| opened.played.as_ref());
        let now = shown.draft.as_ref().or(played.map(|played| &played.playbook));
        (opened.map(|opened| opened.kind), now.and_then(|now| now.open().ok()))
    });
    match kind {
        Some(Kind::Touchpoints) => {
            worlds.push(("On data like yours: what is learnt from it".to_owned(), World::Learnt))
        }
        Some(Kind::Leads) => {
            let playbook: Playbook = playbook.unwrap_or_default();
            let name = format!("On leads like yours: the {} playbook", playbook.name);
            worlds.push((name, World::Playbook(Box::new(playbook))));
        }
        _ => {}
    }
    worlds
}

/// The place of the world that is set; the first scenario's while there is none of that name.
fn place_of(worlds: &[(String, World)], name: &str) -> usize {
    worlds.iter().position(|(_, world)| world.name() == name).unwrap_or_default()
}

#[component]
pub fn LabView() -> impl IntoView {
    let side = Side::here();
    let lab = expect_context::<Lab>();
    let world = Memo::new(move |_| lab.world.with(|name| place_of(&worlds(side), name)));
    let teaches = move || {
        match worlds(side).into_iter().nth(world.get()).map(|(_, world)| world) {
            Some(World::Scenario(name)) => {
                Scenario::named(&name, Knobs::default()).map_or(String::new(), |of| of.teaches.to_owned())
            }
            Some(World::Playbook(_)) => {
                "The playbook of the open dataset, followed by leads like its own. Where nothing but the SII decides, no channel has an effect.".to_owned()
            }
            Some(World::Learnt) => {
                "A playbook learnt from the observed journeys. What goes along with a conversion in them is taken as if it caused it: the lab says how the models would do if that were so.".to_owned()
            }
            None => String::new(),
        }
    };
    let run = move |_| {
        let Some((name, world)) = worlds(side).into_iter().nth(world.get_untracked()) else { return };
        // What is run is what is set, also where it stands in for a world that is not there.
        lab.world.set(world.name().to_owned());
        lab.failure.set(None);
        lab.cancelled.set(false);
        lab.progress.set(Some(0.0));
        let wish = LabWish {
            world,
            knobs: lab.knobs.get_untracked(),
            journeys: SIZES[lab.size.get_untracked()],
            repetitions: REPETITIONS[lab.repetitions.get_untracked()],
            seed: lab.seed.get_untracked(),
            query: side.query(),
        };
        let set = untrack(|| lab.setup());
        side.asking.with_value(|asking| asking.lab(wish, move |word| take(lab, &set, &name, word)));
    };
    Effect::new(move |_| {
        if let Err(error) = session_storage::keep(session_storage::LAB, &lab.setup().to_string()) {
            leptos::logging::error!("the settings of the lab do not outlive a reload: {error:?}");
        }
    });
    let set_world = move |place: usize| {
        if let Some((_, world)) = untrack(|| worlds(side)).get(place) {
            lab.world.set(world.name().to_owned());
        }
    };
    let cancel = move |_| {
        lab.progress.set(None);
        lab.cancelled.set(true);
        side.asking.with_value(|asking| asking.cancel_lab());
    };
    let older = move || {
        let world = lab
            .found
            .with(|found| found.as_ref().filter(|(set, ..)| *set != lab.setup()).map(|(_, world, _)| world.clone()));
        world.map(|world| view! { <p class="message">{format!("What stands below was found with other settings, in the world \"{world}\". Run what is set now to see its findings.")}</p> })
    };
    let busy = Memo::new(move |_| lab.progress.with(Option::is_some));
    let told = move || match lab.progress.get() {
        Some(part) => format!("Running … {}", side.write(|formats| formats.percent(part))),
        None if lab.cancelled.get() => "Cancelled.".to_owned(),
        None => String::new(),
    };
    view! {
        <h1>"Which model finds the truth, where it is known?"</h1>
        <p>
            "In each of these worlds a playbook makes the journeys and says what every touch does to the odds of a conversion, so that what each channel brings about is known. "
            "Every model is run on many samples and held against it."
        </p>
        <section aria-labelledby="lab-world">
            <h2 id="lab-world">"Which world makes the journeys"</h2>
            <div class="settings">
                {choose("World", move || worlds(side).into_iter().map(|(name, _)| name).collect(), world.into(), set_world)}
                {choose("Journeys of a sample", || SIZES.map(|size| size.to_string()).to_vec(), lab.size.into(), move |size| lab.size.set(size))}
                {choose("Repetitions", || REPETITIONS.map(|count| count.to_string()).to_vec(), lab.repetitions.into(), move |count| lab.repetitions.set(count))}
                {slider("Effect of the channels", lab, |knobs| &mut knobs.effect)}
                {slider("What the lead's own SII decides", lab, |knobs| &mut knobs.noise)}
                {seed_field("Seed", lab.seed.into(), move |seed| lab.seed.set(seed))}
            </div>
            <p>{teaches}</p>
            <p class="row">
                <button class="primary" disabled=move || busy.get() on:click=run>"Run"</button>
                <button disabled=move || !busy.get() on:click=cancel>"Cancel"</button>
                <span role="status">{told}</span>
            </p>
            {move || lab.failure.get().map(|words| view! { <p class="message error" role="alert">{words}</p> })}
        </section>
        {older}
        {move || lab.found.get().map(|(_, world, findings)| found(&world, &findings))}
        // What was found says it beside the verdict.
        {move || lab.found.with(Option::is_none).then(|| part("Credit is not effect".to_owned(), "lab words", view! { <p>{CREDIT_IS_NOT_EFFECT}</p> }.into_any()))}
    }
}

fn take(lab: Lab, set: &LabSetup, world: &str, word: Word) {
    match word {
        Word::Progress(part) => return lab.progress.set(Some(part)),
        Word::Found(findings) => {
            if let Findings::Lab(findings) = *findings {
                lab.found.set(Some((set.clone(), world.to_owned(), Arc::new(*findings))));
            }
        }
        Word::Written(_) => {}
        Word::Failed(words) => lab.failure.set(Some(words)),
    }
    lab.progress.set(None);
}

fn choose(
    label: &'static str,
    names: impl Fn() -> Vec<String> + Send + Sync + 'static,
    chosen: Signal<usize>,
    set: impl Fn(usize) + Send + 'static,
) -> AnyView {
    let names = Memo::new(move |_| names());
    let option = move |(index, name): (usize, String)| {
        view! { <option value=index.to_string() prop:selected=move || chosen.get() == index>{name}</option> }
    };
    let change = move |event: ev::Event| set(event_target_value(&event).parse().unwrap_or_default());
    view! {
        <label class="field"><span>{label}</span>
            <select on:change=change>{move || names.get().into_iter().enumerate().map(option).collect_view()}</select>
        </label>
    }
    .into_any()
}

/// From none to [`MOST_TIMES`] as much as it stands.
fn slider(label: &'static str, lab: Lab, of: fn(&mut Knobs) -> &mut f64) -> AnyView {
    let value = move || *of(&mut lab.knobs.get());
    let set = move |event: ev::Event| {
        if let Some(number) = field::number(&event) {
            lab.knobs.update(|knobs| *of(knobs) = number);
        }
    };
    view! {
        <label class="field"><span>{label}": ×"{move || format!("{:.1}", value())}</span>
            <input type="range" min="0" max=MOST_TIMES.to_string() step="0.1" prop:value=move || value().to_string() on:input=set />
        </label>
    }
    .into_any()
}
