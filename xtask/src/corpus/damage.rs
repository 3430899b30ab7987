//! Files with NULs, huge cells and quotes that never close.

use super::Case;
use super::expected::{Expected, names, table};
use super::lines::lf;

pub fn cases() -> Vec<Case> {
    vec![
        nuls_in_cells(),
        control_characters_in_cells(),
        huge_cell(),
        unclosed_quote_in_last_row(),
        unclosed_quote_before_end(),
    ]
}

fn nuls_in_cells() -> Case {
    Case {
        name: "nuls_in_cells",
        ending: "csv",
        pollution: "A few cells hold NUL bytes.",
        bytes: lf("
id,time,channel,campaign,value
1,2024-03-01 10:00,Em\u{0}ail,Spring,10
2,2024-03-01 11:00,Search,Brand,0
3,2024-03-02 12:00,Social,\u{0},5
4,2024-03-03 13:00,Search,Brand\u{0}\u{0},0
5,2024-03-04 14:00,Direct,None,42
6,2024-03-05 15:00,Email,Spring,8
"),
        expected: Expected {
            names: names(&["id", "time", "channel", "campaign", "value"]),
            rows: table(&[
                &["1", "2024-03-01 10:00", "Em\u{0}ail", "Spring", "10"],
                &["2", "2024-03-01 11:00", "Search", "Brand", "0"],
                &["3", "2024-03-02 12:00", "Social", "\u{0}", "5"],
                &["4", "2024-03-03 13:00", "Search", "Brand\u{0}\u{0}", "0"],
                &["5", "2024-03-04 14:00", "Direct", "None", "42"],
                &["6", "2024-03-05 15:00", "Email", "Spring", "8"],
            ]),
            ..Expected::default()
        },
    }
}

fn control_characters_in_cells() -> Case {
    Case {
        name: "control_characters_in_cells",
        ending: "csv",
        pollution: "Cells hold a bell, an escape, a substitute and a delete character.",
        bytes: lf("
id;time;channel;campaign;value
1;2024-03-01 10:00;Email\u{7};Spring;10
2;2024-03-01 11:00;Search;\u{1b}[31mBrand\u{1b}[0m;0
3;2024-03-02 12:00;Social;Ca\u{1a}ts;5
4;2024-03-03 13:00;Search;Brand;0
5;2024-03-04 14:00;Direct;\u{7f}None;42
6;2024-03-05 15:00;Email;Spring;8
"),
        expected: Expected {
            delimiter: ';',
            names: names(&["id", "time", "channel", "campaign", "value"]),
            rows: table(&[
                &["1", "2024-03-01 10:00", "Email\u{7}", "Spring", "10"],
                &["2", "2024-03-01 11:00", "Search", "\u{1b}[31mBrand\u{1b}[0m", "0"],
                &["3", "2024-03-02 12:00", "Social", "Ca\u{1a}ts", "5"],
                &["4", "2024-03-03 13:00", "Search", "Brand", "0"],
                &["5", "2024-03-04 14:00", "Direct", "\u{7f}None", "42"],
                &["6", "2024-03-05 15:00", "Email", "Spring", "8"],
            ]),
            ..Expected::default()
        },
    }
}

fn huge_cell() -> Case {
    let huge = "<p>Spring offer, today only</p>".repeat(2300);
    let lines = format!(
        "id,time,channel,body,value
1,2024-03-01 10:00,Email,none,10
2,2024-03-01 11:00,Search,none,0
3,2024-03-02 12:00,Email,\"{huge}\",5
4,2024-03-03 13:00,Search,none,0
5,2024-03-04 14:00,Direct,none,42
6,2024-03-05 15:00,Email,\"Bye, all\",8
"
    );
    Case {
        name: "huge_cell",
        ending: "csv",
        pollution: "One quoted cell has 71,300 bytes and 2,300 delimiters.",
        bytes: lf(&lines),
        expected: Expected {
            quote: Some('"'),
            names: names(&["id", "time", "channel", "body", "value"]),
            rows: table(&[
                &["1", "2024-03-01 10:00", "Email", "none", "10"],
                &["2", "2024-03-01 11:00", "Search", "none", "0"],
                &["3", "2024-03-02 12:00", "Email", &huge, "5"],
                &["4", "2024-03-03 13:00", "Search", "none", "0"],
                &["5", "2024-03-04 14:00", "Direct", "none", "42"],
                &["6", "2024-03-05 15:00", "Email", "Bye, all", "8"],
            ]),
            ..Expected::default()
        },
    }
}

fn unclosed_quote_in_last_row() -> Case {
    Case {
        name: "unclosed_quote_in_last_row",
        ending: "csv",
        pollution: "A quote in the last row never closes.",
        bytes: lf(r#"
id,time,channel,campaign,value
1,2024-03-01 10:00,Email,"Spring, one",10
2,2024-03-01 11:00,Search,"Brand, exact",0
3,2024-03-02 12:00,Social,"Cats, dogs",5
4,2024-03-03 13:00,Search,"Brand, broad",0
5,2024-03-04 14:00,Email,"Spring, two",42
6,2024-03-05 15:00,Direct,None,8
7,2024-03-06 16:00,Email,"Spring, three,9
"#),
        expected: Expected {
            quote: Some('"'),
            names: names(&["id", "time", "channel", "campaign", "value"]),
            rows: table(&[
                &["1", "2024-03-01 10:00", "Email", "Spring, one", "10"],
                &["2", "2024-03-01 11:00", "Search", "Brand, exact", "0"],
                &["3", "2024-03-02 12:00", "Social", "Cats, dogs", "5"],
                &["4", "2024-03-03 13:00", "Search", "Brand, broad", "0"],
                &["5", "2024-03-04 14:00", "Email", "Spring, two", "42"],
                &["6", "2024-03-05 15:00", "Direct", "None", "8"],
            ]),
            rejected_lines: &[8],
            ..Expected::default()
        },
    }
}

fn unclosed_quote_before_end() -> Case {
    Case {
        name: "unclosed_quote_before_end",
        ending: "csv",
        pollution: "A quote never closes and swallows the two lines behind its row.",
        bytes: lf(r#"
id;time;channel;campaign;value
1;2024-03-01 10:00;Email;"Spring; first
wave";10
2;2024-03-01 11:00;Search;"Brand; exact";0
3;2024-03-02 12:00;Social;"Cats; dogs";5
4;2024-03-03 13:00;Search;"Brand; broad";0
5;2024-03-04 14:00;Email;"Spring; second";42
6;2024-03-05 15:00;Direct;"None;8
7;2024-03-06 16:00;Display;Banner;0
8;2024-03-07 17:00;Direct;Home;3
"#),
        expected: Expected {
            delimiter: ';',
            quote: Some('"'),
            names: names(&["id", "time", "channel", "campaign", "value"]),
            rows: table(&[
                &["1", "2024-03-01 10:00", "Email", "Spring; first\nwave", "10"],
                &["2", "2024-03-01 11:00", "Search", "Brand; exact", "0"],
                &["3", "2024-03-02 12:00", "Social", "Cats; dogs", "5"],
                &["4", "2024-03-03 13:00", "Search", "Brand; broad", "0"],
                &["5", "2024-03-04 14:00", "Email", "Spring; second", "42"],
            ]),
            rejected_lines: &[8],
            ..Expected::default()
        },
    }
}
