//! Tables and entity files made to hurt: bombs, NULs, bytes that are no text, brackets without end.

use std::io::{Cursor, Write};

use lists::{Kind, ListError, SourceFile, sheet};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const KINDS: [Kind; 9] = [
    Kind::UkConlist,
    Kind::UkSl,
    Kind::AuDfat,
    Kind::CaSema,
    Kind::UaGurShips,
    Kind::UaNsdc,
    Kind::Ftm,
    Kind::Book,
    Kind::Letter,
];

fn refused(kind: Kind, bytes: &[u8]) -> String {
    let error = lists::parse(kind, &[SourceFile::new("given", bytes)], &mut |_| ()).unwrap_err();
    assert!(!error.hint().is_empty(), "{kind}");
    error.to_string()
}

#[test]
fn a_bomb_is_refused_before_it_is_read() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let blanks = vec![b' '; 1 << 20];
    for name in ["xl/workbook.xml", "xl/worksheets/sheet1.xml"] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        for _ in 0..64 {
            zip.write_all(&blanks).unwrap();
        }
    }
    let bomb = zip.finish().unwrap().into_inner();
    assert!(bomb.len() < 1 << 20);
    for kind in [Kind::UkConlist, Kind::AuDfat, Kind::UaNsdc, Kind::Book] {
        assert!(refused(kind, &bomb).contains("inflates more than"), "{kind}");
    }
    assert!(matches!(sheet::read_rows(&bomb, None), Err(sheet::SheetError::Bomb { .. })));
}

#[test]
fn what_is_no_table_is_refused_by_every_parser() {
    let brackets = vec![b'['; 16 << 20];
    let bad: [&[u8]; 8] = [
        b"",
        b"<!doctype html><html>503</html>",
        b"PK\x03\x04rest",
        b"\x00\x00\x00\x00",
        b"\xff\xfe\xff",
        b"{\"error\":1}",
        b"<other/>",
        &brackets,
    ];
    for kind in KINDS {
        for bytes in bad {
            refused(kind, bytes);
        }
    }
}

#[test]
fn nul_bytes_in_a_cell_cost_nothing_else() {
    let text = "name,country\nAC\0ME,DE\nBeta,FR\n";
    let mut names = Vec::new();
    let file = SourceFile::new("book.csv", text.as_bytes());
    let read = lists::parse(Kind::Book, &[file], &mut |entry| names.push(entry.party.caption().to_owned()));
    assert!(read.is_ok(), "{read:?}");
    assert_eq!(names.len(), 2);
}

#[test]
fn a_table_that_ends_in_a_quote_gives_what_stands_before_it() {
    let text = "name,country\nAcme,DE\n\"Beta";
    let report = lists::parse_bytes(Kind::Book, text.as_bytes());
    assert!(matches!(report, Ok(ref it) if it.entries == 2), "{report:?}");
    assert!(matches!(lists::parse_bytes(Kind::Book, b"\n\n"), Err(ListError::Empty { .. })));
}
