//! Workers that are lost, and what comes back.

use super::*;

#[test]
fn a_lost_worker_is_replaced_and_the_dataset_read_back() {
    let mut session = opened_session();
    session.change(Change::Alpha(0.7));
    assert_eq!(
        session.apply(Event::WorkerLost { message: None }),
        [Command::Send(Request::Restore { tends: true, has: None })]
    );
    assert!(!session.gives_up());
    assert_eq!(session.notice, None, "nothing is read back yet");
    assert_eq!(session.change(Change::Alpha(0.8)), [], "a worker that has nothing yet is asked nothing");
    let kept = kept(View::default());
    let restored = Restored { opened: Some(Opened::of(&sample())), kept, ..Restored::default() };
    let sent = session.apply(Event::Replied(Reply::Restored(Box::new(restored))));
    let asked = Query { alpha: 0.8, ..Query::default() };
    assert_eq!(
        sent,
        [Command::Send(Request::Attribute(Box::new(asked)))],
        "what the user sees wins over what was stored"
    );
    assert_eq!(session.notice, Some(Notice::Recovered));
}

#[test]
fn what_was_never_stored_is_read_from_the_file_again() {
    let other = Opened { checksum: "other".to_owned(), ..Opened::of(&sample()) };
    for stored in [None, Some(other)] {
        let mut session = opened_session();
        session.apply(Event::WorkerLost { message: None });
        let restored = Restored { opened: stored, ..Restored::default() };
        assert_eq!(session.apply(Event::Replied(Reply::Restored(Box::new(restored)))), [Command::Reopen]);
        assert_eq!(session.opened.as_ref().map(|opened| opened.checksum.clone()), Some(checksum()));
        assert_eq!(session.reopen(None), []);
        assert_eq!((session.stage, session.notice), (Stage::Start, Some(Notice::ReopenNeeded)));
    }
}

#[test]
fn a_dataset_that_is_gone_leads_back_to_the_start() {
    let mut session = opened_session();
    session.change(Change::Alpha(0.7));
    session.apply(Event::Replied(Reply::NothingOpen));
    assert_eq!((session.stage, session.notice), (Stage::Start, Some(Notice::ReopenNeeded)));
}

#[test]
fn a_worker_that_dies_again_and_again_is_given_up_until_the_user_says_so() {
    let mut session = opened_session();
    session.apply(Event::WorkerLost { message: None });
    let message = Some("index out of bounds".to_owned());
    assert_eq!(session.apply(Event::WorkerLost { message: message.clone() }), []);
    assert_eq!(session.trouble, Some(Trouble::WorkerLost { message }));
    assert_eq!(session.change(Change::Restart), [Command::Send(Request::Restore { tends: true, has: None })]);
    assert_eq!(session.trouble, None);
}

#[test]
fn a_lost_import_leaves_what_was_open_and_a_new_dataset_needs_no_reading_back() {
    let mut session = opened_session();
    session.change(Change::Open("b.csv".to_owned()));
    let cause = Some("out of memory".to_owned());
    assert_eq!(session.apply(Event::ImportLost { message: cause.clone() }), []);
    assert_eq!(session.import, Remote::Failed(Failure::Lost(cause), None));
    assert!(session.opened.is_some());
    // The main worker is lost while a file is read by another: that one answers as soon as it is done.
    session.change(Change::Open("c.csv".to_owned()));
    session.apply(Event::WorkerLost { message: None });
    let sent = session.apply(Event::Replied(Reply::Opened(Box::new(Opened::of(&sample())))));
    assert_eq!(sent, [asked(&session)]);
}

#[test]
fn what_was_never_stored_is_read_again_by_its_own_choices_though_it_is_shown_as_open() {
    let mut session = opened_session();
    let choices = Choices { separator: Some("|".to_owned()), ..Choices::default() };
    session.change(Change::Choose(Held::Open, Box::new(choices)));
    session.apply(Event::Replied(Reply::OpenFailed(FileFault::Empty.into())));
    session.apply(Event::WorkerLost { message: None });
    assert_eq!(session.apply(Event::Replied(Reply::Restored(Box::default()))), [Command::Reopen]);
    let sent = session.reopen(Some("a.csv".to_owned()));
    let beside = Box::new(Beside::default());
    let choices = Box::default();
    assert_eq!(sent, [Command::Send(Request::Open { name: "a.csv".to_owned(), choices, beside })]);
}
