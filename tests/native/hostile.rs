//! Files that exports go wrong in, each with its reading worked out by hand (tests/data/hostile, written by
//! `cargo xtask corpus`).

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};
use touchline::domain::import::{
    FileFault, Input,
    table::{Advance, Form, Hints},
};

#[test]
fn every_hostile_file_is_read_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/hostile");
    let mut files: Vec<PathBuf> = fs::read_dir(&folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("readable").path())
        .filter(|path| path.extension().is_none_or(|ext| ext != "json"))
        .collect();
    files.sort();
    assert!(files.len() >= 60, "{} files", files.len());
    let wrong: Vec<String> = files.iter().flat_map(|file| differences(file)).collect();
    assert!(wrong.is_empty(), "{} of {} files:\n{}", wrong.len(), files.len(), wrong.join("\n"));
}

/// In which points the reading of a file is not the expected one.
fn differences(file: &Path) -> Option<String> {
    let name = file.file_name().and_then(|name| name.to_str()).expect("a plain name");
    let stem = name.split('.').next().expect("a name");
    let expect = fs::read(file.with_file_name(format!("{stem}.json"))).expect("an expected reading");
    let expect: Value = serde_json::from_slice(&expect).expect("JSON");
    let read = match reading(&fs::read(file).expect("readable")) {
        Ok(read) => read,
        Err(fault) => return Some(format!("{name}: refused: {fault}")),
    };
    let checked =
        ["delimiter", "quote", "escape", "encoding", "header", "preamble_lines", "footer_lines", "names", "rows"];
    let optional = ["ragged", "rejected_lines"];
    let free = |key: &str| {
        // Where nothing tells, either answer will do.
        (matches!(key, "quote" | "escape") && expect[key].is_null()) || (key == "delimiter" && stem == "single_column")
    };
    let mut off: Vec<String> = checked
        .iter()
        .filter(|key| !free(key) && expect[**key] != read[**key])
        .map(|key| format!("{key} is {} instead of {}", shown(&read[*key]), shown(&expect[*key])))
        .collect();
    off.extend(optional.iter().filter_map(|key| {
        let expected = if expect[*key].is_null() { json!([]) } else { expect[*key].clone() };
        (expected != read[*key]).then(|| format!("{key} is {} instead of {expected}", read[*key]))
    }));
    (!off.is_empty()).then(|| format!("{name}: {}", off.join("; ")))
}

fn reading(bytes: &[u8]) -> Result<Value, FileFault> {
    let mut table = Input::open(bytes, &Hints::default(), |_| false)?;
    let text = |cell: &[u8]| String::from_utf8_lossy(cell).into_owned();
    let (mut rows, mut ragged, mut rejected) = (Vec::new(), Vec::new(), Vec::new());
    loop {
        match table.advance()? {
            Advance::Idle => {}
            Advance::Rejected(_) => rejected.push(table.line()),
            Advance::End => break,
            Advance::Row => {
                let (row, width) = (table.row(), table.width());
                if row.len() != width {
                    ragged.push(table.line());
                }
                let blanks = width.saturating_sub(row.len());
                let cells: Vec<String> = row.iter().map(text).chain((0..blanks).map(|_| String::new())).collect();
                rows.push(cells);
            }
        }
    }
    let reading = table.reading();
    let Form::Delimited(form) = &reading.form else { panic!("taken for {}", reading.form.name()) };
    let dialect = form.dialect.dialect;
    let sign = |byte: u8| char::from(byte).to_string();
    Ok(json!({
        "delimiter": sign(dialect.delimiter),
        "quote": dialect.quote.map(sign),
        "escape": dialect.escape.name(),
        "encoding": reading.encoding.name,
        "header": form.header.is_header(),
        "preamble_lines": form.preamble_lines,
        "footer_lines": form.footer_lines.len(),
        "names": reading.names,
        "rows": rows,
        "ragged": ragged,
        "rejected_lines": rejected,
    }))
}

fn shown(value: &Value) -> String {
    value.to_string().chars().take(300).collect()
}
