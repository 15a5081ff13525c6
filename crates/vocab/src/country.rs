//! Countries by their codes.

use std::fmt;
use std::str::FromStr;

use crate::country_names;

/// A country or territory by the two letters of ISO 3166-1, with withdrawn codes that old papers still carry
/// (ISO 3166-3) and `XK` for Kosovo, which ISO leaves to its users.
///
/// Hong Kong, Macao and Taiwan have codes of their own, as trade law needs. A code says nothing about what a
/// state is or whose a territory is. `CS` was given out twice, to Czechoslovakia and to Serbia and
/// Montenegro.
///
/// ```
/// use vocab::CountryCode;
/// assert_eq!("RUS".parse(), Ok(CountryCode::RU));
/// assert_eq!(CountryCode::from_name("Korea, Democratic People's Republic of"), Some(CountryCode::KP));
/// assert_eq!(CountryCode::KP.name(), "North Korea");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CountryCode([u8; 2]);

/// A text that is not the code of a country.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not the code of a country; ISO 3166-1 has two letters or three, such as RU or RUS")]
pub struct NotCountryCode(String);

/// Codes that are no longer in ISO 3166-1, or never were, and mean what one in it means.
const OTHER_CODES: [(&str, CountryCode); 5] = [
    ("UK", CountryCode::GB),  // reserved at the United Kingdom's request
    ("EL", CountryCode::GR),  // the European Union's code
    ("XKX", CountryCode::XK), // the World Bank's code
    ("CSK", CountryCode::CS), // Czechoslovakia
    ("ROM", CountryCode::RO), // until 2002
];

struct Country {
    code: CountryCode,
    /// Empty where ISO gives none.
    alpha3: &'static str,
    name: &'static str,
}

impl CountryCode {
    /// Reads two letters in any case; `None` if no country has or had them.
    pub fn from_alpha2(text: &str) -> Option<Self> {
        let code =
            Self([*text.as_bytes().first()?, *text.as_bytes().get(1)?].map(|it| it.to_ascii_uppercase()));
        code.country().filter(|_| text.len() == 2).map(|it| it.code)
    }

    /// Reads a name in English, or in the country's own or a neighbour's language where lists use it, in any
    /// case and spelling of accents; `Korea, North`, `Iran (Islamic Republic of)`, `Russia / Russie`,
    /// `Afghan`, `Росія`.
    ///
    /// Codes in capitals read too. A remark in brackets is passed over. `None` of what is no country
    /// (`unknown`, `Crimea`: see [`crate::Region`]), of two countries at once and of names that two share
    /// (`Korea`).
    pub fn from_name(text: &str) -> Option<Self> {
        country_names::find(text)
    }

    /// The two letters, in capitals.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The three letters of ISO 3166-1, or of ISO 3166-3 for a withdrawn code; `None` for Kosovo
    /// (`XKX` reads, but is not ISO's) and for `FQ`, whose three letters are now another's.
    pub fn alpha3(self) -> Option<&'static str> {
        self.country().map(|it| it.alpha3).filter(|it| !it.is_empty())
    }

    /// A short name in English.
    pub fn name(self) -> &'static str {
        self.country().map_or("", |it| it.name)
    }

    /// Whether the code has been withdrawn from ISO 3166-1.
    pub fn is_historic(self) -> bool {
        find(HISTORIC, self).is_some()
    }

    /// Every code, those in use first and then those withdrawn, each by the alphabet.
    pub fn all() -> impl Iterator<Item = Self> {
        CURRENT.iter().chain(HISTORIC).map(|it| it.code)
    }

    fn country(self) -> Option<&'static Country> {
        find(CURRENT, self).or_else(|| find(HISTORIC, self))
    }
}

fn find(table: &'static [Country], code: CountryCode) -> Option<&'static Country> {
    table.binary_search_by_key(&code, |it| it.code).ok().and_then(|at| table.get(at))
}

impl FromStr for CountryCode {
    type Err = NotCountryCode;

    fn from_str(text: &str) -> Result<Self, NotCountryCode> {
        let code = text.trim().to_ascii_uppercase();
        let by_alpha3 = || CURRENT.iter().chain(HISTORIC).find(|it| it.alpha3 == code).map(|it| it.code);
        let other = || OTHER_CODES.into_iter().find(|(it, _)| *it == code).map(|(_, country)| country);
        let found = match code.len() {
            2 => Self::from_alpha2(&code).or_else(other),
            3 => by_alpha3().or_else(other),
            _ => None,
        };
        found.ok_or_else(|| NotCountryCode(text.to_owned()))
    }
}

impl fmt::Display for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

macro_rules! countries {
    ($table:ident: $($code:ident $alpha3:literal $name:literal;)*) => {
        #[allow(clippy::doc_markdown, reason = "McDonald is a name, not code")]
        impl CountryCode {
            $(
                #[doc = $name]
                pub const $code: Self = match *stringify!($code).as_bytes() {
                    [first, second] => Self([first, second]),
                    _ => panic!("a code has two letters"),
                };
            )*
        }

        /// By code, as the search needs it.
        const $table: &[Country] = &[$(Country { code: CountryCode::$code, alpha3: $alpha3, name: $name }),*];
    };
}

// ISO 3166-1, as of January 2026, with short names as trade papers write them; and Kosovo.
countries! {
    CURRENT:
    AD "AND" "Andorra";
    AE "ARE" "United Arab Emirates";
    AF "AFG" "Afghanistan";
    AG "ATG" "Antigua and Barbuda";
    AI "AIA" "Anguilla";
    AL "ALB" "Albania";
    AM "ARM" "Armenia";
    AO "AGO" "Angola";
    AQ "ATA" "Antarctica";
    AR "ARG" "Argentina";
    AS "ASM" "American Samoa";
    AT "AUT" "Austria";
    AU "AUS" "Australia";
    AW "ABW" "Aruba";
    AX "ALA" "Åland Islands";
    AZ "AZE" "Azerbaijan";
    BA "BIH" "Bosnia and Herzegovina";
    BB "BRB" "Barbados";
    BD "BGD" "Bangladesh";
    BE "BEL" "Belgium";
    BF "BFA" "Burkina Faso";
    BG "BGR" "Bulgaria";
    BH "BHR" "Bahrain";
    BI "BDI" "Burundi";
    BJ "BEN" "Benin";
    BL "BLM" "Saint Barthélemy";
    BM "BMU" "Bermuda";
    BN "BRN" "Brunei";
    BO "BOL" "Bolivia";
    BQ "BES" "Bonaire, Sint Eustatius and Saba";
    BR "BRA" "Brazil";
    BS "BHS" "Bahamas";
    BT "BTN" "Bhutan";
    BV "BVT" "Bouvet Island";
    BW "BWA" "Botswana";
    BY "BLR" "Belarus";
    BZ "BLZ" "Belize";
    CA "CAN" "Canada";
    CC "CCK" "Cocos (Keeling) Islands";
    CD "COD" "DR Congo";
    CF "CAF" "Central African Republic";
    CG "COG" "Congo";
    CH "CHE" "Switzerland";
    CI "CIV" "Côte d'Ivoire";
    CK "COK" "Cook Islands";
    CL "CHL" "Chile";
    CM "CMR" "Cameroon";
    CN "CHN" "China";
    CO "COL" "Colombia";
    CR "CRI" "Costa Rica";
    CU "CUB" "Cuba";
    CV "CPV" "Cabo Verde";
    CW "CUW" "Curaçao";
    CX "CXR" "Christmas Island";
    CY "CYP" "Cyprus";
    CZ "CZE" "Czechia";
    DE "DEU" "Germany";
    DJ "DJI" "Djibouti";
    DK "DNK" "Denmark";
    DM "DMA" "Dominica";
    DO "DOM" "Dominican Republic";
    DZ "DZA" "Algeria";
    EC "ECU" "Ecuador";
    EE "EST" "Estonia";
    EG "EGY" "Egypt";
    EH "ESH" "Western Sahara";
    ER "ERI" "Eritrea";
    ES "ESP" "Spain";
    ET "ETH" "Ethiopia";
    FI "FIN" "Finland";
    FJ "FJI" "Fiji";
    FK "FLK" "Falkland Islands";
    FM "FSM" "Micronesia";
    FO "FRO" "Faroe Islands";
    FR "FRA" "France";
    GA "GAB" "Gabon";
    GB "GBR" "United Kingdom";
    GD "GRD" "Grenada";
    GE "GEO" "Georgia";
    GF "GUF" "French Guiana";
    GG "GGY" "Guernsey";
    GH "GHA" "Ghana";
    GI "GIB" "Gibraltar";
    GL "GRL" "Greenland";
    GM "GMB" "Gambia";
    GN "GIN" "Guinea";
    GP "GLP" "Guadeloupe";
    GQ "GNQ" "Equatorial Guinea";
    GR "GRC" "Greece";
    GS "SGS" "South Georgia and the South Sandwich Islands";
    GT "GTM" "Guatemala";
    GU "GUM" "Guam";
    GW "GNB" "Guinea-Bissau";
    GY "GUY" "Guyana";
    HK "HKG" "Hong Kong";
    HM "HMD" "Heard Island and McDonald Islands";
    HN "HND" "Honduras";
    HR "HRV" "Croatia";
    HT "HTI" "Haiti";
    HU "HUN" "Hungary";
    ID "IDN" "Indonesia";
    IE "IRL" "Ireland";
    IL "ISR" "Israel";
    IM "IMN" "Isle of Man";
    IN "IND" "India";
    IO "IOT" "British Indian Ocean Territory";
    IQ "IRQ" "Iraq";
    IR "IRN" "Iran";
    IS "ISL" "Iceland";
    IT "ITA" "Italy";
    JE "JEY" "Jersey";
    JM "JAM" "Jamaica";
    JO "JOR" "Jordan";
    JP "JPN" "Japan";
    KE "KEN" "Kenya";
    KG "KGZ" "Kyrgyzstan";
    KH "KHM" "Cambodia";
    KI "KIR" "Kiribati";
    KM "COM" "Comoros";
    KN "KNA" "Saint Kitts and Nevis";
    KP "PRK" "North Korea";
    KR "KOR" "South Korea";
    KW "KWT" "Kuwait";
    KY "CYM" "Cayman Islands";
    KZ "KAZ" "Kazakhstan";
    LA "LAO" "Laos";
    LB "LBN" "Lebanon";
    LC "LCA" "Saint Lucia";
    LI "LIE" "Liechtenstein";
    LK "LKA" "Sri Lanka";
    LR "LBR" "Liberia";
    LS "LSO" "Lesotho";
    LT "LTU" "Lithuania";
    LU "LUX" "Luxembourg";
    LV "LVA" "Latvia";
    LY "LBY" "Libya";
    MA "MAR" "Morocco";
    MC "MCO" "Monaco";
    MD "MDA" "Moldova";
    ME "MNE" "Montenegro";
    MF "MAF" "Saint Martin";
    MG "MDG" "Madagascar";
    MH "MHL" "Marshall Islands";
    MK "MKD" "North Macedonia";
    ML "MLI" "Mali";
    MM "MMR" "Myanmar";
    MN "MNG" "Mongolia";
    MO "MAC" "Macao";
    MP "MNP" "Northern Mariana Islands";
    MQ "MTQ" "Martinique";
    MR "MRT" "Mauritania";
    MS "MSR" "Montserrat";
    MT "MLT" "Malta";
    MU "MUS" "Mauritius";
    MV "MDV" "Maldives";
    MW "MWI" "Malawi";
    MX "MEX" "Mexico";
    MY "MYS" "Malaysia";
    MZ "MOZ" "Mozambique";
    NA "NAM" "Namibia";
    NC "NCL" "New Caledonia";
    NE "NER" "Niger";
    NF "NFK" "Norfolk Island";
    NG "NGA" "Nigeria";
    NI "NIC" "Nicaragua";
    NL "NLD" "Netherlands";
    NO "NOR" "Norway";
    NP "NPL" "Nepal";
    NR "NRU" "Nauru";
    NU "NIU" "Niue";
    NZ "NZL" "New Zealand";
    OM "OMN" "Oman";
    PA "PAN" "Panama";
    PE "PER" "Peru";
    PF "PYF" "French Polynesia";
    PG "PNG" "Papua New Guinea";
    PH "PHL" "Philippines";
    PK "PAK" "Pakistan";
    PL "POL" "Poland";
    PM "SPM" "Saint Pierre and Miquelon";
    PN "PCN" "Pitcairn";
    PR "PRI" "Puerto Rico";
    PS "PSE" "Palestine";
    PT "PRT" "Portugal";
    PW "PLW" "Palau";
    PY "PRY" "Paraguay";
    QA "QAT" "Qatar";
    RE "REU" "Réunion";
    RO "ROU" "Romania";
    RS "SRB" "Serbia";
    RU "RUS" "Russia";
    RW "RWA" "Rwanda";
    SA "SAU" "Saudi Arabia";
    SB "SLB" "Solomon Islands";
    SC "SYC" "Seychelles";
    SD "SDN" "Sudan";
    SE "SWE" "Sweden";
    SG "SGP" "Singapore";
    SH "SHN" "Saint Helena, Ascension and Tristan da Cunha";
    SI "SVN" "Slovenia";
    SJ "SJM" "Svalbard and Jan Mayen";
    SK "SVK" "Slovakia";
    SL "SLE" "Sierra Leone";
    SM "SMR" "San Marino";
    SN "SEN" "Senegal";
    SO "SOM" "Somalia";
    SR "SUR" "Suriname";
    SS "SSD" "South Sudan";
    ST "STP" "Sao Tome and Principe";
    SV "SLV" "El Salvador";
    SX "SXM" "Sint Maarten";
    SY "SYR" "Syria";
    SZ "SWZ" "Eswatini";
    TC "TCA" "Turks and Caicos Islands";
    TD "TCD" "Chad";
    TF "ATF" "French Southern Territories";
    TG "TGO" "Togo";
    TH "THA" "Thailand";
    TJ "TJK" "Tajikistan";
    TK "TKL" "Tokelau";
    TL "TLS" "Timor-Leste";
    TM "TKM" "Turkmenistan";
    TN "TUN" "Tunisia";
    TO "TON" "Tonga";
    TR "TUR" "Türkiye";
    TT "TTO" "Trinidad and Tobago";
    TV "TUV" "Tuvalu";
    TW "TWN" "Taiwan";
    TZ "TZA" "Tanzania";
    UA "UKR" "Ukraine";
    UG "UGA" "Uganda";
    UM "UMI" "United States Minor Outlying Islands";
    US "USA" "United States";
    UY "URY" "Uruguay";
    UZ "UZB" "Uzbekistan";
    VA "VAT" "Vatican City";
    VC "VCT" "Saint Vincent and the Grenadines";
    VE "VEN" "Venezuela";
    VG "VGB" "British Virgin Islands";
    VI "VIR" "U.S. Virgin Islands";
    VN "VNM" "Vietnam";
    VU "VUT" "Vanuatu";
    WF "WLF" "Wallis and Futuna";
    WS "WSM" "Samoa";
    XK "" "Kosovo";
    YE "YEM" "Yemen";
    YT "MYT" "Mayotte";
    ZA "ZAF" "South Africa";
    ZM "ZMB" "Zambia";
    ZW "ZWE" "Zimbabwe";
}

// ISO 3166-3: withdrawn codes that were not given to another country since (`CS` apart).
countries! {
    HISTORIC:
    AN "ANT" "Netherlands Antilles";
    BU "BUR" "Burma";
    CS "SCG" "Czechoslovakia, later Serbia and Montenegro";
    CT "CTE" "Canton and Enderbury Islands";
    DD "DDR" "German Democratic Republic";
    DY "DHY" "Dahomey";
    FQ "" "French Southern and Antarctic Territories";
    FX "FXX" "Metropolitan France";
    HV "HVO" "Upper Volta";
    JT "JTN" "Johnston Island";
    MI "MID" "Midway Islands";
    NH "NHB" "New Hebrides";
    NQ "ATN" "Dronning Maud Land";
    NT "NTZ" "Neutral Zone";
    PC "PCI" "Pacific Islands Trust Territory";
    PU "PUS" "US Miscellaneous Pacific Islands";
    PZ "PCZ" "Panama Canal Zone";
    RH "RHO" "Southern Rhodesia";
    SU "SUN" "Soviet Union";
    TP "TMP" "East Timor";
    VD "VDR" "North Vietnam";
    WK "WAK" "Wake Island";
    YD "YMD" "South Yemen";
    YU "YUG" "Yugoslavia";
    ZR "ZAR" "Zaire";
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<CountryCode>) {
        assert_eq!(text.parse::<CountryCode>().ok(), expected, "{text:?}");
    }

    #[test]
    fn reads_codes_of_two_and_three_letters() {
        check("RU", Some(CountryCode::RU));
        check(" rus ", Some(CountryCode::RU));
        check("UK", Some(CountryCode::GB));
        check("HKG", Some(CountryCode::HK));
        check("SU", Some(CountryCode::SU));
        check("XKX", Some(CountryCode::XK));
        for text in ["", "R", "QQ", "ZZ", "RUSS", "Russia", "ＲＵ", "EU", "\0\0"] {
            check(text, None);
        }
    }

    #[test]
    fn the_tables_are_sorted_and_disjoint() {
        assert!(CURRENT.is_sorted_by(|a, b| a.code < b.code));
        assert!(HISTORIC.is_sorted_by(|a, b| a.code < b.code));
        // ISO 3166-1 has 249 entries since 2011, and Kosovo makes 250.
        assert_eq!(CURRENT.len(), 250);
        assert!(HISTORIC.iter().all(|it| find(CURRENT, it.code).is_none()));
        let mut alpha3: Vec<&str> = CountryCode::all().filter_map(CountryCode::alpha3).collect();
        alpha3.sort_unstable();
        alpha3.dedup();
        // Kosovo has none, and ATF went on from FQ to TF.
        assert_eq!(alpha3.len() + 2, CountryCode::all().count());
    }

    #[test]
    fn every_code_reads_back() {
        for code in CountryCode::all() {
            check(&code.to_string(), Some(code));
            check(&code.as_str().to_lowercase(), Some(code));
            check(code.alpha3().unwrap_or(code.as_str()), Some(code));
            assert!(!code.name().is_empty(), "{code}");
        }
        assert!(CountryCode::SU.is_historic() && !CountryCode::RU.is_historic());
    }

    proptest! {
        #[test]
        fn never_panics(text in ".*") {
            let _ = (text.parse::<CountryCode>(), CountryCode::from_alpha2(&text));
        }
    }
}
