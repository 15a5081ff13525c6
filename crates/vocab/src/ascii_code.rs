//! Short codes of ASCII letters and digits, kept inline so that the types made of them are `Copy`.

use std::fmt;

/// At most `N` ASCII bytes. Sorts as its text does.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct AsciiCode<const N: usize> {
    /// Zero after the text, so that comparing the bytes compares the texts.
    bytes: [u8; N],
    len: u8,
}

impl<const N: usize> AsciiCode<N> {
    pub(crate) const EMPTY: Self = Self { bytes: [0; N], len: 0 };

    /// `None` if `text` is longer than `N` or has a character other than an ASCII letter, digit or dot.
    pub(crate) fn new(text: &str) -> Option<Self> {
        let mut code = Self::EMPTY;
        for character in text.chars() {
            code.push(character)?;
        }
        Some(code)
    }

    pub(crate) fn push(&mut self, character: char) -> Option<()> {
        if !character.is_ascii_alphanumeric() && character != '.' {
            return None;
        }
        *self.bytes.get_mut(usize::from(self.len))? = u8::try_from(character).ok()?;
        self.len += 1;
        Some(())
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..usize::from(self.len)).unwrap_or_default()
    }

    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(self.as_bytes()).unwrap_or_default()
    }
}

impl<const N: usize> fmt::Debug for AsciiCode<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl<const N: usize> fmt::Display for AsciiCode<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The value of each digit, if `text` is exactly `N` ASCII digits.
pub(crate) fn digits<const N: usize>(text: &str) -> Option<[u32; N]> {
    let values: Vec<u32> = text
        .bytes()
        .map(|byte| byte.is_ascii_digit().then(|| u32::from(byte - b'0')))
        .collect::<Option<_>>()?;
    values.try_into().ok()
}

/// The number that `digits` write.
pub(crate) fn number(digits: &[u32]) -> u64 {
    digits.iter().fold(0, |sum, &digit| sum * 10 + u64::from(digit))
}

/// The sum of each digit times its weight; digits without a weight count nothing.
pub(crate) fn weighted(digits: &[u32], weights: &[u32]) -> u32 {
    digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum()
}

/// What stands after a label such as `IMO`, `IMO:`, `imo no.` or `IMO number`; the text itself without one.
pub(crate) fn after_label<'a>(text: &'a str, label: &str) -> &'a str {
    let text = text.trim();
    let Some(rest) = strip_prefix_any_case(text, label) else { return text };
    let rest = rest.trim_start_matches([' ', '\u{a0}', '.']);
    let rest =
        strip_prefix_any_case(rest, "number").or_else(|| strip_prefix_any_case(rest, "no")).unwrap_or(rest);
    rest.trim_start_matches([' ', '\u{a0}', '.', ':', '#', '№'])
}

/// The text without the blanks that part groups of digits.
pub(crate) fn without_blanks(text: &str) -> String {
    text.chars().filter(|it| !matches!(it, ' ' | '\u{a0}')).collect()
}

fn strip_prefix_any_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then_some(rest)
}
