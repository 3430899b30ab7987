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

    /// Reads the newest shelf that is whole. Whoever `tends` the stores also brings the other one up to it, and removes what
    /// a save left that did not come to its end. What is wrong with the copy is told and does no harm.
    pub async fn open(&self, tends: bool) -> Result<Kept, StoreError> {
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
            copied => copied.ok().flatten(),
        };
        let lost = matches!(main, Ok(None) | Err(StoreError::Damaged { .. }));
        let of_main = main.as_ref().ok().and_then(|read| read.as_ref()).map(|(generation, _)| *generation);
        match copied {
            Some((generation, shelf)) if lost || of_main.is_some_and(|known| known < generation) => {
                // What cannot be brought back hinders nothing else: it is told where it is asked for.
                let tended = if tends { self.bring_back(copy, generation, &shelf).await } else { Ok(()) };
                Ok(Kept { generation, shelf, recovered: true, copy_fault: tended.err(), ..Kept::default() })
            }
            _ => {
                let (generation, shelf) = main?.unwrap_or_default();
                let mut kept = Kept { generation, shelf, ..Kept::default() };
                if tends && generation > 0 {
                    kept.copy_fault = self.tend(copy, &kept).await.err();
                }
                Ok(kept)
            }
        }
    }

    /// Brings the store up to the copy; in both nothing else is left.
    async fn bring_back(&self, copy: &C, generation: u64, shelf: &Shelf) -> Result<(), StoreError> {
        align(copy, &self.main, generation, shelf).await?;
        sweep(&self.main, generation, shelf).await?;
        sweep(copy, generation, shelf).await
    }

    /// Brings the copy up to the store, and each up to what only the other one has.
    async fn tend(&self, copy: &C, kept: &Kept) -> Result<(), StoreError> {
        let of_copy = copy.shelf().await?.map(|(generation, _)| generation);
        if of_copy != Some(kept.generation) || lacks(copy, &kept.shelf).await? {
            align(&self.main, copy, kept.generation, &kept.shelf).await?;
        }
        if lacks(&self.main, &kept.shelf).await? {
            align(copy, &self.main, kept.generation, &kept.shelf).await?;
        }
        sweep(copy, kept.generation, &kept.shelf).await
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
        let followed = match copy.write(batch).await {
            Err(StoreError::Overtaken) => self.make_up(copy, batch).await,
            followed => followed,
        };
        Ok(followed.err())
    }

    /// The copy missed an earlier save: what it lacks is written now, and what was removed meanwhile is removed.
    async fn make_up(&self, copy: &C, batch: Batch<'_>) -> Result<(), StoreError> {
        let shelf = record::decode(SHELF, batch.shelf)?;
        align(&self.main, copy, batch.generation, &shelf).await?;
        sweep(copy, batch.generation, &shelf).await
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

/// Whether a store lacks a record of the shelf.
async fn lacks(store: &impl Store, shelf: &Shelf) -> Result<bool, StoreError> {
    let there = store.list().await?;
    Ok(shelf.items.iter().any(|item| !there.contains(&(record::name(item.id), item.bytes))))
}

/// Writes to one store what it lacks of another one: records one by one, the shelf last. What the other one lacks too is
/// told, and hinders nothing else.
async fn align(from: &impl Store, to: &impl Store, generation: u64, shelf: &Shelf) -> Result<(), StoreError> {
    let there = to.list().await?;
    let mut missing = None;
    for item in &shelf.items {
        let name = record::name(item.id);
        if there.contains(&(name.clone(), item.bytes)) {
            continue;
        }
        let Some(found) = from.dataset(item.id).await? else {
            missing = Some(StoreError::Gone { name: item.name.clone() });
            continue;
        };
        let empty = || (0, record::encode(&Shelf::default()));
        let (former, shelf) = to.shelf().await?.unwrap_or_else(empty);
        let put = [(item.id, found.as_slice())];
        to.write(Batch { expect: None, generation: former, shelf: &shelf, put: &put, remove: &[] }).await?;
    }
    let shelf = record::encode(shelf);
    to.write(Batch { expect: None, generation, shelf: &shelf, put: &[], remove: &[] }).await?;
    missing.map_or(Ok(()), Err)
}

/// Removes the datasets that are not on the shelf.
async fn sweep(store: &impl Store, generation: u64, shelf: &Shelf) -> Result<(), StoreError> {
    let listed = store.list().await?;
    let left = listed.iter().filter(|(name, _)| !shelf.records().any(|known| known == *name));
    let left: Vec<DatasetId> = left.filter_map(|(name, _)| record::id(name)).collect();
    if left.is_empty() {
        return Ok(());
    }
    // Where another tab has saved meanwhile, it may be its own.
    let (expect, shelf) = (Some(generation), record::encode(shelf));
    store.write(Batch { expect, generation, shelf: &shelf, put: &[], remove: &left }).await
}
