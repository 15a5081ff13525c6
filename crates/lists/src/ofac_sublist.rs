//! Which legal lists an OFAC entry stands on, from its programmes and the directives that its remarks name.

use vocab::ListName;

use crate::kind::Kind;

/// The lists of an entry of `kind`. An entry of the non-SDN file may stand on several, and each has its own effect.
///
/// `said` is everything that the entry says of its measures. A programme that no non-SDN list is known to have counts
/// as menu-based, which OFAC made the list for whatever has no list of its own.
pub(crate) fn lists_of(kind: Kind, programs: &[String], said: &str) -> Vec<ListName> {
    if kind == Kind::OfacSdn {
        return vec![ListName::UsSdn];
    }
    let mut lists: Vec<ListName> = programs.iter().filter_map(|program| list_of_program(program)).collect();
    if has_directive(said, &["2"]) {
        lists.push(ListName::UsCapta);
    }
    if has_directive(said, &["1a", "1A", "3"]) {
        lists.push(ListName::UsNsMbs);
    }
    lists.sort_unstable();
    lists.dedup();
    if lists.is_empty() {
        lists.push(ListName::UsNsMbs);
    }
    lists
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

/// Whether one of these directives under Executive Order 14024 is named: `(EO 14024 Directive 3)`.
fn has_directive(said: &str, directives: &[&str]) -> bool {
    said.split("(EO 14024 Directive ").skip(1).any(|rest| {
        let directive = rest.split(')').next().unwrap_or_default();
        directives.contains(&directive)
    })
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
    fn every_sdn_entry_is_on_the_sdn_list() {
        assert_eq!(lists_of(Kind::OfacSdn, &programs("UKRAINE-EO13662"), ""), [ListName::UsSdn]);
    }
}
