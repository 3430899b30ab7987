//! The fuzzer's finds and the hostile files once more, as ordinary tests.

use std::{fs, path::Path};

#[path = "../shared/any_file.rs"]
pub mod shared;

#[test]
fn what_must_hold_of_any_file_holds_of_every_file_kept() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut replayed = 0;
    for folder in ["tests/data/hostile", "fuzz/regressions"] {
        for entry in fs::read_dir(root.join(folder)).expect("the folder is there") {
            let path = entry.expect("readable").path();
            if path.extension().is_none_or(|ext| ext != "json") {
                shared::holds(&fs::read(&path).expect("readable"));
                replayed += 1;
            }
        }
    }
    assert!(replayed > 100, "{replayed} files");
}

#[test]
fn what_must_hold_of_any_file_holds_of_small_ones() {
    for bytes in [
        b"".as_slice(),
        b"\n",
        b",",
        b"\"",
        b"\xff\xfe",
        b"\x1f\x8b",
        b"\x1f\x8b\x08\0",
        b"a",
        b"a\n",
        b"a,b\n1,2\n",
        b"\xef\xbb\xbf",
        b"\0",
        b"a\0b,c\n1,2\n",
        b"\xff\xfea\0,\0",
        b"total,,\n",
        b"a,b,c\ntotal,,\n",
        b"customer,time,channel\n,,\n",
        b"{",
        b"{}",
        b"[",
        b"[]",
        b"[{},",
        b"{\"",
        b"{\"journeys\":[",
        b"{\"customer\":1,\"time\":2,\"channel\":\"a\"}\n[\n",
    ] {
        shared::holds(bytes);
    }
}
