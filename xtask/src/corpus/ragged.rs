//! Rows with fewer or more cells than the header.

use super::Case;
use super::expected::{Expected, names, table};
use super::lines::{cr, crlf, lf};

pub fn cases() -> Vec<Case> {
    vec![
        short_rows(),
        long_rows(),
        short_and_long_rows(),
        ragged_behind_line_breaks(),
        ragged_in_cr_file(),
        ragged_between_preamble_and_footer(),
        trailing_delimiter_everywhere(),
        trailing_delimiter_on_rows(),
    ]
}

fn short_rows() -> Case {
    Case {
        name: "short_rows",
        ending: "csv",
        pollution: "Some rows end before their last cells.",
        bytes: lf(r"
id,time,channel,campaign,value
1,2024-03-01 10:00,Email,Spring,10
2,2024-03-01 11:00,Search,Brand
3,2024-03-02 12:00,Social,Cats,5
4,2024-03-03 13:00,Direct
5,2024-03-04 14:00,Email,Spring,42
6,2024-03-05 15:00,Search,Brand,8
7,2024-03-06 16:00,Display,Banner,0
"),
        expected: Expected {
            names: names(&["id", "time", "channel", "campaign", "value"]),
            rows: table(&[
                &["1", "2024-03-01 10:00", "Email", "Spring", "10"],
                &["2", "2024-03-01 11:00", "Search", "Brand", ""],
                &["3", "2024-03-02 12:00", "Social", "Cats", "5"],
                &["4", "2024-03-03 13:00", "Direct", "", ""],
                &["5", "2024-03-04 14:00", "Email", "Spring", "42"],
                &["6", "2024-03-05 15:00", "Search", "Brand", "8"],
                &["7", "2024-03-06 16:00", "Display", "Banner", "0"],
            ]),
            ragged: &[3, 5],
            ..Expected::default()
        },
    }
}

fn long_rows() -> Case {
    Case {
        name: "long_rows",
        ending: "csv",
        pollution: "Some rows have more cells than the header.",
        bytes: lf(r"
id;time;channel;value
1;2024-03-01 10:00;Email;10
2;2024-03-01 11:00;Search;0;late
3;2024-03-02 12:00;Social;5
4;2024-03-03 13:00;Search;0
5;2024-03-04 14:00;Direct;42;late;twice
6;2024-03-05 15:00;Email;8
7;2024-03-06 16:00;Display;0
"),
        expected: Expected {
            delimiter: ';',
            names: names(&["id", "time", "channel", "value"]),
            rows: table(&[
                &["1", "2024-03-01 10:00", "Email", "10"],
                &["2", "2024-03-01 11:00", "Search", "0", "late"],
                &["3", "2024-03-02 12:00", "Social", "5"],
                &["4", "2024-03-03 13:00", "Search", "0"],
                &["5", "2024-03-04 14:00", "Direct", "42", "late", "twice"],
                &["6", "2024-03-05 15:00", "Email", "8"],
                &["7", "2024-03-06 16:00", "Display", "0"],
            ]),
            ragged: &[3, 6],
            ..Expected::default()
        },
    }
}

fn short_and_long_rows() -> Case {
    Case {
        name: "short_and_long_rows",
        ending: "tsv",
        pollution: "Some rows have fewer and some more cells than the header, with blank lines between them.",
        bytes: crlf(
            "
id\ttime\tchannel\tcampaign\tvalue
1\t2024-03-01 10:00\tEmail\tSpring\t10

2\t2024-03-01 11:00\tSearch
3\t2024-03-02 12:00\tSocial\tCats\t5
4\t2024-03-03 13:00\tSearch\tBrand\t0\tx

5\t2024-03-04 14:00\tEmail\tSpring\t42
6\t2024-03-05 15:00\tSearch\tBrand\t8
7\t2024-03-06 16:00\tDisplay\tBanner\t0
",
        ),
        expected: Expected {
            delimiter: '\t',
            names: names(&["id", "time", "channel", "campaign", "value"]),
            rows: table(&[
                &["1", "2024-03-01 10:00", "Email", "Spring", "10"],
                &["2", "2024-03-01 11:00", "Search", "", ""],
                &["3", "2024-03-02 12:00", "Social", "Cats", "5"],
                &["4", "2024-03-03 13:00", "Search", "Brand", "0", "x"],
                &["5", "2024-03-04 14:00", "Email", "Spring", "42"],
                &["6", "2024-03-05 15:00", "Search", "Brand", "8"],
                &["7", "2024-03-06 16:00", "Display", "Banner", "0"],
            ]),
            ragged: &[4, 6],
            ..Expected::default()
        },
    }
}

fn ragged_behind_line_breaks() -> Case {
    Case {
        name: "ragged_behind_line_breaks",
        ending: "csv",
        pollution: "Short and long rows follow quoted cells with line breaks, which count as lines.",
        bytes: lf(r#"
id,time,channel,note,value
1,2024-03-01 10:00,Email,"one
two
three",10
2,2024-03-01 11:00,Search,short
3,2024-03-02 12:00,Social,none,5
4,2024-03-03 13:00,Search,"four
five",0,more
5,2024-03-04 14:00,Direct,none,42
6,2024-03-05 15:00,Email,none,8
"#),
        expected: Expected {
            quote: Some('"'),
            names: names(&["id", "time", "channel", "note", "value"]),
            rows: table(&[
                &["1", "2024-03-01 10:00", "Email", "one\ntwo\nthree", "10"],
                &["2", "2024-03-01 11:00", "Search", "short", ""],
                &["3", "2024-03-02 12:00", "Social", "none", "5"],
                &["4", "2024-03-03 13:00", "Search", "four\nfive", "0", "more"],
                &["5", "2024-03-04 14:00", "Direct", "none", "42"],
                &["6", "2024-03-05 15:00", "Email", "none", "8"],
            ]),
            ragged: &[5, 7],
            ..Expected::default()
        },
    }
}

fn ragged_in_cr_file() -> Case {
    Case {
        name: "ragged_in_cr_file",
        ending: "csv",
        pollution: "A short and a long row stand in a file whose lines end in CR alone.",
        bytes: cr(r"
id,time,channel,value
1,2024-03-01 10:00,Email,10
2,2024-03-01 11:00,Search,0
3,2024-03-02 12:00,Social
4,2024-03-03 13:00,Search,0
5,2024-03-04 14:00,Direct,42,more
6,2024-03-05 15:00,Email,8
7,2024-03-06 16:00,Display,0
"),
        expected: Expected {
            names: names(&["id", "time", "channel", "value"]),
            rows: table(&[
                &["1", "2024-03-01 10:00", "Email", "10"],
                &["2", "2024-03-01 11:00", "Search", "0"],
                &["3", "2024-03-02 12:00", "Social", ""],
                &["4", "2024-03-03 13:00", "Search", "0"],
                &["5", "2024-03-04 14:00", "Direct", "42", "more"],
                &["6", "2024-03-05 15:00", "Email", "8"],
                &["7", "2024-03-06 16:00", "Display", "0"],
            ]),
            ragged: &[4, 6],
            ..Expected::default()
        },
    }
}

fn ragged_between_preamble_and_footer() -> Case {
    Case {
        name: "ragged_between_preamble_and_footer",
        ending: "csv",
        pollution: "A short and a long row stand between a preamble and a footer, which are not ragged rows.",
        bytes: lf(r"
# exported 2024-04-01

id;time;channel;campaign;value
1;2024-03-01 10:00;Email;Spring;10
2;2024-03-01 11:00;Search;Brand
3;2024-03-02 12:00;Social;Cats;5
4;2024-03-03 13:00;Search;Brand;0;x
5;2024-03-04 14:00;Email;Spring;42
6;2024-03-05 15:00;Search;Brand;8
Total;;;;65
"),
        expected: Expected {
            delimiter: ';',
            preamble_lines: 2,
            footer_lines: 1,
            names: names(&["id", "time", "channel", "campaign", "value"]),
            rows: table(&[
                &["1", "2024-03-01 10:00", "Email", "Spring", "10"],
                &["2", "2024-03-01 11:00", "Search", "Brand", ""],
                &["3", "2024-03-02 12:00", "Social", "Cats", "5"],
                &["4", "2024-03-03 13:00", "Search", "Brand", "0", "x"],
                &["5", "2024-03-04 14:00", "Email", "Spring", "42"],
                &["6", "2024-03-05 15:00", "Search", "Brand", "8"],
            ]),
            ragged: &[5, 7],
            ..Expected::default()
        },
    }
}

fn trailing_delimiter_everywhere() -> Case {
    Case {
        name: "trailing_delimiter_everywhere",
        ending: "csv",
        pollution: "Every line ends in a delimiter, so that the last column has no name and no values.",
        bytes: lf(r"
id;time;channel;value;
1;2024-03-01 10:00;Email;10;
2;2024-03-01 11:00;Search;0;
3;2024-03-02 12:00;Social;5;
4;2024-03-03 13:00;Search;0;
5;2024-03-04 14:00;Direct;42;
6;2024-03-05 15:00;Email;8;
"),
        expected: Expected {
            delimiter: ';',
            names: names(&["id", "time", "channel", "value", ""]),
            rows: table(&[
                &["1", "2024-03-01 10:00", "Email", "10", ""],
                &["2", "2024-03-01 11:00", "Search", "0", ""],
                &["3", "2024-03-02 12:00", "Social", "5", ""],
                &["4", "2024-03-03 13:00", "Search", "0", ""],
                &["5", "2024-03-04 14:00", "Direct", "42", ""],
                &["6", "2024-03-05 15:00", "Email", "8", ""],
            ]),
            ..Expected::default()
        },
    }
}

fn trailing_delimiter_on_rows() -> Case {
    Case {
        name: "trailing_delimiter_on_rows",
        ending: "csv",
        pollution: "Every row ends in a delimiter, and the header does not.",
        bytes: lf(r"
id,time,channel,value
1,2024-03-01 10:00,Email,10,
2,2024-03-01 11:00,Search,0,
3,2024-03-02 12:00,Social,5,
4,2024-03-03 13:00,Search,0,
5,2024-03-04 14:00,Direct,42,
6,2024-03-05 15:00,Email,8,
"),
        expected: Expected {
            names: names(&["id", "time", "channel", "value"]),
            rows: table(&[
                &["1", "2024-03-01 10:00", "Email", "10", ""],
                &["2", "2024-03-01 11:00", "Search", "0", ""],
                &["3", "2024-03-02 12:00", "Social", "5", ""],
                &["4", "2024-03-03 13:00", "Search", "0", ""],
                &["5", "2024-03-04 14:00", "Direct", "42", ""],
                &["6", "2024-03-05 15:00", "Email", "8", ""],
            ]),
            ragged: &[2, 3, 4, 5, 6, 7],
            ..Expected::default()
        },
    }
}
