//! Readings of scripts in Latin letters, and letters of one script that pass for another's.

/// The script that a word is written in, as far as readings differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Script {
    /// Latin letters.
    Latin,
    /// Digits of any script.
    Digit,
    /// Cyrillic letters.
    Cyrillic,
    /// Greek letters.
    Greek,
    /// Arabic letters, also as Persian uses them: consonants only.
    Arabic,
    /// Hebrew letters: consonants only.
    Hebrew,
    /// Han characters.
    Han,
    /// Korean syllables.
    Hangul,
    /// Any other script, read by the table of last resort.
    Other,
}

impl Script {
    /// The script of a letter or digit.
    pub(crate) fn of(ch: char) -> Self {
        match ch {
            _ if ch.is_numeric() && !is_han(ch) => Self::Digit,
            '\u{0000}'..='\u{024f}' | '\u{1e00}'..='\u{1eff}' => Self::Latin,
            '\u{0370}'..='\u{03ff}' | '\u{1f00}'..='\u{1fff}' => Self::Greek,
            '\u{0400}'..='\u{052f}' => Self::Cyrillic,
            '\u{0590}'..='\u{05ff}' => Self::Hebrew,
            '\u{0600}'..='\u{06ff}' | '\u{0750}'..='\u{077f}' | '\u{fb50}'..='\u{fdff}' => Self::Arabic,
            '\u{ac00}'..='\u{d7a3}' => Self::Hangul,
            _ if is_han(ch) => Self::Han,
            _ => Self::Other,
        }
    }

    /// Whether it writes consonants and leaves most vowels out.
    pub(crate) fn is_abjad(self) -> bool {
        match self {
            Self::Arabic | Self::Hebrew => true,
            Self::Latin
            | Self::Digit
            | Self::Cyrillic
            | Self::Greek
            | Self::Han
            | Self::Hangul
            | Self::Other => false,
        }
    }
}

fn is_han(ch: char) -> bool {
    matches!(ch, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3134f}' | '\u{3005}' | '\u{3007}')
}

/// Vowel signs and the like, which are no letters of their own but belong to a word.
pub(crate) fn is_mark(ch: char) -> bool {
    matches!(ch, '\u{0900}'..='\u{0dff}' | '\u{0e31}'..='\u{0e4e}' | '\u{1000}'..='\u{109f}' | '\u{30fc}')
}

/// Letters of Cyrillic and Greek that pass for Latin ones, beside the Latin letter.
const LOOKALIKES: &[(char, char)] = &[
    ('а', 'a'),
    ('в', 'b'),
    ('с', 'c'),
    ('е', 'e'),
    ('н', 'h'),
    ('і', 'i'),
    ('ј', 'j'),
    ('к', 'k'),
    ('м', 'm'),
    ('о', 'o'),
    ('р', 'p'),
    ('ѕ', 's'),
    ('т', 't'),
    ('у', 'y'),
    ('х', 'x'),
    ('ԁ', 'd'),
    ('ԛ', 'q'),
    ('ԝ', 'w'),
    ('α', 'a'),
    ('β', 'b'),
    ('ε', 'e'),
    ('η', 'h'),
    ('ι', 'i'),
    ('κ', 'k'),
    ('μ', 'm'),
    ('ν', 'v'),
    ('ο', 'o'),
    ('ρ', 'p'),
    ('τ', 't'),
    ('υ', 'y'),
    ('χ', 'x'),
    ('ζ', 'z'),
];

/// The word with letters of its lesser script put back into the greater one, and whether there were any.
pub(crate) fn without_lookalikes(word: &str) -> (String, bool) {
    let count = |script: Script| word.chars().filter(|&ch| Script::of(ch) == script).count();
    let (latin, cyrillic, greek) = (count(Script::Latin), count(Script::Cyrillic), count(Script::Greek));
    let foreign = cyrillic + greek;
    if latin == 0 || foreign == 0 {
        return (word.to_owned(), false);
    }
    let to_latin = latin >= foreign;
    let mut changed = false;
    let mut swap = |ch: char| {
        let lower = lower(ch);
        let found =
            LOOKALIKES.iter().find(|(other, same)| if to_latin { *other == lower } else { *same == lower });
        match found {
            Some(&(other, same)) => {
                changed = true;
                if to_latin { same } else { other }
            }
            None => ch,
        }
    };
    let out = word
        .chars()
        .map(|ch| match (Script::of(ch), to_latin) {
            (Script::Cyrillic | Script::Greek, true) | (Script::Latin, false) => swap(ch),
            _ => ch,
        })
        .collect();
    (out, changed)
}

fn lower(ch: char) -> char {
    ch.to_lowercase().next().unwrap_or(ch)
}

/// The readings of a run of one script, word by word: each with the text that was read.
pub(crate) fn read(written: &str, script: Script) -> Vec<(String, String)> {
    let one = |latin: String| vec![(written.to_owned(), latin)];
    match script {
        Script::Latin | Script::Digit | Script::Other | Script::Han => one(last_resort(written)),
        Script::Cyrillic => one(cyrillic(written)),
        Script::Greek => one(greek(written)),
        Script::Arabic => one(arabic(written)),
        Script::Hebrew => one(hebrew(written)),
        Script::Hangul => hangul(written),
    }
}

/// The reading that `any_ascii` gives, letters and digits only.
fn last_resort(written: &str) -> String {
    let ascii = any_ascii::any_ascii(written);
    ascii.chars().filter(char::is_ascii_alphanumeric).map(|ch| ch.to_ascii_lowercase()).collect()
}

/// Cyrillic after BGN/PCGN without its marks; Ukrainian where the word has a letter that only Ukrainian has.
#[expect(clippy::match_same_arms, reason = "the letters stand in the order of their alphabet")]
fn cyrillic(written: &str) -> String {
    let word: Vec<char> = written.chars().flat_map(char::to_lowercase).collect();
    let ukrainian = word.iter().any(|ch| matches!(ch, 'і' | 'ї' | 'є' | 'ґ'));
    let mut out = String::with_capacity(word.len() + 4);
    for &ch in &word {
        out.push_str(match ch {
            'а' | 'ә' => "a",
            'б' => "b",
            'в' => "v",
            'г' if ukrainian => "h",
            'г' | 'ґ' | 'ғ' => "g",
            'д' => "d",
            'е' | 'э' | 'ё' => "e",
            'є' => "ye",
            'ж' => "zh",
            'з' => "z",
            'и' if ukrainian => "y",
            'и' | 'і' | 'ї' => "i",
            'й' | 'ы' => "y",
            'к' | 'қ' => "k",
            'л' => "l",
            'м' => "m",
            'н' | 'ң' => "n",
            'о' | 'ө' => "o",
            'п' => "p",
            'р' => "r",
            'с' => "s",
            'т' => "t",
            'у' | 'ұ' | 'ү' | 'ў' => "u",
            'ф' => "f",
            'х' => "kh",
            'һ' => "h",
            'ц' => "ts",
            'ч' => "ch",
            'ш' => "sh",
            'щ' => "shch",
            'ъ' | 'ь' => "",
            'ю' => "yu",
            'я' => "ya",
            'ђ' => "dj",
            'ј' => "j",
            'љ' => "lj",
            'њ' => "nj",
            'ћ' => "c",
            'џ' => "dz",
            'ѓ' => "gj",
            'ќ' => "kj",
            'ѕ' => "dz",
            _ => {
                out.push_str(&last_resort(ch.encode_utf8(&mut [0; 4])));
                continue;
            }
        });
    }
    out
}

/// Greek after ELOT 743, as passports have it.
fn greek(written: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    let plain = |ch: &char| !matches!(ch, '\u{0300}'..='\u{036f}');
    let word: Vec<char> = written.nfd().filter(plain).flat_map(char::to_lowercase).collect();
    let mut out = String::new();
    let mut at = 0;
    while let Some(&ch) = word.get(at) {
        let next = word.get(at + 1).copied();
        let voiced = word.get(at + 2).is_some_and(|ch| "αεηιουωβγδζλμνρ".contains(*ch));
        let (text, taken) = match (ch, next) {
            ('ο', Some('υ')) => ("ou", 2),
            ('α', Some('υ')) => (if voiced { "av" } else { "af" }, 2),
            ('ε', Some('υ')) => (if voiced { "ev" } else { "ef" }, 2),
            ('μ', Some('π')) => (if at == 0 { "b" } else { "mp" }, 2),
            ('γ', Some('γ')) => ("ng", 2),
            ('γ', Some('χ')) => ("nch", 2),
            ('α', _) => ("a", 1),
            ('β', _) => ("v", 1),
            ('γ', _) => ("g", 1),
            ('δ', _) => ("d", 1),
            ('ε', _) => ("e", 1),
            ('ζ', _) => ("z", 1),
            ('η' | 'ι', _) => ("i", 1),
            ('θ', _) => ("th", 1),
            ('κ', _) => ("k", 1),
            ('λ', _) => ("l", 1),
            ('μ', _) => ("m", 1),
            ('ν', _) => ("n", 1),
            ('ξ', _) => ("x", 1),
            ('ο' | 'ω', _) => ("o", 1),
            ('π', _) => ("p", 1),
            ('ρ', _) => ("r", 1),
            ('σ' | 'ς', _) => ("s", 1),
            ('τ', _) => ("t", 1),
            ('υ', _) => ("y", 1),
            ('φ', _) => ("f", 1),
            ('χ', _) => ("ch", 1),
            ('ψ', _) => ("ps", 1),
            _ => ("", 1),
        };
        out.push_str(text);
        at += taken;
    }
    out
}

/// Arabic and Persian letters, without the article.
///
/// Vowels are mostly not written: words from here are compared by their consonants.
fn arabic(written: &str) -> String {
    let mut out = String::new();
    let bare = written.strip_prefix("ال").filter(|rest| rest.chars().count() >= 3);
    for ch in bare.unwrap_or(written).chars() {
        // A consonant and an h that only stand side by side must not read as one sound.
        if matches!(ch, 'ح' | 'ه' | 'ۀ' | 'ہ' | 'ھ')
            && out.ends_with(['k', 's', 'g', 't', 'd', 'z', 'p', 'c'])
        {
            out.push('a');
        }
        out.push_str(match ch {
            'ا' | 'أ' | 'إ' | 'آ' | 'ٱ' | 'ى' | 'ة' => "a",
            'ب' => "b",
            'پ' => "p",
            'ت' | 'ط' | 'ث' => "t",
            'ج' => "j",
            'چ' => "ch",
            'ح' | 'ه' | 'ۀ' | 'ہ' | 'ھ' => "h",
            'خ' => "kh",
            'د' | 'ض' => "d",
            'ذ' | 'ز' | 'ظ' => "z",
            'ر' => "r",
            'ژ' => "zh",
            'س' | 'ص' => "s",
            'ش' => "sh",
            'غ' => "gh",
            'ف' => "f",
            'ڤ' => "v",
            'ق' | 'ك' | 'ک' => "k",
            'گ' => "g",
            'ل' => "l",
            'م' => "m",
            'ن' => "n",
            'و' | 'ؤ' => "w",
            'ي' | 'ی' | 'ئ' | 'ې' => "y",
            'ع' | 'ء' => "",
            _ => {
                out.push_str(&last_resort(ch.encode_utf8(&mut [0; 4])));
                continue;
            }
        });
    }
    out
}

/// Hebrew letters. Vowels are mostly not written: words from here are compared by their consonants.
#[expect(clippy::match_same_arms, reason = "the letters stand in the order of their alphabet")]
fn hebrew(written: &str) -> String {
    let mut out = String::new();
    for ch in written.chars() {
        out.push_str(match ch {
            'א' | 'ע' => "a",
            'ב' => "b",
            'ג' => "g",
            'ד' => "d",
            'ה' => "h",
            'ו' => "w",
            'ז' => "z",
            'ח' => "h",
            'ט' | 'ת' => "t",
            'י' => "y",
            'כ' | 'ך' | 'ק' => "k",
            'ל' => "l",
            'מ' | 'ם' => "m",
            'נ' | 'ן' => "n",
            'ס' => "s",
            'פ' | 'ף' => "f",
            'צ' | 'ץ' => "ts",
            'ר' => "r",
            'ש' => "sh",
            _ => "",
        });
    }
    out
}

/// Leads of Korean syllables in the order of Unicode, as North and South write names abroad.
const LEADS: [&str; 19] =
    ["k", "kk", "n", "t", "tt", "r", "m", "p", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"];
/// Vowels of Korean syllables in the order of Unicode.
const VOWELS: [&str; 21] = [
    "a", "ae", "ya", "yae", "o", "e", "yo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu",
    "u", "ui", "i",
];
/// Ends of Korean syllables in the order of Unicode.
const TAILS: [&str; 28] = [
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t",
    "ng", "t", "t", "k", "t", "p", "t",
];
/// Family names whose usual spelling abroad is not their reading.
const FAMILIES: &[(char, &str)] = &[
    ('이', "lee"),
    ('리', "ri"),
    ('박', "park"),
    ('최', "choi"),
    ('정', "jung"),
    ('임', "lim"),
    ('유', "yoo"),
    ('노', "roh"),
    ('우', "woo"),
    ('신', "shin"),
    ('오', "oh"),
    ('안', "ahn"),
];

/// A Korean run: three syllables are a family name and a given name.
fn hangul(written: &str) -> Vec<(String, String)> {
    let syllables: Vec<char> = written.chars().collect();
    let read = |chars: &[char]| chars.iter().map(|&ch| syllable(ch)).collect::<String>();
    match syllables.as_slice() {
        [family, given @ ..] if given.len() == 2 => {
            let known = FAMILIES.iter().find(|(ch, _)| ch == family);
            let family_read = known.map_or_else(|| syllable(*family), |(_, latin)| (*latin).to_owned());
            vec![(family.to_string(), family_read), (given.iter().collect(), read(given))]
        }
        all => vec![(written.to_owned(), read(all))],
    }
}

fn syllable(ch: char) -> String {
    let Some(code) = (ch as usize).checked_sub(0xac00) else { return String::new() };
    let part = |table: &'static [&'static str], at: usize| table.get(at).copied().unwrap_or_default();
    let (lead, vowel, tail) = (code / 588, code % 588 / 28, code % 28);
    [part(&LEADS, lead), part(&VOWELS, vowel), part(&TAILS, tail)].concat()
}
