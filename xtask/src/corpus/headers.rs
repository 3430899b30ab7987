//! Headers that are strange or doubled, and files without one.

use super::Case;
use super::expected::{Expected, names, table};
use super::lines::lf;

pub fn cases() -> Vec<Case> {
    vec![
        no_header_comma(),
        no_header_semicolon(),
        no_header_tab_quoted(),
        duplicate_names(),
        blank_names(),
        prototype_names(),
        very_long_name(),
        names_differ_by_case(),
        spaces_around_cells(),
    ]
}

fn no_header_comma() -> Case {
    Case {
        name: "no_header_comma",
        ending: "csv",
        pollution: "The first line is a row, not a header.",
        bytes: lf(r"
1001,2024-03-01 09:15:00,Email,0,0.00
1001,2024-03-03 18:02:41,Search,1,49.90
1002,2024-03-02 11:47:12,Social,0,0.00
1003,2024-03-02 20:30:00,Display,0,0.00
1003,2024-03-05 07:58:33,Search,1,129.00
1004,2024-03-06 13:21:09,Direct,1,15.25
1005,2024-03-06 22:10:10,Email,0,0.00
"),
        expected: Expected {
            header: false,
            names: names(&["column_1", "column_2", "column_3", "column_4", "column_5"]),
            rows: table(&[
                &["1001", "2024-03-01 09:15:00", "Email", "0", "0.00"],
                &["1001", "2024-03-03 18:02:41", "Search", "1", "49.90"],
                &["1002", "2024-03-02 11:47:12", "Social", "0", "0.00"],
                &["1003", "2024-03-02 20:30:00", "Display", "0", "0.00"],
                &["1003", "2024-03-05 07:58:33", "Search", "1", "129.00"],
                &["1004", "2024-03-06 13:21:09", "Direct", "1", "15.25"],
                &["1005", "2024-03-06 22:10:10", "Email", "0", "0.00"],
            ]),
            ..Expected::default()
        },
    }
}

fn no_header_semicolon() -> Case {
    Case {
        name: "no_header_semicolon",
        ending: "csv",
        pollution: "The first line is a row, with a day first and a decimal comma last.",
        bytes: lf(r"
01.03.2024;1001;E-Mail;0,00
02.03.2024;1002;Suche;12,90
02.03.2024;1001;Suche;49,90
04.03.2024;1003;Social;0,00
05.03.2024;1003;Direkt;7,05
06.03.2024;1004;E-Mail;130,00
"),
        expected: Expected {
            delimiter: ';',
            header: false,
            names: names(&["column_1", "column_2", "column_3", "column_4"]),
            rows: table(&[
                &["01.03.2024", "1001", "E-Mail", "0,00"],
                &["02.03.2024", "1002", "Suche", "12,90"],
                &["02.03.2024", "1001", "Suche", "49,90"],
                &["04.03.2024", "1003", "Social", "0,00"],
                &["05.03.2024", "1003", "Direkt", "7,05"],
                &["06.03.2024", "1004", "E-Mail", "130,00"],
            ]),
            ..Expected::default()
        },
    }
}

fn no_header_tab_quoted() -> Case {
    Case {
        name: "no_header_tab_quoted",
        ending: "tsv",
        pollution: "The first line is a row, tabs part the cells, and texts are quoted.",
        bytes: lf("
1709280000\t\"Email\"\t\"Spring\tone\"\t0\t0.5
1709283600\t\"Search\"\t\"Brand\"\t1\t20.0
1709290000\t\"Social\"\t\"Cats\tdogs\"\t0\t1.25
1709301234\t\"Search\"\t\"Brand\"\t0\t0.75
1709310000\t\"Direct\"\t\"None\"\t1\t64.0
1709320000\t\"Email\"\t\"Spring\ttwo\"\t0\t0.5
"),
        expected: Expected {
            delimiter: '\t',
            quote: Some('"'),
            header: false,
            names: names(&["column_1", "column_2", "column_3", "column_4", "column_5"]),
            rows: table(&[
                &["1709280000", "Email", "Spring\tone", "0", "0.5"],
                &["1709283600", "Search", "Brand", "1", "20.0"],
                &["1709290000", "Social", "Cats\tdogs", "0", "1.25"],
                &["1709301234", "Search", "Brand", "0", "0.75"],
                &["1709310000", "Direct", "None", "1", "64.0"],
                &["1709320000", "Email", "Spring\ttwo", "0", "0.5"],
            ]),
            ..Expected::default()
        },
    }
}

fn duplicate_names() -> Case {
    Case {
        name: "duplicate_names",
        ending: "csv",
        pollution: "Two columns have one name, and two more another.",
        bytes: lf(r"
id,channel,time,channel,value,value
1,Email,2024-03-01,Paid,10,11.9
2,Search,2024-03-02,Paid,0,0
3,Social,2024-03-02,Own,5,5.95
3,Search,2024-03-03,Paid,0,0
4,Direct,2024-03-04,Own,20,23.8
5,Email,2024-03-05,Own,8,9.52
"),
        expected: Expected {
            names: names(&["id", "channel", "time", "channel", "value", "value"]),
            rows: table(&[
                &["1", "Email", "2024-03-01", "Paid", "10", "11.9"],
                &["2", "Search", "2024-03-02", "Paid", "0", "0"],
                &["3", "Social", "2024-03-02", "Own", "5", "5.95"],
                &["3", "Search", "2024-03-03", "Paid", "0", "0"],
                &["4", "Direct", "2024-03-04", "Own", "20", "23.8"],
                &["5", "Email", "2024-03-05", "Own", "8", "9.52"],
            ]),
            ..Expected::default()
        },
    }
}

fn blank_names() -> Case {
    Case {
        name: "blank_names",
        ending: "csv",
        pollution: "The first column has no name, as in an export with row numbers, and the fourth has none either.",
        bytes: lf(r"
,customer,time,,channel,value
0,c-1,2024-03-01,x,Email,10
1,c-2,2024-03-02,,Search,0
2,c-3,2024-03-02,y,Social,5
3,c-3,2024-03-03,,Search,0
4,c-4,2024-03-04,x,Direct,20
5,c-5,2024-03-05,y,Email,8
"),
        expected: Expected {
            names: names(&["", "customer", "time", "", "channel", "value"]),
            rows: table(&[
                &["0", "c-1", "2024-03-01", "x", "Email", "10"],
                &["1", "c-2", "2024-03-02", "", "Search", "0"],
                &["2", "c-3", "2024-03-02", "y", "Social", "5"],
                &["3", "c-3", "2024-03-03", "", "Search", "0"],
                &["4", "c-4", "2024-03-04", "x", "Direct", "20"],
                &["5", "c-5", "2024-03-05", "y", "Email", "8"],
            ]),
            ..Expected::default()
        },
    }
}

fn prototype_names() -> Case {
    Case {
        name: "prototype_names",
        ending: "csv",
        pollution: "Columns have the names of built-in members of JavaScript's objects.",
        bytes: lf(r"
__proto__,constructor,toString,hasOwnProperty,valueOf
1,2024-03-01,Email,Spring,10
2,2024-03-02,Search,Brand,0
3,2024-03-02,__proto__,constructor,5
3,2024-03-03,Search,Brand,0
4,2024-03-04,Direct,None,20
5,2024-03-05,Email,Spring,8
"),
        expected: Expected {
            names: names(&["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf"]),
            rows: table(&[
                &["1", "2024-03-01", "Email", "Spring", "10"],
                &["2", "2024-03-02", "Search", "Brand", "0"],
                &["3", "2024-03-02", "__proto__", "constructor", "5"],
                &["3", "2024-03-03", "Search", "Brand", "0"],
                &["4", "2024-03-04", "Direct", "None", "20"],
                &["5", "2024-03-05", "Email", "Spring", "8"],
            ]),
            ..Expected::default()
        },
    }
}

fn very_long_name() -> Case {
    let long = "very_".repeat(1000) + "long";
    let rows = "
1,2024-03-01,yes,10
2,2024-03-02,no,0
3,2024-03-02,yes,5
3,2024-03-03,no,0
4,2024-03-04,yes,20
5,2024-03-05,no,8
";
    Case {
        name: "very_long_name",
        ending: "csv",
        pollution: "One name of the header has 5,004 characters.",
        bytes: lf(&format!("id,day,{long},value{rows}")),
        expected: Expected {
            names: names(&["id", "day", &long, "value"]),
            rows: table(&[
                &["1", "2024-03-01", "yes", "10"],
                &["2", "2024-03-02", "no", "0"],
                &["3", "2024-03-02", "yes", "5"],
                &["3", "2024-03-03", "no", "0"],
                &["4", "2024-03-04", "yes", "20"],
                &["5", "2024-03-05", "no", "8"],
            ]),
            ..Expected::default()
        },
    }
}

fn names_differ_by_case() -> Case {
    Case {
        name: "names_differ_by_case",
        ending: "csv",
        pollution: "Names differ by nothing but upper and lower case.",
        bytes: lf(r"
ID;id;Time;Channel;channel;CHANNEL
1;a;2024-03-01;Email;own;E
2;b;2024-03-02;Search;paid;S
3;c;2024-03-02;Social;paid;M
4;c;2024-03-03;Search;paid;S
5;d;2024-03-04;Direct;own;D
6;e;2024-03-05;Email;own;E
"),
        expected: Expected {
            delimiter: ';',
            names: names(&["ID", "id", "Time", "Channel", "channel", "CHANNEL"]),
            rows: table(&[
                &["1", "a", "2024-03-01", "Email", "own", "E"],
                &["2", "b", "2024-03-02", "Search", "paid", "S"],
                &["3", "c", "2024-03-02", "Social", "paid", "M"],
                &["4", "c", "2024-03-03", "Search", "paid", "S"],
                &["5", "d", "2024-03-04", "Direct", "own", "D"],
                &["6", "e", "2024-03-05", "Email", "own", "E"],
            ]),
            ..Expected::default()
        },
    }
}

fn spaces_around_cells() -> Case {
    Case {
        name: "spaces_around_cells",
        ending: "csv",
        pollution: "Cells and names begin and end with spaces, which stay.",
        bytes: lf("
 id, time ,channel  ,  value
 1, 2024-03-01 ,Email  ,  10
 2, 2024-03-02 ,Search ,  0
 3, 2024-03-02 ,Social ,  5
 3, 2024-03-03 ,Search ,  0
 4, 2024-03-04 ,Direct ,  20
 5, 2024-03-05 , ,  8
"),
        expected: Expected {
            names: names(&[" id", " time ", "channel  ", "  value"]),
            rows: table(&[
                &[" 1", " 2024-03-01 ", "Email  ", "  10"],
                &[" 2", " 2024-03-02 ", "Search ", "  0"],
                &[" 3", " 2024-03-02 ", "Social ", "  5"],
                &[" 3", " 2024-03-03 ", "Search ", "  0"],
                &[" 4", " 2024-03-04 ", "Direct ", "  20"],
                &[" 5", " 2024-03-05 ", " ", "  8"],
            ]),
            ..Expected::default()
        },
    }
}
