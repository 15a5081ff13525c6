//! Several versions and several lists together: what changed, since when, and who is one party.

use std::collections::BTreeSet;
use std::time::Instant;

use ledger::Entry;
use lists::diff::{self, Diff};
use lists::{Kind, fold, history};
use vocab::{ListName, Truth};

use crate::data_folder::load;

fn un(path: &str) -> Option<Vec<Entry>> {
    load(Kind::UnSc, &[path]).map(|it| it.entries)
}

#[track_caller]
fn check(old: &str, new: &str, added: usize, removed: usize, changed: usize) -> Option<Diff> {
    let found = diff::diff(&un(old)?, &un(new)?);
    let words = found.changed.iter().take(12).map(ToString::to_string).collect::<Vec<_>>().join(
        "
",
    );
    assert_eq!(
        (found.added.len(), found.removed.len(), found.changed.len()),
        (added, removed, changed),
        "{old} {new}\n{words}"
    );
    Some(found)
}

const UN_2025: &str = "un/2025-11-18/consolidated.xml.zst";
const UN_FEBRUARY: &str = "un/2026-02-27/UN_consolidated.xml.zst";
const UN_AUGUST: &str = "un/2026-08-01/consolidated.xml.zst";

#[test]
fn the_un_s_nightly_noise_is_no_change() {
    // Two records differ in their comments alone: both lost the link to a notice of INTERPOL.
    check(UN_2025, UN_FEBRUARY, 4, 1, 0);
    // All 995 common records were touched; in 27 something is new: passports and addresses of the Taliban, mostly.
    check(UN_FEBRUARY, UN_AUGUST, 16, 8, 27);
}

#[test]
fn a_history_bounds_every_listing() {
    let Some(february) = un(UN_FEBRUARY) else { return };
    let versions = [
        ("2025-11-18", un(UN_2025).unwrap()),
        ("2026-02-27", february),
        ("2026-08-01", un(UN_AUGUST).unwrap()),
    ];
    let mut versions = versions.map(|(day, entries)| (day.parse().unwrap(), entries));
    let merged = history::merge(&versions);
    let ended = merged.iter().filter(|it| it.interval.ends_latest.is_some()).count();
    assert_eq!((merged.len(), ended), (1_000 + 4 + 16, 1 + 8));
    versions.reverse();
    assert_eq!(history::merge(&versions), merged);
    let irisl = merged.iter().find(|it| it.entry.id == "IRe.029").unwrap();
    assert_eq!(irisl.interval.on("2010-06-08".parse().unwrap()), Truth::No, "{}", irisl.basis);
    assert_eq!(irisl.interval.on("2010-06-09".parse().unwrap()), Truth::Yes);
}

#[test]
fn seventeen_rows_of_alabuga_are_twelve_parties_for_the_eye() {
    let Some(loaded) = load(Kind::UsCsl, &["csl/2026-07-31_screening-list_derived.json.zst"]) else { return };
    let has =
        |entry: &&Entry| entry.party.names.iter().any(|name| name.text.to_uppercase().contains("ALABUGA"));
    let rows = loaded.entries.iter().filter(has).collect::<Vec<_>>();
    assert_eq!(rows.len(), 17);
    let folding = fold::fold(rows.iter().copied());
    assert_eq!((folding.groups.len(), folding.display.len()), (17, 12));
    // The same over the whole list: nothing else joins them.
    let began = Instant::now();
    let whole = fold::fold(&loaded.entries);
    println!(
        "{} entries folded in {:?}: {} groups, {} for the eye",
        loaded.entries.len(),
        began.elapsed(),
        whole.groups.len(),
        whole.display.len()
    );
    let of_alabuga = |group: &usize| whole.groups[*group].members.iter().any(|&at| has(&&loaded.entries[at]));
    let shown = whole.display.iter().filter(|groups| groups.iter().any(of_alabuga)).count();
    assert_eq!(shown, 12);
    let mut sizes = whole.display.iter().map(Vec::len).collect::<Vec<_>>();
    sizes.sort_unstable();
    println!("largest display groups {:?}", sizes.iter().rev().take(5).collect::<Vec<_>>());
}

#[test]
fn the_ships_of_four_publishers_fold_by_their_numbers() {
    let Some(gur) = load(Kind::UaGurShips, &["ua/gur_vessels_master.csv.zst"]) else { return };
    let more = [
        load(Kind::OfacSdn, &["ofac/2026-08_sdn_excerpt"]),
        load(Kind::EuOj, &["eu/oj-annexes/consolidated", "eu/oj-annexes/amendments"]),
        load(Kind::AuDfat, &["au/2026-08/regulation8_consolidated.xlsx"]),
        load(Kind::UnSc, &[UN_AUGUST]),
        load(Kind::UkConlist, &["uk/2022-05/ConList.xlsx"]),
    ];
    let mut entries = gur.entries;
    entries.extend(more.into_iter().flatten().flat_map(|it| it.entries));
    let began = Instant::now();
    let folding = fold::fold(&entries);
    println!("{} entries folded in {:?}: {} groups", entries.len(), began.elapsed(), folding.groups.len());
    for refused in folding.refused.iter().take(20) {
        println!("not believed: {:?}, {} entries: {}", refused.key, refused.entries, refused.why);
    }
    let mut sizes = folding
        .groups
        .iter()
        .map(|it| (it.members.len(), entries[it.members[0]].party.caption()))
        .collect::<Vec<_>>();
    sizes.sort_unstable();
    println!("largest groups {:?}", sizes.iter().rev().take(8).collect::<Vec<_>>());
    let olya = folding.groups.iter().find(|group| {
        group.members.iter().any(|&at| entries[at].list == ListName::UsSdn && entries[at].id == "50585")
    });
    let lists = olya.unwrap().members.iter().map(|&at| entries[at].list).collect::<BTreeSet<_>>();
    assert_eq!(lists, BTreeSet::from([ListName::UsSdn, ListName::EuVessels, ListName::UaGur]));
    assert!(sizes.last().unwrap().0 <= 20, "{sizes:?}");
}
