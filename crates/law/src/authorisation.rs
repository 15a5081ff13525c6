//! Tests authorisations that are claimed against findings. None is ever proposed.

use vocab::{Date, Decimal, Money};

use crate::applying::{Case, Draft};
use crate::decision::AuthorisationTest;
use crate::facts::Who;
use crate::order::{Authorisation, AuthorisationKind, Goods, Leaf, Role, same_name};
use crate::outcome::Outcome;
use crate::wording::name_of;

/// Tests every claimed authorisation against every finding that one could release; releases those that are covered.
pub(crate) fn release(case: &Case<'_>, drafts: &mut [Draft<'_>]) -> Vec<AuthorisationTest> {
    let mut tests = Vec::new();
    for draft in drafts.iter_mut() {
        if draft.finding.outcome < Outcome::LicenceRequired {
            continue;
        }
        for claimed in case.facts.authorisations() {
            let test = test(case, draft, claimed);
            let releases = !test.excluded && draft.finding.released_by.is_none();
            if releases {
                draft.finding.before_release = Some(draft.finding.outcome);
                draft.finding.outcome = Outcome::Conditions;
                let issuer = claimed.issuer.as_deref().unwrap_or_default();
                draft.finding.released_by =
                    Some(format!("{} {} of {issuer}", words(claimed.kind), test.number));
            }
            tests.push(test);
        }
    }
    tests
}

fn test(case: &Case<'_>, draft: &Draft<'_>, claimed: &Authorisation) -> AuthorisationTest {
    let mut because = Vec::new();
    kind_and_issuer(case, draft, claimed, &mut because);
    holder(case, claimed, &mut because);
    dates(draft.date, claimed, &mut because);
    lines(case, draft, claimed, &mut because);
    parties(case, draft, claimed, &mut because);
    let quantity = quantity(case, claimed, &mut because);
    let value = value(case, claimed, &mut because);
    let excluded = !because.is_empty();
    if !excluded {
        because.extend(claimed.conditions.iter().map(|it| format!("condition: {it}")));
    }
    AuthorisationTest {
        number: claimed.number.clone().unwrap_or_else(|| "without a number".to_owned()),
        kind: claimed.kind.code().to_owned(),
        rule: draft.finding.rule.clone(),
        subject: draft.finding.subject.id.clone(),
        draws_quantity: quantity.filter(|_| !excluded).map(|it| it.to_string()),
        draws_value: value.filter(|_| !excluded).map(|it| it.to_string()),
        excluded,
        because,
    }
}

fn kind_and_issuer(case: &Case<'_>, draft: &Draft<'_>, claimed: &Authorisation, because: &mut Vec<String>) {
    if !draft.rule.released_by.contains(&claimed.kind) {
        because.push(format!("a {} does not release what {} finds", words(claimed.kind), draft.rule.id));
    }
    if claimed.number.is_none() {
        because.push("it has no number".to_owned());
    }
    let issuers = case.pack.regimes.get(draft.rule.regime).map_or(&[][..], |it| it.issuers.as_slice());
    match claimed.issuer.as_deref() {
        None => because.push("it does not say who issued it".to_owned()),
        Some(issuer) if !issuers.iter().any(|it| issuer.to_lowercase().contains(&it.to_lowercase())) => {
            let regime = case.pack.regimes.get(draft.rule.regime).map_or("", |it| it.title.as_str());
            because.push(format!("{issuer} does not issue authorisations under {regime}"));
        }
        Some(_) => {}
    }
}

fn holder(case: &Case<'_>, claimed: &Authorisation, because: &mut Vec<String>) {
    let parties = &case.facts.order.parties;
    let is_party =
        |holder: &str| parties.iter().filter_map(|it| it.name.as_deref()).any(|it| same_name(it, holder));
    match claimed.holder.as_deref() {
        // Exceptions and general licences have no holder: whoever meets their terms may use them.
        None if claimed.kind == AuthorisationKind::Licence => {
            because.push("it does not say who holds it".to_owned());
        }
        Some(holder) if !is_party(holder) => {
            because.push(format!("its holder {holder} is not a party of the order"));
        }
        None | Some(_) => {}
    }
}

fn dates(date: Date, claimed: &Authorisation, because: &mut Vec<String>) {
    match claimed.valid {
        None if claimed.kind == AuthorisationKind::Licence => {
            because.push("it does not say from when until when it is valid".to_owned());
        }
        Some((from, to)) if date < from || to < date => {
            because.push(format!("it is valid from {from} to {to}, and the rule reads {date}"));
        }
        None | Some(_) => {}
    }
}

fn lines(case: &Case<'_>, draft: &Draft<'_>, claimed: &Authorisation, because: &mut Vec<String>) {
    let all = 0..case.facts.order.goods.len();
    let needed: Vec<u32> = match draft.about.line {
        Some(place) => vec![case.facts.line_number(place)],
        None => all.map(|place| case.facts.line_number(place)).collect(),
    };
    if claimed.lines.is_empty() {
        if claimed.kind == AuthorisationKind::Licence && !needed.is_empty() {
            because.push("it does not say which lines it covers".to_owned());
        }
        return;
    }
    let left: Vec<String> =
        needed.iter().filter(|it| !claimed.lines.contains(it)).map(u32::to_string).collect();
    if !left.is_empty() {
        because.push(format!("it does not cover line {}", left.join(", ")));
    }
}

/// A finding about a party needs the party named; one about goods needs everyone named whom they reach.
fn parties(case: &Case<'_>, draft: &Draft<'_>, claimed: &Authorisation, because: &mut Vec<String>) {
    let parties = &case.facts.order.parties;
    let needed: Vec<String> = match draft.about.who {
        Some(who @ (Who::Party(_) | Who::Vessel(_))) => vec![name_of(case.facts, who)],
        None => {
            let receive = parties.iter().filter(|it| it.role.is_some_and(Role::receives));
            receive.filter_map(|it| it.name.clone()).collect()
        }
    };
    if claimed.parties.is_empty() {
        if claimed.kind == AuthorisationKind::Licence && !needed.is_empty() {
            because.push("it does not name the parties that it covers".to_owned());
        }
        return;
    }
    let left = needed.iter().filter(|name| !claimed.parties.iter().any(|it| same_name(it, name)));
    let left: Vec<&str> = left.map(String::as_str).collect();
    if !left.is_empty() {
        because.push(format!("it does not name {}", left.join(", ")));
    }
}

/// What the order takes of a limited quantity.
fn quantity(case: &Case<'_>, claimed: &Authorisation, because: &mut Vec<String>) -> Option<Decimal> {
    let limit = claimed.limit.as_ref()?.quantity.as_ref()?;
    let each = covered(case, claimed).map(|goods| goods.quantity.as_ref()?.read().ok());
    let needed = each.collect::<Option<Vec<_>>>().and_then(|all| sum(&all));
    let drawn = drawn(case, claimed).map(|it| it.quantity).collect::<Vec<_>>();
    let left = limit.read().ok().zip(sum(&drawn)).and_then(|(limit, drawn)| limit.checked_sub(drawn));
    match (needed, left) {
        (Some(needed), Some(left)) if needed <= left => return Some(needed),
        (Some(needed), Some(left)) => {
            because.push(format!("{left} are left of its quantity, and the order takes {needed}"));
        }
        (None, _) | (_, None) => because.push("its quantity, or a line's, does not read".to_owned()),
    }
    None
}

/// What the order takes of a limited value.
fn value(case: &Case<'_>, claimed: &Authorisation, because: &mut Vec<String>) -> Option<Money> {
    let limit = claimed.limit.as_ref()?.value.as_ref()?;
    let money = |value: &crate::order::Value| match value.read() {
        Leaf::Given(money) => Some(money),
        Leaf::Bad { .. } | Leaf::Missing => None,
    };
    let limit = money(limit);
    let each = covered(case, claimed).map(|goods| goods.value.as_ref().and_then(money));
    let each: Option<Vec<Money>> = each.collect();
    let total = |all: Vec<Money>, start: Money| all.into_iter().try_fold(start, Money::checked_add);
    let nothing = limit.map(|limit| Money { amount: Decimal::ZERO, ..limit });
    let needed = each.zip(nothing).and_then(|(each, nothing)| total(each, nothing));
    let drawn: Vec<Money> = drawn(case, claimed).filter_map(|it| it.value).collect();
    let drawn = nothing.and_then(|nothing| total(drawn, nothing));
    let left = limit.zip(drawn).and_then(|(limit, drawn)| limit.checked_sub(drawn));
    match (needed, left) {
        (Some(needed), Some(left)) if needed.amount <= left.amount => return Some(needed),
        (Some(needed), Some(left)) => {
            because.push(format!("{left} are left of its value, and the order takes {needed}"));
        }
        (None, _) | (_, None) => {
            because.push("its value, or a line's, does not read or is in another currency".to_owned());
        }
    }
    None
}

fn covered<'a>(case: &Case<'a>, claimed: &Authorisation) -> impl Iterator<Item = &'a Goods> {
    let lines = claimed.lines.clone();
    case.facts.order.goods.iter().filter(move |goods| lines.is_empty() || lines.contains(&goods.line))
}

fn drawn<'a>(case: &Case<'a>, claimed: &Authorisation) -> impl Iterator<Item = &'a crate::signed::Drawn> {
    let number = claimed.number.clone().unwrap_or_default();
    case.facts.found.signed.drawn.iter().filter(move |it| it.number == number)
}

fn sum(all: &[Decimal]) -> Option<Decimal> {
    all.iter().try_fold(Decimal::ZERO, |sum, one| sum.checked_add(*one))
}

fn words(kind: AuthorisationKind) -> &'static str {
    match kind {
        AuthorisationKind::Licence => "licence",
        AuthorisationKind::Exception => "licence exception",
        AuthorisationKind::GeneralLicence => "general licence",
        AuthorisationKind::EuGeneral => "Union general authorisation",
    }
}
