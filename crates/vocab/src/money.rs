//! Amounts in a currency.

use std::fmt;
use std::str::FromStr;

use crate::{Currency, Decimal, NotCurrency, NotDecimal};

/// An exact amount in one currency. Amounts in two currencies do not add up, and have no order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Money {
    /// How much.
    pub amount: Decimal,
    /// Of what.
    pub currency: Currency,
}

/// Why a text is not an amount of money.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotMoney {
    /// No blank between a number and a currency.
    #[error("money is a number and a currency with a blank between them, such as `4100 USD`")]
    Shape,
    /// The number does not read.
    #[error("the amount does not read: {0}")]
    Amount(#[from] NotDecimal),
    /// The currency does not read.
    #[error("the currency does not read: {0}")]
    Currency(#[from] NotCurrency),
}

impl Money {
    /// The sum; `None` of two currencies, or where it is too large.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.combined(other, Decimal::checked_add)
    }

    /// The difference; `None` of two currencies, or where it is too large.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.combined(other, Decimal::checked_sub)
    }

    fn combined(self, other: Self, with: impl Fn(Decimal, Decimal) -> Option<Decimal>) -> Option<Self> {
        if self.currency != other.currency {
            return None;
        }
        with(self.amount, other.amount).map(|amount| Self { amount, ..self })
    }
}

/// Amounts compare in one currency only.
impl PartialOrd for Money {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        (self.currency == other.currency).then(|| self.amount.cmp(&other.amount))
    }
}

impl FromStr for Money {
    type Err = NotMoney;

    fn from_str(text: &str) -> Result<Self, NotMoney> {
        let text = text.trim();
        let front = text.split_once(char::is_whitespace).ok_or(NotMoney::Shape)?;
        if let Ok(currency) = front.0.parse() {
            return Ok(Self { amount: front.1.parse()?, currency });
        }
        let (amount, currency) = text.rsplit_once(char::is_whitespace).ok_or(NotMoney::Shape)?;
        Ok(Self { amount: amount.parse()?, currency: currency.parse()? })
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.amount, self.currency)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn money(text: &str) -> Money {
        text.parse().unwrap()
    }

    #[test]
    fn reads_the_currency_before_or_after() {
        assert_eq!(money("4,100.50 USD").to_string(), "4100.5 USD");
        assert_eq!(money("usd 4 100.50"), money("4100.5 USD"));
    }

    #[test]
    fn says_why_not() {
        assert_eq!("4100".parse::<Money>(), Err(NotMoney::Shape));
        assert_eq!("4,100 USD".parse::<Money>(), Err(NotMoney::Amount(NotDecimal::Ambiguous)));
        assert!(matches!("4100 QQQ".parse::<Money>(), Err(NotMoney::Currency(_))));
    }

    #[test]
    fn two_currencies_do_not_mix() {
        assert_eq!(money("1 USD").checked_add(money("2.5 USD")), Some(money("3.5 USD")));
        assert_eq!(money("1 USD").checked_sub(money("2.5 USD")), Some(money("-1.5 USD")));
        assert_eq!(money("1 USD").checked_add(money("2.5 EUR")), None);
        assert!(money("1 USD") < money("2 USD"));
        assert_eq!(money("1 USD").partial_cmp(&money("2 EUR")), None);
    }

    proptest! {
        #[test]
        fn display_reads_back(units in any::<i64>()) {
            let money = Money { amount: Decimal::from_ten_thousandths(units.into()), ..money("0 CNY") };
            prop_assert_eq!(money.to_string().parse(), Ok(money));
        }

        #[test]
        fn never_panics(text in ".*") {
            let _ = text.parse::<Money>();
        }
    }
}
