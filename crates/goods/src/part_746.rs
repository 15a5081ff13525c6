//! The supplements to Part 746 of the EAR that list goods, read from the eCFR's own XML.
//!
//! Nothing of these lists ships: until the XML is loaded, each is missing, and a supplement that does not
//! look as it should is missing too, with the reason. Read as text only: no entity beyond XML's own is
//! resolved, nothing is fetched, and depth, size and rows have limits.

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use vocab::{Hs, Truth};

use crate::part_746_rows::{Cell, SupplementRow, TableSoFar, cas_numbers};

/// The largest file that is read: title 15 as a whole is smaller.
const BYTES_MAX: usize = 64 << 20;
/// The deepest nesting: the eCFR's own is below twenty.
const DEPTH_MAX: usize = 128;
/// The most rows of all supplements together.
const ROWS_MAX: usize = 100_000;
/// The longest cell or paragraph that is kept.
const CELL_BYTES_MAX: usize = 20_000;
/// The most columns that one cell may span.
const COLUMNS_MAX: usize = 64;

/// A supplement that lists goods.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Supplement {
    /// No. 2: oil and gas equipment, Russia.
    No2,
    /// No. 4: industrial goods, Russia and Belarus.
    No4,
    /// No. 5: luxury goods.
    No5,
    /// No. 6: chemicals, biologicals and the equipment for them.
    No6,
    /// No. 7: items that need a licence for Crimea, Iran, Russia and Belarus, found in drones.
    No7,
}

impl Supplement {
    /// Every one that is read.
    pub const ALL: [Self; 5] = [Self::No2, Self::No4, Self::No5, Self::No6, Self::No7];

    /// Its number.
    pub const fn number(self) -> u8 {
        match self {
            Self::No2 => 2,
            Self::No4 => 4,
            Self::No5 => 5,
            Self::No6 => 6,
            Self::No7 => 7,
        }
    }

    /// The fewest rows that make it believable.
    ///
    /// Supplement No. 7 began with twelve entries and has only grown (88 FR 12150); No. 4 lists hundreds of
    /// codes. A shorter one was cut off, or is another table.
    const fn rows_min(self) -> usize {
        match self {
            Self::No7 => 12,
            Self::No4 => 100,
            Self::No2 | Self::No5 | Self::No6 => 1,
        }
    }

    /// Words that its title must have, so that a renumbered supplement is not taken for it.
    const fn title_words(self) -> &'static [&'static str] {
        match self {
            Self::No7 => &["that require a license", "746.6", "746.7", "746.8"],
            Self::No2 | Self::No4 | Self::No5 | Self::No6 => &[],
        }
    }
}

/// A supplement as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SupplementTable {
    /// It was read.
    Loaded {
        /// Its title.
        title: String,
        /// Its rows, in its order.
        rows: Vec<SupplementRow>,
        /// Cells that should hold codes and cannot be read: while there are any, nothing is surely "not
        /// listed".
        unread: Vec<UnreadCell>,
    },
    /// It was not, and this is why.
    Missing {
        /// The reason, for the decision's list of what is incomplete.
        reason: String,
    },
}

/// A cell under a heading for codes that is no code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadCell {
    /// What it says.
    pub text: String,
    /// The row of the table, counted from one.
    pub row: usize,
}

/// Whether a supplement lists a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Covers<'a> {
    /// Unknown where the supplement is missing, partly unread, or lists more digits than the order gives.
    pub listed: Truth,
    /// The row that says so, or leaves it open.
    pub row: Option<&'a SupplementRow>,
}

/// The supplements of one issue of Part 746.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part746 {
    /// In the order of [`Supplement::ALL`].
    tables: [SupplementTable; 5],
}

/// Why a file is not Part 746.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Part746Error {
    /// The file is larger than the whole title.
    #[error("the file has {0} bytes; all of title 15 has less")]
    TooLarge(usize),
    /// Not UTF-8.
    #[error("the file is not UTF-8 text")]
    NotUtf8,
    /// Not well-formed XML.
    #[error("the file is not well-formed XML at byte {at}: {why}")]
    Malformed {
        /// Where.
        at: u64,
        /// What the reader says.
        why: String,
    },
    /// It declares or uses entities of its own.
    #[error("the file has the entity `{0}`, which is not one of XML's own")]
    Entity(String),
    /// Nested deeper than any issue.
    #[error("the file nests deeper than {DEPTH_MAX} elements")]
    TooDeep,
    /// More rows than any issue.
    #[error("the file has more than {ROWS_MAX} rows")]
    TooManyRows,
    /// The file ends inside an element.
    #[error("the file ends before its last element does")]
    CutOff,
    /// Well-formed, and something else.
    #[error("the file has no Part 746 in it")]
    NotPart746,
}

impl Part746Error {
    /// What to do next.
    pub fn hint(&self) -> &'static str {
        "download it from https://www.ecfr.gov/api/versioner/v1/full/{date}/title-15.xml?part=746"
    }
}

impl Part746 {
    /// A supplement, loaded or missing.
    pub fn table(&self, supplement: Supplement) -> &SupplementTable {
        let [no_2, no_4, no_5, no_6, no_7] = &self.tables;
        match supplement {
            Supplement::No2 => no_2,
            Supplement::No4 => no_4,
            Supplement::No5 => no_5,
            Supplement::No6 => no_6,
            Supplement::No7 => no_7,
        }
    }

    /// Whether a supplement lists `hs`: any code that begins with the listed digits is covered.
    pub fn covers(&self, supplement: Supplement, hs: &Hs) -> Covers<'_> {
        let SupplementTable::Loaded { rows, unread, .. } = self.table(supplement) else {
            return Covers { listed: Truth::Unknown, row: None };
        };
        let mut open = None;
        for row in rows {
            match row.code.as_ref().map(|code| code.covers(hs)) {
                Some(Some(true)) => return Covers { listed: Truth::Yes, row: Some(row) },
                Some(None) => open = open.or(Some(row)),
                Some(Some(false)) | None => {}
            }
        }
        let unknown = open.is_some() || !unread.is_empty();
        Covers { listed: if unknown { Truth::Unknown } else { Truth::No }, row: open }
    }
}

/// Reads the supplements from the XML of Part 746, or of a title that holds it.
///
/// Fails only where the file is not that; a supplement that is absent or does not look right is
/// [`SupplementTable::Missing`].
pub fn read_part_746(xml: &[u8]) -> Result<Part746, Part746Error> {
    if xml.len() > BYTES_MAX {
        return Err(Part746Error::TooLarge(xml.len()));
    }
    let text = std::str::from_utf8(xml).map_err(|_| Part746Error::NotUtf8)?;
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    reader.config_mut().expand_empty_elements = true;
    let mut reading = Reading::default();
    loop {
        let event = reader.read_event().map_err(|why| Part746Error::Malformed {
            at: reader.error_position(),
            why: why.to_string().chars().take(200).collect(),
        })?;
        match event {
            Event::Start(element) => reading.start(&element)?,
            Event::End(_) => reading.end()?,
            Event::Text(text) => reading.text(&text.xml_content(XmlVersion::Explicit1_0)),
            Event::CData(text) => reading.text(&text.xml_content(XmlVersion::Explicit1_0)),
            Event::GeneralRef(name) => reading.text(&resolved(&name)?),
            Event::DocType(declared) if declared.contains("ENTITY") => {
                return Err(Part746Error::Entity("DOCTYPE".to_owned()));
            }
            Event::Eof => break,
            Event::DocType(_) | Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    if !reading.open.is_empty() {
        return Err(Part746Error::CutOff);
    }
    if !reading.part_seen {
        return Err(Part746Error::NotPart746);
    }
    let found = |number| reading.done.iter().filter(|it| it.number == number).collect::<Vec<_>>();
    let tables = Supplement::ALL.map(|it| judged(it, &found(it.number())));
    Ok(Part746 { tables })
}

/// A reference's character: XML's five, and numbers.
fn resolved(name: &quick_xml::events::BytesRef<'_>) -> Result<String, Part746Error> {
    let unknown = || Part746Error::Entity(name.chars().take(40).collect());
    if let Some(character) = name.resolve_char_ref().map_err(|_| unknown())? {
        return Ok(character.to_string());
    }
    quick_xml::escape::resolve_predefined_entity(name).map(str::to_owned).ok_or_else(unknown)
}

/// Whether what was found under a supplement's number is the supplement.
fn judged(supplement: Supplement, found: &[&Found]) -> SupplementTable {
    let number = supplement.number();
    let missing = |reason: String| SupplementTable::Missing { reason };
    let one = match found {
        [] => return missing(format!("Supplement {number} to Part 746 is not in the file")),
        [one] => *one,
        [_, _, ..] => {
            return missing(format!(
                "Supplement {number} to Part 746 stands in the file {} times",
                found.len()
            ));
        }
    };
    let title = one.title.to_lowercase();
    if let Some(word) = supplement.title_words().iter().find(|word| !title.contains(**word)) {
        return missing(format!(
            "the title of Supplement {number} has changed: it lacks “{word}” (“{}”)",
            one.title
        ));
    }
    let least = supplement.rows_min();
    if one.rows.len() < least {
        let rows = one.rows.len();
        return missing(format!(
            "Supplement {number} has {rows} rows that can be read, and must have at least {least}"
        ));
    }
    SupplementTable::Loaded { title: one.title.clone(), rows: one.rows.clone(), unread: one.unread.clone() }
}

/// A supplement while and after it is read.
#[derive(Debug, Default)]
struct Found {
    number: u8,
    title: String,
    rows: Vec<SupplementRow>,
    unread: Vec<UnreadCell>,
    row_count: usize,
}

/// The text of one heading, cell, title or paragraph while it is gathered.
#[derive(Debug)]
struct Gathered {
    kind: Kind,
    depth: usize,
    span: usize,
    text: String,
}

/// Where the reader stands.
#[derive(Debug, Default)]
struct Reading {
    /// What each open element is for.
    open: Vec<Kind>,
    part_seen: bool,
    done: Vec<Found>,
    /// The supplement being read, and the depth of the element that holds it.
    within: Option<(Found, usize)>,
    gathered: Option<Gathered>,
    /// The depth of a footnote mark, whose text belongs to no cell.
    left_out: Option<usize>,
    table: TableSoFar,
    headings: Vec<Cell>,
    cells: Vec<Cell>,
    rows_total: usize,
}

impl Reading {
    fn start(&mut self, element: &BytesStart<'_>) -> Result<(), Part746Error> {
        let kind = Kind::of(element.local_name().into_inner());
        self.open.push(kind);
        let depth = self.open.len();
        if depth > DEPTH_MAX {
            return Err(Part746Error::TooDeep);
        }
        let attribute =
            |name: &str| element.try_get_attribute(name).ok().flatten().map(|it| it.value.to_string());
        self.part_seen |=
            attribute("TYPE").as_deref() == Some("PART") && attribute("N").as_deref() == Some("746");
        match kind {
            Kind::Mark => self.left_out = self.left_out.or(Some(depth)),
            Kind::Table => self.table = TableSoFar::default(),
            Kind::Row => {
                self.headings.clear();
                self.cells.clear();
            }
            Kind::Title | Kind::Heading | Kind::Cell | Kind::Paragraph if self.gathered.is_none() => {
                let span = attribute("colspan").and_then(|it| it.parse().ok()).unwrap_or(1);
                let span = usize::clamp(span, 1, COLUMNS_MAX);
                self.gathered = Some(Gathered { kind, depth, span, text: String::new() });
            }
            // A break, or a paragraph inside a cell, is the cell's next line.
            Kind::Break | Kind::Paragraph => self.text("\n"),
            Kind::Title | Kind::Heading | Kind::Cell | Kind::Headings | Kind::Other => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if let Some(gathered) = &mut self.gathered
            && self.left_out.is_none()
            && gathered.text.len() + text.len() <= CELL_BYTES_MAX
        {
            gathered.text.push_str(text);
        }
    }

    fn end(&mut self) -> Result<(), Part746Error> {
        let depth = self.open.len();
        let Some(kind) = self.open.pop() else { return Ok(()) };
        if let Some(gathered) = self.gathered.take_if(|it| it.depth == depth) {
            self.take(gathered)?;
        }
        self.left_out.take_if(|it| *it == depth);
        match kind {
            Kind::Row => self.end_row()?,
            Kind::Headings => self.table.take_headings(&std::mem::take(&mut self.headings)),
            Kind::Table => self.table = TableSoFar::default(),
            Kind::Title
            | Kind::Heading
            | Kind::Cell
            | Kind::Paragraph
            | Kind::Mark
            | Kind::Break
            | Kind::Other => {}
        }
        if let Some((found, _)) = self.within.take_if(|(_, holder)| *holder == depth) {
            self.done.push(found);
        }
        Ok(())
    }

    fn take(&mut self, gathered: Gathered) -> Result<(), Part746Error> {
        let Gathered { kind, depth, span, text } = gathered;
        let lines: Vec<String> =
            text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        let text = lines.join("\n").trim().to_owned();
        match kind {
            Kind::Heading => self.headings.push(Cell { text: text.replace('\n', " "), span }),
            Kind::Cell => self.cells.push(Cell { text, span }),
            Kind::Title => self.take_title(&text.replace('\n', " "), depth - 1),
            Kind::Paragraph => self.take_paragraph(text)?,
            Kind::Table | Kind::Headings | Kind::Row | Kind::Mark | Kind::Break | Kind::Other => {}
        }
        Ok(())
    }

    /// Begins a supplement where a title is one's; any other title changes nothing.
    fn take_title(&mut self, title: &str, holder: usize) {
        let lower = title.to_lowercase();
        let number = lower.strip_prefix("supplement no. ").and_then(|rest| rest.split_once(" to part 746"));
        let Some(number) = number.and_then(|(number, _)| number.parse().ok()) else { return };
        if let Some((found, _)) = self.within.take() {
            self.done.push(found);
        }
        let found = Found { number, title: title.to_owned(), ..Found::default() };
        self.within = Some((found, holder));
    }

    /// Chemicals stand in paragraphs as well as in tables.
    fn take_paragraph(&mut self, text: String) -> Result<(), Part746Error> {
        let Some((found, _)) = &mut self.within else { return Ok(()) };
        let cas = cas_numbers(&text);
        if !cas.is_empty() {
            found.rows.push(SupplementRow { code: None, cas, text });
            self.count_rows(1)?;
        }
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), Part746Error> {
        let mut cells = std::mem::take(&mut self.headings);
        if self.cells.is_empty() {
            self.table.take_headings(&cells);
            return Ok(());
        }
        cells.append(&mut self.cells);
        let Some((found, _)) = &mut self.within else { return Ok(()) };
        found.row_count += 1;
        let (rows, unread) = self.table.take_row(&cells);
        let count = rows.len() + unread.len();
        found.rows.extend(rows);
        found.unread.extend(unread.into_iter().map(|text| UnreadCell { text, row: found.row_count }));
        self.count_rows(count)
    }

    fn count_rows(&mut self, more: usize) -> Result<(), Part746Error> {
        self.rows_total += more;
        if self.rows_total > ROWS_MAX { Err(Part746Error::TooManyRows) } else { Ok(()) }
    }
}

/// What an element is for, in today's markup and the older one.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Title,
    Table,
    Headings,
    Row,
    Heading,
    Cell,
    Paragraph,
    Mark,
    Break,
    Other,
}

impl Kind {
    fn of(name: &str) -> Self {
        match name.to_ascii_uppercase().as_str() {
            "HEAD" => Self::Title,
            "TABLE" | "GPOTABLE" => Self::Table,
            "BOXHD" | "THEAD" => Self::Headings,
            "TR" | "ROW" => Self::Row,
            "TH" | "CHED" => Self::Heading,
            "TD" | "ENT" => Self::Cell,
            "P" | "FP" | "LI" => Self::Paragraph,
            "SU" | "SUP" | "FTREF" | "FTNT" | "TNOTE" => Self::Mark,
            "BR" => Self::Break,
            _ => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A *structure sample*: the eCFR's markup around invented rows with codes of chapters 98 and 99, which
    /// no schedule has.
    fn sample(title_7: &str, rows_7: usize, body: &str) -> String {
        let row = |at: usize| {
            let code = format!("98{:02}.10<SU>1</SU>", at + 10);
            format!("<TR><TD class=\"left\">{code}</TD><TD>invented goods {at}</TD></TR>")
        };
        let rows = (0..rows_7).map(row).collect::<Vec<_>>().concat();
        format!(
            "<?xml version=\"1.0\"?><DIV5 N=\"746\" TYPE=\"PART\"><HEAD>PART 746—EMBARGOES</HEAD>{body}\
             <DIV9 N=\"Supplement No. 7 to Part 746\" TYPE=\"APPENDIX\">\n<HEAD>{title_7}</HEAD>\
             <P>Words before.</P>\
             <DIV width=\"100%\"><DIV class=\"gpotbl_div\"><TABLE><THEAD>\
             <TR><TH>HTS-6 Code</TH><TH>HTS Description</TH></TR>\
             </THEAD><TBODY>{rows}</TBODY></TABLE></DIV></DIV></DIV9></DIV5>"
        )
    }

    const TITLE_7: &str = "Supplement No. 7 to Part 746&#8212;Items That Require a License \
        Under &#167;&#167; 746.6, 746.7, and 746.8";

    fn check(part: &Part746, supplement: Supplement, code: &str, expected: Truth) {
        assert_eq!(part.covers(supplement, &code.parse().unwrap()).listed, expected, "{code}");
    }

    fn reason(part: &Part746, supplement: Supplement) -> &str {
        match part.table(supplement) {
            SupplementTable::Missing { reason } => reason,
            SupplementTable::Loaded { title, .. } => panic!("{title} is loaded"),
        }
    }

    #[test]
    fn reads_todays_markup_without_footnote_marks() {
        let part = read_part_746(sample(TITLE_7, 12, "").as_bytes()).unwrap();
        check(&part, Supplement::No7, "9810.10", Truth::Yes);
        check(&part, Supplement::No7, "9821.10.0000", Truth::Yes);
        check(&part, Supplement::No7, "9822.10", Truth::No);
        check(&part, Supplement::No4, "9810.10", Truth::Unknown);
        assert_eq!(reason(&part, Supplement::No4), "Supplement 4 to Part 746 is not in the file");
    }

    #[test]
    fn fails_closed() {
        let eleven = read_part_746(sample(TITLE_7, 11, "").as_bytes()).unwrap();
        assert!(reason(&eleven, Supplement::No7).contains("11 rows"));
        check(&eleven, Supplement::No7, "9810.10", Truth::Unknown);
        let renamed = sample("Supplement No. 7 to Part 746—Other Items Under § 746.8", 12, "");
        assert!(reason(&read_part_746(renamed.as_bytes()).unwrap(), Supplement::No7).contains("has changed"));
        let twice = sample(TITLE_7, 12, &sample(TITLE_7, 12, "").replace("<?xml version=\"1.0\"?>", ""));
        assert!(reason(&read_part_746(twice.as_bytes()).unwrap(), Supplement::No7).contains("2 times"));
        let four = "<DIV9><HEAD>Supplement No. 4 to Part 746—Sample</HEAD><TABLE>\
                    <TR><TH>HTS Codes</TH></TR>\
                    <TR><TD>9901</TD></TR></TABLE></DIV9>";
        let part = read_part_746(sample(TITLE_7, 12, four).as_bytes()).unwrap();
        assert!(reason(&part, Supplement::No4).contains("at least 100"));
    }

    #[test]
    fn a_cell_that_cannot_be_read_leaves_the_rest_open() {
        let five = "<DIV9><HEAD>Supplement No. 5 to Part 746—Sample</HEAD><TABLE>\
                    <TR><TH>Schedule B</TH><TH>Text</TH></TR>\
                    <TR><TD>9901.10.0000</TD><TD>invented</TD></TR>\
                    <TR><TD>9902.10–9902.30</TD><TD>range</TD></TR></TABLE></DIV9>";
        let part = read_part_746(sample(TITLE_7, 12, five).as_bytes()).unwrap();
        check(&part, Supplement::No5, "9901.10.0000", Truth::Yes);
        check(&part, Supplement::No5, "9901.10", Truth::Unknown);
        check(&part, Supplement::No5, "9903.10", Truth::Unknown);
    }

    #[test]
    fn reads_the_older_markup_namespaces_and_chemicals() {
        let old = "<e:APPENDIX xmlns:e=\"urn:x\"><e:HEAD>Supplement No. 2 to Part 746—Sample</e:HEAD>\
                   <GPOTABLE><BOXHD>\
                   <CHED H=\"1\">Schedule B No.</CHED><CHED H=\"1\">Item</CHED></BOXHD>\
                   <ROW><ENT I=\"01\">9901.10</ENT><ENT>a &amp; b</ENT>\
                   </ROW></GPOTABLE></e:APPENDIX><DIV9><HEAD>Supplement No. 6 to Part 746—Sample</HEAD>\
                   <P>(1) invented mixture of water (C.A.S. 7732-18-5)</P></DIV9>";
        let part = read_part_746(sample(TITLE_7, 12, old).as_bytes()).unwrap();
        check(&part, Supplement::No2, "9901.10", Truth::Yes);
        match part.table(Supplement::No2) {
            SupplementTable::Loaded { rows, .. } => assert_eq!(rows[0].text, "a & b"),
            SupplementTable::Missing { reason } => panic!("{reason}"),
        }
        match part.table(Supplement::No6) {
            SupplementTable::Loaded { rows, .. } => assert_eq!(rows[0].cas, ["7732-18-5"]),
            SupplementTable::Missing { reason } => panic!("{reason}"),
        }
    }

    #[test]
    fn hostile_files_are_clear_errors() {
        let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>\
                    <DIV5 N=\"746\" TYPE=\"PART\">&b;</DIV5>";
        let external = "<!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/passwd\">]><DIV5>&f;</DIV5>";
        for text in [bomb, external, "<DIV5 N=\"746\" TYPE=\"PART\">&unknown;</DIV5>"] {
            assert!(matches!(read_part_746(text.as_bytes()), Err(Part746Error::Entity(_))), "{text}");
        }
        assert_eq!(read_part_746("<a>".repeat(1_000_000).as_bytes()), Err(Part746Error::TooDeep));
        assert_eq!(read_part_746(b"<DIV5 N=\"746\" TYPE=\"PART\"><P>"), Err(Part746Error::CutOff));
        assert_eq!(read_part_746(b""), Err(Part746Error::NotPart746));
        assert_eq!(read_part_746(b"<html><body>Sign in</body></html>"), Err(Part746Error::NotPart746));
        assert_eq!(read_part_746(b"\xff\xfe<"), Err(Part746Error::NotUtf8));
        assert!(matches!(read_part_746(b"<a></b>"), Err(Part746Error::Malformed { .. })));
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_answered(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
            let _ = read_part_746(&bytes);
        }

        /// A file cut off anywhere is an error, never a shorter list.
        #[test]
        fn a_cut_file_is_never_a_shorter_list(cut in 60_usize..1_200) {
            let whole = sample(TITLE_7, 12, "");
            let part = whole.as_bytes().get(..cut.min(whole.len() - 1)).unwrap();
            proptest::prop_assert!(read_part_746(part).is_err());
        }
    }
}
