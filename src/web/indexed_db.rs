//! Records in IndexedDB, each write one transaction with strict durability.
//!
//! A record is kept as blocks under keys of its name and their number, so that no value is larger than a block.

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array, global};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DedicatedWorkerGlobalScope, DomException, IdbDatabase, IdbKeyRange, IdbObjectStore, IdbOpenDbRequest, IdbRequest,
    IdbTransaction, console,
};

use super::{storage::Written, wire::describe};
use crate::store::{
    Batch, DatasetId, Store, StoreError,
    record::{self, SHELF},
};

/// The database's own version: raised when its object stores change.
const VERSION: u32 = 3;
const RECORDS: &str = "records";

/// The key under which the generation of the shelf stands.
const GENERATION: &str = "generation";

/// Bytes of a block.
const BLOCK: usize = 4 << 20;

/// Records in one database of this origin.
pub struct IndexedDbStore {
    database: IdbDatabase,
    written: Written,
}

impl IndexedDbStore {
    /// Opens the database, making it where it is not there.
    pub async fn open(name: &str, written: Written) -> Result<IndexedDbStore, StoreError> {
        IndexedDbStore::opened(name, written).await.map_err(|error| match store_error(&error) {
            StoreError::Failed { cause } => StoreError::Blocked { cause },
            known => known,
        })
    }

    async fn opened(name: &str, written: Written) -> Result<IndexedDbStore, JsValue> {
        let scope: DedicatedWorkerGlobalScope = global().unchecked_into();
        let factory = scope.indexed_db()?.ok_or("this browser has no IndexedDB")?;
        let request = factory.open_with_u32(name, VERSION)?;
        let upgrading = request.clone();
        let upgrade = Closure::once_into_js(move || {
            // An upgrade that fails fails the opening.
            if let Err(error) = upgrade(&upgrading) {
                console::error_2(&"the storage could not be made".into(), &error);
                if let Some(Err(error)) = upgrading.transaction().map(|transaction| transaction.abort()) {
                    console::error_1(&error);
                }
            }
        });
        request.set_onupgradeneeded(Some(upgrade.unchecked_ref()));
        let database: IdbDatabase = result(&request).await?.unchecked_into();
        // A newer version of the page, in another tab, need not wait for this one.
        let close: Function = Reflect::get(&database, &"close".into())?.unchecked_into();
        database.set_onversionchange(Some(&close.bind0(&database)));
        Ok(IndexedDbStore { database, written })
    }

    fn begin(&self, mode: &str) -> Result<IdbTransaction, JsValue> {
        let options = Object::new();
        Reflect::set(&options, &"durability".into(), &"strict".into())?;
        let begin: Function = Reflect::get(&self.database, &"transaction".into())?.unchecked_into();
        Ok(begin.call3(&self.database, &RECORDS.into(), &mode.into(), &options)?.unchecked_into())
    }

    fn records(&self) -> Result<IdbObjectStore, JsValue> {
        self.begin("readonly")?.object_store(RECORDS)
    }

    async fn put(&self, batch: Batch<'_>) -> Result<(), JsValue> {
        let transaction = self.begin("readwrite")?;
        let end = Promise::new(&mut |complete, abort| {
            transaction.set_oncomplete(Some(&complete));
            transaction.set_onabort(Some(&abort));
        });
        let asked = self.ask(&transaction, batch).await;
        if asked.is_err() {
            // Where the browser has ended it already, there is nothing to end.
            if let Err(error) = transaction.abort() {
                console::debug_1(&error);
            }
        }
        match (asked, JsFuture::from(end).await) {
            (Err(error), _) => Err(error),
            (Ok(()), Ok(_)) => Ok(()),
            (Ok(()), Err(event)) => Err(transaction.error().map_or(event, JsValue::from)),
        }
    }

    /// Asks a transaction for all that a batch wants, once the generation is the expected one.
    async fn ask(&self, transaction: &IdbTransaction, batch: Batch<'_>) -> Result<(), JsValue> {
        let records = transaction.object_store(RECORDS)?;
        if let Some(expect) = batch.expect
            && generation(&records).await? != expect
        {
            return Err(OVERTAKEN.into());
        }
        for id in batch.remove {
            records.delete(&blocks_of(&record::name(*id))?)?;
        }
        for (id, bytes) in batch.put {
            self.put_blocks(&records, &record::name(*id), bytes).await?;
        }
        self.put_blocks(&records, SHELF, batch.shelf).await?;
        records.put_with_key(&(batch.generation as f64).into(), &key(GENERATION, 0)).map(drop)
    }

    /// Block by block, each once the one before is taken in: so that none but one is held twice.
    async fn put_blocks(&self, records: &IdbObjectStore, name: &str, record: &[u8]) -> Result<(), JsValue> {
        records.delete(&blocks_of(name)?)?;
        // A record of no bytes is a record.
        let empty = record.is_empty().then_some([].as_slice());
        for (number, block) in (0_u32..).zip(record.chunks(BLOCK).chain(empty)) {
            let request = records.put_with_key(&Uint8Array::from(block), &key(name, number))?;
            if block.len() == BLOCK {
                result(&request).await?;
            }
            (self.written)(block.len());
        }
        Ok(())
    }

    async fn listed(&self) -> Result<Vec<(String, u64)>, JsValue> {
        let records = self.records()?;
        let keys: Array = result(&records.get_all_keys()?).await?.unchecked_into();
        let mut listed: Vec<(String, u64)> = Vec::new();
        for key in keys.iter() {
            let name = key.unchecked_ref::<Array>().get(0).as_string().unwrap_or_default();
            if name == GENERATION {
                continue;
            }
            let block: Uint8Array = result(&records.get(&key)?).await?.unchecked_into();
            let bytes = u64::from(block.length());
            match listed.last_mut().filter(|(known, _)| *known == name) {
                Some((_, sum)) => *sum += bytes,
                None => listed.push((name, bytes)),
            }
        }
        Ok(listed)
    }

    async fn cleared(&self) -> Result<(), JsValue> {
        let transaction = self.begin("readwrite")?;
        let end = Promise::new(&mut |complete, abort| {
            transaction.set_oncomplete(Some(&complete));
            transaction.set_onabort(Some(&abort));
        });
        transaction.object_store(RECORDS)?.clear()?;
        JsFuture::from(end).await.map(drop)
    }
}

impl Drop for IndexedDbStore {
    fn drop(&mut self) {
        self.database.close();
    }
}

impl Store for IndexedDbStore {
    async fn shelf(&self) -> Result<Option<(u64, Vec<u8>)>, StoreError> {
        let read = async {
            let records = self.records()?;
            let generation = generation(&records).await?;
            Ok(read(&records, SHELF).await?.map(|record| (generation, record)))
        };
        read.await.map_err(|error: JsValue| store_error(&error))
    }

    async fn dataset(&self, id: DatasetId) -> Result<Option<Vec<u8>>, StoreError> {
        let read = async { read(&self.records()?, &record::name(id)).await };
        read.await.map_err(|error| store_error(&error))
    }

    async fn write(&self, batch: Batch<'_>) -> Result<(), StoreError> {
        self.put(batch).await.map_err(|error| match error.as_string().as_deref() {
            Some(OVERTAKEN) => StoreError::Overtaken,
            _ => store_error(&error),
        })
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

/// 0 where nothing was ever written.
async fn generation(records: &IdbObjectStore) -> Result<u64, JsValue> {
    Ok(result(&records.get(&key(GENERATION, 0))?).await?.as_f64().unwrap_or_default() as u64)
}

async fn read(records: &IdbObjectStore, name: &str) -> Result<Option<Vec<u8>>, JsValue> {
    let blocks: Array = result(&records.get_all_with_key(&blocks_of(name)?)?).await?.unchecked_into();
    let blocks: Vec<Uint8Array> = blocks.iter().map(|block| block.unchecked_into()).collect();
    let mut record = vec![0; blocks.iter().map(|block| block.length() as usize).sum()];
    let mut rest = record.as_mut_slice();
    for block in &blocks {
        let (place, behind) = rest.split_at_mut(block.length() as usize);
        block.copy_to(place);
        rest = behind;
    }
    Ok((!blocks.is_empty()).then_some(record))
}

/// Makes the object store. Before the first release, what an earlier version kept is dropped.
fn upgrade(request: &IdbOpenDbRequest) -> Result<(), JsValue> {
    let database: IdbDatabase = request.result()?.unchecked_into();
    if database.object_store_names().contains(RECORDS) {
        database.delete_object_store(RECORDS)?;
    }
    database.create_object_store(RECORDS).map(drop)
}

fn key(name: &str, number: u32) -> JsValue {
    Array::of2(&name.into(), &number.into()).into()
}

/// The keys of a record's blocks: lists sort by their parts, and a list behind every number.
fn blocks_of(name: &str) -> Result<JsValue, JsValue> {
    let name = JsValue::from_str(name);
    IdbKeyRange::bound(&Array::of1(&name), &Array::of2(&name, &Array::new())).map(JsValue::from)
}

/// Waits for a request.
async fn result(request: &IdbRequest) -> Result<JsValue, JsValue> {
    let settled = Promise::new(&mut |done, failed| {
        request.set_onsuccess(Some(&done));
        request.set_onerror(Some(&failed));
    });
    match JsFuture::from(settled).await {
        Ok(_) => request.result(),
        Err(event) => Err(request.error()?.map_or(event, JsValue::from)),
    }
}

fn store_error(error: &JsValue) -> StoreError {
    let cause = describe(error);
    match error.dyn_ref::<DomException>().map(DomException::name).as_deref() {
        Some("QuotaExceededError") => StoreError::Full,
        Some("SecurityError") => StoreError::Blocked { cause },
        Some("VersionError") => StoreError::NewerStorage,
        _ => StoreError::Failed { cause },
    }
}
