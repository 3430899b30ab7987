//! Quotation marks inside quoted cells, doubled or behind a backslash.

use super::Case;
use super::expected::{Escape, Expected, names, table};
use super::lines::lf;

pub fn cases() -> Vec<Case> {
    vec![
        doubled_quotes(),
        cells_of_quotes_only(),
        doubled_json(),
        backslash_quotes(),
        backslash_json(),
        backslash_before_closing_quote(),
        backslashes_without_quotes(),
    ]
}

fn doubled_quotes() -> Case {
    Case {
        name: "doubled_quotes",
        ending: "csv",
        pollution: "Quotation marks inside quoted cells are doubled, next to delimiters too.",
        bytes: lf(r#"
id,time,channel,subject,value
1,2024-03-01 08:00,Email,"The ""big"" sale",0
2,2024-03-01 09:00,Email,"""Last"", she said",15
3,2024-03-02 10:00,Search,Brand,0
4,2024-03-03 11:00,Email,"He said ""yes, now""",28
5,2024-03-03 12:00,Social,Video,0
6,2024-03-04 13:00,Email,"The ""big"", ""bigger"" sale",64
"#),
        expected: Expected {
            quote: Some('"'),
            escape: Some(Escape::Doubled),
            names: names(&["id", "time", "channel", "subject", "value"]),
            rows: table(&[
                &["1", "2024-03-01 08:00", "Email", "The \"big\" sale", "0"],
                &["2", "2024-03-01 09:00", "Email", "\"Last\", she said", "15"],
                &["3", "2024-03-02 10:00", "Search", "Brand", "0"],
                &["4", "2024-03-03 11:00", "Email", "He said \"yes, now\"", "28"],
                &["5", "2024-03-03 12:00", "Social", "Video", "0"],
                &["6", "2024-03-04 13:00", "Email", "The \"big\", \"bigger\" sale", "64"],
            ]),
            ..Expected::default()
        },
    }
}

fn cells_of_quotes_only() -> Case {
    Case {
        name: "cells_of_quotes_only",
        ending: "csv",
        pollution: "Quoted cells hold nothing but quotation marks and delimiters.",
        bytes: lf(r#"
id;day;channel;note;value
1;2024-03-01;Email;"""";10
2;2024-03-01;Search;"""""";0
3;2024-03-02;Email;"plain";5
4;2024-03-02;Social;";""";7
5;2024-03-03;Direct;""";";0
6;2024-03-04;Email;"""quoted""";21
"#),
        expected: Expected {
            delimiter: ';',
            quote: Some('"'),
            escape: Some(Escape::Doubled),
            names: names(&["id", "day", "channel", "note", "value"]),
            rows: table(&[
                &["1", "2024-03-01", "Email", "\"", "10"],
                &["2", "2024-03-01", "Search", "\"\"", "0"],
                &["3", "2024-03-02", "Email", "plain", "5"],
                &["4", "2024-03-02", "Social", ";\"", "7"],
                &["5", "2024-03-03", "Direct", "\";", "0"],
                &["6", "2024-03-04", "Email", "\"quoted\"", "21"],
            ]),
            ..Expected::default()
        },
    }
}

fn doubled_json() -> Case {
    Case {
        name: "doubled_json",
        ending: "csv",
        pollution: "One column holds JSON whose quotation marks are doubled.",
        bytes: lf(r#"
event_id,ts,event,properties,revenue
e1,1709280000,page_view,"{""channel"":""email"",""page"":1}",0
e2,1709280060,click,"{""channel"":""search"",""terms"":[""a"",""b""]}",0
e3,1709283600,purchase,"{""channel"":""direct"",""items"":3}",59.9
e4,1709290000,page_view,{},0
e5,1709299999,page_view,"{""channel"":""social"",""page"":2}",0
e6,1709300100,purchase,"{""channel"":""email"",""items"":1}",12.5
"#),
        expected: Expected {
            quote: Some('"'),
            escape: Some(Escape::Doubled),
            names: names(&["event_id", "ts", "event", "properties", "revenue"]),
            rows: table(&[
                &["e1", "1709280000", "page_view", r#"{"channel":"email","page":1}"#, "0"],
                &["e2", "1709280060", "click", r#"{"channel":"search","terms":["a","b"]}"#, "0"],
                &["e3", "1709283600", "purchase", r#"{"channel":"direct","items":3}"#, "59.9"],
                &["e4", "1709290000", "page_view", "{}", "0"],
                &["e5", "1709299999", "page_view", r#"{"channel":"social","page":2}"#, "0"],
                &["e6", "1709300100", "purchase", r#"{"channel":"email","items":1}"#, "12.5"],
            ]),
            ..Expected::default()
        },
    }
}

fn backslash_quotes() -> Case {
    Case {
        name: "backslash_quotes",
        ending: "csv",
        pollution: "Quotation marks inside quoted cells stand behind a backslash.",
        bytes: lf(r#"
"id","time","channel","subject","value"
"1","2024-03-01 08:00","Email","The \"big\" sale","0"
"2","2024-03-01 09:00","Email","\"Last\", she said","15"
"3","2024-03-02 10:00","Search","Brand","0"
"4","2024-03-03 11:00","Email","He said \"yes, now\"","28"
"5","2024-03-03 12:00","Social","Video","0"
"6","2024-03-04 13:00","Email","One \"two\" three","64"
"#),
        expected: Expected {
            quote: Some('"'),
            escape: Some(Escape::Backslash),
            names: names(&["id", "time", "channel", "subject", "value"]),
            rows: table(&[
                &["1", "2024-03-01 08:00", "Email", "The \"big\" sale", "0"],
                &["2", "2024-03-01 09:00", "Email", "\"Last\", she said", "15"],
                &["3", "2024-03-02 10:00", "Search", "Brand", "0"],
                &["4", "2024-03-03 11:00", "Email", "He said \"yes, now\"", "28"],
                &["5", "2024-03-03 12:00", "Social", "Video", "0"],
                &["6", "2024-03-04 13:00", "Email", "One \"two\" three", "64"],
            ]),
            ..Expected::default()
        },
    }
}

fn backslash_json() -> Case {
    Case {
        name: "backslash_json",
        ending: "csv",
        pollution: "One column holds JSON whose quotation marks stand behind backslashes.",
        bytes: lf(r#"
event_id;ts;event;properties;revenue
e1;2024-03-01T08:00:00Z;page_view;"{\"channel\":\"email\";\"page\":1}";0
e2;2024-03-01T08:01:00Z;click;"{\"channel\":\"search\"}";0
e3;2024-03-01T09:00:00Z;purchase;"{\"channel\":\"direct\";\"items\":3}";59.9
e4;2024-03-02T10:46:40Z;page_view;{};0
e5;2024-03-03T13:33:19Z;page_view;"{\"channel\":\"social\";\"page\":2}";0
e6;2024-03-04T13:35:00Z;purchase;"{\"channel\":\"email\"}";12.5
"#),
        expected: Expected {
            delimiter: ';',
            quote: Some('"'),
            escape: Some(Escape::Backslash),
            names: names(&["event_id", "ts", "event", "properties", "revenue"]),
            rows: table(&[
                &["e1", "2024-03-01T08:00:00Z", "page_view", r#"{"channel":"email";"page":1}"#, "0"],
                &["e2", "2024-03-01T08:01:00Z", "click", r#"{"channel":"search"}"#, "0"],
                &["e3", "2024-03-01T09:00:00Z", "purchase", r#"{"channel":"direct";"items":3}"#, "59.9"],
                &["e4", "2024-03-02T10:46:40Z", "page_view", "{}", "0"],
                &["e5", "2024-03-03T13:33:19Z", "page_view", r#"{"channel":"social";"page":2}"#, "0"],
                &["e6", "2024-03-04T13:35:00Z", "purchase", r#"{"channel":"email"}"#, "12.5"],
            ]),
            ..Expected::default()
        },
    }
}

fn backslash_before_closing_quote() -> Case {
    Case {
        name: "backslash_before_closing_quote",
        ending: "csv",
        pollution: "Quotation marks are doubled, and quoted folders end in a backslash that escapes nothing.",
        bytes: lf(r#"
"id","day","channel","folder","value"
"1","2024-05-01","Email","C:\exports\","10.00"
"2","2024-05-02","Search","D:\data\search\","0.00"
"3","2024-05-02","Email","C:\the ""new"" one\","12.00"
"4","2024-05-03","Social","none","3.50"
"5","2024-05-04","Direct","\\server\share\","0.00"
"6","2024-05-05","Email","C:\exports\","44.00"
"#),
        expected: Expected {
            quote: Some('"'),
            escape: Some(Escape::Doubled),
            names: names(&["id", "day", "channel", "folder", "value"]),
            rows: table(&[
                &["1", "2024-05-01", "Email", r"C:\exports\", "10.00"],
                &["2", "2024-05-02", "Search", r"D:\data\search\", "0.00"],
                &["3", "2024-05-02", "Email", r#"C:\the "new" one\"#, "12.00"],
                &["4", "2024-05-03", "Social", "none", "3.50"],
                &["5", "2024-05-04", "Direct", r"\\server\share\", "0.00"],
                &["6", "2024-05-05", "Email", r"C:\exports\", "44.00"],
            ]),
            ..Expected::default()
        },
    }
}

fn backslashes_without_quotes() -> Case {
    Case {
        name: "backslashes_without_quotes",
        ending: "tsv",
        pollution: "No cell is quoted, and backslashes in paths and patterns stand for themselves.",
        bytes: lf("
id\tday\tchannel\tfile\thits
1\t2024-05-01\tEmail\tC:\\temp\\new\\report.csv\t10
2\t2024-05-01\tSearch\t\\\\server\\share\t4
3\t2024-05-02\tSocial\tnone\t0
4\t2024-05-03\tSearch\t^\\d+\\.html$\t17
5\t2024-05-03\tDirect\tC:\\data\\\t2
6\t2024-05-04\tEmail\tnone\t8
"),
        expected: Expected {
            delimiter: '\t',
            names: names(&["id", "day", "channel", "file", "hits"]),
            rows: table(&[
                &["1", "2024-05-01", "Email", r"C:\temp\new\report.csv", "10"],
                &["2", "2024-05-01", "Search", r"\\server\share", "4"],
                &["3", "2024-05-02", "Social", "none", "0"],
                &["4", "2024-05-03", "Search", r"^\d+\.html$", "17"],
                &["5", "2024-05-03", "Direct", r"C:\data\", "2"],
                &["6", "2024-05-04", "Email", "none", "8"],
            ]),
            ..Expected::default()
        },
    }
}
