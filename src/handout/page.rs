//! The frame of the document: its policy, its style, its head and foot, and figures in it.

use super::{Chapter, Handout, in_scope, interval_words, model_words, numbers::Numbers};
use crate::chart::{Drawing, markup::Markup, svg};

/// The one style sheet.
const STYLE: &str = concat!(include_str!("../../style/chart.css"), include_str!("handout.css"));

/// What the document may load: the one style sheet, by its SHA-256, and pictures within itself.
pub const POLICY: &str = "default-src 'none'; style-src 'sha256-4pl6foLWdrRL4p5wpNdC8f5FSPLvHCwHzbXD4aI1SAc='; \
                          img-src data:; base-uri 'none'; form-action 'none'";

pub(super) fn document(handout: &Handout, chapters: Vec<Chapter>, numbers: &dyn Numbers) -> Markup {
    let mut out = Markup::default();
    out.raw("<!doctype html>\n<html").attribute("lang", &handout.language).raw(">\n<head>\n<meta charset=\"utf-8\">\n");
    out.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"").raw(POLICY).raw("\">\n");
    out.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.raw("<meta name=\"referrer\" content=\"no-referrer\">\n");
    let title = match &handout.client {
        Some(client) => format!("{client}: {}", handout.title),
        None => handout.title.clone(),
    };
    out.element("title", &title).raw("\n<style>").raw(STYLE).raw("</style>\n</head>\n<body>\n");
    head(&mut out, handout, numbers);
    contents(&mut out, &chapters);
    out.raw("<main>\n");
    for (chapter, number) in chapters.into_iter().zip(1..) {
        let id = format!("part-{number}");
        out.raw("<section").attribute("aria-labelledby", &id).raw("><h2").attribute("id", &id).raw(">");
        out.text(&chapter.title).raw("</h2>").append(chapter.body).raw("</section>\n");
    }
    out.raw("</main>\n");
    foot(&mut out, handout);
    out.raw("</body>\n</html>\n");
    out
}

fn head(out: &mut Markup, handout: &Handout, numbers: &dyn Numbers) {
    let report = &handout.report;
    out.raw("<header>");
    if handout.client.is_some() || handout.logo.is_some() {
        out.raw("<div class=\"client\">");
        if let Some(logo) = &handout.logo {
            let alt = handout.client.as_ref().map_or("Logo".to_owned(), |client| format!("Logo of {client}"));
            out.raw("<img class=\"logo\"").attribute("src", logo.as_str()).attribute("alt", &alt).raw(">");
        }
        if let Some(client) = &handout.client {
            out.element("p", client);
        }
        out.raw("</div>");
    }
    out.element("h1", &handout.title).raw("<p class=\"written\">").text(&handout.written).raw("</p>");
    out.raw("<ul class=\"chips\" aria-label=\"What the figures speak of\"><li class=\"origin\">");
    out.text(report.origin.title()).raw("</li>");
    let of_report = [in_scope(report, numbers), model_words(report, numbers), interval_words(report, numbers)];
    for words in std::iter::once(&handout.dataset).chain(&handout.scope).chain(&of_report) {
        out.element("li", words);
    }
    out.raw("</ul></header>\n");
}

fn contents(out: &mut Markup, chapters: &[Chapter]) {
    out.raw("<nav aria-label=\"Contents\"><ol>");
    for (chapter, number) in chapters.iter().zip(1..) {
        out.raw("<li><a").attribute("href", &format!("#part-{number}")).raw(">").text(&chapter.title).raw("</a></li>");
    }
    out.raw("</ol></nav>\n");
}

fn foot(out: &mut Markup, handout: &Handout) {
    out.raw("<footer><p>").text(handout.report.origin.title()).text(" · ").text(&handout.written);
    out.text(" · Touchline ").text(&handout.source.version).text(" · fingerprint ").raw("<code>");
    out.text(&handout.source.fingerprint()).raw("</code></p></footer>\n");
}

/// A chart with what it carries below it. Of two drawings the second is for narrow screens.
pub(super) fn figure(out: &mut Markup, handout: &Handout, drawings: &[&Drawing], label: &str, carried: &Markup) {
    let label = format!("{label} ({})", handout.report.origin.words());
    out.raw("<figure>");
    for (at, drawing) in drawings.iter().enumerate() {
        out.raw(match (drawings.len(), at) {
            (1, _) => "<div class=\"plot only\">",
            (_, 0) => "<div class=\"plot wide\">",
            _ => "<div class=\"plot narrow\">",
        });
        out.append(svg::inline(drawing, &handout.channels, &label)).raw("</div>");
    }
    out.raw("<figcaption>").append(carried.clone()).raw("</figcaption></figure>");
}
