//! A file read slice by slice in a worker is the same leads as its bytes.

use js_sys::{Array, Uint8Array};
use touchline::{domain::import::read_leads, web::blob_reader::BlobReader};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Blob;

#[wasm_bindgen_test]
fn a_blob_reads_as_its_bytes() {
    let csv: &[u8] = include_bytes!("../../public/a_tier_leads.csv");
    let parts = Array::of1(&Uint8Array::from(csv));
    let blob = Blob::new_with_u8_array_sequence(&parts).expect("bytes make a blob");
    let reader = BlobReader::new(blob).expect("a worker has FileReaderSync");
    assert_eq!(read_leads(reader), read_leads(csv));
}

#[wasm_bindgen_test]
fn an_empty_blob_is_an_empty_file() {
    let blob = Blob::new().expect("an empty blob");
    let fault = read_leads(BlobReader::new(blob).expect("a worker has FileReaderSync")).expect_err("empty");
    assert_eq!(fault.to_string(), "The file is empty.");
}
