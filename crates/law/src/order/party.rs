//! The parties of an order, with their addresses, numbers and owners.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use vocab::{CountryCode, Date};

use super::leaf::{self, Leaf};

/// Someone who takes part in the trade.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// What it does in this trade.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// A FollowTheMoney schema, such as Company, Person or Vessel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Its name.
    #[serde(default, with = "leaf::text", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Other names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Where it sits.
    #[serde(default, with = "leaf::text", skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Of a person.
    #[serde(default, with = "leaf::text", skip_serializing_if = "Option::is_none")]
    pub nationality: Option<String>,
    /// What kind of customer it is.
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub party_type: Option<PartyType>,
    /// Where it can be found.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addresses: Vec<Address>,
    /// Its numbers, by kind: `imo`, `inn`, `ogrn`, `lei`, `registration` and others.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub ids: BTreeMap<String, Identifier>,
    /// Of a person; year, month or day, as precisely as it is known.
    #[serde(default, with = "leaf::text", skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<String>,
    /// With its country's code.
    #[serde(default, with = "leaf::text", skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// An address for mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// A page of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub website: Option<String>,
    /// When it was founded; year, month or day.
    #[serde(default, with = "leaf::text", skip_serializing_if = "Option::is_none")]
    pub incorporated: Option<String>,
    /// Who owns it, as far as the order says.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub owners: Vec<Owner>,
}

impl Party {
    /// The country where it sits.
    pub fn read_country(&self) -> Leaf<CountryCode> {
        leaf::country(self.country.as_deref())
    }

    /// The country of a person's passport.
    pub fn read_nationality(&self) -> Leaf<CountryCode> {
        leaf::country(self.nationality.as_deref())
    }
}

/// What a party does in the trade.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Sends the goods out of the country.
    Exporter,
    /// Sells them.
    Seller,
    /// Buys them.
    Purchaser,
    /// Receives them on the way.
    IntermediateConsignee,
    /// Receives them in the end.
    UltimateConsignee,
    /// Receives them.
    Consignee,
    /// Uses them.
    EndUser,
    /// Arranges the transport.
    Forwarder,
    /// Is told of the arrival.
    Notify,
    /// Pays.
    Payer,
    /// Issues the letter of credit.
    IssuingBank,
    /// Advises it.
    AdvisingBank,
    /// Carries the goods.
    Carrier,
    /// Owns the ship, or another party.
    Owner,
    /// Manages the ship.
    Manager,
    /// Brings the others together.
    Broker,
    /// Anything else.
    Other,
}

impl Role {
    /// The word that orders and rules use.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Exporter => "exporter",
            Self::Seller => "seller",
            Self::Purchaser => "purchaser",
            Self::IntermediateConsignee => "intermediate_consignee",
            Self::UltimateConsignee => "ultimate_consignee",
            Self::Consignee => "consignee",
            Self::EndUser => "end_user",
            Self::Forwarder => "forwarder",
            Self::Notify => "notify",
            Self::Payer => "payer",
            Self::IssuingBank => "issuing_bank",
            Self::AdvisingBank => "advising_bank",
            Self::Carrier => "carrier",
            Self::Owner => "owner",
            Self::Manager => "manager",
            Self::Broker => "broker",
            Self::Other => "other",
        }
    }

    /// As a reader says it.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Exporter => "exporter",
            Self::Seller => "seller",
            Self::Purchaser => "purchaser",
            Self::IntermediateConsignee => "intermediate consignee",
            Self::UltimateConsignee => "ultimate consignee",
            Self::Consignee => "consignee",
            Self::EndUser => "end user",
            Self::Forwarder => "forwarder",
            Self::Notify => "notify party",
            Self::Payer => "payer",
            Self::IssuingBank => "issuing bank",
            Self::AdvisingBank => "advising bank",
            Self::Carrier => "carrier",
            Self::Owner => "owner",
            Self::Manager => "manager",
            Self::Broker => "broker",
            Self::Other => "party",
        }
    }

    /// Whether goods reach this party, or it decides where they go.
    pub const fn receives(self) -> bool {
        match self {
            Self::Purchaser
            | Self::IntermediateConsignee
            | Self::UltimateConsignee
            | Self::Consignee
            | Self::EndUser => true,
            Self::Exporter
            | Self::Seller
            | Self::Forwarder
            | Self::Notify
            | Self::Payer
            | Self::IssuingBank
            | Self::AdvisingBank
            | Self::Carrier
            | Self::Owner
            | Self::Manager
            | Self::Broker
            | Self::Other => false,
        }
    }

    /// Whether it sends or sells.
    pub const fn sends(self) -> bool {
        matches!(self, Self::Exporter | Self::Seller)
    }
}

/// What kind of customer a party is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartyType {
    /// Uses what it buys.
    EndUser,
    /// Sells it on.
    #[serde(alias = "distributor")]
    Reseller,
    /// Builds it into something.
    Manufacturer,
    /// A civil authority.
    Government,
    /// A force, or whoever works for one.
    Military,
}

impl PartyType {
    /// The word that orders and rules use.
    pub const fn code(self) -> &'static str {
        match self {
            Self::EndUser => "end_user",
            Self::Reseller => "reseller",
            Self::Manufacturer => "manufacturer",
            Self::Government => "government",
            Self::Military => "military",
        }
    }
}

/// Where a party can be found: one text, or its parts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Address {
    /// Such as `registered`, `delivery`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The whole address.
    #[serde(default, with = "leaf::text", skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Unit, room or flat.
    #[serde(default, with = "leaf::text", skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Storey.
    #[serde(default, with = "leaf::text", skip_serializing_if = "Option::is_none")]
    pub floor: Option<String>,
    /// The house's name.
    #[serde(default, with = "leaf::text", skip_serializing_if = "Option::is_none")]
    pub building: Option<String>,
    /// Street and number.
    #[serde(default, with = "leaf::text", skip_serializing_if = "Option::is_none")]
    pub street: Option<String>,
    /// Town.
    #[serde(default, with = "leaf::text", skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// Province, state or district.
    #[serde(default, with = "leaf::text", skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Postal code.
    #[serde(default, with = "leaf::text", skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<String>,
    /// Country.
    #[serde(default, with = "leaf::text", skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
}

impl Address {
    /// The address on one line: the text, or the parts from the smallest to the largest; the country is not in it.
    pub fn one_line(&self) -> String {
        if let Some(text) = &self.text {
            return text.clone();
        }
        let parts = [
            &self.unit,
            &self.floor,
            &self.building,
            &self.street,
            &self.city,
            &self.region,
            &self.postal_code,
        ];
        parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(", ")
    }

    /// The country.
    pub fn read_country(&self) -> Leaf<CountryCode> {
        leaf::country(self.country.as_deref())
    }
}

/// The number or numbers of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Identifier {
    /// One, as text.
    One(String),
    /// One, written as a number.
    Number(u64),
    /// Several.
    Many(Vec<String>),
}

impl Identifier {
    /// Each number as text.
    pub fn texts(&self) -> Vec<String> {
        match self {
            Self::One(text) => vec![text.clone()],
            Self::Number(number) => vec![number.to_string()],
            Self::Many(texts) => texts.clone(),
        }
    }
}

/// Someone who owns a part of a party.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Owner {
    /// A name, where nothing more is known.
    #[serde(default, with = "leaf::text", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// All that is known of the owner, owners of its own among it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<Box<Party>>,
    /// At least this many per cent.
    #[serde(default, with = "leaf::amount_text", skip_serializing_if = "Option::is_none")]
    pub share_min: Option<String>,
    /// At most this many per cent.
    #[serde(default, with = "leaf::amount_text", skip_serializing_if = "Option::is_none")]
    pub share_max: Option<String>,
    /// Since when.
    #[serde(default, with = "leaf::date", skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// Until when.
    #[serde(default, with = "leaf::date", skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
    /// Who says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl Owner {
    /// The owner's name.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref().or_else(|| self.party.as_deref()?.name.as_deref())
    }

    /// The country where the owner sits.
    pub fn read_country(&self) -> Leaf<CountryCode> {
        self.party.as_ref().map_or(Leaf::Missing, |party| party.read_country())
    }
}

/// Whether two names are the same letters, in whatever case and spacing.
pub(crate) fn same_name(a: &str, b: &str) -> bool {
    let letters = |name: &str| -> String {
        name.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let (a, b) = (letters(a), letters(b));
    !a.is_empty() && a == b
}
