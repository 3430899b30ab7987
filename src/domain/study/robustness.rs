//! What the charts of robustness show, in one sentence each.

use crate::domain::{
    attribution::order_choice::OrderChoice,
    comparison::{Comparison, ModelShares, Sweep},
    finding::are_equal,
    uncertainty::Interval,
    words::{NumberStyle, list},
};

/// What moves over a sweep of a setting, `over` in words: "From Shapley to Markov". Too few conversions rank nothing.
pub fn of_sweep(comparison: &Comparison, sweep: &Sweep, over: &str, style: NumberStyle) -> String {
    if let Some(too_few) = comparison.counts.too_few(style) {
        return too_few;
    }
    let channels = &comparison.channels;
    let leads: Vec<Vec<usize>> = sweep.shares.iter().map(|shares| greatest(shares.iter().copied())).collect();
    let of = |places: &[usize]| list(&places.iter().map(|at| &channels[*at]).collect::<Vec<_>>());
    let Some(first) = leads.first().filter(|first| !first.is_empty()) else {
        return "There is nothing to compare.".to_owned();
    };
    let lead = match (leads.iter().all(|leads| leads == first), first.len()) {
        (false, _) => "the lead is not the same at every step".to_owned(),
        (true, 1) => format!("{} leads at every step", of(first)),
        (true, _) => format!("{} tie for the lead at every step", of(first)),
    };
    let ranges: Vec<f64> = sweep.channels.iter().map(|channel| channel.max - channel.min).collect();
    let most = greatest(ranges.iter().copied());
    let range = most.first().map_or(0.0, |at| ranges[*at]);
    if are_equal(range, 0.0) {
        return format!("{over} no share moves; {lead}.");
    }
    let (shares, verb) = if most.len() == 1 { ("the share", "moves") } else { ("the shares", "move") };
    format!("{over} {lead}; {shares} of {} {verb} the most, over {} points.", of(&most), style.points_moved(range))
}

/// How far a model's shares move with the sample: the widest of its intervals.
pub fn of_intervals(comparison: &Comparison, intervals: &[Option<Interval>], style: NumberStyle) -> String {
    if let Some(too_few) = comparison.counts.too_few(style) {
        return too_few;
    }
    let known: Vec<(f64, f64, &String)> = intervals
        .iter()
        .zip(&comparison.channels)
        .filter_map(|(of, name)| of.map(|of| (of.hi - of.lo, of.level, name)))
        .collect();
    let widest = greatest(known.iter().map(|(width, ..)| *width));
    let Some((width, level, _)) = widest.first().map(|at| known[*at]) else {
        return "No intervals are drawn, so that nothing tells how far the shares move with the sample.".to_owned();
    };
    if are_equal(width, 0.0) {
        return "With the sample no share moves.".to_owned();
    }
    let names: Vec<&String> = widest.iter().map(|at| known[*at].2).collect();
    let (share, its) =
        if names.len() == 1 { ("share of", "moves the most: its") } else { ("shares of", "move the most: each") };
    let level = format!("{:.0} %", 100.0 * level);
    format!(
        "With the sample the {share} {} {its} {level} interval is {} points wide.",
        list(&names),
        style.points_moved(width)
    )
}

/// Which channel leads most often in the replicates.
pub fn of_ranks(comparison: &Comparison, model: &ModelShares, style: NumberStyle) -> String {
    if let Some(too_few) = comparison.counts.too_few(style) {
        return too_few;
    }
    let most = greatest(model.ranks.iter().map(|rank| rank.first));
    let Some(part) = most.first().map(|at| style.percent(model.ranks[*at].first)) else {
        return "No replicates were drawn, so that nothing tells how stable the ranks are.".to_owned();
    };
    let names: Vec<&String> = most.iter().filter_map(|at| comparison.channels.get(*at)).collect();
    let verb = if names.len() == 1 { "is first most often, in" } else { "are first equally often, each in" };
    format!("{} {verb} {part} of the replicates.", list(&names))
}

/// Which order of the chain predicts best.
pub fn of_order(choice: Option<&OrderChoice>, style: NumberStyle) -> String {
    let best = choice.and_then(|choice| choice.scores.iter().min_by(|a, b| a.loss.total_cmp(&b.loss)));
    let (Some(choice), Some(best)) = (choice, best) else {
        return "Too few journeys to tell which order of the Markov chain predicts best: ten folds need ten."
            .to_owned();
    };
    let loss = style.decimals(best.loss, 4);
    match choice.chosen == best.order {
        true => {
            format!("Order {} of the Markov chain predicts unseen journeys best, with a loss of {loss}.", best.order)
        }
        false => format!(
            "Order {} of the Markov chain is enough: order {} predicts unseen journeys best, with a loss of {loss}, but by no more \
             than its standard error.",
            choice.chosen, best.order
        ),
    }
}

/// The places of the greatest figures; those that are equal tie.
fn greatest(figures: impl Iterator<Item = f64> + Clone) -> Vec<usize> {
    let most = figures.clone().fold(f64::MIN, f64::max);
    figures.enumerate().filter(|(_, figure)| are_equal(*figure, most)).map(|(at, _)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        attribution::{model::Model, order_choice::OrderScore},
        journey::Origin,
        report::Counts,
        scope::OutsideScope,
        uncertainty::rank::RankStability,
        words::Group,
    };

    const STYLE: NumberStyle = NumberStyle::PLAIN;

    /// Of so many conversions among 2,000 journeys, of which so many have no touch left.
    fn compared(conversions: u32, unattributed: u32) -> Comparison {
        Comparison {
            origin: Origin::Observed,
            counts: Counts {
                outside: OutsideScope::default(),
                journeys: 2_000,
                events: 2_000,
                distinct_paths: 2,
                personas: 0,
                conversions,
                conversion_rate: None,
                conversion_rate_interval: None,
                conversion_probability: None,
                value: None,
                conversions_without_value: conversions,
                unattributed_conversions: unattributed,
                unattributed_value: None,
            },
            channels: ["ads", "mail"].map(str::to_owned).to_vec(),
            models: Vec::new(),
            ranges: Vec::new(),
            single_channel_part: None,
            alpha_sweep: None,
            lambda_sweep: None,
            order_choice: None,
            transitions: None,
        }
    }

    #[test]
    fn what_is_in_scope_is_told_as_above_the_credit() {
        let sweep = Sweep::over_alpha(&[0.6, 0.4], &[0.7, 0.3]).expect("steps");
        let sentence = |conversions, unattributed| {
            let style = NumberStyle { group: Some(Group::of_three(',')), ..STYLE };
            of_sweep(&compared(conversions, unattributed), &sweep, "From Shapley to Markov", style)
        };
        assert_eq!(sentence(9, 0), "Too few journeys to tell: 9 conversions in scope.");
        assert_eq!(sentence(9, 5), "Too few journeys to tell: 9 conversions in scope.");
        assert_eq!(sentence(1, 0), "Too few journeys to tell: 1 conversion in scope.");
        assert_eq!(sentence(0, 0), "No conversion in 2,000 journeys: no credit to share.");
        let uncredited = "No channel can be credited: no converting journey has a touch left.";
        assert_eq!([sentence(12, 12), sentence(1, 1)], [uncredited, uncredited]);
        assert!(sentence(12, 5).starts_with("From Shapley to Markov ads leads at every step"));
        let mut none = compared(0, 0);
        none.counts.journeys = 0;
        assert_eq!(of_intervals(&none, &[], STYLE), "No journey is in scope.");
    }

    #[test]
    fn a_sweep_says_who_leads_and_what_moves() {
        let sentence = |markov: [f64; 2], shapley: [f64; 2]| {
            let sweep = Sweep::over_alpha(&markov, &shapley).expect("steps");
            of_sweep(&compared(10, 0), &sweep, "From Shapley to Markov", STYLE)
        };
        // .6 to .7 and .4 to .3.
        let both = "From Shapley to Markov ads leads at every step; the shares of ads and mail move the most, over 10.0 points.";
        assert_eq!(sentence([0.6, 0.4], [0.7, 0.3]), both);
        assert_eq!(sentence([0.6, 0.4], [0.6, 0.4]), "From Shapley to Markov no share moves; ads leads at every step.");
        assert!(sentence([0.6, 0.4], [0.4, 0.6]).contains("the lead is not the same at every step"));
        let level = "From Shapley to Markov ads and mail tie for the lead at every step";
        assert_eq!(
            sentence([0.5, 0.5], [0.5, 0.5]),
            format!("From Shapley to Markov no share moves; {}.", &level[23..])
        );
        // They tie at one end.
        assert!(sentence([0.6, 0.4], [0.5, 0.5]).contains("the lead is not the same at every step"));
    }

    #[test]
    fn intervals_and_ranks_say_how_far_the_sample_decides() {
        let of = |lo, hi| Some(Interval { level: 0.9, lo, hi });
        let widest = "With the sample the share of mail moves the most: its 90 % interval is 20.0 points wide.";
        assert_eq!(of_intervals(&compared(31, 0), &[of(0.5, 0.6), of(0.3, 0.5)], STYLE), widest);
        assert!(of_intervals(&compared(31, 0), &[None, None], STYLE).starts_with("No intervals are drawn"));
        let still = of_intervals(&compared(31, 0), &[of(1.0, 1.0), of(0.0, 0.0)], STYLE);
        assert_eq!(still, "With the sample no share moves.");
        let hardly = of_intervals(&compared(31, 0), &[of(0.5, 0.500_4), of(0.5, 0.5)], STYLE);
        assert!(hardly.ends_with("is under 0.1 points wide."), "{hardly}");
        let rank = |first| RankStability { first, in_top_two: 1.0 };
        let mut model = ModelShares {
            model: Model::Hybrid,
            shares: Some(vec![0.45, 0.55]),
            intervals: Vec::new(),
            ranks: vec![rank(0.25), rank(0.75)],
            above_next: vec![(1, Some(0.75)), (0, None)],
        };
        assert_eq!(of_ranks(&compared(31, 0), &model, STYLE), "mail is first most often, in 75.0 % of the replicates.");
        model.ranks = vec![rank(0.5), rank(0.5)];
        let level = "ads and mail are first equally often, each in 50.0 % of the replicates.";
        assert_eq!(of_ranks(&compared(31, 0), &model, STYLE), level);
        model.ranks.clear();
        assert!(of_ranks(&compared(31, 0), &model, STYLE).starts_with("No replicates were drawn"));
        assert_eq!(of_ranks(&compared(1, 0), &model, STYLE), "Too few journeys to tell: 1 conversion in scope.");
    }

    #[test]
    fn an_order_is_the_best_or_enough() {
        let score = |order, loss| OrderScore { order, loss, standard_error: 0.01, auc: None };
        let of = |chosen| OrderChoice { scores: vec![score(1, 0.605), score(2, 0.6)], chosen };
        let best = "Order 2 of the Markov chain predicts unseen journeys best, with a loss of 0.6000.";
        assert_eq!(of_order(Some(&of(2)), STYLE), best);
        assert!(of_order(Some(&of(1)), STYLE).starts_with("Order 1 of the Markov chain is enough: order 2 predicts"));
        assert!(of_order(None, STYLE).starts_with("Too few journeys to tell"));
    }
}
