//! The tables of goods that are in use: those that ship, and those that the user loaded.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use goods::{EuAnnexes, Part746, Supplement, SupplementTable};
use law::TableUsed;
use store::{Arrival, Home, ListVersion, NewVersion, SourceFile, Stamp};
use vocab::{Date, Digest};

/// A table that is loaded, never shipped: the product does not type regulations from memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
pub(crate) enum TableKind {
    /// Part 746 of the Export Administration Regulations, as XML of the eCFR: Supplements 2, 4, 5, 6 and 7.
    #[value(name = "ear-746")]
    Ear746,
    /// Annexes of EU regulations, as CSV: `annex,cn_prefix,text,effective_from,effective_to,source`.
    #[value(name = "eu-annexes")]
    EuAnnexes,
}

impl TableKind {
    /// The name in the record.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Ear746 => "table:ear-746",
            Self::EuAnnexes => "table:eu-annexes",
        }
    }
}

/// One version of a table in use.
#[derive(Clone, Debug)]
struct InUse<T> {
    table: T,
    digest: Digest,
    effective: Date,
}

/// The tables that answers are given from.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    part_746: Option<InUse<Part746>>,
    eu_annexes: Option<InUse<EuAnnexes>>,
}

impl Tables {
    /// The tables in use that were known on a day.
    pub(crate) fn open(home: &Home, known_at: Date) -> anyhow::Result<Self> {
        let newest = |kind: TableKind| -> anyhow::Result<Option<ListVersion>> {
            let versions = home.in_use(kind.code())?.into_iter();
            let known = versions.filter(|it| it.content.effective <= Some(known_at));
            Ok(known.max_by_key(|it| (it.content.effective, it.id.0)))
        };
        let part_746 = newest(TableKind::Ear746)?.map(|it| it.content);
        let eu_annexes = newest(TableKind::EuAnnexes)?.map(|it| it.content);
        let of = |it: &NewVersion| it.effective.map(|day| (it.entries_blob, day));
        Self::recorded(home, part_746.as_ref().and_then(of), eu_annexes.as_ref().and_then(of))
    }

    /// The tables of a recorded decision, by their digests.
    pub(crate) fn recorded(
        home: &Home,
        part_746: Option<(Digest, Date)>,
        eu_annexes: Option<(Digest, Date)>,
    ) -> anyhow::Result<Self> {
        let mut tables = Self::default();
        if let Some((digest, effective)) = part_746 {
            let table = goods::read_part_746(&home.blobs().map(digest)?)?;
            tables.part_746 = Some(InUse { table, digest, effective });
        }
        if let Some((digest, effective)) = eu_annexes {
            let table = goods::read_eu_annexes(&home.blobs().map(digest)?)?;
            tables.eu_annexes = Some(InUse { table, digest, effective });
        }
        Ok(tables)
    }

    /// Part 746, where it is loaded.
    pub(crate) fn part_746(&self) -> Option<&Part746> {
        self.part_746.as_ref().map(|it| &it.table)
    }

    /// The EU's annexes, where any are loaded.
    pub(crate) fn eu_annexes(&self) -> Option<&EuAnnexes> {
        self.eu_annexes.as_ref().map(|it| &it.table)
    }

    /// The blobs of loaded tables, for the record: role, digest and day.
    pub(crate) fn inputs(&self) -> Vec<(TableKind, Digest, Date)> {
        let mut inputs = Vec::new();
        if let Some(it) = &self.part_746 {
            inputs.push((TableKind::Ear746, it.digest, it.effective));
        }
        if let Some(it) = &self.eu_annexes {
            inputs.push((TableKind::EuAnnexes, it.digest, it.effective));
        }
        inputs
    }

    /// Every table that a rule may need, loaded or not.
    pub(crate) fn used(&self, on: Date) -> Vec<TableUsed> {
        let mut used = shipped(on);
        for supplement in Supplement::ALL {
            used.push(self.supplement(supplement));
        }
        let loaded = self.eu_annexes.as_ref().map(|it| it.table.annexes()).unwrap_or_default();
        for annex in EU_ANNEXES {
            let here = loaded.contains(annex);
            let in_use = self.eu_annexes.as_ref().filter(|_| here);
            used.push(TableUsed {
                name: annex_name(annex),
                edition: in_use.map_or_else(String::new, |it| it.effective.to_string()),
                digest: in_use.map(|it| it.digest),
                effective: in_use.map(|it| it.effective),
                loaded: here,
                note: if here {
                    String::new()
                } else {
                    "not loaded: `plimsoll tables load eu-annexes FILE`".to_owned()
                },
            });
        }
        used
    }

    fn supplement(&self, supplement: Supplement) -> TableUsed {
        let name = format!("Supplement No. {} to Part 746", supplement.number());
        let missing = |note: String| TableUsed {
            name: name.clone(),
            edition: String::new(),
            digest: None,
            effective: None,
            loaded: false,
            note,
        };
        let Some(in_use) = &self.part_746 else {
            return missing(
                "not loaded: `plimsoll tables load ear-746 FILE` with the eCFR's XML of Part 746".to_owned(),
            );
        };
        match in_use.table.table(supplement) {
            SupplementTable::Missing { reason } => missing(reason.clone()),
            SupplementTable::Loaded { rows, .. } => TableUsed {
                name: name.clone(),
                edition: in_use.effective.to_string(),
                digest: Some(in_use.digest),
                effective: Some(in_use.effective),
                loaded: true,
                note: format!("{} rows", rows.len()),
            },
        }
    }
}

/// The annexes that rules ask for.
pub(super) const EU_ANNEXES: [&str; 7] = ["VII", "XI", "XX", "XXIII", "XXXV", "XL", "DUAL-USE"];

/// An annex as answers name it.
pub(super) fn annex_name(annex: &str) -> String {
    match annex {
        "DUAL-USE" => "Annex I to Regulation (EU) 2021/821".to_owned(),
        _ => format!("Annex {annex} to Regulation (EU) 833/2014"),
    }
}

/// Loads a table: it is read whole before it comes into use, and a table that does not read changes nothing.
pub(crate) fn load(
    home: &Home,
    kind: TableKind,
    source: SourceFile,
    effective: Date,
    stamp: &Stamp,
) -> anyhow::Result<String> {
    let bytes = home.blobs().map(source.digest)?;
    let (entries, said) = match kind {
        TableKind::Ear746 => {
            let part = goods::read_part_746(&bytes)
                .map_err(|error| anyhow::anyhow!("{error}\n  {}", error.hint()))?;
            let mut said = String::new();
            let mut entries = 0;
            for supplement in Supplement::ALL {
                let line = match part.table(supplement) {
                    SupplementTable::Loaded { rows, unread, .. } => {
                        entries += rows.len();
                        format!(
                            "Supplement No. {}: {} rows, {} cells not understood\n",
                            supplement.number(),
                            rows.len(),
                            unread.len()
                        )
                    }
                    SupplementTable::Missing { reason } => {
                        format!("Supplement No. {}: NOT LOADED: {reason}\n", supplement.number())
                    }
                };
                said.push_str(&line);
            }
            (entries, said)
        }
        TableKind::EuAnnexes => {
            let annexes = goods::read_eu_annexes(&bytes)
                .map_err(|error| anyhow::anyhow!("{error}\n  {}", error.hint()))?;
            let names: Vec<_> = annexes.annexes().into_iter().map(str::to_owned).collect();
            (names.len(), format!("annexes {}\n", names.join(", ")))
        }
    };
    let version = NewVersion {
        kind: kind.code().to_owned(),
        sub_name: None,
        effective: Some(effective),
        published: None,
        entries_blob: source.digest,
        rejects_blob: home.blobs().put(b"[]")?,
        sources: vec![source],
        entries: u32::try_from(entries).unwrap_or(u32::MAX),
        rejects: 0,
        lacks: String::new(),
        engine: env!("CARGO_PKG_VERSION").to_owned(),
        supersedes: Vec::new(),
    };
    home.add_version(&version, &Arrival::InUse, stamp)?;
    Ok(said)
}

/// The digests of the tables that ship: they are the program's own, and hashed once.
static SHIPPED_DIGESTS: LazyLock<BTreeMap<&'static str, Digest>> =
    LazyLock::new(|| goods::SHIPPED.iter().map(|it| (it.name, Digest::of(it.text.as_bytes()))).collect());

/// The tables that ship, with the editions that they are of.
fn shipped(on: Date) -> Vec<TableUsed> {
    let later = if on < goods::ECFR_ISSUE {
        format!(
            "as read in the eCFR issue of {}, which is later than the law that is asked for",
            goods::ECFR_ISSUE
        )
    } else {
        String::new()
    };
    let digest = |file: &str| SHIPPED_DIGESTS.get(file).copied();
    let commerce = |name: &str, file: &str| TableUsed {
        name: name.to_owned(),
        edition: goods::ECFR_ISSUE.to_string(),
        digest: digest(file),
        effective: Some(goods::ECFR_ISSUE),
        loaded: true,
        note: later.clone(),
    };
    let edition = goods::edition_as_of(on);
    vec![
        commerce("Commerce Control List", "ccl-2026-07-23.csv"),
        commerce("Commerce Country Chart", "country-chart-2026-07-23.csv"),
        commerce("Country Groups", "country-groups-2026-07-23.csv"),
        TableUsed {
            name: "Common High Priority List".to_owned(),
            edition: edition.map_or_else(String::new, |it| it.from.to_string()),
            digest: digest("chpl-2024-02-23.csv"),
            effective: edition.map(|it| it.from),
            loaded: edition.is_some(),
            note: if edition.is_some() {
                String::new()
            } else {
                "no edition of that day is known; a later one is not borrowed".to_owned()
            },
        },
    ]
}
