//! By which rules touches became journeys, what each concerned, and the way to change it.

use leptos::prelude::*;

use super::{
    Again,
    menu::{line, menu, words},
};
use crate::{
    domain::{
        decimal,
        touchpoint::{
            HowRead,
            amount::DecimalSign,
            order::DateOrder,
            settings::{AfterLast, Conversions, Flags, Repeats, Settings},
        },
    },
    ui::desk::Desk,
    web::locale,
};

const CONVERSIONS: [Conversions; 2] = [Conversions::Each, Conversions::First];
const FLAGS: [Flags; 3] = [Flags::Told, Flags::Row, Flags::Journey];
const AFTER_LAST: [AfterLast; 2] = [AfterLast::Null, AfterLast::Drop];
const REPEATS: [Repeats; 2] = [Repeats::Keep, Repeats::Collapse];
const ORDERS: [Option<DateOrder>; 4] =
    [None, Some(DateOrder::DayFirst), Some(DateOrder::MonthFirst), Some(DateOrder::YearFirst)];
const SIGNS: [Option<DecimalSign>; 3] = [None, Some(DecimalSign::Point), Some(DecimalSign::Comma)];

/// Every rule as a menu.
pub fn rules(again: &Again, how: &HowRead) -> AnyView {
    let desk = Desk::here();
    let number = |count: u32| desk.write(|formats| formats.whole(f64::from(count)));
    let touches = |count: u32| format!("{} {}", number(count), if count == 1 { "touch" } else { "touches" });
    let (settings, affected) = (&how.settings, how.affected);
    let told = |given: bool| if given { "as asked for" } else { "told from the cells" };
    let dates = how.date_order.map_or("no date is unclear".to_owned(), |order| match order.given {
        true => told(true).to_owned(),
        false => format!("told from the cells: {}", order.choice.words()),
    });
    let signs = how.decimal_sign.map_or("no amount is unclear".to_owned(), |sign| match sign.given {
        true => told(true).to_owned(),
        false => format!("told from the cells: {}", sign.choice.words()),
    });
    let flags = if how.flags_of_journeys { "read as of journeys" } else { "read as of rows" };
    let fields = vec![
        window(again, settings, format!("{} left out as older", touches(affected.outside_lookback))),
        of_list(
            again,
            "Conversions of one customer",
            &["each ends a journey", "the first only"],
            CONVERSIONS.iter().position(|choice| *choice == settings.conversions),
            format!(
                "{} customers split, {} conversions left out",
                number(affected.split_customers),
                number(affected.later_conversions)
            ),
            |settings, at| settings.conversions = CONVERSIONS[at],
        ),
        of_list(
            again,
            "A flag of conversion speaks of",
            &["told from the file", "its row", "the whole journey"],
            FLAGS.iter().position(|choice| *choice == settings.flags),
            flags.to_owned(),
            |settings, at| settings.flags = FLAGS[at],
        ),
        of_list(
            again,
            "Touches after the last conversion",
            &["a journey without conversion", "left out"],
            AFTER_LAST.iter().position(|choice| *choice == settings.after_last),
            touches(affected.after_last),
            |settings, at| settings.after_last = AFTER_LAST[at],
        ),
        of_list(
            again,
            "The same channel again",
            &["another touch", "one touch"],
            REPEATS.iter().position(|choice| *choice == settings.repeats),
            touches(affected.repeats),
            |settings, at| settings.repeats = REPEATS[at],
        ),
        of_list(
            again,
            "Dates such as 3/4/2025",
            &["told from the file", "day first", "month first", "year first"],
            ORDERS.iter().position(|choice| *choice == settings.date_order),
            dates,
            |settings, at| settings.date_order = ORDERS[at],
        ),
        zone(again, settings, format!("{} clocks say no zone", number(how.without_zone))),
        of_list(
            again,
            "Decimal sign",
            &["told from the file", "point", "comma"],
            SIGNS.iter().position(|choice| *choice == settings.decimal_sign),
            signs,
            |settings, at| settings.decimal_sign = SIGNS[at],
        ),
        currency(again, settings, how.currency.clone()),
    ];
    view! {
        <div class="settings" role="group" aria-label="Rules">{fields}</div>
        <p class="quiet">{format!(
            "{} touches at the very time of the one before stand in the order of the file. {} conversions are no touch. {} touches were renamed.",
            number(affected.equal_times),
            number(affected.conversion_rows),
            number(affected.renamed),
        )}</p>
    }
    .into_any()
}

fn of_list(
    again: &Again,
    label: &str,
    options: &[&str],
    current: Option<usize>,
    note: String,
    set: fn(&mut Settings, usize),
) -> AnyView {
    let (again, count) = (again.clone(), options.len());
    menu(label, words(options), current.unwrap_or_default(), note, move |at| {
        if at < count {
            again.with_settings(|settings| set(settings, at));
        }
    })
}

fn window(again: &Again, settings: &Settings, note: String) -> AnyView {
    let days = settings.lookback_days.map_or(String::new(), |days| days.to_string());
    let again = again.clone();
    line("Lookback window, days (blank: none)", days, "number", "", note, move |days| {
        let days = days.and_then(|days| decimal::parse(&days));
        again.with_settings(|settings| settings.lookback_days = days);
    })
}

fn zone(again: &Again, settings: &Settings, note: String) -> AnyView {
    let current = settings.time_zone.clone().unwrap_or("UTC".to_owned());
    let names = locale::zones().into_iter().map(|name| view! { <option value=name></option> }.into_any());
    let names: Vec<AnyView> = names.collect();
    let again = again.clone();
    let field = line("Time zone of clocks that say none", current, "text", "zones", note, move |zone| {
        again.with_settings(|settings| settings.time_zone = zone);
    });
    view! { {field}<datalist id="zones">{names}</datalist> }.into_any()
}

fn currency(again: &Again, settings: &Settings, read: Option<String>) -> AnyView {
    let note = match (&settings.currency, &read) {
        (Some(_), _) => "as asked for".to_owned(),
        (None, Some(_)) => "read from the file".to_owned(),
        (None, None) => "no cell names one".to_owned(),
    };
    let again = again.clone();
    line("Currency", read.unwrap_or_default(), "text", "", note, move |currency| {
        again.with_settings(|settings| settings.currency = currency);
    })
}
