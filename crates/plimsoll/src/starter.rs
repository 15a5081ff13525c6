//! The starter set: the listings, places and claims of the June 2023 case that the program carries in itself.
//!
//! It makes a first answer possible with nothing loaded, and dates listings whose own files carry no dates. It never
//! makes an answer complete.

use ledger::{
    Address, Country, CountryRole, Dossier, Entry, IdKind, Identifier, Listing, Name, NameKind, Party,
};
use serde::Deserialize;
use std::collections::BTreeMap;
use vocab::{CountryCode, Date, Digest, ListName, ListingInterval, PartialDate, Schema};

const LISTINGS: &str = include_str!("../../../data/starter/listings.toml");
const PLACES: &str = include_str!("../../../data/starter/places.toml");
const CLAIMS: &str = include_str!("../../../data/starter/claims-june-2023.toml");

/// A listing of the starter set.
#[derive(Clone, Debug)]
pub(crate) struct StarterListing {
    /// The entry, as a list's parser would give it.
    pub(crate) entry: Entry,
    /// When it was listed, as far as that was checked.
    pub(crate) interval: ListingInterval,
    /// Where that comes from, in words.
    pub(crate) basis: String,
}

/// A place of the starter set.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Place {
    /// How claims name it.
    pub(crate) id: String,
    /// Its usual name.
    pub(crate) name: String,
    /// Other names, in several scripts.
    pub(crate) aliases: Vec<String>,
    /// Its UN/LOCODEs.
    pub(crate) codes: Vec<String>,
    /// How far the codes were checked.
    pub(crate) codes_grade: String,
    /// Its country.
    pub(crate) country: String,
    /// `port`, `zone`.
    pub(crate) kind: String,
    /// Rules that name it.
    pub(crate) restrictions: Vec<String>,
    /// Where that comes from.
    pub(crate) source: String,
}

/// Everything that the program carries in itself.
#[derive(Debug)]
pub(crate) struct Starter {
    /// The digest of the listings' file.
    pub(crate) digest: Digest,
    /// The day on which the set was checked.
    pub(crate) edition: Date,
    /// The listings.
    pub(crate) listings: Vec<StarterListing>,
    /// The places.
    pub(crate) places: Vec<Place>,
    /// The claims.
    pub(crate) claims: Dossier,
}

/// The bytes of the starter set's listings, as they are recorded with a decision.
pub(crate) const fn listings_text() -> &'static str {
    LISTINGS
}

impl Starter {
    /// Reads the set that this program was built with.
    pub(crate) fn shipped() -> anyhow::Result<Self> {
        Self::from_listings(LISTINGS)
    }

    /// Reads a recorded set of listings; places and claims are the program's own.
    pub(crate) fn from_listings(text: &str) -> anyhow::Result<Self> {
        let file: ListingsFile = toml::from_str(text)?;
        let places: PlacesFile = toml::from_str(PLACES)?;
        let listings = file
            .listing
            .into_iter()
            .enumerate()
            .map(|(index, row)| row.listing(index))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            digest: Digest::of(text.as_bytes()),
            edition: file.edition.parse()?,
            listings,
            places: places.place,
            claims: Dossier::from_toml(CLAIMS)?,
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListingsFile {
    edition: String,
    listing: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlacesFile {
    #[expect(dead_code, reason = "every table of ours has its edition; this one is not shown yet")]
    edition: String,
    place: Vec<Place>,
}

/// One listing, as the file has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    list: String,
    id: String,
    schema: String,
    name: String,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    former: Vec<String>,
    #[serde(default)]
    weak: Vec<String>,
    country: Option<String>,
    flag: Option<String>,
    #[serde(default)]
    ids: BTreeMap<String, String>,
    ids_source: Option<String>,
    #[serde(default)]
    addresses: Vec<String>,
    #[serde(default)]
    programs: Vec<String>,
    listed: Option<String>,
    absent_on: Option<String>,
    seen_on: Option<String>,
    listed_source: String,
    grade: String,
    #[serde(default)]
    citations: Vec<String>,
    requirement: Option<String>,
    policy: Option<String>,
    annex: Option<String>,
    #[serde(default)]
    measures: Vec<String>,
}

impl Row {
    fn listing(self, index: usize) -> anyhow::Result<StarterListing> {
        let listed: Option<PartialDate> = self.listed.as_deref().map(str::parse).transpose()?;
        let seen: Option<Date> = self.seen_on.as_deref().map(str::parse).transpose()?;
        let absent: Option<Date> = self.absent_on.as_deref().map(str::parse).transpose()?;
        let interval = ListingInterval {
            begins_earliest: listed.as_ref().map(PartialDate::earliest).or(absent),
            begins_latest: listed.as_ref().map(PartialDate::latest).or(seen),
            ends_earliest: None,
            ends_latest: None,
        };
        let basis = match self.grade.as_str() {
            "M" => format!("{} (not confirmed)", self.listed_source),
            _ => self.listed_source.clone(),
        };
        let mut party = Party::new(self.schema.parse::<Schema>()?);
        let name =
            |text: &String, kind| Name { text: text.clone(), kind, parts: Vec::new(), field: "name".into() };
        party.names.push(name(&self.name, NameKind::Primary));
        party.names.extend(self.aliases.iter().map(|it| name(it, NameKind::Alias)));
        party.names.extend(self.former.iter().map(|it| name(it, NameKind::Former)));
        party.names.extend(self.weak.iter().map(|it| name(it, NameKind::Weak)));
        let mut home = None;
        for (code, role, field) in
            [(&self.country, CountryRole::Unspecified, "country"), (&self.flag, CountryRole::Flag, "flag")]
        {
            if let Some(code) = code {
                let code: CountryCode = code.parse()?;
                home = home.or(Some(code));
                party.countries.push(Country { code, role, field: field.into() });
            }
        }
        for (kind, number) in &self.ids {
            party.ids.push(identifier(kind, number)?);
        }
        for text in &self.addresses {
            let address = Address {
                text: text.clone(),
                country: home,
                field: "addresses".into(),
                ..Address::default()
            };
            party.addresses.push(address);
        }
        let listing = Listing {
            programs: self.programs,
            listed,
            ended: None,
            citations: self.citations,
            annex: self.annex,
            requirement: self.requirement,
            policy: self.policy,
            measures: self.measures,
            reason: None,
            remarks: self.ids_source,
            link: None,
        };
        let list: ListName = self.list.parse()?;
        let row = index as u64 + 1;
        Ok(StarterListing {
            entry: Entry { id: self.id, list, row, party, listing, links: Vec::new() },
            interval,
            basis,
        })
    }
}

fn identifier(kind: &str, number: &str) -> anyhow::Result<Identifier> {
    let kind = match kind {
        "imo" => IdKind::Imo,
        "company_imo" => IdKind::CompanyImo,
        "mmsi" => IdKind::Mmsi,
        "call_sign" => IdKind::CallSign,
        "inn" => IdKind::Inn,
        "ogrn" => IdKind::Ogrn,
        other => anyhow::bail!("the starter set has an identifier of the kind `{other}`, which is not known"),
    };
    let (value, text) = (number.to_owned(), number.to_owned());
    Ok(Identifier { kind, value, text, country: None, fault: None, field: "ids".into() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use vocab::Truth;

    #[test]
    fn the_zone_was_not_listed_in_june_2023_and_was_in_january_2025() {
        let starter = Starter::shipped().unwrap();
        for list in [ListName::UsSdn, ListName::UsEntityList, ListName::EuFreeze] {
            let zone = |it: &&StarterListing| {
                it.entry.list == list && it.entry.party.ids.iter().any(|id| id.value == "1646019914")
            };
            let zone = starter.listings.iter().find(zone).unwrap();
            assert_eq!(zone.interval.on("2023-06-09".parse().unwrap()), Truth::No, "{list}");
            assert_eq!(zone.interval.on("2025-01-10".parse().unwrap()), Truth::Yes, "{list}");
        }
    }

    #[test]
    fn every_number_of_the_set_has_its_check_digits() {
        for listing in Starter::shipped().unwrap().listings {
            for id in &listing.entry.party.ids {
                let read = lists::identify::identifier(id.kind, &id.value, &id.value, None, "ids".into());
                let wrong = read.and_then(|it| it.fault);
                assert_eq!(wrong, None, "{}", listing.entry.id);
            }
        }
    }

    #[test]
    fn every_place_that_a_claim_is_about_is_there() {
        let starter = Starter::shipped().unwrap();
        for claim in &starter.claims.claims {
            for about in &claim.about {
                assert!(starter.places.iter().any(|place| place.id == *about), "{about}");
            }
        }
    }
}
