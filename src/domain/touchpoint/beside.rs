//! What is known of the customer beside a touch.

use super::{
    cells::{Cells, Columns, Name},
    staging::Staging,
};
use crate::domain::{import::Rejection, intern::Interner, zip::Zip};

/// Most combinations of cells that are remembered, and most bytes of them.
const MOST: usize = 1 << 16;
const MOST_BYTES: usize = 4 << 20;

/// Numbers of combinations. Most rows have the same cells as an earlier one: where these stand side by side, one look
/// finds them all.
#[derive(Default)]
pub(super) struct Beside {
    /// The cells in the order of the file, as they stand.
    cells: Interner,
    ends: Vec<u32>,
    numbers: Vec<u32>,
    /// The combination that is being made.
    parts: Vec<u8>,
}

impl Beside {
    /// The number of a row's combination among those of `staging`.
    pub(super) fn number(
        &mut self,
        cells: &Cells,
        columns: &Columns,
        staging: &mut Staging,
    ) -> Result<u32, Box<Rejection>> {
        let Some(side_by_side) =
            columns.side_by_side.as_ref().and_then(|columns| cells.row.side_by_side(*columns.start(), *columns.end()))
        else {
            return self.combined(cells, columns, staging);
        };
        let width = columns.beside.len();
        let known = self.cells.find(side_by_side.bytes).map(|known| known as usize);
        if let Some(known) = known
            && side_by_side.end_at(&self.ends[known * width..][..width])
        {
            return Ok(self.numbers[known]);
        }
        let number = self.combined(cells, columns, staging)?;
        let bytes = self.cells.bytes() + side_by_side.bytes.len();
        if known.is_none() && self.numbers.len() < MOST && bytes <= MOST_BYTES {
            self.cells.intern(side_by_side.bytes);
            self.ends.extend(side_by_side.ends());
            self.numbers.push(number);
        }
        Ok(number)
    }

    fn combined(&mut self, cells: &Cells, columns: &Columns, staging: &mut Staging) -> Result<u32, Box<Rejection>> {
        let among = |at: Option<usize>, known: &Interner| at.map_or(Ok(Name::New(b"")), |at| cells.among(at, known));
        let persona = among(columns.persona, &staging.personas.0)?;
        let play = among(columns.play, &staging.plays.0)?;
        let zip = columns.zip.and_then(|at| str::from_utf8(cells.row.cell(at)).ok()).map_or(Zip::Unknown, Zip::read);
        let persona = persona.number_or_0(&mut staging.personas.0);
        let play = play.number_or_0(&mut staging.plays.0);
        let zip = match zip {
            Zip::Known(zip) => zip + 1,
            Zip::Unknown => 0,
        };
        self.parts.clear();
        let mut combine = |number: u32| self.parts.extend_from_slice(&number.to_le_bytes());
        [persona, play, zip].into_iter().for_each(&mut combine);
        for (at, segment) in columns.segments.iter().zip(&mut staging.segments) {
            combine(segment.number(cells, *at));
        }
        Ok(staging.combinations.intern(&self.parts))
    }
}
