//! Messages come out of JavaScript as they went in.

use touchline::{
    domain::{scope::Scope, uncertainty::draw::LARGEST_SEED, zip::Zip},
    engine::query::Query,
    protocol::{FromWorker, Reply, Request, ToWorker},
    web::wire::{pack, unpack},
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::bits::sample_report;

#[wasm_bindgen_test]
fn a_query_with_the_largest_seed_survives() {
    let scope = Scope { zips: vec![Zip::Unknown, Zip::Known(75209)], tier: None, ..Scope::default() };
    let query = Query { scope, seed: LARGEST_SEED, ..Query::default() };
    let message = ToWorker { id: 7, request: Request::Attribute(Box::new(query)) };
    let packed = pack(&message, None).expect("small numbers");
    let (unpacked, file) = unpack::<ToWorker>(packed).expect("own output");
    assert_eq!((unpacked, file.is_none()), (message, true));
}

#[wasm_bindgen_test]
fn a_report_survives_to_the_bit() {
    let message = FromWorker::Reply { id: 1, reply: Reply::Report(Box::new(sample_report())) };
    let packed = pack(&message, None).expect("small numbers");
    let (unpacked, _) = unpack::<FromWorker>(packed).expect("own output");
    assert_eq!(unpacked, message);
}
