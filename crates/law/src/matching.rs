//! What a listing means before any rule is asked: its footnotes, what its requirement covers, who dismissed it.

use std::collections::BTreeSet;

use crate::found_party::{ListMatch, MatchState};
use crate::signed::Dismissal;

/// The footnotes of an Entity List entry: those that were read, else those that its licence requirement speaks of.
///
/// In the published texts the marks stand glued to words (`§§734.9(g),3 746.8(a)(3)`), so they are told by the
/// paragraph of §734.9 that belongs to each: (e)(1) to footnote 1, (e)(2) to 4, (e)(3) to 5, (g) to 3.
pub(crate) fn footnotes(matched: &ListMatch) -> Vec<u8> {
    if !matched.footnotes.is_empty() {
        return matched.footnotes.clone();
    }
    let text: String =
        matched.requirement.as_deref().unwrap_or_default().chars().filter(|it| !it.is_whitespace()).collect();
    let mut found = BTreeSet::new();
    if text.contains("734.9(g)") {
        found.insert(3);
    }
    for (at, _) in text.match_indices("734.9(e)") {
        let rest = text.get(at + "734.9(e)".len()..).unwrap_or_default();
        found.insert(if rest.starts_with("(2)") {
            4
        } else if rest.starts_with("(3)") {
            5
        } else if !rest.starts_with("(1)")
            && !rest.starts_with('1')
            && text.trim_end_matches('.').ends_with('4')
        {
            4
        } else {
            1
        });
    }
    found.into_iter().collect()
}

/// What an entry's licence requirement covers, as far as its words are known.
pub(crate) fn covers(matched: &ListMatch) -> &'static str {
    let Some(text) = matched.requirement.as_deref() else {
        return "none";
    };
    let text = text.to_lowercase();
    let everything = text.contains("all items subject to the ear");
    if everything && !text.contains("except") && !text.contains("when used") {
        "all_items"
    } else if text.contains("supplement no. 2 to part 744") {
        "supplement_2"
    } else if text.contains("items on the ccl") && !text.contains("ear99") {
        "ccl"
    } else {
        "other"
    }
}

/// The state of a match once the persons who dismissed it have been heard.
pub(crate) struct Heard<'a> {
    /// The state that counts.
    pub(crate) state: MatchState,
    /// Who dismissed it, in the order of signing.
    pub(crate) dismissals: Vec<&'a Dismissal>,
}

/// Hears the persons who dismissed `matched` of the party `name`: it takes `persons` different ones to release it, and
/// none release what a person has confirmed.
pub(crate) fn heard<'a>(matched: &ListMatch, name: &str, said: &'a [Dismissal], persons: u16) -> Heard<'a> {
    let about = |it: &&Dismissal| it.list == matched.list && it.entry == matched.entry && it.party == name;
    let dismissals: Vec<&Dismissal> = said.iter().filter(about).collect();
    let who: BTreeSet<&str> = dismissals.iter().map(|it| it.signature.who.as_str()).collect();
    let released = usize::from(persons) <= who.len() && matched.state != MatchState::Confirmed;
    Heard { state: if released { MatchState::Dismissed } else { matched.state }, dismissals }
}

#[cfg(test)]
pub(crate) mod tests {
    use vocab::{Digest, ListName, ListingInterval};

    use super::*;
    use crate::found_party::LocatorFound;

    /// A listing with nothing in it but its list and entry.
    pub(crate) fn listing(list: ListName, entry: &str) -> ListMatch {
        ListMatch {
            list,
            kind: "us-csl".to_owned(),
            entry: entry.to_owned(),
            caption: entry.to_owned(),
            group: 0,
            state: MatchState::Presumed,
            score: 9_800,
            strength: 0,
            interval: ListingInterval::default(),
            interval_basis: String::new(),
            programs: Vec::new(),
            requirement: None,
            policy: None,
            footnotes: Vec::new(),
            citations: Vec::new(),
            measures: Vec::new(),
            annex: None,
            end_known: true,
            reason: None,
            link: None,
            locator: LocatorFound {
                list: Digest::of(b"list"),
                entry: entry.to_owned(),
                field: String::new(),
            },
            evidence: Vec::new(),
            against: Vec::new(),
            lacks: Vec::new(),
        }
    }

    #[track_caller]
    fn check(requirement: &str, expected: &[u8], covered: &str) {
        let mut matched = listing(ListName::UsEntityList, "1");
        matched.requirement = Some(requirement.to_owned());
        assert_eq!((footnotes(&matched).as_slice(), covers(&matched)), (expected, covered), "{requirement}");
    }

    /// The texts are those of the published list, slips of the pen included.
    #[test]
    fn footnotes_are_read_from_the_words_of_the_list() {
        check("For all items subject to the EAR. (See §744.11 of the EAR).", &[], "all_items");
        check(
            "All items subject to the EAR. (See §§ 734.9(g),3 746.8(a)(3), and 744.21(b) of the EAR)",
            &[3],
            "all_items",
        );
        check(
            "For all items subject to the EAR (See §§734.9(g)3, 746.8(a)(3), and 744.2l(b) of the EAR)",
            &[3],
            "all_items",
        );
        check("For all items subject to the EAR, see §§ 734.9(e)1 and 744.11 of the EAR2", &[1], "all_items");
        check(
            "For All Items Subject to the EAR (See §734.9(e)(2), and §744.11 of the EAR)4.",
            &[4],
            "all_items",
        );
        check(
            "For all items subject to the EAR. (See §§ 734.9(e) and 744.11 of the EAR)4",
            &[4],
            "all_items",
        );
        check(
            "For all items subject to the EAR (See §§734.4(a)(9), 734.9(e)(3), and 744.11 of the EAR)5",
            &[5],
            "all_items",
        );
        check("For any item subject to the EAR listed in supplement no. 2 to part 744.", &[], "supplement_2");
        check(
            "For all items subject to the EAR when used in projects specified in § 746.8(a)(4) of the EAR",
            &[],
            "other",
        );
        check("For items on the CCL and listed in supplement no. 7 to part 746 of the EAR", &[], "ccl");
        check(
            "For items on the CCL and EAR99 items listed in supplement no. 7 to part 746 of the EAR",
            &[],
            "other",
        );
    }
}
