//! Who stands above whom in the figure: rows of parties, and between them rows of labels, one slot for each.
//!
//! A party stands above all whom it owns, circles apart: of a circle, one edge runs upward and is drawn from the other
//! end. An edge over several rows gets a narrow slot in each row between, so that no line crosses a box.

use std::collections::{BTreeMap, BTreeSet};

use crate::statement::PartyId;

/// One place in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Slot {
    /// A party's box.
    Party(PartyId),
    /// The label of an edge, by its position.
    Label(usize),
    /// Where an edge passes a row, by its position and the row.
    Bend(usize, usize),
}

/// One edge from top to bottom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// The slots that it passes.
    pub(crate) slots: Vec<Slot>,
    /// The owner stands below the owned.
    pub(crate) upward: bool,
}

/// The rows of a figure.
#[derive(Clone, Debug)]
pub(crate) struct Layers {
    /// From top to bottom: parties, labels, parties, …
    rows: Vec<Vec<Slot>>,
    lines: Vec<Line>,
    parties: Vec<PartyId>,
}

impl Layers {
    /// Places the party at the bottom and its owners above; `edges` are owner and owned, nearest first.
    pub(crate) fn of(party: PartyId, edges: &[(PartyId, PartyId)]) -> Self {
        let upward = upward(party, edges);
        // Each edge as it is drawn: from the upper end to the lower.
        let drawn: Vec<(PartyId, PartyId)> = edges
            .iter()
            .enumerate()
            .map(|(at, &(owner, owned))| if upward.contains(&at) { (owned, owner) } else { (owner, owned) })
            .collect();
        let mut heights: BTreeMap<PartyId, usize> = BTreeMap::from([(party, 0)]);
        for &(upper, lower) in &drawn {
            heights.entry(upper).or_default();
            heights.entry(lower).or_default();
        }
        // Longest paths: as many rounds as there are parties at most, since no circle is left.
        for _ in 0..heights.len() {
            for &(upper, lower) in &drawn {
                let above = heights.get(&lower).copied().unwrap_or_default() + 1;
                if let Some(height) = heights.get_mut(&upper) {
                    *height = (*height).max(above);
                }
            }
        }
        let top = heights.values().copied().max().unwrap_or_default();
        let mut rows: Vec<Vec<Slot>> = vec![Vec::new(); 2 * top + 1];
        let row_of = |party: PartyId| 2 * (top - heights.get(&party).copied().unwrap_or_default().min(top));
        // In the order of the edges, so that the larger shares stand to the left.
        let mut parties = vec![party];
        let mut seen = BTreeSet::from([party]);
        for end in edges.iter().flat_map(|&(owner, owned)| [owned, owner]) {
            if seen.insert(end) {
                parties.push(end);
            }
        }
        for &party in &parties {
            push(&mut rows, row_of(party), Slot::Party(party));
        }
        let mut lines = Vec::new();
        for (at, &(upper, lower)) in drawn.iter().enumerate() {
            let (from, to) = (row_of(upper), row_of(lower));
            let mut slots = vec![Slot::Party(upper), Slot::Label(at)];
            push(&mut rows, from + 1, Slot::Label(at));
            for row in from + 2..to {
                slots.push(Slot::Bend(at, row));
                push(&mut rows, row, Slot::Bend(at, row));
            }
            slots.push(Slot::Party(lower));
            lines.push(Line { slots, upward: upward.contains(&at) });
        }
        let mut layers = Self { rows, lines, parties };
        layers.untangle();
        layers
    }

    pub(crate) fn rows(&self) -> &[Vec<Slot>] {
        &self.rows
    }

    pub(crate) fn lines(&self) -> impl Iterator<Item = Line> {
        self.lines.iter().cloned()
    }

    pub(crate) fn parties(&self) -> &[PartyId] {
        &self.parties
    }

    /// Sorts each row by the middle of what its slots are tied to in the row below, then above: fewer crossings.
    fn untangle(&mut self) {
        let mut ties: BTreeMap<Slot, [Vec<Slot>; 2]> = BTreeMap::new();
        for line in &self.lines {
            for pair in line.slots.windows(2) {
                if let [upper, lower] = *pair {
                    ties.entry(upper).or_default()[0].push(lower);
                    ties.entry(lower).or_default()[1].push(upper);
                }
            }
        }
        let count = self.rows.len();
        for round in 0..4_usize {
            let side = round % 2;
            let order: Vec<usize> = if side == 0 { (0..count).rev().collect() } else { (0..count).collect() };
            for at in order {
                let beside = if side == 0 { at.checked_add(1) } else { at.checked_sub(1) };
                let Some(fixed) = beside.and_then(|it| self.rows.get(it)) else { continue };
                // In 1/64 of a slot, scaled to the longer row.
                let place: BTreeMap<Slot, usize> = fixed
                    .iter()
                    .enumerate()
                    .map(|(x, slot)| (*slot, (x * 2 + 1) * 64 / fixed.len().max(1)))
                    .collect();
                let Some(row) = self.rows.get_mut(at) else { continue };
                let own: BTreeMap<Slot, usize> = row.iter().enumerate().map(|(x, slot)| (*slot, x)).collect();
                let length = row.len().max(1);
                row.sort_by_key(|slot| {
                    let tied = ties.get(slot).map_or(&[][..], |it| &it[side]);
                    let places: Vec<usize> = tied.iter().filter_map(|it| place.get(it).copied()).collect();
                    let own = own.get(slot).copied().unwrap_or_default();
                    if places.is_empty() {
                        ((own * 2 + 1) * 64 / length, own)
                    } else {
                        (places.iter().sum::<usize>() / places.len(), own)
                    }
                });
            }
        }
    }
}

fn push(rows: &mut [Vec<Slot>], at: usize, slot: Slot) {
    if let Some(row) = rows.get_mut(at) {
        row.push(slot);
    }
}

/// The edges that close a circle, seen from the party upward.
fn upward(party: PartyId, edges: &[(PartyId, PartyId)]) -> BTreeSet<usize> {
    let mut owners: BTreeMap<PartyId, Vec<(usize, PartyId)>> = BTreeMap::new();
    for (at, &(owner, owned)) in edges.iter().enumerate() {
        owners.entry(owned).or_default().push((at, owner));
    }
    let mut closing = BTreeSet::new();
    let mut done = BTreeSet::new();
    // Depth first, with the way down to the party kept: an owner on that way closes a circle.
    let mut way: Vec<(PartyId, usize)> = vec![(party, 0)];
    let mut on_way = BTreeSet::from([party]);
    while let Some((at, next)) = way.last_mut() {
        let step = owners.get(at).and_then(|it| it.get(*next)).copied();
        *next += 1;
        match step {
            Some((edge, owner)) if on_way.contains(&owner) => {
                closing.insert(edge);
            }
            Some((_, owner)) if !done.contains(&owner) => {
                on_way.insert(owner);
                way.push((owner, 0));
            }
            Some(_) => {}
            None => {
                let Some((party, _)) = way.pop() else { break };
                on_way.remove(&party);
                done.insert(party);
            }
        }
    }
    closing
}
