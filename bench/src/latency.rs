//! How long an order of five parties and twenty lines takes over all lists, warm and cold.

use anyhow::Context;
use serde_json::{Value, json};

use crate::draw::Draw;
use crate::figure::Figure;
use crate::list_files::{self, KNOWN_AT};
use crate::listed::Listed;
use crate::names::{Names, of_code};
use crate::orders::{self, Wish};
use crate::program::Program;
use crate::sources::Sources;

const ORDERS: usize = 2_000;
const SEED: u64 = 520;
/// The aim for the 99th percentile.
const P99_AIM_US: u64 = 10_000;
const COLD_STARTS: usize = 5;

/// Decides 2,000 such orders in one process, and one order in each of five new processes.
pub(crate) fn run(program: &Program, sources: &Sources) -> anyhow::Result<()> {
    let listed = Listed::read(sources)?;
    let names = Names::read(sources, &listed.names)?;
    let mut draw = Draw::new(SEED);
    let orders: Vec<Value> =
        (1..=ORDERS).map(|number| big(&format!("big-{number}"), &mut draw, &names)).collect();
    let home = list_files::home_of_all(program, sources)?;
    let policy = list_files::policy_of_any_age(&home)?;
    let path = home.file("big.jsonl", &orders::lines(&orders))?;
    let check = |path: &str| {
        let arguments =
            ["check", path, "--known-at", KNOWN_AT, "--policy", &policy, "--format", "json", "--timings"];
        program.run(&home, &arguments)?.expect(&[0, 10, 20, 30, 40], "check")
    };
    let warm = check(&path)?;
    let times = timings(&warm.err).context("`check --timings` printed no timings")?;
    let one = home.file("one.json", orders.first().map(Value::to_string).unwrap_or_default().as_bytes())?;
    let mut cold = Vec::new();
    for _ in 0..COLD_STARTS {
        cold.push(check(&one)?.seconds);
    }
    cold.sort_by(f64::total_cmp);

    let mut figure = Figure::new("latency", &["what", "value"]);
    let p99 = times[1];
    let milliseconds = |microseconds: u64| format!("{}.{:03} ms", microseconds / 1000, microseconds % 1000);
    figure.row(vec!["orders".to_owned(), ORDERS.to_string()]);
    figure.row(vec!["p50".to_owned(), milliseconds(times[0])]);
    figure.row(vec!["p99".to_owned(), milliseconds(p99)]);
    figure.row(vec!["max".to_owned(), milliseconds(times[2])]);
    figure.row(vec!["whole process".to_owned(), format!("{:.2} s", warm.seconds)]);
    let cpu_us = warm.cpu_ticks * 10_000 / ORDERS as u64;
    figure.row(vec!["processor time an order, with its share of the start".to_owned(), milliseconds(cpu_us)]);
    figure.row(vec!["peak memory".to_owned(), format!("{} MB", warm.peak_kb * 1024 / 1_000_000)]);
    let median = cold.get(COLD_STARTS / 2).copied().unwrap_or(0.0);
    figure.row(vec!["cold start to the first decision, median of 5".to_owned(), format!("{median:.2} s")]);
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    figure.note(format!(
        "load of the machine at the end: {}",
        load.split(' ').take(3).collect::<Vec<_>>().join(" ")
    ));
    figure.note(format!(
        "p99 {} the aim of 10 ms; from the parsed order to the recorded decision, as the program measures it",
        if p99 < P99_AIM_US { "meets" } else { "MISSES" }
    ));
    figure.show(json!({ "orders": ORDERS, "p50_us": times[0], "p99_us": p99, "max_us": times[2], "cpu_us_an_order": cpu_us,
                        "whole_seconds": warm.seconds, "cold_seconds": cold, "met": p99 < P99_AIM_US }))
}

/// An order of five parties and twenty lines.
fn big(id: &str, draw: &mut Draw, names: &Names) -> Value {
    let mut order = orders::benign(id, draw, names, Wish::default());
    let country =
        |order: &Value, at: &str| of_code(order.pointer(at).and_then(Value::as_str).unwrap_or("DE"));
    let (from, to) = (country(&order, "/ship_from"), country(&order, "/destination/country"));
    let mut parties = vec![order["parties"][0].clone(), order["parties"][1].clone()];
    for (role, place) in [("purchaser", to), ("forwarder", from), ("notify", to)] {
        parties.push(orders::party(draw, names, role, place, None));
    }
    let mut goods = order["goods"].as_array().cloned().unwrap_or_default();
    while goods.len() < 20 {
        let more =
            orders::benign(id, draw, names, Wish { exporter: Some(from.code), destination: Some(to.code) });
        goods.extend(more["goods"].as_array().cloned().unwrap_or_default());
    }
    goods.truncate(20);
    for (number, line) in goods.iter_mut().enumerate() {
        line["line"] = json!(number + 1);
    }
    order["parties"] = json!(parties);
    order["goods"] = json!(goods);
    order
}

/// The 50th and 99th percentile and the maximum, in microseconds, of `timings: orders N p50_us X p99_us Y max_us Z`.
fn timings(said: &str) -> Option<[u64; 3]> {
    let line = said.lines().find(|line| line.starts_with("timings: "))?;
    let words: Vec<&str> = line.split_whitespace().collect();
    let after =
        |name: &str| words.iter().position(|it| *it == name).and_then(|at| words.get(at + 1)?.parse().ok());
    Some([after("p50_us")?, after("p99_us")?, after("max_us")?])
}
