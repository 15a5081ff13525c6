//! Keys under which the usual spellings of one name meet.

/// Pairs that one name is written with in different habits; longer ones first. Capitals stand for one sound.
///
/// Sources: BGN/PCGN, ISO 9, passport rules of Russia and Ukraine, French and German habits for Cyrillic; the
/// common romanisations of Arabic and Persian. `Z` stays apart from `j` and `y`: Zhang is not Yang.
const SOUNDS: &[(&str, &str)] = &[
    ("shch", "S"),
    ("tsch", "C"),
    ("dsch", "j"),
    ("stch", "S"),
    ("sch", "S"),
    ("tch", "C"),
    ("dzh", "j"),
    ("sh", "S"),
    ("ch", "C"),
    ("zh", "Z"),
    ("kh", "h"),
    ("ph", "f"),
    ("th", "t"),
    ("gh", "g"),
    ("dh", "d"),
    ("dj", "j"),
    ("ck", "k"),
    ("ts", "c"),
    ("tz", "c"),
    ("cz", "C"),
    ("ks", "x"),
    ("qu", "k"),
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
    ("ue", "u"),
    ("oe", "o"),
    ("ae", "a"),
    ("iya", "ia"),
    ("iia", "ia"),
    ("ija", "ia"),
    ("ya", "ia"),
    ("yu", "iu"),
    ("yo", "io"),
    ("ye", "e"),
    ("ie", "e"),
    ("ey", "ei"),
    ("ay", "ei"),
    ("ai", "ei"),
    ("iy", "i"),
    ("yi", "i"),
    ("ij", "i"),
    ("q", "k"),
    ("w", "v"),
    ("y", "i"),
];

/// Inside a word only: at its beginning a `j` may be the sound of Jamal.
const SOUNDS_INSIDE: &[(&str, &str)] = &[("ja", "ia"), ("ju", "iu"), ("jo", "io"), ("je", "e")];

/// The key of a Latin reading under which its usual variants meet: kh and h, ya and ia, w and v, doubled letters.
pub(crate) fn fold_key(latin: &str) -> String {
    if !latin.contains(['a', 'e', 'i', 'o', 'u', 'y']) {
        // An acronym: every letter counts.
        return latin.to_owned();
    }
    let word = without_article_of_abd(latin);
    let mut out = String::with_capacity(word.len());
    let mut rest = word.as_str();
    while let Some(first) = rest.chars().next() {
        let inside = if out.is_empty() { &[][..] } else { SOUNDS_INSIDE };
        let found = SOUNDS.iter().chain(inside).find(|(from, _)| rest.starts_with(from));
        let (sound, taken) = match found {
            Some((from, to)) => (*to, from.len()),
            // A silent h: Fatimah, Mehdi, John. Its place at the beginning is its own.
            None if first == 'h' && !out.is_empty() => ("", 1),
            None if first == 'c' => {
                let soft = rest.chars().nth(1).is_some_and(|next| matches!(next, 'e' | 'i' | 'y'));
                (if soft { "c" } else { "k" }, 1)
            }
            None => (rest.get(..first.len_utf8()).unwrap_or_default(), first.len_utf8()),
        };
        // kh is h, and a h inside a word is left out, so that Mikhail meets Mihail and Miail.
        if sound != "h" || out.is_empty() {
            for ch in sound.chars() {
                if !out.ends_with(ch) || ch.is_ascii_digit() {
                    out.push(ch);
                }
            }
        }
        rest = rest.get(taken..).unwrap_or_default();
    }
    for (ending, same) in [("of", "ov"), ("ef", "ev")] {
        if out.len() > 4 && out.ends_with(ending) {
            out.truncate(out.len() - 2);
            out.push_str(same);
        }
    }
    out
}

/// Abdul, Abdel, Abdal, Abdur before another word, all as `abd`.
fn without_article_of_abd(latin: &str) -> String {
    let Some(rest) = latin.strip_prefix("abd") else { return latin.to_owned() };
    let tail = rest.trim_start_matches(['a', 'e', 'o', 'u']);
    if tail.len() == rest.len() {
        return latin.to_owned();
    }
    format!("abd{}", tail.strip_prefix('l').unwrap_or(tail))
}

#[expect(clippy::match_same_arms, reason = "one line a sound, in the order of reading")]
/// The consonants of a Latin reading, in classes that Arabic and Hebrew letters can tell apart.
pub(crate) fn skeleton(latin: &str) -> String {
    let mut out = String::with_capacity(latin.len());
    let bytes = latin.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let next = bytes.get(at + 1).copied();
        let (class, taken) = match (byte, next) {
            (b's' | b'c', Some(b'h')) => ('S', 2),
            (b't', Some(b's' | b'z')) => ('s', 2),
            (b'k', Some(b'h')) => ('h', 2),
            (b'g', Some(b'h')) => ('g', 2),
            (b't', Some(b'h')) => ('t', 2),
            (b'd', Some(b'h')) => ('d', 2),
            (b'z', Some(b'h')) => ('g', 2),
            (b'p', Some(b'h')) => ('f', 2),
            (b'd', Some(b'j')) => ('g', 2),
            (b'c', Some(b'e' | b'i' | b'y')) => ('s', 1),
            (b'c' | b'q' | b'k', _) => ('k', 1),
            (b'g' | b'j', _) => ('g', 1),
            (b'p' | b'b', _) => ('b', 1),
            (b'v' | b'f', _) => ('f', 1),
            (b'x', _) => ('k', 1),
            // At the end an h only shows a vowel.
            (b'h', None) | (b'a' | b'e' | b'i' | b'o' | b'u' | b'w' | b'y', _) => (' ', 1),
            (other, _) => (char::from(other), 1),
        };
        if class != ' ' && !out.ends_with(class) {
            out.push(class);
        }
        if byte == b'x' {
            out.push('s');
        }
        at += taken;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_variants_meet() {
        for (left, right) in [
            ("dmitriy", "dmitry"),
            ("dmitrii", "dmitri"),
            ("mikhail", "mihail"),
            ("tatyana", "tatiana"),
            ("tatjana", "tatiana"),
            ("evgeniya", "yevgenia"),
            ("abdulrahman", "abdelrahman"),
            ("abdurrahman", "abdulrahman"),
            ("smirnoff", "smirnov"),
            ("mahmoud", "mahmud"),
            ("qasim", "kasim"),
            ("shcherbakov", "scherbakov"),
            ("hussein", "hussain"),
            ("jon", "john"),
        ] {
            assert_eq!(fold_key(left), fold_key(right), "{left} and {right}");
        }
        for (left, right) in [("zhang", "yang"), ("hengda", "hongda"), ("vafa", "vafo"), ("103", "1033")] {
            assert_ne!(fold_key(left), fold_key(right), "{left} and {right}");
        }
    }

    #[test]
    fn consonants_meet_across_scripts() {
        for (latin, other) in
            [("muhammad", "mhmd"), ("qasim", "kasm"), ("hussein", "hsyn"), ("khalid", "khald")]
        {
            assert_eq!(skeleton(latin), skeleton(other), "{latin}");
        }
    }
}
