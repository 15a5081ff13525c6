//! Files of JSON records, one at a time: an array, one record a line, or records one after another.
//!
//! The file is split without being understood, so that a broken record costs itself and memory stays with the largest
//! record.

use serde_json::Value;

use super::{Format, Growing, ReadError, Reading, line_number};
use crate::statement::{Full, Statements};

/// Bytes of one record at most.
const RECORD_BYTES_MAX: usize = 16 << 20;
/// Records that are looked at to tell the format.
const LOOKED_AT: usize = 50;

/// Which of the JSON formats the first records have.
pub(super) fn format(bytes: &[u8]) -> Option<Format> {
    let mut found = None;
    let mut looked = 0;
    each(bytes, &mut |_, record| {
        looked += 1;
        if let Ok(Value::Object(fields)) = &record {
            let has = |name: &str| fields.contains_key(name);
            found = if has("recordType") || has("statementType") {
                Some(Format::Bods)
            } else if has("schema") && has("properties") {
                Some(Format::FollowTheMoney)
            } else if has("data") && (has("company_number") || fields.len() == 1) {
                Some(Format::UkPsc)
            } else {
                None
            };
        }
        found.is_none() && looked < LOOKED_AT
    });
    found
}

/// What came of one record: statements, or why it was refused.
type Taken = Result<(), String>;

/// Reads records that each stand for themselves: a broken one, or one that `take` refuses, is a reject with its line.
pub(super) fn records(
    bytes: &[u8],
    format: Format,
    take: fn(&mut Statements, &Value, u32) -> Result<Taken, Full>,
) -> Result<Reading, ReadError> {
    let mut growing = Growing::new(format);
    let mut full = None;
    each(bytes, &mut |line, record| {
        growing.reading.records += 1;
        let outcome = match record {
            Ok(record) => take(&mut growing.reading.statements, &record, line),
            Err(why) => Ok(Err(why)),
        };
        match outcome {
            Ok(Ok(())) => {}
            Ok(Err(why)) => growing.reject(line, why),
            Err(why) => full = Some(why),
        }
        full.is_none()
    });
    match full {
        Some(full) => Err(full.into()),
        None => Ok(growing.done()),
    }
}

/// Gives each record with its line, until `take` says that it has enough.
pub(super) fn each(bytes: &[u8], take: &mut dyn FnMut(u32, Result<Value, String>) -> bool) {
    let start = bytes.len() - bytes.trim_ascii_start().len();
    let is_array = bytes.get(start) == Some(&b'[');
    if !is_array && is_one_a_line(bytes.get(start..).unwrap_or_default()) {
        for (line, record) in (1_u64..).zip(bytes.split(|&byte| byte == b'\n')) {
            let record = record.trim_ascii();
            if !record.is_empty() && !take(line_number(line), parsed(record)) {
                return;
            }
        }
        return;
    }
    split(bytes, if is_array { start + 1 } else { start }, is_array, take);
}

/// Splits an array at its commas, or records at their closing brackets.
fn split(
    bytes: &[u8],
    start: usize,
    is_array: bool,
    take: &mut dyn FnMut(u32, Result<Value, String>) -> bool,
) {
    let (mut depth, mut in_string, mut escaped) = (0_u64, false, false);
    let (mut line, mut began_line) = (line_of(bytes, start), 0);
    let mut began: Option<usize> = None;
    for (at, &byte) in bytes.iter().enumerate().skip(start) {
        line += u64::from(byte == b'\n');
        if began.is_none() && !byte.is_ascii_whitespace() && byte != b',' && byte != b']' {
            (began, began_line) = (Some(at), line);
        }
        if in_string {
            in_string = escaped || byte != b'"';
            escaped = !escaped && byte == b'\\';
            continue;
        }
        let mut end = None;
        match byte {
            b'"' => in_string = true,
            b'{' | b'[' => depth += 1,
            b'}' | b']' if 0 < depth => {
                depth -= 1;
                end = (depth == 0 && !is_array).then_some(at + 1);
            }
            b']' => {
                finish(bytes, began, at, began_line, take);
                return;
            }
            b',' if depth == 0 => end = Some(at),
            _ => {}
        }
        if let Some(end) = end {
            if !finish(bytes, began, end, began_line, take) {
                return;
            }
            began = None;
        }
    }
    finish(bytes, began, bytes.len(), began_line, take);
}

fn finish(
    bytes: &[u8],
    began: Option<usize>,
    end: usize,
    line: u64,
    take: &mut dyn FnMut(u32, Result<Value, String>) -> bool,
) -> bool {
    let record = began.and_then(|began| bytes.get(began..end)).unwrap_or_default().trim_ascii();
    record.is_empty() || take(line_number(line), parsed(record))
}

/// Whether the first line is a record of its own.
fn is_one_a_line(bytes: &[u8]) -> bool {
    let line = bytes.split(|&byte| byte == b'\n').next().unwrap_or_default();
    line.len() <= RECORD_BYTES_MAX && serde_json::from_slice::<Value>(line).is_ok()
}

fn parsed(record: &[u8]) -> Result<Value, String> {
    if RECORD_BYTES_MAX < record.len() {
        return Err(format!("the record has {} bytes, more than {RECORD_BYTES_MAX}", record.len()));
    }
    serde_json::from_slice(record).map_err(|error| format!("no JSON: {error}"))
}

fn line_of(bytes: &[u8], at: usize) -> u64 {
    let before = bytes.get(..at).unwrap_or_default();
    before.iter().fold(1, |line, &byte| line + u64::from(byte == b'\n'))
}

/// A text that is there and not blank.
pub(super) fn text<'v>(record: &'v Value, name: &str) -> Option<&'v str> {
    record.get(name)?.as_str().map(str::trim).filter(|it| !it.is_empty())
}

/// A number or a text, as it is written.
pub(super) fn written(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|it| !it.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(u32, Option<&str>)]) {
        let mut found = Vec::new();
        each(text.as_bytes(), &mut |line, record| {
            found.push((line, record.ok().map(|it| it.to_string())));
            true
        });
        let expected: Vec<_> = expected.iter().map(|(line, it)| (*line, it.map(str::to_owned))).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn a_broken_record_costs_itself() {
        check(
            "[\n{\"a\":1},\n{\"b\":}, {\"c\":\"],{\"}]",
            &[(2, Some("{\"a\":1}")), (3, None), (3, Some("{\"c\":\"],{\"}"))],
        );
        check(
            "{\"a\":1}\n\n{\"b\"\n{\"c\":3}\n",
            &[(1, Some("{\"a\":1}")), (3, None), (4, Some("{\"c\":3}"))],
        );
        check("{\n\"a\":1\n}\n{\"b\":[2]\n}", &[(1, Some("{\"a\":1}")), (4, Some("{\"b\":[2]}"))]);
        check("[]", &[]);
        check("[{\"a\":1}", &[(1, Some("{\"a\":1}"))]);
        check("[\"", &[(1, None)]);
    }
}
