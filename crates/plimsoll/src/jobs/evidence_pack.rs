//! An evidence pack: one decision with everything that it rests on, and a verifier that needs none of our code.

use std::collections::BTreeSet;
use std::io::{Cursor, Write};

use anyhow::{Context, bail};
use law::Decision;
use lists::ftm;
use store::{Bodies, Extract, Home, Manifest, VERIFIER};
use vocab::{Digest, ListName};
use zip::write::SimpleFileOptions;

use super::merge;
use crate::jobs::holdings::STARTER;
use crate::render;
use crate::starter::Starter;

/// The pack as the bytes of a ZIP, the same for the same decision and record.
pub(crate) fn pack(home: &Home, record: &store::Decision, with_letters: bool) -> anyhow::Result<Vec<u8>> {
    let bytes = home.blobs().map(record.decision_blob)?.to_vec();
    let decision = Decision::from_bytes(&bytes)?;
    let of_letter =
        |it: &law::Finding| it.matched.as_ref().is_some_and(|it| it.list == ListName::Letter.code());
    if !with_letters && decision.findings.iter().any(of_letter) {
        // The recorded bytes speak of the letter and cannot be cut without ceasing to be the record.
        bail!(
            "decision {} speaks of a restricted letter, so no pack was written; where whoever receives it may \
             read the letter, add --with-letters",
            decision.decision_id
        );
    }
    let mut files: Vec<(String, Vec<u8>)> = vec![
        ("decision.json".to_owned(), bytes),
        ("order.json".to_owned(), home.blobs().map(record.order_blob)?.to_vec()),
        ("decision.html".to_owned(), render::html_page(&decision)?.into_bytes()),
        ("verify.py".to_owned(), VERIFIER.as_bytes().to_vec()),
        ("README.txt".to_owned(), README.as_bytes().to_vec()),
    ];
    for input in &record.inputs {
        let name = match input.role.as_str() {
            "law" => "law-pack.json",
            "policy" => "policy.toml",
            "facts" => "signed-facts.json",
            "asked" => "asked.json",
            _ => continue,
        };
        files.push((name.to_owned(), home.blobs().map(input.digest)?.to_vec()));
    }
    files.push(("lists.jsonl".to_owned(), extracts(home, record, &decision, with_letters)?));
    let mut log = Vec::new();
    let extract = Extract { from: 1, to: None, bodies: Bodies::Of(BTreeSet::from([record.seq])) };
    home.export_log(&extract, &mut log)?;
    files.push(("log.jsonl".to_owned(), log));
    files.sort();
    let manifest = Manifest {
        files: files.iter().map(|(name, bytes)| (name.clone(), Digest::of(bytes))).collect(),
        log: "log.jsonl".to_owned(),
        decision: "decision.json".to_owned(),
        record: record.seq,
    };
    files.push(("manifest.json".to_owned(), manifest.to_json().into_bytes()));
    zipped(&files)
}

const README: &str = "This is the evidence pack of one Plimsoll decision.

decision.json      the decision, byte for byte as it was recorded
decision.html      the same for a reader
order.json         what was ordered
lists.jsonl        each listing that the decision speaks of, in its list's own words (FollowTheMoney)
law-pack.json      the text of every rule that was read, with its citations and dates
policy.toml        the lines that the decision was made under
signed-facts.json  what persons had signed by then
log.jsonl          the hash chain of the record, other records with their digests only
manifest.json      the SHA-256 of every file

To check it with nothing of ours but one short script: python3 verify.py .
";

/// Each listing that a finding speaks of, as the list has it.
fn extracts(
    home: &Home,
    record: &store::Decision,
    decision: &Decision,
    with_letters: bool,
) -> anyhow::Result<Vec<u8>> {
    let mut wanted: BTreeSet<(&str, &str, &str)> = BTreeSet::new();
    for found in decision.findings.iter().filter_map(|it| it.matched.as_ref()) {
        wanted.insert((found.kind.as_str(), found.list.as_str(), found.entry.as_str()));
    }
    let mut lines = Vec::new();
    for input in &record.inputs {
        let Some(kind) = input.role.strip_prefix("list:") else { continue };
        let mut add = |entry: &ledger::Entry| -> anyhow::Result<()> {
            let letter = entry.list == ListName::Letter && !with_letters;
            if !letter && wanted.contains(&(kind, entry.list.code(), entry.id.as_str())) {
                let line = serde_json::json!({
                    "kind": kind, "list": entry.list.code(), "list_digest": input.digest.to_string(),
                    "entry": entry.id, "row": entry.row, "listing": entry.listing, "entity": ftm::to_ftm(entry),
                });
                serde_json::to_writer(&mut lines, &line)?;
                lines.push(b'\n');
            }
            Ok(())
        };
        if kind == STARTER {
            let text = home.blobs().map(input.digest)?;
            let starter =
                Starter::from_listings(std::str::from_utf8(&text).context("the starter set is not UTF-8")?)?;
            starter.listings.iter().try_for_each(|it| add(&it.entry))?;
        } else {
            merge::entries(home, input.digest)?.iter().try_for_each(|it| add(&it.entry))?;
        }
    }
    Ok(lines)
}

/// A ZIP without times, so that the same pack has the same bytes.
fn zipped(files: &[(String, Vec<u8>)]) -> anyhow::Result<Vec<u8>> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default())
        .unix_permissions(0o644);
    for (name, bytes) in files {
        zip.start_file(name.as_str(), options)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}
