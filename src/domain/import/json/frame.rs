//! A text of JSON cut into its elements: the objects of its lists, or its lines. One slice of the source is held at a
//! time, and one element. Where brackets no longer match, what is behind is one row that cannot be read.

use std::io::{self, Read};

use super::{
    JOURNEYS, LONGEST,
    scan::{Document, Met, Nest},
    tell::MARK,
};
use crate::domain::import::{
    FileFault,
    breaks::Breaks,
    reject::{Reason, Rejection},
    table::{SLICE, raw::Raw},
};

/// Bytes that are kept of an element that is too long.
const KEPT: usize = 400;

/// The bytes of one element.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub(super) bytes: Vec<u8>,
    /// The line on which it begins, from 1.
    pub(super) line: u64,
    /// Where it begins in the unpacked file, in bytes.
    pub(super) offset: u64,
}

/// What came of asking for the next element.
#[derive(Debug)]
pub(super) enum Frame {
    Element(Element),
    Rejected {
        line: u64,
        rejection: Rejection,
    },
    /// Nothing yet; ask again.
    Idle,
    End,
}

/// The elements of a text.
pub(super) struct Frames<R> {
    raw: Raw<R>,
    slice: Vec<u8>,
    /// How much of the slice holds bytes, and how much of that is passed.
    filled: usize,
    at: usize,
    /// Where the slice begins in the unpacked file.
    offset: u64,
    /// How much of the slice has been looked through for line breaks.
    counted: usize,
    breaks: Breaks,
    place: Place,
    /// The document in whose list the elements stand.
    document: Option<Document>,
    element: Element,
    is_too_long: bool,
    lacks_comma: bool,
}

/// Where the next byte stands.
#[derive(Debug)]
enum Place {
    /// In a text of lines, outside any or in one.
    Lines,
    Line,
    /// Outside of any document.
    Between,
    /// In an object at the top of a document: an element, unless it turns out to hold a list of them.
    Object {
        document: Document,
        is_element: bool,
    },
    /// Behind the bracket of a list or behind a comma in it.
    Start {
        behind_comma: bool,
    },
    Element(Nest),
    /// Behind an element.
    Behind,
    /// Behind something that is no document.
    Stray,
    Ended,
}

impl<R: Read> Frames<R> {
    /// Of a source of which nothing but its head was looked at.
    pub(super) fn new(mut raw: Raw<R>, is_lines: bool, marked: bool) -> Result<Frames<R>, FileFault> {
        let mark = if marked { MARK.len() } else { 0 };
        raw.read_exact(&mut [0; MARK.len()][..mark])?;
        Ok(Frames {
            raw,
            slice: vec![0; SLICE],
            filled: 0,
            at: 0,
            offset: mark as u64,
            counted: 0,
            breaks: Breaks::after(0),
            place: if is_lines { Place::Lines } else { Place::Between },
            document: None,
            element: Element::default(),
            is_too_long: false,
            lacks_comma: false,
        })
    }

    pub(super) fn raw(&self) -> &Raw<R> {
        &self.raw
    }

    /// Goes on to the next element, or to the end of a slice.
    pub(super) fn next(&mut self) -> Result<Frame, FileFault> {
        if self.at == self.filled && !self.fill()? {
            return Ok(self.end());
        }
        while self.at < self.filled {
            if let Some(frame) = self.pass() {
                return Ok(frame);
            }
        }
        Ok(Frame::Idle)
    }

    fn fill(&mut self) -> Result<bool, FileFault> {
        self.count_breaks(self.filled);
        self.counted = 0;
        self.offset += self.filled as u64;
        (self.at, self.filled) = (0, 0);
        self.filled = loop {
            match self.raw.read(&mut self.slice) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                taken => break taken?,
            }
        };
        Ok(self.filled > 0)
    }

    fn count_breaks(&mut self, until: usize) {
        self.breaks.pass(&self.slice[self.counted..until]);
        self.counted = until;
    }

    /// Passes some bytes of the slice.
    fn pass(&mut self) -> Option<Frame> {
        let rest = &self.slice[self.at..self.filled];
        let blanks = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        match &mut self.place {
            Place::Lines | Place::Between | Place::Start { .. } | Place::Behind if blanks > 0 => self.at += blanks,
            Place::Lines => self.begin(Place::Line),
            Place::Line => match memchr::memchr2(b'\n', b'\r', rest) {
                None => self.keep(rest.len()),
                Some(end) => {
                    self.keep(end);
                    return Some(self.finish(Place::Lines));
                }
            },
            Place::Between => match rest[0] {
                b'{' => self.begin(Place::Object { document: Document::default(), is_element: true }),
                b'[' => {
                    self.at += 1;
                    self.place = Place::Start { behind_comma: false };
                }
                _ => self.begin(Place::Stray),
            },
            Place::Object { document, is_element } => {
                let (document, is_element) = (std::mem::take(document), *is_element);
                return self.pass_object(document, is_element);
            }
            Place::Start { behind_comma } => match (rest[0], *behind_comma) {
                (b']', false) => self.leave_list(),
                (b']' | b',', _) => return Some(self.missing()),
                (first, _) => self.begin(Place::Element(Nest::begin(first))),
            },
            Place::Element(nest) => match nest.pass(rest) {
                None => self.keep(rest.len()),
                Some(end) => {
                    self.keep(end);
                    return Some(self.finish(Place::Behind));
                }
            },
            Place::Behind => match rest[0] {
                b',' => {
                    self.at += 1;
                    self.place = Place::Start { behind_comma: true };
                }
                b']' => self.leave_list(),
                first => {
                    self.begin(Place::Element(Nest::begin(first)));
                    self.lacks_comma = true;
                }
            },
            Place::Stray => self.keep(rest.len()),
            Place::Ended => self.at = self.filled,
        }
        None
    }

    /// The same inside an object at the top of a document.
    fn pass_object(&mut self, mut document: Document, is_element: bool) -> Option<Frame> {
        let rest = &self.slice[self.at..self.filled];
        let (passed, met) = document.pass(rest).map_or((rest.len(), None), |(passed, met)| (passed, Some(met)));
        match is_element {
            true => self.keep(passed),
            false => self.at += passed,
        }
        self.place = match met {
            Some(Met::End) if is_element => return Some(self.finish(Place::Between)),
            Some(Met::End) => Place::Between,
            Some(Met::List) if document.is_at(JOURNEYS) => {
                self.document = Some(document);
                self.element = Element::default();
                Place::Start { behind_comma: false }
            }
            Some(Met::List) => {
                document.enter();
                Place::Object { document, is_element }
            }
            None => Place::Object { document, is_element },
        };
        None
    }

    /// Begins an element at the next byte.
    fn begin(&mut self, place: Place) {
        self.count_breaks(self.at);
        let offset = self.offset + self.at as u64;
        self.element = Element { bytes: Vec::new(), line: self.breaks.line(), offset };
        (self.is_too_long, self.lacks_comma) = (false, false);
        self.place = place;
    }

    /// Passes bytes of the element. Of one that is too long its beginning alone is kept, the same however it comes.
    fn keep(&mut self, bytes: usize) {
        let bytes = &self.slice[self.at..self.at + bytes];
        self.at += bytes.len();
        let kept = &mut self.element.bytes;
        self.is_too_long |= kept.len() + bytes.len() > LONGEST;
        match self.is_too_long {
            true => {
                let room = KEPT.saturating_sub(kept.len());
                kept.extend_from_slice(&bytes[..bytes.len().min(room)]);
                kept.truncate(KEPT);
            }
            false => kept.extend_from_slice(bytes),
        }
    }

    /// Hands the element out.
    fn finish(&mut self, place: Place) -> Frame {
        self.place = place;
        let element = std::mem::take(&mut self.element);
        let reason = match (self.is_too_long, self.lacks_comma) {
            (true, _) => Reason::TooLong { longest: LONGEST },
            (false, true) => Reason::NoComma,
            (false, false) => return Frame::Element(element),
        };
        Frame::Rejected { line: element.line, rejection: Rejection::element(&element.bytes, reason) }
    }

    fn leave_list(&mut self) {
        self.at += 1;
        self.place = match self.document.take() {
            Some(document) => Place::Object { document, is_element: false },
            None => Place::Between,
        };
    }

    /// An element that is not there: a comma too many.
    fn missing(&mut self) -> Frame {
        self.begin(Place::Behind);
        Frame::Rejected { line: self.element.line, rejection: Rejection::row(Reason::NoElement) }
    }

    /// What is left where the text ends.
    fn end(&mut self) -> Frame {
        let last_line = self.breaks.last_line();
        let element = std::mem::take(&mut self.element);
        let (line, rejection) = match std::mem::replace(&mut self.place, Place::Ended) {
            Place::Lines | Place::Between | Place::Ended => return Frame::End,
            Place::Line => {
                self.element = element;
                return self.finish(Place::Ended);
            }
            Place::Object { is_element: true, .. } | Place::Element(_) => {
                (element.line, Rejection::element(&element.bytes, Reason::Unclosed { last_line }))
            }
            Place::Stray => (element.line, Rejection::element(&element.bytes, Reason::Stray { last_line })),
            Place::Start { .. } | Place::Behind | Place::Object { is_element: false, .. } => {
                (last_line, Rejection::row(Reason::CutOff))
            }
        };
        Frame::Rejected { line, rejection }
    }
}
