//! Files inside a gzip file.

use super::Case;
use super::expected::{Expected, names, table};
use super::gzip::stored;
use super::lines::{crlf, lf};

pub fn cases() -> Vec<Case> {
    vec![gzip(), gzip_with_name()]
}

fn gzip() -> Case {
    let content = lf(r#"
customer_id,time,channel,campaign,value
1,2024-03-01 10:00,Email,"Spring, one",10
2,2024-03-01 11:00,Search,Brand,0
3,2024-03-02 12:00,Social,"Cats, dogs",5
4,2024-03-03 13:00,Search,Brand,0
5,2024-03-04 14:00,Direct,None,42
6,2024-03-05 15:00,Email,"Spring, two",8
"#);
    Case {
        name: "gzip",
        ending: "csv.gz",
        pollution: "The file is packed by gzip, without a name inside.",
        bytes: stored(&content, None),
        expected: Expected {
            quote: Some('"'),
            names: names(&["customer_id", "time", "channel", "campaign", "value"]),
            rows: table(&[
                &["1", "2024-03-01 10:00", "Email", "Spring, one", "10"],
                &["2", "2024-03-01 11:00", "Search", "Brand", "0"],
                &["3", "2024-03-02 12:00", "Social", "Cats, dogs", "5"],
                &["4", "2024-03-03 13:00", "Search", "Brand", "0"],
                &["5", "2024-03-04 14:00", "Direct", "None", "42"],
                &["6", "2024-03-05 15:00", "Email", "Spring, two", "8"],
            ]),
            ..Expected::default()
        },
    }
}

fn gzip_with_name() -> Case {
    let content = crlf(
        "\u{feff}Kunde;Zeitpunkt;Kanal;Ort;Umsatz
1;2024-03-01 10:00;E-Mail;München;0,00
1;2024-03-02 11:30;Suche;Köln;49,90
2;2024-03-02 12:15;Social;Görlitz;0,00
3;2024-03-03 13:45;Suche;Gießen;129,50
4;2024-03-04 14:20;Display;Ulm;0,00
5;2024-03-05 15:05;Direkt;Überlingen;75,00
",
    );
    Case {
        name: "gzip_with_name",
        ending: "csv.gz",
        pollution: "The file is packed by gzip with a name inside, and begins with a byte order mark.",
        bytes: stored(&content, Some("touchpoints.csv")),
        expected: Expected {
            delimiter: ';',
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
        },
    }
}
