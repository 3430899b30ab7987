//! Tables that are very narrow, very short or very wide, and rows and columns without values.

use super::Case;
use super::expected::{Expected, names, table};
use super::lines::{crlf, lf};

pub fn cases() -> Vec<Case> {
    vec![single_column(), two_columns(), single_row(), sixty_columns(), rows_of_empty_cells(), columns_of_empty_cells()]
}

fn single_column() -> Case {
    Case {
        name: "single_column",
        ending: "csv",
        pollution: "There is one column and no delimiter.",
        bytes: lf(r"
customer_id
100234
100235
100240
100251
100252
100260
100277
"),
        expected: Expected {
            names: names(&["customer_id"]),
            rows: table(&[&["100234"], &["100235"], &["100240"], &["100251"], &["100252"], &["100260"], &["100277"]]),
            ..Expected::default()
        },
    }
}

fn two_columns() -> Case {
    Case {
        name: "two_columns",
        ending: "txt",
        pollution: "There are two columns, and the second is empty in most rows, the last one too.",
        bytes: crlf(
            r"
day|value
2024-03-01|
2024-03-02|10
2024-03-03|
2024-03-04|
2024-03-05|7
2024-03-06|
",
        ),
        expected: Expected {
            delimiter: '|',
            names: names(&["day", "value"]),
            rows: table(&[
                &["2024-03-01", ""],
                &["2024-03-02", "10"],
                &["2024-03-03", ""],
                &["2024-03-04", ""],
                &["2024-03-05", "7"],
                &["2024-03-06", ""],
            ]),
            ..Expected::default()
        },
    }
}

fn single_row() -> Case {
    Case {
        name: "single_row",
        ending: "csv",
        pollution: "There is one row below the header.",
        bytes: lf(r"
customer_id;time;channel;campaign;value
1001;2024-03-01 09:15:00;Email;Spring;49.90
"),
        expected: Expected {
            delimiter: ';',
            names: names(&["customer_id", "time", "channel", "campaign", "value"]),
            rows: table(&[&["1001", "2024-03-01 09:15:00", "Email", "Spring", "49.90"]]),
            ..Expected::default()
        },
    }
}

fn sixty_columns() -> Case {
    let header: Vec<String> = (1..=60).map(|column| format!("measure_{column:02}")).collect();
    let row = |row: usize| (1..=60).map(|column| (row * 100 + column).to_string()).collect();
    let rows: Vec<Vec<String>> = (1..=8).map(row).collect();
    let lines: Vec<String> = rows.iter().map(|row| row.join(",") + "\n").collect();
    Case {
        name: "sixty_columns",
        ending: "csv",
        pollution: "There are 60 columns.",
        bytes: lf(&format!("{}\n{}", header.join(","), lines.concat())),
        expected: Expected { names: header, rows, ..Expected::default() },
    }
}

fn rows_of_empty_cells() -> Case {
    Case {
        name: "rows_of_empty_cells",
        ending: "csv",
        pollution: "Some rows have nothing but delimiters, the last one too.",
        bytes: lf(r"
id;time;channel;campaign;value
1;2024-03-01 10:00;Email;Spring;10
2;2024-03-01 11:00;Search;Brand;0
;;;;
3;2024-03-02 12:00;Social;Cats;5
4;2024-03-03 13:00;Search;Brand;0
;;;;
;;;;
5;2024-03-04 14:00;Email;Spring;42
6;2024-03-05 15:00;Search;Brand;8
;;;;
"),
        expected: Expected {
            delimiter: ';',
            names: names(&["id", "time", "channel", "campaign", "value"]),
            rows: table(&[
                &["1", "2024-03-01 10:00", "Email", "Spring", "10"],
                &["2", "2024-03-01 11:00", "Search", "Brand", "0"],
                &["", "", "", "", ""],
                &["3", "2024-03-02 12:00", "Social", "Cats", "5"],
                &["4", "2024-03-03 13:00", "Search", "Brand", "0"],
                &["", "", "", "", ""],
                &["", "", "", "", ""],
                &["5", "2024-03-04 14:00", "Email", "Spring", "42"],
                &["6", "2024-03-05 15:00", "Search", "Brand", "8"],
                &["", "", "", "", ""],
            ]),
            ..Expected::default()
        },
    }
}

fn columns_of_empty_cells() -> Case {
    Case {
        name: "columns_of_empty_cells",
        ending: "tsv",
        pollution: "The first and the last column are empty in every row, so that rows begin and end with tabs.",
        bytes: lf("
session\tcustomer\ttime\tchannel\tvalue\tcoupon
\tc1\t2024-03-01 10:00\tEmail\t10\t
\tc2\t2024-03-01 11:00\tSearch\t0\t
\tc3\t2024-03-02 12:00\tSocial\t5\t
\tc3\t2024-03-03 13:00\tSearch\t0\t
\tc4\t2024-03-04 14:00\tDirect\t42\t
\tc5\t2024-03-05 15:00\tEmail\t8\t
"),
        expected: Expected {
            delimiter: '\t',
            names: names(&["session", "customer", "time", "channel", "value", "coupon"]),
            rows: table(&[
                &["", "c1", "2024-03-01 10:00", "Email", "10", ""],
                &["", "c2", "2024-03-01 11:00", "Search", "0", ""],
                &["", "c3", "2024-03-02 12:00", "Social", "5", ""],
                &["", "c3", "2024-03-03 13:00", "Search", "0", ""],
                &["", "c4", "2024-03-04 14:00", "Direct", "42", ""],
                &["", "c5", "2024-03-05 15:00", "Email", "8", ""],
            ]),
            ..Expected::default()
        },
    }
}
