//! Orders: any bytes are an order or a refusal, and an order's canonical bytes read back as the same order.

use law::Order;

/// Reads `bytes` as `order/1`.
pub(crate) fn order(bytes: &[u8]) {
    match Order::from_json(bytes) {
        Ok(order) => {
            let canonical = order.canonical_bytes();
            let again = Order::from_json(&canonical).expect("the canonical bytes of an order are an order");
            assert_eq!(again.canonical_bytes(), canonical, "canonical bytes are canonical");
        }
        Err(error) => assert!(!error.to_string().is_empty(), "a refusal says why"),
    }
}
