//! OFAC's legacy XML (`sdnList.xsd`), for the SDN list and the non-SDN lists.
//!
//! What the CSV files hold in their remarks stands here in elements of its own, under the same labels.

use ledger::party::NamePartRole;
use ledger::{Address, AddressKind, CountryRole, DetailKind, IdKind, LinkKind, NameKind};
use vocab::PartialDate;

use crate::draft::{Draft, Ids, country_at_end, country_named, joined, name_part};
use crate::kind::Kind;
use crate::ofac_csv::schema_of;
use crate::ofac_labels::labelled;
use crate::ofac_remarks::{Understood, read_remarks, read_value, settle_numbers};
use crate::ofac_sublist::{list_of_program, on_each_list};
use crate::reject::{Lack, ListError, Published, Reading};
use crate::source::SourceFile;
use crate::xml::{Node, records, root};

/// The element around every entry's value, and the element of the entry itself.
const ENTRY: &str = "sdnEntry";
/// With this misspelling, which has never been mended; the other spelling in case it is.
const HEADERS: [&str; 2] = ["publshInformation", "publishInformation"];

/// Reads one XML file.
pub(crate) fn parse(
    kind: Kind,
    files: &[SourceFile<'_>],
    reading: &mut Reading<'_>,
) -> Result<(), ListError> {
    if let [first, second, ..] = files {
        let (file, other) = (first.owned_name(), second.owned_name());
        return Err(ListError::Twice { file, other, part: "OFAC XML" });
    }
    for file in files {
        parse_one(kind, file, reading)?;
    }
    Ok(())
}

fn parse_one(kind: Kind, file: &SourceFile<'_>, reading: &mut Reading<'_>) -> Result<(), ListError> {
    let expected = "OFAC's legacy XML with the root element sdnList";
    let root = root(file)?;
    if root.name != "sdnList" {
        let found = format!("its root element is {}", root.name);
        return Err(ListError::NotThisKind { file: file.owned_name(), kind, found, expected });
    }
    reading.recognised(file.name, "OFAC legacy XML (sdnList)");
    reading.lacks(&[Lack::ListingDates, Lack::EndDates, Lack::Citations, Lack::Reasons, Lack::Requirements]);
    let mut understood = Understood::default();
    let mut of_cons = 0_u64;
    let mut ids = Ids::default();
    let names = [HEADERS[0], HEADERS[1], ENTRY];
    let cut = records(file, &names, &mut |record| match record {
        Ok(header) if header.name != ENTRY => read_header(&header, reading),
        Ok(entry) => {
            reading.report.rows += 1;
            let row = reading.report.rows;
            let uid = entry.text_of("uid").map(str::to_owned);
            match uid.filter(|it| it.bytes().all(|byte| byte.is_ascii_digit())) {
                Some(uid) => {
                    let uid = ids.unique(kind.lists()[0], &uid);
                    let programs = entry.all_in("programList", "program");
                    of_cons += u64::from(programs.map(|it| &it.text).any(|it| list_of_program(it).is_some()));
                    read_entry(kind, &uid, row, &entry, reading, &mut understood);
                }
                None => reading.reject(file.name, row, None, "an entry without its uid"),
            }
        }
        Err(why) => {
            reading.report.rows += 1;
            let row = reading.report.rows;
            reading.reject(file.name, row, None, why);
        }
    })?;
    reading.report.cut = cut;
    let Understood { items, plain } = understood;
    reading.note(format!("{plain} of {items} items of remarks and numbers are kept as they stand"));
    let found = if of_cons * 2 > reading.report.rows { Kind::OfacCons } else { Kind::OfacSdn };
    if found != kind && reading.report.rows >= 100 {
        let found = format!("its programmes are those of {found}");
        return Err(ListError::NotThisKind { file: file.owned_name(), kind, found, expected });
    }
    Ok(())
}

fn read_header(header: &Node, reading: &mut Reading<'_>) {
    if let Some(text) = header.text_of("Publish_Date") {
        let date = PartialDate::from_us(text).ok().and_then(|date| date.exact());
        reading.report.published = Some(Published { text: text.to_owned(), date });
    }
    reading.report.stated_count = header.text_of("Record_Count").and_then(|text| text.parse().ok());
}

fn read_entry(
    kind: Kind,
    uid: &str,
    row: u64,
    entry: &Node,
    reading: &mut Reading<'_>,
    understood: &mut Understood,
) {
    let mut draft = Draft::new(schema_of(entry.text_of("sdnType").unwrap_or_default()));
    read_name(NameKind::Primary, entry, "lastName", &mut draft);
    for title in entry.text_of("title").unwrap_or_default().split(';') {
        draft.detail(DetailKind::Position, title, "title");
    }
    draft.listing.programs = entry.all_in("programList", "program").map(|it| it.text.clone()).collect();
    for alias in entry.all_in("akaList", "aka") {
        let weak = alias.text_of("category").is_some_and(|it| it.eq_ignore_ascii_case("weak"));
        let former = alias.text_of("type").is_some_and(|it| it.eq_ignore_ascii_case("f.k.a."));
        let kind = match (weak, former) {
            (true, _) => NameKind::Weak,
            (false, true) => NameKind::Former,
            (false, false) => NameKind::Alias,
        };
        read_name(kind, alias, "akaList", &mut draft);
    }
    entry.all_in("addressList", "address").for_each(|it| read_address(it, &mut draft));
    read_person(entry, &mut draft);
    for id in entry.all_in("idList", "id") {
        understood.items += 1;
        understood.plain += u64::from(!read_id(id, &mut draft));
    }
    if let Some(vessel) = entry.child("vesselInfo") {
        read_vessel(vessel, &mut draft);
    }
    let remarks = entry.text_of("remarks").unwrap_or_default();
    read_remarks(&unbracketed(remarks), "remarks", &mut draft, understood);
    settle_numbers(&mut draft);
    reading.entry_on_lists(on_each_list(kind, &draft.into_entry(uid.to_owned(), kind.lists()[0], row)));
}

fn read_name(kind: NameKind, node: &Node, field: &'static str, into: &mut Draft) {
    let family = node.text_of("lastName").unwrap_or_default();
    let given = node.text_of("firstName");
    let text = given.map_or_else(|| family.to_owned(), |given| joined(&[family, given]));
    let parts = match given {
        Some(_) => [(NamePartRole::Family, Some(family)), (NamePartRole::Given, given)]
            .into_iter()
            .filter_map(|(role, text)| name_part(role, text))
            .collect(),
        None => Vec::new(),
    };
    into.name_with_parts(kind, &text, parts, field);
}

fn read_address(node: &Node, into: &mut Draft) {
    let part = |name: &str| node.text_of(name).unwrap_or_default();
    let lines =
        ["address1", "address2", "address3", "city", "stateOrProvince", "postalCode", "country"].map(part);
    let own = |name: &str| node.text_of(name).map(str::to_owned);
    into.address(Address {
        text: joined(&lines),
        city: own("city"),
        region: own("stateOrProvince"),
        postal_code: own("postalCode"),
        country: country_named(part("country")),
        kind: AddressKind::Unspecified,
        field: "addressList".into(),
    });
}

fn read_person(entry: &Node, into: &mut Draft) {
    for (outer, inner, label) in
        [("nationalityList", "nationality", "nationality"), ("citizenshipList", "citizenship", "citizen")]
    {
        for node in entry.all_in(outer, inner) {
            let country = node.text_of("country").unwrap_or_default();
            into.country_or_remark(CountryRole::Nationality, label, country, outer.to_owned());
        }
    }
    for node in entry.all_in("dateOfBirthList", "dateOfBirthItem") {
        let date = node.text_of("dateOfBirth").unwrap_or_default();
        into.date_or_remark(ledger::PartyDateKind::Birth, "DOB", date, "dateOfBirthList");
    }
    for node in entry.all_in("placeOfBirthList", "placeOfBirthItem") {
        let place = node.text_of("placeOfBirth").unwrap_or_default();
        into.detail(DetailKind::BirthPlace, place, "placeOfBirthList");
        if let Some(code) = country_at_end(place) {
            into.country_code(CountryRole::Birth, code, "placeOfBirthList");
        }
    }
}

/// An identifier is an item of the remarks of which the label stands apart; `false` where no label is known.
fn read_id(id: &Node, into: &mut Draft) -> bool {
    let label = id.text_of("idType").unwrap_or_default();
    let mut rest = id.text_of("idNumber").unwrap_or_default().to_owned();
    if let Some(country) = id.text_of("idCountry") {
        rest = format!("{rest} ({country})");
    }
    for (word, name) in [("issued", "issueDate"), ("expires", "expirationDate")] {
        if let Some(date) = id.text_of(name) {
            rest = format!("{rest} {word} {date}");
        }
    }
    read_labelled(label, &rest, "idList", into)
}

/// Reads a value whose label stands apart, in the XML and in the Consolidated Screening List.
pub(crate) fn read_labelled(label: &str, rest: &str, field: &'static str, into: &mut Draft) -> bool {
    let item = format!("{label} {rest}");
    let item = item.trim();
    let known =
        labelled(item).is_some_and(|(label, says, rest)| read_value(label, says, rest, item, field, into));
    if !known {
        into.detail(DetailKind::Remark, item, field);
    }
    known
}

fn read_vessel(vessel: &Node, into: &mut Draft) {
    let field = "vesselInfo";
    if let Some(sign) = vessel.text_of("callSign") {
        into.id(IdKind::CallSign, sign, sign, None, field);
    }
    if let Some(kind) = vessel.text_of("vesselType") {
        into.detail(DetailKind::CraftType, kind, field);
    }
    if let Some(flag) = vessel.text_of("vesselFlag") {
        into.country_or_remark(CountryRole::Flag, "Vessel Flag", flag, field);
    }
    if let Some(owner) = vessel.text_of("vesselOwner") {
        into.detail(DetailKind::Operator, owner, field);
        into.link(LinkKind::Owner, owner, field);
    }
    for (name, unit) in [("tonnage", " DWT"), ("grossRegisteredTonnage", " GRT")] {
        if let Some(tonnage) = vessel.text_of(name) {
            into.detail(DetailKind::Tonnage, &format!("{tonnage}{unit}"), field);
        }
    }
}

/// The XML puts links in brackets, `(Linked To: MAHAN AIR)`, where the CSV files have items.
pub(crate) fn unbracketed(remarks: &str) -> String {
    let mut plain = String::with_capacity(remarks.len());
    let mut rest = remarks;
    while let Some((before, after)) = rest.split_once("(Linked To:") {
        let mut depth = 1_usize;
        let end = after.bytes().position(|byte| {
            depth = depth + usize::from(byte == b'(') - usize::from(byte == b')');
            depth == 0
        });
        let end = end.unwrap_or(after.len());
        plain.push_str(before.trim_end());
        if !plain.is_empty() && !plain.ends_with(';') {
            plain.push(';');
        }
        plain.push_str(" Linked To:");
        plain.push_str(after.get(..end).unwrap_or_default());
        plain.push(';');
        rest = after.get(end + 1..).unwrap_or_default().trim_start_matches([';', '.', ' ']);
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lose_their_brackets_and_names_keep_theirs() {
        let remarks = "Chairman. (Linked To: CORPS (IRGC)-QODS FORCE); (Linked To: MAHAN AIR)";
        assert_eq!(
            unbracketed(remarks),
            "Chairman.; Linked To: CORPS (IRGC)-QODS FORCE; Linked To: MAHAN AIR;"
        );
        assert_eq!(unbracketed("(Linked To: OPEN"), " Linked To: OPEN;");
    }
}
