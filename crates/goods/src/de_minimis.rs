//! How much controlled US content makes a foreign-made item subject to the EAR (15 CFR 734.4).
//!
//! Whole numbers only: the comparison is a multiplication, and the share that is printed is cut, never
//! rounded up to a limit.

use vocab::{CountryCode, Eccn, Truth};

use crate::country_groups::{CountryGroup, in_group};

/// One million parts: the whole of a value.
const WHOLE_PPM: u128 = 1_000_000;

/// Which threshold was taken, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeMinimisBasis {
    /// 10 per cent: the destination is in Country Group E:1 or E:2.
    Embargoed,
    /// 25 per cent: any other destination.
    Elsewhere,
    /// Which of the two cannot be told: the destination is in no group that is known.
    NotInGroups,
    /// Some content has no de minimis level for this destination, or may have none: the rule must be read.
    PerhapsNone,
}

/// The arithmetic, and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeMinimis {
    /// The share of controlled US content, in parts per million, cut; `None` where the value is zero or less
    /// than the content.
    pub percent_ppm: Option<u32>,
    /// The threshold in parts per million; `None` where none can be named.
    pub threshold_ppm: Option<u32>,
    /// Why that threshold.
    pub basis: DeMinimisBasis,
    /// The sum in words and figures, for the record.
    pub arithmetic: String,
    /// Whether the content is more than de minimis, so that the item is subject to the EAR.
    pub above: Truth,
}

/// Compares the controlled US content of a foreign-made item with the threshold of its destination.
///
/// `value` and `us_content` are fair market values in one currency and one unit, such as cents.
/// `content_eccns` are the classifications of the content. Content of a 600-series or 9x515 entry, and a few
/// other classes, can have no de minimis level at all: then the answer is unknown, with the reason, unless
/// the share is above the higher threshold anyway.
pub fn de_minimis(
    value: u64,
    us_content: u64,
    content_eccns: &[Eccn],
    destination: CountryCode,
) -> DeMinimis {
    let embargoed = in_group(destination, CountryGroup::E1).or(in_group(destination, CountryGroup::E2));
    let special: Vec<String> =
        content_eccns.iter().filter(|it| perhaps_none(it, destination)).map(ToString::to_string).collect();
    let (threshold_ppm, mut basis) = match embargoed {
        Truth::Yes => (Some(100_000_u32), DeMinimisBasis::Embargoed),
        Truth::No => (Some(250_000_u32), DeMinimisBasis::Elsewhere),
        Truth::Unknown => (None, DeMinimisBasis::NotInGroups),
    };
    if value == 0 || us_content > value {
        let arithmetic = format!("US content {us_content} of a value of {value}: no share can be named");
        return DeMinimis { percent_ppm: None, threshold_ppm, basis, arithmetic, above: Truth::Unknown };
    }
    let (content, value) = (u128::from(us_content), u128::from(value));
    let ppm = u32::try_from(content * WHOLE_PPM / value).unwrap_or(u32::MAX);
    let exceeds = |limit: u32| content * WHOLE_PPM > value * u128::from(limit);
    let mut above = match threshold_ppm {
        Some(limit) => Truth::from(exceeds(limit)),
        // Below both limits, or above both: the group does not matter then.
        None if exceeds(250_000) => Truth::Yes,
        None if !exceeds(100_000) => Truth::No,
        None => Truth::Unknown,
    };
    let limit =
        threshold_ppm.map_or_else(|| "10 % or 25 %".to_owned(), |limit| format!("{} %", limit / 10_000));
    let relation = if above == Truth::Yes { "more than" } else { "not more than" };
    let relation = if above == Truth::Unknown { "against" } else { relation };
    let mut arithmetic = format!(
        "{content} / {value} = {}.{:04} %, {relation} the {limit} of 15 CFR 734.4",
        ppm / 10_000,
        ppm % 10_000
    );
    if !special.is_empty() && above != Truth::Yes {
        above = Truth::Unknown;
        basis = DeMinimisBasis::PerhapsNone;
        arithmetic = format!(
            "{arithmetic}; but content under {} may have no de minimis level for {destination}",
            special.join(", ")
        );
    }
    DeMinimis { percent_ppm: Some(ppm), threshold_ppm, basis, arithmetic, above }
}

/// Content for which the destination may have no de minimis level, as far as its classification tells.
///
/// 15 CFR 734.4(a) has nine such categories. The 600 series and 9x515 have no level for arms-embargoed
/// destinations, and their `.y` paragraphs for embargoed ones, China, Russia and Belarus, all of which are in
/// D:5 or E. The other categories depend on more than a code: every entry that one may name is taken for any
/// destination. That list is not verified.
fn perhaps_none(eccn: &Eccn, destination: CountryCode) -> bool {
    let Some(code) = eccn.entry() else { return false };
    let embargoed = [CountryGroup::D5, CountryGroup::E1, CountryGroup::E2];
    let embargoed = Truth::any(embargoed.map(|group| in_group(destination, group)));
    let military = eccn.is_600_series() || eccn.is_9x515();
    let named = [
        "0A919", "3A001", "3A090", "3B001", "3B002", "3B903", "3B904", "3B993", "3B994", "4A003", "4A090",
        "5A002", "5D002", "5E002", "6A003", "7A994", "9E003",
    ];
    (military && (destination.as_str() == "MO" || !embargoed.is_no())) || named.contains(&code)
}
