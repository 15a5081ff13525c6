//! UK persons with significant control: the daily snapshot of Companies House, JSON lines.
//!
//! Shares come in bands: more than 25 to 50, more than 50 to less than 75, and 75 to 100 per cent
//! (Companies Act 2006, Schedule 1A, and SI 2016/339).

use serde_json::Value;
use vocab::Share;

use super::json_records::{records, text};
use super::table::{NOT_NAMED, day, ordered};
use super::{Format, ReadError, Reading};
use crate::statement::{Full, Interest, PartyId, Range, Reach, Span, Statement, Statements};

/// Reads one record a line.
pub(super) fn read(bytes: &[u8]) -> Result<Reading, ReadError> {
    records(bytes, Format::UkPsc, take)
}

fn take(to: &mut Statements, record: &Value, line: u32) -> Result<Result<(), String>, Full> {
    let Some(data) = record.get("data") else { return Ok(Err("no `data`".to_owned())) };
    let kind = text(data, "kind").unwrap_or_default();
    // Totals, exemptions and statements that nobody was found name no person.
    if kind.starts_with("totals") || kind.starts_with("exemptions") || kind.ends_with("statement") {
        return Ok(Ok(()));
    }
    let Some(company) = text(record, "company_number") else {
        return Ok(Err("no `company_number`".to_owned()));
    };
    let (interests, (from, until)) = match (natures(data), days(data)) {
        (Ok(interests), Ok(days)) => (interests, days),
        (Err(why), _) | (_, Err(why)) => return Ok(Err(why)),
    };
    let owned = to.party(company)?;
    let owner = person(to, data, kind, company, line)?;
    let source = to.source("UK persons with significant control");
    for (interest, share) in interests {
        let reach = Reach::Direct;
        to.add(Statement {
            owner,
            owned,
            interest,
            reach,
            share,
            from,
            to: until,
            stated: None,
            source,
            line,
        })?;
    }
    Ok(Ok(()))
}

fn natures(data: &Value) -> Result<Vec<(Interest, Range)>, String> {
    let codes = data.get("natures_of_control").and_then(Value::as_array);
    let codes = codes.into_iter().flatten().filter_map(Value::as_str);
    let mut interests = codes.map(nature).collect::<Result<Vec<_>, _>>()?;
    if interests.is_empty() {
        interests.push((Interest::Shares, Range::UNKNOWN));
    }
    Ok(interests)
}

fn days(data: &Value) -> Result<(Option<Span>, Option<Span>), String> {
    let date = |name: &str| text(data, name).map_or(Ok(None), day);
    let (from, until) = (date("notified_on")?, date("ceased_on")?);
    ordered(from, until)?;
    Ok((from, until))
}

/// Who controls: another UK company by its number, everybody else by the record's own address.
fn person(to: &mut Statements, data: &Value, kind: &str, company: &str, line: u32) -> Result<PartyId, Full> {
    let identification = data.get("identification");
    let number = identification.and_then(|it| text(it, "registration_number"));
    let place =
        identification.and_then(|it| text(it, "country_registered")).unwrap_or_default().to_lowercase();
    let home =
        ["england", "wales", "scotland", "northern ireland", "united kingdom", "great britain", "uk", ""];
    let number = number
        .filter(|it| it.len() <= 8 && it.bytes().all(|byte| byte.is_ascii_alphanumeric()))
        .filter(|_| home.contains(&place.as_str()) || place.contains("england"));
    let link = data.get("links").and_then(|it| text(it, "self"));
    let id = match (number, link) {
        (Some(number), _) => format!("{:0>8}", number.to_uppercase()),
        (None, Some(link)) => link.to_owned(),
        (None, None) => format!("{company}, line {line}"),
    };
    let party = to.party(&id)?;
    if let Some(party) = to.describe(party) {
        party.undisclosed = kind.contains("super-secure");
        if let Some(name) = text(data, "name") {
            party.name = Some(name.into());
        } else if party.undisclosed {
            party.name = Some(NOT_NAMED.into());
        }
    }
    Ok(party)
}

/// The codes of `psc_descriptions.yml` of Companies House; what follows the band says through whom.
fn nature(code: &str) -> Result<(Interest, Range), String> {
    let band = |rest: &str| -> Result<Range, String> {
        let share = |ppm: u32| Share::from_ppm(ppm).unwrap_or(Share::WHOLE);
        let (min, max) = if rest.starts_with("25-to-50-percent") {
            (250_001, 500_000)
        } else if rest.starts_with("50-to-75-percent") {
            (500_001, 749_999)
        } else if rest.starts_with("75-to-100-percent") {
            (750_000, 1_000_000)
        } else if rest.starts_with("more-than-25-percent") {
            (250_001, 1_000_000)
        } else {
            return Err(format!("`{code}` has no band that is known"));
        };
        Ok(Range { min: share(min), max: share(max) })
    };
    if let Some(rest) = code.strip_prefix("ownership-of-shares-") {
        return Ok((Interest::Shares, band(rest)?));
    }
    if let Some(rest) = code.strip_prefix("voting-rights-") {
        return Ok((Interest::Votes, band(rest)?));
    }
    // Of a partnership without shares, the right to its surplus is the nearest to a share; it stays a tie.
    if code.starts_with("right-to-share-surplus-assets")
        || code.starts_with("part-right-to-share-surplus-assets")
    {
        return Ok((Interest::Tie, Range::UNKNOWN));
    }
    if code.starts_with("right-to-appoint-and-remove") || code.starts_with("significant-influence-or-control")
    {
        return Ok((Interest::Control, Range::UNKNOWN));
    }
    if code.starts_with("registered-owner") {
        return Ok((Interest::Tie, Range::UNKNOWN));
    }
    Err(format!("`{code}` is no nature of control that is known"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(code: &str, expected: Option<(Interest, &str)>) {
        let found = nature(code).ok().map(|(interest, range)| (interest, range.words()));
        assert_eq!(found, expected.map(|(interest, words)| (interest, words.to_owned())), "{code}");
    }

    #[test]
    fn bands_have_open_and_closed_ends() {
        check("ownership-of-shares-25-to-50-percent", Some((Interest::Shares, "25.0001 to 50")));
        check("ownership-of-shares-50-to-75-percent", Some((Interest::Shares, "50.0001 to 74.9999")));
        check("voting-rights-75-to-100-percent-as-trust", Some((Interest::Votes, "75 to 100")));
        check("right-to-appoint-and-remove-directors", Some((Interest::Control, "unknown")));
        check("significant-influence-or-control-as-firm", Some((Interest::Control, "unknown")));
        check("ownership-of-shares-10-to-20-percent", None);
        check("something-else", None);
    }

    #[test]
    fn a_company_is_met_again_by_its_number() {
        let text = concat!(
            r#"{"company_number":"01234567","data":{"kind":"corporate-entity-person-with-significant-control","name":"Parent Ltd","natures_of_control":["ownership-of-shares-75-to-100-percent"],"notified_on":"2016-04-06","identification":{"registration_number":"7654321","country_registered":"England"}}}"#,
            "\n",
            r#"{"company_number":"07654321","data":{"kind":"super-secure-person-with-significant-control"}}"#,
            "\n",
            r#"{"company_number":"07654321","data":{"kind":"persons-with-significant-control-statement","statement":"no-individual"}}"#,
            "\n",
            r#"{"data":{"kind":"totals#persons-of-significant-control-snapshot"}}"#,
            "\n",
        );
        let reading = read(text.as_bytes()).unwrap();
        let graph = &reading.statements;
        let ids: Vec<&str> = graph.parties().iter().map(|it| &*it.id).collect();
        assert_eq!(ids, ["01234567", "07654321", "07654321, line 2"]);
        assert_eq!((reading.rejected, graph.all().len()), (0, 2));
    }
}
