//! Facts that persons signed: nobody edits an outcome, people add facts and the order is decided again.

use vocab::{Decimal, Digest, DigestWriter, ListName, Money};

use crate::order::Authorisation;

/// All that persons have signed about one order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignedFacts {
    /// A listing is not of the party.
    pub dismissals: Vec<Dismissal>,
    /// Answers to questions.
    pub answers: Vec<Answer>,
    /// A red flag is resolved.
    pub resolutions: Vec<Resolution>,
    /// Authorisations that were added.
    pub authorisations: Vec<SignedAuthorisation>,
    /// What earlier decisions have drawn from authorisations.
    pub drawn: Vec<Drawn>,
}

/// Who says it, and with what to show for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signature {
    /// The person.
    pub who: String,
    /// The moment, as recorded.
    pub when: String,
    /// Why.
    pub reason: String,
    /// What shows it.
    pub evidence: String,
}

/// A person says that a listing is not of the party. It takes as many as the policy asks for to release a hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dismissal {
    /// The legal list.
    pub list: ListName,
    /// The entry.
    pub entry: String,
    /// The party's name in the order, or the ship's.
    pub party: String,
    /// Who says so.
    pub signature: Signature,
}

/// An answer to a question of the decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The fact that was asked for, as `incomplete.what` names it, such as `end_use.military` or a flag's id.
    pub fact: String,
    /// The subject's reference, such as `order`, `line 1`, `party 2`; empty for the whole order.
    pub subject: String,
    /// Yes, no or unknown; a country, a day or a text where the fact is one.
    pub value: String,
    /// Who says so.
    pub signature: Signature,
}

/// A person says why a red flag is no cause to stop. It takes as many as the policy asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolution {
    /// The finding's rule.
    pub rule: String,
    /// The finding's subject, as its reference, such as `order` or `party 2`.
    pub subject: String,
    /// Who says so.
    pub signature: Signature,
}

/// An authorisation that somebody added after the order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedAuthorisation {
    /// The authorisation.
    pub authorisation: Authorisation,
    /// Who added it.
    pub signature: Signature,
}

/// What earlier decisions have drawn from an authorisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// The authorisation's number.
    pub number: String,
    /// In its unit.
    pub quantity: Decimal,
    /// In its currency; `None` where no value was drawn.
    pub value: Option<Money>,
}

impl SignedFacts {
    /// A digest of everything that was signed, in the order of signing.
    pub fn digest(&self) -> Digest {
        let mut digest = DigestWriter::new();
        let mut add = |text: &str| {
            digest.update(text.as_bytes());
            digest.update(&[0]);
        };
        let mut signed = |kind: &str, parts: [&str; 3], by: &Signature| {
            for part in
                std::iter::once(kind).chain(parts).chain([&*by.who, &by.when, &by.reason, &by.evidence])
            {
                add(part);
            }
        };
        for it in &self.dismissals {
            signed("dismissal", [it.list.code(), &it.entry, &it.party], &it.signature);
        }
        for it in &self.answers {
            signed("answer", [&it.fact, &it.subject, &it.value], &it.signature);
        }
        for it in &self.resolutions {
            signed("resolution", [&it.rule, &it.subject, ""], &it.signature);
        }
        for it in &self.authorisations {
            let claimed = serde_json::to_string(&it.authorisation).unwrap_or_default();
            signed("authorisation", [&claimed, "", ""], &it.signature);
        }
        for it in &self.drawn {
            let value = it.value.map_or_else(String::new, |value| value.to_string());
            signed("drawn", [&it.number, &it.quantity.to_string(), &value], &Signature::default());
        }
        digest.finish()
    }
}
