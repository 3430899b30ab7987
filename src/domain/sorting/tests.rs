//! The sorts, beside the standard library's.

use super::*;

/// Numbers without a pattern, from a seed.
fn scattered(count: usize, mask: u64) -> Vec<u64> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let step = |state: &mut u64| {
        *state ^= *state << 13;
        *state ^= *state >> 7;
        *state ^= *state << 17;
        *state & mask
    };
    (0..count).map(|_| step(&mut state)).collect()
}

#[test]
fn equal_items_keep_their_order() {
    let mut words = vec!["of", "a", "to", "the", "I"];
    sort_by(&mut words, |a, b| a.len().cmp(&b.len()));
    assert_eq!(words, ["a", "I", "of", "to", "the"]);
    for count in [11, 12, 13, 24, 25, 100, 1_001] {
        let numbers = scattered(count, 0x3f);
        let mut expect: Vec<(u64, usize)> = numbers.iter().copied().zip(0..).collect();
        let mut found = expect.clone();
        expect.sort();
        sort_by(&mut found, |a, b| a.0.cmp(&b.0));
        assert_eq!(found, expect);
    }
}

#[test]
fn the_least_comes_first() {
    let mut names = vec!["b".to_owned(), String::new(), "a".to_owned(), "b".to_owned()];
    sort(&mut names);
    assert_eq!(names, ["", "a", "b", "b"]);
    sort_distinct(&mut names);
    assert_eq!(names, ["", "a", "b"]);
    let mut none: Vec<u8> = Vec::new();
    sort(&mut none);
    assert!(none.is_empty());
}

#[test]
fn keys_sort_as_by_the_standard_library() {
    for (count, mask) in [(0, 0), (1, 9), (24, u64::MAX), (25, 0xff00_00ff), (700, u64::MAX), (3_000, 0x0101)] {
        let mut keyed: Vec<(u64, u32)> = scattered(count, mask).into_iter().zip(0..).collect();
        let mut expect = keyed.clone();
        expect.sort();
        sort_keyed(&mut keyed);
        assert_eq!(keyed, expect);
    }
}

#[test]
fn equal_keys_are_told_apart() {
    let texts: Vec<String> = scattered(500, u64::MAX).iter().map(|number| format!("{number:x}")).collect();
    let found = order(texts.iter().map(|text| u64::from(text.as_bytes()[0])), &|a, b| {
        texts[a as usize].cmp(&texts[b as usize])
    });
    let found: Vec<&String> = found.into_iter().map(|number| &texts[number as usize]).collect();
    assert!(found.is_sorted());
    assert_eq!(found.len(), 500);
}

#[test]
fn floats_sort_in_their_total_order() {
    let mut floats: Vec<f64> = scattered(200, u64::MAX).into_iter().map(f64::from_bits).collect();
    floats.extend([0.0, -0.0, f64::INFINITY, f64::NEG_INFINITY, 1.5, -1.5]);
    let mut expect = floats.clone();
    expect.sort_by(f64::total_cmp);
    sort_floats(&mut floats);
    let bits = |floats: &[f64]| floats.iter().map(|float| float.to_bits()).collect::<Vec<u64>>();
    assert_eq!(bits(&floats), bits(&expect));
    assert!(signed_key(-1) < signed_key(0) && signed_key(i64::MIN) < signed_key(-1));
}
