//! `plimsoll audit`: verify the record, replay a decision, export an evidence pack.

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde_json::json;
use store::{DecisionFilter, Home, Verdict};

use super::{Desk, End, Format, put};
use crate::jobs::{decide, evidence_pack};

/// Decisions that are read at a time.
const PAGE: u32 = 500;

/// Look into the record.
#[derive(Debug, Subcommand)]
pub(crate) enum Audit {
    Verify(Verify),
    Replay(Replay),
    Export(Export),
    List(List),
}

/// Walk the hash chain and name the first record that was touched, if any.
#[derive(Debug, Args)]
#[command(after_help = "Exit status: 0 where the record is whole, 3 where it is not.")]
pub(crate) struct Verify {
    /// The form of the answer.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// Derive a recorded decision again and compare it to the byte.
#[derive(Debug, Args)]
#[command(
    after_help = "The recorded bytes go to standard output. Exit status: 0 where the same bytes were derived, or where
another engine recorded them and they verify; 3 where they differ."
)]
pub(crate) struct Replay {
    /// The decision's id, or enough of its beginning.
    #[arg(required_unless_present = "all")]
    id: Option<String>,
    /// Replay every decision on record, and count.
    #[arg(long, conflicts_with = "id")]
    all: bool,
    /// Print the bytes that this engine derives instead of those on record.
    #[arg(long)]
    derived: bool,
}

/// Write an evidence pack: the decision, list extracts, the rules' text, digests, and a verifier.
#[derive(Debug, Args)]
pub(crate) struct Export {
    /// The decision's id, or enough of its beginning.
    id: String,
    /// The ZIP file to write.
    #[arg(short, long, value_name = "FILE.zip")]
    output: Option<PathBuf>,
    /// Put letters from an authority into the pack too.
    #[arg(long)]
    with_letters: bool,
}

/// List the decisions on record, newest first.
#[derive(Debug, Args)]
pub(crate) struct List {
    /// Only those of this order.
    #[arg(long)]
    order: Option<String>,
    /// How many at most.
    #[arg(long, default_value_t = 50)]
    limit: u32,
    /// The form of the answer.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Audit {
    pub(crate) fn run(&self, desk: &Desk) -> anyhow::Result<End> {
        match self {
            Self::Verify(it) => it.run(desk),
            Self::Replay(it) => it.run(desk),
            Self::Export(it) => it.run(desk),
            Self::List(it) => it.run(desk),
        }
    }
}

impl Verify {
    fn run(&self, desk: &Desk) -> anyhow::Result<End> {
        let home = desk.home()?;
        let verdict = home.verify()?;
        let damaged = home.blobs().damaged()?;
        let whole = matches!(verdict, Verdict::Intact(_)) && damaged.is_empty();
        let answer = match self.format {
            Format::Json => {
                let damaged: Vec<_> = damaged.iter().map(|it| it.display().to_string()).collect();
                format!(
                    "{:#}\n",
                    json!({ "whole": whole, "says": verdict.to_string(), "damaged_blobs": damaged })
                )
            }
            Format::Text | Format::Html => {
                let mut text = format!("{verdict}\n");
                for path in &damaged {
                    let _ = writeln!(text, "{}: its bytes are not those of its name", path.display());
                }
                text
            }
        };
        put(&answer, None)?;
        Ok(if whole { End::Done } else { End::CheckFailed })
    }
}

impl Replay {
    fn run(&self, desk: &Desk) -> anyhow::Result<End> {
        let home = desk.home()?;
        let Some(id) = &self.id else { return replay_all(&home) };
        let decision = home.decision(id)?;
        let replayed = decide::Replayer::new(&home).replay(&decision)?;
        let bytes = if self.derived { &replayed.derived } else { &replayed.recorded };
        put(&format!("{}\n", std::str::from_utf8(bytes)?), None)?;
        let same = replayed.recorded == replayed.derived;
        if same {
            super::say(&format!("{}: the same {} bytes", decision.decision_id, replayed.recorded.len()));
            return Ok(End::Done);
        }
        super::say(&format!(
            "{}: recorded by {}, derived now by {}",
            decision.decision_id,
            replayed.engine,
            decide::ENGINE
        ));
        for line in replayed.differences()? {
            super::say(&format!("  {line}"));
        }
        let other_engine = replayed.engine != decide::ENGINE;
        if other_engine {
            super::say(
                "  the recorded bytes verify; another engine wrote them, and this is how this one differs",
            );
        }
        Ok(if other_engine { End::Done } else { End::CheckFailed })
    }
}

/// Replays everything on record; each decision that differs is named.
fn replay_all(home: &Home) -> anyhow::Result<End> {
    let mut replayer = decide::Replayer::new(home);
    let (mut same, mut differing, mut other) = (0_u64, 0_u64, 0_u64);
    let mut filter = DecisionFilter::default();
    loop {
        let page = home.decisions(&filter, PAGE)?;
        let Some(last) = page.last() else { break };
        filter.before_seq = Some(last.seq);
        for decision in &page {
            let replayed = replayer.replay(decision)?;
            if replayed.recorded == replayed.derived {
                same += 1;
            } else if replayed.engine != decide::ENGINE {
                other += 1;
                super::say(&format!(
                    "{}: {} differs from {}",
                    decision.decision_id,
                    decide::ENGINE,
                    replayed.engine
                ));
            } else {
                differing += 1;
                super::say(&format!("{}: {}", decision.decision_id, replayed.differences()?.join("; ")));
            }
        }
    }
    put(
        &format!(
            "replayed {}, same {same}, differing {differing}, of another engine {other}\n",
            same + differing + other
        ),
        None,
    )?;
    Ok(if differing == 0 { End::Done } else { End::CheckFailed })
}

impl Export {
    fn run(&self, desk: &Desk) -> anyhow::Result<End> {
        let home = desk.home()?;
        let decision = home.decision(&self.id)?;
        let output =
            self.output.clone().unwrap_or_else(|| PathBuf::from(format!("{}.zip", decision.decision_id)));
        let bytes = evidence_pack::pack(&home, &decision, self.with_letters)?;
        std::fs::write(&output, bytes)?;
        put(&format!("{}\n", output.display()), None)?;
        Ok(End::Done)
    }
}

impl List {
    fn run(&self, desk: &Desk) -> anyhow::Result<End> {
        let home = desk.home()?;
        let filter = DecisionFilter { order_id: self.order.clone(), ..DecisionFilter::default() };
        let decisions = home.decisions(&filter, self.limit)?;
        let answer = match self.format {
            Format::Json => {
                let rows = decisions.iter().map(|it| {
                    json!({ "decision_id": it.decision_id, "order": it.order_id, "outcome": it.outcome,
                            "as_of": it.as_of.to_string(), "recorded_at": it.recorded_at, "engine": it.engine })
                });
                format!("{:#}\n", json!({ "decisions": rows.collect::<Vec<_>>() }))
            }
            Format::Text | Format::Html => {
                let mut text = String::new();
                for it in &decisions {
                    let (id, outcome, order) = (&it.decision_id, &it.outcome, &it.order_id);
                    let _ = writeln!(text, "{id}  {outcome:<20}  {}  {}  {order}", it.as_of, it.recorded_at);
                }
                text
            }
        };
        put(&answer, None)?;
        Ok(End::Done)
    }
}
