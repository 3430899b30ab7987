//! Records as bytes: a format number and a checksum, then the packed value.

use xxhash_rust::xxh3::xxh3_64;

use super::{DatasetId, StoreError};
use crate::pack::{Pack, packed, unpacked};

/// Raised with every change of a stored type after the first release; each needs a migration in [`decode`].
pub const FORMAT: u16 = 8;

/// The name of the shelf's record.
pub const SHELF: &str = "shelf";

/// Bytes before the packed value.
pub(super) const HEAD: usize = 2 + 8;

/// The name of a dataset's record.
pub fn name(id: DatasetId) -> String {
    format!("dataset-{id}")
}

/// The dataset whose record has this name.
pub fn id(name: &str) -> Option<DatasetId> {
    name.strip_prefix("dataset-")?.parse().ok()
}

/// A value as the bytes of its record.
pub fn encode(value: &impl Pack) -> Vec<u8> {
    framed(packed(value))
}

/// A packed value as the bytes of its record.
pub fn framed(mut body: Vec<u8>) -> Vec<u8> {
    body.splice(..0, [0; HEAD]);
    seal(&mut body);
    body
}

/// Writes the format and the checksum into the [`HEAD`] before a packed value.
pub(super) fn seal(record: &mut [u8]) {
    let checksum = xxh3_64(&record[HEAD..]);
    record[..2].copy_from_slice(&FORMAT.to_le_bytes());
    record[2..HEAD].copy_from_slice(&checksum.to_le_bytes());
}

/// The value of a record, provided it is whole and of a known format.
pub fn decode<T: Pack>(name: &str, record: &[u8]) -> Result<T, StoreError> {
    let body = body(name, record)?;
    unpacked(body).map_err(|_| StoreError::Damaged { name: name.to_owned() })
}

/// The packed value of a record that is whole and of a known format.
pub fn body<'a>(name: &str, record: &'a [u8]) -> Result<&'a [u8], StoreError> {
    let name = || name.to_owned();
    let damaged = || StoreError::Damaged { name: name() };
    let (format, rest) = record.split_first_chunk::<2>().ok_or_else(damaged)?;
    let (checksum, body) = rest.split_first_chunk::<8>().ok_or_else(damaged)?;
    match u16::from_le_bytes(*format) {
        version if version > FORMAT => Err(StoreError::Newer { name: name(), version }),
        version if version < FORMAT => Err(StoreError::Older { name: name(), version }),
        _ if xxh3_64(body) != u64::from_le_bytes(*checksum) => Err(damaged()),
        _ => Ok(body),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_that_was_cut_changed_or_written_by_a_newer_version_is_told_apart() {
        let record = encode(&("ga4".to_owned(), 61_u32));
        let read = |record: &[u8]| decode::<(String, u32)>(SHELF, record);
        assert_eq!(read(&record), Ok(("ga4".to_owned(), 61)));
        let damaged = Err(StoreError::Damaged { name: SHELF.to_owned() });
        for end in 0..record.len() {
            assert_eq!(read(&record[..end]), damaged, "cut at {end}");
        }
        let of_format = |format: u16| {
            let mut other = record.clone();
            other[..2].copy_from_slice(&format.to_le_bytes());
            other
        };
        let older = StoreError::Older { name: SHELF.to_owned(), version: FORMAT - 1 };
        assert_eq!(read(&of_format(FORMAT - 1)), Err(older));
        let newer = StoreError::Newer { name: SHELF.to_owned(), version: FORMAT + 1 };
        assert_eq!(read(&of_format(FORMAT + 1)), Err(newer));
        for at in 2..record.len() {
            let mut flipped = record.clone();
            flipped[at] ^= 1;
            assert_eq!(read(&flipped), damaged, "flipped at {at}");
        }
    }
}
