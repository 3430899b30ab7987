//! Rows of cells whose lengths and letters are chosen so that every sign stands at every place of the blocks in which a
//! text is looked at. Natively and in WebAssembly other instructions look for them.

use touchline::domain::import::{
    Input,
    table::{Advance, DialectHints, Hints},
};

/// Rows of each table.
const ROWS: usize = 400;

/// Letters that differ from a sign in one bit, and others.
const LETTERS: &[u8] = b"\x2d\x3a\x7d\x0b\x0e-abcXYZ01289.:/_ ";

/// Reads tables back that were written here; says which cell came back as another.
pub fn check() -> Result<(), String> {
    for delimiter in *b",;\t|" {
        for line_break in ["\n", "\r\n", "\r"] {
            check_table(delimiter, line_break)?;
        }
    }
    Ok(())
}

fn check_table(delimiter: u8, line_break: &str) -> Result<(), String> {
    let rows: Vec<Vec<Vec<u8>>> = (0..ROWS).map(row).collect();
    let header = (0..3).map(|column| format!("column {column}").into_bytes()).collect();
    let mut text = Vec::new();
    for row in std::iter::once(&header).chain(&rows) {
        text.extend_from_slice(&row.join(&delimiter));
        text.extend_from_slice(line_break.as_bytes());
    }
    let dialect = DialectHints { delimiter: Some(delimiter), ..DialectHints::default() };
    let hints = Hints { dialect, header: Some(true), ..Hints::default() };
    let told = |error| format!("{delimiter:?}, {line_break:?}: {error}");
    let mut table = Input::open(text.as_slice(), &hints, |_| false).map_err(|fault| told(format!("{fault:?}")))?;
    for (number, expect) in rows.iter().enumerate() {
        loop {
            match table.advance().map_err(|fault| told(format!("{fault:?}")))? {
                Advance::Row => break,
                Advance::Idle => {}
                other => return Err(told(format!("{other:?} instead of row {number}"))),
            }
        }
        let cells: Vec<Vec<u8>> = table.row().iter().map(<[u8]>::to_vec).collect();
        if cells != *expect {
            return Err(told(format!("row {number} is {cells:?} instead of {expect:?}")));
        }
    }
    Ok(())
}

/// Three cells, of which the first says which row it is; the others have up to forty letters.
fn row(number: usize) -> Vec<Vec<u8>> {
    let letters = |length: usize| (0..length).map(|at| LETTERS[(number * 7 + at * 5) % LETTERS.len()]).collect();
    vec![format!("a{number}").into_bytes(), letters(1 + number % 41), letters(1 + number / 41 % 41)]
}
