//! The memory store natively, and the stored form of a view.

use std::{
    future::Future,
    pin::pin,
    task::{Context, Poll, Waker},
};

use touchline::{
    protocol::View,
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
