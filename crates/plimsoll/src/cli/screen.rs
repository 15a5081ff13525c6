//! `plimsoll screen`: a name, or a file of them, against the lists in use.

use std::fmt::Write as _;
use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;
use ledger::{Country, CountryRole, Name, NameKind, Party};
use screening::{Hit, Screener, Settings};
use serde_json::{Map, Value, json};
use vocab::{CountryCode, Date, Schema};

use super::compare::{Side, decimal, evidence_json};
use super::{Desk, End, Format, put, say};
use crate::jobs::find::listing_key;
use crate::jobs::holdings::Holdings;
use crate::jobs::parties;
use crate::render;

/// Screen a name, or a file of them, against the lists in use.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  plimsoll screen \"Alabuga Machinery\" --country RU
  plimsoll screen \"PORT OLYA 3\" --schema Vessel
  plimsoll screen --batch customers.csv -o screened.csv

A hit at or above .70 is for a person to look at; it is no verdict. A batch is CSV or XLSX with a column `name` (and
country, schema, address, birth_date, imo, inn, …), or JSON lines of {\"schema\", \"properties\"}; its own columns stay.")]
pub(crate) struct Screen {
    /// The name.
    #[arg(required_unless_present = "batch")]
    name: Option<String>,
    /// What it is, in FollowTheMoney's words: Person, Company, Vessel.
    #[arg(long)]
    schema: Option<Schema>,
    /// Its country.
    #[arg(long)]
    country: Option<CountryCode>,
    /// A number of it, as KIND=NUMBER: imo=9481910, inn=1646019914.
    #[arg(long = "id", value_name = "KIND=NUMBER")]
    ids: Vec<String>,
    /// A file of names.
    #[arg(long, value_name = "FILE", conflicts_with = "name")]
    batch: Option<PathBuf>,
    /// Where to write.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Only hits at or above this score, 0 to 1.
    #[arg(long, default_value_t = 0.70)]
    threshold: f64,
    /// Hits for one name at most.
    #[arg(long, default_value_t = 20)]
    limit: usize,
    /// The date of the data; default: today.
    #[arg(long, value_name = "DATE")]
    known_at: Option<Date>,
    /// The form of the answer.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Screen {
    pub(crate) fn run(&self, desk: &Desk) -> anyhow::Result<End> {
        if !(0.0..=1.0).contains(&self.threshold) {
            bail!("a threshold lies between 0 and 1; {} does not", self.threshold);
        }
        if self.name.as_deref().is_some_and(|name| !name.chars().any(char::is_alphanumeric)) {
            bail!("a name has a letter or a digit: there is nothing to screen");
        }
        let home = desk.home()?;
        let holdings = Holdings::open(&home, self.known_at.unwrap_or_else(|| desk.today()), &desk.stamp())?;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "0 to 10,000, checked above"
        )]
        let review_at = (self.threshold * 10_000.0).round() as u16;
        let settings = Settings { review_at, limit_per_party: self.limit };
        let mut screener = holdings.index.screener();
        if let Some(batch) = &self.batch {
            return self.batch(batch, &holdings, &mut screener, &settings);
        }
        let mut hits = screener.screen(&self.party()?, &settings);
        one_a_listing(&mut hits, &holdings);
        let answer = match self.format {
            Format::Json => {
                let hits: Vec<_> = hits.iter().map(|hit| hit_json(hit, &holdings)).collect();
                format!(
                    "{:#}\n",
                    json!({ "name": self.name, "hits": hits, "lists": render::lists_json(&holdings) })
                )
            }
            Format::Text | Format::Html => self.text(&hits, &holdings),
        };
        put(&answer, self.output.as_ref())?;
        Ok(End::Done)
    }

    fn party(&self) -> anyhow::Result<Party> {
        let mut party = Party::new(self.schema.unwrap_or(Schema::Thing));
        let text = self.name.clone().unwrap_or_default();
        party.names.push(Name { text, kind: NameKind::Primary, parts: Vec::new(), field: "name".into() });
        if let Some(code) = self.country {
            party.countries.push(Country { code, role: CountryRole::Unspecified, field: "country".into() });
        }
        for id in &self.ids {
            let Some((kind, number)) = id.split_once('=') else {
                bail!("`{id}` is no KIND=NUMBER, such as imo=9481910");
            };
            if let Some(fault) = parties::add_number(&mut party, kind, number) {
                bail!("{kind} {number}: {}", fault.reason);
            }
        }
        Ok(party)
    }

    fn text(&self, hits: &[Hit], holdings: &Holdings) -> String {
        let mut text = String::new();
        let name = self.name.as_deref().unwrap_or_default();
        if hits.is_empty() {
            let _ = writeln!(text, "{name}: no listing at or above {:.2} in the lists below", self.threshold);
        }
        for hit in hits {
            let Some((file, listing)) = holdings.listing(hit.list, hit.entry) else { continue };
            let entry = &listing.dated.entry;
            let score = render::score(hit.score);
            let presumed = if hit.presumed { ", presumed" } else { "" };
            let _ = writeln!(
                text,
                "{score}  {}  {} {} ({}{presumed})\n      {}",
                entry.party.caption(),
                entry.list,
                entry.id,
                file.used.kind,
                listing.interval
            );
            for reason in &hit.evidence {
                let _ = writeln!(text, "      for      {}", reason.sentence);
            }
            for reason in &hit.against {
                let _ = writeln!(text, "      against  {}", reason.sentence);
            }
        }
        let _ = writeln!(text);
        for file in &holdings.files {
            let _ = writeln!(
                text,
                "list  {} of {}, {} entries",
                file.used.kind,
                file.used.effective,
                file.listings.len()
            );
        }
        text
    }

    fn batch(
        &self,
        path: &Path,
        holdings: &Holdings,
        screener: &mut Screener<'_>,
        settings: &Settings,
    ) -> anyhow::Result<End> {
        let bytes = std::fs::read(path).with_context(|| format!("could not read {}", path.display()))?;
        let start = bytes.trim_ascii_start();
        if start.starts_with(b"{") {
            return self.json_lines(&bytes, holdings, screener, settings);
        }
        let table = crate::orders::rows(&bytes, &path.display().to_string())?;
        let Some(output) = &self.output else {
            bail!("a table needs a place to write: -o FILE.csv");
        };
        let file = File::create(output).with_context(|| format!("could not write {}", output.display()))?;
        let mut writer = csv::Writer::from_writer(BufWriter::new(file));
        let mut header = table.header.clone();
        header.extend(RESULT_COLUMNS.map(str::to_owned));
        writer.write_record(&header)?;
        let columns: Vec<_> =
            table.header.iter().map(|it| it.trim().to_lowercase().replace(' ', "_")).collect();
        if !columns.iter().any(|it| it == "name") {
            bail!("the table has no column `name`; it has {}", table.header.join(", "));
        }
        let (mut alerts, mut bad) = (0_u64, 0_u64);
        for (number, cells) in &table.rows {
            let mut row = cells.clone();
            row.resize(columns.len(), String::new());
            match row_party(&columns, &row) {
                Err(error) => {
                    bad += 1;
                    say(&format!("row {number}: {error:#}"));
                    row.extend([
                        String::new(),
                        String::new(),
                        String::new(),
                        String::new(),
                        String::new(),
                        format!("{error:#}"),
                    ]);
                }
                Ok(party) => {
                    let mut hits = screener.screen(&party, settings);
                    one_a_listing(&mut hits, holdings);
                    alerts += u64::from(!hits.is_empty());
                    row.extend(result_cells(&hits, holdings));
                }
            }
            writer.write_record(&row)?;
        }
        writer.flush()?;
        say(&format!("{} rows: {alerts} with a listing to look at, {bad} not read", table.rows.len()));
        Ok(if bad == 0 { End::Done } else { End::BadInput })
    }

    fn json_lines(
        &self,
        bytes: &[u8],
        holdings: &Holdings,
        screener: &mut Screener<'_>,
        settings: &Settings,
    ) -> anyhow::Result<End> {
        let mut answers = String::new();
        let mut bad = 0_u64;
        for (number, line) in
            bytes.split(|&byte| byte == b'\n').enumerate().filter(|(_, it)| !it.trim_ascii().is_empty())
        {
            let answer = json_line(line, holdings, screener, settings).unwrap_or_else(|error| {
                bad += 1;
                json!({ "line": number + 1, "error": format!("{error:#}") })
            });
            let _ = writeln!(answers, "{answer}");
        }
        put(&answers, self.output.as_ref())?;
        Ok(if bad == 0 { End::Done } else { End::BadInput })
    }
}

/// What a batch adds to a table.
const RESULT_COLUMNS: [&str; 6] = ["hits", "score", "list", "entry", "listed_name", "note"];

fn result_cells(hits: &[Hit], holdings: &Holdings) -> [String; 6] {
    let best =
        hits.first().and_then(|hit| holdings.listing(hit.list, hit.entry).map(|(_, listing)| (hit, listing)));
    let Some((hit, listing)) = best else {
        return ["0".to_owned(), String::new(), String::new(), String::new(), String::new(), String::new()];
    };
    let entry = &listing.dated.entry;
    [
        hits.len().to_string(),
        decimal(hit.score).to_string(),
        entry.list.to_string(),
        entry.id.clone(),
        entry.party.caption().to_owned(),
        hit.evidence.first().map_or_else(String::new, |it| it.sentence.clone()),
    ]
}

/// A row of a table as a party: through the same reading as a party of an order.
fn row_party(columns: &[String], row: &[String]) -> anyhow::Result<Party> {
    let mut party = Map::new();
    let mut ids = Map::new();
    for (column, cell) in columns.iter().zip(row).filter(|(_, cell)| !cell.trim().is_empty()) {
        match column.as_str() {
            "name" | "country" | "schema" | "nationality" | "birth_date" | "website" | "email" | "phone" => {
                party.insert(column.clone(), json!(cell.trim()));
            }
            "alias" | "aliases" => {
                party.insert("aliases".to_owned(), cell.split(';').map(|it| json!(it.trim())).collect());
            }
            "address" => {
                party.insert("addresses".to_owned(), json!([{ "text": cell.trim() }]));
            }
            "imo" | "mmsi" | "inn" | "ogrn" | "lei" | "registration" | "bic" | "uei" | "uscc" | "tax"
            | "passport" => {
                ids.insert(column.clone(), json!(cell.trim()));
            }
            _ => {}
        }
    }
    if !party.contains_key("name") {
        bail!("it has no name");
    }
    party.insert("ids".to_owned(), Value::Object(ids));
    let party: law::order::Party = serde_json::from_value(Value::Object(party))?;
    Ok(parties::of_order(&party).party)
}

fn json_line(
    line: &[u8],
    holdings: &Holdings,
    screener: &mut Screener<'_>,
    settings: &Settings,
) -> anyhow::Result<Value> {
    let value: Value = serde_json::from_slice(line)?;
    let id = value.get("id").cloned();
    let side: Side = serde_json::from_value(value)?;
    let (party, unread) = side.party()?;
    let mut hits = screener.screen(&party, settings);
    one_a_listing(&mut hits, holdings);
    let hits: Vec<_> = hits.iter().map(|hit| hit_json(hit, holdings)).collect();
    Ok(json!({ "id": id, "hits": hits, "not_read": unread }))
}

/// Keeps the best hit of a listing that several files carry; the starter set gives way to a publisher's own file.
fn one_a_listing(hits: &mut Vec<Hit>, holdings: &Holdings) {
    let key = |hit: &Hit| holdings.listing(hit.list, hit.entry).map(|(_, listing)| listing_key(listing));
    let is_starter =
        |hit: &Hit| holdings.listing(hit.list, hit.entry).is_some_and(|(file, _)| file.used.starter);
    hits.sort_by_key(|hit| (std::cmp::Reverse(hit.score), is_starter(hit)));
    let mut seen = std::collections::BTreeSet::new();
    hits.retain(|hit| key(hit).is_none_or(|key| seen.insert(key)));
}

fn hit_json(hit: &Hit, holdings: &Holdings) -> Value {
    let Some((file, listing)) = holdings.listing(hit.list, hit.entry) else { return Value::Null };
    let entry = &listing.dated.entry;
    json!({
        "score": decimal(hit.score),
        "strength": hit.strength,
        "presumed": hit.presumed,
        "list": entry.list.code(),
        "kind": file.used.kind,
        "list_digest": file.used.digest.to_string(),
        "entry": entry.id,
        "caption": entry.party.caption(),
        "schema": entry.party.schema.to_string(),
        "listed": listing.interval.to_string(),
        "programs": entry.listing.programs,
        "evidence": hit.evidence.iter().map(evidence_json).collect::<Vec<_>>(),
        "against": hit.against.iter().map(evidence_json).collect::<Vec<_>>(),
    })
}
