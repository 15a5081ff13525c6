//! A million edges with cycles: seconds to read, and to answer for all parties under all laws.

use std::fmt::Write as _;
use std::time::Instant;

use ::ownership::{Answer, Answers, Graph, Law, Listed, PartyId};
use anyhow::Context;
use serde_json::json;
use vocab::Date;

use crate::draw::Draw;
use crate::figure::Figure;
use crate::program::Program;
use crate::sources::Sources;

const EDGES: usize = 1_000_000;
const PARTIES: usize = 400_000;
/// One party in this many is listed.
const LISTED_EVERY: usize = 50;
const SEED: u64 = 16;
const RUNS: usize = 5;
const LOOK_UPS: usize = 2_000;
const DAY: Date = Date::constant(2026, 11, 23);
/// The aims: all parties under all laws after load, the same with reading, one look-up.
const ANSWER_AIM_S: f64 = 0.3;
const READ_AIM_S: f64 = 1.0;
const LOOK_UP_AIM_S: f64 = 0.001;

/// Reads the graph, answers for everybody, and looks parties up.
pub(crate) fn run(_: &Program, _: &Sources) -> anyhow::Result<()> {
    let text = million();
    let (mut reads, mut answers_s, mut look_ups, mut blocked) = (Vec::new(), Vec::new(), Vec::new(), 0);
    for _ in 0..RUNS {
        let began = Instant::now();
        let reading = ::ownership::read(text.as_bytes())?;
        let mut listed = Listed::nobody(reading.statements.parties().len());
        for at in (0..PARTIES).step_by(LISTED_EVERY) {
            if let Some(party) = reading.statements.find(&id(at)) {
                listed.add_everywhere(party);
            }
        }
        reads.push(began.elapsed().as_secs_f64());
        let began = Instant::now();
        let graph = Graph::on(&reading.statements, DAY);
        let answers = Answers::compute(&graph, &listed);
        answers_s.push(began.elapsed().as_secs_f64());
        let parties: Vec<PartyId> = (1..PARTIES)
            .step_by(PARTIES / LOOK_UPS)
            .filter_map(|at| reading.statements.find(&id(at)))
            .collect();
        blocked = parties.iter().filter(|&&it| answers.answer(it, Law::Ofac) == Answer::Blocked).count();
        for party in parties {
            let began = Instant::now();
            std::hint::black_box(answers.explain(party));
            look_ups.push(began.elapsed().as_secs_f64());
        }
    }
    let middle = |times: &mut Vec<f64>| -> anyhow::Result<f64> {
        times.sort_by(f64::total_cmp);
        times.get(times.len() / 2).copied().context("no run")
    };
    let (read, answer, look_up) = (middle(&mut reads)?, middle(&mut answers_s)?, middle(&mut look_ups)?);
    let slowest = look_ups.last().copied().unwrap_or_default();
    let p99 = look_ups.get(look_ups.len() * 99 / 100).copied().unwrap_or_default();
    let mut figure = Figure::new("ownership", &["what", "seconds", "aim"]);
    let mut row = |what: &str, seconds: f64, aim: f64| {
        let met = if seconds <= aim { "met" } else { "MISSED" };
        figure.row(vec![what.to_owned(), format!("{seconds:.4}"), format!("{aim} {met}")]);
    };
    row("all parties under all laws, after load", answer, ANSWER_AIM_S);
    row("the same with reading the CSV", read + answer, READ_AIM_S);
    row("one party by look-up, median", look_up, LOOK_UP_AIM_S);
    row("one party by look-up, 99 in 100", p99, LOOK_UP_AIM_S);
    figure.note(format!("the slowest of {} look-ups took {slowest:.4} s", RUNS * LOOK_UPS));
    figure.note(format!(
        "{EDGES} edges, {PARTIES} parties, one in {LISTED_EVERY} listed, {} MB of CSV, one core, median of {RUNS}; \
         {blocked} of the parties looked up are blocked under OFAC",
        text.len() / 1_000_000
    ));
    figure.show(
        json!({ "read_s": read, "answer_s": answer, "look_up_s": look_up, "slowest_look_up_s": slowest }),
    )
}

fn id(at: usize) -> String {
    format!("party-{at:06}")
}

/// A table with some 2.5 owners a party, cycles among them, one share in ten an interval and one in twenty unknown.
fn million() -> String {
    let mut draw = Draw::new(SEED);
    let mut text = "owner,owned,share_min,share_max,from,to,source\n".to_owned();
    for edge in 0..EDGES {
        let (owner, owned) = (draw.below(PARTIES), edge % PARTIES);
        let share = 1 + draw.below(60);
        let (min, max) = match draw.below(20) {
            0 => (String::new(), String::new()),
            1 | 2 => (share.to_string(), (share + 10).to_string()),
            _ => (share.to_string(), share.to_string()),
        };
        let _ = writeln!(
            text,
            "{},{},{min},{max},20{:02}-01-01,,register {}",
            id(owner),
            id(owned),
            edge % 25,
            edge % 7
        );
    }
    text
}
