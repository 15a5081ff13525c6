//! Orders as people have them (JSON, JSON lines, CSV, XLSX, standard input) to `order/1`.
//!
//! Reading never decides anything: it gives the bytes of one `order/1` for each order, and says which rows it could
//! not read and why. What the words mean is `law`'s.

mod json;
mod table;

use std::io::Read;
use std::path::Path;

use anyhow::{Context, bail};

pub(crate) use table::Mapping;

/// The largest order file that is read, in bytes: an order desk's day fits a hundred times.
const ORDER_FILE_BYTES_MAX: u64 = 256 << 20;

/// One order, not yet understood.
#[derive(Debug)]
pub(crate) struct OrderText {
    /// Where it stood, for messages: `orders.csv, rows 2 to 4`.
    pub(crate) place: String,
    /// `order/1` as JSON.
    pub(crate) json: Vec<u8>,
}

/// What a file of orders gave.
#[derive(Debug, Default)]
pub(crate) struct OrderTexts {
    /// The orders, in file order.
    pub(crate) orders: Vec<OrderText>,
    /// The rows that could not be read.
    pub(crate) rejects: Vec<RowReject>,
}

/// A row that could not be read.
#[derive(Debug)]
pub(crate) struct RowReject {
    /// One-based line or row, as an editor shows it.
    pub(crate) line: u64,
    /// What is wrong.
    pub(crate) why: String,
}

/// Reads the orders in `path`, where `-` is standard input.
pub(crate) fn read(path: &Path, mapping: &Mapping) -> anyhow::Result<OrderTexts> {
    let shown = if path == Path::new("-") { "standard input".to_owned() } else { path.display().to_string() };
    let bytes = bytes_of(path).with_context(|| format!("could not read {shown}"))?;
    if bytes.iter().all(u8::is_ascii_whitespace) {
        bail!(
            "{shown} is empty: an order is JSON (`{{\"format\": \"order/1\", …}}`), a CSV with a header row, or XLSX"
        );
    }
    let start = bytes.trim_ascii_start();
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
    if bytes.starts_with(b"PK\x03\x04") {
        table::from_xlsx(&bytes, &shown, mapping)
    } else if start.starts_with(b"{") || start.starts_with(b"[") {
        json::split(start, &shown)
    } else {
        table::from_csv(&bytes, &shown, mapping)
    }
}

/// A table with a header row, of parties or anything else.
#[derive(Debug)]
pub(crate) struct Table {
    /// The header's cells, as written.
    pub(crate) header: Vec<String>,
    /// The rows below it, each with its number.
    pub(crate) rows: Vec<(u64, Vec<String>)>,
}

/// Reads a table from CSV or XLSX.
pub(crate) fn rows(bytes: &[u8], shown: &str) -> anyhow::Result<Table> {
    let rows = if bytes.starts_with(b"PK\x03\x04") {
        table::xlsx_rows(bytes)?
    } else {
        let (rows, rejects) = table::csv_rows(bytes, shown)?;
        if let Some(reject) = rejects.first() {
            bail!("{shown}, line {}: {}", reject.line, reject.why);
        }
        rows
    };
    let mut rows = rows.into_iter();
    let Some((_, header)) = rows.next() else { bail!("{shown} has no header row") };
    Ok(Table { header, rows: rows.collect() })
}

fn bytes_of(path: &Path) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        std::io::stdin().take(ORDER_FILE_BYTES_MAX + 1).read_to_end(&mut bytes)?;
    } else {
        std::fs::File::open(path)?.take(ORDER_FILE_BYTES_MAX + 1).read_to_end(&mut bytes)?;
    }
    if ORDER_FILE_BYTES_MAX < bytes.len() as u64 {
        bail!("it is larger than {} MB; split it into several files", ORDER_FILE_BYTES_MAX >> 20);
    }
    Ok(bytes)
}
