//! How touchpoints are read: every choice, what it concerned, and the way to change it.

use leptos::{ev, prelude::*};

use super::desk::Desk;
use crate::{
    domain::{
        import::table::{Form, Reading},
        touchpoint::{
            Affected, HowRead,
            amount::DecimalSign,
            field::{Field, Mapped, Reason},
            order::DateOrder,
            settings::{AfterLast, Conversions, Flags, Repeats, Settings},
        },
    },
    engine::import::{Choices, Kind},
    session::{Change, Held},
};

/// Rereads the file with other settings.
fn choose(desk: Desk, file: Held, settings: Settings) {
    desk.change(Change::Choose(file, Box::new(Choices { kind: Some(Kind::Touchpoints), settings })));
}

/// Everything that was decided of the open file.
#[component]
pub fn HowTouchpointsWereRead(reading: Reading, how: HowRead) -> impl IntoView {
    let desk = Desk::here();
    let number = |count: u32| desk.write(|formats| formats.whole(f64::from(count)));
    let affected = how.affected;
    let summary = format!(
        "{} touches of {} customers, {} conversions.",
        number(affected.touches),
        number(affected.customers),
        number(affected.conversions)
    );
    view! {
        <p>{summary}</p>
        <details class="method">
            <summary>"How the table was read"</summary>
            <TableFacts reading=reading.clone() />
        </details>
        <details class="method">
            <summary>"Columns"</summary>
            <Columns names=reading.names mapped=how.mapped.clone() settings=how.settings.clone() file=Held::Open />
        </details>
        <details class="method">
            <summary>"From touches to journeys"</summary>
            <Rules how />
        </details>
    }
}

/// Encoding, dialect, header and what stands round the table, with the evidence.
#[component]
fn TableFacts(reading: Reading) -> impl IntoView {
    let sign = |byte: u8| match byte {
        b'\t' => "tab".to_owned(),
        byte => char::from(byte).to_string(),
    };
    let mut facts = vec![("Encoding", reading.encoding.name.clone(), reading.encoding.evidence.to_string())];
    match &reading.form {
        Form::Delimited(table) => {
            let dialect = table.dialect.dialect;
            facts.extend([
                ("Delimiter", sign(dialect.delimiter), reading.form.to_string()),
                (
                    "Quote",
                    dialect.quote.map_or("none".to_owned(), sign),
                    format!("inside a quoted cell it is {}", dialect.escape.name()),
                ),
                ("Header", format!("line {}", table.header_line), table.header.to_string()),
                ("Before", format!("{} lines", table.preamble_lines), table.preamble_words()),
                ("Behind", format!("{} lines", table.footer_lines.len()), table.footer_words()),
            ]);
        }
        Form::Json(objects) | Form::Ndjson(objects) => facts.extend([
            ("Form", reading.form.name().to_owned(), reading.form.to_string()),
            ("Left out", format!("{} values", objects.left_out.count), objects.left_out.words()),
        ]),
    }
    if reading.gzip {
        facts.push(("Packed", "gzip".to_owned(), "by its first bytes".to_owned()));
    }
    let row = |(what, value, why): (&'static str, String, String)| {
        view! { <tr><th scope="row">{what}</th><td class="cell">{value}</td><td class="cell">{why}</td></tr> }
    };
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label="How the table was read">
            <table class="rejected">
                <thead><tr><th scope="col">"What"</th><th scope="col">"Read as"</th><th scope="col">"Because"</th></tr></thead>
                <tbody>{facts.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

/// A field and its column, to be changed.
#[component]
pub fn Columns(names: Vec<String>, mapped: Vec<Mapped>, settings: Settings, file: Held) -> impl IntoView {
    let desk = Desk::here();
    let column_of = |field: Field| mapped.iter().find(|mapped| mapped.field == field).map(|mapped| mapped.name.clone());
    let chosen = RwSignal::new(Field::ALL.map(|field| (field, column_of(field).unwrap_or_default())).to_vec());
    let fields = Field::ALL.map(|field| {
        let reason = mapped.iter().find(|mapped| mapped.field == field).map(|mapped| mapped.reason.to_string());
        let label = if field.is_required() { format!("{} (required)", field.name()) } else { field.name().to_owned() };
        let set = move |event: ev::Event| {
            let name = event_target_value(&event);
            chosen.update(|chosen| {
                chosen.iter_mut().filter(|(known, _)| *known == field).for_each(|(_, column)| column.clone_from(&name));
            });
        };
        let current = column_of(field).unwrap_or_default();
        let options = names.iter().map(|name| {
            let selected = *name == current;
            view! { <option value=name.clone() selected=selected>{name.clone()}</option> }
        });
        let options = options.collect_view();
        view! {
            <label class="field"><span>{label}</span>
                <select on:change=set><option value="" selected=current.is_empty()>"none"</option>{options}</select>
                <small class="quiet">{reason}</small>
            </label>
        }
    });
    let read = move |_| {
        // What was left as it was found stays found, not given.
        let found = |field: Field| mapped.iter().find(|known| known.field == field && known.reason != Reason::Given);
        let given = |(field, name): &(Field, String)| match found(*field) {
            Some(found) => found.name != *name,
            None => !name.is_empty() || settings.columns.iter().any(|(known, _)| known == field),
        };
        let columns = chosen.get_untracked().into_iter().filter(given).collect();
        choose(desk, file, Settings { columns, ..settings.clone() });
    };
    view! {
        <div class="settings" role="group" aria-label="Columns">{fields.collect_view()}</div>
        <p><button on:click=read>"Read again with these columns"</button></p>
    }
}

/// A rule as a menu of its settings, and what it concerned.
#[component]
fn Rule<T: Copy + PartialEq + Send + Sync + 'static>(
    label: &'static str,
    choices: Vec<(T, &'static str)>,
    current: T,
    set: Callback<T>,
    #[prop(into)] concerned: String,
) -> impl IntoView {
    let options = choices.iter().enumerate().map(|(at, (choice, words))| {
        view! { <option value=at.to_string() selected=*choice == current>{*words}</option> }
    });
    let options = options.collect_view();
    let change = move |event: ev::Event| {
        if let Ok(at) = event_target_value(&event).parse::<usize>()
            && let Some((choice, _)) = choices.get(at)
        {
            set.run(*choice);
        }
    };
    view! {
        <label class="field"><span>{label}</span><select on:change=change>{options}</select><small class="quiet">{concerned}</small></label>
    }
}

#[component]
fn Rules(how: HowRead) -> impl IntoView {
    let desk = Desk::here();
    let settings = how.settings.clone();
    let setter = move |settings: &Settings| {
        let settings = settings.clone();
        move |change: &dyn Fn(&mut Settings)| {
            let mut changed = settings.clone();
            change(&mut changed);
            choose(desk, Held::Open, changed);
        }
    };
    let Affected { outside_lookback, split_customers, later_conversions, after_last, equal_times, repeats, .. } =
        how.affected;
    let number = |count: u32| desk.write(|formats| formats.whole(f64::from(count)));
    let (of_window, of_conversions, of_flags, of_rest, of_repeats, of_dates, of_signs) = (
        setter(&settings),
        setter(&settings),
        setter(&settings),
        setter(&settings),
        setter(&settings),
        setter(&settings),
        setter(&settings),
    );
    let days = [None, Some(7.0), Some(14.0), Some(30.0), Some(60.0), Some(90.0), Some(180.0), Some(365.0)];
    let windows = days.map(|days| (days, window_name(days))).to_vec();
    let told = |given: bool| if given { "as asked for" } else { "told from the cells" };
    let dates = how.date_order.map_or("no date is unclear".to_owned(), |order| told(order.given).to_owned());
    let signs = how.decimal_sign.map_or("no amount is unclear".to_owned(), |sign| told(sign.given).to_owned());
    let flags = if how.flags_of_journeys { "read as of journeys" } else { "read as of rows" };
    view! {
        <div class="settings" role="group" aria-label="Rules">
            <Rule label="Lookback window" choices=windows current=settings.lookback_days
                set=Callback::new(move |days| of_window(&|settings| settings.lookback_days = days))
                concerned=format!("{} older touches left out", number(outside_lookback)) />
            <Rule label="Conversions of one customer"
                choices=vec![(Conversions::Each, "each ends a journey"), (Conversions::First, "the first only")]
                current=settings.conversions
                set=Callback::new(move |choice| of_conversions(&|settings| settings.conversions = choice))
                concerned=format!("{} customers split, {} conversions left out", number(split_customers), number(later_conversions)) />
            <Rule label="A flag of conversion speaks of"
                choices=vec![(Flags::Told, "told from the file"), (Flags::Row, "its row"), (Flags::Journey, "the whole journey")]
                current=settings.flags
                set=Callback::new(move |choice| of_flags(&|settings| settings.flags = choice))
                concerned=flags />
            <Rule label="Touches after the last conversion"
                choices=vec![(AfterLast::Null, "a journey without conversion"), (AfterLast::Drop, "left out")]
                current=settings.after_last
                set=Callback::new(move |choice| of_rest(&|settings| settings.after_last = choice))
                concerned=format!("{} touches", number(after_last)) />
            <Rule label="The same channel again"
                choices=vec![(Repeats::Keep, "kept"), (Repeats::Collapse, "one touch")]
                current=settings.repeats
                set=Callback::new(move |choice| of_repeats(&|settings| settings.repeats = choice))
                concerned=format!("{} touches", number(repeats)) />
            <Rule label="Day and month"
                choices=vec![(None, "told from the file"), (Some(DateOrder::DayFirst), "day first"), (Some(DateOrder::MonthFirst), "month first"), (Some(DateOrder::YearFirst), "year first")]
                current=settings.date_order
                set=Callback::new(move |choice| of_dates(&|settings| settings.date_order = choice))
                concerned=dates />
            <Rule label="Decimal sign"
                choices=vec![(None, "told from the file"), (Some(DecimalSign::Point), "point"), (Some(DecimalSign::Comma), "comma")]
                current=settings.decimal_sign
                set=Callback::new(move |choice| of_signs(&|settings| settings.decimal_sign = choice))
                concerned=signs />
        </div>
        <p class="quiet">{format!(
            "{} touches at the very time of the one before stand in the order of the file. {} clocks say no zone and count as UTC. Currency: {}.",
            number(equal_times),
            number(how.without_zone),
            how.currency.clone().unwrap_or("none is named".to_owned()),
        )}</p>
    }
}

fn window_name(days: Option<f64>) -> &'static str {
    match days {
        None => "none",
        Some(days) if days <= 7.0 => "7 days",
        Some(days) if days <= 14.0 => "14 days",
        Some(days) if days <= 30.0 => "30 days",
        Some(days) if days <= 60.0 => "60 days",
        Some(days) if days <= 90.0 => "90 days",
        Some(days) if days <= 180.0 => "180 days",
        Some(_) => "365 days",
    }
}

/// Day first or month first, where no date tells.
#[component]
pub fn AskDates(settings: Settings) -> impl IntoView {
    let desk = Desk::here();
    let answer = move |order: DateOrder, label: &'static str| {
        let settings = Settings { date_order: Some(order), ..settings.clone() };
        view! { <button on:click=move |_| choose(desk, Held::Refused, settings.clone())>{label}</button> " " }
    };
    view! { <p>{answer(DateOrder::DayFirst, "Day first: 3/4 is 3 April")}{answer(DateOrder::MonthFirst, "Month first: 3/4 is March 4")}</p> }
}

/// Decimal point or comma, where no amount tells.
#[component]
pub fn AskAmounts(settings: Settings) -> impl IntoView {
    let desk = Desk::here();
    let answer = move |sign: DecimalSign, label: &'static str| {
        let settings = Settings { decimal_sign: Some(sign), ..settings.clone() };
        view! { <button on:click=move |_| choose(desk, Held::Refused, settings.clone())>{label}</button> " " }
    };
    view! { <p>{answer(DecimalSign::Point, "Decimal point: 1.234 is one and a bit")}{answer(DecimalSign::Comma, "Decimal comma: 1.234 is a thousand")}</p> }
}
