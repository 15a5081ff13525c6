//! Names of countries as published lists spell them.
//!
//! The variants are those seen in the lists of OFAC, the UN, the EU, the UK, Australia, Canada and in the
//! ITU's table, beside the short and official names of ISO 3166. Regions that are no countries are left to
//! `region`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::CountryCode;

/// The country that `text` names; see [`CountryCode::from_name`].
pub(crate) fn find(text: &str) -> Option<CountryCode> {
    let text = text.trim();
    let text = text.strip_prefix("Region:").unwrap_or(text).trim();
    by_name(text)
        .or_else(|| code_in_capitals(text))
        .or_else(|| without_remark(text))
        .or_else(|| several_names_of_one(text))
}

/// Names by what [`key`] makes of them. Countries of today come first: Burma is Myanmar.
static BY_KEY: LazyLock<BTreeMap<String, CountryCode>> = LazyLock::new(|| {
    let mut by_key = BTreeMap::new();
    let official = CountryCode::all().map(|code| (code, code.name()));
    let (today, historic): (Vec<_>, Vec<_>) =
        official.chain(variants()).partition(|(code, _)| !code.is_historic());
    for (code, name) in today.into_iter().chain(historic) {
        by_key.entry(key(name)).or_insert(code);
    }
    by_key
});

fn by_name(text: &str) -> Option<CountryCode> {
    BY_KEY.get(&key(text)).copied()
}

fn code_in_capitals(text: &str) -> Option<CountryCode> {
    let capitals = text.bytes().all(|byte| byte.is_ascii_uppercase());
    if capitals { text.parse().ok() } else { None }
}

/// Reads `Pakistan (previous address)`, `Syria as of June 2015`, `In Syria as at June 2013`.
///
/// A name that only its remark makes clear (`Congo (…)`) does not read.
fn without_remark(text: &str) -> Option<CountryCode> {
    let text = text.strip_prefix("In ").unwrap_or(text);
    let remarks = ["(", " as of ", " as at ", " since "];
    let at = remarks.into_iter().filter_map(|remark| text.find(remark)).min()?;
    by_name(text.get(..at)?).filter(|it| *it != CountryCode::CG)
}

/// Reads `Russia / Russie`, where every part names the same country.
fn several_names_of_one(text: &str) -> Option<CountryCode> {
    let mut parts = text.split('/').map(by_name);
    let first = parts.next()??;
    parts.all(|part| part == Some(first)).then_some(first)
}

/// The words of a name without accents, marks and small words, sorted: `Iran, Islamic Republic of` and
/// `Islamic Republic of Iran` have one key.
fn key(name: &str) -> String {
    let plain: String = name.chars().flat_map(char::to_lowercase).filter_map(plain).collect();
    let mut words: Vec<&str> = plain
        .split(|it: char| !it.is_alphanumeric())
        .filter(|it| {
            !matches!(*it, "" | "the" | "of" | "and" | "citizenship" | "citizen" | "nationality" | "national")
        })
        .collect();
    words.sort_unstable();
    words.join(" ")
}

/// A lower-case letter without its accent; `None` for an accent that stands alone.
fn plain(letter: char) -> Option<char> {
    Some(match letter {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ạ' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' | 'ə' | 'ệ' | 'ế' => 'e',
        'ì'..='ï' | 'ī' | 'į' | 'ı' => 'i',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => 'o',
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'š' | 'ś' | 'ş' | 'ș' => 's',
        'ž' | 'ź' | 'ż' => 'z',
        'ğ' => 'g',
        'ț' | 'ţ' => 't',
        'ё' => 'е',
        'ي' | 'ى' => 'ی',
        'ك' => 'ک',
        'أ' | 'إ' | 'آ' => 'ا',
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | 'ʻ' => return None,
        other => other,
    })
}

/// A code and a name a line.
const VARIANTS: &str = include_str!("../data/country_names.txt");

fn variants() -> impl Iterator<Item = (CountryCode, &'static str)> {
    let lines = VARIANTS.lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| line.split_once(' '))
        .filter_map(|(code, name)| Some((CountryCode::from_alpha2(code)?, name)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(names: &[&str], expected: Option<CountryCode>) {
        for name in names {
            assert_eq!(find(name), expected, "{name:?}");
        }
    }

    #[test]
    fn reads_the_spellings_of_the_lists() {
        check(
            &[
                "Russia",
                "Russian Federation",
                "RUSSIAN FEDERATION",
                "Russia / Russie",
                "Россия",
                "Росія",
                "РФ",
                "Region: Russia",
            ],
            Some(CountryCode::RU),
        );
        check(
            &[
                "Iran (Islamic Republic of)",
                "Iran, Islamic Republic of",
                "Islamic Republic of Iran",
                "ایران",
                "إيران",
                "Iran",
            ],
            Some(CountryCode::IR),
        );
        check(
            &[
                "Korea, North",
                "DPRK",
                "D.P.R.K.",
                "DPR Korea",
                "Democratic People’s Republic of Korea",
                "KOREA, DEMOCRATIC PEOPLE'S REPUBLIC OF",
                "Democratic People's Republic of Korea (North Korea)",
            ],
            Some(CountryCode::KP),
        );
        check(&["Korea, South", "Republic of Korea", "Korea, Republic of", "한국"], Some(CountryCode::KR));
        check(&["Türkiye", "Turkiye", "TÜRKİYE", "Turkey", "Republic of Türkiye"], Some(CountryCode::TR));
        check(&["Côte d'Ivoire", "Cote d Ivoire", "CÔTE D’IVOIRE", "Ivory Coast"], Some(CountryCode::CI));
        check(
            &["UAE", "U.A.E.", "United Arab Emirates (the)", "United Arab Emirates (Possible address)"],
            Some(CountryCode::AE),
        );
        check(
            &["Burma", "Myanmar", "Burma / Birmanie", "Myanmar/Burma", "Myanmar (Burma)"],
            Some(CountryCode::MM),
        );
        check(
            &["中国", "China", "People's Republic of China", "China/Chine", "PRC", "CN"],
            Some(CountryCode::CN),
        );
        check(&["Deutschland", "Germany (in prison)", "GERMANY", "DEU"], Some(CountryCode::DE));
        check(&["Україна", "Украина", "Ukraine", "Ukrainian"], Some(CountryCode::UA));
        check(&["Беларусь", "Belarus / Bélarus", "Belarussian"], Some(CountryCode::BY));
        check(
            &["Virgin Islands, British", "VIRGIN ISLANDS (BRITISH)", "British Virgin Islands", "BVI"],
            Some(CountryCode::VG),
        );
        check(&["St. Kitts & Nevis", "Saint Kitts and Nevis", "St. Kitts and Nevis"], Some(CountryCode::KN));
        check(
            &["In Syria as at June 2013", "Syrian Arab Republic as of September 2015", "سوريا"],
            Some(CountryCode::SY),
        );
        check(
            &[
                "Palestinian",
                "State of Palestine",
                "Region: Gaza",
                "West Bank",
                "PALESTINIAN TERRITORY, Occupied",
            ],
            Some(CountryCode::PS),
        );
        check(&["USSR", "former Soviet Union", "USSR (until 1991)"], Some(CountryCode::SU));
    }

    #[test]
    fn near_names_stay_apart() {
        check(
            &["Hong Kong", "China, Hong Kong Special Administrative Region", "Hong Kong, China"],
            Some(CountryCode::HK),
        );
        check(&["Macau", "Macao SAR"], Some(CountryCode::MO));
        check(
            &["Taiwan", "Republic of China", "Taiwan, Province of China", "Taiwan (China)"],
            Some(CountryCode::TW),
        );
        check(&["Congo", "Republic of the Congo", "Congo, Republic of the"], Some(CountryCode::CG));
        check(
            &["Congo, Democratic Republic of the", "CONGO, Democratic Republic of (was Zaire)", "DRC", "RDC"],
            Some(CountryCode::CD),
        );
        check(&["Dominica"], Some(CountryCode::DM));
        check(&["Dominican Republic"], Some(CountryCode::DO));
        check(&["Niger"], Some(CountryCode::NE));
        check(&["Nigeria", "Nigerian"], Some(CountryCode::NG));
        check(&["Guinea"], Some(CountryCode::GN));
        check(&["Guinea-Bissau"], Some(CountryCode::GW));
        check(&["Sudan"], Some(CountryCode::SD));
        check(&["South Sudan / Soudan du sud"], Some(CountryCode::SS));
        check(&["Georgia"], Some(CountryCode::GE));
        check(&["Serbia and Montenegro"], Some(CountryCode::CS));
        check(&["East Germany"], Some(CountryCode::DD));
        check(&["Kosovo"], Some(CountryCode::XK));
    }

    #[test]
    fn what_is_no_country_or_not_one_does_not_read() {
        check(
            &[
                "",
                "unknown",
                "UNKNOWN",
                "undetermined",
                "-0-",
                "00",
                "na",
                "Korea",
                "Congolese",
                "Congo (somewhere)",
                "Africa",
                "Sudan/South Sudan",
                "Afghanistan/Pakistan border region",
                "Region: Crimea",
                "Crimea",
                "Region: Kashmir",
                "in",
                "us and them",
                "Moscow",
                "/",
                "the",
            ],
            None,
        );
    }

    #[test]
    fn no_spelling_is_claimed_by_two_countries_of_today() {
        let mut seen: BTreeMap<String, CountryCode> = BTreeMap::new();
        let official = CountryCode::all().map(|code| (code, code.name()));
        for (code, name) in official.chain(variants()).filter(|(code, _)| !code.is_historic()) {
            let before = seen.insert(key(name), code);
            assert!(before.is_none_or(|it| it == code), "{name}: {before:?} {code}");
            assert!(!key(name).is_empty(), "{name:?} of {code}");
        }
    }

    #[test]
    fn every_line_of_the_table_reads() {
        let lines = VARIANTS.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(variants().count(), lines);
    }

    #[test]
    fn every_country_of_today_reads_back_from_its_name() {
        for code in CountryCode::all().filter(|it| !it.is_historic()) {
            assert_eq!(find(code.name()), Some(code));
        }
    }

    proptest! {
        #[test]
        fn never_panics(text in ".*") {
            find(&text);
        }
    }
}
