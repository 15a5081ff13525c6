//! What is no answer under any law and still a reason to ask: minority ties and shared directors.

use std::collections::BTreeSet;

use crate::answers::Answers;
use crate::explain::sorted_owners;
use crate::regime::{Answer, Law};
use crate::statement::{Interest, PartyId};

/// Flags of one party that are named.
const FLAGS_MAX: usize = 20;

/// A reason to ask.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RedFlag {
    /// Which of the checklist's flags.
    pub kind: FlagKind,
    /// What was seen, as a sentence.
    pub sentence: String,
}

/// The flags that ownership can raise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FlagKind {
    /// A listed owner holds too little for the law, or has another tie: 15 CFR Part 732, Supplement 3, red flag 29.
    MinorityTie,
    /// Management overlaps with that of a listed party: red flag 24.
    SharedDirector,
}

impl FlagKind {
    /// The rule's id.
    pub const fn code(self) -> &'static str {
        match self {
            Self::MinorityTie => "KYC-29",
            Self::SharedDirector => "KYC-24",
        }
    }
}

/// The flags of one party.
pub(crate) fn flags(answers: &Answers<'_>, party: PartyId) -> Vec<RedFlag> {
    let mut found: BTreeSet<RedFlag> = BTreeSet::new();
    minority_ties(answers, party, &mut found);
    shared_directors(answers, party, &mut found);
    other_ties(answers, party, &mut found);
    found.into_iter().take(FLAGS_MAX).collect()
}

fn minority_ties(answers: &Answers<'_>, party: PartyId, found: &mut BTreeSet<RedFlag>) {
    let label = |party: PartyId| answers.graph().statements().label(party);
    for edge in sorted_owners(answers, party) {
        if FLAGS_MAX <= found.len() {
            return;
        }
        let too_little =
            |law: &Law| answers.surely(edge.owner, *law) && answers.answer(party, *law) != Answer::Blocked;
        let laws: Vec<&str> = Law::ALL.iter().filter(|law| too_little(law)).map(|law| law.code()).collect();
        if laws.is_empty() || edge.is_self() || !edge.carries() {
            continue;
        }
        let (who, whom) = (label(edge.owner), label(party));
        let share = edge.shares.range();
        let size = if share.is_unknown() { "an unknown share".to_owned() } else { share.words() };
        let is = if answers.listed().has_any(edge.owner) { "is listed" } else { "counts as blocked" };
        let laws = laws.join(", ");
        let sentence =
            format!("{who}, which {is}, holds {size} of {whom}: too little, or too little known, for {laws}");
        found.insert(RedFlag { kind: FlagKind::MinorityTie, sentence });
    }
}

fn shared_directors(answers: &Answers<'_>, party: PartyId, found: &mut BTreeSet<RedFlag>) {
    let label = |party: PartyId| answers.graph().statements().label(party);
    let blocked = |party: PartyId| Law::ALL.iter().any(|&law| answers.surely(party, law));
    for office in answers.graph().ties_to(party).filter(|it| it.interest == Interest::Office) {
        if FLAGS_MAX <= found.len() {
            return;
        }
        let holder = office.owner;
        if answers.listed().has_any(holder) {
            let sentence = format!("{}, who is listed, holds an office in {}", label(holder), label(party));
            found.insert(RedFlag { kind: FlagKind::SharedDirector, sentence });
        }
        let elsewhere = answers.offices_of(holder).filter(|&it| it != party && blocked(it));
        for other in elsewhere.take(FLAGS_MAX) {
            let sentence = format!(
                "{} holds an office in {} and in {}, which is listed or owned by listed persons",
                label(holder),
                label(party),
                label(other)
            );
            found.insert(RedFlag { kind: FlagKind::SharedDirector, sentence });
        }
    }
}

fn other_ties(answers: &Answers<'_>, party: PartyId, found: &mut BTreeSet<RedFlag>) {
    let label = |party: PartyId| answers.graph().statements().label(party);
    for tie in answers.graph().ties_to(party).filter(|it| it.interest == Interest::Tie) {
        if FLAGS_MAX <= found.len() {
            return;
        }
        if answers.listed().has_any(tie.owner) {
            let sentence = format!("{}, which is listed, has a tie to {}", label(tie.owner), label(party));
            found.insert(RedFlag { kind: FlagKind::MinorityTie, sentence });
        }
    }
}
