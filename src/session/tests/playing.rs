//! Journeys made anew of the same leads.

use super::*;

fn changed() -> Playbook {
    Playbook { name: "changed".to_owned(), event_id: "HAIL_25".to_owned(), ..Playbook::default() }
}

fn opened_by(playbook: Playbook, seed: u64) -> Opened {
    let replayed = sample().replayed(playbook, seed).and_then(Result::ok);
    Opened::of(&replayed.unwrap_or_else(sample))
}

fn replied(playbook: Playbook, seed: u64) -> Event {
    Event::Replied(Reply::Played(Box::new(opened_by(playbook, seed))))
}

fn request(playbook: &Playbook, seed: u64) -> Command {
    Command::Send(Request::Play(Packed::of(playbook), seed))
}

#[test]
fn journeys_made_anew_take_the_place_of_what_is_stored() {
    let mut session = opened_session();
    assert_eq!(session.stored, Some(7));
    session.change(Change::Draft(Some(Packed::of(&changed()))));
    assert_eq!(session.change(Change::Play(Packed::of(&changed()), 3)), [request(&changed(), 3)]);
    assert_eq!(session.view.draft, None, "it is what journeys are made by");
    let sent = session.apply(replied(changed(), 3));
    assert_eq!(sent, [asked(&session)], "nothing is saved until the record is there");
    assert_eq!((session.stored, session.saves.state()), (None, Saved::Saving));
    let item = Item { id: 8, ..kept(View::default()).shelf.items.remove(0) };
    let sent = session.apply(Event::Recorded(Box::new(item)));
    let Some(Command::Send(Request::Store(storing))) = sent.last() else { panic!("{sent:?}") };
    assert_eq!((storing.item.id, storing.replaces), (8, Some(7)));
    // An acknowledgement of what was stored before comes too late.
    session.apply(replied(Playbook::default(), 4));
    let late = stored(&session, Ok(()));
    session.apply(late);
    assert_eq!((session.stored, session.saves.state()), (None, Saved::Saving));
    let item = Item { id: 9, ..kept(View::default()).shelf.items.remove(0) };
    let sent = session.apply(Event::Recorded(Box::new(item)));
    let Some(Command::Send(Request::Store(storing))) = sent.last() else { panic!("{sent:?}") };
    assert_eq!((storing.item.id, storing.replaces), (9, Some(8)));
}

#[test]
fn a_changed_playbook_and_its_journeys_are_taken_back_step_by_step() {
    let mut session = opened_session();
    let draft = Packed::of(&changed());
    session.change(Change::Draft(Some(draft.clone())));
    session.change(Change::Undo);
    assert_eq!(session.view.draft, None);
    session.change(Change::Redo);
    assert_eq!(session.view.draft, Some(draft.clone()));
    session.change(Change::Play(draft.clone(), 7));
    session.apply(replied(changed(), 7));
    assert_eq!(session.change(Change::Undo), [request(&Playbook::default(), 7)]);
    assert_eq!(session.view.draft, Some(draft), "it is a changed one again");
    session.apply(replied(Playbook::default(), 7));
    assert_eq!(session.change(Change::Redo), [request(&changed(), 7)]);
    assert_eq!(session.view.draft, None);
}

#[test]
fn a_worker_that_is_lost_makes_them_once_more() {
    for is_made in [false, true] {
        let mut session = opened_session();
        session.change(Change::Play(Packed::of(&changed()), 3));
        if is_made {
            session.apply(replied(changed(), 3));
        }
        session.apply(Event::WorkerLost { message: None });
        let restored =
            Restored { opened: Some(Opened::of(&sample())), kept: kept(View::default()), ..Restored::default() };
        let sent = session.apply(Event::Replied(Reply::Restored(Box::new(restored))));
        assert_eq!(sent, [request(&changed(), 3)], "was made: {is_made}");
    }
}

#[test]
fn playbooks_are_kept_beside_all_datasets() {
    let mut session = opened_session();
    let sent = session.change(Change::Playbooks(vec![Packed::of(&changed())]));
    let look = Look { view: session.view.clone(), remembered: Vec::new(), playbooks: vec![Packed::of(&changed())] };
    assert_eq!(sent, [Command::Send(Request::Save(7, Box::new(look)))]);
    session.change(Change::StartEmpty);
    assert_eq!(session.playbooks, [Packed::of(&changed())]);
}
