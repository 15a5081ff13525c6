//! Words by which an end use, or a name, speaks of a matter. The words are data of the pack; this is how they are
//! found.

use serde::Deserialize;

/// The pack's words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Keywords {
    /// Of military use and users.
    pub(crate) military: Vec<String>,
    /// Of military intelligence.
    pub(crate) military_intelligence: Vec<String>,
    /// Of rockets, missiles and unmanned aircraft.
    pub(crate) rocket_or_uav: Vec<String>,
    /// Of nuclear, chemical and biological weapons.
    pub(crate) wmd: Vec<String>,
    /// In names of firms that forward goods for others.
    pub(crate) forwarder: Vec<String>,
    /// Hosts of free mail.
    pub(crate) free_mail: Vec<String>,
}

/// Words that turn the next one around.
const DENIALS: [&str; 4] = ["non", "not", "no", "without"];

impl Keywords {
    /// Whether `text` has one of `words`, not denied by the word before it.
    ///
    /// A word ending in `*` stands for its endings; a phrase is several words in a row.
    pub(crate) fn speak(words: &[String], text: &str) -> bool {
        let lower = text.to_lowercase();
        let of_text: Vec<&str> =
            lower.split(|char: char| !char.is_alphanumeric()).filter(|it| !it.is_empty()).collect();
        (0..of_text.len()).any(|at| {
            let denied = at.checked_sub(1).and_then(|before| of_text.get(before));
            let denied = denied.is_some_and(|before| DENIALS.contains(before));
            !denied && words.iter().any(|phrase| begins_with(of_text.get(at..).unwrap_or_default(), phrase))
        })
    }

    /// Whether mail of this host is free for anyone.
    pub(crate) fn is_free_mail(&self, host: &str) -> bool {
        self.free_mail.iter().any(|it| it.eq_ignore_ascii_case(host))
    }
}

fn begins_with(words: &[&str], phrase: &str) -> bool {
    let mut words = words.iter();
    phrase.split(' ').all(|part| {
        words.next().is_some_and(|word| match part.strip_suffix('*') {
            Some(stem) => word.starts_with(stem),
            None => *word == part,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: bool) {
        let words = ["militar*", "ministry of defence", "uav"].map(str::to_owned);
        assert_eq!(Keywords::speak(&words, text), expected, "{text}");
    }

    #[test]
    fn whole_words_and_phrases_count_and_denials_do_not() {
        check("Spare parts for military vehicles", true);
        check("Paramilitary", false);
        check("Delivered to the Ministry of Defence", true);
        check("Ministry of Agriculture, defence of crops", false);
        check("UAV autopilots", true);
        check("civil use, non-military", false);
        check("no UAV, but military trucks", true);
    }
}
