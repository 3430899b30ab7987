//! Paths, lengths, times, transitions, overlap and places.

use super::{
    Form::{self, Decimal, Duration, Money, Percent, Text, Whole},
    Sheet, number, text, whole,
};
use crate::{
    domain::{
        sorting,
        study::{
            Outcomes, PathStudy,
            lags::{LagDistribution, Lags},
            overlap::Pair,
            path_words,
            paths::{PathFigures, Ranking, TopPaths},
            places::Thirds,
        },
        words::NumberStyle,
    },
    export::table::Cell,
};

/// Every table of a study, in the order in which they are shown.
pub fn all(study: &PathStudy, style: NumberStyle) -> Vec<Sheet> {
    let mut sheets = vec![top(&study.converting, style), top(&study.null, style), lengths(study, style)];
    sheets.extend(study.lags.as_ref().map(|lags| lag_figures(lags, style)));
    sheets.extend(study.lags.as_ref().map(|lags| lag_bins(lags, style)));
    sheets.extend(study.lags.as_ref().map(|lags| gaps(lags, style)));
    sheets.extend(transitions(study, style));
    sheets.extend([flow(study, style), places(study, style), overlap(study, style), sets(study, style)]);
    sheets
}

/// The most frequent paths. Those of null journeys begin with the figure that they are ranked by.
pub fn top(of: &TopPaths, style: NumberStyle) -> Sheet {
    let (title, ranked_by) = match of.ranking {
        Ranking::Conversions => ("Top converting paths", None),
        Ranking::Nulls => ("Top paths of null journeys", Some(("Null journeys", Whole))),
    };
    let figures = [("Journeys", Whole), ("Conversions", Whole), ("Rate", Percent), ("Value", Money)];
    let columns: Vec<(&str, Form)> = [("Path", Text)].into_iter().chain(ranked_by).chain(figures).collect();
    let mut sheet = Sheet::counted(title, of.sentence(style), &columns);
    sheet.listed_by = columns.iter().position(|(name, _)| *name == ranked_by.map_or("Conversions", |(name, _)| name));
    let row = |name: String, figures: &PathFigures| {
        let mut row = vec![Cell::Text(name)];
        row.extend(ranked_by.map(|_| whole(figures.outcomes.nulls())));
        row.extend(outcomes(figures.outcomes));
        row.extend([number(figures.rate), number(figures.value)]);
        row
    };
    sheet.rows = of.paths.iter().map(|path| row(path_words(&path.path), &path.figures)).collect();
    if of.more > 0 {
        sheet.rows.push(row(format!("{} more", style.whole(f64::from(of.more))), &of.rest));
        sheet.closing = 1;
    }
    sheet
}

pub fn lengths(study: &PathStudy, style: NumberStyle) -> Sheet {
    let lengths = &study.lengths;
    let columns = [("Touches", Text), ("Journeys", Whole), ("Conversions", Whole), ("Rate", Percent)];
    let mut sheet = Sheet::counted("Length of journeys", lengths.sentence(style), &columns);
    let row = |name: String, of: Outcomes| {
        let mut row = vec![Cell::Text(name)];
        row.extend(outcomes(of));
        row.push(number(of.rate()));
        row
    };
    sheet.rows = lengths.rows.iter().enumerate().map(|(touches, of)| row(touches.to_string(), *of)).collect();
    if lengths.longer.journeys > 0 {
        sheet.rows.push(row(format!("{} and more", lengths.rows.len()), lengths.longer));
    }
    sheet
}

/// Quartiles of the time lags.
pub fn lag_figures(lags: &Lags, style: NumberStyle) -> Sheet {
    let columns = [
        ("Time", Text),
        ("Count", Whole),
        ("Least", Duration),
        ("First quartile", Duration),
        ("Median", Duration),
        ("Third quartile", Duration),
        ("Greatest", Duration),
    ];
    let mut sheet = Sheet::counted("Time lags", lags.sentence(style), &columns);
    sheet.rows = named(lags)
        .map(|(name, of)| {
            let five = of.seconds.as_ref();
            let figures =
                five.map(|of| [f64::from(of.min), of.lower_quartile, of.median, of.upper_quartile, f64::from(of.max)]);
            let mut row = vec![text(name), whole(of.count)];
            row.extend((0..5).map(|at| number(figures.map(|figures| figures[at]))));
            row
        })
        .into();
    sheet
}

/// How many lags are how long.
pub fn lag_bins(lags: &Lags, style: NumberStyle) -> Sheet {
    let columns = [("Lag", Text), ("First touch to conversion", Whole), ("Last touch to conversion", Whole)];
    let mut sheet = Sheet::counted("Time lags by length", lags.sentence(style), &columns);
    let bins = lags.first_to_conversion.bins.iter().zip(&lags.last_to_conversion.bins);
    sheet.rows = bins.map(|(first, last)| vec![text(&first.name), whole(first.count), whole(last.count)]).collect();
    sheet
}

/// Pairs of touches that follow each other, by the time between them.
pub fn gaps(lags: &Lags, style: NumberStyle) -> Sheet {
    let columns = [("Time", Text), ("Pairs of touches", Whole)];
    let mut sheet = Sheet::counted("Time between touches", lags.gaps_sentence(style), &columns);
    let of = &lags.between_touches;
    sheet.rows = of.bins.iter().map(|bin| vec![text(&bin.name), whole(bin.count)]).collect();
    if of.backward > 0 {
        let pairs = style.count(of.backward, "pair", "pairs");
        sheet.note = format!("Left out: {pairs} of which the later touch has the earlier time.");
    }
    sheet
}

fn named(lags: &Lags) -> [(&'static str, &LagDistribution); 3] {
    [
        ("First touch to conversion", &lags.first_to_conversion),
        ("Last touch to conversion", &lags.last_to_conversion),
        ("Between touches", &lags.between_touches),
    ]
}

/// Transitions as they were counted; a row a transition that occurs.
pub fn transitions(study: &PathStudy, style: NumberStyle) -> Option<Sheet> {
    let counted = study.transitions.as_ref()?;
    let columns = [("From", Text), ("To", Text), ("Transitions", Whole), ("Probability", Percent)];
    let mut sheet = Sheet::counted("Transitions", counted.sentence(style), &columns);
    sheet.listed_by = Some(2);
    let names = &counted.transitions;
    for (at, from) in names.from.iter().enumerate() {
        for (column, to) in names.to.iter().enumerate().filter(|(column, _)| counted.counts[at][*column] > 0) {
            let count = whole(counted.counts[at][column]);
            sheet.rows.push(vec![text(from), text(to), count, number(counted.probability(at, column))]);
        }
    }
    Some(sheet)
}

/// The links of the flow.
pub fn flow(study: &PathStudy, style: NumberStyle) -> Sheet {
    let flow = &study.flow;
    let columns =
        [("Step", Text), ("From", Text), ("To", Text), ("Journeys", Whole), ("Conversions", Whole), ("Rate", Percent)];
    let mut sheet = Sheet::counted("Flow from touch to touch", flow.sentence(style), &columns);
    sheet.listed_by = Some(3);
    sheet.rows = flow
        .links
        .iter()
        .map(|link| {
            let (from, to) = (&flow.nodes[link.from as usize], &flow.nodes[link.to as usize]);
            let mut row = vec![Cell::Text(from.step.to_string()), text(flow.name(from.stop)), text(flow.name(to.stop))];
            row.extend(outcomes(link.outcomes));
            row.push(number(link.outcomes.rate()));
            row
        })
        .collect();
    sheet
}

/// Early, middle and late touches.
pub fn places(study: &PathStudy, style: NumberStyle) -> Sheet {
    let columns = [
        ("Channel", Text),
        ("Only touch, converting", Whole),
        ("Early", Whole),
        ("Middle", Whole),
        ("Late", Whole),
        ("Only touch, not converting", Whole),
        ("Early, not converting", Whole),
        ("Middle, not converting", Whole),
        ("Late, not converting", Whole),
    ];
    let mut sheet = Sheet::counted("Early, middle and late touches", study.places.sentence(style), &columns);
    let thirds = |of: Thirds| [of.only, of.early, of.middle, of.late].map(whole);
    sheet.rows = study
        .places
        .channels
        .iter()
        .map(|of| std::iter::once(text(&of.channel)).chain(thirds(of.converting)).chain(thirds(of.null)).collect())
        .collect();
    sheet.note =
        "Thirds of the touches of each journey, by their order; the touch of a journey of one is its only one."
            .to_owned();
    sheet
}

/// Most pairs of channels that are listed.
const PAIRS: usize = 20;

/// Which channels occur together, those of the most journeys first.
pub fn overlap(study: &PathStudy, style: NumberStyle) -> Sheet {
    let overlap = &study.overlap;
    let columns = [
        ("Channel", Text),
        ("And", Text),
        ("Journeys with both", Whole),
        ("Conversions", Whole),
        ("Rate with both", Percent),
        ("Rate with one only", Percent),
    ];
    let mut sheet = Sheet::counted("Channels that occur together", overlap.sentence(style), &columns);
    let name = |at: u16| text(&overlap.channels[usize::from(at)]);
    let mut pairs: Vec<&Pair> = overlap.pairs.iter().collect();
    sorting::sort_by(&mut pairs, |a, b| b.both.journeys.cmp(&a.both.journeys));
    let more = pairs.len().saturating_sub(PAIRS);
    let row = |pair: &&Pair| {
        let mut row = vec![name(pair.first), name(pair.second)];
        row.extend(outcomes(pair.both));
        row.extend([number(pair.both.rate()), number(pair.one_only().rate())]);
        row
    };
    sheet.rows = pairs.iter().take(PAIRS).map(row).collect();
    if more > 0 {
        let more = style.count(more as u32, "more pair is", "more pairs are");
        sheet.note = format!("{more} not listed, in no more journeys than the last one that is.");
    }
    sheet
}

/// The most frequent sets of channels.
pub fn sets(study: &PathStudy, style: NumberStyle) -> Sheet {
    let columns = [("Channels", Text), ("Journeys", Whole), ("Conversions", Whole), ("Rate", Percent)];
    let mut sheet = Sheet::counted("Sets of channels", study.sets.sentence(style), &columns);
    sheet.rows = study
        .sets
        .sets
        .iter()
        .map(|set| {
            let mut row = vec![Cell::Text(set.channels.join(" + "))];
            row.extend(outcomes(set.outcomes));
            row.push(number(set.outcomes.rate()));
            row
        })
        .collect();
    sheet
}

/// Mean and median of the lengths.
pub fn length_figures(study: &PathStudy, style: NumberStyle) -> Sheet {
    let columns = [("Journeys", Text), ("Count", Whole), ("Mean touches", Decimal), ("Median touches", Decimal)];
    let mut sheet = Sheet::counted("Touches per journey", study.lengths.sentence(style), &columns);
    let named = [("converting", &study.lengths.converting), ("without a conversion", &study.lengths.null)];
    sheet.rows =
        named.map(|(name, of)| vec![text(name), whole(of.journeys), number(of.mean), number(of.median)]).into();
    sheet
}

fn outcomes(of: Outcomes) -> [Cell; 2] {
    [whole(of.journeys), whole(of.conversions)]
}

#[cfg(test)]
mod tests;
