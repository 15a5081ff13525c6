//! The Country Groups of the Export Administration Regulations, as read in one issue of the eCFR.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use vocab::{CountryCode, Truth};

use crate::shipped::COUNTRY_GROUPS;

/// A Country Group of Supplement No. 1 to Part 740.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CountryGroup {
    /// A:1, Wassenaar participating states as the EAR names them.
    A1,
    /// A:2, Missile Technology Control Regime.
    A2,
    /// A:3, Australia Group.
    A3,
    /// A:4, Nuclear Suppliers Group.
    A4,
    /// A:5, destinations of License Exception STA.
    A5,
    /// A:6, further destinations of License Exception STA.
    A6,
    /// B, less restricted destinations.
    B,
    /// D:1, national security concern.
    D1,
    /// D:2, nuclear concern.
    D2,
    /// D:3, chemical and biological concern.
    D3,
    /// D:4, missile technology concern.
    D4,
    /// D:5, United States arms embargo; the State Department's own list prevails where they differ.
    D5,
    /// E:1, terrorist supporting countries.
    E1,
    /// E:2, unilateral embargo.
    E2,
}

impl CountryGroup {
    /// Every group, in the regulation's order.
    pub const ALL: [Self; 14] = [
        Self::A1,
        Self::A2,
        Self::A3,
        Self::A4,
        Self::A5,
        Self::A6,
        Self::B,
        Self::D1,
        Self::D2,
        Self::D3,
        Self::D4,
        Self::D5,
        Self::E1,
        Self::E2,
    ];

    /// The group as the regulation writes it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::A1 => "A:1",
            Self::A2 => "A:2",
            Self::A3 => "A:3",
            Self::A4 => "A:4",
            Self::A5 => "A:5",
            Self::A6 => "A:6",
            Self::B => "B",
            Self::D1 => "D:1",
            Self::D2 => "D:2",
            Self::D3 => "D:3",
            Self::D4 => "D:4",
            Self::D5 => "D:5",
            Self::E1 => "E:1",
            Self::E2 => "E:2",
        }
    }
}

impl fmt::Display for CountryGroup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// A text that is not a Country Group.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a Country Group; groups look like A:5, B, D:4, E:1")]
pub struct NotCountryGroup(String);

impl FromStr for CountryGroup {
    type Err = NotCountryGroup;

    fn from_str(text: &str) -> Result<Self, NotCountryGroup> {
        Self::ALL.into_iter().find(|it| it.code() == text).ok_or_else(|| NotCountryGroup(text.to_owned()))
    }
}

static GROUPS: LazyLock<BTreeMap<CountryCode, BTreeSet<CountryGroup>>> = LazyLock::new(|| {
    let rows =
        COUNTRY_GROUPS.rows(|row| Some((row.read("country")?, row.list("groups")?.into_iter().collect())));
    rows.into_iter().collect()
});

/// The groups of a country; `None` where the table names it nowhere.
///
/// Hong Kong is treated as China, as the regulation has done since 23 December 2020. A dependent territory
/// follows its country (15 CFR 738.3(b)), but the regulation publishes no list of them: such a territory is
/// `None`.
pub fn groups_of(country: CountryCode) -> Option<&'static BTreeSet<CountryGroup>> {
    GROUPS.get(&country)
}

/// Whether a country is in `group`; unknown where the table names the country nowhere.
pub fn in_group(country: CountryCode, group: CountryGroup) -> Truth {
    match groups_of(country) {
        None => Truth::Unknown,
        Some(groups) if groups.contains(&group) => Truth::Yes,
        Some(_) => Truth::No,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn members(group: CountryGroup) -> Vec<String> {
        GROUPS
            .iter()
            .filter(|(_, groups)| groups.contains(&group))
            .map(|(country, _)| country.to_string())
            .collect()
    }

    #[test]
    fn groups_are_those_of_the_issue() {
        // Counts and members were read off the published table by eye, with Hong Kong added to China's
        // groups.
        assert_eq!(members(CountryGroup::E1), ["IR", "KP", "SY"]);
        assert_eq!(members(CountryGroup::E2), ["CU"]);
        assert_eq!(members(CountryGroup::A6), ["AL", "CY", "IL", "MT", "MX", "SG", "TW", "ZA"]);
        assert_eq!(members(CountryGroup::D4).len(), 21 + 1);
        assert_eq!(members(CountryGroup::D5).len(), 22 + 1);
    }

    #[test]
    fn the_notes_hold() {
        let country = |code: &str| code.parse::<CountryCode>().unwrap();
        assert_eq!(in_group(country("IR"), CountryGroup::D4), Truth::Yes);
        assert_eq!(in_group(country("MO"), CountryGroup::D5), Truth::No, "rules that mean Macau name it");
        assert_eq!(groups_of(country("HK")), groups_of(country("CN")));
        assert_eq!(in_group(country("GL"), CountryGroup::E1), Truth::Unknown);
        assert_eq!(in_group(country("DE"), CountryGroup::E1), Truth::No);
    }
}
