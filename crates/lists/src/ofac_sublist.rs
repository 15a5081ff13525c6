//! Which legal lists an OFAC entry stands on, from its programmes and the directives that its remarks name.

use ledger::Entry;
use vocab::{ListName, PartialDate};

use crate::draft::partial_date;
use crate::kind::Kind;

/// The lists of an entry of `kind`. An entry of the non-SDN file may stand on several, and each has its own effect.
///
/// `said` is everything that the entry says of its measures. A programme that no non-SDN list is known to have counts
/// as menu-based, which OFAC made the list for whatever has no list of its own.
fn lists_of(kind: Kind, programs: &[String], said: &str) -> Vec<ListName> {
    if kind == Kind::OfacSdn {
        return vec![ListName::UsSdn];
    }
    let mut lists: Vec<ListName> = programs.iter().filter_map(|program| list_of_program(program)).collect();
    lists.extend(directives(said).filter_map(list_of_directive));
    lists.sort_unstable();
    lists.dedup();
    if lists.is_empty() {
        lists.push(ListName::UsNsMbs);
    }
    lists
}

/// The entry once for each list that it stands on, each with the day on which its listing there began.
pub(crate) fn on_each_list(kind: Kind, entry: &Entry) -> Vec<Entry> {
    let lists = lists_of(kind, &entry.listing.programs, &entry.listing.measures.join("; "));
    let on = |list| {
        let mut entry = Entry { list, ..entry.clone() };
        entry.listing.listed = listed_on(list, &entry.listing.measures);
        entry
    };
    lists.into_iter().map(on).collect()
}

/// The earliest day that a measure gives for the listing on this list: `Listing Date (CMIC) 03 Jun 2021`,
/// `Listing Date (EO 14024 Directive 3): 24 Feb 2022`. It says nothing of other lists on which the party stands.
pub(crate) fn listed_on(list: ListName, measures: &[String]) -> Option<PartialDate> {
    let dated = measures.iter().filter_map(|measure| measure.strip_prefix("Listing Date (")?.split_once(')'));
    let of_list = dated.filter(|(of, _)| match of.strip_prefix("EO 14024 Directive ") {
        Some(directive) => list_of_directive(directive) == Some(list),
        None => *of == "CMIC" && list == ListName::UsCmic,
    });
    of_list.filter_map(|(_, date)| partial_date(date.trim_start_matches(':'))).min()
}

/// The list of a directive under Executive Order 14024.
fn list_of_directive(directive: &str) -> Option<ListName> {
    match directive {
        "2" => Some(ListName::UsCapta),
        "1a" | "1A" | "3" => Some(ListName::UsNsMbs),
        _ => None,
    }
}

/// The programmes that belong to one non-SDN list only.
pub(crate) fn list_of_program(program: &str) -> Option<ListName> {
    match program {
        "UKRAINE-EO13662" => Some(ListName::UsSsi),
        "NS-PLC" => Some(ListName::UsPlc),
        "561-Related" | "561LIST" => Some(ListName::UsCapta),
        "HKAA" | "CAATSA - RUSSIA" | "BURMA-EO14014" | "ILLICIT-DRUGS-EO14059" | "NS-ISA" => {
            Some(ListName::UsNsMbs)
        }
        _ if program.starts_with("CMIC-") => Some(ListName::UsCmic),
        _ if program.starts_with("FSE-") => Some(ListName::UsFse),
        _ => None,
    }
}

/// The directives under Executive Order 14024 that are named as `(EO 14024 Directive 3)`.
fn directives(said: &str) -> impl Iterator<Item = &str> {
    said.split("(EO 14024 Directive ").skip(1).filter_map(|rest| rest.split(')').next())
}

/// Programmes as OFAC joins them: `NPWMD] [IFSR`.
pub(crate) fn programs(text: &str) -> Vec<String> {
    let parts = text.split("] [").map(|part| part.trim_matches([' ', '[', ']']));
    parts.filter(|part| !part.is_empty() && *part != "-0-").map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, said: &str, expected: &[ListName]) {
        assert_eq!(lists_of(Kind::OfacCons, &programs(text), said), expected, "{text}");
    }

    #[test]
    fn a_non_sdn_entry_stands_on_the_lists_of_its_programmes_and_directives() {
        check("NS-PLC", "", &[ListName::UsPlc]);
        check("SDGT] [NS-PLC", "", &[ListName::UsPlc]);
        check("UKRAINE-EO13662", "Subject to Directive 2", &[ListName::UsSsi]);
        check("RUSSIA-EO14024", "Effective Date (EO 14024 Directive 1a): 01 Mar 2022", &[ListName::UsNsMbs]);
        let both = "Listing Date (EO 14024 Directive 2): 24 Feb 2022; Listing Date (EO 14024 Directive 3): 24 Feb 2022";
        let all = [ListName::UsSsi, ListName::UsNsMbs, ListName::UsCapta];
        check("UKRAINE-EO13662] [RUSSIA-EO14024", both, &all);
        check("CMIC-EO13959", "", &[ListName::UsCmic]);
        check("FSE-SY", "", &[ListName::UsFse]);
        check("A-NEW-PROGRAMME", "", &[ListName::UsNsMbs]);
    }

    #[test]
    fn a_listing_date_is_that_of_its_own_list() {
        let measures = [
            "Listing Date (EO 14024 Directive 2): 24 Feb 2022",
            "Effective Date (EO 14024 Directive 2): 26 Mar 2022",
            "Listing Date (EO 14024 Directive 1a): 22 Feb 2022",
            "Listing Date (CMIC) 03 Jun 2021",
        ];
        let measures = measures.map(str::to_owned);
        let check = |list, expected: Option<&str>| {
            assert_eq!(
                listed_on(list, &measures).map(|date| date.to_string()).as_deref(),
                expected,
                "{list}"
            );
        };
        check(ListName::UsCapta, Some("2022-02-24"));
        check(ListName::UsNsMbs, Some("2022-02-22"));
        check(ListName::UsCmic, Some("2021-06-03"));
        check(ListName::UsSsi, None);
        check(ListName::UsSdn, None);
    }

    #[test]
    fn every_sdn_entry_is_on_the_sdn_list() {
        assert_eq!(lists_of(Kind::OfacSdn, &programs("UKRAINE-EO13662"), ""), [ListName::UsSdn]);
    }
}
