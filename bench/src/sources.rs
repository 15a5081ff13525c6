//! The data folder: where it is, and its files as text.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use anyhow::Context;

/// The folder of published lists and other real data.
#[derive(Clone, Debug)]
pub(crate) struct Sources {
    folder: PathBuf,
}

impl Sources {
    /// The folder that was named, else that of the environment, else the one beside the project.
    pub(crate) fn find(named: Option<PathBuf>) -> Option<Self> {
        let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
        let folder = named.or_else(|| std::env::var_os("PLIMSOLL_DATA").map(PathBuf::from)).unwrap_or(beside);
        folder.is_dir().then_some(Self { folder })
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// The bytes of a file, unpacked.
    pub(crate) fn bytes(&self, name: &str) -> anyhow::Result<Vec<u8>> {
        unpacked(&self.path(name))
    }

    /// A file as text; bytes that are not UTF-8 are replaced.
    pub(crate) fn text(&self, name: &str) -> anyhow::Result<String> {
        Ok(String::from_utf8_lossy(&self.bytes(name)?).into_owned())
    }

    /// Rows of a CSV with a header, each as pairs of column and cell.
    pub(crate) fn table(&self, name: &str) -> anyhow::Result<Table> {
        let bytes = self.bytes(name)?;
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes.as_slice());
        let header = reader.headers()?.iter().map(str::to_owned).collect();
        let rows =
            reader.records().collect::<Result<_, _>>().with_context(|| format!("{name} does not read"))?;
        Ok(Table { header, rows })
    }

    /// How many bytes the file, or all files of the folder, hold unpacked.
    pub(crate) fn size(&self, name: &str) -> anyhow::Result<u64> {
        let mut total = 0;
        for path in files_under(&self.path(name))? {
            total += unpacked(&path)?.len() as u64;
        }
        Ok(total)
    }
}

/// A CSV with its header.
#[derive(Debug)]
pub(crate) struct Table {
    header: Vec<String>,
    pub(crate) rows: Vec<csv::StringRecord>,
}

impl Table {
    /// A cell by its column; empty where there is none.
    pub(crate) fn cell<'a>(&self, row: &'a csv::StringRecord, column: &str) -> &'a str {
        let at = self.header.iter().position(|it| it == column);
        at.and_then(|at| row.get(at)).unwrap_or_default().trim()
    }
}

fn files_under(path: &Path) -> anyhow::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_path_buf()]);
    }
    let mut files = Vec::new();
    for item in std::fs::read_dir(path)? {
        files.extend(files_under(&item?.path())?);
    }
    files.sort();
    Ok(files)
}

fn unpacked(path: &Path) -> anyhow::Result<Vec<u8>> {
    let file =
        BufReader::new(File::open(path).with_context(|| format!("could not read {}", path.display()))?);
    let mut reader: Box<dyn Read> = match path.extension().and_then(|it| it.to_str()) {
        Some("zst") => Box::new(
            ruzstd::decoding::StreamingDecoder::new(file).map_err(|error| anyhow::anyhow!("{error}"))?,
        ),
        Some("gz") => Box::new(flate2::read::MultiGzDecoder::new(file)),
        _ => Box::new(file),
    };
    let mut bytes = Vec::new();
    reader.read_to_end(&mut bytes).with_context(|| format!("could not unpack {}", path.display()))?;
    Ok(bytes)
}
