//! Entries of several lists that are one party: folded by shared strong identifiers and stated ties, never by a name.
//!
//! A *group* is one party in fact: its members share a number that only one party can have, or a list says that they
//! are one. Each member keeps its own words and its own legal effect. A *display group* is for the reader's eye only:
//! it also puts together what has exactly one name, in one country and of one type, and merges nothing.

use std::collections::{BTreeMap, BTreeSet};

use ledger::{Entry, IdKind, Identifier, LinkKind, NameKind, PartyDateKind};
use vocab::{ListName, Schema};

use crate::diff::entry_digest;
use crate::numbered::is_un_reference;

/// Entries that share one key beyond which the key is not believed: no party stands on so many lists.
pub const KEY_ENTRIES_MAX: usize = 20;
/// Entries that share one name beyond which the name says nothing.
pub const NAME_ENTRIES_MAX: usize = 40;
/// Shortest registration or tax number that is believed to be one party's.
pub const NUMBER_CHARS_MIN: usize = 6;

/// What folding found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folding {
    /// Each entry once, in groups that are one party in fact. Groups and members in the order of list and id.
    pub groups: Vec<Group>,
    /// Numbers of [`Folding::groups`], put together for the reader's eye.
    pub display: Vec<Vec<usize>>,
    /// Keys that were not believed, and why.
    pub refused: Vec<Refused>,
}

/// Entries that are one party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Places of the entries in the input.
    pub members: Vec<usize>,
    /// Why they are one party; empty for an entry alone.
    pub grounds: BTreeSet<Key>,
}

/// A key that was not believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The key.
    pub key: Key,
    /// How many entries bear it.
    pub entries: usize,
    /// Why it was not believed.
    pub why: &'static str,
}

/// What makes two entries one party.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// One listing that stands in several files, by the publisher's own number.
    Listing(&'static str, String),
    /// A reference of the UN, the EU or the UK that several lists give.
    Reference(String),
    /// A number that only one party can have.
    Number(IdKind, String),
    /// A number of one country's register.
    Registered(IdKind, String, String),
}

/// Folds entries. The result does not depend on their order, but for the places that it names.
pub fn fold<'e>(entries: impl IntoIterator<Item = &'e Entry>) -> Folding {
    let entries = entries.into_iter().collect::<Vec<_>>();
    // In an order of their own, so that nothing depends on the order in which lists were loaded.
    let mut order = (0..entries.len()).collect::<Vec<_>>();
    order.sort_by_cached_key(|&at| {
        (entries[at].list, entries[at].id.clone(), entry_digest(entries[at]).to_string())
    });
    let sorted = order.iter().map(|&at| entries[at]).collect::<Vec<_>>();
    let mut folding = Folding::default();
    let mut sets = Sets::of(sorted.len());
    let mut grounds = BTreeMap::<usize, BTreeSet<Key>>::new();
    let mut facts = sorted.iter().map(|entry| Facts::of(entry)).collect::<Vec<_>>();
    for (key, members) in by_key(&sorted) {
        let mut refuse =
            |why| folding.refused.push(Refused { key: key.clone(), entries: members.len(), why });
        if members.len() > KEY_ENTRIES_MAX {
            refuse("too many entries bear it");
            continue;
        }
        let mut contradicts = false;
        // The bearers so far that do not contradict one another are one set; each of the others begins its own.
        let mut apart = Vec::<usize>::new();
        for &member in &members {
            let own = sets.find(member);
            let with = apart.iter().map(|&at| sets.find(at)).collect::<Vec<_>>();
            if with.contains(&own) {
                continue;
            }
            let Some(other) = with.into_iter().find(|&at| facts[at].agree(&facts[own])) else {
                contradicts |= !apart.is_empty();
                apart.push(member);
                continue;
            };
            let (low, high) = (own.min(other), own.max(other));
            let joined = std::mem::take(&mut facts[high]);
            facts[low].join(joined);
            sets.join(low, high);
            let more = grounds.remove(&high).unwrap_or_default();
            grounds.entry(low).or_default().extend(more);
            grounds.entry(low).or_default().insert(key.clone());
        }
        if contradicts {
            refuse("its bearers are of different kinds, or have different numbers for life");
        }
    }
    let groups = sets.groups();
    folding.display = display(&sorted, &groups);
    folding.groups = groups
        .into_iter()
        .map(|members| Group {
            grounds: members.first().and_then(|it| grounds.remove(it)).unwrap_or_default(),
            members: members.into_iter().map(|at| order[at]).collect(),
        })
        .collect();
    folding
}

/// The entries that bear each key that two at least bear.
fn by_key(entries: &[&Entry]) -> BTreeMap<Key, Vec<usize>> {
    let mut map = BTreeMap::<Key, Vec<usize>>::new();
    for (at, entry) in entries.iter().enumerate() {
        let mut keys = BTreeSet::new();
        add_listing_keys(entry, &mut keys);
        for id in own_numbers(entry) {
            if id.kind.is_strong() {
                keys.insert(Key::Number(id.kind, id.value.clone()));
            } else if matches!(id.kind, IdKind::Registration | IdKind::Tax)
                && id.value.len() >= NUMBER_CHARS_MIN
            {
                let country = id.country.map(|it| it.as_str().to_owned());
                keys.extend(country.map(|it| Key::Registered(id.kind, it, id.value.clone())));
            } else if id.kind == IdKind::ListReference {
                keys.extend(reference(&id.text, entry.list));
            }
        }
        for link in entry.links.iter().filter(|link| link.kind == LinkKind::SameAs) {
            let to = link.to_id.as_deref().unwrap_or(&link.to);
            keys.extend(listing(entry.list, to));
            keys.extend(foreign(to));
        }
        for key in keys {
            map.entry(key).or_default().push(at);
        }
    }
    map.retain(|_, members| members.len() > 1);
    map
}

/// The numbers that are the party's own, as far as a list says: not faulty, not fillers, and no ship's on a company.
///
/// Numbers out of prose may be those of others whom the prose names, but for the hull of a ship.
fn own_numbers(entry: &Entry) -> impl Iterator<Item = &Identifier> {
    let may_be_ship = matches!(entry.party.schema, Schema::Vessel | Schema::Thing);
    let own = move |id: &&Identifier| {
        if id.kind == IdKind::Imo { may_be_ship } else { !id.field.ends_with("(text)") }
    };
    entry.party.ids.iter().filter(|id| id.fault.is_none() && !is_filler(&id.value)).filter(own)
}

fn add_listing_keys(entry: &Entry, keys: &mut BTreeSet<Key>) {
    keys.extend(listing(entry.list, &entry.id));
    keys.extend(reference(&entry.id, entry.list));
    if entry.list == ListName::Ftm {
        keys.extend(foreign(&entry.id));
    }
}

/// The number under which a publisher keeps a party, where it is one for all its files and lists.
fn listing(list: ListName, id: &str) -> Option<Key> {
    let digits = !id.is_empty() && id.bytes().all(|it| it.is_ascii_digit());
    let publisher = match list {
        // One series of numbers for all of OFAC's lists.
        ListName::UsSdn
        | ListName::UsSsi
        | ListName::UsNsMbs
        | ListName::UsCapta
        | ListName::UsCmic
        | ListName::UsPlc
        | ListName::UsFse => digits.then_some("OFAC"),
        ListName::UkFreeze | ListName::UkShips => digits.then_some("OFSI"),
        ListName::UnSc => Some("UN"),
        ListName::EuFreeze => id.starts_with("EU.").then_some("EU"),
        ListName::AuDfat => Some("DFAT"),
        ListName::UaGur => Some("GUR"),
        ListName::Ftm => Some("FtM"),
        // Their ids are places in an annex or made of a name, or the user's own numbers: none is one party's.
        ListName::UsEntityList
        | ListName::UsMeu
        | ListName::UsUvl
        | ListName::UsDpl
        | ListName::UsDtc
        | ListName::UsIsn
        | ListName::EuExport
        | ListName::EuVessels
        | ListName::EuPorts
        | ListName::EuSectoral
        | ListName::CaSema
        | ListName::UaNsdc
        | ListName::Book
        | ListName::Letter => None,
    };
    publisher.map(|it| Key::Listing(it, id.to_owned()))
}

/// A reference that other lists give too: the UN's, the EU's, the UK's, OFSI's group.
fn reference(text: &str, list: ListName) -> Option<Key> {
    let text = text.trim();
    let digits = !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    if is_un_reference(text) {
        return Some(Key::Reference(text.to_owned()));
    }
    let eu =
        text.strip_prefix("EU.").is_some_and(|rest| rest.bytes().all(|it| it.is_ascii_digit() || it == b'.'));
    if eu {
        return Some(Key::Listing("EU", text.to_owned()));
    }
    let uk = text.len() == 7
        && text.bytes().take(3).all(|it| it.is_ascii_uppercase())
        && text.bytes().skip(3).all(|it| it.is_ascii_digit());
    if uk {
        return Some(Key::Reference(text.to_owned()));
    }
    let of_uk = matches!(list, ListName::UkFreeze | ListName::UkShips);
    (digits && of_uk).then(|| Key::Listing("OFSI", text.to_owned()))
}

/// An id by which a FollowTheMoney collection names another publisher's entry: `ofac-45708`, `eu-fsf-eu-8282-49`.
fn foreign(id: &str) -> Option<Key> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    if let Some(uid) = id.strip_prefix("ofac-").filter(|it| digits(it)) {
        return Some(Key::Listing("OFAC", uid.to_owned()));
    }
    if let Some(group) = id.strip_prefix("gb-hmt-").filter(|it| digits(it)) {
        return Some(Key::Listing("OFSI", group.to_owned()));
    }
    if let Some(number) = id.strip_prefix("gb-fcdo-").filter(|it| it.len() == 7) {
        return reference(&number.to_uppercase(), ListName::Ftm);
    }
    let (first, second) = id.strip_prefix("eu-fsf-eu-")?.split_once('-')?;
    (digits(first) && digits(second)).then(|| Key::Listing("EU", format!("EU.{first}.{second}")))
}

/// Whether a number only fills a field: one sign over and over, or a row of digits up or down.
fn is_filler(value: &str) -> bool {
    let bytes = value.as_bytes();
    let steps = |by: u8| {
        bytes.windows(2).all(|pair| pair[1] == (pair[0].wrapping_sub(b'0').wrapping_add(by)) % 10 + b'0')
    };
    bytes.len() < 5 || bytes.windows(2).all(|pair| pair[0] == pair[1]) || steps(1) || steps(9)
}

/// What contradicts that two groups are one party.
#[derive(Clone, Debug, Default)]
struct Facts {
    schemata: BTreeSet<Schema>,
    for_life: BTreeMap<IdKind, BTreeSet<String>>,
}

impl Facts {
    fn of(entry: &Entry) -> Self {
        let mut facts = Self::default();
        facts.schemata.insert(entry.party.schema);
        for id in own_numbers(entry).filter(|id| matches!(id.kind, IdKind::Imo | IdKind::Lei | IdKind::Ogrn))
        {
            facts.for_life.entry(id.kind).or_default().insert(id.value.clone());
        }
        facts
    }

    /// All kinds may be one, and of each number for life that both have they share one.
    fn agree(&self, other: &Self) -> bool {
        let kinds = self.schemata.iter().all(|a| other.schemata.iter().all(|b| a.may_match(*b)));
        let shares = |(kind, values): (&IdKind, &BTreeSet<String>)| {
            other.for_life.get(kind).is_none_or(|theirs| !theirs.is_disjoint(values))
        };
        kinds && self.for_life.iter().all(shares)
    }

    fn join(&mut self, other: Self) {
        self.schemata.extend(other.schemata);
        for (kind, values) in other.for_life {
            self.for_life.entry(kind).or_default().extend(values);
        }
    }
}

/// Sets that can be joined; the smallest member stands for its set.
struct Sets {
    parent: Vec<usize>,
}

impl Sets {
    fn of(count: usize) -> Self {
        Self { parent: (0..count).collect() }
    }

    fn find(&mut self, mut at: usize) -> usize {
        while self.parent[at] != at {
            self.parent[at] = self.parent[self.parent[at]];
            at = self.parent[at];
        }
        at
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.find(a), self.find(b));
        self.parent[a.max(b)] = a.min(b);
    }

    fn groups(&mut self) -> Vec<Vec<usize>> {
        let mut groups = BTreeMap::<usize, Vec<usize>>::new();
        for at in 0..self.parent.len() {
            groups.entry(self.find(at)).or_default().push(at);
        }
        groups.into_values().collect()
    }
}

/// Puts groups together that have exactly one name in one country and of one type.
fn display(entries: &[&Entry], groups: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut group_of = vec![0; entries.len()];
    for (group, members) in groups.iter().enumerate() {
        for &at in members {
            group_of[at] = group;
        }
    }
    let mut by_name = BTreeMap::<String, Vec<(usize, Option<Form>)>>::new();
    for (at, entry) in entries.iter().enumerate() {
        let mut names = BTreeSet::new();
        for name in &entry.party.names {
            match name.kind {
                NameKind::Primary | NameKind::Alias | NameKind::Former | NameKind::Original => {
                    names.extend(name_key(&name.text));
                }
                // Weak names confirm, and never tie.
                NameKind::Weak | NameKind::Abbreviation => {}
            }
        }
        for (key, form) in names {
            by_name.entry(key).or_default().push((at, form));
        }
    }
    let mut sets = Sets::of(groups.len());
    for bearers in by_name.into_values().filter(|it| (2..=NAME_ENTRIES_MAX).contains(&it.len())) {
        for (at, &(a, form_a)) in bearers.iter().enumerate() {
            for &(b, form_b) in bearers.iter().skip(at + 1) {
                let forms = form_a.is_none() || form_b.is_none() || form_a == form_b;
                if forms && alike(entries[a], entries[b]) {
                    sets.join(group_of[a], group_of[b]);
                }
            }
        }
    }
    sets.groups()
}

/// Whether country, type and date of birth allow that two entries of one name are shown as one.
fn alike(a: &Entry, b: &Entry) -> bool {
    let countries = |entry: &Entry| entry.party.countries.iter().map(|it| it.code).collect::<BTreeSet<_>>();
    let (ours, theirs) = (countries(a), countries(b));
    let births = |entry: &Entry| {
        let dates = entry.party.dates.iter().filter(|it| it.kind == PartyDateKind::Birth);
        dates.map(|it| it.date).collect::<Vec<_>>()
    };
    let (born, theirs_born) = (births(a), births(b));
    a.party.schema.may_match(b.party.schema)
        && (ours.is_empty() || theirs.is_empty() || !ours.is_disjoint(&theirs))
        && (born.is_empty()
            || theirs_born.is_empty()
            || born.iter().any(|it| theirs_born.iter().any(|o| it.overlaps(o))))
}

/// A class of legal forms: what a Russian company is in English words is the same form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    Limited,
    JointStock,
    PublicJointStock,
    ClosedJointStock,
}

/// Legal forms as words of a name in lower case, the longest first.
const FORMS: &[(&str, Form)] = &[
    ("obshchestvo s ogranichennoi otvetstvennostyu", Form::Limited),
    ("obshchestvo s ogranichennoy otvetstvennostyu", Form::Limited),
    ("общество с ограниченной ответственностью", Form::Limited),
    ("publichnoe aktsionernoe obshchestvo", Form::PublicJointStock),
    ("zakrytoe aktsionernoe obshchestvo", Form::ClosedJointStock),
    ("otkrytoe aktsionernoe obshchestvo", Form::PublicJointStock),
    ("публичное акционерное общество", Form::PublicJointStock),
    ("закрытое акционерное общество", Form::ClosedJointStock),
    ("открытое акционерное общество", Form::PublicJointStock),
    ("public joint stock company", Form::PublicJointStock),
    ("closed joint stock company", Form::ClosedJointStock),
    ("aktsionernoe obshchestvo", Form::JointStock),
    ("limited liability company", Form::Limited),
    ("акционерное общество", Form::JointStock),
    ("private limited company", Form::Limited),
    ("joint stock company", Form::JointStock),
    ("limited", Form::Limited),
    ("gmbh", Form::Limited),
    ("pjsc", Form::PublicJointStock),
    ("ojsc", Form::PublicJointStock),
    ("cjsc", Form::ClosedJointStock),
    ("jsc", Form::JointStock),
    ("llc", Form::Limited),
    ("ltd", Form::Limited),
    ("ooo", Form::Limited),
    ("ооо", Form::Limited),
    ("pao", Form::PublicJointStock),
    ("oao", Form::PublicJointStock),
    ("zao", Form::ClosedJointStock),
    ("пао", Form::PublicJointStock),
    ("оао", Form::PublicJointStock),
    ("зао", Form::ClosedJointStock),
    ("ao", Form::JointStock),
    ("ао", Form::JointStock),
];

/// A name without case, punctuation, order of words and legal form; and the form's class.
fn name_key(name: &str) -> Option<(String, Option<Form>)> {
    let lower = name.to_lowercase().replace(['.', '\'', '\u{2019}'], "");
    let mut words =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty()).collect::<Vec<_>>();
    let mut form = None;
    for (text, class) in FORMS {
        let of_form = text.split(' ').count();
        let found = words.windows(of_form).position(|window| window.iter().copied().eq(text.split(' ')));
        if let Some(at) = found.filter(|_| words.len() > of_form) {
            words.drain(at..at + of_form);
            form = Some(*class);
            break;
        }
    }
    words.sort_unstable();
    let key = words.join(" ");
    (key.chars().count() >= 3).then_some((key, form))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::draft::Draft;

    fn party(list: ListName, id: &str, schema: Schema, names: &[&str], ids: &[(IdKind, &str)]) -> Entry {
        let mut draft = Draft::new(schema);
        draft.country(ledger::CountryRole::Unspecified, "RU", "c");
        for name in names {
            draft.name(NameKind::Alias, name, "name");
        }
        for (kind, value) in ids {
            draft.id(*kind, value, value, "RU".parse().ok(), "ids");
        }
        draft.into_entry(id.to_owned(), list, 1)
    }

    fn el(name: &str, aliases: &[&str]) -> Entry {
        let mut names = vec![name];
        names.extend_from_slice(aliases);
        party(ListName::UsEntityList, name, Schema::Thing, &names, &[])
    }

    #[track_caller]
    fn check(entries: &[Entry], groups: usize, shown: usize) -> Folding {
        let folding = fold(entries);
        assert_eq!((folding.groups.len(), folding.display.len()), (groups, shown), "{folding:#?}");
        folding
    }

    #[test]
    fn one_number_of_a_publisher_is_one_party_in_all_its_files() {
        let sdn = party(ListName::UsSdn, "45708", Schema::LegalEntity, &["SEZ ALABUGA"], &[]);
        let csl = party(ListName::UsSdn, "45708", Schema::LegalEntity, &["ALABUGA ZONE"], &[]);
        let ssi = party(ListName::UsSsi, "45708", Schema::LegalEntity, &["X"], &[]);
        check(&[sdn.clone(), csl, ssi], 1, 1);
        let book = party(ListName::Book, "45708", Schema::LegalEntity, &["Y"], &[]);
        check(&[sdn, book], 2, 2);
    }

    #[test]
    fn a_name_ties_for_the_eye_and_never_in_fact() {
        let zone = el("JSC SEZ PPT Alabuga", &["Special Economic Zone Alabuga"]);
        let same = party(ListName::UsSdn, "1", Schema::LegalEntity, &["ALABUGA SEZ PPT AO"], &[]);
        check(&[zone.clone(), same.clone()], 2, 1);
        let other_form = party(ListName::UsSdn, "2", Schema::LegalEntity, &["SEZ PPT Alabuga LLC"], &[]);
        check(&[zone.clone(), other_form], 2, 2);
        let person = party(ListName::UsSdn, "3", Schema::Person, &["Alabuga Sez"], &[]);
        check(&[same, person], 2, 2);
    }

    #[test]
    fn ships_fold_by_number_and_never_with_companies() {
        let ship =
            party(ListName::UsSdn, "50585", Schema::Vessel, &["PORT OLYA-3"], &[(IdKind::Imo, "9481910")]);
        let gur =
            party(ListName::UaGur, "315", Schema::Vessel, &["Port Olya 3"], &[(IdKind::Imo, "9481910")]);
        let sister =
            party(ListName::UaGur, "325", Schema::Vessel, &["Port Olya 4"], &[(IdKind::Imo, "9481934")]);
        check(&[ship.clone(), gur, sister], 2, 2);
        let company = party(
            ListName::EuFreeze,
            "EU.1.1",
            Schema::Company,
            &["Owner"],
            &[(IdKind::CompanyImo, "9481910")],
        );
        check(&[ship, company], 2, 2);
    }

    #[test]
    fn a_bad_number_is_named_and_ties_nothing() {
        let filler = |id: &str, name: &str| {
            party(ListName::UsSdn, id, Schema::Company, &[name], &[(IdKind::Registration, "000000000")])
        };
        check(&[filler("1", "A one"), filler("2", "B two")], 2, 2);
        let shared = (0..25).map(|at| {
            let name = format!("Firm number {at}");
            party(
                ListName::UsSdn,
                &at.to_string(),
                Schema::Company,
                &[&name],
                &[(IdKind::Registration, "7654301")],
            )
        });
        let folding = check(&shared.collect::<Vec<_>>(), 25, 25);
        assert_eq!((folding.refused.len(), folding.refused[0].entries), (1, 25));
        let registered = (IdKind::Registration, "7654301");
        let a = party(
            ListName::UsSdn,
            "1",
            Schema::Company,
            &["A one"],
            &[registered, (IdKind::Ogrn, "1061674037259")],
        );
        let b = party(
            ListName::UsSdn,
            "2",
            Schema::Company,
            &["B two"],
            &[registered, (IdKind::Ogrn, "1027700132195")],
        );
        let folding = check(&[a, b], 2, 2);
        assert_eq!(
            folding.refused[0].why,
            "its bearers are of different kinds, or have different numbers for life"
        );
    }

    #[test]
    fn references_and_stated_ties_join_lists() {
        let un = party(ListName::UnSc, "KPe.062", Schema::LegalEntity, &["ANSAN"], &[]);
        let uk = party(
            ListName::UkFreeze,
            "13633",
            Schema::LegalEntity,
            &["Korea Ansan"],
            &[(IdKind::ListReference, "KPe.062")],
        );
        let mut ftm = party(ListName::Ftm, "NK-1", Schema::Company, &["Ansan Shipping"], &[]);
        ftm.links.push(ledger::Link {
            kind: LinkKind::SameAs,
            to: "gb-hmt-13633".into(),
            to_id: None,
            field: "referents".into(),
        });
        let folding = check(&[un, uk, ftm], 1, 1);
        assert_eq!(folding.groups[0].grounds.len(), 2);
    }

    proptest! {
        #[test]
        fn the_order_of_the_entries_does_not_matter(numbers in proptest::collection::vec((0_usize..4, 0_usize..4), 1..8)) {
            let inns = ["1646019914", "1674003000", "5038127220", "3017041900"];
            let made = numbers.iter().enumerate().map(|(at, (a, b))| {
                let ids = [(IdKind::Inn, inns[*a]), (IdKind::Inn, inns[*b])];
                party(ListName::UsSdn, &at.to_string(), Schema::Company, &[&format!("Name {at}")], &ids)
            });
            let entries = made.collect::<Vec<_>>();
            let mut backwards = entries.clone();
            backwards.reverse();
            let ids = |entries: &[Entry], folding: &Folding| {
                let of = |group: &Group| group.members.iter().map(|&at| entries[at].id.clone()).collect::<Vec<_>>();
                folding.groups.iter().map(of).collect::<Vec<_>>()
            };
            prop_assert_eq!(ids(&entries, &fold(&entries)), ids(&backwards, &fold(&backwards)));
        }
    }
}
