//! Two stores in step: what is acknowledged is in both, and what one of them lost comes back from the other.

use crate::pack::Pack;

use super::{
    Batch, DatasetId, Shelf, Store, StoreError,
    record::{self, SHELF},
};

/// A store, and a second one that holds a copy, where there is one.
pub struct Keeper<M, C> {
    main: M,
    copy: Option<C>,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Pack)]
pub struct Kept {
    pub generation: u64,
    pub shelf: Shelf,
    /// The store had lost it, or part of it: it came from the copy.
    pub recovered: bool,
    /// What is wrong with the copy, where something is.
    pub copy_fault: Option<StoreError>,
    /// Why nothing lasts beyond the page, where that is so.
    pub memory_only: Option<StoreError>,
}

impl<M: Store, C: Store> Keeper<M, C> {
    pub fn new(main: M, copy: Option<C>) -> Keeper<M, C> {
        Keeper { main, copy }
    }

    pub fn main(&self) -> &M {
        &self.main
    }

    /// Whether there is a second store.
    pub fn has_copy(&self) -> bool {
        self.copy.is_some()
    }

    /// Reads the newest shelf that is whole. Whoever `tends` the stores also brings the other one up to it, and removes what
    /// a save left that did not come to its end.
    pub async fn open(&self, tends: bool) -> Result<Kept, StoreError> {
        let kept = self.newest(tends).await?;
        if tends && let Some(copy) = &self.copy {
            let listed = copy.list().await?;
            let left = listed.iter().filter(|(name, _)| !kept.shelf.records().any(|known| known == *name));
            let left: Vec<DatasetId> = left.filter_map(|(name, _)| record::id(name)).collect();
            if !left.is_empty() {
                let shelf = record::encode(&kept.shelf);
                let Kept { generation, .. } = kept;
                copy.write(Batch { expect: None, generation, shelf: &shelf, put: &[], remove: &left }).await?;
            }
        }
        Ok(kept)
    }

    async fn newest(&self, tends: bool) -> Result<Kept, StoreError> {
        let main = read_shelf(&self.main).await;
        // What a newer version wrote is not touched, wherever it stands.
        if let Err(error @ (StoreError::Newer { .. } | StoreError::NewerStorage)) = main {
            return Err(error);
        }
        let Some(copy) = &self.copy else {
            let (generation, shelf) = main?.unwrap_or_default();
            return Ok(Kept { generation, shelf, ..Kept::default() });
        };
        let copied = match read_shelf(copy).await {
            Err(error @ StoreError::Newer { .. }) => return Err(error),
            copied => copied,
        };
        let generation = |read: &Result<Option<(u64, Shelf)>, StoreError>| match read {
            Ok(Some((generation, _))) => Some(*generation),
            _ => None,
        };
        match (generation(&main), generation(&copied)) {
            (None, None) => {
                let (generation, shelf) = main?.unwrap_or_default();
                Ok(Kept { generation, shelf, ..Kept::default() })
            }
            (of_main, of_copy) if of_main >= of_copy => {
                let (generation, shelf) = main?.unwrap_or_default();
                let behind = tends && of_main > of_copy;
                let fault = if behind { align(&self.main, copy, generation, &shelf).await.err() } else { None };
                Ok(Kept { generation, shelf, copy_fault: fault, ..Kept::default() })
            }
            _ => {
                let (generation, shelf) = copied?.unwrap_or_default();
                if tends {
                    align(copy, &self.main, generation, &shelf).await?;
                }
                Ok(Kept { generation, shelf, recovered: true, ..Kept::default() })
            }
        }
    }

    /// The record of a dataset, whole: from the copy where the store lost it.
    pub async fn dataset(&self, id: DatasetId) -> Result<Vec<u8>, StoreError> {
        let name = record::name(id);
        let whole = |read: Result<Option<Vec<u8>>, StoreError>| {
            let record = read?.ok_or_else(|| StoreError::Gone { name: name.clone() })?;
            record::body(&name, &record)?;
            Ok(record)
        };
        let main = whole(self.main.dataset(id).await);
        match (&main, &self.copy) {
            (Err(StoreError::Gone { .. } | StoreError::Damaged { .. } | StoreError::Failed { .. }), Some(copy)) => {
                whole(copy.dataset(id).await).or(main)
            }
            _ => main,
        }
    }

    /// Writes to the store, then to the copy; what is wrong with the copy, where only that failed.
    pub async fn write(&self, batch: Batch<'_>) -> Result<Option<StoreError>, StoreError> {
        self.main.write(batch).await?;
        let Some(copy) = &self.copy else { return Ok(None) };
        // The store decided which generation it is; the copy follows.
        Ok(copy.write(Batch { expect: None, ..batch }).await.err())
    }

    /// What is there in both, by name, with bytes.
    pub async fn list(&self) -> Result<[Vec<(String, u64)>; 2], StoreError> {
        let copy = match &self.copy {
            Some(copy) => copy.list().await?,
            None => Vec::new(),
        };
        Ok([self.main.list().await?, copy])
    }

    /// Erases both, and looks that nothing is left.
    pub async fn erase(&self) -> Result<(), StoreError> {
        if let Some(copy) = &self.copy {
            copy.erase().await?;
        }
        self.main.erase().await?;
        match self.list().await?.into_iter().flatten().next() {
            Some((name, _)) => Err(StoreError::Failed { cause: format!("the {name} is still there") }),
            None => Ok(()),
        }
    }
}

async fn read_shelf(store: &impl Store) -> Result<Option<(u64, Shelf)>, StoreError> {
    match store.shelf().await? {
        Some((generation, record)) => record::decode(SHELF, &record).map(|shelf| Some((generation, shelf))),
        None => Ok(None),
    }
}

/// Writes to one store what it lacks of another one.
async fn align(from: &impl Store, to: &impl Store, generation: u64, shelf: &Shelf) -> Result<(), StoreError> {
    let there = to.list().await?;
    let mut found = Vec::new();
    for item in &shelf.items {
        let name = record::name(item.id);
        if !there.contains(&(name, item.bytes))
            && let Some(record) = from.dataset(item.id).await?
        {
            found.push((item.id, record));
        }
    }
    let put: Vec<(DatasetId, &[u8])> = found.iter().map(|(id, record)| (*id, record.as_slice())).collect();
    let shelf = record::encode(shelf);
    to.write(Batch { expect: None, generation, shelf: &shelf, put: &put, remove: &[] }).await
}
