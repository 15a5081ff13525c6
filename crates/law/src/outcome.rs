//! What one finding, and a whole decision, comes to.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The outcomes, mildest first, so that the worst of many is their maximum.
///
/// None of them says that a trade is free: the mildest says that nothing was found in what was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Outcome {
    /// Nothing was found in the lists, rules and facts that the decision names.
    NoRestrictionFound,
    /// Worth knowing; stops nothing.
    Information,
    /// May go on under the conditions that the finding states.
    Conditions,
    /// Must wait for a person, a fact, a list or a table.
    Hold,
    /// Needs a licence.
    LicenceRequired,
    /// Forbidden.
    Prohibited,
}

impl Outcome {
    /// Every outcome, mildest first.
    pub const ALL: [Self; 6] = [
        Self::NoRestrictionFound,
        Self::Information,
        Self::Conditions,
        Self::Hold,
        Self::LicenceRequired,
        Self::Prohibited,
    ];

    /// The word that files and scripts use.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoRestrictionFound => "NO_RESTRICTION_FOUND",
            Self::Information => "INFORMATION",
            Self::Conditions => "CONDITIONS",
            Self::Hold => "HOLD",
            Self::LicenceRequired => "LICENCE_REQUIRED",
            Self::Prohibited => "PROHIBITED",
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Outcome {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|outcome| outcome.code() == text).ok_or(())
    }
}

/// The process exit status for `outcome`: scripts branch on it, so it never changes meaning.
pub const fn exit_status(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::NoRestrictionFound | Outcome::Information => 0,
        Outcome::Conditions => 10,
        Outcome::Hold => 20,
        Outcome::LicenceRequired => 30,
        Outcome::Prohibited => 40,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lattice_and_the_exit_status_agree() {
        let statuses: Vec<u8> = Outcome::ALL.into_iter().map(exit_status).collect();
        assert_eq!(statuses, [0, 0, 10, 20, 30, 40]);
        assert!(Outcome::ALL.is_sorted());
        for outcome in Outcome::ALL {
            assert_eq!(outcome.code().parse(), Ok(outcome));
        }
    }
}
