//! Messages come out of JavaScript as they went in.

use js_sys::{Array, Reflect, Uint8Array};
use touchline::{
    domain::{scope::Scope, uncertainty::draw::LARGEST_SEED, zip::Zip},
    engine::{Phase, Progress, query::Query},
    protocol::{FromWorker, Reply, Request, ToWorker},
    web::wire::{WireError, pack, unpack},
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::bits::sample_report;

#[wasm_bindgen_test]
fn a_query_with_the_largest_seed_survives() {
    let scope = Scope { zips: vec![Zip::Unknown, Zip::Known(75209)], tier: None, ..Scope::default() };
    let query = Query { scope, seed: LARGEST_SEED, ..Query::default() };
    let message = ToWorker { id: 7, request: Request::Attribute(Box::new(query)) };
    let packed = pack(&message, &[]).expect("small numbers");
    let (unpacked, file) = unpack::<ToWorker>(packed).expect("own output");
    assert_eq!((unpacked, file.is_empty()), (message, true));
}

#[wasm_bindgen_test]
fn a_seed_of_all_bits_survives() {
    let query = Query { seed: u64::MAX, ..Query::default() };
    let message = ToWorker { id: u32::MAX, request: Request::Attribute(Box::new(query)) };
    let packed = pack(&message, &[]).expect("plain numbers");
    assert_eq!(unpack::<ToWorker>(packed).expect("own output").0, message);
}

#[wasm_bindgen_test]
fn a_report_survives_to_the_bit() {
    let message = FromWorker::Reply { id: 1, reply: Reply::Report(Box::new(sample_report())) };
    let packed = pack(&message, &[]).expect("small numbers");
    let (unpacked, _) = unpack::<FromWorker>(packed).expect("own output");
    assert_eq!(unpacked, message);
}

#[wasm_bindgen_test]
fn every_bit_of_a_float_survives() {
    for bits in [f64::NAN.to_bits() | 1, (-0.0_f64).to_bits(), 1, f64::INFINITY.to_bits()] {
        let progress = Progress { phase: Phase::Reading, count: 0, fraction: Some(f64::from_bits(bits)) };
        let packed = pack(&FromWorker::Progress { id: 1, progress }, &[]).expect("plain numbers");
        let (unpacked, _) = unpack::<FromWorker>(packed).expect("own output");
        let FromWorker::Progress { progress, .. } = unpacked else { panic!("{unpacked:?}") };
        assert_eq!(progress.fraction.map(f64::to_bits), Some(bits));
    }
}

#[wasm_bindgen_test]
fn a_message_of_another_build_is_told_by_its_name() {
    let packed: Array = pack(&FromWorker::Ready, &[]).expect("one byte").unchecked_into();
    Reflect::set(&packed.get(0), &"build".into(), &"another".into()).expect("an object");
    packed.set(1, Uint8Array::from([255_u8, 255].as_slice()).into());
    let unpacked = unpack::<FromWorker>(packed.into());
    assert!(matches!(unpacked, Err(WireError::OtherBuild)), "{unpacked:?}");
}

#[wasm_bindgen_test]
fn what_is_no_message_is_refused() {
    let packed: Array = pack(&FromWorker::Ready, &[]).expect("one byte").unchecked_into();
    packed.set(1, JsValue::NULL);
    for value in [JsValue::NULL, Array::new().into(), packed.into()] {
        let unpacked = unpack::<FromWorker>(value);
        assert!(matches!(unpacked, Err(WireError::NoMessage)), "{unpacked:?}");
    }
}
