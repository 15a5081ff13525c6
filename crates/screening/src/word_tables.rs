//! Legal forms, trade words and spellings of names, from the tables in `data/names`.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use crate::edits;
use crate::spelling::{Script, SpelledWord, fold_key, spell};

/// What kind of word a table says a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum TradeClass {
    /// A word of the trade: electronic, group, service.
    Generic,
    /// A country, region or large town.
    Place,
    /// Joins names and is none itself.
    Particle,
    /// A person's title.
    Title,
    /// Stands before a ship's name.
    Craft,
}

/// A word of the trade tables: its class, and a number that its equals in other languages share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TradeWord {
    pub(crate) class: TradeClass,
    pub(crate) concept: u16,
}

/// The classes of legal forms, as bits: a name may carry several.
pub(crate) type LegalForms = u8;

/// Shorter words are a letter apart from too many others to be taken for misspelt.
const MISSPELT_LETTERS_MIN: usize = 6;

/// The class that says only "company", and contradicts none.
pub(crate) const LEGAL_COMPANY: &str = "company";

/// The tables, read once.
pub(crate) struct WordTables {
    legal: HashMap<Box<str>, LegalForms>,
    trade: HashMap<Box<str>, TradeWord>,
    variants: HashMap<Box<str>, Box<str>>,
    unspaced: Vec<Box<str>>,
    legal_words: BTreeSet<Box<str>>,
    legal_names: Vec<&'static str>,
}

static TABLES: LazyLock<WordTables> = LazyLock::new(|| {
    WordTables::read(
        include_str!("../../../data/names/legal-forms.tsv"),
        include_str!("../../../data/names/trade-words.tsv"),
        include_str!("../../../data/names/variants.tsv"),
    )
});

/// The tables that ship.
pub(crate) fn tables() -> &'static WordTables {
    &TABLES
}

impl WordTables {
    fn read(legal: &'static str, trade: &str, variants: &str) -> Self {
        let mut out = Self {
            legal: HashMap::new(),
            trade: HashMap::new(),
            variants: HashMap::new(),
            unspaced: Vec::new(),
            legal_words: BTreeSet::new(),
            legal_names: Vec::new(),
        };
        for (at, (class, forms)) in lines(legal).filter_map(|line| line.split_once('\t')).enumerate() {
            out.legal_names.push(class);
            let bit = 1_u8.checked_shl(u32::try_from(at).unwrap_or(8)).unwrap_or(0);
            for form in forms.split('|') {
                out.note_unspaced(form);
                let words = spell(form).words;
                if words.len() > 1 || form.len() >= MISSPELT_LETTERS_MIN {
                    let whole = words.iter().filter(|word| word.latin.len() >= 3);
                    out.legal_words.extend(whole.map(|word| Box::from(word.latin.as_str())));
                }
                *out.legal.entry(form_key(form)).or_insert(0) |= bit;
            }
        }
        let mut concept = 0;
        for line in lines(trade) {
            let mut columns = line.split('\t');
            let (Some(_), Some(class), Some(forms)) = (columns.next(), columns.next(), columns.next()) else {
                continue;
            };
            let (class, each) = match class {
                "place" => (TradeClass::Place, false),
                "place_each" => (TradeClass::Place, true),
                "particle" => (TradeClass::Particle, false),
                "title" => (TradeClass::Title, false),
                "craft" => (TradeClass::Craft, false),
                _ => (TradeClass::Generic, false),
            };
            concept += 1;
            for form in forms.split('|') {
                concept += u16::from(each);
                out.note_unspaced(form);
                let key = form_key(form);
                if !key.is_empty() {
                    out.trade.entry(key).or_insert(TradeWord { class, concept });
                }
            }
        }
        for line in lines(variants) {
            let mut forms = line.split(' ').filter(|form| !form.is_empty());
            let Some(first) = forms.next() else { continue };
            let first: Box<str> = fold_key(first).into();
            for form in forms {
                out.variants.entry(fold_key(form).into()).or_insert_with(|| first.clone());
            }
        }
        // The longest term is cut out first.
        out.unspaced.sort_by(|left, right| right.len().cmp(&left.len()).then(left.cmp(right)));
        out.unspaced.dedup();
        out
    }

    fn note_unspaced(&mut self, form: &str) {
        let unspaced = |ch: char| matches!(Script::of(ch), Script::Han | Script::Hangul);
        let long = form.chars().count() >= 2 || matches!(form, "厂" | "廠");
        if long && !form.is_empty() && form.chars().all(unspaced) {
            self.unspaced.push(form.into());
        }
    }

    /// The classes of a legal form, given by its [`phrase_key`].
    pub(crate) fn legal(&self, key: &str) -> Option<LegalForms> {
        self.legal.get(key).copied()
    }

    /// Whether two sets of legal forms cannot be of one company.
    pub(crate) fn legal_contradict(&self, left: LegalForms, right: LegalForms) -> bool {
        let company = self.legal_names.iter().position(|name| *name == LEGAL_COMPANY).unwrap_or(7);
        let telling = !1_u8.checked_shl(u32::try_from(company).unwrap_or(7)).unwrap_or(0);
        let (left, right) = (left & telling, right & telling);
        left != 0 && right != 0 && left & right == 0
    }

    /// What the trade tables say of a word or phrase, given by its [`phrase_key`].
    pub(crate) fn trade(&self, key: &str) -> Option<TradeWord> {
        self.trade.get(key).copied()
    }

    /// Whether a word is a part of a legal form of several words: "liability", "stock".
    pub(crate) fn is_legal_word(&self, latin: &str) -> bool {
        self.legal_words.contains(latin)
    }

    /// Whether a word that is known nowhere else is such a part with a letter wrong: "limiced", "compnay".
    ///
    /// Short ones, such as "stok", are so only beside other parts of a legal form.
    pub(crate) fn is_misspelt_legal_word(&self, latin: &str, beside_others: bool) -> bool {
        let least = MISSPELT_LETTERS_MIN - usize::from(beside_others);
        let near = |word: &str| edits::distance(word.as_bytes(), latin.as_bytes(), 1).is_some();
        latin.len() + 1 >= least && self.legal_words.iter().any(|word| word.len() >= least && near(word))
    }

    /// The key under which the spellings of one name meet.
    pub(crate) fn name_key(&self, latin: &str) -> String {
        let key = fold_key(latin);
        self.variants.get(key.as_str()).map_or(key, ToString::to_string)
    }

    /// The known term that a text without blanks between its words begins with.
    pub(crate) fn unspaced_term<'a>(&self, text: &'a str) -> Option<&'a str> {
        let term = self.unspaced.iter().find(|term| text.starts_with(term.as_ref()))?;
        text.get(..term.len())
    }
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// A form as it is looked up.
fn form_key(form: &str) -> Box<str> {
    phrase_key(&spell(form).words).into()
}

/// The key of a phrase: its words' Latin readings, letters that stand apart joined, so that "L.L.C." is "LLC".
pub(crate) fn phrase_key(words: &[SpelledWord]) -> String {
    let mut out = String::new();
    let mut letters = false;
    for word in words {
        let letter = word.latin.len() == 1;
        if !(out.is_empty() || letter && letters) {
            out.push(' ');
        }
        letters = letter;
        out.push_str(&word.latin);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_class_meet_across_scripts() {
        let class = |form: &str| tables().legal(&form_key(form)).unwrap_or(0);
        for form in ["LLC", "L.L.C.", "ООО", "OOO", "GmbH", "Co., Ltd.", "有限公司", "Ltd. Şti."] {
            assert_eq!(class(form), class("Limited"), "{form}");
        }
        for form in ["АО", "JSC", "A.Ş.", "股份有限公司", "Aktsionernoe Obshchestvo"] {
            assert_eq!(class(form), class("Joint Stock Company"), "{form}");
        }
        assert!(tables().legal_contradict(class("LLC"), class("JSC")));
        assert!(!tables().legal_contradict(class("LLC"), class("Company")));
    }

    #[test]
    fn trade_words_meet_across_languages() {
        let concept = |word: &str| tables().trade(&form_key(word)).map(|it| it.concept);
        for (left, right) in
            [("COMM", "communications"), ("GRP", "集团"), ("صنایع", "industries"), ("IND'L", "industrial")]
        {
            assert!(concept(left).is_some(), "{left}");
            assert_eq!(concept(left), concept(right), "{left} {right}");
        }
        assert_ne!(concept("moscow"), concept("kazan"));
    }
}
