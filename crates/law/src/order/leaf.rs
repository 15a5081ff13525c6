//! The leaves of an order: texts, answers, days and amounts, and how each is read.

use std::fmt;
use std::str::FromStr;

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::{Serialize, Serializer};
use vocab::{CountryCode, Decimal, NotDecimal};

/// What a text in an order comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leaf<T> {
    /// It reads.
    Given(T),
    /// It stands there and does not read.
    Bad {
        /// As the order has it.
        text: String,
        /// What is wrong with it.
        reason: String,
    },
    /// It is not there.
    Missing,
}

impl<T> Leaf<T> {
    /// The value, where there is one.
    pub fn given(self) -> Option<T> {
        match self {
            Self::Given(value) => Some(value),
            Self::Bad { .. } | Self::Missing => None,
        }
    }

    /// Whether it is not there at all.
    pub const fn is_missing(&self) -> bool {
        matches!(self, Self::Missing)
    }
}

/// Reads a leaf; a text of blanks counts as missing.
pub(crate) fn read<T>(text: Option<&str>) -> Leaf<T>
where
    T: FromStr,
    T::Err: fmt::Display,
{
    let Some(text) = text.filter(|text| !text.trim().is_empty()) else {
        return Leaf::Missing;
    };
    match text.parse() {
        Ok(value) => Leaf::Given(value),
        Err(reason) => Leaf::Bad { text: text.to_owned(), reason: T::Err::to_string(&reason) },
    }
}

/// Reads a country's code or name.
pub(crate) fn country(text: Option<&str>) -> Leaf<CountryCode> {
    read(text)
}

/// A number of things or of money, exact: a JSON number or a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount(String);

impl Amount {
    /// The amount that this text stands for.
    pub fn new(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The exact number.
    pub fn read(&self) -> Result<Decimal, NotDecimal> {
        self.0.parse()
    }

    /// As the order has it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One spelling for one number; what does not read stays as it is.
impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.read() {
            Ok(number) => serializer.collect_str(&number),
            Err(_) => serializer.serialize_str(&self.0),
        }
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AmountVisitor)
    }
}

struct AmountVisitor;

impl Visitor<'_> for AmountVisitor {
    type Value = Amount;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number, or a text with a number")
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Amount, E> {
        Ok(Amount(number.to_string()))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Amount, E> {
        Ok(Amount(number.to_string()))
    }

    /// The shortest text of the float is the text that it was written as, up to fifteen digits.
    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Amount, E> {
        let text = number.to_string();
        // JSON has one decimal mark: a fourth place says that the mark does not group thousands.
        let three_places = text.split_once('.').is_some_and(|(_, places)| places.len() == 3);
        Ok(Amount(if three_places { format!("{text}0") } else { text }))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Amount, E> {
        Ok(Amount(text.to_owned()))
    }
}

/// A text; a whole number is taken as its digits, because identifiers are often written so.
pub(crate) mod text {
    use super::{Deserializer, Serializer, TextVisitor};

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(input: D) -> Result<Option<String>, D::Error> {
        input.deserialize_any(TextVisitor)
    }

    #[expect(clippy::ref_option, reason = "serde gives a reference to the field")]
    pub(crate) fn serialize<S: Serializer>(text: &Option<String>, output: S) -> Result<S::Ok, S::Error> {
        match text {
            Some(text) => output.serialize_str(text),
            None => output.serialize_none(),
        }
    }
}

struct TextVisitor;

impl Visitor<'_> for TextVisitor {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text (numbers with a point need quotes, or zeros at their end are lost)")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Option<String>, E> {
        Ok(None)
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Option<String>, E> {
        Ok(Some(number.to_string()))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Option<String>, E> {
        Ok(Some(text.to_owned()))
    }
}

/// Yes, no or unknown: `true`, `false` or a word.
pub(crate) mod answer {
    use std::fmt;

    use serde::de::{self, Visitor};
    use serde::{Deserializer, Serializer};
    use vocab::Truth;

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(input: D) -> Result<Option<Truth>, D::Error> {
        input.deserialize_any(AnswerVisitor)
    }

    #[expect(
        clippy::ref_option,
        clippy::trivially_copy_pass_by_ref,
        reason = "serde gives a reference to the field"
    )]
    pub(crate) fn serialize<S: Serializer>(answer: &Option<Truth>, output: S) -> Result<S::Ok, S::Error> {
        match answer {
            Some(answer) => output.collect_str(answer),
            None => output.serialize_none(),
        }
    }

    struct AnswerVisitor;

    impl Visitor<'_> for AnswerVisitor {
        type Value = Option<Truth>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("yes, no or unknown")
        }

        fn visit_bool<E: de::Error>(self, answer: bool) -> Result<Option<Truth>, E> {
            Ok(Some(Truth::from(answer)))
        }

        fn visit_str<E: de::Error>(self, text: &str) -> Result<Option<Truth>, E> {
            text.parse().map(Some).map_err(E::custom)
        }

        fn visit_unit<E: de::Error>(self) -> Result<Option<Truth>, E> {
            Ok(None)
        }
    }
}

/// A civil date, as 2025-01-10.
pub(crate) mod date {
    use serde::{Deserialize, Deserializer, Serializer};
    use vocab::Date;

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(input: D) -> Result<Option<Date>, D::Error> {
        let text = Option::<String>::deserialize(input)?;
        text.map(|text| super::day(&text)).transpose()
    }

    #[expect(
        clippy::ref_option,
        clippy::trivially_copy_pass_by_ref,
        reason = "serde gives a reference to the field"
    )]
    pub(crate) fn serialize<S: Serializer>(day: &Option<Date>, output: S) -> Result<S::Ok, S::Error> {
        match day {
            Some(day) => output.collect_str(day),
            None => output.serialize_none(),
        }
    }
}

/// First and last day.
pub(crate) mod date_pair {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use vocab::Date;

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(input: D) -> Result<Option<(Date, Date)>, D::Error> {
        let Some((from, to)) = Option::<(String, String)>::deserialize(input)? else {
            return Ok(None);
        };
        let (from, to) = (super::day(&from)?, super::day(&to)?);
        if to < from {
            return Err(D::Error::custom(format!("`valid` ends on {to}, before it begins on {from}")));
        }
        Ok(Some((from, to)))
    }

    #[expect(clippy::ref_option, reason = "serde gives a reference to the field")]
    pub(crate) fn serialize<S: Serializer>(
        pair: &Option<(Date, Date)>,
        output: S,
    ) -> Result<S::Ok, S::Error> {
        pair.map(|(from, to)| [from.to_string(), to.to_string()]).serialize(output)
    }
}

/// A day, as year, month and day with hyphens and nothing else.
fn day<E: de::Error>(text: &str) -> Result<vocab::Date, E> {
    let reads = (text.len() == "2025-01-10".len()).then(|| text.parse().ok()).flatten();
    reads.ok_or_else(|| {
        E::custom(format!("`{text}` is not a date; write year, month and day, as in 2025-01-10"))
    })
}

/// A share in per cent: a text or a number, kept as text.
pub(crate) mod amount_text {
    use serde::{Deserialize, Deserializer};

    use super::Amount;

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(input: D) -> Result<Option<String>, D::Error> {
        Ok(Option::<Amount>::deserialize(input)?.map(|amount| amount.0))
    }

    pub(crate) use super::text::serialize;
}
