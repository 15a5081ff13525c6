//! `plimsoll goods`: what is known of a code or a text.

use std::fmt::Write as _;

use clap::Args;
use goods::{ChplAnswer, ChplCode, Standing};
use serde_json::{Value, json};
use vocab::{Date, Eccn, Hs, HsVintage};

use super::{Desk, End, Format, put};

/// Look up a customs code, an ECCN, or what a text names.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  plimsoll goods 8542.31
  plimsoll goods 8525.80 --vintage 2017
  plimsoll goods 3A001
  plimsoll goods \"GPS module\" --code 8473.30

Nothing here classifies goods: a text is compared with a code, never turned into one.")]
pub(crate) struct Goods {
    /// A code of 6, 8 or 10 digits, an ECCN, or a text in quotes.
    what: String,
    /// The nomenclature of the code, such as 2017 or 2022.
    #[arg(long)]
    vintage: Option<HsVintage>,
    /// With a text: the code that it is declared under.
    #[arg(long)]
    code: Option<Hs>,
    /// The day of the lists; default: today.
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
    /// The form of the answer.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Goods {
    pub(crate) fn run(&self, desk: &Desk) -> anyhow::Result<End> {
        let on = self.as_of.unwrap_or_else(|| desk.today());
        let answer = if self.what.chars().any(char::is_alphabetic) {
            match self.what.parse::<Eccn>() {
                Ok(eccn) => of_eccn(&eccn),
                Err(_) => self.of_text(),
            }
        } else {
            of_code(&self.what.parse::<Hs>()?, self.vintage, on)
        };
        let text = match self.format {
            Format::Json => format!("{answer:#}\n"),
            Format::Text | Format::Html => lines(&answer),
        };
        put(&text, None)?;
        Ok(End::Done)
    }

    fn of_text(&self) -> Value {
        let concern = goods::item_of_concern(&self.what, self.code.as_ref());
        let mismatch = self.code.as_ref().and_then(|code| goods::text_against_code(&self.what, code));
        json!({
            "text": self.what,
            "code": self.code.as_ref().map(ToString::to_string),
            "item_of_concern": concern.map(|it| json!({ "class": it.class.to_string(), "why": it.why })),
            "mismatch": mismatch.map(|it| json!({ "says": it.sentence(), "usual_codes": it.usual_codes })),
        })
    }
}

fn of_code(hs: &Hs, vintage: Option<HsVintage>, on: Date) -> Value {
    let standing = match goods::standing(hs) {
        Standing::Current => json!({ "in_hs_2022": "yes" }),
        Standing::Older { successors } => json!({ "in_hs_2022": "older", "successors": successors }),
        Standing::NotInNomenclature => json!({ "in_hs_2022": "no" }),
    };
    let row = |row: &ChplCode| json!({ "code": row.code, "tier": row.tier.to_string(), "text": row.text });
    let priority = match goods::chpl(hs, vintage, on) {
        ChplAnswer::Hit { row: hit, edition } => {
            json!({ "answer": "hit", "row": row(hit), "edition": edition.to_string() })
        }
        ChplAnswer::Candidate { from, successors, edition } => {
            let listed: Vec<_> = successors.iter().filter_map(|(_, hit)| hit.map(row)).collect();
            let all: Vec<_> = successors.iter().map(|(code, _)| *code).collect();
            json!({ "answer": "candidate", "from": from, "successors": all, "listed": listed, "edition": edition.to_string() })
        }
        ChplAnswer::NotListed { edition } => {
            json!({ "answer": "not_listed", "edition": edition.to_string() })
        }
        ChplAnswer::NotInNomenclature { .. } => {
            json!({ "answer": "unknown", "why": "the code is not in HS 2022" })
        }
        ChplAnswer::NoEdition { known } => {
            let known: Vec<_> = known.iter().map(ToString::to_string).collect();
            json!({ "answer": "unknown", "why": "no edition of that day is known", "known_editions": known })
        }
    };
    json!({
        "code": hs.to_string(),
        "six": hs.six(),
        "text": goods::subheading_text(hs.six()),
        "nomenclature": standing,
        "priority_list": priority,
        "as_of": on.to_string(),
    })
}

fn of_eccn(eccn: &Eccn) -> Value {
    let entry = eccn.entry().and_then(goods::ccl_entry);
    json!({
        "eccn": eccn.to_string(),
        "edition": goods::ECFR_ISSUE.to_string(),
        "heading": entry.map(|it| it.heading.as_str()),
        "reasons": entry.map(|it| it.reasons.as_str()),
        "controls": entry.map(|it| it.controls.iter().map(|control| json!({
            "applies_to": control.text,
            "column": control.column.map(|it| it.to_string()),
            "instead": control.instead,
        })).collect::<Vec<_>>()),
        "note": if eccn.is_ear99() { "EAR99: on no entry of the list. That frees it of nothing else." }
                else if entry.is_none() { "not an entry of the issue that is known here" } else { "" },
    })
}

/// A JSON object as lines for a person; what is empty is left out.
fn lines(value: &Value) -> String {
    let mut text = String::new();
    write_lines(&mut text, value, 0);
    text
}

fn write_lines(text: &mut String, value: &Value, depth: usize) {
    let indent = "  ".repeat(depth);
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                let name = name.replace('_', " ");
                match field {
                    Value::Null => {}
                    Value::String(empty) if empty.is_empty() => {}
                    Value::Object(_) | Value::Array(_) => {
                        let _ = writeln!(text, "{indent}{name}:");
                        write_lines(text, field, depth + 1);
                    }
                    Value::String(plain) => {
                        let _ = writeln!(text, "{indent}{name}: {plain}");
                    }
                    Value::Bool(_) | Value::Number(_) => {
                        let _ = writeln!(text, "{indent}{name}: {field}");
                    }
                }
            }
        }
        Value::Array(items) => {
            for item in items {
                if item.is_object() {
                    write_lines(text, item, depth);
                    text.push('\n');
                } else {
                    write_lines(text, item, depth);
                }
            }
        }
        Value::String(plain) => {
            let _ = writeln!(text, "{indent}- {plain}");
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {
            let _ = writeln!(text, "{indent}- {value}");
        }
    }
}
