//! A case as text: a base order, what is set in it, what was found, and what is expected.
//!
//! ```text
//! == 3A001 from the US to China
//! base us
//! set destination.country "CN"
//! found line 1 ccl; chart NS Column 2
//! expect LICENCE_REQUIRED
//! finding E738-1 LICENCE_REQUIRED NS Column 2
//! ```

use law::order::Order;
use law::{
    AddressHit, Answer, Asked, ChartReason, Chpl, Concern, DeMinimisFound, Decision, Dismissal, Drawn,
    EuAnnexFound, EvidenceFound, Found, HsFound, LawPack, LegFound, LineFound, ListMatch, ListUsed,
    LocatorFound, MatchState, OwnerAnswer, OwnerFinding, OwnerLaw, PartyFound, PlaceFound, Policy,
    RecoveredFound, RecoveredKind, Resolution, SameAddress, Signature, TableAnswer, TextMismatch, decide,
};
use serde_json::{Value, json};
use vocab::{Date, Digest, Eccn, ListName, ListingInterval, Truth};

/// A case, read.
pub(crate) struct Case {
    pub(crate) title: String,
    pub(crate) order: Value,
    pub(crate) found: Found,
    pub(crate) as_of: Option<Date>,
    pub(crate) known_at: Date,
    pub(crate) expected: Vec<String>,
}

/// The pack and the policy that cases are decided under.
pub(crate) fn law() -> (LawPack, Policy) {
    let policy = Policy::from_toml(include_str!("../../../../data/law/policy.toml")).unwrap();
    (LawPack::shipped().unwrap(), policy)
}

impl Case {
    /// An order that is complete and has nothing in it.
    pub(crate) fn base(name: &str) -> Self {
        let order = base(name);
        let mut case = Self {
            title: name.to_owned(),
            order,
            found: Found::default(),
            as_of: None,
            known_at: day("2026-11-23"),
            expected: Vec::new(),
        };
        case.found.lists = vec![every_list(case.known_at)];
        case
    }

    /// The order, with what was found about each of its parts in place.
    pub(crate) fn ready(&self) -> (Order, Found) {
        let order = Order::from_json(self.order.to_string().as_bytes()).unwrap_or_else(|it| panic!("{it}"));
        let mut found = self.found.clone();
        found.parties.resize(order.parties.len(), PartyFound::default());
        found.legs.resize(order.legs().len(), LegFound::default());
        let filled = found.lines.len();
        found.lines.resize(order.goods.len(), LineFound::default());
        for (line, goods) in found.lines.iter_mut().zip(&order.goods).skip(filled) {
            *line = plain_line(goods);
        }
        (order, found)
    }

    /// The decision.
    pub(crate) fn decided(&self, pack: &LawPack, policy: &Policy) -> Decision {
        let (order, found) = self.ready();
        let asked = Asked { as_of: self.as_of, known_at: self.known_at, engine: "test 0".to_owned() };
        decide(&order, &found, pack, policy, &asked)
    }
}

/// Reads every case of a file.
pub(crate) fn cases(text: &str) -> Vec<Case> {
    let parts = text.split("\n== ").skip(1);
    parts.map(read).collect()
}

fn read(text: &str) -> Case {
    let (title, rest) = text.split_once('\n').unwrap();
    let mut lines = rest.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let base = lines
        .next()
        .and_then(|line| line.strip_prefix("base "))
        .unwrap_or_else(|| panic!("{title}: no base"));
    let mut case = Case::base(base);
    title.clone_into(&mut case.title);
    let mut found = Vec::new();
    for line in lines {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        match word {
            "set" => {
                let (path, value) = rest.split_once(' ').unwrap();
                let value =
                    serde_json::from_str(value).unwrap_or_else(|error| panic!("{title}: {line}: {error}"));
                set(&mut case.order, path, value);
            }
            "found" => found.push(rest.to_owned()),
            "as-of" => case.as_of = Some(day(rest)),
            "known-at" => {
                case.known_at = day(rest);
                case.found.lists = vec![every_list(case.known_at)];
            }
            "lists" => lists(&mut case, rest),
            "dismiss" | "answer" | "resolve" | "drawn" => sign(&mut case, word, rest),
            "expect" | "finding" | "no" | "asks" | "asks-not" | "not-checked" | "list" | "table"
            | "authorisation" | "line" | "recheck" | "next" => case.expected.push(line.to_owned()),
            _ => panic!("{title}: what is `{line}`?"),
        }
    }
    let (_, filled) = case.ready();
    case.found = filled;
    for line in found {
        add(&mut case.found, &line);
    }
    case
}

fn base(name: &str) -> Value {
    let consignee = |country: &str| {
        json!({ "role": "ultimate_consignee", "schema": "Company", "name": "Beacon Water Works", "country": country,
            "type": "end_user", "addresses": [{ "text": "4 Lime Street, Riverton", "country": country }],
            "owners": [{ "name": "Town of Riverton", "share_min": "100", "share_max": "100" }] })
    };
    let goods = |origin: &str, in_us: bool| {
        json!({ "line": 1, "text": "Electric motors of 20 W", "hs": "8501.10", "eccn": "EAR99", "origin": origin,
            "in_us": in_us, "eu_dual_use": "none", "us_technology": "no", "us_plant": "no", "quantity": 10, "unit": "pieces",
            "value": { "amount": 1000, "currency": if in_us { "USD" } else { "EUR" } } })
    };
    let (sender, country, to, currency) = match name {
        "us" => ("Example Components Inc", "US", "DE", "USD"),
        "eu" => ("Beispiel Bauteile GmbH", "DE", "FR", "EUR"),
        other => panic!("no base {other}"),
    };
    json!({ "format": "order/1", "id": name, "transaction": "export", "dates": { "export": "2025-01-10" },
        "destination": { "country": to }, "ship_from": country, "end_use": { "text": "Pumps of a water works" },
        "parties": [
            { "role": "exporter", "name": sender, "country": country,
              "addresses": [{ "text": "1 Harbor Street", "country": country }], "owners": [{ "party": {
                "name": "Founders", "country": country }, "share_min": "100", "share_max": "100" }] },
            consignee(to)
        ],
        "goods": [goods(country, country == "US")], "payment": { "currency": currency } })
}

/// Puts `value` at `path`, making what is missing on the way; `-` takes away.
fn set(order: &mut Value, path: &str, value: Value) {
    let mut at = order;
    let parts: Vec<&str> = path.split('.').collect();
    for (place, part) in parts.iter().enumerate() {
        let last = place + 1 == parts.len();
        at = if let Ok(index) = part.parse::<usize>() {
            if at.is_null() {
                *at = json!([]);
            }
            let array = at.as_array_mut().unwrap();
            while array.len() <= index {
                array.push(Value::Null);
            }
            &mut array[index]
        } else {
            if at.is_null() {
                *at = json!({});
            }
            if last && value == json!("-") {
                at.as_object_mut().unwrap().remove(*part);
                return;
            }
            at.as_object_mut().unwrap().entry(*part).or_insert(Value::Null)
        };
    }
    *at = value;
}

fn plain_line(goods: &law::order::Goods) -> LineFound {
    let hs = match goods.read_hs() {
        law::order::Leaf::Given(hs) => HsFound::Given(hs),
        law::order::Leaf::Bad { text, reason } => HsFound::Bad { text, reason },
        law::order::Leaf::Missing => HsFound::Missing,
    };
    let ear99 = goods.read_eccn().given().is_some_and(|eccn: Eccn| eccn.is_ear99());
    let chpl = if matches!(hs, HsFound::Given(_)) { Chpl::NotListed } else { Chpl::NoEdition };
    let known = if ear99 { Truth::No } else { Truth::Unknown };
    LineFound { hs, chpl, on_ccl: known, at_only: known, ..LineFound::default() }
}

fn every_list(known_at: Date) -> ListUsed {
    ListUsed {
        kind: "test".to_owned(),
        names: ListName::ALL.to_vec(),
        digest: Digest::of(b"lists"),
        version: known_at.to_string(),
        effective: known_at,
        confirmed: known_at,
        complete: true,
        lacks: Vec::new(),
        starter: false,
        oldest: day("2022-01-01"),
    }
}

fn lists(case: &mut Case, rest: &str) {
    let lists = &mut case.found.lists;
    match rest.split_once(' ').unwrap_or((rest, "")) {
        ("none", _) => lists.clear(),
        ("starter", _) => lists[0].starter = true,
        ("confirmed", on) => lists[0].confirmed = day(on),
        ("partial", _) => lists[0].complete = false,
        ("without", name) => lists[0].names.retain(|it| it.code() != name),
        ("lacks", field) => lists[0].lacks.push(field.to_owned()),
        _ => panic!("lists {rest}"),
    }
}

fn sign(case: &mut Case, word: &str, rest: &str) {
    let parts: Vec<&str> = rest.split(" | ").collect();
    let signed = &mut case.found.signed;
    let signature = |who: &str| Signature {
        who: who.to_owned(),
        when: "2026-11-20".to_owned(),
        reason: "seen the papers".to_owned(),
        evidence: "folder 7".to_owned(),
    };
    let text = |place: usize| parts[place].to_owned();
    match word {
        "dismiss" => signed.dismissals.push(Dismissal {
            list: parts[0].parse().unwrap(),
            entry: text(1),
            party: text(2),
            signature: signature(parts[3]),
        }),
        "answer" => signed.answers.push(Answer {
            fact: text(0),
            subject: text(1),
            value: text(2),
            signature: signature(parts[3]),
        }),
        "resolve" => signed.resolutions.push(Resolution {
            rule: text(0),
            subject: text(1),
            signature: signature(parts[2]),
        }),
        _ => signed.drawn.push(Drawn { number: text(0), quantity: parts[1].parse().unwrap(), value: None }),
    }
}

/// `party 2 match US-EL 77 presumed since 2024-08-27; requirement …`, `line 1 …`, `leg 1 …`, `vessel 1 …`.
fn add(found: &mut Found, text: &str) {
    let mut clauses = text.split("; ");
    let first: Vec<&str> = clauses.next().unwrap().splitn(3, ' ').collect();
    let place = first[1].parse::<usize>().unwrap() - 1;
    let clauses: Vec<&str> = std::iter::once(first[2]).chain(clauses).collect();
    match first[0] {
        "party" => of_party(&mut found.parties[place], &clauses),
        "vessel" => of_party(found.legs[place].vessel.get_or_insert_default(), &clauses),
        "line" => clauses.iter().for_each(|clause| of_line(&mut found.lines[place], clause)),
        "leg" => clauses.iter().for_each(|clause| of_leg(&mut found.legs[place], clause)),
        other => panic!("found {other}"),
    }
}

fn of_party(party: &mut PartyFound, clauses: &[&str]) {
    let words: Vec<&str> = clauses[0].split(' ').collect();
    match words[0] {
        "match" => {
            let mut matched = listing(words[1].parse().unwrap(), words[2], state(words[3]));
            matched.interval = interval(&words[4..]);
            for clause in &clauses[1..] {
                let (word, rest) = clause.split_once(' ').unwrap_or((clause, ""));
                match word {
                    "requirement" => matched.requirement = Some(rest.to_owned()),
                    "programs" => matched.programs = rest.split(' ').map(str::to_owned).collect(),
                    "end-unknown" => matched.end_known = false,
                    "group" => matched.group = rest.parse().unwrap(),
                    other => panic!("match {other}"),
                }
            }
            party.matches.push(matched);
        }
        "address" => party.address_hits.push(AddressHit {
            ours: "Room 7, 4 Lime Street".to_owned(),
            theirs: "Room 7, 4 Lime Street".to_owned(),
            party: (words[1] == "of").then(|| "Listed Ltd".to_owned()),
            same: if words[2] == "unit" { SameAddress::Unit } else { SameAddress::Building },
            listed_at_building: 3,
            entries: vec!["Address 01".to_owned()],
            list: ListName::UsEntityList,
            interval: interval(&words[3..]),
            digest: Digest::of(b"lists"),
            sentence: "Room and house are the same.".to_owned(),
        }),
        "owner" => party.owners.push(OwnerFinding {
            law: match words[1] {
                "OFAC" => OwnerLaw::Ofac,
                "BIS" => OwnerLaw::Bis,
                "EU" => OwnerLaw::Eu,
                _ => OwnerLaw::Uk,
            },
            answer: match words[2] {
                "blocked" => OwnerAnswer::Blocked,
                "not_blocked" => OwnerAnswer::NotBlocked,
                _ => OwnerAnswer::Undetermined,
            },
            low: None,
            high: None,
            sentence: "Listed Ltd owns 60.".to_owned(),
            question: Some("Who holds the remaining shares?".to_owned()),
        }),
        other => panic!("party {other}"),
    }
}

/// A presumed listing with nothing in it but its list and entry.
pub(crate) fn listing(list: ListName, entry: &str, state: MatchState) -> ListMatch {
    ListMatch {
        list,
        kind: "test".to_owned(),
        entry: entry.to_owned(),
        caption: "LISTED LTD".to_owned(),
        group: 1,
        state,
        score: 9_800,
        strength: 1,
        interval: ListingInterval::since(day("2020-01-01")),
        interval_basis: String::new(),
        programs: Vec::new(),
        requirement: Some("For all items subject to the EAR. (See §744.11 of the EAR)".to_owned()),
        policy: Some("Presumption of denial".to_owned()),
        footnotes: Vec::new(),
        citations: Vec::new(),
        measures: Vec::new(),
        annex: None,
        end_known: true,
        reason: None,
        link: None,
        locator: LocatorFound { list: Digest::of(b"lists"), entry: entry.to_owned(), field: String::new() },
        evidence: vec![EvidenceFound {
            sentence: "Both are Listed Ltd.".to_owned(),
            ..EvidenceFound::default()
        }],
        against: Vec::new(),
        lacks: Vec::new(),
    }
}

fn state(word: &str) -> MatchState {
    match word {
        "possible" => MatchState::Possible,
        "presumed" => MatchState::Presumed,
        "confirmed" => MatchState::Confirmed,
        other => panic!("state {other}"),
    }
}

fn interval(words: &[&str]) -> ListingInterval {
    match words {
        [] => ListingInterval::since(day("2020-01-01")),
        ["since", from] => ListingInterval::since(day(from)),
        ["since", from, "until", to] => ListingInterval {
            ends_earliest: Some(day(to)),
            ends_latest: Some(day(to)),
            ..ListingInterval::since(day(from))
        },
        ["between", a, b] => ListingInterval {
            begins_earliest: Some(day(a)),
            begins_latest: Some(day(b)),
            ..ListingInterval::default()
        },
        other => panic!("interval {other:?}"),
    }
}

fn of_line(line: &mut LineFound, clause: &str) {
    let (word, rest) = clause.split_once(' ').unwrap_or((clause, ""));
    let row = TableAnswer::In("the row".to_owned());
    match word {
        "ccl" => (line.on_ccl, line.at_only) = (Truth::Yes, Truth::from(rest == "at")),
        "chart" | "chart-not" => line.chart.push(ChartReason {
            column: rest.to_owned(),
            control_text: "applies to entire entry".to_owned(),
            required: Truth::from(word == "chart"),
            note: String::new(),
        }),
        "chpl" if rest == "candidate" => {
            line.chpl =
                Chpl::Candidate { successors: vec!["8525.89".to_owned()], edition: "2024-02-23".to_owned() };
        }
        "chpl" if rest == "none" => line.chpl = Chpl::NoEdition,
        "chpl" => line.chpl = Chpl::Hit { tier: rest.to_owned(), edition: "2024-02-23".to_owned() },
        "supplement" => {
            let (number, answer) = rest.split_once(' ').unwrap();
            let answer = if answer == "in" { row } else { TableAnswer::NotIn };
            match number {
                "2" => line.supplement_2 = answer,
                "4" => line.supplement_4 = answer,
                "5" => line.supplement_5 = answer,
                "6" => line.supplement_6 = answer,
                _ => line.supplement_7 = answer,
            }
        }
        "supplements-clear" => {
            for table in [&mut line.supplement_2, &mut line.supplement_4, &mut line.supplement_5] {
                *table = TableAnswer::NotIn;
            }
            (line.supplement_6, line.supplement_7) = (TableAnswer::NotIn, TableAnswer::NotIn);
        }
        "annex" => {
            let (annex, answer) = rest.split_once(' ').unwrap();
            let answer = match answer {
                "in" => row,
                "out" => TableAnswer::NotIn,
                _ => TableAnswer::NotLoaded,
            };
            line.eu_annexes.push(EuAnnexFound { annex: annex.to_owned(), answer });
        }
        "de-minimis" => {
            line.de_minimis = Some(DeMinimisFound {
                above: rest.parse().unwrap(),
                arithmetic: "100 of 1000 USD is 10 %, and the threshold is 25 %.".to_owned(),
            });
        }
        "concern" => {
            line.item_of_concern = Some(Concern { class: rest.to_owned(), basis: "by its text".to_owned() });
        }
        "mismatch" => {
            line.text_mismatch = Some(TextMismatch {
                sentence: "A GPS module is not a part of computers.".to_owned(),
                candidates: vec![],
            });
        }
        "recovered" => line.recovered.push(RecoveredFound {
            kind: if rest == "exact" { RecoveredKind::Exact } else { RecoveredKind::Family },
            part: "ABC123".to_owned(),
            maker: "Maker".to_owned(),
            weapons: vec!["Shahed-136".to_owned()],
            source: "the portal".to_owned(),
        }),
        other => panic!("line {other}"),
    }
}

fn of_leg(leg: &mut LegFound, clause: &str) {
    let words: Vec<&str> = clause.split(' ').collect();
    let place = PlaceFound {
        text: words[1].to_owned(),
        name: Some(words[1].to_owned()),
        country: words[2].parse().ok(),
        eu_banned_port: Truth::from(words.get(3) == Some(&"banned")),
        basis: "by its name".to_owned(),
    };
    if words[0] == "from" { leg.from = Some(place) } else { leg.to = Some(place) }
}

pub(crate) fn day(text: &str) -> Date {
    text.parse().unwrap()
}
