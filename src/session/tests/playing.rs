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

#[test]
fn undo_takes_back_what_is_still_being_made() {
    let mut session = opened_session();
    session.change(Change::Play(Packed::of(&changed()), 3));
    assert_eq!(session.change(Change::Undo), [request(&Playbook::default(), 7)]);
    session.apply(replied(Playbook::default(), 7));
    assert_eq!(session.change(Change::Redo), [request(&changed(), 3)]);
    session.change(Change::Play(Packed::of(&Playbook::default()), 4));
    assert_eq!(session.change(Change::Undo), [request(&changed(), 3)], "the one before was being made");
}

#[test]
fn journeys_of_other_channels_leave_what_is_looked_at_as_far_as_it_goes() {
    let mut session = opened_session();
    session.change(Change::ToggleWithout("sms".to_owned()));
    session.change(Change::ToggleWithout("call".to_owned()));
    session.change(Change::Name("both".to_owned()));
    let budget = Budget { costs: vec![("sms".to_owned(), 5.0)], ..Budget::default() };
    session.change(Change::Budget(Box::new(budget), false));
    let other = Scope { without: vec!["sms".to_owned(), "ga4".to_owned()], ..Scope::default() };
    session.change(Change::Against(Some(Box::new(other))));
    let mut without_sms = changed();
    without_sms.rules.retain(|of| of.persona != "Family_Protector");
    session.change(Change::Play(Packed::of(&without_sms), 7));
    session.apply(replied(without_sms, 7));
    assert_eq!(session.view.query.scope.without, ["call"], "there is no sms to leave out");
    assert_eq!(session.view.against.as_ref().map(|scope| scope.without.join(" ")).as_deref(), Some("ga4"));
    assert_eq!((session.view.named.len(), session.view.budget.costs.len()), (1, 1));
    assert_eq!(session.change(Change::Undo), [request(&Playbook::default(), 7)]);
    assert!(session.history.can_undo(), "what was asked before can be taken back still");
}

#[test]
fn a_file_that_is_read_again_is_played_as_before() {
    let mut session = opened_session();
    session.change(Change::Play(Packed::of(&changed()), 3));
    session.apply(replied(changed(), 3));
    let sent = session.apply(Event::Replied(Reply::Opened(Box::new(Opened::of(&sample())))));
    assert_eq!(sent, [request(&changed(), 3)]);
    session.apply(replied(changed(), 3));
    let sent = session.apply(Event::Replied(Reply::Opened(Box::new(opened_by(changed(), 3)))));
    assert_eq!(sent, [asked(&session)], "it is played so");
}

#[test]
fn what_another_tab_saved_keeps_no_journeys_from_being_made() {
    let mut session = opened_session();
    session.apply(Event::Role(Role::Follows));
    session.apply(Event::Announced);
    let sent = session.change(Change::Play(Packed::of(&changed()), 3));
    assert_eq!(sent, [Command::TakeOver], "what is stored is being read");
    let kept = kept(session.view.clone());
    let restored = Restored { opened: None, kept, ..Restored::default() };
    let sent = session.apply(Event::Replied(Reply::Restored(Box::new(restored))));
    assert_eq!(sent.last(), Some(&request(&changed(), 3)));
    // The other tab's dataset is the one that is replaced.
    session.apply(replied(changed(), 3));
    let sent = session.apply(Event::Recorded(Box::new(Item { id: 30, ..kept_item() })));
    let Some(Command::Send(Request::Store(storing))) = sent.last() else { panic!("{sent:?}") };
    assert_eq!(storing.replaces, Some(7));
}

#[test]
fn playbooks_that_were_kept_before_the_dataset_was_stored_are_saved_behind_it() {
    let mut session = opened_session();
    session.change(Change::Play(Packed::of(&changed()), 3));
    session.apply(replied(changed(), 3));
    session.apply(Event::Recorded(Box::new(Item { id: 8, ..kept_item() })));
    session.change(Change::Playbooks(vec![Packed::of(&changed())]));
    let mut kept = kept(session.view.clone());
    kept.shelf.items[0].id = 8;
    let sent = session.apply(Event::Replied(Reply::Stored { id: 8, result: Ok(Box::new(kept)) }));
    assert!(sent.iter().any(|command| matches!(command, Command::Send(Request::Save(8, _)))), "{sent:?}");
    session.change(Change::Undo);
    assert_eq!(session.playbooks, []);
}

fn kept_item() -> Item {
    kept(View::default()).shelf.items.remove(0)
}
