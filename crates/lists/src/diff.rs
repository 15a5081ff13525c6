//! What changed between two versions of a list: compared on what matters, so that a publisher's noise is no change.
//!
//! Compared are names, countries, identifiers, addresses, dates, programmes, measures, the listing's dates, annex,
//! citations, requirement, policy, and ties. White space, case and order carry nothing. Not compared are remarks,
//! reasons, positions and links to pages: the UN edits boilerplate in a thousand of them in one night.

use std::collections::BTreeMap;
use std::fmt;

use ledger::Entry;
use vocab::{Digest, DigestWriter, ListName};

/// What an entry has, as far as it is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// The kind of party.
    Schema,
    /// A name, with its kind.
    Name,
    /// A tie to a country, with what it is.
    Country,
    /// An identifier, with its kind.
    Identifier,
    /// An address.
    Address,
    /// A date of birth, founding, build.
    Date,
    /// The gender.
    Gender,
    /// A programme.
    Program,
    /// A measure.
    Measure,
    /// The day of listing.
    Listed,
    /// The day on which the listing ends.
    Ended,
    /// The annex.
    Annex,
    /// A citation.
    Citation,
    /// The licence requirement.
    Requirement,
    /// The licence policy.
    Policy,
    /// A tie to another party.
    Tie,
}

impl What {
    /// What it is, as it stands in a sentence.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Schema => "kind of party",
            Self::Name => "name",
            Self::Country => "country",
            Self::Identifier => "identifier",
            Self::Address => "address",
            Self::Date => "date",
            Self::Gender => "gender",
            Self::Program => "programme",
            Self::Measure => "measure",
            Self::Listed => "listing date",
            Self::Ended => "end date",
            Self::Annex => "annex",
            Self::Citation => "citation",
            Self::Requirement => "licence requirement",
            Self::Policy => "licence policy",
            Self::Tie => "tie",
        }
    }
}

/// An entry, as far as a reader must know which one is meant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Named {
    /// The list.
    pub list: ListName,
    /// The id on it.
    pub id: String,
    /// What the party is called.
    pub caption: String,
}

/// An entry that is in both versions and is not the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Which.
    pub entry: Named,
    /// What changed, in the order of [`What`].
    pub fields: Vec<FieldChange>,
}

/// One field of which the values are not the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// Which field.
    pub what: What,
    /// Values that are gone.
    pub before: Vec<String>,
    /// Values that are new.
    pub after: Vec<String>,
}

/// What changed, each part in the order of list and id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diff {
    /// Entries that only the new version has.
    pub added: Vec<Named>,
    /// Entries that only the old version has.
    pub removed: Vec<Named>,
    /// Entries that both have and that are not the same.
    pub changed: Vec<Changed>,
    /// How many entries are the same.
    pub same: usize,
}

/// Compares two versions of a list.
pub fn diff<'e>(old: impl IntoIterator<Item = &'e Entry>, new: impl IntoIterator<Item = &'e Entry>) -> Diff {
    let (mut old, new) = (by_id(old), by_id(new));
    let mut found = Diff::default();
    for (key, entries) in new {
        let mut before = old.remove(&key).unwrap_or_default();
        // Several entries may share an id where the publisher numbers nothing: equal ones are paired first.
        let mut left = Vec::new();
        for (canonical, entry) in entries {
            match before.iter().position(|(other, _)| other.keys().eq(canonical.keys())) {
                Some(at) => {
                    before.remove(at);
                    found.same += 1;
                }
                None => left.push((canonical, entry)),
            }
        }
        let mut before = before.into_iter();
        for (canonical, entry) in left {
            match before.next() {
                Some((other, _)) => {
                    let fields = field_changes(&other, &canonical);
                    found.changed.push(Changed { entry: named(entry), fields });
                }
                None => found.added.push(named(entry)),
            }
        }
        found.removed.extend(before.map(|(_, entry)| named(entry)));
    }
    found.removed.extend(old.into_values().flatten().map(|(_, entry)| named(entry)));
    found.removed.sort();
    found
}

/// A digest of what is compared: equal for two versions of an entry exactly where [`diff`] finds no change.
pub fn entry_digest(entry: &Entry) -> Digest {
    let mut writer = DigestWriter::new();
    let mut write = |text: &str| {
        writer.update(&(text.len() as u64).to_le_bytes());
        writer.update(text.as_bytes());
    };
    write(entry.list.code());
    write(&entry.id);
    for ((what, value), _) in canonical(entry) {
        write(what.words());
        write(&value);
    }
    writer.finish()
}

impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} ({})", self.list, self.id, self.caption)
    }
}

/// One sentence: `US-SDN 45708 (SEZ ALABUGA): name added: "A"; address removed: "B".`
impl fmt::Display for Changed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.entry)?;
        for (at, field) in self.fields.iter().enumerate() {
            if at > 0 {
                f.write_str("; ")?;
            }
            write!(f, "{field}")?;
        }
        f.write_str(".")
    }
}

impl fmt::Display for FieldChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quoted =
            |values: &[String]| values.iter().map(|it| format!("\"{it}\"")).collect::<Vec<_>>().join(", ");
        let what = self.what.words();
        match (self.before.as_slice(), self.after.as_slice()) {
            ([], after) => write!(f, "{what} added: {}", quoted(after)),
            (before, []) => write!(f, "{what} removed: {}", quoted(before)),
            (before, after) => write!(f, "{what} changed from {} to {}", quoted(before), quoted(after)),
        }
    }
}

/// What is compared, in its comparable form, with the words for a reader.
type Canonical = BTreeMap<(What, String), String>;

type ById<'e> = BTreeMap<(ListName, &'e str), Vec<(Canonical, &'e Entry)>>;

fn by_id<'e>(entries: impl IntoIterator<Item = &'e Entry>) -> ById<'e> {
    let mut map = ById::new();
    for entry in entries {
        map.entry((entry.list, entry.id.as_str())).or_default().push((canonical(entry), entry));
    }
    for entries in map.values_mut() {
        entries.sort_by(|(a, x), (b, y)| {
            a.keys().cmp(b.keys()).then_with(|| (x.party.caption(), x.row).cmp(&(y.party.caption(), y.row)))
        });
    }
    map
}

fn named(entry: &Entry) -> Named {
    Named { list: entry.list, id: entry.id.clone(), caption: entry.party.caption().to_owned() }
}

fn field_changes(before: &Canonical, after: &Canonical) -> Vec<FieldChange> {
    let mut changes = BTreeMap::<What, (Vec<String>, Vec<String>)>::new();
    for (key, words) in before.iter().filter(|(key, _)| !after.contains_key(*key)) {
        changes.entry(key.0).or_default().0.push(words.clone());
    }
    for (key, words) in after.iter().filter(|(key, _)| !before.contains_key(*key)) {
        changes.entry(key.0).or_default().1.push(words.clone());
    }
    changes.into_iter().map(|(what, (before, after))| FieldChange { what, before, after }).collect()
}

fn canonical(entry: &Entry) -> Canonical {
    let mut found = Canonical::new();
    let mut add = |what: What, words: &str| {
        let mut key = String::with_capacity(words.len());
        for word in words.split_whitespace() {
            if !key.is_empty() {
                key.push(' ');
            }
            key.extend(word.chars().flat_map(char::to_lowercase));
        }
        if !key.is_empty() {
            found.entry((what, key)).or_insert_with(|| words.to_owned());
        }
    };
    let party = &entry.party;
    add(What::Schema, party.schema.name());
    for name in &party.names {
        add(What::Name, &format!("{} ({:?})", name.text, name.kind));
    }
    for country in &party.countries {
        add(What::Country, &format!("{} ({:?})", country.code, country.role));
    }
    for id in &party.ids {
        add(What::Identifier, &format!("{:?} {}", id.kind, id.value));
    }
    for address in &party.addresses {
        add(What::Address, &address.text);
    }
    for date in &party.dates {
        add(What::Date, &format!("{:?} {}", date.kind, date.date));
    }
    if let Some(gender) = party.gender {
        add(What::Gender, &format!("{gender:?}"));
    }
    let listing = &entry.listing;
    listing.programs.iter().for_each(|it| add(What::Program, it));
    listing.measures.iter().for_each(|it| add(What::Measure, it));
    listing.citations.iter().for_each(|it| add(What::Citation, it));
    for (what, date) in [(What::Listed, listing.listed), (What::Ended, listing.ended)] {
        if let Some(date) = date {
            add(what, &date.to_string());
        }
    }
    for (what, text) in [
        (What::Annex, &listing.annex),
        (What::Requirement, &listing.requirement),
        (What::Policy, &listing.policy),
    ] {
        if let Some(text) = text {
            add(what, text);
        }
    }
    for link in &entry.links {
        add(What::Tie, &format!("{:?} {}", link.kind, link.to));
    }
    found
}

#[cfg(test)]
mod tests {
    use ledger::NameKind;
    use proptest::prelude::*;
    use vocab::Schema;

    use super::*;
    use crate::draft::Draft;

    fn entry(id: &str, names: &[&str]) -> Entry {
        let mut draft = Draft::new(Schema::Company);
        for name in names {
            draft.name(NameKind::Alias, name, "name");
        }
        draft.into_entry(id.to_owned(), ListName::UnSc, 1)
    }

    #[test]
    fn noise_is_no_change_and_a_name_is() {
        let old = entry("1", &["ACME  Trading", "Second"]);
        let mut new = entry("1", &["second", "Acme Trading"]);
        new.row = 77;
        new.listing.remarks = Some("edited boilerplate".into());
        new.listing.link = Some("https://example.org".into());
        assert_eq!(diff([&old], [&new]), Diff { same: 1, ..Diff::default() });
        assert_eq!(entry_digest(&old), entry_digest(&new));
        let renamed = entry("1", &["Acme Trading", "Third"]);
        let found = diff([&old], [&renamed]);
        let sentence = found.changed[0].to_string();
        assert_eq!(
            sentence,
            "UN-SC 1 (Acme Trading): name changed from \"Second (Alias)\" to \"Third (Alias)\"."
        );
        assert_ne!(entry_digest(&old), entry_digest(&renamed));
    }

    #[test]
    fn entries_that_share_an_id_are_paired_by_what_they_say() {
        let (a, b, c) = (entry("x", &["A"]), entry("x", &["B"]), entry("x", &["C"]));
        let found = diff([&a, &b], [&b, &c, &a]);
        assert_eq!((found.same, found.added.len(), found.changed.len()), (2, 1, 0));
    }

    proptest! {
        #[test]
        fn a_diff_counts_every_entry_once(old in entries(), new in entries()) {
            let found = diff(&old, &new);
            prop_assert_eq!(found.same + found.changed.len() + found.added.len(), new.len());
            prop_assert_eq!(found.same + found.changed.len() + found.removed.len(), old.len());
            let back = diff(&new, &old);
            prop_assert_eq!(back.removed.len(), found.added.len());
            prop_assert_eq!(back.same, found.same);
        }

        #[test]
        fn order_does_not_matter(mut old in entries(), new in entries()) {
            let found = diff(&old, &new);
            old.reverse();
            prop_assert_eq!(diff(&old, &new), found);
        }
    }

    fn entries() -> impl Strategy<Value = Vec<Entry>> {
        let one = ("[a-d]", proptest::collection::vec("[A-C]", 1..3));
        let made =
            one.prop_map(|(id, names)| entry(&id, &names.iter().map(String::as_str).collect::<Vec<_>>()));
        proptest::collection::vec(made, 0..8)
    }
}
