//! Tables: the plain CSV `owner,owned,share_min,share_max,from,to,source`, and the way to GLEIF's.

use csv::{ByteRecord, ReaderBuilder};
use vocab::{Date, PartialDate, Share};

use super::{Format, Growing, ReadError, Reading, gleif, line_number, share_text};
use crate::statement::{Interest, Range, Reach, Span, Statement};

/// What an owner that a row leaves blank is called.
pub(super) const NOT_NAMED: &str = "an owner not named";

/// Bytes of a table for which room for one party and for one row is made beforehand: only speed depends on them.
const PARTY_BYTES: usize = 128;
const ROW_BYTES: usize = 48;

/// Where the columns stand.
struct Columns {
    owner: usize,
    owned: usize,
    share: Option<usize>,
    min: Option<usize>,
    max: Option<usize>,
    from: Option<usize>,
    to: Option<usize>,
    source: Option<usize>,
}

/// Reads a table by its header.
pub(super) fn read(bytes: &[u8]) -> Result<Reading, ReadError> {
    let first =
        bytes.split(|&byte| byte == b'\n').find(|line| !line.trim_ascii().is_empty()).unwrap_or_default();
    let count = |byte: u8| first.split(|&it| it == byte).count();
    let delimiter = [b',', b';', b'\t'].into_iter().max_by_key(|&it| (count(it), it == b',')).unwrap_or(b',');
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(bytes);
    let mut row = ByteRecord::new();
    let header = match reader.read_byte_record(&mut row) {
        Ok(true) => names(&row),
        Ok(false) | Err(_) => Vec::new(),
    };
    if gleif::is_header(&header) {
        return gleif::read_rows(&mut reader, &header);
    }
    let Some(columns) = columns(&header) else {
        let shown: String = String::from_utf8_lossy(first).chars().take(80).collect();
        return Err(ReadError::NoFormat(format!(
            "its first line has no columns `owner` and `owned`: {shown}"
        )));
    };
    let mut growing = Growing::new(Format::Table);
    growing.reading.statements.reserve(bytes.len() / PARTY_BYTES, bytes.len() / ROW_BYTES);
    loop {
        match reader.read_byte_record(&mut row) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                growing.reject(line_number(reader.position().line()), format!("no CSV: {error}"));
                break;
            }
        }
        growing.reading.records += 1;
        let line = line_number(row.position().map_or(0, csv::Position::line));
        if let Err(why) = add(&mut growing, &columns, &row, line)? {
            growing.reject(line, why);
        }
    }
    Ok(growing.done())
}

/// The names of a header, as they are compared.
fn names(row: &ByteRecord) -> Vec<String> {
    row.iter()
        .map(|it| String::from_utf8_lossy(it).trim().trim_start_matches('\u{FEFF}').to_owned())
        .collect()
}

fn columns(header: &[String]) -> Option<Columns> {
    let at = |name: &str| header.iter().position(|it| it.eq_ignore_ascii_case(name));
    Some(Columns {
        owner: at("owner")?,
        owned: at("owned")?,
        share: at("share"),
        min: at("share_min"),
        max: at("share_max"),
        from: at("from"),
        to: at("to"),
        source: at("source"),
    })
}

/// Adds a row; the inner error is why it is rejected.
fn add(
    growing: &mut Growing,
    columns: &Columns,
    row: &ByteRecord,
    line: u32,
) -> Result<Result<(), String>, ReadError> {
    let parsed = match parsed(columns, row) {
        Ok(parsed) => parsed,
        Err(why) => return Ok(Err(why)),
    };
    let statements = &mut growing.reading.statements;
    let owned = statements.party(parsed.owned)?;
    let owner = if parsed.owner.is_empty() {
        let owner = statements.party(&format!("({NOT_NAMED}: {}, line {line})", parsed.owned))?;
        if let Some(party) = statements.describe(owner) {
            party.undisclosed = true;
            party.name = Some(NOT_NAMED.into());
        }
        owner
    } else {
        statements.party(parsed.owner)?
    };
    let source = statements.source(parsed.source);
    statements.add(Statement {
        owner,
        owned,
        interest: Interest::Shares,
        reach: Reach::Direct,
        share: parsed.share,
        from: parsed.from,
        to: parsed.to,
        stated: None,
        source,
        line,
    })?;
    Ok(Ok(()))
}

struct Row<'r> {
    owner: &'r str,
    owned: &'r str,
    share: Range,
    from: Option<Span>,
    to: Option<Span>,
    source: &'r str,
}

fn parsed<'r>(columns: &Columns, row: &'r ByteRecord) -> Result<Row<'r>, String> {
    let field = |at: Option<usize>| -> Result<&'r str, String> {
        let bytes = at.and_then(|at| row.get(at)).unwrap_or_default();
        std::str::from_utf8(bytes).map(str::trim).map_err(|_| "a field is no UTF-8".to_owned())
    };
    let (owner, owned) = (field(Some(columns.owner))?, field(Some(columns.owned))?);
    if owned.is_empty() {
        return Err("the column `owned` is blank".to_owned());
    }
    let share = match field(columns.share)? {
        "" => bounds(field(columns.min)?, field(columns.max)?)?,
        share => read_share(share)?,
    };
    let (from, to) = (day(field(columns.from)?)?, day(field(columns.to)?)?);
    ordered(from, to)?;
    Ok(Row { owner, owned, share, from, to, source: field(columns.source)? })
}

fn bounds(min: &str, max: &str) -> Result<Range, String> {
    if !min.is_empty() && min == max {
        return read_share(min);
    }
    let min = if min.is_empty() { Share::ZERO } else { read_share(min)?.min };
    let max = if max.is_empty() { Share::WHOLE } else { read_share(max)?.max };
    if max < min {
        return Err("`share_min` is over `share_max`".to_owned());
    }
    Ok(Range { min, max })
}

fn read_share(text: &str) -> Result<Range, String> {
    share_text::range(text).map_err(|why| format!("`{text}`: {why}"))
}

/// A day, or a month or year of which the days are open; blank is unknown.
pub(super) fn day(text: &str) -> Result<Option<Span>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    if let Some(day) = plain_day(text.as_bytes()) {
        return Ok(Some(day.into()));
    }
    let text = text.split_once('T').map_or(text, |(day, _)| day);
    match text.parse::<PartialDate>() {
        Ok(date) => Ok(Some(date.into())),
        Err(why) => Err(format!("`{text}`: {why}")),
    }
}

/// `2025-01-10`, without looking at anything else: most rows of a large table have such a day.
fn plain_day(bytes: &[u8]) -> Option<Date> {
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = bytes else { return None };
    let digits = |bytes: &[u8]| {
        bytes.iter().try_fold(0_i16, |number, byte| {
            byte.is_ascii_digit().then(|| number * 10 + i16::from(byte - b'0'))
        })
    };
    let (year, month, day) = (digits(&[y1, y2, y3, y4])?, digits(&[m1, m2])?, digits(&[d1, d2])?);
    if year == 0 {
        return None;
    }
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// Refuses an end before the beginning.
pub(super) fn ordered(from: Option<Span>, to: Option<Span>) -> Result<(), String> {
    match (from, to) {
        (Some(from), Some(to)) if to.last < from.first => {
            Err(format!("it ends on {}, before it begins on {}", to.last, from.first))
        }
        (None | Some(_), _) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(row: &str, expected: Result<(u32, u32), &str>) {
        let text = format!("owner,owned,share_min,share_max,from,to,source\n{row}\n");
        let reading = read(text.as_bytes()).unwrap();
        let found = match (reading.statements.all().first(), reading.rejects.first()) {
            (Some(it), None) => Ok((it.share.min.ppm(), it.share.max.ppm())),
            (None, Some(reject)) => Err(reject.reason.clone()),
            other => panic!("{row}: {other:?}"),
        };
        match (found, expected) {
            (Err(found), Err(words)) => assert!(found.contains(words), "{row}: {found}"),
            (found, expected) => assert_eq!(found, expected.map_err(str::to_owned), "{row}"),
        }
    }

    #[test]
    fn reads_shares_with_and_without_the_sign() {
        check("X,A,25,25,,,", Ok((250_000, 250_000)));
        check("X,A,49.99%,49.99 %,2020-01-01,,register", Ok((499_900, 499_900)));
        check("X,A,45,70", Ok((450_000, 700_000)));
        check("X,A,,,2020,2021-05,", Ok((0, 1_000_000)));
        check("X,A,25,,,,", Ok((250_000, 1_000_000)));
        check("X,A,,30,,,", Ok((0, 300_000)));
    }

    #[test]
    fn a_bad_row_is_named() {
        check("X,,25,25,,,", Err("`owned` is blank"));
        check("X,A,60,40,,,", Err("`share_min` is over `share_max`"));
        check("X,A,101,101,,,", Err("at most 100"));
        check("X,A,half,,,,", Err("`half`"));
        check("X,A,1,1,2021-01-01,2020-01-01,", Err("before it begins"));
        check("X,A,1,1,yesterday,,", Err("`yesterday`"));
    }

    #[test]
    fn an_owner_left_blank_is_somebody() {
        let reading = read(b"owner;owned;share\n;A;25\n").unwrap();
        let owner = reading.statements.all()[0].owner;
        assert!(reading.statements.get(owner).unwrap().undisclosed);
    }
}
