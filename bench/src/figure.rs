//! A figure as a person reads it, and as a file.

use serde_json::{Value, json};

use crate::program::workspace;

/// A table with a heading.
#[derive(Debug)]
pub(crate) struct Figure {
    name: &'static str,
    header: Vec<&'static str>,
    rows: Vec<Vec<String>>,
    notes: Vec<String>,
}

impl Figure {
    pub(crate) fn new(name: &'static str, header: &[&'static str]) -> Self {
        Self { name, header: header.to_vec(), rows: Vec::new(), notes: Vec::new() }
    }

    pub(crate) fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    /// A line under the table.
    pub(crate) fn note(&mut self, text: impl Into<String>) {
        self.notes.push(text.into());
    }

    /// Prints the table, and writes it with `more` to `target/bench/NAME.json`.
    #[expect(clippy::needless_pass_by_value, reason = "callers make it in place")]
    pub(crate) fn show(&self, more: Value) -> anyhow::Result<()> {
        let width = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column)).map(String::as_str);
            let cells = cells.chain(self.header.get(column).copied());
            cells.map(|it| it.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..self.header.len()).map(width).collect();
        let line = |cells: &[&str]| {
            let cells = cells.iter().zip(&widths).enumerate().map(|(at, (cell, width))| {
                let gap = " ".repeat(width.saturating_sub(cell.chars().count()));
                if at == 0 { format!("{cell}{gap}") } else { format!("{gap}{cell}") }
            });
            cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
        };
        println!("{}", self.name);
        println!("{}", line(&self.header));
        for row in &self.rows {
            println!("{}", line(&row.iter().map(String::as_str).collect::<Vec<_>>()));
        }
        for note in &self.notes {
            println!("{note}");
        }
        let folder = workspace().join("target").join("bench");
        std::fs::create_dir_all(&folder)?;
        let file = json!({ "figure": self.name, "columns": self.header, "rows": self.rows, "notes": self.notes, "more": more });
        std::fs::write(folder.join(format!("{}.json", self.name)), format!("{file:#}\n"))?;
        Ok(())
    }
}

/// A count in thousands, as people write it: `25,921`.
pub(crate) fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at != 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Megabytes.
#[expect(clippy::cast_precision_loss, reason = "sizes of files, far below the limit of exactness")]
pub(crate) fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

/// A share in per cent with one decimal.
#[expect(clippy::cast_precision_loss, reason = "counts of orders")]
pub(crate) fn share(part: usize, of: usize) -> String {
    format!("{:.1} %", 100.0 * part as f64 / of.max(1) as f64)
}
