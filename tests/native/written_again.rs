//! Journeys that are written as rows, in any order and in several manners, are read as the same journeys.

use proptest::prelude::*;
use touchline::{
    domain::{
        dataset::Dataset,
        touchpoint::{
            field::Field,
            settings::{Flags, Settings},
        },
    },
    store::record,
};

use crate::touchpoints::read;

/// 2024-01-01 00:00 UTC.
const START: i64 = 1_704_067_200;

/// Who, by which touches (a channel, and seconds since the one before), with what value in cents, if it converts.
type Customer = (Vec<(u8, u32)>, Option<Option<u32>>, Option<u8>, u8);

/// How rows are written.
#[derive(Clone, Copy, Debug)]
enum Manner {
    Iso,
    German,
    American,
    Epoch,
}

fn customers() -> impl Strategy<Value = Vec<Customer>> {
    let touches = prop::collection::vec((0_u8..5, 1_u32..2_000_000), 1..7);
    let outcome = prop::option::of(prop::option::of(1_u32..900_000_000));
    prop::collection::vec((touches, outcome, prop::option::of(0_u8..3), 0_u8..4), 1..25)
}

fn time(manner: Manner, at: i64) -> String {
    let stamp = jiff::Timestamp::from_second(at).expect("a time of this century");
    match manner {
        Manner::Iso => stamp.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        Manner::German => stamp.strftime("%d.%m.%Y %H:%M:%S").to_string(),
        Manner::American => stamp.strftime("%m/%d/%Y %I:%M:%S %p").to_string(),
        Manner::Epoch => at.to_string(),
    }
}

fn amount(manner: Manner, cents: u32) -> String {
    let digits = (cents / 100).to_string();
    let grouped = |sign: &str| {
        let from_end: Vec<&[u8]> = digits.as_bytes().rchunks(3).collect();
        let groups: Vec<&str> = from_end.iter().rev().map(|group| str::from_utf8(group).expect("digits")).collect();
        groups.join(sign)
    };
    match manner {
        Manner::Iso | Manner::Epoch => format!("{digits}.{:02}", cents % 100),
        Manner::German => format!("{},{:02} €", grouped("."), cents % 100),
        Manner::American => format!("\"${}.{:02}\"", grouped(","), cents % 100),
    }
}

/// The rows, and what is to be read of each customer: start, path, value, persona, device.
fn rows(manner: Manner, customers: &[Customer]) -> (Vec<String>, Vec<String>) {
    let sign = if matches!(manner, Manner::German) { ';' } else { ',' };
    let (mut rows, mut expect) = (Vec::new(), Vec::new());
    for (number, (touches, outcome, persona, device)) in customers.iter().enumerate() {
        let persona = persona.map_or(String::new(), |persona| format!("Persona {persona}"));
        let mut at = START;
        let mut begun = None;
        for (touch, (channel, after)) in touches.iter().enumerate() {
            at += i64::from(*after);
            begun.get_or_insert(at);
            let converts = outcome.is_some() && touch + 1 == touches.len();
            let value = outcome.flatten().filter(|_| converts).map_or(String::new(), |cents| amount(manner, cents));
            let cells =
                [format!("{number:04}"), time(manner, at), format!("Kanal {channel}"), u8::from(converts).to_string()];
            let others = [value, persona.clone(), format!("device {device}")];
            rows.push(cells.into_iter().chain(others).collect::<Vec<_>>().join(&sign.to_string()) + "\r\n");
        }
        let path: Vec<String> = touches.iter().map(|(channel, _)| format!("Kanal {channel}")).collect();
        let outcome = match outcome {
            None => "null".to_owned(),
            Some(value) => format!("{value:?}"),
        };
        expect.push(format!("{} {} {outcome} {persona} device {device}", begun.unwrap_or_default(), path.join(">")));
    }
    // Late in the year, so that no column of dates leaves its order in doubt.
    rows.push(
        ["9999", &time(manner, 1_735_603_200), "Kanal 0", "0", "", "", "device 0"].join(&sign.to_string()) + "\r\n",
    );
    expect.push("1735603200 Kanal 0 null  device 0".to_owned());
    (rows, expect)
}

fn as_read(dataset: &Dataset) -> Vec<String> {
    let journeys = dataset.journeys.rows.iter().map(|journey| {
        let path: Vec<&str> =
            dataset.journeys.touches(journey).map(|touch| dataset.journeys.channels.name(touch.channel)).collect();
        let outcome = journey.outcome.conversion();
        let outcome = outcome.map_or("null".to_owned(), |of| format!("{:?}", of.value.map(|value| value.0)));
        let persona = dataset.subject(journey).persona.map_or("", |id| dataset.personas().name(id));
        let device = dataset.segment_word(journey, 0) as usize;
        let words: Vec<&str> = dataset.segments()[0].words.iter().map(|(_, word)| word).collect();
        format!("{} {} {outcome} {persona} {}", journey.start, path.join(">"), words[device - 1])
    });
    journeys.collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn journeys_written_as_rows_in_any_order_are_read_as_they_were(
        customers in customers(),
        manner in prop::sample::select(vec![Manner::Iso, Manner::German, Manner::American, Manner::Epoch]),
        order in prop::collection::vec(any::<u32>(), 200),
        total in any::<bool>(),
    ) {
        let (mut rows, expect) = rows(manner, &customers);
        let sign = if matches!(manner, Manner::German) { ";" } else { "," };
        let mut keyed: Vec<(u32, String)> = order.iter().cycle().copied().zip(rows.drain(..)).collect();
        keyed.sort();
        let mut csv = ["kundennr", "zeitpunkt", "kanal", "konversion", "umsatz", "persona", "device"].join(sign) + "\r\n";
        csv.extend(keyed.into_iter().map(|(_, row)| row));
        if total {
            csv += &format!("Summe{}\r\n", sign.repeat(6));
        }
        let columns = vec![(Field::Segment, "device".to_owned())];
        let settings = Settings { columns, flags: Flags::Row, lookback_days: None, ..Settings::default() };
        let dataset = read(csv.as_bytes(), settings, None).expect("touchpoints");
        prop_assert_eq!(&dataset.source.rejected, &[]);
        prop_assert_eq!(as_read(&dataset), expect);

        let stored = record::encode(&dataset);
        let restored: Dataset = record::decode("dataset", &stored).expect("own output");
        prop_assert_eq!(record::encode(&restored), stored);
        prop_assert_eq!(as_read(&restored), as_read(&dataset));
    }
}
