//! When every model is asked for at once.

use super::{Command, Session};
use crate::{domain::attribution::model::Model, engine::query::Query, protocol::Request};

impl Session {
    /// Asks for the comparison where it is looked at and speaks of something else. The model
    /// chosen makes no difference to it.
    pub(super) fn ask_comparison(&mut self) -> Option<Command> {
        let query = Query { model: Model::Hybrid, ..self.view.query.clone() };
        if !self.stage.compares() || self.compared.as_ref() == Some(&query) {
            return None;
        }
        self.compared = Some(query.clone());
        self.comparison.begin();
        Some(Command::Send(Request::Compare(Box::new(query))))
    }
}
