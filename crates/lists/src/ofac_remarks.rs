//! OFAC's remarks: a small language of labelled items with `; ` between them, in which half of an entry stands.
//!
//! Weak aliases, ship and tax numbers, flags, dates of birth, links and measures are all there and nowhere else in the
//! CSV files. An item that no rule knows is kept as a remark, and counted.

use ledger::{CountryRole, DetailKind, IdKind, LinkKind, NameKind};
use vocab::{CountryCode, Schema};

use crate::draft::{Draft, country_at_end, country_named, is_blank};
use crate::identify::imo_kind;
use crate::ofac_labels::{Says, labelled};

/// How much of the remarks was understood.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Understood {
    /// Items read.
    pub items: u64,
    /// Items kept as remarks, because no label fits or the value after the label has another shape.
    pub plain: u64,
}

/// Reads remarks, whole, into the draft.
pub(crate) fn read_remarks(remarks: &str, field: &'static str, into: &mut Draft, count: &mut Understood) {
    for item in items(remarks) {
        count.items += 1;
        if !read_item(item, field, into) {
            count.plain += 1;
            into.detail(DetailKind::Remark, item, field);
        }
    }
}

/// The items of remarks: parts between `; `, without the full stop at the end of the whole.
///
/// A semicolon inside of a quoted alias separates nothing.
fn items(remarks: &str) -> impl Iterator<Item = &str> {
    let remarks = remarks.trim();
    let mut rest = if remarks == "-0-" { "" } else { without_full_stop(remarks) };
    std::iter::from_fn(move || {
        while !rest.is_empty() {
            let end = end_of_item(rest);
            let item = rest.get(..end).unwrap_or_default().trim();
            rest = rest.get(end + 1..).unwrap_or_default();
            if !item.is_empty() {
                return Some(item);
            }
        }
        None
    })
}

/// Where the first item of `text` ends: at the first semicolon, or for a quoted alias at the one after its quote.
fn end_of_item(text: &str) -> usize {
    let quoted = quoted_alias(text.trim_start()).is_some();
    if quoted && let Some(end) = text.find("';") {
        return end + 1;
    }
    text.find(';').unwrap_or(text.len())
}

/// One item; `false` where no rule knows it.
fn read_item(item: &str, field: &'static str, into: &mut Draft) -> bool {
    let item = item.strip_prefix("alt. ").or_else(|| item.strip_prefix("Alt. ")).unwrap_or(item);
    if let Some(alias) = quoted_alias(item) {
        let alias = alias.trim_end_matches(['\'', '.']).trim();
        into.name(NameKind::Weak, alias, field);
        return !is_blank(alias);
    }
    let Some((label, says, rest)) = labelled(item) else { return false };
    read_value(label, says, rest, item, field, into)
}

/// The value of an item, or of an identifier of which the label stood apart; `false` where it has another shape.
pub(crate) fn read_value(
    label: &str,
    says: Says,
    rest: &str,
    item: &str,
    field: &'static str,
    into: &mut Draft,
) -> bool {
    match says {
        Says::Id(IdKind::Wallet) => read_wallet(rest, field, into),
        Says::Id(kind) => read_number(kind, label, rest, field, into),
        Says::ImoOr(kind) => read_number(imo_or(kind, rest, into), label, rest, field, into),
        Says::Date(kind) => into.date(kind, rest, field),
        Says::Country(role) => {
            rest.eq_ignore_ascii_case("none identified") || into.country(role, rest, field)
        }
        Says::BirthPlace => {
            into.detail(DetailKind::BirthPlace, rest, field);
            if let Some(code) = country_at_end(rest) {
                into.country_code(CountryRole::Birth, code, field);
            }
            !is_blank(rest)
        }
        Says::Gender => into.gender(rest),
        Says::Link => {
            into.link(LinkKind::LinkedTo, &with_its_full_stop(rest), field);
            !is_blank(rest)
        }
        Says::Detail(kind) => {
            into.detail(kind, rest, field);
            !is_blank(rest)
        }
        Says::Labelled(kind) => {
            into.detail(kind, item, field);
            true
        }
        Says::Measure => {
            push_measure(item, into);
            true
        }
    }
}

/// A number with its country in brackets, its issue and its expiry: `A10472263 (Malaysia) issued 12 Aug 2000`.
fn read_number(kind: IdKind, label: &str, rest: &str, field: &'static str, into: &mut Draft) -> bool {
    let (number, country) = number_and_country(rest);
    if !number.bytes().any(|byte| byte.is_ascii_digit())
        && !matches!(kind, IdKind::Bic | IdKind::Security | IdKind::Aircraft | IdKind::CallSign)
    {
        return false;
    }
    let country = country.and_then(country_named);
    // OFAC's word for an LEI is also the Dutch one for a registration number, and only Russia's gazette number is the
    // statistics code.
    let is_another = match (kind, country) {
        (IdKind::Lei, _) => number.trim().len() != 20,
        (IdKind::Okpo, Some(country)) => country != CountryCode::RU,
        _ => false,
    };
    let kind = if is_another { IdKind::Registration } else { kind };
    let before = into.party.ids.len();
    into.id(kind, number, rest, country, field);
    if into.party.ids.len() == before + 1 && matches!(kind, IdKind::Other) {
        // A bare number of an odd kind means nothing without its label.
        if let Some(id) = into.party.ids.last_mut() {
            id.text = format!("{label} {rest}");
        }
    }
    true
}

/// Splits `467323, Doc. 694710 (Panama) issued 2 May 2009` into the number and the country's name.
fn number_and_country(rest: &str) -> (&str, Option<&str>) {
    let until =
        [" issued ", " expires "].iter().filter_map(|word| rest.find(word)).min().unwrap_or(rest.len());
    let number = rest.get(..until).unwrap_or(rest).trim();
    let Some((before, after)) = number.rsplit_once('(') else { return (number, None) };
    match after.split_once(')') {
        Some((country, left)) if left.trim().is_empty() && !before.trim().is_empty() => {
            (before.trim(), Some(country))
        }
        Some(_) | None => (number, None),
    }
}

/// `XBT 12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h`: the address is compared, the currency is shown.
fn read_wallet(rest: &str, field: &'static str, into: &mut Draft) -> bool {
    let address = rest.split_whitespace().last().unwrap_or_default();
    into.id(IdKind::Wallet, address, rest, None, field);
    address.len() > 8
}

/// What a number is that may be an IMO number: `IMO 9481934`, `8606173` of a vessel, `IMO 6083740` of a company.
fn imo_or(kind: IdKind, rest: &str, of: &Draft) -> IdKind {
    let is_vessel = of.party.schema == Schema::Vessel;
    let bare_imo = is_vessel && rest.trim().parse::<vocab::Imo>().is_ok();
    if bare_imo || rest.trim_start().starts_with("IMO") { imo_kind(is_vessel) } else { kind }
}

/// `'X'` after `a.k.a.`, `f.k.a.` or `n.k.a.`: quoted in the remarks means weak, whatever the abbreviation.
fn quoted_alias(item: &str) -> Option<&str> {
    ["a.k.a. '", "f.k.a. '", "n.k.a. '"].iter().find_map(|start| item.strip_prefix(start))
}

fn push_measure(item: &str, into: &mut Draft) {
    let item = item.trim_end_matches('.');
    if !into.listing.measures.iter().any(|it| it == item) {
        into.listing.measures.push(item.to_owned());
    }
}

fn without_full_stop(remarks: &str) -> &str {
    remarks.strip_suffix('.').unwrap_or(remarks)
}

/// Gives back the full stop of `S.A` and `S.A. DE C.V`, which was taken for the end of the remarks.
fn with_its_full_stop(name: &str) -> String {
    let last = name.rsplit([' ', ',']).next().unwrap_or_default();
    let letters: Vec<&str> = last.split('.').collect();
    let abbreviation = letters.len() > 1 && letters.iter().all(|it| it.len() == 1);
    if abbreviation { format!("{name}.") } else { name.to_owned() }
}

/// Reads the remarks of one entry, for those who have nothing else: fuzzing, and tests.
pub fn parse_remarks(remarks: &str) -> (ledger::Party, Understood) {
    let mut draft = Draft::new(Schema::LegalEntity);
    let mut count = Understood::default();
    read_remarks(remarks, "remarks", &mut draft, &mut count);
    (draft.party, count)
}

/// A registration number without a country whose holder is in Russia only is read as a Russian one.
pub(crate) fn settle_numbers(draft: &mut Draft) {
    let mut of_place = draft
        .party
        .countries
        .iter()
        .filter(|it| matches!(it.role, CountryRole::Address | CountryRole::Jurisdiction));
    let Some(first) = of_place.next().map(|it| it.code) else { return };
    if first != CountryCode::RU || of_place.any(|it| it.code != first) {
        return;
    }
    for id in &mut draft.party.ids {
        if id.country.is_none() && matches!(id.kind, IdKind::Registration | IdKind::Tax) {
            let kind = crate::identify::refined(id.kind, &id.value, Some(first));
            // Without a country in the source only a number that its own check digits confirm is taken for one.
            let field = id.field.clone();
            if let Some(sure) = crate::identify::identifier(kind, &id.value, &id.text, None, field)
                && sure.fault.is_none()
                && kind != IdKind::Okpo
            {
                id.kind = sure.kind;
                id.value = sure.value;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use ledger::PartyDateKind;

    use super::*;

    fn read(schema: Schema, remarks: &str) -> (Draft, Understood) {
        let mut draft = Draft::new(schema);
        let mut count = Understood::default();
        read_remarks(remarks, "remarks", &mut draft, &mut count);
        (draft, count)
    }

    #[track_caller]
    fn check_ids(schema: Schema, remarks: &str, expected: &[(IdKind, &str)]) {
        let (draft, _) = read(schema, remarks);
        let ids: Vec<_> = draft.party.ids.iter().map(|id| (id.kind, id.value.as_str())).collect();
        assert_eq!(ids, expected, "{remarks}");
    }

    #[test]
    fn a_ship() {
        let remarks = "Secondary sanctions risk: See Section 11 of Executive Order 14024.; Vessel Year of Build 1984; \
                       Former Vessel Flag Malta; alt. Former Vessel Flag None Identified; \
                       Vessel Registration Identification IMO 8422682; MMSI 273390550; Linked To: VAFA WHOLESALE LTD.";
        let (draft, count) = read(Schema::Vessel, remarks);
        assert_eq!(count, Understood { items: 7, plain: 0 });
        check_ids(Schema::Vessel, remarks, &[(IdKind::Imo, "8422682"), (IdKind::Mmsi, "273390550")]);
        assert_eq!(draft.links[0].to, "VAFA WHOLESALE LTD");
        assert_eq!(draft.party.countries[0].role, CountryRole::FormerFlag);
        assert_eq!(draft.party.dates[0].kind, PartyDateKind::Build);
        assert_eq!(
            draft.listing.measures,
            ["Secondary sanctions risk: See Section 11 of Executive Order 14024"]
        );
    }

    #[test]
    fn a_company_and_its_numbers() {
        check_ids(
            Schema::LegalEntity,
            "Tax ID No. 6140000869 (Russia); Identification Number IMO 6083740; \
             Business Registration Number 1156188000649 (Russia).",
            &[(IdKind::Inn, "6140000869"), (IdKind::CompanyImo, "6083740"), (IdKind::Ogrn, "1156188000649")],
        );
        check_ids(
            Schema::LegalEntity,
            "Legal Entity Number 253400V1H6ART1UQ0N98 (Russia); alt. Legal Entity Number 851683897 (Netherlands); \
             SWIFT/BIC HAVIGB2L; Unified Social Credit Code (USCC) 91440300595653122J (China)",
            &[
                (IdKind::Lei, "253400V1H6ART1UQ0N98"),
                (IdKind::Registration, "851683897"),
                (IdKind::Bic, "HAVIGB2L"),
                (IdKind::Uscc, "91440300595653122J"),
            ],
        );
    }

    #[test]
    fn weak_aliases_stand_in_quotes() {
        let (draft, _) =
            read(Schema::LegalEntity, "a.k.a. 'CUC'; f.k.a. 'OLD; OLDER'; n.k.a. 'PEOPLE'S HALL'.");
        let names: Vec<_> = draft.party.names.iter().map(|name| (name.kind, name.text.as_str())).collect();
        let weak = NameKind::Weak;
        assert_eq!(names, [(weak, "CUC"), (weak, "OLD; OLDER"), (weak, "PEOPLE'S HALL")]);
    }

    #[test]
    fn a_full_stop_ends_the_remarks_and_not_a_name() {
        check_link("Linked To: PETROLEOS DE VENEZUELA, S.A.", "PETROLEOS DE VENEZUELA, S.A.");
        check_link("Linked To: GRUPO CINJAB, S.A. DE C.V.", "GRUPO CINJAB, S.A. DE C.V.");
        check_link("Linked To: HIZBALLAH.", "HIZBALLAH");
    }

    #[track_caller]
    fn check_link(remarks: &str, expected: &str) {
        assert_eq!(read(Schema::LegalEntity, remarks).0.links[0].to, expected);
    }

    #[test]
    fn what_no_rule_knows_stays_as_it_is() {
        let (draft, count) = read(Schema::LegalEntity, "Chairman of X; Passport (Iran); DOB sometime.");
        assert_eq!(count, Understood { items: 3, plain: 3 });
        let kept: Vec<_> = draft.party.details.iter().map(|it| it.text.as_str()).collect();
        assert_eq!(kept, ["Chairman of X", "Passport (Iran)", "DOB sometime"]);
    }

    #[test]
    fn a_period_before_a_semicolon_is_no_item() {
        let (_, count) = read(Schema::LegalEntity, "EO 14024.;; Website www.example.com.");
        assert_eq!(count.items, 2);
    }

    proptest::proptest! {
        #[test]
        fn never_panics(remarks in ".*") {
            parse_remarks(&remarks);
        }
    }
}
