//! Words of the trade as types that cannot be wrong.
//!
//! A value of one of these types was read once, at the edge, and holds what its documentation says. Each type
//! reads itself from text (`FromStr`, with its own error that says why a text is not one), prints itself in
//! one canonical way (`Display`, which reads back as the same value) and compares, sorts and hashes.
//!
//! This crate knows nothing of lists, orders or rules, reads no file and no clock, and panics on no input.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod ascii_code;

mod bic;
mod call_sign;
mod company_imo;
mod imo;
mod inn;
mod isin;
mod lei;
mod mmsi;
mod ogrn;
mod uei;

mod eccn;
mod hs;

mod country;
mod country_names;
mod region;
mod un_locode;

mod partial_date;
mod partial_date_text;

mod currency;
mod decimal;
mod money;
mod share;

mod digest;
mod list_name;
mod listing_interval;
mod schema;
mod truth;

pub use bic::{Bic, NotBic};
pub use call_sign::{CallSign, NotCallSign};
pub use company_imo::{CompanyImo, NotCompanyImo};
pub use imo::{Imo, NotImo};
pub use inn::{Inn, NotInn};
pub use isin::{Isin, NotIsin};
pub use lei::{Lei, NotLei};
pub use mmsi::{Mid, Mmsi, NotMid, NotMmsi};
pub use ogrn::{NotOgrn, Ogrn};
pub use uei::{NotUei, Uei};

pub use eccn::{Eccn, EccnEntry, NotEccn};
pub use hs::{Hs, HsVintage, NotHs, NotHsVintage};

pub use country::{CountryCode, NotCountryCode};
pub use region::{NotRegion, Region};
pub use un_locode::{NotUnLocode, UnLocode};

pub use jiff::civil::Date;
pub use partial_date::{NotPartialDate, PartialDate};

pub use currency::{Currency, NotCurrency};
pub use decimal::{Decimal, NotDecimal};
pub use money::{Money, NotMoney};
pub use share::{NotShare, Share};

pub use digest::{Digest, DigestWriter, NotDigest};
pub use list_name::{ListName, NotListName};
pub use listing_interval::ListingInterval;
pub use schema::{NotSchema, Schema};
pub use truth::{NotTruth, Truth};
