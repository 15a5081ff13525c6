//! Shares as sources write them: `25`, `25%`, `33.333333`, `25-50`, `>50%`.

use vocab::{NotShare, Share};

use crate::statement::Range;

/// Characters of a share; a longer text is none.
const CHARS_MAX: usize = 64;

/// Reads a share or a band of shares. What is finer than a ten-thousandth of a per cent becomes the band around it.
pub(super) fn range(text: &str) -> Result<Range, NotShare> {
    if let Some(whole) = whole_per_cent(text.as_bytes()) {
        return Ok(Range::exact(whole));
    }
    let text = text.trim();
    if CHARS_MAX < text.len() {
        return Err(NotShare::Shape);
    }
    if let Some((from, to)) = text.split_once(['-', '–', '…']).or_else(|| text.split_once(" to ")) {
        let (from, to) = (bounds(from)?, bounds(to)?);
        if to.max < from.min {
            return Err(NotShare::Shape);
        }
        return Ok(Range { min: from.min, max: to.max });
    }
    if let Some(least) = text.strip_prefix(">=").or_else(|| text.strip_prefix('≥')) {
        return Ok(Range { min: bounds(least)?.min, max: Share::WHOLE });
    }
    if let Some(more) = text.strip_prefix('>') {
        return Ok(Range { min: above(bounds(more)?.min), max: Share::WHOLE });
    }
    if let Some(most) = text.strip_prefix("<=").or_else(|| text.strip_prefix('≤')) {
        return Ok(Range { min: Share::ZERO, max: bounds(most)?.max });
    }
    if let Some(less) = text.strip_prefix('<') {
        return Ok(Range { min: Share::ZERO, max: below(bounds(less)?.max) });
    }
    bounds(text)
}

/// `25`, without looking at anything else: most rows of a large table have such a share.
fn whole_per_cent(digits: &[u8]) -> Option<Share> {
    if digits.is_empty() || 3 < digits.len() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let per_cent = digits.iter().fold(0, |number, digit| number * 10 + u32::from(digit - b'0'));
    Share::from_ppm(per_cent * 10_000)
}

/// The next larger share: `more than 25` is at least 25.0001.
pub(super) fn above(share: Share) -> Share {
    Share::from_ppm(share.ppm().saturating_add(1)).unwrap_or(Share::WHOLE)
}

/// The next smaller share.
pub(super) fn below(share: Share) -> Share {
    Share::from_ppm(share.ppm().saturating_sub(1)).unwrap_or(Share::ZERO)
}

fn bounds(text: &str) -> Result<Range, NotShare> {
    let text = text.trim().trim_end_matches('%').trim_end();
    match text.parse::<Share>() {
        Ok(share) => Ok(Range::exact(share)),
        Err(NotShare::TooFine) => {
            let point = text.find(['.', ',']).ok_or(NotShare::Shape)?;
            let least: Share = text.get(..point + 5).ok_or(NotShare::Shape)?.parse()?;
            // What is cut off is more than nothing, and together they are at most the whole.
            if least == Share::WHOLE {
                Err(NotShare::TooLarge)
            } else {
                Ok(Range { min: least, max: above(least) })
            }
        }
        Err(why @ (NotShare::Shape | NotShare::TooLarge)) => Err(why),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(u32, u32)>) {
        assert_eq!(range(text).ok().map(|it| (it.min.ppm(), it.max.ppm())), expected, "{text:?}");
    }

    #[test]
    fn reads_shares_and_bands() {
        check("50", Some((500_000, 500_000)));
        check(" 49.99 % ", Some((499_900, 499_900)));
        check("25-50%", Some((250_000, 500_000)));
        check("25% to 50%", Some((250_000, 500_000)));
        check(">50%", Some((500_001, 1_000_000)));
        check("≥ 50", Some((500_000, 1_000_000)));
        check("<5%", Some((0, 49_999)));
        check("33.333333", Some((333_333, 333_334)));
    }

    #[test]
    fn refuses_what_is_no_share() {
        for text in ["", "-5", "101", "half", "50-25", "100.00001", "50 %%%x", ">", "25-", "5.é"] {
            check(text, None);
        }
    }
}
