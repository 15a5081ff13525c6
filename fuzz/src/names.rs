//! Names: any two texts can be compared, either way round, and a score is what its evidence adds up to.

use std::sync::OnceLock;

use ledger::{Name, NameKind, Party};
use screening::{Rarity, compare, spelling};
use vocab::Schema;

/// The largest score, in 1/10,000.
const SCORE_MAX: i32 = 10_000;

/// Compares the first line of `bytes`, as a name, with the rest of it.
pub(crate) fn names(bytes: &[u8]) {
    static RARITY: OnceLock<Rarity> = OnceLock::new();
    let rarity = RARITY.get_or_init(Rarity::shipped);
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let (ours, theirs) = text.split_once('\n').unwrap_or((text, text));
    for schema in [Schema::Company, Schema::Person, Schema::Vessel] {
        let (ours, theirs) = (named(schema, ours), named(schema, theirs));
        let found = compare(&ours, &theirs, rarity);
        assert_eq!(found.score, compare(&theirs, &ours, rarity).score, "the same whichever comes first");
        let total: i32 = found.evidence.iter().chain(&found.against).map(|it| it.weight).sum();
        assert_eq!(
            i32::from(found.score),
            total.clamp(0, SCORE_MAX),
            "a score is what its evidence adds up to"
        );
        assert!(found.score == 0 || !found.evidence.is_empty(), "no score without evidence");
    }
}

/// Takes `bytes` apart as a name: bounded, and without a word that cannot be compared.
pub(crate) fn spelling(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let spelled = spelling::spell(text);
    assert!(spelled.words.len() <= spelling::WORDS_MAX, "a name is cut where it is too long");
    assert!(spelled.words.iter().all(|word| !word.latin.is_empty()), "every word has a reading");
}

fn named(schema: Schema, text: &str) -> Party {
    let mut party = Party::new(schema);
    party.names.push(Name {
        text: text.to_owned(),
        kind: NameKind::Primary,
        parts: Vec::new(),
        field: "name".into(),
    });
    party
}
