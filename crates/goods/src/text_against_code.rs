//! Flags an order line whose text names a thing of another heading than its code.
//!
//! A flag for a reviewer, with candidate headings as facts. It never classifies, and it stays silent when in
//! doubt: a cable for a receiver is no receiver, and a part of a machine may stand in many headings.

use vocab::Hs;

use crate::word_list::{Found, Words, is_accessory};

/// The text names a thing of another heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// The term that was found, as the table writes it.
    pub term: &'static str,
    /// Where goods of that name are usually classified: headings or subheadings, for a reviewer to weigh.
    pub usual_codes: Vec<&'static str>,
    /// The heading of the order's code.
    pub heading: String,
}

impl Mismatch {
    /// The finding in one sentence.
    pub fn sentence(&self) -> String {
        format!(
            "the text names “{}”, which is usually classified under {}; the code is under heading {}",
            self.term,
            self.usual_codes.join(", "),
            self.heading
        )
    }
}

/// Compares the thing that a text names with the heading of the code; `None` where they agree or nobody can
/// tell.
///
/// Headings are compared, never subheadings: a microcontroller under 8542.39 is no mismatch.
pub fn text_against_code(text: &str, hs: &Hs) -> Option<Mismatch> {
    let words = Words::new(text);
    let found = words.terms();
    let named = head_of(&words, &found)?;
    // A code that suits any of the things in the text is plausible.
    let suits = found.iter().any(|it| it.term.codes.iter().any(|code| shares_heading(code, hs)));
    if suits || is_catch_all(hs) {
        return None;
    }
    Some(Mismatch {
        term: named.term.text.as_str(),
        usual_codes: named.term.codes.iter().map(String::as_str).collect(),
        heading: hs.heading().to_owned(),
    })
}

/// The thing that the text is about: the last term of its first part that has one, with no accessory beside
/// it.
fn head_of<'a>(words: &Words, found: &'a [Found]) -> Option<&'a Found> {
    let first = found.first().filter(|first| !words.is_turned(first.from))?;
    let part_ends = words.breaks.range(first.to..).next().copied().unwrap_or(words.len());
    let head = found.iter().rfind(|it| it.to <= part_ends)?;
    let in_term = |at: usize| found.iter().any(|it| (it.from..it.to).contains(&at));
    // Every word up to the part's end, but for those of the terms themselves: "cable for GPS module", "GPS
    // module case".
    let beside = (0..part_ends).filter(|at| !in_term(*at)).filter_map(|at| words.get(at));
    if beside.into_iter().any(is_accessory) {
        return None;
    }
    // "Laptop bags": a noun right behind the name is what the goods are.
    if head.term.head_last && head.to < part_ends && words.may_be_a_thing(head.to) {
        return None;
    }
    Some(head)
}

fn shares_heading(code: &str, hs: &Hs) -> bool {
    hs.starts_with(code.get(..4).unwrap_or(code))
}

/// Headings whose goods bear any name: machines and parts not elsewhere specified, toys, scrap, works of art.
fn is_catch_all(hs: &Hs) -> bool {
    let heading = hs.heading();
    matches!(heading, "8479" | "8487" | "8543" | "8548" | "8549" | "9503" | "9705" | "9706")
        || matches!(hs.chapter(), "98" | "99")
}
