//! One sort for lists that are short or sorted once. The standard library's becomes some kilobytes of program for every
//! type and order that it is called with; that pays where rows are many, and there it is called as it is.

use std::cmp::Ordering;

/// Sorts by a comparison; equal items keep their order.
pub fn sort_by<T>(items: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let mut places: Vec<usize> = (0..items.len()).collect();
    sort_places(&mut places, &|a, b| compare(&items[a], &items[b]));
    let mut unsorted: Vec<Option<T>> = std::mem::take(items).into_iter().map(Some).collect();
    items.extend(places.into_iter().filter_map(|place| unsorted[place].take()));
}

/// Sorts from the least on.
pub fn sort<T: Ord>(items: &mut Vec<T>) {
    sort_by(items, T::cmp);
}

/// Sorts places in another list, or plain numbers; equal ones keep their order.
pub fn sort_places(places: &mut [usize], compare: &dyn Fn(usize, usize) -> Ordering) {
    places.sort_by(|a, b| compare(*a, *b));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_items_keep_their_order() {
        let mut words = vec!["of", "a", "to", "the", "I"];
        sort_by(&mut words, |a, b| a.len().cmp(&b.len()));
        assert_eq!(words, ["a", "I", "of", "to", "the"]);
    }

    #[test]
    fn the_least_comes_first() {
        let mut names = vec!["b".to_owned(), String::new(), "a".to_owned(), "b".to_owned()];
        sort(&mut names);
        assert_eq!(names, ["", "a", "b", "b"]);
        let mut none: Vec<u8> = Vec::new();
        sort(&mut none);
        assert!(none.is_empty());
    }
}
