//! What is known of a fact: a truth, some codes or a day, and where it is not known, for want of what.

use std::borrow::Cow;
use std::collections::BTreeSet;

use vocab::{Date, Truth};

use crate::fact::Fact;

/// Codes of a fact, and whether they are all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Codes {
    /// Those that are known.
    pub(crate) known: BTreeSet<String>,
    /// Whether there are no others.
    pub(crate) complete: bool,
}

impl Codes {
    /// These, and no others.
    pub(crate) fn all(codes: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self { known: codes.into_iter().map(Into::into).collect(), complete: true }
    }

    /// One that is known, or nothing known.
    pub(crate) fn of(code: Option<impl Into<String>>) -> Self {
        let complete = code.is_some();
        Self { known: code.into_iter().map(Into::into).collect(), complete }
    }

    /// Both together.
    pub(crate) fn join(mut self, other: &Self) -> Self {
        self.known.extend(other.known.iter().cloned());
        self.complete &= other.complete;
        self
    }

    /// Whether any code lies in `set`.
    pub(crate) fn within(&self, set: &BTreeSet<String>) -> Truth {
        self.any(|code| set.contains(code))
    }

    /// Whether any code lies outside `set`.
    pub(crate) fn outside(&self, set: &BTreeSet<String>) -> Truth {
        self.any(|code| !set.contains(code))
    }

    /// The codes on one line, in order.
    pub(crate) fn line(&self) -> String {
        let known: Vec<&str> = self.known.iter().map(String::as_str).collect();
        known.join(", ")
    }

    fn any(&self, so: impl Fn(&str) -> bool) -> Truth {
        if self.known.iter().any(|code| so(code)) {
            return Truth::Yes;
        }
        if self.complete { Truth::No } else { Truth::Unknown }
    }
}

/// What is known of a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Known<'a> {
    /// Yes, no or unknown; and for want of what.
    Truth(Truth, Want),
    /// Codes.
    Codes(Cow<'a, Codes>),
    /// A day, if it is known.
    Day(Option<Date>),
}

impl Known<'_> {
    /// Codes that were put together for this answer.
    pub(crate) fn codes(codes: Codes) -> Self {
        Self::Codes(Cow::Owned(codes))
    }

    /// A truth, unknown for want of an answer.
    pub(crate) fn truth(truth: impl Into<Truth>) -> Self {
        Self::Truth(truth.into(), Want::Answer)
    }

    /// Whether the fact leaves nothing open.
    pub(crate) fn is_settled(&self) -> bool {
        match self {
            Self::Truth(truth, _) => !truth.is_unknown(),
            Self::Codes(codes) => codes.complete,
            Self::Day(day) => day.is_some(),
        }
    }
}

/// For want of what a fact is not known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Want {
    /// Nobody has said.
    Answer,
    /// A table is not loaded: its name.
    Table(String),
    /// What is there leaves it open: why.
    Open(String),
}

/// A fact that is not known, or the answer to a flag.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Missing {
    /// The fact.
    pub(crate) asked: Query,
    /// What it is about, as a reference.
    pub(crate) subject: String,
    /// For want of what.
    pub(crate) want: Want,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Query {
    /// A fact.
    Fact(Fact),
    /// The answer to a flag of the checklist.
    Flag(String),
}

impl Query {
    /// The name that questions and answers use.
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Fact(fact) => fact.name(),
            Self::Flag(id) => id,
        }
    }
}
