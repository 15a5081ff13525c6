//! Currencies.

use std::fmt;
use std::str::FromStr;

use crate::ascii_code::AsciiCode;

/// A currency of ISO 4217, from its list of active codes, with those withdrawn since 2014 that old contracts
/// name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency(AsciiCode<3>);

/// A text that is not the code of a currency.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not the code of a currency; ISO 4217 has three letters, such as USD, EUR, CNY")]
pub struct NotCurrency(String);

impl Currency {
    /// The three letters, in capitals.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl FromStr for Currency {
    type Err = NotCurrency;

    fn from_str(text: &str) -> Result<Self, NotCurrency> {
        let code = text.trim().to_ascii_uppercase();
        let known = CODES.split_ascii_whitespace().any(|it| it == code);
        AsciiCode::new(&code).filter(|_| known).map(Self).ok_or_else(|| NotCurrency(text.to_owned()))
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// ISO 4217, list one (active codes), as of January 2026, without the two that stand for no currency and for tests;
/// those from XAF to XUA are also shared currencies, funds and metals. Then, from list three, codes withdrawn since
/// 2014: Curaçao's guilder, Bulgaria, Belarus, Cuba's convertible peso, Croatia, Lithuania, Latvia, Mauritania,
/// Sierra Leone, Sao Tome, Venezuela, Zimbabwe.
const CODES: &str = "
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD
    CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL
    GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW
    KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD
    NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP
    SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS
    VED VES VND VUV WST XAD XAF XAG XAU XBA XBB XBC XBD XCD XCG XDR XOF XPD XPF XPT XSU XUA YER
    ZAR ZMW ZWG
    ANG BGN BYR CUC HRK LTL LVL MRO SLL STD VEF ZWL";

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn reads_codes_in_any_case() {
        for text in ["USD", "usd", " Eur ", "RUB", "CNY", "HRK"] {
            assert!(text.parse::<Currency>().is_ok(), "{text}");
        }
        for text in ["", "US", "USDT", "US$", "QQQ", "RUR", "UＳD", "\0\0\0"] {
            assert!(text.parse::<Currency>().is_err(), "{text}");
        }
    }

    #[test]
    fn every_code_is_three_letters_and_stands_once() {
        let mut codes: Vec<&str> = CODES.split_ascii_whitespace().collect();
        assert!(codes.iter().all(|it| it.len() == 3 && it.bytes().all(|byte| byte.is_ascii_uppercase())));
        let all = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), all);
    }

    proptest! {
        #[test]
        fn never_panics_and_reads_back(text in ".*|[A-Z]{3}") {
            if let Ok(currency) = text.parse::<Currency>() {
                prop_assert_eq!(currency.to_string().parse(), Ok(currency));
            }
        }
    }
}
