//! Whether what is shown is stored: dataset and view each on its own, "saved" only when both are.

use crate::store::{Kept, StoreError};

/// What the user is told.
#[derive(Clone, Debug, PartialEq)]
pub enum Saved {
    Nothing,
    Saving,
    Saved,
    /// Saved, but for the second copy.
    WithoutCopy(StoreError),
    /// Storage is blocked: everything works, and goes with the page.
    MemoryOnly(StoreError),
    Failed(StoreError),
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Saves {
    memory_only: Option<StoreError>,
    no_copy: Option<StoreError>,
    dataset: Save,
    /// 0 to 1: how much of the dataset is stored, while it is.
    part: Option<f64>,
    view: Save,
    /// Saves of views that are under way; the last one counts.
    views: u32,
}

#[derive(Clone, Debug, Default, PartialEq)]
enum Save {
    #[default]
    Nothing,
    UnderWay,
    Done,
    Failed(StoreError),
}

impl Saves {
    /// After reading back: what was there is stored, unless nothing can be.
    pub fn restored(something: bool) -> Saves {
        let dataset = if something { Save::Done } else { Save::Nothing };
        Saves { dataset, ..Saves::default() }
    }

    /// After erasing: only whether anything can be stored is still known.
    pub fn erased(&self) -> Saves {
        Saves { memory_only: self.memory_only.clone(), no_copy: self.no_copy.clone(), ..Saves::default() }
    }

    pub fn expect_dataset(&mut self) {
        self.dataset = Save::UnderWay;
        self.part = None;
    }

    pub(super) fn dataset_progress(&mut self, part: Option<f64>) {
        self.part = part;
    }

    /// 0 to 1: how much of the dataset is stored, while it takes its time.
    pub fn part(&self) -> Option<f64> {
        self.part.filter(|_| self.dataset == Save::UnderWay)
    }

    pub fn expect_view(&mut self) {
        self.views += 1;
        self.view = Save::UnderWay;
    }

    /// How it stands with the stores themselves.
    pub fn stand(&mut self, kept: &Kept) {
        self.memory_only.clone_from(&kept.memory_only);
        self.no_copy.clone_from(&kept.copy_fault);
    }

    /// What was to be saved is not.
    pub fn fail(&mut self, error: StoreError) {
        self.views = 0;
        self.view = Save::Failed(error);
    }

    pub fn dataset_stored(&mut self, result: Result<(), StoreError>) {
        self.dataset = Save::of(result);
    }

    pub fn view_stored(&mut self, result: Result<(), StoreError>) {
        self.views = self.views.saturating_sub(1);
        if self.views == 0 {
            self.view = Save::of(result);
        }
    }

    /// No acknowledgement will come any more: the worker is gone.
    pub fn lost(&mut self) {
        self.views = 0;
    }

    pub fn state(&self) -> Saved {
        match (&self.memory_only, &self.dataset, &self.view) {
            (Some(error), ..) => Saved::MemoryOnly(error.clone()),
            (_, Save::Failed(error), _) | (_, _, Save::Failed(error)) => Saved::Failed(error.clone()),
            (_, Save::UnderWay, _) | (_, _, Save::UnderWay) => Saved::Saving,
            (_, Save::Done, _) => self.no_copy.clone().map_or(Saved::Saved, Saved::WithoutCopy),
            (_, Save::Nothing, _) => Saved::Nothing,
        }
    }
}

impl Save {
    fn of(result: Result<(), StoreError>) -> Save {
        match result {
            Ok(()) => Save::Done,
            Err(error) => Save::Failed(error),
        }
    }
}
