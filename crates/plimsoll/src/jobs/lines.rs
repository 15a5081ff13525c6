//! What the goods engine finds about a line of an order.

use goods::{ChartAnswer, ChplAnswer, MatchKind, Part746, Standing, Supplement, SupplementTable};
use law::order::{Goods, Leaf};
use law::{
    ChartReason, Chpl, Concern, DeMinimisFound, EuAnnexFound, HsFound, LineFound, RecoveredFound,
    RecoveredKind, TableAnswer, TextMismatch,
};
use vocab::{CountryCode, Date, Hs, HsVintage, Truth};

use super::tables::{EU_ANNEXES, Tables};

/// What is found about one line, for a destination, as tables stood on a day.
pub(super) fn found(line: &Goods, destination: Option<CountryCode>, on: Date, tables: &Tables) -> LineFound {
    let hs = line.read_hs();
    let code = hs.clone().given();
    let mut found = LineFound {
        hs: match hs {
            Leaf::Given(hs) => HsFound::Given(hs),
            Leaf::Bad { text, reason } => HsFound::Bad { text, reason },
            Leaf::Missing => HsFound::Missing,
        },
        ..LineFound::default()
    };
    let text = line.text.as_deref().unwrap_or_default();
    if let Some(code) = &code {
        priority(&mut found, code, line.hs_vintage.as_deref(), on);
        supplements(&mut found, code, tables.part_746());
        found.eu_annexes = EU_ANNEXES.iter().map(|annex| eu_annex(annex, code, on, tables)).collect();
        found.text_mismatch = goods::text_against_code(text, code).map(|it| TextMismatch {
            sentence: it.sentence(),
            candidates: it.usual_codes.iter().map(|&code| code.to_owned()).collect(),
        });
    }
    found.item_of_concern = goods::item_of_concern(text, code.as_ref())
        .map(|it| Concern { class: it.class.to_string(), basis: it.why });
    if let Some(mpn) = &line.mpn {
        found.recovered = recovered(line.manufacturer.as_deref(), mpn);
    }
    control_list(&mut found, line, destination);
    found.de_minimis = destination.and_then(|destination| de_minimis(line, destination));
    found
}

fn priority(found: &mut LineFound, code: &Hs, vintage: Option<&str>, on: Date) {
    let declared: Option<HsVintage> = vintage.and_then(|text| match text.parse() {
        Ok(vintage) => Some(vintage),
        Err(reason) => {
            found.hs_vintage.push(format!("the nomenclature `{text}` cannot be read: {reason}"));
            None
        }
    });
    found.chpl = match goods::chpl(code, declared, on) {
        ChplAnswer::Hit { row, edition } => {
            Chpl::Hit { tier: row.tier.to_string(), edition: edition.to_string() }
        }
        ChplAnswer::Candidate { successors, edition, .. } => Chpl::Candidate {
            successors: successors
                .iter()
                .filter_map(|(code, row)| row.map(|row| format!("{code} (tier {})", row.tier)))
                .collect(),
            edition: edition.to_string(),
        },
        ChplAnswer::NotListed { .. } => Chpl::NotListed,
        // Nobody can tell what a code that is in no nomenclature stands for.
        ChplAnswer::NotInNomenclature { .. } | ChplAnswer::NoEdition { .. } => Chpl::NoEdition,
    };
    match goods::standing(code) {
        Standing::Current => {}
        Standing::Older { successors } => found.hs_vintage.push(format!(
            "{} is a code of an older nomenclature; in HS 2022 it became {}",
            code.six(),
            successors.join(", ")
        )),
        Standing::NotInNomenclature => {
            found.hs_vintage.push(format!("{} is not in the nomenclature of HS 2022", code.six()));
        }
    }
}

fn supplements(found: &mut LineFound, code: &Hs, part_746: Option<&Part746>) {
    let answer = |supplement| {
        part_746.map_or(TableAnswer::NotLoaded, |part| supplement_answer(part, supplement, code))
    };
    found.supplement_2 = answer(Supplement::No2);
    found.supplement_4 = answer(Supplement::No4);
    found.supplement_5 = answer(Supplement::No5);
    found.supplement_6 = answer(Supplement::No6);
    found.supplement_7 = answer(Supplement::No7);
}

fn supplement_answer(part: &Part746, supplement: Supplement, code: &Hs) -> TableAnswer {
    if let SupplementTable::Missing { .. } = part.table(supplement) {
        return TableAnswer::NotLoaded;
    }
    let covers = part.covers(supplement, code);
    let row = covers.row.map(|row| {
        let code = row.code.as_ref().map_or_else(String::new, ToString::to_string);
        format!("{code} {}", row.text).trim().to_owned()
    });
    match covers.listed {
        Truth::Yes => TableAnswer::In(row.unwrap_or_default()),
        Truth::No => TableAnswer::NotIn,
        Truth::Unknown => {
            TableAnswer::Undetermined(row.unwrap_or_else(|| "the table has rows that do not read".to_owned()))
        }
    }
}

fn eu_annex(annex: &str, code: &Hs, on: Date, tables: &Tables) -> EuAnnexFound {
    let loaded = tables.eu_annexes().filter(|it| it.is_loaded(annex));
    // Annex XL is known as the mirror of the priority list, row by row unverified, until the annex itself is loaded.
    let table = loaded.or_else(|| (annex == "XL").then(goods::annex_xl_mirror));
    let answer = table.map_or(TableAnswer::NotLoaded, |table| {
        let (listed, row) = table.lists(annex, code, on);
        let row =
            row.map_or_else(String::new, |row| format!("{} {} ({})", row.cn_prefix, row.text, row.source));
        match listed {
            Truth::Yes => TableAnswer::In(row),
            Truth::No => TableAnswer::NotIn,
            Truth::Unknown => TableAnswer::Undetermined(row),
        }
    });
    EuAnnexFound { annex: annex.to_owned(), answer }
}

fn recovered(manufacturer: Option<&str>, mpn: &str) -> Vec<RecoveredFound> {
    let hits = goods::recovered(manufacturer, mpn).into_iter();
    let shown = hits.map(|hit| {
        let first = hit.records.first();
        RecoveredFound {
            kind: match hit.kind {
                MatchKind::Exact => RecoveredKind::Exact,
                MatchKind::Family => RecoveredKind::Family,
                MatchKind::PartOnly => RecoveredKind::PartOnly,
            },
            maker: first.map_or_else(String::new, |it| it.maker.clone()),
            weapons: hit.weapons().into_iter().map(str::to_owned).collect(),
            source: first.map_or_else(String::new, |it| it.source_url()),
            part: hit.part,
        }
    });
    shown.collect()
}

fn control_list(found: &mut LineFound, line: &Goods, destination: Option<CountryCode>) {
    let Some(eccn) = line.read_eccn().given() else { return };
    if eccn.is_ear99() {
        found.on_ccl = Truth::No;
        found.at_only = Truth::No;
        return;
    }
    let entry = eccn.entry().and_then(goods::ccl_entry);
    found.on_ccl = entry.map_or(Truth::Unknown, |_| Truth::Yes);
    found.at_only = entry.map_or(Truth::Unknown, |entry| Truth::from(entry.reasons.trim() == "AT"));
    let Some(destination) = destination else { return };
    found.chart = match goods::licence_reasons(&eccn, destination) {
        ChartAnswer::Reasons { entry, reasons, footnotes } if reasons.is_empty() => vec![ChartReason {
            column: String::new(),
            control_text: entry.heading.clone(),
            required: Truth::Unknown,
            note: format!("the entry states its requirements in prose. {footnotes}").trim().to_owned(),
        }],
        ChartAnswer::Reasons { reasons, footnotes, .. } => reasons
            .iter()
            .map(|reason| ChartReason {
                column: reason.control.column.map_or_else(String::new, |it| it.to_string()),
                control_text: reason.control.text.clone(),
                required: reason.required,
                note: format!("{} {footnotes}", reason.sentence()).trim().to_owned(),
            })
            .collect(),
        ChartAnswer::Embargoed { entry, see } => vec![ChartReason {
            column: String::new(),
            control_text: entry.heading.clone(),
            required: Truth::Unknown,
            note: format!("the chart has no marks for {}: {see}", destination.name()),
        }],
        ChartAnswer::NoRow { .. } | ChartAnswer::NoEntry { .. } | ChartAnswer::Ear99 => Vec::new(),
    };
}

/// Controlled US content against its threshold, where both values are in one currency.
fn de_minimis(line: &Goods, destination: CountryCode) -> Option<DeMinimisFound> {
    let content = line.us_controlled_value.as_ref()?.read().given()?;
    let value = line.value.as_ref()?.read().given()?;
    if content.currency != value.currency {
        return Some(DeMinimisFound {
            above: Truth::Unknown,
            arithmetic: format!("{content} of US content and a value of {value} are in two currencies"),
        });
    }
    let eccns: Vec<_> = line.us_content_eccns.iter().filter_map(|it| it.parse().ok()).collect();
    let units = |amount: vocab::Decimal| u64::try_from(amount.ten_thousandths()).ok();
    let answer = goods::de_minimis(units(value.amount)?, units(content.amount)?, &eccns, destination);
    Some(DeMinimisFound { above: answer.above, arithmetic: answer.arithmetic })
}
