//! A file read slice by slice in a worker is the same leads as its bytes, and transcoded the same text.

use std::{cell::Cell, io::Read, rc::Rc};

use js_sys::{Array, Uint8Array};
use touchline::{
    domain::import::{FileFault, read_leads},
    protocol::FromCodec,
    web::{
        arrivals::{Arrivals, BUFFER, BUFFERS},
        blob_reader::BlobReader,
        codec::transcoded,
        schedule::after,
        wire,
    },
};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Blob;

#[wasm_bindgen_test]
fn cells_come_back_wherever_their_signs_stand() {
    crate::cells::check().expect("the rows that were written");
}

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

/// Bytes none of whose blocks is another.
fn counted(length: u32) -> Vec<u8> {
    (0..length.div_ceil(4)).flat_map(|at| at.wrapping_mul(0x9e37_79b9).to_le_bytes()).take(length as usize).collect()
}

#[wasm_bindgen_test]
async fn what_arrives_is_what_stands_in_the_file_however_much_is_read_before() {
    let all = BUFFER * BUFFERS as u32;
    for length in [0, 1, BUFFER - 1, BUFFER, BUFFER + 1, all - 1, all, all + 1, (5 << 20) + 7] {
        let bytes = counted(length);
        let parts = Array::of1(&Uint8Array::from(bytes.as_slice()));
        let blob = Blob::new_with_u8_array_sequence(&parts).expect("bytes make a blob");
        let heard = Rc::new(Cell::new(0));
        let hears = Rc::clone(&heard);
        let arrivals = Arrivals::of(&blob, move || hears.set(hears.get() + 1)).expect("Chromium fills buffers");
        let mut reader = BlobReader::in_turns(blob, Some(arrivals.clone())).expect("a worker has FileReaderSync");
        // Some of it at once, before anything can have arrived.
        let mut read = vec![0; bytes.len().min(1_000)];
        reader.read_exact(&mut read).expect("bytes");
        let mut waits = 0;
        loop {
            if arrivals.wait() {
                waits += 1;
                let before = heard.get();
                for _ in 0..1_000 {
                    if heard.get() > before {
                        break;
                    }
                    after(2).await;
                }
                assert!(heard.get() == before + 1 && !arrivals.wait(), "{length} bytes: nobody was told");
            }
            let mut part = vec![0; 700_000];
            let taken = reader.read(&mut part).expect("bytes");
            if taken == 0 {
                break;
            }
            read.extend_from_slice(&part[..taken]);
        }
        assert!(read == bytes, "{} of {length} bytes", read.len());
        assert!(waits > 0, "{length} bytes came without a turn");
    }
}

#[wasm_bindgen_test]
fn a_file_of_several_slices_reads_as_its_bytes() {
    let bytes = counted((9 << 20) + 5);
    let parts = Array::of1(&Uint8Array::from(bytes.as_slice()));
    let blob = Blob::new_with_u8_array_sequence(&parts).expect("bytes make a blob");
    let mut read = Vec::new();
    BlobReader::new(blob).expect("a worker has FileReaderSync").read_to_end(&mut read).expect("bytes");
    assert!(read == bytes, "{} bytes", read.len());
}
