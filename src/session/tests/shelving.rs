//! What is stored, and several tabs.

use super::*;

/// A tab that has read back the sample, looked at by a model.
fn reopened(model: Model) -> Session {
    let mut session = Session::default();
    session.apply(Event::Started);
    session.apply(Event::Replied(Reply::Restored(Box::new(as_stored(model)))));
    session
}

fn as_stored(model: Model) -> Restored {
    let view = View { dataset: checksum(), query: Query { model, ..Query::default() }, ..View::default() };
    Restored { opened: Some(Opened::of(&sample())), kept: kept(view), ..Restored::default() }
}

fn follower(model: Model) -> Session {
    let mut session = reopened(model);
    session.apply(Event::Role(Role::Follows));
    session
}

#[test]
fn what_was_stored_is_open_again_as_it_was_looked_at() {
    let session = reopened(Model::Markov);
    assert_eq!((session.stage, session.view.query.model), (Stage::Overview, Model::Markov));
    assert_eq!((session.stored, session.saves.state()), (Some(7), Saved::Saved));
}

#[test]
fn what_came_from_the_second_copy_is_told() {
    let mut session = Session::default();
    session.apply(Event::Started);
    let mut restored = as_stored(Model::Markov);
    restored.kept.recovered = true;
    session.apply(Event::Replied(Reply::Restored(Box::new(restored))));
    assert_eq!((session.stage, session.notice), (Stage::Overview, Some(Notice::FromCopy)));
}

#[test]
fn a_second_copy_that_failed_is_told_beside_saved() {
    let mut session = reopened(Model::Markov);
    let mut without = kept(View::default());
    without.copy_fault = Some(StoreError::Full);
    session.change(Change::Alpha(0.7));
    session.apply(Event::Replied(Reply::Saved(Ok(Box::new(without)))));
    assert_eq!(session.saves.state(), Saved::WithoutCopy(StoreError::Full));
    session.change(Change::Alpha(0.6));
    let saved = saved(&session);
    session.apply(saved);
    assert_eq!(session.saves.state(), Saved::Saved);
}

#[test]
fn a_dataset_that_is_being_stored_shows_how_far_that_is() {
    let mut session = Session::default();
    session.apply(Event::Replied(Reply::Restored(Box::default())));
    session.change(Change::Open("a.csv".to_owned()));
    session.apply(Event::Replied(Reply::Opened(Box::new(Opened::of(&sample())))));
    session.apply(recorded());
    assert_eq!((session.saves.state(), session.saves.part()), (Saved::Saving, None));
    session.apply(Event::Progressed(Progress { phase: Phase::Storing, count: 0, fraction: Some(0.25) }));
    assert_eq!((session.saves.state(), session.saves.part()), (Saved::Saving, Some(0.25)));
    let stored = stored(&session, Ok(()));
    session.apply(stored);
    assert_eq!((session.saves.state(), session.saves.part()), (Saved::Saved, None));
}

#[test]
fn a_tab_that_follows_shows_what_another_one_saved() {
    let mut session = follower(Model::Markov);
    assert_eq!(session.apply(Event::Announced), [Command::Send(Request::Restore { tends: false, has: Some(7) })]);
    let sent = session.apply(Event::Replied(Reply::Restored(Box::new(as_stored(Model::Linear)))));
    assert_eq!(session.view.query.model, Model::Linear);
    assert_eq!(sent, [asked(&session)], "and saves nothing itself");
    session.apply(Event::Announced);
    let sent = session.apply(Event::Replied(Reply::Restored(Box::new(as_stored(Model::Linear)))));
    assert_eq!(sent, [], "the same again asks nothing");
    session.apply(Event::Announced);
    let unreadable = vec![StoreError::Failed { cause: "locked".to_owned() }];
    session.apply(Event::Replied(Reply::Restored(Box::new(Restored { unreadable, ..Restored::default() }))));
    assert_eq!(session.stage, Stage::Overview, "what is shown stays");
    session.apply(Event::Announced);
    session.apply(Event::Replied(Reply::Restored(Box::default())));
    assert_eq!((session.stage, session.notice), (Stage::Start, Some(Notice::Unopened)));
}

#[test]
fn a_change_that_is_made_while_another_tab_is_followed_is_kept_and_saved() {
    let mut session = reopened(Model::Markov);
    session.apply(Event::Announced);
    assert_eq!(session.change(Change::Alpha(0.7)), [], "nothing is written before the newest is known");
    assert_eq!(session.apply(Event::Announced), []);
    let mut sent = session.apply(Event::Replied(Reply::Restored(Box::new(as_stored(Model::Linear)))));
    assert_eq!((session.view.query.model, session.view.query.alpha), (Model::Markov, 0.7));
    let again = sent.split_off(2);
    assert_eq!(sent, asked_and_saved(&session));
    assert_eq!(
        again,
        [Command::Send(Request::Restore { tends: false, has: Some(7) })],
        "the other tab saved once more"
    );
}

#[test]
fn a_change_in_a_tab_that_follows_makes_it_the_one_that_saves() {
    let mut session = follower(Model::Markov);
    let sent = session.change(Change::Alpha(0.7));
    let [ask, save] = asked_and_saved(&session);
    assert_eq!(sent, [ask, Command::TakeOver, save]);
    assert_eq!(session.role, Role::Saves);
}

#[test]
fn a_save_that_came_too_late_shows_what_the_other_tab_saved() {
    let mut session = reopened(Model::Markov);
    session.change(Change::Model(Model::Hybrid));
    let sent = session.apply(Event::Replied(Reply::Saved(Err(StoreError::Overtaken))));
    assert_eq!(sent, [Command::Send(Request::Restore { tends: false, has: Some(7) })]);
    assert_eq!(session.notice, Some(Notice::Overtaken));
    session.apply(Event::Replied(Reply::Restored(Box::new(as_stored(Model::Linear)))));
    assert_eq!((session.view.query.model, session.saves.state()), (Model::Linear, Saved::Saved));
}

#[test]
fn a_vault_that_dies_again_and_again_is_told_and_nothing_is_called_saved() {
    let mut session = reopened(Model::Markov);
    session.change(Change::Alpha(0.7));
    session.apply(Event::VaultLost { message: Some("out of memory".to_owned()) });
    assert_eq!(session.saves.state(), Saved::Failed(StoreError::Failed { cause: "out of memory".to_owned() }));
    session.change(Change::Alpha(0.6));
    let saved = saved(&session);
    session.apply(saved);
    assert_eq!(session.saves.state(), Saved::Saved);
    let mut session = Session::default();
    session.apply(Event::Started);
    session.apply(Event::VaultLost { message: None });
    assert!(matches!((session.stage, session.notice), (Stage::Start, Some(Notice::Unreadable(_)))));
}

#[test]
fn a_newer_version_takes_over_once_all_is_saved() {
    let mut session = reopened(Model::Markov);
    session.apply(Event::NewVersion);
    session.change(Change::Alpha(0.7));
    assert_eq!(session.change(Change::Switch), [], "something is being saved");
    let now_saved = saved(&session);
    assert_eq!(session.apply(now_saved), [Command::Announce, Command::Switch]);
    assert_eq!(session.change(Change::Switch), [Command::Switch]);
}

#[test]
fn another_dataset_is_opened_with_nothing_of_the_former_left() {
    let mut session = reopened(Model::Markov);
    let sent = session.change(Change::Shelve(Shelving::Open(9)));
    assert_eq!(sent, [Command::Send(Request::Shelve(Shelving::Open(9)))]);
    assert_eq!((session.stage, session.opened.is_none()), (Stage::Starting, true));
    let sent = session.apply(Event::Replied(Reply::Restored(Box::new(as_stored(Model::Linear)))));
    assert_eq!(sent, [asked(&session), Command::Announce], "tabs that follow open it too");
    assert_eq!((session.stage, session.view.query.model), (Stage::Overview, Model::Linear));
    assert_eq!(session.change(Change::Shelve(Shelving::Open(7))), [], "it is open");
}

#[test]
fn a_dataset_that_is_deleted_while_it_is_open_is_closed() {
    let mut session = reopened(Model::Markov);
    session.change(Change::Shelve(Shelving::Delete(7)));
    let sent = session.apply(Event::Replied(Reply::Shelved(Ok(Box::default()))));
    assert_eq!(sent, [Command::Announce]);
    assert_eq!((session.stage, session.notice), (Stage::Start, Some(Notice::Deleted)));
}

#[test]
fn a_file_read_by_other_choices_takes_the_place_of_what_it_was() {
    let mut session = reopened(Model::Markov);
    let replaces = |sent: Vec<Command>| match sent.as_slice() {
        [Command::Send(Request::Store(storing))] => storing.replaces,
        _ => panic!("{sent:?}"),
    };
    let choices = Choices { kind: Some(Kind::Leads), ..Choices::default() };
    assert_eq!(session.change(Change::Choose(Held::Open, Box::new(choices))), [Command::ReadAgain(Held::Open)]);
    session.reread(Some("a.csv".to_owned()));
    session.apply(Event::Replied(Reply::Opened(Box::new(Opened::of(&sample())))));
    assert_eq!(replaces(session.apply(recorded())), Some(7));
    session.change(Change::Open("b.csv".to_owned()));
    session.apply(Event::Replied(Reply::Opened(Box::new(Opened::of(&sample())))));
    assert_eq!(replaces(session.apply(recorded())), None);
}
