//! Where the lines run: how old a list may be, from which score a person looks, how many must agree.

use serde::Deserialize;
use vocab::Digest;

/// The lines that a decision is made under. No `Default`: whoever decides must say under which policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// The name that decisions show.
    pub name: String,
    /// A list confirmed longer ago than this, in days before `known_at`, makes an answer incomplete.
    pub list_age_days_max: u16,
    /// At or above this score, in 1/10,000, a person must look.
    pub review_at: u16,
    /// At or above this score, in 1/10,000, and with nothing against, a match may be presumed.
    pub presume_at: u16,
    /// How many different persons must sign before a HOLD is released.
    pub release_persons: u16,
    /// The digest of the text that this was read from.
    pub digest: Digest,
}

/// Why a policy could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// Not TOML, or a key is missing, unknown or of the wrong kind.
    #[error("the policy does not read: {0}")]
    Shape(String),
    /// A line lies outside 0 to 10,000, or review lies above presume.
    #[error("review_at ({review_at}) must not exceed presume_at ({presume_at}), and both lie in 1 to 10,000")]
    Lines {
        /// What the file says.
        review_at: u16,
        /// What the file says.
        presume_at: u16,
    },
    /// Nobody would have to release a hold.
    #[error("release_persons must be 1 at least")]
    NoPersons,
}

/// The policy file, key by key.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    list_age_days_max: u16,
    review_at: u16,
    presume_at: u16,
    release_persons: u16,
}

/// The largest score.
const SCORE_MAX: u16 = 10_000;

impl Policy {
    /// Reads a policy file such as `data/law/policy.toml`.
    pub fn from_toml(text: &str) -> Result<Self, PolicyError> {
        let file: File =
            toml::from_str(text).map_err(|error| PolicyError::Shape(error.message().to_owned()))?;
        let File { name, list_age_days_max, review_at, presume_at, release_persons } = file;
        if review_at == 0 || presume_at < review_at || SCORE_MAX < presume_at {
            return Err(PolicyError::Lines { review_at, presume_at });
        }
        if release_persons == 0 {
            return Err(PolicyError::NoPersons);
        }
        let digest = Digest::of(text.as_bytes());
        Ok(Self { name, list_age_days_max, review_at, presume_at, release_persons, digest })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STANDARD: &str = include_str!("../../../data/law/policy.toml");

    #[test]
    fn the_standard_policy_reads() {
        let policy = Policy::from_toml(STANDARD).unwrap();
        assert_eq!((policy.list_age_days_max, policy.review_at, policy.presume_at), (3, 7_000, 9_200));
        assert_eq!(policy.release_persons, 2);
    }

    #[test]
    fn a_slip_is_named() {
        let slip = STANDARD.replace("review_at", "reveiw_at");
        assert!(
            matches!(Policy::from_toml(&slip), Err(PolicyError::Shape(what)) if what.contains("reveiw_at"))
        );
        let crossed = STANDARD.replace("= 7000", "= 9500");
        assert!(matches!(Policy::from_toml(&crossed), Err(PolicyError::Lines { .. })));
    }
}
