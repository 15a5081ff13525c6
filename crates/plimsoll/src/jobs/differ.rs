//! What changed between two versions of a list.

use std::fmt::Write as _;

use anyhow::bail;
use lists::Kind;
use lists::diff::{self, Diff};
use serde_json::json;
use store::{Home, ListVersion, VersionState};

use super::merge;

/// Two versions, and what differs.
pub(crate) struct Differences {
    kind: Kind,
    before: ListVersion,
    after: ListVersion,
    diff: Diff,
}

/// The held version against the one in use; where none is held, the newest against the one before it.
pub(crate) fn newest(home: &Home, kind: Kind) -> anyhow::Result<Differences> {
    let mut versions = home.versions(kind.code())?;
    versions.retain(|it| matches!(it.state, VersionState::InUse | VersionState::Held));
    versions.sort_by_key(|it| (it.state == VersionState::Held, it.content.effective, it.id.0));
    let after = versions.pop();
    versions.retain(|it| it.state == VersionState::InUse);
    let (Some(after), Some(before)) = (after, versions.pop()) else {
        bail!("{kind} has fewer than two versions: there is nothing to compare");
    };
    let diff = diff::diff(&merge::version_entries(home, &before)?, &merge::version_entries(home, &after)?);
    Ok(Differences { kind, before, after, diff })
}

impl Differences {
    /// For a person.
    pub(crate) fn text(&self) -> String {
        let day = |version: &ListVersion| {
            version.content.effective.map_or_else(|| "?".to_owned(), |it| it.to_string())
        };
        let mut text = format!(
            "{}: {} ({}) to {} ({}): {} added, {} removed, {} changed\n",
            self.kind,
            day(&self.before),
            self.before.state.as_str(),
            day(&self.after),
            self.after.state.as_str(),
            self.diff.added.len(),
            self.diff.removed.len(),
            self.diff.changed.len(),
        );
        for entry in &self.diff.added {
            let _ = writeln!(text, "+ {} {}  {}", entry.list, entry.id, entry.caption);
        }
        for entry in &self.diff.removed {
            let _ = writeln!(text, "- {} {}  {}", entry.list, entry.id, entry.caption);
        }
        for changed in &self.diff.changed {
            let _ =
                writeln!(text, "~ {} {}  {}", changed.entry.list, changed.entry.id, changed.entry.caption);
            for field in &changed.fields {
                let _ = writeln!(text, "    {field}");
            }
        }
        text
    }

    /// For a program.
    pub(crate) fn json(&self) -> serde_json::Value {
        let entry = |it: &diff::Named| json!({ "list": it.list.code(), "id": it.id, "caption": it.caption });
        let changed = |it: &diff::Changed| {
            let fields: Vec<_> = it.fields.iter().map(ToString::to_string).collect();
            json!({ "entry": entry(&it.entry), "fields": fields })
        };
        json!({
            "kind": self.kind.code(),
            "before": { "version": self.before.id.0, "effective": self.before.content.effective.map(|it| it.to_string()) },
            "after": { "version": self.after.id.0, "effective": self.after.content.effective.map(|it| it.to_string()),
                       "state": self.after.state.as_str() },
            "added": self.diff.added.iter().map(entry).collect::<Vec<_>>(),
            "removed": self.diff.removed.iter().map(entry).collect::<Vec<_>>(),
            "changed": self.diff.changed.iter().map(changed).collect::<Vec<_>>(),
        })
    }
}
