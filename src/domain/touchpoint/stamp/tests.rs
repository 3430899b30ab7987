//! Times in every form.

use super::*;

/// Seconds since 1970 of a cell, day first, its clock in UTC.
fn seconds(cell: &str) -> Option<i64> {
    let at = Stamp::parse(cell.as_bytes())?.resolve(DateOrder::DayFirst, |local| local)?;
    Some(at.div_euclid(US_PER_SECOND))
}

#[test]
fn every_form_of_one_instant_is_read() {
    // 2025-12-31 22:15:30 UTC, by `date -u -d @1767219330`.
    for cell in [
        "2025-12-31T22:15:30Z",
        "2025-12-31T22:15:30",
        "2025-12-31 22:15:30",
        "2025-12-31T23:15:30+01:00",
        "2025-12-31T23:15:30+0100",
        "2025-12-31T23:15:30.000+01:00[Europe/Berlin]",
        "2025-12-31 16:45:30.000-05:30",
        "2026-01-01 03:52:30+05:37",
        "2025/12/31 22:15:30",
        "31.12.2025 22:15:30",
        "31. 12. 2025 22:15:30",
        "31.12.25 22:15:30",
        "31/12/2025 10:15:30 PM",
        "31/12/2025 10:15:30\u{202f}p.m.",
        "31-12-2025 22:15:30",
        "31 Dec 2025 22:15:30",
        "31-Dec-25 22:15:30",
        "31. Dezember 2025 22:15:30 Uhr",
        "Mittwoch, 31. Dez. 2025 um 22:15:30",
        "31 décembre 2025 22:15:30",
        "31-dic-2025 22:15:30",
        "Dec 31, 2025 10:15:30 pm",
        "December 31 2025, 22:15:30 UTC",
        "2025-12-31 23:15:30 CET",
        "2025-12-31 17:15:30 EST",
        "Wed, 31 Dec 2025 22:15:30 GMT",
        "Wed Dec 31 2025 23:15:30 GMT+0100 (Central European Standard Time)",
        "31/12/2025 22:15:30 PM",
        "20251231T221530Z",
        "20251231T231530.5+0100",
        "2025-12-31T221530",
        "20251231221530",
        "1767219330",
        "1767219330000",
        "1767219330999999",
        "1767219330123456789",
        "1767219330.25",
    ] {
        assert_eq!(seconds(cell), Some(1_767_219_330), "{cell}");
    }
    assert_eq!(seconds("2025-12-31"), Some(1_767_139_200));
    assert_eq!(seconds("46022"), Some(1_767_139_200), "a spreadsheet's day number: 25569 is 1970-01-01");
    assert_eq!(seconds("46022.5"), Some(1_767_182_400));
    assert_eq!(seconds("2025123122"), Some(1_767_218_400), "a day and an hour, not the year 2034");
    assert_eq!(seconds("202512312215"), Some(1_767_219_300));
    assert_eq!(seconds("31.12.2025 22 Uhr"), Some(1_767_218_400));
    assert_eq!(seconds("31.12.2025 10 PM"), Some(1_767_218_400));
    assert_eq!(seconds("31.12.2025 22:15"), Some(1_767_219_300));
    assert_eq!(seconds("20251231T2215"), Some(1_767_219_300));
    assert_eq!(seconds("31.12.2025 00:15 AM"), Some(1_767_140_100), "a quarter past midnight");
    assert_eq!(seconds("31.12.2025 13:15 AM"), None);
    assert_eq!(seconds("31 juil 2025"), seconds("2025-07-31"));
    assert_eq!(seconds("30 jui 2025"), None, "June or July");
    assert_eq!(seconds("29.02.2024"), Some(1_709_164_800));
    assert_eq!(seconds("12/31/25 12:00 AM"), None, "not with the day first");
    assert_eq!(seconds("1970-01-01"), Some(0));
}

#[test]
fn fractions_of_seconds_are_kept() {
    let us = |cell: &str| Stamp::parse(cell.as_bytes())?.resolve(DateOrder::DayFirst, |local| local);
    assert_eq!(us("2025-12-31T22:15:30.000001Z"), Some(1_767_219_330_000_001));
    assert_eq!(us("1767219330000002"), Some(1_767_219_330_000_002));
    assert_eq!(us("1767219330.5"), Some(1_767_219_330_500_000));
    assert_eq!(us("31/12/2025 22:15:30.123456"), Some(1_767_219_330_123_000), "milliseconds where the order is open");
}

#[test]
fn what_is_no_time_is_none() {
    for cell in [
        "",
        "email",
        "12",
        "1.5",
        "2025",
        "31.02.2025",
        "29/02/2023",
        "2025-13-01",
        "13/13/2025",
        "2025-12-31 25:00",
        "2025-12-31 10:60",
        "2025-12-31 10",
        "2025-12-31-10",
        "31.12.2025 foo",
        "31.12.2025 22:15 foo",
        "0/0/2025",
        "1e400",
        "10:15",
        "2025-12-31T22:15:30+99:00",
        "2025-12-31T22:15:30 XYZ",
        "Dec 2025",
        "May 2019",
        "123456789012.1.1",
        "1969-12-31 23:59:59",
        "2106-01-01",
        "0001-01-01",
        "99999999999999999999",
    ] {
        assert_eq!(Stamp::parse(cell.as_bytes()), None, "{cell}");
    }
}

#[test]
fn only_numbers_tell_day_from_month_and_year() {
    let orders = |cell: &str| {
        let orders = Stamp::parse(cell.as_bytes()).expect(cell).orders()?;
        Some(DateOrder::ALL.into_iter().filter(|order| orders.has(*order)).collect::<Vec<_>>())
    };
    use DateOrder::{DayFirst, MonthFirst, YearFirst};
    assert_eq!(orders("3/4/2025"), Some(vec![DayFirst, MonthFirst]));
    assert_eq!(orders("13/4/2025"), Some(vec![DayFirst]));
    assert_eq!(orders("4/13/2025"), Some(vec![MonthFirst]));
    assert_eq!(orders("4/4/2025"), Some(vec![DayFirst, MonthFirst]));
    assert_eq!(orders("25-12-31"), Some(vec![DayFirst, YearFirst]));
    assert_eq!(orders("10-11-12"), Some(vec![DayFirst, MonthFirst, YearFirst]));
    assert_eq!(orders("99-12-31"), Some(vec![YearFirst]));
    for certain in ["2025-04-03", "3.4.2025", "3 Apr 2025", "1767219330"] {
        assert_eq!(orders(certain), None, "{certain}");
    }
    let at = |cell: &str, order| Stamp::parse(cell.as_bytes())?.resolve(order, |local| local);
    assert_eq!(at("3/4/2025", DayFirst), Some(1_743_638_400_000_000), "3 April");
    assert_eq!(at("3/4/2025", MonthFirst), Some(1_741_046_400_000_000), "4 March");
    assert_eq!(at("25-12-31", YearFirst), Some(1_767_139_200_000_000));
    assert_eq!(at("25-12-31", MonthFirst), None);
    // 13 April 2025 13:00 at UTC-05:30.
    assert_eq!(at("13/4/2025 13:00-05:30", DayFirst), Some(1_744_569_000_000_000));
}
