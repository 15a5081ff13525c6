//! From an order to a decision that is on record.

use anyhow::{Context, bail};
use law::order::Order;
use law::{Asked, Decision, LawPack, ListUsed, Outcome, Policy};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::{DecisionRecord, Draws, Home, Input, PackName, Recorded as Kept, Stamp};
use vocab::{Date, Digest, ListName};

use super::holdings::{Holdings, Recorded};
use super::signed::Said;
use super::{find, signed};

/// The policy that ships.
const STANDARD_POLICY: &str = include_str!("../../../../data/law/policy.toml");

/// The engine as decisions name it.
pub(crate) const ENGINE: &str = concat!("plimsoll ", env!("CARGO_PKG_VERSION"));

/// The rules and lines that decisions are made under, with their texts for the record.
#[derive(Debug)]
pub(crate) struct Rules {
    /// The law pack.
    pub(crate) pack: LawPack,
    /// The policy.
    pub(crate) policy: Policy,
    /// The blob of the law pack.
    pack_blob: Digest,
    /// The blob of the policy.
    policy_blob: Digest,
}

impl Rules {
    /// The pack in use in this home (else the one that ships), and the policy at `policy` (else the standard one).
    pub(crate) fn open(home: &Home, policy: Option<&std::path::Path>) -> anyhow::Result<Self> {
        let pack_text = match home.pack(PackName::Law)? {
            Some(pack) => home.blobs().map(pack.digest)?.to_vec(),
            None => bundle(law::SHIPPED)?,
        };
        let policy_text = match policy {
            Some(path) => {
                std::fs::read(path).with_context(|| format!("could not read {}", path.display()))?
            }
            None => STANDARD_POLICY.as_bytes().to_vec(),
        };
        Self::of(home, &pack_text, &policy_text)
    }

    /// The rules of a recorded decision.
    fn recorded(home: &Home, pack: Digest, policy: Digest) -> anyhow::Result<Self> {
        Self::of(home, &home.blobs().map(pack)?, &home.blobs().map(policy)?)
    }

    fn of(home: &Home, pack_text: &[u8], policy_text: &[u8]) -> anyhow::Result<Self> {
        let pack = unbundle(pack_text)?;
        let policy = std::str::from_utf8(policy_text).context("the policy is not UTF-8 text")?;
        let policy = Policy::from_toml(policy).context("the policy cannot be used")?;
        let (pack_blob, policy_blob) = (home.blobs().put(pack_text)?, home.blobs().put(policy_text)?);
        Ok(Self { pack, policy, pack_blob, policy_blob })
    }
}

/// The files of a law pack as one blob: a JSON object from names to texts, in the order of the names.
pub(crate) fn bundle(files: &[(&str, &str)]) -> anyhow::Result<Vec<u8>> {
    let files: std::collections::BTreeMap<_, _> = files.iter().copied().collect();
    Ok(serde_json::to_vec(&files)?)
}

/// A law pack from its blob.
pub(crate) fn unbundle(bytes: &[u8]) -> anyhow::Result<LawPack> {
    let files: std::collections::BTreeMap<String, String> =
        serde_json::from_slice(bytes).context("the law pack is not a bundle of files")?;
    let files: Vec<_> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    LawPack::from_files(&files).context("the law pack cannot be used")
}

/// For which day and with the data of which day an order is decided.
#[derive(Clone, Copy, Debug)]
pub(crate) struct When {
    /// The date of the law, where whoever asks insists on one.
    pub(crate) as_of: Option<Date>,
    /// The date of the data.
    pub(crate) known_at: Date,
    /// Whether the answer counts: a question asked of another date draws on no authorisation.
    pub(crate) binding: bool,
}

/// A decision that is on record.
#[derive(Debug)]
pub(crate) struct Given {
    /// The decision.
    pub(crate) decision: Decision,
    /// Its recorded bytes.
    pub(crate) bytes: Vec<u8>,
    /// The places that the order names, as it names them.
    pub(crate) places: Vec<String>,
}

/// Decides an order and records the decision; only then is it given.
pub(crate) fn decide(
    home: &Home,
    order: &Order,
    holdings: &Holdings,
    rules: &Rules,
    when: When,
    parent: Option<&str>,
    stamp: &Stamp,
) -> anyhow::Result<Given> {
    let order_id = order_id(order);
    let (signed, facts) = signed::of_order(home, &order_id, order)?;
    let decision = evaluate(order, holdings, rules, when, signed);
    let bytes = decision.canonical_bytes();
    let mut inputs = Vec::new();
    let mut input = |role: String, digest: Digest| inputs.push(Input { role, digest });
    input("law".to_owned(), rules.pack_blob);
    input("policy".to_owned(), rules.policy_blob);
    input("facts".to_owned(), home.blobs().put(&facts)?);
    let recorded = holdings.recorded_as();
    for list in &recorded.lists {
        input(format!("list:{}", list.kind), list.digest);
    }
    for (kind, digest, _) in holdings.tables.inputs() {
        input(kind.code().to_owned(), digest);
    }
    let asked =
        Replayable { as_of: when.as_of.map(|it| it.to_string()), recorded: RecordedText::from(&recorded) };
    input("asked".to_owned(), home.blobs().put(&serde_json::to_vec(&asked)?)?);
    let record = DecisionRecord {
        decision_id: decision.decision_id.clone(),
        order_id,
        order: order.canonical_bytes(),
        decision: bytes.clone(),
        as_of: decision.as_of.parse().context("the decision has no date")?,
        known_at: decision.known_at.clone(),
        inputs,
        engine: decision.engine.clone(),
        outcome: decision.outcome.code().to_owned(),
        parent: parent.map(str::to_owned),
        draws: if when.binding { signed::draws(home, &decision, order)? } else { Draws::Leave },
    };
    let _: Kept = home.record_decision(&record, stamp)?;
    Ok(Given { decision, bytes, places: places_of(order) })
}

/// What a recorded decision comes to when it is derived again.
#[derive(Debug)]
pub(crate) struct Replayed {
    /// The bytes on record.
    pub(crate) recorded: Vec<u8>,
    /// The bytes that this engine derives from the recorded inputs.
    pub(crate) derived: Vec<u8>,
    /// The engine of the record.
    pub(crate) engine: String,
}

impl Replayed {
    /// What differs, field by field, where the two are not the same.
    pub(crate) fn differences(&self) -> anyhow::Result<Vec<String>> {
        let mut lines = Vec::new();
        differ(
            "decision",
            &serde_json::from_slice(&self.recorded)?,
            &serde_json::from_slice(&self.derived)?,
            &mut lines,
        );
        Ok(lines)
    }
}

/// The paths at which two JSON values differ, each with both sides.
fn differ(path: &str, recorded: &Value, derived: &Value, lines: &mut Vec<String>) {
    match (recorded, derived) {
        (Value::Object(a), Value::Object(b)) => {
            let names: std::collections::BTreeSet<_> = a.keys().chain(b.keys()).collect();
            for name in names {
                let side = |it: &serde_json::Map<String, Value>| it.get(name).cloned().unwrap_or(Value::Null);
                differ(&format!("{path}.{name}"), &side(a), &side(b), lines);
            }
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            for (index, (a, b)) in a.iter().zip(b).enumerate() {
                differ(&format!("{path}[{index}]"), a, b, lines);
            }
        }
        (a, b) if a == b => {}
        (a, b) => lines.push(format!("{path}: recorded {a}, derived {b}")),
    }
}

/// The date of the law that a recorded decision was asked for, where somebody insisted on one.
pub(crate) fn insisted_as_of(home: &Home, decision: &store::Decision) -> anyhow::Result<Option<Date>> {
    let Some(asked) = decision.inputs.iter().find(|it| it.role == "asked") else { return Ok(None) };
    let asked: Replayable = serde_json::from_slice(&home.blobs().map(asked.digest)?)?;
    Ok(asked.as_of.as_deref().map(str::parse).transpose()?)
}

/// Derives recorded decisions again, from the blobs that they name and nothing else.
///
/// Decisions that were given from the same lists and tables share them: they are read once.
pub(crate) struct Replayer<'a> {
    home: &'a Home,
    rules: Option<Rules>,
    holdings: Option<(Recorded, Holdings)>,
}

impl<'a> Replayer<'a> {
    /// A replayer that has read nothing yet.
    pub(crate) fn new(home: &'a Home) -> Self {
        Self { home, rules: None, holdings: None }
    }

    /// Derives one decision again.
    pub(crate) fn replay(&mut self, decision: &store::Decision) -> anyhow::Result<Replayed> {
        let asked: Replayable = serde_json::from_slice(&self.home.blobs().map(input(decision, "asked")?)?)?;
        let recorded = asked.recorded.read()?;
        let holdings = match self.holdings.take() {
            Some((same, holdings)) if same == recorded => holdings,
            Some(_) | None => Holdings::recorded(self.home, &recorded)?,
        };
        let (pack, policy) = (input(decision, "law")?, input(decision, "policy")?);
        let rules = match self.rules.take() {
            Some(same) if (same.pack_blob, same.policy_blob) == (pack, policy) => same,
            Some(_) | None => Rules::recorded(self.home, pack, policy)?,
        };
        let replayed = replay(self.home, decision, &asked, &holdings, &rules);
        self.rules = Some(rules);
        self.holdings = Some((recorded, holdings));
        replayed
    }
}

/// The blob that a decision names under a role.
fn input(decision: &store::Decision, role: &str) -> anyhow::Result<Digest> {
    let named = decision.inputs.iter().find(|it| it.role == role).map(|it| it.digest);
    named.with_context(|| format!("decision {} names no `{role}` among its inputs", decision.decision_id))
}

fn replay(
    home: &Home,
    decision: &store::Decision,
    asked: &Replayable,
    holdings: &Holdings,
    rules: &Rules,
) -> anyhow::Result<Replayed> {
    let order = Order::from_json(&home.blobs().map(decision.order_blob)?)?;
    let signed = signed::recorded(&home.blobs().map(input(decision, "facts")?)?)?;
    let when = When {
        as_of: asked.as_of.as_deref().map(str::parse).transpose()?,
        known_at: decision.known_at.parse().context("the record has no known_at")?,
        binding: false,
    };
    let derived = evaluate(&order, holdings, rules, when, signed).canonical_bytes();
    let recorded = home.blobs().map(decision.decision_blob)?.to_vec();
    Ok(Replayed { recorded, derived, engine: decision.engine.clone() })
}

fn evaluate(order: &Order, holdings: &Holdings, rules: &Rules, when: When, signed: Said) -> Decision {
    let asked = Asked { as_of: when.as_of, known_at: when.known_at, engine: ENGINE.to_owned() };
    let on = asked.as_of(order);
    let found = find::found(order, holdings, rules, on, signed);
    law::decide(order, &found, &rules.pack, &rules.policy, &asked)
}

/// The places that an order names: its route's, its destination's region, the towns of its parties.
fn places_of(order: &Order) -> Vec<String> {
    let legs = order.legs().iter().flat_map(|leg| [leg.from.clone(), leg.to.clone()]).flatten();
    let region = order.destination.iter().filter_map(|it| it.region.clone());
    let addresses =
        order.parties.iter().flat_map(|party| &party.addresses).map(law::order::Address::one_line);
    let towns =
        addresses.flat_map(|line| line.split(',').map(|part| part.trim().to_owned()).collect::<Vec<_>>());
    legs.chain(region).chain(towns).collect()
}

/// How the record names an order: its own id, else the digest of what it says.
pub(crate) fn order_id(order: &Order) -> String {
    order.id.clone().unwrap_or_else(|| format!("order-{}", Digest::of(&order.canonical_bytes()).short()))
}

/// The worst outcome's exit status.
pub(crate) fn worst(statuses: impl IntoIterator<Item = Outcome>) -> Option<u8> {
    statuses.into_iter().max().map(law::exit_status)
}

/// What a decision was asked for and given from, beside its blobs.
#[derive(Serialize, Deserialize)]
struct Replayable {
    as_of: Option<String>,
    recorded: RecordedText,
}

#[derive(Serialize, Deserialize)]
struct RecordedText {
    lists: Vec<ListText>,
    part_746: Option<(String, String)>,
    eu_annexes: Option<(String, String)>,
}

#[derive(Serialize, Deserialize)]
struct ListText {
    kind: String,
    names: Vec<String>,
    digest: String,
    version: String,
    effective: String,
    confirmed: String,
    complete: bool,
    lacks: Vec<String>,
    starter: bool,
    oldest: String,
}

impl From<&Recorded> for RecordedText {
    fn from(recorded: &Recorded) -> Self {
        let table =
            |it: &Option<(Digest, Date)>| it.map(|(digest, day)| (digest.to_string(), day.to_string()));
        let list = |it: &ListUsed| ListText {
            kind: it.kind.clone(),
            names: it.names.iter().map(ToString::to_string).collect(),
            digest: it.digest.to_string(),
            version: it.version.clone(),
            effective: it.effective.to_string(),
            confirmed: it.confirmed.to_string(),
            complete: it.complete,
            lacks: it.lacks.clone(),
            starter: it.starter,
            oldest: it.oldest.to_string(),
        };
        Self {
            lists: recorded.lists.iter().map(list).collect(),
            part_746: table(&recorded.part_746),
            eu_annexes: table(&recorded.eu_annexes),
        }
    }
}

impl RecordedText {
    fn read(&self) -> anyhow::Result<Recorded> {
        let table = |it: &Option<(String, String)>| -> anyhow::Result<Option<(Digest, Date)>> {
            it.as_ref().map(|(digest, day)| Ok((digest.parse()?, day.parse()?))).transpose()
        };
        let list = |it: &ListText| -> anyhow::Result<ListUsed> {
            Ok(ListUsed {
                kind: it.kind.clone(),
                names: it.names.iter().map(|name| name.parse::<ListName>()).collect::<Result<_, _>>()?,
                digest: it.digest.parse()?,
                version: it.version.clone(),
                effective: it.effective.parse()?,
                confirmed: it.confirmed.parse()?,
                complete: it.complete,
                lacks: it.lacks.clone(),
                starter: it.starter,
                oldest: it.oldest.parse()?,
            })
        };
        if self.lists.is_empty() {
            bail!("the record names no list");
        }
        Ok(Recorded {
            lists: self.lists.iter().map(list).collect::<anyhow::Result<_>>()?,
            part_746: table(&self.part_746)?,
            eu_annexes: table(&self.eu_annexes)?,
        })
    }
}
