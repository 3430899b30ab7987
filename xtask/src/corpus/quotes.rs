//! Cells quoted in one way or the other, and quotation marks that quote nothing.

use super::Case;
use super::expected::{Escape, Expected, names, table};
use super::lines::lf;

pub fn cases() -> Vec<Case> {
    vec![
        single_quotes(),
        single_quotes_doubled(),
        apostrophes_in_names(),
        apostrophe_before_ids(),
        quotes_inside_unquoted_cells(),
        inches_beside_quoted_cells(),
        all_cells_quoted(),
        only_header_quoted(),
        empty_quoted_cells(),
    ]
}

fn single_quotes() -> Case {
    Case {
        name: "single_quotes",
        ending: "csv",
        pollution: "Texts stand in single quotes and hold the delimiter.",
        bytes: lf(r"
'customer','day','channel','campaign','value'
'a-1','2024-03-04','Email','Spring, first wave',12.50
'a-2','2024-03-04','Search','Brand, exact',0
'a-1','2024-03-05','Social','Cats, dogs, birds',44.10
'a-3','2024-03-06','Display','Banner',0
'a-4','2024-03-06','Email','Spring, second wave',7.99
'a-4','2024-03-07','Direct','None',19.00
"),
        expected: Expected {
            quote: Some('\''),
            names: names(&["customer", "day", "channel", "campaign", "value"]),
            rows: table(&[
                &["a-1", "2024-03-04", "Email", "Spring, first wave", "12.50"],
                &["a-2", "2024-03-04", "Search", "Brand, exact", "0"],
                &["a-1", "2024-03-05", "Social", "Cats, dogs, birds", "44.10"],
                &["a-3", "2024-03-06", "Display", "Banner", "0"],
                &["a-4", "2024-03-06", "Email", "Spring, second wave", "7.99"],
                &["a-4", "2024-03-07", "Direct", "None", "19.00"],
            ]),
            ..Expected::default()
        },
    }
}

fn single_quotes_doubled() -> Case {
    Case {
        name: "single_quotes_doubled",
        ending: "csv",
        pollution: "Texts stand in single quotes, and an apostrophe inside is doubled.",
        bytes: lf(r"
id;time;channel;subject;revenue
1;'2024-09-01 08:00';'Email';'It''s spring; hurry';0
2;'2024-09-01 09:15';'Search';'Women''s shoes';49
3;'2024-09-02 12:40';'Email';'It''s spring; hurry';0
3;'2024-09-02 13:05';'Direct';'Home';85
4;'2024-09-03 18:22';'Social';'Rock ''n'' roll; live';20
5;'2024-09-04 07:51';'Search';'Men''s hats';31
"),
        expected: Expected {
            delimiter: ';',
            quote: Some('\''),
            escape: Some(Escape::Doubled),
            names: names(&["id", "time", "channel", "subject", "revenue"]),
            rows: table(&[
                &["1", "2024-09-01 08:00", "Email", "It's spring; hurry", "0"],
                &["2", "2024-09-01 09:15", "Search", "Women's shoes", "49"],
                &["3", "2024-09-02 12:40", "Email", "It's spring; hurry", "0"],
                &["3", "2024-09-02 13:05", "Direct", "Home", "85"],
                &["4", "2024-09-03 18:22", "Social", "Rock 'n' roll; live", "20"],
                &["5", "2024-09-04 07:51", "Search", "Men's hats", "31"],
            ]),
            ..Expected::default()
        },
    }
}

fn apostrophes_in_names() -> Case {
    Case {
        name: "apostrophes_in_names",
        ending: "csv",
        pollution: "No cell is quoted, and names hold apostrophes, one of them as their first character.",
        bytes: lf(r"
id,name,city,visited,channel,value
11,Sinead O'Brien,Dublin,2024-01-10,Email,30
12,Luca D'Angelo,L'Aquila,2024-01-11,Search,0
13,Jan Smit,'s-Hertogenbosch,2024-01-11,Social,18
14,Anne Dubois,Lyon,2024-01-12,Display,0
15,Rosa Dell'Orto,Milano,2024-01-13,Search,75
16,Tom O'Neill,Coeur d'Alene,2024-01-14,Direct,22
"),
        expected: Expected {
            names: names(&["id", "name", "city", "visited", "channel", "value"]),
            rows: table(&[
                &["11", "Sinead O'Brien", "Dublin", "2024-01-10", "Email", "30"],
                &["12", "Luca D'Angelo", "L'Aquila", "2024-01-11", "Search", "0"],
                &["13", "Jan Smit", "'s-Hertogenbosch", "2024-01-11", "Social", "18"],
                &["14", "Anne Dubois", "Lyon", "2024-01-12", "Display", "0"],
                &["15", "Rosa Dell'Orto", "Milano", "2024-01-13", "Search", "75"],
                &["16", "Tom O'Neill", "Coeur d'Alene", "2024-01-14", "Direct", "22"],
            ]),
            ..Expected::default()
        },
    }
}

fn apostrophe_before_ids() -> Case {
    Case {
        name: "apostrophe_before_ids",
        ending: "csv",
        pollution: "An apostrophe that never closes stands before each number, as a spreadsheet marks text.",
        bytes: lf(r"
customer;day;channel;value
'00417;2024-05-01;Email;12
'00418;2024-05-01;Search;0
'00417;2024-05-02;Direct;90
'00902;2024-05-03;Social;0
'00902;2024-05-03;Search;41
'01000;2024-05-04;Email;5
"),
        expected: Expected {
            delimiter: ';',
            names: names(&["customer", "day", "channel", "value"]),
            rows: table(&[
                &["'00417", "2024-05-01", "Email", "12"],
                &["'00418", "2024-05-01", "Search", "0"],
                &["'00417", "2024-05-02", "Direct", "90"],
                &["'00902", "2024-05-03", "Social", "0"],
                &["'00902", "2024-05-03", "Search", "41"],
                &["'01000", "2024-05-04", "Email", "5"],
            ]),
            ..Expected::default()
        },
    }
}

fn quotes_inside_unquoted_cells() -> Case {
    Case {
        name: "quotes_inside_unquoted_cells",
        ending: "csv",
        pollution: "No cell is quoted, and some hold quotation marks in the middle or at the end, one of them alone.",
        bytes: lf(r#"
id,time,channel,ad,clicks
1,2024-02-10 08:00,Display,Banner 15" wide,3
2,2024-02-10 09:00,Search,Our "best" offer,12
3,2024-02-11 10:30,Social,Video,40
4,2024-02-11 11:45,Display,Screen 27" and 32",2
5,2024-02-12 16:20,Search,Say "hello" today,9
6,2024-02-13 19:05,Email,None,1
"#),
        expected: Expected {
            names: names(&["id", "time", "channel", "ad", "clicks"]),
            rows: table(&[
                &["1", "2024-02-10 08:00", "Display", "Banner 15\" wide", "3"],
                &["2", "2024-02-10 09:00", "Search", "Our \"best\" offer", "12"],
                &["3", "2024-02-11 10:30", "Social", "Video", "40"],
                &["4", "2024-02-11 11:45", "Display", "Screen 27\" and 32\"", "2"],
                &["5", "2024-02-12 16:20", "Search", "Say \"hello\" today", "9"],
                &["6", "2024-02-13 19:05", "Email", "None", "1"],
            ]),
            ..Expected::default()
        },
    }
}

fn inches_beside_quoted_cells() -> Case {
    Case {
        name: "inches_beside_quoted_cells",
        ending: "csv",
        pollution: "Some cells are quoted, and unquoted ones hold a quotation mark for inches.",
        bytes: lf(r#"
order,day,product,campaign,value
701,2024-04-10,Monitor 24",Spring,149.00
702,2024-04-10,Keyboard,"Spring, office",39.00
703,2024-04-11,Monitor 27",Brand,219.00
704,2024-04-12,Mouse,"Brand, exact",19.50
705,2024-04-12,Stand 12",Retargeting,25.00
706,2024-04-13,Cable,"Spring, office",9.90
"#),
        expected: Expected {
            quote: Some('"'),
            names: names(&["order", "day", "product", "campaign", "value"]),
            rows: table(&[
                &["701", "2024-04-10", "Monitor 24\"", "Spring", "149.00"],
                &["702", "2024-04-10", "Keyboard", "Spring, office", "39.00"],
                &["703", "2024-04-11", "Monitor 27\"", "Brand", "219.00"],
                &["704", "2024-04-12", "Mouse", "Brand, exact", "19.50"],
                &["705", "2024-04-12", "Stand 12\"", "Retargeting", "25.00"],
                &["706", "2024-04-13", "Cable", "Spring, office", "9.90"],
            ]),
            ..Expected::default()
        },
    }
}

fn all_cells_quoted() -> Case {
    Case {
        name: "all_cells_quoted",
        ending: "csv",
        pollution: "Every cell is quoted, numbers and the header too.",
        bytes: lf(r#"
"customer_id";"time";"channel";"conversion";"value"
"100";"2024-06-01 10:00";"Email";"0";"0,00"
"100";"2024-06-02 11:10";"Search";"1";"25,00"
"101";"2024-06-02 12:20";"Social";"0";"0,00"
"102";"2024-06-03 13:30";"Search; paid";"1";"40,50"
"103";"2024-06-04 14:40";"Display";"0";"0,00"
"103";"2024-06-05 15:50";"Direct";"1";"8,75"
"#),
        expected: Expected {
            delimiter: ';',
            quote: Some('"'),
            names: names(&["customer_id", "time", "channel", "conversion", "value"]),
            rows: table(&[
                &["100", "2024-06-01 10:00", "Email", "0", "0,00"],
                &["100", "2024-06-02 11:10", "Search", "1", "25,00"],
                &["101", "2024-06-02 12:20", "Social", "0", "0,00"],
                &["102", "2024-06-03 13:30", "Search; paid", "1", "40,50"],
                &["103", "2024-06-04 14:40", "Display", "0", "0,00"],
                &["103", "2024-06-05 15:50", "Direct", "1", "8,75"],
            ]),
            ..Expected::default()
        },
    }
}

fn only_header_quoted() -> Case {
    Case {
        name: "only_header_quoted",
        ending: "csv",
        pollution: "The names of the header are quoted and hold the delimiter, and no cell below is quoted.",
        bytes: lf(r#"
"Customer, id","Time, local","Channel","Value, net"
1,2024-10-01 07:00,Email,12.00
1,2024-10-02 08:30,Search,0.00
2,2024-10-02 09:45,Social,3.20
3,2024-10-03 10:00,Search,77.00
3,2024-10-04 11:15,Direct,0.00
4,2024-10-05 12:30,Email,15.60
"#),
        expected: Expected {
            quote: Some('"'),
            names: names(&["Customer, id", "Time, local", "Channel", "Value, net"]),
            rows: table(&[
                &["1", "2024-10-01 07:00", "Email", "12.00"],
                &["1", "2024-10-02 08:30", "Search", "0.00"],
                &["2", "2024-10-02 09:45", "Social", "3.20"],
                &["3", "2024-10-03 10:00", "Search", "77.00"],
                &["3", "2024-10-04 11:15", "Direct", "0.00"],
                &["4", "2024-10-05 12:30", "Email", "15.60"],
            ]),
            ..Expected::default()
        },
    }
}

fn empty_quoted_cells() -> Case {
    Case {
        name: "empty_quoted_cells",
        ending: "csv",
        pollution: "Empty cells stand as two quotation marks or as nothing, and both are empty.",
        bytes: lf(r#"
id,day,channel,campaign,coupon,value
1,2024-07-01,"Email","Summer, one","",10
2,2024-07-01,"Search","",,0
3,2024-07-02,"","Summer, two","",20
4,2024-07-02,"Social",,"X5",0
5,2024-07-03,"Direct","","",30
6,2024-07-04,"Email","Summer, two",,""
"#),
        expected: Expected {
            quote: Some('"'),
            names: names(&["id", "day", "channel", "campaign", "coupon", "value"]),
            rows: table(&[
                &["1", "2024-07-01", "Email", "Summer, one", "", "10"],
                &["2", "2024-07-01", "Search", "", "", "0"],
                &["3", "2024-07-02", "", "Summer, two", "", "20"],
                &["4", "2024-07-02", "Social", "", "X5", "0"],
                &["5", "2024-07-03", "Direct", "", "", "30"],
                &["6", "2024-07-04", "Email", "Summer, two", "", ""],
            ]),
            ..Expected::default()
        },
    }
}
