//! The lines of an order.

use serde::{Deserialize, Serialize};
use vocab::{CountryCode, Currency, Eccn, Hs, Money, Truth};

use super::leaf::{self, Amount, Leaf};

/// One line: some goods.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Goods {
    /// The line's number; its place from one where the order gives none.
    #[serde(default)]
    pub line: u32,
    /// What the goods are.
    #[serde(default, with = "leaf::text", skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The customs code.
    #[serde(default, with = "leaf::text", skip_serializing_if = "Option::is_none")]
    pub hs: Option<String>,
    /// The year of the nomenclature that the code is of.
    #[serde(default, with = "leaf::text", skip_serializing_if = "Option::is_none")]
    pub hs_vintage: Option<String>,
    /// The export control classification, or EAR99.
    #[serde(default, with = "leaf::text", skip_serializing_if = "Option::is_none")]
    pub eccn: Option<String>,
    /// Who classified, and when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub classified: Option<Classified>,
    /// The category of the United States Munitions List.
    #[serde(default, with = "leaf::text", skip_serializing_if = "Option::is_none")]
    pub usml: Option<String>,
    /// The entry in Annex I of Regulation (EU) 2021/821; `none` where somebody has looked and found none.
    #[serde(default, with = "leaf::text", skip_serializing_if = "Option::is_none")]
    pub eu_dual_use: Option<String>,
    /// The maker's part number.
    #[serde(default, with = "leaf::text", skip_serializing_if = "Option::is_none")]
    pub mpn: Option<String>,
    /// The maker.
    #[serde(default, with = "leaf::text", skip_serializing_if = "Option::is_none")]
    pub manufacturer: Option<String>,
    /// The country of origin.
    #[serde(default, with = "leaf::text", skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// Whether the goods are in the United States.
    #[serde(default, with = "leaf::answer", skip_serializing_if = "Option::is_none")]
    pub in_us: Option<Truth>,
    /// The value of the controlled US content.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub us_controlled_value: Option<Value>,
    /// What that content is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub us_content_eccns: Vec<String>,
    /// Whether they are the direct product of US technology or software.
    #[serde(default, with = "leaf::answer", skip_serializing_if = "Option::is_none")]
    pub us_technology: Option<Truth>,
    /// Whether they come from a plant that is such a product.
    #[serde(default, with = "leaf::answer", skip_serializing_if = "Option::is_none")]
    pub us_plant: Option<Truth>,
    /// How many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Quantity>,
    /// Of what.
    #[serde(default, with = "leaf::text", skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// What they cost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
    /// What they weigh.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight_kg: Option<Quantity>,
    /// Lot numbers and date codes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lots: Vec<String>,
    /// Serial numbers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub serials: Vec<String>,
}

impl Goods {
    /// The customs code.
    pub fn read_hs(&self) -> Leaf<Hs> {
        leaf::read(self.hs.as_deref())
    }

    /// The export control classification.
    pub fn read_eccn(&self) -> Leaf<Eccn> {
        leaf::read(self.eccn.as_deref())
    }

    /// The country of origin.
    pub fn read_origin(&self) -> Leaf<CountryCode> {
        leaf::country(self.origin.as_deref())
    }
}

/// A number of pieces, kilograms or other units.
pub type Quantity = Amount;

/// Who classified the goods, and when.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Classified {
    /// The person or firm.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// The day.
    #[serde(default, with = "leaf::date", skip_serializing_if = "Option::is_none")]
    pub on: Option<vocab::Date>,
}

/// An amount of money in an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Value {
    /// How much.
    pub amount: Amount,
    /// Of what: three letters.
    pub currency: String,
}

impl Value {
    /// The exact amount, or what is wrong with it.
    pub fn read(&self) -> Leaf<Money> {
        let bad = |reason: String| Leaf::Bad {
            text: format!("{} {}", self.amount.as_str(), self.currency),
            reason,
        };
        match (self.amount.read(), self.currency.parse::<Currency>()) {
            (Ok(amount), Ok(currency)) => Leaf::Given(Money { amount, currency }),
            (Err(reason), _) => bad(reason.to_string()),
            (_, Err(reason)) => bad(reason.to_string()),
        }
    }
}
