//! A file that the worker cannot unpack or decode: it is transcoded by the codec, and then read as the text that it became.

use web_sys::Blob;

use super::{
    super::recode::{Recoding, Word},
    Client, State,
};
use crate::{
    engine::{Phase, Progress, Refused},
    protocol::{Reply, Request},
    session::Event,
};

impl Client {
    /// Has the file on offer transcoded, by the label that was asked for or by what it shows.
    pub(super) fn recode(&self, given: Option<String>) {
        let file = self.0.state.borrow().offered.as_ref().map(|(file, _)| file.blob.clone());
        let Some(file) = file else {
            let words = "The file is not held any more: open it again.".to_owned();
            return self.refuse(Refused { words, asks: None });
        };
        let hearing = self.clone();
        match Recoding::start(file, given, move |word| hearing.hear_codec(word)) {
            Ok(recoding) => self.0.state.borrow_mut().recoding = Some(recoding),
            Err(fault) => return self.refuse(fault),
        }
        self.keep_spare();
        self.hear_codec(Word::Progress(0.0));
    }

    fn hear_codec(&self, word: Word) {
        if let Word::Progress(fraction) = word {
            let progress = Progress { phase: Phase::Transcoding, count: 0, fraction: Some(fraction) };
            return self.tell(Event::Progressed(progress));
        }
        self.0.state.borrow_mut().recoding = None;
        match word {
            Word::Progress(_) => {}
            Word::Done(Ok(recoded)) => {
                let mut state = self.0.state.borrow_mut();
                state.recoded = Some(recoded);
                let opening = state.opening.take();
                drop(state);
                if let Some(request) = opening {
                    self.send(request);
                }
            }
            Word::Done(Err(fault)) => self.refuse(fault),
            Word::OtherBuild => self.tell(Event::OtherBuild),
        }
    }

    fn refuse(&self, refused: Refused) {
        self.tell(Event::Replied(Reply::OpenFailed(refused)));
        self.keep_spare();
    }
}

impl State {
    /// The handles that go with a request: of the file on offer, or of its text where it was transcoded; then of leads
    /// that are joined to it.
    pub(super) fn handles(&self, request: &mut Request) -> Vec<Blob> {
        match request {
            Request::TakeBackup => return self.backup.iter().cloned().collect(),
            Request::Store(_) => return self.record.iter().cloned().collect(),
            Request::Load => return self.loading.iter().cloned().collect(),
            _ => {}
        }
        let Request::Open { choices, beside, .. } = request else { return Vec::new() };
        let Some((file, _)) = &self.offered else { return Vec::new() };
        let label = choices.settings.hints.encoding.as_deref();
        let recoded = self.recoded.as_ref().filter(|recoded| recoded.is_of(&file.blob, label));
        beside.transcoded = recoded.map(|recoded| recoded.was.clone());
        let text = recoded.map_or(&file.blob, |recoded| &recoded.text).clone();
        let leads = self.leads.as_ref().filter(|leads| choices.leads.as_ref() == Some(&leads.name));
        std::iter::once(text).chain(leads.map(|leads| leads.blob.clone())).collect()
    }
}
