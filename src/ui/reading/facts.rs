//! Encoding, dialect, header and what stands round the table, with the evidence; and the way to read it otherwise.

use leptos::prelude::*;

use super::{
    Again, kinds,
    menu::{line, menu, words},
};
use crate::{
    domain::import::table::{Delimited, Escape, Form, Reading},
    engine::import::Kind,
    protocol::Opened,
};

const DELIMITERS: [(u8, &str); 5] =
    [(b',', "comma"), (b';', "semicolon"), (b'\t', "tab"), (b'|', "vertical bar"), (b':', "colon")];

const QUOTES: [(Option<u8>, &str); 3] = [(Some(b'"'), "\""), (Some(b'\''), "'"), (None, "none")];

const ENCODINGS: [&str; 14] = [
    "UTF-8",
    "UTF-16LE",
    "UTF-16BE",
    "windows-1252",
    "windows-1250",
    "windows-1251",
    "ISO-8859-2",
    "ISO-8859-15",
    "macintosh",
    "Shift_JIS",
    "GB18030",
    "Big5",
    "EUC-KR",
    "KOI8-R",
];

/// What was decided, and menus to decide otherwise.
pub fn facts(again: &Again, opened: &Opened) -> AnyView {
    let mut rows = rows(&opened.reading);
    if let Some(separator) = &opened.separator {
        rows.push(("Paths parted by", separator.sign.clone(), separator.to_string()));
    }
    let row = |(what, value, why): (&'static str, String, String)| {
        view! { <tr><th scope="row">{what}</th><td class="cell">{value}</td><td class="cell">{why}</td></tr> }
            .into_any()
    };
    let rows: Vec<AnyView> = rows.into_iter().map(row).collect();
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label="How the table was read">
            <table class="rejected">
                <thead><tr><th scope="col">"What"</th><th scope="col">"Read as"</th><th scope="col">"Because"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <div class="settings" role="group" aria-label="Read it otherwise">{overrides(again, opened)}</div>
    }
    .into_any()
}

fn rows(reading: &Reading) -> Vec<(&'static str, String, String)> {
    let mut rows = vec![("Encoding", reading.encoding.name.clone(), reading.encoding.evidence.to_string())];
    match &reading.form {
        Form::Delimited(table) => rows.extend(of_table(table)),
        Form::Json(objects) | Form::Ndjson(objects) => {
            rows.push(("Form", reading.form.name().to_owned(), reading.form.to_string()));
            if objects.left_out.count > 0 {
                rows.push(("Left out", format!("{} members", objects.left_out.count), objects.left_out.words()));
            }
        }
    }
    if reading.gzip {
        rows.push(("Packed", "gzip".to_owned(), "by its first bytes".to_owned()));
    }
    rows
}

fn of_table(table: &Delimited) -> [(&'static str, String, String); 5] {
    let dialect = table.dialect.dialect;
    let sign = |byte: u8| match byte {
        b'\t' => "tab".to_owned(),
        byte => char::from(byte).to_string(),
    };
    let lines = |count: usize| if count == 1 { "1 line".to_owned() } else { format!("{count} lines") };
    let header = match table.header.is_header() {
        true => format!("line {}", table.header_line),
        false => "none".to_owned(),
    };
    [
        ("Delimiter", sign(dialect.delimiter), table.dialect.to_string()),
        (
            "Quote",
            dialect.quote.map_or("none".to_owned(), sign),
            format!("inside a quoted cell it is {}", dialect.escape.name()),
        ),
        ("Header", header, table.header.to_string()),
        ("Before", lines(table.preamble_lines as usize), table.preamble_words()),
        ("Behind", lines(table.footer_lines.len()), table.footer_words()),
    ]
}

fn overrides(again: &Again, opened: &Opened) -> Vec<AnyView> {
    let hints = &again.settings().hints;
    let told = |given: bool| if given { "as asked for" } else { "told from the file" }.to_owned();
    let kind = Kind::ALL.iter().position(|kind| *kind == opened.kind).unwrap_or_default();
    let (of_kind, of_encoding) = (again.clone(), again.clone());
    let encoding = hints.encoding.as_deref();
    let mut fields = vec![
        menu("What the file holds", kinds(), kind, String::new(), move |at| {
            of_kind.with(|choices| choices.kind = Kind::ALL.get(at).copied());
        }),
        menu(
            "Encoding",
            with_told(&ENCODINGS),
            place(ENCODINGS.iter().position(|known| encoding.is_some_and(|given| known.eq_ignore_ascii_case(given)))),
            told(encoding.is_some()),
            move |at| {
                let name = at.checked_sub(1).and_then(|at| ENCODINGS.get(at)).map(|name| (*name).to_owned());
                of_encoding.with_settings(|settings| settings.hints.encoding = name);
            },
        ),
    ];
    if matches!(opened.reading.form, Form::Delimited(_)) {
        fields.extend(of_dialect(again));
    }
    if opened.kind == Kind::Paths {
        let of_separator = again.clone();
        let sign = opened.separator.as_ref().map(|found| found.sign.clone()).unwrap_or_default();
        fields.push(line("Paths parted by", sign, "text", "", String::new(), move |sign| {
            of_separator.with(|choices| choices.separator = sign);
        }));
    }
    fields
}

fn of_dialect(again: &Again) -> [AnyView; 4] {
    let hints = again.settings().hints.clone();
    let dialect = hints.dialect;
    let told = |given: bool| if given { "as asked for" } else { "told from the file" }.to_owned();
    let (of_delimiter, of_quote, of_escape, of_header) = (again.clone(), again.clone(), again.clone(), again.clone());
    [
        menu(
            "Delimiter",
            with_told(&DELIMITERS.map(|(_, words)| words)),
            place(DELIMITERS.iter().position(|(sign, _)| dialect.delimiter == Some(*sign))),
            told(dialect.delimiter.is_some()),
            move |at| {
                let sign = at.checked_sub(1).and_then(|at| DELIMITERS.get(at)).map(|(sign, _)| *sign);
                of_delimiter.with_settings(|settings| settings.hints.dialect.delimiter = sign);
            },
        ),
        menu(
            "Quote",
            with_told(&QUOTES.map(|(_, words)| words)),
            place(QUOTES.iter().position(|(sign, _)| dialect.quote == Some(*sign))),
            told(dialect.quote.is_some()),
            move |at| {
                let quote = at.checked_sub(1).and_then(|at| QUOTES.get(at)).map(|(sign, _)| *sign);
                of_quote.with_settings(|settings| settings.hints.dialect.quote = quote);
            },
        ),
        menu(
            "A quote in a quoted cell is",
            with_told(&["doubled", "behind a backslash"]),
            place(dialect.escape.map(|escape| usize::from(escape == Escape::Backslash))),
            told(dialect.escape.is_some()),
            move |at| {
                let escape = [None, Some(Escape::Doubled), Some(Escape::Backslash)].get(at).copied().flatten();
                of_escape.with_settings(|settings| settings.hints.dialect.escape = escape);
            },
        ),
        menu(
            "The first row",
            with_told(&["names the columns", "is a row like others"]),
            place(hints.header.map(|header| usize::from(!header))),
            told(hints.header.is_some()),
            move |at| {
                let header = [None, Some(true), Some(false)].get(at).copied().flatten();
                of_header.with_settings(|settings| settings.hints.header = header);
            },
        ),
    ]
}

fn with_told(options: &[&str]) -> Vec<String> {
    let mut all = words(&["told from the file"]);
    all.extend(words(options));
    all
}

/// The place of an option behind "told from the file".
fn place(option: Option<usize>) -> usize {
    option.map_or(0, |at| at + 1)
}
