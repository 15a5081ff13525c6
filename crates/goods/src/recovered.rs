//! Components that were found in weapons, against the maker and part number of an order line.
//!
//! That a part of the same number was found in a weapon says nothing of this order's parts: it is a reason to
//! ask.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use crate::makers::makers;
use crate::part_number::{PartNumber, in_marking};
use crate::shipped::RECOVERED;

/// How an order line matches, strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MatchKind {
    /// Maker and whole part number are equal.
    Exact,
    /// The maker is equal, and one number is the other plus a package or temperature suffix.
    Family,
    /// The part number is equal, and the order names no maker.
    PartOnly,
}

/// Where the component's part number was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Basis {
    /// It is a word of the marking as published.
    Marking,
    /// It is only the scraper's guess.
    Guess,
}

/// One component, in one weapon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecoveredRecord {
    /// The portal's number, such as `gur-7188`.
    pub id: String,
    /// The marking and description as published.
    pub marking: String,
    /// The weapon in which it was found, as published.
    pub weapon: String,
    /// The maker as published.
    pub maker: String,
    /// The maker's country as published.
    pub country: String,
    /// What the scraper took it for; empty where it did not say.
    pub category: String,
}

impl RecoveredRecord {
    /// The page of the component.
    pub fn source_url(&self) -> String {
        format!("https://war-sanctions.gur.gov.ua/en/components/{}", self.id.trim_start_matches("gur-"))
    }
}

/// A part that matches an order line, with everything it was found in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecoveredHit {
    /// How it matches.
    pub kind: MatchKind,
    /// Where its number was read.
    pub basis: Basis,
    /// The part number that was recovered, without dashes.
    pub part: String,
    /// Each time it was found, by the portal's number.
    pub records: Vec<&'static RecoveredRecord>,
}

impl RecoveredHit {
    /// The weapons in which it was found, each once, sorted.
    pub fn weapons(&self) -> BTreeSet<&'static str> {
        self.records.iter().map(|record| record.weapon.as_str()).collect()
    }
}

struct Known {
    record: RecoveredRecord,
    makers: BTreeSet<String>,
    parts: Vec<(PartNumber, Basis)>,
}

static KNOWN: LazyLock<Vec<Known>> = LazyLock::new(|| {
    RECOVERED.rows(|row| {
        let marking = row.text("marking")?;
        let mut parts: Vec<(PartNumber, Basis)> =
            in_marking(&marking).into_iter().map(|part| (part, Basis::Marking)).collect();
        if let Some(guess) = PartNumber::new(row.cell("guess")?)
            && !parts.iter().any(|(part, _)| part.plain() == guess.plain())
        {
            parts.push((guess, Basis::Guess));
        }
        let maker = row.text("maker")?;
        let record = RecoveredRecord {
            id: row.text("id")?,
            marking,
            weapon: row.text("weapon")?,
            maker: maker.clone(),
            country: row.text("country")?,
            category: row.text("category")?,
        };
        Some(Known { makers: makers(&maker), record, parts })
    })
});

/// Positions in [`KNOWN`] by the first characters of each part number: what can match shares them.
static BY_HEAD: LazyLock<BTreeMap<String, Vec<usize>>> = LazyLock::new(|| {
    let mut heads: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, known) in KNOWN.iter().enumerate() {
        for (part, _) in &known.parts {
            let places = heads.entry(head(part).to_owned()).or_default();
            if places.last() != Some(&at) {
                places.push(at);
            }
        }
    }
    heads
});

/// The first five characters, which two parts of one family share: no part number here is shorter.
fn head(part: &PartNumber) -> &str {
    part.plain().get(..5).unwrap_or(part.plain())
}

/// The recovered components that match an order line, strongest first, grouped by part.
///
/// `manufacturer` and `mpn` are as the order writes them. A number that is too short, or a mere value, date
/// code or standard, matches nothing.
pub fn recovered(manufacturer: Option<&str>, mpn: &str) -> Vec<RecoveredHit> {
    let Some(asked) = PartNumber::new(mpn) else { return Vec::new() };
    let makers = manufacturer.map(makers).unwrap_or_default();
    let mut hits: BTreeMap<(MatchKind, Basis, String), Vec<&'static RecoveredRecord>> = BTreeMap::new();
    for known in BY_HEAD.get(head(&asked)).into_iter().flatten().filter_map(|at| KNOWN.get(*at)) {
        let matches = known.parts.iter().filter_map(|(part, basis)| {
            match_kind(&asked, &makers, part, &known.makers)
                .map(|kind| (kind, *basis, part.plain().to_owned()))
        });
        if let Some(best) = matches.min() {
            hits.entry(best).or_default().push(&known.record);
        }
    }
    let mut hits: Vec<RecoveredHit> = hits
        .into_iter()
        .map(|((kind, basis, part), records)| RecoveredHit { kind, basis, part, records })
        .collect();
    for hit in &mut hits {
        hit.records.sort_by(|a, b| a.id.cmp(&b.id));
    }
    hits
}

fn match_kind(
    asked: &PartNumber,
    makers: &BTreeSet<String>,
    part: &PartNumber,
    part_makers: &BTreeSet<String>,
) -> Option<MatchKind> {
    let equal = asked.plain() == part.plain();
    if makers.is_empty() {
        return equal.then_some(MatchKind::PartOnly);
    }
    if makers.is_disjoint(part_makers) {
        return None;
    }
    if equal {
        return Some(MatchKind::Exact);
    }
    asked.is_family_of(part).then_some(MatchKind::Family)
}
