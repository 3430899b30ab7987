//! Times in every form.

use super::*;

/// Seconds since 1970 of a cell, day first, its clock in UTC.
fn seconds(cell: &str) -> Option<i64> {
    Some(Stamp::parse(cell.as_bytes())?.resolve(DateOrder::DayFirst, |local| local) / 1_000)
}

#[test]
fn every_form_of_one_instant_is_read() {
    // 2025-12-31 22:15:30 UTC, by `date -u -d @1767219330`.
    for cell in [
        "2025-12-31T22:15:30Z",
        "2025-12-31 22:15:30",
        "2025-12-31T23:15:30+01:00",
        "2025-12-31T23:15:30+0100",
        "2025-12-31 16:45:30.000-05:30",
        "2025/12/31 22:15:30",
        "31.12.2025 22:15:30",
        "31/12/2025 10:15:30 PM",
        "31-12-2025 22:15:30",
        "31 Dec 2025 22:15:30",
        "31-Dec-25 22:15:30",
        "Dec 31, 2025 10:15:30 pm",
        "December 31 2025, 22:15:30 UTC",
        "Wed, 31 Dec 2025 22:15:30 GMT",
        "20251231221530",
        "1767219330",
        "1767219330000",
        "1767219330.25",
    ] {
        assert_eq!(seconds(cell), Some(1_767_219_330), "{cell}");
    }
    assert_eq!(seconds("2025-12-31"), Some(1_767_139_200));
    assert_eq!(seconds("31.12.2025 22:15"), Some(1_767_219_300));
    assert_eq!(seconds("1969-12-31 23:59:59"), Some(-1));
    assert_eq!(seconds("29.02.2024"), Some(1_709_164_800));
    assert_eq!(seconds("12/31/25 12:00 AM"), Some(1_767_139_200));
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
        "31.12.2025 foo",
        "0/0/2025",
        "1e400",
        "10:15",
        "2025-12-31T22:15:30+99:00",
        "Dec 2025",
        "May 2019",
        "123456789012.1.1",
    ] {
        assert_eq!(Stamp::parse(cell.as_bytes()), None, "{cell}");
    }
}

#[test]
fn only_numbers_tell_day_from_month() {
    let says = |cell: &str| Stamp::parse(cell.as_bytes()).map(Stamp::says);
    assert_eq!(says("3/4/2025"), Some(Says::Either));
    assert_eq!(says("03-04-2025"), Some(Says::Either));
    assert_eq!(says("13/4/2025"), Some(Says::Order(DateOrder::DayFirst)));
    assert_eq!(says("4/13/2025"), Some(Says::Order(DateOrder::MonthFirst)));
    assert_eq!(says("4/4/2025"), Some(Says::Certain));
    for certain in ["2025-04-03", "3.4.2025", "3 Apr 2025", "1767219330"] {
        assert_eq!(says(certain), Some(Says::Certain), "{certain}");
    }
    let both = |order| Stamp::parse(b"3/4/2025").map(|stamp| stamp.resolve(order, |local| local));
    assert_eq!(both(DateOrder::DayFirst), Some(1_743_638_400_000), "3 April");
    assert_eq!(both(DateOrder::MonthFirst), Some(1_741_046_400_000), "4 March");
}
