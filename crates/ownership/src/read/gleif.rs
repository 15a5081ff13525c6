//! GLEIF's relationship records, level 2: the published CSV and XML of the Relationship Record format 1.1 and 2.1.
//!
//! Accounting consolidation says that the parent controls the child, and not by which share: the share
//! is unknown unless
//! a quantifier gives it.

use std::collections::BTreeMap;

use csv::{ByteRecord, Reader};
use quick_xml::events::Event;

use super::table::{day, ordered};
use super::{Format, Growing, ReadError, Reading, line_number, share_text};
use crate::statement::{Full, Interest, Range, Reach, Statement, Statements};

/// Elements inside elements.
const DEPTH_MAX: usize = 32;
/// Fields of one record.
const FIELDS_MAX: usize = 500;
/// Bytes of one field.
const FIELD_BYTES_MAX: usize = 64 << 10;
/// Periods and quantifiers of one record in the CSV.
const NUMBERED_MAX: usize = 5;

/// One record, by the names that CSV and XML share.
#[derive(Default)]
struct Record {
    child: String,
    parent: String,
    kind: String,
    status: String,
    registration: String,
    updated: String,
    /// Kind, first and last day.
    periods: Vec<[String; 3]>,
    /// Amount and unit.
    quantifiers: Vec<[String; 2]>,
}

/// Whether these are the CSV's columns.
pub(super) fn is_header(header: &[String]) -> bool {
    header.iter().any(|it| it == "Relationship.StartNode.NodeID")
}

/// Reads the CSV's rows.
pub(super) fn read_rows(reader: &mut Reader<&[u8]>, header: &[String]) -> Result<Reading, ReadError> {
    let columns: BTreeMap<&str, usize> = header.iter().map(String::as_str).zip(0..).collect();
    let mut growing = Growing::new(Format::Gleif);
    let mut row = ByteRecord::new();
    loop {
        match reader.read_byte_record(&mut row) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                growing.reject(line_number(reader.position().line()), format!("no CSV: {error}"));
                break;
            }
        }
        let line = line_number(row.position().map_or(0, csv::Position::line));
        let field = |name: &str| {
            let bytes = columns.get(name).and_then(|&at| row.get(at)).unwrap_or_default();
            String::from_utf8_lossy(bytes).trim().to_owned()
        };
        let numbered =
            |name: &str, number: usize, part: &str| field(&format!("Relationship.{name}.{number}.{part}"));
        let record = Record {
            child: field("Relationship.StartNode.NodeID"),
            parent: field("Relationship.EndNode.NodeID"),
            kind: field("Relationship.RelationshipType"),
            status: field("Relationship.RelationshipStatus"),
            registration: field("Registration.RegistrationStatus"),
            updated: field("Registration.LastUpdateDate"),
            periods: (1..=NUMBERED_MAX)
                .map(|it| ["periodType", "startDate", "endDate"].map(|part| numbered("Period", it, part)))
                .collect(),
            quantifiers: (1..=NUMBERED_MAX)
                .map(|it| {
                    ["QuantifierAmount", "QuantifierUnits"].map(|part| numbered("Quantifiers", it, part))
                })
                .collect(),
        };
        take(&mut growing, &record, line)?;
    }
    Ok(growing.done())
}

/// Reads the XML's records.
pub(super) fn read_xml(bytes: &[u8]) -> Result<Reading, ReadError> {
    let text = std::str::from_utf8(bytes).map_err(|error| ReadError::Xml(error.to_string()))?;
    let mut reader = quick_xml::Reader::from_str(text);
    let mut growing = Growing::new(Format::Gleif);
    let mut path: Vec<String> = Vec::new();
    let mut record: Option<(Record, u32, usize)> = None;
    let mut seen_root = false;
    let mut lines = Lines { bytes, at: 0, line: 1 };
    loop {
        let before = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let event = reader.read_event().map_err(|error| ReadError::Xml(error.to_string()))?;
        match event {
            Event::Start(start) => {
                let name = start.local_name().as_ref().to_owned();
                if !seen_root && name != "RelationshipData" {
                    return Err(ReadError::NoFormat(format!("its XML begins with <{name}>")));
                }
                seen_root = true;
                if DEPTH_MAX <= path.len() {
                    return Err(ReadError::Xml(format!("elements stand more than {DEPTH_MAX} deep")));
                }
                match (&mut record, name.as_str()) {
                    (None, "RelationshipRecord") => record = Some((Record::default(), lines.of(before), 0)),
                    (Some((record, _, _)), "RelationshipPeriod") => record.periods.push(Default::default()),
                    (Some((record, _, _)), "RelationshipQuantifier") => {
                        record.quantifiers.push(Default::default());
                    }
                    (_, _) => {}
                }
                path.push(name);
            }
            Event::End(_) => {
                if path.pop().as_deref() == Some("RelationshipRecord")
                    && let Some((record, line, _)) = record.take()
                {
                    take(&mut growing, &record, line)?;
                }
            }
            Event::Text(text) => {
                if let Some((record, _, fields)) = &mut record {
                    *fields += 1;
                    if FIELDS_MAX < *fields {
                        return Err(ReadError::Xml(format!("a record has more than {FIELDS_MAX} fields")));
                    }
                    if FIELD_BYTES_MAX < text.len() {
                        return Err(ReadError::Xml(format!("a field has more than {FIELD_BYTES_MAX} bytes")));
                    }
                    put(record, &path, text.trim());
                }
            }
            Event::Eof if path.is_empty() && seen_root => return Ok(growing.done()),
            Event::Eof => return Err(ReadError::Xml("it ends in the middle".to_owned())),
            Event::Empty(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_)
            | Event::GeneralRef(_) => {}
        }
    }
}

/// Counts lines as far as one has come.
struct Lines<'b> {
    bytes: &'b [u8],
    at: usize,
    line: u64,
}

impl Lines<'_> {
    fn of(&mut self, to: usize) -> u32 {
        let between = self.bytes.get(self.at..to).unwrap_or_default();
        self.line += between.iter().fold(0, |lines, &byte| lines + u64::from(byte == b'\n'));
        self.at = self.at.max(to);
        line_number(self.line)
    }
}

fn put(record: &mut Record, path: &[String], text: &str) {
    if text.is_empty() {
        return;
    }
    let name =
        |back: usize| path.len().checked_sub(back).and_then(|at| path.get(at)).map_or("", String::as_str);
    let slot = match (name(2), name(1)) {
        ("StartNode", "NodeID") => Some(&mut record.child),
        ("EndNode", "NodeID") => Some(&mut record.parent),
        ("Relationship", "RelationshipType") => Some(&mut record.kind),
        ("Relationship", "RelationshipStatus") => Some(&mut record.status),
        ("Registration", "RegistrationStatus") => Some(&mut record.registration),
        ("Registration", "LastUpdateDate") => Some(&mut record.updated),
        ("RelationshipPeriod", "PeriodType") => record.periods.last_mut().map(|it| &mut it[0]),
        ("RelationshipPeriod", "StartDate") => record.periods.last_mut().map(|it| &mut it[1]),
        ("RelationshipPeriod", "EndDate") => record.periods.last_mut().map(|it| &mut it[2]),
        ("RelationshipQuantifier", "QuantifierAmount") => record.quantifiers.last_mut().map(|it| &mut it[0]),
        ("RelationshipQuantifier", "QuantifierUnits") => record.quantifiers.last_mut().map(|it| &mut it[1]),
        (_, _) => None,
    };
    if let Some(slot) = slot {
        slot.push_str(text);
    }
}

fn take(growing: &mut Growing, record: &Record, line: u32) -> Result<(), Full> {
    growing.reading.records += 1;
    if let Err(why) = add(&mut growing.reading.statements, record, line)? {
        growing.reject(line, why);
    }
    Ok(())
}

fn add(to: &mut Statements, record: &Record, line: u32) -> Result<Result<(), String>, Full> {
    if record.child.is_empty() || record.parent.is_empty() {
        return Ok(Err("a node is missing".to_owned()));
    }
    if matches!(record.registration.as_str(), "ANNULLED" | "DUPLICATE") {
        return Ok(Err(format!("the register calls it {}", record.registration)));
    }
    let share = match quantified(record) {
        Ok(share) => share,
        Err(why) => return Ok(Err(why)),
    };
    // The period of the relationship, not those of accounts and of filings.
    let none = [String::new(), String::new(), String::new()];
    let period = record.periods.iter().find(|it| it[0] == "RELATIONSHIP_PERIOD").unwrap_or(&none);
    let (from, until) = match (day(&period[1]), day(&period[2])) {
        (Ok(from), Ok(until)) => (from, until),
        (Err(why), _) | (_, Err(why)) => return Ok(Err(why)),
    };
    if let Err(why) = ordered(from, until) {
        return Ok(Err(why));
    }
    if record.status == "INACTIVE" && until.is_none() {
        return Ok(Err("it is inactive, and since when is not said".to_owned()));
    }
    let (interests, reach): (&[(Interest, Range)], Reach) = match record.kind.as_str() {
        "IS_DIRECTLY_CONSOLIDATED_BY" => {
            (&[(Interest::Shares, share), (Interest::Control, share)], Reach::Direct)
        }
        "IS_ULTIMATELY_CONSOLIDATED_BY" => {
            (&[(Interest::Shares, share), (Interest::Control, share)], Reach::Indirect)
        }
        // A branch is the same legal person.
        "IS_INTERNATIONAL_BRANCH_OF" => {
            (&[(Interest::Shares, Range::exact(vocab::Share::WHOLE))], Reach::Direct)
        }
        "IS_FUND-MANAGED_BY" | "IS_SUBFUND_OF" | "IS_FEEDER_TO" => (&[(Interest::Tie, share)], Reach::Direct),
        other => return Ok(Err(format!("`{other}` is no type of relationship that is known"))),
    };
    let (owner, owned) = (to.party(&record.parent)?, to.party(&record.child)?);
    let source = to.source("GLEIF");
    let stated = day(&record.updated).ok().flatten().map(|it| it.first);
    for &(interest, share) in interests {
        to.add(Statement { owner, owned, interest, reach, share, from, to: until, stated, source, line })?;
    }
    Ok(Ok(()))
}

fn quantified(record: &Record) -> Result<Range, String> {
    let per_cent = record.quantifiers.iter().find(|it| it[1].contains("PERCENT") && !it[0].is_empty());
    per_cent.map_or(Ok(Range::UNKNOWN), |it| {
        share_text::range(&it[0]).map_err(|why| format!("`{}`: {why}", it[0]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const XML: &str = r#"<?xml version="1.0"?>
<rr:RelationshipData xmlns:rr="http://www.gleif.org/data/schema/rr/2016">
 <rr:RelationshipRecords>
  <rr:RelationshipRecord>
   <rr:Relationship>
    <rr:StartNode><rr:NodeID>CHILD</rr:NodeID><rr:NodeIDType>LEI</rr:NodeIDType></rr:StartNode>
    <rr:EndNode><rr:NodeID>PARENT</rr:NodeID><rr:NodeIDType>LEI</rr:NodeIDType></rr:EndNode>
    <rr:RelationshipType>IS_DIRECTLY_CONSOLIDATED_BY</rr:RelationshipType>
    <rr:RelationshipPeriods>
     <rr:RelationshipPeriod><rr:StartDate>2012-11-29T00:00:00Z</rr:StartDate><rr:PeriodType>RELATIONSHIP_PERIOD</rr:PeriodType></rr:RelationshipPeriod>
    </rr:RelationshipPeriods>
    <rr:RelationshipStatus>ACTIVE</rr:RelationshipStatus>
    <rr:RelationshipQuantifiers>
     <rr:RelationshipQuantifier><rr:QuantifierAmount>60.00</rr:QuantifierAmount><rr:QuantifierUnits>PERCENTAGE</rr:QuantifierUnits></rr:RelationshipQuantifier>
    </rr:RelationshipQuantifiers>
   </rr:Relationship>
   <rr:Registration><rr:LastUpdateDate>2020-01-02T00:00:00Z</rr:LastUpdateDate><rr:RegistrationStatus>PUBLISHED</rr:RegistrationStatus></rr:Registration>
  </rr:RelationshipRecord>
 </rr:RelationshipRecords>
</rr:RelationshipData>"#;

    const CSV: &str = "Relationship.StartNode.NodeID,Relationship.EndNode.NodeID,Relationship.RelationshipType,\
Relationship.RelationshipStatus,Relationship.Period.1.startDate,Relationship.Period.1.endDate,\
Relationship.Period.1.periodType,Relationship.Quantifiers.1.QuantifierAmount,\
Relationship.Quantifiers.1.QuantifierUnits,Registration.LastUpdateDate,Registration.RegistrationStatus
CHILD,PARENT,IS_DIRECTLY_CONSOLIDATED_BY,ACTIVE,2012-11-29T00:00:00Z,,RELATIONSHIP_PERIOD,60.00,PERCENTAGE,2020-01-02T00:00:00Z,PUBLISHED
CHILD,GRAND,IS_ULTIMATELY_CONSOLIDATED_BY,INACTIVE,,,,,,2020-01-02T00:00:00Z,PUBLISHED
CHILD,GRAND,IS_COUSIN_OF,ACTIVE,,,,,,2020-01-02T00:00:00Z,PUBLISHED
";

    #[test]
    fn csv_and_xml_say_the_same() {
        let told = |text: &str| {
            let reading = crate::read(text.as_bytes()).unwrap();
            let said: Vec<_> = reading
                .statements
                .all()
                .iter()
                .map(|it| (it.interest, it.share.words(), it.from, it.to, it.stated))
                .collect();
            (said, reading.statements.parties().iter().map(|it| it.id.to_string()).collect::<Vec<_>>())
        };
        assert_eq!(told(XML), told(CSV));
        let reading = crate::read(CSV.as_bytes()).unwrap();
        assert_eq!(reading.statements.all().len(), 2);
        assert_eq!(reading.rejects.iter().map(|it| it.line).collect::<Vec<_>>(), [3, 4]);
    }

    #[test]
    fn broken_and_foreign_xml_is_refused() {
        for cut in [100, 400, 900] {
            assert!(matches!(crate::read(&XML.as_bytes()[..cut]), Err(ReadError::Xml(_))), "{cut}");
        }
        assert!(matches!(crate::read(b"<sdnList/>"), Err(ReadError::Xml(_) | ReadError::NoFormat(_))));
        let deep = "<RelationshipData>".repeat(100);
        assert!(matches!(crate::read(deep.as_bytes()), Err(ReadError::Xml(_))));
    }
}
