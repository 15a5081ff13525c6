//! Part numbers of components, and when two of them are the same part or of one family.

use std::collections::BTreeSet;

/// The fewest characters of a part number that says anything.
const CHARS_MIN: usize = 5;
/// The most characters of a part number.
const CHARS_MAX: usize = 40;
/// The longest suffix for package, temperature and reel.
const SUFFIX_CHARS_MAX: usize = 6;
/// The same where a dash or blank sets the suffix off.
const SUFFIX_CHARS_MAX_APART: usize = 8;
/// The fewest digits of a stem whose suffix is not set off: `STM32` is a family of hundreds, and says
/// nothing.
const STEM_DIGITS_MIN: usize = 3;

/// A part number without dashes, blanks and letter case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct PartNumber {
    /// Capital letters and digits.
    plain: String,
    /// Where a dash or blank stood, counted in characters of `plain`.
    breaks: BTreeSet<usize>,
}

impl PartNumber {
    /// Reads a text that is meant as one part number; `None` where it is too short or too plain to identify a
    /// part.
    pub(crate) fn new(text: &str) -> Option<Self> {
        let mut plain = String::new();
        let mut breaks = BTreeSet::new();
        for character in text.chars() {
            match latin_capital(character) {
                Some(capital) => plain.push(capital),
                None if character.is_alphanumeric() => return None,
                None => {
                    breaks.insert(plain.len());
                }
            }
            if plain.len() > CHARS_MAX {
                return None;
            }
        }
        breaks.retain(|at| *at != 0 && *at != plain.len());
        let number = Self { plain, breaks };
        (number.plain.len() >= CHARS_MIN && !number.is_generic()).then_some(number)
    }

    /// Capital letters and digits.
    pub(crate) fn plain(&self) -> &str {
        &self.plain
    }

    /// Whether the one is the other plus a suffix for package, temperature or reel.
    pub(crate) fn is_family_of(&self, other: &Self) -> bool {
        let (stem, whole) = if self.plain.len() < other.plain.len() { (self, other) } else { (other, self) };
        let Some(suffix) = whole.plain.strip_prefix(&stem.plain).filter(|it| !it.is_empty()) else {
            return false;
        };
        if whole.breaks.contains(&stem.plain.len()) {
            return suffix.len() <= SUFFIX_CHARS_MAX_APART;
        }
        let digit = |it: Option<char>| it.is_some_and(|it| it.is_ascii_digit());
        // MAX913 and MAX9130 are two parts: a digit goes on with the number.
        let goes_on = digit(stem.plain.chars().last()) && digit(suffix.chars().next());
        let digits = stem.plain.chars().filter(char::is_ascii_digit).count();
        !goes_on && digits >= STEM_DIGITS_MIN && suffix.len() <= SUFFIX_CHARS_MAX.min(stem.plain.len())
    }

    /// What is no part number though it has letters and digits: a value with its unit, a date code, a
    /// standard.
    fn is_generic(&self) -> bool {
        let letters = self.plain.chars().filter(char::is_ascii_uppercase).count();
        let digits = self.plain.len() - letters;
        if letters == 0 || digits == 0 {
            return true;
        }
        let after_digits = self.plain.trim_start_matches(|it: char| it.is_ascii_digit());
        let lead = self.plain.len() - after_digits.len();
        let unit = lead > 0 && UNITS.contains(&after_digits);
        // Year and week, with a letter or two of the plant.
        let date_code = lead == 4 && digits - lead <= 1 && letters <= 2 && self.plain.len() <= 7;
        let standard = STANDARDS.iter().any(|name| {
            self.plain
                .strip_prefix(name)
                .is_some_and(|rest| rest.len() <= 4 && rest.chars().all(|it| it.is_ascii_digit()))
        });
        unit || date_code || standard
    }
}

/// The part numbers that may stand in a marking: words with letters and digits, as they are and joined to
/// their dashes.
pub(crate) fn in_marking(marking: &str) -> Vec<PartNumber> {
    let words = marking.split([' ', ',', ';', '(', ')', '/', ':', '"', '“', '”', '«', '»', '\u{a0}']);
    words.filter_map(PartNumber::new).collect()
}

/// A letter or digit as it is printed on a part; Cyrillic letters that look like Latin ones are taken for
/// those.
fn latin_capital(character: char) -> Option<char> {
    let capital = character.to_uppercase().next()?;
    match capital {
        'A'..='Z' | '0'..='9' => Some(capital),
        'А' => Some('A'),
        'В' => Some('B'),
        'Е' => Some('E'),
        'К' => Some('K'),
        'М' => Some('M'),
        'Н' => Some('H'),
        'О' => Some('O'),
        'Р' => Some('P'),
        'С' => Some('C'),
        'Т' => Some('T'),
        'У' => Some('Y'),
        'Х' => Some('X'),
        _ => None,
    }
}

/// What follows a number that is only a value, a count or a package.
const UNITS: [&str; 73] = [
    "V", "VDC", "VAC", "MV", "KV", "A", "MA", "AH", "MAH", "W", "KW", "MW", "VA", "UF", "NF", "PF", "MKF",
    "MKFV", "HZ", "KHZ", "MHZ", "GHZ", "BIT", "BITS", "KB", "MB", "GB", "TB", "MBIT", "GBIT", "MM", "CM",
    "M", "OHM", "KOHM", "R", "K", "KG", "RPM", "PIN", "PINS", "PCS", "CH", "CHANNEL", "CHANNELS", "AXIS",
    "WIRE", "WIRES", "PORT", "PORTS", "POLE", "POLES", "PHASE", "LAYER", "VOLT", "VOLTS", "WATT", "WATTS",
    "KBPS", "MBPS", "GBPS", "MSPS", "GSPS", "SOIC", "SOP", "SSOP", "TSSOP", "MSOP", "DIP", "LQFP", "TQFP",
    "QFN", "LEAD",
];

/// What a number follows that is only a standard, a package, a family's trade name or a lot.
const STANDARDS: [&str; 40] = [
    "RS", "DDR", "LPDDR", "USB", "LTE", "WIFI", "HDMI", "PCIE", "CAN", "ISO", "IEC", "IEEE", "MIL", "GOST",
    "IP", "CAT", "DC", "AC", "SOIC", "SOP", "SSOP", "TSSOP", "MSOP", "DIP", "LQFP", "TQFP", "QFP", "QFN",
    "DFN", "SOT", "SOD", "TO", "CORE", "SPARTAN", "CYCLONE", "VIRTEX", "STRATIX", "ARTIX", "KINTEX", "TI",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: &str, b: &str, family: bool) {
        let (a, b) = (PartNumber::new(a).unwrap(), PartNumber::new(b).unwrap());
        assert_eq!(a.is_family_of(&b), family, "{a:?} {b:?}");
        assert_eq!(b.is_family_of(&a), family, "{b:?} {a:?}");
    }

    #[test]
    fn a_suffix_makes_a_family_and_a_longer_number_does_not() {
        check("MAX3221", "MAX3221EIPWR", true);
        check("STM32F405", "STM32F405RGT6", true);
        check("AD9517", "AD9517-3", true);
        check("XC7Z020", "XC7Z020-1CLG484", true);
        check("MAX913", "MAX9130", false);
        check("STM32", "STM32F405", false);
        check("MAX3221", "MAX3222", false);
        check("MAX3221", "MAX3221", false);
        check("EP4CE22", "EP4CE22F17C8NXXXXX", false);
    }

    #[test]
    fn what_says_nothing_is_no_part_number() {
        for text in [
            "",
            "1234",
            "MCU",
            "12095",
            "Servo",
            "1325A",
            "2011AB",
            "100uF",
            "168MHz",
            "RS485",
            "DDR3",
            "5V",
            "микросхема1",
            "8-channel",
            "TQFP44",
            "Spartan-6",
        ] {
            assert_eq!(PartNumber::new(text), None, "{text}");
        }
        for text in ["MAX913", "2N2222A", "82945GM", "74HC595", "R4543E", "МАХ2235", "tms320f28335-pgfa"] {
            assert!(PartNumber::new(text).is_some(), "{text}");
        }
        assert_eq!(PartNumber::new("МАХ2235").unwrap().plain(), "MAX2235", "Cyrillic letters on a marking");
    }

    #[test]
    fn markings_give_their_words() {
        let plain =
            |marking: &str| in_marking(marking).iter().map(|it| it.plain().to_owned()).collect::<Vec<_>>();
        assert_eq!(plain("Charge controller (MAX1538)"), ["MAX1538"]);
        assert_eq!(plain("RS-232 line driver and receiver MAX3221 107"), ["MAX3221"]);
        assert_eq!(plain("Tantalum capacitor 686 25 K 905"), [""; 0]);
        assert_eq!(plain("Servo drive"), [""; 0]);
    }
}
