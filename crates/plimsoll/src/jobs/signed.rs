//! Facts that persons signed about an order, between the record and `law`.
//!
//! Nobody edits an outcome: a fact is added, a second person approves it, and the order is decided again.

use std::collections::BTreeMap;

use anyhow::Context;
use law::order::{Authorisation, Order};
use law::{Answer, Decision, Dismissal, Drawn, Resolution, SignedAuthorisation, SignedFacts};
use serde::{Deserialize, Serialize};
use store::{Amount, Draw, Draws, Fact, Home};
use vocab::{Currency, Decimal, ListName, Money};

/// What a fact says, as it is recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Says {
    /// A listing is not of the party.
    Dismissal {
        /// The list's code.
        list: String,
        /// The entry.
        entry: String,
        /// The party's name in the order.
        party: String,
        /// Why.
        reason: String,
        /// What shows it.
        evidence: String,
    },
    /// A listing is of the party.
    Confirmation {
        /// The list's code.
        list: String,
        /// The entry.
        entry: String,
        /// The party's name in the order.
        party: String,
        /// Why.
        reason: String,
        /// What shows it.
        evidence: String,
    },
    /// An answer to a question.
    Answer {
        /// The fact, as the decision's `incomplete` names it.
        name: String,
        /// What it is about; empty for the whole order.
        subject: String,
        /// Yes, no, unknown, or the text.
        value: String,
        /// Why.
        reason: String,
        /// What shows it.
        evidence: String,
    },
    /// A red flag is resolved.
    Resolution {
        /// The finding's rule.
        rule: String,
        /// The finding's subject.
        subject: String,
        /// Why.
        reason: String,
        /// What shows it.
        evidence: String,
    },
    /// An authorisation is claimed.
    Authorisation {
        /// As order/1 has it.
        authorisation: Authorisation,
        /// Why.
        reason: String,
        /// What shows it.
        evidence: String,
    },
}

/// One person's signature under what a fact says.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Signed {
    says: Says,
    who: String,
    when: String,
}

/// What other orders have drawn, as the record keeps it with a decision.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct DrawnText {
    number: String,
    quantity: String,
    value: Option<(String, String)>,
}

/// All that was signed about an order, as the record keeps it with a decision.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Sheet {
    signed: Vec<Signed>,
    drawn: Vec<DrawnText>,
}

/// What persons have signed, in the two forms in which it is used.
#[derive(Clone, Debug, Default)]
pub(crate) struct Said {
    /// What `law` weighs.
    pub(crate) facts: SignedFacts,
    /// Listings that are of a party: the list, the entry and the party's name. One signature is enough, since it only
    /// makes an answer worse.
    pub(crate) confirmed: Vec<(ListName, String, String)>,
}

/// What was signed about an order up to now, and the same as bytes for the record.
pub(super) fn of_order(home: &Home, order_id: &str, order: &Order) -> anyhow::Result<(Said, Vec<u8>)> {
    let mut sheet = Sheet::default();
    for fact in home.facts_for(order_id)? {
        let says: Says = serde_json::from_slice(&fact.body)
            .with_context(|| format!("fact {} does not read", fact.fact_id))?;
        sheet.signed.extend(signatures(&fact, &says));
    }
    let mut numbers: Vec<&str> = order.authorisations.iter().filter_map(|it| it.number.as_deref()).collect();
    for signed in &sheet.signed {
        if let Says::Authorisation { authorisation, .. } = &signed.says {
            numbers.extend(authorisation.number.as_deref());
        }
    }
    numbers.sort_unstable();
    numbers.dedup();
    for number in numbers {
        let drawn = home.drawn_by_others(number, order_id)?;
        let total = |of: &BTreeMap<String, i128>| of.iter().next().map(|(unit, e4)| (unit.clone(), *e4));
        let quantity =
            total(&drawn.quantities).map_or(Decimal::ZERO, |(_, e4)| Decimal::from_ten_thousandths(e4));
        let value = total(&drawn.values)
            .map(|(currency, e4)| (Decimal::from_ten_thousandths(e4).to_string(), currency));
        if quantity != Decimal::ZERO || value.is_some() {
            sheet.drawn.push(DrawnText { number: number.to_owned(), quantity: quantity.to_string(), value });
        }
    }
    let bytes = serde_json::to_vec(&sheet)?;
    Ok((facts(&sheet)?, bytes))
}

/// What was signed at the time of a recorded decision.
pub(super) fn recorded(bytes: &[u8]) -> anyhow::Result<Said> {
    facts(&serde_json::from_slice(bytes).context("the record of signed facts does not read")?)
}

/// What a decision draws from authorisations; an order that draws nothing any more gives its draws back.
pub(super) fn draws(home: &Home, decision: &Decision, order: &Order) -> anyhow::Result<Draws> {
    let order_id = super::decide::order_id(order);
    let mut draws: BTreeMap<String, Draw> = BTreeMap::new();
    for test in decision.authorisations.iter().filter(|test| !test.excluded) {
        let amount = |text: &Option<String>| text.as_deref().map(amount).transpose();
        let (quantity, value) = (amount(&test.draws_quantity)?, amount(&test.draws_value)?);
        if quantity.is_none() && value.is_none() {
            continue;
        }
        let seen = Some(home.drawn_by_others(&test.number, &order_id)?);
        let draw = Draw { authorisation: test.number.clone(), quantity, value, seen };
        draws.entry(test.number.clone()).or_insert(draw);
    }
    Ok(Draws::Replace(draws.into_values().collect()))
}

/// `500 pieces` or `4100 USD` as the store counts it.
fn amount(text: &str) -> anyhow::Result<Amount> {
    let (number, of) = text.split_once(' ').unwrap_or((text, ""));
    let number: Decimal = number.parse().with_context(|| format!("`{text}` is no amount"))?;
    Ok(Amount { e4: number.ten_thousandths(), of: of.to_owned() })
}

/// The author's signature, and one for each approval.
fn signatures(fact: &Fact, says: &Says) -> Vec<Signed> {
    let author = Signed { says: says.clone(), who: fact.who.clone(), when: fact.at.clone() };
    let approvals = fact.approved_by.iter().map(|it| Signed {
        says: says.clone(),
        who: it.who.clone(),
        when: it.at.clone(),
    });
    std::iter::once(author).chain(approvals).collect()
}

fn facts(sheet: &Sheet) -> anyhow::Result<Said> {
    let mut facts = SignedFacts::default();
    let mut confirmed = Vec::new();
    for Signed { says, who, when } in &sheet.signed {
        let signature = |reason: &String, evidence: &String| law::Signature {
            who: who.clone(),
            when: when.clone(),
            reason: reason.clone(),
            evidence: evidence.clone(),
        };
        match says {
            Says::Dismissal { list, entry, party, reason, evidence } => facts.dismissals.push(Dismissal {
                list: list.parse()?,
                entry: entry.clone(),
                party: party.clone(),
                signature: signature(reason, evidence),
            }),
            Says::Confirmation { list, entry, party, reason, evidence } => {
                // Among the answers too, so that the decision's id says that it was given under this word.
                facts.answers.push(Answer {
                    fact: format!("confirmed {list}/{entry}"),
                    subject: party.clone(),
                    value: "yes".to_owned(),
                    signature: signature(reason, evidence),
                });
                confirmed.push((list.parse()?, entry.clone(), party.clone()));
            }
            Says::Answer { name, subject, value, reason, evidence } => facts.answers.push(Answer {
                fact: name.clone(),
                subject: subject.clone(),
                value: value.clone(),
                signature: signature(reason, evidence),
            }),
            Says::Resolution { rule, subject, reason, evidence } => facts.resolutions.push(Resolution {
                rule: rule.clone(),
                subject: subject.clone(),
                signature: signature(reason, evidence),
            }),
            Says::Authorisation { authorisation, reason, evidence } => {
                facts.authorisations.push(SignedAuthorisation {
                    authorisation: authorisation.clone(),
                    signature: signature(reason, evidence),
                });
            }
        }
    }
    for drawn in &sheet.drawn {
        let value = drawn.value.as_ref().map(|(amount, currency)| -> anyhow::Result<Money> {
            Ok(Money { amount: amount.parse()?, currency: currency.parse::<Currency>()? })
        });
        facts.drawn.push(Drawn {
            number: drawn.number.clone(),
            quantity: drawn.quantity.parse()?,
            value: value.transpose()?,
        });
    }
    Ok(Said { facts, confirmed })
}
