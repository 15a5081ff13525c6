//! Reads order/1 from JSON: shape, limits and numbering.

use std::collections::BTreeSet;

use super::{Order, Party};

/// Bytes of one order.
pub const ORDER_BYTES_MAX: usize = 4 << 20;
/// Parties of one order.
pub const PARTIES_MAX: usize = 1_000;
/// Lines of one order.
pub const GOODS_MAX: usize = 10_000;
/// Legs of one route.
pub const LEGS_MAX: usize = 200;
/// Characters of one name, address or other text.
pub const TEXT_CHARS_MAX: usize = 20_000;
/// How many owners may stand behind one another in an order.
pub const OWNERS_DEPTH_MAX: usize = 10;

/// What an order's `format` says.
const FORMAT: &str = "order/1";

/// Why a text is not an order.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {what}")]
pub struct OrderError {
    /// From one; 0 where no one place is wrong.
    pub line: usize,
    /// From one; 0 where no one place is wrong.
    pub column: usize,
    /// What is wrong.
    pub what: String,
    /// What would be right.
    pub hint: String,
}

impl OrderError {
    /// What would be right.
    pub fn hint(&self) -> &str {
        &self.hint
    }

    fn whole(what: String, hint: &str) -> Self {
        Self { line: 0, column: 0, what, hint: hint.to_owned() }
    }
}

/// Reads an order and tests its shape, limits and numbering.
pub(super) fn from_json(bytes: &[u8]) -> Result<Order, OrderError> {
    if ORDER_BYTES_MAX < bytes.len() {
        let what = format!("the order has {} bytes, more than {ORDER_BYTES_MAX}", bytes.len());
        return Err(OrderError::whole(what, "split it into several orders"));
    }
    let mut order: Order = serde_json::from_slice(bytes).map_err(|error| not_json(&error))?;
    if order.format != FORMAT {
        let what = format!("`format` is `{}`", order.format);
        return Err(OrderError::whole(what, "write \"format\": \"order/1\""));
    }
    within("parties", order.parties.len(), PARTIES_MAX)?;
    within("goods", order.goods.len(), GOODS_MAX)?;
    within("route.legs", order.legs().len(), LEGS_MAX)?;
    number_lines(&mut order)?;
    for party in &order.parties {
        texts_within(party, 0)?;
    }
    for goods in &order.goods {
        let texts = [&goods.text, &goods.hs, &goods.eccn, &goods.mpn, &goods.manufacturer];
        text_within(texts.into_iter().flatten())?;
    }
    text_within(order.end_use.iter().filter_map(|it| it.text.as_ref()))?;
    Ok(order)
}

/// What the JSON reader complains of, with its place.
fn not_json(error: &serde_json::Error) -> OrderError {
    let text = error.to_string();
    let what = text.rsplit_once(" at line ").map_or(text.as_str(), |(what, _)| what).to_owned();
    let hint = if what.starts_with("unknown field") {
        "the name is misspelt or stands in the wrong place; order/1 takes no other fields"
    } else if what.starts_with("missing field") {
        "add it; every order begins with \"format\": \"order/1\""
    } else {
        "the file must be one JSON object in the form of order/1"
    };
    OrderError { line: error.line(), column: error.column(), what, hint: hint.to_owned() }
}

fn within(what: &str, got: usize, max: usize) -> Result<(), OrderError> {
    if got <= max {
        return Ok(());
    }
    Err(OrderError::whole(format!("`{what}` has {got} entries, more than {max}"), "split the order"))
}

/// Gives lines without a number their place from one, and refuses two lines of one number.
fn number_lines(order: &mut Order) -> Result<(), OrderError> {
    let mut seen = BTreeSet::new();
    for (place, goods) in (1..).zip(&mut order.goods) {
        if goods.line == 0 {
            goods.line = place;
        }
        if !seen.insert(goods.line) {
            let what = format!("two lines of `goods` have the number {}", goods.line);
            return Err(OrderError::whole(what, "number every line once, or number none"));
        }
    }
    for authorisation in &order.authorisations {
        if let Some(line) = authorisation.lines.iter().find(|line| !seen.contains(line)) {
            let what = format!("an authorisation names line {line}, which `goods` does not have");
            return Err(OrderError::whole(what, "name lines by their `line` number"));
        }
    }
    Ok(())
}

fn texts_within(party: &Party, depth: usize) -> Result<(), OrderError> {
    if OWNERS_DEPTH_MAX < depth {
        let what = format!("owners stand more than {OWNERS_DEPTH_MAX} deep");
        return Err(OrderError::whole(what, "give the chain as an ownership graph instead"));
    }
    within("owners", party.owners.len(), PARTIES_MAX)?;
    text_within(party.name.iter().chain(&party.aliases))?;
    text_within(party.addresses.iter().filter_map(|address| address.text.as_ref()))?;
    for owner in party.owners.iter().filter_map(|owner| owner.party.as_deref()) {
        texts_within(owner, depth + 1)?;
    }
    Ok(())
}

fn text_within<'text>(texts: impl IntoIterator<Item = &'text String>) -> Result<(), OrderError> {
    for text in texts {
        let got = text.chars().count();
        if TEXT_CHARS_MAX < got {
            let what = format!("a text of {got} characters is longer than {TEXT_CHARS_MAX}");
            return Err(OrderError::whole(what, "shorten it; documents do not belong in an order"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refuses(json: &str, expected: &str) {
        let error = Order::from_json(json.as_bytes()).unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
        assert!(!error.hint().is_empty());
    }

    #[test]
    fn the_examples_read_and_keep_their_canonical_bytes() {
        for json in [
            include_str!("../../../../examples/orders/june-2023.json"),
            include_str!("../../../../examples/orders/caspian-2024.json"),
        ] {
            let order = Order::from_json(json.as_bytes()).unwrap();
            let again = Order::from_json(&order.canonical_bytes()).unwrap();
            assert_eq!(again.canonical_bytes(), order.canonical_bytes());
        }
    }

    #[test]
    fn a_slip_is_named_with_its_place() {
        refuses(
            "{\"format\": \"order/1\",\n \"destnation\": {}}",
            "line 2, column 13: unknown field `destnation`",
        );
        refuses("{\"format\": \"order/1\", \"parties\": [{\"nmae\": \"A\"}]}", "unknown field `nmae`");
        refuses("{\"format\": \"order/2\"}", "`format` is `order/2`");
        refuses("{}", "missing field `format`");
        refuses(
            "{\"format\": \"order/1\", \"dates\": {\"export\": \"10.1.2025\"}}",
            "`10.1.2025` is not a date",
        );
        refuses("{\"format\": \"order/1\", \"goods\": [{\"line\": 2}, {\"line\": 2}]}", "have the number 2");
        refuses("{\"format\": \"order/1\", \"goods\": [{\"hs\": 8542.30}]}", "need quotes");
    }

    #[test]
    fn depth_is_bounded() {
        refuses(&format!("{{\"format\": {}", "[".repeat(10_000)), "expected a string");
        let owners = "{\"party\":{\"owners\":[".repeat(12) + &"]}}".repeat(12);
        refuses(&format!("{{\"format\":\"order/1\",\"parties\":[{{\"owners\":[{owners}]}}]}}"), "deep");
        let owners = "{\"party\":{\"owners\":[".repeat(500) + &"]}}".repeat(500);
        refuses(&format!("{{\"format\":\"order/1\",\"parties\":[{{\"owners\":[{owners}]}}]}}"), "recursion");
    }

    #[test]
    fn two_spellings_of_one_amount_are_one_order() {
        let bytes = |amount: &str| {
            let json = format!(
                "{{\"format\":\"order/1\",\"goods\":[{{\"value\":{{\"amount\":{amount},\"currency\":\"USD\"}}}}]}}"
            );
            Order::from_json(json.as_bytes()).unwrap().canonical_bytes()
        };
        assert_eq!(bytes("4100.5"), bytes("\"4,100.50\""));
        assert_eq!(bytes("4100.125"), bytes("\"4100.1250\""));
        assert_ne!(bytes("4100"), bytes("4101"));
    }
}
