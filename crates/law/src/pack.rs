//! The law pack: regimes, rules, the matrix of lists and the questions, read from `data/law` and tested as they are
//! read.

mod files;
mod reading;

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use vocab::Digest;

use crate::expression::Expression;
use crate::fact::{Fact, Scope};
use crate::keywords::Keywords;
use crate::order::AuthorisationKind;
use crate::outcome::Outcome;
use crate::rule::Rule;
use crate::wording::Wording;

/// A law pack.
#[derive(Clone, Debug)]
pub struct LawPack {
    /// Its name.
    pub name: String,
    /// Its edition, a date.
    pub edition: String,
    /// The digest over all of its files, in the order of their names.
    pub digest: Digest,
    pub(crate) regimes: Vec<Regime>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) questions: Vec<Question>,
    pub(crate) required: Vec<Required>,
    pub(crate) watched: Expression,
    pub(crate) keywords: Keywords,
    pub(crate) groups: BTreeMap<String, BTreeSet<String>>,
}

/// A body of law.
#[derive(Clone, Debug)]
pub(crate) struct Regime {
    pub(crate) id: String,
    pub(crate) title: String,
    /// Whether it is in play.
    pub(crate) in_play: Expression,
    /// Why it is, is not, or may be.
    pub(crate) why: [String; 3],
    /// Lists without which nothing can be said under it.
    pub(crate) lists: Vec<vocab::ListName>,
    /// Lists that are looked into where they are loaded.
    pub(crate) also: Vec<vocab::ListName>,
    /// Who issues its authorisations: words in the issuer's name.
    pub(crate) issuers: Vec<String>,
    /// Kinds of authorisations that release its findings, where a rule says nothing else.
    pub(crate) released_by: Vec<AuthorisationKind>,
}

/// What to ask where a fact is not known.
#[derive(Clone, Debug)]
pub(crate) struct Question {
    /// The fact's name, or a flag's id.
    pub(crate) fact: String,
    pub(crate) text: Wording,
    pub(crate) mandatory: Mandatory,
}

/// When a fact that is not known makes an answer incomplete.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Mandatory {
    /// Whenever an answer to it could change the outcome.
    Always,
    /// Then, and where the goods and the destination call for watching, or a flag is raised.
    Watched,
    /// Never: it is then named among what was not checked.
    Never,
}

/// A fact that must be there for its own sake.
#[derive(Clone, Debug)]
pub(crate) struct Required {
    pub(crate) fact: Fact,
    pub(crate) scope: Scope,
    pub(crate) when: Expression,
    /// The worst that an answer could bring.
    pub(crate) could: Outcome,
}

/// Why a law pack could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {what}")]
pub struct PackError {
    /// The file of the pack.
    pub file: String,
    /// What is wrong in it.
    pub what: String,
}

/// The files of the pack that the product ships, in the order of their names.
pub const SHIPPED: &[(&str, &str)] = &[
    ("groups.toml", include_str!("../../../data/law/groups.toml")),
    ("lists.toml", include_str!("../../../data/law/lists.toml")),
    ("questions.toml", include_str!("../../../data/law/questions.toml")),
    ("regimes.toml", include_str!("../../../data/law/regimes.toml")),
    ("rules-eu.toml", include_str!("../../../data/law/rules-eu.toml")),
    ("rules-kyc.toml", include_str!("../../../data/law/rules-kyc.toml")),
    ("rules-others.toml", include_str!("../../../data/law/rules-others.toml")),
    ("rules-us-ear.toml", include_str!("../../../data/law/rules-us-ear.toml")),
    ("rules-us-ofac.toml", include_str!("../../../data/law/rules-us-ofac.toml")),
    ("words.toml", include_str!("../../../data/law/words.toml")),
];

impl LawPack {
    /// Reads a pack from its files: name and text of each, in any order. Rules stand in files whose names begin with
    /// `rules-`, and in `lists.toml`, the matrix of lists.
    pub fn from_files(files: &[(&str, &str)]) -> Result<Self, PackError> {
        reading::pack(files)
    }

    /// The pack that the product ships. Reading it takes a few milliseconds: keep it.
    pub fn shipped() -> Result<Self, PackError> {
        Self::from_files(SHIPPED)
    }

    /// The ids of all rules with the state that each has on `day`, in the pack's order; versions not in effect on the
    /// day are left out.
    pub fn rules_on(&self, day: vocab::Date) -> Vec<(&str, &str, &str)> {
        let states = self.rules.iter().filter_map(|rule| Some((rule, rule.state_on(day)?)));
        states.map(|(rule, state)| (rule.id.as_str(), rule.title.as_str(), state.standing.code())).collect()
    }

    /// Whether a code is a member of one of the pack's groups, such as `PROGRAMS_744_8`; false where there is no such
    /// group.
    pub fn in_group(&self, group: &str, code: &str) -> bool {
        self.groups.get(group).is_some_and(|members| members.contains(&code.to_uppercase()))
    }

    /// Whether a fact or a flag of this name can be answered: the pack has a question about it, or a rule of that id.
    pub fn can_be_answered(&self, name: &str) -> bool {
        self.question(name).is_some() || self.rules.iter().any(|rule| rule.id == name)
    }

    /// What the question about a fact, or a flag, is.
    pub(crate) fn question(&self, name: &str) -> Option<&Question> {
        self.questions.iter().find(|it| it.fact == name)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn shipped() -> LawPack {
        LawPack::shipped().unwrap_or_else(|error| panic!("{error}"))
    }

    /// The ids of the contract and of its research, and the twenty-nine red flags, no more and no fewer.
    #[test]
    fn the_shipped_pack_has_every_rule_that_it_should() {
        let pack = shipped();
        let ids: BTreeSet<&str> = pack.rules.iter().map(|rule| rule.id.as_str()).collect();
        let expected = "IRUAV-1 IRUAV-2 IRUAV-3 IRUAV-4 CHPL-1 CHPL-2 CHPL-3 CHPL-4 CHPL-5 E738-1 E746-1 E746-2 E746-3 E746-4 \
                        E746-5 E744-3 E744-6 E744-8 E744-11 E744-15 E744-21 E744-22 E744-23 DPL GP10 ADR-1 ADR-2 LETTER-1 \
                        OWN-OFAC OWN-BIS OWN-EU OWN-UK ITAR-1 OFAC-ITSR SDN SSI NS-MBS CAPTA CMIC PLC FSE DDTC ISN UN-SC \
                        EU-FREEZE EU-ANNEX EU-12G EU-PORT EU-DU EU-RU EU-BY EU-TRANSIT UK-FREEZE UK-SHIPS AU-DFAT CA-SEMA \
                        UA-GUR VSL-ID VSL-LIST VSL-ROUTE VSL-FLAG BANK-1 RET-1";
        for id in expected.split_whitespace() {
            assert!(ids.contains(id), "{id}");
        }
        let flags = pack
            .rules
            .iter()
            .filter_map(|rule| rule.flag.as_deref()?.strip_prefix("KYC-")?.parse::<u8>().ok());
        assert_eq!(flags.collect::<Vec<_>>(), (1..=29).collect::<Vec<_>>());
    }

    #[test]
    fn every_listing_says_what_it_means_in_law() {
        for rule in shipped().rules.iter().filter(|rule| rule.matrix) {
            assert!(!rule.effect.is_empty(), "{}", rule.id);
        }
    }

    /// Changes one text of the shipped pack and expects the error to name what is wrong.
    #[track_caller]
    fn refuses(file: &str, from: &str, to: &str, expected: &str) {
        let texts: Vec<(&str, String)> = SHIPPED
            .iter()
            .map(|(name, text)| {
                (*name, if *name == file { text.replacen(from, to, 1) } else { (*text).to_owned() })
            })
            .collect();
        let files: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (*name, text.as_str())).collect();
        let error = LawPack::from_files(&files).expect_err("the change was not noticed").to_string();
        assert!(error.contains(expected), "{error}");
    }

    #[test]
    fn slips_in_a_pack_are_named() {
        refuses(
            "rules-us-ear.toml",
            "line.chart_required",
            "line.chart_needed",
            "E738-1: `line.chart_needed` is neither",
        );
        refuses("rules-us-ear.toml", "ECCN {eccn}", "ECCN {ecn}", "`{ecn}` is not a slot");
        refuses("rules-us-ear.toml", "scope = \"line\"", "scope = \"leg\"", "cannot be told there");
        refuses("rules-us-ear.toml", "outcome = \"LICENCE", "outcome = \"LICENSE", "E738-1");
        refuses("lists.toml", "grade = \"V1\"", "grade = \"M\"", "must be `unverified`");
        refuses("lists.toml", "list = \"US-FSE\"", "list = \"US-PLC\"", "no rule for US-FSE");
        refuses(
            "questions.toml",
            "fact = \"line.on_ccl\"",
            "fact = \"line.ccl\"",
            "`line.on_ccl`, and questions.toml has no",
        );
        refuses("groups.toml", "\"AT\"", "\"A1\"", "`A1` is not the code of a country");
        refuses("rules-us-ear.toml", "from = \"2025-09-29\"", "from = \"2025-09-28\"", "overlap");
        refuses("regimes.toml", "edition =", "editon =", "line 8: unknown field `editon`");
    }
}
