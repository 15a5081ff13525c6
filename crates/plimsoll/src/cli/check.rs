//! `plimsoll check`: orders in, cited decisions out.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use law::Order;
use store::Home;
use vocab::Date;

use super::{Desk, End, Format, put, say};
use crate::jobs::decide::{self, Given, Rules, When};
use crate::jobs::holdings::Holdings;
use crate::orders::{self, Mapping, OrderText};
use crate::render;

/// Orders from which a bar shows how far a batch has come.
const ORDERS_WITH_BAR: usize = 20;

/// Check an order: one cited decision, recorded before it is shown.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  plimsoll check examples/orders/june-2023.json
  plimsoll check order.json --as-of 2025-01-10 --format json
  plimsoll check orders.csv --mapping columns.toml --format json -o decisions.jsonl
  cat order.json | plimsoll check -

Exit status: 40 prohibited, 30 licence required, 20 hold, 10 conditions, 0 information or no restriction found; the
worst of many orders. 2 where an order or a row could not be read.")]
pub(crate) struct Check {
    /// The order: JSON (one, an array, or one a line), CSV or XLSX; `-` is standard input.
    order: PathBuf,
    /// The date of the law; wins over the order's own dates.
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
    /// The date of the data: versions of lists that came later are left out. Default: today.
    #[arg(long, value_name = "DATE")]
    known_at: Option<Date>,
    /// The lines to decide under, if not the standard policy.
    #[arg(long, value_name = "FILE")]
    policy: Option<PathBuf>,
    /// What the columns of a CSV or XLSX mean, where their names do not say.
    #[arg(long, value_name = "FILE")]
    mapping: Option<PathBuf>,
    /// Say on standard error how long each order took, from the order to the recorded decision.
    #[arg(long)]
    timings: bool,
    /// The form of the answer.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Where to write; standard output if not given.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Check {
    pub(crate) fn run(&self, desk: &Desk) -> anyhow::Result<End> {
        let mapping = match &self.mapping {
            Some(path) => {
                let text = std::fs::read_to_string(path)
                    .with_context(|| format!("could not read {}", path.display()))?;
                Mapping::from_toml(&text).with_context(|| format!("{} does not read", path.display()))?
            }
            None => Mapping::default(),
        };
        let texts = orders::read(&self.order, &mapping)?;
        if texts.orders.is_empty() && texts.rejects.is_empty() {
            bail!("{} holds no order", self.order.display());
        }
        let known_at = self.known_at.unwrap_or_else(|| desk.today());
        let home = desk.home()?;
        let rules = Rules::open(&home, self.policy.as_deref())?;
        let holdings = Holdings::open(&home, known_at, &desk.stamp())?;
        let binding = self.as_of.is_none() && self.known_at.is_none();
        let when = When { as_of: self.as_of, known_at, binding };
        let bar = bar(texts.orders.len());
        let (mut given, mut bad) = (Vec::new(), texts.rejects.len());
        let mut times = Vec::with_capacity(texts.orders.len());
        for text in &texts.orders {
            let begun = Instant::now();
            match one(&home, text, &holdings, &rules, when, desk) {
                Ok(it) => {
                    times.push(begun.elapsed());
                    given.push(it);
                }
                Err(error) if error.is::<BadOrder>() => {
                    bad += 1;
                    say(&format!("{error}"));
                }
                Err(error) => return Err(error),
            }
            bar.inc(1);
        }
        bar.finish_and_clear();
        if self.timings {
            say(&timings(times));
        }
        for reject in &texts.rejects {
            say(&format!("{}, row {}: {}", self.order.display(), reject.line, reject.why));
        }
        put(&render::answers(&given, self.format, &holdings.starter)?, self.output.as_ref())?;
        if bad != 0 {
            say(&format!(
                "{bad} could not be read and were not decided; {} decisions are on record",
                given.len()
            ));
            return Ok(End::BadInput);
        }
        let worst = decide::worst(given.iter().map(|it| it.decision.outcome));
        Ok(worst.map_or(End::BadInput, End::Outcome))
    }
}

fn one(
    home: &Home,
    text: &OrderText,
    holdings: &Holdings,
    rules: &Rules,
    when: When,
    desk: &Desk,
) -> anyhow::Result<Given> {
    let order = Order::from_json(&text.json).map_err(|error| BadOrder {
        place: text.place.clone(),
        what: error.to_string(),
        hint: error.hint().to_owned(),
    })?;
    if order.id.as_deref().is_some_and(|id| id.trim().is_empty()) {
        let (place, what) = (text.place.clone(), "the order's id is empty".to_owned());
        return Err(BadOrder { place, what, hint: "give it an id, or leave the field out".to_owned() }.into());
    }
    decide::decide(home, &order, holdings, rules, when, None, &desk.stamp())
}

/// An order that could not be read; the others are decided all the same.
#[derive(Debug, thiserror::Error)]
#[error("{place}: {what}\n  {hint}")]
struct BadOrder {
    place: String,
    what: String,
    hint: String,
}

/// One line for scripts: how many orders, and the median, the 99th percentile and the longest in microseconds.
fn timings(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let at = |percent: usize| {
        let place = (times.len() * percent).div_ceil(100).saturating_sub(1);
        times.get(place).map_or(0, Duration::as_micros)
    };
    format!("timings: orders {} p50_us {} p99_us {} max_us {}", times.len(), at(50), at(99), at(100))
}

fn bar(orders: usize) -> ProgressBar {
    if orders < ORDERS_WITH_BAR {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(orders as u64);
    if let Ok(style) = ProgressStyle::with_template("{wide_bar} {pos}/{len} orders, {eta} to go") {
        bar.set_style(style);
    }
    bar
}
