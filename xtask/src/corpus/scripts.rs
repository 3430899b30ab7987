//! Texts beyond Latin letters: other directions, emoji, combined characters and characters that are not seen.

use super::Case;
use super::expected::{Expected, names, table};
use super::lines::lf;

pub fn cases() -> Vec<Case> {
    vec![right_to_left(), emoji(), combining_characters(), zero_width_characters(), line_separators_in_cells()]
}

fn right_to_left() -> Case {
    Case {
        name: "right_to_left",
        ending: "csv",
        pollution: "Hebrew and Arabic stand in the header and in cells, some with marks and overrides of direction.",
        bytes: lf("
מזהה,time,ערוץ,حملة,value
1,2024-03-01 10:00,דוא\u{5f4}ל,تخفيضات الربيع,10
2,2024-03-01 11:00,חיפוש,\u{200f}علامة\u{200f},0
3,2024-03-02 12:00,חברתי,\"قطط، وكلاب, وطيور\",5
4,2024-03-03 13:00,\u{202e}שופיח\u{202c},brand,0
5,2024-03-04 14:00,ישיר,لا شيء,42
6,2024-03-05 15:00,חיפוש,١٢٣,8
"),
        expected: Expected {
            quote: Some('"'),
            names: names(&["מזהה", "time", "ערוץ", "حملة", "value"]),
            rows: table(&[
                &["1", "2024-03-01 10:00", "דוא\u{5f4}ל", "تخفيضات الربيع", "10"],
                &["2", "2024-03-01 11:00", "חיפוש", "\u{200f}علامة\u{200f}", "0"],
                &["3", "2024-03-02 12:00", "חברתי", "قطط، وكلاب, وطيور", "5"],
                &["4", "2024-03-03 13:00", "\u{202e}שופיח\u{202c}", "brand", "0"],
                &["5", "2024-03-04 14:00", "ישיר", "لا شيء", "42"],
                &["6", "2024-03-05 15:00", "חיפוש", "١٢٣", "8"],
            ]),
            ..Expected::default()
        },
    }
}

fn emoji() -> Case {
    Case {
        name: "emoji",
        ending: "csv",
        pollution: "Emoji stand in the header and in cells, some of several code points.",
        bytes: lf("
id;day;channel 📣;campaign;value
1;2024-03-01;📧;Spring 🌷🌷;10
2;2024-03-01;🔍;Flags 🇩🇪🇫🇷;0
3;2024-03-02;👩\u{200d}👩\u{200d}👧;Family;5
4;2024-03-03;🔍;Thumb 👍🏽;0
5;2024-03-04;❤\u{fe0f};Heart;42
6;2024-03-05;📧;1\u{fe0f}\u{20e3};8
"),
        expected: Expected {
            delimiter: ';',
            names: names(&["id", "day", "channel 📣", "campaign", "value"]),
            rows: table(&[
                &["1", "2024-03-01", "📧", "Spring 🌷🌷", "10"],
                &["2", "2024-03-01", "🔍", "Flags 🇩🇪🇫🇷", "0"],
                &["3", "2024-03-02", "👩\u{200d}👩\u{200d}👧", "Family", "5"],
                &["4", "2024-03-03", "🔍", "Thumb 👍🏽", "0"],
                &["5", "2024-03-04", "❤\u{fe0f}", "Heart", "42"],
                &["6", "2024-03-05", "📧", "1\u{fe0f}\u{20e3}", "8"],
            ]),
            ..Expected::default()
        },
    }
}

fn combining_characters() -> Case {
    Case {
        name: "combining_characters",
        ending: "csv",
        pollution: "One word stands in composed and in combined characters, and both stay as they are.",
        bytes: lf("
id,day,channel,city,value
1,2024-03-01,Email,M\u{fc}nchen,10
2,2024-03-01,Search,Mu\u{308}nchen,0
3,2024-03-02,Caf\u{e9},K\u{f6}ln,5
4,2024-03-03,Cafe\u{301},Ko\u{308}ln,0
5,2024-03-04,Direct,Z\u{335}\u{321}\u{322}urich,42
6,2024-03-05,Email,\u{212b}rhus,8
"),
        expected: Expected {
            names: names(&["id", "day", "channel", "city", "value"]),
            rows: table(&[
                &["1", "2024-03-01", "Email", "M\u{fc}nchen", "10"],
                &["2", "2024-03-01", "Search", "Mu\u{308}nchen", "0"],
                &["3", "2024-03-02", "Caf\u{e9}", "K\u{f6}ln", "5"],
                &["4", "2024-03-03", "Cafe\u{301}", "Ko\u{308}ln", "0"],
                &["5", "2024-03-04", "Direct", "Z\u{335}\u{321}\u{322}urich", "42"],
                &["6", "2024-03-05", "Email", "\u{212b}rhus", "8"],
            ]),
            ..Expected::default()
        },
    }
}

fn zero_width_characters() -> Case {
    Case {
        name: "zero_width_characters",
        ending: "csv",
        pollution: "Spaces without width, soft hyphens and byte order marks stand inside names and cells.",
        bytes: lf("
id,time,chan\u{200b}nel,value\u{200b}
1,2024-03-01 10:00,Em\u{200b}ail,10
2,2024-03-01 11:00,Search\u{200b},0
3,2024-03-02 12:00,\u{feff}Social,5
4,2024-03-03 13:00,Sea\u{ad}rch,0
\u{feff}5,2024-03-04 14:00,Direct,42
6,2024-03-05 15:00,Em\u{2060}ail\u{a0},8
"),
        expected: Expected {
            names: names(&["id", "time", "chan\u{200b}nel", "value\u{200b}"]),
            rows: table(&[
                &["1", "2024-03-01 10:00", "Em\u{200b}ail", "10"],
                &["2", "2024-03-01 11:00", "Search\u{200b}", "0"],
                &["3", "2024-03-02 12:00", "\u{feff}Social", "5"],
                &["4", "2024-03-03 13:00", "Sea\u{ad}rch", "0"],
                &["\u{feff}5", "2024-03-04 14:00", "Direct", "42"],
                &["6", "2024-03-05 15:00", "Em\u{2060}ail\u{a0}", "8"],
            ]),
            ..Expected::default()
        },
    }
}

fn line_separators_in_cells() -> Case {
    Case {
        name: "line_separators_in_cells",
        ending: "csv",
        pollution: "Unquoted cells hold Unicode's line separators, vertical tabs and form feeds, which end no line.",
        bytes: lf("
id,time,channel,note,value
1,2024-03-01 10:00,Email,one\u{2028}two,10
2,2024-03-01 11:00,Search,one\u{2029}two,0
3,2024-03-02 12:00,Social,one\u{85}two,5
4,2024-03-03 13:00,Search,one\u{b}two,0
5,2024-03-04 14:00,Direct,one\u{c}two,42
6,2024-03-05 15:00,Email,one\u{1e}two,8
"),
        expected: Expected {
            names: names(&["id", "time", "channel", "note", "value"]),
            rows: table(&[
                &["1", "2024-03-01 10:00", "Email", "one\u{2028}two", "10"],
                &["2", "2024-03-01 11:00", "Search", "one\u{2029}two", "0"],
                &["3", "2024-03-02 12:00", "Social", "one\u{85}two", "5"],
                &["4", "2024-03-03 13:00", "Search", "one\u{b}two", "0"],
                &["5", "2024-03-04 14:00", "Direct", "one\u{c}two", "42"],
                &["6", "2024-03-05 15:00", "Email", "one\u{1e}two", "8"],
            ]),
            ..Expected::default()
        },
    }
}
