//! The memory store natively, and the stored form of a view.

use std::{
    future::Future,
    pin::pin,
    task::{Context, Poll, Waker},
};

use touchline::{
    pack::packed,
    protocol::{Request, ToWorker, View},
    store::{MemoryStore, record},
};

use crate::store_contract;

/// Runs a future that never waits: memory answers at once.
pub fn at_once<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("memory does not wait"),
    }
}

#[test]
fn memory_keeps_the_contract() {
    at_once(store_contract::holds(&MemoryStore::default()));
}

/// The screen of a page that stopped asks for a backup without that page's program.
#[test]
fn the_crash_screen_knows_how_a_backup_is_asked_for() {
    let asked = packed(&ToWorker { id: 1, request: Request::BackUp(None) });
    let script = include_str!("../../public/boot.js");
    assert!(script.contains(&format!("const BACK_UP = {asked:?};")), "{asked:?}");
}

/// A change of these bytes is a change of the stored format: raise `record::FORMAT` and migrate.
#[test]
fn the_stored_form_of_a_view_has_not_changed() {
    let record = record::encode(&View::default());
    let hex: String = record.iter().map(|byte| format!("{byte:02x}")).collect();
    insta::assert_snapshot!(hex);
}

#[test]
fn the_stored_form_of_the_sample_has_not_changed() {
    let record = record::encode(&crate::expected::sample());
    insta::assert_snapshot!(format!("{} bytes, xxh3 {:016x}", record.len(), xxhash_rust::xxh3::xxh3_64(&record)));
}
