//! A sum over cases, some at a time, so that what waits for it can be given up meanwhile.

use super::logistic::Case;

/// Cases that are looked at in one call of [`Pass::step`].
const CASES_A_STEP: usize = 2_000;

#[derive(Debug)]
pub(super) struct Pass<S> {
    pub sums: S,
    next: usize,
}

impl<S> Pass<S> {
    pub fn of(sums: S) -> Pass<S> {
        Pass { sums, next: 0 }
    }

    /// Adds some cases, in their order; whether all are added.
    pub fn step(&mut self, cases: &[Case], mut add: impl FnMut(&mut S, &Case)) -> bool {
        let until = (self.next + CASES_A_STEP).min(cases.len());
        cases[self.next..until].iter().for_each(|case| add(&mut self.sums, case));
        self.next = until;
        until == cases.len()
    }
}
