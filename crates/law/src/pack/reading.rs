//! Reads the files of a law pack and refuses what does not fit together.

use std::collections::BTreeSet;

use serde::de::DeserializeOwned;
use vocab::{CountryCode, Date, DigestWriter, ListName};

use super::files::{Files, Group, Groups, Questions, RegimeRow, Regimes, RuleRow, Rules, StateRow};
use super::{LawPack, PackError, Question, Regime, Required};
use crate::decision::Verified;
use crate::expression::{Expression, Vocabulary};
use crate::fact::{Fact, Scope};
use crate::keywords::Keywords;
use crate::rule::{Rule, Source, Standing, State};
use crate::wording::Wording;

/// How well a thing is known: two sources, one source, computed, not confirmed.
const GRADES: [&str; 4] = ["V2", "V1", "D", "M"];

/// Reads a pack.
pub(super) fn pack(files: &[(&str, &str)]) -> Result<LawPack, PackError> {
    let files: Files<'_> = files.iter().copied().collect();
    let mut digest = DigestWriter::new();
    for (name, text) in &files {
        digest.update(name.as_bytes());
        digest.update(&[0]);
        digest.update(text.as_bytes());
        digest.update(&[0]);
    }
    let mut vocabulary = Vocabulary::default();
    let Groups { group } = read(&files, "groups.toml")?;
    for group in group {
        add_group(group, &mut vocabulary)
            .map_err(|what| PackError { file: "groups.toml".to_owned(), what })?;
    }
    let regimes_error = |what| PackError { file: "regimes.toml".to_owned(), what };
    let Regimes { name, edition, define, watched, regime } = read(&files, "regimes.toml")?;
    for define in define {
        let means = parse(&define.means, &vocabulary).map_err(regimes_error)?;
        vocabulary.definitions.insert(define.name, means);
    }
    let watched = parse(&watched, &vocabulary).map_err(regimes_error)?;
    let regimes = regime.into_iter().map(|row| read_regime(row, &vocabulary).map_err(regimes_error));
    let regimes = regimes.collect::<Result<Vec<_>, _>>()?;
    let mut rules = Vec::new();
    for (file, _) in files.iter().filter(|(name, _)| name.starts_with("rules-") || **name == "lists.toml") {
        let own: Rules = read(&files, file)?;
        for table in own.rule {
            let rule = read_rule(with_defaults(table, &own.defaults), &regimes, &vocabulary);
            rules.push(rule.map_err(|what| PackError { file: (*file).to_owned(), what })?);
        }
    }
    let questions_error = |what| PackError { file: "questions.toml".to_owned(), what };
    let asked: Questions = read(&files, "questions.toml")?;
    let (questions, required) = read_questions(asked, &vocabulary).map_err(questions_error)?;
    let keywords: Keywords = read(&files, "words.toml")?;
    let pack = LawPack {
        name,
        edition,
        digest: digest.finish(),
        regimes,
        rules,
        questions,
        required,
        watched,
        keywords,
        groups: vocabulary.groups,
    };
    whole(&pack).map_err(|what| PackError { file: "law pack".to_owned(), what })?;
    Ok(pack)
}

/// What only shows when all files are read.
fn whole(pack: &LawPack) -> Result<(), String> {
    for list in ListName::ALL {
        if !pack.rules.iter().any(|rule| rule.matrix && rule.lists.contains(&list)) {
            return Err(format!("the matrix in lists.toml has no rule for {list}"));
        }
    }
    let mut facts = BTreeSet::new();
    for rule in &pack.rules {
        rule.when.names(&mut facts);
        rule.nexus.iter().for_each(|nexus| nexus.names(&mut facts));
    }
    facts.extend(pack.required.iter().map(|it| it.fact.name().to_owned()));
    match facts.iter().find(|fact| pack.question(fact).is_none()) {
        Some(fact) => Err(format!("a rule asks for `{fact}`, and questions.toml has no question for it")),
        None => Ok(()),
    }
}

fn read<T: DeserializeOwned>(files: &Files<'_>, file: &str) -> Result<T, PackError> {
    let error = |what: String| PackError { file: file.to_owned(), what };
    let text = files.get(file).ok_or_else(|| error("the file is missing from the pack".to_owned()))?;
    toml::from_str(text).map_err(|it| {
        let line =
            it.span().map_or(0, |span| 1 + text.get(..span.start).unwrap_or_default().matches('\n').count());
        error(format!("line {line}: {}", it.message()))
    })
}

fn parse(text: &str, vocabulary: &Vocabulary) -> Result<Expression, String> {
    Expression::parse(text, vocabulary).map_err(|error| error.to_string())
}

fn add_group(group: Group, vocabulary: &mut Vocabulary) -> Result<(), String> {
    let Group { name, title, members, with, source, grade } = group;
    if title.is_empty() || source.is_empty() || !GRADES.contains(&grade.as_str()) {
        return Err(format!("group {name} needs a title, a source and a grade of {GRADES:?}"));
    }
    if !name.chars().all(|char| char.is_ascii_uppercase() || char.is_ascii_digit() || char == '_') {
        return Err(format!("the group's name `{name}` is not in capitals"));
    }
    let mut all = BTreeSet::new();
    for member in members {
        // Two capitals are a country and must be one; anything else is a code of another kind.
        if member.len() == 2 && CountryCode::from_alpha2(&member).is_none() {
            return Err(format!("group {name}: `{member}` is not the code of a country"));
        }
        all.insert(member);
    }
    for other in with {
        let members = vocabulary.groups.get(&other);
        all.extend(
            members.ok_or_else(|| format!("group {name}: no group {other} before it"))?.iter().cloned(),
        );
    }
    match vocabulary.groups.insert(name.clone(), all) {
        Some(_) => Err(format!("two groups have the name {name}")),
        None => Ok(()),
    }
}

fn read_regime(row: RegimeRow, vocabulary: &Vocabulary) -> Result<Regime, String> {
    let in_play = parse(&row.in_play, vocabulary).map_err(|what| format!("regime {}: {what}", row.id))?;
    in_play.fits(Scope::Order).map_err(|fact| misfit(&row.id, fact))?;
    Ok(Regime {
        title: row.title,
        in_play,
        why: [row.why_no, row.why_unknown, row.why_yes],
        lists: list_names(&row.lists)?,
        also: list_names(&row.also)?,
        issuers: row.issuers,
        released_by: row.released_by,
        id: row.id,
    })
}

fn list_names(codes: &[String]) -> Result<Vec<ListName>, String> {
    codes.iter().map(|code| code.parse::<ListName>().map_err(|error| error.to_string())).collect()
}

fn misfit(id: &str, fact: Fact) -> String {
    format!("{id}: the fact `{}` cannot be told there", fact.name())
}

/// The rule's own keys over those of the defaults.
fn with_defaults(mut table: toml::Table, defaults: &toml::Table) -> toml::Table {
    for (key, value) in defaults {
        if !table.contains_key(key) {
            table.insert(key.clone(), value.clone());
        }
    }
    table
}

fn read_rule(table: toml::Table, regimes: &[Regime], vocabulary: &Vocabulary) -> Result<Rule, String> {
    let id = table.get("id").and_then(toml::Value::as_str).unwrap_or("a rule without id").to_owned();
    let row: RuleRow =
        table.try_into().map_err(|error: toml::de::Error| format!("{id}: {}", error.message()))?;
    let named = |what: String| format!("{id}: {what}");
    let regime = regimes.iter().position(|it| it.id == row.regime);
    let regime = regime.ok_or_else(|| named(format!("no regime `{}`", row.regime)))?;
    let when = parse(&row.when, vocabulary).map_err(named)?;
    let nexus = row.nexus.as_deref().map(|text| parse(text, vocabulary)).transpose().map_err(named)?;
    for expression in std::iter::once(&when).chain(&nexus) {
        expression.fits(row.scope).map_err(|fact| misfit(&id, fact))?;
    }
    if row.citation.trim().is_empty() || !GRADES.contains(&row.grade.as_str()) {
        return Err(named(format!("needs a citation and a grade of {GRADES:?}")));
    }
    if row.grade != "M" && (row.verified_on.is_empty() || row.verified_by.is_empty()) {
        return Err(named("says that it is verified, and not by whom or when".to_owned()));
    }
    if (row.scope == Scope::Flag) != row.flag.is_some() {
        return Err(named("a rule about a flag, and no other, names its flag".to_owned()));
    }
    let lists: Vec<String> = row.list.iter().chain(&row.lists).cloned().collect();
    let lists = list_names(&lists).map_err(named)?;
    if (row.scope == Scope::Match) == lists.is_empty() {
        return Err(named("a rule about listings, and no other, names its lists".to_owned()));
    }
    let states = read_states(&row).map_err(named)?;
    let text = Wording::parse(&row.text).map_err(named)?;
    let unverified = row.grade == "M" && states.iter().any(|it| it.standing == Standing::InForce);
    if unverified {
        return Err(named("is not confirmed (grade M): its state must be `unverified`".to_owned()));
    }
    let released_by = row
        .released_by
        .unwrap_or_else(|| regimes.get(regime).map_or(Vec::new(), |regime| regime.released_by.clone()));
    Ok(Rule {
        title: row.title,
        regime,
        scope: row.scope,
        lists,
        matrix: row.matrix,
        flag: row.flag,
        when,
        nexus,
        outcome: row.outcome,
        without_nexus: row.without_nexus,
        raises_flag: row.raises_flag,
        reads: row.reads,
        text,
        effect: row.effect,
        next: row.next,
        released_by,
        needs: row.needs,
        citation: Source { text: row.citation, link: row.link },
        states,
        verified: Verified { on: row.verified_on, by: row.verified_by, grade: row.grade },
        id: row.id,
    })
}

/// The states of a rule, oldest first; none may overlap.
fn read_states(row: &RuleRow) -> Result<Vec<State>, String> {
    let single = row.state.map(|state| StateRow {
        from: row.from.clone(),
        to: row.to.clone(),
        state,
        outcome: None,
        text: None,
        citation: None,
        link: String::new(),
        banner: row.banner.clone(),
    });
    let rows: Vec<&StateRow> =
        if row.states.is_empty() { single.iter().collect() } else { row.states.iter().collect() };
    if rows.is_empty() {
        return Err("has no state".to_owned());
    }
    let mut states = Vec::new();
    for row in rows {
        let citation = row.citation.clone().map(|text| Source { text, link: row.link.clone() });
        states.push(State {
            from: row.from.as_deref().map(day).transpose()?,
            to: row.to.as_deref().map(day).transpose()?,
            standing: row.state,
            outcome: row.outcome,
            text: row.text.as_deref().map(Wording::parse).transpose()?,
            citation,
            banner: row.banner.clone(),
        });
    }
    let ordered = states.is_sorted_by(|a, b| a.to.is_some_and(|to| b.from.is_some_and(|from| to < from)));
    if ordered { Ok(states) } else { Err("its states overlap, or stand in the wrong order".to_owned()) }
}

fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| format!("`{text}` is not a day"))
}

fn read_questions(
    file: Questions,
    vocabulary: &Vocabulary,
) -> Result<(Vec<Question>, Vec<Required>), String> {
    let mut questions = Vec::new();
    for row in file.question {
        let text = Wording::parse(&row.ask)?;
        questions.push(Question { fact: row.fact, text, mandatory: row.mandatory });
    }
    let mut required = Vec::new();
    for row in file.required {
        let fact = Fact::named(&row.fact).ok_or_else(|| format!("`{}` is not a fact", row.fact))?;
        let when = parse(&row.when, vocabulary).map_err(|what| format!("{}: {what}", row.fact))?;
        when.fits(fact.scope()).map_err(|other| misfit(&row.fact, other))?;
        required.push(Required { fact, scope: fact.scope(), when, could: row.could });
    }
    Ok((questions, required))
}
