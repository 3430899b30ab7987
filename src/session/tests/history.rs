//! Undo and redo.

use super::*;
use crate::protocol::Named;

/// The query as it stands and whether it can be taken back and made again.
fn stands(session: &Session) -> (f64, usize, bool, bool) {
    let query = &session.view.query;
    (query.alpha, query.scope.without.len(), session.history.can_undo(), session.history.can_redo())
}

#[test]
fn what_was_changed_is_taken_back_step_by_step_and_made_again() {
    let mut session = opened_session();
    assert_eq!(stands(&session), (0.5, 0, false, false));
    session.change(Change::ToggleWithout("call".to_owned()));
    // One way of the slider is one step.
    for alpha in [0.6, 0.7, 0.8] {
        session.change(Change::Alpha(alpha));
    }
    assert_eq!(stands(&session), (0.8, 1, true, false));
    let commands = session.change(Change::Undo);
    assert_eq!(stands(&session), (0.5, 1, true, true));
    assert!(matches!(&commands[0], Command::Send(Request::Attribute(query)) if query.alpha == 0.5));
    session.change(Change::Undo);
    assert_eq!(stands(&session), (0.5, 0, false, true));
    assert_eq!(session.change(Change::Undo), []);
    session.change(Change::Redo);
    session.change(Change::Redo);
    assert_eq!(stands(&session), (0.8, 1, true, false));
    // What is changed behind an undo cannot be made again.
    session.change(Change::Undo);
    session.change(Change::ToggleWithout("call".to_owned()));
    assert_eq!(stands(&session), (0.5, 0, true, false));
}

#[test]
fn another_dataset_has_a_history_of_its_own_and_keeps_its_own_names() {
    let mut session = opened_session();
    session.change(Change::ToggleWithout("call".to_owned()));
    session.change(Change::Name("without call".to_owned()));
    assert_eq!(session.view.named.len(), 1);
    session.change(Change::Unname(1));
    session.change(Change::Name("again".to_owned()));
    assert_eq!(session.view.named[0].id, 2, "no id is given twice");
    let mut other = Opened::of(&sample());
    other.checksum = "of another file".to_owned();
    session.apply(Event::Replied(Reply::Opened(Box::new(other))));
    assert!(!session.history.can_undo());
    assert_eq!(session.view.named, []);
}

#[test]
fn how_a_file_was_read_is_undone_by_reading_it_as_before() {
    let mut session = opened_session();
    let choices = Choices { separator: Some(";".to_owned()), ..Choices::default() };
    session.change(Change::Choose(Held::Open, Box::new(choices.clone())));
    assert!(session.history.can_undo());
    // It was read so.
    session.reread(Some("a.csv".to_owned()));
    session.apply(Event::Replied(Reply::Opened(Box::new(Opened::of(&sample())))));
    assert_eq!(session.change(Change::Undo), [Command::ReadAgain(Held::Open)]);
    assert_eq!(session.choices, Choices::default());
    assert!(session.history.can_redo());
}

#[test]
fn another_dataset_that_another_tab_opened_keeps_its_view() {
    let mut session = opened_session();
    session.change(Change::ToggleWithout("call".to_owned()));
    session.apply(Event::Role(Role::Follows));
    session.apply(Event::Announced);
    // Of another file, with other channels, a cost and a name.
    let mut other = Opened::of(&sample());
    (other.checksum, other.channels) = ("of another file".to_owned(), vec!["fax".to_owned()]);
    let named = Named { id: 1, name: "all".to_owned(), query: Query::default() };
    let costs = vec![("fax".to_owned(), 100.0)];
    let view = View { dataset: other.checksum.clone(), named: vec![named], costs, ..View::default() };
    let mut restored = Restored { opened: Some(other), kept: kept(view.clone()), ..Restored::default() };
    restored.kept.shelf.items[0].checksum = "of another file".to_owned();
    session.apply(Event::Replied(Reply::Restored(Box::new(restored))));
    assert_eq!(session.view, view);
    assert!(!session.history.can_undo(), "steps of the former dataset are not asked of this one");
}
