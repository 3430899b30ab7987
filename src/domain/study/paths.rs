//! The most frequent converting paths and null paths.

use std::cmp::Ordering;

use super::{Outcomes, all, tell};
use crate::{
    domain::{
        path::{PathRow, PathTable, known_value},
        sorting,
        words::{NumberStyle, count},
    },
    pack::Pack,
};

/// By which of their journeys paths are ranked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pack)]
pub enum Ranking {
    Conversions,
    Nulls,
}

/// The first paths of a ranking, and what the others hold.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct TopPaths {
    pub ranking: Ranking,
    /// The most frequent first; equal ones in the order of their names.
    pub paths: Vec<RankedPath>,
    /// Further paths with a conversion, or with a null, by the ranking.
    pub more: u32,
    /// What those hold together.
    pub rest: PathFigures,
    /// Paths that are as frequent as the first, itself among them.
    pub level: u32,
    /// All journeys in scope.
    pub all: Outcomes,
}

/// A path by name, from the first touch to the last, repeats kept; empty of journeys whose touches are all taken out.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct RankedPath {
    pub path: Vec<String>,
    pub figures: PathFigures,
}

/// What the journeys of one path, or of some, come to.
#[derive(Clone, Copy, Debug, PartialEq, Pack)]
pub struct PathFigures {
    pub outcomes: Outcomes,
    /// Conversions per journey; `None` without journeys.
    pub rate: Option<f64>,
    /// Of the conversions whose value is known, in currency units; `None` where there are conversions and none is.
    pub value: Option<f64>,
    /// Conversions whose value is not known.
    pub without_value: u32,
}

impl TopPaths {
    /// The first `most` paths by conversions, of those that have any.
    pub fn converting(table: &PathTable, most: usize) -> TopPaths {
        TopPaths::of(table, Ranking::Conversions, most)
    }

    /// The first `most` paths by nulls, of those that have any.
    pub fn null(table: &PathTable, most: usize) -> TopPaths {
        TopPaths::of(table, Ranking::Nulls, most)
    }

    fn of(table: &PathTable, ranking: Ranking, most: usize) -> TopPaths {
        let mut rows: Vec<PathRow> = table.rows.iter().filter(|row| ranking.count(*row) > 0).collect();
        let key = |row: &PathRow| u64::from(u32::MAX - ranking.count(*row));
        let order = sorting::order(rows.iter().map(key), &|a, b| by_name(table, rows[a as usize], rows[b as usize]));
        rows = order.into_iter().map(|at| rows[at as usize]).collect();
        let level = rows.iter().take_while(|row| ranking.count(**row) == ranking.count(rows[0])).count();
        let (first, rest) = rows.split_at(most.min(rows.len()));
        let ranked = |row: &PathRow| RankedPath {
            path: row.channels.iter().map(|channel| table.channels[usize::from(*channel)].clone()).collect(),
            figures: PathFigures::of(&[*row]),
        };
        TopPaths {
            ranking,
            paths: first.iter().map(ranked).collect(),
            more: rest.len() as u32,
            rest: PathFigures::of(rest),
            level: level as u32,
            all: all(table),
        }
    }

    /// What the table shows, in one sentence.
    pub fn sentence(&self, style: NumberStyle) -> String {
        let (of, kind) = match self.ranking {
            Ranking::Conversions => (self.all.conversions, "conversions"),
            Ranking::Nulls => (self.all.nulls(), "null journeys"),
        };
        let too_few = match self.ranking {
            Ranking::Conversions => tell::too_few_conversions(self.all, style),
            Ranking::Nulls => too_few_nulls(self.all),
        };
        if let Some(too_few) = too_few {
            return too_few;
        }
        let Some(first) = self.paths.first() else {
            return format!("{} {kind} are in scope.", style.whole(f64::from(of)));
        };
        let held = tell::out_of(self.ranking.of(first.figures.outcomes), of, kind, style);
        let lead = match self.level {
            1 => format!("{} is the most frequent path, with {held}", tell::path_words(&first.path)),
            level => format!("{} paths are the most frequent, with {held} each", style.whole(f64::from(level))),
        };
        let rest = tell::not_shown(self.more, ("path", "paths"), self.ranking.of(self.rest.outcomes), of, style);
        format!("{lead}{rest}.")
    }
}

impl Ranking {
    fn count(self, row: PathRow) -> u32 {
        self.of(Outcomes::of(row))
    }

    fn of(self, outcomes: Outcomes) -> u32 {
        match self {
            Ranking::Conversions => outcomes.conversions,
            Ranking::Nulls => outcomes.nulls(),
        }
    }
}

impl PathFigures {
    fn of(rows: &[PathRow]) -> PathFigures {
        let mut outcomes = Outcomes::default();
        rows.iter().for_each(|row| outcomes.add(Outcomes::of(*row)));
        PathFigures {
            outcomes,
            rate: outcomes.rate(),
            value: known_value(rows.iter().copied()).map(|value| value.units()),
            without_value: rows.iter().map(|row| row.without_value).sum(),
        }
    }
}

fn by_name(table: &PathTable, a: PathRow, b: PathRow) -> Ordering {
    let names = |row: PathRow<'_>| -> Vec<&str> {
        row.channels.iter().map(|channel| table.channels[usize::from(*channel)].as_str()).collect()
    };
    names(a).cmp(&names(b))
}

fn too_few_nulls(all: Outcomes) -> Option<String> {
    match (all.journeys, all.nulls()) {
        (0, _) => tell::too_few_journeys(0),
        (_, 0) => Some("Every journey in scope converts.".to_owned()),
        (_, few) if few < tell::TOO_FEW => {
            Some(format!("Too few journeys to tell: {} in scope.", count(few, "null journey", "null journeys")))
        }
        _ => None,
    }
}
