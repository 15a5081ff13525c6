//! Parts of states under sanctions of their own.

use std::fmt;
use std::str::FromStr;

use crate::CountryCode;

/// A territory that embargoes name apart from the state it belongs to.
///
/// Crimea and Sevastopol: 31 CFR 589 and Regulation (EU) 692/2014; Donetsk and Luhansk: Executive Order 14065
/// and Regulation (EU) 2022/263, which also covers Kherson and Zaporizhzhia.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Region {
    /// The Autonomous Republic of Crimea.
    Crimea,
    /// The city of Sevastopol, in Crimea.
    Sevastopol,
    /// Donetsk oblast, with the so-called Donetsk People's Republic.
    Donetsk,
    /// Luhansk oblast, with the so-called Luhansk People's Republic.
    Luhansk,
    /// Kherson oblast.
    Kherson,
    /// Zaporizhzhia oblast.
    Zaporizhzhia,
}

/// A text that names no region known here.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is none of Crimea, Sevastopol, Donetsk, Luhansk, Kherson, Zaporizhzhia")]
pub struct NotRegion(String);

impl Region {
    /// Every region. A city stands before the territory that it lies in, so that the narrower one is found.
    pub const ALL: [Self; 6] =
        [Self::Sevastopol, Self::Crimea, Self::Donetsk, Self::Luhansk, Self::Kherson, Self::Zaporizhzhia];

    /// The name in English.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Crimea => "Crimea",
            Self::Sevastopol => "Sevastopol",
            Self::Donetsk => "Donetsk",
            Self::Luhansk => "Luhansk",
            Self::Kherson => "Kherson",
            Self::Zaporizhzhia => "Zaporizhzhia",
        }
    }

    /// The state whose territory it is in international law: Ukraine.
    pub const fn country(self) -> CountryCode {
        match self {
            Self::Crimea
            | Self::Sevastopol
            | Self::Donetsk
            | Self::Luhansk
            | Self::Kherson
            | Self::Zaporizhzhia => CountryCode::UA,
        }
    }

    /// The region that `text` names in one of its words, in Latin or Cyrillic letters.
    ///
    /// Only whole words count. Finding one is a reason to look, not a proof: there is a Donetsk in Russia's
    /// Rostov region, and ships are named after all of these.
    pub fn find(text: &str) -> Option<Self> {
        // Official transliteration writes the soft sign: Donets'k.
        let text = text.to_lowercase().replace("'k", "k").replace("’k", "k");
        let words: Vec<&str> = text.split(|it: char| !it.is_alphanumeric() && it != '\u{301}').collect();
        Self::ALL
            .into_iter()
            .find(|region| region.words().split_ascii_whitespace().any(|name| words.contains(&name)))
    }

    /// The region's name, its adjectives and its cases, in lower case.
    const fn words(self) -> &'static str {
        match self {
            Self::Crimea => {
                "
                crimea crimean krym krim krymskaya krimea крым крыма крыму крымом крыме крымская
                крымский крымской крим криму кримом кримська кримський кримської"
            }
            Self::Sevastopol => {
                "
                sevastopol sebastopol севастополь севастополя севастополе севастополю севастопольский
                севастопольская севастополі"
            }
            Self::Donetsk => {
                "
                donetsk donetska donetskaya dnr dpr донецк донецка донецке донецкая донецкой донецький
                донецьк донецька донецької донецьку днр"
            }
            Self::Luhansk => {
                "
                luhansk lugansk luhanska luganskaya lnr lpr луганск луганска луганске луганская
                луганской луганськ луганська луганської луганську лнр"
            }
            Self::Kherson => {
                "
                kherson khersonska khersonskaya херсон херсона херсоне херсоні херсонская херсонской
                херсонська херсонської"
            }
            Self::Zaporizhzhia => {
                "
                zaporizhzhia zaporizhzhya zaporizhia zaporozhye zaporozhe zaporozhie zaporizka
                zaporozhskaya запорожье запорожья запорожская запорожской запоріжжя запоріжжі запорізька
                запорізької"
            }
        }
    }
}

impl FromStr for Region {
    type Err = NotRegion;

    fn from_str(text: &str) -> Result<Self, NotRegion> {
        let name = text.trim();
        let found = Self::ALL.into_iter().find(|it| it.name().eq_ignore_ascii_case(name));
        found.ok_or_else(|| NotRegion(text.to_owned()))
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<Region>) {
        assert_eq!(Region::find(text), expected, "{text:?}");
    }

    #[test]
    fn finds_whole_words_in_two_scripts() {
        check("Region: Crimea", Some(Region::Crimea));
        check("Simferopol, Republic of Crimea, 295000", Some(Region::Crimea));
        check("г. Севастополь, Республика Крым", Some(Region::Sevastopol));
        check("АР Крим", Some(Region::Crimea));
        check("so-called Donetsk People's Republic", Some(Region::Donetsk));
        check("so-called LNR", Some(Region::Luhansk));
        check("Donets'k oblast", Some(Region::Donetsk));
        check("Luhans’k", Some(Region::Luhansk));
        check("Crimea's ports", Some(Region::Crimea));
        check("Запорізька обл.", Some(Region::Zaporizhzhia));
        check("Kherson, Ukraine", Some(Region::Kherson));
    }

    #[test]
    fn passes_over_what_only_looks_like_one() {
        for text in
            ["", "Ukraine", "Криминал", "Crimeas", "Crime area", "Simferopolskaya St., Moscow", "Dnipro"]
        {
            check(text, None);
        }
    }

    proptest! {
        #[test]
        fn never_panics(text in ".*") {
            let _ = (Region::find(&text), text.parse::<Region>());
        }
    }

    #[test]
    fn every_region_reads_back_and_finds_itself() {
        for region in Region::ALL {
            assert_eq!(region.to_string().parse(), Ok(region));
            check(region.name(), Some(region));
        }
    }
}
