//! Every command by its name, and the keys.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

use super::{Side, want};
use crate::{
    domain::{attribution::model::Model, scope::Scope},
    engine::query::Query,
    protocol::views::{Stage, Wish},
    ui::dialog::focus,
    web::theme::Theme,
};

/// A command: what it is called, and what it does.
struct Command {
    words: String,
    act: Act,
}

#[derive(Clone)]
enum Act {
    Want(Wish),
    Wear(Theme),
}

/// Commands shown at once.
const SHOWN: usize = 60;

#[component]
pub fn Palette() -> impl IntoView {
    let side = Side::here();
    let sought = RwSignal::new(String::new());
    let chosen = RwSignal::new(0_usize);
    let field = NodeRef::<html::Input>::new();
    Effect::new(move |_| focus(field.get().as_deref()));
    let list = NodeRef::<html::Div>::new();
    let found = move || -> Vec<Command> {
        let sought = sought.get().to_lowercase();
        let fits =
            |command: &Command| sought.split_whitespace().all(|word| command.words.to_lowercase().contains(word));
        let has_file = side.shown.with(|shown| shown.opened.is_some());
        commands(&side.query(), has_file).into_iter().filter(fits).take(SHOWN).collect()
    };
    let close = move || {
        let dialog = list.get_untracked().and_then(|list| list.closest("dialog").ok().flatten());
        if let Some(dialog) = dialog.and_then(|dialog| dialog.dyn_into::<web_sys::HtmlDialogElement>().ok()) {
            dialog.close();
        }
    };
    let run = move |act: Act| {
        close();
        sought.set(String::new());
        chosen.set(0);
        match act {
            Act::Want(wish) => want(wish),
            Act::Wear(theme) => side.wear(theme),
        }
    };
    let pressed = move |event: ev::KeyboardEvent| {
        let count = found().len();
        match event.key().as_str() {
            "ArrowDown" if count > 0 => chosen.update(|chosen| *chosen = (*chosen + 1) % count),
            "ArrowUp" if count > 0 => chosen.update(|chosen| *chosen = (*chosen + count - 1) % count),
            "Enter" => {
                if let Some(command) = found().into_iter().nth(chosen.get_untracked()) {
                    run(command.act);
                }
            }
            _ => return,
        }
        event.prevent_default();
    };
    let type_in = move |event| {
        sought.set(event_target_value(&event));
        chosen.set(0);
    };
    let item = move |(at, Command { words, act }): (usize, Command)| {
        let selected = move || (chosen.get() == at).to_string();
        let id = format!("command-{at}");
        view! { <li id=id role="option" aria-selected=selected on:click=move |_| run(act.clone())>{words}</li> }
            .into_any()
    };
    let active = move || format!("command-{}", chosen.get());
    view! {
        <div node_ref=list>
            <input type="search" role="combobox" aria-expanded="true" aria-controls="commands" aria-activedescendant=active
                aria-label="Find a command" placeholder="Find a command" node_ref=field prop:value=move || sought.get() on:input=type_in on:keydown=pressed />
            <ul id="commands" role="listbox" aria-label="Commands">{move || found().into_iter().enumerate().map(item).collect_view()}</ul>
            <dl class="keys-list">
                <dt><kbd>"Ctrl"</kbd>" "<kbd>"K"</kbd>" or "<kbd>"?"</kbd></dt><dd>"these commands"</dd>
                <dt><kbd>"Ctrl"</kbd>" "<kbd>"Z"</kbd></dt><dd>"undo"</dd>
                <dt><kbd>"Ctrl"</kbd>" "<kbd>"Shift"</kbd>" "<kbd>"Z"</kbd></dt><dd>"redo"</dd>
                <dt><kbd>"Tab"</kbd></dt><dd>"to the next control, and to each mark of a chart"</dd>
                <dt><kbd>"Esc"</kbd></dt><dd>"closes a menu or this list"</dd>
            </dl>
            <form method="dialog" class="row">{themes(side)}<span class="grow"></span><button>"Close"</button></form>
        </div>
    }
}

/// The menu of themes.
fn themes(side: Side) -> AnyView {
    let choose = move |event: ev::Event| side.wear(Theme::named(&event_target_value(&event)));
    let option = move |theme: Theme| {
        view! { <option value=theme.word() selected=move || side.theme.get() == theme>{theme.title()}</option> }
    };
    view! {
        <label class="field"><span>"Theme"</span>
            <select prop:value=move || side.theme.get().word() on:change=choose>{Theme::ALL.map(option)}</select>
        </label>
    }
    .into_any()
}

fn commands(query: &Query, has_file: bool) -> Vec<Command> {
    let command = |words: &str, wish: Wish| Command { words: words.to_owned(), act: Act::Want(wish) };
    let theme = |theme: Theme| Command { words: format!("Theme: {}", theme.title()), act: Act::Wear(theme) };
    let mut commands = vec![
        command("Go to the first screen", Wish::Go(Stage::Start)),
        command("Go to Privacy & storage", Wish::Go(Stage::Storage)),
        command("Back up everything", Wish::BackUp(None)),
    ];
    commands.extend(Theme::ALL.map(theme));
    if !has_file {
        return commands;
    }
    commands.extend([command("Undo", Wish::Undo), command("Redo", Wish::Redo)]);
    let of_dataset = Stage::VIEWS.into_iter().filter(|view| *view != Stage::Storage);
    commands.extend(of_dataset.map(|view| command(&format!("Go to {}", view.title()), Wish::Go(view))));
    let ask = |change: &dyn Fn(&mut Query)| {
        let mut asked = query.clone();
        change(&mut asked);
        Wish::Ask(Box::new(asked))
    };
    let all = |query: &mut Query| query.scope = Scope { tier: query.scope.tier, ..Scope::default() };
    commands.push(command("Take away all filters", ask(&all)));
    commands.extend(
        Model::ALL
            .iter()
            .map(|model| command(&format!("Model: {}", model.title()), ask(&|query| query.model = *model))),
    );
    commands
}
