//! One rule, asked about everything of its scope: findings, and what stays open for want of facts.

use vocab::{Date, ListName, Truth};

use crate::answers::Missing;
use crate::decision::{Citation, EvidenceLine, Finding, MatchShown, Subject};
use crate::evaluation::{evaluate, missing_parts};
use crate::evidence;
use crate::fact::Scope;
use crate::facts::{About, Facts};
use crate::found_party::{ListMatch, MatchState};
use crate::matching::{self, Heard};
use crate::outcome::Outcome;
use crate::pack::LawPack;
use crate::policy::Policy;
use crate::rule::{Reads, Rule, State};
use crate::wording::name_of;

/// What applying rules gathers.
#[derive(Default)]
pub(crate) struct Gathered<'a> {
    /// What was found.
    pub(crate) drafts: Vec<Draft<'a>>,
    /// What stays open.
    pub(crate) open: Vec<Open<'a>>,
}

/// A finding, with what tests of authorisations and resolutions need to know of it.
pub(crate) struct Draft<'a> {
    pub(crate) finding: Finding,
    pub(crate) rule: &'a Rule,
    pub(crate) about: About<'a>,
    pub(crate) date: Date,
    /// Whether it rests on a match that a person has still to judge.
    pub(crate) doubtful: bool,
}

/// A rule that may apply, for want of facts.
pub(crate) struct Open<'a> {
    pub(crate) rule: &'a Rule,
    pub(crate) about: About<'a>,
    pub(crate) subject: String,
    /// The worst that it can come to.
    pub(crate) could: Outcome,
    /// For each part of the rule that must hold and may not, the facts that would say.
    pub(crate) missing: Vec<Vec<Missing>>,
    pub(crate) date: Date,
}

/// What all rules are applied with.
pub(crate) struct Case<'a> {
    pub(crate) facts: &'a Facts<'a>,
    pub(crate) pack: &'a LawPack,
    pub(crate) policy: &'a Policy,
    /// The date of the law that whoever asks insists on.
    pub(crate) insisted: Option<Date>,
    /// The date of the law for the decision as a whole.
    pub(crate) as_of: Date,
}

impl Case<'_> {
    /// The date of the law that a rule reads.
    pub(crate) fn date_of(&self, rule: &Rule) -> Date {
        let dates = &self.facts.order.dates;
        let own = match rule.reads {
            Reads::Export => dates.export,
            Reads::Payment => dates.payment,
            Reads::Contract => dates.contract,
            Reads::Order => dates.order,
        };
        self.insisted.or(own).unwrap_or(self.as_of)
    }
}

/// Applies one rule to everything of its scope.
pub(crate) fn apply<'a>(case: &Case<'a>, rule: &'a Rule, gathered: &mut Gathered<'a>) {
    let date = case.date_of(rule);
    let Some(state) = rule.state_on(date) else {
        return;
    };
    let at = Applied { case, rule, state, date };
    let facts = case.facts;
    let about = About::default();
    match rule.scope {
        Scope::Order => at.plainly(about, gathered),
        Scope::Line => (0..facts.order.goods.len())
            .for_each(|line| at.plainly(About { line: Some(line), ..about }, gathered)),
        Scope::Leg => {
            (0..facts.order.legs().len())
                .for_each(|leg| at.plainly(About { leg: Some(leg), ..about }, gathered));
        }
        Scope::Party => (0..facts.order.parties.len()).for_each(|place| {
            at.plainly(About { who: Some(crate::facts::Who::Party(place)), ..about }, gathered);
        }),
        Scope::Match => {
            for (who, found) in facts.screened() {
                for matched in found.matches.iter().filter(|it| rule.lists.contains(&it.list)) {
                    at.to_listing(About { who: Some(who), ..about }, matched, gathered);
                }
            }
        }
        Scope::Address => {
            for (who, found) in facts.screened() {
                for hit in &found.address_hits {
                    at.to_address(About { who: Some(who), address: Some(hit), ..about }, hit.list, gathered);
                }
            }
        }
        Scope::Owner => {
            for (who, found) in facts.screened() {
                for owner in &found.owners {
                    at.plainly(About { who: Some(who), owner: Some(owner), ..about }, gathered);
                }
            }
        }
        Scope::Flag => at.to_flag(about, gathered),
    }
}

/// One rule in one state on one day.
struct Applied<'a, 'c> {
    case: &'c Case<'a>,
    rule: &'a Rule,
    state: &'a State,
    date: Date,
}

impl<'a> Applied<'a, '_> {
    /// What the rule comes to in its state: a rule that does not bind is worth knowing, no more.
    fn outcome(&self) -> Outcome {
        let plain = if self.state.standing.binds() { self.rule.outcome } else { Outcome::Information };
        self.state.outcome.unwrap_or(plain)
    }

    fn plainly(&self, about: About<'a>, gathered: &mut Gathered<'a>) {
        let facts = self.case.facts;
        let mut truth = evaluate(&self.rule.when, facts, about).truth;
        let mut missing = missing_parts(&self.rule.when, facts, about);
        if let Some(nexus) = self.rule.nexus.as_ref().filter(|_| !truth.is_no()) {
            truth = truth.and(evaluate(nexus, facts, about).truth);
            missing.extend(missing_parts(nexus, facts, about));
        }
        match truth {
            Truth::No => {}
            Truth::Yes => gathered.drafts.push(self.draft(about, self.outcome(), &[])),
            Truth::Unknown => gathered.open.push(self.open(about, self.outcome(), missing)),
        }
    }

    fn to_flag(&self, about: About<'a>, gathered: &mut Gathered<'a>) {
        let facts = self.case.facts;
        let Some(flag) = self.rule.flag.as_deref() else {
            return;
        };
        match facts.flag(flag) {
            // A question that nobody asked is not an unknown answer.
            None | Some(Truth::No) => {}
            Some(Truth::Yes) => self.plainly(about, gathered),
            Some(Truth::Unknown) => {
                let missing = Missing {
                    asked: crate::answers::Query::Flag(flag.to_owned()),
                    subject: "order".to_owned(),
                    want: crate::answers::Want::Answer,
                };
                gathered.open.push(self.open(about, self.outcome(), vec![vec![missing]]));
            }
        }
    }

    fn to_address(&self, about: About<'a>, list: ListName, gathered: &mut Gathered<'a>) {
        let Some(hit) = about.address else {
            return;
        };
        match hit.interval.on(self.date) {
            Truth::No => {}
            Truth::Yes => self.plainly(about, gathered),
            Truth::Unknown => {
                if evaluate(&self.rule.when, self.case.facts, about).truth.is_no() {
                    return;
                }
                let note = self.undetermined(list, &hit.interval.to_string());
                gathered.drafts.push(self.draft(about, self.outcome().min(Outcome::Hold), &[note]));
            }
        }
    }

    fn to_listing(&self, about: About<'a>, matched: &'a ListMatch, gathered: &mut Gathered<'a>) {
        let facts = self.case.facts;
        let about = About { matched: Some(matched), ..about };
        let name = about.who.map_or_else(String::new, |who| name_of(facts, who));
        let said = &facts.found.signed.dismissals;
        let heard = matching::heard(matched, &name, said, self.case.policy.release_persons);
        let in_effect = matched.interval.on(self.date);
        if in_effect.is_no() {
            let first = self.case.pack.rules.iter().find(|it| it.matrix && it.lists.contains(&matched.list));
            let is_first = first.is_some_and(|it| std::ptr::eq(it, self.rule));
            if is_first && matched.interval.ended(self.date).is_yes() {
                gathered.drafts.push(self.ended(about, matched, heard.state));
            }
            return;
        }
        let when = evaluate(&self.rule.when, facts, about);
        if when.truth.is_no() {
            return;
        }
        let cap = most(heard.state, in_effect);
        let most = self.outcome().min(cap);
        if when.truth.is_unknown() {
            gathered.open.push(self.open(about, most, missing_parts(&self.rule.when, facts, about)));
            return;
        }
        let mut notes = self.notes(matched, &heard, in_effect);
        let nexus = self.rule.nexus.as_ref().map(|nexus| evaluate(nexus, facts, about));
        let outcome = match nexus.as_ref().map_or(Truth::Yes, |it| it.truth) {
            Truth::Yes => most,
            Truth::No => match self.rule.without_nexus {
                None => return,
                Some(without) => {
                    notes.push(format!(
                        "Nothing in the order ties the trade to {} law; dealing with a listed party may still bring \
                         sanctions of its own, so a person must look.",
                        self.case.pack.regimes.get(self.rule.regime).map_or("", |it| it.title.as_str())
                    ));
                    without.min(most)
                }
            },
            Truth::Unknown => {
                notes.push("What ties the trade to this law is not known.".to_owned());
                let missing = nexus.map_or(Vec::new(), |it| vec![it.missing]);
                gathered.open.push(self.open(about, most, missing));
                most.min(Outcome::Hold)
            }
        };
        let mut draft = self.draft(about, outcome, &notes);
        draft.doubtful = heard.state == MatchState::Possible || in_effect.is_unknown();
        if heard.state == MatchState::Dismissed {
            draft.finding.before_release = Some(self.released_from(matched, outcome));
            draft.finding.released_by = released_by(&heard);
        }
        draft.finding.matched = Some(shown(matched, heard.state, in_effect));
        draft.finding.effect.clone_from(&self.rule.effect);
        draft.finding.evidence = evidence::of_listing(matched, &matched.evidence);
        draft.finding.against = evidence::of_listing(matched, &matched.against);
        gathered.drafts.push(draft);
    }

    fn released_from(&self, matched: &ListMatch, released: Outcome) -> Outcome {
        let cap = if matched.state == MatchState::Possible { Outcome::Hold } else { Outcome::Prohibited };
        self.outcome().min(cap).max(released)
    }

    fn notes(&self, matched: &ListMatch, heard: &Heard<'_>, in_effect: Truth) -> Vec<String> {
        let mut notes = Vec::new();
        if heard.state == MatchState::Possible {
            notes.push(
                "The match is possible only: a person must say whether it is the same party.".to_owned(),
            );
        }
        if in_effect.is_unknown() {
            notes.push(self.undetermined(matched.list, &matched.interval.to_string()));
            if !matched.interval_basis.is_empty() {
                notes.push(matched.interval_basis.clone());
            }
        }
        for it in &heard.dismissals {
            let by = &it.signature;
            notes.push(format!(
                "{} said on {} that it is not the same party: {}.",
                by.who, by.when, by.reason
            ));
        }
        if !heard.dismissals.is_empty() && heard.state != MatchState::Dismissed {
            notes.push(if heard.state == MatchState::Confirmed {
                "A person has confirmed the match: only an authorisation releases it.".to_owned()
            } else {
                "Another person must agree before the match is set aside.".to_owned()
            });
        }
        notes
    }

    fn undetermined(&self, list: ListName, interval: &str) -> String {
        format!(
            "Whether it was on the {} on {} cannot be told from the files at hand: {interval}.",
            list.title(),
            self.date
        )
    }

    /// A listing that had ended: worth knowing.
    fn ended(&self, about: About<'a>, matched: &'a ListMatch, state: MatchState) -> Draft<'a> {
        let mut draft = self.draft(about, Outcome::Information, &[]);
        let list = matched.list.title();
        let name = about.who.map_or_else(String::new, |who| name_of(self.case.facts, who));
        draft.finding.reason = format!(
            "{name} was on the {list} as {}: {}. The listing had ended by {}.",
            matched.caption, matched.interval, self.date
        );
        draft.finding.matched = Some(shown(matched, state, Truth::No));
        draft.finding.effect.clone_from(&self.rule.effect);
        draft.finding.evidence = evidence::of_listing(matched, &matched.evidence);
        draft.finding.against = evidence::of_listing(matched, &matched.against);
        draft
    }

    fn open(&self, about: About<'a>, could: Outcome, missing: Vec<Vec<Missing>>) -> Open<'a> {
        let subject = self.case.facts.subject_of(self.rule.scope, about);
        Open { rule: self.rule, about, subject, could, missing, date: self.date }
    }

    fn draft(&self, about: About<'a>, outcome: Outcome, notes: &[String]) -> Draft<'a> {
        let (facts, rule) = (self.case.facts, self.rule);
        let text = self.state.text.as_ref().unwrap_or(&rule.text);
        let mut reason = text.fill(facts, about, self.date);
        for note in notes {
            reason.push(' ');
            reason.push_str(note);
        }
        let finding = Finding {
            rule: rule.id.clone(),
            title: rule.title.clone(),
            regime: self.case.pack.regimes.get(rule.regime).map_or_else(String::new, |it| it.id.clone()),
            outcome,
            before_release: None,
            subject: subject(facts, rule.scope, about, rule.flag.as_deref()),
            matched: None,
            reason,
            effect: String::new(),
            citation: self.citation(),
            evidence: evidence::of_rule(facts, rule, about),
            against: Vec::<EvidenceLine>::new(),
            released_by: None,
        };
        Draft { finding, rule, about, date: self.date, doubtful: false }
    }

    fn citation(&self) -> Citation {
        let (rule, state) = (self.rule, self.state);
        let source = state.citation.as_ref().unwrap_or(&rule.citation);
        let unverified = "The primary text was not read: take this rule as unverified.".to_owned();
        let banner = state.banner.clone().or_else(|| (rule.verified.grade == "M").then_some(unverified));
        Citation {
            text: source.text.clone(),
            link: source.link.clone(),
            effective_from: state.from.map(|day| day.to_string()),
            effective_to: state.to.map(|day| day.to_string()),
            state: state.standing.code().to_owned(),
            read_on: self.date.to_string(),
            banner,
            verified: rule.verified.clone(),
        }
    }
}

/// The most that a listing can come to: what a person has not judged, or what may not have been listed, holds.
fn most(state: MatchState, in_effect: Truth) -> Outcome {
    let by_state = match state {
        MatchState::Dismissed => Outcome::Information,
        MatchState::Possible => Outcome::Hold,
        MatchState::Presumed | MatchState::Confirmed => Outcome::Prohibited,
    };
    let by_date = if in_effect.is_yes() { Outcome::Prohibited } else { Outcome::Hold };
    by_state.min(by_date)
}

/// Who set a match aside, and when.
fn released_by(heard: &Heard<'_>) -> Option<String> {
    let each = heard.dismissals.iter().map(|it| format!("{} on {}", it.signature.who, it.signature.when));
    let each: Vec<String> = each.collect();
    (!each.is_empty()).then(|| format!("dismissed by {}", each.join(" and ")))
}

/// What a finding is about, for the reader too.
fn subject(facts: &Facts<'_>, scope: Scope, about: About<'_>, flag: Option<&str>) -> Subject {
    let id = facts.subject_of(scope, about);
    let name = match scope {
        Scope::Flag => flag.unwrap_or_default().to_owned(),
        Scope::Line => {
            let goods = about.line.and_then(|place| facts.order.goods.get(place));
            goods.and_then(|it| it.text.clone()).unwrap_or_else(|| id.clone())
        }
        Scope::Leg => {
            let leg = about.leg.and_then(|place| facts.order.legs().get(place));
            let end = |text: Option<&String>| text.cloned().unwrap_or_else(|| "?".to_owned());
            leg.map_or_else(
                || id.clone(),
                |leg| format!("{} to {}", end(leg.from.as_ref()), end(leg.to.as_ref())),
            )
        }
        Scope::Party | Scope::Match | Scope::Address | Scope::Owner => {
            about.who.map_or_else(|| id.clone(), |who| name_of(facts, who))
        }
        Scope::Order => facts.order.id.clone().unwrap_or_else(|| "the order".to_owned()),
    };
    let id = flag.map_or(id, |flag| format!("flag {flag}"));
    Subject { id, name }
}

fn shown(matched: &ListMatch, state: MatchState, in_effect: Truth) -> MatchShown {
    MatchShown {
        list: matched.list.code().to_owned(),
        list_title: matched.list.title().to_owned(),
        kind: matched.kind.clone(),
        entry: matched.entry.clone(),
        caption: matched.caption.clone(),
        group: matched.group,
        state: state.code().to_owned(),
        score: matched.score,
        strength: matched.strength,
        listed: matched.interval.to_string(),
        in_effect: in_effect.to_string(),
        programs: matched.programs.clone(),
        requirement: matched.requirement.clone(),
        policy: matched.policy.clone(),
        footnotes: matching::footnotes(matched),
        citations: matched.citations.clone(),
        annex: matched.annex.clone(),
        reason: matched.reason.clone(),
        link: matched.link.clone(),
        list_digest: matched.locator.list.to_string(),
    }
}
