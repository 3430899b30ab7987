//! One opened file: what was read of it, what was rejected, and its journeys.

use crate::pack::{Pack, Unpacker};

use super::{
    channel::{Channels, TooManyChannels},
    import::{
        Checksum, Column, Import, Rejection,
        path_table::{PathSource, PathsRead},
        table::Reading,
    },
    journey::{Journey, Journeys},
    lead::{Leads, NameId, Names},
    playbook::Playbook,
    touchpoint::{Observed, SegmentColumn, Touchpoints},
    zip::Zip,
};

/// What is kept of a file: all that is needed to have the journeys again, not the file.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct Source {
    /// The file's name, as given.
    pub name: String,
    pub bytes: u64,
    pub checksum: Checksum,
    /// Data rows in the file: accepted and rejected.
    pub read: u32,
    pub accepted: u32,
    pub rejected: Vec<Rejection>,
    pub reading: Reading,
    pub content: Content,
}

/// What the file held.
#[derive(Clone, Debug, PartialEq, Pack)]
pub enum Content {
    Leads(Box<LeadSource>),
    Touchpoints(Box<Touchpoints>),
    /// Paths that were counted elsewhere: no journey of theirs is known by itself.
    Paths(Box<PathSource>),
}

/// Leads, and the rules by which their journeys are made.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct LeadSource {
    pub leads: Leads,
    pub absent_columns: Vec<String>,
    pub repeated_columns: Vec<String>,
    pub playbook: Playbook,
    /// Of the playbook's draws.
    pub seed: u64,
}

/// The seed of a playbook's draws until another one is asked for.
pub const DEFAULT_SEED: u64 = 7;

/// A source and its journeys.
#[derive(Clone, Debug, PartialEq)]
pub struct Dataset {
    pub source: Source,
    pub journeys: Journeys,
}

/// Whom a journey befell, as far as it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Pack)]
pub struct Subject {
    pub persona: Option<NameId>,
    pub play: Option<NameId>,
    pub zip: Zip,
    pub sii: Option<f64>,
    pub risk: Option<f64>,
}

impl Content {
    /// Whether what was read back points only to what is there: a record can be made by anybody.
    fn is_consistent(&self, journeys: Option<&Journeys>) -> bool {
        match self {
            Content::Leads(of) => of.leads.are_consistent(),
            Content::Paths(of) => of.is_consistent(),
            Content::Touchpoints(of) => {
                let known = |name: Option<NameId>, names: &Names| name.is_none_or(|name| name.index() < names.len());
                let word = |(column, word): (&SegmentColumn, &u32)| *word as usize <= column.words.len();
                let journeys = journeys.is_some_and(|journeys| journeys.are_consistent(of.subjects.len()));
                journeys
                    && of.subjects.iter().all(|one| known(one.persona, &of.personas) && known(one.play, &of.plays))
                    && of.words.iter().flat_map(|words| of.segments.iter().zip(words)).all(word)
            }
        }
    }

    /// The channels of a path table, whose journeys are not kept.
    fn channels(&self) -> Channels {
        match self {
            Content::Paths(paths) => paths.channels.clone(),
            Content::Leads(_) | Content::Touchpoints(_) => Channels::default(),
        }
    }
}

/// As it is stored: journeys that were made can be made again. Examples of cells are only for the eye of whoever maps the
/// columns: those of ids, and of columns that mean nothing here, are left out. What looks like an e-mail address, a telephone
/// number or a street is not stored, be it an id or what a row was rejected for.
impl Pack for Dataset {
    fn pack(&self, out: &mut Vec<u8>) {
        let mut source = self.source.clone();
        source.rejected.iter_mut().for_each(Rejection::forget_personal);
        if let Content::Touchpoints(touchpoints) = &mut source.content {
            touchpoints.how.forget_examples();
        }
        if let Content::Leads(of) = &mut source.content {
            of.leads.forget_personal_ids();
        }
        source.pack(out);
        if self.touchpoints().is_some() {
            self.journeys.pack(out);
        }
    }

    fn unpack(from: &mut Unpacker<'_>) -> Dataset {
        let source = Source::unpack(from);
        let journeys = match source.content {
            Content::Touchpoints(_) => Some(Journeys::unpack(from)),
            Content::Leads(_) | Content::Paths(_) => None,
        };
        if !source.content.is_consistent(journeys.as_ref()) {
            from.fail();
        }
        let unmade = from.has_failed().then(|| Journeys::none(Channels::default()));
        Dataset::restore(source, unmade.or(journeys)).unwrap_or_else(|_| {
            from.fail();
            Dataset::unpack(from)
        })
    }
}

impl Dataset {
    /// Makes the journeys of an import by a playbook.
    pub fn synthesise(name: &str, import: Import, playbook: Playbook) -> Result<Dataset, TooManyChannels> {
        let source = Source {
            name: name.to_owned(),
            bytes: import.bytes,
            checksum: import.checksum,
            read: import.read,
            accepted: import.leads.len() as u32,
            rejected: import.rejected,
            reading: import.reading,
            content: Content::Leads(Box::new(LeadSource {
                leads: import.leads,
                absent_columns: import.absent_columns,
                repeated_columns: import.repeated_columns,
                playbook,
                seed: DEFAULT_SEED,
            })),
        };
        Dataset::restore(source, None)
    }

    /// The same leads, with journeys by another playbook or seed; `None` of observed journeys.
    pub fn replayed(&self, playbook: Playbook, seed: u64) -> Option<Result<Dataset, TooManyChannels>> {
        self.leads()?;
        let mut source = self.source.clone();
        if let Content::Leads(of) = &mut source.content {
            (of.playbook, of.seed) = (playbook, seed);
        }
        Some(Dataset::restore(source, None))
    }

    /// The dataset of observed journeys.
    pub fn observed(name: &str, observed: Observed) -> Dataset {
        Dataset {
            source: Source {
                name: name.to_owned(),
                bytes: observed.bytes,
                checksum: observed.checksum,
                read: observed.read,
                accepted: observed.accepted,
                rejected: observed.rejected,
                reading: observed.reading,
                content: Content::Touchpoints(Box::new(observed.touchpoints)),
            },
            journeys: observed.journeys,
        }
    }

    /// The dataset of a path table.
    pub fn of_paths(name: &str, read: PathsRead) -> Dataset {
        let source = Source {
            name: name.to_owned(),
            bytes: read.bytes,
            checksum: read.checksum,
            read: read.read,
            accepted: read.accepted,
            rejected: read.rejected,
            reading: read.reading,
            content: Content::Paths(Box::new(read.paths)),
        };
        let journeys = Journeys::none(source.content.channels());
        Dataset { source, journeys }
    }

    /// A source with its journeys: made of leads, as they were read of touchpoints.
    fn restore(source: Source, stored: Option<Journeys>) -> Result<Dataset, TooManyChannels> {
        let journeys = match (&source.content, stored) {
            (_, Some(journeys)) => journeys,
            (Content::Leads(of), None) => Journeys::synthesise(&of.leads, &of.playbook, of.seed)?,
            (content, None) => Journeys::none(content.channels()),
        };
        Ok(Dataset { source, journeys })
    }

    /// The leads of which the journeys were made, where they were.
    pub fn leads(&self) -> Option<&LeadSource> {
        match &self.source.content {
            Content::Leads(leads) => Some(leads),
            Content::Touchpoints(_) | Content::Paths(_) => None,
        }
    }

    /// The paths of a path table.
    pub fn paths(&self) -> Option<&PathSource> {
        match &self.source.content {
            Content::Paths(paths) => Some(paths),
            Content::Leads(_) | Content::Touchpoints(_) => None,
        }
    }

    /// What was read of touchpoints, where they were.
    pub fn touchpoints(&self) -> Option<&Touchpoints> {
        match &self.source.content {
            Content::Touchpoints(touchpoints) => Some(touchpoints),
            Content::Leads(_) | Content::Paths(_) => None,
        }
    }

    pub fn subject(&self, journey: &Journey) -> Subject {
        match &self.source.content {
            Content::Leads(of) => {
                let lead = &of.leads.rows()[journey.subject as usize];
                Subject {
                    persona: Some(lead.persona),
                    play: lead.play,
                    zip: lead.zip,
                    sii: Some(lead.sii),
                    risk: lead.risk,
                }
            }
            Content::Touchpoints(of) => of.subjects[journey.subject as usize],
            Content::Paths(_) => Subject::default(),
        }
    }

    /// Columns of segments, and the number of a journey's word in one of them, from 1; 0 for none.
    pub fn segments(&self) -> &[SegmentColumn] {
        match &self.source.content {
            Content::Leads(of) => &of.leads.segments,
            Content::Touchpoints(of) => &of.segments,
            Content::Paths(_) => &[],
        }
    }

    pub fn segment_word(&self, journey: &Journey, column: usize) -> u32 {
        let words: &[u32] = match &self.source.content {
            Content::Leads(of) => &of.leads.rows()[journey.subject as usize].words,
            Content::Touchpoints(of) => of.words.get(journey.subject as usize).map_or(&[], |words| words),
            Content::Paths(_) => &[],
        };
        words.get(column).copied().unwrap_or_default()
    }

    pub fn personas(&self) -> &Names {
        match &self.source.content {
            Content::Paths(_) => Names::none(),
            Content::Leads(of) => &of.leads.personas,
            Content::Touchpoints(of) => &of.personas,
        }
    }

    pub fn plays(&self) -> &Names {
        match &self.source.content {
            Content::Paths(_) => Names::none(),
            Content::Leads(of) => &of.leads.plays,
            Content::Touchpoints(of) => &of.plays,
        }
    }

    /// Whether anything tells a lead's risk, without which the A tier cannot be told.
    pub fn has_risk(&self) -> bool {
        let absent = |of: &LeadSource| of.absent_columns.iter().any(|absent| absent == Column::RiskScore.name());
        self.leads().is_some_and(|of| !absent(of))
    }
}
