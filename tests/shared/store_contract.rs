//! What every store must do, run on memory natively and on the browser's stores in a browser.

use touchline::store::{Batch, DatasetId, Store, StoreError};

pub async fn holds(store: &impl Store) {
    an_empty_store_holds_nothing(store).await;
    what_was_written_is_read_back(store).await;
    a_later_shelf_takes_the_place_of_an_earlier_one(store).await;
    nothing_is_written_over_what_another_wrote(store).await;
    a_removed_dataset_is_gone_and_the_others_stay(store).await;
    a_large_record_comes_back_whole(store).await;
    erasing_leaves_nothing(store).await;
}

fn batch<'a>(expect: u64, shelf: &'a [u8], put: &'a [(DatasetId, &'a [u8])], remove: &'a [DatasetId]) -> Batch<'a> {
    Batch { expect: Some(expect), generation: expect + 1, shelf, put, remove }
}

async fn an_empty_store_holds_nothing(store: &impl Store) {
    assert_eq!(store.shelf().await, Ok(None));
    assert_eq!(store.dataset(1).await, Ok(None));
    assert_eq!(store.list().await, Ok(Vec::new()));
}

async fn what_was_written_is_read_back(store: &impl Store) {
    assert_eq!(store.write(batch(0, &[0, 1, 255], &[(1, &[7; 3]), (2, &[])], &[])).await, Ok(()));
    assert_eq!(store.shelf().await, Ok(Some((1, vec![0, 1, 255]))));
    assert_eq!(store.dataset(1).await, Ok(Some(vec![7; 3])));
    assert_eq!(store.dataset(2).await, Ok(Some(Vec::new())), "an empty record is a record");
    assert_eq!(store.dataset(3).await, Ok(None));
    let listed = store.list().await.expect("a list");
    assert!(listed.contains(&("dataset-1".to_owned(), 3)), "{listed:?}");
}

async fn a_later_shelf_takes_the_place_of_an_earlier_one(store: &impl Store) {
    for generation in 1..6 {
        let shelf = vec![generation as u8; generation as usize];
        assert_eq!(store.write(batch(generation, &shelf, &[], &[])).await, Ok(()));
        assert_eq!(store.shelf().await, Ok(Some((generation + 1, shelf))));
    }
    assert_eq!(store.dataset(1).await, Ok(Some(vec![7; 3])), "datasets are untouched");
}

async fn nothing_is_written_over_what_another_wrote(store: &impl Store) {
    assert_eq!(store.write(batch(5, &[9], &[(1, &[9])], &[2])).await, Err(StoreError::Overtaken));
    assert_eq!(store.shelf().await, Ok(Some((6, vec![5; 5]))));
    assert_eq!(store.dataset(1).await, Ok(Some(vec![7; 3])));
    assert_eq!(store.dataset(2).await, Ok(Some(Vec::new())));
    let whatever_is_there = Batch { expect: None, generation: 9, shelf: &[9], put: &[], remove: &[] };
    assert_eq!(store.write(whatever_is_there).await, Ok(()));
    assert_eq!(store.shelf().await, Ok(Some((9, vec![9]))));
}

async fn a_removed_dataset_is_gone_and_the_others_stay(store: &impl Store) {
    assert_eq!(store.write(batch(9, &[10], &[], &[2, 77])).await, Ok(()));
    assert_eq!(store.dataset(2).await, Ok(None));
    assert_eq!(store.dataset(1).await, Ok(Some(vec![7; 3])));
}

async fn a_large_record_comes_back_whole(store: &impl Store) {
    let large: Vec<u8> = (0..5_000_000_u32).map(|index| (index % 251) as u8).collect();
    assert_eq!(store.write(batch(10, &[11], &[(5, &large)], &[])).await, Ok(()));
    assert!(store.dataset(5).await == Ok(Some(large)), "five megabytes came back changed");
    let listed = store.list().await.expect("a list");
    assert!(listed.contains(&("dataset-5".to_owned(), 5_000_000)), "{listed:?}");
}

async fn erasing_leaves_nothing(store: &impl Store) {
    assert_eq!(store.erase().await, Ok(()));
    assert_eq!(store.shelf().await, Ok(None));
    assert_eq!(store.dataset(5).await, Ok(None));
    assert_eq!(store.list().await, Ok(Vec::new()));
}
