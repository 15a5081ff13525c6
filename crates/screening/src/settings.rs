//! Where the lines run when a party is screened.

/// At or above this score, in 1/10,000, a person must look: the shipped line between noise and an alert.
///
/// Source: the contract of `screen` and `compare`, which gives .70.
pub const REVIEW_AT: u16 = 7_000;

/// How a party is screened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Hits below this score, in 1/10,000, are not reported. [`REVIEW_AT`] is the shipped line.
    pub review_at: u16,
    /// At most so many hits are reported for one party, the best first.
    pub limit_per_party: usize,
}

impl Settings {
    /// The shipped line, and at most a hundred hits.
    pub const STANDARD: Self = Self { review_at: REVIEW_AT, limit_per_party: 100 };
}
