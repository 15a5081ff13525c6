//! A control-list entry against a destination: each reason for control, and whether the chart requires a
//! licence for it.
//!
//! This is the chart's half of 15 CFR 738.4. Embargoes, end uses, end users and exceptions are rules of
//! `law`.

use vocab::{CountryCode, Date, Eccn, Truth};

use crate::ccl::{CclEntry, Control, ccl_entry};
use crate::country_chart::{ChartRow, chart_row};
use crate::shipped::{ECFR_ISSUE, edition_note};

/// One reason for control of an entry, against one destination.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LicenceReason {
    /// The row of the entry, with its text, column and scope.
    pub control: &'static Control,
    /// Whether the control covers the order's paragraph.
    pub applies: Truth,
    /// Whether the destination is marked for it, or listed by it. Unknown where the row refers to another
    /// text.
    pub marked: Truth,
    /// Both together: a licence is required for this reason.
    pub required: Truth,
}

impl LicenceReason {
    /// The reason in one sentence, with the control's own words.
    pub fn sentence(&self) -> String {
        let Control { text, column, instead, .. } = self.control;
        let by = match column {
            Some(column) if instead.is_empty() => format!("column {column} of the Country Chart"),
            Some(column) => format!("column {column} of the Country Chart; {instead}"),
            None => format!("“{instead}”"),
        };
        let answer = match self.required {
            Truth::Yes => "a licence is required",
            Truth::No => "no licence is required for this reason",
            Truth::Unknown => "whether a licence is required must be read from the text",
        };
        format!("{text} ({by}): {answer}")
    }
}

/// What the chart says of an item and a destination.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChartAnswer {
    /// EAR99: on no entry of the list, so the chart says nothing. That is no clearance.
    Ear99,
    /// The entry is not in the issue that is known here.
    NoEntry {
        /// The entry's code.
        code: String,
    },
    /// The chart has no row for the destination, and none that it is known to follow.
    NoRow {
        /// The entry.
        entry: &'static CclEntry,
    },
    /// The chart refers to other parts of the regulations for this destination; the lack of marks permits
    /// nothing.
    Embargoed {
        /// The entry.
        entry: &'static CclEntry,
        /// The chart's own words.
        see: &'static str,
    },
    /// Reason by reason.
    Reasons {
        /// The entry.
        entry: &'static CclEntry,
        /// Every control of the entry; none where the entry states its requirements in prose.
        reasons: Vec<LicenceReason>,
        /// Requirements in the footnotes of the destination's row; empty where there are none.
        footnotes: &'static str,
    },
}

impl ChartAnswer {
    /// The issue of the eCFR that was read.
    pub const ISSUE: Date = ECFR_ISSUE;

    /// Whether a licence is required by the chart: unknown wherever a text must be read to tell.
    pub fn required(&self) -> Truth {
        match self {
            Self::Ear99 => Truth::No,
            Self::NoEntry { .. } | Self::NoRow { .. } | Self::Embargoed { .. } => Truth::Unknown,
            // An entry without controls states its requirement in prose, or refers to another agency.
            Self::Reasons { reasons, .. } if reasons.is_empty() => Truth::Unknown,
            Self::Reasons { reasons, .. } => {
                reasons.iter().map(|reason| reason.required).fold(Truth::No, Truth::or)
            }
        }
    }

    /// What to say where the law of an earlier day is asked than that of the issue.
    pub fn edition_note(on: Date) -> Option<String> {
        edition_note(on)
    }
}

/// Each reason for which `eccn` is controlled, and whether it requires a licence to `destination`.
pub fn licence_reasons(eccn: &Eccn, destination: CountryCode) -> ChartAnswer {
    let Some(code) = eccn.entry() else { return ChartAnswer::Ear99 };
    let Some(entry) = ccl_entry(code) else { return ChartAnswer::NoEntry { code: code.to_owned() } };
    let (columns, footnotes) = match chart_row(destination) {
        None => return ChartAnswer::NoRow { entry },
        Some(ChartRow::Embargoed { see, .. }) => return ChartAnswer::Embargoed { entry, see },
        Some(ChartRow::Marked { columns, footnotes, .. }) => (columns, footnotes),
    };
    let reasons = entry.controls.iter().map(|control| {
        let applies = control.scope.covers(eccn.paragraph());
        let marked = match (control.column, &control.destinations) {
            (Some(column), _) => Truth::from(columns.contains(&column)),
            (None, Some(listed)) => listed.include(destination),
            (None, None) => Truth::Unknown,
        };
        LicenceReason { control, applies, marked, required: applies.and(marked) }
    });
    ChartAnswer::Reasons { entry, reasons: reasons.collect(), footnotes }
}
