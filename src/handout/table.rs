//! Tables of text: a caption, heads that repeat on paper, and parts that fit a page.

use crate::{chart::markup::Markup, pack::Pack};

/// A table, written already. The first column names the rows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Pack)]
pub struct Table {
    pub columns: Vec<Column>,
    /// A cell a column; cells that lack are empty. What follows a line feed stands small below the rest.
    pub rows: Vec<Vec<String>>,
    /// The last row, where there is one: of the same shape, and set apart.
    pub total: Option<Vec<String>>,
    /// Rows that are left out.
    pub more: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Pack)]
pub struct Column {
    pub name: String,
    /// Figures stand at the right.
    pub numeric: bool,
}

/// Columns that a page of paper holds: a wider table is cut into parts, each with the first column.
const MOST_COLUMNS: usize = 10;

/// A table of so many lines fits a page beside other things and is not broken.
const UNBROKEN_LINES: usize = 20;

impl Column {
    pub fn words(name: &str) -> Column {
        Column { name: name.to_owned(), numeric: false }
    }

    pub fn figures(name: &str) -> Column {
        Column { name: name.to_owned(), numeric: true }
    }
}

/// What stands round a table.
pub(super) struct Frame<'a> {
    /// For the caption and for those who hear it.
    pub title: &'a str,
    /// Origin, scope, model and interval, behind the title.
    pub carried: &'a Markup,
    /// By row, its channel's place in the palette; empty without colours.
    pub swatches: &'a [usize],
}

/// Writes the table, in parts where it is wide.
pub(super) fn write(out: &mut Markup, table: &Table, frame: &Frame) {
    let rest: Vec<usize> = (1..table.columns.len()).collect();
    let parts: Vec<&[usize]> = if rest.is_empty() { vec![&[]] } else { rest.chunks(MOST_COLUMNS - 1).collect() };
    for (at, part) in parts.iter().enumerate() {
        let title = match parts.len() {
            1 => frame.title.to_owned(),
            count => format!("{} (part {} of {count})", frame.title, at + 1),
        };
        write_part(out, table, frame, part, &title);
    }
}

fn write_part(out: &mut Markup, table: &Table, frame: &Frame, columns: &[usize], title: &str) {
    let class = if lines(table) <= UNBROKEN_LINES { "unbroken" } else { "long" };
    out.raw("<div class=\"scroll\" tabindex=\"0\" role=\"region\"").attribute("aria-label", title).raw(">");
    out.raw("<table").attribute("class", class).raw("><caption>").text(title).raw(" · ");
    out.append(frame.carried.clone()).raw("</caption><thead><tr>");
    for column in std::iter::once(&0).chain(columns).filter_map(|column| table.columns.get(*column)) {
        let class = if column.numeric { "figure" } else { "words" };
        out.raw("<th scope=\"col\"").attribute("class", class).raw(">");
        write_name(out, &column.name);
        out.raw("</th>");
    }
    out.raw("</tr></thead><tbody>");
    for (at, row) in table.rows.iter().enumerate() {
        write_row(out, table, row, columns, frame.swatches.get(at).copied());
    }
    out.raw("</tbody>");
    if let Some(total) = &table.total {
        out.raw("<tfoot>");
        write_row(out, table, total, columns, None);
        out.raw("</tfoot>");
    }
    out.raw("</table></div>");
}

/// Lines of text on paper, where no cell is too wide.
fn lines(table: &Table) -> usize {
    let of_row = |row: &Vec<String>| if row.iter().any(|cell| cell.contains('\n')) { 2 } else { 1 };
    table.rows.iter().map(of_row).sum()
}

fn write_row(out: &mut Markup, table: &Table, row: &[String], columns: &[usize], swatch: Option<usize>) {
    let cell = |column: usize| row.get(column).map_or("", String::as_str);
    out.raw("<tr><th scope=\"row\"");
    if let Some(place) = swatch {
        out.raw(" class=\"swatched\"><span aria-hidden=\"true\"")
            .attribute("class", &format!("swatch colour-{place}"))
            .raw("></span>");
    } else {
        out.raw(">");
    }
    write_name(out, cell(0));
    out.raw("</th>");
    for column in columns {
        let class = if table.columns[*column].numeric { "figure" } else { "words" };
        out.raw("<td").attribute("class", class).raw(">");
        write_cell(out, cell(*column));
        out.raw("</td>");
    }
    out.raw("</tr>");
}

/// Letters of a name behind each other at most, before it can be broken.
const UNBROKEN_LETTERS: usize = 14;

/// A name that may be long: it can be broken behind the characters that join its words, and where it has none.
fn write_name(out: &mut Markup, name: &str) {
    let mut run = 0;
    for (at, character) in name.char_indices() {
        out.text(character.encode_utf8(&mut [0; 4]));
        run = if character.is_whitespace() { 0 } else { run + 1 };
        let joins = matches!(character, '_' | '-' | '/' | '.' | ':');
        if (joins || run == UNBROKEN_LETTERS) && at + character.len_utf8() < name.len() {
            out.raw("<wbr>");
            run = 0;
        }
    }
}

fn write_cell(out: &mut Markup, cell: &str) {
    match cell.split_once('\n') {
        Some((first, rest)) => out.text(first).element("small", rest),
        None => out.text(cell),
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(table: &Table, swatches: &[usize]) -> String {
        let mut carried = Markup::default();
        carried.text("synthetic journeys");
        let mut out = Markup::default();
        write(&mut out, table, &Frame { title: "T & t", carried: &carried, swatches });
        out.into_string()
    }

    #[test]
    fn a_table_has_a_caption_heads_and_a_last_row() {
        let table = Table {
            columns: vec![Column::words("Channel"), Column::figures("Share")],
            rows: vec![vec!["<a>".to_owned(), "28.0\n27 – 29".to_owned()], vec!["b".to_owned()]],
            total: Some(vec!["Total".to_owned(), "100 %".to_owned()]),
            more: 0,
        };
        assert_eq!(
            written(&table, &[3]),
            "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"T &amp; t\"><table class=\"unbroken\">\
             <caption>T &amp; t · synthetic journeys</caption><thead><tr><th scope=\"col\" class=\"words\">Channel</th>\
             <th scope=\"col\" class=\"figure\">Share</th></tr></thead><tbody><tr>\
             <th scope=\"row\" class=\"swatched\"><span aria-hidden=\"true\" class=\"swatch colour-3\"></span>&lt;a&gt;</th>\
             <td class=\"figure\">28.0<small>27 – 29</small></td></tr><tr><th scope=\"row\">b</th>\
             <td class=\"figure\"></td></tr></tbody><tfoot><tr><th scope=\"row\">Total</th>\
             <td class=\"figure\">100 %</td></tr></tfoot></table></div>"
        );
    }

    #[test]
    fn a_wide_table_is_cut_into_parts_that_each_name_the_rows() {
        // Eleven columns: the first with nine more, then the first with the last.
        let names: Vec<String> = (0..11).map(|at| format!("c{at}")).collect();
        let columns = names.iter().map(|name| Column::figures(name)).collect();
        let table =
            Table { columns, rows: vec![names.iter().map(|name| format!("{name}!")).collect()], total: None, more: 0 };
        let written = written(&table, &[]);
        let parts: Vec<&str> = written.split("</table>").collect();
        assert_eq!(parts.len(), 3, "two tables and what follows them");
        assert!(parts[0].contains("(part 1 of 2)") && parts[1].contains("(part 2 of 2)"));
        assert!(parts.iter().take(2).all(|part| part.contains("c0!")));
        assert!(parts[0].contains("c9!") && !parts[0].contains("c10"));
        assert!(parts[1].contains("c10!") && !parts[1].contains("c9"));
    }

    #[test]
    fn names_break_behind_the_characters_that_join_words_and_within_long_ones() {
        let mut out = Markup::default();
        write_name(&mut out, "paid_search/brand");
        out.raw(" ");
        write_name(&mut out, "email-");
        out.raw(" ");
        write_name(&mut out, "abcdefghijklmnopq two");
        assert_eq!(out.into_string(), "paid_<wbr>search/<wbr>brand email- abcdefghijklmn<wbr>opq two");
    }

    #[test]
    fn what_fits_a_page_is_not_broken() {
        let table = |rows: usize, cell: &str| Table {
            columns: vec![Column::words("A")],
            rows: vec![vec![cell.to_owned()]; rows],
            total: None,
            more: 0,
        };
        for (rows, cell, class) in
            [(20, "x", "unbroken"), (21, "x", "long"), (10, "x\ny", "unbroken"), (11, "x\ny", "long")]
        {
            assert!(written(&table(rows, cell), &[]).contains(&format!("<table class=\"{class}\">")), "{rows} {cell}");
        }
    }

    #[test]
    fn a_table_without_columns_is_empty_and_no_fault() {
        assert!(written(&Table::default(), &[]).contains("<tbody></tbody>"));
    }
}
