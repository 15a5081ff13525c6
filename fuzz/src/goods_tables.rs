//! Goods: the regulation's XML and the texts of order lines give facts or none, and never a panic.

use goods::{Part746, Supplement, item_of_concern, read_part_746, recovered, text_against_code};
use vocab::Hs;

/// Reads `bytes` as Part 746 and looks up a code in every supplement.
pub(crate) fn part_746(bytes: &[u8]) {
    let Ok(read) = read_part_746(bytes) else { return };
    let code: Hs = "854231".parse().expect("a code of the nomenclature");
    for supplement in Supplement::ALL {
        let answer = Part746::covers(&read, supplement, &code);
        assert_eq!(answer, read_part_746(bytes).expect("read before").covers(supplement, &code));
    }
}

/// Reads `bytes` as an order line: a text, and on further lines a part number and its maker.
pub(crate) fn goods_text(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let mut lines = text.lines();
    let text = lines.next().unwrap_or_default();
    let part_number = lines.next().unwrap_or_default();
    let maker = lines.next();
    let code: Hs = "847330".parse().expect("a code of the nomenclature");
    if let Some(mismatch) = text_against_code(text, &code) {
        assert!(!mismatch.sentence().is_empty(), "a mismatch says what does not agree");
    }
    let _class = item_of_concern(text, Some(&code));
    for hit in recovered(maker, part_number) {
        assert!(!hit.weapons().is_empty(), "what was recovered was recovered from something");
    }
}
