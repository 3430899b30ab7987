//! Which order of the Markov chain predicts journeys best that it has not seen.
//!
//! Ten folds by journey. The score of a held-out journey is minus the sum of log P(next | the last
//! min(k, i) touches) over its uncollapsed path and its end, each probability backed off as
//! P_k = (count + P_(k-1)) / (total + 1) with P_0 uniform over the channels and the two ends: a raw
//! likelihood is infinite at the first unseen transition. Chosen is the smallest order within one
//! standard error of the best. Smoothing serves the score only.

use super::window_numbers::WindowNumbers;

use crate::{
    domain::{path::PathTable, sorting, uncertainty::draw::Draws},
    pack::Pack,
};

const FOLDS: usize = 10;

/// Fold draws come from a stream that no replicate uses.
const FOLD_STREAM: u32 = u32::MAX;

/// How well one order predicts.
#[derive(Clone, Copy, Debug, PartialEq, Pack)]
pub struct OrderScore {
    pub order: usize,
    /// Mean over held-out journeys of minus the log likelihood, in nats; smaller is better.
    pub loss: f64,
    /// Standard error of the mean over folds.
    pub standard_error: f64,
    /// Probability that a converting journey is ranked above a null one; `None` without both.
    pub auc: Option<f64>,
}

/// The scores of all orders and the order chosen by them.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct OrderChoice {
    pub scores: Vec<OrderScore>,
    pub chosen: usize,
}

/// Scores orders 1 to `highest`; `None` for fewer journeys than folds.
pub fn choose_order(table: &PathTable, highest: usize, seed: u64) -> Option<OrderChoice> {
    if (table.journeys() as usize) < FOLDS {
        return None;
    }
    let folds = Folds::draw(table, seed);
    let scores: Vec<OrderScore> = (1..=highest).map(|order| folds.score(table, order)).collect();
    let best = scores.iter().min_by(|a, b| a.loss.total_cmp(&b.loss))?;
    let bar = best.loss + best.standard_error;
    let chosen = scores.iter().find(|score| score.loss <= bar)?.order;
    Some(OrderChoice { chosen, scores })
}

/// Journeys of each path in each fold.
struct Folds {
    conversions: Vec<[u32; FOLDS]>,
    nulls: Vec<[u32; FOLDS]>,
}

/// What follows a window of touches, counted.
#[derive(Default)]
struct Context {
    next: Vec<(u16, f64)>,
    conversions: f64,
    nulls: f64,
}

/// Counts of all windows up to an order in the journeys outside one fold.
struct Trained {
    order: usize,
    outcomes: f64,
    numbers: WindowNumbers,
    /// By the number of the window.
    contexts: Vec<Context>,
}

/// One held-out path: how many of its journeys converted or not, and its score for each.
struct HeldOut {
    conversions: f64,
    nulls: f64,
    conversion_loss: f64,
    null_loss: f64,
    propensity: f64,
}

impl Folds {
    fn draw(table: &PathTable, seed: u64) -> Folds {
        let mut draws = Draws::of_replicate(seed, FOLD_STREAM);
        let mut spread = |count: u32| {
            let mut folds = [0; FOLDS];
            (0..count).for_each(|_| folds[draws.below(FOLDS)] += 1);
            folds
        };
        let pairs = table.rows.iter().map(|row| (spread(row.conversions), spread(row.nulls)));
        let (conversions, nulls) = pairs.unzip();
        Folds { conversions, nulls }
    }

    fn score(&self, table: &PathTable, order: usize) -> OrderScore {
        let held_out: Vec<Vec<HeldOut>> = (0..FOLDS).map(|fold| self.hold_out(table, order, fold)).collect();
        let means: Vec<f64> = held_out.iter().filter_map(|fold| mean_loss(fold)).collect();
        let mean = means.iter().sum::<f64>() / means.len() as f64;
        let squares: f64 = means.iter().map(|fold| (fold - mean).powi(2)).sum();
        let variance = squares / (means.len() - 1).max(1) as f64;
        let all: Vec<HeldOut> = held_out.into_iter().flatten().collect();
        OrderScore { order, loss: mean, standard_error: (variance / means.len() as f64).sqrt(), auc: auc(all) }
    }

    fn hold_out(&self, table: &PathTable, order: usize, fold: usize) -> Vec<HeldOut> {
        let mut trained = Trained::new(order, table.channels.len());
        for (index, row) in table.rows.iter().enumerate() {
            let conversions = row.conversions - self.conversions[index][fold];
            let nulls = row.nulls - self.nulls[index][fold];
            if conversions + nulls > 0 {
                trained.learn(row.channels, f64::from(conversions), f64::from(nulls));
            }
        }
        let rows = table.rows.iter().enumerate();
        rows.filter(|(index, _)| self.conversions[*index][fold] + self.nulls[*index][fold] > 0)
            .map(|(index, row)| {
                let (conversions, nulls) = (self.conversions[index][fold], self.nulls[index][fold]);
                trained.judge(row.channels, f64::from(conversions), f64::from(nulls))
            })
            .collect()
    }
}

impl Trained {
    fn new(order: usize, channels: usize) -> Self {
        Trained { order, outcomes: channels as f64 + 2.0, numbers: WindowNumbers::default(), contexts: Vec::new() }
    }

    fn learn(&mut self, path: &[u16], conversions: f64, nulls: f64) {
        for at in 0..=path.len() {
            for length in 1..=self.order.min(at) {
                let number = self.numbers.intern(&path[at - length..at]) as usize;
                if number == self.contexts.len() {
                    self.contexts.push(Context::default());
                }
                let context = &mut self.contexts[number];
                match path.get(at) {
                    Some(next) => *context.count(*next) += conversions + nulls,
                    None => {
                        context.conversions += conversions;
                        context.nulls += nulls;
                    }
                }
            }
        }
    }

    fn judge(&self, path: &[u16], conversions: f64, nulls: f64) -> HeldOut {
        let window = |at: usize| &path[at.saturating_sub(self.order)..at];
        let touches: f64 = (0..path.len())
            .map(|at| self.backed_off(window(at), |context| context.counted(path[at])))
            .map(|probability| -libm::log(probability))
            .sum();
        let last = window(path.len());
        let end = |count: fn(&Context) -> f64| -libm::log(self.backed_off(last, count));
        HeldOut {
            conversions,
            nulls,
            conversion_loss: touches + end(|context| context.conversions),
            null_loss: touches + end(|context| context.nulls),
            propensity: self.propensity(last),
        }
    }

    /// P_k of an outcome, from the shortest window to the longest.
    fn backed_off(&self, window: &[u16], count: impl Fn(&Context) -> f64) -> f64 {
        self.contexts_of(window)
            .fold(1.0 / self.outcomes, |shorter, context| (count(context) + shorter) / (context.total() + 1.0))
    }

    /// P(conversion | the journey ends behind this window), backed off likewise from one half.
    fn propensity(&self, window: &[u16]) -> f64 {
        let backed_off = |shorter: f64, context: &Context| (context.conversions + shorter) / (context.ends() + 1.0);
        self.contexts_of(window).fold(0.5, backed_off)
    }

    fn contexts_of<'s>(&'s self, window: &'s [u16]) -> impl Iterator<Item = &'s Context> {
        (0..window.len())
            .rev()
            .filter_map(move |from| Some(&self.contexts[self.numbers.find(&window[from..])? as usize]))
    }
}

impl Context {
    fn counted(&self, next: u16) -> f64 {
        self.next.iter().find(|(known, _)| *known == next).map_or(0.0, |(_, count)| *count)
    }

    fn count(&mut self, next: u16) -> &mut f64 {
        let at = self.next.iter().position(|(known, _)| *known == next).unwrap_or_else(|| {
            self.next.push((next, 0.0));
            self.next.len() - 1
        });
        &mut self.next[at].1
    }

    fn ends(&self) -> f64 {
        self.conversions + self.nulls
    }

    fn total(&self) -> f64 {
        // Whole numbers, whose sum has no order.
        self.next.iter().map(|(_, count)| count).sum::<f64>() + self.ends()
    }
}

fn mean_loss(fold: &[HeldOut]) -> Option<f64> {
    let journeys: f64 = fold.iter().map(|path| path.conversions + path.nulls).sum();
    let loss: f64 = fold.iter().map(|path| path.conversions * path.conversion_loss + path.nulls * path.null_loss).sum();
    (journeys > 0.0).then(|| loss / journeys)
}

/// Area under the ROC curve: equal propensities count one half.
fn auc(mut held_out: Vec<HeldOut>) -> Option<f64> {
    sorting::sort_by(&mut held_out, |a, b| a.propensity.total_cmp(&b.propensity));
    let (mut below, mut won, mut conversions) = (0.0, 0.0, 0.0);
    for run in held_out.chunk_by(|a, b| a.propensity == b.propensity) {
        let nulls: f64 = run.iter().map(|path| path.nulls).sum();
        let converted: f64 = run.iter().map(|path| path.conversions).sum();
        won += converted * (below + 0.5 * nulls);
        below += nulls;
        conversions += converted;
    }
    (conversions > 0.0 && below > 0.0).then(|| won / (conversions * below))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::path::NamedPath;

    fn table(paths: &[(&[&str], u32, u32)]) -> PathTable {
        let named = paths.iter().map(|(channels, conversions, nulls)| NamedPath {
            channels,
            conversions: *conversions,
            nulls: *nulls,
            value: None,
        });
        PathTable::from_named(named).expect("few channels")
    }

    #[test]
    fn probabilities_back_off_from_the_longest_window() {
        let mut trained = Trained::new(2, 2);
        trained.learn(&[0, 1], 3.0, 1.0);
        // P_0 = 1/4; behind 1: 3 conversions of 4 ends: (3 + 1/4)/5 = .65; behind 0, 1: (3 + .65)/5 = .73.
        let probability = trained.backed_off(&[0, 1], |context| context.conversions);
        assert!((probability - 0.73).abs() < 1e-12, "{probability}");
        // Never seen: behind 1, 1 there is only the window of length one.
        let unseen = trained.backed_off(&[1, 1], |context| context.conversions);
        assert!((unseen - 0.65).abs() < 1e-12, "{unseen}");
        // (3 + 1/2)/5 = .7, then (3 + .7)/5 = .74.
        assert!((trained.propensity(&[0, 1]) - 0.74).abs() < 1e-12);
    }

    #[test]
    fn journeys_that_remember_two_touches_ask_for_order_two() {
        // What happens behind b depends on what came before it.
        let paths: [(&[&str], u32, u32); 4] =
            [(&["a", "b"], 400, 0), (&["c", "b"], 0, 400), (&["b", "a"], 0, 300), (&["b", "c"], 300, 0)];
        let choice = choose_order(&table(&paths), 4, 7).expect("enough journeys");
        assert_eq!(choice.chosen, 2);
        let auc = choice.scores[1].auc.expect("both ends");
        assert!(auc > 0.99, "{auc}");
    }

    #[test]
    fn journeys_without_memory_ask_for_order_one() {
        // Each step is a, b, conversion or null with one quarter each, whatever came before.
        let mut paths: Vec<(Vec<&str>, u32)> = vec![(vec!["a"], 512), (vec!["b"], 512)];
        for index in 0..30 {
            let (path, count) = paths[index].clone();
            paths.extend(["a", "b"].map(|next| ([path.clone(), vec![next]].concat(), count / 4)));
        }
        let paths: Vec<(&[&str], u32, u32)> =
            paths.iter().map(|(path, count)| (path.as_slice(), *count, *count)).collect();
        let choice = choose_order(&table(&paths), 4, 7).expect("enough journeys");
        assert_eq!(choice.chosen, 1, "{choice:?}");
        assert_eq!(choose_order(&table(&[(&["a"], 4, 5)]), 4, 7), None);
    }

    #[test]
    fn the_auc_counts_pairs() {
        let path = |propensity, conversions, nulls| HeldOut {
            conversions,
            nulls,
            conversion_loss: 0.0,
            null_loss: 0.0,
            propensity,
        };
        // Pairs: (.9 over .1) 2 x 1, (.9 tied with .9) 2 x 1 at one half: 3 of 4.
        assert_eq!(auc(vec![path(0.9, 2.0, 1.0), path(0.1, 0.0, 1.0)]), Some(0.75));
        assert_eq!(auc(vec![path(0.9, 2.0, 0.0)]), None);
    }
}
