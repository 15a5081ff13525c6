//! Numbers that stand only in prose: `a vessel (IMO: 8861058, MMSI: 273157300)` in a statement of reasons.
//!
//! Only numbers behind their own word are taken, and of tax and registration numbers only those whose check digits
//! fit: prose has many numbers. The field says that it was text, since the number may be another party's.

use ledger::IdKind;
use vocab::{CompanyImo, Imo, Inn, Mmsi, Ogrn};

use crate::draft::Draft;

/// Characters before a number in which its word is looked for.
const LOOK_BACK_CHARS: usize = 40;

/// Adds the numbers that stand in `text` to the draft.
pub(crate) fn read_numbers(text: &str, field: &'static str, into: &mut Draft) {
    let mut last: Option<(Word, usize)> = None;
    let mut from = 0;
    while let Some((start, end)) = next_digits(text, from) {
        let number = text.get(start..end).unwrap_or_default();
        let before = text.get(from..start).unwrap_or_default();
        let listed_on = last.filter(|&(_, until)| until == from && only_joins(before)).map(|(word, _)| word);
        let word = listed_on.or_else(|| word_before(before));
        let kind = word.and_then(|word| kind_of(word, number, before));
        if let Some(kind) = kind {
            into.id(kind, number, number, None, field);
        }
        last = word.filter(|_| kind.is_some()).map(|word| (word, end));
        from = end;
    }
}

/// The words that say what the next number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Word {
    Imo,
    Mmsi,
    Inn,
    Ogrn,
}

/// What a number behind a word is, where its shape and check digits allow it.
fn kind_of(word: Word, number: &str, before: &str) -> Option<IdKind> {
    match word {
        Word::Imo if number.len() != 7 => None,
        Word::Imo => {
            let (ship, company) = (number.parse::<Imo>().is_ok(), number.parse::<CompanyImo>().is_ok());
            let lower = tail(before).to_lowercase();
            let of_company = ["company imo", "owner imo", "imo company"].iter().any(|it| lower.contains(it));
            Some(if company && (of_company || !ship) { IdKind::CompanyImo } else { IdKind::Imo })
        }
        Word::Mmsi => number.parse::<Mmsi>().is_ok().then_some(IdKind::Mmsi),
        Word::Inn => number.parse::<Inn>().is_ok().then_some(IdKind::Inn),
        Word::Ogrn => number.parse::<Ogrn>().is_ok().then_some(IdKind::Ogrn),
    }
}

/// The last word before a number that says what it is.
fn word_before(before: &str) -> Option<Word> {
    const WORDS: [(&str, Word); 9] = [
        ("imo", Word::Imo),
        ("mmsi", Word::Mmsi),
        ("inn", Word::Inn),
        ("инн", Word::Inn),
        ("tax number", Word::Inn),
        ("taxpayer identification number", Word::Inn),
        ("tax identification number", Word::Inn),
        ("ogrn", Word::Ogrn),
        ("огрн", Word::Ogrn),
    ];
    let lower = tail(before).to_lowercase();
    let found = WORDS.iter().filter_map(|&(word, kind)| Some((last_word(&lower, word)?, kind)));
    found.max_by_key(|&(at, _)| at).map(|(_, kind)| kind)
}

/// Where a word last stands on its own, not inside of another.
fn last_word(text: &str, word: &str) -> Option<usize> {
    let alone = |at: &usize| {
        let before = text.get(..*at).and_then(|it| it.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|it| it.chars().next());
        ![before, after].into_iter().flatten().any(char::is_alphabetic)
    };
    text.match_indices(word).map(|(at, _)| at).filter(alone).last()
}

/// Whether a text only joins the numbers of one list: `, `, ` and `, `; `.
fn only_joins(text: &str) -> bool {
    let letters: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
    (letters.is_empty() || letters == "and") && text.chars().count() <= 7
}

fn tail(text: &str) -> &str {
    let start = text.char_indices().rev().nth(LOOK_BACK_CHARS).map_or(0, |(at, _)| at);
    text.get(start..).unwrap_or_default()
}

/// The next run of ASCII digits that no letter and no digit touches.
fn next_digits(text: &str, from: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let start = (from..bytes.len()).find(|&at| bytes.get(at).is_some_and(u8::is_ascii_digit))?;
    let end = (start..bytes.len()).find(|&at| !bytes.get(at).is_some_and(u8::is_ascii_digit));
    Some((start, end.unwrap_or(bytes.len())))
}

#[cfg(test)]
mod tests {
    use vocab::Schema;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(IdKind, &str)]) {
        let mut draft = Draft::new(Schema::LegalEntity);
        read_numbers(text, "reason (text)", &mut draft);
        let found: Vec<_> = draft.party.ids.iter().map(|id| (id.kind, id.value.as_str())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_ship_named_in_the_reasons_of_its_operator() {
        check(
            "which operates the Rasul Gamzatov (IMO: 8861058; MMSI: 273157300).",
            &[(IdKind::Imo, "8861058"), (IdKind::Mmsi, "273157300")],
        );
        check(
            "vessels (IMO 9481922, 9481881 and 9481910)",
            &[(IdKind::Imo, "9481922"), (IdKind::Imo, "9481881"), (IdKind::Imo, "9481910")],
        );
    }

    #[test]
    fn a_company_s_number_is_known_by_its_digits() {
        check("its IMO number is 6083740.", &[(IdKind::CompanyImo, "6083740")]);
    }

    #[test]
    fn numbers_without_their_word_or_with_wrong_digits_are_not_taken() {
        check("In 2022 it built 9481922 parts.", &[]);
        check("INN 1646019915 and 1646019914 roubles", &[]);
        check("Jimmo 9481922", &[]);
        check("tax number 1646019914", &[(IdKind::Inn, "1646019914")]);
        check("call +7 (495) 273157300", &[]);
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in ".*") {
            read_numbers(&text, "reason (text)", &mut Draft::new(Schema::Thing));
        }
    }
}
