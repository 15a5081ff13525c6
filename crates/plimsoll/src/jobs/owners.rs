//! Who stands behind a party of an order, as the order states it, under the four laws of ownership.
//!
//! The arithmetic is `ownership`'s and the dates are `law`'s. Here the stated owners are screened, so that it is known
//! which of them are listed themselves.

use law::order::{Owner, Party};
use law::{LawPack, ListMatch, MatchState, OwnerAnswer, OwnerFinding, OwnerLaw};
use ownership::{Answer, Explanation, Law, LawAnswer, StatedOwner, of_owners};
use vocab::{Date, ListName, Share};

/// The group of programme codes whose listings count under the Affiliates Rule, by its name in the law pack.
const PROGRAMS_OF_BIS: &str = "PROGRAMS_744_8";

/// What the owners of a party come to; empty where the order states none.
///
/// `screen` gives the listings that an owner may be. A listing that an owner only may be leaves the answer open
/// wherever it would change it.
pub(super) fn found(
    party: &Party,
    pack: &LawPack,
    on: Date,
    screen: &mut dyn FnMut(&Owner) -> Vec<ListMatch>,
) -> Vec<OwnerFinding> {
    if party.owners.is_empty() {
        return Vec::new();
    }
    let name = party.name.as_deref().unwrap_or("the party");
    let mut stated = |sure: bool| -> Vec<StatedOwner> {
        party.owners.iter().map(|owner| stated_owner(owner, pack, on, sure, screen)).collect()
    };
    let (sure, possible) = (stated(true), stated(false));
    match (of_owners(name, &sure, on), of_owners(name, &possible, on)) {
        (Ok(sure), Ok(possible)) => findings(&sure, &possible),
        // More owners than any register states: nothing is computed, and `owners` stays unknown.
        (Err(_), _) | (_, Err(_)) => Vec::new(),
    }
}

fn stated_owner(
    owner: &Owner,
    pack: &LawPack,
    on: Date,
    sure: bool,
    screen: &mut dyn FnMut(&Owner) -> Vec<ListMatch>,
) -> StatedOwner {
    let share = |text: &Option<String>| text.as_deref().and_then(|it| it.parse::<Share>().ok());
    let mut listed: Vec<Law> = screen(owner)
        .iter()
        .filter(|it| !sure || MatchState::Presumed <= it.state)
        .filter(|it| {
            it.interval.on(on) == vocab::Truth::Yes || (!sure && it.interval.on(on) == vocab::Truth::Unknown)
        })
        .flat_map(|it| laws_of(it.list, &it.programs, pack))
        .collect();
    listed.sort_unstable();
    listed.dedup();
    let behind = owner.party.as_deref().map_or(&[][..], |party| party.owners.as_slice());
    StatedOwner {
        name: owner.name().map(str::to_owned),
        share_min: share(&owner.share_min),
        // A bound that is not given is not known: the owner may hold more.
        share_max: share(&owner.share_max),
        from: owner.from,
        to: owner.to,
        source: owner.source.clone(),
        listed,
        owners: behind.iter().map(|it| stated_owner(it, pack, on, sure, screen)).collect(),
    }
}

/// The laws of ownership under which a listing counts.
pub(crate) fn laws_of(list: ListName, programs: &[String], pack: &LawPack) -> Vec<Law> {
    match list {
        ListName::UsSdn if programs.iter().any(|it| pack.in_group(PROGRAMS_OF_BIS, it)) => {
            vec![Law::Ofac, Law::Bis]
        }
        ListName::UsSdn => vec![Law::Ofac],
        ListName::UsEntityList | ListName::UsMeu => vec![Law::Bis],
        ListName::EuFreeze => vec![Law::Eu],
        ListName::UkFreeze => vec![Law::Uk],
        ListName::UsSsi
        | ListName::UsNsMbs
        | ListName::UsCapta
        | ListName::UsCmic
        | ListName::UsPlc
        | ListName::UsFse
        | ListName::UsUvl
        | ListName::UsDpl
        | ListName::UsDtc
        | ListName::UsIsn
        | ListName::UnSc
        | ListName::EuExport
        | ListName::EuVessels
        | ListName::EuPorts
        | ListName::EuSectoral
        | ListName::UkShips
        | ListName::AuDfat
        | ListName::CaSema
        | ListName::UaGur
        | ListName::UaNsdc
        | ListName::Ftm
        | ListName::Book
        | ListName::Letter => Vec::new(),
    }
}

/// One finding a law: what is sure, and open where a listing that an owner only may be would change it.
fn findings(sure: &Explanation, possible: &Explanation) -> Vec<OwnerFinding> {
    let pairs = sure.laws.iter().zip(&possible.laws);
    pairs.map(|(sure, possible)| finding(sure, possible)).collect()
}

fn finding(sure: &LawAnswer, possible: &LawAnswer) -> OwnerFinding {
    let open = sure.answer != possible.answer;
    OwnerFinding {
        law: match sure.law {
            Law::Ofac => OwnerLaw::Ofac,
            Law::Bis => OwnerLaw::Bis,
            Law::Eu => OwnerLaw::Eu,
            Law::Uk => OwnerLaw::Uk,
        },
        answer: match sure.answer {
            _ if open => OwnerAnswer::Undetermined,
            Answer::Blocked => OwnerAnswer::Blocked,
            Answer::NotBlocked => OwnerAnswer::NotBlocked,
            Answer::Undetermined => OwnerAnswer::Undetermined,
        },
        low: Some(sure.held.min),
        high: Some(sure.held.max.max(possible.held.max)),
        sentence: if open {
            format!("{}; with the listings that owners may be: {}", sure.arithmetic, possible.arithmetic)
        } else {
            sure.arithmetic.clone()
        },
        question: if open {
            Some("Are the owners the listed parties whose names they bear?".to_owned())
        } else {
            sure.question.clone()
        },
    }
}
