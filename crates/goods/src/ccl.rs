//! The Commerce Control List, as read in one issue of the eCFR: entries, their reasons for control, and what
//! each reads.

use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::LazyLock;

use vocab::{CountryCode, Truth};

use crate::country_chart::ChartColumn;
use crate::country_groups::{CountryGroup, in_group};
use crate::shipped::CCL;

/// One entry of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CclEntry {
    /// The five characters, such as `3A001`.
    pub code: String,
    /// The heading, shortened.
    pub heading: String,
    /// Reasons for control, as the entry lists them; empty where it lists none.
    pub reasons: String,
    /// The rows of its licence requirements; empty where the entry states them in prose or refers elsewhere.
    pub controls: Vec<Control>,
}

/// One row of an entry's licence requirements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Control {
    /// The text that says what the control applies to.
    pub text: String,
    /// How much of the entry that is, as far as it can be read.
    pub scope: Scope,
    /// The chart's column, where the row names one.
    pub column: Option<ChartColumn>,
    /// Destinations that the row itself lists, where it does.
    pub destinations: Option<Destinations>,
    /// What the row says instead of, or besides, a column; empty where the column says it all.
    pub instead: String,
}

/// How much of an entry a control covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The entire entry.
    All,
    /// All but these paragraphs.
    Except(Vec<String>),
    /// All but something in these paragraphs that a paragraph alone does not tell.
    Mostly(Vec<String>),
    /// These paragraphs.
    Only(Vec<String>),
    /// Something in these paragraphs that a paragraph alone does not tell.
    Within(Vec<String>),
    /// A text that must be read.
    Open,
}

impl Scope {
    /// Whether the control covers an item of `paragraph` (such as `a.2`); `None` where the order gives only
    /// the entry.
    pub fn covers(&self, paragraph: Option<&str>) -> Truth {
        let Some(paragraph) = paragraph else {
            return if *self == Self::All { Truth::Yes } else { Truth::Unknown };
        };
        let under = |listed: &Vec<String>| listed.iter().any(|it| is_under(paragraph, it));
        let touches = |listed: &Vec<String>| under(listed) || listed.iter().any(|it| is_under(it, paragraph));
        match self {
            Self::All => Truth::Yes,
            Self::Open => Truth::Unknown,
            Self::Only(listed) if under(listed) => Truth::Yes,
            Self::Except(listed) if under(listed) => Truth::No,
            Self::Only(listed) | Self::Within(listed) => {
                if touches(listed) {
                    Truth::Unknown
                } else {
                    Truth::No
                }
            }
            Self::Except(listed) | Self::Mostly(listed) => {
                if touches(listed) {
                    Truth::Unknown
                } else {
                    Truth::Yes
                }
            }
        }
    }
}

/// Whether `paragraph` is `listed` or one of its own paragraphs: `b.2.a` is under `b.2`, and `b.20` is not.
fn is_under(paragraph: &str, listed: &str) -> bool {
    paragraph.strip_prefix(listed).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

impl FromStr for Scope {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (word, listed) = text.split_once(' ').unwrap_or((text, ""));
        let listed: Vec<String> = listed.split_whitespace().map(str::to_owned).collect();
        match word {
            "all" => Ok(Self::All),
            "open" => Ok(Self::Open),
            "except" => Ok(Self::Except(listed)),
            "mostly" => Ok(Self::Mostly(listed)),
            "only" => Ok(Self::Only(listed)),
            "within" => Ok(Self::Within(listed)),
            _ => Err(()),
        }
    }
}

/// Destinations that a control lists in its own words instead of a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Destinations {
    /// All of them.
    pub everywhere: bool,
    /// Countries by name.
    pub countries: Vec<CountryCode>,
    /// Countries by group.
    pub groups: Vec<CountryGroup>,
    /// Not these countries.
    pub except_countries: Vec<CountryCode>,
    /// Not countries that are also in these groups.
    pub except_groups: Vec<CountryGroup>,
    /// Others may be caught as well, by who the parties are: outside the list the answer is open.
    pub open_ended: bool,
}

impl Destinations {
    /// Whether a destination is among them.
    pub fn include(&self, destination: CountryCode) -> Truth {
        let excepted = self.except_groups.iter().map(|group| in_group(destination, *group));
        let excepted = excepted.fold(Truth::from(self.except_countries.contains(&destination)), Truth::or);
        let named = Truth::from(
            self.everywhere || self.countries.iter().any(|it| same_destination(*it, destination)),
        );
        let listed = self.groups.iter().map(|group| in_group(destination, *group)).fold(named, Truth::or);
        let told = listed.and(excepted.not());
        if told.is_no() && self.open_ended { Truth::Unknown } else { told }
    }
}

/// Whether a destination that a text names covers `destination`: China covers Hong Kong.
fn same_destination(named: CountryCode, destination: CountryCode) -> bool {
    named == destination || (named.as_str() == "CN" && destination.as_str() == "HK")
}

impl FromStr for Destinations {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut told = Self::default();
        for word in text.split_whitespace() {
            match (word, word.strip_prefix('-')) {
                ("*", _) => told.everywhere = true,
                ("?", _) => told.open_ended = true,
                (_, Some(word)) => match word.parse() {
                    Ok(group) => told.except_groups.push(group),
                    Err(_) => told.except_countries.push(word.parse().map_err(|_| ())?),
                },
                (word, None) => match word.parse() {
                    Ok(group) => told.groups.push(group),
                    Err(_) => told.countries.push(word.parse().map_err(|_| ())?),
                },
            }
        }
        Ok(told)
    }
}

static LIST: LazyLock<BTreeMap<String, CclEntry>> = LazyLock::new(|| {
    let rows = CCL.rows(|row| {
        let text = row.text("control")?;
        let control = if text.is_empty() {
            None
        } else {
            let column = row.cell("chart").filter(|it| !it.is_empty()).map(str::parse).transpose().ok()?;
            let destinations = row.cell("to").filter(|it| !it.is_empty()).map(str::parse).transpose().ok()?;
            Some(Control {
                text,
                scope: row.read("scope")?,
                column,
                destinations,
                instead: row.text("text")?,
            })
        };
        Some((row.text("eccn")?, row.text("heading")?, row.text("reasons")?, control))
    });
    let mut list: BTreeMap<String, CclEntry> = BTreeMap::new();
    for (code, heading, reasons, control) in rows {
        let fresh = || CclEntry { code: code.clone(), heading, reasons, controls: Vec::new() };
        list.entry(code.clone()).or_insert_with(fresh).controls.extend(control);
    }
    list
});

/// The entry of a five-character code, such as `3A001`; `None` where this issue of the list has none.
pub fn ccl_entry(code: &str) -> Option<&'static CclEntry> {
    LIST.get(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_list_is_there() {
        assert_eq!(LIST.len(), 633);
        assert_eq!(LIST.keys().filter(|code| code.starts_with('3')).count(), 76);
        assert_eq!(ccl_entry("3A001").unwrap().controls.len(), 8);
        assert_eq!(ccl_entry("9Z999"), None);
    }

    #[test]
    fn every_control_is_readable_in_some_way() {
        for entry in LIST.values() {
            for control in &entry.controls {
                assert!(
                    control.column.is_some() || !control.instead.is_empty(),
                    "{}: {}",
                    entry.code,
                    control.text
                );
            }
        }
    }

    fn check(scope: &str, paragraph: Option<&str>, expected: Truth) {
        let scope: Scope = scope.parse().unwrap();
        assert_eq!(scope.covers(paragraph), expected, "{scope:?} over {paragraph:?}");
    }

    #[test]
    fn scopes_are_three_valued() {
        check("all", None, Truth::Yes);
        check("only b.2 b.3", Some("b.2.a"), Truth::Yes);
        check("only b.2 b.3", Some("b.20"), Truth::No);
        check("only b.2 b.3", Some("b"), Truth::Unknown);
        check("only b.2 b.3", None, Truth::Unknown);
        check("except y", Some("y.1"), Truth::No);
        check("except y", Some("x"), Truth::Yes);
        check("except y", None, Truth::Unknown);
        check("within b.2", Some("b.2"), Truth::Unknown);
        check("within b.2", Some("a.1"), Truth::No);
        check("mostly b", Some("b"), Truth::Unknown);
        check("mostly b", Some("c"), Truth::Yes);
        check("open", Some("a"), Truth::Unknown);
    }

    #[test]
    fn listed_destinations_keep_what_they_leave_open() {
        let to = |text: &str, country: &str| {
            text.parse::<Destinations>().unwrap().include(country.parse().unwrap())
        };
        assert_eq!(to("CN RU VE", "HK"), Truth::Yes);
        assert_eq!(to("CN RU VE", "DE"), Truth::No);
        assert_eq!(to("MO D:5 ?", "MO"), Truth::Yes);
        assert_eq!(to("MO D:5 ?", "DE"), Truth::Unknown);
        assert_eq!(to("D:1 D:4 D:5 -A:5 -A:6 ?", "CN"), Truth::Yes);
        assert_eq!(to("D:1 D:4 D:5 -A:5 -A:6 ?", "IL"), Truth::Unknown);
        assert_eq!(to("* -CA", "CA"), Truth::No);
        assert_eq!(to("* -CA", "GL"), Truth::Yes);
    }
}
