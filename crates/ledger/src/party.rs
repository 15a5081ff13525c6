//! A party as one source describes it: names, countries, identifiers, addresses, dates.
//!
//! The same type describes a listed party and a party of an order, so that `screening` compares like with like.
//! Every value says in which field of its source it stood.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use vocab::{CountryCode, PartialDate, Schema};

use crate::as_text;

/// The field of a source in which a value stood, in the source's own words: `remarks`, `alt.csv`, `nameAlias`.
pub type Field = Cow<'static, str>;

/// A party, as one source describes it.
///
/// Empty vectors mean that the source said nothing, never that there is nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// What kind of thing it is; [`Schema::Thing`] where the source does not say.
    #[serde(with = "as_text")]
    pub schema: Schema,
    /// Its names, the primary name first.
    pub names: Vec<Name>,
    /// The countries that the source ties it to.
    pub countries: Vec<Country>,
    /// Its identifiers, as written and as compared.
    pub ids: Vec<Identifier>,
    /// Its addresses.
    pub addresses: Vec<Address>,
    /// Its dates: birth, incorporation, build.
    pub dates: Vec<PartyDate>,
    /// Its gender, where a source gives one.
    pub gender: Option<Gender>,
    /// What else the source says that a reviewer may need.
    pub details: Vec<Detail>,
}

impl Party {
    /// A party of which only the kind is known.
    pub fn new(schema: Schema) -> Self {
        Self {
            schema,
            names: Vec::new(),
            countries: Vec::new(),
            ids: Vec::new(),
            addresses: Vec::new(),
            dates: Vec::new(),
            gender: None,
            details: Vec::new(),
        }
    }

    /// What to call it: the first primary name, else the first name of any kind.
    pub fn caption(&self) -> &str {
        let primary = self.names.iter().find(|name| name.kind == NameKind::Primary);
        primary.or(self.names.first()).map_or("(no name)", |name| name.text.as_str())
    }
}

/// One name of a party.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    /// As the source writes it, for a reader.
    pub text: String,
    /// What the source calls it.
    pub kind: NameKind,
    /// The parts, where the source gives them apart: given, middle, patronymic, family. Empty otherwise.
    pub parts: Vec<NamePart>,
    /// Where it stood.
    pub field: Field,
}

/// One part of a person's name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamePart {
    /// Which part.
    pub role: NamePartRole,
    /// Its text.
    pub text: String,
}

/// The part that a word plays in a person's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum NamePartRole {
    /// Given name.
    Given,
    /// Middle name.
    Middle,
    /// Patronymic or father's name.
    Patronymic,
    /// Family name.
    Family,
    /// Maiden name.
    Maiden,
    /// A title, which is no name.
    Title,
}

/// What a source calls a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum NameKind {
    /// The name under which it is listed.
    Primary,
    /// Another name, good enough to alert on.
    Alias,
    /// A name that it had before.
    Former,
    /// An alias that the source marks as weak or low quality: it confirms, and never alerts alone.
    Weak,
    /// An abbreviation or acronym: handled like a weak alias.
    Abbreviation,
    /// A name in the original script.
    Original,
}

/// A tie to a country.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Country {
    /// The country, or the code that a former state had.
    #[serde(with = "as_text")]
    pub code: CountryCode,
    /// What ties the party to it.
    pub role: CountryRole,
    /// Where it stood.
    pub field: Field,
}

/// What ties a party to a country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum CountryRole {
    /// The source says only that there is a tie.
    Unspecified,
    /// A person's nationality or citizenship.
    Nationality,
    /// Where a legal entity is registered.
    Jurisdiction,
    /// A vessel's or aircraft's flag.
    Flag,
    /// A flag that it flew before.
    FormerFlag,
    /// Where an address lies.
    Address,
    /// Where a person was born.
    Birth,
}

/// One identifier of a party.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identifier {
    /// What the number is.
    pub kind: IdKind,
    /// As it is compared: letters and digits only, upper case; for a known kind its canonical form.
    pub value: String,
    /// As the source writes it.
    pub text: String,
    /// The country whose registry gave it, where that is said.
    #[serde(with = "as_text::option")]
    pub country: Option<CountryCode>,
    /// Why the number cannot be right, where its own check digits or shape say so.
    pub fault: Option<String>,
    /// Where it stood.
    pub field: Field,
}

/// The kinds of identifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum IdKind {
    /// A ship's IMO number: for life.
    Imo,
    /// A company's IMO number: never compared with a ship's.
    CompanyImo,
    /// A radio identity, which changes with the flag.
    Mmsi,
    /// A radio call sign, which changes with the flag.
    CallSign,
    /// Legal Entity Identifier.
    Lei,
    /// Russian tax number.
    Inn,
    /// Russian registration number.
    Ogrn,
    /// Russian tax registration reason code: not unique alone.
    Kpp,
    /// Russian or Ukrainian statistics code.
    Okpo,
    /// Business identifier code of a bank.
    Bic,
    /// US government's unique entity identifier.
    Uei,
    /// Unified Social Credit Code of China.
    Uscc,
    /// A company registration number: means nothing without its registry.
    Registration,
    /// A tax number of another country.
    Tax,
    /// A passport.
    Passport,
    /// A national identity number.
    National,
    /// Another identity document.
    Document,
    /// An aircraft's registration mark or serial number.
    Aircraft,
    /// A list's own reference to the party, such as an EU or UN reference.
    ListReference,
    /// A security: ISIN, ticker.
    Security,
    /// A wallet address.
    Wallet,
    /// A number of which the source does not say enough.
    Other,
}

impl IdKind {
    /// Whether one such number belongs to one party only, wherever it is read.
    ///
    /// A registration or tax number is strong only together with its country; a call sign or an MMSI is handed on.
    pub fn is_strong(self) -> bool {
        match self {
            Self::Imo
            | Self::CompanyImo
            | Self::Lei
            | Self::Inn
            | Self::Ogrn
            | Self::Bic
            | Self::Uei
            | Self::Uscc
            | Self::Wallet => true,
            Self::Mmsi
            | Self::CallSign
            | Self::Kpp
            | Self::Okpo
            | Self::Registration
            | Self::Tax
            | Self::Passport
            | Self::National
            | Self::Document
            | Self::Aircraft
            | Self::ListReference
            | Self::Security
            | Self::Other => false,
        }
    }
}

/// One address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// The whole address on one line, as the source writes it or joined from its parts.
    pub text: String,
    /// Town or city, where the source gives it apart.
    pub city: Option<String>,
    /// Region, state or province, where the source gives it apart.
    pub region: Option<String>,
    /// Postal code, where the source gives it apart.
    pub postal_code: Option<String>,
    /// Its country, where that is said.
    #[serde(with = "as_text::option")]
    pub country: Option<CountryCode>,
    /// What the address is for.
    pub kind: AddressKind,
    /// Where it stood.
    pub field: Field,
}

/// What an address is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum AddressKind {
    /// Not said.
    #[default]
    Unspecified,
    /// The registered office.
    Registered,
    /// Where goods are delivered.
    Delivery,
    /// Where post or invoices go.
    Postal,
}

/// A date in a party's life.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyDate {
    /// What happened.
    pub kind: PartyDateKind,
    /// When, as precisely as the source says.
    #[serde(with = "as_text")]
    pub date: PartialDate,
    /// Where it stood.
    pub field: Field,
}

/// What happened on a date in a party's life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum PartyDateKind {
    /// A person was born.
    Birth,
    /// A person died.
    Death,
    /// An entity was founded or registered.
    Incorporation,
    /// A vessel or aircraft was built.
    Build,
}

/// A person's gender, as a source gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Gender {
    /// Female.
    Female,
    /// Male.
    Male,
    /// Another, as the source says.
    Other,
}

/// Something else that a source says of a party.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Detail {
    /// What it is about.
    pub kind: DetailKind,
    /// In the source's words.
    pub text: String,
    /// Where it stood.
    pub field: Field,
}

/// What a detail is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum DetailKind {
    /// A position or title.
    Position,
    /// A place of birth.
    BirthPlace,
    /// The type of vessel or aircraft.
    CraftType,
    /// Tonnage, with the source's unit in the text.
    Tonnage,
    /// A vessel's owner, manager or operator, as a name only.
    Operator,
    /// Legal form.
    LegalForm,
    /// Line of business.
    Sector,
    /// A website.
    Website,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// Anything else, in the source's words.
    Remark,
}
