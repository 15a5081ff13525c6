//! The Common High Priority List: fifty codes of goods that Russia's weapons need most, in tiers.
//!
//! Editions are dated, and an edition is never read for a day before its own. That a code is listed is a fact
//! about the code: what follows from it is for `law`.

use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use vocab::{Date, Hs, HsVintage};

use crate::nomenclature::{Standing, standing};
use crate::shipped::CHPL;

/// A tier of the list, most critical first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tier {
    /// 1: integrated circuits, critical to precision-guided weapons, from few makers.
    One,
    /// 2: electronics that Russia prefers to buy from the partners.
    Two,
    /// 3.A: further electronics, with wider supply.
    ThreeA,
    /// 3.B: mechanical and other parts.
    ThreeB,
    /// 4.A: equipment to make and test electronics.
    FourA,
    /// 4.B: numerically controlled machine tools and their parts.
    FourB,
}

impl Tier {
    /// Every tier, in the list's order.
    pub const ALL: [Self; 6] = [Self::One, Self::Two, Self::ThreeA, Self::ThreeB, Self::FourA, Self::FourB];

    /// The tier as the list writes it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::One => "1",
            Self::Two => "2",
            Self::ThreeA => "3.A",
            Self::ThreeB => "3.B",
            Self::FourA => "4.A",
            Self::FourB => "4.B",
        }
    }
}

impl fmt::Display for Tier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Tier {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|tier| tier.code() == text).ok_or(())
    }
}

/// How well a row of a table of ours is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verification {
    /// Two independent sources say the same.
    Confirmed,
    /// One source, or memory.
    Unverified,
}

impl FromStr for Verification {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "confirmed" => Ok(Self::Confirmed),
            "unverified" => Ok(Self::Unverified),
            _ => Err(()),
        }
    }
}

/// One code of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChplCode {
    /// Six digits of HS 2022.
    pub code: String,
    /// Its tier.
    pub tier: Tier,
    /// What it is, in our own words.
    pub text: String,
    /// Whether two sources have it.
    pub verification: Verification,
}

/// The list as it was published on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// The day from which it holds.
    pub from: Date,
    /// Its codes, by number.
    pub codes: Vec<ChplCode>,
}

impl Edition {
    /// The row of a six-digit code.
    pub fn code(&self, six: &str) -> Option<&ChplCode> {
        self.codes.iter().find(|row| row.code == six)
    }
}

static EDITIONS: LazyLock<Vec<Edition>> = LazyLock::new(|| {
    let rows = CHPL.rows(|row| {
        let verification = row.read("verification")?;
        let code = ChplCode {
            code: row.text("code")?,
            tier: row.read("tier")?,
            text: row.text("text")?,
            verification,
        };
        Some((row.read::<Date>("edition")?, code))
    });
    let mut editions: Vec<Edition> = Vec::new();
    for (from, code) in rows {
        match editions.iter_mut().find(|edition| edition.from == from) {
            Some(edition) => edition.codes.push(code),
            None => editions.push(Edition { from, codes: vec![code] }),
        }
    }
    editions.sort_by_key(|edition| edition.from);
    for edition in &mut editions {
        edition.codes.sort_by(|a, b| a.code.cmp(&b.code));
    }
    editions
});

/// Every edition that is known here, oldest first.
pub fn editions() -> &'static [Edition] {
    &EDITIONS
}

/// The edition in force on `on`; `None` before the oldest that is known, where there may have been another.
pub fn edition_as_of(on: Date) -> Option<&'static Edition> {
    editions().iter().rev().find(|edition| edition.from <= on)
}

/// Whether a code is on the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChplAnswer {
    /// It is.
    Hit {
        /// The row, with its tier.
        row: &'static ChplCode,
        /// The edition's first day.
        edition: Date,
    },
    /// The code is of an older nomenclature, and one or more of its successors are listed: which one fits, a
    /// person must say.
    Candidate {
        /// The code of the order, six digits.
        from: String,
        /// Every successor, with its row where it is listed.
        successors: Vec<(&'static str, Option<&'static ChplCode>)>,
        /// The edition's first day.
        edition: Date,
    },
    /// It is not.
    NotListed {
        /// The edition's first day.
        edition: Date,
    },
    /// The code is not in HS 2022, and nothing here says what became of it: nobody can tell.
    NotInNomenclature {
        /// The code of the order, six digits.
        code: String,
        /// The edition that the order declares, if any: an older one explains the code, 2022 makes it a
        /// mistake.
        declared: Option<HsVintage>,
    },
    /// No edition is known for that day. A later one is not borrowed.
    NoEdition {
        /// The first days of the editions that are known.
        known: Vec<Date>,
    },
}

/// Whether `hs`, of the nomenclature that the order declares, is on the list in force on `on`.
///
/// Eight- and ten-digit codes are read by their first six.
pub fn chpl(hs: &Hs, vintage: Option<HsVintage>, on: Date) -> ChplAnswer {
    let Some(edition) = edition_as_of(on) else {
        return ChplAnswer::NoEdition { known: editions().iter().map(|edition| edition.from).collect() };
    };
    if let Some(row) = edition.code(hs.six()) {
        return ChplAnswer::Hit { row, edition: edition.from };
    }
    match standing(hs) {
        Standing::Current => ChplAnswer::NotListed { edition: edition.from },
        Standing::NotInNomenclature => {
            ChplAnswer::NotInNomenclature { code: hs.six().to_owned(), declared: vintage }
        }
        Standing::Older { successors } => {
            let rows: Vec<_> = successors.into_iter().map(|code| (code, edition.code(code))).collect();
            if rows.iter().all(|(_, row)| row.is_none()) {
                return ChplAnswer::NotListed { edition: edition.from };
            }
            ChplAnswer::Candidate { from: hs.six().to_owned(), successors: rows, edition: edition.from }
        }
    }
}
