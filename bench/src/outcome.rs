//! decision/1 as the bench reads it: outcome, findings, what is missing.

use serde_json::Value;

/// One decision.
#[derive(Clone, Debug)]
pub(crate) struct Decision {
    pub(crate) order: String,
    pub(crate) outcome: String,
    pub(crate) findings: Vec<Finding>,
    pub(crate) missing: Vec<Missing>,
}

/// One finding.
#[derive(Clone, Debug)]
pub(crate) struct Finding {
    pub(crate) rule: String,
    pub(crate) outcome: String,
    pub(crate) subject: String,
    pub(crate) name: String,
    pub(crate) list: String,
    pub(crate) caption: String,
}

/// Something mandatory that was missing.
#[derive(Clone, Debug)]
pub(crate) struct Missing {
    pub(crate) what: String,
    pub(crate) subject: String,
    pub(crate) rules: Vec<String>,
}

impl Decision {
    /// Whether the order does not go out as it is.
    pub(crate) fn is_held(&self) -> bool {
        is_held(&self.outcome)
    }
}

impl Finding {
    /// Whether this finding alone would hold the order.
    pub(crate) fn is_held(&self) -> bool {
        is_held(&self.outcome)
    }
}

/// Whether an outcome is HOLD or worse.
fn is_held(outcome: &str) -> bool {
    matches!(outcome, "PROHIBITED" | "LICENCE_REQUIRED" | "HOLD")
}

/// Decisions from JSON lines.
pub(crate) fn read(lines: &str) -> anyhow::Result<Vec<Decision>> {
    lines
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| Ok(decision(&serde_json::from_str(line)?)))
        .collect()
}

fn decision(value: &Value) -> Decision {
    let text = |value: &Value, path: &str| {
        value.pointer(path).and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    let many = |name: &str| value.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
    let (found, incomplete) = (many("findings"), many("incomplete"));
    let findings = found.iter().map(|it| Finding {
        rule: text(it, "/rule"),
        outcome: text(it, "/outcome"),
        subject: text(it, "/subject/id"),
        name: text(it, "/subject/name"),
        list: text(it, "/match/list"),
        caption: text(it, "/match/caption"),
    });
    let missing = incomplete.iter().map(|it| Missing {
        what: text(it, "/what"),
        subject: text(it, "/subject"),
        rules: it.get("rules").and_then(Value::as_array).map_or_else(Vec::new, |rules| {
            rules.iter().filter_map(Value::as_str).map(str::to_owned).collect()
        }),
    });
    Decision {
        order: text(value, "/order"),
        outcome: text(value, "/outcome"),
        findings: findings.collect(),
        missing: missing.collect(),
    }
}
