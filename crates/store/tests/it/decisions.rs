//! Decisions, the facts that people add to them, and what they draw.

use std::collections::BTreeMap;

use store::{
    Amount, DecisionFilter, DecisionRecord, Draw, Drawn, Draws, FactRecord, Home, LogKind, Recorded,
};
use store::{StoreError, Verdict};

use crate::sample::{by, decision, fact, home, stamp};

#[test]
fn a_decision_reads_back_with_its_blobs() {
    let (_folder, home) = home();
    let record = decision("abc123", "PO-1007");
    let Recorded::New(entry) = home.record_decision(&record, &stamp(1)).unwrap() else { panic!("not new") };
    let read = home.decision("abc123").unwrap();
    assert_eq!((read.seq, read.recorded_at, read.writer), (entry.seq, stamp(1).at, "desk".to_owned()));
    assert_eq!((read.order_id, read.as_of, read.inputs), (record.order_id, record.as_of, record.inputs));
    assert_eq!(&*home.blobs().map(read.order_blob).unwrap(), record.order.as_slice());
    assert_eq!(&*home.blobs().map(read.decision_blob).unwrap(), record.decision.as_slice());
}

#[test]
fn the_same_again_is_a_repeat_and_other_bytes_are_refused() {
    let (_folder, home) = home();
    let record = decision("abc123", "PO-1007");
    home.record_decision(&record, &stamp(1)).unwrap();
    let Recorded::Repeat(entry) = home.record_decision(&record, &stamp(2)).unwrap() else { panic!("new") };
    assert_eq!(home.record(entry.seq).unwrap().kind, Some(LogKind::DecisionRepeated));
    let other = DecisionRecord { decision: b"other".to_vec(), ..record };
    let error = home.record_decision(&other, &stamp(3)).unwrap_err();
    assert!(matches!(error, StoreError::Differs { .. }), "{error}");
    assert_eq!(home.head().unwrap().seq, 2);
    assert_eq!(home.decision("abc123").unwrap().recorded_at, stamp(1).at);
}

#[test]
fn the_beginning_of_an_id_is_enough_when_it_fits_one() {
    let (_folder, home) = home();
    for id in ["abc1", "abc2", "abd", "ab%"] {
        home.record_decision(&decision(id, "PO"), &stamp(1)).unwrap();
    }
    assert_eq!(home.decision("abd").unwrap().decision_id, "abd");
    assert_eq!(home.decision("ab%").unwrap().decision_id, "ab%");
    let error = home.decision("abc").unwrap_err();
    assert!(
        matches!(&error, StoreError::Ambiguous { examples, .. } if examples == &["abc1", "abc2"]),
        "{error}"
    );
    for missing in ["b", "abc11", "%", "a_c"] {
        assert!(matches!(home.decision(missing), Err(StoreError::NotThere { .. })), "{missing}");
    }
    assert!(matches!(home.decision(""), Err(StoreError::Empty { .. })));
}

#[test]
fn decisions_are_found_by_order_outcome_and_engine_newest_first() {
    let (_folder, home) = home();
    for (number, outcome) in ["HOLD", "PROHIBITED", "HOLD", "INFORMATION"].into_iter().enumerate() {
        let order = if number < 2 { "PO-1" } else { "PO-2" };
        let record = DecisionRecord { outcome: outcome.to_owned(), ..decision(&format!("d{number}"), order) };
        home.record_decision(&record, &stamp(1)).unwrap();
    }
    let check = |filter: DecisionFilter, limit, expected: &[&str]| {
        let found: Vec<String> =
            home.decisions(&filter, limit).unwrap().into_iter().map(|it| it.decision_id).collect();
        assert_eq!(found, expected, "{filter:?}");
    };
    let all = DecisionFilter::default();
    check(all.clone(), 10, &["d3", "d2", "d1", "d0"]);
    check(all.clone(), 2, &["d3", "d2"]);
    check(DecisionFilter { before_seq: Some(3), ..all.clone() }, 2, &["d1", "d0"]);
    check(DecisionFilter { order_id: Some("PO-1".to_owned()), ..all.clone() }, 9, &["d1", "d0"]);
    check(DecisionFilter { outcome: Some("HOLD".to_owned()), ..all.clone() }, 9, &["d2", "d0"]);
    check(DecisionFilter { engine: Some("9".to_owned()), ..all }, 9, &[]);
}

#[test]
fn four_eyes_are_two_people() {
    let (_folder, home) = home();
    home.record_decision(&decision("d", "PO"), &stamp(1)).unwrap();
    home.add_fact(&fact("f", "d"), &stamp(2)).unwrap();
    for same in ["first analyst", "First Analyst ", "first  analyst"] {
        let error = home.approve_fact("f", same, &stamp(3)).unwrap_err();
        assert!(matches!(error, StoreError::SamePerson { .. }), "{same}: {error}");
    }
    assert!(matches!(home.approve_fact("f", "", &stamp(3)), Err(StoreError::Empty { .. })));
    assert!(matches!(home.approve_fact("g", "second", &stamp(3)), Err(StoreError::NotThere { .. })));
    assert_eq!(home.fact("f").unwrap().approved_by, []);
    home.approve_fact("f", "second analyst", &stamp(4)).unwrap();
    home.approve_fact("f", "second analyst", &stamp(5)).unwrap();
    let approved = home.fact("f").unwrap().approved_by;
    assert_eq!(approved.len(), 1);
    assert_eq!((approved[0].who.as_str(), approved[0].at.clone()), ("second analyst", stamp(4).at));
}

#[test]
fn the_database_itself_refuses_one_person_with_two_hats() {
    let (folder, home) = home();
    home.record_decision(&decision("d", "PO"), &stamp(1)).unwrap();
    home.add_fact(&fact("f", "d"), &stamp(2)).unwrap();
    let seq = home.note(b"", &stamp(3)).unwrap().seq;
    let database = rusqlite::Connection::open(folder.path().join(store::DATABASE_FILE)).unwrap();
    database.execute_batch("PRAGMA foreign_keys = ON").unwrap();
    for (author, approver) in [("first analyst", "First Analyst"), ("somebody else", "first analyst")] {
        let insert = "INSERT INTO fact_approval VALUES ($1, 'f', $2, $3)";
        assert!(database.execute(insert, (seq, author, approver)).is_err(), "{author}, {approver}");
    }
}

#[test]
fn facts_stay_with_their_order_through_every_decision_on_it() {
    let (_folder, home) = home();
    home.record_decision(&decision("d1", "PO-1"), &stamp(1)).unwrap();
    home.record_decision(&decision("d2", "PO-2"), &stamp(1)).unwrap();
    let next = DecisionRecord { parent: Some("d1".to_owned()), ..decision("d3", "PO-1") };
    home.record_decision(&next, &stamp(2)).unwrap();
    let with_second = FactRecord { second: Some("second analyst".to_owned()), ..fact("f1", "d1") };
    home.add_fact(&with_second, &stamp(3)).unwrap();
    home.add_fact(&fact("f2", "d2"), &stamp(4)).unwrap();
    home.add_fact(&fact("f3", "d3"), &stamp(5)).unwrap();
    let facts = home.facts_for("PO-1").unwrap();
    let ids: Vec<&str> = facts.iter().map(|fact| fact.fact_id.as_str()).collect();
    assert_eq!(ids, ["f1", "f3"]);
    assert_eq!(facts[0].approved_by[0].who, "second analyst");
    assert_eq!(facts[0].body, with_second.body);

    let before = home.head().unwrap();
    home.add_fact(&with_second, &stamp(6)).unwrap();
    assert_eq!(home.head().unwrap(), before, "the same fact again changes nothing");
    let other = FactRecord { body: b"other".to_vec(), ..fact("f1", "d1") };
    assert!(matches!(home.add_fact(&other, &stamp(7)), Err(StoreError::Differs { .. })));
    assert!(matches!(home.add_fact(&fact("f9", "d9"), &stamp(7)), Err(StoreError::NotThere { .. })));
    let alone = FactRecord { second: Some("first analyst".to_owned()), ..fact("f4", "d1") };
    assert!(matches!(home.add_fact(&alone, &stamp(8)), Err(StoreError::SamePerson { .. })));
    assert!(matches!(home.fact("f4"), Err(StoreError::NotThere { .. })), "nothing of it was kept");
}

fn pieces(e4: i128) -> Amount {
    Amount { e4, of: "pieces".to_owned() }
}

fn licence(quantity: Amount, seen: Option<Drawn>) -> Draws {
    Draws::Replace(vec![Draw {
        authorisation: "BIS D123456".to_owned(),
        quantity: Some(quantity),
        value: None,
        seen,
    }])
}

fn drawn_pieces(home: &Home) -> Option<i128> {
    home.drawn("BIS D123456").unwrap().quantities.get("pieces").copied()
}

#[test]
fn an_order_decided_again_replaces_its_own_draw() {
    let (_folder, home) = home();
    let record = |id: &str, order: &str, draws| {
        home.record_decision(&DecisionRecord { draws, ..decision(id, order) }, &stamp(1)).unwrap();
    };
    assert_eq!(home.drawn("BIS D123456").unwrap(), Drawn::default());
    record("d1", "PO-1", licence(pieces(300), None));
    record("d2", "PO-2", licence(pieces(50), None));
    assert_eq!(drawn_pieces(&home), Some(350));
    record("d3", "PO-1", licence(pieces(100), None));
    assert_eq!(drawn_pieces(&home), Some(150));
    let others = home.drawn_by_others("BIS D123456", "PO-1").unwrap();
    assert_eq!(others.quantities, BTreeMap::from([("pieces".to_owned(), 50)]));

    record("d4", "PO-1", Draws::Leave);
    assert_eq!(drawn_pieces(&home), Some(150), "a question leaves the draw");
    let before = home.head().unwrap().seq;
    record("d3", "PO-1", licence(pieces(100), None));
    assert_eq!(home.head().unwrap().seq, before + 1, "a repeat that draws the same writes no second draw");
    record("d5", "PO-1", Draws::Replace(Vec::new()));
    assert_eq!(drawn_pieces(&home), Some(50), "an order that no longer draws gives back");
    record("d3", "PO-1", licence(pieces(100), None));
    assert_eq!(drawn_pieces(&home), Some(150), "the older decision given again draws again");
    assert!(matches!(home.verify().unwrap(), Verdict::Intact(_)));
}

#[test]
fn two_orders_cannot_both_take_the_last_of_a_licence() {
    let (_folder, home) = home();
    let seen = home.drawn_by_others("BIS D123456", "PO-1").unwrap();
    let mine = DecisionRecord { draws: licence(pieces(300), Some(seen.clone())), ..decision("d1", "PO-1") };
    let yours = DecisionRecord { draws: licence(pieces(300), Some(seen)), ..decision("d2", "PO-2") };
    home.record_decision(&mine, &stamp(1)).unwrap();
    let error = home.record_decision(&yours, &stamp(2)).unwrap_err();
    assert!(matches!(error, StoreError::DrawnMeanwhile { .. }), "{error}");
    assert!(matches!(home.decision("d2"), Err(StoreError::NotThere { .. })), "nothing of it was recorded");
    home.record_decision(&mine, &stamp(3)).unwrap();
    assert_eq!(drawn_pieces(&home), Some(300));
}

#[test]
fn amounts_beyond_sixty_four_bits_add_up_and_beyond_all_bits_are_refused() {
    let (_folder, home) = home();
    let large = i128::from(i64::MAX) * 1_000;
    for (id, order) in [("d1", "PO-1"), ("d2", "PO-2")] {
        let draws = licence(pieces(large), None);
        home.record_decision(&DecisionRecord { draws, ..decision(id, order) }, &stamp(1)).unwrap();
    }
    assert_eq!(drawn_pieces(&home), Some(large * 2));
    home.draw("PO-3", "d1", &licence(pieces(i128::MAX), None), &stamp(2)).unwrap();
    assert!(matches!(home.drawn("BIS D123456"), Err(StoreError::DrawOverflow { .. })));
}

#[test]
fn threads_record_decisions_at_once() {
    let (folder, first) = home();
    std::thread::scope(|scope| {
        for writer in ["a", "b", "c", "d"] {
            let path = folder.path();
            scope.spawn(move || {
                let home = Home::open(path).unwrap();
                for number in 0..10_u32 {
                    let id = format!("{writer}-{number}");
                    let draws = licence(pieces(1), None);
                    let record = DecisionRecord { draws, ..decision(&id, &id) };
                    home.record_decision(&record, &by(writer, number)).unwrap();
                }
            });
        }
    });
    assert_eq!(first.decisions(&DecisionFilter::default(), 100).unwrap().len(), 40);
    assert_eq!(drawn_pieces(&first), Some(40));
    assert!(matches!(first.verify().unwrap(), Verdict::Intact(_)));
}
