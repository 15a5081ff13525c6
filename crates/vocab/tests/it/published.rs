//! The publishers' files, where they are at hand.

use std::fs;
use std::io::Read;
use std::path::PathBuf;

/// The bytes of a published file, unpacked if it is packed; `None`, said plainly, where the data folder is missing.
pub(crate) fn bytes(name: &str) -> Option<Vec<u8>> {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data");
    let folder = std::env::var_os("PLIMSOLL_DATA").map_or_else(|| PathBuf::from(beside), PathBuf::from);
    let path = folder.join(name);
    let Ok(file) = fs::File::open(&path) else {
        println!("skipped: no {} (set PLIMSOLL_DATA)", path.display());
        return None;
    };
    let mut bytes = Vec::new();
    if path.extension().is_some_and(|it| it == "zst") {
        ruzstd::decoding::StreamingDecoder::new(file).unwrap().read_to_end(&mut bytes).unwrap();
    } else {
        std::io::BufReader::new(file).read_to_end(&mut bytes).unwrap();
    }
    Some(bytes)
}

/// The text of a published file in UTF-8.
pub(crate) fn text(name: &str) -> Option<String> {
    bytes(name).map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

/// The rows of a CSV file, its head included, however many cells each has.
pub(crate) fn rows(name: &str) -> Option<Vec<Vec<String>>> {
    let bytes = bytes(name)?;
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes.as_slice());
    // Windows-1252 letters come out wrong here; no country's English name has any.
    let row = |row: csv::ByteRecord| {
        row.iter().map(|cell| String::from_utf8_lossy(cell).trim().to_owned()).collect()
    };
    Some(reader.byte_records().map(|it| row(it.unwrap())).collect())
}

/// The cells of one column of a CSV file that has a head, empty ones apart.
pub(crate) fn column(name: &str, head: &str) -> Option<Vec<String>> {
    let rows = rows(name)?;
    let (at, wanted) =
        rows.iter().enumerate().find_map(|(at, row)| Some((at, row.iter().position(|it| it == head)?)))?;
    let cells = rows.into_iter().skip(at + 1).filter_map(|row| row.get(wanted).cloned());
    Some(cells.filter(|cell| !cell.is_empty()).collect())
}

/// What stands in each `<tag>` of an XML file.
pub(crate) fn elements(name: &str, tag: &str) -> Option<Vec<String>> {
    between(name, &format!("<{tag}>"), &format!("</{tag}>"))
}

/// What stands between each `open` and the next `close`.
pub(crate) fn between(name: &str, open: &str, close: &str) -> Option<Vec<String>> {
    let text = text(name)?;
    let pieces = text.split(open).skip(1).filter_map(|piece| piece.split_once(close));
    Some(pieces.map(|(inner, _)| inner.trim().replace("&apos;", "'").replace("&amp;", "&")).collect())
}
