//! Parties of an order in the form in which `screening` compares them.

use law::order;
use ledger::party::{AddressKind, DetailKind};
use ledger::{
    Address, Country, CountryRole, Detail, IdKind, Identifier, Name, NameKind, Party, PartyDate,
    PartyDateKind,
};
use lists::identify::identifier;
use vocab::{CountryCode, PartialDate, Schema};

/// A party of an order, ready to be screened, and the numbers that cannot be right.
#[derive(Clone, Debug)]
pub(crate) struct Screened {
    /// As it is compared.
    pub(crate) party: Party,
    /// Each bad number with its reason: it is not compared, and the answer says so.
    pub(crate) faults: Vec<Fault>,
}

/// A number that cannot be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// What it was said to be: `imo`.
    pub(crate) kind: String,
    /// The number as written.
    pub(crate) text: String,
    /// Why it cannot be right.
    pub(crate) reason: String,
}

/// A party of an order.
pub(crate) fn of_order(from: &order::Party) -> Screened {
    let schema = from.schema.as_deref().and_then(|it| it.parse().ok()).unwrap_or(Schema::Thing);
    let mut party = Party::new(schema);
    let mut faults = Vec::new();
    if let Some(name) = &from.name {
        party.names.push(named(name, NameKind::Primary, "name"));
    }
    party.names.extend(from.aliases.iter().map(|alias| named(alias, NameKind::Alias, "aliases")));
    let home = from.read_country().given();
    if let Some(code) = home {
        party.countries.push(Country { code, role: CountryRole::Unspecified, field: "country".into() });
    }
    if let Some(code) = from.read_nationality().given() {
        party.countries.push(Country { code, role: CountryRole::Nationality, field: "nationality".into() });
    }
    for address in &from.addresses {
        let country = address.read_country().given().or(home);
        party.addresses.push(Address {
            text: address.one_line(),
            city: address.city.clone(),
            region: address.region.clone(),
            postal_code: address.postal_code.clone(),
            country,
            kind: address_kind(address.kind.as_deref()),
            field: "addresses".into(),
        });
    }
    for (kind, numbers) in &from.ids {
        for number in numbers.texts() {
            add_id(&mut party, &mut faults, kind, &number, home);
        }
    }
    for (text, kind, field) in [
        (&from.birth_date, PartyDateKind::Birth, "birth_date"),
        (&from.incorporated, PartyDateKind::Incorporation, "incorporated"),
    ] {
        let Some(text) = text else { continue };
        match text.parse::<PartialDate>() {
            Ok(date) => party.dates.push(PartyDate { kind, date, field: field.into() }),
            Err(reason) => {
                faults.push(Fault { kind: field.into(), text: text.clone(), reason: reason.to_string() });
            }
        }
    }
    for (text, kind, field) in [
        (&from.website, DetailKind::Website, "website"),
        (&from.email, DetailKind::Email, "email"),
        (&from.phone, DetailKind::Phone, "phone"),
    ] {
        if let Some(text) = text {
            party.details.push(Detail { kind, text: text.clone(), field: field.into() });
        }
    }
    Screened { party, faults }
}

/// The vessel of a leg.
pub(crate) fn of_vessel(from: &order::Vessel) -> Screened {
    let mut party = Party::new(Schema::Vessel);
    let mut faults = Vec::new();
    if let Some(name) = &from.name {
        party.names.push(named(name, NameKind::Primary, "name"));
    }
    if let Some(code) = from.flag.as_deref().and_then(|it| it.parse().ok()) {
        party.countries.push(Country { code, role: CountryRole::Flag, field: "flag".into() });
    }
    for (kind, number) in [("imo", &from.imo), ("mmsi", &from.mmsi)] {
        if let Some(number) = number {
            add_id(&mut party, &mut faults, kind, number, None);
        }
    }
    Screened { party, faults }
}

/// Somebody known by name only: an owner whom the order names.
pub(crate) fn of_name(name: &str) -> Screened {
    let mut party = Party::new(Schema::Thing);
    party.names.push(named(name, NameKind::Primary, "name"));
    Screened { party, faults: Vec::new() }
}

/// Adds a number to a party; gives the reason where it cannot be right.
pub(crate) fn add_number(party: &mut Party, kind: &str, number: &str) -> Option<Fault> {
    let mut faults = Vec::new();
    add_id(party, &mut faults, kind, number, None);
    faults.pop()
}

fn named(text: &str, kind: NameKind, field: &'static str) -> Name {
    Name { text: text.to_owned(), kind, parts: Vec::new(), field: field.into() }
}

fn address_kind(kind: Option<&str>) -> AddressKind {
    match kind {
        Some("registered") => AddressKind::Registered,
        Some("delivery") => AddressKind::Delivery,
        Some("postal") => AddressKind::Postal,
        Some(_) | None => AddressKind::Unspecified,
    }
}

fn add_id(
    party: &mut Party,
    faults: &mut Vec<Fault>,
    kind: &str,
    number: &str,
    country: Option<CountryCode>,
) {
    let id_kind = id_kind(kind, party.schema);
    let Some(id) = identifier(id_kind, number, number, country, format!("ids.{kind}").into()) else {
        return;
    };
    if let Some(reason) = &id.fault {
        faults.push(Fault { kind: kind.to_owned(), text: number.to_owned(), reason: reason.clone() });
    }
    party.ids.push(Identifier { text: number.to_owned(), ..id });
}

/// What a number of an order is, by the name that the order gives it.
fn id_kind(name: &str, schema: Schema) -> IdKind {
    match name.to_ascii_lowercase().as_str() {
        "imo" | "imo_number" if schema.is_a(Schema::Vessel) || schema == Schema::Thing => IdKind::Imo,
        "imo" | "imo_number" | "company_imo" => IdKind::CompanyImo,
        "mmsi" => IdKind::Mmsi,
        "call_sign" | "callsign" => IdKind::CallSign,
        "lei" => IdKind::Lei,
        "inn" => IdKind::Inn,
        "ogrn" => IdKind::Ogrn,
        "kpp" => IdKind::Kpp,
        "okpo" => IdKind::Okpo,
        "bic" | "swift" => IdKind::Bic,
        "uei" => IdKind::Uei,
        "uscc" => IdKind::Uscc,
        "registration" | "registration_number" => IdKind::Registration,
        "tax" | "tax_number" | "vat" => IdKind::Tax,
        "passport" => IdKind::Passport,
        "national" | "national_id" => IdKind::National,
        "isin" => IdKind::Security,
        _ => IdKind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_check_digit_is_named_and_a_right_one_is_compared() {
        let vessel = |imo: &str| order::Vessel { imo: Some(imo.to_owned()), ..order::Vessel::default() };
        let right = of_vessel(&vessel("IMO 9481910"));
        assert_eq!((right.party.ids[0].value.as_str(), right.faults.len()), ("9481910", 0));
        let wrong = of_vessel(&vessel("9481911"));
        assert_eq!(wrong.faults[0].kind, "imo");
    }
}
