//! A rule as a game of its channels: which of them can change anything, and what a journey's touches come to.

use crate::domain::{
    channel::{ChannelId, Channels},
    playbook::{
        Chance, Course, Effect, Rule, When,
        chance::{logistic, logit},
        plan::{NumberedCourse, Plan},
    },
};

/// A rule, whom it befalls, and its players: the channels that can change who converts, by an effect, a synergy or a stop
/// before touches that have one.
#[derive(Debug)]
pub(super) struct Game {
    /// The rule's part of all leads.
    pub part: f64,
    pub plan: Plan,
    pub players: Vec<ChannelId>,
    /// By channel.
    player_of: Vec<Option<usize>>,
    /// What each player's touches do; a channel may have several effects.
    effects: Vec<Vec<Effect>>,
    synergies: Vec<(usize, usize, f64)>,
    /// Log-odds without any touch, with their probabilities.
    pub points: Vec<(f64, f64)>,
}

impl Game {
    /// Of leads with these values of SII, sorted, and probabilities that sum to 1.
    pub fn of(rule: &Rule, channels: &Channels, part: f64, sii: &[(f64, f64)]) -> Game {
        let mut game = Game {
            part,
            plan: Plan::of(rule, channels),
            players: Vec::new(),
            player_of: vec![None; channels.len()],
            effects: Vec::new(),
            synergies: Vec::new(),
            points: Vec::new(),
        };
        match &rule.conversion.when {
            // Whoever reaches it converts, whatever touches them.
            When::SiiAtLeast(least) => {
                let sure =
                    |(sii, part): &(f64, f64)| (if sii >= least { f64::INFINITY } else { f64::NEG_INFINITY }, *part);
                game.points = sii.iter().map(sure).collect();
            }
            When::Chance(chance) => {
                game.enter(&Moving::of(rule, chance), chance, channels);
                let point = |(sii, part): &(f64, f64)| (lead_log_odds(chance, *sii), *part);
                game.points = sii.iter().map(point).collect();
            }
        }
        let mut merged: Vec<(f64, f64)> = Vec::new();
        for (log_odds, part) in std::mem::take(&mut game.points) {
            match merged.last_mut().filter(|last| last.0 == log_odds) {
                Some(last) => last.1 += part,
                None => merged.push((log_odds, part)),
            }
        }
        game.points = merged;
        game
    }

    fn enter(&mut self, moving: &Moving, chance: &Chance, channels: &Channels) {
        let players = channels.names().filter(|name| moving.effective.contains(name) || moving.stopping.contains(name));
        for name in players {
            let Some(channel) = channels.find(name) else { continue };
            self.player_of[channel.index()] = Some(self.players.len());
            self.players.push(channel);
            let own = chance.effects.iter().filter(|effect| effect.channel == name && effect.log_odds != 0.0);
            self.effects.push(own.cloned().collect());
        }
        let player = |name: &str| channels.find(name).and_then(|channel| self.player_of[channel.index()]);
        let both = chance.synergies.iter().filter(|synergy| synergy.log_odds != 0.0);
        let both = both.filter_map(|of| Some((player(&of.channels[0])?, player(&of.channels[1])?, of.log_odds)));
        self.synergies = both.collect();
    }

    pub fn player(&self, channel: ChannelId) -> Option<usize> {
        self.player_of[channel.index()]
    }

    /// What so many touches of each player add to a lead's log-odds.
    pub fn log_odds(&self, touches: &[u32]) -> f64 {
        let effects = self.effects.iter().zip(touches).filter(|(_, count)| **count > 0);
        let alone: f64 =
            effects.flat_map(|(effects, count)| effects.iter().map(|effect| effect.of_touches(*count))).sum();
        let both = self.synergies.iter().filter(|(one, other, _)| touches[*one] > 0 && touches[*other] > 0);
        alone + both.map(|(_, _, log_odds)| log_odds).sum::<f64>()
    }

    /// Probability of conversion of a lead of the population, with so much added to its log-odds.
    pub fn expected(&self, added: f64) -> f64 {
        self.points.iter().map(|(log_odds, part)| part * logistic(log_odds + added)).sum()
    }

    /// How many touches of a player can be told apart by what they do, at most.
    pub fn telling(&self, player: usize) -> u32 {
        let further = self.effects[player].iter().any(|effect| effect.saturation != 0.0);
        let once = !self.effects[player].is_empty() || self.synergies.iter().any(|of| of.0 == player || of.1 == player);
        let most = match &self.plan.course {
            NumberedCourse::Touches(touches) => {
                touches.iter().filter(|touch| touch.channel == self.players[player]).count() as u32
            }
            NumberedCourse::Chain { most, .. } => *most,
        };
        if further { most } else { most.min(u32::from(once)) }
    }
}

/// log-odds = logit(base rate) + slope x (SII - centre).
fn lead_log_odds(chance: &Chance, sii: f64) -> f64 {
    logit(chance.base_rate) + chance.sii_slope * (sii - chance.sii_centre)
}

/// The channels of a rule that can change who converts.
struct Moving<'a> {
    effective: Vec<&'a str>,
    stopping: Vec<&'a str>,
}

impl<'a> Moving<'a> {
    fn of(rule: &'a Rule, chance: &'a Chance) -> Moving<'a> {
        let course: Vec<&str> = match &rule.course {
            Course::Touches(touches) => touches.iter().map(|touch| touch.channel.as_str()).collect(),
            Course::Chain(chain) => chain.steps.iter().map(|step| step.channel.as_str()).collect(),
        };
        let acts = |name: &&str| course.contains(name);
        let alone = chance.effects.iter().filter(|effect| effect.log_odds != 0.0).map(|effect| effect.channel.as_str());
        let mut effective: Vec<&str> = alone.filter(acts).collect();
        for synergy in chance.synergies.iter().filter(|synergy| synergy.log_odds != 0.0) {
            let both = synergy.channels.each_ref().map(String::as_str);
            if both.iter().all(acts) {
                effective.extend(both);
            }
        }
        let mut stopping = Vec::new();
        if let Course::Touches(touches) = &rule.course {
            let matters =
                |index: &usize| touches[index + 1..].iter().any(|later| effective.contains(&later.channel.as_str()));
            let stops = (0..touches.len()).filter(|index| touches[*index].stop > 0.0).filter(matters);
            stopping.extend(stops.map(|index| touches[index].channel.as_str()));
        }
        Moving { effective, stopping }
    }
}
