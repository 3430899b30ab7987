//! The session turn by turn: what comes in, what is shown, what goes out.

mod headline;
mod history;
mod playing;
mod recovery;
mod shelving;

use super::*;
use crate::{
    domain::{
        attribution::model::Model, dataset::Dataset, import::FileFault, import::read_leads, playbook::Playbook,
        scope::Scope, words::NumberStyle, zip::Zip,
    },
    engine::{
        self, Progress,
        import::{Kind, Remembered, header_of},
        query::Query,
    },
    protocol::{Beside, Look, Restored, Shelving, Storing},
    store::{Item, Shelf, StoreError},
};

fn sample() -> Dataset {
    let csv: &[u8] = include_bytes!("../../public/a_tier_leads.csv");
    Dataset::synthesise("a.csv", read_leads(csv).expect("leads"), Playbook::default()).expect("five channels")
}

fn report(scope: Scope) -> Report {
    let query = Query { scope, replicates: 200, ..Query::default() };
    engine::attribute(&sample(), &query).expect("a query that fits")
}

fn checksum() -> String {
    sample().source.checksum.to_string()
}

/// The shelf with the sample on it, looked at in a view.
fn kept(view: View) -> Kept {
    let item = Item {
        id: 7,
        name: "a.csv".to_owned(),
        checksum: checksum(),
        kind: Kind::Leads,
        rows: 61,
        bytes: 9_000,
        stored: 1_764_000_000,
        view,
    };
    let mut shelf = Shelf::default();
    shelf.add(item, None);
    Kept { generation: 7, shelf, ..Kept::default() }
}

fn recorded() -> Event {
    Event::Recorded(Box::new(kept(View::default()).shelf.items.remove(0)))
}

/// The sample is stored as it is looked at.
fn stored(session: &Session, result: Result<(), StoreError>) -> Event {
    let kept = Box::new(kept(session.view.clone()));
    Event::Replied(Reply::Stored { id: 7, result: result.map(|()| kept) })
}

fn saved(session: &Session) -> Event {
    Event::Replied(Reply::Saved(Ok(Box::new(kept(session.view.clone())))))
}

fn asked(session: &Session) -> Command {
    Command::Send(Request::Attribute(Box::new(session.view.query.clone())))
}

/// What is asked and what is saved once a view of the stored sample is changed.
fn asked_and_saved(session: &Session) -> [Command; 2] {
    let look = Look { view: session.view.clone(), remembered: Vec::new(), playbooks: Vec::new() };
    [asked(session), Command::Send(Request::Save(7, Box::new(look)))]
}

fn opened_session() -> Session {
    let mut session = Session::default();
    session.apply(Event::Started);
    session.apply(Event::Replied(Reply::Restored(Box::default())));
    session.change(Change::Open("a.csv".to_owned()));
    session.apply(Event::Replied(Reply::Opened(Box::new(Opened::of(&sample())))));
    session.apply(Event::Replied(Reply::Report(Box::new(report(Scope::default())))));
    session.apply(recorded());
    let stored = stored(&session, Ok(()));
    session.apply(stored);
    session
}

#[test]
fn a_first_visit_begins_at_the_start() {
    let mut session = Session::default();
    assert_eq!(session.stage, Stage::Starting);
    assert_eq!(session.apply(Event::Replied(Reply::Restored(Box::default()))), []);
    assert_eq!((session.stage, session.saves.state()), (Stage::Start, Saved::Nothing));
}

#[test]
fn opening_a_file_asks_for_its_attribution_and_saved_waits_for_every_acknowledgement() {
    let mut session = Session::default();
    session.apply(Event::Replied(Reply::Restored(Box::default())));
    let sent = session.change(Change::Open("a.csv".to_owned()));
    let beside = Box::default();
    assert_eq!(sent, [Command::Send(Request::Open { name: "a.csv".to_owned(), choices: Box::default(), beside })]);
    let sent = session.apply(Event::Replied(Reply::Opened(Box::new(Opened::of(&sample())))));
    assert_eq!(session.view, View { dataset: checksum(), ..View::default() });
    assert_eq!(sent, [asked(&session)]);
    assert_eq!((session.stage, session.saves.state()), (Stage::Overview, Saved::Saving));
    assert_eq!(session.apply(Event::Replied(Reply::Report(Box::new(report(Scope::default()))))), []);
    let item = Item { view: session.view.clone(), ..kept(View::default()).shelf.items.remove(0) };
    let storing = Storing { item, replaces: None, remembered: Vec::new(), playbooks: Vec::new() };
    assert_eq!(session.apply(recorded()), [Command::Send(Request::Store(Box::new(storing)))]);
    let stored = stored(&session, Ok(()));
    let sent = session.change(Change::Alpha(0.7));
    assert_eq!(sent, [asked(&session)]);
    let [_, save] = asked_and_saved(&session);
    assert_eq!(session.apply(stored), [Command::Announce, save], "the view has changed since");
    assert_eq!(session.saves.state(), Saved::Saving, "the view is not stored yet");
    let saved = saved(&session);
    assert_eq!(session.apply(saved), [Command::Announce], "other tabs are told");
    assert_eq!(session.saves.state(), Saved::Saved);
}

#[test]
fn a_refused_file_leaves_the_open_dataset_as_it_is() {
    let mut session = opened_session();
    let before = session.clone();
    session.change(Change::Open("b.csv".to_owned()));
    session.apply(Event::Replied(Reply::OpenFailed(FileFault::Empty.into())));
    assert_eq!(session.import, Remote::Failed(Failure::Refused(FileFault::Empty.into()), None));
    assert_eq!((&session.opened, &session.report), (&before.opened, &before.report));
}

#[test]
fn the_last_report_stays_while_a_new_one_is_made() {
    let mut session = opened_session();
    let sent = session.change(Change::ToggleZip(Zip::Known(75209)));
    assert_eq!(session.view.query.scope.zips, [Zip::Known(75209)]);
    assert_eq!(sent, asked_and_saved(&session));
    assert!(session.report.is_busy());
    assert_eq!(session.report.last().map(|report| report.counts.journeys), Some(61));
    session.apply(Event::Progressed(Progress { phase: Phase::Replicating, count: 8, fraction: Some(0.5) }));
    assert!(matches!(&session.report, Remote::Busy(Some(progress), Some(_)) if progress.count == 8));
    session.change(Change::ToggleZip(Zip::Known(75209)));
    assert!(session.view.query.scope.zips.is_empty(), "a second click takes it out again");
}

#[test]
fn another_file_keeps_the_model_and_drops_the_filters() {
    let mut session = opened_session();
    session.change(Change::Model(Model::Markov));
    session.change(Change::ToggleWithout("call".to_owned()));
    let other = Opened { checksum: "other".to_owned(), ..Opened::of(&sample()) };
    session.apply(Event::Replied(Reply::Opened(Box::new(other))));
    assert_eq!(session.view.query.model, Model::Markov);
    assert!(session.view.query.scope.without.is_empty());
}

#[test]
fn a_filter_by_a_column_goes_when_the_file_is_read_without_it() {
    let mut session = opened_session();
    let with = |segments: Vec<(String, Vec<(String, u32)>)>| Opened { segments, ..Opened::of(&sample()) };
    let words = vec![("desk".to_owned(), 3), ("phone".to_owned(), 2)];
    session.apply(Event::Replied(Reply::Opened(Box::new(with(vec![("device".to_owned(), words)])))));
    session.change(Change::ToggleSegment("device".to_owned(), "phone".to_owned()));
    assert_eq!(session.view.query.scope.segments, [("device".to_owned(), "phone".to_owned())]);
    session.apply(Event::Replied(Reply::Opened(Box::new(with(Vec::new())))));
    assert_eq!(session.view.query.scope.segments, []);
}

#[test]
fn a_file_that_is_handed_over_early_waits_until_the_last_visit_is_read_back() {
    let mut session = Session::default();
    session.apply(Event::Started);
    assert_eq!(session.change(Change::Open("b.csv".to_owned())), []);
    let view = View { dataset: "other".to_owned(), ..View::default() };
    let restored = Restored { opened: Some(Opened::of(&sample())), kept: kept(view), ..Restored::default() };
    let sent = session.apply(Event::Replied(Reply::Restored(Box::new(restored))));
    let beside = Beside { open: Some((checksum(), None)), ..Beside::default() };
    let beside = Box::new(beside);
    assert_eq!(sent, [Command::Send(Request::Open { name: "b.csv".to_owned(), choices: Box::default(), beside })]);
}

#[test]
fn filters_of_another_dataset_are_not_taken_over() {
    let mut session = Session::default();
    session.apply(Event::Started);
    let scope = Scope { zips: vec![Zip::Known(1)], ..Scope::default() };
    let query = Query { scope, alpha: 0.2, ..Query::default() };
    let view = View { dataset: "other".to_owned(), query, ..View::default() };
    let restored = Restored { opened: Some(Opened::of(&sample())), kept: kept(view), ..Restored::default() };
    session.apply(Event::Replied(Reply::Restored(Box::new(restored))));
    assert!(session.view.query.scope.zips.is_empty());
    assert_eq!(session.view.query.alpha, 0.2);
}

#[test]
fn a_cancel_that_comes_too_late_cancels_nothing() {
    let mut session = opened_session();
    session.change(Change::Open("b.csv".to_owned()));
    session.apply(Event::Replied(Reply::Opened(Box::new(Opened::of(&sample())))));
    assert_eq!(session.change(Change::CancelImport), []);
    assert_eq!(session.notice, None);
}

#[test]
fn a_cancel_ends_the_import_at_once_and_changes_nothing_else() {
    let mut session = opened_session();
    let before = session.clone();
    session.change(Change::Open("b.csv".to_owned()));
    assert_eq!(session.change(Change::CancelImport), [Command::CancelImport]);
    assert_eq!((session.import.clone(), session.notice.clone()), (Remote::Idle, Some(Notice::Cancelled)));
    assert_eq!((session.opened, session.report), (before.opened, before.report));
}

#[test]
fn a_seed_that_is_too_large_is_refused_with_words() {
    let mut session = opened_session();
    assert_eq!(session.change(Change::Seed(1 << 53)), []);
    assert_eq!((session.view.query.seed, session.notice), (7, Some(Notice::SeedTooLarge)));
}

#[test]
fn blocked_storage_is_said_and_never_called_saved() {
    let mut session = Session::default();
    let blocked = StoreError::Blocked { cause: "SecurityError".to_owned() };
    session.apply(Event::Replied(Reply::Restored(Box::default())));
    session.apply(Event::Replied(Reply::Opened(Box::new(Opened::of(&sample())))));
    let kept = Kept { memory_only: Some(blocked.clone()), ..kept(session.view.clone()) };
    session.apply(Event::Replied(Reply::Stored { id: 7, result: Ok(Box::new(kept)) }));
    assert_eq!(session.saves.state(), Saved::MemoryOnly(blocked));
}

#[test]
fn erasing_forgets_everything_and_says_so() {
    let mut session = opened_session();
    assert_eq!(session.change(Change::Erase), [Command::Send(Request::Erase)]);
    session.apply(Event::Replied(Reply::Erased(Ok(()))));
    let expect = Session { stage: Stage::Start, notice: Some(Notice::Erased), ..Session::default() };
    assert_eq!(session, expect);
}

#[test]
fn choices_are_remembered_with_the_header_until_they_are_taken_back() {
    let mut session = opened_session();
    assert_eq!(session.remembered, []);
    let choices = Choices { kind: Some(Kind::Leads), ..Choices::default() };
    session.change(Change::Choose(Held::Open, Box::new(choices.clone())));
    session.apply(Event::Replied(Reply::Opened(Box::new(Opened::of(&sample())))));
    let header = header_of(&sample().source.reading.names);
    assert_eq!(session.remembered, [Remembered { header, choices }]);
    session.change(Change::Choose(Held::Open, Box::default()));
    assert_eq!(session.remembered, []);
}

#[test]
fn a_failed_save_is_said_until_a_later_one_succeeds() {
    let mut session = opened_session();
    let failed = stored(&session, Err(StoreError::Full));
    session.apply(failed);
    assert_eq!(session.saves.state(), Saved::Failed(StoreError::Full));
    let mut another = kept(View::default());
    another.shelf.items[0].checksum = "another file's".to_owned();
    session.apply(Event::Replied(Reply::Stored { id: 7, result: Ok(Box::new(another)) }));
    assert_eq!(session.saves.state(), Saved::Failed(StoreError::Full), "that is not the open dataset");
    session.apply(Event::Replied(Reply::Opened(Box::new(Opened::of(&sample())))));
    session.apply(recorded());
    let stored = stored(&session, Ok(()));
    session.apply(stored);
    assert_eq!(session.saves.state(), Saved::Saved);
}

#[test]
fn a_setting_that_no_model_can_work_with_is_refused_with_words() {
    let mut session = opened_session();
    let mut query = session.view.query.clone();
    query.settings.order = 0;
    assert_eq!(session.change(Change::Ask(Box::new(query))), []);
    assert!(matches!(session.notice, Some(Notice::BadSetting(_))));
    let mut query = session.view.query.clone();
    query.settings.order = 2;
    assert!(
        matches!(session.change(Change::Ask(Box::new(query))).as_slice(), [Command::Send(Request::Attribute(asked)), _] if asked.settings.order == 2)
    );
}

#[test]
fn a_first_look_is_shown_while_the_rest_is_drawn() {
    let mut session = opened_session();
    session.change(Change::Alpha(0.7));
    let first = Report { replicates: 100, ..report(Scope::default()) };
    assert_eq!(session.apply(Event::FirstLook(Box::new(first))), []);
    assert!(session.report.is_busy());
    assert_eq!(session.report.last().map(|report| report.replicates), Some(100));
}
