//! A rule as a game of its channels: which of them can change anything, and what a journey's touches come to.

use crate::domain::{
    channel::{ChannelId, Channels},
    playbook::{
        Chance, Course, Rule, When,
        chance::logistic,
        plan::{Decides, NumberedCourse, Plan},
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
    /// By player.
    tells: Vec<Tells>,
    /// Log-odds without any touch, with their probabilities.
    pub points: Vec<(f64, f64)>,
}

/// What of a player's touches tells by its part in the log-odds. A player may only stop others.
#[derive(Clone, Copy, Debug)]
enum Tells {
    Nothing,
    Presence,
    Count,
}

impl Game {
    /// Of leads with these values of SII, sorted, and probabilities that sum to 1.
    pub fn of(rule: &Rule, channels: &Channels, part: f64, sii: &[(f64, f64)]) -> Game {
        let mut game = Game {
            part,
            plan: Plan::of(rule, channels),
            players: Vec::new(),
            player_of: vec![None; channels.len()],
            tells: Vec::new(),
            points: Vec::new(),
        };
        if let When::Chance(chance) = &rule.conversion.when {
            game.enter(&Moving::of(rule, chance), chance, channels);
        }
        let log_odds = |sii: f64| match &game.plan.decides {
            // Whoever reaches it converts, whatever touches them.
            Decides::SiiAtLeast(least) if sii >= *least => f64::INFINITY,
            Decides::SiiAtLeast(_) => f64::NEG_INFINITY,
            Decides::Chance(chance) => chance.untouched(sii),
        };
        let mut merged: Vec<(f64, f64)> = Vec::new();
        for (log_odds, part) in sii.iter().map(|(sii, part)| (log_odds(*sii), *part)) {
            match merged.last_mut().filter(|last| last.0 == log_odds) {
                Some(last) => last.1 += part,
                None => merged.push((log_odds, part)),
            }
        }
        game.points = merged;
        game
    }

    fn enter(&mut self, moving: &Moving, chance: &Chance, channels: &Channels) {
        let plays = |name: &str| moving.effective.contains(&name) || moving.stopping.contains(&name);
        for name in channels.names().filter(|name| plays(name)) {
            let Some(channel) = channels.find(name) else { continue };
            self.player_of[channel.index()] = Some(self.players.len());
            self.players.push(channel);
            let own = || chance.effects.iter().filter(|effect| effect.channel == name && effect.log_odds != 0.0);
            let synergies = chance.synergies.iter().filter(|of| of.log_odds != 0.0);
            let mut both = synergies.map(|of| &of.channels).filter(|of| of.iter().all(|other| plays(other)));
            self.tells.push(if own().any(|effect| effect.saturation != 0.0) {
                Tells::Count
            } else if own().count() > 0 || both.any(|of| of.iter().any(|one| one == name)) {
                Tells::Presence
            } else {
                Tells::Nothing
            });
        }
    }

    pub fn player(&self, channel: ChannelId) -> Option<usize> {
        self.player_of[channel.index()]
    }

    /// What so many touches of each player add to a lead's log-odds.
    pub fn log_odds(&self, touches: &[u32]) -> f64 {
        match &self.plan.decides {
            Decides::SiiAtLeast(_) => 0.0,
            Decides::Chance(chance) => {
                chance.touched(0.0, |channel| self.player(channel).map_or(0, |player| touches[player]))
            }
        }
    }

    /// Probability of conversion of a lead of the population, with so much added to its log-odds.
    pub fn expected(&self, added: f64) -> f64 {
        self.points.iter().map(|(log_odds, part)| part * logistic(log_odds + added)).sum()
    }

    /// How many touches of a player can be told apart by what they do, at most.
    pub fn telling(&self, player: usize) -> u32 {
        let most = match &self.plan.course {
            NumberedCourse::Touches(touches) => {
                touches.iter().filter(|touch| touch.channel == self.players[player]).count() as u32
            }
            NumberedCourse::Chain { most, .. } => *most,
        };
        match self.tells[player] {
            Tells::Nothing => 0,
            Tells::Presence => most.min(1),
            Tells::Count => most,
        }
    }
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
