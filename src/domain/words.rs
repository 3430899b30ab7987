//! Figures and lists as words, the same in findings, headlines and errors.

/// "ga4", "ga4 and sms", "call, ga4 and sms".
pub fn list<S: AsRef<str>>(names: &[S]) -> String {
    match names {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [head @ .., last] => {
            let head: Vec<&str> = head.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", head.join(", "), last.as_ref())
        }
    }
}

/// "1 journey", "2 journeys".
pub fn count(number: u32, singular: &str, plural: &str) -> String {
    match number {
        1 => format!("1 {singular}"),
        _ => format!("{number} {plural}"),
    }
}

/// How figures are written in sentences and charts: the reader's signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumberStyle {
    pub decimal: char,
    /// `None`: digits stand together.
    pub group: Option<Group>,
    /// What stands before and behind an amount of money.
    pub money: [Affix; 2],
}

/// How digits before the decimal sign are parted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    pub sign: char,
    /// Digits of every group but the last, which has three: two in India.
    pub others: usize,
    /// Digits that a number has at least for it to be parted.
    pub least: usize,
}

/// A currency's sign with its space; longer ones are cut.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Affix([Option<char>; 6]);

impl Group {
    /// Groups of three behind this sign.
    pub const fn of_three(sign: char) -> Group {
        Group { sign, others: 3, least: 4 }
    }

    /// As 1234567 and 1234 are written; `None` where no sign parts the first, and where the digits are not those that sentences
    /// are written with.
    pub fn seen(million: &str, thousand: &str) -> Option<Group> {
        if !million.starts_with('1') {
            return None;
        }
        let groups: Vec<&str> = million.split(|character: char| !character.is_numeric()).collect();
        let sign = million.chars().find(|character| !character.is_numeric())?;
        let others = groups.iter().rev().nth(1).map_or(3, |group| group.chars().count());
        let least = if thousand.chars().all(char::is_numeric) { 5 } else { 4 };
        Some(Group { sign, others, least })
    }
}

impl Affix {
    pub fn new(text: &str) -> Affix {
        let mut kept = Affix::default();
        kept.0.iter_mut().zip(text.chars()).for_each(|(place, character)| *place = Some(character));
        kept
    }

    /// What stands before and behind the digits of an amount.
    pub fn round(amount: &str) -> [Affix; 2] {
        let mut ends = amount.split(char::is_numeric);
        let before = ends.next().unwrap_or_default();
        [Affix::new(before), Affix::new(ends.next_back().unwrap_or_default())]
    }

    fn put(self, out: &mut String) {
        out.extend(self.0.into_iter().flatten());
    }
}

impl Default for NumberStyle {
    fn default() -> NumberStyle {
        NumberStyle::PLAIN
    }
}

impl NumberStyle {
    /// A point, no groups, no currency.
    pub const PLAIN: NumberStyle = NumberStyle { decimal: '.', group: None, money: [Affix([None; 6]); 2] };

    /// The decimal sign, as 0.5 is written; `None` where the digits are not those that sentences are written with.
    pub fn decimal_seen(half: &str) -> Option<char> {
        half.strip_prefix('0')?.chars().next()
    }

    /// Digits of a decimal fraction with a point, by this style.
    pub fn localised(self, digits: &str) -> String {
        let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
        let count = whole.bytes().filter(u8::is_ascii_digit).count();
        let mut out = String::new();
        let mut left = count;
        for character in whole.chars() {
            if let Some(group) = self.group.filter(|group| character.is_ascii_digit() && count >= group.least)
                && left < count
                && (left == 3 || left > 3 && (left - 3).is_multiple_of(group.others))
            {
                out.push(group.sign);
            }
            out.push(character);
            left -= usize::from(character.is_ascii_digit());
        }
        if let Some(fraction) = fraction {
            out.push(self.decimal);
            out += fraction;
        }
        out
    }

    /// A whole number.
    pub fn whole(self, number: f64) -> String {
        self.localised(&format!("{:.0}", number.round() + 0.0))
    }

    /// With so many decimals, halves away from zero: "12.50".
    pub fn decimals(self, figure: f64, places: u8) -> String {
        let unit = (0..places).fold(1.0, |unit, _| unit * 10.0);
        // What is rounded to nothing has no sign.
        let rounded = (figure * unit).round() / unit + 0.0;
        self.localised(&format!("{rounded:.places$}", places = usize::from(places)))
    }

    /// An amount of money with so many decimals, behind a sign where it is below 0: "-$1,234.50".
    pub fn money(self, amount: f64, places: u8) -> String {
        let written = self.decimals(amount, places);
        let (sign, digits) = written.strip_prefix('-').map_or(("", written.as_str()), |digits| ("-", digits));
        let mut out = sign.to_owned();
        self.money[0].put(&mut out);
        out += digits;
        self.money[1].put(&mut out);
        out
    }

    /// In points; what would be written as 0.0 and is more is told as such: "under 0.1".
    pub fn points_moved(self, fraction: f64) -> String {
        match self.points(fraction) {
            written if fraction > 0.0 && written == self.points(0.0) => format!("under {}", self.points(0.001)),
            written => written,
        }
    }

    /// "1 journey", "1,234 journeys".
    pub fn count(self, number: u32, singular: &str, plural: &str) -> String {
        match number {
            1 => count(1, singular, plural),
            _ => format!("{} {plural}", self.whole(f64::from(number))),
        }
    }

    /// A fraction in percent points with one decimal: "28.0".
    pub fn points(self, fraction: f64) -> String {
        // Halves are rounded up, as browsers do it: 31.25 is 31.3, not the even 31.2.
        // Nothing is added but the sign of a 0.
        let tenths = (1_000.0 * fraction).round() / 10.0 + 0.0;
        format!("{tenths:.1}").replace('.', self.decimal.encode_utf8(&mut [0; 4]))
    }

    /// The same with its sign: "28.0 %".
    pub fn percent(self, fraction: f64) -> String {
        self.points(fraction) + " %"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_take_the_readers_decimal_sign() {
        assert_eq!(NumberStyle::default().percent(0.280_396), "28.0 %");
        assert_eq!(NumberStyle::default().points(0.3125), "31.3");
        assert_eq!(NumberStyle::default().points(-0.0004), "0.0");
        assert_eq!(NumberStyle { decimal: ',', ..NumberStyle::PLAIN }.percent(0.280_396), "28,0 %");
        assert_eq!(["0.50", "0,50", "٠٫٥٠"].map(NumberStyle::decimal_seen), [Some('.'), Some(','), None]);
    }

    #[test]
    fn digits_stand_in_the_readers_groups() {
        // As German, Spanish, Indian English and no one at all part them.
        let german = Group::seen("1.234.567", "1.234");
        assert_eq!(german, Some(Group::of_three('.')));
        let spanish = Group::seen("1.234.567", "1234");
        let indian = Group::seen("12,34,567", "1,234");
        assert_eq!(indian, Some(Group { sign: ',', others: 2, least: 4 }));
        assert_eq!(Group::seen("1234567", "1234"), None);
        // Arabic signs are not put between other digits.
        assert_eq!(Group::seen("١٬٢٣٤٬٥٦٧", "١٬٢٣٤"), None);
        let written = |group, number: f64| NumberStyle { group, ..NumberStyle::PLAIN }.whole(number);
        let numbers = [0.0, 999.4, -1_234.0, 12_345.0, 1_234_567.0, 123_456_789.0];
        let all = |group| numbers.map(|number| written(group, number));
        assert_eq!(all(german), ["0", "999", "-1.234", "12.345", "1.234.567", "123.456.789"]);
        assert_eq!(all(spanish), ["0", "999", "-1234", "12.345", "1.234.567", "123.456.789"]);
        assert_eq!(all(indian), ["0", "999", "-1,234", "12,345", "12,34,567", "12,34,56,789"]);
        assert_eq!(all(None), ["0", "999", "-1234", "12345", "1234567", "123456789"]);
        assert_eq!(
            NumberStyle { group: german, ..NumberStyle::PLAIN }.count(4_526, "touch", "touches"),
            "4.526 touches"
        );
        assert_eq!(NumberStyle { group: german, ..NumberStyle::PLAIN }.count(1, "touch", "touches"), "1 touch");
    }

    #[test]
    fn money_has_its_sign_where_the_reader_looks_for_it() {
        let german = NumberStyle { decimal: ',', group: Some(Group::of_three('.')), money: Affix::round("1\u{a0}€") };
        assert_eq!(german.money(12_345.678, 2), "12.345,68\u{a0}€");
        assert_eq!(german.money(-0.4, 0), "0\u{a0}€");
        let american = NumberStyle { money: Affix::round("$1"), ..NumberStyle::PLAIN };
        assert_eq!(american.money(-1_234.5, 2), "-$1234.50");
        assert_eq!(NumberStyle::PLAIN.money(7.0, 0), "7");
        assert_eq!(
            NumberStyle { money: [Affix::default(), Affix::new("\u{a0}longer")], ..german }.money(1.0, 0),
            "1\u{a0}longe"
        );
    }

    #[test]
    fn lists_read_as_english() {
        assert_eq!(list::<&str>(&[]), "");
        assert_eq!(list(&["ga4"]), "ga4");
        assert_eq!(list(&["ga4", "sms"]), "ga4 and sms");
        assert_eq!(list(&["call", "ga4", "sms"]), "call, ga4 and sms");
    }
}
