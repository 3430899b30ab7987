//! Records as bytes: a format number and a checksum, then the packed value.

use crate::pack::{Pack, unpacked};
use xxhash_rust::xxh3::xxh3_64;

use super::{Key, Store, StoreError};

/// Raised with every change of a stored type; each needs a migration.
pub const FORMAT: u16 = 5;

const HEAD: usize = 2 + 8;

/// A value as the bytes of its record.
pub fn encode(value: &impl Pack) -> Vec<u8> {
    let mut record = vec![0; HEAD];
    value.pack(&mut record);
    let checksum = xxh3_64(&record[HEAD..]);
    record[..2].copy_from_slice(&FORMAT.to_le_bytes());
    record[2..HEAD].copy_from_slice(&checksum.to_le_bytes());
    record
}

/// The value of a record, provided it is whole and of a known format.
pub fn decode<T: Pack>(key: Key, record: &[u8]) -> Result<T, StoreError> {
    let damaged = || StoreError::Damaged { key: key.name().to_owned() };
    let (format, rest) = record.split_first_chunk::<2>().ok_or_else(damaged)?;
    let (checksum, body) = rest.split_first_chunk::<8>().ok_or_else(damaged)?;
    let version = u16::from_le_bytes(*format);
    if version > FORMAT {
        return Err(StoreError::Newer { key: key.name().to_owned(), version });
    }
    if version < FORMAT {
        return Err(StoreError::Older { key: key.name().to_owned(), version });
    }
    if xxh3_64(body) != u64::from_le_bytes(*checksum) {
        return Err(damaged());
    }
    unpacked(body).map_err(|_| damaged())
}

/// Reads and decodes one record.
pub async fn load<T: Pack>(store: &impl Store, key: Key) -> Result<Option<T>, StoreError> {
    match store.read(key).await? {
        Some(record) => decode(key, &record).map(Some),
        None => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_that_was_cut_changed_or_written_by_a_newer_version_is_told_apart() {
        let record = encode(&("ga4".to_owned(), 61_u32));
        assert_eq!(decode::<(String, u32)>(Key::View, &record), Ok(("ga4".to_owned(), 61)));
        let damaged = Err(StoreError::Damaged { key: "view".to_owned() });
        for end in 0..record.len() {
            assert_eq!(decode::<(String, u32)>(Key::View, &record[..end]), damaged, "cut at {end}");
        }
        let mut older = record.clone();
        older[..2].copy_from_slice(&(FORMAT - 1).to_le_bytes());
        let expect = Err(StoreError::Older { key: "view".to_owned(), version: FORMAT - 1 });
        assert_eq!(decode::<(String, u32)>(Key::View, &older), expect);
        for at in 2..record.len() {
            let mut flipped = record.clone();
            flipped[at] ^= 1;
            assert_eq!(decode::<(String, u32)>(Key::View, &flipped), damaged, "flipped at {at}");
        }
        let mut newer = record;
        newer[..2].copy_from_slice(&(FORMAT + 1).to_le_bytes());
        let expect = Err(StoreError::Newer { key: "view".to_owned(), version: FORMAT + 1 });
        assert_eq!(decode::<(String, u32)>(Key::View, &newer), expect);
    }
}
