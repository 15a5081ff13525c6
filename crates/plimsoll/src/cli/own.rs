//! `plimsoll own`: who stands behind a party, under four laws, from a graph in a file.

use std::fmt::Write as _;
use std::path::PathBuf;

use anyhow::{Context, anyhow, bail};
use clap::{Args, ValueEnum};
use ledger::{Name, NameKind, Party};
use ownership::{
    Answer, Answers, Explanation, Graph, Law, LawAnswer, Listed, PartyId, Range, Reading, ShownEdge,
    Statements,
};
use screening::Settings;
use serde_json::{Value, json};
use vocab::{Date, Lei, ListName, Schema, Share, Truth};

use super::{Desk, End, put, say};
use crate::jobs::decide::Rules;
use crate::jobs::holdings::Holdings;
use crate::jobs::{owners, parties};

/// A name as like as this is taken for a question; what is less like is left to `screen`. In 1/10,000.
const LIKE_ENOUGH: u16 = 9_000;
/// Rejects that are named one by one.
const REJECTS_SHOWN: usize = 20;

/// Show who stands behind a party, under OFAC, BIS, EU and UK law.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  plimsoll own owners.csv --party A --blocked X,Y
  plimsoll own register.json --party \"Example Trading\" --as-of 2025-10-15
  plimsoll own owners.csv --party A --blocked X --format svg -o owners.svg

The graph is BODS JSON, FollowTheMoney JSON lines, GLEIF relationship records, UK PSC JSON lines, or a CSV with the header
owner,owned,share_min,share_max,from,to,source. A blank share is unknown, and a blank owner is somebody not named.
Without --blocked the lists in use say who is listed; whom they only may mean leaves the answer open.")]
pub(crate) struct Own {
    /// The file of the graph.
    graph: PathBuf,
    /// The party, by its id in the graph or by its name.
    #[arg(long, value_name = "ID")]
    party: String,
    /// Parties to take as listed under every law; the lists are then not asked.
    #[arg(long, value_name = "ID,ID", value_delimiter = ',')]
    blocked: Vec<String>,
    /// The day of the shares; default: today.
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
    /// The form of the answer.
    #[arg(long, value_enum, default_value_t)]
    format: Form,
    /// Where to write.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// The form of an answer about owners.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For a person at a terminal.
    #[default]
    Text,
    /// For a program.
    Json,
    /// A drawing.
    Svg,
}

impl Own {
    pub(crate) fn run(&self, desk: &Desk) -> anyhow::Result<End> {
        let bytes =
            std::fs::read(&self.graph).with_context(|| format!("could not read {}", self.graph.display()))?;
        let reading = ownership::read(&bytes)
            .map_err(|error| anyhow!("{}: {error}\n  {}", self.graph.display(), error.hint()))?;
        let statements = &reading.statements;
        let Some(party) = statements.find(&self.party) else {
            bail!("`{}` is no id in {}, and no name of one party alone", self.party, self.graph.display());
        };
        let as_of = self.as_of.unwrap_or_else(|| desk.today());
        let graph = Graph::on(statements, as_of);
        let meant = if self.blocked.is_empty() {
            listed_at_home(desk, &graph, party)?
        } else {
            self.named(statements)
        };
        let sure = Answers::compute(&graph, &meant.sure);
        let possible = Answers::compute(&graph, &meant.possible);
        let told = together(sure.explain(party), &possible.explain(party), &meant);
        let answer = match self.format {
            Form::Json => format!("{:#}\n", json(&reading, &told, &meant)),
            Form::Text => text(&reading, &told, &meant),
            Form::Svg => ownership::svg(&possible, &told),
        };
        put(&answer, self.output.as_ref())?;
        for reject in reading.rejects.iter().take(REJECTS_SHOWN) {
            say(&format!("{}, line {}: {}", self.graph.display(), reject.line, reject.reason));
        }
        if reading.rejected == 0 {
            return Ok(End::Done);
        }
        say(&format!("{} of {} records could not be used", reading.rejected, reading.records));
        Ok(End::BadInput)
    }

    /// The parties that `--blocked` names.
    fn named(&self, statements: &Statements) -> Meant {
        let mut meant = Meant::nobody(statements);
        for name in self.blocked.iter().map(|it| it.trim()).filter(|it| !it.is_empty()) {
            if let Some(party) = statements.find(name) {
                meant.sure.add_everywhere(party);
                meant.possible.add_everywhere(party);
            } else {
                meant.notes.push(format!("`{name}` is not in the graph: it changes nothing"));
            }
        }
        meant
    }
}

/// Who is listed, for sure and perhaps.
struct Meant {
    sure: Listed,
    possible: Listed,
    /// Listings that parties of the graph may be.
    questions: Vec<String>,
    /// What the answer takes for granted.
    notes: Vec<String>,
    /// Lists that a law rests on and that are not loaded.
    missing: Vec<(Law, ListName)>,
}

impl Meant {
    fn nobody(statements: &Statements) -> Self {
        let nobody = Listed::nobody(statements.parties().len());
        Self {
            sure: nobody.clone(),
            possible: nobody,
            questions: Vec::new(),
            notes: Vec::new(),
            missing: Vec::new(),
        }
    }
}

/// Screens the party and those above it against the lists in use.
fn listed_at_home(desk: &Desk, graph: &Graph<'_>, party: PartyId) -> anyhow::Result<Meant> {
    let home = desk.home()?;
    let rules = Rules::open(&home, None)?;
    let holdings = Holdings::open(&home, desk.today(), &desk.stamp())?;
    let statements = graph.statements();
    let mut meant = Meant::nobody(statements);
    let nobody = meant.sure.clone();
    let above = Answers::compute(graph, &nobody).explain(party);
    let mut asked: Vec<PartyId> = above.edges.iter().map(|it| it.owner).chain([party]).collect();
    asked.sort_unstable();
    asked.dedup();
    let settings = Settings { review_at: LIKE_ENOUGH, limit_per_party: 20 };
    let mut screener = holdings.index.screener();
    for id in asked {
        let Some(who) = statements.get(id).filter(|it| !it.undisclosed) else { continue };
        for hit in screener.screen(&as_screened(&who.id, who.label()), &settings) {
            let Some((_, listing)) = holdings.listing(hit.list, hit.entry) else { continue };
            let entry = &listing.dated.entry;
            let laws = owners::laws_of(entry.list, &entry.listing.programs, &rules.pack);
            let on_list = listing.interval.on(graph.as_of());
            if laws.is_empty() || on_list == Truth::No {
                continue;
            }
            let sure = hit.presumed && on_list == Truth::Yes;
            for law in laws {
                meant.possible.add(id, law);
                if sure {
                    meant.sure.add(id, law);
                }
            }
            let (list, caption) = (entry.list, entry.party.caption());
            let question = format!("Is {} the party listed as {caption} ({list} {})?", who.label(), entry.id);
            if !sure && !meant.questions.contains(&question) {
                meant.questions.push(question);
            }
        }
    }
    let lists: Vec<_> =
        holdings.files.iter().map(|it| format!("{} of {}", it.used.kind, it.used.effective)).collect();
    meant.notes.push(format!("who is listed stands in: {}", lists.join(", ")));
    for (law, names) in LISTS_OF {
        let lacks = |name: &&ListName| {
            !holdings.files.iter().any(|it| it.used.complete && it.used.names.contains(name))
        };
        meant.missing.extend(names.iter().filter(lacks).map(|&name| (law, name)));
    }
    Ok(meant)
}

/// The lists without which nobody can be said not to be blocked under a law.
const LISTS_OF: [(Law, &[ListName]); 4] = [
    (Law::Ofac, &[ListName::UsSdn]),
    (Law::Bis, &[ListName::UsEntityList, ListName::UsMeu, ListName::UsSdn]),
    (Law::Eu, &[ListName::EuFreeze]),
    (Law::Uk, &[ListName::UkFreeze]),
];

/// A party of the graph as screening compares it: its name, and its id where that is a legal entity identifier.
fn as_screened(id: &str, name: &str) -> Party {
    let mut party = Party::new(Schema::Thing);
    party.names.push(Name {
        text: name.to_owned(),
        kind: NameKind::Primary,
        parts: Vec::new(),
        field: "name".into(),
    });
    if id.parse::<Lei>().is_ok() {
        // Read just before: it has no fault.
        let _ = parties::add_number(&mut party, "lei", id);
    }
    party
}

/// The sure answers, left open where a listing that a party only may be would change them.
fn together(sure: Explanation, possible: &Explanation, meant: &Meant) -> Explanation {
    let mut told = sure;
    let (mut open, mut lists_lack) = (false, false);
    for (law, other) in told.laws.iter_mut().zip(&possible.laws) {
        if law.answer == other.answer && law.held == other.held {
            continue;
        }
        open = true;
        let asked = meant.questions.iter().map(String::as_str).chain(other.question.as_deref());
        *law = LawAnswer {
            law: law.law,
            answer: if law.answer == other.answer { law.answer } else { Answer::Undetermined },
            held: law.held.hull(other.held),
            arithmetic: format!("{}; if the listings are theirs: {}", law.arithmetic, other.arithmetic),
            path: other.path.clone(),
            question: Some(asked.collect::<Vec<_>>().join(" ")),
            oldest_evidence: other.oldest_evidence,
        };
    }
    if open {
        for flag in &possible.flags {
            if !told.flags.contains(flag) {
                told.flags.push(flag.clone());
            }
        }
    }
    for law in told.laws.iter_mut().filter(|it| it.answer != Answer::Blocked) {
        let lists: Vec<&str> =
            meant.missing.iter().filter(|(of, _)| *of == law.law).map(|(_, list)| list.code()).collect();
        if lists.is_empty() {
            continue;
        }
        law.answer = Answer::Undetermined;
        law.held.max = Share::WHOLE;
        let lists = lists.join(", ");
        law.arithmetic = format!("{}; not loaded: {lists}, so others may be listed", law.arithmetic);
        let load =
            format!("Who of the owners stands on {lists}? `plimsoll lists refresh` loads what is missing.");
        law.question = Some(law.question.take().map_or(load.clone(), |asked| format!("{asked} {load}")));
        lists_lack = true;
    }
    if open || lists_lack {
        let each: Vec<String> =
            told.laws.iter().map(|it| format!("{} {}", it.law.code(), it.answer.words())).collect();
        let surely = format!("by what is sure and loaded: {}", told.summary);
        told.summary = format!("{}; {surely}", each.join(", "));
    }
    told.assumptions.extend(meant.notes.iter().cloned());
    told
}

fn json(reading: &Reading, told: &Explanation, meant: &Meant) -> Value {
    let statements = &reading.statements;
    let id = |party: PartyId| statements.get(party).map(|it| it.id.to_string());
    let law = |it: &LawAnswer| {
        json!({
            "law": it.law.code(),
            "answer": it.answer.code(),
            "low": per_cent(it.held.min),
            "high": per_cent(it.held.max),
            "arithmetic": it.arithmetic,
            "path": it.path.iter().map(|&it| id(it)).collect::<Vec<_>>(),
            "question": it.question,
            "oldest_evidence": it.oldest_evidence.map(|it| it.to_string()),
        })
    };
    let edge = |it: &ShownEdge| {
        let range = |range: Range| json!({ "min": per_cent(range.min), "max": per_cent(range.max) });
        json!({
            "owner": id(it.owner),
            "owned": id(it.owned),
            "share": range(it.share),
            "votes": it.votes.map(range),
            "control": it.control,
            "from": it.from.map(|it| it.to_string()),
            "to": it.to.map(|it| it.to_string()),
            "sources": it.sources,
        })
    };
    let flags: Vec<_> =
        told.flags.iter().map(|it| json!({ "rule": it.kind.code(), "sentence": it.sentence })).collect();
    json!({
        "party": id(told.party),
        "name": statements.label(told.party),
        "as_of": told.as_of.to_string(),
        "read_as": reading.format.name(),
        "records": reading.records,
        "rejected": reading.rejected,
        "summary": told.summary,
        "laws": told.laws.iter().map(law).collect::<Vec<_>>(),
        "oldest_evidence": told.oldest_evidence.map(|it| it.to_string()),
        "oldest_evidence_days": age_days(told),
        "assumptions": told.assumptions,
        "contradictions": told.contradictions,
        "flags": flags,
        "listings": meant.questions,
        "edges": told.edges.iter().map(edge).collect::<Vec<_>>(),
    })
}

/// Per cent as a number: `45`, `49.99`.
fn per_cent(share: Share) -> Value {
    let ppm = share.ppm();
    if ppm.is_multiple_of(10_000) { json!(ppm / 10_000) } else { json!(f64::from(ppm) / 10_000.0) }
}

/// How old the oldest evidence is on the day.
fn age_days(told: &Explanation) -> Option<i32> {
    let oldest = told.oldest_evidence?;
    told.as_of.since(oldest).ok().map(|it| it.get_days())
}

fn text(reading: &Reading, told: &Explanation, meant: &Meant) -> String {
    let statements = &reading.statements;
    let label = |party: PartyId| statements.label(party).to_owned();
    let mut text = String::new();
    let _ = writeln!(text, "{} on {}\n{}\n", label(told.party), told.as_of, told.summary);
    for it in &told.laws {
        let _ = writeln!(text, "{:4}  {:12}  {}", it.law.code(), it.answer.words(), it.arithmetic);
        if !it.path.is_empty() {
            let path: Vec<String> = it.path.iter().map(|&it| label(it)).collect();
            let _ = writeln!(text, "      path      {}", path.join(" > "));
        }
        if let Some(question) = &it.question {
            let _ = writeln!(text, "      question  {question}");
        }
    }
    if !told.edges.is_empty() {
        text.push('\n');
        table(&mut text, statements, &told.edges);
    }
    text.push('\n');
    if let Some(oldest) = told.oldest_evidence {
        let days = age_days(told).map_or_else(String::new, |it| format!(", {it} days before"));
        let _ = writeln!(text, "oldest evidence  {oldest}{days}");
    }
    let named = [
        ("contradiction", &told.contradictions),
        ("open listing", &meant.questions),
        ("assumed", &told.assumptions),
    ];
    for flag in &told.flags {
        let _ = writeln!(text, "red flag {}  {}", flag.kind.code(), flag.sentence);
    }
    for (what, sentences) in named {
        for sentence in sentences {
            let _ = writeln!(text, "{what}  {sentence}");
        }
    }
    let _ = writeln!(
        text,
        "read as {}, {} records, {} not used",
        reading.format, reading.records, reading.rejected
    );
    text
}

/// The edges as the drawing shows them.
fn table(text: &mut String, statements: &Statements, edges: &[ShownEdge]) {
    let mut rows = vec![["owner", "owned", "share", "from", "to", "source"].map(str::to_owned)];
    for edge in edges {
        let mut share = edge.share.words();
        if let Some(votes) = edge.votes {
            let _ = write!(share, ", votes {}", votes.words());
        }
        if edge.control {
            share.push_str(", control");
        }
        let day = |day: Option<Date>| day.map_or_else(String::new, |it| it.to_string());
        rows.push([
            statements.label(edge.owner).to_owned(),
            statements.label(edge.owned).to_owned(),
            share,
            day(edge.from),
            day(edge.to),
            edge.sources.join("; "),
        ]);
    }
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|it| it.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..6).map(width).collect();
    for row in &rows {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
        let _ = writeln!(text, "{}", cells.collect::<Vec<_>>().join("  ").trim_end());
    }
}
