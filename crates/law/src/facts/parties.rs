//! Facts about parties, their listings, addresses and owners.

use vocab::{Date, PartialDate, Share, Truth};

use super::{About, Facts, Who};
use crate::answers::{Codes, Known, Want};
use crate::fact::Fact;
use crate::found_party::{OwnerAnswer, OwnerLaw, SameAddress};
use crate::matching;
use crate::order::{Order, Party, PartyType, Role, same_name};

/// What is known of a party's fact.
pub(super) fn known(facts: &Facts<'_>, fact: Fact, about: About<'_>) -> Known<'static> {
    match about.who {
        Some(Who::Party(place)) => match facts.order.parties.get(place) {
            Some(party) => of_party(facts, fact, party, place),
            None => Known::truth(Truth::Unknown),
        },
        Some(Who::Vessel(place)) => of_ship(facts, fact, place),
        None => Known::truth(Truth::Unknown),
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the facts of other scopes are answered elsewhere")]
fn of_party(facts: &Facts<'_>, fact: Fact, party: &Party, place: usize) -> Known<'static> {
    match fact {
        Fact::PartyRole => Known::codes(Codes::of(party.role.map(Role::code))),
        Fact::PartyTypeCode => Known::codes(Codes::of(party.party_type.map(PartyType::code))),
        Fact::PartyCountry => Known::codes(country_codes(party)),
        Fact::PartyCountryBad => {
            let bad =
                |leaf: crate::order::Leaf<vocab::CountryCode>| matches!(leaf, crate::order::Leaf::Bad { .. });
            Known::truth(bad(party.read_country()) || bad(party.read_nationality()))
        }
        Fact::PartyNamed => Known::truth(party.name.as_ref().is_some_and(|name| !name.trim().is_empty())),
        Fact::PartyAddressed => {
            Known::truth(party.addresses.iter().any(|it| !it.one_line().trim().is_empty()))
        }
        Fact::PartyReceives => Known::truth(party.role.is_some_and(Role::receives)),
        Fact::PartyFinal => Known::truth(is_final(facts.order, party)),
        Fact::PartyForwarder => Known::truth(forwards(facts, party)),
        Fact::PartyIdsBad => {
            let faults = facts.found.parties.get(place).map(|found| found.id_faults.as_slice());
            Known::truth(faults.is_some_and(|faults| !faults.is_empty()))
        }
        Fact::PartyOwnersKnown => {
            let computed = facts.found.parties.get(place).is_some_and(|found| !found.owners.is_empty());
            Known::truth(if computed || !party.owners.is_empty() { Truth::Yes } else { Truth::Unknown })
        }
        Fact::PartyIncorporated => Known::Day(founded(party)),
        Fact::PartyPersonalMail => {
            let host = party.email.as_deref().and_then(|mail| mail.rsplit_once('@')).map(|(_, host)| host);
            let free = host.map(|host| facts.keywords.is_free_mail(host));
            Known::truth(free.unwrap_or(false))
        }
        _ => Known::truth(Truth::Unknown),
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "a ship has no owners, types or mail in an order")]
fn of_ship(facts: &Facts<'_>, fact: Fact, place: usize) -> Known<'static> {
    let vessel = facts.order.legs().get(place).and_then(|leg| leg.vessel.as_ref());
    match fact {
        Fact::PartyRole | Fact::PartyTypeCode => Known::codes(Codes::all(["vessel"])),
        Fact::PartyCountry => {
            let flag =
                vessel.and_then(|it| it.flag.as_deref()).and_then(|it| it.parse::<vocab::CountryCode>().ok());
            Known::codes(Codes::of(flag.map(|it| it.as_str().to_owned())))
        }
        Fact::PartyNamed => Known::truth(vessel.is_some_and(|it| it.name.is_some())),
        _ => Known::truth(Truth::No),
    }
}

/// What is known of a listing.
#[expect(clippy::wildcard_enum_match_arm, reason = "the facts of other scopes are answered elsewhere")]
pub(super) fn of_match(fact: Fact, about: About<'_>) -> Known<'static> {
    let Some(matched) = about.matched else {
        return Known::truth(Truth::Unknown);
    };
    match fact {
        Fact::MatchProgram => {
            let complete = !matched.lacks.iter().any(|field| field == "programs");
            Known::codes(Codes { known: matched.programs.iter().cloned().collect(), complete })
        }
        Fact::MatchFootnote => {
            let footnotes = matching::footnotes(matched);
            Known::codes(Codes::all(footnotes.into_iter().map(|it| it.to_string())))
        }
        Fact::MatchRequirement => Known::codes(Codes::all([matching::covers(matched)])),
        Fact::MatchEndKnown => Known::truth(matched.end_known),
        Fact::MatchVessel => Known::truth(matches!(about.who, Some(Who::Vessel(_)))),
        _ => Known::truth(Truth::Unknown),
    }
}

/// What is known of a listed address.
#[expect(clippy::wildcard_enum_match_arm, reason = "the facts of other scopes are answered elsewhere")]
pub(super) fn of_address(fact: Fact, about: About<'_>) -> Known<'static> {
    let Some(hit) = about.address else {
        return Known::truth(Truth::Unknown);
    };
    match fact {
        Fact::AddressSameUnit => Known::truth(hit.same == SameAddress::Unit),
        Fact::AddressAlone => Known::truth(hit.party.is_none()),
        Fact::AddressList => Known::codes(Codes::all([hit.list.code()])),
        _ => Known::truth(Truth::Unknown),
    }
}

/// What is known of ownership.
#[expect(clippy::wildcard_enum_match_arm, reason = "the facts of other scopes are answered elsewhere")]
pub(super) fn of_owner(fact: Fact, about: About<'_>) -> Known<'static> {
    let Some(owner) = about.owner else {
        return Known::truth(Truth::Unknown);
    };
    match fact {
        Fact::OwnerLawCode => Known::codes(Codes::all([match owner.law {
            OwnerLaw::Ofac => "OFAC",
            OwnerLaw::Bis => "BIS",
            OwnerLaw::Eu => "EU",
            OwnerLaw::Uk => "UK",
        }])),
        Fact::OwnerBlocked => match owner.answer {
            OwnerAnswer::Blocked => Known::truth(Truth::Yes),
            OwnerAnswer::NotBlocked => Known::truth(Truth::No),
            OwnerAnswer::Undetermined => {
                let open = owner.question.clone().unwrap_or_else(|| owner.sentence.clone());
                Known::Truth(Truth::Unknown, Want::Open(open))
            }
        },
        Fact::OwnerPart => Known::truth(match (owner.low, owner.high) {
            (Some(low), _) if Share::ZERO < low => Truth::Yes,
            (_, Some(Share::ZERO)) => Truth::No,
            (Some(_) | None, Some(_) | None) => Truth::Unknown,
        }),
        _ => Known::truth(Truth::Unknown),
    }
}

/// The parties that goods reach.
pub(super) fn receivers(order: &Order) -> impl Iterator<Item = &Party> {
    order.parties.iter().filter(|party| party.role.is_some_and(Role::receives))
}

/// Whether a party of such a role has a name.
pub(super) fn any_role(order: &Order, so: impl Fn(Role) -> bool) -> bool {
    order.parties.iter().any(|party| party.name.is_some() && party.role.is_some_and(&so))
}

/// Whether a party of this role has a name.
pub(super) fn any_named(order: &Order, role: Role) -> bool {
    any_role(order, |it| it == role)
}

/// The countries of parties of such a role.
pub(super) fn countries(order: &Order, so: impl Fn(Option<Role>) -> bool) -> Codes {
    let mut parties = order.parties.iter().filter(|party| so(party.role)).peekable();
    if parties.peek().is_none() {
        return Codes::default();
    }
    parties.fold(Codes::all(Vec::<String>::new()), |all, party| {
        all.join(&Codes::of(party.read_country().given().map(|it| it.as_str().to_owned())))
    })
}

/// Countries and nationalities of all parties.
pub(super) fn persons(order: &Order) -> Codes {
    let mut all = countries(order, |_| true);
    let nationalities = order.parties.iter().filter_map(|party| party.read_nationality().given());
    all.known.extend(nationalities.map(|it| it.as_str().to_owned()));
    all
}

/// Countries of the parties that goods reach, and of their addresses.
pub(super) fn reached(order: &Order) -> Codes {
    receivers(order).fold(Codes::all(Vec::<String>::new()), |all, party| all.join(&country_codes(party)))
}

/// The country of a party, and those of its addresses.
fn country_codes(party: &Party) -> Codes {
    let addresses = party.addresses.iter().filter_map(|it| it.read_country().given());
    let known: std::collections::BTreeSet<String> =
        party.read_country().given().into_iter().chain(addresses).map(|it| it.as_str().to_owned()).collect();
    let complete = !known.is_empty();
    Codes { known, complete }
}

/// Whether a US person owns whoever exports or sells. An exporter that is itself a US person needs no owner.
pub(super) fn us_owned(order: &Order) -> Truth {
    let senders = order.parties.iter().filter(|party| party.role.is_some_and(Role::sends));
    let each = senders.map(|party| {
        let owners = party.owners.iter().map(|owner| owner.read_country().given());
        let known: Vec<Option<bool>> = owners.map(|country| Some(country?.as_str() == "US")).collect();
        if known.is_empty() { Truth::Unknown } else { Truth::any(known.into_iter().map(Truth::from)) }
    });
    let each: Vec<Truth> = each.collect();
    if each.is_empty() { Truth::Unknown } else { Truth::any(each) }
}

/// Whether goods stay with the party: nobody stands behind it in the order.
fn is_final(order: &Order, party: &Party) -> bool {
    let beyond = any_named(order, Role::EndUser);
    match party.role {
        Some(Role::EndUser) => true,
        Some(Role::UltimateConsignee | Role::Consignee | Role::Purchaser) => !beyond,
        Some(_) | None => false,
    }
}

/// Whether the party forwards goods for others.
fn forwards(facts: &Facts<'_>, party: &Party) -> bool {
    if party.role == Some(Role::Forwarder) {
        return true;
    }
    let Some(name) = party.name.as_deref() else {
        return false;
    };
    let forwarders = facts.order.parties.iter().filter(|it| it.role == Some(Role::Forwarder));
    let named_twice = forwarders.filter_map(|it| it.name.as_deref()).any(|it| same_name(it, name));
    named_twice || crate::keywords::Keywords::speak(&facts.keywords.forwarder, name)
}

/// When the party was founded: the first day on which it can have been.
fn founded(party: &Party) -> Option<Date> {
    let text = party.incorporated.as_deref()?;
    text.parse::<PartialDate>().ok().map(|date| date.earliest())
}
