//! The language of the rules' conditions: facts joined by `and`, `or` and `not`, read once when the pack is read.
//!
//! ```text
//! ear.subject and line.on_ccl and onward in {RU, BY}
//! any line (line.chpl_hit or line.chpl_candidate) and onward outside PARTNERS
//! contract.date before 2023-12-19 and not clause.declared and declared EU-PORT-EXCEPTION
//! ```
//!
//! `in` asks whether any code lies in the set, `outside` whether any lies outside it. `any line (…)` and
//! `any party (…)` ask whether it holds for one of them. `declared ID` is the answer to a flag of the checklist,
//! `reasoned ID` whether it is yes and carries a reason. `surely` closes what is open: it stands only under `not`,
//! where what is not known weighs against the trade, in rules that do no more than inform, and where another rule
//! holds the same trade anyway.

use std::collections::{BTreeMap, BTreeSet};

use vocab::Date;

use crate::fact::{Fact, Kind, Scope};

/// How deep brackets and negations may nest.
const DEPTH_MAX: usize = 60;
/// How many conditions one expression may hold once its definitions are written out.
const TERMS_MAX: usize = 2_000;

/// A condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Expression {
    /// Always so, or never.
    Constant(bool),
    /// A fact that is yes, no or unknown.
    Is(Fact),
    /// Any code of the fact lies in the set.
    In(Fact, BTreeSet<String>),
    /// Any code of the fact lies outside the set.
    Outside(Fact, BTreeSet<String>),
    /// The day lies before this one.
    Before(Fact, Date),
    /// The answer to a flag of the checklist.
    Declared(String),
    /// The flag was answered yes, with a reason.
    Reasoned(String),
    /// Known to be so: what is not known counts as no.
    Surely(Box<Expression>),
    /// Not so.
    Not(Box<Expression>),
    /// All are so.
    And(Vec<Expression>),
    /// One is so at least.
    Or(Vec<Expression>),
    /// So for one line, or one party, at least.
    Any(Each, Box<Expression>),
}

/// What `any` goes through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Each {
    /// The order's lines.
    Line,
    /// The order's parties.
    Party,
}

/// What names in expressions stand for, apart from facts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Vocabulary {
    /// Groups of codes on one day, in capitals.
    pub(crate) groups: BTreeMap<String, BTreeSet<String>>,
    /// Names for whole expressions.
    pub(crate) definitions: BTreeMap<String, Expression>,
}

/// Why a text is not a condition.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what}, at character {at} of `{text}`")]
pub(crate) struct ExpressionError {
    what: String,
    at: usize,
    text: String,
}

impl Expression {
    /// Reads a condition.
    pub(crate) fn parse(text: &str, vocabulary: &Vocabulary) -> Result<Self, ExpressionError> {
        let mut reader = Reader { text, at: 0, depth: 0, terms: 0, vocabulary };
        let expression = reader.either()?;
        reader.blanks();
        if reader.at < text.len() {
            return Err(reader.error("expected `and`, `or` or the end"));
        }
        Ok(expression)
    }

    /// Whether every fact in it can be answered where a rule of `scope` is evaluated.
    pub(crate) fn fits(&self, scope: Scope) -> Result<(), Fact> {
        match self {
            Self::Constant(_) | Self::Declared(_) | Self::Reasoned(_) => Ok(()),
            Self::Is(fact) | Self::In(fact, _) | Self::Outside(fact, _) | Self::Before(fact, _) => {
                if within(fact.scope(), scope) { Ok(()) } else { Err(*fact) }
            }
            Self::Not(inner) | Self::Surely(inner) => inner.fits(scope),
            Self::And(all) | Self::Or(all) => all.iter().try_for_each(|one| one.fits(scope)),
            Self::Any(each, inner) => inner.fits_any(scope, *each),
        }
    }

    fn fits_any(&self, scope: Scope, each: Each) -> Result<(), Fact> {
        let inside = match each {
            Each::Line => Scope::Line,
            Each::Party => Scope::Party,
        };
        self.fits(scope).or_else(|_| self.fits(inside))
    }

    /// The names of all facts and flags that it asks for.
    pub(crate) fn names(&self, into: &mut BTreeSet<String>) {
        match self {
            Self::Constant(_) => {}
            Self::Is(fact) | Self::In(fact, _) | Self::Outside(fact, _) | Self::Before(fact, _) => {
                into.insert(fact.name().to_owned());
            }
            Self::Declared(id) | Self::Reasoned(id) => {
                into.insert(id.clone());
            }
            Self::Not(inner) | Self::Surely(inner) | Self::Any(_, inner) => inner.names(into),
            Self::And(all) | Self::Or(all) => all.iter().for_each(|one| one.names(into)),
        }
    }

    /// Whether it asks for `fact`.
    pub(crate) fn mentions(&self, asked: Fact) -> bool {
        match self {
            Self::Constant(_) | Self::Declared(_) | Self::Reasoned(_) => false,
            Self::Is(fact) | Self::In(fact, _) | Self::Outside(fact, _) | Self::Before(fact, _) => {
                *fact == asked
            }
            Self::Not(inner) | Self::Surely(inner) | Self::Any(_, inner) => inner.mentions(asked),
            Self::And(all) | Self::Or(all) => all.iter().any(|one| one.mentions(asked)),
        }
    }

    /// How many conditions it holds.
    fn terms(&self) -> usize {
        match self {
            Self::Constant(_)
            | Self::Is(_)
            | Self::In(..)
            | Self::Outside(..)
            | Self::Before(..)
            | Self::Declared(_)
            | Self::Reasoned(_) => 1,
            Self::Not(inner) | Self::Surely(inner) | Self::Any(_, inner) => 1 + inner.terms(),
            Self::And(all) | Self::Or(all) => 1 + all.iter().map(Self::terms).sum::<usize>(),
        }
    }
}

/// Whether a fact about `fact` is at hand where a rule is about `scope`.
fn within(fact: Scope, scope: Scope) -> bool {
    let of_a_party = matches!(scope, Scope::Match | Scope::Address | Scope::Owner);
    fact == scope || fact == Scope::Order || (fact == Scope::Party && of_a_party)
}

struct Reader<'text> {
    text: &'text str,
    at: usize,
    depth: usize,
    terms: usize,
    vocabulary: &'text Vocabulary,
}

impl<'text> Reader<'text> {
    fn either(&mut self) -> Result<Expression, ExpressionError> {
        let mut all = vec![self.both()?];
        while self.word_is("or") {
            all.push(self.both()?);
        }
        Ok(one_or(all, Expression::Or))
    }

    fn both(&mut self) -> Result<Expression, ExpressionError> {
        let mut all = vec![self.one()?];
        while self.word_is("and") {
            all.push(self.one()?);
        }
        Ok(one_or(all, Expression::And))
    }

    fn one(&mut self) -> Result<Expression, ExpressionError> {
        self.depth += 1;
        if DEPTH_MAX < self.depth {
            return Err(self.error("the brackets nest too deep"));
        }
        let one = self.unbounded_one();
        self.depth -= 1;
        one
    }

    fn unbounded_one(&mut self) -> Result<Expression, ExpressionError> {
        self.terms += 1;
        if self.word_is("not") {
            return Ok(Expression::Not(Box::new(self.one()?)));
        }
        if self.word_is("surely") {
            return Ok(Expression::Surely(Box::new(self.one()?)));
        }
        if self.sign('(') {
            let inner = self.either()?;
            return if self.sign(')') { Ok(inner) } else { Err(self.error("expected `)`")) };
        }
        if self.word_is("any") {
            let each = if self.word_is("line") {
                Each::Line
            } else if self.word_is("party") {
                Each::Party
            } else {
                return Err(self.error("`any` goes through `line` or `party`"));
            };
            return Ok(Expression::Any(each, Box::new(self.one()?)));
        }
        if self.word_is("declared") {
            return Ok(Expression::Declared(self.flag()?));
        }
        if self.word_is("reasoned") {
            return Ok(Expression::Reasoned(self.flag()?));
        }
        self.named()
    }

    fn named(&mut self) -> Result<Expression, ExpressionError> {
        let word = self.word();
        match word {
            "" => return Err(self.error("expected a fact")),
            "yes" => return Ok(Expression::Constant(true)),
            "no" => return Ok(Expression::Constant(false)),
            _ => {}
        }
        if let Some(definition) = self.vocabulary.definitions.get(word) {
            self.terms += definition.terms();
            if TERMS_MAX < self.terms {
                return Err(self.error("the expression is too long once its definitions are written out"));
            }
            return Ok(definition.clone());
        }
        let Some(fact) = Fact::named(word) else {
            return Err(self.error(&format!("`{word}` is neither a fact nor a definition")));
        };
        match fact.kind() {
            Kind::Truth => Ok(Expression::Is(fact)),
            Kind::Codes if self.word_is("in") => Ok(Expression::In(fact, self.set()?)),
            Kind::Codes if self.word_is("outside") => Ok(Expression::Outside(fact, self.set()?)),
            Kind::Codes => Err(self.error(&format!("`{word}` is codes: write `in` or `outside`, and a set"))),
            Kind::Day if self.word_is("before") => Ok(Expression::Before(fact, self.day()?)),
            Kind::Day if self.word_is("from") => {
                Ok(Expression::Not(Box::new(Expression::Before(fact, self.day()?))))
            }
            Kind::Day => Err(self.error(&format!("`{word}` is a day: write `before` or `from`, and a day"))),
        }
    }

    fn flag(&mut self) -> Result<String, ExpressionError> {
        match self.word() {
            "" => Err(self.error("expected the id of a flag")),
            id => Ok(id.to_owned()),
        }
    }

    fn set(&mut self) -> Result<BTreeSet<String>, ExpressionError> {
        if !self.sign('{') {
            let name = self.word();
            let group = self.vocabulary.groups.get(name).cloned();
            return group.ok_or_else(|| self.error(&format!("`{name}` is not a group")));
        }
        let mut set = BTreeSet::new();
        loop {
            let word = self.word();
            if word.is_empty() {
                return Err(self.error("expected a code"));
            }
            set.insert(word.to_owned());
            if self.sign('}') {
                return Ok(set);
            }
            if !self.sign(',') {
                return Err(self.error("expected `,` or `}`"));
            }
        }
    }

    fn day(&mut self) -> Result<Date, ExpressionError> {
        let word = self.word();
        word.parse().map_err(|_| self.error(&format!("`{word}` is not a day")))
    }

    /// Whether the next word is `expected`; if it is, it is read.
    fn word_is(&mut self, expected: &str) -> bool {
        let before = self.at;
        if self.word() == expected {
            return true;
        }
        self.at = before;
        false
    }

    /// The next word, empty where none begins here.
    fn word(&mut self) -> &'text str {
        self.blanks();
        let rest = self.text.get(self.at..).unwrap_or_default();
        let is_of_a_word = |char: char| char.is_ascii_alphanumeric() || matches!(char, '_' | '.' | '-' | ':');
        let end = rest.find(|char| !is_of_a_word(char)).unwrap_or(rest.len());
        self.at += end;
        rest.get(..end).unwrap_or_default()
    }

    fn sign(&mut self, sign: char) -> bool {
        self.blanks();
        let found = self.text.get(self.at..).is_some_and(|rest| rest.starts_with(sign));
        if found {
            self.at += sign.len_utf8();
        }
        found
    }

    fn blanks(&mut self) {
        let rest = self.text.get(self.at..).unwrap_or_default();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn error(&self, what: &str) -> ExpressionError {
        ExpressionError { what: what.to_owned(), at: self.at, text: self.text.to_owned() }
    }
}

fn one_or(mut all: Vec<Expression>, join: impl Fn(Vec<Expression>) -> Expression) -> Expression {
    match (all.pop(), all.is_empty()) {
        (Some(only), true) => only,
        (Some(last), false) => {
            all.push(last);
            join(all)
        }
        (None, _) => Expression::Constant(false),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn vocabulary() -> Vocabulary {
        let mut vocabulary = Vocabulary::default();
        vocabulary.groups.insert("BALTIC".to_owned(), ["EE", "LT", "LV"].map(str::to_owned).into());
        let subject = Expression::parse("line.in_us or line.us_origin", &vocabulary).unwrap();
        vocabulary.definitions.insert("ear.subject".to_owned(), subject);
        vocabulary
    }

    #[track_caller]
    fn refuses(text: &str, expected: &str) {
        let error = Expression::parse(text, &vocabulary()).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }

    #[test]
    fn and_binds_tighter_than_or() {
        let read = |text| Expression::parse(text, &vocabulary()).unwrap();
        assert_eq!(read("yes or no and no"), read("yes or (no and no)"));
        assert_eq!(read("not yes and no"), read("(not yes) and no"));
        assert_eq!(read("ear.subject"), read("line.in_us or line.us_origin"));
        assert_eq!(read("destination in BALTIC"), read("destination in {LV, LT,EE}"));
    }

    #[test]
    fn slips_are_named() {
        refuses("line.on_cll", "`line.on_cll` is neither a fact nor a definition");
        refuses("destination", "`destination` is codes");
        refuses("destination in NORDIC", "`NORDIC` is not a group");
        refuses("contract.date before 2023-02-30", "is not a day");
        refuses("(line.on_ccl", "expected `)`");
        refuses("line.on_ccl line.ear99", "expected `and`");
        refuses("any leg (yes)", "`any` goes through");
        refuses(&"not ".repeat(5_000), "too deep");
        refuses(&"(".repeat(5_000), "too deep");
    }

    #[test]
    fn a_fact_fits_its_scope() {
        let read = |text| Expression::parse(text, &vocabulary()).unwrap();
        assert_eq!(read("line.on_ccl").fits(Scope::Order), Err(Fact::LineOnCcl));
        assert_eq!(read("any line (line.on_ccl)").fits(Scope::Match), Ok(()));
        assert_eq!(read("party.named and destination in {IR}").fits(Scope::Match), Ok(()));
        assert_eq!(read("match.end_known").fits(Scope::Party), Err(Fact::MatchEndKnown));
    }

    proptest! {
        #[test]
        fn no_text_makes_the_reader_panic(text in "\\PC{0,60}") {
            let _ = Expression::parse(&text, &vocabulary());
        }

        #[test]
        fn nor_any_words_of_the_language(
            words in proptest::collection::vec(
                prop::sample::select(vec![
                    "and", "or", "not", "any", "line", "party", "(", ")", "{", "}", ",", "in", "outside", "before",
                    "destination", "line.on_ccl", "contract.date", "2024-01-01", "BALTIC", "declared", "yes", "é",
                ]),
                0..20,
            )
        ) {
            let _ = Expression::parse(&words.join(" "), &vocabulary());
        }
    }
}
