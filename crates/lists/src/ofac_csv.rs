//! OFAC's legacy CSV set: entries, addresses, aliases and the overflow of remarks, joined by entry number.
//!
//! The files have no header (some copies do), 12, 6, 5 and 2 columns, `-0-` for nothing, and a lone 0x1A at the end,
//! which glues itself to the next record where copies were concatenated. See `docs/lists/ofac-sdn.md`.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, SeekFrom};

use csv::{ByteRecord, Position, Reader, ReaderBuilder};
use ledger::{Address, AddressKind, CountryRole, DetailKind, Field, LinkKind, NameKind, NamePart};
use ledger::{IdKind, party::NamePartRole};
use vocab::Schema;

use crate::draft::{Draft, Ids, country_named, joined, name_part};
use crate::kind::Kind;
use crate::ofac_remarks::{Understood, read_remarks, settle_numbers};
use crate::ofac_sublist::{list_of_program, on_each_list, programs};
use crate::reject::{Lack, ListError, Reading};
use crate::source::{Look, SourceFile, line_of};

/// Remarks of the entries' file are cut here, and go on in the comments' file.
const REMARKS_CUT_AT: usize = 990;
/// Rows by which a file's programmes are known.
const ROWS_LOOKED_AT: usize = 100;
/// The end mark of the old MS-DOS text files.
const END_MARK: u8 = 0x1a;

/// The four parts of a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Entries,
    Addresses,
    Aliases,
    Comments,
}

/// A file, or what stands between two end marks of a concatenated one.
struct Section<'a> {
    file: &'a str,
    bytes: &'a [u8],
    /// Lines of the file before it.
    lines_before: u64,
    part: Part,
    has_header: bool,
}

/// Reads a set, whatever its files are called.
pub(crate) fn parse(
    kind: Kind,
    files: &[SourceFile<'_>],
    reading: &mut Reading<'_>,
) -> Result<(), ListError> {
    let mut sections = Vec::new();
    for file in files {
        sections_of(kind, file, &mut sections, reading)?;
    }
    let entries = only(&sections, Part::Entries)?;
    let Some(entries) = entries else {
        return Err(ListError::NoPrimary {
            expected: "file of the entries (sdn.csv or cons_prim.csv, 12 columns)",
        });
    };
    let mut set = Set {
        addresses: joins_of(only(&sections, Part::Addresses)?, reading)?,
        aliases: joins_of(only(&sections, Part::Aliases)?, reading)?,
        comments: joins_of(only(&sections, Part::Comments)?, reading)?,
        numbers: BTreeMap::new(),
        understood: Understood::default(),
        overflowing: 0,
    };
    set.say_what_is_missing(reading);
    set.numbers = numbers_by_name(entries)?;
    set.read_entries(kind, entries, reading)?;
    set.say_what_was_left(reading);
    Ok(())
}

/// Splits a file at its end marks and says what each part of it is.
fn sections_of<'a>(
    kind: Kind,
    file: &SourceFile<'a>,
    sections: &mut Vec<Section<'a>>,
    reading: &mut Reading<'_>,
) -> Result<(), ListError> {
    let expected = "OFAC's CSV of 12, 6, 5 or 2 columns, or its XML";
    let refuse = |found: String| ListError::NotThisKind { file: file.owned_name(), kind, found, expected };
    if file.look() != Look::Text {
        return Err(refuse(file.look().words().to_owned()));
    }
    let mut lines_before = 0;
    let mut left_out = None;
    let mut taken = 0;
    for bytes in
        file.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file.bytes).split(|&byte| byte == END_MARK)
    {
        if !bytes.trim_ascii().is_empty() {
            let Some((part, has_header)) = part_of(bytes) else {
                return Err(refuse(format!(
                    "it starts with `{}`",
                    SourceFile::new(file.name, bytes).start()
                )));
            };
            let section = Section { file: file.name, bytes, lines_before, part, has_header };
            if let Some(other) = other_kind(kind, &section)? {
                left_out = Some((other, lines_before + 1));
            } else {
                reading.recognised(file.name, part.words());
                note_cut(&section, reading);
                sections.push(section);
                taken += 1;
            }
        }
        lines_before += bytes.split(|&byte| byte == b'\n').skip(1).count() as u64;
    }
    match left_out {
        Some((other, _)) if taken == 0 => Err(refuse(format!("its programmes are those of {other}"))),
        Some((other, line)) => {
            reading.note(format!("{}: what begins at line {line} is {other} and was left out", file.name));
            Ok(())
        }
        None => Ok(()),
    }
}

/// What a file is, from the first record, or the second where the first is a header.
fn part_of(bytes: &[u8]) -> Option<(Part, bool)> {
    let mut records = reader(bytes).into_byte_records();
    let first = records.next()?.ok()?;
    let has_header = number(&first).is_none();
    let row = if has_header { records.next()?.ok()? } else { first };
    number(&row)?;
    let third = row.get(2).unwrap_or_default().trim_ascii();
    let part = match row.len() {
        12 if matches!(third, b"-0-" | b"individual" | b"vessel" | b"aircraft" | b"entity") => Part::Entries,
        6 => Part::Addresses,
        5 if matches!(third, b"aka" | b"fka" | b"nka") => Part::Aliases,
        2 => Part::Comments,
        _ => return None,
    };
    Some((part, has_header))
}

/// The kind that the programmes of an entries' file show, where it is not the one asked for.
fn other_kind(kind: Kind, section: &Section<'_>) -> Result<Option<Kind>, ListError> {
    if section.part != Part::Entries {
        return Ok(None);
    }
    let (mut looked, mut of_cons) = (0_usize, 0_usize);
    for record in reader(section.bytes).into_byte_records().take(ROWS_LOOKED_AT) {
        let record = record.map_err(|error| broken(section, &error))?;
        let Some(text) = record.get(3).and_then(|it| std::str::from_utf8(it).ok()) else { continue };
        looked += 1;
        of_cons += usize::from(programs(text).iter().any(|program| list_of_program(program).is_some()));
    }
    let found = if of_cons * 2 > looked { Kind::OfacCons } else { Kind::OfacSdn };
    // A handful of rows may be an excerpt, of which the programmes show nothing.
    Ok((found != kind && looked == ROWS_LOOKED_AT).then_some(found))
}

/// A publisher's file ends with the end of a line: one that does not was cut.
fn note_cut(section: &Section<'_>, reading: &mut Reading<'_>) {
    if section.bytes.last().is_some_and(|&last| last != b'\n') {
        reading.report.cut = Some(format!("{} ends inside of a line", section.file));
    }
}

fn only<'s, 'a>(sections: &'s [Section<'a>], part: Part) -> Result<Option<&'s Section<'a>>, ListError> {
    let mut found = sections.iter().filter(|section| section.part == part);
    let first = found.next();
    match (first, found.next()) {
        (Some(first), Some(other)) => Err(ListError::Twice {
            file: first.file.to_owned(),
            other: other.file.to_owned(),
            part: part.words(),
        }),
        (first, _) => Ok(first),
    }
}

impl Part {
    const fn words(self) -> &'static str {
        match self {
            Self::Entries => "OFAC CSV, entries (12 columns)",
            Self::Addresses => "OFAC CSV, addresses (6 columns)",
            Self::Aliases => "OFAC CSV, aliases (5 columns)",
            Self::Comments => "OFAC CSV, overflow of remarks (2 columns)",
        }
    }

    const fn columns(self) -> usize {
        match self {
            Self::Entries => 12,
            Self::Addresses => 6,
            Self::Aliases => 5,
            Self::Comments => 2,
        }
    }
}

/// The rows of a joined file: entry number and byte offset, and a reader that goes there.
struct Joins<'a> {
    file: &'a str,
    rows: Vec<(u32, u32)>,
    reader: Reader<Cursor<&'a [u8]>>,
    taken: usize,
}

fn joins_of<'a>(
    section: Option<&Section<'a>>,
    reading: &mut Reading<'_>,
) -> Result<Option<Joins<'a>>, ListError> {
    let Some(section) = section else { return Ok(None) };
    let mut rows = Vec::new();
    each_row(section, reading, &mut |record, position, _| {
        if let (Some(number), Ok(offset)) = (number(record), u32::try_from(position.byte())) {
            rows.push((number, offset));
        }
    })?;
    rows.sort_unstable();
    let reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .buffer_capacity(1 << 10)
        .from_reader(Cursor::new(section.bytes));
    Ok(Some(Joins { file: section.file, rows, reader, taken: 0 }))
}

impl Joins<'_> {
    /// Gives the rows of one entry, in the order of the file.
    fn each(&mut self, number: u32, take: &mut dyn FnMut(&ByteRecord)) {
        let from = self.rows.partition_point(|row| row.0 < number);
        let mut record = ByteRecord::new();
        for &(_, offset) in self.rows.iter().skip(from).take_while(|row| row.0 == number) {
            self.taken += 1;
            let place = SeekFrom::Start(u64::from(offset));
            if self.reader.seek_raw(place, Position::new()).is_ok()
                && self.reader.read_byte_record(&mut record).unwrap_or(false)
            {
                take(&record);
            }
        }
    }
}

/// What an entry is joined from, and what was seen on the way.
struct Set<'a> {
    addresses: Option<Joins<'a>>,
    aliases: Option<Joins<'a>>,
    comments: Option<Joins<'a>>,
    /// The entry of each primary name that only one entry has.
    numbers: BTreeMap<String, Option<u32>>,
    understood: Understood,
    overflowing: u64,
}

impl Set<'_> {
    fn say_what_is_missing(&self, reading: &mut Reading<'_>) {
        reading.lacks(&[
            Lack::ListingDates,
            Lack::EndDates,
            Lack::Citations,
            Lack::Reasons,
            Lack::Requirements,
        ]);
        if self.addresses.is_none() {
            reading.lacks(&[Lack::Addresses, Lack::Countries]);
        }
        if self.aliases.is_none() {
            reading.lacks(&[Lack::Aliases]);
        }
    }

    fn read_entries(
        &mut self,
        kind: Kind,
        section: &Section<'_>,
        reading: &mut Reading<'_>,
    ) -> Result<(), ListError> {
        let mut ids = Ids::default();
        let mut seen = BTreeSet::new();
        let mut rows = reader(section.bytes);
        let mut record = ByteRecord::new();
        loop {
            let line = section.lines_before + line_of(section.bytes, rows.position());
            match rows.read_byte_record(&mut record) {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => return Err(broken(section, &error)),
            }
            let Some(number) = accepted(section, &record, line, reading) else { continue };
            if !seen.insert(number) {
                reading
                    .note(format!("{}: line {line} repeats entry number {number} and is kept", section.file));
            }
            let id = ids.unique(kind.lists()[0], &number.to_string());
            self.entry(kind, (number, id), line, &record, reading);
        }
        Ok(())
    }

    fn entry(
        &mut self,
        kind: Kind,
        (number, id): (u32, String),
        line: u64,
        row: &ByteRecord,
        reading: &mut Reading<'_>,
    ) {
        let mut draft = Draft::new(schema_of(text(row, 2)));
        read_row(row, &mut draft);
        if let Some(aliases) = &mut self.aliases {
            aliases.each(number, &mut |row| read_alias(row, &mut draft));
        }
        if let Some(addresses) = &mut self.addresses {
            addresses.each(number, &mut |row| read_address(row, &mut draft));
        }
        let mut remarks = raw(row, 11).to_owned();
        if remarks.len() >= REMARKS_CUT_AT {
            self.overflowing += 1;
            if let Some(comments) = &mut self.comments {
                comments.each(number, &mut |row| remarks.push_str(raw(row, 1)));
            }
        }
        read_remarks(&remarks, "remarks", &mut draft, &mut self.understood);
        settle_numbers(&mut draft);
        for link in &mut draft.links {
            let to = self.numbers.get(&link.to).copied().flatten().filter(|&to| to != number);
            link.to_id = to.map(|it| it.to_string());
        }
        reading.entry_on_lists(on_each_list(kind, &draft.into_entry(id, kind.lists()[0], line)));
    }

    fn say_what_was_left(&self, reading: &mut Reading<'_>) {
        let Understood { items, plain } = self.understood;
        reading.note(format!("{plain} of {items} items of remarks are kept as they stand"));
        for joins in [&self.addresses, &self.aliases, &self.comments].into_iter().flatten() {
            let left = joins.rows.len().saturating_sub(joins.taken);
            if left > 0 {
                reading.note(format!("{left} rows of {} belong to no entry of the set", joins.file));
            }
        }
        if self.comments.is_none() && self.overflowing > 0 {
            let cut = self.overflowing;
            reading.note(format!(
                "the remarks of {cut} entries are cut: the file of their overflow was not given"
            ));
        }
    }
}

/// The entry of each primary name; `None` for a name that two entries have.
fn numbers_by_name(section: &Section<'_>) -> Result<BTreeMap<String, Option<u32>>, ListError> {
    let mut names: BTreeMap<String, Option<u32>> = BTreeMap::new();
    let mut rows = reader(section.bytes);
    let mut row = ByteRecord::new();
    while rows.read_byte_record(&mut row).map_err(|error| broken(section, &error))? {
        if let Some(number) = number(&row) {
            let same = names.entry(text(&row, 1).to_owned()).or_insert(Some(number));
            if *same != Some(number) {
                *same = None;
            }
        }
    }
    Ok(names)
}

/// Gives each row that has its columns and its number; the others are rejects.
fn each_row(
    section: &Section<'_>,
    reading: &mut Reading<'_>,
    take: &mut dyn FnMut(&ByteRecord, &Position, u64),
) -> Result<(), ListError> {
    let mut rows = reader(section.bytes);
    let mut record = ByteRecord::new();
    loop {
        let position = rows.position().clone();
        match rows.read_byte_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return Ok(()),
            Err(error) => return Err(broken(section, &error)),
        }
        let line = section.lines_before + line_of(section.bytes, &position);
        if accepted(section, &record, line, reading).is_some() {
            take(&record, &position, line);
        }
    }
}

/// The entry number of a row that can be taken; a header is passed over, anything else is a reject.
fn accepted(section: &Section<'_>, row: &ByteRecord, line: u64, reading: &mut Reading<'_>) -> Option<u32> {
    if section.has_header && line == section.lines_before + 1 {
        return None;
    }
    reading.report.rows += 1;
    let columns = section.part.columns();
    let id = row.get(0).and_then(|it| std::str::from_utf8(it).ok()).map(str::trim);
    let why = if row.len() != columns {
        format!("{} columns, and expected {columns}", row.len())
    } else if row.iter().any(|field| std::str::from_utf8(field).is_err()) {
        "bytes that are not UTF-8".to_owned()
    } else {
        match number(row) {
            Some(number) => return Some(number),
            None => "no entry number in the first column".to_owned(),
        }
    };
    reading.reject(section.file, line, id.filter(|it| it.len() < 12), why);
    None
}

fn read_row(row: &ByteRecord, into: &mut Draft) {
    let name = text(row, 1);
    into.name_with_parts(NameKind::Primary, name, parts_of(name, into.party.schema), "name");
    into.listing.programs = programs(text(row, 3));
    for title in said(row, 4).unwrap_or_default().split(';') {
        into.detail(DetailKind::Position, title, "title");
    }
    if let Some(call_sign) = said(row, 5) {
        into.id(IdKind::CallSign, call_sign, call_sign, None, "call_sign");
    }
    let craft =
        [(6, DetailKind::CraftType, ""), (7, DetailKind::Tonnage, " DWT"), (8, DetailKind::Tonnage, " GRT")];
    let fields: [Field; 3] = ["vess_type".into(), "tonnage".into(), "GRT".into()];
    for ((column, kind, unit), field) in craft.into_iter().zip(fields) {
        if let Some(value) = said(row, column) {
            into.detail(kind, &format!("{value}{unit}"), field);
        }
    }
    if let Some(flag) = said(row, 9) {
        into.country_or_remark(CountryRole::Flag, "Vessel Flag", flag, "vess_flag");
    }
    if let Some(owner) = said(row, 10) {
        into.detail(DetailKind::Operator, owner, "vess_owner");
        into.link(LinkKind::Owner, owner, "vess_owner");
    }
}

fn read_alias(row: &ByteRecord, into: &mut Draft) {
    let kind = match text(row, 2) {
        "fka" => NameKind::Former,
        _ => NameKind::Alias,
    };
    let name = text(row, 3);
    into.name_with_parts(kind, name, parts_of(name, into.party.schema), "alt.csv");
    if let Some(remark) = said(row, 4) {
        into.detail(DetailKind::Remark, remark, "alt.csv");
    }
}

fn read_address(row: &ByteRecord, into: &mut Draft) {
    let [street, city, country] = [2, 3, 4].map(|column| said(row, column).unwrap_or_default());
    // The column holds town, province and postal code together: only a bare word is surely a town.
    let bare = !city.is_empty() && !city.contains(|c: char| c == ',' || c.is_ascii_digit());
    into.address(Address {
        text: joined(&[street, city, country]),
        city: bare.then(|| city.to_owned()),
        country: country_named(country),
        kind: AddressKind::Unspecified,
        field: "add.csv".into(),
        ..Address::default()
    });
    if let Some(remark) = said(row, 5) {
        into.detail(DetailKind::Remark, remark, "add.csv");
    }
}

/// `FAMILY, Given` of a person.
pub(crate) fn parts_of(name: &str, schema: Schema) -> Vec<NamePart> {
    if schema != Schema::Person {
        return Vec::new();
    }
    let Some((family, given)) = name.split_once(',') else { return Vec::new() };
    let parts = [(NamePartRole::Family, family), (NamePartRole::Given, given)];
    parts.into_iter().filter_map(|(role, text)| name_part(role, Some(text))).collect()
}

/// OFAC's word for what an entry is.
pub(crate) fn schema_of(word: &str) -> Schema {
    match word.trim().to_ascii_lowercase().as_str() {
        "individual" => Schema::Person,
        "vessel" => Schema::Vessel,
        "aircraft" => Schema::Airplane,
        // `-0-` and `Entity`: a company, a ministry, a gang.
        _ => Schema::LegalEntity,
    }
}

fn reader(bytes: &[u8]) -> Reader<&[u8]> {
    ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes)
}

fn number(row: &ByteRecord) -> Option<u32> {
    std::str::from_utf8(row.get(0)?).ok()?.trim().parse().ok()
}

/// A field as it stands: cut remarks go on in another file, with their blanks.
fn raw(row: &ByteRecord, column: usize) -> &str {
    row.get(column).and_then(|it| std::str::from_utf8(it).ok()).unwrap_or_default()
}

fn text(row: &ByteRecord, column: usize) -> &str {
    raw(row, column).trim()
}

/// A field that says something.
fn said(row: &ByteRecord, column: usize) -> Option<&str> {
    Some(text(row, column)).filter(|it| !it.is_empty() && *it != "-0-")
}

fn broken(section: &Section<'_>, error: &csv::Error) -> ListError {
    let at = section.lines_before + error.position().map_or(0, Position::line);
    ListError::Broken { file: section.file.to_owned(), what: error.to_string(), at }
}
