//! The four delimiters, each in a file whose cells hold others.

use super::Case;
use super::expected::{Expected, names, table};
use super::lines::lf;

pub fn cases() -> Vec<Case> {
    vec![
        semicolon_decimal_commas(),
        more_commas_than_semicolons(),
        commas_in_quoted_cells(),
        pipes_in_urls(),
        tabs_in_quoted_cells(),
        semicolons_in_paths(),
        commas_in_tab_file(),
        pipe_file_with_lists(),
        pipes_in_quoted_cells(),
    ]
}

fn semicolon_decimal_commas() -> Case {
    Case {
        name: "semicolon_decimal_commas",
        ending: "csv",
        pollution: "Semicolons part the cells, and every amount has a decimal comma.",
        bytes: lf(r"
Kunde;Zeitpunkt;Kanal;Konversion;Umsatz
1001;2024-03-01 09:15;E-Mail;0;0,00
1001;2024-03-03 18:02;Suche;1;49,90
1002;2024-03-02 11:47;Social;0;0,00
1003;2024-03-02 20:30;Display;0;0,00
1003;2024-03-05 07:58;Suche;1;129,00
1004;2024-03-06 13:21;Direkt;1;15,25
"),
        expected: Expected {
            delimiter: ';',
            names: names(&["Kunde", "Zeitpunkt", "Kanal", "Konversion", "Umsatz"]),
            rows: table(&[
                &["1001", "2024-03-01 09:15", "E-Mail", "0", "0,00"],
                &["1001", "2024-03-03 18:02", "Suche", "1", "49,90"],
                &["1002", "2024-03-02 11:47", "Social", "0", "0,00"],
                &["1003", "2024-03-02 20:30", "Display", "0", "0,00"],
                &["1003", "2024-03-05 07:58", "Suche", "1", "129,00"],
                &["1004", "2024-03-06 13:21", "Direkt", "1", "15,25"],
            ]),
            ..Expected::default()
        },
    }
}

fn more_commas_than_semicolons() -> Case {
    Case {
        name: "more_commas_than_semicolons",
        ending: "csv",
        pollution: "Semicolons part the cells, and lists inside the cells hold more commas than there are semicolons.",
        bytes: lf(r"
order;day;products;value
9001;2024-07-01;shoes, bags, belts, hats, socks;88.40
9002;2024-07-01;shoes;35.00
9003;2024-07-02;bags, hats, gloves, scarves, rings, pins, caps;140.10
9004;2024-07-03;socks, caps, belts;21.99
9005;2024-07-03;shoes, laces;41.50
9006;2024-07-04;hats, caps, pins, rings, bags, belts;102.00
"),
        expected: Expected {
            delimiter: ';',
            names: names(&["order", "day", "products", "value"]),
            rows: table(&[
                &["9001", "2024-07-01", "shoes, bags, belts, hats, socks", "88.40"],
                &["9002", "2024-07-01", "shoes", "35.00"],
                &["9003", "2024-07-02", "bags, hats, gloves, scarves, rings, pins, caps", "140.10"],
                &["9004", "2024-07-03", "socks, caps, belts", "21.99"],
                &["9005", "2024-07-03", "shoes, laces", "41.50"],
                &["9006", "2024-07-04", "hats, caps, pins, rings, bags, belts", "102.00"],
            ]),
            ..Expected::default()
        },
    }
}

fn commas_in_quoted_cells() -> Case {
    Case {
        name: "commas_in_quoted_cells",
        ending: "csv",
        pollution: "Commas part the cells, and quoted campaigns hold commas.",
        bytes: lf(r#"
customer_id,time,channel,campaign,value
2001,2024-04-01T08:00:00,Email,"Spring, early birds",0
2002,2024-04-01T09:30:00,Search,Brand,35.5
2001,2024-04-02T10:12:00,Social,"Shoes, bags, belts",80
2003,2024-04-02T16:45:00,Display,Retargeting,0
2003,2024-04-03T19:03:00,Email,"Spring, last call",22.75
2004,2024-04-04T06:20:00,Direct,None,12
"#),
        expected: Expected {
            quote: Some('"'),
            names: names(&["customer_id", "time", "channel", "campaign", "value"]),
            rows: table(&[
                &["2001", "2024-04-01T08:00:00", "Email", "Spring, early birds", "0"],
                &["2002", "2024-04-01T09:30:00", "Search", "Brand", "35.5"],
                &["2001", "2024-04-02T10:12:00", "Social", "Shoes, bags, belts", "80"],
                &["2003", "2024-04-02T16:45:00", "Display", "Retargeting", "0"],
                &["2003", "2024-04-03T19:03:00", "Email", "Spring, last call", "22.75"],
                &["2004", "2024-04-04T06:20:00", "Direct", "None", "12"],
            ]),
            ..Expected::default()
        },
    }
}

fn pipes_in_urls() -> Case {
    Case {
        name: "pipes_in_urls",
        ending: "csv",
        pollution: "Commas part the cells, and addresses hold pipes.",
        bytes: lf(r"
user_id,ts,source,landing_page,conversion
u-31,2024-05-10 10:00:00,google,https://shop.example/?utm_term=red|blue&utm_id=7,0
u-31,2024-05-10 10:42:10,facebook,https://shop.example/?set=a|b|c,1
u-32,2024-05-11 08:05:33,newsletter,https://shop.example/start,0
u-33,2024-05-11 12:59:00,google,https://shop.example/?utm_term=hat|cap,0
u-33,2024-05-12 21:15:48,direct,https://shop.example/cart,1
u-34,2024-05-13 17:40:02,bing,https://shop.example/?q=x|y|z|w,0
"),
        expected: Expected {
            names: names(&["user_id", "ts", "source", "landing_page", "conversion"]),
            rows: table(&[
                &["u-31", "2024-05-10 10:00:00", "google", "https://shop.example/?utm_term=red|blue&utm_id=7", "0"],
                &["u-31", "2024-05-10 10:42:10", "facebook", "https://shop.example/?set=a|b|c", "1"],
                &["u-32", "2024-05-11 08:05:33", "newsletter", "https://shop.example/start", "0"],
                &["u-33", "2024-05-11 12:59:00", "google", "https://shop.example/?utm_term=hat|cap", "0"],
                &["u-33", "2024-05-12 21:15:48", "direct", "https://shop.example/cart", "1"],
                &["u-34", "2024-05-13 17:40:02", "bing", "https://shop.example/?q=x|y|z|w", "0"],
            ]),
            ..Expected::default()
        },
    }
}

fn tabs_in_quoted_cells() -> Case {
    Case {
        name: "tabs_in_quoted_cells",
        ending: "csv",
        pollution: "Commas part the cells, and quoted notes hold tabs.",
        bytes: lf("
order,day,channel,note,revenue
5001,2024-06-01,Search,\"size\tXL\",19.99
5002,2024-06-01,Email,\"colour\tred\tor blue\",45.00
5003,2024-06-02,Search,none,8.50
5004,2024-06-03,Social,\"gift, wrapped\tyes\",60.00
5005,2024-06-03,Direct,none,12.00
5006,2024-06-04,Email,\"size\tS\",27.30
"),
        expected: Expected {
            quote: Some('"'),
            names: names(&["order", "day", "channel", "note", "revenue"]),
            rows: table(&[
                &["5001", "2024-06-01", "Search", "size\tXL", "19.99"],
                &["5002", "2024-06-01", "Email", "colour\tred\tor blue", "45.00"],
                &["5003", "2024-06-02", "Search", "none", "8.50"],
                &["5004", "2024-06-03", "Social", "gift, wrapped\tyes", "60.00"],
                &["5005", "2024-06-03", "Direct", "none", "12.00"],
                &["5006", "2024-06-04", "Email", "size\tS", "27.30"],
            ]),
            ..Expected::default()
        },
    }
}

fn semicolons_in_paths() -> Case {
    Case {
        name: "semicolons_in_paths",
        ending: "csv",
        pollution: "Commas part the cells, and one column holds paths whose steps are parted by semicolons.",
        bytes: lf(r"
customer,path,steps,conversions,value
c01,Email;Search,2,1,40.00
c02,Direct,1,1,12.50
c03,Social;Display;Search,3,0,0.00
c04,Search,1,0,0.00
c05,Email;Email;Direct;Search,4,1,99.95
c06,Social;Search,2,1,18.00
"),
        expected: Expected {
            names: names(&["customer", "path", "steps", "conversions", "value"]),
            rows: table(&[
                &["c01", "Email;Search", "2", "1", "40.00"],
                &["c02", "Direct", "1", "1", "12.50"],
                &["c03", "Social;Display;Search", "3", "0", "0.00"],
                &["c04", "Search", "1", "0", "0.00"],
                &["c05", "Email;Email;Direct;Search", "4", "1", "99.95"],
                &["c06", "Social;Search", "2", "1", "18.00"],
            ]),
            ..Expected::default()
        },
    }
}

fn commas_in_tab_file() -> Case {
    Case {
        name: "commas_in_tab_file",
        ending: "tsv",
        pollution: "Tabs part the cells, and unquoted cells hold commas and semicolons.",
        bytes: lf("
customer\ttime\tchannel\tcampaign\tvalue
k1\t2024-02-01 10:00\tEmail\tWinter, sale, all\t1,50
k2\t2024-02-01 11:30\tSearch\tBrand; exact\t0,00
k1\t2024-02-02 09:10\tSearch\tBrand; broad\t24,00
k3\t2024-02-02 14:55\tSocial\tCats, dogs\t7,25
k4\t2024-02-03 22:05\tDirect\tnone\t0,00
k4\t2024-02-04 08:40\tEmail\tWinter, last\t63,10
"),
        expected: Expected {
            delimiter: '\t',
            names: names(&["customer", "time", "channel", "campaign", "value"]),
            rows: table(&[
                &["k1", "2024-02-01 10:00", "Email", "Winter, sale, all", "1,50"],
                &["k2", "2024-02-01 11:30", "Search", "Brand; exact", "0,00"],
                &["k1", "2024-02-02 09:10", "Search", "Brand; broad", "24,00"],
                &["k3", "2024-02-02 14:55", "Social", "Cats, dogs", "7,25"],
                &["k4", "2024-02-03 22:05", "Direct", "none", "0,00"],
                &["k4", "2024-02-04 08:40", "Email", "Winter, last", "63,10"],
            ]),
            ..Expected::default()
        },
    }
}

fn pipe_file_with_lists() -> Case {
    Case {
        name: "pipe_file_with_lists",
        ending: "txt",
        pollution: "Pipes part the cells, and unquoted keywords hold commas and semicolons.",
        bytes: lf(r"
id|time|channel|keywords|conversion
1|2024-01-05 09:00|Search|shoes, red; cheap|0
2|2024-01-05 09:20|Search|boots; winter|1
3|2024-01-06 17:31|Display|none|0
1|2024-01-06 18:00|Email|sale, shoes, last; day|1
4|2024-01-07 12:12|Social|hats, caps|0
5|2024-01-08 07:45|Search|gloves; wool; warm|1
"),
        expected: Expected {
            delimiter: '|',
            names: names(&["id", "time", "channel", "keywords", "conversion"]),
            rows: table(&[
                &["1", "2024-01-05 09:00", "Search", "shoes, red; cheap", "0"],
                &["2", "2024-01-05 09:20", "Search", "boots; winter", "1"],
                &["3", "2024-01-06 17:31", "Display", "none", "0"],
                &["1", "2024-01-06 18:00", "Email", "sale, shoes, last; day", "1"],
                &["4", "2024-01-07 12:12", "Social", "hats, caps", "0"],
                &["5", "2024-01-08 07:45", "Search", "gloves; wool; warm", "1"],
            ]),
            ..Expected::default()
        },
    }
}

fn pipes_in_quoted_cells() -> Case {
    Case {
        name: "pipes_in_quoted_cells",
        ending: "txt",
        pollution: "Pipes part the cells, and quoted page titles hold pipes.",
        bytes: lf(r#"
visitor|visited_at|channel|page_title|revenue
901|2024-08-01 10:05|Search|"Shoes | Example Shop"|0.00
901|2024-08-01 10:09|Search|"Cart | Example Shop"|54.00
902|2024-08-02 15:40|Email|Newsletter|0.00
903|2024-08-02 19:26|Social|"Sale | Women | Example Shop"|31.90
904|2024-08-03 08:14|Direct|Home|0.00
904|2024-08-03 08:31|Direct|"Thanks | Example Shop"|17.45
"#),
        expected: Expected {
            delimiter: '|',
            quote: Some('"'),
            names: names(&["visitor", "visited_at", "channel", "page_title", "revenue"]),
            rows: table(&[
                &["901", "2024-08-01 10:05", "Search", "Shoes | Example Shop", "0.00"],
                &["901", "2024-08-01 10:09", "Search", "Cart | Example Shop", "54.00"],
                &["902", "2024-08-02 15:40", "Email", "Newsletter", "0.00"],
                &["903", "2024-08-02 19:26", "Social", "Sale | Women | Example Shop", "31.90"],
                &["904", "2024-08-03 08:14", "Direct", "Home", "0.00"],
                &["904", "2024-08-03 08:31", "Direct", "Thanks | Example Shop", "17.45"],
            ]),
            ..Expected::default()
        },
    }
}
