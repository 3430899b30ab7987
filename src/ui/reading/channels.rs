//! Channels under other names; those of one name count as one.

use leptos::{ev, prelude::*};

use super::Again;

/// Most channels that are listed.
const MOST: usize = 200;

/// Each channel with a name to change, and the changes made so far.
pub fn channels(again: &Again, names: &[String]) -> AnyView {
    let renamed = again.settings().rename.clone();
    let edits: RwSignal<Vec<(String, String)>> = RwSignal::new(Vec::new());
    let fields: Vec<AnyView> = names.iter().take(MOST).map(|name| field(name.clone(), edits)).collect();
    let undo: Vec<AnyView> = renamed.iter().map(|pair| undone(again, pair)).collect();
    let again = again.clone();
    let read = move |_| {
        let edits = edits.get_untracked();
        again.with_settings(|settings| {
            for (name, new) in edits {
                // What was renamed to this name before follows it.
                settings
                    .rename
                    .iter_mut()
                    .filter(|(_, known)| *known == name)
                    .for_each(|(_, known)| known.clone_from(&new));
                settings.rename.retain(|(old, _)| *old != name);
                settings.rename.push((name, new));
            }
            settings.rename.retain(|(old, new)| old != new);
        });
    };
    view! {
        <p class="quiet">"Channels that are given one name count as one."</p>
        <div class="settings" role="group" aria-label="Channels">{fields}</div>
        <p><button on:click=read>"Read again with these names"</button></p>
        <ul class="quiet">{undo}</ul>
    }
    .into_any()
}

fn field(name: String, edits: RwSignal<Vec<(String, String)>>) -> AnyView {
    let old = name.clone();
    let change = move |event: ev::Event| {
        let new = event_target_value(&event).trim().to_owned();
        edits.update(|edits| {
            edits.retain(|(known, _)| *known != old);
            if !new.is_empty() && new != old {
                edits.push((old.clone(), new));
            }
        });
    };
    view! { <label class="field"><span>{name.clone()}</span><input type="text" prop:value=name on:change=change /></label> }
        .into_any()
}

fn undone(again: &Again, (old, new): &(String, String)) -> AnyView {
    let (again, name) = (again.clone(), old.clone());
    let undo = move |_| again.with_settings(|settings| settings.rename.retain(|(old, _)| *old != name));
    view! { <li>{format!("{old} counts as {new}. ")}<button on:click=undo>"Undo"</button></li> }.into_any()
}
