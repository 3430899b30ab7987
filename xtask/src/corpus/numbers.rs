//! Numbers in the spellings of countries and programs, and words that stand for none.

use super::Case;
use super::expected::{Expected, names, table};
use super::lines::lf;

pub fn cases() -> Vec<Case> {
    vec![
        thousands_commas(),
        thousands_dots(),
        thousands_apostrophes(),
        thousands_spaces(),
        currency_signs(),
        numbers_out_of_range(),
        words_for_nothing(),
    ]
}

fn thousands_commas() -> Case {
    Case {
        name: "thousands_commas",
        ending: "csv",
        pollution: "Commas part the cells, and quoted numbers have commas between thousands.",
        bytes: lf(r#"
campaign,day,impressions,clicks,cost
Spring,2024-03-01,"1,204,500","2,310","1,150.75"
Brand,2024-03-01,"98,000",812,"300.10"
Cats,2024-03-02,"2,000,000","10,450","4,999.99"
Brand,2024-03-02,950,12,0.50
Spring,2024-03-03,"1,100,250","1,999","1,020.00"
Cats,2024-03-03,"1,000",7,0
"#),
        expected: Expected {
            quote: Some('"'),
            names: names(&["campaign", "day", "impressions", "clicks", "cost"]),
            rows: table(&[
                &["Spring", "2024-03-01", "1,204,500", "2,310", "1,150.75"],
                &["Brand", "2024-03-01", "98,000", "812", "300.10"],
                &["Cats", "2024-03-02", "2,000,000", "10,450", "4,999.99"],
                &["Brand", "2024-03-02", "950", "12", "0.50"],
                &["Spring", "2024-03-03", "1,100,250", "1,999", "1,020.00"],
                &["Cats", "2024-03-03", "1,000", "7", "0"],
            ]),
            ..Expected::default()
        },
    }
}

fn thousands_dots() -> Case {
    Case {
        name: "thousands_dots",
        ending: "csv",
        pollution: "Numbers have dots between thousands and a decimal comma.",
        bytes: lf(r"
Kampagne;Tag;Impressionen;Klicks;Kosten
Frühling;01.03.2024;1.204.500;2.310;1.150,75
Marke;01.03.2024;98.000;812;300,10
Katzen;02.03.2024;2.000.000;10.450;4.999,99
Marke;02.03.2024;950;12;0,50
Frühling;03.03.2024;1.100.250;1.999;1.020,00
Katzen;03.03.2024;1.000;7;-1.000,00
"),
        expected: Expected {
            delimiter: ';',
            names: names(&["Kampagne", "Tag", "Impressionen", "Klicks", "Kosten"]),
            rows: table(&[
                &["Frühling", "01.03.2024", "1.204.500", "2.310", "1.150,75"],
                &["Marke", "01.03.2024", "98.000", "812", "300,10"],
                &["Katzen", "02.03.2024", "2.000.000", "10.450", "4.999,99"],
                &["Marke", "02.03.2024", "950", "12", "0,50"],
                &["Frühling", "03.03.2024", "1.100.250", "1.999", "1.020,00"],
                &["Katzen", "03.03.2024", "1.000", "7", "-1.000,00"],
            ]),
            ..Expected::default()
        },
    }
}

fn thousands_apostrophes() -> Case {
    Case {
        name: "thousands_apostrophes",
        ending: "csv",
        pollution: "Numbers have apostrophes between thousands, as in Switzerland, which quote nothing.",
        bytes: lf(r"
Kampagne;Tag;Impressionen;Klicks;Kosten
Sommer;01.03.2024;1'204'500;2'310;1'150.75
Marke;01.03.2024;98'000;812;300.10
Katzen;02.03.2024;2'000'000;10'450;4'999.99
Marke;02.03.2024;950;12;0.50
Sommer;03.03.2024;1'100'250;1'999;1'020.00
Katzen;03.03.2024;1'000;7;0
"),
        expected: Expected {
            delimiter: ';',
            names: names(&["Kampagne", "Tag", "Impressionen", "Klicks", "Kosten"]),
            rows: table(&[
                &["Sommer", "01.03.2024", "1'204'500", "2'310", "1'150.75"],
                &["Marke", "01.03.2024", "98'000", "812", "300.10"],
                &["Katzen", "02.03.2024", "2'000'000", "10'450", "4'999.99"],
                &["Marke", "02.03.2024", "950", "12", "0.50"],
                &["Sommer", "03.03.2024", "1'100'250", "1'999", "1'020.00"],
                &["Katzen", "03.03.2024", "1'000", "7", "0"],
            ]),
            ..Expected::default()
        },
    }
}

fn thousands_spaces() -> Case {
    Case {
        name: "thousands_spaces",
        ending: "csv",
        pollution: "Numbers have spaces between thousands: plain, unbreakable and narrow ones.",
        bytes: lf("
campagne;jour;impressions;clics;montant
Marque;01/03/2024;1 204 500;2 310;1 150,75
Chats;01/03/2024;98\u{a0}000;812;300,10
Marque;02/03/2024;2\u{202f}000\u{202f}000;10\u{202f}450;4\u{202f}999,99
Chats;02/03/2024;950;12;0,50
Promo;13/03/2024;1\u{a0}100\u{a0}250;1\u{a0}999;1\u{a0}020,00
Promo;14/03/2024;1 000;7;0
"),
        expected: Expected {
            delimiter: ';',
            names: names(&["campagne", "jour", "impressions", "clics", "montant"]),
            rows: table(&[
                &["Marque", "01/03/2024", "1 204 500", "2 310", "1 150,75"],
                &["Chats", "01/03/2024", "98\u{a0}000", "812", "300,10"],
                &["Marque", "02/03/2024", "2\u{202f}000\u{202f}000", "10\u{202f}450", "4\u{202f}999,99"],
                &["Chats", "02/03/2024", "950", "12", "0,50"],
                &["Promo", "13/03/2024", "1\u{a0}100\u{a0}250", "1\u{a0}999", "1\u{a0}020,00"],
                &["Promo", "14/03/2024", "1 000", "7", "0"],
            ]),
            ..Expected::default()
        },
    }
}

fn currency_signs() -> Case {
    Case {
        name: "currency_signs",
        ending: "csv",
        pollution: "Amounts carry currencies as signs and words, before and behind the number.",
        bytes: lf(r#"
order,day,channel,amount,cost
81,2024-03-01,Email,€12.50,0.10 €
82,2024-03-01,Search,"$1,200.00",USD 3
83,2024-03-02,Social,49.90 USD,$ 0.75
84,2024-03-02,Search,£7,EUR 2.00
85,2024-03-03,Direct,-€3.00,(0.40)
86,2024-03-04,Email,"12.500,00 EUR",¥150
"#),
        expected: Expected {
            quote: Some('"'),
            names: names(&["order", "day", "channel", "amount", "cost"]),
            rows: table(&[
                &["81", "2024-03-01", "Email", "€12.50", "0.10 €"],
                &["82", "2024-03-01", "Search", "$1,200.00", "USD 3"],
                &["83", "2024-03-02", "Social", "49.90 USD", "$ 0.75"],
                &["84", "2024-03-02", "Search", "£7", "EUR 2.00"],
                &["85", "2024-03-03", "Direct", "-€3.00", "(0.40)"],
                &["86", "2024-03-04", "Email", "12.500,00 EUR", "¥150"],
            ]),
            ..Expected::default()
        },
    }
}

fn numbers_out_of_range() -> Case {
    Case {
        name: "numbers_out_of_range",
        ending: "csv",
        pollution: "Numbers lie beyond what a float holds, above, below and in digits.",
        bytes: lf(r"
id,day,channel,value,weight
1,2024-03-01,Email,1e400,0.1
2,2024-03-01,Search,-1E+400,1e-400
3,2024-03-02,Social,1.7976931348623157e308,5e-324
4,2024-03-03,Search,0.1000000000000000055511151231257827,-0
5,2024-03-04,Direct,99999999999999999999999999,+1.5
6,2024-03-05,Email,0x1F,1_000
"),
        expected: Expected {
            names: names(&["id", "day", "channel", "value", "weight"]),
            rows: table(&[
                &["1", "2024-03-01", "Email", "1e400", "0.1"],
                &["2", "2024-03-01", "Search", "-1E+400", "1e-400"],
                &["3", "2024-03-02", "Social", "1.7976931348623157e308", "5e-324"],
                &["4", "2024-03-03", "Search", "0.1000000000000000055511151231257827", "-0"],
                &["5", "2024-03-04", "Direct", "99999999999999999999999999", "+1.5"],
                &["6", "2024-03-05", "Email", "0x1F", "1_000"],
            ]),
            ..Expected::default()
        },
    }
}

fn words_for_nothing() -> Case {
    Case {
        name: "words_for_nothing",
        ending: "tsv",
        pollution: "Words stand for missing numbers and texts, and stay as they are.",
        bytes: lf("
id\tday\tchannel\tvalue\tcost
1\t2024-03-01\tEmail\tNaN\t0.10
2\t2024-03-01\tNULL\t12\tinf
3\t2024-03-02\tnull\t-Infinity\tN/A
4\t2024-03-03\tSearch\t\\N\t#DIV/0!
5\t2024-03-04\tundefined\t-\t(not set)
6\t2024-03-05\tNone\tnan\ttrue
7\t2024-03-06\tEmail\t3\t0.20
"),
        expected: Expected {
            delimiter: '\t',
            names: names(&["id", "day", "channel", "value", "cost"]),
            rows: table(&[
                &["1", "2024-03-01", "Email", "NaN", "0.10"],
                &["2", "2024-03-01", "NULL", "12", "inf"],
                &["3", "2024-03-02", "null", "-Infinity", "N/A"],
                &["4", "2024-03-03", "Search", "\\N", "#DIV/0!"],
                &["5", "2024-03-04", "undefined", "-", "(not set)"],
                &["6", "2024-03-05", "None", "nan", "true"],
                &["7", "2024-03-06", "Email", "3", "0.20"],
            ]),
            ..Expected::default()
        },
    }
}
