//! All that can happen in a course where only some players act: how many touches of each, with its probability.
//!
//! Place by place, what cannot be told apart any more is one state. A state is a number: the players' counts of touches, and
//! behind them which alternatives are called, or in a chain where it stands. Delays make no difference.

use crate::domain::{
    playbook::plan::{NumberedCourse, NumberedRow, NumberedTouch},
    sorting,
};

use super::game::Game;

/// States with their probabilities.
type States = Vec<(u64, f64)>;

/// How a game's states are written as numbers.
#[derive(Debug)]
pub(super) struct Layout {
    /// Per player: what a touch adds, and how many touches are told apart.
    counts: Vec<(u64, u64)>,
    /// What stands behind the counts begins here.
    behind: u64,
}

impl Layout {
    /// `None` where states do not fit into a number.
    pub fn of(game: &Game) -> Option<Layout> {
        let mut behind = 1_u64;
        let mut counts = Vec::new();
        for player in 0..game.players.len() {
            let most = u64::from(game.telling(player));
            counts.push((behind, most));
            behind = behind.checked_mul(most + 1)?;
        }
        let places = match &game.plan.course {
            NumberedCourse::Touches(touches) => 1_u64.checked_shl(touches.len() as u32)?,
            NumberedCourse::Chain { steps, .. } => steps.len() as u64 + 1,
        };
        behind.checked_mul(places)?;
        Some(Layout { counts, behind })
    }

    fn with_touch(&self, state: u64, player: usize) -> u64 {
        let (unit, most) = self.counts[player];
        let count = state % self.behind / unit % (most + 1);
        if count < most { state + unit } else { state }
    }

    fn counted(&self, state: u64, touches: &mut Vec<u32>) {
        touches.clear();
        touches.extend(self.counts.iter().map(|(unit, most)| (state % self.behind / unit % (most + 1)) as u32));
    }
}

/// The expected conversions of a lead where only the players of a coalition act; `None` once it takes more than so many
/// steps. Counts the steps taken.
pub(super) fn worth(game: &Game, layout: &Layout, coalition: u32, most: u64, steps: &mut u64) -> Option<f64> {
    let walk = Walk { game, layout, coalition, until: *steps + most };
    let outcomes = match &game.plan.course {
        NumberedCourse::Touches(touches) => walk.list(touches, steps)?,
        NumberedCourse::Chain { start, steps: rows, most } => {
            let follows = |at: u64| (at as usize).checked_sub(1).map_or(start, |at| &rows[at].2);
            let players: Vec<Option<usize>> = rows.iter().map(|(channel, ..)| game.player(*channel)).collect();
            walk.chain(follows, &players, *most, steps)?
        }
    };
    *steps += (outcomes.len() * game.points.len()) as u64;
    let mut touches = Vec::new();
    let each = outcomes.iter().map(|(state, probability)| {
        layout.counted(*state, &mut touches);
        probability * game.expected(game.log_odds(&touches))
    });
    Some(each.sum())
}

struct Walk<'a> {
    game: &'a Game,
    layout: &'a Layout,
    coalition: u32,
    until: u64,
}

impl<'a> Walk<'a> {
    fn acting(&self, player: Option<usize>) -> Option<usize> {
        player.filter(|player| self.coalition >> player & 1 == 1)
    }

    fn list(&self, touches: &[NumberedTouch], steps: &mut u64) -> Option<States> {
        let mut states: States = vec![(0, 1.0)];
        let mut ended: States = Vec::new();
        for (index, touch) in touches.iter().enumerate() {
            let player = self.acting(self.game.player(touch.channel));
            if player.is_none() && touch.otherwise.is_none() && !touch.is_alternative {
                continue;
            }
            let mut next: States = Vec::with_capacity(2 * states.len());
            for (state, probability) in states {
                self.place(index, &touches[index..], player, (state, probability), &mut next, &mut ended);
            }
            states = merged(next);
            *steps += states.len() as u64;
            if *steps > self.until {
                return None;
            }
        }
        // No alternative is called any more.
        ended.extend(states.into_iter().map(|(state, probability)| (state % self.layout.behind, probability)));
        Some(merged(ended))
    }

    /// What becomes of a state at a place of a list; the touches from there on.
    fn place(
        &self,
        index: usize,
        touches: &[NumberedTouch],
        player: Option<usize>,
        (mut state, probability): (u64, f64),
        next: &mut States,
        ended: &mut States,
    ) {
        let touch = &touches[0];
        let called = |index: usize| self.layout.behind << index;
        let is_called = |state: u64, index: usize| (state / self.layout.behind) >> index & 1 == 1;
        if touch.is_alternative {
            if !is_called(state, index) {
                next.push((state, probability));
                return;
            }
            state -= called(index);
        }
        let made = touch.probability.clamp(0.0, 1.0);
        if made < 1.0 {
            let other = touch
                .otherwise
                .filter(|other| (index + 1..index + touches.len()).contains(other) && !is_called(state, *other));
            next.push((state + other.map_or(0, called), probability * (1.0 - made)));
        }
        if made == 0.0 {
            return;
        }
        let Some(player) = player else {
            next.push((state, probability * made));
            return;
        };
        let touched = self.layout.with_touch(state, player);
        let stops = touch.stop.clamp(0.0, 1.0);
        if stops < 1.0 {
            next.push((touched, probability * made * (1.0 - stops)));
        }
        if stops > 0.0 {
            ended.push((touched % self.layout.behind, probability * made * stops));
        }
    }

    fn chain(
        &self,
        follows: impl Fn(u64) -> &'a NumberedRow,
        players: &[Option<usize>],
        most: u32,
        steps: &mut u64,
    ) -> Option<States> {
        let behind = self.layout.behind;
        let mut states: States = vec![(0, 1.0)];
        let mut ended: States = Vec::new();
        for _ in 0..most {
            let mut next: States = Vec::new();
            for (state, probability) in states {
                // Probabilities are taken one after the other up to 1, as a draw finds them.
                let mut taken = 0.0_f64;
                for (to, part) in follows(state / behind) {
                    let until = (taken + part).clamp(taken, 1.0);
                    if until > taken {
                        let player = self.acting(players[*to]);
                        let counts = player.map_or(state, |player| self.layout.with_touch(state, player)) % behind;
                        next.push((counts + (*to as u64 + 1) * behind, probability * (until - taken)));
                    }
                    taken = until;
                }
                if taken < 1.0 {
                    ended.push((state % behind, probability * (1.0 - taken)));
                }
                *steps += follows(state / behind).len() as u64;
                if *steps > self.until {
                    return None;
                }
            }
            states = merged(next);
            if states.is_empty() {
                break;
            }
        }
        ended.extend(states.into_iter().map(|(state, probability)| (state % behind, probability)));
        Some(merged(ended))
    }
}

/// Sorted by state, equal ones summed in the order in which they stand.
fn merged(states: States) -> States {
    let order = sorting::order(states.iter().map(|(state, _)| *state), &|a, b| a.cmp(&b));
    let mut merged: States = Vec::with_capacity(states.len());
    for (state, probability) in order.into_iter().map(|at| states[at as usize]) {
        match merged.last_mut().filter(|last| last.0 == state) {
            Some(last) => last.1 += probability,
            None => merged.push((state, probability)),
        }
    }
    merged
}
