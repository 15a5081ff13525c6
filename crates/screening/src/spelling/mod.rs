//! One way from a written name to words that can be compared, for lists and queries alike.
//!
//! The steps: compatibility forms (NFKC), invisible characters out, words apart, look-alike letters of another
//! script back, each word read in Latin letters, lower case. What was invisible or looked alike is reported: honest
//! names have neither.

mod fold;
mod scripts;

use unicode_normalization::UnicodeNormalization as _;

pub(crate) use fold::{fold_key, skeleton};
pub(crate) use scripts::Script;

/// Characters of a text that are read; a longer text is cut. A name of the lists has at most 400.
pub const CHARS_MAX: usize = 600;
/// Words of a name that are compared; further words are cut. A name of the lists has at most 40.
pub const WORDS_MAX: usize = 40;

/// A text, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spelled {
    /// Its words in order.
    pub words: Vec<SpelledWord>,
    /// Whether it held characters that cannot be seen, or that turn the direction of the text.
    pub invisible: bool,
    /// Whether a word mixed letters of two scripts that look alike.
    pub lookalikes: bool,
}

/// One word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpelledWord {
    /// As it was written, in compatibility form.
    pub written: String,
    /// Its reading in lower-case Latin letters and digits.
    pub latin: String,
    /// The script that it was written in.
    pub(crate) script: Script,
}

/// Takes a text apart.
pub fn spell(text: &str) -> Spelled {
    let mut out = Spelled::default();
    let mut word = String::new();
    for ch in text.chars().take(CHARS_MAX).nfkc().take(CHARS_MAX) {
        match role(ch) {
            Role::Letter => word.push(ch),
            Role::Silent => {}
            Role::Invisible => out.invisible = true,
            Role::Break => push_word(&mut out, &mut word),
        }
    }
    push_word(&mut out, &mut word);
    out
}

/// What a character is to a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Letter,
    Silent,
    Invisible,
    Break,
}

#[expect(clippy::match_same_arms, reason = "each kind of silent character has its own reason")]
fn role(ch: char) -> Role {
    match ch {
        // Apostrophes and their many stand-ins: part of a word, and left out in half of all spellings.
        '\''
        | '`'
        | '\u{2018}'
        | '\u{2019}'
        | '\u{201b}'
        | '\u{02b0}'..='\u{02ff}'
        | '\u{00b4}'
        | '\u{2032}' => Role::Silent,
        // Persian and Indic scripts use the two joiners in honest words.
        '\u{200c}' | '\u{200d}' | '\u{0640}' | '\u{00ad}' => Role::Silent,
        '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}' => Role::Invisible,
        // Marks that stand over or under a letter: vowel points, accents left over by NFKC.
        '\u{0300}'..='\u{036f}' | '\u{064b}'..='\u{065f}' | '\u{0670}' | '\u{0591}'..='\u{05c7}' => {
            Role::Silent
        }
        _ if ch.is_control() && !ch.is_whitespace() => Role::Invisible,
        _ if ch.is_alphanumeric() || scripts::is_mark(ch) => Role::Letter,
        _ => Role::Break,
    }
}

/// Ends a word: undoes look-alikes, splits it where letters meet digits or scripts change, and reads each part.
fn push_word(out: &mut Spelled, word: &mut String) {
    if word.is_empty() {
        return;
    }
    let whole = std::mem::take(word);
    let (whole, lookalikes) = scripts::without_lookalikes(&whole);
    out.lookalikes |= lookalikes;
    let mut part = String::new();
    let mut last = None;
    for ch in whole.chars() {
        let script = Script::of(ch);
        if last.is_some_and(|last| last != script) {
            push_part(out, &mut part, last);
        }
        part.push(ch);
        last = Some(script);
    }
    push_part(out, &mut part, last);
}

fn push_part(out: &mut Spelled, part: &mut String, script: Option<Script>) {
    let written = std::mem::take(part);
    let Some(script) = script else { return };
    for (written, latin) in scripts::read(&written, script) {
        if !latin.is_empty() && out.words.len() < WORDS_MAX {
            out.words.push(SpelledWord { written, latin, script });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn latin(text: &str) -> String {
        spell(text).words.iter().map(|word| word.latin.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_are_read_in_latin_letters() {
        for (text, expected) in [
            ("OMSKIY-103", "omskiy 103"),
            ("Омский-103", "omskiy 103"),
            ("O'Brien & Sons", "obrien sons"),
            ("ООО «Волокно»", "ooo volokno"),
            ("Щукин Юрий", "shchukin yuriy"),
            ("Київ", "kyiv"),
            ("Αθήνα", "athina"),
            ("Ｆｕｌｌ Ｗｉｄｔｈ", "full width"),
            ("中远海运", "zhongyuanhaiyun"),
            ("김정은", "kim jongun"),
            ("Łódź Ñandú Straße", "lodz nandu strasse"),
        ] {
            assert_eq!(latin(text), expected, "{text}");
        }
    }

    #[test]
    fn what_deceives_is_undone_and_said() {
        let honest = spell("ROSNEFT");
        let mixed = spell("R\u{041e}SNEFT");
        assert_eq!(mixed.words[0].latin, honest.words[0].latin);
        assert!(mixed.lookalikes && !honest.lookalikes);
        let hidden = spell("ROS\u{200b}NEFT\u{202e}");
        assert_eq!(hidden.words[0].latin, "rosneft");
        assert!(hidden.invisible);
    }
}
