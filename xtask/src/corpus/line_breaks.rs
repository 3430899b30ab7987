//! Line breaks inside quoted cells, which belong to the cell and stay as they are.

use super::Case;
use super::expected::{Escape, Expected, names, table};
use super::lines::{crlf, lf};

pub fn cases() -> Vec<Case> {
    vec![
        lf_in_quoted_cells(),
        crlf_in_quoted_cells(),
        lf_in_cells_of_crlf_file(),
        line_break_in_header(),
        blank_lines_in_cells(),
    ]
}

fn lf_in_quoted_cells() -> Case {
    Case {
        name: "lf_in_quoted_cells",
        ending: "csv",
        pollution: "Quoted notes hold line breaks, and lines end in LF.",
        bytes: lf(r#"
id,time,channel,note,value
1,2024-02-01 10:00,Email,"first line
second line",10
2,2024-02-01 11:00,Search,short,0
3,2024-02-02 12:00,Social,"one, two
three, four
five",5
4,2024-02-03 13:00,Search,short,0
5,2024-02-04 14:00,Direct,"ends with a break
",42
6,2024-02-05 15:00,Email,short,8
"#),
        expected: Expected {
            quote: Some('"'),
            names: names(&["id", "time", "channel", "note", "value"]),
            rows: table(&[
                &["1", "2024-02-01 10:00", "Email", "first line\nsecond line", "10"],
                &["2", "2024-02-01 11:00", "Search", "short", "0"],
                &["3", "2024-02-02 12:00", "Social", "one, two\nthree, four\nfive", "5"],
                &["4", "2024-02-03 13:00", "Search", "short", "0"],
                &["5", "2024-02-04 14:00", "Direct", "ends with a break\n", "42"],
                &["6", "2024-02-05 15:00", "Email", "short", "8"],
            ]),
            ..Expected::default()
        },
    }
}

fn crlf_in_quoted_cells() -> Case {
    Case {
        name: "crlf_in_quoted_cells",
        ending: "csv",
        pollution: "Quoted notes hold CRLF, and lines end in CRLF.",
        bytes: crlf(
            r#"
id;time;channel;note;value
1;2024-02-01 10:00;Email;"first line
second line";10
2;2024-02-01 11:00;Search;short;0
3;2024-02-02 12:00;Social;"one; two
three; four";5
4;2024-02-03 13:00;Search;short;0
5;2024-02-04 14:00;Direct;"
begins with a break";42
6;2024-02-05 15:00;Email;short;8
"#,
        ),
        expected: Expected {
            delimiter: ';',
            quote: Some('"'),
            names: names(&["id", "time", "channel", "note", "value"]),
            rows: table(&[
                &["1", "2024-02-01 10:00", "Email", "first line\r\nsecond line", "10"],
                &["2", "2024-02-01 11:00", "Search", "short", "0"],
                &["3", "2024-02-02 12:00", "Social", "one; two\r\nthree; four", "5"],
                &["4", "2024-02-03 13:00", "Search", "short", "0"],
                &["5", "2024-02-04 14:00", "Direct", "\r\nbegins with a break", "42"],
                &["6", "2024-02-05 15:00", "Email", "short", "8"],
            ]),
            ..Expected::default()
        },
    }
}

fn lf_in_cells_of_crlf_file() -> Case {
    Case {
        name: "lf_in_cells_of_crlf_file",
        ending: "csv",
        pollution: "Quoted notes hold LF or CR alone, and lines end in CRLF, as spreadsheets write them.",
        bytes: lf("
id,time,channel,note,value\r
1,2024-02-01 10:00,Email,\"first line
second line\",10\r
2,2024-02-01 11:00,Search,short,0\r
3,2024-02-02 12:00,Social,\"one\rtwo\",5\r
4,2024-02-03 13:00,Search,short,0\r
5,2024-02-04 14:00,Direct,\"one
two\rthree\",42\r
6,2024-02-05 15:00,Email,short,8\r
"),
        expected: Expected {
            quote: Some('"'),
            names: names(&["id", "time", "channel", "note", "value"]),
            rows: table(&[
                &["1", "2024-02-01 10:00", "Email", "first line\nsecond line", "10"],
                &["2", "2024-02-01 11:00", "Search", "short", "0"],
                &["3", "2024-02-02 12:00", "Social", "one\rtwo", "5"],
                &["4", "2024-02-03 13:00", "Search", "short", "0"],
                &["5", "2024-02-04 14:00", "Direct", "one\ntwo\rthree", "42"],
                &["6", "2024-02-05 15:00", "Email", "short", "8"],
            ]),
            ..Expected::default()
        },
    }
}

fn line_break_in_header() -> Case {
    Case {
        name: "line_break_in_header",
        ending: "csv",
        pollution: "A quoted name of the header holds a line break.",
        bytes: lf(r#"
"Customer","Time
(UTC)","Channel","Value
in EUR"
"31","2024-02-01 10:00","Email","10.00"
"32","2024-02-01 11:00","Search","0.00"
"31","2024-02-02 12:00","Social","5.00"
"33","2024-02-03 13:00","Search","0.00"
"33","2024-02-04 14:00","Direct","42.00"
"34","2024-02-05 15:00","Email","8.00"
"#),
        expected: Expected {
            quote: Some('"'),
            names: names(&["Customer", "Time\n(UTC)", "Channel", "Value\nin EUR"]),
            rows: table(&[
                &["31", "2024-02-01 10:00", "Email", "10.00"],
                &["32", "2024-02-01 11:00", "Search", "0.00"],
                &["31", "2024-02-02 12:00", "Social", "5.00"],
                &["33", "2024-02-03 13:00", "Search", "0.00"],
                &["33", "2024-02-04 14:00", "Direct", "42.00"],
                &["34", "2024-02-05 15:00", "Email", "8.00"],
            ]),
            ..Expected::default()
        },
    }
}

fn blank_lines_in_cells() -> Case {
    Case {
        name: "blank_lines_in_cells",
        ending: "csv",
        pollution: "Quoted mails hold blank lines, doubled quotation marks and what looks like a row.",
        bytes: lf(r#"
id,time,channel,mail,value
1,2024-02-01 10:00,Email,"Hello,

thank you for ""all"".

9,2024-01-01 10:00,Fake,row,9
",10
2,2024-02-01 11:00,Search,none,0
3,2024-02-02 12:00,Email,"Bye

",5
4,2024-02-03 13:00,Search,none,0
5,2024-02-04 14:00,Direct,none,42
6,2024-02-05 15:00,Email,none,8
"#),
        expected: Expected {
            quote: Some('"'),
            escape: Some(Escape::Doubled),
            names: names(&["id", "time", "channel", "mail", "value"]),
            rows: table(&[
                &[
                    "1",
                    "2024-02-01 10:00",
                    "Email",
                    "Hello,\n\nthank you for \"all\".\n\n9,2024-01-01 10:00,Fake,row,9\n",
                    "10",
                ],
                &["2", "2024-02-01 11:00", "Search", "none", "0"],
                &["3", "2024-02-02 12:00", "Email", "Bye\n\n", "5"],
                &["4", "2024-02-03 13:00", "Search", "none", "0"],
                &["5", "2024-02-04 14:00", "Direct", "none", "42"],
                &["6", "2024-02-05 15:00", "Email", "none", "8"],
            ]),
            ..Expected::default()
        },
    }
}
