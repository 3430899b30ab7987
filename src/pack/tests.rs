//! Packed values come back; other bytes are refused.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{NotPacked, Pack, packed, unpacked};

#[derive(Clone, Debug, PartialEq, Pack)]
enum Shape {
    Point,
    Circle(f64, Option<char>),
    Named { name: String, marks: Vec<(u16, i64)>, by: Box<Result<bool, [u8; 2]>> },
}

#[derive(Clone, Debug, PartialEq, Pack)]
struct Of<T>(BTreeMap<Box<str>, T>, usize, u128);

fn shape() -> impl Strategy<Value = Shape> {
    let by = prop_oneof![any::<bool>().prop_map(Ok), any::<[u8; 2]>().prop_map(Err)];
    let marks = prop::collection::vec(any::<(u16, i64)>(), 0..4);
    prop_oneof![
        Just(Shape::Point),
        (prop::num::f64::NORMAL, any::<Option<char>>()).prop_map(|(radius, mark)| Shape::Circle(radius, mark)),
        (any::<String>(), marks, by).prop_map(|(name, marks, by)| Shape::Named { name, marks, by: Box::new(by) }),
    ]
}

fn value() -> impl Strategy<Value = Of<Shape>> {
    let named = prop::collection::btree_map(any::<String>().prop_map(String::into_boxed_str), shape(), 0..4);
    (named, any::<u32>(), any::<u128>()).prop_map(|(named, count, wide)| Of(named, count as usize, wide))
}

proptest! {
    #[test]
    fn what_was_packed_is_unpacked(value in value()) {
        prop_assert_eq!(unpacked(&packed(&value)), Ok(value));
    }

    #[test]
    fn bytes_that_lack_an_end_or_have_one_too_many_are_refused(value in value(), cut in any::<prop::sample::Index>()) {
        let mut bytes = packed(&value);
        bytes.push(0);
        prop_assert_eq!(unpacked::<Of<Shape>>(&bytes), Err(NotPacked));
        bytes.truncate(cut.index(bytes.len() - 1));
        prop_assert_eq!(unpacked::<Of<Shape>>(&bytes), Err(NotPacked));
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(value) = unpacked::<Of<Shape>>(&bytes) {
            prop_assert_eq!(unpacked(&packed(&value)), Ok(value));
        }
    }
}

#[test]
fn the_bytes_are_those_that_the_words_above_say() {
    let named = Shape::Named { name: "é".to_owned(), marks: vec![(1, -2)], by: Box::new(Err([3, 4])) };
    let expect = [
        &[2_u8][..],
        &[2, 0, 0, 0, 0xc3, 0xa9],
        &[1, 0, 0, 0, 1, 0, 0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
        &[1, 3, 4],
    ];
    assert_eq!(packed(&named), expect.concat());
}

#[test]
fn a_length_that_cannot_be_takes_no_memory() {
    assert_eq!(unpacked::<Vec<u64>>(&[255, 255, 255, 255, 0]), Err(NotPacked));
    assert_eq!(unpacked::<Shape>(&[3]), Err(NotPacked));
}
