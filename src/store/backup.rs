//! Backups: every dataset that is stored, in one file with a checksum.

use super::{
    DatasetId, Item, Shelf, StoreError,
    record::{self, body},
};
use crate::{
    domain::dataset::Dataset,
    pack::{Pack, unpacked},
};

/// How the name of a backup ends.
pub const EXTENSION: &str = ".touchline";

/// How its bytes begin.
const MARK: &[u8] = b"touchline backup\n";

/// Its name where one speaks of it.
const NAME: &str = "backup";

/// What is on the shelf, and the records of its datasets.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Backup {
    pub shelf: Shelf,
    pub records: Vec<(DatasetId, Vec<u8>)>,
}

impl Backup {
    /// The bytes of the file; each record is let go once it stands there.
    pub fn into_bytes(self) -> Vec<u8> {
        let whole = self.records.iter().map(|(_, record)| record.len() + 16).sum::<usize>();
        let mut bytes = Vec::with_capacity(whole + (64 << 10));
        bytes.extend_from_slice(MARK);
        bytes.extend_from_slice(&[0; record::HEAD]);
        self.shelf.pack(&mut bytes);
        (self.records.len() as u32).pack(&mut bytes);
        for (id, record) in self.records {
            id.pack(&mut bytes);
            (record.len() as u64).pack(&mut bytes);
            bytes.extend_from_slice(&record);
        }
        record::seal(&mut bytes[MARK.len()..]);
        bytes
    }

    /// Reads a backup whose every part is whole: each dataset is unpacked to be sure.
    pub fn of_bytes(bytes: &[u8]) -> Result<Backup, StoreError> {
        let record = bytes.strip_prefix(MARK).ok_or(StoreError::NoBackup)?;
        let damaged = || StoreError::Damaged { name: NAME.to_owned() };
        let mut rest = crate::pack::Unpacker::over(body(NAME, record)?);
        let shelf = Shelf::unpack(&mut rest);
        let count = u32::unpack(&mut rest);
        let mut records = Vec::new();
        for _ in 0..count {
            let id = DatasetId::unpack(&mut rest);
            let length = usize::unpack(&mut rest);
            let record = rest.slice(length).ok_or_else(damaged)?;
            let name = record::name(id);
            unpacked::<Dataset>(body(&name, record)?).map_err(|_| StoreError::Damaged { name })?;
            records.push((id, record.to_vec()));
        }
        let named = |item: &Item| records.iter().any(|(id, _)| *id == item.id);
        match !rest.has_failed() && rest.is_empty() && shelf.items.iter().all(named) {
            true => Ok(Backup { shelf, records }),
            false => Err(damaged()),
        }
    }

    /// What of it is not on the shelf yet, and puts that there under names that are free. Nothing on the shelf changes.
    pub fn add_to(&self, shelf: &mut Shelf) -> Vec<(DatasetId, &[u8])> {
        let mut put = Vec::new();
        let open = shelf.open;
        for item in &self.shelf.items {
            let record = self.records.iter().find(|(id, _)| *id == item.id);
            if let Some((id, record)) = record.filter(|(id, _)| shelf.item(*id).is_none()) {
                shelf.add(item.clone(), None);
                put.push((*id, record.as_slice()));
            }
        }
        shelf.open = open.or(shelf.open);
        put
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::{import::read_leads, playbook::Playbook},
        engine::import::{Choices, Kind, Remembered},
        pack::Packed,
        protocol::View,
    };

    fn backup(id: DatasetId, name: &str) -> Backup {
        let csv: &[u8] = include_bytes!("../../public/a_tier_leads.csv");
        let import = read_leads(csv).expect("leads");
        let dataset = Dataset::synthesise(name, import, Playbook::default()).expect("five channels");
        let record = record::encode(&dataset);
        let item = Item {
            id,
            name: name.to_owned(),
            checksum: dataset.source.checksum.to_string(),
            kind: Kind::Leads,
            rows: 61,
            bytes: record.len() as u64,
            stored: 1_764_000_000,
            view: View::default(),
        };
        let mut shelf = Shelf::default();
        shelf.add(item, None);
        Backup { shelf, records: vec![(id, record)] }
    }

    #[test]
    fn a_backup_comes_back() {
        let made = backup(7, "a.csv");
        assert_eq!(Backup::of_bytes(&made.clone().into_bytes()), Ok(made));
    }

    #[test]
    fn a_file_that_is_none_or_was_cut_or_changed_is_refused() {
        let bytes = backup(7, "a.csv").into_bytes();
        assert_eq!(Backup::of_bytes(b"property_id,sii"), Err(StoreError::NoBackup));
        for end in (0..bytes.len()).step_by(97) {
            assert!(Backup::of_bytes(&bytes[..end]).is_err(), "cut at {end}");
        }
        for at in (MARK.len()..bytes.len()).step_by(101) {
            let mut changed = bytes.clone();
            changed[at] ^= 4;
            assert!(Backup::of_bytes(&changed).is_err(), "changed at {at}");
        }
    }

    /// Its checksums are right; what is in it points to a persona that is not there.
    #[test]
    fn a_backup_that_somebody_made_up_is_refused() {
        let mut made = backup(7, "a.csv");
        let mut dataset: Dataset = record::decode("dataset-7", &made.records[0].1).expect("own output");
        if let crate::domain::dataset::Content::Leads(of) = &mut dataset.source.content {
            of.leads.personas = crate::domain::lead::Names::default();
        }
        made.records[0].1 = record::encode(&dataset);
        assert_eq!(Backup::of_bytes(&made.into_bytes()), Err(StoreError::Damaged { name: "dataset-7".to_owned() }));
    }

    #[test]
    fn what_is_stored_is_never_written_over() {
        let mut shelf = backup(1, "a.csv").shelf;
        let before = shelf.clone();
        let (same, other) = (backup(1, "a.csv"), backup(2, "a.csv"));
        assert_eq!(same.add_to(&mut shelf), []);
        assert_eq!(shelf, before);
        assert_eq!(other.add_to(&mut shelf).len(), 1);
        let names: Vec<(DatasetId, &str)> = shelf.items.iter().map(|item| (item.id, item.name.as_str())).collect();
        assert_eq!(names, [(1, "a.csv"), (2, "a.csv (2)")]);
        assert_eq!(shelf.open, Some(1));
    }

    #[test]
    fn one_dataset_alone_takes_nothing_of_the_others_along() {
        let mut shelf = backup(1, "a.csv").shelf;
        shelf.add(backup(2, "b.csv").shelf.items.remove(0), None);
        shelf.playbooks.push(Packed::of(&Playbook::default()));
        shelf.remembered.push(Remembered { header: 7, choices: Choices::default() });
        shelf.backed_up = Some(7);
        let alone = shelf.alone(1);
        assert_eq!(alone, Shelf { items: vec![shelf.items[0].clone()], open: Some(1), ..Shelf::default() });
    }

    #[test]
    fn onto_an_empty_shelf_something_is_open() {
        let mut shelf = Shelf::default();
        backup(2, "a.csv").add_to(&mut shelf);
        assert_eq!(shelf.open, Some(2));
    }
}
