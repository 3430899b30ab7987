//! Lines behind the last row that are no rows: totals, counts, notes and names of vendors.

use super::Case;
use super::expected::{Expected, names, table};
use super::lines::{crlf, lf};

pub fn cases() -> Vec<Case> {
    vec![
        total_line(),
        gesamt_line(),
        sum_line_in_pipe_file(),
        vendor_line(),
        count_line(),
        count_in_brackets(),
        several_footers(),
        quoted_total(),
        padded_note(),
        last_row_begins_with_total(),
        title_and_total(),
        comments_and_count(),
    ]
}

fn total_line() -> Case {
    Case {
        name: "total_line",
        ending: "csv",
        pollution: "A line with the total of one column follows the last row.",
        bytes: lf(r"
customer_id;time;channel;value;cost
1;2024-05-01 10:00;Email;0;1
1;2024-05-02 11:00;Search;25;3
2;2024-05-03 12:00;Social;0;2
3;2024-05-04 13:00;Search;40;4
4;2024-05-05 14:00;Display;0;5
4;2024-05-06 15:00;Direct;8;0
Total;;;73;15
"),
        expected: Expected { delimiter: ';', footer_lines: 1, ..plain() },
    }
}

fn gesamt_line() -> Case {
    Case {
        name: "gesamt_line",
        ending: "csv",
        pollution: "Two German lines with totals follow a blank line behind the last row.",
        bytes: crlf(
            r"
customer_id;time;channel;value;cost
1;2024-05-01 10:00;Email;0;1
1;2024-05-02 11:00;Search;25;3
2;2024-05-03 12:00;Social;0;2
3;2024-05-04 13:00;Search;40;4
4;2024-05-05 14:00;Display;0;5
4;2024-05-06 15:00;Direct;8;0

Summe netto;;;73;15
Gesamt;;;86,87;17,85
",
        ),
        expected: Expected { delimiter: ';', footer_lines: 2, ..plain() },
    }
}

fn sum_line_in_pipe_file() -> Case {
    Case {
        name: "sum_line_in_pipe_file",
        ending: "txt",
        pollution: "A line of sums in capitals follows the last row of a file with pipes.",
        bytes: lf(r"
customer_id|time|channel|value|cost
1|2024-05-01 10:00|Email|0|1
1|2024-05-02 11:00|Search|25|3
2|2024-05-03 12:00|Social|0|2
3|2024-05-04 13:00|Search|40|4
4|2024-05-05 14:00|Display|0|5
4|2024-05-06 15:00|Direct|8|0
SUM|||73|15
"),
        expected: Expected { delimiter: '|', footer_lines: 1, ..plain() },
    }
}

fn vendor_line() -> Case {
    Case {
        name: "vendor_line",
        ending: "csv",
        pollution: "The vendor's name follows the last row, without a line end.",
        bytes: lf(r"
customer_id,time,channel,value,cost
1,2024-05-01 10:00,Email,0,1
1,2024-05-02 11:00,Search,25,3
2,2024-05-03 12:00,Social,0,2
3,2024-05-04 13:00,Search,40,4
4,2024-05-05 14:00,Display,0,5
4,2024-05-06 15:00,Direct,8,0
(c) 2024 Vendor"),
        expected: Expected { footer_lines: 1, ..plain() },
    }
}

fn count_line() -> Case {
    Case {
        name: "count_line",
        ending: "csv",
        pollution: "The number of rows follows the last row.",
        bytes: lf(r"
customer_id,time,channel,value,cost
1,2024-05-01 10:00,Email,0,1
1,2024-05-02 11:00,Search,25,3
2,2024-05-03 12:00,Social,0,2
3,2024-05-04 13:00,Search,40,4
4,2024-05-05 14:00,Display,0,5
4,2024-05-06 15:00,Direct,8,0
6 rows
"),
        expected: Expected { footer_lines: 1, ..plain() },
    }
}

fn count_in_brackets() -> Case {
    Case {
        name: "count_in_brackets",
        ending: "tsv",
        pollution: "A database's count follows a blank line behind the last row of a file with tabs.",
        bytes: lf("
customer_id\ttime\tchannel\tvalue\tcost
1\t2024-05-01 10:00\tEmail\t0\t1
1\t2024-05-02 11:00\tSearch\t25\t3
2\t2024-05-03 12:00\tSocial\t0\t2
3\t2024-05-04 13:00\tSearch\t40\t4
4\t2024-05-05 14:00\tDisplay\t0\t5
4\t2024-05-06 15:00\tDirect\t8\t0

(6 rows affected)
"),
        expected: Expected { delimiter: '\t', footer_lines: 1, ..plain() },
    }
}

fn several_footers() -> Case {
    Case {
        name: "several_footers",
        ending: "csv",
        pollution: "A total, a count and a note follow the last row, with blank lines between them.",
        bytes: lf(r"
customer_id,time,channel,value,cost
1,2024-05-01 10:00,Email,0,1
1,2024-05-02 11:00,Search,25,3
2,2024-05-03 12:00,Social,0,2
3,2024-05-04 13:00,Search,40,4
4,2024-05-05 14:00,Display,0,5
4,2024-05-06 15:00,Direct,8,0

Grand total,,,73,15

6 rows
End of report

"),
        expected: Expected { footer_lines: 3, ..plain() },
    }
}

fn quoted_total() -> Case {
    Case {
        name: "quoted_total",
        ending: "csv",
        pollution: "A total follows the last row of an all-quoted file, quoted too.",
        bytes: lf(r#"
"customer_id","time","channel","value","cost"
"1","2024-05-01 10:00","Email","0","1"
"1","2024-05-02 11:00","Search","25","3"
"2","2024-05-03 12:00","Social","0","2"
"3","2024-05-04 13:00","Search","40","4"
"4","2024-05-05 14:00","Display","0","5"
"4","2024-05-06 15:00","Direct","8","0"
"Total","","","73","15"
"#),
        expected: Expected { quote: Some('"'), footer_lines: 1, ..plain() },
    }
}

fn padded_note() -> Case {
    Case {
        name: "padded_note",
        ending: "csv",
        pollution: "A note follows the last row, filled up with delimiters as spreadsheets do.",
        bytes: crlf(
            r"
customer_id;time;channel;value;cost
1;2024-05-01 10:00;Email;0;1
1;2024-05-02 11:00;Search;25;3
2;2024-05-03 12:00;Social;0;2
3;2024-05-04 13:00;Search;40;4
4;2024-05-05 14:00;Display;0;5
4;2024-05-06 15:00;Direct;8;0
Stand: 07.05.2024;;;;
",
        ),
        expected: Expected { delimiter: ';', footer_lines: 1, ..plain() },
    }
}

fn last_row_begins_with_total() -> Case {
    Case {
        name: "last_row_begins_with_total",
        ending: "csv",
        pollution: "The last row is a full row whose customer begins with the word total, and so is one before it.",
        bytes: lf(r"
customer,time,channel,value,cost
Example Ltd,2024-05-01 10:00,Email,0,1
Total Office,2024-05-02 11:00,Search,25,3
Sumner Foods,2024-05-03 12:00,Social,0,2
Example Ltd,2024-05-04 13:00,Search,40,4
Fourth Shop,2024-05-05 14:00,Display,0,5
Total Office,2024-05-06 15:00,Direct,8,0
"),
        expected: Expected {
            names: names(&["customer", "time", "channel", "value", "cost"]),
            rows: table(&[
                &["Example Ltd", "2024-05-01 10:00", "Email", "0", "1"],
                &["Total Office", "2024-05-02 11:00", "Search", "25", "3"],
                &["Sumner Foods", "2024-05-03 12:00", "Social", "0", "2"],
                &["Example Ltd", "2024-05-04 13:00", "Search", "40", "4"],
                &["Fourth Shop", "2024-05-05 14:00", "Display", "0", "5"],
                &["Total Office", "2024-05-06 15:00", "Direct", "8", "0"],
            ]),
            ..Expected::default()
        },
    }
}

fn title_and_total() -> Case {
    Case {
        name: "title_and_total",
        ending: "csv",
        pollution: "A title stands before the header, and a total and a count follow the last row.",
        bytes: lf(r"
Touchpoints in May

customer_id;time;channel;value;cost
1;2024-05-01 10:00;Email;0;1
1;2024-05-02 11:00;Search;25;3
2;2024-05-03 12:00;Social;0;2
3;2024-05-04 13:00;Search;40;4
4;2024-05-05 14:00;Display;0;5
4;2024-05-06 15:00;Direct;8;0
Total;;;73;15
6 touchpoints
"),
        expected: Expected { delimiter: ';', preamble_lines: 2, footer_lines: 2, ..plain() },
    }
}

fn comments_and_count() -> Case {
    Case {
        name: "comments_and_count",
        ending: "csv",
        pollution: "A hint at the delimiter and a comment stand before the header, and a comment follows the last row.",
        bytes: crlf(
            r"
sep=,
# exported 2024-06-01
customer_id,time,channel,value,cost
1,2024-05-01 10:00,Email,0,1
1,2024-05-02 11:00,Search,25,3
2,2024-05-03 12:00,Social,0,2
3,2024-05-04 13:00,Search,40,4
4,2024-05-05 14:00,Display,0,5
4,2024-05-06 15:00,Direct,8,0

# 6 rows
",
        ),
        expected: Expected { preamble_lines: 2, footer_lines: 1, ..plain() },
    }
}

/// The table that most of these files hold.
fn plain() -> Expected {
    Expected {
        names: names(&["customer_id", "time", "channel", "value", "cost"]),
        rows: table(&[
            &["1", "2024-05-01 10:00", "Email", "0", "1"],
            &["1", "2024-05-02 11:00", "Search", "25", "3"],
            &["2", "2024-05-03 12:00", "Social", "0", "2"],
            &["3", "2024-05-04 13:00", "Search", "40", "4"],
            &["4", "2024-05-05 14:00", "Display", "0", "5"],
            &["4", "2024-05-06 15:00", "Direct", "8", "0"],
        ]),
        ..Expected::default()
    }
}
