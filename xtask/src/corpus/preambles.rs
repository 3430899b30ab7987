//! Lines before the header: titles, comments, named values and spreadsheets' hints.

use super::Case;
use super::expected::{Escape, Expected, names, table};
use super::lines::{crlf, lf};

pub fn cases() -> Vec<Case> {
    vec![
        title_lines(),
        comment_lines(),
        sep_line(),
        sep_line_behind_mark(),
        leading_blank_lines(),
        named_values(),
        padded_title(),
        period_with_commas(),
        quoted_title(),
        long_preamble(),
        preamble_of_tab_file(),
    ]
}

fn title_lines() -> Case {
    Case {
        name: "title_lines",
        ending: "csv",
        pollution: "A title, a period and a blank line stand before the header.",
        bytes: lf(r"
Touchpoint report
Period: 2024-01-01 to 2024-01-31

customer_id,time,channel,conversion,value
1,2024-01-03 10:00,Email,0,0.00
1,2024-01-04 11:00,Search,1,25.00
2,2024-01-05 12:00,Social,0,0.00
3,2024-01-06 13:00,Search,1,40.50
4,2024-01-07 14:00,Display,0,0.00
4,2024-01-08 15:00,Direct,1,8.75
"),
        expected: Expected { preamble_lines: 3, ..plain() },
    }
}

fn comment_lines() -> Case {
    Case {
        name: "comment_lines",
        ending: "csv",
        pollution: "Comments behind a hash stand before the header, one of them with the delimiter.",
        bytes: lf(r"
# exported 2024-02-01 08:00 by shop
# source: web, app
customer_id,time,channel,conversion,value
1,2024-01-03 10:00,Email,0,0.00
1,2024-01-04 11:00,Search,1,25.00
2,2024-01-05 12:00,Social,0,0.00
3,2024-01-06 13:00,Search,1,40.50
4,2024-01-07 14:00,Display,0,0.00
4,2024-01-08 15:00,Direct,1,8.75
"),
        expected: Expected { preamble_lines: 2, ..plain() },
    }
}

fn sep_line() -> Case {
    Case {
        name: "sep_line",
        ending: "csv",
        pollution: "The first line tells a spreadsheet the delimiter.",
        bytes: lf(r"
sep=;
customer_id;time;channel;conversion;value
1;2024-01-03 10:00;Email;0;0.00
1;2024-01-04 11:00;Search;1;25.00
2;2024-01-05 12:00;Social;0;0.00
3;2024-01-06 13:00;Search;1;40.50
4;2024-01-07 14:00;Display;0;0.00
4;2024-01-08 15:00;Direct;1;8.75
"),
        expected: Expected { delimiter: ';', preamble_lines: 1, ..plain() },
    }
}

fn sep_line_behind_mark() -> Case {
    Case {
        name: "sep_line_behind_mark",
        ending: "csv",
        pollution: "A byte order mark stands before the line that tells the delimiter, a comma, and lines end in CRLF.",
        bytes: crlf(
            "\u{feff}sep=,
customer_id,time,channel,conversion,value
1,2024-01-03 10:00,Email,0,0.00
1,2024-01-04 11:00,Search,1,25.00
2,2024-01-05 12:00,Social,0,0.00
3,2024-01-06 13:00,Search,1,40.50
4,2024-01-07 14:00,Display,0,0.00
4,2024-01-08 15:00,Direct,1,8.75
",
        ),
        expected: Expected { preamble_lines: 1, ..plain() },
    }
}

fn leading_blank_lines() -> Case {
    Case {
        name: "leading_blank_lines",
        ending: "csv",
        pollution: "Two blank lines stand before the header.",
        bytes: lf(r"


customer_id,time,channel,conversion,value
1,2024-01-03 10:00,Email,0,0.00
1,2024-01-04 11:00,Search,1,25.00
2,2024-01-05 12:00,Social,0,0.00
3,2024-01-06 13:00,Search,1,40.50
4,2024-01-07 14:00,Display,0,0.00
4,2024-01-08 15:00,Direct,1,8.75
"),
        expected: Expected { preamble_lines: 2, ..plain() },
    }
}

fn named_values() -> Case {
    Case {
        name: "named_values",
        ending: "csv",
        pollution: "Named values, parted by the delimiter of the table, and a blank line stand before the header.",
        bytes: lf(r"
Account;Example Ltd
Currency;EUR
Exported on;2024-02-01

customer_id;time;channel;conversion;value
1;2024-01-03 10:00;Email;0;0.00
1;2024-01-04 11:00;Search;1;25.00
2;2024-01-05 12:00;Social;0;0.00
3;2024-01-06 13:00;Search;1;40.50
4;2024-01-07 14:00;Display;0;0.00
4;2024-01-08 15:00;Direct;1;8.75
"),
        expected: Expected { delimiter: ';', preamble_lines: 4, ..plain() },
    }
}

fn padded_title() -> Case {
    Case {
        name: "padded_title",
        ending: "csv",
        pollution: "A title stands before the header, filled up with delimiters as spreadsheets do.",
        bytes: crlf(
            r"
Touchpoints in January;;;;
customer_id;time;channel;conversion;value
1;2024-01-03 10:00;Email;0;0.00
1;2024-01-04 11:00;Search;1;25.00
2;2024-01-05 12:00;Social;0;0.00
3;2024-01-06 13:00;Search;1;40.50
4;2024-01-07 14:00;Display;0;0.00
4;2024-01-08 15:00;Direct;1;8.75
",
        ),
        expected: Expected { delimiter: ';', preamble_lines: 1, ..plain() },
    }
}

fn period_with_commas() -> Case {
    Case {
        name: "period_with_commas",
        ending: "csv",
        pollution: "A period whose dates hold the delimiter stands unquoted before the header.",
        bytes: lf(r"
Channel report
Jan 1, 2024 - Jan 31, 2024
customer_id,time,channel,conversion,value
1,2024-01-03 10:00,Email,0,0.00
1,2024-01-04 11:00,Search,1,25.00
2,2024-01-05 12:00,Social,0,0.00
3,2024-01-06 13:00,Search,1,40.50
4,2024-01-07 14:00,Display,0,0.00
4,2024-01-08 15:00,Direct,1,8.75
"),
        expected: Expected { preamble_lines: 2, ..plain() },
    }
}

fn quoted_title() -> Case {
    Case {
        name: "quoted_title",
        ending: "csv",
        pollution: "A quoted title with the delimiter and doubled quotation marks stands before an all-quoted table.",
        bytes: lf(r#"
"Report ""Touchpoints"", January"
"customer_id","time","channel","conversion","value"
"1","2024-01-03 10:00","Email","0","0.00"
"1","2024-01-04 11:00","Search","1","25.00"
"2","2024-01-05 12:00","Social","0","0.00"
"3","2024-01-06 13:00","Search","1","40.50"
"4","2024-01-07 14:00","Display","0","0.00"
"4","2024-01-08 15:00","Direct","1","8.75"
"#),
        expected: Expected { quote: Some('"'), escape: Some(Escape::Doubled), preamble_lines: 1, ..plain() },
    }
}

fn long_preamble() -> Case {
    Case {
        name: "long_preamble",
        ending: "csv",
        pollution: "Twelve comments and blank lines stand before the header, more lines than the table has.",
        bytes: lf(r"
# Example Shop
# Touchpoint export
#
# Terms: for internal use
# Do not forward
# Questions: data@shop.example

# Filter: country = DE
# Filter: consent = yes
# Sorted by: time

# 6 touchpoints
customer_id,time,channel,conversion,value
1,2024-01-03 10:00,Email,0,0.00
1,2024-01-04 11:00,Search,1,25.00
2,2024-01-05 12:00,Social,0,0.00
3,2024-01-06 13:00,Search,1,40.50
4,2024-01-07 14:00,Display,0,0.00
4,2024-01-08 15:00,Direct,1,8.75
"),
        expected: Expected { preamble_lines: 12, ..plain() },
    }
}

fn preamble_of_tab_file() -> Case {
    Case {
        name: "preamble_of_tab_file",
        ending: "tsv",
        pollution: "A title with commas and comments behind slashes stand before the header of a file with tabs.",
        bytes: lf("
Touchpoints, conversions, values, January
// exported by shop, version 3, revision 2
customer_id\ttime\tchannel\tconversion\tvalue
1\t2024-01-03 10:00\tEmail\t0\t0.00
1\t2024-01-04 11:00\tSearch\t1\t25.00
2\t2024-01-05 12:00\tSocial\t0\t0.00
3\t2024-01-06 13:00\tSearch\t1\t40.50
4\t2024-01-07 14:00\tDisplay\t0\t0.00
4\t2024-01-08 15:00\tDirect\t1\t8.75
"),
        expected: Expected { delimiter: '\t', preamble_lines: 2, ..plain() },
    }
}

/// The table that all these files hold.
fn plain() -> Expected {
    Expected {
        names: names(&["customer_id", "time", "channel", "conversion", "value"]),
        rows: table(&[
            &["1", "2024-01-03 10:00", "Email", "0", "0.00"],
            &["1", "2024-01-04 11:00", "Search", "1", "25.00"],
            &["2", "2024-01-05 12:00", "Social", "0", "0.00"],
            &["3", "2024-01-06 13:00", "Search", "1", "40.50"],
            &["4", "2024-01-07 14:00", "Display", "0", "0.00"],
            &["4", "2024-01-08 15:00", "Direct", "1", "8.75"],
        ]),
        ..Expected::default()
    }
}
