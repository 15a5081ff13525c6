//! The one function that everything else serves: an order to a decision.

use std::collections::BTreeSet;

use vocab::{Date, Digest, DigestWriter, Truth};

use crate::applying::{Case, Draft, Gathered, apply};
use crate::authorisation;
use crate::completeness::{self, Gaps};
use crate::decision::{
    By, Decision, FORMAT, Finding, Incomplete, LawUsed, ListInUse, Outcomes, RegimeConsidered, TableInUse,
};
use crate::facts::Facts;
use crate::found::Found;
use crate::order::Order;
use crate::outcome::Outcome;
use crate::pack::LawPack;
use crate::policy::Policy;

/// For which day, with the data of which day, and by which engine a decision is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The date of the law that whoever asks insists on; it wins over the order's own dates.
    pub as_of: Option<Date>,
    /// The date of the data. It stands in for `as_of` where neither the order nor whoever asks gives a date.
    pub known_at: Date,
    /// The name and version of the engine, as decisions show it.
    pub engine: String,
}

impl Asked {
    /// The date of the law for the decision as a whole: what was asked for, else the order's own date, else the
    /// export's, the payment's, the contract's, the order's, else the date of the data.
    pub fn as_of(&self, order: &Order) -> Date {
        let dates = &order.dates;
        let stated = self.as_of.or(order.as_of);
        let own = dates.export.or(dates.payment).or(dates.contract).or(dates.order);
        stated.or(own).unwrap_or(self.known_at)
    }
}

/// What a decision is not.
const NOTICE: &str = "Decision support, not legal advice. It speaks of the lists, rules and facts that it names, and of \
                      no others.";

/// Decides one order.
pub fn decide(order: &Order, found: &Found, pack: &LawPack, policy: &Policy, asked: &Asked) -> Decision {
    let mut facts = Facts::new(order, found, &pack.keywords);
    let as_of = asked.as_of(order);
    facts.flag_raised = raised(&case(&facts, pack, policy, asked, as_of));
    let case = case(&facts, pack, policy, asked, as_of);
    let mut gathered = gathered(&case, |_| true);
    resolve(&case, &mut gathered.drafts);
    let tests = authorisation::release(&case, &mut gathered.drafts);
    let regimes = completeness::regimes(&case);
    let so_far = worst(gathered.drafts.iter().map(|draft| draft.finding.outcome));
    let mut gaps = Gaps::default();
    completeness::facts_missing(&case, &gathered.open, so_far, &mut gaps);
    completeness::required_missing(&case, so_far, &mut gaps);
    completeness::lists_missing(&case, asked.known_at, &regimes, &mut gaps);
    let (incomplete, not_checked) = gaps.sorted();
    let outcome = if incomplete.is_empty() { so_far } else { so_far.max(Outcome::Hold) };
    gathered.drafts.sort_by(|a, b| order_of(a).cmp(&order_of(b)));
    let next = next(outcome, gathered.drafts.first(), &incomplete);
    let recheck = recheck(&case, asked.known_at, &regimes);
    let findings: Vec<Finding> = gathered.drafts.into_iter().map(|draft| draft.finding).collect();
    let order_digest = Digest::of(&order.canonical_bytes());
    Decision {
        format: FORMAT.to_owned(),
        decision_id: decision_id(&order_digest, found, pack, policy, asked, as_of),
        order: order.id.clone(),
        order_digest: order_digest.to_string(),
        as_of: as_of.to_string(),
        known_at: asked.known_at.to_string(),
        outcome,
        reason: reason(outcome, findings.first(), &incomplete),
        next,
        outcomes: outcomes(&case, &findings, &incomplete),
        incomplete,
        findings,
        not_checked,
        authorisations: tests,
        regimes,
        recheck_by: recheck.as_ref().map(|(day, _)| day.to_string()),
        recheck_because: recheck.map(|(_, because)| because),
        lists: found.lists.iter().map(ListInUse::from).collect(),
        tables: found.tables.iter().map(TableInUse::from).collect(),
        law: LawUsed {
            name: pack.name.clone(),
            edition: pack.edition.clone(),
            digest: pack.digest.to_string(),
        },
        policy: LawUsed {
            name: policy.name.clone(),
            edition: String::new(),
            digest: policy.digest.to_string(),
        },
        engine: asked.engine.clone(),
        notice: NOTICE.to_owned(),
    }
}

fn case<'a>(
    facts: &'a Facts<'a>,
    pack: &'a LawPack,
    policy: &'a Policy,
    asked: &Asked,
    as_of: Date,
) -> Case<'a> {
    Case { facts, pack, policy, insisted: asked.as_of, as_of }
}

fn gathered<'a>(case: &Case<'a>, which: impl Fn(&crate::rule::Rule) -> bool) -> Gathered<'a> {
    let mut gathered = Gathered::default();
    for rule in case.pack.rules.iter().filter(|rule| which(rule)) {
        apply(case, rule, &mut gathered);
    }
    gathered
}

/// Whether a red flag stands that nobody has resolved.
fn raised(case: &Case<'_>) -> Truth {
    let mut flags = gathered(case, |rule| rule.raises_flag);
    resolve(case, &mut flags.drafts);
    Truth::from(flags.drafts.iter().any(|draft| Outcome::Hold <= draft.finding.outcome))
}

/// Sets aside holds that enough different persons have resolved. What rests on an open match, and what is worse than
/// a hold, they cannot.
fn resolve(case: &Case<'_>, drafts: &mut [Draft<'_>]) {
    for draft in drafts.iter_mut().filter(|draft| draft.finding.outcome == Outcome::Hold && !draft.doubtful) {
        let finding = &mut draft.finding;
        let said = case.facts.found.signed.resolutions.iter();
        let about: Vec<_> =
            said.filter(|it| it.rule == finding.rule && it.subject == finding.subject.id).collect();
        let who: BTreeSet<&str> = about.iter().map(|it| it.signature.who.as_str()).collect();
        let each: Vec<String> = about
            .iter()
            .map(|it| format!("{} on {}: {}", it.signature.who, it.signature.when, it.signature.reason))
            .collect();
        if usize::from(case.policy.release_persons) <= who.len() {
            finding.before_release = Some(finding.outcome);
            finding.outcome = Outcome::Information;
            finding.released_by = Some(format!("resolved by {}", each.join("; ")));
        } else if !each.is_empty() {
            finding.reason =
                format!("{} Resolved by {}; another person must agree.", finding.reason, each.join("; "));
        }
    }
}

fn worst(outcomes: impl Iterator<Item = Outcome>) -> Outcome {
    outcomes.max().unwrap_or(Outcome::NoRestrictionFound)
}

/// Worst first, then by rule, subject and listing, so that no two runs differ.
fn order_of<'d>(draft: &'d Draft<'_>) -> impl Ord + use<'d> {
    let finding = &draft.finding;
    let listing = finding.matched.as_ref().map(|it| (it.list.as_str(), it.entry.as_str()));
    (
        std::cmp::Reverse(finding.outcome),
        finding.rule.as_str(),
        finding.subject.id.as_str(),
        listing,
        finding.reason.as_str(),
    )
}

/// The outcome by line, party and regime.
fn outcomes(case: &Case<'_>, findings: &[Finding], incomplete: &[Incomplete]) -> Outcomes {
    let order = case.facts.order;
    let of = |id: String, name: String| {
        let own = findings.iter().filter(|it| it.subject.id == id).map(|it| it.outcome);
        let open = incomplete.iter().filter(|it| it.subject == id).map(|_| Outcome::Hold);
        By { outcome: worst(own.chain(open)), of: id, name }
    };
    let lines = order.goods.iter().enumerate().map(|(place, goods)| {
        of(format!("line {}", case.facts.line_number(place)), goods.text.clone().unwrap_or_default())
    });
    let parties = order
        .parties
        .iter()
        .zip(1..)
        .map(|(party, number)| of(format!("party {number}"), party.name.clone().unwrap_or_default()));
    let regimes = case.pack.regimes.iter().enumerate().map(|(place, regime)| {
        let own = findings.iter().filter(|it| it.regime == regime.id).map(|it| it.outcome);
        let asks = |it: &&Incomplete| {
            let waits =
                |id: &String| case.pack.rules.iter().any(|rule| rule.id == *id && rule.regime == place);
            it.rules.iter().any(waits) || regime.lists.iter().any(|list| list.code() == it.what)
        };
        let open = incomplete.iter().filter(asks).map(|_| Outcome::Hold);
        By { of: regime.id.clone(), name: regime.title.clone(), outcome: worst(own.chain(open)) }
    });
    Outcomes { lines: lines.collect(), parties: parties.collect(), regimes: regimes.collect() }
}

fn reason(outcome: Outcome, top: Option<&Finding>, incomplete: &[Incomplete]) -> String {
    match (top, incomplete.first()) {
        // A finding of the mildest outcome, such as how long to keep the record, is no reason for it.
        (Some(top), _) if top.outcome == outcome && outcome != Outcome::NoRestrictionFound => {
            format!("{}: {}", top.title, top.reason)
        }
        (_, Some(_)) => match incomplete.len() {
            1 => "One thing that must be known is not.".to_owned(),
            many => format!("{many} things that must be known are not."),
        },
        (Some(_) | None, None) => {
            "No restriction was found in the lists, rules and facts that are named here.".to_owned()
        }
    }
}

/// What to do now. It never says what would pass.
fn next(outcome: Outcome, top: Option<&Draft<'_>>, incomplete: &[Incomplete]) -> String {
    let own = top.filter(|top| top.finding.outcome == outcome && !top.rule.next.is_empty());
    if let Some(top) = own {
        return top.rule.next.clone();
    }
    let first = incomplete.first().map(|it| it.question.as_str());
    match (outcome, first) {
        (Outcome::Prohibited, _) => {
            "Stop. Only an authorisation of the authority named in the finding releases it.".to_owned()
        }
        (Outcome::LicenceRequired, _) => "Do not ship without the licence that the finding names.".to_owned(),
        (Outcome::Hold, Some(question)) => format!("Hold, and settle this first: {question}"),
        (Outcome::Hold, None) => "Hold. A second person must look at the findings.".to_owned(),
        (Outcome::Conditions, _) => {
            "Go on only under the conditions that the findings state, and keep their record.".to_owned()
        }
        (Outcome::Information | Outcome::NoRestrictionFound, _) => {
            "Keep this record. It says what was looked into, and what was not.".to_owned()
        }
    }
}

/// The first day from which the answer may no longer stand, and why.
fn recheck(case: &Case<'_>, known_at: Date, regimes: &[RegimeConsidered]) -> Option<(Date, String)> {
    let in_play = |place: usize| regimes.get(place).is_some_and(|it| it.in_play != Truth::No.to_string());
    let rules = case.pack.rules.iter().filter(|rule| in_play(rule.regime)).filter_map(|rule| {
        let day = rule.next_change(case.as_of)?;
        Some((day, format!("the state of {} changes", rule.id)))
    });
    let lists = case.facts.found.lists.iter().filter(|it| !it.starter).filter_map(|list| {
        let day = completeness::stale_from(list.confirmed, case.policy.list_age_days_max)?;
        (known_at < day).then(|| (day, format!("the list {} is then too old", list.kind)))
    });
    let authorisations = case.facts.authorisations().filter_map(|it| {
        let day = it.valid?.1.tomorrow().ok()?;
        let number = it.number.as_deref().unwrap_or("without a number");
        (case.as_of < day).then(|| (day, format!("the authorisation {number} ends")))
    });
    rules.chain(lists).chain(authorisations).min()
}

/// Sixteen hexadecimal digits that name everything that went in.
fn decision_id(
    order: &Digest,
    found: &Found,
    pack: &LawPack,
    policy: &Policy,
    asked: &Asked,
    as_of: Date,
) -> String {
    let mut digest = DigestWriter::new();
    let mut add = |text: &str| {
        digest.update(text.as_bytes());
        digest.update(&[0]);
    };
    add(&order.to_string());
    add(&as_of.to_string());
    add(&asked.as_of.map_or_else(String::new, |day| day.to_string()));
    add(&asked.known_at.to_string());
    add(&asked.engine);
    add(&pack.digest.to_string());
    add(&policy.digest.to_string());
    for list in &found.lists {
        add(&list.digest.to_string());
        add(&list.confirmed.to_string());
    }
    for table in &found.tables {
        add(&table.name);
        add(&table.digest.map_or_else(String::new, |it| it.to_string()));
    }
    add(&found.signed.digest().to_string());
    digest.finish().to_string().chars().filter(char::is_ascii_hexdigit).take(16).collect()
}
