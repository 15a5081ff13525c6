//! What is missing: facts, lists and tables; which of it holds the answer, and which is named among what was not
//! checked.

use std::collections::BTreeMap;

use vocab::{Date, ListName, Truth};

use crate::answers::{Known, Missing, Query, Want};
use crate::applying::{Case, Open};
use crate::decision::{Incomplete, IncompleteKind, NotChecked, RegimeConsidered};
use crate::evaluation::evaluate;
use crate::fact::Scope;
use crate::facts::{About, Who, wants_a_party};
use crate::found::ListUsed;
use crate::outcome::Outcome;
use crate::pack::{Mandatory, Regime, Required};

/// What is missing.
#[derive(Default)]
pub(crate) struct Gaps {
    incomplete: BTreeMap<(IncompleteKind, String, String), (String, Vec<String>)>,
    not_checked: Vec<NotChecked>,
}

impl Gaps {
    /// What holds the answer, and what was not checked, each in a fixed order.
    pub(crate) fn sorted(mut self) -> (Vec<Incomplete>, Vec<NotChecked>) {
        let incomplete = self.incomplete.into_iter().map(|((kind, what, subject), (question, mut rules))| {
            rules.sort();
            rules.dedup();
            Incomplete { kind, what, subject, question, rules }
        });
        self.not_checked.sort();
        self.not_checked.dedup();
        (incomplete.collect(), self.not_checked)
    }

    fn add(&mut self, kind: IncompleteKind, what: &str, subject: &str, question: String, rule: &str) {
        let key = (kind, what.to_owned(), subject.to_owned());
        let entry = self.incomplete.entry(key).or_insert_with(|| (question, Vec::new()));
        if !rule.is_empty() {
            entry.1.push(rule.to_owned());
        }
    }

    fn leave(&mut self, what: &str, subject: &str, why: String) {
        self.not_checked.push(NotChecked { what: what.to_owned(), subject: subject.to_owned(), why });
    }
}

/// Facts that rules wait for. One is asked for only if an answer could make the outcome worse than `so_far`,
/// or add a condition to it.
pub(crate) fn facts_missing(case: &Case<'_>, open: &[Open<'_>], so_far: Outcome, gaps: &mut Gaps) {
    let watched = evaluate(&case.pack.watched, case.facts, About::default()).truth;
    for open in open {
        // A condition that is found must not silence the question after another: what is open holds, and HOLD is worse.
        let outranks = so_far < open.could || so_far < Outcome::Hold;
        let could_matter = outranks && Outcome::Information < open.could;
        let need_not_be_given = |part: &Vec<Missing>| {
            part.iter().all(|it| !matches!(it.want, Want::Table(_)) && !is_mandatory(case, it, watched))
        };
        let matters = could_matter && !open.missing.iter().any(need_not_be_given);
        for missing in open.missing.iter().flatten() {
            let question = ask(case, missing, open.about, open.date);
            let rule = open.rule.id.as_str();
            match &missing.want {
                Want::Table(name) if matters => {
                    gaps.add(IncompleteKind::Table, name, "order", load_table(name), rule);
                }
                Want::Answer | Want::Open(_) if matters && is_mandatory(case, missing, watched) => {
                    gaps.add(IncompleteKind::Fact, missing.asked.name(), &missing.subject, question, rule);
                }
                Want::Answer | Want::Open(_) => {
                    gaps.leave(rule, &open.subject, format!("not known: {question}"));
                }
                Want::Table(name) => gaps.leave(rule, &open.subject, format!("{name} is not loaded")),
            }
        }
    }
}

/// Facts that must be there for their own sake.
pub(crate) fn required_missing(case: &Case<'_>, so_far: Outcome, gaps: &mut Gaps) {
    for required in &case.pack.required {
        let places: Vec<About<'_>> = match required.scope {
            Scope::Line => (0..case.facts.order.goods.len())
                .map(|line| About { line: Some(line), ..About::default() })
                .collect(),
            Scope::Party => (0..case.facts.order.parties.len())
                .map(|place| About { who: Some(Who::Party(place)), ..About::default() })
                .collect(),
            Scope::Leg => (0..case.facts.order.legs().len())
                .map(|leg| About { leg: Some(leg), ..About::default() })
                .collect(),
            Scope::Order | Scope::Match | Scope::Address | Scope::Owner | Scope::Flag => {
                vec![About::default()]
            }
        };
        for about in places {
            required_at(case, required, about, so_far, gaps);
        }
    }
}

fn required_at(case: &Case<'_>, required: &Required, about: About<'_>, so_far: Outcome, gaps: &mut Gaps) {
    let settled = match case.facts.known(required.fact, about) {
        Known::Truth(truth, _) => truth.is_yes(),
        Known::Codes(codes) => codes.complete,
        Known::Day(day) => day.is_some(),
    };
    if settled {
        return;
    }
    let subject = case.facts.subject_of(required.scope, about);
    let name = required.fact.name();
    let missing = Missing { asked: Query::Fact(required.fact), subject: subject.clone(), want: Want::Answer };
    let question = ask(case, &missing, about, case.as_of);
    let when = evaluate(&required.when, case.facts, about);
    match when.truth {
        Truth::No => {}
        Truth::Yes if so_far < required.could => gaps.add(IncompleteKind::Fact, name, &subject, question, ""),
        Truth::Yes => gaps.leave(name, &subject, format!("not known: {question}")),
        Truth::Unknown => {
            let wants = when.missing.iter().map(|it| match &it.want {
                Want::Table(table) => format!("{table} is not loaded"),
                Want::Answer | Want::Open(_) => format!("`{}` is not known", it.asked.name()),
            });
            let mut wants: Vec<String> = wants.collect();
            wants.dedup();
            gaps.leave(
                name,
                &subject,
                format!("whether it must be known is open ({}): {question}", wants.join(", ")),
            );
        }
    }
}

/// Whether a fact that is not known holds the answer.
fn is_mandatory(case: &Case<'_>, missing: &Missing, watched: Truth) -> bool {
    let mandatory = case.pack.question(missing.asked.name()).map_or(Mandatory::Always, |it| it.mandatory);
    match mandatory {
        Mandatory::Always => true,
        Mandatory::Watched => watched.is_yes(),
        Mandatory::Never => false,
    }
}

/// The question that would settle a fact.
fn ask(case: &Case<'_>, missing: &Missing, about: About<'_>, date: Date) -> String {
    if let Want::Open(why) = &missing.want {
        return why.clone();
    }
    let about = at(case, &missing.subject, about);
    let question = case.pack.question(missing.asked.name()).map(|it| it.text.fill(case.facts, about, date));
    let question = question.unwrap_or_else(|| format!("What is `{}`?", missing.asked.name()));
    if wants_a_party(&missing.asked) {
        return format!("{question} Add it to the order as a party, so that it is screened.");
    }
    question
}

/// Where a missing fact lies, which may be another line or party than the rule's own.
fn at<'a>(case: &Case<'_>, subject: &str, about: About<'a>) -> About<'a> {
    let Some((kind, number)) = subject.split_once(' ') else {
        return about;
    };
    match kind {
        "line" => {
            let lines = 0..case.facts.order.goods.len();
            let line = lines.into_iter().find(|place| case.facts.line_number(*place).to_string() == number);
            About { line, ..about }
        }
        "party" => {
            let place = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
            About { who: place.map(Who::Party), ..about }
        }
        _ => about,
    }
}

fn load_table(name: &str) -> String {
    format!("{name} is not loaded: load it from its publisher.")
}

/// Lists that the regimes in play make mandatory, and what the loaded ones cannot say.
pub(crate) fn lists_missing(case: &Case<'_>, known_at: Date, regimes: &[RegimeConsidered], gaps: &mut Gaps) {
    let used = &case.facts.found.lists;
    for (regime, considered) in case.pack.regimes.iter().zip(regimes) {
        if considered.in_play == Truth::No.to_string() {
            continue;
        }
        for list in &regime.lists {
            if let Some(why) = unusable(*list, used, case.policy.list_age_days_max, known_at) {
                gaps.add(IncompleteKind::List, list.code(), "order", why, "");
            }
        }
        also_missing(regime, used, gaps);
    }
    for list in used.iter().filter(|list| case.as_of < list.oldest) {
        let why = format!(
            "parties removed from it before {} are not known here, and {} lies before",
            list.oldest, case.as_of
        );
        gaps.leave(&list.kind, "order", why);
    }
    let mut needed: Vec<(&str, &str)> = case
        .pack
        .rules
        .iter()
        .flat_map(|rule| rule.needs.iter().map(|field| (rule.id.as_str(), field.as_str())))
        .collect();
    needed.sort_unstable();
    needed.dedup();
    for (rule, field) in needed {
        for list in used.iter().filter(|list| list.lacks.iter().any(|it| it == field)) {
            gaps.leave(rule, "order", format!("the list {} has no {field}", list.kind));
        }
    }
}

fn also_missing(regime: &Regime, used: &[ListUsed], gaps: &mut Gaps) {
    for list in
        regime.also.iter().filter(|list| !used.iter().any(|it| it.names.contains(list) && !it.starter))
    {
        gaps.leave(list.code(), "order", format!("not loaded: {}", list.title()));
    }
}

/// Why no loaded version of `list` will do; `None` where one does.
fn unusable(list: ListName, used: &[ListUsed], age_days_max: u16, known_at: Date) -> Option<String> {
    let mut why = format!("Not loaded: {}. Load or refresh it.", list.title());
    for version in used.iter().filter(|it| it.names.contains(&list)) {
        if version.starter {
            why = format!(
                "Only a few entries of the {} are here, with the starter set: load the list.",
                list.title()
            );
        } else if !version.complete {
            why = format!("The {} was not read whole: load it again.", list.title());
        } else if stale_from(version.confirmed, age_days_max).is_none_or(|day| day <= known_at) {
            why = format!(
                "The {} was last confirmed to be current on {}, more than {age_days_max} days before {known_at}: refresh it.",
                list.title(),
                version.confirmed
            );
        } else {
            return None;
        }
    }
    Some(why)
}

/// The first day on which a list confirmed on `confirmed` is too old.
pub(crate) fn stale_from(confirmed: Date, age_days_max: u16) -> Option<Date> {
    confirmed.checked_add(jiff::Span::new().days(i64::from(age_days_max) + 1)).ok()
}

/// Which regimes are in play, and why.
pub(crate) fn regimes(case: &Case<'_>) -> Vec<RegimeConsidered> {
    let considered = case.pack.regimes.iter().map(|regime| {
        let in_play = evaluate(&regime.in_play, case.facts, About::default()).truth;
        let [no, unknown, yes] = &regime.why;
        let why = match in_play {
            Truth::No => no,
            Truth::Unknown => unknown,
            Truth::Yes => yes,
        };
        RegimeConsidered {
            regime: regime.id.clone(),
            title: regime.title.clone(),
            in_play: in_play.to_string(),
            why: why.clone(),
        }
    });
    considered.collect()
}
