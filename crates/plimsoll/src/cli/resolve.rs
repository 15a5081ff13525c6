//! `plimsoll resolve`: a person adds a fact to a decision, a second one approves it, and the order is decided again.

use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::{ArgGroup, Args};
use law::Order;
use law::order::Authorisation;
use store::{Fact, FactKind, FactRecord, Home};
use vocab::{Date, Digest};

use super::{Desk, End, Format, put, say};
use crate::jobs::decide::{self, Rules, When};
use crate::jobs::holdings::Holdings;
use crate::jobs::signed::Says;
use crate::render;

/// Add a signed fact to a decision, or approve one, and decide the order again.
#[derive(Debug, Args)]
#[command(
    group = ArgGroup::new("fact").required(true).args(["dismiss", "confirm", "answer", "settle", "authorisation", "approve"]),
    after_help = "Examples:
  plimsoll resolve 3f2a… --dismiss US-SDN/45713 --party \"Alabuga Trading\" --who \"A. Clerk\" --reason \"other INN\"
  plimsoll resolve 3f2a… --confirm US-SDN/45713 --who \"A. Clerk\" --reason \"same address and director\"
  plimsoll resolve 3f2a… --answer end_use.military=no --who \"A. Clerk\" --evidence statement.pdf
  plimsoll resolve 3f2a… --settle KYC-10 --subject order --who \"A. Clerk\" --reason \"the only ferry\"
  plimsoll resolve 3f2a… --authorisation licence.json --who \"A. Clerk\"
  plimsoll resolve 3f2a… --approve FACT --who \"B. Reviewer\"

Nobody edits an outcome. A fact needs a second person before it releases a hold; its author cannot approve it."
)]
pub(crate) struct Resolve {
    /// The decision's id, or enough of its beginning.
    decision: String,
    /// A listing that is not the party: LIST/ENTRY.
    #[arg(long, value_name = "LIST/ENTRY")]
    dismiss: Option<String>,
    /// A listing that is the party: LIST/ENTRY. One signature is enough: it only makes an answer worse.
    #[arg(long, value_name = "LIST/ENTRY")]
    confirm: Option<String>,
    /// The party's name in the order, for --dismiss and --confirm; every party that matched, if not given.
    #[arg(long)]
    party: Option<String>,
    /// An answer to a question: FACT=yes, FACT=no, FACT=unknown, or FACT=TEXT.
    #[arg(long, value_name = "FACT=VALUE")]
    answer: Option<String>,
    /// A red flag that is no cause to stop: its rule.
    #[arg(long, value_name = "RULE")]
    settle: Option<String>,
    /// What --answer or --settle is about: order, `line 1`, `party 2`.
    #[arg(long, default_value = "")]
    subject: String,
    /// An authorisation as order/1 has it, in a JSON file.
    #[arg(long, value_name = "FILE")]
    authorisation: Option<PathBuf>,
    /// Approve a fact that another person signed: its id.
    #[arg(long, value_name = "FACT")]
    approve: Option<String>,
    /// Who signs.
    #[arg(long)]
    who: String,
    /// Why.
    #[arg(long, default_value = "")]
    reason: String,
    /// What shows it: a document's name or number.
    #[arg(long, default_value = "")]
    evidence: String,
    /// The date of the data; default: today.
    #[arg(long, value_name = "DATE")]
    known_at: Option<Date>,
    /// The lines to decide under, if not the standard policy.
    #[arg(long, value_name = "FILE")]
    policy: Option<PathBuf>,
    /// The form of the answer.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Where to write; standard output if not given.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Resolve {
    pub(crate) fn run(&self, desk: &Desk) -> anyhow::Result<End> {
        if self.who.trim().is_empty() {
            bail!("a fact is signed by somebody: --who NAME");
        }
        let home = desk.home()?;
        let before = home.decision(&self.decision)?;
        let shown = law::Decision::from_bytes(&home.blobs().map(before.decision_blob)?)?;
        if let Some(fact) = &self.approve {
            let fact = fact_of(&home, fact, &before.order_id)?;
            home.approve_fact(&fact.fact_id, &self.who, &desk.stamp())?;
            say(&format!("fact {} is approved by {}", fact.fact_id, self.who));
        } else {
            let rules = Rules::open(&home, self.policy.as_deref())?;
            for says in self.says(&shown)? {
                if let Says::Answer { name, .. } = &says
                    && !rules.pack.can_be_answered(name)
                    && !shown.incomplete.iter().any(|it| it.what == *name)
                {
                    bail!("nothing asks for `{name}`: the decision names its questions under `incomplete`");
                }
                let id = self.sign(&home, desk, &before.decision_id, &says)?;
                let more = match says {
                    Says::Confirmation { .. } => "one signature is enough".to_owned(),
                    Says::Dismissal { .. }
                    | Says::Answer { .. }
                    | Says::Resolution { .. }
                    | Says::Authorisation { .. } => {
                        format!("`--approve {id}` by a second person completes it")
                    }
                };
                say(&format!("fact {id} is signed by {}; {more}", self.who));
            }
        }
        let order = Order::from_json(&home.blobs().map(before.order_blob)?)?;
        let known_at = self.known_at.unwrap_or_else(|| desk.today());
        let rules = Rules::open(&home, self.policy.as_deref())?;
        let holdings = Holdings::open(&home, known_at, &desk.stamp())?;
        let when = When { as_of: decide::insisted_as_of(&home, &before)?, known_at, binding: true };
        let given =
            decide::decide(&home, &order, &holdings, &rules, when, Some(&before.decision_id), &desk.stamp())?;
        let outcome = given.decision.outcome;
        put(&render::answers(&[given], self.format, &holdings.starter)?, self.output.as_ref())?;
        Ok(End::Outcome(law::exit_status(outcome)))
    }

    fn sign(&self, home: &Home, desk: &Desk, decision_id: &str, says: &Says) -> anyhow::Result<String> {
        let body = serde_json::to_vec(says)?;
        let stamp = desk.stamp();
        let named = [decision_id.as_bytes(), &body, self.who.as_bytes(), stamp.at.as_bytes()].join(&0);
        let fact_id = Digest::of(&named).short();
        let kind = match says {
            Says::Dismissal { .. } | Says::Confirmation { .. } => FactKind::Dismissal,
            Says::Answer { .. } | Says::Resolution { .. } => FactKind::Answer,
            Says::Authorisation { .. } => FactKind::Authorisation,
        };
        let fact = FactRecord {
            fact_id: fact_id.clone(),
            decision_id: decision_id.to_owned(),
            kind,
            body,
            who: self.who.clone(),
            at: stamp.at.clone(),
            second: None,
        };
        home.add_fact(&fact, &stamp)?;
        Ok(fact_id)
    }

    fn says(&self, shown: &law::Decision) -> anyhow::Result<Vec<Says>> {
        let (reason, evidence, subject) = (self.reason.clone(), self.evidence.clone(), self.subject.clone());
        if let Some(listing) = self.dismiss.as_ref().or(self.confirm.as_ref()) {
            return self.on_listing(listing, shown);
        }
        if let Some(answer) = &self.answer {
            let Some((name, value)) = answer.split_once('=') else {
                bail!("`{answer}` is no FACT=VALUE, such as end_use.military=no");
            };
            let (name, value) = (name.trim().to_owned(), value.trim().to_owned());
            return Ok(vec![Says::Answer { name, subject, value, reason, evidence }]);
        }
        if let Some(rule) = &self.settle {
            if reason.is_empty() {
                bail!("say why the flag is no cause to stop: --reason TEXT");
            }
            let of_rule = || shown.findings.iter().filter(|it| it.rule == *rule);
            if of_rule().next().is_none() {
                bail!("decision {} has no finding of rule {rule}", shown.decision_id);
            }
            let settled = |subject: String| Says::Resolution {
                rule: rule.clone(),
                subject,
                reason: reason.clone(),
                evidence: evidence.clone(),
            };
            let subjects = of_rule().map(|it| it.subject.id.clone());
            return Ok(if subject.is_empty() {
                subjects.map(settled).collect()
            } else {
                vec![settled(subject)]
            });
        }
        if let Some(path) = &self.authorisation {
            let text = std::fs::read(path).with_context(|| format!("could not read {}", path.display()))?;
            let authorisation: Authorisation = serde_json::from_slice(&text)
                .with_context(|| format!("{} is no authorisation of order/1", path.display()))?;
            return Ok(vec![Says::Authorisation { authorisation, reason, evidence }]);
        }
        bail!("nothing was said")
    }

    /// One dismissal, or confirmation, for each party that the decision matched with the listing.
    fn on_listing(&self, listing: &str, shown: &law::Decision) -> anyhow::Result<Vec<Says>> {
        let Some((list, entry)) = listing.split_once('/') else {
            bail!("`{listing}` is no LIST/ENTRY, such as US-SDN/45713");
        };
        if self.reason.is_empty() {
            bail!("say why the listing is, or is not, the party: --reason TEXT");
        }
        let mut parties: Vec<String> = shown
            .findings
            .iter()
            .filter(|it| it.matched.as_ref().is_some_and(|it| it.list == list && it.entry == entry))
            .map(|it| it.subject.name.clone())
            .filter(|name| self.party.as_ref().is_none_or(|party| name == party))
            .collect();
        parties.sort_unstable();
        parties.dedup();
        if parties.is_empty() {
            bail!("decision {} matched no such party with {listing}", shown.decision_id);
        }
        let says = |party: String| {
            let (list, entry) = (list.to_owned(), entry.to_owned());
            let (reason, evidence) = (self.reason.clone(), self.evidence.clone());
            if self.confirm.is_some() {
                Says::Confirmation { list, entry, party, reason, evidence }
            } else {
                Says::Dismissal { list, entry, party, reason, evidence }
            }
        };
        Ok(parties.into_iter().map(says).collect())
    }
}

fn fact_of(home: &Home, id: &str, order_id: &str) -> anyhow::Result<Fact> {
    let facts = home.facts_for(order_id)?;
    let known = facts.iter().map(|it| it.fact_id.clone()).collect::<Vec<_>>().join(", ");
    let fact = facts.into_iter().find(|it| it.fact_id.starts_with(id));
    fact.with_context(|| format!("no fact `{id}` was signed about order {order_id}; there are: {known}"))
}
