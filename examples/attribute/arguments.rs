//! The command line.

use std::error::Error;

use lexopt::prelude::{Long, ValueExt};

use super::events;
use touchline::{
    domain::{
        attribution::{heuristic::PositionWeights, model::Model},
        dataset::DEFAULT_SEED,
        touchpoint::settings::Settings,
        uncertainty::resample::Method,
        zip::Zip,
    },
    engine::query::Query,
};

pub const USAGE: &str = "\
Usage: cargo run --release --example attribute -- --leads FILE | --events FILE | --paths FILE [options]

  --leads FILE             a CSV of leads, from which journeys are made
  --playbook FILE          of leads: the rules that make journeys, as JSON; the page saves them (default: its own)
  --playbook-seed 7        of what the playbook leaves to chance
  --paths FILE             a path table: path, total_conversions, total_conversion_value, total_null

  --events FILE            a CSV of touchpoints: who, when, which channel

  --separator SIGN         of path tables: what parts the channels; told from the file where it is not given

  of touchpoints only; what is not given is told from the file:
  --map FIELD=COLUMN       customer, time, time_of_day, channel, conversion, value, cost, play, persona or zip;
                           may be repeated; a column without a name is column_3, a second one of a name: name (2)
  --join-leads FILE        leads of the same ids, which tell persona, play and ZIP where the touchpoints do not
  --lookback-days 90       days in which touches count, or none
  --conversions each       or first: what several conversions of one customer are
  --flags told             row or journey: what a flag of conversion speaks of
  --after-last null        or drop: what touches behind the last conversion are
  --repeats keep           or collapse: what a touch of the same channel as the one before is
  --rename OLD=NEW         a channel under another name; may be repeated
  --date-order dmy         or mdy, or ymd of years of two digits
  --decimal point          or comma
  --currency EUR           the only one that is read
  --time-zone UTC          for clocks that say none, such as Europe/Berlin
  --delimiter ,            of cells: one sign, or tab
  --quote SIGN             one sign, or none
  --encoding LABEL         for example windows-1252
  --header yes             or no

  of leads and touchpoints:
  --zip 75209              only this ZIP code; may be repeated
  --include-unknown-zip    with --zip: leads without a usable ZIP code as well
  --all-tiers              every lead, not only SII >= 70 and risk >= 60
  --play PLAY              only this play; may be repeated
  --without CHANNEL        take this channel out of every journey; may be repeated
  --group A,B              count these channels as one; may be repeated

  --model MODEL            hybrid (default), markov, shapley, shapley_sum, shapley_ordered, first_touch, last_touch,
                           last_non_direct, linear, linear_distinct, time_decay, u_shaped, w_shaped, j_shaped,
                           inverse_j, custom_position, participation
  --alpha 0.5              weight of Markov in the hybrid: 1 is Markov, 0 Shapley
  --order 1                order of the Markov chain
  --persona-weight NAME=2  multiplies the journeys of a persona; likewise --play-weight; may be repeated
  --channel-weight NAME=2  multiplies the transitions into a channel; may be repeated
  --lambda 1               the power to which these weights are raised
  --half-life 7            days, of time decay
  --positions F,M,L,O      weights of first, middle, last and other touches, of custom_position
  --middle-at 0            the middle touch of custom_position, counted from 1; 0: half way
  --sampling-bound 0.001   above 20 channels: largest standard error of a sampled Shapley value, as a part of p
  --exclude CHANNEL        what last_non_direct passes over; may be repeated (default: direct)
  --uncertainty METHOD     bayesian (default), bootstrap, dirichlet (models of the chain only) or none
  --prior 0                added to every observed transition by dirichlet
  --level 0.9              of the intervals
  --replicates 1000
  --seed N                 0 to 9007199254740991";

pub enum Input {
    /// With a playbook's file, and the seed of its draws.
    Leads(String, Option<String>, u64),
    Events(String),
    Paths(String),
}

pub struct Arguments {
    pub input: Input,
    /// Of touchpoints.
    pub settings: Settings,
    /// Leads that are joined to touchpoints by id.
    pub join: Option<String>,
    /// Of path tables.
    pub separator: Option<String>,
    pub query: Query,
}

impl Arguments {
    /// `None` where help was asked for.
    pub fn parse(mut parser: lexopt::Parser) -> Result<Option<Arguments>, Box<dyn Error>> {
        let mut input = None;
        let mut query = Query::default();
        let (mut unknown_zip, mut prior, mut excluded) = (false, None, Vec::new());
        let (mut playbook, mut playbook_seed) = (None, DEFAULT_SEED);
        let (mut of_leads_only, mut middle_at, mut separator, mut join) = (None, 0, None, None);
        let (mut settings, mut of_events_only) = (Settings::default(), None);
        while let Some(argument) = parser.next()? {
            if let Long(name) = argument
                && events::OPTIONS.contains(&name)
            {
                let name = name.to_owned();
                events::take(&mut settings, &name, &mut parser)?;
                of_events_only = Some(format!("--{name}"));
                continue;
            }
            if let Long(
                name @ ("zip"
                | "include-unknown-zip"
                | "all-tiers"
                | "play"
                | "persona-weight"
                | "play-weight"
                | "playbook"
                | "playbook-seed"),
            ) = argument
            {
                of_leads_only = Some(format!("--{name}"));
            }
            match argument {
                Long("leads") => input = Some(Input::Leads(parser.value()?.string()?, None, DEFAULT_SEED)),
                Long("playbook") => playbook = Some(parser.value()?.string()?),
                Long("playbook-seed") => playbook_seed = parser.value()?.parse()?,
                Long("events") => input = Some(Input::Events(parser.value()?.string()?)),
                Long("paths") => input = Some(Input::Paths(parser.value()?.string()?)),
                Long("zip") => query.scope.zips.push(parser.value()?.string()?.parse::<Zip>()?),
                Long("include-unknown-zip") => unknown_zip = true,
                Long("all-tiers") => query.scope.tier = None,
                Long("play") => query.scope.plays.push(parser.value()?.string()?),
                Long("without") => query.scope.without.push(parser.value()?.string()?),
                Long("group") => {
                    let names = parser.value()?.string()?;
                    query.scope.groups.push(names.split(',').map(str::to_owned).collect());
                }
                Long("model") => query.model = model(&parser.value()?.string()?)?,
                Long("alpha") => query.alpha = parser.value()?.parse()?,
                Long("order") => query.settings.order = parser.value()?.parse()?,
                Long("persona-weight") => query.context.personas.push(weight(&parser.value()?.string()?)?),
                Long("play-weight") => query.context.plays.push(weight(&parser.value()?.string()?)?),
                Long("channel-weight") => query.context.channels.push(weight(&parser.value()?.string()?)?),
                Long("lambda") => query.context.lambda = parser.value()?.parse()?,
                Long("half-life") => query.settings.half_life_days = parser.value()?.parse()?,
                Long("positions") => query.settings.custom = positions(&parser.value()?.string()?)?,
                Long("middle-at") => middle_at = parser.value()?.parse()?,
                Long("sampling-bound") => query.settings.sampling_bound = parser.value()?.parse()?,
                Long("exclude") => excluded.push(parser.value()?.string()?),
                Long("uncertainty") => query.method = method(&parser.value()?.string()?)?,
                Long("prior") => prior = Some(parser.value()?.parse()?),
                Long("level") => query.level = parser.value()?.parse()?,
                Long("replicates") => query.replicates = parser.value()?.parse()?,
                Long("seed") => query.seed = parser.value()?.parse()?,
                Long("join-leads") => join = Some(parser.value()?.string()?),
                Long("separator") => separator = Some(parser.value()?.string()?),
                Long("help") => return Ok(None),
                _ => return Err(format!("{}\n\n{USAGE}", argument.unexpected()).into()),
            }
        }
        // Without --zip every ZIP is in scope, unknown ones included.
        if unknown_zip && !query.scope.zips.is_empty() {
            query.scope.zips.push(Zip::Unknown);
        }
        if !excluded.is_empty() {
            query.settings.excluded = excluded;
        }
        query.settings.custom.middle_at = middle_at;
        match (&mut query.method, prior) {
            (Method::Dirichlet { prior: set }, Some(given)) => *set = given,
            (_, Some(_)) => return Err("--prior goes with --uncertainty dirichlet".into()),
            _ => {}
        }
        if query.method.draws_rows() && !query.model.is_of_chain() {
            let name = query.model.name();
            return Err(format!("--uncertainty dirichlet draws rows of the chain, and {name} has none").into());
        }
        match (input, of_leads_only, of_events_only) {
            (None, ..) => Err(format!("--leads FILE, --events FILE or --paths FILE is missing\n\n{USAGE}").into()),
            (Some(Input::Paths(_)), Some(option), _) => {
                Err(format!("{option} goes with --leads: a path table has no leads").into())
            }
            (Some(Input::Leads(..) | Input::Paths(_)), _, Some(option)) => {
                Err(format!("{option} goes with --events").into())
            }
            (Some(Input::Events(_)), Some(option), _)
                if option == "--all-tiers" || option.starts_with("--playbook") =>
            {
                Err(format!("{option} goes with --leads").into())
            }
            (Some(Input::Leads(..) | Input::Events(_)), ..) if separator.is_some() => {
                Err("--separator goes with --paths".into())
            }
            (Some(Input::Leads(..) | Input::Paths(_)), ..) if join.is_some() => {
                Err("--join-leads goes with --events".into())
            }
            (Some(Input::Leads(file, ..)), ..) => {
                let input = Input::Leads(file, playbook, playbook_seed);
                Ok(Some(Arguments { input, settings, join, separator, query }))
            }
            (Some(input), ..) => Ok(Some(Arguments { input, settings, join, separator, query })),
        }
    }
}

fn model(name: &str) -> Result<Model, Box<dyn Error>> {
    let names = Model::ALL.map(Model::name).join(", ");
    Model::named(name).ok_or_else(|| format!("no model is named \"{name}\"; the models are {names}").into())
}

/// Position weights, as "0.4,0,0.4,0.2".
fn positions(text: &str) -> Result<PositionWeights, Box<dyn Error>> {
    let numbers = text.split(',').map(str::parse).collect::<Result<Vec<f64>, _>>();
    match numbers.as_deref() {
        Ok([first, middle, last, others]) => {
            Ok(PositionWeights { first: *first, middle: *middle, middle_at: 0, last: *last, others: *others })
        }
        _ => Err(format!("\"{text}\" is not of the form 0.4,0,0.4,0.2").into()),
    }
}

/// A name and its weight, as "NAME=2".
fn weight(text: &str) -> Result<(String, f64), Box<dyn Error>> {
    let (name, weight) = text.rsplit_once('=').ok_or_else(|| format!("\"{text}\" is not of the form NAME=2"))?;
    Ok((name.to_owned(), weight.parse().map_err(|_| format!("\"{weight}\" is not a number"))?))
}

fn method(name: &str) -> Result<Method, Box<dyn Error>> {
    let message = || format!("no method is named \"{name}\"; the methods are bayesian, bootstrap, dirichlet and none");
    Method::named(name).ok_or_else(|| message().into())
}
