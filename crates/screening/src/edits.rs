//! How many letters apart two words are.

/// Longest word, in bytes, whose distance is counted; longer words are equal or not.
pub(crate) const LETTERS_MAX: usize = 48;

/// Letters that must be put in, left out, replaced or swapped with a neighbour to make `left` into `right`; `None`
/// where that is more than `max`.
pub(crate) fn distance(left: &[u8], right: &[u8], max: u8) -> Option<u8> {
    if left == right {
        return Some(0);
    }
    let (n, m) = (left.len(), right.len());
    if n.abs_diff(m) > usize::from(max) || n > LETTERS_MAX || m > LETTERS_MAX {
        return None;
    }
    let mut before = [0_u8; LETTERS_MAX + 1];
    let mut above = [0_u8; LETTERS_MAX + 1];
    let mut row = [0_u8; LETTERS_MAX + 1];
    for (cell, value) in above.iter_mut().zip(0..) {
        *cell = value;
    }
    for i in 1..=n {
        row[0] = u8::try_from(i).unwrap_or(u8::MAX);
        let mut best = row[0];
        for j in 1..=m {
            let differs = u8::from(left[i - 1] != right[j - 1]);
            let mut cell = (above[j] + 1).min(row[j - 1] + 1).min(above[j - 1] + differs);
            if i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1] {
                cell = cell.min(before[j - 2] + 1);
            }
            row[j] = cell;
            best = best.min(cell);
        }
        if best > max {
            return None;
        }
        before = above;
        above = row;
    }
    (above[m] <= max).then_some(above[m])
}

/// How many letters may differ between words of these lengths, before they are different words.
pub(crate) fn allowed(left: usize, right: usize) -> u8 {
    match left.min(right) {
        0..=2 => 0,
        3 => u8::from(left.max(right) >= 4),
        4..=7 => 1,
        8 => 1 + u8::from(left.max(right) >= 9),
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_counted() {
        for (left, right, apart) in [
            ("kustodiev", "kustodiv", Some(1)),
            ("hiage", "haige", Some(1)),
            ("rakhmanin", "rakhmaninov", Some(2)),
            ("olya", "volga", Some(2)),
            ("vafa", "zakamsk", None),
            ("", "ab", Some(2)),
        ] {
            assert_eq!(distance(left.as_bytes(), right.as_bytes(), 2), apart, "{left} {right}");
        }
    }
}
