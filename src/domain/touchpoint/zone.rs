//! Clocks without a zone to UTC, by a table of every zone's offsets from 1970 to 2100 (public/zones.bin, written by
//! `cargo xtask zones`). Before and behind these years the first and the last offset hold.
//!
//! The table, all numbers in seven bits a byte, the lowest first; of signed ones (marked ±) the sign is the lowest bit:
//!
//! 1. The line "zones 1".
//! 2. How many different changes there are. Of each: half minutes since the change before it, or since 1970; ± half
//!    minutes by which the offset grows.
//! 3. How many different zones there are. Of each: ± the offset in half minutes at the start of 1970; how many changes are its
//!    own, and their numbers; how many it has in common with the end of an earlier zone, and, where there are any, the
//!    number of that zone.
//! 4. How many names there are, sorted without regard to case. Of each: how many bytes are those of the name before, how
//!    many are not, these; the number of its zone.

const HEAD: &[u8] = b"zones 1\n";
const HALF_MINUTE: i64 = 30_000;

/// More than any name or number of changes; what claims more is no table of zones.
const MOST: u64 = 4_096;

/// Every zone that is known.
pub struct Zones {
    zones: Vec<Zone>,
    names: Vec<(String, usize)>,
}

/// In which zone clocks stood.
#[derive(Clone)]
pub struct Zone {
    /// By local milliseconds from which an offset in milliseconds holds, in the order of time.
    offsets: Vec<(i64, i64)>,
    /// The one that held last.
    last: usize,
}

impl Zones {
    /// Reads the table. `None` where the bytes are none.
    pub fn of(bytes: &[u8]) -> Option<Zones> {
        let mut rest = bytes.strip_prefix(HEAD)?;
        let from = &mut rest;
        let changes = list(from, |from| Some((i64::try_from(number(from)?).ok()?, signed(from)?)))?;
        let mut clocks: Vec<Clock> = Vec::new();
        for _ in 0..count(from)? {
            let clock = Clock::read(from, &changes, &clocks)?;
            clocks.push(clock);
        }
        let mut names: Vec<(String, usize)> = Vec::new();
        for _ in 0..count(from)? {
            let before = names.last().map_or("", |(name, _)| name);
            let mut name = before.get(..count(from)?)?.to_owned();
            let length = count(from)?;
            let (more, behind) = from.split_at_checked(length)?;
            name.push_str(std::str::from_utf8(more).ok()?);
            *from = behind;
            names.push((name, Some(count(from)?).filter(|zone| *zone < clocks.len())?));
        }
        Some(Zones { zones: clocks.iter().map(Clock::zone).collect(), names })
    }

    /// The zone with this IANA name, in whatever case.
    pub fn find(&self, name: &str) -> Option<Zone> {
        let (_, zone) = self.names.iter().find(|(known, _)| known.eq_ignore_ascii_case(name))?;
        self.zones.get(*zone).cloned()
    }

    /// All names, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|(name, _)| name.as_str())
    }
}

impl Zone {
    pub fn universal() -> Zone {
        Zone { offsets: vec![(i64::MIN, 0)], last: 0 }
    }

    /// Local milliseconds to UTC. An hour that comes twice counts as its first; one that is left out is
    /// put off by what is left out.
    pub fn utc(&mut self, local: i64) -> i64 {
        let holds =
            |at: usize| self.offsets[at].0 <= local && self.offsets.get(at + 1).is_none_or(|(until, _)| local < *until);
        if !holds(self.last) {
            self.last = self.offsets.partition_point(|(from, _)| *from <= local).saturating_sub(1);
        }
        local.saturating_sub(self.offsets[self.last].1)
    }
}

/// A zone as the table has it: milliseconds.
struct Clock {
    first: i64,
    /// Since the change before, and by how much the offset grows.
    changes: Vec<(i64, i64)>,
}

impl Clock {
    fn read(from: &mut &[u8], known: &[(i64, i64)], earlier: &[Clock]) -> Option<Clock> {
        let first = signed(from)?.checked_mul(HALF_MINUTE)?;
        let mut changes = list(from, |from| {
            let (after, by) = known.get(count(from)?)?;
            Some((after.checked_mul(HALF_MINUTE)?, by.checked_mul(HALF_MINUTE)?))
        })?;
        let tail = count(from)?;
        if tail > 0 {
            let like = &earlier.get(count(from)?)?.changes;
            changes.extend_from_slice(&like[like.len().checked_sub(tail)?..]);
        }
        Some(Clock { first, changes })
    }

    /// An offset is in force from the greater of the two readings that a clock shows when it is set: until then the
    /// offset before serves the hour that is shown twice, and puts off what is never shown.
    fn zone(&self) -> Zone {
        let mut offsets = vec![(i64::MIN, self.first)];
        let (mut at, mut offset) = (0_i64, self.first);
        for (after, by) in &self.changes {
            at = at.saturating_add(*after);
            let next = offset.saturating_add(*by);
            offsets.push((at.saturating_add(offset.max(next)), next));
            offset = next;
        }
        Zone { offsets, last: 0 }
    }
}

fn list<T>(from: &mut &[u8], item: impl Fn(&mut &[u8]) -> Option<T>) -> Option<Vec<T>> {
    (0..count(from)?).map(|_| item(from)).collect()
}

fn count(from: &mut &[u8]) -> Option<usize> {
    number(from).filter(|count| *count <= MOST)?.try_into().ok()
}

fn signed(from: &mut &[u8]) -> Option<i64> {
    let number = number(from)?;
    i64::try_from(number >> 1).ok().map(|half| if number & 1 == 0 { half } else { !half })
}

fn number(from: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..63).step_by(7) {
        let (byte, behind) = from.split_first()?;
        *from = behind;
        number |= u64::from(byte & 0x7f) << shift;
        if *byte < 0x80 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600_000;

    fn zones() -> Zones {
        Zones::of(include_bytes!("../../../public/zones.bin")).expect("a table of zones")
    }

    #[test]
    fn summer_time_is_kept() {
        let mut berlin = zones().find("europe/BERLIN").expect("it is there");
        // 2025-03-30: 01:59 is UTC+1, 02:30 does not exist, 03:00 is UTC+2. 2025-10-26: 02:30 comes twice.
        let spring = 1_743_292_800_000; // 2025-03-30 00:00
        assert_eq!(berlin.utc(spring + HOUR), spring);
        assert_eq!(berlin.utc(spring + 2 * HOUR + HOUR / 2), spring + HOUR + HOUR / 2);
        assert_eq!(berlin.utc(spring + 3 * HOUR), spring + HOUR);
        let autumn = 1_761_436_800_000; // 2025-10-26 00:00
        assert_eq!(berlin.utc(autumn + 2 * HOUR + HOUR / 2), autumn + HOUR / 2);
        assert_eq!(berlin.utc(autumn + 3 * HOUR), autumn + 2 * HOUR);
        assert_eq!(berlin.utc(i64::MIN), i64::MIN);
        assert_eq!(berlin.utc(i64::MAX), i64::MAX - HOUR);
    }

    #[test]
    fn names_are_sorted_and_those_of_one_clock_share_a_zone() {
        let zones = zones();
        let names: Vec<String> = zones.names().map(str::to_ascii_lowercase).collect();
        assert!(names.is_sorted());
        assert!(names.len() > 590 && zones.zones.len() < 350, "{} of {}", zones.zones.len(), names.len());
        assert!(zones.find("Mars/Olympus").is_none() && zones.find("").is_none());
        assert_eq!(Zone::universal().utc(5), zones.find("Etc/UTC").expect("it is there").utc(5));
    }

    #[test]
    fn what_is_cut_off_is_no_table() {
        let bytes = include_bytes!("../../../public/zones.bin");
        for length in (0..bytes.len()).step_by(13) {
            assert!(Zones::of(&bytes[..length]).is_none(), "{length}");
        }
    }
}
