//! Identifiers that a conversion to numbers would break, and cells that a spreadsheet would run.

use super::Case;
use super::expected::{Escape, Expected, names, table};
use super::lines::lf;

pub fn cases() -> Vec<Case> {
    vec![leading_zeros(), ids_beyond_floats(), ids_like_other_things(), formula_cells(), formulas_around_ids(), links()]
}

fn leading_zeros() -> Case {
    Case {
        name: "leading_zeros",
        ending: "csv",
        pollution: "Identifiers and postcodes begin with zeros.",
        bytes: lf(r"
customer_id,postcode,time,channel,value
000123,01067,2024-03-01 10:00,Email,10
000124,04109,2024-03-01 11:00,Search,0
000123,01067,2024-03-02 12:00,Social,5
007000,99084,2024-03-03 13:00,Search,0
0,00000,2024-03-04 14:00,Direct,42
00,01001,2024-03-05 15:00,Email,8
"),
        expected: Expected {
            names: names(&["customer_id", "postcode", "time", "channel", "value"]),
            rows: table(&[
                &["000123", "01067", "2024-03-01 10:00", "Email", "10"],
                &["000124", "04109", "2024-03-01 11:00", "Search", "0"],
                &["000123", "01067", "2024-03-02 12:00", "Social", "5"],
                &["007000", "99084", "2024-03-03 13:00", "Search", "0"],
                &["0", "00000", "2024-03-04 14:00", "Direct", "42"],
                &["00", "01001", "2024-03-05 15:00", "Email", "8"],
            ]),
            ..Expected::default()
        },
    }
}

fn ids_beyond_floats() -> Case {
    Case {
        name: "ids_beyond_floats",
        ending: "csv",
        pollution: "Neighbouring identifiers lie above 2^53, where a float makes one of two.",
        bytes: lf(r"
user_id,time,channel,value
9007199254740992,2024-03-01 10:00,Email,10
9007199254740993,2024-03-01 11:00,Search,0
9007199254740994,2024-03-02 12:00,Social,5
18446744073709551615,2024-03-03 13:00,Search,0
18446744073709551616,2024-03-04 14:00,Direct,42
340282366920938463463374607431768211456,2024-03-05 15:00,Email,8
"),
        expected: Expected {
            names: names(&["user_id", "time", "channel", "value"]),
            rows: table(&[
                &["9007199254740992", "2024-03-01 10:00", "Email", "10"],
                &["9007199254740993", "2024-03-01 11:00", "Search", "0"],
                &["9007199254740994", "2024-03-02 12:00", "Social", "5"],
                &["18446744073709551615", "2024-03-03 13:00", "Search", "0"],
                &["18446744073709551616", "2024-03-04 14:00", "Direct", "42"],
                &["340282366920938463463374607431768211456", "2024-03-05 15:00", "Email", "8"],
            ]),
            ..Expected::default()
        },
    }
}

fn ids_like_other_things() -> Case {
    Case {
        name: "ids_like_other_things",
        ending: "csv",
        pollution: "Identifiers look like powers of ten, days, fractions and versions.",
        bytes: lf(r"
product;day;channel;units;value
12E5;2024-03-01;Email;1;10.00
MAR1;2024-03-01;Search;2;0.00
3-4;2024-03-02;Social;1;5.00
1/2;2024-03-03;Search;4;0.00
1.10;2024-03-04;Direct;1;42.00
1.1;2024-03-05;Email;3;8.00
"),
        expected: Expected {
            delimiter: ';',
            names: names(&["product", "day", "channel", "units", "value"]),
            rows: table(&[
                &["12E5", "2024-03-01", "Email", "1", "10.00"],
                &["MAR1", "2024-03-01", "Search", "2", "0.00"],
                &["3-4", "2024-03-02", "Social", "1", "5.00"],
                &["1/2", "2024-03-03", "Search", "4", "0.00"],
                &["1.10", "2024-03-04", "Direct", "1", "42.00"],
                &["1.1", "2024-03-05", "Email", "3", "8.00"],
            ]),
            ..Expected::default()
        },
    }
}

fn formula_cells() -> Case {
    Case {
        name: "formula_cells",
        ending: "csv",
        pollution: "Cells begin with the characters that make a spreadsheet run them.",
        bytes: lf(r"
id,day,phone,campaign,value
1,2024-03-01,+49 30 1234567,=1+1,10
2,2024-03-01,+33 1 23456789,@SUM(A1:A9),0
3,2024-03-02,0049 40 99,-2+3,5
4,2024-03-03,+1 555 0100,=cmd|' /C calc'!A0,0
5,2024-03-04,+44 20 7946,Brand,42
6,2024-03-05,none,+1-1,8
"),
        expected: Expected {
            names: names(&["id", "day", "phone", "campaign", "value"]),
            rows: table(&[
                &["1", "2024-03-01", "+49 30 1234567", "=1+1", "10"],
                &["2", "2024-03-01", "+33 1 23456789", "@SUM(A1:A9)", "0"],
                &["3", "2024-03-02", "0049 40 99", "-2+3", "5"],
                &["4", "2024-03-03", "+1 555 0100", "=cmd|' /C calc'!A0", "0"],
                &["5", "2024-03-04", "+44 20 7946", "Brand", "42"],
                &["6", "2024-03-05", "none", "+1-1", "8"],
            ]),
            ..Expected::default()
        },
    }
}

fn formulas_around_ids() -> Case {
    Case {
        name: "formulas_around_ids",
        ending: "csv",
        pollution: "Identifiers stand as formulas, an equals sign before the quotation marks, which so quote no cell.",
        bytes: lf(r#"
customer;time;channel;value
="00417";2024-05-01 10:00;Email;12
="00418";2024-05-01 11:00;Search;0
="00417";2024-05-02 12:00;Direct;90
="00902";2024-05-03 13:00;Social;0
="00902";2024-05-03 14:00;Search;41
="01000";2024-05-04 15:00;Email;5
"#),
        expected: Expected {
            delimiter: ';',
            names: names(&["customer", "time", "channel", "value"]),
            rows: table(&[
                &["=\"00417\"", "2024-05-01 10:00", "Email", "12"],
                &["=\"00418\"", "2024-05-01 11:00", "Search", "0"],
                &["=\"00417\"", "2024-05-02 12:00", "Direct", "90"],
                &["=\"00902\"", "2024-05-03 13:00", "Social", "0"],
                &["=\"00902\"", "2024-05-03 14:00", "Search", "41"],
                &["=\"01000\"", "2024-05-04 15:00", "Email", "5"],
            ]),
            ..Expected::default()
        },
    }
}

fn links() -> Case {
    Case {
        name: "links",
        ending: "csv",
        pollution: "Quoted cells hold formulas with a link, and texts that look like markup.",
        bytes: lf(r#"
id,day,channel,landing_page,value
1,2024-03-01,Email,"=HYPERLINK(""https://shop.example"",""Shop"")",10
2,2024-03-01,Search,https://shop.example/a,0
3,2024-03-02,Social,"<a href=""javascript:alert(1)"">x, y</a>",5
4,2024-03-03,Search,<script>alert(1)</script>,0
5,2024-03-04,Direct,"=HYPERLINK(""https://shop.example/b"",""B"")",42
6,2024-03-05,Email,&lt;b&gt;,8
"#),
        expected: Expected {
            quote: Some('"'),
            escape: Some(Escape::Doubled),
            names: names(&["id", "day", "channel", "landing_page", "value"]),
            rows: table(&[
                &["1", "2024-03-01", "Email", "=HYPERLINK(\"https://shop.example\",\"Shop\")", "10"],
                &["2", "2024-03-01", "Search", "https://shop.example/a", "0"],
                &["3", "2024-03-02", "Social", "<a href=\"javascript:alert(1)\">x, y</a>", "5"],
                &["4", "2024-03-03", "Search", "<script>alert(1)</script>", "0"],
                &["5", "2024-03-04", "Direct", "=HYPERLINK(\"https://shop.example/b\",\"B\")", "42"],
                &["6", "2024-03-05", "Email", "&lt;b&gt;", "8"],
            ]),
            ..Expected::default()
        },
    }
}
