//! `plimsoll compare`: pairs of parties to scores with their evidence.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::Args;
use screening::{Comparison, Evidence, Rarity};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{Desk, End, say};

/// The longest line that is read, in bytes: a party with every alias known is a hundredth of it.
const LINE_BYTES_MAX: usize = 16 << 20;

/// Compare pairs of parties: one JSON object a line in, one a line out.
#[derive(Debug, Args)]
#[command(
    after_help = "Each line in: {\"id\": …, \"left\": {\"schema\": \"Company\", \"properties\": {\"name\": [\"…\"]}}, \"right\": {…}}
Each line out: {\"id\": …, \"score\": 0.93, \"strength\": 1840, \"evidence\": […], \"against\": […]}
Schema and property names are FollowTheMoney's. A line that does not read gives {\"id\": …, \"error\": …}: exit status 2."
)]
pub(crate) struct Compare {
    /// The pairs; `-` is standard input.
    #[arg(long, value_name = "FILE")]
    jsonl: PathBuf,
    /// Where to write; standard output if not given.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Deserialize)]
struct Pair {
    #[serde(default)]
    id: Value,
    left: Side,
    right: Side,
}

#[derive(Deserialize)]
pub(super) struct Side {
    schema: String,
    #[serde(default)]
    properties: Map<String, Value>,
}

impl Side {
    /// The party that it describes; what could not be read is said.
    pub(super) fn party(&self) -> anyhow::Result<(ledger::Party, Vec<String>)> {
        let read = ::lists::ftm::from_ftm(&self.schema, &self.properties)?;
        Ok((read.party, read.unread))
    }
}

impl Compare {
    pub(crate) fn run(&self, _desk: &Desk) -> anyhow::Result<End> {
        let mut from: Box<dyn BufRead> = if self.jsonl.as_os_str() == "-" {
            Box::new(BufReader::new(std::io::stdin()))
        } else {
            let file = File::open(&self.jsonl)
                .with_context(|| format!("could not read {}", self.jsonl.display()))?;
            Box::new(BufReader::new(file))
        };
        let mut to: Box<dyn Write> = match &self.output {
            Some(path) => Box::new(BufWriter::new(
                File::create(path).with_context(|| format!("could not write {}", path.display()))?,
            )),
            None => Box::new(BufWriter::new(std::io::stdout().lock())),
        };
        let rarity = Rarity::shipped();
        let (mut line, mut bad, mut number) = (Vec::new(), 0_u64, 0_u64);
        while read_line(from.as_mut(), &mut line)? {
            number += 1;
            if line.trim_ascii().is_empty() {
                continue;
            }
            let answer = answer(&line, &rarity).unwrap_or_else(|error| {
                bad += 1;
                let id = serde_json::from_slice::<Value>(&line).ok().and_then(|it| it.get("id").cloned());
                json!({ "id": id, "line": number, "error": format!("{error:#}") })
            });
            serde_json::to_writer(&mut to, &answer)?;
            to.write_all(b"\n")?;
        }
        to.flush()?;
        if bad != 0 {
            say(&format!("{bad} of {number} lines could not be compared; each says why"));
            return Ok(End::BadInput);
        }
        Ok(End::Done)
    }
}

fn read_line(from: &mut dyn BufRead, line: &mut Vec<u8>) -> anyhow::Result<bool> {
    line.clear();
    let mut limited = std::io::Read::take(from, LINE_BYTES_MAX as u64 + 1);
    let got = limited.read_until(b'\n', line)?;
    if LINE_BYTES_MAX < got {
        bail!("a line is over {} MB: each line holds one pair", LINE_BYTES_MAX >> 20);
    }
    Ok(got != 0)
}

fn answer(line: &[u8], rarity: &Rarity) -> anyhow::Result<Value> {
    let pair: Pair = serde_json::from_slice(line)?;
    let (left, left_unread) = pair.left.party().context("left")?;
    let (right, right_unread) = pair.right.party().context("right")?;
    let compared = screening::compare(&left, &right, rarity);
    let mut answer = compared_json(&compared);
    if let Some(object) = answer.as_object_mut() {
        object.insert("id".to_owned(), pair.id);
        let unread: Vec<_> = left_unread.into_iter().chain(right_unread).collect();
        if !unread.is_empty() {
            object.insert("not_read".to_owned(), json!(unread));
        }
    }
    Ok(answer)
}

fn compared_json(compared: &Comparison) -> Value {
    json!({
        "score": decimal(compared.score),
        "strength": compared.strength,
        "presumed": compared.presumed,
        "evidence": compared.evidence.iter().map(evidence_json).collect::<Vec<_>>(),
        "against": compared.against.iter().map(evidence_json).collect::<Vec<_>>(),
    })
}

/// One reason, as JSON.
pub(super) fn evidence_json(evidence: &Evidence) -> Value {
    json!({
        "says": evidence.sentence,
        "weight": f64::from(evidence.weight) / 10_000.0,
        "ours": evidence.ours,
        "theirs": evidence.theirs,
        "field": evidence.field,
    })
}

/// A score of 1/10,000 as the decimal that the contract gives, at the edge only.
pub(super) fn decimal(score: u16) -> f64 {
    f64::from(score) / 10_000.0
}
