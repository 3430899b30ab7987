//! What every store must do, run on memory natively and on IndexedDB in a browser.

use touchline::store::{Key, Store};

pub async fn holds(store: &impl Store) {
    an_empty_store_holds_nothing(store).await;
    what_was_written_is_read_back(store).await;
    a_later_record_takes_the_place_of_an_earlier_one(store).await;
    records_written_together_are_all_there(store).await;
    a_large_record_comes_back_whole(store).await;
    erasing_leaves_nothing(store).await;
}

async fn an_empty_store_holds_nothing(store: &impl Store) {
    for key in Key::ALL {
        assert_eq!(store.read(key).await, Ok(None));
    }
}

async fn what_was_written_is_read_back(store: &impl Store) {
    assert_eq!(store.write(&[(Key::View, vec![0, 1, 255])]).await, Ok(()));
    assert_eq!(store.read(Key::View).await, Ok(Some(vec![0, 1, 255])));
    assert_eq!(store.read(Key::Dataset).await, Ok(None), "the other key is untouched");
}

async fn a_later_record_takes_the_place_of_an_earlier_one(store: &impl Store) {
    assert_eq!(store.write(&[(Key::View, Vec::new())]).await, Ok(()));
    assert_eq!(store.read(Key::View).await, Ok(Some(Vec::new())), "an empty record is a record");
}

async fn records_written_together_are_all_there(store: &impl Store) {
    assert_eq!(store.write(&[(Key::View, vec![2]), (Key::Dataset, vec![3])]).await, Ok(()));
    assert_eq!(store.read(Key::View).await, Ok(Some(vec![2])));
    assert_eq!(store.read(Key::Dataset).await, Ok(Some(vec![3])));
}

async fn a_large_record_comes_back_whole(store: &impl Store) {
    let large: Vec<u8> = (0..5_000_000_u32).map(|index| (index % 251) as u8).collect();
    assert_eq!(store.write(&[(Key::Dataset, large.clone())]).await, Ok(()));
    assert!(store.read(Key::Dataset).await == Ok(Some(large)), "five megabytes came back changed");
}

async fn erasing_leaves_nothing(store: &impl Store) {
    assert_eq!(store.erase().await, Ok(()));
    for key in Key::ALL {
        assert_eq!(store.read(key).await, Ok(None));
    }
}
