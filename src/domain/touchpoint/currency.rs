//! Currencies as cells name them: by a code of ISO 4217 or a sign.

/// A currency, by its place in [`SIGNS`] or, behind these, in [`CODES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency(u8);

/// Signs, and what they stand for; a sign of several currencies stands for itself.
const SIGNS: [(&str, &str); 30] = [
    ("€", "EUR"),
    ("$", "$"),
    ("£", "GBP"),
    ("¥", "¥"),
    ("₹", "INR"),
    ("Rs", "INR"),
    ("Rs.", "INR"),
    ("kr", "kr"),
    ("kr.", "kr"),
    ("zł", "PLN"),
    ("US$", "USD"),
    ("R$", "BRL"),
    ("C$", "CAD"),
    ("CA$", "CAD"),
    ("A$", "AUD"),
    ("AU$", "AUD"),
    ("NZ$", "NZD"),
    ("HK$", "HKD"),
    ("S$", "SGD"),
    ("MX$", "MXN"),
    ("₽", "RUB"),
    ("₩", "KRW"),
    ("₺", "TRY"),
    ("₴", "UAH"),
    ("₪", "ILS"),
    ("Kč", "CZK"),
    ("Ft", "HUF"),
    ("Fr", "CHF"),
    ("Fr.", "CHF"),
    ("SFr.", "CHF"),
];

/// Every code in use, by the list of 2024.
const CODES: &str = "\
    AEDAFNALLAMDANGAOAARSAUDAWGAZNBAMBBDBDTBGNBHDBIFBMDBNDBOBBRLBSDBTNBWPBYNBZDCADCDFCHFCLPCNYCOPCRCCUPCVECZK\
    DJFDKKDOPDZDEGPERNETBEURFJDFKPGBPGELGHSGIPGMDGNFGTQGYDHKDHNLHTGHUFIDRILSINRIQDIRRISKJMDJODJPYKESKGSKHRKMF\
    KPWKRWKWDKYDKZTLAKLBPLKRLRDLSLLYDMADMDLMGAMKDMMKMNTMOPMRUMURMVRMWKMXNMYRMZNNADNGNNIONOKNPRNZDOMRPABPENPGK\
    PHPPKRPLNPYGQARRONRSDRUBRWFSARSBDSCRSDGSEKSGDSHPSLESOSSRDSSPSTNSYPSZLTHBTJSTMTTNDTOPTRYTTDTWDTZSUAHUGXUSD\
    UYUUZSVESVNDVUVWSTXAFXCDXOFXPFYERZARZMWZWG";

/// Those that names of columns tell.
const HEADERS: [&str; 12] = ["EUR", "USD", "$", "GBP", "CHF", "JPY", "CAD", "AUD", "INR", "SEK", "PLN", "BRL"];

impl Currency {
    /// `None` where this names none.
    pub fn named(text: &str) -> Option<Currency> {
        let code = |name: &str| {
            let at = (0..CODES.len() / 3).find(|at| CODES[3 * at..3 * at + 3].eq_ignore_ascii_case(name))?;
            u8::try_from(SIGNS.len() + at).ok().map(Currency)
        };
        let sign = SIGNS.iter().position(|(sign, _)| *sign == text);
        match sign.map(|at| (at, SIGNS[at])) {
            Some((at, (_, name))) => code(name).or_else(|| {
                let first = SIGNS.iter().position(|(_, known)| *known == name).unwrap_or(at);
                u8::try_from(first).ok().map(Currency)
            }),
            None => code(text),
        }
    }

    /// The currency that the last word of a column's name tells, as in "Wert_EUR" or "Revenue (€)": one of those that are
    /// met most, since other codes are words too.
    pub fn of_header(name: &str) -> Option<Currency> {
        const SEPARATORS: [char; 8] = [' ', '_', '-', '.', '(', ')', '[', ']'];
        let word = name.trim_end_matches(SEPARATORS).rsplit(SEPARATORS).next()?;
        let known = Currency::named(word)?;
        (HEADERS.contains(&known.name()) && word.len() < name.trim().len()).then_some(known)
    }

    /// Its code, or the sign where that stands for several.
    pub fn name(self) -> &'static str {
        let at = usize::from(self.0);
        match at.checked_sub(SIGNS.len()) {
            Some(code) => &CODES[3 * code..3 * code + 3],
            None => SIGNS[at].1,
        }
    }

    /// Whether a sign of several currencies can stand for the other one.
    pub fn may_be(self, other: Currency) -> bool {
        let of = |sign: &str, ends: &[&str]| self.name() == sign && ends.contains(&other.name());
        self == other
            || of("$", &["USD", "CAD", "AUD", "NZD", "HKD", "SGD", "MXN"])
            || of("¥", &["JPY", "CNY"])
            || of("kr", &["SEK", "NOK", "DKK", "ISK"])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_columns_name_tells_a_currency_by_its_last_word() {
        let told = |name: &str| Currency::of_header(name).map(Currency::name);
        let names = ["Wert_EUR", "revenue (usd)", "Umsatz €", "Value [£]", "order-value-CHF", "Spend $ "];
        assert_eq!(names.map(told), ["EUR", "USD", "EUR", "GBP", "CHF", "$"].map(Some));
        // Codes by themselves, or of currencies that are words as well, tell nothing.
        for none in ["EUR", "value", "value_all", "EUR value", "conversions_try", ""] {
            assert_eq!(told(none), None, "{none}");
        }
    }

    #[test]
    fn signs_and_codes_are_one_currency() {
        let name = |text: &str| Currency::named(text).map(Currency::name);
        for euro in ["€", "EUR", "eur"] {
            assert_eq!(name(euro), Some("EUR"));
        }
        assert_eq!(
            (name("$"), name("US$"), name("kr."), name("zł")),
            (Some("$"), Some("USD"), Some("kr"), Some("PLN"))
        );
        assert_eq!((name("pcs"), name(""), name("dollars")), (None, None, None));
        let of = |text: &str| Currency::named(text).expect(text);
        assert!(of("$").may_be(of("CAD")) && !of("USD").may_be(of("$")) && !of("€").may_be(of("GBP")));
    }
}
