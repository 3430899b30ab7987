//! Days and times in many spellings, and hours that clocks skip or repeat.

use super::Case;
use super::expected::{Expected, names, table};
use super::lines::lf;

pub fn cases() -> Vec<Case> {
    vec![
        leap_days(),
        daylight_saving_hours(),
        epoch_seconds(),
        epoch_milliseconds(),
        iso_zones(),
        american_days(),
        european_days(),
        written_days(),
    ]
}

fn leap_days() -> Case {
    Case {
        name: "leap_days",
        ending: "csv",
        pollution: "Days lie on and around the 29th of February, one of them in a year that has none.",
        bytes: lf(r"
id,time,channel,value
1,2024-02-28 23:59:59,Email,10
2,2024-02-29 00:00:00,Search,0
3,2024-02-29 23:59:59,Social,5
4,2023-02-29 12:00:00,Search,0
5,2000-02-29 12:00:00,Direct,42
6,2024-03-01 00:00:00,Email,8
"),
        expected: Expected {
            names: names(&["id", "time", "channel", "value"]),
            rows: table(&[
                &["1", "2024-02-28 23:59:59", "Email", "10"],
                &["2", "2024-02-29 00:00:00", "Search", "0"],
                &["3", "2024-02-29 23:59:59", "Social", "5"],
                &["4", "2023-02-29 12:00:00", "Search", "0"],
                &["5", "2000-02-29 12:00:00", "Direct", "42"],
                &["6", "2024-03-01 00:00:00", "Email", "8"],
            ]),
            ..Expected::default()
        },
    }
}

fn daylight_saving_hours() -> Case {
    Case {
        name: "daylight_saving_hours",
        ending: "csv",
        pollution: "Local times lie in the hour that spring skips and in the one that autumn has twice, out of order.",
        bytes: lf(r"
Kunde;Zeitpunkt;Kanal;Umsatz
1;31.03.2024 01:59;E-Mail;0,00
1;31.03.2024 02:30;Suche;12,00
1;31.03.2024 03:00;Direkt;7,50
2;27.10.2024 02:59;E-Mail;0,00
2;27.10.2024 02:01;Suche;30,00
2;27.10.2024 24:00;Direkt;1,00
"),
        expected: Expected {
            delimiter: ';',
            names: names(&["Kunde", "Zeitpunkt", "Kanal", "Umsatz"]),
            rows: table(&[
                &["1", "31.03.2024 01:59", "E-Mail", "0,00"],
                &["1", "31.03.2024 02:30", "Suche", "12,00"],
                &["1", "31.03.2024 03:00", "Direkt", "7,50"],
                &["2", "27.10.2024 02:59", "E-Mail", "0,00"],
                &["2", "27.10.2024 02:01", "Suche", "30,00"],
                &["2", "27.10.2024 24:00", "Direkt", "1,00"],
            ]),
            ..Expected::default()
        },
    }
}

fn epoch_seconds() -> Case {
    Case {
        name: "epoch_seconds",
        ending: "tsv",
        pollution: "Times are seconds since 1970, one with a fraction and one before it.",
        bytes: lf("
user\tts\tchannel\tconversion\tvalue
a1\t1709280000\tEmail\t0\t0
a1\t1709283600.250\tSearch\t1\t20
a2\t0\tSocial\t0\t0
a3\t-86400\tSearch\t0\t0
a4\t2147483648\tDirect\t1\t64
a5\t1709320000\tEmail\t0\t0
"),
        expected: Expected {
            delimiter: '\t',
            names: names(&["user", "ts", "channel", "conversion", "value"]),
            rows: table(&[
                &["a1", "1709280000", "Email", "0", "0"],
                &["a1", "1709283600.250", "Search", "1", "20"],
                &["a2", "0", "Social", "0", "0"],
                &["a3", "-86400", "Search", "0", "0"],
                &["a4", "2147483648", "Direct", "1", "64"],
                &["a5", "1709320000", "Email", "0", "0"],
            ]),
            ..Expected::default()
        },
    }
}

fn epoch_milliseconds() -> Case {
    Case {
        name: "epoch_milliseconds",
        ending: "csv",
        pollution: "Times are milliseconds since 1970, one of them in a spreadsheet's short form.",
        bytes: lf(r"
user,ts,channel,conversion,value
a1,1709280000000,Email,0,0
a1,1709283600250,Search,1,20
a2,1709290000000,Social,0,0
a3,1.70930E+12,Search,0,0
a4,1709310000001,Direct,1,64
a5,1709320000999,Email,0,0
"),
        expected: Expected {
            names: names(&["user", "ts", "channel", "conversion", "value"]),
            rows: table(&[
                &["a1", "1709280000000", "Email", "0", "0"],
                &["a1", "1709283600250", "Search", "1", "20"],
                &["a2", "1709290000000", "Social", "0", "0"],
                &["a3", "1.70930E+12", "Search", "0", "0"],
                &["a4", "1709310000001", "Direct", "1", "64"],
                &["a5", "1709320000999", "Email", "0", "0"],
            ]),
            ..Expected::default()
        },
    }
}

fn iso_zones() -> Case {
    Case {
        name: "iso_zones",
        ending: "csv",
        pollution: "ISO times carry zones and fractions in different spellings.",
        bytes: lf(r"
id,time,channel,campaign,value
1,2024-03-01T10:00:00Z,Email,Spring,10
2,2024-03-01T10:00:00+02:00,Search,Brand,0
3,2024-03-01T10:00:00.123456789-0530,Social,Cats,5
4,20240301T100000Z,Search,Brand,0
5,2024-03-01 10:00:00.5 UTC,Direct,None,42
6,2024-03-01T10:00+14,Email,Spring,8
"),
        expected: Expected {
            names: names(&["id", "time", "channel", "campaign", "value"]),
            rows: table(&[
                &["1", "2024-03-01T10:00:00Z", "Email", "Spring", "10"],
                &["2", "2024-03-01T10:00:00+02:00", "Search", "Brand", "0"],
                &["3", "2024-03-01T10:00:00.123456789-0530", "Social", "Cats", "5"],
                &["4", "20240301T100000Z", "Search", "Brand", "0"],
                &["5", "2024-03-01 10:00:00.5 UTC", "Direct", "None", "42"],
                &["6", "2024-03-01T10:00+14", "Email", "Spring", "8"],
            ]),
            ..Expected::default()
        },
    }
}

fn american_days() -> Case {
    Case {
        name: "american_days",
        ending: "csv",
        pollution: "Days stand with the month first and half-day hours, without leading zeros.",
        bytes: lf(r"
Customer ID,Visit Time,Channel,Revenue
1,3/1/2024 9:05 AM,Email,$0.00
1,3/1/2024 12:00 PM,Search,$25.00
2,3/13/2024 12:00 AM,Social,$0.00
3,12/31/2024 11:59 PM,Search,$40.50
4,1/2/24 1:30 pm,Display,$0.00
4,2/29/2024 4:45:10 PM,Direct,$8.75
"),
        expected: Expected {
            names: names(&["Customer ID", "Visit Time", "Channel", "Revenue"]),
            rows: table(&[
                &["1", "3/1/2024 9:05 AM", "Email", "$0.00"],
                &["1", "3/1/2024 12:00 PM", "Search", "$25.00"],
                &["2", "3/13/2024 12:00 AM", "Social", "$0.00"],
                &["3", "12/31/2024 11:59 PM", "Search", "$40.50"],
                &["4", "1/2/24 1:30 pm", "Display", "$0.00"],
                &["4", "2/29/2024 4:45:10 PM", "Direct", "$8.75"],
            ]),
            ..Expected::default()
        },
    }
}

fn european_days() -> Case {
    Case {
        name: "european_days",
        ending: "csv",
        pollution: "Days stand with the day first, parted by dots, slashes and dashes.",
        bytes: lf(r"
klant;datum;kanaal;omzet
1;01.03.2024;E-mail;0,00
1;02/03/2024;Zoeken;25,00
2;13-03-2024;Sociaal;0,00
3;31.12.24;Zoeken;40,50
4;1.2.2024;Display;0,00
4;29.02.2024;Direct;8,75
"),
        expected: Expected {
            delimiter: ';',
            names: names(&["klant", "datum", "kanaal", "omzet"]),
            rows: table(&[
                &["1", "01.03.2024", "E-mail", "0,00"],
                &["1", "02/03/2024", "Zoeken", "25,00"],
                &["2", "13-03-2024", "Sociaal", "0,00"],
                &["3", "31.12.24", "Zoeken", "40,50"],
                &["4", "1.2.2024", "Display", "0,00"],
                &["4", "29.02.2024", "Direct", "8,75"],
            ]),
            ..Expected::default()
        },
    }
}

fn written_days() -> Case {
    Case {
        name: "written_days",
        ending: "csv",
        pollution: "Days stand with the month's name and a comma inside quotes.",
        bytes: lf(r#"
id,time,channel,value
1,"Mar 1, 2024, 9:05 AM",Email,0
1,"Mar 1, 2024, 12:00 PM",Search,25
2,"Fri, 15 Mar 2024 12:00:00 GMT",Social,0
3,"December 31, 2024",Search,40
4,1 Feb 2024,Display,0
4,"Feb 29, 2024, 4:45 PM",Direct,8
"#),
        expected: Expected {
            quote: Some('"'),
            names: names(&["id", "time", "channel", "value"]),
            rows: table(&[
                &["1", "Mar 1, 2024, 9:05 AM", "Email", "0"],
                &["1", "Mar 1, 2024, 12:00 PM", "Search", "25"],
                &["2", "Fri, 15 Mar 2024 12:00:00 GMT", "Social", "0"],
                &["3", "December 31, 2024", "Search", "40"],
                &["4", "1 Feb 2024", "Display", "0"],
                &["4", "Feb 29, 2024, 4:45 PM", "Direct", "8"],
            ]),
            ..Expected::default()
        },
    }
}
