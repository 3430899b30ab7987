//! Practice on made-up touchpoints, before there is a file.
//!
//! A browser compiles a program quickly at first, and well only where it has seen it at work for a while; what it has
//! compiled well is there for every worker of the page. A spare worker has nothing else to do: it reads some rows and
//! draws some replicates, and forgets them.

use std::{fmt::Write, hint::black_box, io, rc::Rc};

use js_sys::Array;
use wasm_bindgen::JsValue;
use web_sys::Blob;

use crate::{
    domain::{dataset::Dataset, import::table::Foreign, playbook::Playbook},
    engine::{
        Step,
        attribute::{AttributeJob, Purpose},
        import::{Choices, ImportJob},
        query::Query,
    },
    web::blob_reader::BlobReader,
};

/// Rows that are read: so many until the last of the functions that see every row is compiled anew.
const ROWS: u32 = 40_000;

/// Replicates that are drawn, and how often all begins anew: what is done once for a file is known as well then.
const REPLICATES: u32 = 60;
const ROUNDS: u32 = 5;

/// Bytes of memory that are taken into use: what a file of 40 MB needs. A program's memory does not shrink again.
const MEMORY: usize = 32 << 20;

/// Where practice stands.
pub(super) enum Practice {
    Start,
    /// The first bytes are on their way.
    Arriving(BlobReader),
    Reading(Box<ImportJob<BlobReader>>),
    Drawing {
        dataset: Rc<Dataset>,
        job: Box<AttributeJob>,
        rounds: u32,
    },
}

impl Practice {
    /// Goes on for a few milliseconds; `None` at its end. What fails is not practised. `reader` makes a file to be read in
    /// turns.
    pub(super) fn step(self, reader: impl FnOnce(Blob) -> io::Result<BlobReader>) -> Option<Practice> {
        match self {
            Practice::Start => {
                // The system gives a page of memory when it is first written to, which takes longer than to read a row.
                let mut memory = Vec::new();
                if memory.try_reserve_exact(MEMORY).is_ok() {
                    memory.resize(MEMORY, 1_u8);
                }
                drop(black_box(memory));
                let text = Array::of1(&JsValue::from_str(&rows()));
                Some(Practice::Arriving(reader(Blob::new_with_str_sequence(&text).ok()?).ok()?))
            }
            Practice::Arriving(reader) => {
                let job = ImportJob::start_with("", None, reader, &Choices::default(), &[], Foreign::Refuse).ok()?;
                Some(Practice::Reading(Box::new(job)))
            }
            Practice::Reading(mut job) => match job.step().ok()? {
                Step::More(_) => Some(Practice::Reading(job)),
                Step::Done(()) => drawing(Rc::new(job.finish(Playbook::default(), None).ok()?), ROUNDS),
            },
            Practice::Drawing { dataset, mut job, rounds } => {
                job.step().ok()?;
                black_box(job.reported());
                match job.drawn() < REPLICATES {
                    true => Some(Practice::Drawing { dataset, job, rounds }),
                    false => drawing(dataset, rounds - 1),
                }
            }
        }
    }
}

/// `None` where no round is left.
fn drawing(dataset: Rc<Dataset>, rounds: u32) -> Option<Practice> {
    if rounds == 0 {
        return None;
    }
    let job = Box::new(AttributeJob::start(&dataset, Query::default(), Purpose::Report, None).ok()?);
    Some(Practice::Drawing { dataset, job, rounds })
}

/// Touchpoints of a few customers in no order, with the columns that most files have.
fn rows() -> String {
    let mut text = "customer_id,timestamp,channel,converted,value,campaign\n".to_owned();
    let mut state = 1_u32;
    // The upper bits of a linear congruential generator (Numerical Recipes' "quick and dirty" one).
    let mut below = |count: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        ((u64::from(state) * u64::from(count)) >> 32) as u32
    };
    for _ in 0..ROWS {
        let customer = 100_000 + below(ROWS / 4);
        let (month, day, hour, minute) = (1 + below(9), 1 + below(28), 10 + below(10), 10 + below(49));
        let (channel, campaign, converts) = (below(10), below(20), below(12) == 0);
        let value = if converts { "25.50" } else { "" };
        let written = writeln!(
            text,
            "c{customer},2025-0{month}-{day:02}T{hour}:{minute}:00,channel {channel},{},{value},campaign {campaign}",
            u8::from(converts),
        );
        if written.is_err() {
            break;
        }
    }
    text
}
