//! SVG of a drawing made by hand.

use super::*;
use crate::chart::colour::{DARK, LIGHT};

fn shape(part: Part, geometry: Geometry) -> Shape {
    Shape { part, geometry }
}

fn drawing() -> Drawing {
    let text = |text: &str| Geometry::Text { x: 90, y: 18, anchor: Anchor::End, text: text.to_owned() };
    Drawing {
        width: 400,
        height: 66,
        axes: vec![shape(Part::Grid, Geometry::Line { from: (100, 0), to: (100, 36) })],
        marks: vec![Mark {
            channel: "b<i>".to_owned(),
            title: "b<i>: 40.0 %".to_owned(),
            place: None,
            shapes: vec![
                shape(Part::Name, text("b<i>")),
                shape(Part::Bar, Geometry::Rectangle { x: 100, y: 7, width: 80, height: 22 }),
                shape(Part::Line, Geometry::Polyline(vec![(1, 2), (3, 4)])),
                shape(Part::ChosenDot, Geometry::Circle { x: 5, y: 6, radius: 4 }),
            ],
        }],
    }
}

fn channels() -> Vec<String> {
    vec!["a".to_owned(), "b<i>".to_owned()]
}

#[test]
fn a_document_stands_alone_with_its_message_its_origin_and_its_colours() {
    let caption = Caption { message: "b & c lead.", origin: Origin::Synthetic, note: "all ZIP codes" };
    let svg = document(&drawing(), &channels(), &caption, &LIGHT, Ground::Painted);
    // 400 and twice 16; a line of 23, one of 17, 16 below them, 66 of the chart and twice 16.
    let expect = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
        <svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"432\" height=\"154\" viewBox=\"0 0 432 154\" \
        font-family=\"system-ui, &#39;Segoe UI&#39;, Helvetica, Arial, sans-serif\" font-size=\"14\" fill=\"#1a1c20\">\
        <title>b &amp; c lead.</title><desc>Synthetic journeys · all ZIP codes</desc>\
        <rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\
        <text font-weight=\"600\" font-size=\"17\" x=\"16\" y=\"27\" dy=\"0.35em\">b &amp; c lead.</text>\
        <text font-size=\"12.5\" fill=\"#5d626b\" x=\"16\" y=\"47\" dy=\"0.35em\">Synthetic journeys · all ZIP codes</text>\
        <g transform=\"translate(16 72)\">\
        <line fill=\"none\" stroke-width=\"1\" stroke=\"#e2e3e0\" x1=\"100\" y1=\"0\" x2=\"100\" y2=\"36\"/>\
        <g fill=\"#0b8561\"><title>b&lt;i&gt;: 40.0 %</title>\
        <text fill=\"#1a1c20\" x=\"90\" y=\"18\" dy=\"0.35em\" text-anchor=\"end\">b&lt;i&gt;</text>\
        <rect opacity=\"0.88\" x=\"100\" y=\"7\" width=\"80\" height=\"22\"/>\
        <polyline fill=\"none\" stroke-width=\"2\" stroke=\"#0b8561\" points=\"1,2 3,4\"/>\
        <circle fill=\"#2756c5\" cx=\"5\" cy=\"6\" r=\"4\"/></g></g></svg>\n";
    assert_eq!(svg, expect);
}

#[test]
fn the_line_of_the_ninth_channel_is_dashed_and_nothing_else_of_it() {
    let channels: Vec<String> = ["a", "a1", "a2", "a3", "a4", "a5", "a6", "a7", "b<i>"].map(str::to_owned).into();
    let caption = Caption { message: "b leads.", origin: Origin::Observed, note: "" };
    let svg = document(&drawing(), &channels, &caption, &LIGHT, Ground::Painted);
    // The first colour once more.
    let line = "<polyline fill=\"none\" stroke-width=\"2\" stroke=\"#c2510a\" stroke-dasharray=\"8 4\"";
    assert!(svg.contains(line), "{svg}");
    assert_eq!(svg.matches("dasharray").count(), 1);
    let inline = inline(&drawing(), &channels, "").into_string();
    assert!(inline.contains("<g class=\"mark colour-0 round-1\">"), "{inline}");
}

#[test]
fn the_dark_theme_has_its_own_colours_and_a_transparent_ground_has_none() {
    let caption = Caption { message: "b leads.", origin: Origin::Observed, note: "" };
    let svg = document(&drawing(), &channels(), &caption, &DARK, Ground::Transparent);
    assert!(svg.contains("<g fill=\"#45c39b\">") && svg.contains("<desc>Observed journeys</desc>"));
    assert!(!svg.contains("width=\"100%\"") && !svg.contains("var("));
}

#[test]
fn the_form_for_html_has_the_classes_of_the_page_and_no_colour() {
    let svg = inline(&drawing(), &channels(), "b leads (\"synthetic journeys\")").into_string();
    let expect = "<svg role=\"img\" width=\"400\" height=\"66\" viewBox=\"0 0 400 66\" \
        aria-label=\"b leads (&quot;synthetic journeys&quot;)\">\
        <line class=\"grid\" x1=\"100\" y1=\"0\" x2=\"100\" y2=\"36\"/>\
        <g class=\"mark colour-1\"><title>b&lt;i&gt;: 40.0 %</title>\
        <text class=\"name\" x=\"90\" y=\"18\" dy=\"0.35em\" text-anchor=\"end\">b&lt;i&gt;</text>\
        <rect class=\"bar\" x=\"100\" y=\"7\" width=\"80\" height=\"22\"/>\
        <polyline class=\"line\" points=\"1,2 3,4\"/><circle class=\"chosen\" cx=\"5\" cy=\"6\" r=\"4\"/></g></svg>";
    assert_eq!(svg, expect);
}

#[test]
fn lines_break_between_words_and_within_a_word_too_wide() {
    // At 10 pixels an a is 5.9 wide and a blank 3.7: three words are 60.5, a fourth makes it 82.
    assert_eq!(broken("aaa aaa aaa aaa", 10.0, 70), ["aaa aaa aaa", "aaa"]);
    // Five letters are 29.5, a sixth makes it 35.4.
    assert_eq!(broken("a aaaaaaaa", 10.0, 30), ["a", "aaaaa", "aaa"]);
    assert_eq!(broken("a", 10.0, 1), ["a"]);
    assert_eq!(broken(" ", 10.0, 30), [""; 0]);
}
