//! What loading costs and what is read: each list against the count that the data folder states.

use serde_json::json;

use crate::figure::{Figure, count, megabytes};
use crate::list_files::{self, ALL, APART, ListFile, Loaded};
use crate::program::{Home, Program};
use crate::sources::Sources;

/// The aim for everything together, on two cores.
const SECONDS_AIM: f64 = 10.0;
const PEAK_MB_AIM: f64 = 600.0;

/// Loads every list, each as a process of its own, and prints what it took.
pub(crate) fn run(program: &Program, sources: &Sources) -> anyhow::Result<()> {
    let header = ["list", "kind", "entries", "expected", "rejects", "MB", "s", "MB/s", "peak MB", "note"];
    let mut figure = Figure::new("load", &header);
    let home = Home::new()?;
    let (mut seconds, mut bytes, mut peak) = (0.0, 0, 0_u64);
    for list in &ALL {
        let loaded = list_files::load(program, sources, &home, list)?;
        let size = size(sources, list)?;
        figure.row(row(list, &loaded, size));
        seconds += loaded.ran.seconds;
        bytes += size;
        peak = peak.max(loaded.ran.peak_kb);
    }
    let (mut seconds_apart, mut bytes_apart) = (0.0, 0);
    for list in &APART {
        let loaded = list_files::load(program, sources, &Home::new()?, list)?;
        let size = size(sources, list)?;
        figure.row(row(list, &loaded, size));
        seconds_apart += loaded.ran.seconds;
        bytes_apart += size;
        peak = peak.max(loaded.ran.peak_kb);
    }
    let peak_mb = megabytes(peak * 1024);
    let (mb, mb_apart) = (megabytes(bytes), megabytes(bytes_apart));
    figure.note(format!(
        "all {} versions in one home: {seconds:.2} s for {mb:.1} MB, {:.1} MB/s (aim: below {SECONDS_AIM:.0} s)",
        ALL.len(),
        mb / seconds
    ));
    figure.note(format!(
        "{} files in homes of their own: {seconds_apart:.2} s for {mb_apart:.1} MB; everything {:.2} s",
        APART.len(),
        seconds + seconds_apart
    ));
    figure.note(format!("highest peak of one load: {peak_mb:.0} MB (aim: below {PEAK_MB_AIM:.0} MB)"));
    figure.show(json!({ "seconds": seconds, "seconds_apart": seconds_apart, "mb": mb, "peak_mb": peak_mb,
                        "met": seconds + seconds_apart < SECONDS_AIM && peak_mb < PEAK_MB_AIM }))
}

fn row(list: &ListFile, loaded: &Loaded, size: u64) -> Vec<String> {
    let mb = megabytes(size);
    let differs = loaded.entries != list.expected && list.expected.is_some();
    let mut notes = Vec::new();
    match loaded.entries {
        None => notes.push(format!("REFUSED: {}", loaded.ran.err.lines().next().unwrap_or_default())),
        Some(_) if differs && list.why.is_empty() => notes.push("DIFFERS, not explained".to_owned()),
        Some(_) if differs || loaded.held.is_some() => notes.push(list.why.to_owned()),
        Some(_) => {}
    }
    if let Some(why) = &loaded.held {
        notes.push(format!("held: {why}"));
    }
    notes.retain(|it| !it.is_empty());
    vec![
        list.title.to_owned(),
        list.kind.to_owned(),
        loaded.entries.map_or_else(|| "-".to_owned(), count),
        list.expected.map_or_else(|| "-".to_owned(), count),
        count(loaded.rejects),
        format!("{mb:.2}"),
        format!("{:.2}", loaded.ran.seconds),
        format!("{:.1}", mb / loaded.ran.seconds),
        format!("{:.0}", megabytes(loaded.ran.peak_kb * 1024)),
        notes.join("; "),
    ]
}

fn size(sources: &Sources, list: &ListFile) -> anyhow::Result<u64> {
    let mut total = 0;
    for path in list.paths {
        total += sources.size(path)?;
    }
    Ok(total)
}
