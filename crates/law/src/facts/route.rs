//! Facts about the route, its legs and their ships.

use vocab::Truth;

use super::{About, Facts};
use crate::answers::{Codes, Known};
use crate::fact::Fact;
use crate::found::{Found, LegFound};
use crate::order::{Leaf, Order};

/// Countries that the route touches. No route in the order: nobody knows.
pub(super) fn countries(order: &Order, found: &Found) -> Codes {
    if order.legs().is_empty() {
        return Codes::default();
    }
    let none = LegFound::default();
    let legs = (0..order.legs().len()).map(|place| found.legs.get(place).unwrap_or(&none));
    legs.fold(Codes::all(Vec::<String>::new()), |all, leg| all.join(&of_leg(leg)))
}

/// What is known of a leg's fact.
#[expect(clippy::wildcard_enum_match_arm, reason = "the facts of other scopes are answered elsewhere")]
pub(super) fn known(facts: &Facts<'_>, fact: Fact, about: About<'_>) -> Known<'static> {
    let place = about.leg.unwrap_or(usize::MAX);
    let Some(leg) = facts.order.legs().get(place) else {
        return Known::truth(Truth::Unknown);
    };
    let none = LegFound::default();
    let found = facts.found.legs.get(place).unwrap_or(&none);
    let vessel = leg.vessel.as_ref();
    match fact {
        Fact::LegCountries => Known::codes(of_leg(found)),
        Fact::LegEuBannedPort => {
            let ends =
                [&found.from, &found.to].map(|it| it.as_ref().map_or(Truth::Unknown, |it| it.eu_banned_port));
            Known::truth(Truth::any(ends))
        }
        Fact::LegPlacesKnown => {
            let ends = [&found.from, &found.to];
            Known::truth(ends.iter().all(|it| it.as_ref().is_some_and(|it| it.country.is_some())))
        }
        Fact::LegImoBad => Known::truth(vessel.is_some_and(|it| matches!(it.read_imo(), Leaf::Bad { .. }))),
        Fact::LegNameOnly => {
            Known::truth(vessel.is_some_and(|it| it.name.is_some() && it.read_imo().is_missing()))
        }
        _ => Known::truth(Truth::Unknown),
    }
}

fn of_leg(found: &LegFound) -> Codes {
    let ends = [&found.from, &found.to];
    let country = |end: &Option<crate::found::PlaceFound>| end.as_ref().and_then(|place| place.country);
    let known = ends.iter().filter_map(|end| country(end)).map(|it| it.as_str().to_owned()).collect();
    Codes { known, complete: ends.iter().all(|end| country(end).is_some()) }
}
