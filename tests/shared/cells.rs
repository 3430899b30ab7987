//! Rows of cells of all lengths, so that delimiters, line breaks and quotes stand at every place of the blocks in which a text
//! is looked at. Natively and in WebAssembly other instructions look for them.

use touchline::domain::import::{
    Input,
    table::{Advance, DialectHints, Hints},
};

/// Rows of each table.
const ROWS: usize = 400;

/// Letters that differ from a sign in one bit, and others.
const LETTERS: &[u8] = b"\x2d\x3a\x7d\x0b\x0e#-abcXYZ01289.:/_ ";

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
    let rows: Vec<Vec<Vec<u8>>> = (0..ROWS).map(|number| row(number, delimiter)).collect();
    let header = (0..4).map(|column| format!("column {column}").into_bytes()).collect();
    let lines: Vec<Vec<u8>> = std::iter::once(&header).chain(&rows).map(|row| written(row, delimiter)).collect();
    // The last row has no line break.
    let text = lines.join(line_break.as_bytes());
    let dialect = DialectHints { delimiter: Some(delimiter), quote: Some(Some(b'"')), ..DialectHints::default() };
    let hints = Hints { dialect, header: Some(true), ..Hints::default() };
    let told = |error| format!("{:?}, {line_break:?}: {error}", char::from(delimiter));
    let mut table = Input::open(text.as_slice(), &hints, |_| false).map_err(|fault| told(format!("{fault:?}")))?;
    let mut found: Vec<Vec<Vec<u8>>> = Vec::new();
    loop {
        match table.advance().map_err(|fault| told(format!("{fault:?}")))? {
            Advance::Row => found.push(table.row().iter().map(<[u8]>::to_vec).collect()),
            Advance::Idle => {}
            Advance::End => break,
            rejected => return Err(told(format!("{rejected:?} behind {} rows", found.len()))),
        }
    }
    if let Some((number, (row, expect))) = found.iter().zip(&rows).enumerate().find(|(_, (row, expect))| row != expect)
    {
        return Err(told(format!("row {number} is {row:?} instead of {expect:?}")));
    }
    if found.len() == ROWS { Ok(()) } else { Err(told(format!("{} rows", found.len()))) }
}

/// Four cells: the first says which row it is; two have up to forty letters, none among them; the last holds signs in every
/// fifth row.
fn row(number: usize, delimiter: u8) -> Vec<Vec<u8>> {
    let letters = |length: usize| (0..length).map(|at| LETTERS[(number * 7 + at * 5) % LETTERS.len()]).collect();
    let last = match number % 5 {
        0 => [b"said \"", &[delimiter][..], b"\"\nand"].concat(),
        _ => b"end".to_vec(),
    };
    vec![format!("a{number}").into_bytes(), letters(number % 41), letters(number * 3 % 41), last]
}

/// In quotes where a cell holds signs.
fn written(row: &[Vec<u8>], delimiter: u8) -> Vec<u8> {
    let cell = |cell: &Vec<u8>| match cell.contains(&b'"') {
        true => format!("\"{}\"", String::from_utf8_lossy(cell).replace('"', "\"\"")).into_bytes(),
        false => cell.clone(),
    };
    row.iter().map(cell).collect::<Vec<_>>().join(&delimiter)
}
