//! Truths over all that can happen: the worth of every coalition, one after the other.

use super::{
    Figures, TURN,
    game::Game,
    outcomes::{Layout, worth},
    shapley::shares,
};

/// For what a game is too large: steps of one coalition, steps of all, and players.
const COALITION_STEPS: u64 = 1 << 15;
const GAME_STEPS: f64 = (1 << 24) as f64;
const MOST_PLAYERS: usize = 12;

/// A game being enumerated.
#[derive(Debug)]
pub(super) struct Enumeration {
    layout: Option<Layout>,
    /// By coalition, whose bits are its players; found from the last on, which is that of all.
    worths: Vec<f64>,
    left: usize,
}

pub(super) enum Progress {
    More,
    Done,
    TooLarge,
}

impl Enumeration {
    pub fn of(game: &Game) -> Enumeration {
        let layout = if game.players.len() <= MOST_PLAYERS { Layout::of(game) } else { None };
        let coalitions = if layout.is_some() { 1 << game.players.len() } else { 0 };
        Enumeration { layout, worths: vec![0.0; coalitions], left: coalitions }
    }

    /// Goes on for a turn.
    pub fn step(&mut self, game: &Game) -> Progress {
        let Some(layout) = &self.layout else { return Progress::TooLarge };
        let mut steps = 0;
        while self.left > 0 && steps < TURN {
            let coalition = self.left - 1;
            let Some(found) = worth(game, layout, coalition as u32, COALITION_STEPS, &mut steps) else {
                return Progress::TooLarge;
            };
            // A player with one touch doubles the states of the coalitions that it is in: over all coalitions that is 3^n steps
            // where that of all takes 2^n. Players with more touches take less than that.
            let is_first = self.left == self.worths.len();
            if is_first && steps as f64 * libm::pow(1.5, game.players.len() as f64) > GAME_STEPS {
                return Progress::TooLarge;
            }
            self.worths[coalition] = found;
            self.left = coalition;
        }
        if self.left > 0 { Progress::More } else { Progress::Done }
    }

    /// Adds what the game brings to the whole.
    pub fn add(&self, game: &Game, figures: &mut Figures<'_>) {
        let shares = shares(&self.worths);
        figures.add_all(game.part * self.worths[self.worths.len() - 1], game.part * self.worths[0]);
        for (player, channel) in game.players.iter().enumerate() {
            figures.add(*channel, game.part * shares.incremental[player], game.part * shares.fair[player]);
        }
    }
}
