//! Decimal numbers as text to floats, rounded to the nearest. The standard library's way is faster for long numbers,
//! but carries a table of ten kilobytes that no packing makes smaller.

use std::cmp::Ordering;

/// Digits that can decide of the rounding; what comes behind them counts as one more, if it is not 0.
const DIGITS: usize = 800;

/// Powers of ten that floats hold exactly.
const EXACT: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
];

/// The finite number that a text is: digits with a point and an exponent, or without.
pub fn parse(text: &str) -> Option<f64> {
    let (negative, rest) = match text.as_bytes() {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        rest => (false, rest),
    };
    let (mut number, mut digits, mut exponent, mut any, mut point) = (0_u64, Vec::new(), 0_i64, false, false);
    let (mut at, mut cut) = (0, false);
    while let Some(byte) = rest.get(at) {
        match byte {
            b'0'..=b'9' => {
                any = true;
                exponent -= i64::from(point);
                if digits.len() == DIGITS {
                    cut |= *byte != b'0';
                    exponent += 1;
                } else if *byte != b'0' || !digits.is_empty() {
                    digits.push(byte - b'0');
                    number = number.wrapping_mul(10).wrapping_add(u64::from(byte - b'0'));
                }
            }
            b'.' if !point => point = true,
            b'e' | b'E' => {
                exponent = exponent.saturating_add(whole(&rest[at + 1..])?);
                at = rest.len();
                continue;
            }
            _ => return None,
        }
        at += 1;
    }
    if !any {
        return None;
    }
    if cut {
        digits.push(1);
        exponent -= 1;
    }
    let power = usize::try_from(exponent.unsigned_abs()).ok().and_then(|at| EXACT.get(at));
    let float = match power {
        _ if digits.is_empty() => 0.0,
        // Both are exact, so that the one operation rounds once.
        Some(power) if digits.len() <= 15 && exponent < 0 => number as f64 / power,
        Some(power) if digits.len() <= 15 => number as f64 * power,
        _ => nearest(&digits, exponent),
    };
    float.is_finite().then_some(if negative { -float } else { float })
}

/// An exponent. One that is out of all bounds stays so.
fn whole(text: &[u8]) -> Option<i64> {
    let (negative, digits) = match text {
        [b'-', digits @ ..] => (true, digits),
        [b'+', digits @ ..] => (false, digits),
        digits => (false, digits),
    };
    let digit = |number: i64, byte: &u8| {
        byte.is_ascii_digit().then(|| (number * 10 + i64::from(byte - b'0')).min(i64::from(u32::MAX)))
    };
    let number = (!digits.is_empty()).then(|| digits.iter().try_fold(0, digit))??;
    Some(if negative { -number } else { number })
}

/// The float next to digits times a power of ten: bit by bit, by a division of whole numbers of any length.
fn nearest(digits: &[u8], exponent: i64) -> f64 {
    let magnitude = digits.len() as i64 + exponent;
    if magnitude > 310 {
        return f64::INFINITY;
    }
    if magnitude < -330 {
        return 0.0;
    }
    let (mut above, mut below) = (Whole(Vec::new()), Whole(vec![1]));
    digits.iter().for_each(|digit| above.times(10, u32::from(*digit)));
    let scaled = if exponent < 0 { &mut below } else { &mut above };
    (0..exponent.abs()).for_each(|_| scaled.times(10, 0));
    // Until 1 <= above / below < 2.
    let mut binary = above.bits() - below.bits();
    match binary {
        0.. => below.shift(binary as usize),
        _ => above.shift(binary.unsigned_abs() as usize),
    }
    if above.compare(&below).is_lt() {
        above.shift(1);
        binary -= 1;
    }
    if binary > 1_023 {
        return f64::INFINITY;
    }
    // A subnormal number has fewer bits than 53.
    let bits = (binary + 1_075).clamp(0, 53);
    let mut mantissa = 0_u64;
    for _ in 0..bits {
        mantissa <<= 1;
        if above.compare(&below).is_ge() {
            above.less(&below);
            mantissa |= 1;
        }
        above.shift(1);
    }
    let up = match above.compare(&below) {
        _ if binary + 1_075 < 0 => false,
        Ordering::Less => false,
        // The next bit is 1: half, or more than half.
        Ordering::Greater => true,
        Ordering::Equal => mantissa & 1 == 1,
    };
    let mantissa = mantissa + u64::from(up);
    // Exponent and mantissa follow each other, so that a carry goes where it belongs.
    let normal = if bits == 53 { (binary + 1_022) as u64 } else { 0 };
    f64::from_bits((normal << 52) + mantissa)
}

/// A whole number of any length, the least part first, without zeros at its end.
struct Whole(Vec<u32>);

impl Whole {
    fn times(&mut self, factor: u32, plus: u32) {
        let mut carry = u64::from(plus);
        for part in &mut self.0 {
            carry += u64::from(*part) * u64::from(factor);
            *part = carry as u32;
            carry >>= 32;
        }
        if carry > 0 {
            self.0.push(carry as u32);
        }
    }

    fn bits(&self) -> i64 {
        self.0.last().map_or(0, |last| 32 * self.0.len() as i64 - i64::from(last.leading_zeros()))
    }

    fn shift(&mut self, bits: usize) {
        if !self.0.is_empty() {
            self.times(1 << (bits % 32), 0);
            self.0.splice(0..0, std::iter::repeat_n(0, bits / 32));
        }
    }

    fn compare(&self, other: &Whole) -> Ordering {
        self.0.len().cmp(&other.0.len()).then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }

    /// Takes away what is not larger.
    fn less(&mut self, other: &Whole) {
        let mut borrow = false;
        for (at, part) in self.0.iter_mut().enumerate() {
            let (left, first) = part.overflowing_sub(other.0.get(at).copied().unwrap_or_default());
            let (left, second) = left.overflowing_sub(u32::from(borrow));
            *part = left;
            borrow = first || second;
        }
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) {
        let expect = text.parse::<f64>().ok().filter(|number| number.is_finite());
        assert_eq!(parse(text).map(f64::to_bits), expect.map(f64::to_bits), "{text}");
    }

    #[test]
    fn texts_that_are_no_numbers_are_told() {
        let texts =
            ["", "-", ".", "e5", "1e", "1e+", "1.2.3", "1,5", "0x1", " 1", "inf", "NaN", "--1", "1e5e5", "+.e1"];
        texts.into_iter().for_each(check);
    }

    #[test]
    fn numbers_are_what_the_standard_library_makes_of_them() {
        let texts = [
            "0",
            "-0",
            "+5",
            "1.",
            ".5",
            "-.5e-3",
            "1e22",
            "1e23",
            "123456789012345678",
            "0.1",
            "9007199254740993",
            "2.2250738585072011e-308",
            "2.2250738585072014e-308",
            "4.9e-324",
            "2.4703282292062327e-324",
            "2.4703282292062328e-324",
            "1.7976931348623157e308",
            "1.7976931348623159e308",
            "1e400",
            "1e-400",
            "1e309",
            "1e99999999999999999999",
            "1e-99999999999999999999",
            "0e99999999999",
            "000001.50000",
            "8.98846567431158e307",
        ];
        texts.into_iter().for_each(check);
        check(&format!("9007199254740992.{}1", "0".repeat(900)));
        check(&format!("9007199254740993.{}", "0".repeat(900)));
        check(&format!("0.{}123", "0".repeat(320)));
        check(&format!("1{}e-700", "7".repeat(1_000)));
    }

    #[test]
    fn numbers_of_any_length_round_to_the_nearest() {
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        for round in 0..40_000 {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            let float = f64::from_bits(state);
            if float.is_finite() {
                check(&format!("{float:e}"));
                check(&format!("{float:.20e}"));
            }
            let digits = (state >> 20).to_string();
            check(&format!("{digits}e{}", round % 700 - 350));
            check(&format!("{}.{digits}", round % 1_000));
        }
    }
}
