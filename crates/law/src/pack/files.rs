//! The files of a law pack, key by key.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::fact::Scope;
use crate::order::AuthorisationKind;
use crate::outcome::Outcome;
use crate::pack::Mandatory;
use crate::rule::{Reads, Standing};

/// `groups.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Groups {
    pub(super) group: Vec<Group>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Group {
    pub(super) name: String,
    pub(super) title: String,
    #[serde(default)]
    pub(super) members: Vec<String>,
    /// Groups whose members are members too.
    #[serde(default)]
    pub(super) with: Vec<String>,
    pub(super) source: String,
    pub(super) grade: String,
}

/// `regimes.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Regimes {
    pub(super) name: String,
    pub(super) edition: String,
    /// Names for expressions, in the order in which they build on one another.
    pub(super) define: Vec<Define>,
    /// When goods and destination call for watching.
    pub(super) watched: String,
    pub(super) regime: Vec<RegimeRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Define {
    pub(super) name: String,
    pub(super) means: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RegimeRow {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) in_play: String,
    pub(super) why_yes: String,
    pub(super) why_no: String,
    pub(super) why_unknown: String,
    #[serde(default)]
    pub(super) lists: Vec<String>,
    #[serde(default)]
    pub(super) also: Vec<String>,
    #[serde(default)]
    pub(super) issuers: Vec<String>,
    #[serde(default)]
    pub(super) released_by: Vec<AuthorisationKind>,
}

/// `questions.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Questions {
    pub(super) question: Vec<QuestionRow>,
    pub(super) required: Vec<RequiredRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct QuestionRow {
    pub(super) fact: String,
    pub(super) ask: String,
    pub(super) mandatory: Mandatory,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RequiredRow {
    pub(super) fact: String,
    pub(super) when: String,
    pub(super) could: Outcome,
}

/// `rules-….toml` and `lists.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rules {
    /// What a rule has where it says nothing else.
    #[serde(default)]
    pub(super) defaults: toml::Table,
    pub(super) rule: Vec<toml::Table>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleRow {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) regime: String,
    pub(super) scope: Scope,
    #[serde(default)]
    pub(super) list: Option<String>,
    #[serde(default)]
    pub(super) lists: Vec<String>,
    #[serde(default)]
    pub(super) matrix: bool,
    #[serde(default)]
    pub(super) flag: Option<String>,
    #[serde(default = "always")]
    pub(super) when: String,
    #[serde(default)]
    pub(super) nexus: Option<String>,
    pub(super) outcome: Outcome,
    #[serde(default)]
    pub(super) without_nexus: Option<Outcome>,
    #[serde(default)]
    pub(super) raises_flag: bool,
    #[serde(default = "export")]
    pub(super) reads: Reads,
    pub(super) text: String,
    #[serde(default)]
    pub(super) effect: String,
    #[serde(default)]
    pub(super) next: String,
    #[serde(default)]
    pub(super) released_by: Option<Vec<AuthorisationKind>>,
    #[serde(default)]
    pub(super) needs: Vec<String>,
    pub(super) citation: String,
    #[serde(default)]
    pub(super) link: String,
    pub(super) grade: String,
    #[serde(default)]
    pub(super) verified_on: String,
    #[serde(default)]
    pub(super) verified_by: String,
    /// A single state: the keys of one stretch of time.
    #[serde(default)]
    pub(super) from: Option<String>,
    #[serde(default)]
    pub(super) to: Option<String>,
    #[serde(default)]
    pub(super) state: Option<Standing>,
    #[serde(default)]
    pub(super) banner: Option<String>,
    /// Or several.
    #[serde(default)]
    pub(super) states: Vec<StateRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StateRow {
    #[serde(default)]
    pub(super) from: Option<String>,
    #[serde(default)]
    pub(super) to: Option<String>,
    pub(super) state: Standing,
    #[serde(default)]
    pub(super) outcome: Option<Outcome>,
    #[serde(default)]
    pub(super) text: Option<String>,
    #[serde(default)]
    pub(super) citation: Option<String>,
    #[serde(default)]
    pub(super) link: String,
    #[serde(default)]
    pub(super) banner: Option<String>,
}

fn always() -> String {
    "yes".to_owned()
}

fn export() -> Reads {
    Reads::Export
}

/// Words of one file by kind.
pub(super) type Files<'text> = BTreeMap<&'text str, &'text str>;
