//! Orders as tables: CSV and XLSX give the same decisions as JSON, and standard input as a file.

use std::fmt::Write as _;
use std::io::{Cursor, Write};

use serde_json::{Value, json};
use zip::write::SimpleFileOptions;

use crate::program::Home;

/// The parts of a workbook beside its one sheet.
pub(crate) const WORKBOOK: [(&str, &str); 4] = [
    (
        "[Content_Types].xml",
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" \
         ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>\
         <Override PartName=\"/xl/worksheets/sheet1.xml\" \
         ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>",
    ),
    (
        "_rels/.rels",
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"r1\" \
         Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" \
         Target=\"xl/workbook.xml\"/></Relationships>",
    ),
    (
        "xl/workbook.xml",
        "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
         xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\
         <sheets><sheet name=\"Orders\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>",
    ),
    (
        "xl/_rels/workbook.xml.rels",
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"r1\" \
         Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" \
         Target=\"worksheets/sheet1.xml\"/></Relationships>",
    ),
];

/// Two orders, the first of two lines.
const ROWS: [&str; 4] = [
    "order|export_date|destination|exporter|exporter_country|consignee|consignee_country|consignee_inn|\
     goods|hs|eccn|origin",
    "T-1|2023-05-01|RU|Example Components Inc|US|OEZ PPT Alabuga AO|RU|1646019914|\
     Microcontrollers|8542.31|3A991.a.2|US",
    "T-1|2023-05-01|RU|Example Components Inc|US|OEZ PPT Alabuga AO|RU|1646019914|\
     Wooden desks|9403.30|EAR99|US",
    "T-2|2025-01-10|RU|Example Components Inc|US|OEZ PPT Alabuga AO|RU|1646019914|\
     Wooden desks|9403.30|EAR99|US",
];

/// The same two as JSON, one a line.
fn as_json() -> String {
    let goods = |line: u32, text: &str, hs: &str, eccn: &str| {
        let origin = "US";
        json!({ "line": line, "text": text, "hs": hs, "eccn": eccn, "origin": origin })
    };
    let chips = goods(1, "Microcontrollers", "8542.31", "3A991.a.2");
    let desks = |line: u32| goods(line, "Wooden desks", "9403.30", "EAR99");
    let order = |id: &str, date: &str, goods: Value| {
        let ids = json!({ "inn": "1646019914" });
        let parties = json!([
            { "role": "consignee", "name": "OEZ PPT Alabuga AO", "country": "RU", "ids": ids },
            { "role": "exporter", "name": "Example Components Inc", "country": "US" }
        ]);
        json!({ "format": "order/1", "id": id, "dates": { "export": date },
                "destination": { "country": "RU" },
                "parties": parties, "goods": goods })
    };
    let first = order("T-1", "2023-05-01", json!([chips, desks(2)]));
    let second = order("T-2", "2025-01-10", json!([desks(1)]));
    format!("{first}\n{second}\n")
}

fn workbook() -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (part, text) in WORKBOOK {
        zip.start_file(part, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    let mut sheet =
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>"
            .to_owned();
    for (row, cells) in (1..).zip(ROWS) {
        let _ = write!(sheet, "<row r=\"{row}\">");
        for (column, cell) in ('A'..).zip(cells.split('|')) {
            let _ = write!(sheet, "<c r=\"{column}{row}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>");
        }
        sheet.push_str("</row>");
    }
    zip.start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default()).unwrap();
    zip.write_all((sheet + "</sheetData></worksheet>").as_bytes()).unwrap();
    zip.finish().unwrap().into_inner()
}

/// What matters of the decisions: the order, the outcome, and each finding.
fn essence(decisions: &[Value]) -> Vec<String> {
    let findings = |it: &Value| {
        let rows = it["findings"].as_array().unwrap().iter();
        rows.map(|it| format!("{} {} {}", it["rule"], it["subject"]["id"], it["outcome"]))
            .collect::<Vec<_>>()
            .join("; ")
    };
    decisions.iter().map(|it| format!("{} {}: {}", it["order"], it["outcome"], findings(it))).collect()
}

#[test]
fn a_table_gives_what_json_gives() {
    let home = Home::new();
    home.file("orders.jsonl", as_json());
    home.file("comma.csv", ROWS.join("\n").replace('|', ","));
    home.file("semicolon.csv", format!("\u{feff}{}", ROWS.join("\r\n").replace('|', ";")));
    home.file("tab.csv", ROWS.join("\n").replace('|', "\t"));
    home.file("orders.xlsx", workbook());
    let ran = |file: &str| home.run(&["check", file, "--format", "json"]).ended(40).json_lines();
    let expected = ran("orders.jsonl");
    assert_eq!(
        (&expected[0]["outcome"], &expected[1]["outcome"]),
        (&"LICENCE_REQUIRED".into(), &"PROHIBITED".into())
    );
    for file in ["comma.csv", "semicolon.csv", "tab.csv", "orders.xlsx"] {
        let got = ran(file);
        assert_eq!(essence(&got), essence(&expected), "{file}");
        // The same order, so the same digest, whatever it was written in.
        assert_eq!(got[1]["order_digest"], expected[1]["order_digest"], "{file}");
    }
}

#[test]
fn standard_input_is_a_file() {
    let home = Home::new();
    home.file("orders.jsonl", as_json());
    let expected = home.run(&["check", "orders.jsonl", "--format", "json"]).ended(40);
    let (table, as_json) = (ROWS.join("\n").replace('|', ","), as_json());
    for input in [as_json.as_bytes(), table.as_bytes(), &workbook()] {
        let ran = home.run_with(&["check", "-", "--format", "json"], input).ended(40);
        assert_eq!(essence(&ran.json_lines()), essence(&expected.json_lines()));
    }
    let ran = home.run_with(&["check", "-", "--format", "json"], as_json.as_bytes());
    assert_eq!(ran.out, expected.out, "the same input gives the same bytes");
}

#[test]
fn a_mapping_names_what_columns_mean() {
    let home = Home::new();
    let theirs =
        ROWS.join("\n").replace('|', ",").replace("consignee,", "Ship-to name,").replace("origin", "Made in");
    home.file("theirs.csv", theirs);
    let ran = home.run(&["check", "theirs.csv"]).ended(2);
    assert!(ran.said.contains("ship_to_name") && ran.said.contains("--mapping"), "{}", ran.said);
    home.file("columns.toml", "[columns]\n\"Ship-to name\" = \"consignee\"\n\"Made in\" = \"origin\"\n");
    let ran = home.run(&["check", "theirs.csv", "--mapping", "columns.toml", "--format", "json"]).ended(40);
    home.file("orders.jsonl", as_json());
    let expected = home.run(&["check", "orders.jsonl", "--format", "json"]).json_lines();
    assert_eq!(essence(&ran.json_lines()), essence(&expected));
}
