//! Kleene's evaluation of a condition over facts, which keeps what an unknown answer is for want of.

use vocab::Truth;

use crate::answers::{Known, Missing, Query, Want};
use crate::expression::{Each, Expression};
use crate::fact::{Fact, Scope};
use crate::facts::{About, Facts, Who};

/// What a condition comes to, and where it is not known, every fact that could still decide it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Evaluated {
    /// Yes, no or unknown.
    pub(crate) truth: Truth,
    /// Empty where the truth is known.
    pub(crate) missing: Vec<Missing>,
}

impl Evaluated {
    fn known(truth: impl Into<Truth>) -> Self {
        Self { truth: truth.into(), missing: Vec::new() }
    }
}

/// Evaluates `expression` about `about`.
pub(crate) fn evaluate(expression: &Expression, facts: &Facts<'_>, about: About<'_>) -> Evaluated {
    match expression {
        Expression::Constant(truth) => Evaluated::known(*truth),
        Expression::Is(fact) => of_fact(*fact, facts, about, |known| match known {
            Known::Truth(truth, want) => (truth, want),
            Known::Codes(_) | Known::Day(_) => (Truth::Unknown, Want::Answer),
        }),
        Expression::In(fact, set) => of_fact(*fact, facts, about, |known| match known {
            Known::Codes(codes) => (codes.within(set), Want::Answer),
            Known::Truth(..) | Known::Day(_) => (Truth::Unknown, Want::Answer),
        }),
        Expression::Outside(fact, set) => of_fact(*fact, facts, about, |known| match known {
            Known::Codes(codes) => (codes.outside(set), Want::Answer),
            Known::Truth(..) | Known::Day(_) => (Truth::Unknown, Want::Answer),
        }),
        Expression::Before(fact, limit) => of_fact(*fact, facts, about, |known| match known {
            Known::Day(day) => (day.map(|day| day < *limit).into(), Want::Answer),
            Known::Truth(..) | Known::Codes(_) => (Truth::Unknown, Want::Answer),
        }),
        Expression::Declared(id) => declared(id, facts),
        Expression::Reasoned(id) => Evaluated::known(facts.is_reasoned(id)),
        Expression::Surely(inner) => Evaluated::known(evaluate(inner, facts, about).truth.is_yes()),
        Expression::Not(inner) => {
            let inner = evaluate(inner, facts, about);
            Evaluated { truth: inner.truth.not(), missing: inner.missing }
        }
        Expression::And(all) => {
            join(all.iter().map(|one| evaluate(one, facts, about)), Truth::Yes, Truth::and)
        }
        Expression::Or(all) => join(all.iter().map(|one| evaluate(one, facts, about)), Truth::No, Truth::or),
        Expression::Any(Each::Line, inner) => {
            let lines = (0..facts.order.goods.len()).map(|line| About { line: Some(line), ..about });
            join(lines.map(|about| evaluate(inner, facts, about)), Truth::No, Truth::or)
        }
        Expression::Any(Each::Party, inner) => {
            let parties =
                (0..facts.order.parties.len()).map(|place| About { who: Some(Who::Party(place)), ..about });
            join(parties.map(|about| evaluate(inner, facts, about)), Truth::No, Truth::or)
        }
    }
}

/// The missing facts of a condition that is not known, apart for each part that must hold: while one part waits for
/// facts that nobody need give, the others need not be asked for.
pub(crate) fn missing_parts(
    expression: &Expression,
    facts: &Facts<'_>,
    about: About<'_>,
) -> Vec<Vec<Missing>> {
    if let Expression::And(all) = expression {
        return all.iter().flat_map(|one| missing_parts(one, facts, about)).collect();
    }
    let missing = evaluate(expression, facts, about).missing;
    if missing.is_empty() { Vec::new() } else { vec![missing] }
}

fn of_fact(
    fact: Fact,
    facts: &Facts<'_>,
    about: About<'_>,
    read: impl Fn(Known<'_>) -> (Truth, Want),
) -> Evaluated {
    let (truth, want) = read(facts.known(fact, about));
    if !truth.is_unknown() {
        return Evaluated::known(truth);
    }
    let subject = facts.subject_of(fact.scope(), about);
    Evaluated { truth, missing: vec![Missing { asked: Query::Fact(fact), subject, want }] }
}

fn declared(id: &str, facts: &Facts<'_>) -> Evaluated {
    let truth = facts.flag(id).unwrap_or_default();
    if !truth.is_unknown() {
        return Evaluated::known(truth);
    }
    let subject = facts.subject_of(Scope::Flag, About::default());
    Evaluated {
        truth,
        missing: vec![Missing { asked: Query::Flag(id.to_owned()), subject, want: Want::Answer }],
    }
}

/// Joins many; what decides it makes the missing facts of the others moot.
fn join(many: impl Iterator<Item = Evaluated>, none: Truth, with: fn(Truth, Truth) -> Truth) -> Evaluated {
    let mut truth = none;
    let mut missing = Vec::new();
    for one in many {
        truth = with(truth, one.truth);
        if truth == none.not() {
            return Evaluated::known(truth);
        }
        for fact in one.missing {
            if !missing.contains(&fact) {
                missing.push(fact);
            }
        }
    }
    if truth.is_unknown() { Evaluated { truth, missing } } else { Evaluated::known(truth) }
}
