//! Numbers as the browser's locale writes them.

use std::cell::RefCell;

use js_sys::{Intl::NumberFormat, Object, Reflect};
use wasm_bindgen::JsValue;

use crate::{domain::words::NumberStyle, protocol::Opened};

/// Formats built once.
pub struct Formats {
    whole: NumberFormat,
    decimals: NumberFormat,
    percent: NumberFormat,
    dollars: NumberFormat,
    /// Of what is open: a sign or a code, or none where the file names none.
    currency: RefCell<Currency>,
}

/// In what amounts of the open dataset are.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Currency {
    #[default]
    Dollars,
    Sign(String),
    /// It is not named, and none is assumed.
    Unnamed,
}

impl Currency {
    pub fn of(opened: &Opened) -> Currency {
        match &opened.how {
            None => Currency::Dollars,
            Some(how) => how.currency.clone().map_or(Currency::Unnamed, Currency::Sign),
        }
    }
}

impl Formats {
    pub fn of_browser() -> Formats {
        Formats {
            whole: format(&[("maximumFractionDigits", 0.into())]),
            decimals: format(&[("minimumFractionDigits", 2.into()), ("maximumFractionDigits", 2.into())]),
            percent: format(&[("minimumFractionDigits", 1.into()), ("maximumFractionDigits", 1.into())]),
            currency: RefCell::default(),
            dollars: format(&[
                ("style", "currency".into()),
                ("currency", "USD".into()),
                ("maximumFractionDigits", 0.into()),
            ]),
        }
    }

    /// How sentences and charts write figures in this locale.
    pub fn style(&self) -> NumberStyle {
        let half = self.decimals(0.5);
        let decimal = half.chars().find(|character| !character.is_alphanumeric());
        decimal.map_or(NumberStyle::default(), |decimal| NumberStyle { decimal })
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
        text(&self.percent, 100.0 * fraction)
    }

    pub fn percent(&self, fraction: f64) -> String {
        self.points(fraction) + "\u{a0}%"
    }

    /// An amount in whole units of the open dataset's currency.
    pub fn money(&self, amount: f64) -> String {
        match &*self.currency.borrow() {
            Currency::Dollars => text(&self.dollars, amount),
            Currency::Unnamed => self.whole(amount),
            Currency::Sign(sign) => format!("{}\u{a0}{sign}", self.whole(amount)),
        }
    }

    pub fn set_currency(&self, currency: Currency) {
        self.currency.replace(currency);
    }
}

fn format(options: &[(&str, JsValue)]) -> NumberFormat {
    let object = Object::new();
    for (name, value) in options {
        if Reflect::set(&object, &JsValue::from_str(name), value).is_err() {
            web_sys::console::debug_1(&"a number format could not be set".into());
        }
    }
    NumberFormat::new(&js_sys::Array::new(), &object)
}

fn text(format: &NumberFormat, number: f64) -> String {
    let function = format.format();
    let written = function.call1(&JsValue::UNDEFINED, &JsValue::from_f64(number));
    written.ok().and_then(|text| text.as_string()).unwrap_or_else(|| number.to_string())
}
