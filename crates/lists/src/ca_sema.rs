//! Canada's sanctions under the Special Economic Measures Act and the Magnitsky law, XML: no dates, no uids.

use ledger::{CountryRole, DetailKind, IdKind, NameKind, NamePartRole, PartyDateKind};
use vocab::{Digest, ListName, Schema};

use crate::draft::{Draft, name_part};
use crate::xml::{self, Node};
use crate::{Kind, Lack, ListError, Reading, SourceFile};

/// Reads the files: each a whole list.
pub(crate) fn parse(files: &[SourceFile<'_>], reading: &mut Reading<'_>) -> Result<(), ListError> {
    for file in files {
        let root = xml::root(file)?;
        if root.name != "data-set" {
            let found = format!("its root element is `{}`", root.name);
            let expected = "XML with the root element `data-set`";
            return Err(ListError::NotThisKind {
                file: file.owned_name(),
                kind: Kind::CaSema,
                found,
                expected,
            });
        }
        reading.recognised(file.name, "SEMA, XML");
        let mut row = 0;
        let cut = xml::records(file, &["record"], &mut |node| {
            row += 1;
            match node {
                Ok(node) => record(&node, row, file.name, reading),
                Err(why) => reading.reject(file.name, row, None, why),
            }
        })?;
        reading.report.rows += row;
        reading.report.cut = reading.report.cut.take().or(cut);
    }
    let lacks = [
        Lack::Addresses,
        Lack::ListingDates,
        Lack::EndDates,
        Lack::Citations,
        Lack::Reasons,
        Lack::Requirements,
    ];
    reading.lacks(&lacks);
    Ok(())
}

fn record(node: &Node, row: u64, file: &str, reading: &mut Reading<'_>) {
    let of = |names: &[&str]| names.iter().find_map(|name| node.text_of(name));
    let ship = of(&["ShipName", "Ship", "Vessel", "VesselName"]);
    let imo = of(&["ShipIMONumber", "IMONumber", "IMO"]);
    let entity = of(&["Entity", "EntityOrShip"]);
    let family = node.text_of("LastName");
    let given = node.text_of("GivenName");
    let schema = match (ship.is_some() || imo.is_some(), entity.is_some()) {
        (true, _) => Schema::Vessel,
        (false, true) => Schema::LegalEntity,
        (false, false) => Schema::Person,
    };
    let mut draft = Draft::new(schema);
    if let Some(name) = ship.or(entity) {
        add_bilingual(name, &mut draft);
    } else {
        let text = [given, family].into_iter().flatten().collect::<Vec<_>>().join(" ");
        let parts = [name_part(NamePartRole::Given, given), name_part(NamePartRole::Family, family)];
        draft.name_with_parts(
            NameKind::Primary,
            &text,
            parts.into_iter().flatten().collect(),
            "GivenName LastName",
        );
    }
    for alias in node.text_of("Aliases").unwrap_or_default().split([';', ',']).flat_map(|it| it.split(" / "))
    {
        draft.name(NameKind::Alias, alias, "Aliases");
    }
    if let Some(imo) = imo {
        draft.id(IdKind::Imo, imo, imo, None, "ShipIMONumber");
    }
    for birth in node.text_of("DateOfBirth").unwrap_or_default().split(" or ") {
        draft.date_or_remark(PartyDateKind::Birth, "born", birth, "DateOfBirth");
    }
    if let Some(title) = node.text_of("Title") {
        draft.detail(DetailKind::Position, title, "Title");
    }
    let regime = node.text_of("Country").unwrap_or_default();
    // The regime's country, in two languages. What is no country is the law on corrupt officials.
    let english = regime.split('/').next().unwrap_or_default().trim();
    draft.country(CountryRole::Unspecified, english, "Country");
    draft.listing.programs.push(english.to_owned());
    let (schedule, item) = (node.text_of("Schedule"), node.text_of("Item"));
    draft.listing.annex = schedule.filter(|it| *it != "N/A").map(str::to_owned);
    if draft.party.names.is_empty() {
        reading.reject(file, row, item, "the record has no name");
        return;
    }
    let id = match item {
        Some(item) => format!("{english} {}/{item}", schedule.unwrap_or("N/A")),
        // Neither schedule nor item: the words themselves are what stays the same.
        None => format!("{english} {}", Digest::of(draft.party.caption().as_bytes()).short()),
    };
    reading.entry(draft.into_entry(id, ListName::CaSema, row));
}

/// A name in English, or in English and French with a stroke between.
fn add_bilingual(name: &str, draft: &mut Draft) {
    draft.name(NameKind::Primary, name, "Entity");
    if let Some((english, french)) =
        name.split_once('/').filter(|(a, b)| a.trim().contains(' ') && b.trim().contains(' '))
    {
        draft.name(NameKind::Alias, english, "Entity");
        draft.name(NameKind::Alias, french, "Entity");
    }
}

#[cfg(test)]
mod tests {
    use ledger::Entry;

    use super::*;

    fn read(records: &str) -> (Vec<Entry>, crate::Report) {
        let text = format!("<data-set>{records}</data-set>");
        let mut entries = Vec::new();
        let file = SourceFile::new("sema.xml", text.as_bytes());
        let report = crate::parse(Kind::CaSema, &[file], &mut |entry| entries.push(entry)).unwrap();
        (entries, report)
    }

    #[test]
    fn the_id_is_made_of_regime_schedule_and_item() {
        let (entries, _) = read(
            "<record><Country>Iran</Country><Entity>Aerospace Industries Organization (AIO)/Organisation iranienne des \
             industries</Entity><Schedule>1</Schedule><Item>25</Item></record>\
             <record><Country>Belarus / B\u{e9}larus</Country><Entity>Bank Dabrabyt</Entity></record>",
        );
        assert_eq!(entries[0].id, "Iran 1/25");
        assert_eq!(entries[0].party.names.len(), 3);
        assert_eq!(entries[0].listing.annex.as_deref(), Some("1"));
        assert_eq!(entries[1].listing.programs, ["Belarus"]);
        assert!(entries[1].id.starts_with("Belarus "), "{}", entries[1].id);
    }

    #[test]
    fn a_ship_has_its_number_and_a_record_without_name_costs_itself() {
        let (entries, report) = read(
            "<record><Country>Russia / Russie</Country><Entity>PORT OLYA-3</Entity><ShipIMONumber>9481910</ShipIMONumber>\
             <Schedule>1, Part 6</Schedule><Item>1</Item></record><record><Country>Iran</Country><Item>9</Item></record>",
        );
        assert_eq!(
            (entries[0].party.schema, entries[0].party.ids[0].value.as_str()),
            (Schema::Vessel, "9481910")
        );
        assert_eq!(report.reject_count, 1);
    }
}
