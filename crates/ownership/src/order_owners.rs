//! The owners that an order names behind one of its parties, under the four laws.

use vocab::{Date, Share};

use crate::answers::Answers;
use crate::explain::Explanation;
use crate::graph::Graph;
use crate::regime::{Law, Listed};
use crate::statement::{Full, Interest, PartyId, Range, Reach, Statement, Statements};

/// Owners of owners that are followed.
const DEPTH_MAX: usize = 16;

/// An owner as an order states it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatedOwner {
    /// The name; `None` where somebody is there and not named.
    pub name: Option<String>,
    /// At least this; `None` where nothing is said.
    pub share_min: Option<Share>,
    /// At most this; `None` where nothing is said.
    pub share_max: Option<Share>,
    /// Since when.
    pub from: Option<Date>,
    /// Until when.
    pub to: Option<Date>,
    /// Who says so.
    pub source: Option<String>,
    /// The laws under which this owner is listed itself.
    pub listed: Vec<Law>,
    /// The owner's own owners.
    pub owners: Vec<StatedOwner>,
}

/// What the four laws make of a party with these owners, on a day. Names are the party's id: an owner that stands twice
/// is one.
pub fn of_owners(party: &str, owners: &[StatedOwner], as_of: Date) -> Result<Explanation, Full> {
    let mut statements = Statements::default();
    let mut listed = Vec::new();
    let id = statements.party(party)?;
    add(&mut statements, &mut listed, id, owners, 0)?;
    let graph = Graph::on(&statements, as_of);
    let mut by_law = Listed::nobody(statements.parties().len());
    for (owner, law) in listed {
        by_law.add(owner, law);
    }
    let answers = Answers::compute(&graph, &by_law);
    Ok(answers.explain(id))
}

fn add(
    to: &mut Statements,
    listed: &mut Vec<(PartyId, Law)>,
    owned: PartyId,
    owners: &[StatedOwner],
    depth: usize,
) -> Result<(), Full> {
    if DEPTH_MAX <= depth {
        return Ok(());
    }
    for (number, stated) in (1_u32..).zip(owners) {
        let name = stated.name.as_deref().map(str::trim).filter(|it| !it.is_empty());
        let owner = if let Some(name) = name {
            to.party(name)?
        } else {
            let owner = to.party(&format!("(an owner not named: {depth}, {}, {number})", to.label(owned)))?;
            if let Some(party) = to.describe(owner) {
                party.undisclosed = stated.listed.is_empty();
                party.name = Some("an owner not named".into());
            }
            owner
        };
        listed.extend(stated.listed.iter().map(|&law| (owner, law)));
        let source = to.source(stated.source.as_deref().unwrap_or("the order"));
        let min = stated.share_min.unwrap_or(Share::ZERO);
        let max = stated.share_max.unwrap_or(Share::WHOLE).max(min);
        to.add(Statement {
            owner,
            owned,
            interest: Interest::Shares,
            reach: Reach::Direct,
            share: Range { min, max },
            from: stated.from.map(Into::into),
            to: stated.to.map(Into::into),
            stated: None,
            source,
            line: number,
        })?;
        add(to, listed, owner, &stated.owners, depth + 1)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regime::Answer;

    #[test]
    fn an_entity_list_owner_counts_for_bis_alone() {
        let share = Share::from_ppm(600_000);
        let owner = StatedOwner {
            name: Some("Listed Maker".to_owned()),
            share_min: share,
            share_max: share,
            listed: vec![Law::Bis],
            ..StatedOwner::default()
        };
        let found = of_owners("Buyer", &[owner], vocab::Date::constant(2026, 11, 23)).unwrap();
        let answers: Vec<_> = found.laws.iter().map(|it| (it.law.code(), it.answer)).collect();
        assert_eq!(
            answers,
            [
                ("OFAC", Answer::NotBlocked),
                ("BIS", Answer::Blocked),
                ("EU", Answer::NotBlocked),
                ("UK", Answer::NotBlocked),
            ]
        );
        assert_eq!(found.laws[1].arithmetic, "Listed Maker 60: blocked");
    }
}
