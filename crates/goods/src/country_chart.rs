//! The Commerce Country Chart, as read in one issue of the eCFR.
//!
//! An X in a column means that a licence is required for that reason and destination. No X is no permission:
//! other parts of the regulations may still require one.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use vocab::CountryCode;

use crate::shipped::COUNTRY_CHART;

macro_rules! columns {
    ($($name:ident = $code:literal, $about:literal;)*) => {
        /// A column of the chart: a reason for control, and how strict.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum ChartColumn {
            $(#[doc = $about] $name,)*
        }

        impl ChartColumn {
            /// Every column, in the chart's order.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The column's short code.
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)*
                }
            }

            /// What the column stands for.
            pub const fn reason(self) -> &'static str {
                match self {
                    $(Self::$name => $about,)*
                }
            }
        }
    };
}

columns! {
    Cb1 = "CB:1", "Chemical and biological weapons, column 1";
    Cb2 = "CB:2", "Chemical and biological weapons, column 2";
    Cb3 = "CB:3", "Chemical and biological weapons, column 3";
    Np1 = "NP:1", "Nuclear nonproliferation, column 1";
    Np2 = "NP:2", "Nuclear nonproliferation, column 2";
    Ns1 = "NS:1", "National security, column 1";
    Ns2 = "NS:2", "National security, column 2";
    Mt1 = "MT:1", "Missile technology, column 1";
    Rs1 = "RS:1", "Regional stability, column 1";
    Rs2 = "RS:2", "Regional stability, column 2";
    Fc1 = "FC:1", "Firearms convention, column 1";
    Cc1 = "CC:1", "Crime control, column 1";
    Cc2 = "CC:2", "Crime control, column 2";
    Cc3 = "CC:3", "Crime control, column 3";
    At1 = "AT:1", "Anti-terrorism, column 1";
    At2 = "AT:2", "Anti-terrorism, column 2";
}

impl fmt::Display for ChartColumn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// A text that is not a column of the chart.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a column of the Country Chart; columns look like NS:2")]
pub struct NotChartColumn(String);

impl FromStr for ChartColumn {
    type Err = NotChartColumn;

    fn from_str(text: &str) -> Result<Self, NotChartColumn> {
        Self::ALL.iter().copied().find(|it| it.code() == text).ok_or_else(|| NotChartColumn(text.to_owned()))
    }
}

/// What the chart says of one destination.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChartRow {
    /// A row of marks.
    Marked {
        /// The name as the chart writes it.
        name: String,
        /// The columns with an X.
        columns: BTreeSet<ChartColumn>,
        /// Whose row it is, where the destination has none of its own; empty otherwise.
        follows: String,
        /// Requirements that stand in footnotes and not in the grid; empty where there are none.
        footnotes: String,
    },
    /// A destination without marks, of which the chart says where to read instead. That permits nothing.
    Embargoed {
        /// The name as the chart writes it.
        name: String,
        /// The chart's own words.
        see: String,
        /// Footnotes; empty where there are none.
        footnotes: String,
    },
}

static CHART: LazyLock<BTreeMap<CountryCode, ChartRow>> = LazyLock::new(|| {
    let rows = COUNTRY_CHART.rows(|row| {
        let (name, see, footnotes) = (row.text("name")?, row.text("see")?, row.text("footnotes")?);
        let chart_row = if see.is_empty() {
            let columns = row.list("columns")?.into_iter().collect();
            ChartRow::Marked { name, columns, follows: row.text("follows")?, footnotes }
        } else {
            ChartRow::Embargoed { name, see, footnotes }
        };
        Some((row.read("country")?, chart_row))
    });
    rows.into_iter().collect()
});

/// The chart's row for a destination; `None` where it has none, which settles nothing.
///
/// The United States have no row: the chart is about exports. Hong Kong follows China (85 FR 83788).
pub fn chart_row(destination: CountryCode) -> Option<&'static ChartRow> {
    CHART.get(&destination)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(code: &str) -> Option<&'static ChartRow> {
        chart_row(code.parse().unwrap())
    }

    fn columns(code: &str) -> Vec<&'static str> {
        match row(code) {
            Some(ChartRow::Marked { columns, .. }) => columns.iter().map(|it| it.code()).collect(),
            other => panic!("{code}: {other:?}"),
        }
    }

    #[test]
    fn rows_are_those_of_the_issue() {
        // Read off the published chart by eye.
        let china =
            ["CB:1", "CB:2", "CB:3", "NP:1", "NP:2", "NS:1", "NS:2", "MT:1", "RS:1", "RS:2", "CC:1", "CC:3"];
        assert_eq!(columns("CN"), china);
        assert_eq!(columns("HK"), china);
        assert_eq!(columns("CA"), ["CB:1", "FC:1"]);
        assert_eq!(columns("CH"), ["CB:1", "NS:1", "MT:1", "RS:1"]);
        assert_eq!(CHART.len(), 196 + 4 + 2, "rows, embargoed rows, and the two that follow another");
    }

    #[test]
    fn no_row_marks_anti_terrorism() {
        // In this issue only embargoed destinations need a licence for AT reasons, and their rows have no
        // marks.
        for row in CHART.values() {
            if let ChartRow::Marked { columns, name, .. } = row {
                assert!(
                    !columns.contains(&ChartColumn::At1) && !columns.contains(&ChartColumn::At2),
                    "{name}"
                );
            }
        }
    }

    #[test]
    fn embargoed_destinations_have_no_marks_and_say_so() {
        for code in ["CU", "IR", "KP", "SY"] {
            assert!(
                matches!(row(code), Some(ChartRow::Embargoed { see, .. }) if see.contains("746")),
                "{code}"
            );
        }
        assert!(matches!(row("RU"), Some(ChartRow::Marked { footnotes, .. }) if footnotes.contains("746.8")));
        assert_eq!(row("US"), None);
    }
}
