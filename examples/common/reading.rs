//! How a table is read: as JSON, and as options of a command line.

use std::error::Error;

use serde_json::json;
use touchline::domain::import::table::{Form, Reading};

/// With the evidence for each decision.
pub fn said(reading: &Reading) -> serde_json::Value {
    let sign = |byte: u8| char::from(byte).to_string();
    let mut said = json!({
        "form": reading.form.name(),
        "gzip": reading.gzip,
        "encoding": reading.encoding.name,
        "names": reading.names,
        "evidence": { "encoding": reading.encoding.evidence.to_string() },
    });
    match &reading.form {
        Form::Delimited(table) => {
            let dialect = table.dialect.dialect;
            said["delimiter"] = json!(sign(dialect.delimiter));
            said["quote"] = json!(dialect.quote.map(sign));
            said["escape"] = json!(dialect.escape.name());
            said["header"] = json!(table.header.is_header());
            said["header_line"] = json!(table.header.is_header().then_some(table.header_line));
            said["preamble_lines"] = json!(table.preamble_lines);
            said["footer_lines"] = json!(table.footer_lines.len());
            said["evidence"]["dialect"] = json!(reading.form.to_string());
            said["evidence"]["header"] = json!(table.header.to_string());
            said["evidence"]["preamble"] = json!(table.preamble_words());
            said["evidence"]["footer"] = json!(table.footer_words());
        }
        Form::Json(objects) | Form::Ndjson(objects) => {
            said["journeys"] = json!(objects.journeys);
            said["events"] = json!(objects.events);
            said["left_out"] = json!({ "values": objects.left_out.count, "names": objects.left_out.names });
            said["evidence"]["form"] = json!(reading.form.to_string());
            said["evidence"]["left_out"] = json!(objects.left_out.words());
        }
    }
    said
}

pub fn delimiter(text: &str) -> Result<u8, Box<dyn Error>> {
    match text.as_bytes() {
        _ if matches!(text, "tab" | "\\t") => Ok(b'\t'),
        [byte] if byte.is_ascii() && !matches!(byte, b'\n' | b'\r') => Ok(*byte),
        _ => Err(format!("the delimiter is one sign or the word tab, not \"{text}\"").into()),
    }
}

/// A quote, or that there is none.
pub fn quote(text: &str) -> Result<Option<u8>, Box<dyn Error>> {
    match text.as_bytes() {
        b"none" => Ok(None),
        [byte] if byte.is_ascii() => Ok(Some(*byte)),
        _ => Err(format!("the quote is one sign or the word none, not \"{text}\"").into()),
    }
}

pub fn yes_or_no(text: &str) -> Result<bool, Box<dyn Error>> {
    match text {
        "yes" => Ok(true),
        "no" => Ok(false),
        other => Err(format!("--header is yes or no, not \"{other}\"").into()),
    }
}
