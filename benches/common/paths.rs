//! Made-up paths that are the same every time.

use touchline::domain::path::{NamedPath, PathTable};

/// Paths over `channels` channels, pseudo-random but always the same.
pub fn paths(count: usize, channels: usize) -> PathTable {
    let names: Vec<String> = (0..channels).map(|channel| format!("channel {channel:02}")).collect();
    let mut state = 1_u64;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let rows: Vec<(Vec<&str>, u32, u32)> = (0..count)
        .map(|_| {
            let length = 1 + next(8);
            let path = (0..length).map(|_| names[next(channels)].as_str()).collect();
            (path, next(3) as u32, 1 + next(20) as u32)
        })
        .collect();
    let named = rows.iter().map(|(channels, conversions, nulls)| NamedPath {
        channels,
        conversions: *conversions,
        nulls: *nulls,
        value: None,
    });
    PathTable::from_named(named).expect("few channels")
}
