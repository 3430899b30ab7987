//! Unicode with and without a byte order mark, and files whose first byte beyond ASCII comes late.

use super::Case;
use super::expected::{Expected, names, table};
use super::lines::{crlf, lf, utf16be, utf16le};

pub fn cases() -> Vec<Case> {
    vec![
        utf8_with_mark(),
        mark_before_quoted_name(),
        utf16le_with_mark(),
        utf16be_with_mark(),
        utf16le_without_mark(),
        utf16be_without_mark(),
        utf8_only_near_end(),
        windows_1252_only_near_end(),
        mojibake(),
    ]
}

fn utf8_with_mark() -> Case {
    Case {
        name: "utf8_with_mark",
        ending: "csv",
        pollution: "A byte order mark stands before the first name, and umlauts stand in UTF-8.",
        bytes: crlf(
            "\u{feff}Kunde;Zeitpunkt;Kanal;Ort;Umsatz
1;2024-03-01 10:00;E-Mail;München;0,00
1;2024-03-02 11:30;Suche;Köln;49,90
2;2024-03-02 12:15;Social;Görlitz;0,00
3;2024-03-03 13:45;Suche;Gießen;129,50
4;2024-03-04 14:20;Display;Ulm;0,00
5;2024-03-05 15:05;Direkt;Überlingen;75,00
",
        ),
        expected: cities("UTF-8"),
    }
}

fn mark_before_quoted_name() -> Case {
    Case {
        name: "mark_before_quoted_name",
        ending: "csv",
        pollution: "A byte order mark stands before a quoted first name that holds the delimiter.",
        bytes: lf("\u{feff}\"Customer, id\",\"Time\",\"Channel\",\"Value\"
\"1\",\"2024-03-01 10:00\",\"Email\",\"0\"
\"1\",\"2024-03-02 11:30\",\"Search, paid\",\"49\"
\"2\",\"2024-03-02 12:15\",\"Social\",\"0\"
\"3\",\"2024-03-03 13:45\",\"Search, paid\",\"129\"
\"4\",\"2024-03-04 14:20\",\"Display\",\"0\"
\"5\",\"2024-03-05 15:05\",\"Email\",\"75\"
"),
        expected: Expected {
            quote: Some('"'),
            names: names(&["Customer, id", "Time", "Channel", "Value"]),
            rows: table(&[
                &["1", "2024-03-01 10:00", "Email", "0"],
                &["1", "2024-03-02 11:30", "Search, paid", "49"],
                &["2", "2024-03-02 12:15", "Social", "0"],
                &["3", "2024-03-03 13:45", "Search, paid", "129"],
                &["4", "2024-03-04 14:20", "Display", "0"],
                &["5", "2024-03-05 15:05", "Email", "75"],
            ]),
            ..Expected::default()
        },
    }
}

fn utf16le_with_mark() -> Case {
    Case {
        name: "utf16le_with_mark",
        ending: "txt",
        pollution: "UTF-16 with the low byte first and a byte order mark, parted by tabs, as spreadsheets save it.",
        bytes: utf16le(
            "\u{feff}Kunde\tZeitpunkt\tKanal\tOrt\tUmsatz\r
1\t2024-03-01 10:00\tE-Mail\tMünchen\t0,00\r
1\t2024-03-02 11:30\tSuche\tKöln\t49,90\r
2\t2024-03-02 12:15\tSocial\tGörlitz\t0,00\r
3\t2024-03-03 13:45\tSuche\tGießen\t129,50\r
4\t2024-03-04 14:20\tDisplay\tUlm\t0,00\r
5\t2024-03-05 15:05\tDirekt\tÜberlingen\t75,00\r
",
        ),
        expected: Expected { delimiter: '\t', ..cities("UTF-16LE") },
    }
}

fn utf16be_with_mark() -> Case {
    Case {
        name: "utf16be_with_mark",
        ending: "csv",
        pollution: "UTF-16 with the high byte first and a byte order mark.",
        bytes: utf16be(
            "\u{feff}Kunde;Zeitpunkt;Kanal;Ort;Umsatz
1;2024-03-01 10:00;E-Mail;München;0,00
1;2024-03-02 11:30;Suche;Köln;49,90
2;2024-03-02 12:15;Social;Görlitz;0,00
3;2024-03-03 13:45;Suche;Gießen;129,50
4;2024-03-04 14:20;Display;Ulm;0,00
5;2024-03-05 15:05;Direkt;Überlingen;75,00
",
        ),
        expected: cities("UTF-16BE"),
    }
}

fn utf16le_without_mark() -> Case {
    Case {
        name: "utf16le_without_mark",
        ending: "csv",
        pollution: "UTF-16 with the low byte first and no byte order mark.",
        bytes: utf16le(
            "
Kunde;Zeitpunkt;Kanal;Ort;Umsatz
1;2024-03-01 10:00;E-Mail;München;0,00
1;2024-03-02 11:30;Suche;Köln;49,90
2;2024-03-02 12:15;Social;Görlitz;0,00
3;2024-03-03 13:45;Suche;Gießen;129,50
4;2024-03-04 14:20;Display;Ulm;0,00
5;2024-03-05 15:05;Direkt;Überlingen;75,00
",
        ),
        expected: cities("UTF-16LE"),
    }
}

fn utf16be_without_mark() -> Case {
    Case {
        name: "utf16be_without_mark",
        ending: "csv",
        pollution: "UTF-16 with the high byte first, CRLF and no byte order mark.",
        bytes: utf16be(
            "
Kunde;Zeitpunkt;Kanal;Ort;Umsatz\r
1;2024-03-01 10:00;E-Mail;München;0,00\r
1;2024-03-02 11:30;Suche;Köln;49,90\r
2;2024-03-02 12:15;Social;Görlitz;0,00\r
3;2024-03-03 13:45;Suche;Gießen;129,50\r
4;2024-03-04 14:20;Display;Ulm;0,00\r
5;2024-03-05 15:05;Direkt;Überlingen;75,00\r
",
        ),
        expected: cities("UTF-16BE"),
    }
}

fn utf8_only_near_end() -> Case {
    let mut bytes = ascii_lines(400);
    bytes.extend_from_slice("2000,2024-02-29,Search,Köln,17\n2001,2024-02-29,Direct,Łódź,4\n".as_bytes());
    let mut rows = ascii_rows(400);
    rows.extend(table(&[
        &["2000", "2024-02-29", "Search", "Köln", "17"],
        &["2001", "2024-02-29", "Direct", "Łódź", "4"],
    ]));
    Case {
        name: "utf8_only_near_end",
        ending: "csv",
        pollution: "The first 10,000 bytes are ASCII, and the last two rows hold letters in UTF-8.",
        bytes,
        expected: Expected { names: names(&CITY_NAMES), rows, ..Expected::default() },
    }
}

fn windows_1252_only_near_end() -> Case {
    let mut bytes = ascii_lines(2200);
    bytes.extend_from_slice(b"4000,2024-02-29,Search,K\xF6ln,17\n4001,2024-02-29,Direct,M\xFCnchen,4\n");
    let mut rows = ascii_rows(2200);
    rows.extend(table(&[
        &["4000", "2024-02-29", "Search", "Köln", "17"],
        &["4001", "2024-02-29", "Direct", "München", "4"],
    ]));
    Case {
        name: "windows_1252_only_near_end",
        ending: "csv",
        pollution: "The first 65,536 bytes are ASCII, and the last two rows hold umlauts in windows-1252.",
        bytes,
        expected: Expected { encoding: "windows-1252", names: names(&CITY_NAMES), rows, ..Expected::default() },
    }
}

fn mojibake() -> Case {
    Case {
        name: "mojibake",
        ending: "csv",
        pollution: "UTF-8 that was once read as windows-1252 and saved again stays as wrong as it is.",
        bytes: lf(r"
Kunde;Tag;Kanal;Ort;Umsatz
1;2024-03-01;E-Mail;MÃ¼nchen;0,00
1;2024-03-02;Suche;KÃ¶ln;49,90
2;2024-03-02;Social;GÃ¶rlitz;0,00
3;2024-03-03;Suche;Ulm;129,50
4;2024-03-04;Display;NÃ¼rnberg;0,00
5;2024-03-05;Direkt;Berlin;75,00
"),
        expected: Expected {
            delimiter: ';',
            names: names(&["Kunde", "Tag", "Kanal", "Ort", "Umsatz"]),
            rows: table(&[
                &["1", "2024-03-01", "E-Mail", "MÃ¼nchen", "0,00"],
                &["1", "2024-03-02", "Suche", "KÃ¶ln", "49,90"],
                &["2", "2024-03-02", "Social", "GÃ¶rlitz", "0,00"],
                &["3", "2024-03-03", "Suche", "Ulm", "129,50"],
                &["4", "2024-03-04", "Display", "NÃ¼rnberg", "0,00"],
                &["5", "2024-03-05", "Direkt", "Berlin", "75,00"],
            ]),
            ..Expected::default()
        },
    }
}

const CITY_NAMES: [&str; 5] = ["customer", "day", "channel", "city", "value"];

/// The header and ASCII rows as lines.
fn ascii_lines(count: usize) -> Vec<u8> {
    let rows = ascii_rows(count).into_iter().map(|row| row.join(",") + "\n");
    let header = CITY_NAMES.join(",") + "\n";
    std::iter::once(header).chain(rows).collect::<String>().into_bytes()
}

fn ascii_rows(count: usize) -> Vec<Vec<String>> {
    let row = |index: usize| {
        let day = format!("2024-01-{:02}", index % 28 + 1);
        let channel = ["Email", "Search", "Social", "Display"][index % 4];
        let city = ["Berlin", "Hamburg", "Dresden"][index % 3];
        [(1000 + index).to_string(), day, channel.into(), city.into(), (index % 50).to_string()].into()
    };
    (0..count).map(row).collect()
}

/// The table that most of these files hold.
fn cities(encoding: &'static str) -> Expected {
    Expected {
        delimiter: ';',
        encoding,
        names: names(&["Kunde", "Zeitpunkt", "Kanal", "Ort", "Umsatz"]),
        rows: table(&[
            &["1", "2024-03-01 10:00", "E-Mail", "München", "0,00"],
            &["1", "2024-03-02 11:30", "Suche", "Köln", "49,90"],
            &["2", "2024-03-02 12:15", "Social", "Görlitz", "0,00"],
            &["3", "2024-03-03 13:45", "Suche", "Gießen", "129,50"],
            &["4", "2024-03-04 14:20", "Display", "Ulm", "0,00"],
            &["5", "2024-03-05 15:05", "Direkt", "Überlingen", "75,00"],
        ]),
        ..Expected::default()
    }
}
