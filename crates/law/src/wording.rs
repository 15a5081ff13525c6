//! The texts of rules and questions, with slots that the facts of the case fill.

use std::fmt::Write as _;

use vocab::{Date, ListName};

use crate::facts::{About, Facts, Who};
use crate::found_goods::{Chpl, HsFound, LineFound, TableAnswer};
use crate::matching;
use crate::order::Leaf;

/// A text with slots, tested when the pack is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Wording(Vec<Piece>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Plain(String),
    Slot(Slot),
}

/// What may stand in braces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Slot {
    Date,
    Destination,
    Onward,
    Transit,
    Currency,
    Region,
    Party,
    Role,
    Country,
    Line,
    Goods,
    Hs,
    Eccn,
    Origin,
    Tier,
    Successors,
    Chart,
    Row,
    Arithmetic,
    Concern,
    Mismatch,
    Recovered,
    BadHs,
    BadIds,
    BadImo,
    List,
    Caption,
    Entry,
    Requirement,
    Policy,
    Programs,
    Footnotes,
    Annex,
    Listed,
    Places,
    Vessel,
    Ours,
    Theirs,
    ListedThere,
    Count,
    Ownership,
}

impl Slot {
    const ALL: [(&'static str, Self); 39] = [
        ("date", Self::Date),
        ("destination", Self::Destination),
        ("onward", Self::Onward),
        ("transit", Self::Transit),
        ("currency", Self::Currency),
        ("region", Self::Region),
        ("party", Self::Party),
        ("role", Self::Role),
        ("country", Self::Country),
        ("line", Self::Line),
        ("goods", Self::Goods),
        ("hs", Self::Hs),
        ("eccn", Self::Eccn),
        ("origin", Self::Origin),
        ("tier", Self::Tier),
        ("successors", Self::Successors),
        ("chart", Self::Chart),
        ("row", Self::Row),
        ("arithmetic", Self::Arithmetic),
        ("concern", Self::Concern),
        ("mismatch", Self::Mismatch),
        ("recovered", Self::Recovered),
        ("bad_hs", Self::BadHs),
        ("bad_ids", Self::BadIds),
        ("bad_imo", Self::BadImo),
        ("list", Self::List),
        ("caption", Self::Caption),
        ("entry", Self::Entry),
        ("requirement", Self::Requirement),
        ("policy", Self::Policy),
        ("programs", Self::Programs),
        ("footnotes", Self::Footnotes),
        ("annex", Self::Annex),
        ("listed", Self::Listed),
        ("places", Self::Places),
        ("vessel", Self::Vessel),
        ("ours", Self::Ours),
        ("theirs", Self::Theirs),
        ("listed_there", Self::ListedThere),
    ];
    const MORE: [(&'static str, Self); 2] = [("count", Self::Count), ("ownership", Self::Ownership)];
}

impl Wording {
    /// Reads a text; a slot that does not exist is an error that names it.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((plain, after)) = rest.split_once('{') {
            let (name, after) =
                after.split_once('}').ok_or_else(|| format!("a `{{` without `}}` in `{text}`"))?;
            let slot = Slot::ALL.into_iter().chain(Slot::MORE).find(|(it, _)| *it == name);
            let (_, slot) = slot.ok_or_else(|| format!("`{{{name}}}` is not a slot, in `{text}`"))?;
            pieces.push(Piece::Plain(plain.to_owned()));
            pieces.push(Piece::Slot(slot));
            rest = after;
        }
        pieces.push(Piece::Plain(rest.to_owned()));
        Ok(Self(pieces))
    }

    /// The text with its slots filled.
    pub(crate) fn fill(&self, facts: &Facts<'_>, about: About<'_>, date: Date) -> String {
        let mut text = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Plain(plain) => text.push_str(plain),
                Piece::Slot(slot) => text.push_str(&filled(*slot, facts, about, date)),
            }
        }
        text
    }
}

/// A party's or ship's name as the order has it.
pub(crate) fn name_of(facts: &Facts<'_>, who: Who) -> String {
    let name = match who {
        Who::Party(place) => facts.order.parties.get(place).and_then(|party| party.name.clone()),
        Who::Vessel(place) => {
            let vessel = facts.order.legs().get(place).and_then(|leg| leg.vessel.as_ref());
            vessel.and_then(|it| it.name.clone().or_else(|| it.imo.as_ref().map(|imo| format!("IMO {imo}"))))
        }
    };
    name.unwrap_or_else(|| "without a name".to_owned())
}

fn filled(slot: Slot, facts: &Facts<'_>, about: About<'_>, date: Date) -> String {
    of_order(slot, facts, date)
        .or_else(|| of_line(slot, facts, about))
        .or_else(|| of_listing(slot, about))
        .or_else(|| of_party(slot, facts, about))
        .unwrap_or_else(|| "not known".to_owned())
}

#[expect(clippy::wildcard_enum_match_arm, reason = "other slots are filled by the next of four")]
fn of_order(slot: Slot, facts: &Facts<'_>, date: Date) -> Option<String> {
    use crate::fact::Fact;
    let codes = |fact| match facts.known(fact, About::default()) {
        crate::answers::Known::Codes(codes) if !codes.known.is_empty() => Some(country_names(&codes.line())),
        crate::answers::Known::Codes(_)
        | crate::answers::Known::Truth(..)
        | crate::answers::Known::Day(_) => None,
    };
    match slot {
        Slot::Date => Some(date.to_string()),
        Slot::Destination => codes(Fact::Destination),
        Slot::Onward => codes(Fact::Onward),
        Slot::Transit => codes(Fact::RouteTransit),
        Slot::Currency => codes(Fact::PaymentCurrency),
        Slot::Region => facts.order.destination.as_ref()?.region.clone(),
        _ => None,
    }
}

/// Codes of countries as names; other codes as they are.
fn country_names(codes: &str) -> String {
    let names =
        codes.split(", ").map(|code| vocab::CountryCode::from_alpha2(code).map_or(code, |it| it.name()));
    names.collect::<Vec<_>>().join(", ")
}

#[expect(clippy::wildcard_enum_match_arm, reason = "other slots are filled by the next of four")]
fn of_line(slot: Slot, facts: &Facts<'_>, about: About<'_>) -> Option<String> {
    let place = about.line?;
    let goods = facts.order.goods.get(place)?;
    let nothing = LineFound::default();
    let found = facts.found.lines.get(place).unwrap_or(&nothing);
    match slot {
        Slot::Line => Some(facts.line_number(place).to_string()),
        Slot::Goods => goods.text.clone(),
        Slot::Hs => goods.hs.clone(),
        Slot::Eccn => goods.eccn.clone(),
        Slot::Origin => goods.read_origin().given().map(|it| it.name().to_owned()),
        Slot::Tier => match &found.chpl {
            Chpl::Hit { tier, edition } => Some(format!("tier {tier} in the edition of {edition}")),
            Chpl::Candidate { .. } | Chpl::NotListed | Chpl::NoEdition => None,
        },
        Slot::Successors => match &found.chpl {
            Chpl::Candidate { successors, .. } => Some(successors.join(", ")),
            Chpl::Hit { .. } | Chpl::NotListed | Chpl::NoEdition => None,
        },
        Slot::Chart => Some(required_columns(found)),
        Slot::Row => Some(rows(found).join("; ")).filter(|it| !it.is_empty()),
        Slot::Arithmetic => found.de_minimis.as_ref().map(|it| it.arithmetic.clone()),
        Slot::Concern => found.item_of_concern.as_ref().map(|it| format!("{} ({})", it.class, it.basis)),
        Slot::Mismatch => found.text_mismatch.as_ref().map(|it| it.sentence.clone()),
        Slot::Recovered => Some(recovered(found)),
        Slot::BadHs => match &found.hs {
            HsFound::Bad { text, reason } => Some(format!("`{text}`: {reason}")),
            HsFound::Given(_) | HsFound::Missing => None,
        },
        _ => None,
    }
}

/// The columns of the Country Chart that require a licence.
fn required_columns(found: &LineFound) -> String {
    let required = found.chart.iter().filter(|it| it.required.is_yes());
    let columns: Vec<&str> = required.map(|it| it.column.as_str()).collect();
    columns.join(", ")
}

/// The rows of tables that the line is in.
fn rows(found: &LineFound) -> Vec<String> {
    let supplements = [
        (2, &found.supplement_2),
        (4, &found.supplement_4),
        (5, &found.supplement_5),
        (6, &found.supplement_6),
        (7, &found.supplement_7),
    ];
    let supplements = supplements.into_iter().map(|(number, it)| (format!("Supplement No. {number}"), it));
    let annexes = found.eu_annexes.iter().map(|it| (format!("Annex {}", it.annex), &it.answer));
    let all = supplements.chain(annexes).filter_map(|(name, answer)| match answer {
        TableAnswer::In(row) => Some(format!("{name}: {row}")),
        TableAnswer::Undetermined(_) | TableAnswer::NotIn | TableAnswer::NotLoaded => None,
    });
    all.collect()
}

fn recovered(found: &LineFound) -> String {
    let mut text = String::new();
    for (place, hit) in found.recovered.iter().take(3).enumerate() {
        let comma = if place == 0 { "" } else { "; " };
        let _ = write!(
            text,
            "{comma}{} of {} in {} ({})",
            hit.part,
            hit.maker,
            hit.weapons.join(", "),
            hit.source
        );
    }
    text
}

#[expect(clippy::wildcard_enum_match_arm, reason = "other slots are filled by the last of four")]
fn of_listing(slot: Slot, about: About<'_>) -> Option<String> {
    if let Some(hit) = about.address {
        match slot {
            Slot::Ours => return Some(hit.ours.clone()),
            Slot::Theirs => return Some(hit.theirs.clone()),
            Slot::ListedThere => return Some(hit.party.clone().unwrap_or_else(|| hit.entries.join(", "))),
            Slot::Count => return Some(hit.listed_at_building.to_string()),
            Slot::List => return Some(title(hit.list)),
            _ => {}
        }
    }
    if let (Some(owner), Slot::Ownership) = (about.owner, slot) {
        return Some(owner.sentence.clone());
    }
    let matched = about.matched?;
    match slot {
        Slot::List => Some(title(matched.list)),
        Slot::Caption => Some(matched.caption.clone()),
        Slot::Entry => Some(matched.entry.clone()),
        Slot::Requirement => matched.requirement.clone(),
        Slot::Policy => matched.policy.clone(),
        Slot::Programs => (!matched.programs.is_empty()).then(|| matched.programs.join(", ")),
        Slot::Footnotes => {
            let footnotes: Vec<String> = matching::footnotes(matched).iter().map(u8::to_string).collect();
            Some(footnotes.join(", "))
        }
        Slot::Annex => matched.annex.clone(),
        Slot::Listed => Some(matched.interval.to_string()),
        _ => None,
    }
}

fn title(list: ListName) -> String {
    list.title().to_owned()
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the four together fill every slot")]
fn of_party(slot: Slot, facts: &Facts<'_>, about: About<'_>) -> Option<String> {
    let leg = about.leg.and_then(|place| facts.order.legs().get(place));
    match slot {
        Slot::Places => {
            let leg = leg?;
            let named = |end: &Option<String>| end.clone().unwrap_or_else(|| "an unnamed place".to_owned());
            return Some(format!("{} to {}", named(&leg.from), named(&leg.to)));
        }
        Slot::Vessel => return about.leg.map(|place| name_of(facts, Who::Vessel(place))),
        Slot::BadImo => {
            return match leg?.vessel.as_ref()?.read_imo() {
                Leaf::Bad { text, reason } => Some(format!("`{text}`: {reason}")),
                Leaf::Given(_) | Leaf::Missing => None,
            };
        }
        _ => {}
    }
    let who = about.who?;
    match (slot, who) {
        (Slot::Party, who) => Some(name_of(facts, who)),
        (Slot::Role, Who::Vessel(_)) => Some("vessel".to_owned()),
        (Slot::Role, Who::Party(place)) => {
            let role = facts.order.parties.get(place).and_then(|party| party.role);
            Some(role.map_or("party", crate::order::Role::words).to_owned())
        }
        (Slot::Country, Who::Party(place)) => {
            facts.order.parties.get(place)?.read_country().given().map(|it| it.name().to_owned())
        }
        (Slot::BadIds, Who::Party(place)) => {
            let faults = facts.found.parties.get(place)?.id_faults.iter();
            let each = faults.map(|it| format!("{} `{}`: {}", it.kind, it.text, it.reason));
            Some(each.collect::<Vec<_>>().join("; "))
        }
        _ => None,
    }
}
