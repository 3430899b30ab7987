//! Records in the browser's private files (the origin-private file system).
//!
//! A file is not written at one stroke. So the shelf has two, of which a save writes the older one: it counts once its
//! checksum fits. A dataset's file is written before the shelf that names it, and never again.

use js_sys::{AsyncIterator, Promise, Reflect, Uint8Array, global};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DedicatedWorkerGlobalScope, DomException, File, FileSystemDirectoryHandle, FileSystemFileHandle,
    FileSystemGetDirectoryOptions, FileSystemGetFileOptions, FileSystemSyncAccessHandle,
};
use xxhash_rust::xxh3::xxh3_64;

use super::{schedule, storage::Written, wire::describe};
use crate::store::{Batch, DatasetId, Store, StoreError, record};

/// The files of the shelf.
const SLOTS: [&str; 2] = ["shelf-0", "shelf-1"];

/// A worker that was ended holds a file for a moment longer: how often it is tried again, and after how many milliseconds.
const TRIES: u32 = 20;
const PAUSE: i32 = 50;

/// Bytes that are written at once.
const PIECE: usize = 4 << 20;

/// One folder of this origin.
pub struct PrivateFiles {
    folder: FileSystemDirectoryHandle,
    written: Written,
}

impl PrivateFiles {
    /// Opens the folder, making it where it is not there.
    pub async fn open(name: &str, written: Written) -> Result<PrivateFiles, StoreError> {
        PrivateFiles::opened(name, written).await.map_err(|error| StoreError::Blocked { cause: describe(&error) })
    }

    async fn opened(name: &str, written: Written) -> Result<PrivateFiles, JsValue> {
        let scope: DedicatedWorkerGlobalScope = global().unchecked_into();
        let storage = scope.navigator().storage();
        // Some browsers have no such function.
        Reflect::get(&storage, &"getDirectory".into())?.dyn_into::<js_sys::Function>()?;
        let root: FileSystemDirectoryHandle = wait(storage.get_directory()).await?;
        let options = FileSystemGetDirectoryOptions::new();
        options.set_create(true);
        Ok(PrivateFiles { folder: wait(root.get_directory_handle_with_options(name, &options)).await?, written })
    }

    async fn read(&self, name: &str) -> Result<Option<Vec<u8>>, JsValue> {
        let handle: FileSystemFileHandle = match wait(self.folder.get_file_handle(name)).await {
            Ok(handle) => handle,
            Err(error) if is_named(&error, "NotFoundError") => return Ok(None),
            Err(error) => return Err(error),
        };
        let file: File = wait(handle.get_file()).await?;
        Ok(Some(Uint8Array::new(&JsFuture::from(file.array_buffer()).await?).to_vec()))
    }

    async fn put(&self, name: &str, parts: &[&[u8]]) -> Result<(), JsValue> {
        let options = FileSystemGetFileOptions::new();
        options.set_create(true);
        let handle: FileSystemFileHandle = wait(self.folder.get_file_handle_with_options(name, &options)).await?;
        let mut tries = 0;
        let access: FileSystemSyncAccessHandle = loop {
            match wait(handle.create_sync_access_handle()).await {
                Err(error) if is_named(&error, "NoModificationAllowedError") && tries < TRIES => {
                    tries += 1;
                    schedule::after(PAUSE).await;
                }
                opened => break opened?,
            }
        };
        let written = self.write_all(&access, parts).await;
        access.close();
        written
    }

    /// Writes a file anew and waits until the disk has it.
    ///
    /// In pieces, so that the program answers in between.
    async fn write_all(&self, access: &FileSystemSyncAccessHandle, parts: &[&[u8]]) -> Result<(), JsValue> {
        access.truncate_with_u32(0)?;
        for part in parts.iter().flat_map(|part| part.chunks(PIECE)) {
            if part.len() == PIECE {
                schedule::after(0).await;
            }
            let written = access.write_with_u8_array(part)?;
            if written as usize != part.len() {
                return Err(
                    DomException::new_with_message_and_name("not all was written", "QuotaExceededError")?.into()
                );
            }
            (self.written)(part.len());
        }
        access.flush()
    }

    async fn remove(&self, name: &str) -> Result<(), JsValue> {
        match JsFuture::from(self.folder.remove_entry(name)).await {
            Err(error) if !is_named(&error, "NotFoundError") => Err(error),
            _ => Ok(()),
        }
    }

    async fn names(&self) -> Result<Vec<String>, JsValue> {
        let keys: AsyncIterator = self.folder.keys();
        let mut names = Vec::new();
        loop {
            let next = JsFuture::from(keys.next()?).await?;
            if Reflect::get(&next, &"done".into())?.is_truthy() {
                return Ok(names);
            }
            names.extend(Reflect::get(&next, &"value".into())?.as_string());
        }
    }

    /// Both shelves as far as they are whole.
    async fn slots(&self) -> Result<[Option<(u64, Vec<u8>)>; 2], JsValue> {
        let [first, second] = SLOTS;
        Ok([self.slot(first).await?, self.slot(second).await?])
    }

    async fn slot(&self, name: &str) -> Result<Option<(u64, Vec<u8>)>, JsValue> {
        let file = self.read(name).await?.unwrap_or_default();
        let Some((generation, rest)) = file.split_first_chunk::<8>() else { return Ok(None) };
        let Some((checksum, shelf)) = rest.split_first_chunk::<8>() else { return Ok(None) };
        let is_whole = checksum_of(*generation, shelf) == *checksum;
        Ok(is_whole.then(|| (u64::from_le_bytes(*generation), shelf.to_vec())))
    }

    async fn save(&self, batch: Batch<'_>) -> Result<(), JsValue> {
        let slots = self.slots().await?;
        let generation = |slot: usize| slots[slot].as_ref().map(|(generation, _)| *generation);
        let newest = usize::from(generation(1) > generation(0));
        if batch.expect.is_some_and(|expect| expect != generation(newest).unwrap_or_default()) {
            return Err(OVERTAKEN.into());
        }
        for (id, record) in batch.put {
            self.put(&record::name(*id), &[record]).await?;
        }
        let next = batch.generation.to_le_bytes();
        let older = SLOTS[1 - newest];
        self.put(older, &[&next, &checksum_of(next, batch.shelf), batch.shelf]).await?;
        for id in batch.remove {
            self.remove(&record::name(*id)).await?;
        }
        Ok(())
    }

    async fn listed(&self) -> Result<Vec<(String, u64)>, JsValue> {
        let mut listed = Vec::new();
        for name in self.names().await? {
            let handle: FileSystemFileHandle = wait(self.folder.get_file_handle(&name)).await?;
            let file: File = wait(handle.get_file()).await?;
            listed.push((name, file.size() as u64));
        }
        Ok(listed)
    }

    async fn cleared(&self) -> Result<(), JsValue> {
        for name in self.names().await? {
            self.remove(&name).await?;
        }
        Ok(())
    }
}

impl Store for PrivateFiles {
    async fn shelf(&self) -> Result<Option<(u64, Vec<u8>)>, StoreError> {
        let [first, second] = self.slots().await.map_err(|error| store_error(&error))?;
        Ok(first.into_iter().chain(second).max_by_key(|(generation, _)| *generation))
    }

    async fn dataset(&self, id: DatasetId) -> Result<Option<Vec<u8>>, StoreError> {
        self.read(&record::name(id)).await.map_err(|error| store_error(&error))
    }

    async fn write(&self, batch: Batch<'_>) -> Result<(), StoreError> {
        self.save(batch).await.map_err(|error| store_error(&error))
    }

    async fn list(&self) -> Result<Vec<(String, u64)>, StoreError> {
        self.listed().await.map_err(|error| store_error(&error))
    }

    async fn erase(&self) -> Result<(), StoreError> {
        self.cleared().await.map_err(|error| store_error(&error))
    }
}

/// Thrown where another generation is in force than the one that was expected.
const OVERTAKEN: &str = "overtaken";

fn checksum_of(generation: [u8; 8], shelf: &[u8]) -> [u8; 8] {
    // Two checksums, so that the record need not be put together.
    (xxh3_64(shelf) ^ xxh3_64(&generation)).to_le_bytes()
}

async fn wait<T: JsCast>(promise: Promise) -> Result<T, JsValue> {
    JsFuture::from(promise).await?.dyn_into()
}

fn is_named(error: &JsValue, name: &str) -> bool {
    error.dyn_ref::<DomException>().is_some_and(|error| error.name() == name)
}

fn store_error(error: &JsValue) -> StoreError {
    match error.as_string().as_deref() {
        Some(OVERTAKEN) => StoreError::Overtaken,
        _ if is_named(error, "QuotaExceededError") => StoreError::Full,
        _ => StoreError::Failed { cause: describe(error) },
    }
}
