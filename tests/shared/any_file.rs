//! What must hold of any bytes that are opened as a file: nothing panics, no row is lost, and neither the parting
//! of the bytes nor a second reading changes anything. Shared by the fuzzer and the tests that replay its finds.

use std::io::{self, Read};

use touchline::{
    domain::{
        dataset::Dataset,
        import::{
            Input,
            table::{Advance, Hints},
        },
        playbook::Playbook,
        touchpoint::{settings::Settings, stamp::DateOrder},
    },
    engine::{
        EngineError, Step,
        import::{Choices, ImportJob, Kind},
    },
};

pub fn holds(bytes: &[u8]) {
    let whole = table(bytes);
    let drips = table(Drip(bytes, 1 + bytes.len() % 7));
    assert_eq!(whole, drips, "the parting of the bytes changed the table");
    for kind in Kind::ALL {
        let read = dataset(bytes, kind);
        if let Ok(dataset) = &read {
            let source = &dataset.source;
            assert_eq!(source.read, source.accepted + source.rejected.len() as u32, "a row is lost");
        }
        assert_eq!(
            read,
            dataset(Drip(bytes, 1 + bytes.len() % 5), kind),
            "the parting of the bytes changed the import"
        );
    }
}

/// Every cell of the table, or why there is none.
fn table(source: impl Read) -> Result<Vec<Vec<Vec<u8>>>, String> {
    let mut table = Input::open(source, &Hints::default(), |_| false).map_err(|fault| fault.to_string())?;
    let mut rows = Vec::new();
    loop {
        match table.advance().map_err(|fault| fault.to_string())? {
            Advance::Row => rows.push(table.row().iter().map(<[u8]>::to_vec).collect()),
            Advance::Rejected(rejection) => rows.push(vec![rejection.to_string().into_bytes()]),
            Advance::Idle => {}
            Advance::End => return Ok(rows),
        }
    }
}

fn dataset(source: impl Read, kind: Kind) -> Result<Dataset, EngineError> {
    // What a user would be asked is answered.
    let settings = Settings { date_order: Some(DateOrder::DayFirst), ..Settings::default() };
    let mut job =
        ImportJob::start("any", None, source, &Choices { kind: Some(kind), settings, ..Choices::default() }, &[])?;
    while let Step::More(_) = job.step()? {}
    job.finish(Playbook::default(), None)
}

/// A few bytes a read.
pub struct Drip<'a>(pub &'a [u8], pub usize);

impl Read for Drip<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = self.1.min(buffer.len());
        self.0.read(&mut buffer[..most])
    }
}
