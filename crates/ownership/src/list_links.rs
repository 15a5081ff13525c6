//! The ties that list entries state, as statements of ownership.

use ledger::{Entry, LinkKind};

use crate::statement::{Full, Interest, Range, Reach, Statement, Statements};

/// Adds what entries say of owners, parents, subsidiaries and other ties. Lists give no shares: each is unknown.
///
/// Parties are named by the other entry's id where the list gives it, else by the name in the list's words.
pub fn add_list_links<'e>(to: &mut Statements, entries: impl Iterator<Item = &'e Entry>) -> Result<(), Full> {
    for entry in entries.filter(|it| !it.links.is_empty()) {
        let this = to.party(&entry.id)?;
        if let Some(party) = to.describe(this) {
            party.name = Some(entry.party.caption().into());
        }
        let source = to.source(entry.list.code());
        for link in &entry.links {
            let other = to.party(link.to_id.as_deref().unwrap_or(&link.to))?;
            if let Some(party) = to.describe(other)
                && party.name.is_none()
            {
                party.name = Some(link.to.as_str().into());
            }
            let (owner, owned, interest) = match link.kind {
                LinkKind::Owner | LinkKind::Parent => (other, this, Interest::Shares),
                LinkKind::Subsidiary => (this, other, Interest::Shares),
                LinkKind::Manager => (other, this, Interest::Office),
                LinkKind::LinkedTo | LinkKind::Other => (other, this, Interest::Tie),
                LinkKind::SameAs => continue,
            };
            to.add(Statement {
                owner,
                owned,
                interest,
                reach: Reach::Direct,
                share: Range::UNKNOWN,
                from: None,
                to: None,
                stated: None,
                source,
                line: u32::try_from(entry.row).unwrap_or(u32::MAX),
            })?;
        }
    }
    Ok(())
}
