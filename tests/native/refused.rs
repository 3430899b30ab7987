//! Saves of which a single write gets no room, whichever it is and in whichever store, and stores that fail at an operation:
//! what was stored before stays whole, what is said is so, and the next save works.

use touchline::store::{Batch, DatasetId, Keeper, Kept, Shelf, Store, StoreError, record};

use crate::{
    plain_files::{Operation, PlainFiles, Refusal, Sort, busy, dataset, shelf_with},
    stores::at_once,
};

/// What is wrong with the copy, or with the save.
type Said = Result<Option<StoreError>, StoreError>;

/// The stores of the page: the database, and the private files behind it.
struct Stores {
    main: PlainFiles,
    copy: PlainFiles,
}

#[derive(Clone, Copy, Debug)]
enum In {
    Main,
    Copy,
}

const BOTH: [In; 2] = [In::Main, In::Copy];

/// What a save may do.
#[derive(Clone, Copy, Debug)]
enum Change {
    Add,
    Look,
    Remove,
    Replace,
}

const CHANGES: [Change; 4] = [Change::Add, Change::Look, Change::Remove, Change::Replace];

impl Stores {
    /// Two datasets in two saves, acknowledged by both.
    fn with_two() -> (Stores, Kept) {
        let stores = Stores { main: PlainFiles::new(Sort::Database), copy: PlainFiles::new(Sort::Files) };
        let (said, kept) = stores.save(&Kept::default(), shelf_with(&Shelf::default(), 1));
        assert_eq!(said, Ok(None));
        let (said, kept) = stores.save(&kept, shelf_with(&kept.shelf, 2));
        assert_eq!(said, Ok(None));
        (stores, kept)
    }

    fn store(&self, of: In) -> &PlainFiles {
        match of {
            In::Main => &self.main,
            In::Copy => &self.copy,
        }
    }

    fn keeper(&self) -> Keeper<&PlainFiles, &PlainFiles> {
        Keeper::new(&self.main, Some(&self.copy))
    }

    fn open(&self) -> Result<Kept, StoreError> {
        at_once(self.keeper().open(true))
    }

    fn save(&self, known: &Kept, shelf: Shelf) -> (Said, Kept) {
        let is_in = |shelf: &Shelf, id: DatasetId| shelf.item(id).is_some();
        let new: Vec<(DatasetId, Vec<u8>)> = (shelf.items.iter().map(|item| item.id))
            .filter(|id| !is_in(&known.shelf, *id))
            .map(|id| (id, dataset(id)))
            .collect();
        let put: Vec<(DatasetId, &[u8])> = new.iter().map(|(id, record)| (*id, record.as_slice())).collect();
        let known_ids = known.shelf.items.iter().map(|item| item.id);
        let remove: Vec<DatasetId> = known_ids.filter(|id| !is_in(&shelf, *id)).collect();
        let generation = known.generation + 1;
        let bytes = record::encode(&shelf);
        let batch = Batch { expect: Some(known.generation), generation, shelf: &bytes, put: &put, remove: &remove };
        (at_once(self.keeper().write(batch)), Kept { generation, shelf, ..Kept::default() })
    }

    fn change(&self, known: &Kept, change: Change) -> (Said, Kept) {
        self.save(known, changed(&known.shelf, change))
    }

    /// Nothing is refused any more.
    fn free(&self) {
        for of in BOTH {
            self.store(of).refuse(None);
            self.store(of).fails_at.set(None);
        }
    }

    /// Both show the shelf and its datasets, byte for byte, and nothing else of datasets.
    fn assert_whole(&self, shelf: &Shelf, what: &str) {
        let names: Vec<String> = shelf.records().collect();
        for of in BOTH {
            let found = at_once(self.store(of).shelf()).expect("free").map(|(_, record)| record);
            assert_eq!(found, Some(record::encode(shelf)), "{what}: the shelf in {of:?}");
            let listed = at_once(self.store(of).list()).expect("free").into_iter().map(|(name, _)| name);
            let listed: Vec<String> = listed.filter(|name| record::id(name).is_some()).collect();
            assert_eq!(listed, names, "{what}: the datasets in {of:?}");
            for item in &shelf.items {
                let found = at_once(self.store(of).dataset(item.id));
                assert_eq!(found, Ok(Some(dataset(item.id))), "{what}: {} in {of:?}", item.id);
            }
        }
    }
}

fn changed(shelf: &Shelf, change: Change) -> Shelf {
    let mut next = shelf.clone();
    match change {
        Change::Add => return shelf_with(shelf, 3),
        Change::Look => next.open = Some(1),
        Change::Remove => next.remove(1),
        Change::Replace => {
            next.remove(2);
            return shelf_with(&next, 3);
        }
    }
    next
}

/// Each change with each of its single writes refused, alone and with all behind it, in one of the stores.
fn every_refusal(of: In, mut check: impl FnMut(Stores, &Kept, Change, &str)) {
    for change in CHANGES {
        let (stores, kept) = Stores::with_two();
        stores.free();
        assert_eq!(stores.change(&kept, change).0, Ok(None));
        let writes = stores.store(of).writes();
        assert!(writes >= 2, "at least the shelf is emptied and filled");
        for number in 1..=writes {
            for refusal in [Refusal::Only(number), Refusal::From(number)] {
                let (stores, kept) = Stores::with_two();
                stores.store(of).refuse(Some(refusal));
                check(stores, &kept, change, &format!("{change:?}, {refusal:?} of {writes} in {of:?}"));
            }
        }
    }
}

#[test]
fn a_write_that_the_database_refuses_changes_nothing_and_is_told() {
    every_refusal(In::Main, |stores, kept, change, what| {
        assert_eq!(stores.change(kept, change).0, Err(StoreError::Full), "{what}");
        stores.assert_whole(&kept.shelf, what);
        assert_eq!(stores.open(), Ok(kept.clone()), "{what}");
        stores.free();
        let (said, kept) = stores.change(kept, change);
        assert_eq!(said, Ok(None), "{what}: the same again");
        stores.assert_whole(&kept.shelf, what);
        assert_eq!(stores.open(), Ok(kept), "{what}");
    });
}

#[test]
fn a_write_that_the_copy_refuses_is_saved_told_and_made_up_for_when_it_is_opened() {
    every_refusal(In::Copy, |stores, kept, change, what| {
        let (said, kept) = stores.change(kept, change);
        assert_eq!(said, Ok(Some(StoreError::Full)), "{what}");
        for item in &kept.shelf.items {
            assert_eq!(at_once(stores.keeper().dataset(item.id)), Ok(dataset(item.id)), "{what}");
        }
        stores.free();
        assert_eq!(stores.open(), Ok(kept.clone()), "{what}");
        stores.assert_whole(&kept.shelf, what);
        stores.main.lose();
        assert_eq!(stores.open(), Ok(Kept { recovered: true, ..kept.clone() }), "{what}: from the copy");
        stores.assert_whole(&kept.shelf, what);
    });
}

#[test]
fn a_write_that_the_copy_refused_is_made_up_for_by_the_next_save() {
    every_refusal(In::Copy, |stores, kept, change, what| {
        let (_, kept) = stores.change(kept, change);
        stores.free();
        let (said, kept) = stores.save(&kept, shelf_with(&kept.shelf, 9));
        assert_eq!(said, Ok(None), "{what}");
        stores.main.lose();
        assert_eq!(stores.open(), Ok(Kept { recovered: true, ..kept.clone() }), "{what}: from the copy");
        stores.assert_whole(&kept.shelf, what);
    });
}

/// Two misfortunes at once: what comes back is the save before or this one, and nothing between them.
#[test]
fn a_copy_that_refused_a_write_is_whole_though_the_database_is_lost_too() {
    every_refusal(In::Copy, |stores, before, change, what| {
        let (_, after) = stores.change(before, change);
        stores.free();
        stores.main.lose();
        let found = stores.open().expect("the copy is whole");
        let is_one_of_them = [&before.shelf, &after.shelf].contains(&&found.shelf);
        assert!(is_one_of_them && found.recovered && found.copy_fault.is_none(), "{what}: {found:?}");
        stores.assert_whole(&found.shelf, what);
    });
}

/// The database can fall back to an earlier state; what was deleted since does not come back with it.
#[test]
fn what_was_removed_is_left_in_neither_store_when_the_database_falls_back() {
    let (stores, kept) = Stores::with_two();
    let before = stores.main.snapshot();
    let (said, kept) = stores.change(&kept, Change::Remove);
    assert_eq!(said, Ok(None));
    stores.main.go_back(before);
    assert_eq!(stores.open(), Ok(Kept { recovered: true, ..kept.clone() }));
    stores.assert_whole(&kept.shelf, "fallen back");
}

/// What is lost in one store comes back from the other, though each write of that is refused once.
#[test]
fn a_refused_write_while_a_lost_store_is_brought_back_loses_nothing() {
    for lost in BOTH {
        let (stores, kept) = Stores::with_two();
        stores.store(lost).lose();
        stores.free();
        stores.open().expect("the other one is whole");
        let writes = stores.store(lost).writes();
        // Each of the two datasets comes with a shelf; the last shelf alone.
        assert_eq!(writes, 2 * (2 + 2) + 2);
        for number in 1..=writes {
            for refusal in [Refusal::Only(number), Refusal::From(number)] {
                let what = format!("{refusal:?} while {lost:?} comes back");
                let (stores, _) = Stores::with_two();
                stores.store(lost).lose();
                stores.store(lost).refuse(Some(refusal));
                let recovered = matches!(lost, In::Main);
                let told = Kept { recovered, copy_fault: Some(StoreError::Full), ..kept.clone() };
                assert_eq!(stores.open(), Ok(told), "{what}");
                for item in &kept.shelf.items {
                    assert_eq!(at_once(stores.keeper().dataset(item.id)), Ok(dataset(item.id)), "{what}");
                }
                stores.free();
                assert_eq!(stores.open(), Ok(Kept { recovered, ..kept.clone() }), "{what}");
                stores.assert_whole(&kept.shelf, &what);
                assert_eq!(stores.change(&kept, Change::Replace).0, Ok(None), "{what}");
            }
        }
    }
}

/// What the keeper says to each question while one store fails at one operation.
#[test]
fn a_store_that_fails_at_an_operation_is_told_and_loses_nothing() {
    use Operation::{Dataset, Erase, List, Shelf, Write};
    let cases = [
        // In which store, at what: is opened without a word, reads a dataset, saves in both, lists, erases.
        (In::Main, Shelf, [Err(busy()), Ok(None), Ok(None), Ok(None), Ok(None)]),
        (In::Main, Dataset, [Ok(None), Ok(None), Ok(None), Ok(None), Ok(None)]),
        (In::Main, Write, [Ok(None), Ok(None), Err(busy()), Ok(None), Ok(None)]),
        (In::Main, List, [Ok(Some(busy())), Ok(None), Ok(None), Err(busy()), Err(busy())]),
        (In::Main, Erase, [Ok(None), Ok(None), Ok(None), Ok(None), Err(busy())]),
        (In::Copy, Shelf, [Ok(Some(busy())), Ok(None), Ok(None), Ok(None), Ok(None)]),
        (In::Copy, Dataset, [Ok(None), Ok(None), Ok(None), Ok(None), Ok(None)]),
        (In::Copy, Write, [Ok(None), Ok(None), Ok(Some(busy())), Ok(None), Ok(None)]),
        (In::Copy, List, [Ok(Some(busy())), Ok(None), Ok(None), Err(busy()), Err(busy())]),
        (In::Copy, Erase, [Ok(None), Ok(None), Ok(None), Ok(None), Err(busy())]),
    ];
    for (of, operation, expect) in cases {
        for (asked, expect) in expect.into_iter().enumerate() {
            let what = format!("question {asked} while {of:?} fails at {operation:?}");
            let (stores, kept) = Stores::with_two();
            stores.store(of).fails_at.set(Some(operation));
            let keeper = stores.keeper();
            let mut now = kept.clone();
            let said = match asked {
                0 => stores.open().map(|kept| kept.copy_fault),
                1 => at_once(keeper.dataset(2)).map(|found| (found != dataset(2)).then_some(StoreError::Full)),
                2 => {
                    let (said, saved) = stores.change(&kept, Change::Replace);
                    now = if said.is_ok() { saved } else { now };
                    said
                }
                3 => at_once(keeper.list()).map(|_| None),
                _ => at_once(keeper.erase()).map(|()| None),
            };
            assert_eq!(said, expect, "{what}");
            stores.free();
            // What was asked to be erased, and was, is gone; where that failed, it is gone or whole.
            if asked == 4 {
                let left = stores.open().expect("free");
                assert!(left.shelf == Default::default() || (expect.is_err() && left.shelf == kept.shelf), "{what}");
                assert_eq!((at_once(keeper.erase()), stores.open()), (Ok(()), Ok(Kept::default())), "{what}");
                continue;
            }
            assert_eq!(stores.open(), Ok(now.clone()), "{what}");
            stores.assert_whole(&now.shelf, &what);
            let (said, now) = stores.save(&now, shelf_with(&now.shelf, 9));
            assert_eq!(said, Ok(None), "{what}");
            stores.assert_whole(&now.shelf, &what);
        }
    }
}
