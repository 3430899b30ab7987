//! Made-up touchpoints by seed: the file that the benchmark of the page makes, but for the last digits of its chances.

use rand::{RngExt, SeedableRng, rngs::Xoshiro256PlusPlus};

const CHANNELS: [&str; 12] = [
    "affiliate",
    "direct",
    "display",
    "email",
    "organic_search",
    "paid_search",
    "paid_social",
    "podcast",
    "push",
    "referral",
    "sms",
    "video",
];
const DEVICES: [&str; 3] = ["desktop", "mobile", "tablet"];
const COUNTRIES: [&str; 6] = ["Austria", "France", "Germany", "Spain", "United Kingdom", "United States"];

/// 2025-01-01 00:00 UTC.
const START: i64 = 1_735_689_600;

/// A CSV of so many journeys in order of time, and its rows.
pub fn csv(journeys: usize) -> (Vec<u8>, usize) {
    let mut chance = Xoshiro256PlusPlus::seed_from_u64(20_240_615);
    let mut events: Vec<(i64, usize, usize, Option<u32>, usize)> = Vec::new();
    for journey in 0..journeys {
        let touches = 1 + (-4.0 * (1.0 - chance.random::<f64>()).ln()) as usize;
        let converts = chance.random::<f64>() < 0.3;
        let mut at = START + (chance.random::<f64>() * 300.0 * 86_400.0) as i64;
        for touch in 0..touches {
            let channel = (chance.random::<f64>().powi(2) * CHANNELS.len() as f64) as usize;
            let cents = (converts && touch + 1 == touches).then(|| (chance.random::<f64>() * 30_000.0) as u32);
            events.push((at, journey, channel, cents, chance.random_range(0..720)));
            at += (chance.random::<f64>() * 3.0 * 86_400.0) as i64;
        }
    }
    events.sort_unstable();
    let mut text = "customer_id,timestamp,channel,converted,conversion_value,campaign,device,country\n".to_owned();
    for (at, journey, channel, cents, other) in &events {
        let time = jiff::Timestamp::from_second(*at).map(|time| time.strftime("%Y-%m-%dT%H:%M:%S").to_string());
        let value = cents.map_or(String::new(), |cents| format!("{:.2}", f64::from(cents) / 100.0));
        text += &format!(
            "c{:010},{},{},{},{value},spring_campaign_{},{},{}\n",
            100_000_000 + journey * 7,
            time.unwrap_or_default(),
            CHANNELS[*channel],
            u8::from(cents.is_some()),
            other % 40,
            DEVICES[other % 3],
            COUNTRIES[other % 6],
        );
    }
    (text.into_bytes(), events.len())
}
