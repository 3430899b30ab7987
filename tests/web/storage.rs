//! Stores in the browser.

use std::rc::Rc;

use touchline::{
    domain::{dataset::Dataset, import::read_leads, playbook::Playbook},
    store::{Batch, DatasetId, MemoryStore, Store, record},
    web::{indexed_db::IndexedDbStore, private_files::PrivateFiles},
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{
    DedicatedWorkerGlobalScope, FileSystemDirectoryHandle, FileSystemFileHandle, FileSystemSyncAccessHandle,
};

use crate::store_contract;

#[wasm_bindgen_test]
async fn memory_keeps_the_contract() {
    store_contract::holds(&MemoryStore::default()).await;
}

#[wasm_bindgen_test]
async fn indexed_db_keeps_the_contract() {
    let store = IndexedDbStore::open("contract", Rc::new(|_| ())).await.expect("a browser has IndexedDB");
    store.erase().await.expect("what an earlier run left");
    store_contract::holds(&store).await;
}

#[wasm_bindgen_test]
async fn private_files_keep_the_contract() {
    let store = PrivateFiles::open("contract", Rc::new(|_| ())).await.expect("a browser has private files");
    store.erase().await.expect("what an earlier run left");
    store_contract::holds(&store).await;
}

fn batch<'a>(generation: u64, shelf: &'a [u8], put: &'a [(DatasetId, &'a [u8])]) -> Batch<'a> {
    Batch { expect: None, generation, shelf, put, remove: &[] }
}

#[wasm_bindgen_test]
async fn a_dataset_outlives_its_connection() {
    let csv: &[u8] = include_bytes!("../../public/a_tier_leads.csv");
    let import = read_leads(csv).expect("leads");
    let dataset = Dataset::synthesise("a.csv", import, Playbook::default()).expect("five channels");
    let record = record::encode(&dataset);
    let store = IndexedDbStore::open("reload", Rc::new(|_| ())).await.expect("a browser has IndexedDB");
    store.write(batch(1, b"shelf", &[(3, &record)])).await.expect("room");
    drop(store);
    let store = IndexedDbStore::open("reload", Rc::new(|_| ())).await.expect("a browser has IndexedDB");
    let stored = store.dataset(3).await.expect("whole").expect("there");
    assert_eq!(record::decode("dataset-3", &stored), Ok(dataset));
}

/// Leaves the first bytes of a private file.
async fn cut(folder: &str, name: &str, at: u32) -> Result<(), JsValue> {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let root = JsFuture::from(scope.navigator().storage().get_directory()).await?;
    let root: FileSystemDirectoryHandle = root.unchecked_into();
    let folder = JsFuture::from(root.get_directory_handle(folder)).await?;
    let folder: FileSystemDirectoryHandle = folder.unchecked_into();
    let file: FileSystemFileHandle = JsFuture::from(folder.get_file_handle(name)).await?.unchecked_into();
    let access = JsFuture::from(file.create_sync_access_handle()).await?;
    let access: FileSystemSyncAccessHandle = access.unchecked_into();
    let truncated = access.truncate_with_u32(at);
    access.close();
    truncated
}

/// A browser that is killed while it writes leaves a file that is not whole.
#[wasm_bindgen_test]
async fn a_shelf_that_was_not_written_to_its_end_leaves_the_one_before() {
    let store = PrivateFiles::open("torn", Rc::new(|_| ())).await.expect("a browser has private files");
    store.erase().await.expect("what an earlier run left");
    for generation in 1..=4 {
        store.write(batch(generation, &[generation as u8; 100], &[])).await.expect("room");
    }
    for cut_at in [60, 0] {
        // The fourth save went to the same file as the second.
        cut("torn", "shelf-0", cut_at).await.expect("a file");
        assert_eq!(store.shelf().await, Ok(Some((3, vec![3; 100]))));
    }
    store.write(batch(5, b"next", &[])).await.expect("room");
    assert_eq!(store.shelf().await, Ok(Some((5, b"next".to_vec()))));
    cut("torn", "shelf-0", 3).await.expect("a file");
    assert_eq!(store.shelf().await, Ok(Some((3, vec![3; 100]))), "the whole one was not written over");
}
