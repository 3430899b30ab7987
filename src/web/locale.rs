//! Numbers as the browser's locale writes them.

use std::cell::{Cell, RefCell};

use js_sys::{Array, Function, Intl::NumberFormat, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::{
    domain::words::{Affix, Group, NumberStyle},
    engine::import::Kind,
    handout::Numbers,
    protocol::Opened,
};

/// Formats built once.
pub struct Formats {
    whole: NumberFormat,
    decimals: NumberFormat,
    percent: NumberFormat,
    /// Of what is open; `None` where the locale knows no form of its currency.
    money: RefCell<Option<NumberFormat>>,
    currency: RefCell<String>,
    style: Cell<NumberStyle>,
}

/// In what amounts of the open dataset are: a code, or a sign of several currencies; empty where the file names none, and none is
/// assumed.
pub fn currency_of(opened: &Opened) -> String {
    match (opened.kind, &opened.how) {
        (Kind::Leads, _) => "USD".to_owned(),
        (_, how) => how.as_ref().and_then(|how| how.currency.clone()).unwrap_or_default(),
    }
}

impl Formats {
    pub fn of_browser() -> Formats {
        let decimals = format(&[("minimumFractionDigits", 2.into()), ("maximumFractionDigits", 2.into())]);
        let decimal = NumberStyle::decimal_seen(&text(&decimals, 0.5));
        let plain = NumberStyle::PLAIN;
        Formats {
            style: Cell::new(NumberStyle { decimal: decimal.unwrap_or(plain.decimal), ..plain }),
            decimals,
            whole: format(&[("maximumFractionDigits", 0.into())]),
            percent: format(&[("minimumFractionDigits", 1.into()), ("maximumFractionDigits", 1.into())]),
            money: RefCell::default(),
            currency: RefCell::default(),
        }
    }

    /// How sentences and charts write figures in this locale.
    pub fn style(&self) -> NumberStyle {
        self.style.get()
    }

    /// Has sentences and charts write groups of digits and the currency too. The page's own have neither.
    pub fn learn_style(&self) {
        let group = Group::seen(&self.whole(1_234_567.0), &self.whole(1_234.0));
        self.style.set(NumberStyle { group, money: Affix::round(&self.money(1.0)), ..self.style.get() });
    }

    pub fn whole(&self, number: f64) -> String {
        text(&self.whole, number)
    }

    /// Two decimals.
    pub fn decimals(&self, number: f64) -> String {
        text(&self.decimals, number)
    }

    /// A fraction as percent without its sign.
    pub fn points(&self, fraction: f64) -> String {
        // What rounds to 0 has no sign.
        text(&self.percent, if fraction.abs() < 0.000_5 { 0.0 } else { 100.0 * fraction })
    }

    pub fn percent(&self, fraction: f64) -> String {
        self.points(fraction) + "\u{a0}%"
    }

    /// An amount in whole units of the open dataset's currency.
    pub fn money(&self, amount: f64) -> String {
        match (&*self.money.borrow(), &*self.currency.borrow()) {
            (Some(money), _) => text(money, amount),
            (None, unnamed) if unnamed.is_empty() => self.whole(amount),
            (None, sign) => format!("{}\u{a0}{sign}", self.whole(amount)),
        }
    }

    /// A day and its clock in UTC, of seconds since 1970-01-01 00:00 UTC.
    pub fn instant(&self, seconds: i64) -> String {
        day_and_clock(seconds, &options(&[("timeZone", "UTC".into())]))
    }

    /// The same by the clock of the reader.
    pub fn moment(&self, seconds: i64) -> String {
        day_and_clock(seconds, &Object::new())
    }

    pub fn set_currency(&self, currency: String) {
        // A code of ISO 4217; others are signs.
        let is_code = currency.len() == 3 && currency.bytes().all(|byte| byte.is_ascii_uppercase());
        self.money.replace(is_code.then(|| {
            format(&[
                ("style", "currency".into()),
                ("currency", currency.as_str().into()),
                ("maximumFractionDigits", 0.into()),
            ])
        }));
        self.currency.replace(currency);
    }
}

impl Numbers for Formats {
    fn style(&self) -> NumberStyle {
        Formats::style(self)
    }

    fn whole(&self, number: f64) -> String {
        Formats::whole(self, number)
    }

    fn decimals(&self, number: f64) -> String {
        Formats::decimals(self, number)
    }

    fn money(&self, amount: f64) -> String {
        Formats::money(self, amount)
    }

    fn points(&self, fraction: f64) -> String {
        Formats::points(self, fraction)
    }
}

fn day_and_clock(seconds: i64, options: &Object) -> String {
    let date = js_sys::Date::new(&JsValue::from_f64(seconds as f64 * 1_000.0));
    String::from(date.to_locale_string("default", options))
}

/// Names of time zones that the browser knows; none where it does not say.
pub fn zones() -> Vec<String> {
    let known = || -> Result<Array, JsValue> {
        let intl = Reflect::get(&js_sys::global(), &"Intl".into())?;
        let values: Function = Reflect::get(&intl, &"supportedValuesOf".into())?.dyn_into()?;
        Ok(Array::from(&values.call1(&intl, &"timeZone".into())?))
    };
    known().map(|names| names.iter().filter_map(|name| name.as_string()).collect()).unwrap_or_default()
}

fn format(wanted: &[(&str, JsValue)]) -> NumberFormat {
    NumberFormat::new(&js_sys::Array::new(), &options(wanted))
}

fn options(wanted: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in wanted {
        if Reflect::set(&object, &JsValue::from_str(name), value).is_err() {
            web_sys::console::debug_1(&"a format could not be set".into());
        }
    }
    object
}

fn text(format: &NumberFormat, number: f64) -> String {
    let function = format.format();
    let written = function.call1(&JsValue::UNDEFINED, &JsValue::from_f64(number));
    written.ok().and_then(|text| text.as_string()).unwrap_or_else(|| number.to_string())
}
