//! Files that are damaged, of another kind, or made to hurt: an error or a report, never a panic.

use lists::{Kind, ListError, SourceFile};
use proptest::prelude::*;

const SDN: &str =
    "1,\"PORT WORKS LLC\",-0- ,\"NPWMD] [IFSR\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"a.k.a. 'PW'.\"\r\n";
const UN: &str = "<?xml version=\"1.0\"?><CONSOLIDATED_LIST dateGenerated=\"2026-08-01T23:00:03Z\"><ENTITIES><ENTITY>\
    <DATAID>1</DATAID><FIRST_NAME>PORT WORKS</FIRST_NAME><REFERENCE_NUMBER>XXe.1</REFERENCE_NUMBER></ENTITY></ENTITIES>\
    </CONSOLIDATED_LIST>";

fn parse(kind: Kind, bytes: &[u8]) -> Result<lists::Report, ListError> {
    lists::parse(kind, &[SourceFile::new("given", bytes)], &mut |_| ())
}

#[test]
fn what_is_no_list_is_refused_by_every_parser() {
    let kinds = [Kind::OfacSdn, Kind::OfacCons, Kind::UsCsl, Kind::EuFsf, Kind::EuOj, Kind::UnSc];
    let bad: [&[u8]; 10] = [
        b"",
        b"   \n",
        b"<!DOCTYPE html><html><body>503</body></html>",
        b"\x1f\x8b\x08\x00",
        b"PK\x03\x04rest",
        b"\x00\x01\x02\x03",
        b"{\"error\":\"rate limit\"}",
        b"<other/>",
        b"just,some,csv\n1,2,3\n",
        b"\x1a\x1a\x1a",
    ];
    for kind in kinds {
        for bytes in bad {
            let error = parse(kind, bytes).expect_err(&format!("{kind} took {bytes:?}"));
            assert!(!error.hint().is_empty());
        }
    }
}

#[test]
fn a_bad_row_costs_itself() {
    let rows = format!(
        "{SDN}two,columns\r\n1,\"AGAIN\",-0- ,X,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n{}",
        SDN.replace("1,", "7,")
    );
    let report = parse(Kind::OfacSdn, rows.as_bytes()).unwrap();
    assert_eq!((report.entries, report.reject_count), (3, 1));
    assert_eq!(report.rejects[0].to_string(), "given:2: entry two: 2 columns, and expected 12");
    assert_eq!(report.notes[0], "given: line 3 repeats entry number 1 and is kept");
}

#[test]
fn bytes_that_are_no_text_cost_their_row() {
    let mut rows = SDN.as_bytes().to_vec();
    rows.extend_from_slice(
        &SDN.as_bytes().iter().map(|&b| if b == b'W' { 0xff } else { b }).collect::<Vec<_>>(),
    );
    let report = parse(Kind::OfacSdn, &rows).unwrap();
    assert_eq!((report.entries, report.rejects[0].why.as_str()), (1, "bytes that are not UTF-8"));
}

#[test]
fn a_cut_line_makes_a_report_incomplete() {
    let whole = parse(Kind::OfacSdn, SDN.as_bytes()).unwrap();
    assert!(whole.complete());
    let cut = parse(Kind::OfacSdn, SDN.trim_end().as_bytes()).unwrap();
    assert!(!cut.complete());
}

#[test]
fn an_end_mark_in_the_middle_ends_a_list() {
    let glued = format!("{SDN}\x1a{}\x1a\r\n", SDN.replace("1,", "9639,"));
    let error = parse(Kind::OfacSdn, glued.as_bytes()).unwrap_err();
    assert!(matches!(error, ListError::Twice { .. }), "two sets of entries of one kind: {error}");
}

proptest! {
    #[test]
    fn a_cut_or_scratched_file_never_panics(cut in 0_usize..400, at in 0_usize..400, byte: u8) {
        for (kind, text) in [(Kind::OfacSdn, SDN), (Kind::UnSc, UN)] {
            let mut bytes = text.as_bytes().to_vec();
            if let Some(place) = bytes.get_mut(at) {
                *place = byte;
            }
            bytes.truncate(cut);
            for other in [kind, Kind::EuFsf, Kind::UsCsl, Kind::EuOj] {
                let _ = parse(other, &bytes);
            }
        }
    }

    #[test]
    fn any_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        for kind in Kind::ALL {
            let _ = parse(kind, &bytes);
        }
    }
}
