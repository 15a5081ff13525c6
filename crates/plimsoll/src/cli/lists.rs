//! `plimsoll lists`: load, refresh, status, diff, accept.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::Duration;

use ::lists::history::Dated;
use ::lists::{Kind, Report};
use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;
use store::{Home, ListVersion, VersionState};
use vocab::Date;

use super::{Desk, End, Format, put, say};
use crate::jobs::load::{self, Arriving, Loaded};
use crate::jobs::publishers::Publishers;
use crate::jobs::refresh::{self, Refreshed};
use crate::jobs::{differ, merge};

/// Load, refresh and look at the published lists.
#[derive(Debug, Subcommand)]
pub(crate) enum Lists {
    Load(Load),
    Refresh(Refresh),
    Status(Status),
    Diff(Diff),
    Accept(Accept),
    Find(Find),
}

/// Find the entries that have a word in a name or alias, shown party by party.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  plimsoll lists find alabuga
  plimsoll lists find alabuga --kind us-csl --format json

Entries that share a number, or one name in one country, are shown as one party; each keeps its own legal effect. To
screen a name, with its spellings, use `plimsoll screen`.")]
pub(crate) struct Find {
    /// The word, or several in their order; case does not matter.
    words: String,
    /// Only entries of this kind of file.
    #[arg(long)]
    kind: Option<Kind>,
    /// The date of the data; default: today.
    #[arg(long, value_name = "DATE")]
    known_at: Option<Date>,
    /// The form of the answer.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// Load a list from files that you have.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  plimsoll lists load us-csl consolidated.json
  plimsoll lists load ofac-sdn sdn-folder/ --effective 2022-12-05
  plimsoll lists load book customers.csv

Plain, .zst and .gz files are read. A version that shrinks or reads worse than the one in use is held: exit status 3.")]
pub(crate) struct Load {
    /// The kind of list, such as us-csl, ofac-sdn, eu-fsf, un-sc, uk-sl, ftm, book.
    kind: Kind,
    /// Its files, or folders that hold them.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// From which day this version counts, where the files do not say.
    #[arg(long, value_name = "DATE")]
    effective: Option<Date>,
    /// The form of the answer.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// Ask the publishers for newer versions.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  plimsoll lists refresh
  plimsoll lists refresh un-sc us-csl

A refresh that fails leaves the version in use as it is.")]
pub(crate) struct Refresh {
    /// The kinds to refresh; all that have a publisher where none is named.
    kinds: Vec<Kind>,
    /// Where the lists are published, if not where the program thinks: a TOML table like data/lists/publishers.toml.
    #[arg(long, value_name = "FILE")]
    publishers: Option<PathBuf>,
    /// The pause before a second attempt, in milliseconds.
    #[arg(long, hide = true)]
    pause_ms: Option<u64>,
}

/// Show which lists are in use, how old they are, and what could not be read.
#[derive(Debug, Args)]
pub(crate) struct Status {
    /// Show the rejected rows of this kind.
    #[arg(long, value_name = "KIND")]
    rejects: Option<Kind>,
    /// The form of the answer.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// Show what changed between the two newest versions of a list.
#[derive(Debug, Args)]
#[command(
    after_help = "A held version is compared with the one in use; else the newest with the one before it."
)]
pub(crate) struct Diff {
    /// The kind of list.
    kind: Kind,
    /// The form of the answer.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// Let a held version of a list into use, after looking at `lists diff`.
#[derive(Debug, Args)]
pub(crate) struct Accept {
    /// The kind of list.
    kind: Kind,
    /// Who takes responsibility.
    #[arg(long)]
    who: String,
    /// Refuse the held version instead, and say why.
    #[arg(long, value_name = "REASON")]
    refuse: Option<String>,
}

impl Lists {
    pub(crate) fn run(&self, desk: &Desk) -> anyhow::Result<End> {
        match self {
            Self::Load(it) => it.run(desk),
            Self::Refresh(it) => it.run(desk),
            Self::Status(it) => it.run(desk),
            Self::Diff(it) => it.run(desk),
            Self::Accept(it) => it.run(desk),
            Self::Find(it) => it.run(desk),
        }
    }
}

impl Load {
    fn run(&self, desk: &Desk) -> anyhow::Result<End> {
        let home = desk.home()?;
        let bar = spinner(&format!("reading {}", self.kind));
        let files = load::store_files(&home, &self.paths)?;
        let arriving = Arriving::by_hand(self.kind, self.effective, desk.today());
        let loaded = load::load(&home, &arriving, &files, &desk.stamp());
        bar.finish_and_clear();
        let loaded = loaded?;
        let answer = match self.format {
            Format::Text | Format::Html => loaded_text(self.kind, &loaded),
            Format::Json => format!("{:#}\n", loaded_json(self.kind, &loaded)),
        };
        put(&answer, None)?;
        Ok(end_of(&loaded))
    }
}

impl Refresh {
    fn run(&self, desk: &Desk) -> anyhow::Result<End> {
        let publishers = match &self.publishers {
            Some(path) => {
                let text = std::fs::read_to_string(path)
                    .with_context(|| format!("could not read {}", path.display()))?;
                Publishers::from_toml(&text).with_context(|| format!("{} does not read", path.display()))?
            }
            None => Publishers::shipped()?,
        };
        let home = desk.home()?;
        let kinds = if self.kinds.is_empty() { publishers.kinds().collect() } else { self.kinds.clone() };
        let pause = self.pause_ms.map(Duration::from_millis);
        let mut end = End::Done;
        for kind in kinds {
            let title = publishers.get(kind).map_or_else(|| kind.to_string(), |it| it.title.clone());
            let bar = spinner(&format!("asking for {title}"));
            let refreshed = refresh::refresh(&home, &publishers, kind, desk.today(), pause, &desk.stamp());
            bar.finish_and_clear();
            match refreshed {
                Ok(Refreshed::Confirmed) => {
                    put(&format!("{kind}: the version in use is the current one\n"), None)?;
                }
                Ok(Refreshed::Arrived(loaded)) => {
                    put(&loaded_text(kind, &loaded), None)?;
                    if end_of(&loaded) == End::CheckFailed {
                        end = End::CheckFailed;
                    }
                }
                Err(error) => {
                    say(&format!("{kind}: {error:#}"));
                    end = End::CheckFailed;
                }
            }
        }
        Ok(end)
    }
}

impl Status {
    fn run(&self, desk: &Desk) -> anyhow::Result<End> {
        let home = desk.home()?;
        if let Some(kind) = self.rejects {
            return rejects(&home, kind);
        }
        let mut versions = Vec::new();
        for kind in home.all_kinds()? {
            let confirmed = merge::confirmed(&home, &kind)?;
            versions.extend(home.versions(&kind)?.into_iter().map(|version| (version, confirmed)));
        }
        let answer = match self.format {
            Format::Json => {
                let rows: Vec<_> =
                    versions.iter().map(|(version, confirmed)| version_json(version, *confirmed)).collect();
                format!("{:#}\n", json!({ "lists": rows }))
            }
            Format::Text | Format::Html => status_text(&versions, desk.today()),
        };
        put(&answer, None)?;
        Ok(End::Done)
    }
}

impl Diff {
    fn run(&self, desk: &Desk) -> anyhow::Result<End> {
        let home = desk.home()?;
        let differences = differ::newest(&home, self.kind)?;
        let answer = match self.format {
            Format::Json => format!("{:#}\n", differences.json()),
            Format::Text | Format::Html => differences.text(),
        };
        put(&answer, None)?;
        Ok(End::Done)
    }
}

impl Accept {
    fn run(&self, desk: &Desk) -> anyhow::Result<End> {
        let home = desk.home()?;
        let held = home.versions(self.kind.code())?.into_iter().filter(|it| it.state == VersionState::Held);
        let Some(held) = held.max_by_key(|it| it.id.0) else {
            bail!("no version of {} is held; `plimsoll lists status` shows what is in use", self.kind);
        };
        if let Some(why) = &self.refuse {
            home.reject(held.id, &self.who, why, &desk.stamp())?;
            put(&format!("{}: the held version is refused; what was in use still is\n", self.kind), None)?;
            return Ok(End::Done);
        }
        home.accept(held.id, &self.who, &desk.stamp())?;
        merge::remake(&home, self.kind, &desk.stamp())?;
        let entries = held.content.entries;
        put(&format!("{}: {entries} entries are in use, accepted by {}\n", self.kind, self.who), None)?;
        Ok(End::Done)
    }
}

impl Find {
    fn run(&self, desk: &Desk) -> anyhow::Result<End> {
        let home = desk.home()?;
        let wanted = self.words.to_uppercase();
        let mut found = Vec::new();
        for kind in Kind::ALL.into_iter().filter(|it| self.kind.is_none_or(|wanted| wanted == *it)) {
            let known_at = self.known_at.unwrap_or_else(|| desk.today());
            let Some(merged) = merge::as_known(&home, kind, known_at, &desk.stamp())? else { continue };
            let has = |it: &Dated| it.entry.party.names.iter().any(|name| has_words(&name.text, &wanted));
            found.extend(merge::entries(&home, merged.blob)?.into_iter().filter(has).map(|it| (kind, it)));
        }
        let folding = ::lists::fold::fold(found.iter().map(|(_, it)| &it.entry));
        let parties: Vec<Vec<&(Kind, Dated)>> = folding
            .display
            .iter()
            .map(|groups| {
                let members =
                    groups.iter().filter_map(|&it| folding.groups.get(it)).flat_map(|group| &group.members);
                members.filter_map(|&it| found.get(it)).collect()
            })
            .collect();
        put(&self.shown(&parties, found.len()), None)?;
        Ok(End::Done)
    }

    fn shown(&self, parties: &[Vec<&(Kind, Dated)>], entries: usize) -> String {
        if self.format == Format::Json {
            let entry = |(kind, it): &&(Kind, Dated)| {
                json!({ "kind": kind.code(), "list": it.entry.list.code(), "entry": it.entry.id,
                        "caption": it.entry.party.caption(), "listed": it.interval.to_string() })
            };
            let parties: Vec<Vec<_>> =
                parties.iter().map(|party| party.iter().map(entry).collect()).collect();
            return format!("{:#}\n", json!({ "words": self.words, "entries": entries, "parties": parties }));
        }
        let mut text = format!("{}: {entries} entries, {} parties\n", self.words, parties.len());
        for (number, party) in parties.iter().enumerate() {
            let caption = party.first().map_or("", |(_, it)| it.entry.party.caption());
            let _ = writeln!(text, "\n{:>3}. {caption}", number + 1);
            for (kind, it) in party {
                let entry = &it.entry;
                let _ = writeln!(
                    text,
                    "     {:<10} {:<22} {} ({kind}; {})",
                    entry.list,
                    entry.id,
                    entry.party.caption(),
                    it.interval
                );
            }
        }
        text
    }
}

/// Whether a name has these words, one after the other and whole; both in upper case.
fn has_words(name: &str, wanted: &str) -> bool {
    let plain = |text: &str| {
        let words = text.split(|it: char| !it.is_alphanumeric()).filter(|word| !word.is_empty());
        format!(" {} ", words.collect::<Vec<_>>().join(" "))
    };
    plain(&name.to_uppercase()).contains(&plain(wanted))
}

fn end_of(loaded: &Loaded) -> End {
    match loaded {
        Loaded::InUse { .. } | Loaded::Same { .. } => End::Done,
        Loaded::Held { .. } => End::CheckFailed,
    }
}

fn loaded_text(kind: Kind, loaded: &Loaded) -> String {
    let mut text = String::new();
    let report = match loaded {
        Loaded::Same { .. } => return format!("{kind}: these files are in use already\n"),
        Loaded::InUse { report, effective, .. } => {
            let _ = writeln!(text, "{kind}: {} entries are in use, as of {effective}", report.entries);
            report
        }
        Loaded::Held { report, why, .. } => {
            let _ = writeln!(text, "{kind}: HELD, {} entries: {why}", report.entries);
            let _ = writeln!(text, "  what was in use still is; look at `plimsoll lists diff {kind}`,");
            let _ = writeln!(text, "  then `plimsoll lists accept {kind} --who YOU`, or refuse it there");
            report
        }
    };
    if let Some(published) = &report.published {
        let _ = writeln!(text, "  published  {}", published.text);
    }
    let _ = writeln!(text, "  read       {} rows, {} not understood", report.rows, report.reject_count);
    for reject in report.rejects.iter().take(5) {
        let _ = writeln!(text, "             {reject}");
    }
    if 5 < report.reject_count {
        let _ = writeln!(text, "             … all with `plimsoll lists status --rejects {kind}`");
    }
    if !report.lacks.is_empty() {
        let lacks: Vec<_> = report.lacks.iter().map(|it| it.words()).collect();
        let _ = writeln!(text, "  lacks      {}", lacks.join(", "));
    }
    for note in &report.notes {
        let _ = writeln!(text, "  note       {note}");
    }
    text
}

fn loaded_json(kind: Kind, loaded: &Loaded) -> serde_json::Value {
    let report = |report: &Report| {
        let rejects: Vec<_> = report.rejects.iter().map(ToString::to_string).collect();
        let lacks: Vec<_> = report.lacks.iter().map(|it| it.words()).collect();
        json!({ "entries": report.entries, "rows": report.rows, "reject_count": report.reject_count,
                "rejects": rejects, "lacks": lacks, "notes": report.notes,
                "published": report.published.as_ref().map(|it| &it.text) })
    };
    match loaded {
        Loaded::Same { version } => {
            json!({ "kind": kind.code(), "state": "in_use", "version": version.0, "same": true })
        }
        Loaded::InUse { version, report: it, effective } => {
            json!({ "kind": kind.code(), "state": "in_use", "version": version.0, "effective": effective.to_string(),
                    "report": report(it) })
        }
        Loaded::Held { version, report: it, why } => {
            json!({ "kind": kind.code(), "state": "held", "version": version.0, "why": why, "report": report(it) })
        }
    }
}

fn version_json(version: &ListVersion, confirmed: Option<Date>) -> serde_json::Value {
    let files: Vec<_> = version
        .content
        .sources
        .iter()
        .map(
            |it| json!({ "name": it.name, "sha256": it.digest.to_string(), "bytes": it.size, "url": it.url }),
        )
        .collect();
    json!({
        "kind": version.content.kind,
        "version": version.id.0,
        "state": version.state.as_str(),
        "effective": version.content.effective.map(|it| it.to_string()),
        "confirmed": confirmed.map(|it| it.to_string()),
        "published": version.content.published,
        "loaded_at": version.loaded_at,
        "entries": version.content.entries,
        "rejects": version.content.rejects,
        "lacks": version.content.lacks,
        "why": version.why,
        "files": files,
    })
}

fn status_text(versions: &[(ListVersion, Option<Date>)], today: Date) -> String {
    if versions.is_empty() {
        return "No list is loaded. The starter set alone never makes an answer complete.\n\
                Run `plimsoll lists refresh`, or `plimsoll lists load KIND PATH`.\n"
            .to_owned();
    }
    let mut text = format!(
        "{:<13} {:<10} {:<11} {:>8} {:>8}  {:<9} {}\n",
        "list", "state", "as of", "entries", "rejects", "age", "digest"
    );
    for (version, confirmed) in versions {
        let content = &version.content;
        let age = match (version.state, confirmed) {
            (VersionState::InUse, Some(day)) => {
                today.since(*day).map_or_else(|_| "?".to_owned(), |span| format!("{} days", span.get_days()))
            }
            _ => String::new(),
        };
        let effective = content.effective.map_or_else(|| "?".to_owned(), |it| it.to_string());
        let _ = writeln!(
            text,
            "{:<13} {:<10} {:<11} {:>8} {:>8}  {:<9} {}",
            content.kind,
            version.state.as_str(),
            effective,
            content.entries,
            content.rejects,
            age,
            content.entries_blob.short(),
        );
        if let Some(why) = &version.why {
            let _ = writeln!(text, "              {why}");
        }
    }
    text
}

fn rejects(home: &Home, kind: Kind) -> anyhow::Result<End> {
    let Some(version) = home.versions(kind.code())?.pop() else {
        bail!("no version of {kind} is loaded");
    };
    let rejects = load::rejects(home, &version)?;
    let mut text = format!("{kind}: {} rows were not understood\n", version.content.rejects);
    for reject in &rejects {
        let _ = writeln!(text, "{reject}");
    }
    put(&text, None)?;
    Ok(End::Done)
}

/// A spinner on standard error, gone when it is done; nothing where nobody looks.
fn spinner(message: &str) -> ProgressBar {
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} ({elapsed})") {
        bar.set_style(style);
    }
    bar.set_message(message.to_owned());
    bar.enable_steady_tick(Duration::from_millis(120));
    bar
}
