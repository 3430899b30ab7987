//! The scope, A, against another one, B.

use leptos::prelude::*;

use super::{
    Side,
    charted::{Draw, charted},
    sheet::{part, table},
    study::{Basis, Studied},
    want,
};
use crate::{
    chart::differences::share_differences,
    domain::scope::Scope,
    engine::study::{Findings, Study},
    export::describe,
    protocol::views::Wish,
    sheet::{
        asked::{OF_SIDES, SAME_SCOPE, compared_scopes},
        sides,
    },
    ui::{later::fold, scene::Scene},
};

#[component]
pub fn Compare() -> impl IntoView {
    let side = Side::here();
    let against = side.memo(|shown| shown.against.clone());
    let a = side.memo(|shown| shown.query.scope.clone());
    let studied = Studied::new(move |query| {
        against.get().filter(|scope| *scope != query.scope).map(|scope| (query, Study::Against(Box::new(scope))))
    });
    let keep = move |_| want(Wish::Against(Some(Box::new(a.get_untracked()))));
    let drop_it = move |_| want(Wish::Against(None));
    let swap = move |_| want(Wish::Swap);
    let words = move |scope: Option<Scope>| scope.map(|scope| told(side, &scope));
    view! {
        <div class="row">
            <p><b>"A"</b>": the scope above, "{move || words(Some(a.get()))}</p>
        </div>
        {move || match against.get() {
            None => view! {
                <h1>"Hold this scope against another one"</h1>
                <p>"B is not chosen. Take the scope as it is now as B, then change the filters above: they are A's."</p>
                <p><button on:click=keep>"Take this scope as B"</button></p>
            }.into_any(),
            Some(scope) => view! {
                <div class="row">
                    <p><b>"B"</b>": "{told(side, &scope)}</p>
                    <button on:click=swap>"Swap A and B"</button>
                    <button on:click=keep>"Take A's scope as B"</button>
                    <button on:click=drop_it>"Forget B"</button>
                </div>
                {move || if a.with(|a| *a == scope) { view! { <h1>{SAME_SCOPE}</h1> }.into_any() } else { compared(side, studied, scope.clone()) }}
            }.into_any(),
        }}
        {fold("How the difference is made".to_owned().into(), Box::new(|| view! { <p class="note">{OF_SIDES}</p> }.into_any()))}
    }
}

/// What is found of both, once it is.
fn compared(side: Side, studied: Studied, scope: Scope) -> AnyView {
    studied.show("Fitting both …", move |found| match &*found {
                    Findings::Against(against) => {
                        let Basis { query, origin, .. } = Basis::here();
                        let compared = compared_scopes(&told(side, &scope));
                        provide_context(Basis { query, compared, origin });
                        let style = Scene::here().style();
                        let difference = &against.difference;
                        let overlap = difference.overlap(style).map(|words| view! { <p class="note">{words}</p> });
                        let shares = sides::shares(difference, style);
                        let drawn = difference.clone();
                        let totals = sides::totals(difference, style).into_iter().map(|sheet| table(sheet, None));
                        view! {
                            <h1>{shares.message.clone()}</h1>
                            {overlap}
                            {charted(&shares.title, &shares.message, shares.rests_on, Draw::new(move |width| share_differences(&drawn, width, style)))}
                            {table(shares, None)}
                            {part("Journeys, conversions and value".to_owned(), "totals of a and b", totals.collect_view().into_any())}
                        }
                        .into_any()
                    }
                    _ => ().into_any(),
    })
    .into_any()
}

fn told(side: Side, scope: &Scope) -> String {
    describe::in_words(scope, side.has_risk())
}
