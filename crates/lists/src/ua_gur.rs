//! Ships of the War & Sanctions portal of Ukraine's Main Directorate of Intelligence, CSV: information, not law.

use ledger::{CountryRole, DetailKind, IdKind, NameKind, PartyDateKind};
use vocab::{ListName, Schema};

use crate::csv_table::{Columns, decode, delimiter, read_rows};
use crate::draft::{Draft, said};
use crate::sheet::Row;
use crate::{Kind, Lack, ListError, Reading, SourceFile};

/// The measure of an entry that the portal no longer shows; since when is not known.
pub const DELISTED: &str = "delisted";

/// Reads the files: each a whole list.
pub(crate) fn parse(files: &[SourceFile<'_>], reading: &mut Reading<'_>) -> Result<(), ListError> {
    for file in files {
        let mut columns = None::<Columns>;
        let text = decode(file.bytes);
        read_rows(&text, delimiter(&text), &mut |row| match (&columns, row) {
            (_, Err((line, why))) => reading.reject(file.name, line, None, why),
            (None, Ok(row)) => columns = Some(Columns::of(&row.cells)),
            (Some(columns), Ok(row)) if columns.have(&["gur_id", "name", "imo"]) => {
                ship(columns, &row, file.name, reading);
            }
            (Some(_), Ok(_)) => {}
        });
        if columns.is_none_or(|columns| !columns.have(&["gur_id", "name", "imo"])) {
            let found = file.look().words().to_owned();
            let expected = "a CSV file with the columns `gur_id`, `name` and `imo`";
            return Err(ListError::NotThisKind {
                file: file.owned_name(),
                kind: Kind::UaGurShips,
                found,
                expected,
            });
        }
        reading.recognised(file.name, "War & Sanctions ships, CSV");
    }
    let lacks = [Lack::Addresses, Lack::ListingDates, Lack::EndDates, Lack::Citations, Lack::Reasons];
    reading.lacks(&lacks);
    Ok(())
}

fn ship(columns: &Columns, row: &Row, file: &str, reading: &mut Reading<'_>) {
    reading.report.rows += 1;
    let cell = |name: &str| columns.cell(row, &[name]).unwrap_or_default();
    let mut draft = Draft::new(Schema::Vessel);
    draft.name(NameKind::Primary, cell("name"), "name");
    for former in cell("former_names").split('/') {
        draft.name(NameKind::Former, former, "former_names");
    }
    draft.id(IdKind::Imo, cell("imo"), cell("imo"), None, "imo");
    draft.id(IdKind::Mmsi, cell("mmsi_current"), cell("mmsi_current"), None, "mmsi_current");
    draft.id(IdKind::Mmsi, cell("mmsi_legacy"), cell("mmsi_legacy"), None, "mmsi_legacy");
    draft.id(IdKind::CallSign, cell("callsign"), cell("callsign"), None, "callsign");
    draft.country_or_remark(CountryRole::Flag, "flag", cell("flag"), "flag");
    draft.detail(DetailKind::CraftType, cell("vessel_type"), "vessel_type");
    draft.date_or_remark(PartyDateKind::Build, "built", cell("build_year"), "build_year");
    if cell("status").starts_with("delisted") {
        draft.listing.measures.push(DELISTED.to_owned());
        draft.listing.remarks =
            Some("The portal no longer shows this ship; since when is not known.".to_owned());
    }
    if draft.party.names.is_empty() {
        reading.reject(file, row.number, said(cell("gur_id")).as_deref(), "the row has no name");
        return;
    }
    // Ships that the portal no longer shows have lost their number there, and keep their own.
    let id = match (said(cell("gur_id")), draft.party.ids.first()) {
        (Some(id), _) => {
            draft.listing.link = Some(format!("https://war-sanctions.gur.gov.ua/en/transport/ships/{id}"));
            id
        }
        (None, Some(imo)) if imo.kind == IdKind::Imo => format!("IMO {}", imo.value),
        (None, _) => {
            return reading.reject(
                file,
                row.number,
                None,
                "the row has neither the portal's number nor an IMO number",
            );
        }
    };
    reading.entry(draft.into_entry(id, ListName::UaGur, row.number));
}

#[cfg(test)]
mod tests {
    use ledger::Entry;

    use super::*;

    #[test]
    fn ships_keep_former_names_and_say_when_they_are_no_longer_listed() {
        let text = "gur_id,name,imo,mmsi_current,mmsi_legacy,flag,vessel_type,callsign,former_names,build_year,status\n\
                    71,RASUL GAMZATOV,8861058,273157300,,Russia,General Cargo,UBUT,Libern / Tsemdolina,1991,listed\n\
                    ,SEA RAPTOR,9356751,,538011255,,,,,,delisted_from_gur\n\
                    ,,,,,,,,,2000,listed\n";
        let mut ships = Vec::<Entry>::new();
        let file = SourceFile::new("gur.csv", text.as_bytes());
        let report = crate::parse(Kind::UaGurShips, &[file], &mut |entry| ships.push(entry)).unwrap();
        assert_eq!((report.entries, report.reject_count), (2, 1));
        assert_eq!(ships[0].party.names.len(), 3);
        assert_eq!(ships[0].listing.measures, Vec::<String>::new());
        assert_eq!(
            (ships[1].id.as_str(), ships[1].listing.measures.as_slice()),
            ("IMO 9356751", &[DELISTED.to_owned()][..])
        );
    }
}
