//! Published numbers as identifiers: what the number is, how it is compared, and what is wrong with it.

use std::fmt::Display;
use std::str::FromStr;

use ledger::{Field, IdKind, Identifier};
use vocab::{Bic, CallSign, CompanyImo, CountryCode, Imo, Inn, Isin, Lei, Mmsi, Ogrn, Uei};

use crate::draft::is_blank;

/// Makes an identifier of a number as published; `None` where the text holds no number at all.
///
/// `number` is what is compared, `text` what the source writes around it too. A registration or tax number of a
/// country whose numbers are known by their shape and check digits gets its own kind. A number whose check digits do
/// not add up is kept, compared as written, and says why it cannot be right.
pub fn identifier(
    kind: IdKind,
    number: &str,
    text: &str,
    country: Option<CountryCode>,
    field: Field,
) -> Option<Identifier> {
    if is_blank(number) {
        return None;
    }
    let kind = refined(kind, number, country);
    let numeric =
        matches!(kind, IdKind::Imo | IdKind::CompanyImo | IdKind::Mmsi | IdKind::Inn | IdKind::Ogrn);
    if numeric && !number.chars().any(|c| c.is_ascii_digit()) {
        // `Does not exist` stands where a number would.
        return None;
    }
    let (value, fault) = match kind {
        IdKind::Imo => read::<Imo>(number),
        IdKind::CompanyImo => read::<CompanyImo>(number),
        IdKind::Mmsi => read::<Mmsi>(number),
        IdKind::CallSign => read::<CallSign>(number),
        IdKind::Lei => read::<Lei>(number),
        IdKind::Inn => read::<Inn>(number),
        IdKind::Ogrn => read::<Ogrn>(number),
        IdKind::Bic => read::<Bic>(number),
        IdKind::Uei => read::<Uei>(number),
        IdKind::Uscc => uscc(number),
        IdKind::Security => (read::<Isin>(number).0, None),
        // Base58 addresses differ by the case of their letters.
        IdKind::Wallet => (number.trim().to_owned(), None),
        IdKind::Kpp
        | IdKind::Okpo
        | IdKind::Registration
        | IdKind::Tax
        | IdKind::Passport
        | IdKind::National
        | IdKind::Document
        | IdKind::Aircraft
        | IdKind::ListReference
        | IdKind::Other => (compared(number), None),
    };
    if value.is_empty() {
        return None;
    }
    Some(Identifier { kind, value, text: text.trim().to_owned(), country, fault, field })
}

/// The kind of an IMO number that a publisher gives to a thing: a ship's, or a company's.
pub(crate) fn imo_kind(is_vessel: bool) -> IdKind {
    if is_vessel { IdKind::Imo } else { IdKind::CompanyImo }
}

/// What a registration or tax number is, once its country is known.
pub(crate) fn refined(kind: IdKind, number: &str, country: Option<CountryCode>) -> IdKind {
    if !matches!(kind, IdKind::Registration | IdKind::Tax) {
        return kind;
    }
    let compared = compared(number);
    if country == Some(CountryCode::RU) {
        let digits = compared.bytes().all(|byte| byte.is_ascii_digit());
        return match (kind, compared.len(), digits) {
            (_, 13 | 15, true) => IdKind::Ogrn,
            (_, 12, true) | (IdKind::Tax, 10, true) => IdKind::Inn,
            (IdKind::Registration, 10, true) if number.trim().parse::<Inn>().is_ok() => IdKind::Inn,
            (IdKind::Registration, 8, true) => IdKind::Okpo,
            _ => kind,
        };
    }
    if country == Some(CountryCode::CN) && uscc(&compared).1.is_none() {
        return IdKind::Uscc;
    }
    kind
}

/// Letters and digits only, upper case.
pub(crate) fn compared(number: &str) -> String {
    number.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

fn read<T: FromStr<Err: Display> + Display>(number: &str) -> (String, Option<String>) {
    match number.trim().parse::<T>() {
        Ok(read) => (read.to_string(), None),
        Err(why) => (compared(number), Some(why.to_string())),
    }
}

/// A Unified Social Credit Code: eighteen signs, the last of which is a check sign (GB 32100-2015).
fn uscc(number: &str) -> (String, Option<String>) {
    const SIGNS: &[u8] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
    let value = compared(number);
    let places: Option<Vec<usize>> =
        value.bytes().map(|byte| SIGNS.iter().position(|&sign| sign == byte)).collect();
    let Some((&check, body)) = places.as_deref().filter(|it| it.len() == 18).and_then(<[usize]>::split_last)
    else {
        let fault = "a Unified Social Credit Code is eighteen digits and letters without I, O, S, V and Z";
        return (value, Some(fault.to_owned()));
    };
    let weights = std::iter::successors(Some(1_usize), |weight| Some(weight * 3 % 31));
    let sum: usize = body.iter().zip(weights).map(|(place, weight)| place * weight).sum();
    let fault = ((31 - sum % 31) % 31 != check)
        .then(|| "the check sign of the Unified Social Credit Code does not fit".to_owned());
    (value, fault)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(kind: IdKind, number: &str, country: &str, expected: (IdKind, &str, bool)) {
        let country = (!country.is_empty()).then(|| country.parse().unwrap());
        let id = identifier(kind, number, number, country, "remarks".into()).unwrap();
        assert_eq!((id.kind, id.value.as_str(), id.fault.is_none()), expected, "{id:?}");
    }

    #[test]
    fn russian_numbers_are_known_by_their_shape() {
        check(IdKind::Tax, "1646019914", "RU", (IdKind::Inn, "1646019914", true));
        check(IdKind::Tax, "1646019915", "RU", (IdKind::Inn, "1646019915", false));
        check(IdKind::Registration, "1061674037259", "RU", (IdKind::Ogrn, "1061674037259", true));
        check(IdKind::Registration, "15516028", "RU", (IdKind::Okpo, "15516028", true));
        check(IdKind::Tax, "1646019914", "RS", (IdKind::Tax, "1646019914", true));
        check(IdKind::Tax, "1646019914", "", (IdKind::Tax, "1646019914", true));
    }

    #[test]
    fn a_company_s_imo_is_not_a_ship_s() {
        check(IdKind::CompanyImo, "IMO 6083740", "", (IdKind::CompanyImo, "6083740", true));
        check(IdKind::Imo, "6083740", "", (IdKind::Imo, "6083740", false));
        check(IdKind::CompanyImo, "0156598", "", (IdKind::CompanyImo, "0156598", true));
    }

    #[test]
    fn chinese_credit_codes_have_a_check_sign() {
        check(IdKind::Uscc, "91440300595653122J", "CN", (IdKind::Uscc, "91440300595653122J", true));
        check(IdKind::Registration, "91440300595653122J", "CN", (IdKind::Uscc, "91440300595653122J", true));
        check(IdKind::Uscc, "91440300595653123J", "CN", (IdKind::Uscc, "91440300595653123J", false));
    }

    #[test]
    fn a_filler_is_no_number() {
        assert_eq!(identifier(IdKind::Passport, "-0-", "-0-", None, "ids".into()), None);
        assert_eq!(identifier(IdKind::Passport, " ? ", "?", None, "ids".into()), None);
    }
}
