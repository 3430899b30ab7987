//! Line ends of every kind, alone and mixed, at the end of rows and between them.

use super::Case;
use super::expected::{Expected, names, table};
use super::lines::{cr, crlf, lf};

pub fn cases() -> Vec<Case> {
    vec![
        crlf_lines(),
        cr_lines(),
        lf_and_crlf_lines(),
        all_three_line_ends(),
        cr_cr_lf_lines(),
        no_line_end_at_end(),
        crlf_without_last_line_end(),
        blank_lines_between_rows(),
        blank_lines_at_end(),
    ]
}

fn crlf_lines() -> Case {
    Case {
        name: "crlf_lines",
        ending: "csv",
        pollution: "Every line ends in CRLF.",
        bytes: crlf(
            r"
id,time,channel,value
1,2024-01-01 10:00,Email,10
1,2024-01-02 11:00,Search,0
2,2024-01-02 12:00,Social,5
3,2024-01-03 13:00,Search,0
3,2024-01-04 14:00,Direct,42
4,2024-01-05 15:00,Email,8
",
        ),
        expected: plain(),
    }
}

fn cr_lines() -> Case {
    Case {
        name: "cr_lines",
        ending: "csv",
        pollution: "Every line ends in CR alone.",
        bytes: cr(r"
id,time,channel,value
1,2024-01-01 10:00,Email,10
1,2024-01-02 11:00,Search,0
2,2024-01-02 12:00,Social,5
3,2024-01-03 13:00,Search,0
3,2024-01-04 14:00,Direct,42
4,2024-01-05 15:00,Email,8
"),
        expected: plain(),
    }
}

fn lf_and_crlf_lines() -> Case {
    Case {
        name: "lf_and_crlf_lines",
        ending: "csv",
        pollution: "Some lines end in LF and others in CRLF.",
        bytes: lf("
id,time,channel,value
1,2024-01-01 10:00,Email,10\r
1,2024-01-02 11:00,Search,0\r
2,2024-01-02 12:00,Social,5
3,2024-01-03 13:00,Search,0\r
3,2024-01-04 14:00,Direct,42
4,2024-01-05 15:00,Email,8\r
"),
        expected: plain(),
    }
}

fn all_three_line_ends() -> Case {
    Case {
        name: "all_three_line_ends",
        ending: "csv",
        pollution: "Lines end in LF, CRLF and CR, mixed.",
        bytes: lf("
id,time,channel,value\r1,2024-01-01 10:00,Email,10\r
1,2024-01-02 11:00,Search,0
2,2024-01-02 12:00,Social,5\r3,2024-01-03 13:00,Search,0
3,2024-01-04 14:00,Direct,42\r
4,2024-01-05 15:00,Email,8\r"),
        expected: plain(),
    }
}

fn cr_cr_lf_lines() -> Case {
    Case {
        name: "cr_cr_lf_lines",
        ending: "csv",
        pollution: "Every line ends in CR CR LF, as after two conversions of line ends, which leaves a blank line.",
        bytes: crlf(
            "
id,time,channel,value\r
1,2024-01-01 10:00,Email,10\r
1,2024-01-02 11:00,Search,0\r
2,2024-01-02 12:00,Social,5\r
3,2024-01-03 13:00,Search,0\r
3,2024-01-04 14:00,Direct,42\r
4,2024-01-05 15:00,Email,8\r
",
        ),
        expected: plain(),
    }
}

fn no_line_end_at_end() -> Case {
    Case {
        name: "no_line_end_at_end",
        ending: "csv",
        pollution: "The last line has no line end.",
        bytes: lf(r"
id,time,channel,value
1,2024-01-01 10:00,Email,10
1,2024-01-02 11:00,Search,0
2,2024-01-02 12:00,Social,5
3,2024-01-03 13:00,Search,0
3,2024-01-04 14:00,Direct,42
4,2024-01-05 15:00,Email,8"),
        expected: plain(),
    }
}

fn crlf_without_last_line_end() -> Case {
    Case {
        name: "crlf_without_last_line_end",
        ending: "csv",
        pollution: "Lines end in CRLF, and the file ends behind a quoted cell without a line end.",
        bytes: crlf(
            r#"
id,time,value,channel
1,2024-01-01 10:00,10,"Email, own"
1,2024-01-02 11:00,0,"Search, paid"
2,2024-01-02 12:00,5,Social
3,2024-01-03 13:00,0,"Search, organic"
3,2024-01-04 14:00,42,Direct
4,2024-01-05 15:00,8,"Email, partner""#,
        ),
        expected: Expected {
            quote: Some('"'),
            names: names(&["id", "time", "value", "channel"]),
            rows: table(&[
                &["1", "2024-01-01 10:00", "10", "Email, own"],
                &["1", "2024-01-02 11:00", "0", "Search, paid"],
                &["2", "2024-01-02 12:00", "5", "Social"],
                &["3", "2024-01-03 13:00", "0", "Search, organic"],
                &["3", "2024-01-04 14:00", "42", "Direct"],
                &["4", "2024-01-05 15:00", "8", "Email, partner"],
            ]),
            ..Expected::default()
        },
    }
}

fn blank_lines_between_rows() -> Case {
    Case {
        name: "blank_lines_between_rows",
        ending: "csv",
        pollution: "Blank lines stand behind the header and between rows.",
        bytes: lf(r"
id,time,channel,value

1,2024-01-01 10:00,Email,10
1,2024-01-02 11:00,Search,0


2,2024-01-02 12:00,Social,5
3,2024-01-03 13:00,Search,0

3,2024-01-04 14:00,Direct,42
4,2024-01-05 15:00,Email,8
"),
        expected: plain(),
    }
}

fn blank_lines_at_end() -> Case {
    Case {
        name: "blank_lines_at_end",
        ending: "csv",
        pollution: "Blank lines, ended in CRLF, follow the last row.",
        bytes: crlf(
            r"
id,time,channel,value
1,2024-01-01 10:00,Email,10
1,2024-01-02 11:00,Search,0
2,2024-01-02 12:00,Social,5
3,2024-01-03 13:00,Search,0
3,2024-01-04 14:00,Direct,42
4,2024-01-05 15:00,Email,8



",
        ),
        expected: plain(),
    }
}

/// The table that most of these files hold.
fn plain() -> Expected {
    Expected {
        names: names(&["id", "time", "channel", "value"]),
        rows: table(&[
            &["1", "2024-01-01 10:00", "Email", "10"],
            &["1", "2024-01-02 11:00", "Search", "0"],
            &["2", "2024-01-02 12:00", "Social", "5"],
            &["3", "2024-01-03 13:00", "Search", "0"],
            &["3", "2024-01-04 14:00", "Direct", "42"],
            &["4", "2024-01-05 15:00", "Email", "8"],
        ]),
        ..Expected::default()
    }
}
