//! order/1: what was ordered, in the words of whoever ordered it.
//!
//! The shape is strict: a field that the format does not know is an error, so that a slip of the pen never passes in
//! silence. The leaves stay text: a bad code or number is a finding of the decision, not a reason to refuse the order.
//! The `read_…` functions say of each leaf whether it is given, bad (and why) or missing.

mod goods;
mod leaf;
mod party;
mod reading;

use serde::{Deserialize, Serialize};
use vocab::{CountryCode, Date, Truth};

pub use goods::{Classified, Goods, Quantity, Value};
pub use leaf::{Amount, Leaf};
pub(crate) use party::same_name;
pub use party::{Address, Identifier, Owner, Party, PartyType, Role};
pub use reading::{
    GOODS_MAX, LEGS_MAX, ORDER_BYTES_MAX, OWNERS_DEPTH_MAX, OrderError, PARTIES_MAX, TEXT_CHARS_MAX,
};

/// One order. Everything but `format` is optional: what matters and is missing is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Order {
    /// `order/1`.
    pub format: String,
    /// The order's number with whoever made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What is done with the goods.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transaction: Option<Transaction>,
    /// When the steps of the trade happen.
    #[serde(default, skip_serializing_if = "Dates::is_empty")]
    pub dates: Dates,
    /// The date of the law, where the order states one.
    #[serde(default, with = "leaf::date", skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
    /// Where the goods go in the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub destination: Option<Destination>,
    /// The country that the goods leave.
    #[serde(default, with = "leaf::text", skip_serializing_if = "Option::is_none")]
    pub ship_from: Option<String>,
    /// Delivery terms.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incoterm: Option<Incoterm>,
    /// What the contract says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contract: Option<Contract>,
    /// What the goods are for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_use: Option<EndUse>,
    /// Red flags and other questions, as somebody answered them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<Flag>,
    /// Everyone who takes part. Exporters are parties too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<Party>,
    /// What is sold, line by line.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub goods: Vec<Goods>,
    /// How it travels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub route: Option<Route>,
    /// How it is paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment: Option<Payment>,
    /// Authorisations that are claimed. They are tested; none is ever proposed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authorisations: Vec<Authorisation>,
}

impl Order {
    /// Reads an order and tests its shape, limits and numbering.
    ///
    /// Nesting is bounded by the JSON reader, sizes by the `…_MAX` constants of this module.
    pub fn from_json(bytes: &[u8]) -> Result<Self, OrderError> {
        reading::from_json(bytes)
    }

    /// The order's canonical bytes: compact JSON, fields in the order of the format, amounts in their shortest form.
    /// Two texts of one order (other blanks, `4100` or `"4100.00"`) have the same.
    pub fn canonical_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// The country of destination.
    pub fn destination_country(&self) -> Leaf<CountryCode> {
        leaf::country(self.destination.as_ref().and_then(|it| it.country.as_deref()))
    }

    /// The country that the goods leave.
    pub fn ship_from_country(&self) -> Leaf<CountryCode> {
        leaf::country(self.ship_from.as_deref())
    }

    /// The route's legs, none where no route is given.
    pub fn legs(&self) -> &[Leg] {
        self.route.as_ref().map_or(&[], |route| route.legs.as_slice())
    }
}

/// What is done with the goods.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Transaction {
    /// Sent from one country to another.
    Export,
    /// Sent on from a foreign country.
    Reexport,
    /// Handed over inside a foreign country.
    InCountry,
    /// Technology shown to a foreign person at home.
    Deemed,
    /// Technology sent.
    Technology,
    /// A service.
    Service,
    /// Money alone.
    Payment,
}

impl Transaction {
    /// The word that orders and rules use.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Export => "export",
            Self::Reexport => "reexport",
            Self::InCountry => "in_country",
            Self::Deemed => "deemed",
            Self::Technology => "technology",
            Self::Service => "service",
            Self::Payment => "payment",
        }
    }
}

/// When the steps of the trade happen. Civil dates: the law knows no hours here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dates {
    /// The order was placed.
    #[serde(default, with = "leaf::date", skip_serializing_if = "Option::is_none")]
    pub order: Option<Date>,
    /// The contract was made.
    #[serde(default, with = "leaf::date", skip_serializing_if = "Option::is_none")]
    pub contract: Option<Date>,
    /// The goods leave.
    #[serde(default, with = "leaf::date", skip_serializing_if = "Option::is_none")]
    pub export: Option<Date>,
    /// The money moves.
    #[serde(default, with = "leaf::date", skip_serializing_if = "Option::is_none")]
    pub payment: Option<Date>,
}

impl Dates {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Where the goods go in the end.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Destination {
    /// The country, as a code or a name.
    #[serde(default, with = "leaf::text", skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// The region: some are embargoed where their country is not.
    #[serde(default, with = "leaf::text", skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
}

/// Delivery terms.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Incoterm {
    /// Three letters, such as FOB.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The place that the term names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}

/// What the contract says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contract {
    /// Whether it prohibits re-export to Russia.
    #[serde(default, with = "leaf::answer", skip_serializing_if = "Option::is_none")]
    pub no_reexport_clause: Option<Truth>,
}

/// What the goods are for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EndUse {
    /// In the words of whoever said it.
    #[serde(default, with = "leaf::text", skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// A question of a rule or a checklist, and its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Flag {
    /// The rule that the question belongs to, such as `KYC-10` or `EU-PORT-EXCEPTION`.
    pub id: String,
    /// Yes, no or unknown. `None`: the question stands here, but nobody has answered it.
    #[serde(default, with = "leaf::answer", skip_serializing_if = "Option::is_none")]
    pub answer: Option<Truth>,
    /// Who answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// Why, and with what to show for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
}

/// How the goods travel.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Route {
    /// Leg by leg.
    #[serde(default)]
    pub legs: Vec<Leg>,
}

/// One leg of the route.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leg {
    /// By sea, air, road, rail, river, pipe or mail.
    #[serde(default, with = "leaf::text", skip_serializing_if = "Option::is_none")]
    pub mode: Option<String>,
    /// Where it begins: a name or a code.
    #[serde(default, with = "leaf::text", skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Where it ends.
    #[serde(default, with = "leaf::text", skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// The day it begins.
    #[serde(default, with = "leaf::date", skip_serializing_if = "Option::is_none")]
    pub depart: Option<Date>,
    /// The day it ends.
    #[serde(default, with = "leaf::date", skip_serializing_if = "Option::is_none")]
    pub arrive: Option<Date>,
    /// The ship.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vessel: Option<Vessel>,
    /// The flight's number.
    #[serde(default, with = "leaf::text", skip_serializing_if = "Option::is_none")]
    pub flight: Option<String>,
}

/// A ship.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vessel {
    /// Its name today.
    #[serde(default, with = "leaf::text", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its hull's number.
    #[serde(default, with = "leaf::text", skip_serializing_if = "Option::is_none")]
    pub imo: Option<String>,
    /// Its radio's number.
    #[serde(default, with = "leaf::text", skip_serializing_if = "Option::is_none")]
    pub mmsi: Option<String>,
    /// Its flag.
    #[serde(default, with = "leaf::text", skip_serializing_if = "Option::is_none")]
    pub flag: Option<String>,
}

impl Vessel {
    /// The hull's number.
    pub fn read_imo(&self) -> Leaf<vocab::Imo> {
        leaf::read(self.imo.as_deref())
    }
}

/// How it is paid.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Payment {
    /// Such as `letter_of_credit`, `transfer`, `cash`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// The currency that moves.
    #[serde(default, with = "leaf::text", skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// Who pays; screened when it is a party too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payer: Option<String>,
    /// Banks that the money passes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub banks: Vec<String>,
    /// The letter of credit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lc: Option<LetterOfCredit>,
}

/// A letter of credit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LetterOfCredit {
    /// The bank that issued it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuing_bank: Option<String>,
    /// The goods in its words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goods_text: Option<String>,
    /// Whom the goods are consigned to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consigned_to: Option<String>,
}

/// What kind of authorisation is claimed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuthorisationKind {
    /// A licence for this trade.
    Licence,
    /// A licence exception of the EAR.
    Exception,
    /// A general licence of OFAC, or another that anyone may use.
    GeneralLicence,
    /// A Union general export authorisation.
    EuGeneral,
}

impl AuthorisationKind {
    /// The word that orders and rules use.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Licence => "licence",
            Self::Exception => "exception",
            Self::GeneralLicence => "general_licence",
            Self::EuGeneral => "eu_general",
        }
    }
}

/// An authorisation that somebody claims.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Authorisation {
    /// What it is.
    pub kind: AuthorisationKind,
    /// Its number or symbol.
    #[serde(default, with = "leaf::text", skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Who issued it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// Who may use it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder: Option<String>,
    /// First and last day.
    #[serde(default, with = "leaf::date_pair", skip_serializing_if = "Option::is_none")]
    pub valid: Option<(Date, Date)>,
    /// The order's lines that it covers. Empty: it does not say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<u32>,
    /// The parties that it names. Empty: it does not say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<String>,
    /// How much it covers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<Limit>,
    /// What it asks of its holder.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<String>,
}

/// How much an authorisation covers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// In the unit of the lines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Amount>,
    /// In money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
}
