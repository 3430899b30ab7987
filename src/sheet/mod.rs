//! Tables of figures, from which the page's tables, the exports and the report are made: each table is put together once.

pub mod asked;
pub mod credit;
pub mod fidelity;
pub mod groups;
pub mod lab;
pub mod models;
pub mod money;
mod order;
pub mod paths;
pub mod playbook;
pub mod sides;
pub mod what_if;

use crate::{
    domain::{isolated::isolated, journey::Origin, study::duration, uncertainty::Interval},
    export::table::{Cell, Notes, Table},
    handout::{self, Numbers},
};

/// What stands where a figure does not exist.
pub const NOT_DEFINED: &str = "not defined";

/// A table with the sentence that says what it shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    pub title: String,
    /// One sentence, made of the figures.
    pub message: String,
    pub columns: Vec<Column>,
    /// Each with a cell a column; the first names the row.
    pub rows: Vec<Vec<Cell>>,
    /// How to read it; may be empty.
    pub note: String,
    pub rests_on: RestsOn,
    /// Rows at the end that are the sum of others, or their rest.
    pub closing: usize,
    /// The column of which the report lists the rows of the greatest figures alone; `None` where it lists every row.
    pub listed_by: Option<usize>,
}

/// Rows that the report lists at most where it does not list every one, the closing ones not counted.
const LISTED: usize = 20;

/// What stands behind a sheet's figures, beside the scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RestsOn {
    /// The query's model, with its intervals.
    Model,
    /// Models that the rows name.
    ModelByRow,
    /// Nothing: they are counted.
    Counts,
}

/// A column and how its figures are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub name: String,
    pub form: Form,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Text,
    Whole,
    Decimal,
    /// A fraction, written in percent.
    Percent,
    /// A difference of fractions, written in percent points without a sign.
    Points,
    /// In units of the dataset's currency.
    Money,
    /// Seconds, written as a duration.
    Duration,
}

impl Sheet {
    pub(crate) fn new(title: impl Into<String>, message: String, columns: &[(&str, Form)]) -> Sheet {
        let column = |(name, form): &(&str, Form)| Column { name: (*name).to_owned(), form: *form };
        Sheet {
            title: title.into(),
            message: isolated(&message),
            columns: columns.iter().map(column).collect(),
            rows: Vec::new(),
            note: String::new(),
            rests_on: RestsOn::Model,
            closing: 0,
            listed_by: None,
        }
    }

    /// The same of figures that are counted.
    fn counted(title: impl Into<String>, message: String, columns: &[(&str, Form)]) -> Sheet {
        Sheet { rests_on: RestsOn::Counts, ..Sheet::new(title, message, columns) }
    }

    /// A cell as it is read.
    pub fn write(&self, column: usize, cell: &Cell, numbers: &dyn Numbers) -> String {
        let form = self.columns.get(column).map_or(Form::Text, |column| column.form);
        let number = match cell {
            Cell::None if form == Form::Text => return String::new(),
            Cell::None => return NOT_DEFINED.to_owned(),
            Cell::Text(text) => return text.clone(),
            Cell::Whole(number) => *number as f64,
            // What is written as 0 has no sign.
            Cell::Number(number) if matches!(form, Form::Decimal | Form::Money) && number.abs() < 0.005 => 0.0,
            Cell::Number(number) => *number,
        };
        match form {
            Form::Text | Form::Whole => numbers.whole(number),
            Form::Decimal => numbers.decimals(number),
            Form::Percent => numbers.percent(number),
            Form::Points => numbers.points(number),
            Form::Money => numbers.money(number),
            Form::Duration => duration(number, numbers.style()),
        }
    }

    /// For CSV and JSON, with what the figures rest on.
    pub fn table(&self, notes: Notes) -> Table {
        Table {
            title: self.title.clone(),
            columns: self.columns.iter().map(|column| column.name.clone()).collect(),
            rows: self.rows.clone(),
            notes,
        }
    }

    /// For the report. Of a sheet that is cut the rows stand by the column that it is cut by.
    pub fn handout(&self, numbers: &dyn Numbers) -> handout::Table {
        let column =
            |column: &Column| handout::Column { name: column.name.clone(), numeric: column.form != Form::Text };
        let row = |at: usize| {
            self.rows[at].iter().enumerate().map(|(column, cell)| self.write(column, cell, numbers)).collect()
        };
        let open = self.rows.len().saturating_sub(self.closing);
        let more = self.listed_by.map_or(0, |_| open.saturating_sub(LISTED));
        let mut order: Vec<usize> = match self.listed_by.filter(|_| more > 0) {
            Some(column) => self.order(column, true),
            None => (0..self.rows.len()).collect(),
        };
        order.drain(open - more..open);
        handout::Table {
            columns: self.columns.iter().map(column).collect(),
            rows: order.into_iter().map(row).collect(),
            total: None,
            more: more as u32,
        }
    }
}

impl RestsOn {
    /// The notes of a sheet of this scope, model and level.
    pub fn notes(self, scope: String, model: String, level: f64, origin: Origin) -> Notes {
        Notes {
            scope,
            model: (self == RestsOn::Model).then_some(model),
            level: (self != RestsOn::Counts).then_some(level),
            origin,
        }
    }

    /// In words, for the report.
    pub fn words(self, model: &str, level: f64) -> String {
        match self {
            RestsOn::Model => format!("By {model}; intervals at {:.0} %.", 100.0 * level),
            RestsOn::ModelByRow => format!("Intervals at {:.0} %.", 100.0 * level),
            RestsOn::Counts => "Counts, in which no model and no interval has a part.".to_owned(),
        }
    }
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn whole(count: u32) -> Cell {
    Cell::Whole(count.into())
}

fn number(number: Option<f64>) -> Cell {
    number.map_or(Cell::None, Cell::Number)
}

/// Both ends.
fn ends(interval: Option<Interval>) -> [Cell; 2] {
    [number(interval.map(|of| of.lo)), number(interval.map(|of| of.hi))]
}
