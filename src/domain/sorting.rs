//! Two sorts for all. The standard library's becomes some kilobytes of program for every type and order that it is
//! called with. Few items, or such as are sorted once, are sorted by a comparison; many, by keys of eight bytes.

use std::cmp::Ordering;

/// Up to here, insertion is the fastest.
const FEW: usize = 24;

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

/// Sorts from the least on and leaves one of each.
pub fn sort_distinct<T: Ord>(items: &mut Vec<T>) {
    sort(items);
    items.dedup();
}

/// Sorts places in another list, or plain numbers; equal ones keep their order. Runs are merged, short ones first.
#[inline(never)]
pub fn sort_places(places: &mut [usize], compare: &dyn Fn(usize, usize) -> Ordering) {
    for run in places.chunks_mut(FEW / 2) {
        for at in 1..run.len() {
            let place = run[at];
            let mut to = at;
            while to > 0 && compare(run[to - 1], place).is_gt() {
                run[to] = run[to - 1];
                to -= 1;
            }
            run[to] = place;
        }
    }
    let mut left: Vec<usize> = Vec::new();
    let mut length = FEW / 2;
    while length < places.len() {
        for run in places.chunks_mut(2 * length) {
            merge(run, length, &mut left, compare);
        }
        length *= 2;
    }
}

/// Merges two sorted runs, of which the first is so long.
fn merge(run: &mut [usize], length: usize, left: &mut Vec<usize>, compare: &dyn Fn(usize, usize) -> Ordering) {
    if run.len() <= length || compare(run[length - 1], run[length]).is_le() {
        return;
    }
    left.clear();
    left.extend_from_slice(&run[..length]);
    let (mut from, mut right) = (0, length);
    for to in 0..run.len() {
        if from == left.len() {
            return;
        }
        if right < run.len() && compare(left[from], run[right]).is_gt() {
            run[to] = run[right];
            right += 1;
        } else {
            run[to] = left[from];
            from += 1;
        }
    }
}

/// Sorts what has keys; where keys are equal, the order stays.
#[inline(never)]
pub fn sort_keyed(keyed: &mut Vec<(u64, u32)>) {
    if keyed.len() <= FEW {
        for at in 1..keyed.len() {
            let item = keyed[at];
            let mut to = at;
            while to > 0 && keyed[to - 1].0 > item.0 {
                keyed[to] = keyed[to - 1];
                to -= 1;
            }
            keyed[to] = item;
        }
        return;
    }
    // From the last byte to the first; bytes that all share change nothing.
    let (mut all, mut any) = (u64::MAX, 0);
    for (key, _) in keyed.iter() {
        all &= key;
        any |= key;
    }
    let mut sorted = vec![(0, 0); keyed.len()];
    for shift in (0..64).step_by(8).filter(|shift| (all ^ any) >> shift & 0xff != 0) {
        let byte = |key: u64| (key >> shift & 0xff) as usize;
        let mut ends = [0_u32; 257];
        keyed.iter().for_each(|(key, _)| ends[byte(*key) + 1] += 1);
        for at in 1..ends.len() {
            ends[at] += ends[at - 1];
        }
        for item in keyed.iter() {
            let end = &mut ends[byte(item.0)];
            sorted[*end as usize] = *item;
            *end += 1;
        }
        std::mem::swap(keyed, &mut sorted);
    }
}

/// Numbers from 0 on, by keys, and by a comparison where keys are equal.
pub fn order(keys: impl Iterator<Item = u64>, ties: &dyn Fn(u32, u32) -> Ordering) -> Vec<u32> {
    let mut keyed: Vec<(u64, u32)> = keys.zip(0..).collect();
    sort_keyed(&mut keyed);
    settle(&mut keyed, ties);
    keyed.into_iter().map(|(_, number)| number).collect()
}

/// Sorts runs of equal keys.
fn settle(keyed: &mut [(u64, u32)], ties: &dyn Fn(u32, u32) -> Ordering) {
    let mut places: Vec<usize> = Vec::new();
    for run in keyed.chunk_by_mut(|a, b| a.0 == b.0).filter(|run| run.len() > 1) {
        places.clear();
        places.extend(run.iter().map(|(_, number)| *number as usize));
        sort_places(&mut places, &|a, b| ties(a as u32, b as u32));
        run.iter_mut().zip(&places).for_each(|((_, number), place)| *number = *place as u32);
    }
}

/// Sorts numbers in the total order of floats.
#[inline(never)]
pub fn sort_floats(floats: &mut [f64]) {
    const SIGN: u64 = 1 << 63;
    let key = |bits: u64| if bits & SIGN == 0 { bits | SIGN } else { !bits };
    let bits = |key: u64| if key & SIGN == 0 { !key } else { key ^ SIGN };
    let mut keyed: Vec<(u64, u32)> = floats.iter().map(|float| (key(float.to_bits()), 0)).collect();
    sort_keyed(&mut keyed);
    floats.iter_mut().zip(keyed).for_each(|(float, (key, _))| *float = f64::from_bits(bits(key)));
}

/// A key in the order of a signed number.
pub fn signed_key(number: i64) -> u64 {
    number as u64 ^ (1 << 63)
}

#[cfg(test)]
mod tests;
