//! Words of the trade: reading never panics, and what was read is written so that it reads back as the same.

use std::fmt::{Debug, Display};
use std::str::FromStr;

use vocab::{
    Bic, CallSign, CompanyImo, CountryCode, Currency, Decimal, Digest, Eccn, Hs, HsVintage, Imo, Inn, Isin,
    Lei, ListName, Mid, Mmsi, Money, Ogrn, PartialDate, Region, Schema, Share, Truth, Uei, UnLocode,
};

/// Every type that is read from a text, but dates.
pub(crate) fn ids(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    reads_back::<Bic>(text);
    reads_back::<CallSign>(text);
    reads_back::<CompanyImo>(text);
    reads_back::<CountryCode>(text);
    reads_back::<Currency>(text);
    reads_back::<Decimal>(text);
    reads_back::<Digest>(text);
    reads_back::<Eccn>(text);
    reads_back::<Hs>(text);
    reads_back::<HsVintage>(text);
    reads_back::<Imo>(text);
    reads_back::<Inn>(text);
    reads_back::<Isin>(text);
    reads_back::<Lei>(text);
    reads_back::<ListName>(text);
    reads_back::<Mid>(text);
    reads_back::<Mmsi>(text);
    reads_back::<Money>(text);
    reads_back::<Ogrn>(text);
    reads_back::<Region>(text);
    reads_back::<Schema>(text);
    reads_back::<Share>(text);
    reads_back::<Truth>(text);
    reads_back::<Uei>(text);
    reads_back::<UnLocode>(text);
}

/// Dates that are only partly known.
pub(crate) fn partial_date(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    reads_back::<PartialDate>(text);
}

/// What `text` says as a `T`, written and read again, is the same.
fn reads_back<T>(text: &str)
where
    T: FromStr + Display + Debug + PartialEq,
    T::Err: Display,
{
    match text.parse::<T>() {
        Ok(value) => {
            let written = value.to_string();
            let again = written.parse::<T>().ok();
            assert_eq!(again.as_ref(), Some(&value), "{text:?} was written as {written:?}");
        }
        Err(error) => assert!(!error.to_string().is_empty(), "{text:?} is refused without a word"),
    }
}
