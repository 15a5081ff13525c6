//! An entry while its parser collects it: every value once, blank ones never, each with its field.

use std::collections::BTreeMap;

use ledger::{
    Address, AddressKind, Country, CountryRole, Detail, DetailKind, Entry, Field, Gender, IdKind, Link,
    LinkKind, Listing, Name, NameKind, NamePart, Party, PartyDate, PartyDateKind,
};
use vocab::{CountryCode, ListName, PartialDate, Schema};

use crate::identify::identifier;

/// An entry being collected.
pub(crate) struct Draft {
    /// The party so far.
    pub(crate) party: Party,
    /// What the listing says so far.
    pub(crate) listing: Listing,
    /// The ties so far.
    pub(crate) links: Vec<Link>,
}

impl Draft {
    pub(crate) fn new(schema: Schema) -> Self {
        Self { party: Party::new(schema), listing: Listing::default(), links: Vec::new() }
    }

    /// Adds a name, once.
    pub(crate) fn name(&mut self, kind: NameKind, text: &str, field: impl Into<Field>) {
        self.name_with_parts(kind, text, Vec::new(), field);
    }

    /// Adds a name of which the parts are known.
    pub(crate) fn name_with_parts(
        &mut self,
        kind: NameKind,
        text: &str,
        parts: Vec<NamePart>,
        field: impl Into<Field>,
    ) {
        let text = one_line(text);
        if is_blank(&text) || self.party.names.iter().any(|name| name.text == text) {
            return;
        }
        self.party.names.push(Name { text, kind, parts, field: field.into() });
    }

    /// Adds a tie to the country that `text` names; says whether it names one.
    pub(crate) fn country(&mut self, role: CountryRole, text: &str, field: impl Into<Field>) -> bool {
        let Some(code) = country_named(text) else { return false };
        self.country_code(role, code, field);
        true
    }

    /// Adds a tie to a country.
    pub(crate) fn country_code(&mut self, role: CountryRole, code: CountryCode, field: impl Into<Field>) {
        if !self.party.countries.iter().any(|it| it.code == code && it.role == role) {
            self.party.countries.push(Country { code, role, field: field.into() });
        }
    }

    /// Adds a tie to the country that `text` names, else keeps the text as a remark under its `label`.
    pub(crate) fn country_or_remark(
        &mut self,
        role: CountryRole,
        label: &str,
        text: &str,
        field: impl Into<Field>,
    ) {
        let field = field.into();
        if !is_blank(text) && !self.country(role, text, field.clone()) {
            self.detail(DetailKind::Remark, &format!("{label} {text}"), field);
        }
    }

    /// Adds an identifier. `number` is what is compared, `text` what the source writes.
    pub(crate) fn id(
        &mut self,
        kind: IdKind,
        number: &str,
        text: &str,
        country: Option<CountryCode>,
        field: impl Into<Field>,
    ) {
        let Some(id) = identifier(kind, number, text, country, field.into()) else { return };
        if !self.party.ids.iter().any(|it| it.kind == id.kind && it.value == id.value) {
            self.party.ids.push(id);
        }
    }

    /// Adds a date that `text` gives; says whether it gives one.
    pub(crate) fn date(&mut self, kind: PartyDateKind, text: &str, field: impl Into<Field>) -> bool {
        let Some(date) = partial_date(text) else { return false };
        if !self.party.dates.iter().any(|it| it.kind == kind && it.date == date) {
            self.party.dates.push(PartyDate { kind, date, field: field.into() });
        }
        true
    }

    /// Adds a date that `text` gives, else keeps the text as a remark under its `label`.
    pub(crate) fn date_or_remark(
        &mut self,
        kind: PartyDateKind,
        label: &str,
        text: &str,
        field: impl Into<Field>,
    ) {
        let field = field.into();
        if !is_blank(text) && !self.date(kind, text, field.clone()) {
            self.detail(DetailKind::Remark, &format!("{label} {text}"), field);
        }
    }

    /// Adds a detail, once.
    pub(crate) fn detail(&mut self, kind: DetailKind, text: &str, field: impl Into<Field>) {
        let text = one_line(text);
        if is_blank(&text) || self.party.details.iter().any(|it| it.kind == kind && it.text == text) {
            return;
        }
        self.party.details.push(Detail { kind, text, field: field.into() });
    }

    /// Adds an address that says anything, and the tie to its country.
    pub(crate) fn address(&mut self, mut address: Address) {
        address.text = one_line(&address.text);
        if let Some(code) = address.country {
            self.country_code(CountryRole::Address, code, address.field.clone());
        }
        if is_blank(&address.text) || self.party.addresses.iter().any(|it| it.text == address.text) {
            return;
        }
        self.party.addresses.push(address);
    }

    /// Adds an address of which only the whole line is known; the country is what its last part names.
    pub(crate) fn address_line(&mut self, text: &str, field: impl Into<Field>) {
        let country = country_at_end(text);
        let field = field.into();
        self.address(Address {
            text: text.to_owned(),
            country,
            kind: AddressKind::Unspecified,
            field,
            ..Address::default()
        });
    }

    /// Sets the gender that a word names; says whether it names one.
    pub(crate) fn gender(&mut self, word: &str) -> bool {
        let gender = match word.trim().to_ascii_lowercase().as_str() {
            "m" | "male" => Gender::Male,
            "f" | "female" => Gender::Female,
            _ => return false,
        };
        self.party.gender = Some(gender);
        true
    }

    /// Adds a tie to another party, once.
    pub(crate) fn link(&mut self, kind: LinkKind, to: &str, field: impl Into<Field>) {
        let to = one_line(to);
        if !is_blank(&to) && !self.links.iter().any(|it| it.kind == kind && it.to == to) {
            self.links.push(Link { kind, to, to_id: None, field: field.into() });
        }
    }

    /// The finished entry: programmes in order of the alphabet, each once.
    pub(crate) fn into_entry(mut self, id: String, list: ListName, row: u64) -> Entry {
        self.listing.programs.retain(|program| !is_blank(program));
        self.listing.programs.sort_unstable();
        self.listing.programs.dedup();
        Entry { id, list, row, party: self.party, listing: self.listing, links: self.links }
    }
}

/// The ids given out so far, so that none is given out twice.
#[derive(Default)]
pub(crate) struct Ids {
    times: BTreeMap<(ListName, String), u32>,
}

impl Ids {
    /// The id, or the id with a mark where the list has it already: an entry that repeats a number is kept, since
    /// nobody can say that it is the same.
    pub(crate) fn unique(&mut self, list: ListName, id: &str) -> String {
        let times = self.times.entry((list, id.to_owned())).or_insert(0);
        *times += 1;
        if *times == 1 { id.to_owned() } else { format!("{id}~{times}") }
    }
}

/// Joins the parts of an address that say something.
pub(crate) fn joined(parts: &[&str]) -> String {
    let mut text = String::new();
    for part in parts.iter().map(|part| part.trim()).filter(|part| !is_blank(part)) {
        if !text.is_empty() {
            text.push_str(", ");
        }
        text.push_str(part);
    }
    text
}

/// A part of a name, where it says something.
pub(crate) fn name_part(role: ledger::party::NamePartRole, text: Option<&str>) -> Option<NamePart> {
    let text = one_line(text?);
    (!is_blank(&text)).then_some(NamePart { role, text })
}

/// The text where it says something.
pub(crate) fn said(text: &str) -> Option<String> {
    let text = text.trim();
    (!is_blank(text)).then(|| text.to_owned())
}

/// Whether a text says nothing: blank, or one of the words that publishers put where they know nothing.
pub(crate) fn is_blank(text: &str) -> bool {
    let text = text.trim();
    text.is_empty()
        || !text.chars().any(char::is_alphanumeric)
        || ["-0-", "n/a", "na", "none", "unknown", "not available"]
            .iter()
            .any(|it| text.eq_ignore_ascii_case(it))
}

/// One line with single blanks; allocates only what it returns.
pub(crate) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// The country that a published word names: a name in use or former, or a two-letter code.
pub(crate) fn country_named(text: &str) -> Option<CountryCode> {
    let text = text.trim();
    if is_blank(text) {
        return None;
    }
    CountryCode::from_name(text)
}

/// The country that the last part, or the last two parts, of an address or place name.
pub(crate) fn country_at_end(text: &str) -> Option<CountryCode> {
    let text = text.trim().trim_end_matches('.');
    let (before, last) = text.rsplit_once(',').unwrap_or(("", text));
    let two = before.rsplit_once(',').map_or(before, |(_, it)| it);
    let both = format!("{}, {}", two.trim(), last.trim());
    (if two.is_empty() { None } else { country_named(&both) }).or_else(|| country_named(last))
}

/// The date that a published text gives, as precisely as it does.
pub(crate) fn partial_date(text: &str) -> Option<PartialDate> {
    text.trim().parse().ok()
}
