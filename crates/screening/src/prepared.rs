//! A name made ready to be compared: its words with their keys and weights, its legal forms and numbers.

use ledger::{Name, NameKind};
use vocab::Schema;

use crate::Rarity;
use crate::spelling::{Script, SpelledWord, skeleton, spell};
use crate::word_tables::{LegalForms, TradeClass, TradeWord, phrase_key, tables};

/// Names of one party that are compared; further ones are cut. The longest entry of the lists has about 80.
pub(crate) const NAMES_MAX: usize = 200;
/// Longest legal form or trade phrase, in words.
const PHRASE_WORDS_MAX: usize = 6;

/// Weight of a trade word: many names share it, so that its agreement tells little.
const GENERIC_WEIGHT: u16 = 110;
/// Weight of a word that is left of a legal form.
pub(crate) const LEGAL_WORD_WEIGHT: u16 = 40;
/// Weight of a place: it tells where, hardly who.
const PLACE_WEIGHT: u16 = 230;
/// Weight of a number in a name.
const NUMBER_WEIGHT: u16 = 450;
/// Weight of an initial.
const INITIAL_WEIGHT: u16 = 120;
/// Weight at most of a patronymic: it follows from another man's given name.
const PATRONYMIC_WEIGHT_MAX: u16 = 300;
/// Weight at most of a word of which only the consonants are known, or one unspaced run: it is rarely as rare.
const READING_WEIGHT_MAX: u16 = 700;
/// Weight at most of a word of two letters or fewer.
const SHORT_WEIGHT_MAX: u16 = 350;

/// What a word is to the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Class {
    /// A word that tells parties apart.
    Core,
    /// A trade word.
    Generic,
    /// A place.
    Place,
    /// A number, in digits or Roman.
    Number,
    /// A single letter.
    Initial,
}

/// A word with everything that its comparison needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// As it was written.
    pub(crate) written: Box<str>,
    /// Its reading in Latin letters.
    pub(crate) latin: Box<str>,
    /// Under which its usual spellings meet.
    pub(crate) fold: Box<str>,
    /// Its consonants.
    pub(crate) skeleton: Box<str>,
    /// Which letters `fold` has, as bits.
    pub(crate) letters: u32,
    pub(crate) class: Class,
    /// Shared with its equals in other languages; zero for a word of no table.
    pub(crate) concept: u16,
    pub(crate) weight: u16,
    pub(crate) script: Script,
    pub(crate) patronymic: bool,
}

/// A name made ready.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PreparedName {
    /// Its words in order, without legal forms, particles and titles.
    pub(crate) words: Vec<Word>,
    pub(crate) legal: LegalForms,
    /// Whether the list marks it as weak, or as an abbreviation.
    pub(crate) weak: bool,
    /// Whether it held invisible or look-alike characters.
    pub(crate) deceives: bool,
    /// Its place among the names of the party.
    pub(crate) at: usize,
}

impl PreparedName {
    /// The sum of the words' weights.
    pub(crate) fn weight(&self) -> u32 {
        self.words.iter().map(|word| u32::from(word.weight)).sum()
    }
}

/// Makes the names of a party ready; names that read the same are kept once.
pub(crate) fn prepare(names: &[Name], schema: Schema, rarity: &Rarity) -> Vec<PreparedName> {
    let mut out: Vec<PreparedName> = Vec::new();
    for (at, name) in names.iter().enumerate().take(NAMES_MAX) {
        let mut prepared = prepare_text(&name.text, schema, rarity);
        prepared.at = at;
        prepared.weak = matches!(name.kind, NameKind::Weak | NameKind::Abbreviation);
        let same = |other: &PreparedName| {
            other.words == prepared.words && other.legal == prepared.legal && other.weak <= prepared.weak
        };
        if !prepared.words.is_empty() && !out.iter().any(same) {
            out.push(prepared);
        }
    }
    out
}

/// Makes one name ready.
pub(crate) fn prepare_text(text: &str, schema: Schema, rarity: &Rarity) -> PreparedName {
    let person = schema == Schema::Person;
    let spelled = spell(text);
    let deceives = spelled.invisible || spelled.lookalikes;
    let spaced = apart(spelled.words);
    let beside_legal = spaced.iter().filter(|word| tables().is_legal_word(&word.latin)).count() > 1;
    let mut out = PreparedName { words: Vec::new(), legal: 0, weak: false, deceives, at: 0 };
    // Of a name that is nothing but form words, such as "The Company", its words are the name.
    for keep_all in [false, true] {
        let mut at = 0;
        out.legal = 0;
        while at < spaced.len() {
            let (piece, taken) = piece(&spaced, at, person, keep_all);
            at += taken;
            match piece {
                Piece::Legal(forms) => out.legal |= forms,
                Piece::Silent => {}
                Piece::Word(spelled, trade) => {
                    out.words.push(word(&spelled, trade, person, beside_legal, rarity));
                }
            }
        }
        if !out.words.is_empty() {
            break;
        }
    }
    out
}

/// What stands at one place of a name.
enum Piece {
    Legal(LegalForms),
    Silent,
    Word(SpelledWord, Option<TradeWord>),
}

/// The piece that begins at a word, and how many words it takes.
fn piece(words: &[SpelledWord], at: usize, person: bool, keep_all: bool) -> (Piece, usize) {
    let rest = words.get(at..).unwrap_or_default();
    let Some(first) = rest.first() else { return (Piece::Silent, 1) };
    let longest = rest.len().min(PHRASE_WORDS_MAX);
    let initials = rest.iter().take_while(|word| is_initial(word)).count();
    if !keep_all {
        for taken in (1..=longest).rev() {
            let key = phrase_key(rest.get(..taken).unwrap_or_default());
            // A person named Se or As is no company.
            // Of letters that stand apart, all or none are a legal form: A.B.C. is no Aktiebolag.
            let whole = initials <= 1 || taken >= initials;
            let may_be = !person && whole && (at > 0 || taken < words.len());
            if let (true, Some(forms)) = (may_be, tables().legal(&key)) {
                return (Piece::Legal(forms), taken);
            }
            if let Some(trade) = tables().trade(&key) {
                match trade.class {
                    TradeClass::Particle if taken == 1 || trade.class != TradeClass::Craft => {
                        return (Piece::Silent, taken);
                    }
                    TradeClass::Title if person => return (Piece::Silent, taken),
                    TradeClass::Craft if !person && at == 0 => return (Piece::Silent, taken),
                    TradeClass::Generic | TradeClass::Place if !person => {
                        let word = together(rest, taken);
                        return (Piece::Word(word, Some(trade)), taken);
                    }
                    TradeClass::Particle
                    | TradeClass::Title
                    | TradeClass::Craft
                    | TradeClass::Generic
                    | TradeClass::Place => {}
                }
            }
        }
    }
    if !person && initials > 1 {
        return (Piece::Word(together(rest, initials), None), initials);
    }
    (Piece::Word(first.clone(), None), 1)
}

fn is_initial(word: &SpelledWord) -> bool {
    word.script != Script::Digit && word.latin.chars().count() == 1
}

fn together(words: &[SpelledWord], taken: usize) -> SpelledWord {
    let texts = |text: fn(&SpelledWord) -> &str, between: &str| {
        words.iter().take(taken).map(text).collect::<Vec<_>>().join(between)
    };
    SpelledWord {
        written: texts(|word| word.written.as_str(), " "),
        latin: texts(|word| word.latin.as_str(), ""),
        script: words.first().map_or(Script::Other, |word| word.script),
    }
}

/// Cuts known terms out of runs that are written without blanks, and family names off what is left.
fn apart(words: Vec<SpelledWord>) -> Vec<SpelledWord> {
    let unspaced = |word: &SpelledWord| matches!(word.script, Script::Han | Script::Hangul);
    if !words.iter().any(unspaced) {
        return words;
    }
    let mut out = Vec::new();
    for word in words {
        if !unspaced(&word) {
            out.push(word);
            continue;
        }
        let mut run = String::new();
        let mut rest = word.written.as_str();
        let mut terms = 0;
        while let Some(first) = rest.chars().next() {
            let taken = if let Some(term) = tables().unspaced_term(rest) {
                out.extend(spell(&std::mem::take(&mut run)).words);
                // After a place, the words for town and province say no more.
                out.extend(spell(term).words.into_iter().take(1));
                terms += 1;
                let after = rest.get(term.len()..).unwrap_or_default();
                term.len() + if after.starts_with(['市', '省']) { 3 } else { 0 }
            } else {
                run.push(first);
                first.len_utf8()
            };
            rest = rest.get(taken..).unwrap_or_default();
        }
        let chars = run.chars().count();
        if terms == 0 && word.script == Script::Han && matches!(chars, 2 | 3) {
            // A family name and a given name, as most people's names of this length are.
            let cut = run.chars().next().map_or(0, char::len_utf8);
            out.extend(spell(run.get(..cut).unwrap_or_default()).words);
            out.extend(spell(run.get(cut..).unwrap_or_default()).words);
        } else if terms == 0 {
            out.push(word);
        } else {
            out.extend(spell(&run).words);
        }
    }
    out
}

fn word(
    spelled: &SpelledWord,
    trade: Option<TradeWord>,
    person: bool,
    beside_legal: bool,
    rarity: &Rarity,
) -> Word {
    let mut latin = spelled.latin.clone();
    let class = match trade.map(|trade| trade.class) {
        Some(TradeClass::Place) => Class::Place,
        Some(TradeClass::Generic | TradeClass::Particle | TradeClass::Title | TradeClass::Craft) => {
            Class::Generic
        }
        None if spelled.script == Script::Digit => {
            let bare = latin.trim_start_matches('0');
            latin = String::from(if bare.is_empty() { "0" } else { bare });
            Class::Number
        }
        None => match roman(&latin) {
            Some(digits) if !person => {
                latin = String::from(digits);
                Class::Number
            }
            _ if latin.chars().count() == 1 => Class::Initial,
            // What is left of a legal form whose words were scattered.
            _ if !person && tables().is_legal_word(&latin) => Class::Generic,
            _ if !person
                && !rarity.knows(&latin)
                && tables().is_misspelt_legal_word(&latin, beside_legal) =>
            {
                Class::Generic
            }
            _ => Class::Core,
        },
    };
    let fold = tables().name_key(&latin);
    let patronymic = is_patronymic(&latin);
    let weight = match class {
        Class::Generic if trade.is_none() => LEGAL_WORD_WEIGHT,
        Class::Generic => GENERIC_WEIGHT,
        Class::Place => PLACE_WEIGHT,
        Class::Number => NUMBER_WEIGHT,
        Class::Initial => INITIAL_WEIGHT,
        Class::Core => {
            let rare = rarity.weight(&latin).min(rarity.weight(&fold));
            let read = spelled.script.is_abjad() || spelled.script == Script::Han;
            let most = if patronymic {
                PATRONYMIC_WEIGHT_MAX
            } else if latin.len() <= 2 {
                SHORT_WEIGHT_MAX
            } else if read {
                READING_WEIGHT_MAX
            } else {
                u16::MAX
            };
            rare.min(most)
        }
    };
    Word {
        written: spelled.written.as_str().into(),
        skeleton: skeleton(&latin).into(),
        letters: letters(&fold),
        latin: latin.into(),
        fold: fold.into(),
        class,
        concept: trade.map_or(0, |trade| trade.concept),
        weight,
        script: spelled.script,
        patronymic,
    }
}

/// Which letters a key has, as bits: keys that differ in many of them cannot be near.
pub(crate) fn letters(key: &str) -> u32 {
    key.bytes().fold(0, |bits, byte| bits | 1 << (byte & 31))
}

/// Ships and plants are numbered in Roman too. A lone I, V or X is more often an initial.
fn roman(latin: &str) -> Option<&'static str> {
    Some(match latin {
        "ii" => "2",
        "iii" => "3",
        "iv" => "4",
        "vi" => "6",
        "vii" => "7",
        "viii" => "8",
        "ix" => "9",
        "xi" => "11",
        "xii" => "12",
        _ => return None,
    })
}

fn is_patronymic(latin: &str) -> bool {
    const ENDINGS: [&str; 8] = ["ovich", "evich", "ovna", "evna", "ovych", "yovych", "ovic", "ivna"];
    latin.len() >= 8 && ENDINGS.iter().any(|ending| latin.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str, schema: Schema) -> String {
        let name = prepare_text(text, schema, &Rarity::shipped());
        let mark = |word: &Word| match word.class {
            Class::Core => String::new(),
            Class::Generic => "~".to_owned(),
            Class::Place => "@".to_owned(),
            Class::Number => "#".to_owned(),
            Class::Initial => ".".to_owned(),
        };
        let texts: Vec<_> = name.words.iter().map(|word| format!("{}{}", mark(word), word.latin)).collect();
        format!("{}{}", texts.join(" "), if name.legal == 0 { "" } else { " §" })
    }

    #[test]
    fn a_name_is_taken_to_its_words() {
        for (text, schema, expected) in [
            ("GUANGZHOU HAIGE COMM GRP", Schema::Company, "@guangzhou haige ~comm ~grp"),
            ("11420 CORP.", Schema::Company, "#11420 §"),
            ("ООО «Волокно»", Schema::Company, "volokno §"),
            ("M/V PORT OLYA-3", Schema::Vessel, "~port olya #3"),
            ("深圳市大疆创新科技有限公司", Schema::Company, "@shenzhen dajiang ~chuangxin ~keji §"),
            ("Dr. Hassan bin Ali al-Masri", Schema::Person, "hassan ali masri"),
            ("王小明", Schema::Person, "wang xiaoming"),
            ("The Company", Schema::Company, "the ~company"),
            ("A.B.C. Trading LLC", Schema::Company, "abc ~trading §"),
        ] {
            assert_eq!(words(text, schema), expected, "{text}");
        }
    }
}
