//! Hostile input: each a clear error, in bounded memory, and the list in use stays.
//!
//! `PLIMSOLL_HOSTILE_MB` sets the size of the large ones; 200 where it is not set.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Cursor, Write};

use zip::write::SimpleFileOptions;

use crate::data_folder;
use crate::program::{Home, Ran};

/// What a command may hold at most, whatever it is given.
const MEMORY_MAX_KB: u64 = 400_000;

fn megabytes() -> usize {
    std::env::var("PLIMSOLL_HOSTILE_MB").ok().and_then(|text| text.parse().ok()).unwrap_or(200)
}

/// A home with lists in use that must stay: three firms of our own, and the UN's where the data folder is
/// there.
fn desk() -> Home {
    let home = Home::new();
    home.file(
        "watch.csv",
        "name,country\nExample Pumps Ltd,GB\nBeispiel Pumpen GmbH,DE\nExemple Pompes SA,FR\n",
    );
    home.run(&["lists", "load", "book", "watch.csv"]).ended(0);
    if let Some(list) = data_folder::content("un/2026-02-27/UN_consolidated.xml.zst") {
        home.file("un.xml", list);
        home.run(&["lists", "load", "un-sc", "un.xml"]).ended(0);
    }
    home
}

/// Loads a hostile file as a list: it fails, within memory, and everything in use stays. Gives what was said.
#[track_caller]
fn refused_list(home: &Home, kind: &str, file: &str) -> String {
    let before = home.lists();
    let ran = home.run(&["lists", "load", kind, file]);
    let said = bounded(&ran, &format!("lists load {kind} {file}"));
    assert_eq!(ran.status, Some(2), "{kind} {file}: {}{said}", ran.text());
    assert_eq!(home.lists(), before, "{kind} {file}");
    said
}

/// Checks a hostile file as an order: it fails, within memory. Gives what was said.
#[track_caller]
fn refused_order(home: &Home, file: &str) -> String {
    let ran = home.run(&["check", file]);
    let said = bounded(&ran, &format!("check {file}"));
    assert_eq!(ran.status, Some(2), "{file}: {}{said}", ran.text());
    said
}

#[track_caller]
fn bounded(ran: &Ran, what: &str) -> String {
    assert!(!ran.said.contains("panicked"), "{what}: {}", ran.said);
    println!("{what}: {:?} kB", ran.peak_kb);
    assert!(ran.peak_kb.unwrap_or(0) < MEMORY_MAX_KB, "{what} took {:?} kB", ran.peak_kb);
    ran.said.clone()
}

#[test]
fn lists_that_are_none() {
    let home = desk();
    let files: [(&str, &str, Vec<u8>); 13] = [
        ("un-sc", "bomb.xml", bomb()),
        ("un-sc", "external.xml", external()),
        ("eu-fsf", "bomb.xml", bomb()),
        ("uk-sl", "external.xml", external()),
        (
            "un-sc",
            "nul.xml",
            b"<?xml version=\"1.0\"?>\0\0\0<CONSOLIDATED_LIST>\0</CONSOLIDATED_LIST>".to_vec(),
        ),
        (
            "un-sc",
            "latin.xml",
            b"<?xml version=\"1.0\" encoding=\"UTF-8\"?><CONSOLIDATED_LIST>\xff\xfe\xe9".to_vec(),
        ),
        ("un-sc", "empty.xml", Vec::new()),
        ("us-csl", "blank.json", b" \n\n ".to_vec()),
        ("un-sc", "page.html", b"<!DOCTYPE html><html><head><title>Busy</title></head></html>".to_vec()),
        ("us-csl", "none.json", b"{\"results\": []}".to_vec()),
        ("us-csl", "wrong.xml", b"<?xml version=\"1.0\"?><sdnList></sdnList>".to_vec()),
        ("au-dfat", "wrong.csv", b"a,b,c\n1,2,3\n".to_vec()),
        ("book", "nameless.csv", b"colour,size\nred,7\n".to_vec()),
    ];
    let mut transcript = String::new();
    for (kind, file, bytes) in files {
        home.file(file, bytes);
        let _ = writeln!(transcript, "{kind} {file}\n{}", refused_list(&home, kind, file).trim_end());
    }
    insta::assert_snapshot!("lists_that_are_none", transcript);
}

#[test]
fn a_missing_file_and_a_wrong_kind_are_named() {
    let home = desk();
    let mut transcript = String::new();
    for arguments in [["lists", "load", "un-sc", "nowhere.xml"], ["lists", "load", "us-list", "watch.csv"]] {
        let ran = home.run(&arguments).ended(2);
        let _ = writeln!(transcript, "{}\n{}", arguments.join(" "), ran.said.trim_end());
    }
    insta::assert_snapshot!("a_missing_file_and_a_wrong_kind", transcript);
}

#[test]
fn large_and_packed_lists() {
    let home = desk();
    nested(&home, "nested.json", "{\"results\":[", "{\"alt_names\":[");
    packed_bomb(&home, "bomb.xlsx");
    let mut transcript = String::new();
    for (kind, file) in
        [("us-csl", "nested.json"), ("ftm", "nested.json"), ("au-dfat", "bomb.xlsx"), ("book", "bomb.xlsx")]
    {
        let _ = writeln!(transcript, "{kind} {file}\n{}", refused_list(&home, kind, file).trim_end());
    }
    says("large_and_packed_lists", &transcript);
}

#[test]
fn orders_that_are_none() {
    let home = Home::new();
    let party = "{\"role\":\"other\",\"name\":\"Example Pumps Ltd\",\"country\":\"GB\"}";
    let crowd =
        format!("{{\"format\":\"order/1\",\"parties\":[{}{party}]}}", format!("{party},").repeat(10_000));
    let owners = "{\"party\":{\"owners\":[".repeat(40) + &"]}}".repeat(40);
    let files: [(&str, Vec<u8>); 12] = [
        (
            "unknown-field.json",
            b"{\n  \"format\": \"order/1\",\n  \"destnation\": { \"country\": \"RU\" }\n}".to_vec(),
        ),
        ("crowd.json", crowd.into_bytes()),
        ("deep.json", format!("{{\"format\":\"order/1\",\"parties\":{}", "[".repeat(100_000)).into_bytes()),
        (
            "owners.json",
            format!("{{\"format\":\"order/1\",\"parties\":[{{\"owners\":[{owners}]}}]}}").into_bytes(),
        ),
        ("nul.json", b"{\"format\":\"order/1\",\"id\":\"A\0B\"}".to_vec()),
        ("latin.json", b"{\"format\":\"order/1\",\"id\":\"M\xfcller\"}".to_vec()),
        ("cut.json", b"{\"format\":\"order/1\",\"id\":\"A".to_vec()),
        ("twice.json", b"{\"format\":\"order/1\",\"format\":\"order/1\"}".to_vec()),
        ("other.json", b"{\"format\":\"order/9\"}".to_vec()),
        ("empty.json", Vec::new()),
        ("binary.csv", vec![0xff, 0xfe, 0, 1, 2, 3, 0x80]),
        ("columns.csv", b"order,colour\nA-1,red\n".to_vec()),
    ];
    let mut transcript = String::new();
    for (file, bytes) in files {
        home.file(file, bytes);
        let _ = writeln!(transcript, "{file}\n{}", refused_order(&home, file).trim_end());
    }
    insta::assert_snapshot!("orders_that_are_none", transcript);
    let recorded = home.run(&["audit", "list", "--format", "json"]).ended(0).json();
    assert_eq!(recorded["decisions"].as_array().unwrap().len(), 0, "nothing was decided");
}

/// Whatever ends with a status that is not 0 says why.
#[test]
fn a_file_without_an_order_is_said_to_have_none() {
    let home = Home::new();
    for (file, text) in [("none.json", "[]"), ("none.csv", "order,consignee\n"), ("blank.json", " \n")] {
        home.file(file, text);
        assert!(!refused_order(&home, file).trim().is_empty(), "{file}: nothing was said");
    }
}

/// An id that is empty is bad input of one order: it costs that order, and the others are decided and shown.
#[test]
fn an_order_with_an_empty_id_costs_itself() {
    let home = Home::new();
    let order = |id: &str| {
        let parties = "[{\"role\":\"other\",\"name\":\"Example Ltd\"}]";
        format!("{{\"format\":\"order/1\",\"id\":\"{id}\",\"parties\":{parties}}}\n")
    };
    home.file("orders.jsonl", [order("A-1"), order(""), order("A-3")].concat());
    let ran = home.run(&["check", "orders.jsonl", "--format", "json"]);
    assert_eq!((ran.status, ran.json_lines().len()), (Some(2), 2), "{}", ran.said);
}

/// A row that cannot be read costs itself; the others are decided, and the status says that not all were.
#[test]
fn ragged_rows_in_a_table() {
    let home = Home::new();
    let table = "order,consignee,consignee_country,hs,goods\nA-1,Example Pumps Ltd,GB,8413.70,Pumps\n\
                 A-2,Example Pumps Ltd,GB,8413.70,Pumps,and,much,more\nA-4\n\
                 A-1,Another Firm Ltd,GB,8413.70,Pumps\n";
    home.file("orders.csv", table);
    let ran = home.run(&["check", "orders.csv", "--format", "json"]).ended(2);
    let lines = ran.json_lines();
    let decided: Vec<_> = lines.iter().map(|it| it["order"].as_str().unwrap()).collect();
    assert_eq!(decided, ["A-1", "A-4"]);
    insta::assert_snapshot!("ragged_rows", ran.said);
}

/// No register has a name with such a byte in it: whoever reads on does not read what was meant.
#[test]
fn a_nul_in_a_row_costs_the_row() {
    let home = Home::new();
    home.file(
        "orders.csv",
        "order,consignee,consignee_country\nA-1,Exam\0ple Pumps Ltd,GB\nA-2,Example Ltd,GB\n",
    );
    let ran = home.run(&["check", "orders.csv", "--format", "json"]);
    let orders: Vec<_> = ran.json_lines().iter().map(|it| it["order"].to_string()).collect();
    assert_eq!((ran.status, orders.join(" ").as_str()), (Some(2), "\"A-2\""), "{}", ran.said);
}

/// A quote that never closes makes the rest of the file one cell: the orders in it must not be lost in
/// silence.
#[test]
fn a_quote_that_never_closes_is_said() {
    let home = Home::new();
    let rows = "A-3,Example Pumps Ltd,GB\n".repeat(100);
    home.file(
        "orders.csv",
        format!("order,consignee,consignee_country\nA-1,Example Ltd,GB\n\"A-2,Example Ltd,GB\n{rows}"),
    );
    let ran = home.run(&["check", "orders.csv", "--format", "json"]);
    assert_eq!(ran.status, Some(2), "{} decisions, and said: {}", ran.json_lines().len(), ran.said);
}

#[test]
fn large_and_packed_orders() {
    let home = Home::new();
    nested(&home, "nested.json", "{\"format\":\"order/1\",\"parties\":[", "{\"owners\":[");
    packed_bomb(&home, "bomb.xlsx");
    let mut transcript = String::new();
    for file in ["nested.json", "bomb.xlsx"] {
        let _ = writeln!(transcript, "{file}\n{}", refused_order(&home, file).trim_end());
    }
    says("large_and_packed_orders", &transcript);
}

/// What was said of files of the usual size; of larger ones it may be that they are too large.
fn says(name: &str, transcript: &str) {
    if megabytes() == 200 {
        insta::assert_snapshot!(name, transcript);
    }
}

/// Ten entities, each ten times the one before.
fn bomb() -> Vec<u8> {
    let mut text = "<?xml version=\"1.0\"?>\n<!DOCTYPE list [\n<!ENTITY a0 \"ha\">\n".to_owned();
    for level in 1..10 {
        let _ = writeln!(text, "<!ENTITY a{level} \"{}\">", format!("&a{};", level - 1).repeat(10));
    }
    (text + "]>\n<CONSOLIDATED_LIST><INDIVIDUALS>&a9;</INDIVIDUALS></CONSOLIDATED_LIST>").into_bytes()
}

fn external() -> Vec<u8> {
    b"<?xml version=\"1.0\"?>\n<!DOCTYPE list [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>\n\
      <CONSOLIDATED_LIST><INDIVIDUALS><INDIVIDUAL><FIRST_NAME>&x;</FIRST_NAME></INDIVIDUAL></INDIVIDUALS>\
      </CONSOLIDATED_LIST>"
        .to_vec()
}

/// A file of `PLIMSOLL_HOSTILE_MB` that begins well and then only opens.
fn nested(home: &Home, name: &str, begin: &str, open: &str) {
    let mut file = BufWriter::new(File::create(home.file(name, begin)).unwrap());
    file.write_all(begin.as_bytes()).unwrap();
    let block = open.repeat((1 << 20) / open.len());
    for _ in 0..megabytes() {
        file.write_all(block.as_bytes()).unwrap();
    }
    file.flush().unwrap();
}

/// A workbook of a few hundred kilobytes whose one sheet unpacks to three times `PLIMSOLL_HOSTILE_MB`.
fn packed_bomb(home: &Home, name: &str) {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    for (part, text) in crate::tables::WORKBOOK {
        zip.start_file(part, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.start_file("xl/worksheets/sheet1.xml", options).unwrap();
    zip.write_all(
        b"<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>",
    )
    .unwrap();
    let block = "<row><c t=\"inlineStr\"><is><t>name</t></is></c></row>".repeat((1 << 20) / 52);
    for _ in 0..megabytes() * 3 {
        zip.write_all(block.as_bytes()).unwrap();
    }
    home.file(name, zip.finish().unwrap().into_inner());
}
