//! Facts about lines of goods.

use vocab::{Eccn, Truth};

use super::{About, Facts};
use crate::answers::{Codes, Known, Want};
use crate::fact::Fact;
use crate::found_goods::{Chpl, HsFound, LineFound, RecoveredKind, TableAnswer};
use crate::order::{Goods, Leaf};

/// What is known of a line's fact.
pub(super) fn known(facts: &Facts<'_>, fact: Fact, about: About<'_>) -> Known<'static> {
    let Some(place) = about.line else {
        return Known::truth(Truth::Unknown);
    };
    let Some(goods) = facts.order.goods.get(place) else {
        return Known::truth(Truth::Unknown);
    };
    let nothing = LineFound::default();
    let found = facts.found.lines.get(place).unwrap_or(&nothing);
    of_nexus(facts, fact, goods, found)
        .or_else(|| of_control(fact, goods, found))
        .or_else(|| of_code(fact, goods, found))
        .or_else(|| of_table(fact, goods, found))
        .unwrap_or(Known::truth(Truth::Unknown))
}

/// Facts that say whether the goods are subject to US law.
#[expect(clippy::wildcard_enum_match_arm, reason = "other facts are answered by the next of four")]
fn of_nexus(facts: &Facts<'_>, fact: Fact, goods: &Goods, found: &LineFound) -> Option<Known<'static>> {
    let truth = match fact {
        Fact::LineUsOrigin => goods.read_origin().given().map(|it| it.as_str() == "US").into(),
        Fact::LineInUs => in_us(facts, goods),
        Fact::LineAboveDeMinimis => found.de_minimis.as_ref().map_or(Truth::Unknown, |it| it.above),
        Fact::LineDeMinimisComputed => {
            found.de_minimis.as_ref().is_some_and(|it| !it.above.is_unknown()).into()
        }
        Fact::LineUsTechnology => goods.us_technology.unwrap_or_default(),
        Fact::LineUsPlant => goods.us_plant.unwrap_or_default(),
        _ => return None,
    };
    Some(Known::truth(truth))
}

/// What leaves the United States is in the United States; what a US exporter sells is, unless the order says where
/// else.
fn in_us(facts: &Facts<'_>, goods: &Goods) -> Truth {
    if facts.ship_from.known.contains("US") {
        return Truth::Yes;
    }
    if let Some(declared) = goods.in_us {
        return declared;
    }
    if facts.exporters.known.contains("US") {
        return Truth::Yes;
    }
    if facts.ship_from.complete { Truth::No } else { Truth::Unknown }
}

/// Facts of export control classification.
#[expect(clippy::wildcard_enum_match_arm, reason = "other facts are answered by the next of four")]
fn of_control(fact: Fact, goods: &Goods, found: &LineFound) -> Option<Known<'static>> {
    let eccn = goods.read_eccn();
    let is_ear99 = matches!(eccn, Leaf::Given(Eccn::Ear99));
    let classified = matches!(eccn, Leaf::Given(_));
    let truth = match fact {
        Fact::LineEar99 => {
            if classified {
                is_ear99.into()
            } else {
                Truth::Unknown
            }
        }
        Fact::LineEccnBad => match eccn {
            Leaf::Bad { .. } => Truth::Yes,
            Leaf::Given(_) => (!is_ear99 && !found.on_ccl.is_yes()).into(),
            Leaf::Missing => Truth::No,
        },
        Fact::LineOnCcl | Fact::LineAtOnly if is_ear99 => Truth::No,
        Fact::LineOnCcl => {
            if classified {
                found.on_ccl
            } else {
                Truth::Unknown
            }
        }
        Fact::LineAtOnly => {
            if classified {
                found.at_only
            } else {
                Truth::Unknown
            }
        }
        Fact::LineChartRequired => return Some(chart_required(&eccn, found)),
        Fact::LineUsml => match goods.usml.as_deref().map(str::trim) {
            Some(text) if is_none(text) => Truth::No,
            Some(_) => Truth::Yes,
            // Whoever gave an ECCN has found the goods to be under the other regulations.
            None => {
                if classified {
                    Truth::No
                } else {
                    Truth::Unknown
                }
            }
        },
        Fact::LineCategory => {
            let entry =
                eccn.given().and_then(|it| it.entry().and_then(|code| code.get(..1)).map(str::to_owned));
            let codes = if is_ear99 { Codes::all(Vec::<String>::new()) } else { Codes::of(entry) };
            return Some(Known::codes(codes));
        }
        _ => return None,
    };
    Some(Known::truth(truth))
}

/// Whether any column requires a licence. An entry of which no reason was looked up says nothing.
fn chart_required(eccn: &Leaf<Eccn>, found: &LineFound) -> Known<'static> {
    let open = |why: String| Known::Truth(Truth::Unknown, Want::Open(why));
    match eccn {
        Leaf::Given(Eccn::Ear99) => Known::truth(Truth::No),
        Leaf::Given(Eccn::Entry(entry)) if found.chart.is_empty() => {
            open(format!("Which controls does {entry} have for the destination, by the Country Chart?"))
        }
        Leaf::Given(Eccn::Entry(entry)) => match Truth::any(found.chart.iter().map(|it| it.required)) {
            Truth::Unknown => {
                let unread = found.chart.iter().filter(|it| it.required.is_unknown());
                let notes: Vec<&str> = unread.map(|it| it.note.as_str()).collect();
                open(format!("Does {entry} need a licence for the destination? {}", notes.join("; ")))
            }
            known @ (Truth::Yes | Truth::No) => Known::truth(known),
        },
        Leaf::Bad { .. } | Leaf::Missing => Known::truth(Truth::Unknown),
    }
}

/// Facts of the customs code and of what the goods are.
#[expect(clippy::wildcard_enum_match_arm, reason = "other facts are answered by the last of four")]
fn of_code(fact: Fact, goods: &Goods, found: &LineFound) -> Option<Known<'static>> {
    let hs = match &found.hs {
        HsFound::Given(hs) => Some(hs),
        HsFound::Bad { .. } | HsFound::Missing => None,
    };
    let coded = hs.is_some();
    let known = match fact {
        Fact::LineHsGiven => Known::truth(!matches!(found.hs, HsFound::Missing)),
        Fact::LineHsBad => Known::truth(matches!(found.hs, HsFound::Bad { .. })),
        Fact::LineChapter => Known::codes(Codes::of(hs.map(|it| it.chapter().to_owned()))),
        Fact::LineHeading => Known::codes(Codes::of(hs.map(|it| it.heading().to_owned()))),
        Fact::LineChplHit => match &found.chpl {
            Chpl::Hit { .. } => Known::truth(Truth::Yes),
            Chpl::Candidate { .. } => Known::truth(Truth::No),
            Chpl::NotListed => Known::truth(if coded { Truth::No } else { Truth::Unknown }),
            Chpl::NoEdition => no_edition(coded),
        },
        Fact::LineChplCandidate => match &found.chpl {
            Chpl::Candidate { .. } => Known::truth(Truth::Yes),
            Chpl::Hit { .. } => Known::truth(Truth::No),
            Chpl::NotListed => Known::truth(if coded { Truth::No } else { Truth::Unknown }),
            Chpl::NoEdition => no_edition(coded),
        },
        Fact::LineItemOfConcern => Known::truth(found.item_of_concern.is_some()),
        Fact::LineTraceable => Known::truth(!goods.lots.is_empty() || !goods.serials.is_empty()),
        Fact::LineTextMismatch => Known::truth(found.text_mismatch.is_some()),
        Fact::LineRecoveredExact => {
            Known::truth(found.recovered.iter().any(|it| it.kind == RecoveredKind::Exact))
        }
        Fact::LineRecoveredAlike => {
            Known::truth(found.recovered.iter().any(|it| it.kind != RecoveredKind::Exact))
        }
        _ => return None,
    };
    Some(known)
}

/// What a priority list that is not at hand says of a code.
fn no_edition(coded: bool) -> Known<'static> {
    let why = "No edition of the priority list of that day is at hand, or the code is in no nomenclature.";
    let want = if coded { Want::Open(why.to_owned()) } else { Want::Answer };
    Known::Truth(Truth::Unknown, want)
}

/// Facts that a table of its own answers.
#[expect(clippy::wildcard_enum_match_arm, reason = "the four together answer every fact of a line")]
fn of_table(fact: Fact, goods: &Goods, found: &LineFound) -> Option<Known<'static>> {
    let supplement = |number: u8| format!("Supplement No. {number} to Part 746");
    let known = match fact {
        Fact::LineSupplement2 => table(&found.supplement_2, supplement(2)),
        Fact::LineSupplement4 => table(&found.supplement_4, supplement(4)),
        Fact::LineSupplement5 => table(&found.supplement_5, supplement(5)),
        Fact::LineSupplement6 => table(&found.supplement_6, supplement(6)),
        Fact::LineSupplement7 => table(&found.supplement_7, supplement(7)),
        Fact::LineAnnexVii => annex(found, "VII"),
        Fact::LineAnnexXi => annex(found, "XI"),
        Fact::LineAnnexXx => annex(found, "XX"),
        Fact::LineAnnexXxiii => annex(found, "XXIII"),
        Fact::LineAnnexXxxv => annex(found, "XXXV"),
        Fact::LineAnnexXl => annex(found, "XL"),
        Fact::LineEuDualUse => match goods.eu_dual_use.as_deref().map(str::trim) {
            Some(text) if is_none(text) => Known::truth(Truth::No),
            Some(_) => Known::truth(Truth::Yes),
            None => match row(found, "DUAL-USE") {
                // The annex is not loaded: whoever classified the goods can say it as well.
                None | Some(TableAnswer::NotLoaded) => Known::truth(Truth::Unknown),
                Some(answer) => table(answer, "Annex I to Regulation (EU) 2021/821".to_owned()),
            },
        },
        _ => return None,
    };
    Some(known)
}

/// The annex's answer about the line; `None` where the program did not ask.
fn row<'found>(found: &'found LineFound, annex: &str) -> Option<&'found TableAnswer> {
    found.eu_annexes.iter().find(|it| it.annex == annex).map(|it| &it.answer)
}

fn annex(found: &LineFound, annex: &str) -> Known<'static> {
    let name = format!("Annex {annex} to Regulation (EU) 833/2014");
    table(row(found, annex).unwrap_or(&TableAnswer::NotLoaded), name)
}

fn table(answer: &TableAnswer, name: String) -> Known<'static> {
    match answer {
        TableAnswer::In(_) => Known::truth(Truth::Yes),
        TableAnswer::NotIn => Known::truth(Truth::No),
        TableAnswer::Undetermined(why) => Known::Truth(Truth::Unknown, Want::Open(why.clone())),
        TableAnswer::NotLoaded => Known::Truth(Truth::Unknown, Want::Table(name)),
    }
}

/// Whether somebody wrote that there is none.
fn is_none(text: &str) -> bool {
    ["none", "no", "n/a", "-", ""].iter().any(|it| text.eq_ignore_ascii_case(it))
}
