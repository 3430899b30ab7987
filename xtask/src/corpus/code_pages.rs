//! Files in single-byte code pages and in Shift_JIS, byte for byte.

use super::Case;
use super::expected::{Expected, names, table};
use super::lines::raw;

pub fn cases() -> Vec<Case> {
    vec![
        windows_1252_german(),
        windows_1252_french(),
        windows_1252_typographic(),
        windows_1251_russian(),
        shift_jis(),
        iso_8859_2_polish(),
    ]
}

fn windows_1252_german() -> Case {
    Case {
        name: "windows_1252_german",
        ending: "csv",
        pollution: "Umlauts and euro signs stand in windows-1252.",
        bytes: raw(b"
Kunde;Zeitpunkt;Kanal;Ort;Umsatz
1;01.03.2024 10:00;E-Mail;M\xFCnchen;0,00 \x80
1;02.03.2024 11:30;Suche;M\xFCnchen;49,90 \x80
2;02.03.2024 12:15;Soziale Medien;K\xF6ln;0,00 \x80
3;03.03.2024 13:45;Suche;G\xF6rlitz;129,50 \x80
4;04.03.2024 14:20;Au\xDFenwerbung;N\xFCrnberg;0,00 \x80
5;05.03.2024 15:05;Empfehlung f\xFCr G\xE4ste;\xDCberlingen;75,00 \x80
"),
        expected: Expected {
            delimiter: ';',
            encoding: "windows-1252",
            names: names(&["Kunde", "Zeitpunkt", "Kanal", "Ort", "Umsatz"]),
            rows: table(&[
                &["1", "01.03.2024 10:00", "E-Mail", "München", "0,00 €"],
                &["1", "02.03.2024 11:30", "Suche", "München", "49,90 €"],
                &["2", "02.03.2024 12:15", "Soziale Medien", "Köln", "0,00 €"],
                &["3", "03.03.2024 13:45", "Suche", "Görlitz", "129,50 €"],
                &["4", "04.03.2024 14:20", "Außenwerbung", "Nürnberg", "0,00 €"],
                &["5", "05.03.2024 15:05", "Empfehlung für Gäste", "Überlingen", "75,00 €"],
            ]),
            ..Expected::default()
        },
    }
}

fn windows_1252_french() -> Case {
    Case {
        name: "windows_1252_french",
        ending: "csv",
        pollution: "French accents and a ligature stand in windows-1252, and apostrophes quote nothing.",
        bytes: raw(b"
identifiant;jour;canal;campagne;montant
1;2024-05-01;Courriel;Soldes d'\xE9t\xE9 \xE0 Orl\xE9ans;0,00
1;2024-05-02;Recherche;Marque d\xE9pos\xE9e;49,90
2;2024-05-02;R\xE9seaux sociaux;F\xEAte de la for\xEAt;0,00
3;2024-05-03;Recherche;B\x9Cuf, cr\xEApes et \xE7a;129,50
4;2024-05-04;Acc\xE8s direct;O\xF9 \xEAtes-vous;0,00
5;2024-05-05;Courriel;No\xEBl \xE0 l'\xEEle;75,00
"),
        expected: Expected {
            delimiter: ';',
            encoding: "windows-1252",
            names: names(&["identifiant", "jour", "canal", "campagne", "montant"]),
            rows: table(&[
                &["1", "2024-05-01", "Courriel", "Soldes d'été à Orléans", "0,00"],
                &["1", "2024-05-02", "Recherche", "Marque déposée", "49,90"],
                &["2", "2024-05-02", "Réseaux sociaux", "Fête de la forêt", "0,00"],
                &["3", "2024-05-03", "Recherche", "Bœuf, crêpes et ça", "129,50"],
                &["4", "2024-05-04", "Accès direct", "Où êtes-vous", "0,00"],
                &["5", "2024-05-05", "Courriel", "Noël à l'île", "75,00"],
            ]),
            ..Expected::default()
        },
    }
}

fn windows_1252_typographic() -> Case {
    Case {
        name: "windows_1252_typographic",
        ending: "csv",
        pollution: "Typographic quotation marks, dashes and dots stand in windows-1252 and quote nothing.",
        bytes: raw(b"
id,time,channel,campaign,value
1,2024-05-01 10:00,Email,\x93Spring\x94 \x96 early,0
1,2024-05-02 11:30,Search,Women\x92s shoes,49
2,2024-05-02 12:15,Social,Cats & dogs\x85,0
3,2024-05-03 13:45,Email,\x93Spring\x94 \x96 late,129
4,2024-05-04 14:20,Direct,None,0
5,2024-05-05 15:05,Search,Trademark\x99 \x95 brand,75
"),
        expected: Expected {
            encoding: "windows-1252",
            names: names(&["id", "time", "channel", "campaign", "value"]),
            rows: table(&[
                &["1", "2024-05-01 10:00", "Email", "“Spring” – early", "0"],
                &["1", "2024-05-02 11:30", "Search", "Women’s shoes", "49"],
                &["2", "2024-05-02 12:15", "Social", "Cats & dogs…", "0"],
                &["3", "2024-05-03 13:45", "Email", "“Spring” – late", "129"],
                &["4", "2024-05-04 14:20", "Direct", "None", "0"],
                &["5", "2024-05-05 15:05", "Search", "Trademark™ • brand", "75"],
            ]),
            ..Expected::default()
        },
    }
}

fn windows_1251_russian() -> Case {
    Case {
        name: "windows_1251_russian",
        ending: "csv",
        pollution: "Russian stands in windows-1251, in the header too.",
        bytes: raw(b"
\xEA\xEB\xE8\xE5\xED\xF2;\xE2\xF0\xE5\xEC\xFF;\xEA\xE0\xED\xE0\xEB;\xE0\xEA\xF6\xE8\xFF;\xF1\xF3\xEC\xEC\xE0
1;2024-03-01 10:00;\xCF\xEE\xF7\xF2\xE0;\xC2\xE5\xF1\xE5\xED\xED\xE8\xE5 \xF1\xEA\xE8\xE4\xEA\xE8;0,00
1;2024-03-02 11:30;\xCF\xEE\xE8\xF1\xEA;\xC1\xF0\xE5\xED\xE4 \xCC\xEE\xF1\xEA\xE2\xE0;490,00
2;2024-03-02 12:15;\xD1\xEE\xF6\xF1\xE5\xF2\xE8;\xC5\xF9\xB8 \xF1\xEA\xE8\xE4\xEA\xE8;0,00
3;2024-03-03 13:45;\xCF\xEE\xE8\xF1\xEA;\xCE\xE1\xF3\xE2\xFC \xE8 \xF1\xF3\xEC\xEA\xE8;1290,50
4;2024-03-04 14:20;\xCF\xF0\xFF\xEC\xEE\xE9 \xE7\xE0\xF5\xEE\xE4;\xCD\xE5\xF2;0,00
5;2024-03-05 15:05;\xCF\xEE\xF7\xF2\xE0;\xCF\xEE\xF1\xEB\xE5\xE4\xED\xE8\xE9 \xE4\xE5\xED\xFC;75,00
"),
        expected: Expected {
            delimiter: ';',
            encoding: "windows-1251",
            names: names(&["клиент", "время", "канал", "акция", "сумма"]),
            rows: table(&[
                &["1", "2024-03-01 10:00", "Почта", "Весенние скидки", "0,00"],
                &["1", "2024-03-02 11:30", "Поиск", "Бренд Москва", "490,00"],
                &["2", "2024-03-02 12:15", "Соцсети", "Ещё скидки", "0,00"],
                &["3", "2024-03-03 13:45", "Поиск", "Обувь и сумки", "1290,50"],
                &["4", "2024-03-04 14:20", "Прямой заход", "Нет", "0,00"],
                &["5", "2024-03-05 15:05", "Почта", "Последний день", "75,00"],
            ]),
            ..Expected::default()
        },
    }
}

fn shift_jis() -> Case {
    Case {
        name: "shift_jis",
        ending: "csv",
        pollution: "Japanese stands in Shift_JIS, where second bytes equal a backslash (5C) and a pipe (7C).",
        bytes: raw(b"
\x8C\xDA\x8Bq,\x93\xFA\x8E\x9E,\x83`\x83\x83\x83l\x83\x8B,\x8E{\x8D\xF4,\x94\x84\x8F\xE3
101,2024-04-01 10:00,\x83\x81\x81[\x83\x8B,\x8Ft\x82\xCC\x83\x5C\x83t\x83g\x95\x5C\x8E\xA6,0
101,2024-04-02 11:30,\x8C\x9F\x8D\xF5,\x83\x7C\x83C\x83\x93\x83g\x8F\x5C\x94{,4900
102,2024-04-02 12:15,\x83\x5C\x81[\x83V\x83\x83\x83\x8B,\x90V\x90\xBB\x95i\x97\x5C\x96\xF1,0
103,2024-04-03 13:45,\x8C\x9F\x8D\xF5,\x83{\x81[\x83i\x83X\x94\x5C\x97\xCD,12900
104,2024-04-04 14:20,\x92\xBC\x90\xDA,\x82\xC8\x82\xB5,0
105,2024-04-05 15:05,\x83\x81\x81[\x83\x8B,\x83\x7C\x83X\x83^\x81[\x8D\x5C\x90\xAC,750
"),
        expected: Expected {
            encoding: "Shift_JIS",
            names: names(&["顧客", "日時", "チャネル", "施策", "売上"]),
            rows: table(&[
                &["101", "2024-04-01 10:00", "メール", "春のソフト表示", "0"],
                &["101", "2024-04-02 11:30", "検索", "ポイント十倍", "4900"],
                &["102", "2024-04-02 12:15", "ソーシャル", "新製品予約", "0"],
                &["103", "2024-04-03 13:45", "検索", "ボーナス能力", "12900"],
                &["104", "2024-04-04 14:20", "直接", "なし", "0"],
                &["105", "2024-04-05 15:05", "メール", "ポスター構成", "750"],
            ]),
            ..Expected::default()
        },
    }
}

fn iso_8859_2_polish() -> Case {
    Case {
        name: "iso_8859_2_polish",
        ending: "csv",
        pollution: "Polish stands in ISO-8859-2, in letters that windows-1250 puts elsewhere.",
        bytes: raw(b"
klient;czas;\xBCr\xF3d\xB3o;kampania;warto\xB6\xE6
1;2024-03-01 10:00;wiadomo\xB6\xE6;Wiosenna wyprzeda\xBF w \xA3odzi;0,00
1;2024-03-02 11:30;wyszukiwarka;\xA6l\xB1sk i Ma\xB3opolska;49,90
2;2024-03-02 12:15;spo\xB3eczno\xB6\xE6;Ksi\xB1\xBFki dla ka\xBFdego;0,00
3;2024-03-03 13:45;wyszukiwarka;Ta\xF1sze \xBCr\xF3d\xB3a \xB6wiat\xB3a;129,50
4;2024-03-04 14:20;bezpo\xB6rednio;Cz\xEAstochowa, ostatni dzie\xF1;0,00
5;2024-03-05 15:05;wiadomo\xB6\xE6;\xAF\xF3\xB3te li\xB6cie jesieni\xB1;75,00
"),
        expected: Expected {
            delimiter: ';',
            encoding: "ISO-8859-2",
            names: names(&["klient", "czas", "źródło", "kampania", "wartość"]),
            rows: table(&[
                &["1", "2024-03-01 10:00", "wiadomość", "Wiosenna wyprzedaż w Łodzi", "0,00"],
                &["1", "2024-03-02 11:30", "wyszukiwarka", "Śląsk i Małopolska", "49,90"],
                &["2", "2024-03-02 12:15", "społeczność", "Książki dla każdego", "0,00"],
                &["3", "2024-03-03 13:45", "wyszukiwarka", "Tańsze źródła światła", "129,50"],
                &["4", "2024-03-04 14:20", "bezpośrednio", "Częstochowa, ostatni dzień", "0,00"],
                &["5", "2024-03-05 15:05", "wiadomość", "Żółte liście jesienią", "75,00"],
            ]),
            ..Expected::default()
        },
    }
}
