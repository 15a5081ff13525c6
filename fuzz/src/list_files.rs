//! Published lists: any bytes give entries and rejects or an error, each counted, and the same ones twice.

use lists::{Kind, Report, SourceFile};

/// Reads `bytes` as one file of `kind`.
pub(crate) fn list(kind: Kind, bytes: &[u8]) {
    let first = read(kind, bytes);
    if let Ok((given_out, report)) = &first {
        assert_eq!(report.entries, *given_out, "the report counts what was given out");
    }
    assert_eq!(first.is_ok(), read(kind, bytes).is_ok(), "the same bytes are read the same way");
}

/// The number of entries that came out, and the report.
fn read(kind: Kind, bytes: &[u8]) -> Result<(u64, Report), String> {
    let mut given_out = 0;
    let file = SourceFile::new("fuzzed", bytes);
    match lists::parse(kind, &[file], &mut |_| given_out += 1) {
        Ok(report) => Ok((given_out, report)),
        Err(error) => {
            let said = error.to_string();
            assert!(!said.is_empty(), "a refusal says why");
            Err(said)
        }
    }
}
