//! Everything that an answer is given from: the lists as known on a day, the starter set, the tables, the index.

use std::collections::BTreeMap;

use law::ListUsed;
use lists::Kind;
use lists::history::Dated;
use screening::{EntryRef, Index, IndexBuilder, ListRef, Rarity};
use store::{Home, Stamp};
use vocab::{Date, Digest, ListName, ListingInterval};

use super::merge;
use super::tables::Tables;
use crate::starter::Starter;

/// The name under which the starter set stands among the lists of an answer.
pub(crate) const STARTER: &str = "starter";

/// One listing, with when it was listed and where that is known from.
#[derive(Clone, Debug)]
pub(crate) struct Listing {
    /// The entry with the interval that its own file's versions show.
    pub(crate) dated: Dated,
    /// The interval that all files with this listing allow together.
    pub(crate) interval: ListingInterval,
    /// Where that interval comes from, in words.
    pub(crate) basis: String,
}

/// One file of lists, merged over its versions.
#[derive(Debug)]
pub(crate) struct ListFile {
    /// What the answer says of it.
    pub(crate) used: ListUsed,
    /// Its listings.
    pub(crate) listings: Vec<Listing>,
}

/// The merged files and tables that a decision was given from, as it records them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Recorded {
    /// Each file of lists, as the answer has it, its digest being the blob's.
    pub(crate) lists: Vec<ListUsed>,
    /// Part 746, where it was loaded.
    pub(crate) part_746: Option<(Digest, Date)>,
    /// The EU's annexes, where they were loaded.
    pub(crate) eu_annexes: Option<(Digest, Date)>,
}

/// Everything that an answer is given from.
#[derive(Debug)]
pub(crate) struct Holdings {
    /// The files of lists, the starter set last.
    pub(crate) files: Vec<ListFile>,
    /// The index over all listings; its references are positions in `files` and their `listings`.
    pub(crate) index: Index,
    /// The tables of goods.
    pub(crate) tables: Tables,
    /// Places and claims.
    pub(crate) starter: Starter,
}

impl Holdings {
    /// What is in use, as it was known on a day.
    pub(crate) fn open(home: &Home, known_at: Date, stamp: &Stamp) -> anyhow::Result<Self> {
        let starter = Starter::shipped()?;
        home.blobs().put(crate::starter::listings_text().as_bytes())?;
        let mut files = Vec::new();
        for kind in Kind::ALL {
            let Some(merged) = merge::as_known(home, kind, known_at, stamp)? else { continue };
            let confirmed = merge::confirmed(home, kind.code())?.map(|day| day.min(known_at));
            let dated = merge::entries(home, merged.blob)?;
            let used = used(kind, &merged, confirmed.unwrap_or(known_at), &dated);
            files.push(ListFile { used, listings: listings(dated) });
        }
        files.push(starter_file(&starter));
        Ok(Self::of(files, Tables::open(home, known_at)?, starter))
    }

    /// What a decision was given from, out of the blobs that it names.
    pub(crate) fn recorded(home: &Home, recorded: &Recorded) -> anyhow::Result<Self> {
        let mut files = Vec::new();
        let mut starter = Starter::shipped()?;
        for used in &recorded.lists {
            if used.kind == STARTER {
                let text = home.blobs().map(used.digest)?;
                starter = Starter::from_listings(std::str::from_utf8(&text)?)?;
                files.push(starter_file(&starter));
            } else {
                let dated = merge::entries(home, used.digest)?;
                files.push(ListFile { used: used.clone(), listings: listings(dated) });
            }
        }
        let tables = Tables::recorded(home, recorded.part_746, recorded.eu_annexes)?;
        Ok(Self::of(files, tables, starter))
    }

    fn of(mut files: Vec<ListFile>, tables: Tables, starter: Starter) -> Self {
        narrow(&mut files);
        let mut builder = IndexBuilder::new();
        for (list, file) in (0_u16..).zip(&files) {
            for (entry, listing) in (0_u32..).zip(&file.listings) {
                builder.add(ListRef(list), EntryRef(entry), &listing.dated.entry.party);
            }
        }
        Self { files, index: builder.build(Rarity::shipped()), tables, starter }
    }

    /// A listing, with the file in which it stands.
    pub(crate) fn listing(&self, list: ListRef, entry: EntryRef) -> Option<(&ListFile, &Listing)> {
        let file = self.files.get(usize::from(list.0))?;
        let listing = file.listings.get(usize::try_from(entry.0).ok()?)?;
        Some((file, listing))
    }

    /// What a decision must record to be given again.
    pub(crate) fn recorded_as(&self) -> Recorded {
        let (mut part_746, mut eu_annexes) = (None, None);
        for (kind, digest, day) in self.tables.inputs() {
            match kind {
                super::tables::TableKind::Ear746 => part_746 = Some((digest, day)),
                super::tables::TableKind::EuAnnexes => eu_annexes = Some((digest, day)),
            }
        }
        Recorded { lists: self.files.iter().map(|it| it.used.clone()).collect(), part_746, eu_annexes }
    }
}

fn listings(dated: Vec<Dated>) -> Vec<Listing> {
    let listings = dated.into_iter().map(|dated| Listing {
        interval: dated.interval,
        basis: dated.basis.clone(),
        dated,
    });
    listings.collect()
}

fn used(kind: Kind, merged: &merge::Merged, confirmed: Date, dated: &[Dated]) -> ListUsed {
    let newest = merged.versions.last().map(|it| &it.content);
    let day = |version: Option<&store::ListVersion>| version.and_then(|it| it.content.effective);
    let effective = day(merged.versions.last()).unwrap_or(confirmed);
    let mut names: Vec<ListName> = kind.lists().to_vec();
    // A file of several lists counts for those that are really in it.
    if 1 < names.len() {
        names.retain(|name| dated.iter().any(|it| it.entry.list == *name));
    }
    let lacks =
        newest.map(|it| it.lacks.split(", ").filter(|it| !it.is_empty()).map(str::to_owned).collect());
    ListUsed {
        kind: kind.code().to_owned(),
        names,
        digest: merged.blob,
        version: newest.and_then(|it| it.published.clone()).unwrap_or_else(|| effective.to_string()),
        effective,
        confirmed,
        complete: true,
        lacks: lacks.unwrap_or_default(),
        starter: false,
        oldest: day(merged.versions.first()).unwrap_or(effective),
    }
}

fn starter_file(starter: &Starter) -> ListFile {
    let mut names: Vec<ListName> = starter.listings.iter().map(|it| it.entry.list).collect();
    names.sort_unstable();
    names.dedup();
    let listings = starter.listings.iter().map(|it| Listing {
        dated: Dated {
            entry: it.entry.clone(),
            interval: it.interval,
            basis: it.basis.clone(),
            first_version: starter.edition,
            last_version: starter.edition,
        },
        interval: it.interval,
        basis: it.basis.clone(),
    });
    ListFile {
        used: ListUsed {
            kind: STARTER.to_owned(),
            names,
            digest: starter.digest,
            version: starter.edition.to_string(),
            effective: starter.edition,
            confirmed: starter.edition,
            complete: false,
            lacks: Vec::new(),
            starter: true,
            oldest: starter.edition,
        },
        listings: listings.collect(),
    }
}

/// Narrows the interval of each listing by what other files with the same listing show of it.
///
/// The same listing is the same list and the same publisher's number, or, where a list gives no numbers, the same
/// list and the same primary name to the letter. Where two files contradict each other, each keeps its own interval
/// and says so.
fn narrow(files: &mut [ListFile]) {
    let mut same: BTreeMap<(ListName, String), Vec<(usize, usize)>> = BTreeMap::new();
    for (at, file) in files.iter().enumerate() {
        for (row, listing) in file.listings.iter().enumerate() {
            let entry = &listing.dated.entry;
            same.entry((entry.list, entry.id.clone())).or_default().push((at, row));
            if entry.list == ListName::UsEntityList {
                same.entry((entry.list, entry.party.caption().to_uppercase())).or_default().push((at, row));
            }
        }
    }
    for places in same.values().filter(|places| 1 < places.len()) {
        let mut together: Option<(ListingInterval, String)> = None;
        let mut contradiction = false;
        for &(at, row) in places {
            let Some(listing) = files.get(at).and_then(|file| file.listings.get(row)) else { continue };
            together = match together {
                None => Some((listing.interval, listing.basis.clone())),
                Some((interval, basis)) => match interval.narrowed_by(&listing.interval) {
                    Some(narrowed) if narrowed == interval => Some((interval, basis)),
                    Some(narrowed) if narrowed == listing.interval => Some((narrowed, listing.basis.clone())),
                    Some(narrowed) => Some((narrowed, format!("{basis}; {}", listing.basis))),
                    None => {
                        contradiction = true;
                        Some((interval, basis))
                    }
                },
            };
        }
        let Some((interval, basis)) = together else { continue };
        for &(at, row) in places {
            let Some(listing) = files.get_mut(at).and_then(|file| file.listings.get_mut(row)) else {
                continue;
            };
            if contradiction {
                listing.basis = format!("{}; another file contradicts it", listing.basis);
            } else {
                listing.interval = interval;
                listing.basis.clone_from(&basis);
            }
        }
    }
}
