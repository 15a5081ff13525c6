//! Places of a route against the places that the program knows by name.
//!
//! The table is that of the June 2023 case; the gazetteer comes with the issue on places. A place that is not in it is
//! not known, which is not the same as free of restrictions.

use law::PlaceFound;
use vocab::{CountryCode, Truth, UnLocode};

use crate::starter::Place;

/// What is known of a place by its name or code.
pub(crate) fn found(text: &str, places: &[Place]) -> PlaceFound {
    let asked = plain(text);
    let code: Option<UnLocode> = text.trim().parse().ok();
    let by_name = places
        .iter()
        .find(|place| std::iter::once(&place.name).chain(&place.aliases).any(|it| plain(it) == asked));
    let by_words = || places.iter().find(|place| place.kind == "port" && holds(&asked, &plain(&place.name)));
    let by_code = || places.iter().find(|place| place.codes.iter().any(|it| plain(it) == asked));
    let (place, basis) = if let Some(place) = by_name {
        (Some(place), format!("`{text}` is a name of {} ({})", place.name, place.source))
    } else if let Some(place) = by_code() {
        let grade = if place.codes_grade == "M" { ", a code that was not confirmed" } else { "" };
        (Some(place), format!("`{text}` is a code of {}{grade}", place.name))
    } else if let Some(place) = by_words() {
        (Some(place), format!("`{text}` holds the name {}", place.name))
    } else {
        (None, format!("`{text}` is not among the places that are known here"))
    };
    let country = place.and_then(|it| it.country.parse::<CountryCode>().ok());
    let country = country.or(code.and_then(|it| it.country())).or_else(|| trailing_country(text));
    // The ban names ports of Iran only: a place in another country is none of them.
    let eu_banned_port = match (place, country) {
        (Some(place), _) => Truth::from(place.restrictions.iter().any(|it| it == "EU-PORT")),
        (None, Some(country)) if country.to_string() != "IR" => Truth::No,
        (None, _) => Truth::Unknown,
    };
    PlaceFound {
        text: text.to_owned(),
        name: place.map(|it| it.name.clone()),
        country,
        eu_banned_port,
        basis,
    }
}

/// A name as it is compared: letters and digits in lower case, one blank between words.
fn plain(text: &str) -> String {
    let words = text.split(|it: char| !it.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// Whether the words of `name` stand in `text` one after the other: `port of amirabad iran` holds `amirabad`.
fn holds(text: &str, name: &str) -> bool {
    format!(" {text} ").contains(&format!(" {name} "))
}

/// The country after the last comma: `Hamburg, Germany`, `Hamburg, DE`.
fn trailing_country(text: &str) -> Option<CountryCode> {
    let last = text.rsplit(',').next().filter(|it| it.len() < text.len())?.trim();
    last.parse().ok().or_else(|| CountryCode::from_name(last))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::starter::Starter;

    #[track_caller]
    fn check(text: &str, name: Option<&str>, banned: Truth) {
        let found = found(text, &Starter::shipped().unwrap().places);
        assert_eq!((found.name.as_deref(), found.eu_banned_port), (name, banned), "{text}: {}", found.basis);
    }

    #[test]
    fn the_ports_of_the_ban_are_known_by_their_names() {
        check("Amirabad", Some("Amirabad"), Truth::Yes);
        check("AMIR ABAD", Some("Amirabad"), Truth::Yes);
        check("Port of Amirabad, Iran", Some("Amirabad"), Truth::Yes);
        check("بندر انزلی", Some("Anzali"), Truth::Yes);
        check("IRAMD", Some("Amirabad"), Truth::Yes);
    }

    #[test]
    fn other_places_are_not_and_what_is_unknown_in_iran_stays_open() {
        check("Makhachkala", Some("Makhachkala"), Truth::No);
        check("Hamburg, Germany", None, Truth::No);
        check("DEHAM", None, Truth::No);
        check("Nowshahr, Iran", None, Truth::Unknown);
        check("Amirabadkhan", None, Truth::Unknown);
    }
}
