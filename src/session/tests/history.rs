//! Undo and redo.

use super::*;

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
