//! FollowTheMoney's properties and what they are to us: one table, read in both directions.

use ledger::{CountryRole, DetailKind, IdKind, NameKind, NamePartRole, PartyDateKind};
use vocab::Schema;

/// What a property holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    Name(NameKind),
    Part(NamePartRole),
    Country(CountryRole),
    Id(IdKind),
    Date(PartyDateKind),
    Detail(DetailKind),
    Address,
    AddressRef,
    Gender,
    Topic,
    Program,
    Link,
    Reason,
    Since,
    /// Read, and of no use to us: bookkeeping of who wrote the record when.
    Bookkeeping,
}

/// Every property that is read. Where several stand for one meaning, the first is the one that is written.
pub(crate) const PROPERTIES: &[(&str, Meaning)] = &[
    ("name", Meaning::Name(NameKind::Primary)),
    ("alias", Meaning::Name(NameKind::Alias)),
    ("previousName", Meaning::Name(NameKind::Former)),
    ("weakAlias", Meaning::Name(NameKind::Weak)),
    ("abbreviation", Meaning::Name(NameKind::Abbreviation)),
    ("firstName", Meaning::Part(NamePartRole::Given)),
    ("middleName", Meaning::Part(NamePartRole::Middle)),
    ("secondName", Meaning::Part(NamePartRole::Middle)),
    ("fatherName", Meaning::Part(NamePartRole::Patronymic)),
    ("lastName", Meaning::Part(NamePartRole::Family)),
    ("title", Meaning::Part(NamePartRole::Title)),
    ("country", Meaning::Country(CountryRole::Unspecified)),
    ("mainCountry", Meaning::Country(CountryRole::Unspecified)),
    ("nationality", Meaning::Country(CountryRole::Nationality)),
    ("citizenship", Meaning::Country(CountryRole::Nationality)),
    ("jurisdiction", Meaning::Country(CountryRole::Jurisdiction)),
    ("flag", Meaning::Country(CountryRole::Flag)),
    ("pastFlags", Meaning::Country(CountryRole::FormerFlag)),
    ("birthCountry", Meaning::Country(CountryRole::Birth)),
    ("imoNumber", Meaning::Id(IdKind::Imo)),
    ("mmsi", Meaning::Id(IdKind::Mmsi)),
    ("callSign", Meaning::Id(IdKind::CallSign)),
    ("leiCode", Meaning::Id(IdKind::Lei)),
    ("innCode", Meaning::Id(IdKind::Inn)),
    ("ogrnCode", Meaning::Id(IdKind::Ogrn)),
    ("kppCode", Meaning::Id(IdKind::Kpp)),
    ("okpoCode", Meaning::Id(IdKind::Okpo)),
    ("swiftBic", Meaning::Id(IdKind::Bic)),
    ("uniqueEntityId", Meaning::Id(IdKind::Uei)),
    ("uscCode", Meaning::Id(IdKind::Uscc)),
    ("registrationNumber", Meaning::Id(IdKind::Registration)),
    ("taxNumber", Meaning::Id(IdKind::Tax)),
    ("vatCode", Meaning::Id(IdKind::Tax)),
    ("passportNumber", Meaning::Id(IdKind::Passport)),
    ("socialSecurityNumber", Meaning::Id(IdKind::National)),
    ("idNumber", Meaning::Id(IdKind::Document)),
    ("serialNumber", Meaning::Id(IdKind::Aircraft)),
    ("authorityId", Meaning::Id(IdKind::ListReference)),
    ("unscId", Meaning::Id(IdKind::ListReference)),
    ("isinCode", Meaning::Id(IdKind::Security)),
    ("isin", Meaning::Id(IdKind::Security)),
    ("ticker", Meaning::Id(IdKind::Security)),
    ("publicKey", Meaning::Id(IdKind::Wallet)),
    ("licenseNumber", Meaning::Id(IdKind::Other)),
    ("cageCode", Meaning::Id(IdKind::Other)),
    ("dunsCode", Meaning::Id(IdKind::Other)),
    ("permId", Meaning::Id(IdKind::Other)),
    ("bikCode", Meaning::Id(IdKind::Other)),
    ("wikidataId", Meaning::Id(IdKind::Other)),
    ("birthDate", Meaning::Date(PartyDateKind::Birth)),
    ("deathDate", Meaning::Date(PartyDateKind::Death)),
    ("incorporationDate", Meaning::Date(PartyDateKind::Incorporation)),
    ("buildDate", Meaning::Date(PartyDateKind::Build)),
    ("position", Meaning::Detail(DetailKind::Position)),
    ("birthPlace", Meaning::Detail(DetailKind::BirthPlace)),
    ("type", Meaning::Detail(DetailKind::CraftType)),
    ("tonnage", Meaning::Detail(DetailKind::Tonnage)),
    ("grossRegisteredTonnage", Meaning::Detail(DetailKind::Tonnage)),
    ("deadweightTonnage", Meaning::Detail(DetailKind::Tonnage)),
    ("operator", Meaning::Detail(DetailKind::Operator)),
    ("legalForm", Meaning::Detail(DetailKind::LegalForm)),
    ("sector", Meaning::Detail(DetailKind::Sector)),
    ("website", Meaning::Detail(DetailKind::Website)),
    ("email", Meaning::Detail(DetailKind::Email)),
    ("phone", Meaning::Detail(DetailKind::Phone)),
    ("notes", Meaning::Detail(DetailKind::Remark)),
    ("summary", Meaning::Detail(DetailKind::Remark)),
    ("description", Meaning::Detail(DetailKind::Remark)),
    ("status", Meaning::Detail(DetailKind::Remark)),
    ("dissolutionDate", Meaning::Detail(DetailKind::Remark)),
    ("address", Meaning::Address),
    ("full", Meaning::Address),
    ("addressEntity", Meaning::AddressRef),
    ("gender", Meaning::Gender),
    ("topics", Meaning::Topic),
    ("programId", Meaning::Program),
    ("program", Meaning::Program),
    ("sourceUrl", Meaning::Link),
    ("riskSource", Meaning::Reason),
    ("createdAt", Meaning::Since),
    ("modifiedAt", Meaning::Bookkeeping),
    ("retrievedAt", Meaning::Bookkeeping),
    ("publisher", Meaning::Bookkeeping),
    ("publisherUrl", Meaning::Bookkeeping),
    ("keywords", Meaning::Bookkeeping),
    ("wikipediaUrl", Meaning::Bookkeeping),
    ("alephUrl", Meaning::Bookkeeping),
    ("opencorporatesUrl", Meaning::Bookkeeping),
    ("indexText", Meaning::Bookkeeping),
    ("proof", Meaning::Bookkeeping),
];

/// What a property is to us.
pub(crate) fn meaning(property: &str) -> Option<Meaning> {
    PROPERTIES.iter().find(|(name, _)| *name == property).map(|&(_, meaning)| meaning)
}

/// The property in which a meaning is written.
pub(crate) fn property(meaning: Meaning) -> Option<&'static str> {
    PROPERTIES.iter().find(|(_, it)| *it == meaning).map(|&(name, _)| name)
}

/// The kind of a number, where the property alone does not say it.
pub(crate) fn id_kind(kind: IdKind, schema: Schema) -> IdKind {
    let company = schema != Schema::Vessel && schema != Schema::Thing;
    if kind == IdKind::Imo && company {
        IdKind::CompanyImo
    } else if kind == IdKind::Registration && schema == Schema::Airplane {
        IdKind::Aircraft
    } else if kind == IdKind::Document && schema == Schema::Person {
        IdKind::National
    } else {
        kind
    }
}

/// The kind under whose property a number is written: what [`id_kind`] undoes.
pub(crate) fn written_as(kind: IdKind) -> IdKind {
    if kind == IdKind::CompanyImo {
        IdKind::Imo
    } else if kind == IdKind::National {
        IdKind::Document
    } else if kind == IdKind::Aircraft {
        IdKind::Registration
    } else {
        kind
    }
}

/// Whether records of a schema are parties: what is compared with a party of an order.
pub(crate) fn is_party(schema: Schema) -> bool {
    let of = |base: Schema| schema.is_a(base);
    of(Schema::LegalEntity)
        || of(Schema::Vehicle)
        || [Schema::Thing, Schema::CryptoWallet, Schema::Security].contains(&schema)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_property_stands_twice_and_companies_numbers_are_not_ships() {
        for (at, (name, _)) in PROPERTIES.iter().enumerate() {
            assert!(PROPERTIES.iter().skip(at + 1).all(|(other, _)| other != name), "{name}");
        }
        assert_eq!(id_kind(IdKind::Imo, Schema::Vessel), IdKind::Imo);
        assert_eq!(id_kind(IdKind::Imo, Schema::Organization), IdKind::CompanyImo);
        assert!(is_party(Schema::Company) && is_party(Schema::Vessel) && is_party(Schema::Person));
        assert!(!is_party(Schema::Address) && !is_party(Schema::Position) && !is_party(Schema::Ownership));
    }
}
