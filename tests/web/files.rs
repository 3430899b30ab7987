//! A file read slice by slice in a worker is the same leads as its bytes, and transcoded the same text.

use std::io::Read;

use js_sys::{Array, Uint8Array};
use touchline::{
    domain::import::{FileFault, read_leads},
    protocol::FromCodec,
    web::{blob_reader::BlobReader, codec::transcoded, wire},
};
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
fn a_blob_in_an_older_encoding_becomes_a_blob_of_text() {
    // More than one slice, in one byte a letter.
    let line = b"caf\xe9;na\xefve\n";
    let rows = 3 * (4 << 20) / line.len() / 2;
    let parts = Array::of1(&Uint8Array::from(line.repeat(rows).as_slice()));
    let file = Blob::new_with_u8_array_sequence(&parts).expect("bytes make a blob");
    let (was, blob) = transcoded(file.clone(), None).expect("text");
    assert_eq!((was.encoding.name.as_str(), was.bytes), ("windows-1252", (rows * line.len()) as u64));
    let mut text = String::new();
    BlobReader::new(blob).expect("a worker has FileReaderSync").read_to_string(&mut text).expect("UTF-8");
    assert!(text == "café;naïve\n".repeat(rows), "{} bytes", text.len());
    assert_eq!(was.text, text.len() as u64);

    let packed = wire::pack(&FromCodec::Done(Ok(was.clone())), &[]).expect("a checksum is a number");
    assert_eq!(wire::unpack::<FromCodec>(packed).expect("own output").0, FromCodec::Done(Ok(was)));
    let unknown = transcoded(file, Some("no such thing")).expect_err("no such encoding");
    assert_eq!(unknown, FileFault::UnknownEncoding { label: "no such thing".to_owned() });
}

#[wasm_bindgen_test]
fn an_empty_blob_is_an_empty_file() {
    let blob = Blob::new().expect("an empty blob");
    let fault = read_leads(BlobReader::new(blob).expect("a worker has FileReaderSync")).expect_err("empty");
    assert_eq!(fault.to_string(), "The file is empty.");
}
