//! JSON orders: one object, an array of objects, or one object a line.

use anyhow::bail;
use law::order::ORDER_BYTES_MAX;
use serde_json::value::RawValue;

use super::{OrderText, OrderTexts, RowReject};

/// Splits a JSON text into its orders, without looking into them.
pub(super) fn split(bytes: &[u8], shown: &str) -> anyhow::Result<OrderTexts> {
    let mut texts = OrderTexts::default();
    if bytes.starts_with(b"[") {
        let orders: Vec<&RawValue> = match serde_json::from_slice(bytes) {
            Ok(orders) => orders,
            Err(error) => bail!("{shown} is not JSON: {error}"),
        };
        for (index, order) in orders.iter().enumerate() {
            let place = format!("{shown}, order {}", index + 1);
            texts.orders.push(OrderText { place, json: order.get().as_bytes().to_vec() });
        }
        if texts.orders.is_empty() {
            bail!("{shown} holds no order: the list is empty");
        }
        return Ok(texts);
    }
    if serde_json::from_slice::<&RawValue>(bytes).is_ok() || !is_json_lines(bytes) {
        if ORDER_BYTES_MAX < bytes.len() {
            bail!(
                "{shown} is one order of {} bytes, and an order has {ORDER_BYTES_MAX} at most",
                bytes.len()
            );
        }
        texts.orders.push(OrderText { place: shown.to_owned(), json: bytes.to_vec() });
        return Ok(texts);
    }
    for (index, line) in bytes.split(|&byte| byte == b'\n').enumerate() {
        let line = line.trim_ascii();
        if line.is_empty() {
            continue;
        }
        match serde_json::from_slice::<&RawValue>(line) {
            Ok(_) => {
                let place = format!("{shown}, line {}", index + 1);
                texts.orders.push(OrderText { place, json: line.to_vec() });
            }
            Err(error) => {
                texts.rejects.push(RowReject { line: index as u64 + 1, why: format!("not JSON: {error}") });
            }
        }
    }
    Ok(texts)
}

/// Whether the first line is a whole object, so that the rest is meant as more of them. A single broken object is not.
fn is_json_lines(bytes: &[u8]) -> bool {
    let mut lines =
        bytes.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty());
    lines.next().is_some_and(|line| serde_json::from_slice::<&RawValue>(line).is_ok())
        && lines.next().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, orders: &[&str], rejected: &[u64]) {
        let texts = split(text.as_bytes(), "it").unwrap();
        let got: Vec<_> =
            texts.orders.iter().map(|it| std::str::from_utf8(&it.json).unwrap().trim()).collect();
        assert_eq!(got, orders, "{text}");
        let lines: Vec<_> = texts.rejects.iter().map(|it| it.line).collect();
        assert_eq!(lines, rejected, "{text}");
    }

    #[test]
    fn an_object_an_array_and_lines_are_told_apart() {
        check("{\"id\": 1}", &["{\"id\": 1}"], &[]);
        check("{\n\"id\": 1\n}", &["{\n\"id\": 1\n}"], &[]);
        check("[{\"id\":1}, {\"id\":2}]", &["{\"id\":1}", "{\"id\":2}"], &[]);
        check("{\"id\":1}\n\n{\"id\":2}\n", &["{\"id\":1}", "{\"id\":2}"], &[]);
    }

    #[test]
    fn a_broken_line_costs_itself_and_a_broken_object_is_left_to_its_reader() {
        check("{\"id\":1}\n{\"id\":\n{\"id\":3}", &["{\"id\":1}", "{\"id\":3}"], &[2]);
        check("{\"id\": 1", &["{\"id\": 1"], &[]);
    }
}
