//! What speaks for a finding, with both sides and where theirs stands.

use crate::decision::EvidenceLine;
use crate::fact::Fact;
use crate::facts::{About, Facts, Who};
use crate::found_goods::{LineFound, TableAnswer};
use crate::found_party::{EvidenceFound, ListMatch};
use crate::rule::Rule;

/// The evidence of a match, each line with its place in the list.
pub(crate) fn of_listing(matched: &ListMatch, lines: &[EvidenceFound]) -> Vec<EvidenceLine> {
    let given = |text: &String| (!text.is_empty()).then(|| text.clone());
    let each = lines.iter().map(|line| EvidenceLine {
        sentence: line.sentence.clone(),
        ours: given(&line.ours),
        theirs: given(&line.theirs),
        locator: Some(
            format!("{} {} {}", matched.locator.list, matched.locator.entry, line.field)
                .trim_end()
                .to_owned(),
        ),
    });
    each.collect()
}

/// The evidence of a rule about goods, addresses, legs and owners: what the order says, and the rows that were read.
pub(crate) fn of_rule(facts: &Facts<'_>, rule: &Rule, about: About<'_>) -> Vec<EvidenceLine> {
    let mut lines = Vec::new();
    if let Some(place) = about.line {
        of_goods(facts, rule, place, &mut lines);
    }
    if let Some(hit) = about.address {
        lines.push(EvidenceLine {
            sentence: hit.sentence.clone(),
            ours: Some(hit.ours.clone()),
            theirs: Some(hit.theirs.clone()),
            locator: Some(format!("{} {}", hit.digest, hit.entries.join(", "))),
        });
    }
    if let (Some(Who::Party(_) | Who::Vessel(_)), Some(owner)) = (about.who, about.owner) {
        lines.push(EvidenceLine { sentence: owner.sentence.clone(), ..EvidenceLine::default() });
    }
    if let Some(place) = about.leg {
        let found = facts.found.legs.get(place);
        for end in found.into_iter().flat_map(|leg| [&leg.from, &leg.to]).flatten() {
            lines.push(EvidenceLine {
                sentence: end.basis.clone(),
                ours: Some(end.text.clone()),
                theirs: end.name.clone(),
                locator: None,
            });
        }
    }
    if let Some(flag) = rule.flag.as_deref() {
        for flag in facts.order.flags.iter().filter(|it| it.id == flag) {
            let who = flag.who.as_deref().unwrap_or("somebody");
            let when = flag.when.as_deref().unwrap_or("a day that is not recorded");
            let evidence = flag.evidence.as_deref().map_or(String::new(), |it| format!(": {it}"));
            lines.push(EvidenceLine {
                sentence: format!("{who} answered on {when}{evidence}"),
                ..EvidenceLine::default()
            });
        }
    }
    lines
}

fn of_goods(facts: &Facts<'_>, rule: &Rule, place: usize, lines: &mut Vec<EvidenceLine>) {
    let Some(goods) = facts.order.goods.get(place) else {
        return;
    };
    let nothing = LineFound::default();
    let found = facts.found.lines.get(place).unwrap_or(&nothing);
    let asks =
        |fact: Fact| rule.when.mentions(fact) || rule.nexus.as_ref().is_some_and(|it| it.mentions(fact));
    let parts =
        [("HS", &goods.hs), ("ECCN", &goods.eccn), ("origin", &goods.origin), ("part number", &goods.mpn)];
    let parts = parts.into_iter().filter_map(|(name, value)| Some(format!("{name} {}", value.as_ref()?)));
    let said: Vec<String> = goods.text.iter().cloned().chain(parts).collect();
    let line = facts.line_number(place);
    lines
        .push(EvidenceLine { ours: Some(said.join(", ")), ..sentence(format!("Line {line} of the order.")) });
    if asks(Fact::LineChartRequired) {
        for reason in found.chart.iter().filter(|it| !it.required.is_no()) {
            let required =
                if reason.required.is_yes() { "requires a licence" } else { "may require a licence" };
            let text = format!("{} {required}: {}", reason.column, reason.control_text);
            lines.push(EvidenceLine {
                theirs: Some(reason.note.clone()).filter(|it| !it.is_empty()),
                ..sentence(text)
            });
        }
    }
    let tables = [
        (Fact::LineSupplement2, "Supplement No. 2 to Part 746", &found.supplement_2),
        (Fact::LineSupplement4, "Supplement No. 4 to Part 746", &found.supplement_4),
        (Fact::LineSupplement5, "Supplement No. 5 to Part 746", &found.supplement_5),
        (Fact::LineSupplement6, "Supplement No. 6 to Part 746", &found.supplement_6),
        (Fact::LineSupplement7, "Supplement No. 7 to Part 746", &found.supplement_7),
    ];
    for (fact, name, answer) in tables {
        if let (true, TableAnswer::In(row)) = (asks(fact), answer) {
            lines.push(EvidenceLine {
                theirs: Some(row.clone()),
                ..sentence(format!("The line is in {name}."))
            });
        }
    }
    for hit in
        found.recovered.iter().filter(|_| asks(Fact::LineRecoveredExact) || asks(Fact::LineRecoveredAlike))
    {
        let text = format!("{} of {}, recovered from {}", hit.part, hit.maker, hit.weapons.join(", "));
        lines.push(EvidenceLine { theirs: Some(hit.source.clone()), ..sentence(text) });
    }
    if asks(Fact::LineAboveDeMinimis) || asks(Fact::LineDeMinimisComputed) {
        lines.extend(found.de_minimis.iter().map(|it| sentence(it.arithmetic.clone())));
    }
    if asks(Fact::LineItemOfConcern) {
        lines.extend(found.item_of_concern.iter().map(|it| sentence(format!("{}: {}", it.class, it.basis))));
    }
}

fn sentence(text: String) -> EvidenceLine {
    EvidenceLine { sentence: text, ..EvidenceLine::default() }
}
