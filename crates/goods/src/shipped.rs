//! Tables that ship with the program, and how their text becomes rows.
//!
//! The text is part of the program and its digest part of every decision. A table that cannot be read is a
//! fault of ours that the tests find, so reading one ends in a panic with the table's name and line, never in
//! an empty table.

use vocab::Date;

/// A table under `data/goods`, as its bytes ship.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShippedTable {
    /// The file's name under `data/goods`.
    pub name: &'static str,
    /// Its whole text, for the digest that a decision records.
    pub text: &'static str,
}

macro_rules! shipped {
    ($($(#[$about:meta])* $name:ident = $file:literal;)*) => {
        $($(#[$about])* pub(crate) const $name: ShippedTable = ShippedTable {
            name: $file,
            text: include_str!(concat!("../../../data/goods/", $file)),
        };)*

        /// Every table that ships, in the order of their names.
        pub const SHIPPED: &[ShippedTable] = &[$($name),*];
    };
}

shipped! {
    CCL = "ccl-2026-07-23.csv";
    CHPL = "chpl-2024-02-23.csv";
    COUNTRY_CHART = "country-chart-2026-07-23.csv";
    COUNTRY_GROUPS = "country-groups-2026-07-23.csv";
    EU_ANNEX_XL = "eu-annex-xl.csv";
    HS_2022 = "hs-2022.csv";
    HS_CONCORDANCE = "hs-concordance.csv";
    MAKERS = "makers.csv";
    RECOVERED = "recovered-components.csv";
    SIDE_WORDS = "side-words.csv";
    WORDS = "words.csv";
}

/// The attribution that goes wherever recovered components are shown (CC BY 4.0).
pub const RECOVERED_ATTRIBUTION: &str = "Components recovered from weapons: Awesome Drone Warfare OSINT \
    Contributors, CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/), after the War & Sanctions portal \
    of the Main Directorate of Intelligence of Ukraine (https://war-sanctions.gur.gov.ua/en/components), \
    retrieved 2026-06-13; columns were dropped.";

/// The day of the eCFR issue from which the Commerce tables were read.
pub const ECFR_ISSUE: Date = Date::constant(2026, 7, 23);

impl ShippedTable {
    /// Reads each row with `read`, which gives `None` for a row that is not one.
    pub(crate) fn rows<T>(&self, read: impl Fn(&Row<'_>) -> Option<T>) -> Vec<T> {
        let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(self.text.as_bytes());
        let headers = reader.headers().cloned().unwrap_or_default();
        let mut rows = Vec::new();
        for record in reader.records() {
            let row = record
                .ok()
                .and_then(|record| read(&Row { headers: &headers, record: &record }).ok_or(record).ok());
            match row {
                Some(row) => rows.push(row),
                None => panic!("data/goods/{} cannot be read after {} rows", self.name, rows.len()),
            }
        }
        rows
    }
}

/// One row of a shipped table, by the names of its columns.
pub(crate) struct Row<'a> {
    headers: &'a csv::StringRecord,
    record: &'a csv::StringRecord,
}

impl Row<'_> {
    /// The cell under `column`, trimmed; `None` where the table has no such column.
    pub(crate) fn cell(&self, column: &str) -> Option<&str> {
        let at = self.headers.iter().position(|header| header == column)?;
        self.record.get(at).map(str::trim)
    }

    /// The cell as text of its own.
    pub(crate) fn text(&self, column: &str) -> Option<String> {
        self.cell(column).map(str::to_owned)
    }

    /// The cell as a value, by its own reading.
    pub(crate) fn read<T: std::str::FromStr>(&self, column: &str) -> Option<T> {
        self.cell(column)?.parse().ok()
    }

    /// The cell's words, parted by blanks, each as a value.
    pub(crate) fn list<T: std::str::FromStr>(&self, column: &str) -> Option<Vec<T>> {
        self.cell(column)?.split_whitespace().map(|word| word.parse().ok()).collect()
    }
}

/// What a reader must know where the law of `on` is asked and only a later issue is at hand.
pub(crate) fn edition_note(on: Date) -> Option<String> {
    (on < ECFR_ISSUE).then(|| {
        format!(
            "the table is as read in the eCFR issue of {ECFR_ISSUE}, which is later than {on}: \
             it may not have said the same then"
        )
    })
}
