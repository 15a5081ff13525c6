//! Readings that several publishers share: numbered values in one cell, numbers and references in prose.

use crate::draft::partial_date;

/// Splits `(1) Saudi Arabia (2) Qatar`, `1) … 2) …` or `a) … b) …` into its values; a cell without marks is one.
pub(crate) fn values(text: &str) -> Vec<&str> {
    let mut values = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let length = mark_length(text, at).unwrap_or(0);
        if length > 0 {
            values.push(text.get(start..at).unwrap_or_default());
            at += length;
            start = at;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    values.push(text.get(start..).unwrap_or_default());
    let trimmed =
        values.into_iter().map(|it| it.trim_matches(|c: char| c.is_whitespace() || "-.,;".contains(c)));
    trimmed
        .filter(|it| !it.is_empty() && !it.eq_ignore_ascii_case("to") && !it.eq_ignore_ascii_case("and"))
        .collect()
}

/// The length of a mark such as `(1)`, `12)` or `a)` that begins here, at the start of a word.
fn mark_length(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let starts_word =
        at == 0 || bytes.get(at - 1).is_none_or(|it| it.is_ascii_whitespace() || b")-.;,".contains(it));
    if !starts_word {
        return None;
    }
    let open = usize::from(bytes.get(at) == Some(&b'('));
    let inner = bytes.get(at + open..)?;
    let digits = inner.iter().take_while(|it| it.is_ascii_digit()).count();
    let letter = inner.first().is_some_and(u8::is_ascii_lowercase);
    let length = if (1..=2).contains(&digits) { digits } else { usize::from(digits == 0 && letter) };
    (length > 0 && inner.get(length) == Some(&b')')).then_some(open + length + 1)
}

/// The first word of a text that can be a document's number: four digits at least, or three after letters.
pub(crate) fn document_number(text: &str) -> Option<&str> {
    let words = text.split(|c: char| c.is_whitespace() || "(),;:".contains(c));
    words.map(|it| it.trim_matches(['.', '-'])).find(|word| {
        let digits = word.chars().filter(char::is_ascii_digit).count();
        let date = word.contains('/') && partial_date(word).is_some();
        !date && (digits >= 4 || (digits >= 3 && word.len() > digits)) && !(digits == 4 && word.len() == 4)
    })
}

/// Whether a cell says yes, in any of the ways in which tables do.
pub(crate) fn is_yes(text: &str) -> bool {
    ["1", "true", "yes", "y", "x"].iter().any(|it| text.trim().eq_ignore_ascii_case(it))
}

/// Whether a reference has the form of the UN's own: `QDi.392`, `IRe.029`, `KPe.062`.
pub(crate) fn is_un_reference(text: &str) -> bool {
    let Some((list, number)) = text.trim().split_once('.') else { return false };
    list.len() == 3
        && list.is_ascii()
        && list.get(..2).is_some_and(|it| it.bytes().all(|byte| byte.is_ascii_uppercase()))
        && list.ends_with(['i', 'e'])
        && (3..=4).contains(&number.len())
        && number.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(values(text), expected, "{text}");
    }

    #[test]
    fn numbered_cells_are_split_at_their_marks_only() {
        check("(1) Saudi Arabia (2) Qatar", &["Saudi Arabia", "Qatar"]);
        check("1) Saudi Arabia 2) Qatar", &["Saudi Arabia", "Qatar"]);
        check("(1)-(2) Indonesia", &["Indonesia"]);
        check("(1) to (6) Algeria (7) Morocco", &["Algeria", "Morocco"]);
        check("(1) Uganda (2) Uganda (3)Uganda", &["Uganda", "Uganda", "Uganda"]);
        check("a) General, b) Minister", &["General", "Minister"]);
        check("Iran (Islamic Republic of)", &["Iran (Islamic Republic of)"]);
        check("Company Limited (2012)", &["Company Limited (2012)"]);
        check("", &[]);
    }

    #[test]
    fn a_number_is_found_in_prose_and_a_year_is_none() {
        assert_eq!(document_number("Registration No. 1137711000074 (Moscow)"), Some("1137711000074"));
        assert_eq!(document_number("issued in 2006 by AB 123456"), Some("123456"));
        assert_eq!(document_number("AO7654 of 28/02/2006"), Some("AO7654"));
        assert_eq!(document_number("issued on 28/02/2006"), None);
    }

    #[test]
    fn the_un_s_references_are_known_by_their_form() {
        assert!(is_un_reference("KPe.062"));
        for other in ["KPE062", "QE.A.146.14", "EU.27.28", "RUS0251", "45708"] {
            assert!(!is_un_reference(other), "{other}");
        }
    }
}
