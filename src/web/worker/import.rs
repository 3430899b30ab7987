//! Reading a file: what must be fetched for it, and what it will come to.

use std::io;

use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, Response, StorageEstimate};

use super::{Running, Worker};
use crate::{
    domain::{
        import::{
            FileFault, Input, KNOWN_COLUMNS, LeadImport, Pass,
            table::{Foreign, Hints},
        },
        touchpoint::Join,
    },
    engine::{
        EngineError,
        import::{Choices, ImportJob},
    },
    protocol::{Beside, FromWorker, Reply},
    web::{
        blob_reader::BlobReader,
        post::{post, reply, scope},
        wire,
    },
};

/// A file that is to be read once its first bytes are there.
pub(super) struct Opening {
    id: u32,
    name: String,
    choices: Choices,
    beside: Beside,
    /// The file's bytes, and its size.
    reader: io::Result<(BlobReader, u64)>,
    leads: Option<Blob>,
}

impl Worker {
    pub(super) fn open(&self, id: u32, name: String, choices: Choices, beside: Beside, files: Vec<Blob>) {
        let mut files = files.into_iter();
        let file = files.next().ok_or_else(|| io::Error::other("no file came with the request"));
        let reader = file.and_then(|blob| {
            let size = blob.size() as u64;
            Ok((self.reader(blob)?, size))
        });
        let leads = files.next();
        self.0.borrow_mut().opening = Some(Opening { id, name, choices, beside, reader, leads });
        self.request_turn();
    }

    pub(super) fn start_import(&self, opening: Opening) {
        let Opening { id, name, choices, mut beside, reader, leads } = opening;
        let transcoded = beside.transcoded.take();
        let unreadable = |cause: String| EngineError::File(FileFault::Unreadable { cause });
        let started = reader.map_err(|error| unreadable(error.to_string())).and_then(|(reader, size)| {
            let size = transcoded.as_ref().map_or(size, |was| was.bytes);
            let foreign = transcoded.map_or(Foreign::Refuse, Foreign::Transcoded);
            let mut job = ImportJob::start_with(&name, Some(size), reader, &choices, &beside.remembered, foreign)?;
            match (&choices.leads, leads) {
                (Some(name), Some(leads)) => job.join(joined(leads, name.clone())?),
                (Some(name), None) => {
                    return Err(unreadable(format!("{name} is not held any more: join the leads again")));
                }
                (None, _) => {}
            }
            Ok(job)
        });
        let zones = beside.zones.clone();
        self.0.borrow_mut().beside = beside;
        let job = match started {
            Ok(job) => job,
            Err(error) => {
                self.0.borrow_mut().arrivals = None;
                return reply(id, Reply::OpenFailed(error.into()));
            }
        };
        if let Some(estimate) = job.estimate() {
            spawn_local(async move { post(&FromWorker::Estimated { id, estimate, room: room().await }) });
        }
        let zones = zones.filter(|_| job.time_zone().is_some());
        let worker = self.clone();
        let Some(address) = zones else { return worker.begin_import(id, job) };
        spawn_local(async move {
            match fetched(&address).await {
                Ok(zones) => {
                    worker.0.borrow_mut().zones = Some(zones);
                    worker.begin_import(id, job);
                }
                Err(error) => {
                    worker.0.borrow_mut().arrivals = None;
                    let cause = format!("the time zones could not be loaded ({})", wire::describe(&error));
                    reply(id, Reply::OpenFailed(FileFault::Unreadable { cause }.into()));
                }
            }
        });
    }

    fn begin_import(&self, id: u32, job: ImportJob<BlobReader>) {
        self.0.borrow_mut().import = Some(Running { id, job, looked: false });
        self.request_turn();
    }
}

/// Leads that are joined to touchpoints; they are read at once.
fn joined(file: Blob, name: String) -> Result<Join, EngineError> {
    let unreadable = |cause: String| EngineError::File(FileFault::Unreadable { cause });
    let reader = BlobReader::new(file).map_err(|error| unreadable(error.to_string()))?;
    let hints = Hints { header: Some(true), ..Hints::default() };
    let opened = Input::open_with(reader, &hints, Foreign::Refuse, |name| KNOWN_COLUMNS.contains(&name));
    let mut import = opened.and_then(LeadImport::of_table).map_err(|fault| match fault {
        FileFault::NeedsCodec { .. } => unreadable(format!("{name} is packed or not in UTF-8: save it as UTF-8 first")),
        fault => fault.into(),
    })?;
    while import.read_rows(usize::MAX)? == Pass::Running {}
    Ok(Join { name, leads: import.finish()?.leads })
}

/// The bytes at an address of this site.
async fn fetched(address: &str) -> Result<Vec<u8>, JsValue> {
    let response: Response = JsFuture::from(scope().fetch_with_str(address)).await?.dyn_into()?;
    if !response.ok() {
        return Err(format!("status {}", response.status()).into());
    }
    let buffer: ArrayBuffer = JsFuture::from(response.array_buffer()?).await?.dyn_into()?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

/// Bytes that the browser has left for this site, where it says so.
async fn room() -> Option<u64> {
    let asked = scope().navigator().storage().estimate().ok()?;
    let estimate: StorageEstimate = JsFuture::from(asked).await.ok()?.unchecked_into();
    Some((estimate.get_quota()? - estimate.get_usage()?).max(0.0) as u64)
}
