//! Where the publishers put their lists, and how much a list may change before a person must look.

use std::collections::BTreeMap;

use anyhow::Context;
use lists::Kind;
use serde::Deserialize;

const SHIPPED: &str = include_str!("../../../../data/lists/publishers.toml");

/// How much of a list may go before it is held, in per cent, where its publisher's row says nothing.
pub(crate) const SHRINK_MAX_PERCENT: u64 = 5;

/// One publisher's row.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Publisher {
    /// The list's name for a reader.
    pub(crate) title: String,
    /// For one whole download, in seconds.
    pub(crate) timeout_s: u64,
    /// A smaller answer is not the list.
    pub(crate) bytes_min: u64,
    /// A larger one is not read.
    pub(crate) bytes_max: u64,
    /// The list is held when it loses more than this share of its entries, in per cent.
    pub(crate) shrink_max: u64,
    /// How the addresses were checked.
    #[serde(rename = "checked")]
    _checked: String,
    /// The files of one version.
    pub(crate) files: Vec<PublishedFile>,
}

/// One file of a version.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PublishedFile {
    /// What to call it.
    pub(crate) name: String,
    /// Where it is.
    pub(crate) url: String,
    /// Its own lower limit, where it is much smaller than the rest.
    pub(crate) bytes_min: Option<u64>,
}

/// The publishers of the lists that can be refreshed.
#[derive(Clone, Debug)]
pub(crate) struct Publishers(BTreeMap<Kind, Publisher>);

impl Publishers {
    /// The table that ships with the program.
    pub(crate) fn shipped() -> anyhow::Result<Self> {
        Self::from_toml(SHIPPED)
    }

    /// A table of the user's own, such as a mirror's.
    pub(crate) fn from_toml(text: &str) -> anyhow::Result<Self> {
        let mut table: BTreeMap<String, toml::Value> = toml::from_str(text)?;
        table.remove("edition");
        let mut publishers = BTreeMap::new();
        for (kind, row) in table {
            let row = row.try_into().with_context(|| format!("the row of `{kind}` does not read"))?;
            publishers.insert(kind.parse()?, row);
        }
        Ok(Self(publishers))
    }

    /// The kinds that have a publisher.
    pub(crate) fn kinds(&self) -> impl Iterator<Item = Kind> {
        self.0.keys().copied()
    }

    /// The publisher of a kind.
    pub(crate) fn get(&self, kind: Kind) -> Option<&Publisher> {
        self.0.get(&kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_row_can_be_asked() {
        let publishers = Publishers::shipped().unwrap();
        for kind in publishers.kinds() {
            let row = publishers.get(kind).unwrap();
            assert!(!row.files.is_empty() && row.bytes_min < row.bytes_max, "{kind}");
            assert!(row.files.iter().all(|file| file.url.starts_with("https://")), "{kind}");
        }
    }
}
