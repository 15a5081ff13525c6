//! The one function that everything else serves: an order to a decision.

use vocab::Date;

use crate::decision::{Decision, FORMAT, LawUsed, ListInUse, Outcomes, TableInUse};
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
    /// The date of the law for the decision as a whole: what was asked for, else the order's own date, else
    /// the export's, the payment's, the contract's, the order's, else the date of the data.
    pub fn as_of(&self, order: &Order) -> Date {
        let dates = &order.dates;
        let stated = self.as_of.or(order.as_of);
        let own = dates.export.or(dates.payment).or(dates.contract).or(dates.order);
        stated.or(own).unwrap_or(self.known_at)
    }
}

/// What the listed legs of a decision are not.
const NOTICE: &str = "Decision support, not legal advice. It speaks of the lists, rules and facts that it names, and of no others.";

/// Decides one order.
pub fn decide(order: &Order, found: &Found, pack: &LawPack, policy: &Policy, asked: &Asked) -> Decision {
    Decision {
        format: FORMAT.to_owned(),
        decision_id: String::new(),
        order: order.id.clone(),
        order_digest: vocab::Digest::of(&order.canonical_bytes()).to_string(),
        as_of: asked.as_of(order).to_string(),
        known_at: asked.known_at.to_string(),
        outcome: Outcome::Hold,
        reason: "No rule has been evaluated.".to_owned(),
        next: "Wait for the law engine.".to_owned(),
        incomplete: Vec::new(),
        outcomes: Outcomes::default(),
        findings: Vec::new(),
        not_checked: Vec::new(),
        authorisations: Vec::new(),
        regimes: Vec::new(),
        recheck_by: None,
        recheck_because: None,
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
