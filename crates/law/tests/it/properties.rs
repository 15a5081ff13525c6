//! Laws that hold of every order: more facts, other orders of parties, more matches.

use law::{Decision, MatchState, Outcome};
use proptest::prelude::*;
use serde_json::json;
use vocab::ListName;

use crate::case::{Case, law, listing};

/// Some variation of the base orders, with facts left out.
#[derive(Clone, Debug)]
struct Varied {
    base: &'static str,
    destination: &'static str,
    left_out: Vec<&'static str>,
    eccn: &'static str,
    listed: Option<ListName>,
    possible: bool,
}

/// What an order may leave out, as paths.
const LEFT_OUT: [&str; 9] = [
    "/payment",
    "/end_use",
    "/ship_from",
    "/destination",
    "/goods/0/eccn",
    "/goods/0/origin",
    "/goods/0/in_us",
    "/goods/0/us_technology",
    "/parties/1/country",
];

fn varied() -> impl Strategy<Value = Varied> {
    (
        prop::sample::select(vec!["us", "eu"]),
        prop::sample::select(vec!["DE", "JP", "AE", "CN", "RU", "IR", "UA", "BR"]),
        prop::sample::subsequence(LEFT_OUT.to_vec(), 0..4),
        prop::sample::select(vec!["EAR99", "3A001"]),
        prop::option::of(prop::sample::select(ListName::ALL.to_vec())),
        any::<bool>(),
    )
        .prop_map(|(base, destination, left_out, eccn, listed, possible)| Varied {
            base,
            destination,
            left_out,
            eccn,
            listed,
            possible,
        })
}

impl Varied {
    fn case(&self, left_out: bool) -> Case {
        let mut case = Case::base(self.base);
        case.order["destination"]["country"] = json!(self.destination);
        case.order["parties"][1]["country"] = json!(self.destination);
        case.order["parties"][1]["addresses"][0]["country"] = json!(self.destination);
        case.order["goods"][0]["eccn"] = json!(self.eccn);
        for path in self.left_out.iter().filter(|_| left_out) {
            let (parent, key) = path.rsplit_once('/').unwrap();
            case.order.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(key);
            if *path == "/parties/1/country" {
                case.order["parties"][1]["addresses"][0].as_object_mut().unwrap().remove("country");
            }
        }
        let (_, mut found) = case.ready();
        if self.eccn == "3A001" {
            found.lines[0].on_ccl = vocab::Truth::Yes;
            found.lines[0].at_only = vocab::Truth::No;
            let required = vocab::Truth::from(matches!(self.destination, "CN" | "RU" | "AE"));
            found.lines[0].chart = vec![chart_reason(required)];
        }
        if let Some(list) = self.listed {
            let state = if self.possible { MatchState::Possible } else { MatchState::Presumed };
            found.parties[1].matches.push(listing(list, "1", state));
        }
        case.found = found;
        case
    }
}

fn chart_reason(required: vocab::Truth) -> law::ChartReason {
    let (column, control_text) = ("NS Column 2".to_owned(), "applies to entire entry".to_owned());
    law::ChartReason { column, control_text, required, note: String::new() }
}

fn decided(case: &Case) -> Decision {
    let (pack, policy) = law();
    case.decided(&pack, &policy)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Leaving facts out never hides what they would have shown: the answer is as bad, or it holds, or names them.
    #[test]
    fn an_unknown_fact_is_never_milder_in_silence(varied in varied()) {
        let (complete, open) = (decided(&varied.case(false)), decided(&varied.case(true)));
        let silent = open.incomplete.is_empty() && open.not_checked.is_empty();
        prop_assert!(complete.outcome <= open.outcome || Outcome::Hold <= open.outcome || !silent,
            "{varied:?}: {} with all facts, {} without", complete.outcome, open.outcome);
        // What makes a prohibition or a licence necessary is asked for, not left.
        if Outcome::LicenceRequired <= complete.outcome {
            prop_assert!(Outcome::Hold <= open.outcome, "{varied:?}: {} became {}", complete.outcome, open.outcome);
        }
    }

    /// One more match is never milder, and a possible one never gets beyond HOLD by itself.
    #[test]
    fn a_match_is_never_milder(
        varied in varied(),
        list in prop::sample::select(ListName::ALL.to_vec()),
        possible in any::<bool>(),
    ) {
        let mut case = varied.case(true);
        let before = decided(&case).outcome;
        let state = if possible { MatchState::Possible } else { MatchState::Presumed };
        case.found.parties[0].matches.push(listing(list, "99", state));
        let after = decided(&case).outcome;
        prop_assert!(before <= after, "{varied:?} and {list}: {before} became {after}");
        if possible {
            prop_assert!(after <= before.max(Outcome::Hold));
        }
    }

    /// In which order the parties stand does not matter.
    #[test]
    fn the_order_of_parties_does_not_matter(varied in varied()) {
        let case = varied.case(true);
        let mut turned = varied.case(true);
        turned.order["parties"].as_array_mut().unwrap().reverse();
        turned.found.parties.reverse();
        prop_assert_eq!(decided(&case).outcome, decided(&turned).outcome);
    }

    /// The same input gives the same bytes.
    #[test]
    fn the_same_input_gives_the_same_bytes(varied in varied()) {
        prop_assert_eq!(decided(&varied.case(true)).canonical_bytes(), decided(&varied.case(true)).canonical_bytes());
    }
}
