//! What must hold of any graph: order of rows, more owners, intervals against exact shares, and any bytes.

use std::fmt::Write as _;

use ownership::{Answer, Answers, Graph, Law, Listed, PartyId, read};
use proptest::prelude::*;
use vocab::Date;

const PARTIES: u8 = 7;
const DAY: Date = Date::constant(2026, 11, 23);

#[derive(Clone, Debug)]
struct Row {
    owner: u8,
    owned: u8,
    min: u32,
    max: u32,
}

fn csv(rows: &[Row]) -> String {
    let mut text = "owner,owned,share_min,share_max\n".to_owned();
    for row in rows {
        let _ = writeln!(text, "P{},P{},{},{}", row.owner, row.owned, row.min, row.max);
    }
    text
}

/// A party's name, and for each law its answer, bounds and words.
type Told = (String, Vec<(Answer, u32, u32, String)>);

/// Each party's answers and words under all laws, with P0 and P1 listed.
fn told(rows: &[Row]) -> Vec<Told> {
    let reading = read(csv(rows).as_bytes()).unwrap();
    let graph = Graph::on(&reading.statements, DAY);
    let mut listed = Listed::nobody(reading.statements.parties().len());
    for name in ["P0", "P1"] {
        if let Some(party) = reading.statements.find(name) {
            listed.add_everywhere(party);
        }
    }
    let answers = Answers::compute(&graph, &listed);
    let mut told: Vec<_> = (0..PARTIES)
        .filter_map(|it| reading.statements.find(&format!("P{it}")))
        .map(|party: PartyId| {
            let found = answers.explain(party);
            let extra = format!("{:?} {:?} {:?}", found.summary, found.contradictions, found.flags);
            let mut laws: Vec<_> = found
                .laws
                .iter()
                .map(|it| {
                    let path: Vec<_> = it.path.iter().map(|it| reading.statements.label(*it)).collect();
                    let words = format!("{} {path:?} {:?} {extra}", it.arithmetic, it.question);
                    (it.answer, it.held.min.ppm(), it.held.max.ppm(), words)
                })
                .collect();
            for (law, told) in Law::ALL.iter().zip(&mut laws) {
                assert_eq!(told.0, answers.answer(party, *law));
            }
            (reading.statements.label(party).to_owned(), laws)
        })
        .collect();
    told.sort();
    told
}

fn any_row() -> impl Strategy<Value = Row> {
    let share = prop_oneof![Just(0), Just(25), Just(50), Just(51), Just(100), 0_u32..=100];
    (0..PARTIES, 0..PARTIES, share.clone(), share).prop_map(|(owner, owned, a, b)| Row {
        owner,
        owned,
        min: a.min(b),
        max: a.max(b),
    })
}

/// Rows, one a pair, whose least shares come to no more than the whole of any party, each with a fraction that picks a
/// value inside.
fn possible_rows() -> impl Strategy<Value = Vec<(Row, u32)>> {
    prop::collection::vec((any_row(), 0_u32..=100), 0..16).prop_map(|rows| {
        let mut kept: Vec<(Row, u32)> = Vec::new();
        for (mut row, fraction) in rows {
            if kept.iter().any(|(it, _)| (it.owner, it.owned) == (row.owner, row.owned)) {
                continue;
            }
            let exact = |row: &Row, fraction: u32| row.min + (row.max - row.min) * fraction / 100;
            let taken: u32 =
                kept.iter().filter(|(it, _)| it.owned == row.owned).map(|(it, part)| exact(it, *part)).sum();
            row.min = row.min.min(100 - taken);
            row.max = row.max.max(row.min);
            let left = 100 - taken - row.min;
            let width = row.max - row.min;
            let fraction = if width == 0 || exact(&row, fraction) - row.min <= left { fraction } else { 0 };
            kept.push((row, fraction));
        }
        kept
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_order_of_rows_never_shows(
        (rows, shuffled) in prop::collection::vec(any_row(), 0..20)
            .prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle()))
    ) {
        // Lines are evidence of rows without a source, and only they may differ.
        let plain = |told: Vec<Told>| {
            let mut text = format!("{told:?}");
            while let Some(at) = text.find("(line ") {
                let end = text[at..].find(')').unwrap();
                text.replace_range(at..=at + end, "");
            }
            text
        };
        prop_assert_eq!(plain(told(&rows)), plain(told(&shuffled)));
    }

    #[test]
    fn another_owner_never_unblocks_under_ofac(
        rows in possible_rows(), owner in 0..PARTIES, owned in 0..PARTIES, share in 0_u32..=100
    ) {
        let rows: Vec<Row> = rows.into_iter().map(|it| it.0).collect();
        prop_assume!(!rows.iter().any(|it| (it.owner, it.owned) == (owner, owned)));
        let mut more = rows.clone();
        more.push(Row { owner, owned, min: share, max: share });
        let after = told(&more);
        for (party, laws) in told(&rows) {
            if laws[0].0 == Answer::Blocked {
                let now = after.iter().find(|it| it.0 == party).unwrap();
                prop_assert_eq!(now.1[0].0, Answer::Blocked);
            }
        }
    }

    #[test]
    fn intervals_hold_every_exact_answer_inside_them(rows in possible_rows()) {
        let wide: Vec<Row> = rows.iter().map(|it| it.0.clone()).collect();
        let exact: Vec<Row> = rows
            .iter()
            .map(|(row, fraction)| {
                let share = row.min + (row.max - row.min) * fraction / 100;
                Row { min: share, max: share, ..row.clone() }
            })
            .collect();
        for ((party, wide), (_, exact)) in told(&wide).iter().zip(told(&exact)) {
            for (wide, exact) in wide.iter().zip(exact) {
                prop_assert_ne!(exact.0, Answer::Undetermined, "{}", party);
                prop_assert!(wide.1 <= exact.1 && exact.2 <= wide.2, "{party}: {wide:?} {exact:?}");
                prop_assert!(wide.0 == exact.0 || wide.0 == Answer::Undetermined, "{party}: {wide:?} {exact:?}");
            }
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200), head in 0_usize..6) {
        let heads: [&[u8]; 6] = [
            b"",
            b"owner,owned,share_min,share_max,from,to,source\n",
            b"[{\"recordType\":\"relationship\",\"recordId\":\"1\"},",
            b"{\"schema\":\"Ownership\",\"properties\":{}}\n",
            b"<RelationshipData>",
            b"{\"company_number\":\"1\",\"data\":{}}\n",
        ];
        let text = [heads[head], &bytes].concat();
        if let Ok(reading) = read(&text) {
            let graph = Graph::on(&reading.statements, DAY);
            let listed = Listed::nobody(reading.statements.parties().len());
            drop(Answers::compute(&graph, &listed));
        }
    }
}

#[test]
fn a_long_chain_of_listed_owners_takes_no_square() {
    // Each listed and each the next one's whole owner, from the bottom up: 200,000 persons above one another.
    let count = 200_000;
    let mut text = "owner,owned,share\n".to_owned();
    for at in (0..count).rev() {
        let _ = writeln!(text, "P{at:07},P{:07},100", at + 1);
    }
    let reading = read(text.as_bytes()).unwrap();
    let graph = Graph::on(&reading.statements, DAY);
    let mut listed = Listed::nobody(reading.statements.parties().len());
    for at in 0..count {
        listed.add_everywhere(reading.statements.find(&format!("P{at:07}")).unwrap());
    }
    let answers = Answers::compute(&graph, &listed);
    let last = reading.statements.find(&format!("P{count:07}")).unwrap();
    assert_eq!(answers.answer(last, Law::Uk), Answer::Blocked);
    assert_eq!(answers.answer(last, Law::Ofac), Answer::Blocked);
}
