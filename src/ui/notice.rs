//! What is said once, beside the work.

use leptos::prelude::*;

use super::{desk::Desk, later::shown};
use crate::{
    domain::uncertainty::draw::LARGEST_SEED,
    session::{Change, Notice},
};

#[component]
pub fn NoticeBar() -> impl IntoView {
    let desk = Desk::here();
    let notice = desk.memo(|session| session.notice.clone());
    let newer_waits = desk.memo(|session| session.newer_waits);
    view! {
        <div role="status">
            {shown(newer_waits.into(), Box::new(move || view! {
                <section class="message">
                    <p>"A new version is ready. Switching saves what is open and reloads the page in all tabs."</p>
                    <button on:click=move |_| desk.change(Change::Switch)>"Save and switch"</button>
                </section>
            }.into_any()))}
            {move || {
                notice.get().map(|notice| {
                    view! {
                        <section class="message">
                            <p>{words(&notice)}</p>
                            <button on:click=move |_| desk.change(Change::DismissNotice)>"Dismiss"</button>
                        </section>
                    }
                })
            }}
        </div>
    }
}

fn words(notice: &Notice) -> String {
    match notice {
        Notice::SameFile(name) => {
            format!("This is the file that is open as {name}, byte for byte. Nothing was changed.")
        }
        Notice::Cancelled => "The import was cancelled. What was open before is unchanged.".to_owned(),
        Notice::Recovered => {
            "The engine had stopped and was started again. Your data and view were read back.".to_owned()
        }
        Notice::FromCopy => "The browser had lost its database. Everything was read back from the second copy, as it was last \
                             saved."
            .to_owned(),
        Notice::Overtaken => {
            "Another tab saved at the same moment. This tab now shows what that one saved; look whether your last change is among it."
                .to_owned()
        }
        Notice::NotKept(error) => format!("Nothing was changed. {error}."),
        Notice::NotSwitched(error) => {
            format!("The newer version waits: what is open would be lost, for it is not saved. {error}.")
        }
        Notice::LeftOut(names) => {
            format!("The backup was made without what could not be read: {}.", names.join(", "))
        }
        Notice::Unopened => "What was open here was closed or erased in another tab.".to_owned(),
        Notice::Deleted => "The dataset was deleted from this browser. Its file stays where it is.".to_owned(),
        Notice::BackupTaken { added, known } => {
            let datasets = if *added == 1 { "dataset" } else { "datasets" };
            match known {
                0 => format!("The backup brought {added} {datasets}."),
                known => format!("The backup brought {added} {datasets}; what was here already stayed as it was ({known})."),
            }
        }
        Notice::ReadAgain => {
            "The engine had stopped and was started again. The file had not been stored, and is read once more."
                .to_owned()
        }
        Notice::ReopenNeeded => {
            "The engine had stopped and was started again. Nothing could be read back: open the file again.".to_owned()
        }
        Notice::NoFileHeld => "The file itself is not kept. Open it again, and its choices can be changed.".to_owned(),
        Notice::Erased => {
            "Everything was erased from this browser, and read back to be sure: nothing of your data is left.".to_owned()
        }
        Notice::EraseFailed(error) => format!("Not everything could be erased. {error}."),
        Notice::Unreadable(error) => format!("{error}."),
        Notice::SeedTooLarge => {
            format!("A seed is a whole number from 0 to {LARGEST_SEED}. The seed was left as it is.")
        }
        Notice::NotWhole(typed) => format!("Nothing was changed: {typed} is not a whole number from 0 on."),
        Notice::BadSetting(error) => format!("Nothing was changed: {error}."),
        Notice::Unsent(cause) => format!("The engine could not be asked: {cause}."),
        Notice::NoDownload(cause) => format!("The file could not be offered for download: {cause}."),
        Notice::NoFreshSeed(cause) => format!("The browser gave no fresh seed: {cause}."),
        Notice::SampleFailed(cause) => format!("The sample could not be loaded: {cause}."),
    }
}
