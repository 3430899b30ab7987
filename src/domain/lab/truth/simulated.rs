//! Truths over leads that are drawn. Each lead gives the probability of its conversion itself, in every coalition of the players
//! that it meets, and so an exact share of each; the mean over leads is the truth, their spread its error.

use crate::domain::{
    lab::population,
    playbook::{chance::logistic, draws::Stream, plan::Drawn},
    uncertainty::draw::{Draws, mixed},
};

use super::{Figures, TURN, game::Game, shapley::shares};

/// Most players of one lead whose coalitions are all gone through; above that, two orders of each lead's players are drawn.
const MOST_PLAYERS: usize = 10;
/// Leads of all rules between two looks at the error, and fewest of a rule.
const ROUND: f64 = 4_096.0;
const FEWEST: u32 = 64;
/// Most leads.
const MOST_LEADS: u32 = 1 << 18;
/// Largest standard error of any figure that is good enough, as a part of v(all).
const GOOD_ENOUGH: f64 = 0.002;

/// A simulation under way: of one rule after the other so many leads, round by round.
#[derive(Debug)]
pub(super) struct Simulation {
    seed: u64,
    /// Per rule: its number, leads of a round, and what they came to.
    of: Vec<(usize, u32, Spread)>,
    /// The rule under way, and its leads of this round so far.
    at: (usize, u32),
    is_done: bool,
    /// [`GOOD_ENOUGH`] and [`MOST_LEADS`].
    pub good_enough: f64,
    pub most: u32,
    lead: LeadGame,
}

impl Simulation {
    /// Of these rules; so many figures, which stand as in [`Figures`].
    pub fn of(seed: u64, rules: &[usize], games: &[Game], figures: usize) -> Simulation {
        let whole: f64 = rules.iter().map(|rule| games[*rule].part).sum();
        let leads = |rule: usize| ((ROUND * games[rule].part / whole).ceil() as u32).max(FEWEST);
        let of = rules.iter().map(|rule| (*rule, leads(*rule), Spread::none(figures))).collect();
        Simulation {
            seed,
            of,
            at: (0, 0),
            is_done: false,
            good_enough: GOOD_ENOUGH,
            most: MOST_LEADS,
            lead: LeadGame::default(),
        }
    }

    pub fn leads(&self) -> u32 {
        self.of.iter().map(|(_, _, spread)| spread.leads).sum()
    }

    /// Draws leads for a turn; whether the error is small enough. `known` is v(all) of all other rules.
    pub fn step(&mut self, games: &[Game], known: f64) -> bool {
        let mut steps = 0;
        while steps < TURN && !self.is_done {
            let (at, so_far) = self.at;
            let (rule, round, spread) = &mut self.of[at];
            let stream = (*rule as u64) << 40 | u64::from(spread.leads);
            steps += self.lead.draw(&games[*rule], self.seed, stream, &mut spread.last);
            spread.take();
            self.at = if so_far + 1 < *round { (at, so_far + 1) } else { (at + 1, 0) };
            if self.at.0 == self.of.len() {
                self.at = (0, 0);
                self.is_done = self.fraction(games, known) >= 1.0;
            }
        }
        self.is_done
    }

    /// How much of what it takes is done, by the error or by the bound.
    pub fn fraction(&self, games: &[Game], known: f64) -> f64 {
        let bound = f64::from(self.leads()) / f64::from(self.most);
        if self.of.iter().any(|(_, _, spread)| spread.leads < 2) {
            return 0.0;
        }
        let (means, errors) = self.found(games);
        let largest = errors.iter().copied().fold(0.0, f64::max);
        let wanted = self.good_enough * (known + means[Figures::ALL]);
        // Errors shrink with the root of leads.
        let reached = if largest > wanted { (wanted / largest) * (wanted / largest) } else { 1.0 };
        reached.max(bound).min(1.0)
    }

    /// What the rules bring to the whole, and its standard errors.
    pub fn found(&self, games: &[Game]) -> (Vec<f64>, Vec<f64>) {
        let figures = self.of.first().map_or(0, |(_, _, spread)| spread.means.len());
        let (mut means, mut variances) = (vec![0.0; figures], vec![0.0; figures]);
        for (rule, _, spread) in &self.of {
            let part = games[*rule].part;
            let pairs = f64::from(spread.leads) * (f64::from(spread.leads) - 1.0);
            for figure in 0..figures {
                means[figure] += part * spread.means[figure];
                variances[figure] += part * part * spread.squares[figure] / pairs;
            }
        }
        variances.iter_mut().for_each(|variance| *variance = variance.sqrt());
        (means, variances)
    }
}

/// Means over leads, and sums of squared deviations from them (Welford 1962, "Note on a method for calculating corrected sums
/// of squares and products", Technometrics 4:3).
#[derive(Debug)]
struct Spread {
    leads: u32,
    means: Vec<f64>,
    squares: Vec<f64>,
    /// The figures of the last lead.
    last: Vec<f64>,
}

impl Spread {
    fn none(figures: usize) -> Spread {
        let zeros = || vec![0.0; figures];
        Spread { leads: 0, means: zeros(), squares: zeros(), last: zeros() }
    }

    fn take(&mut self) {
        self.leads += 1;
        for ((mean, squares), figure) in self.means.iter_mut().zip(&mut self.squares).zip(&self.last) {
            let apart = figure - *mean;
            *mean += apart / f64::from(self.leads);
            *squares += apart * (figure - *mean);
        }
    }
}

/// One lead's touches as a game.
#[derive(Debug, Default)]
struct LeadGame {
    drawn: Drawn,
    /// Touches that are made where their channel acts and nothing has stopped the course: the player, its bit among this lead's
    /// players, and whether it stops.
    live: Vec<(usize, usize, bool)>,
    /// The players that it meets.
    players: Vec<usize>,
    counts: Vec<u32>,
    worths: Vec<f64>,
}

impl LeadGame {
    /// Draws a lead and writes its figures; how many steps it took.
    fn draw(&mut self, game: &Game, seed: u64, lead: u64, figures: &mut [f64]) -> u64 {
        game.plan.draw(Stream::of(seed, lead), &mut self.drawn);
        self.meet(game);
        // The lead itself has a stream apart from its course's.
        let mut draws = Draws::of_state(mixed(mixed(!seed) ^ lead));
        let parts = game.points.iter().map(|(_, part)| *part);
        let log_odds = game.points[population::place(parts, draws.uniform())].0;
        figures.fill(0.0);
        let mut figures = Figures(figures);
        match self.players.len() <= MOST_PLAYERS {
            true => self.coalitions(game, log_odds, &mut figures),
            false => self.orders(game, log_odds, &mut draws, &mut figures),
        }
    }

    /// Which touches of it are live does not depend on who acts: an alternative steps in for a touch that is not made, never for
    /// a channel that does not act.
    fn meet(&mut self, game: &Game) {
        self.live.clear();
        self.players.clear();
        let mut called = vec![false; self.drawn.slots.len()];
        for (index, slot) in self.drawn.slots.iter().enumerate() {
            if slot.is_alternative && !called[index] {
                continue;
            }
            if !slot.made {
                if let Some(other) = slot.otherwise.filter(|other| *other < called.len()) {
                    called[other] = true;
                }
            } else if let Some(player) = game.player(slot.channel) {
                let known = self.players.iter().position(|known| *known == player);
                let bit = known.unwrap_or(self.players.len());
                if known.is_none() {
                    self.players.push(player);
                }
                self.live.push((player, bit, slot.stops));
            }
        }
    }

    fn worth(&mut self, game: &Game, log_odds: f64, acts: impl Fn(usize) -> bool) -> f64 {
        self.counts.clear();
        self.counts.resize(game.players.len(), 0);
        for (player, _, stops) in self.live.iter().filter(|(_, bit, _)| acts(*bit)) {
            self.counts[*player] += 1;
            if *stops {
                break;
            }
        }
        logistic(log_odds + game.log_odds(&self.counts))
    }

    fn coalitions(&mut self, game: &Game, log_odds: f64, figures: &mut Figures<'_>) -> u64 {
        let coalitions = 1_usize << self.players.len();
        let mut worths = std::mem::take(&mut self.worths);
        worths.clear();
        worths.extend((0..coalitions).map(|coalition| self.worth(game, log_odds, |bit| coalition >> bit & 1 == 1)));
        let shares = shares(&worths);
        figures.add_all(worths[coalitions - 1], worths[0]);
        for (bit, player) in self.players.iter().enumerate() {
            figures.add(game.players[*player], shares.incremental[bit], shares.fair[bit]);
        }
        self.worths = worths;
        (coalitions * (self.live.len() + self.players.len() + 1)) as u64
    }

    /// The gains along a random order and along the same backwards, whose mean is expected to be the Shapley value.
    fn orders(&mut self, game: &Game, log_odds: f64, draws: &mut Draws, figures: &mut Figures<'_>) -> u64 {
        let players = self.players.len();
        let all = self.worth(game, log_odds, |_| true);
        let none = self.worth(game, log_odds, |_| false);
        figures.add_all(all, none);
        let mut place: Vec<usize> = (0..players).collect();
        for at in (1..players).rev() {
            place.swap(at, draws.below(at + 1));
        }
        let joined = |backwards: bool, bit: usize| if backwards { players - 1 - place[bit] } else { place[bit] };
        let mut fair = vec![0.0; players];
        for backwards in [false, true] {
            let mut before = none;
            for size in 1..=players {
                let worth = self.worth(game, log_odds, |bit| joined(backwards, bit) < size);
                let last = (0..players).find(|bit| joined(backwards, *bit) == size - 1).unwrap_or_default();
                fair[last] += 0.5 * (worth - before);
                before = worth;
            }
        }
        for (bit, fair) in fair.into_iter().enumerate() {
            let lost = all - self.worth(game, log_odds, |other| other != bit);
            figures.add(game.players[self.players[bit]], lost, fair);
        }
        (3 * players * (self.live.len() + players)) as u64
    }
}
