//! What is known of two parties beside their names: countries, dates, gender, identifiers, addresses.

use std::collections::BTreeSet;

use ledger::{CountryRole, Gender, IdKind, Identifier, Party, PartyDate, PartyDateKind};
use vocab::{CountryCode, PartialDate, Schema};

use crate::address::{self, Relation};
use crate::{Evidence, EvidenceKind};

/// A match on names must reach this before what is known beside them adds to it.
const NAME_SCORE_MIN: u32 = 5_000;
/// Addresses of one party that are compared.
const ADDRESSES_MAX: usize = 12;

/// What the attributes say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Attributes {
    pub(crate) evidence: Vec<Evidence>,
    /// Whether they share an identifier that belongs to one party only.
    pub(crate) same_identifier: bool,
    /// Whether they share a country.
    pub(crate) same_country: bool,
}

/// Weighs the attributes of two parties whose names agree by `name_score`.
pub(crate) fn weigh(ours: &Party, theirs: &Party, name_score: u32) -> Attributes {
    let mut out = Attributes::default();
    identifiers(&mut out, ours, theirs, name_score);
    if name_score < NAME_SCORE_MIN {
        return out;
    }
    countries(&mut out, ours, theirs);
    dates(&mut out, ours, theirs);
    gender(&mut out, ours, theirs);
    addresses(&mut out, ours, theirs);
    out
}

/// The countries that a party is tied to, without flags that a ship flew before.
pub(crate) fn countries_of(party: &Party) -> BTreeSet<CountryCode> {
    let said = party.countries.iter().filter(|it| it.role != CountryRole::FormerFlag).map(|it| it.code);
    said.chain(party.addresses.iter().filter_map(|it| it.country)).collect()
}

fn texts(countries: &BTreeSet<CountryCode>) -> String {
    countries.iter().map(|code| code.name()).collect::<Vec<_>>().join(", ")
}

fn countries(out: &mut Attributes, ours: &Party, theirs: &Party) {
    let (left, right) = (countries_of(ours), countries_of(theirs));
    if left.is_empty() || right.is_empty() {
        return;
    }
    let shared: BTreeSet<CountryCode> = left.intersection(&right).copied().collect();
    let field = theirs.countries.first().map_or_else(String::new, |it| it.field.to_string());
    let evidence = |weight, sentence| Evidence {
        kind: EvidenceKind::Country,
        weight,
        ours: texts(&left),
        theirs: texts(&right),
        field,
        sentence,
    };
    if shared.is_empty() {
        let craft = ours.schema.is_a(Schema::Vehicle) || theirs.schema.is_a(Schema::Vehicle);
        let person = ours.schema == Schema::Person || theirs.schema == Schema::Person;
        // Ships change flags, people have several nationalities; a company rarely moves.
        let weight = if craft {
            -100
        } else if person {
            -250
        } else {
            -500
        };
        out.evidence.push(evidence(
            weight,
            format!("Ours is tied to {}, the listed party to {}.", texts(&left), texts(&right)),
        ));
    } else {
        out.same_country = true;
        out.evidence.push(evidence(200, format!("Both are tied to {}.", texts(&shared))));
    }
}

fn dates(out: &mut Attributes, ours: &Party, theirs: &Party) {
    for (kind, evidence_kind, what) in [
        (PartyDateKind::Birth, EvidenceKind::BirthDate, "date of birth"),
        (PartyDateKind::Incorporation, EvidenceKind::OtherDate, "date of incorporation"),
        (PartyDateKind::Build, EvidenceKind::OtherDate, "date of build"),
    ] {
        let of = |party: &'_ Party| -> Vec<PartyDate> {
            party.dates.iter().filter(|it| it.kind == kind).take(ADDRESSES_MAX).cloned().collect()
        };
        let (left, right) = (of(ours), of(theirs));
        let pairs = left.iter().flat_map(|ours| right.iter().map(move |theirs| (ours, theirs)));
        let weighed = pairs.map(|(ours, theirs)| {
            let (weight, words) = date_agreement(ours.date, theirs.date);
            (weight, words, ours, theirs)
        });
        let Some((weight, words, ours, theirs)) = weighed.max_by_key(|it| it.0) else { continue };
        // Companies are founded, merged and founded again: their dates tell less.
        let weight = if kind == PartyDateKind::Birth { weight } else { weight / 4 };
        out.evidence.push(Evidence {
            kind: evidence_kind,
            weight,
            ours: ours.date.to_string(),
            theirs: theirs.date.to_string(),
            field: theirs.field.to_string(),
            sentence: format!("The {what} {words}: {} and {}.", ours.date, theirs.date),
        });
    }
}

/// What two dates say for or against one party, and how to say it.
fn date_agreement(ours: PartialDate, theirs: PartialDate) -> (i32, &'static str) {
    if let (Some(left), Some(right)) = (ours.exact(), theirs.exact()) {
        if left == right {
            return (800, "is the same");
        }
        if left.year() == right.year()
            && i16::from(left.day()) == i16::from(right.month())
            && i16::from(left.month()) == i16::from(right.day())
        {
            return (500, "is the same with day and month swapped");
        }
        if one_digit_off(&left.to_string(), &right.to_string()) {
            return (300, "differs in one digit");
        }
        if left.year().abs_diff(right.year()) == 1
            && (left.month(), left.day()) == (right.month(), right.day())
        {
            return (300, "differs by one year");
        }
        if left.year() == right.year() {
            return (-600, "agrees in the year only");
        }
    } else if ours.overlaps(&theirs) {
        return (300, "agrees as far as it is known");
    }
    match (ours.year(), theirs.year()) {
        (Some(left), Some(right)) if left.abs_diff(right) <= 1 => (0, "is a year apart at most"),
        (Some(left), Some(right)) if left.abs_diff(right) <= 3 => (-900, "is a few years apart"),
        (Some(_), Some(_)) => (-3_000, "is another"),
        (None, _) | (_, None) => (-300, "does not agree"),
    }
}

fn one_digit_off(left: &str, right: &str) -> bool {
    left.len() == right.len() && left.bytes().zip(right.bytes()).filter(|(a, b)| a != b).count() == 1
}

fn gender(out: &mut Attributes, ours: &Party, theirs: &Party) {
    let (Some(left), Some(right)) = (ours.gender, theirs.gender) else { return };
    let text = |gender: Gender| match gender {
        Gender::Female => "female",
        Gender::Male => "male",
        Gender::Other => "other",
    };
    let same = left == right;
    out.evidence.push(Evidence {
        kind: EvidenceKind::Gender,
        weight: if same { 50 } else { -1_500 },
        ours: text(left).to_owned(),
        theirs: text(right).to_owned(),
        field: String::new(),
        sentence: if same {
            format!("Both are {}.", text(left))
        } else {
            format!("Ours is {}, the listed person is {}.", text(left), text(right))
        },
    });
}

fn addresses(out: &mut Attributes, ours: &Party, theirs: &Party) {
    let mut best: Option<(Relation, Evidence)> = None;
    for left in ours.addresses.iter().take(ADDRESSES_MAX) {
        for right in theirs.addresses.iter().take(ADDRESSES_MAX) {
            let compared = address::compare(left, right);
            let weight = match compared.relation {
                Relation::SameUnit => 500,
                Relation::SameBuilding => 250,
                Relation::Different | Relation::Unknown => continue,
            };
            if best.as_ref().is_none_or(|(relation, _)| compared.relation < *relation) {
                best = Some((
                    compared.relation,
                    Evidence {
                        kind: EvidenceKind::Address,
                        weight,
                        ours: left.text.clone(),
                        theirs: right.text.clone(),
                        field: right.field.to_string(),
                        sentence: compared.sentence,
                    },
                ));
            }
        }
    }
    out.evidence.extend(best.map(|(_, evidence)| evidence));
}

/// What an equal identifier of this kind proves.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Proof {
    /// That it is the same party.
    Party,
    /// The same party, if it was given in the same country.
    PartyOfCountry,
    /// A hint only.
    Hint,
}

/// What an equal identifier of a kind proves.
pub(crate) fn proof(kind: IdKind) -> Proof {
    match kind {
        IdKind::Imo
        | IdKind::CompanyImo
        | IdKind::Lei
        | IdKind::Inn
        | IdKind::Ogrn
        | IdKind::Bic
        | IdKind::Uei
        | IdKind::Uscc
        | IdKind::Wallet => Proof::Party,
        IdKind::Registration
        | IdKind::Tax
        | IdKind::Passport
        | IdKind::National
        | IdKind::Document
        | IdKind::Okpo
        | IdKind::Aircraft => Proof::PartyOfCountry,
        IdKind::Mmsi
        | IdKind::CallSign
        | IdKind::Kpp
        | IdKind::ListReference
        | IdKind::Security
        | IdKind::Other => Proof::Hint,
    }
}

/// Identifiers shorter than this are equal by chance.
const ID_LETTERS_MIN: usize = 5;

fn identifiers(out: &mut Attributes, ours: &Party, theirs: &Party, name_score: u32) {
    let mut contradicted: Vec<Evidence> = Vec::new();
    for left in &ours.ids {
        let mut other: Option<&Identifier> = None;
        let mut equal = false;
        for right in theirs.ids.iter().filter(|it| it.kind == left.kind) {
            if right.value == left.value {
                equal = true;
                same_identifier(out, left, right, name_score);
            } else if right.fault.is_none() {
                other = other.or(Some(right));
            }
        }
        if let (false, Some(right), None) = (equal, other, &left.fault) {
            contradicted.extend(other_identifier(left, right));
        }
    }
    // Two numbers of one kind, of which one agrees, contradict nothing.
    if !out.same_identifier && name_score >= NAME_SCORE_MIN {
        contradicted.sort_by_key(|it| it.weight);
        out.evidence.extend(contradicted.into_iter().take(1));
    }
}

fn same_identifier(out: &mut Attributes, ours: &Identifier, theirs: &Identifier, name_score: u32) {
    let country = match (ours.country, theirs.country) {
        (Some(left), Some(right)) => left == right,
        (None, _) | (_, None) => true,
    };
    let known_country = ours.country.is_some() && ours.country == theirs.country;
    let long = ours.value.len() >= ID_LETTERS_MIN;
    let proves = match proof(ours.kind) {
        Proof::Party => true,
        // Without a country the number must at least be long, and the name near.
        Proof::PartyOfCountry => long && (known_country || country && name_score >= NAME_SCORE_MIN),
        Proof::Hint => false,
    };
    if !proves && (!long || name_score < NAME_SCORE_MIN) {
        return;
    }
    out.same_identifier |= proves;
    out.evidence.push(Evidence {
        kind: EvidenceKind::Identifier,
        weight: if proves { 1_000 } else { 200 },
        ours: ours.text.clone(),
        theirs: theirs.text.clone(),
        field: theirs.field.to_string(),
        sentence: format!("Both have the same {} {}.", kind_text(ours.kind), theirs.text),
    });
}

fn other_identifier(ours: &Identifier, theirs: &Identifier) -> Option<Evidence> {
    let same_country = ours.country.is_some() && ours.country == theirs.country;
    let weight = match ours.kind {
        IdKind::Imo => -4_500,
        IdKind::Inn | IdKind::Ogrn | IdKind::Uscc | IdKind::Lei | IdKind::CompanyImo => -2_500,
        IdKind::Registration | IdKind::Tax | IdKind::National if same_country => -1_000,
        IdKind::Bic
        | IdKind::Uei
        | IdKind::Wallet
        | IdKind::Registration
        | IdKind::Tax
        | IdKind::National
        | IdKind::Mmsi
        | IdKind::CallSign
        | IdKind::Kpp
        | IdKind::Okpo
        | IdKind::Passport
        | IdKind::Document
        | IdKind::Aircraft
        | IdKind::ListReference
        | IdKind::Security
        | IdKind::Other => return None,
    };
    Some(Evidence {
        kind: EvidenceKind::Identifier,
        weight,
        ours: ours.text.clone(),
        theirs: theirs.text.clone(),
        field: theirs.field.to_string(),
        sentence: format!(
            "Ours has the {} {}, the listed party {}.",
            kind_text(ours.kind),
            ours.text,
            theirs.text
        ),
    })
}

fn kind_text(kind: IdKind) -> &'static str {
    match kind {
        IdKind::Imo => "IMO number",
        IdKind::CompanyImo => "company IMO number",
        IdKind::Mmsi => "MMSI",
        IdKind::CallSign => "call sign",
        IdKind::Lei => "LEI",
        IdKind::Inn => "INN",
        IdKind::Ogrn => "OGRN",
        IdKind::Kpp => "KPP",
        IdKind::Okpo => "OKPO",
        IdKind::Bic => "BIC",
        IdKind::Uei => "UEI",
        IdKind::Uscc => "Unified Social Credit Code",
        IdKind::Registration => "registration number",
        IdKind::Tax => "tax number",
        IdKind::Passport => "passport number",
        IdKind::National => "national identity number",
        IdKind::Document => "document number",
        IdKind::Aircraft => "aircraft mark",
        IdKind::ListReference => "list reference",
        IdKind::Security => "security",
        IdKind::Wallet => "wallet address",
        IdKind::Other => "number",
    }
}
