//! What was read, what was set, and the fingerprint by which the figures are found again.

use super::{Chapter, Handout, Reading, numbers::Numbers};
use crate::{chart::markup::Markup, domain::import::RejectedKind};

pub(super) fn chapter(handout: &Handout) -> Chapter {
    let source = &handout.source;
    let mut body = Markup::default();
    if !handout.settings.is_empty() {
        body.raw("<dl class=\"method\">");
        for setting in &handout.settings {
            body.element("dt", &setting.name).element("dd", &setting.value);
        }
        body.raw("</dl>");
    }
    body.raw("<h3>Fingerprint</h3><p class=\"fingerprint\"><code>").text(&source.fingerprint()).raw("</code></p>");
    body.raw("<dl class=\"method\"><dt>Checksum of the data</dt><dd><code>").text(&source.checksum).raw("</code></dd>");
    body.raw("<dt>Version</dt><dd><code>").text(&source.version).raw("</code></dd>");
    body.raw("<dt>Settings</dt><dd><pre>").text(&source.settings).raw("</pre></dd></dl>");
    body.raw("<h3>How to reproduce it</h3><p>");
    body.text(&format!(
        "Open {} in this version of Touchline; its checksum must be the one above. Set what the settings say, the seed \
         included. The same data, settings and version give the same figures, bit for bit. The fingerprint is XXH3, 64 bits, \
         of checksum, version and settings, a line feed between them: where it is the same, so are they.",
        handout.dataset
    ));
    body.raw("</p>");
    Chapter { title: "Settings and fingerprint".to_owned(), body }
}

/// How the rows of the file were read.
pub(super) fn reading(handout: &Handout, reading: &Reading, numbers: &dyn Numbers) -> Chapter {
    let number = |count: u32| numbers.whole(f64::from(count));
    let mut body = Markup::default();
    body.raw("<p>").text(&format!(
        "{}: {} rows read = {} accepted + {} rejected.",
        handout.dataset,
        number(reading.read),
        number(reading.accepted),
        number(reading.rejected)
    ));
    body.raw("</p>");
    if !reading.kinds.is_empty() {
        body.raw("<ul class=\"rejected\">");
        for kind in &reading.kinds {
            body.element("li", &rejected(kind, numbers));
        }
        body.raw("</ul>");
    }
    Chapter { title: "How the file was read".to_owned(), body }
}

fn rejected(kind: &RejectedKind, numbers: &dyn Numbers) -> String {
    let rows = if kind.rows == 1 { "row" } else { "rows" };
    let lines: Vec<String> = kind.lines.iter().map(u32::to_string).collect();
    let line = if lines.len() == 1 && kind.rows == 1 { "line" } else { "lines" };
    let more = if (kind.rows as usize) > lines.len() { ", …" } else { "" };
    let column = kind.column.as_ref().map_or(String::new(), |column| format!("{column} "));
    format!(
        "{} {rows} left out: {column}{} ({line} {}{more}).",
        numbers.whole(f64::from(kind.rows)),
        kind.reason,
        lines.join(", ")
    )
}
