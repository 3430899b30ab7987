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

/// What is typed in as the cost of sms, and whether a step can be taken back.
fn cost(session: &Session) -> (Option<f64>, bool) {
    (session.view.budget.costs.first().map(|(_, cost)| *cost), session.history.can_undo())
}

fn costs(cost: f64, goes_on: bool) -> Change {
    Change::Budget(Box::new(Budget { costs: vec![("sms".to_owned(), cost)], ..Budget::default() }), goes_on)
}

#[test]
fn what_is_typed_in_of_money_is_one_step_a_field() {
    let mut session = opened_session();
    session.change(costs(1.0, false));
    for typed in [10.0, 100.0] {
        let commands = session.change(costs(typed, true));
        assert!(
            !commands.iter().any(|command| matches!(command, Command::Send(Request::Attribute(_)))),
            "no figure follows"
        );
    }
    session.change(Change::Undo);
    assert_eq!(cost(&session), (None, false));
    session.change(Change::Redo);
    assert_eq!(cost(&session), (Some(100.0), true));
    // Something else in between, and an undo in between, make another step.
    session.change(Change::Alpha(0.7));
    session.change(costs(5.0, true));
    session.change(Change::Undo);
    assert_eq!((cost(&session).0, session.view.query.alpha), (Some(100.0), 0.7));
    session.change(costs(6.0, true));
    session.change(Change::Undo);
    assert_eq!((cost(&session).0, session.view.query.alpha), (Some(100.0), 0.7));
    session.change(Change::Undo);
    assert_eq!((cost(&session).0, session.view.query.alpha), (Some(100.0), 0.5));
}

#[test]
fn what_is_typed_behind_an_alpha_that_moved_is_a_step_of_its_own() {
    let mut session = opened_session();
    session.change(Change::Alpha(0.7));
    session.change(costs(5.0, false));
    session.change(Change::Alpha(0.8));
    for expect in [(Some(5.0), 0.7), (None, 0.7), (None, 0.5)] {
        session.change(Change::Undo);
        assert_eq!((cost(&session).0, session.view.query.alpha), expect);
    }
}

#[test]
fn the_second_scope_is_taken_back_and_an_exchange_of_both_is_one_step() {
    let mut session = opened_session();
    let without = |session: &Session| {
        let against = session.view.against.as_ref().map(|scope| scope.without.len());
        (session.view.query.scope.without.len(), against)
    };
    session.change(Change::Against(Some(Box::default())));
    session.change(Change::ToggleWithout("call".to_owned()));
    assert_eq!(without(&session), (1, Some(0)));
    let commands = session.change(Change::Swap);
    assert_eq!(without(&session), (0, Some(1)));
    assert!(matches!(&commands[0], Command::Send(Request::Attribute(query)) if query.scope.without.is_empty()));
    for expect in [(1, Some(0)), (0, Some(0)), (0, None)] {
        session.change(Change::Undo);
        assert_eq!(without(&session), expect);
    }
    session.change(Change::Redo);
    assert_eq!(without(&session), (0, Some(0)));
    // With no second scope there is nothing to exchange.
    session.change(Change::Against(None));
    session.change(Change::Swap);
    assert_eq!(without(&session), (0, None));
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
    let budget = Budget { costs: vec![("fax".to_owned(), 100.0)], ..Budget::default() };
    let view = View { dataset: other.checksum.clone(), named: vec![named], budget, ..View::default() };
    let mut restored = Restored { opened: Some(other), kept: kept(view.clone()), ..Restored::default() };
    restored.kept.shelf.items[0].checksum = "of another file".to_owned();
    session.apply(Event::Replied(Reply::Restored(Box::new(restored))));
    assert_eq!(session.view, view);
    assert!(!session.history.can_undo(), "steps of the former dataset are not asked of this one");
}

#[test]
fn what_another_tab_saved_is_not_taken_back_here() {
    let mut session = opened_session();
    session.change(Change::ToggleWithout("call".to_owned()));
    session.apply(Event::Role(Role::Follows));
    session.apply(Event::Announced);
    let budget = Budget { costs: vec![("sms".to_owned(), 100.0)], ..Budget::default() };
    let view = View { budget, ..session.view.clone() };
    let restored = Restored { opened: Some(Opened::of(&sample())), kept: kept(view.clone()), ..Restored::default() };
    session.apply(Event::Replied(Reply::Restored(Box::new(restored))));
    assert_eq!((&session.view, session.history.can_undo()), (&view, false));
    session.change(Change::Undo);
    assert_eq!(session.view, view);
}

#[test]
fn alpha_that_moved_to_and_fro_parts_what_is_typed() {
    let mut session = opened_session();
    session.change(costs(5.0, false));
    session.change(Change::Alpha(0.7));
    session.change(Change::Alpha(0.5));
    session.change(costs(6.0, true));
    for expect in [Some(5.0), Some(5.0), None] {
        session.change(Change::Undo);
        assert_eq!((cost(&session).0, session.view.query.alpha), (expect, 0.5));
    }
}
