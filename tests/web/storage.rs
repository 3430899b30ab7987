//! Stores in the browser.

use touchline::{
    domain::{dataset::Dataset, import::read_leads, playbook::Playbook},
    protocol::View,
    store::{Key, MemoryStore, Store, record},
    web::indexed_db::IndexedDbStore,
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::store_contract;

#[wasm_bindgen_test]
async fn memory_keeps_the_contract() {
    store_contract::holds(&MemoryStore::default()).await;
}

#[wasm_bindgen_test]
async fn indexed_db_keeps_the_contract() {
    let store = IndexedDbStore::open("contract").await.expect("a browser has IndexedDB");
    store.erase().await.expect("what an earlier run left");
    store_contract::holds(&store).await;
}

#[wasm_bindgen_test]
async fn a_dataset_and_a_view_outlive_their_connection() {
    let csv: &[u8] = include_bytes!("../../public/a_tier_leads.csv");
    let import = read_leads(csv).expect("leads");
    let dataset = Dataset::synthesise("a.csv", import, Playbook::default()).expect("five channels");
    let view = View::default();
    let store = IndexedDbStore::open("reload").await.expect("a browser has IndexedDB");
    let records = [(Key::Dataset, record::encode(&dataset)), (Key::View, record::encode(&view))];
    store.write(&records).await.expect("room");
    drop(store);
    let store = IndexedDbStore::open("reload").await.expect("a browser has IndexedDB");
    assert_eq!(record::load(&store, Key::Dataset).await, Ok(Some(dataset)));
    assert_eq!(record::load(&store, Key::View).await, Ok(Some(view)));
}
