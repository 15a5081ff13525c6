//! Claims: what somebody said, from which sources, how good they are, and who denies it.
//!
//! A claim is not a fact. Sources that repeat one origin count once. A denial stands beside what it denies.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use vocab::PartialDate;

use crate::as_text;

/// A set of claims with their sources, as a file holds it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dossier {
    /// The date of this edition.
    pub edition: String,
    /// What to call it.
    pub title: String,
    /// The sources that the claims name.
    #[serde(rename = "source")]
    pub sources: Vec<Source>,
    /// The claims.
    #[serde(rename = "claim")]
    pub claims: Vec<Claim>,
}

/// Something published, by somebody.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// How claims name it.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// When.
    #[serde(with = "as_text")]
    pub published: PartialDate,
    /// Where it can be read, where a link was confirmed.
    pub link: Option<String>,
    /// Where its word comes from: sources of one origin count once.
    pub origin: String,
}

/// What somebody said.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// Its id.
    pub id: String,
    /// What was said, in our own words.
    pub says: String,
    /// The places and parties it is about, by their ids.
    pub about: Vec<String>,
    /// When it was so, or was said to be so.
    #[serde(with = "as_text")]
    pub when: PartialDate,
    /// The sources that carry it.
    pub sources: Vec<String>,
    /// How reliable the source is.
    pub reliability: Reliability,
    /// How credible the word is: 1 confirmed by others, 2 probably true, 3 possibly true, 4 doubtful, 5 improbable,
    /// 6 cannot be judged (Admiralty code).
    pub credibility: u8,
    /// The likelihood word of the source or the analyst, where there is one.
    pub likelihood: Option<Likelihood>,
    /// How the wording was checked.
    pub checked: Checked,
    /// Who denies it.
    #[serde(default)]
    pub denials: Vec<Denial>,
    /// What came later and bears it out.
    #[serde(default)]
    pub later: Vec<Later>,
}

/// How reliable a source is, in the letters of the Admiralty code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub enum Reliability {
    /// Completely reliable.
    A,
    /// Usually reliable.
    B,
    /// Fairly reliable.
    C,
    /// Not usually reliable.
    D,
    /// Unreliable.
    E,
    /// Cannot be judged.
    F,
}

impl Reliability {
    /// The letter with its words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::A => "A, completely reliable",
            Self::B => "B, usually reliable",
            Self::C => "C, fairly reliable",
            Self::D => "D, not usually reliable",
            Self::E => "E, unreliable",
            Self::F => "F, cannot be judged",
        }
    }
}

/// A likelihood word, with the band that it stands for (US Intelligence Community Directive 203).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Likelihood {
    /// 1 to 5 per cent.
    #[serde(rename = "almost no chance")]
    AlmostNoChance,
    /// 5 to 20 per cent.
    #[serde(rename = "very unlikely")]
    VeryUnlikely,
    /// 20 to 45 per cent.
    Unlikely,
    /// 45 to 55 per cent.
    #[serde(rename = "roughly even")]
    RoughlyEven,
    /// 55 to 80 per cent.
    Likely,
    /// 80 to 95 per cent.
    #[serde(rename = "very likely")]
    VeryLikely,
    /// 95 to 99 per cent.
    #[serde(rename = "almost certain")]
    AlmostCertain,
}

impl Likelihood {
    /// The word with its band.
    pub const fn words(self) -> &'static str {
        match self {
            Self::AlmostNoChance => "almost no chance (1 to 5 %)",
            Self::VeryUnlikely => "very unlikely (5 to 20 %)",
            Self::Unlikely => "unlikely (20 to 45 %)",
            Self::RoughlyEven => "roughly even (45 to 55 %)",
            Self::Likely => "likely (55 to 80 %)",
            Self::VeryLikely => "very likely (80 to 95 %)",
            Self::AlmostCertain => "almost certain (95 to 99 %)",
        }
    }
}

/// How the wording of a fact was checked by whoever wrote it down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub enum Checked {
    /// Seen in two independent sources.
    V2,
    /// Seen in one source.
    V1,
    /// Computed from published files.
    D,
    /// Not confirmed.
    M,
}

impl Checked {
    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::V2 => "seen in two sources",
            Self::V1 => "seen in one source",
            Self::D => "computed from published files",
            Self::M => "not confirmed",
        }
    }
}

/// Somebody's denial of a claim: a claim of its own.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Denial {
    /// Who denies.
    pub by: String,
    /// What they said.
    pub says: String,
    /// When.
    #[serde(with = "as_text")]
    pub when: PartialDate,
    /// The source that carries it.
    pub source: String,
    /// How the wording was checked.
    pub checked: Checked,
}

/// What came later and bears a claim out.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Later {
    /// What happened.
    pub says: String,
    /// When.
    #[serde(with = "as_text")]
    pub when: PartialDate,
    /// The source that carries it.
    pub source: String,
}

/// Why a dossier cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DossierError {
    /// The file is not a dossier.
    #[error("the dossier does not read: {0}")]
    Unreadable(String),
    /// A claim names a source that the dossier does not have.
    #[error("claim {claim} names the source `{source_id}`, which the dossier does not have")]
    UnknownSource {
        /// The claim.
        claim: String,
        /// The source that it names.
        source_id: String,
    },
    /// A claim has a credibility outside 1 to 6.
    #[error("claim {claim} has the credibility {credibility}; the scale runs from 1 to 6")]
    Credibility {
        /// The claim.
        claim: String,
        /// What stands there.
        credibility: u8,
    },
    /// A claim or a source stands twice.
    #[error("`{0}` stands twice in the dossier")]
    Twice(String),
}

impl Dossier {
    /// Reads a dossier and proves that every claim has its sources.
    pub fn from_toml(text: &str) -> Result<Self, DossierError> {
        let dossier: Self =
            toml::from_str(text).map_err(|error| DossierError::Unreadable(error.to_string()))?;
        let mut ids = BTreeSet::new();
        let all = dossier.sources.iter().map(|it| &it.id).chain(dossier.claims.iter().map(|it| &it.id));
        if let Some(twice) = all.into_iter().find(|id| !ids.insert(*id)) {
            return Err(DossierError::Twice(twice.clone()));
        }
        for claim in &dossier.claims {
            if !(1..=6).contains(&claim.credibility) {
                return Err(DossierError::Credibility {
                    claim: claim.id.clone(),
                    credibility: claim.credibility,
                });
            }
            let named = claim.sources.iter().chain(claim.denials.iter().map(|it| &it.source));
            for source in named.chain(claim.later.iter().map(|it| &it.source)) {
                if dossier.source(source).is_none() {
                    return Err(DossierError::UnknownSource {
                        claim: claim.id.clone(),
                        source_id: source.clone(),
                    });
                }
            }
        }
        Ok(dossier)
    }

    /// The source with this id.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|it| it.id == id)
    }

    /// How many independent origins stand behind a claim, and how many sources repeat them.
    pub fn origins(&self, claim: &Claim) -> BTreeMap<&str, usize> {
        let mut origins = BTreeMap::new();
        for source in claim.sources.iter().filter_map(|id| self.source(id)) {
            *origins.entry(source.origin.as_str()).or_insert(0) += 1;
        }
        origins
    }

    /// The claims about a place or party.
    pub fn about<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a Claim> {
        self.claims.iter().filter(move |claim| claim.about.iter().any(|it| it == id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const JUNE_2023: &str = include_str!("../../../data/starter/claims-june-2023.toml");

    #[test]
    fn the_release_of_june_2023_is_ten_claims_of_one_origin() {
        let dossier = Dossier::from_toml(JUNE_2023).unwrap();
        assert_eq!(dossier.claims.len(), 10);
        for claim in &dossier.claims {
            assert_eq!(dossier.origins(claim).len(), 1, "{}: many reports, one origin", claim.id);
        }
        let route: Vec<_> = dossier.about("amirabad").map(|it| it.id.as_str()).collect();
        assert_eq!(route, ["J23-04", "J23-05"]);
    }

    #[track_caller]
    fn check(change: [&str; 2], expected: &str) {
        assert!(JUNE_2023.contains(change[0]), "the sample no longer holds `{}`", change[0]);
        let error = Dossier::from_toml(&JUNE_2023.replacen(change[0], change[1], 1)).unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
    }

    #[test]
    fn a_claim_without_its_source_is_refused() {
        check(["sources = [\"us-guidance\"]", "sources = [\"hearsay\"]"], "which the dossier does not have");
        check(["credibility = 2", "credibility = 7"], "the scale runs from 1 to 6");
        check(["id = \"J23-02\"", "id = \"J23-01\""], "stands twice");
        check(["about = [\"alabuga\"]", "abuot = [\"alabuga\"]"], "does not read");
    }
}
