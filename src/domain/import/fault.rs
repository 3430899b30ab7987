//! Faults of a file as a whole, for which it is refused.

use std::{fmt, io};

/// Column names listed in a message at most.
const LISTED: usize = 30;

/// Why a file cannot be read as leads.
#[derive(Clone, Debug, PartialEq)]
pub enum FileFault {
    Empty,
    HeaderOnly,
    NoHeader {
        found: Vec<String>,
    },
    MissingColumns {
        missing: Vec<String>,
        found: Vec<String>,
    },
    UnclosedHeader,
    UnknownEncoding {
        label: String,
    },
    /// It is packed, or in an encoding older than Unicode, and this program can read neither.
    NeedsCodec {
        /// The encoding that was asked for.
        label: Option<String>,
    },
    /// The program that can did not do its work.
    CodecFailed {
        cause: String,
    },
    /// Recognised by its first bytes.
    OtherKind {
        kind: String,
    },
    /// A byte that no text holds, at this offset.
    Binary {
        offset: usize,
    },
    /// The file could not be read on: it was moved, changed or taken away.
    Unreadable {
        cause: String,
    },
    /// JSON that is not in UTF-8.
    JsonEncoding {
        encoding: String,
    },
    /// JSON without a journey or an event; the first row that was rejected, in words.
    NoObjects {
        first: Option<String>,
    },
}

impl From<io::Error> for FileFault {
    fn from(error: io::Error) -> Self {
        FileFault::from(&error)
    }
}

impl From<&io::Error> for FileFault {
    /// A fault that came through a reader, or that the source cannot be read.
    fn from(error: &io::Error) -> Self {
        let fault = error.get_ref().and_then(|inner| inner.downcast_ref::<FileFault>());
        fault.cloned().unwrap_or_else(|| FileFault::Unreadable { cause: error.to_string() })
    }
}

/// What is said where the program that unpacks and decodes files does not do its part.
pub fn codec_failed(cause: &str) -> String {
    format!(
        "The file is packed or in an encoding older than UTF-8, and the program that reads such files failed: {cause}. Open the file again, or save it unpacked and as UTF-8."
    )
}

impl fmt::Display for FileFault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FileFault::Empty => write!(out, "The file is empty."),
            FileFault::HeaderOnly => write!(out, "The file holds a header and no rows."),
            FileFault::NoHeader { found } => {
                write!(
                    out,
                    "The first line is no header: it names none of the columns of a leads file. Found: {}.",
                    list(found)
                )
            }
            FileFault::MissingColumns { missing, found } => {
                write!(out, "The file lacks {}. Found: {}.", list(missing), list(found))
            }
            FileFault::UnclosedHeader => {
                write!(out, "The header opens a quote that never closes, so that no row can be told from it.")
            }
            FileFault::UnknownEncoding { label } => write!(out, "No encoding is known by the name \"{label}\"."),
            FileFault::NeedsCodec { label: Some(label) } => {
                write!(out, "The tables for the encoding \"{label}\" are not loaded.")
            }
            FileFault::NeedsCodec { label: None } => {
                write!(out, "The file is packed or not in UTF-8, and the program that reads such files is not loaded.")
            }
            FileFault::CodecFailed { cause } => out.write_str(&codec_failed(cause)),
            FileFault::OtherKind { kind } => write!(out, "The file is {kind}, not text. Save or export it as CSV."),
            FileFault::Binary { offset } => write!(
                out,
                "The file is not text: byte {offset} is 0, and so are many others, which no text holds. Export it as CSV."
            ),
            FileFault::JsonEncoding { encoding } => {
                write!(out, "The file is JSON in {encoding}; JSON is read in UTF-8 only. Save it as UTF-8.")
            }
            FileFault::NoObjects { first: None } => write!(out, "The JSON holds no journeys and no events."),
            FileFault::NoObjects { first: Some(first) } => {
                write!(out, "Nothing in the JSON can be read as a journey or an event: {first}.")
            }
            FileFault::Unreadable { cause } => write!(out, "The file could not be read to its end: {cause}."),
        }
    }
}

impl std::error::Error for FileFault {}

fn list(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().take(LISTED).map(|name| shorten(name)).collect();
    let more = match names.len().saturating_sub(LISTED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    quoted.join(", ") + &more
}

fn shorten(name: &str) -> String {
    match name.char_indices().nth(80) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None if name.is_empty() => "(blank)".to_owned(),
        None => name.to_owned(),
    }
}
