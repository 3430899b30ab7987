//! Touchpoints and path tables in: their options, how they were read, and the report.

use std::{error::Error, fs::File};

use lexopt::prelude::ValueExt;
use serde_json::{Value, json};
use touchline::{
    domain::{
        dataset::Dataset,
        import::{read_leads, table::Reading},
        playbook::Playbook,
        touchpoint::{
            HowRead, Join,
            amount::DecimalSign,
            field::Field,
            order::DateOrder,
            settings::{AfterLast, Conversions, Flags, Repeats, Settings},
        },
    },
    engine::{
        self, Step,
        import::{Choices, ImportJob, Kind},
    },
};

use super::{arguments::Arguments, json as report_json, reading};

/// All time zones, as the page has them.
const ZONES: &[u8] = include_bytes!("../../public/zones.bin");

/// Options of touchpoints.
pub const OPTIONS: [&str; 15] = [
    "map",
    "rename",
    "lookback-days",
    "conversions",
    "flags",
    "after-last",
    "repeats",
    "date-order",
    "decimal",
    "currency",
    "quote",
    "time-zone",
    "delimiter",
    "encoding",
    "header",
];

/// Takes one of these options.
pub fn take(settings: &mut Settings, name: &str, parser: &mut lexopt::Parser) -> Result<(), Box<dyn Error>> {
    match name {
        "map" | "rename" => {
            let text = parser.value()?.string()?;
            let (left, right) =
                text.split_once('=').ok_or_else(|| format!("--{name} is of the form A=B, not \"{text}\""))?;
            match name {
                "map" => settings.columns.push((field(left)?, right.to_owned())),
                _ => settings.rename.push((left.to_owned(), right.to_owned())),
            }
        }
        "lookback-days" => {
            let text = parser.value()?.string()?;
            settings.lookback_days = match text.as_str() {
                "none" => None,
                days => Some(days.parse().map_err(|_| format!("--lookback-days is a number or none, not \"{days}\""))?),
            };
        }
        "conversions" => {
            settings.conversions = one_of(name, parser, &[("each", Conversions::Each), ("first", Conversions::First)])?;
        }
        "flags" => {
            let flags = [("told", Flags::Told), ("row", Flags::Row), ("journey", Flags::Journey)];
            settings.flags = one_of(name, parser, &flags)?;
        }
        "after-last" => {
            settings.after_last = one_of(name, parser, &[("null", AfterLast::Null), ("drop", AfterLast::Drop)])?;
        }
        "repeats" => {
            settings.repeats = one_of(name, parser, &[("keep", Repeats::Keep), ("collapse", Repeats::Collapse)])?;
        }
        "date-order" => {
            let orders = [("dmy", DateOrder::DayFirst), ("mdy", DateOrder::MonthFirst), ("ymd", DateOrder::YearFirst)];
            settings.date_order = Some(one_of(name, parser, &orders)?);
        }
        "decimal" => {
            let signs = [("point", DecimalSign::Point), ("comma", DecimalSign::Comma)];
            settings.decimal_sign = Some(one_of(name, parser, &signs)?);
        }
        "currency" => settings.currency = Some(parser.value()?.string()?),
        "quote" => settings.hints.dialect.quote = Some(reading::quote(&parser.value()?.string()?)?),
        "time-zone" => settings.time_zone = Some(parser.value()?.string()?),
        "delimiter" => settings.hints.dialect.delimiter = Some(reading::delimiter(&parser.value()?.string()?)?),
        "encoding" => settings.hints.encoding = Some(parser.value()?.string()?),
        _ => settings.hints.header = Some(reading::yes_or_no(&parser.value()?.string()?)?),
    }
    Ok(())
}

/// Reads a file of touchpoints or paths and answers the query.
pub fn answer(path: &str, file: File, kind: Kind, arguments: &Arguments) -> Result<Value, Box<dyn Error>> {
    let choices = Choices {
        kind: Some(kind),
        settings: arguments.settings.clone(),
        separator: arguments.separator.clone(),
        leads: None,
    };
    let join = arguments.join.as_deref().map(leads).transpose()?;
    let import = || -> Result<Dataset, engine::EngineError> {
        let mut job = ImportJob::start(path, None, file, &choices, &[])?;
        if let Some(join) = join {
            job.join(join);
        }
        while let Step::More(_) = job.step()? {}
        job.finish(Playbook::default(), Some(ZONES))
    };
    let dataset = import().map_err(|error| format!("{path}: {error}"))?;
    let report = engine::attribute(&dataset, &arguments.query)?;
    let mut json = report_json::of_dataset(&dataset, &arguments.query, &report);
    if let Some(touchpoints) = dataset.touchpoints() {
        json["reading"] = said(&dataset.source.reading, &touchpoints.how);
    }
    if let Some(paths) = dataset.paths() {
        json["reading"] = reading::said(&dataset.source.reading);
        json["reading"]["separator"] = json!(paths.separator.sign);
        json["reading"]["evidence"]["separator"] = json!(paths.separator.to_string());
    }
    Ok(json)
}

fn said(table: &Reading, of: &HowRead) -> Value {
    let mut said = reading::said(table);
    let columns = of.mapped.iter().map(
        |mapped| json!({ "field": mapped.field.name(), "column": mapped.name, "reason": mapped.reason.to_string() }),
    );
    let settings = &of.settings;
    let affected = &of.affected;
    said["columns"] = columns.collect();
    said["date_order"] = json!(of.date_order.map(|told| match told.choice {
        DateOrder::DayFirst => "dmy",
        DateOrder::MonthFirst => "mdy",
        DateOrder::YearFirst => "ymd",
    }));
    said["decimal"] = json!(of.decimal_sign.map(|told| match told.choice {
        DecimalSign::Point => "point",
        DecimalSign::Comma => "comma",
    }));
    said["currency"] = json!(of.currency);
    said["time_zone"] = json!(settings.time_zone.as_deref().unwrap_or("UTC"));
    said["clocks_without_zone"] = json!(of.without_zone);
    said["lookback_days"] = json!(settings.lookback_days);
    said["flags"] = json!(if of.flags_of_journeys { "journey" } else { "row" });
    said["conversions"] = json!(match settings.conversions {
        Conversions::Each => "each",
        Conversions::First => "first",
    });
    said["after_last"] = json!(match settings.after_last {
        AfterLast::Null => "null",
        AfterLast::Drop => "drop",
    });
    said["repeats"] = json!(match settings.repeats {
        Repeats::Keep => "keep",
        Repeats::Collapse => "collapse",
    });
    said["rename"] = settings.rename.iter().map(|(old, new)| json!([old, new])).collect();
    said["joined"] = json!(
        of.joined
            .as_ref()
            .map(|joined| json!({ "file": joined.name, "leads": joined.leads, "customers": joined.customers }))
    );
    said["affected"] = json!({
        "customers": affected.customers,
        "touches": affected.touches,
        "conversions": affected.conversions,
        "outside_lookback": affected.outside_lookback,
        "split_customers": affected.split_customers,
        "later_conversions": affected.later_conversions,
        "after_last": affected.after_last,
        "equal_times": affected.equal_times,
        "repeats": affected.repeats,
        "conversion_rows": affected.conversion_rows,
        "renamed": affected.renamed,
    });
    said
}

/// Leads to be joined.
fn leads(path: &str) -> Result<Join, Box<dyn Error>> {
    let file = File::open(path).map_err(|error| format!("{path}: {error}"))?;
    let leads = read_leads(file).map_err(|fault| format!("{path}: {fault}"))?.leads;
    Ok(Join { name: path.to_owned(), leads })
}

fn field(name: &str) -> Result<Field, Box<dyn Error>> {
    let names = Field::ALL.map(Field::name).join(", ");
    Field::named(name).ok_or_else(|| format!("no field is named \"{name}\"; the fields are {names}").into())
}

/// The choice that an option's value names.
fn one_of<T: Copy>(name: &str, parser: &mut lexopt::Parser, choices: &[(&str, T)]) -> Result<T, Box<dyn Error>> {
    let text = parser.value()?.string()?;
    let known: Vec<&str> = choices.iter().map(|(known, _)| *known).collect();
    let found = choices.iter().find(|(known, _)| *known == text).map(|(_, choice)| *choice);
    found.ok_or_else(|| format!("--{name} is {}, not \"{text}\"", known.join(" or ")).into())
}
