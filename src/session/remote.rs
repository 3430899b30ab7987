//! Something that the worker is asked for, and where the asking stands.

use crate::engine::{Progress, Refused};

/// The last value stays while a new one is made.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Remote<T> {
    #[default]
    Idle,
    Busy(Option<Progress>, Option<T>),
    Ready(T),
    Failed(Failure, Option<T>),
}

#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    Refused(Refused),
    /// The worker died over it, with these words.
    Lost(Option<String>),
}

impl<T> Remote<T> {
    /// The value, or the last one while a new one is made or could not be.
    pub fn last(&self) -> Option<&T> {
        match self {
            Remote::Idle => None,
            Remote::Ready(value) => Some(value),
            Remote::Busy(_, last) | Remote::Failed(_, last) => last.as_ref(),
        }
    }

    pub fn is_busy(&self) -> bool {
        matches!(self, Remote::Busy(..))
    }

    pub(super) fn into_last(self) -> Option<T> {
        match self {
            Remote::Idle => None,
            Remote::Ready(value) => Some(value),
            Remote::Busy(_, last) | Remote::Failed(_, last) => last,
        }
    }

    pub(super) fn begin(&mut self) {
        *self = Remote::Busy(None, std::mem::take(self).into_last());
    }

    /// A first value while the final one is made.
    pub(super) fn look(&mut self, value: T) {
        let progress = match self {
            Remote::Busy(progress, _) => *progress,
            _ => None,
        };
        *self = Remote::Busy(progress, Some(value));
    }

    pub(super) fn fail(&mut self, failure: Failure) {
        *self = Remote::Failed(failure, std::mem::take(self).into_last());
    }

    pub(super) fn progress(&mut self, progress: Progress) {
        *self = Remote::Busy(Some(progress), std::mem::take(self).into_last());
    }
}
