//! Two stores in step: what was acknowledged outlives the loss of either, and a save that ends in the middle changes nothing.

use std::cell::Cell;

use proptest::prelude::*;
use touchline::{
    engine::import::Kind,
    protocol::View,
    store::{Batch, DatasetId, Item, Keeper, Kept, MemoryStore, Shelf, Store, StoreError, record},
};

use crate::stores::at_once;

/// A store that can be told to fail, to lose all, or to have been killed in the middle of a write.
#[derive(Default)]
struct Frail {
    records: MemoryStore,
    fails: Cell<bool>,
    /// Datasets are written and the shelf is not.
    tears: Cell<bool>,
    unreadable: Cell<bool>,
}

impl Store for &Frail {
    async fn shelf(&self) -> Result<Option<(u64, Vec<u8>)>, StoreError> {
        if self.unreadable.get() {
            return Err(StoreError::Failed { cause: "busy".to_owned() });
        }
        self.records.shelf().await
    }

    async fn dataset(&self, id: DatasetId) -> Result<Option<Vec<u8>>, StoreError> {
        self.records.dataset(id).await
    }

    async fn write(&self, batch: Batch<'_>) -> Result<(), StoreError> {
        if self.fails.get() {
            return Err(StoreError::Full);
        }
        if self.tears.get() {
            let (generation, shelf) = self.records.shelf().await?.unwrap_or_default();
            let torn = Batch { expect: None, generation, shelf: &shelf, put: batch.put, remove: &[] };
            self.records.write(torn).await?;
            return Err(StoreError::Failed { cause: "killed".to_owned() });
        }
        self.records.write(batch).await
    }

    async fn list(&self) -> Result<Vec<(String, u64)>, StoreError> {
        self.records.list().await
    }

    async fn erase(&self) -> Result<(), StoreError> {
        self.records.erase().await
    }
}

fn item(id: DatasetId, bytes: usize) -> Item {
    Item {
        id,
        name: format!("file {id}"),
        checksum: id.to_string(),
        kind: Kind::Touchpoints,
        rows: 1,
        bytes: bytes as u64,
        stored: 0,
        view: View::default(),
    }
}

/// Puts a dataset on the shelf that was last seen.
fn add(keeper: &Keeper<&Frail, &Frail>, kept: &Kept, id: DatasetId) -> (Result<Option<StoreError>, StoreError>, Kept) {
    let dataset = record::encode(&vec![id; 3]);
    let mut shelf = kept.shelf.clone();
    shelf.add(item(id, dataset.len()), None);
    let generation = kept.generation + 1;
    let (bytes, put) = (record::encode(&shelf), [(id, dataset.as_slice())]);
    let batch = Batch { expect: Some(kept.generation), generation, shelf: &bytes, put: &put, remove: &[] };
    (at_once(keeper.write(batch)), Kept { generation, shelf, ..Kept::default() })
}

/// The same while the copy gives no room.
fn add_without_copy(keeper: &Keeper<&Frail, &Frail>, copy: &Frail, kept: &Kept, id: DatasetId) -> Kept {
    copy.fails.set(true);
    let (written, kept) = add(keeper, kept, id);
    assert_eq!(written, Ok(Some(StoreError::Full)));
    kept
}

fn ids(shelf: &Shelf) -> Vec<DatasetId> {
    shelf.items.iter().map(|item| item.id).collect()
}

fn opened(keeper: &Keeper<&Frail, &Frail>) -> Kept {
    at_once(keeper.open(true)).expect("one of them is whole")
}

#[test]
fn a_lost_database_comes_back_from_the_copy_and_is_told() {
    let (main, copy) = (Frail::default(), Frail::default());
    let keeper = Keeper::new(&main, Some(&copy));
    let (_, kept) = add(&keeper, &opened(&keeper), 1);
    at_once(main.records.erase()).expect("memory");
    let found = opened(&keeper);
    assert_eq!((found.recovered, found.generation, found.shelf.clone()), (true, kept.generation, kept.shelf));
    assert_eq!(
        at_once(main.records.dataset(1)),
        Ok(Some(record::encode(&vec![1_u64; 3]))),
        "it is in the database again"
    );
    assert!(!opened(&keeper).recovered, "it is told once");
}

#[test]
fn a_dataset_that_neither_has_does_not_hide_the_others() {
    let (main, copy) = (Frail::default(), Frail::default());
    let keeper = Keeper::new(&main, Some(&copy));
    let (_, kept) = add(&keeper, &opened(&keeper), 1);
    let (_, kept) = add(&keeper, &kept, 2);
    let shelf = record::encode(&kept.shelf);
    let lose = Batch { expect: None, generation: kept.generation, shelf: &shelf, put: &[], remove: &[1] };
    at_once(copy.records.write(lose)).expect("memory");
    at_once(main.records.erase()).expect("memory");
    let found = opened(&keeper);
    let gone = StoreError::Gone { name: "file 1".to_owned() };
    assert_eq!((found.recovered, ids(&found.shelf), found.copy_fault), (true, vec![1, 2], Some(gone)));
    assert_eq!(at_once(keeper.dataset(2)), Ok(record::encode(&vec![2_u64; 3])));
}

#[test]
fn a_database_that_fell_back_to_an_earlier_save_is_brought_up() {
    let (main, copy) = (Frail::default(), Frail::default());
    let keeper = Keeper::new(&main, Some(&copy));
    let (_, first) = add(&keeper, &opened(&keeper), 1);
    let before = at_once(main.records.shelf()).expect("memory").expect("a shelf");
    assert_eq!(add(&keeper, &first, 2).0, Ok(None));
    let fallen = Batch { expect: None, generation: before.0, shelf: &before.1, put: &[], remove: &[2] };
    at_once(main.records.write(fallen)).expect("memory");
    let found = opened(&keeper);
    assert_eq!((found.recovered, ids(&found.shelf)), (true, vec![1, 2]));
}

#[test]
fn a_save_that_only_the_copy_missed_is_told_and_made_up_for() {
    let (main, copy) = (Frail::default(), Frail::default());
    let keeper = Keeper::new(&main, Some(&copy));
    let kept = add_without_copy(&keeper, &copy, &opened(&keeper), 1);
    assert_eq!(opened(&keeper).copy_fault, Some(StoreError::Full));
    copy.fails.set(false);
    let found = opened(&keeper);
    assert_eq!((found.copy_fault, found.recovered, found.shelf), (None, false, kept.shelf));
    at_once(main.records.erase()).expect("memory");
    assert_eq!(ids(&opened(&keeper).shelf), [1]);
}

#[test]
fn a_copy_that_missed_a_dataset_does_not_count_as_whole_after_the_next_save() {
    let (main, copy) = (Frail::default(), Frail::default());
    let keeper = Keeper::new(&main, Some(&copy));
    let kept = add_without_copy(&keeper, &copy, &opened(&keeper), 1);
    let kept = add_without_copy(&keeper, &copy, &kept, 2);
    copy.fails.set(false);
    assert_eq!(add(&keeper, &kept, 3).0, Ok(None), "it makes up for all that it missed");
    at_once(main.records.erase()).expect("memory");
    assert_eq!(ids(&opened(&keeper).shelf), [1, 2, 3]);
    assert_eq!(at_once(keeper.dataset(1)), Ok(record::encode(&vec![1_u64; 3])));
}

#[test]
fn a_record_that_one_of_them_lost_comes_back_to_it() {
    for of_main in [true, false] {
        let (main, copy) = (Frail::default(), Frail::default());
        let keeper = Keeper::new(&main, Some(&copy));
        let (_, kept) = add(&keeper, &opened(&keeper), 1);
        let (loser, shelf) = (if of_main { &main } else { &copy }, record::encode(&kept.shelf));
        let lose = Batch { expect: None, generation: kept.generation, shelf: &shelf, put: &[], remove: &[1] };
        at_once(loser.records.write(lose)).expect("memory");
        assert_eq!(opened(&keeper).copy_fault, None);
        assert_eq!(at_once(loser.records.dataset(1)), Ok(Some(record::encode(&vec![1_u64; 3]))));
    }
}

#[test]
fn a_database_that_cannot_be_read_for_a_moment_is_not_written_over() {
    let (main, copy) = (Frail::default(), Frail::default());
    let keeper = Keeper::new(&main, Some(&copy));
    assert_eq!(add(&keeper, &opened(&keeper), 1).0, Ok(None));
    main.unreadable.set(true);
    let expect = StoreError::Failed { cause: "busy".to_owned() };
    assert_eq!(at_once(keeper.open(true)), Err(expect));
    main.unreadable.set(false);
    assert!(!opened(&keeper).recovered);
}

#[test]
fn one_damaged_dataset_is_read_from_the_copy() {
    let (main, copy) = (Frail::default(), Frail::default());
    let keeper = Keeper::new(&main, Some(&copy));
    let (_, kept) = add(&keeper, &opened(&keeper), 1);
    let bytes = record::encode(&kept.shelf);
    let mut damaged = record::encode(&vec![1_u64; 3]);
    damaged[12] ^= 1;
    let put = [(1, damaged.as_slice())];
    let batch = Batch { expect: None, generation: kept.generation, shelf: &bytes, put: &put, remove: &[] };
    at_once(main.records.write(batch)).expect("memory");
    assert_eq!(at_once(keeper.dataset(1)), Ok(record::encode(&vec![1_u64; 3])));
    at_once(copy.records.erase()).expect("memory");
    assert_eq!(at_once(keeper.dataset(1)), Err(StoreError::Damaged { name: "dataset-1".to_owned() }));
}

#[test]
fn what_a_newer_version_wrote_is_left_as_it_is() {
    for in_main in [true, false] {
        let (main, copy) = (Frail::default(), Frail::default());
        let keeper = Keeper::new(&main, Some(&copy));
        let mut newer = record::encode(&Shelf::default());
        newer[..2].copy_from_slice(&(record::FORMAT + 1).to_le_bytes());
        let batch = Batch { expect: None, generation: 5, shelf: &newer, put: &[], remove: &[] };
        let of = if in_main { &main } else { &copy };
        at_once(of.records.write(batch)).expect("memory");
        let expect = StoreError::Newer { name: "shelf".to_owned(), version: record::FORMAT + 1 };
        assert_eq!(at_once(keeper.open(true)), Err(expect));
        assert_eq!(at_once(of.records.shelf()), Ok(Some((5, newer))));
    }
}

#[test]
fn a_tab_that_only_follows_changes_nothing() {
    let (main, copy) = (Frail::default(), Frail::default());
    let keeper = Keeper::new(&main, Some(&copy));
    assert_eq!(add(&keeper, &opened(&keeper), 1).0, Ok(None));
    at_once(main.records.erase()).expect("memory");
    let found = at_once(keeper.open(false)).expect("the copy is whole");
    assert_eq!((found.recovered, ids(&found.shelf)), (true, vec![1]));
    assert_eq!(at_once(main.records.list()), Ok(Vec::new()));
    assert_eq!(at_once(keeper.dataset(1)), Ok(record::encode(&vec![1_u64; 3])), "it is read from where it is");
}

#[derive(Clone, Copy, Debug)]
enum Turn {
    Save,
    /// The browser is killed while it writes to the database, or to the copy.
    KilledAtMain,
    KilledAtCopy,
    /// All of the database is gone.
    LoseMain,
    LoseCopy,
}

fn turn() -> impl Strategy<Value = Turn> {
    use Turn::{KilledAtCopy, KilledAtMain, LoseCopy, LoseMain, Save};
    prop_oneof![4 => Just(Save), 2 => Just(KilledAtMain), 2 => Just(KilledAtCopy), 1 => Just(LoseMain), 1 => Just(LoseCopy)]
}

proptest! {
    #[test]
    fn no_acknowledged_save_is_lost_and_none_is_torn(turns in prop::collection::vec(turn(), 1..40)) {
        let (main, copy) = (Frail::default(), Frail::default());
        let keeper = Keeper::new(&main, Some(&copy));
        let mut acknowledged = Vec::new();
        for (turn, id) in turns.into_iter().zip(1..) {
            let kept = opened(&keeper);
            let found = ids(&kept.shelf);
            prop_assert!(acknowledged.iter().all(|id| found.contains(id)), "{acknowledged:?} were saved, {found:?} found");
            for id in &found {
                prop_assert_eq!(at_once(keeper.dataset(*id)), Ok(record::encode(&vec![*id; 3])));
            }
            // Both hold the same, and nothing else.
            prop_assert_eq!(at_once(main.records.shelf()), at_once(copy.records.shelf()));
            let names = |store: &Frail| {
                let mut names = at_once(store.records.list()).expect("memory");
                names.sort();
                names
            };
            prop_assert_eq!(names(&main).len(), names(&copy).len());
            match turn {
                Turn::Save => {
                    prop_assert_eq!(add(&keeper, &kept, id).0, Ok(None));
                    acknowledged.push(id);
                }
                Turn::KilledAtMain => {
                    // A transaction of the database happens whole or not at all.
                    main.fails.set(true);
                    prop_assert!(add(&keeper, &kept, id).0.is_err());
                    main.fails.set(false);
                }
                Turn::KilledAtCopy => {
                    copy.tears.set(true);
                    add(&keeper, &kept, id).0.expect("the database has it");
                    copy.tears.set(false);
                }
                Turn::LoseMain => at_once(main.records.erase()).expect("memory"),
                Turn::LoseCopy => at_once(copy.records.erase()).expect("memory"),
            }
        }
    }
}
