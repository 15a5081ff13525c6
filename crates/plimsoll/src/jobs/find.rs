//! What the engines find about an order: the facts that `law` decides on.

use std::collections::{BTreeMap, BTreeSet};

use law::order::{self, Order};
use law::{
    AddressHit, EvidenceFound, Found, IdFault, LawPack, LegFound, ListMatch, LocatorFound, MatchState,
    PartyFound, PlaceFound, SameAddress,
};
use ledger::Address;
use screening::{EntryRef, Evidence, Hit, ListRef, Screener, Settings};
use vocab::{Date, ListName, Schema};

use super::decide::Rules;
use super::holdings::{Holdings, ListFile, Listing, STARTER};
use super::lines;
use super::owners;
use super::parties::{self, Screened};
use super::places;
use super::signed::Said;

/// Hits of one party that are looked at; a party that is like more listings than this has no name of its own.
const HITS_MAX: usize = 100;

/// What is found about an order, as the law of `on` would read it.
pub(crate) fn found(order: &Order, holdings: &Holdings, rules: &Rules, on: Date, signed: Said) -> Found {
    let mut finder = Finder {
        holdings,
        screener: holdings.index.screener(),
        settings: Settings { review_at: rules.policy.review_at, limit_per_party: HITS_MAX },
        seen: BTreeMap::new(),
        confirmed: signed.confirmed,
    };
    let destination = order.destination_country().given();
    let parties = order.parties.iter().map(|party| finder.party_of_order(party, &rules.pack, on)).collect();
    let legs = order.legs().iter().map(|leg| finder.leg(leg)).collect();
    let seen = finder.seen;
    let mut found = Found {
        parties,
        lines: order.goods.iter().map(|line| lines::found(line, destination, on, &holdings.tables)).collect(),
        legs,
        lists: holdings.files.iter().map(|file| file.used.clone()).collect(),
        tables: holdings.tables.used(on),
        signed: signed.facts,
    };
    number_groups(&mut found, holdings, &seen);
    found
}

struct Finder<'a> {
    holdings: &'a Holdings,
    screener: Screener<'a>,
    settings: Settings,
    /// Where each matched listing stands.
    seen: Seen,
    /// Listings that a person confirmed: the list, the entry and the party's name.
    confirmed: Vec<(ListName, String, String)>,
}

/// Where matched listings stand, by list, entry and kind of file.
type Seen = BTreeMap<(ListName, String, String), (ListRef, EntryRef)>;

impl Finder<'_> {
    fn party_of_order(&mut self, party: &order::Party, pack: &LawPack, on: Date) -> PartyFound {
        let mut found = self.party(&parties::of_order(party));
        found.owners = owners::found(party, pack, on, &mut |owner| {
            let screened = match &owner.party {
                Some(party) => parties::of_order(party),
                None => parties::of_name(owner.name().unwrap_or_default()),
            };
            self.party(&screened).matches
        });
        found
    }

    fn party(&mut self, screened: &Screened) -> PartyFound {
        let hits = self.screener.screen(&screened.party, &self.settings);
        let mut matches = Vec::with_capacity(hits.len());
        for hit in &hits {
            if let Some((file, listing)) = self.holdings.listing(hit.list, hit.entry) {
                let mut found = list_match(hit, file, listing);
                let is_it = |(list, entry, party): &(ListName, String, String)| {
                    *list == found.list && *entry == found.entry && party == screened.party.caption()
                };
                if self.confirmed.iter().any(is_it) {
                    found.state = MatchState::Confirmed;
                }
                self.seen
                    .insert((found.list, found.entry.clone(), found.kind.clone()), (hit.list, hit.entry));
                matches.push(found);
            }
        }
        let address_hits =
            screened.party.addresses.iter().flat_map(|address| self.address(address)).collect();
        let id_faults = screened.faults.iter().map(|fault| IdFault {
            kind: fault.kind.clone(),
            text: fault.text.clone(),
            reason: fault.reason.clone(),
        });
        PartyFound {
            matches: one_a_listing(matches),
            address_hits,
            id_faults: id_faults.collect(),
            owners: Vec::new(),
        }
    }

    fn leg(&mut self, leg: &order::Leg) -> LegFound {
        let place = |text: &Option<String>| -> Option<PlaceFound> {
            text.as_deref().map(|text| places::found(text, &self.holdings.starter.places))
        };
        let (from, to) = (place(&leg.from), place(&leg.to));
        let vessel = leg.vessel.as_ref().map(|vessel| self.party(&parties::of_vessel(vessel)));
        LegFound { from, to, vessel }
    }

    /// The listed parties at an address, one hit for the same unit and one for the same building at most.
    fn address(&self, address: &Address) -> Vec<AddressHit> {
        let hits = self.holdings.index.screen_address(address);
        let mut here: BTreeSet<(ListName, String)> = BTreeSet::new();
        for hit in &hits {
            if let Some((_, listing)) = self.holdings.listing(hit.list, hit.entry) {
                here.insert(listing_key(listing));
            }
        }
        let listed_at_building = u32::try_from(here.len()).unwrap_or(u32::MAX);
        let mut found: Vec<AddressHit> = Vec::new();
        for hit in &hits {
            let Some((file, listing)) = self.holdings.listing(hit.list, hit.entry) else { continue };
            let entry = &listing.dated.entry;
            let same = if hit.same_unit { SameAddress::Unit } else { SameAddress::Building };
            if let Some(before) = found.iter_mut().find(|it| it.same == same && it.list == entry.list) {
                if !before.entries.contains(&entry.id) {
                    before.entries.push(entry.id.clone());
                }
                continue;
            }
            found.push(AddressHit {
                ours: address.text.clone(),
                theirs: hit.text.clone(),
                party: (entry.party.schema != Schema::Address).then(|| entry.party.caption().to_owned()),
                same,
                listed_at_building,
                entries: vec![entry.id.clone()],
                list: entry.list,
                interval: listing.interval,
                digest: file.used.digest,
                sentence: hit.sentence.clone(),
            });
        }
        found
    }
}

/// What tells a listing: its list and number, or, where its list gives no numbers, its list and name.
pub(crate) fn listing_key(listing: &Listing) -> (ListName, String) {
    let entry = &listing.dated.entry;
    (entry.list, listing_name(entry.list, &entry.id, entry.party.caption()))
}

/// A listing's number, or its name where its list gives no numbers: the Entity List.
fn listing_name(list: ListName, entry: &str, caption: &str) -> String {
    if list == ListName::UsEntityList { caption.to_uppercase() } else { entry.to_owned() }
}

fn list_match(hit: &Hit, file: &ListFile, listing: &Listing) -> ListMatch {
    let entry = &listing.dated.entry;
    let state = if hit.presumed { MatchState::Presumed } else { MatchState::Possible };
    let ends_known = entry.list != ListName::UsDpl
        || entry.listing.ended.is_some()
        || !file.used.lacks.iter().any(|lack| lack == "end dates");
    ListMatch {
        list: entry.list,
        kind: file.used.kind.clone(),
        entry: entry.id.clone(),
        caption: entry.party.caption().to_owned(),
        group: 0,
        state,
        score: hit.score,
        strength: hit.strength,
        interval: listing.interval,
        interval_basis: listing.basis.clone(),
        programs: entry.listing.programs.clone(),
        requirement: entry.listing.requirement.clone(),
        policy: entry.listing.policy.clone(),
        footnotes: Vec::new(),
        citations: entry.listing.citations.clone(),
        measures: entry.listing.measures.clone(),
        annex: entry.listing.annex.clone(),
        end_known: ends_known,
        reason: entry.listing.reason.clone(),
        link: entry.listing.link.clone(),
        locator: LocatorFound { list: file.used.digest, entry: entry.id.clone(), field: String::new() },
        evidence: hit.evidence.iter().map(evidence).collect(),
        against: hit.against.iter().map(evidence).collect(),
        lacks: file.used.lacks.clone(),
    }
}

fn evidence(from: &Evidence) -> EvidenceFound {
    EvidenceFound {
        sentence: from.sentence.clone(),
        ours: from.ours.clone(),
        theirs: from.theirs.clone(),
        field: from.field.clone(),
    }
}

/// One match a listing, where several files carry it: the surest, a publisher's own file before the starter set.
///
/// What the surest lacks in words (a licence requirement, a reason) comes from the others: it is the same listing.
fn one_a_listing(matches: Vec<ListMatch>) -> Vec<ListMatch> {
    let mut by_listing: BTreeMap<(ListName, String), ListMatch> = BTreeMap::new();
    for found in matches {
        let name = listing_name(found.list, &found.entry, &found.caption);
        let rank = |it: &ListMatch| (it.state, it.kind != STARTER, it.score, it.strength);
        match by_listing.entry((found.list, name)) {
            std::collections::btree_map::Entry::Vacant(place) => {
                place.insert(found);
            }
            std::collections::btree_map::Entry::Occupied(mut place) => {
                let (mut surest, other) = if rank(place.get()) < rank(&found) {
                    (found, place.get().clone())
                } else {
                    (place.get().clone(), found)
                };
                surest.requirement = surest.requirement.or(other.requirement);
                surest.policy = surest.policy.or(other.policy);
                surest.reason = surest.reason.or(other.reason);
                surest.end_known |= other.end_known;
                place.insert(surest);
            }
        }
    }
    let mut matches: Vec<_> = by_listing.into_values().collect();
    matches.sort_by(|a, b| {
        (b.state, b.score, b.strength, a.list, &a.entry)
            .cmp(&(a.state, a.score, a.strength, b.list, &b.entry))
    });
    matches
}

/// Gives the matches of an order that a reader should see as one party the same number, from 1 on.
fn number_groups(found: &mut Found, holdings: &Holdings, seen: &Seen) {
    let legs = found.legs.iter_mut().filter_map(|leg| leg.vessel.as_mut());
    let mut matches: Vec<&mut ListMatch> =
        found.parties.iter_mut().chain(legs).flat_map(|party| party.matches.iter_mut()).collect();
    let entries: Vec<_> = matches
        .iter()
        .filter_map(|it| seen.get(&(it.list, it.entry.clone(), it.kind.clone())))
        .filter_map(|&(list, entry)| holdings.listing(list, entry))
        .map(|(_, listing)| &listing.dated.entry)
        .collect();
    let folding = lists::fold::fold(entries.iter().copied());
    for (number, display) in (1_u32..).zip(&folding.display) {
        let members =
            display.iter().filter_map(|&group| folding.groups.get(group)).flat_map(|group| &group.members);
        for &member in members {
            if let Some(found) = matches.get_mut(member) {
                found.group = number;
            }
        }
    }
}
