//! Two parties, weighed against one another: the best pair of names, then what else is known.

use ledger::Party;
use vocab::Schema;

use crate::attributes::{self, Attributes};
use crate::name_pair::{self, Held, Meeting, NAME_SCORE_MAX, NameMatch, Naming, Relation};
use crate::prepared::{Class, PreparedName, Word, prepare};
use crate::word_tables::tables;
use crate::{Evidence, EvidenceKind, REVIEW_AT, Rarity};

/// The score at least of two parties that share an identifier that belongs to one party only.
const SAME_IDENTIFIER_MIN: i32 = 9_500;
/// Weight of a name above which it is not common: two rare words, or three that are less so.
const UNCOMMON_WEIGHT_MIN: u32 = 1_500;
/// A single word this long is telling enough to presume a match on.
const LONG_WORD_LETTERS: usize = 10;
/// Pairs of names of two parties that are weighed; a party with more names is compared by its first ones.
const NAME_PAIRS_MAX: usize = 10_000;

/// What comes of comparing two parties.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// How well they agree, in 1/10,000.
    pub score: u16,
    /// How much agreed, whatever the score.
    pub strength: u32,
    /// What speaks for their being one, the weightiest first.
    pub evidence: Vec<Evidence>,
    /// What speaks against it, the weightiest first.
    pub against: Vec<Evidence>,
    /// Whether the match may carry a list's legal effect without a person's word.
    pub presumed: bool,
}

/// Compares two parties: the score is the same whichever comes first.
pub fn compare(ours: &Party, theirs: &Party, rarity: &Rarity) -> Comparison {
    let (left, right) =
        (prepare(&ours.names, ours.schema, rarity), prepare(&theirs.names, theirs.schema, rarity));
    let naming = naming(ours.schema, theirs.schema);
    let pairs = left.iter().flat_map(|ours| right.iter().map(move |theirs| (ours, theirs)));
    let mut best: Option<(NameMatch, &PreparedName, &PreparedName)> = None;
    for (ours, theirs) in pairs.take(NAME_PAIRS_MAX) {
        let weak = ours.weak || theirs.weak;
        let mut found = name_pair::compare(&name_pair::words(ours), &name_pair::words(theirs), naming, weak);
        found.legal_differs = tables().legal_contradict(ours.legal, theirs.legal);
        if best.as_ref().is_none_or(|(best, ..)| found.rank() > best.rank()) {
            best = Some((found, ours, theirs));
        }
    }
    weigh(ours, theirs, best.as_ref())
}

/// What kind of names two parties have.
pub(crate) fn naming(ours: Schema, theirs: Schema) -> Naming {
    if ours == Schema::Person || theirs == Schema::Person {
        Naming::Person
    } else if ours.is_a(Schema::Vehicle) || theirs.is_a(Schema::Vehicle) {
        Naming::Craft
    } else {
        Naming::Other
    }
}

/// Whether parties of these kinds may be one. Lists do not tell a company from a public body reliably.
pub(crate) fn may_match(ours: Schema, theirs: Schema) -> bool {
    ours.may_match(theirs) || ours.is_a(Schema::Organization) && theirs.is_a(Schema::Organization)
}

/// Weighs two parties whose best pair of names is known.
pub(crate) fn weigh(
    ours: &Party,
    theirs: &Party,
    best: Option<&(NameMatch, &PreparedName, &PreparedName)>,
) -> Comparison {
    let name_score = best.map_or(0, |(found, ..)| found.score);
    let Attributes { evidence: known, same_identifier, same_country } =
        attributes::weigh(ours, theirs, name_score);
    let mut all = Vec::new();
    if let Some((found, ours_name, theirs_name)) = best {
        name_evidence(&mut all, found, (ours, ours_name), (theirs, theirs_name));
    }
    all.extend(known);
    let schemata = may_match(ours.schema, theirs.schema);
    if !schemata {
        let sum: i32 = all.iter().map(|it| it.weight).sum();
        all.push(schema_evidence(ours, theirs, if same_identifier { 0 } else { -sum.max(0) }));
    }
    let sum: i32 = all.iter().map(|it| it.weight).sum();
    if same_identifier && sum < SAME_IDENTIFIER_MIN {
        // The number alone carries the match, whatever the names: its weight makes up the difference.
        let identifier = all.iter_mut().find(|it| it.kind == EvidenceKind::Identifier && it.weight >= 1_000);
        if let Some(identifier) = identifier {
            identifier.weight += SAME_IDENTIFIER_MIN - sum;
        }
    }
    let sum: i32 = all.iter().map(|it| it.weight).sum();
    let score = u16::try_from(sum.clamp(0, 10_000)).unwrap_or(0);
    let strength =
        best.as_ref().map_or(0, |(found, ..)| found.strength) + if same_identifier { 5_000 } else { 0 };
    all.sort_by(|left, right| (right.weight.abs(), left.kind).cmp(&(left.weight.abs(), right.kind)));
    let speaks_against = |it: &Evidence| it.weight < 0 || it.weight == 0 && informs_against(it.kind);
    let (against, evidence): (Vec<_>, Vec<_>) = all.into_iter().partition(speaks_against);
    let telling = best.is_some_and(|(found, name, _)| found.same && is_uncommon(name, found.strength));
    let weak = best.is_some_and(|(_, left, right)| left.weak || right.weak);
    let contradicted = against.iter().any(|it| it.kind != EvidenceKind::OtherWords || !same_identifier);
    let presumed = score >= REVIEW_AT
        && schemata
        && (same_identifier && !against.iter().any(|it| it.kind == EvidenceKind::Schema)
            || telling && same_country && same_kind(ours.schema, theirs.schema) && !weak && !contradicted);
    Comparison { score, strength, evidence, against, presumed }
}

/// Whether both are said to be of one kind: two legal entities of which neither says more are not.
fn same_kind(ours: Schema, theirs: Schema) -> bool {
    let organization = |schema: Schema| schema.is_a(Schema::Organization) || schema == Schema::LegalEntity;
    ours == theirs && ours != Schema::Thing || organization(ours) && organization(theirs)
}

fn informs_against(kind: EvidenceKind) -> bool {
    matches!(
        kind,
        EvidenceKind::MissingWord | EvidenceKind::OtherWords | EvidenceKind::Schema | EvidenceKind::LegalForm
    )
}

fn is_uncommon(name: &PreparedName, strength: u32) -> bool {
    let core: Vec<&Word> = name.words.iter().filter(|word| word.class == Class::Core).collect();
    let long = core.iter().any(|word| word.latin.len() >= LONG_WORD_LETTERS && word.weight >= 900);
    let rare = core.iter().filter(|word| word.weight >= 600).count();
    long || rare >= 2 && strength >= UNCOMMON_WEIGHT_MIN
}

fn schema_evidence(ours: &Party, theirs: &Party, weight: i32) -> Evidence {
    Evidence {
        kind: EvidenceKind::Schema,
        weight,
        ours: ours.schema.name().to_owned(),
        theirs: theirs.schema.name().to_owned(),
        field: String::new(),
        sentence: format!(
            "Ours is a {}, the listed party a {}: they cannot be one.",
            ours.schema.name(),
            theirs.schema.name()
        ),
    }
}

/// The pair of names as evidence: what met shares the full score, what did not is taken off it.
fn name_evidence(
    out: &mut Vec<Evidence>,
    found: &NameMatch,
    (ours, ours_name): (&Party, &PreparedName),
    (theirs, theirs_name): (&Party, &PreparedName),
) {
    let text = |party: &Party, name: &PreparedName| {
        party.names.get(name.at).map_or_else(String::new, |it| it.text.clone())
    };
    let (ours_text, theirs_text) = (text(ours, ours_name), text(theirs, theirs_name));
    let field = theirs.names.get(theirs_name.at).map_or_else(String::new, |it| it.field.to_string());
    let met: u32 = found.meetings.iter().map(|it| it.weight * it.agreement).sum();
    if met == 0 {
        return;
    }
    let mut pieces: Vec<Piece> = Vec::new();
    if found.same && found.meetings.iter().all(|it| it.relation == Relation::Same) {
        pieces.push(Piece {
            kind: EvidenceKind::SameName,
            part: met,
            ours: ours_text.clone(),
            theirs: theirs_text.clone(),
            sentence: format!("The names are the same: \"{ours_text}\" and \"{theirs_text}\"."),
        });
    } else {
        pieces.extend(found.meetings.iter().map(|it| meeting_piece(it, ours_name, theirs_name)));
    }
    let as_weight = |value: u32| i32::try_from(value).unwrap_or(0);
    share(out, pieces, as_weight(NAME_SCORE_MAX), &field);
    let mut losses: Vec<Piece> = Vec::new();
    for it in found.meetings.iter().filter(|it| it.agreement < name_pair::FULL) {
        let (left, right) = (run(ours_name, it.ours), run(theirs_name, it.theirs));
        losses.push(Piece {
            kind: EvidenceKind::NearWord,
            part: 2 * it.weight * (name_pair::FULL - it.agreement) / name_pair::FULL,
            sentence: format!("\"{left}\" and \"{right}\" are not written alike."),
            ours: left,
            theirs: right,
        });
    }
    for (alone, name, whose) in
        [(&found.ours_alone, ours_name, Whose::Ours), (&found.theirs_alone, theirs_name, Whose::Theirs)]
    {
        for &at in alone {
            losses.push(missing_piece(name, at, whose));
        }
    }
    let lost = as_weight(NAME_SCORE_MAX) - as_weight(found.free_score);
    share(out, losses, -lost, &field);
    limits(out, found, (&ours_text, ours_name), (&theirs_text, theirs_name), &field);
}

/// Evidence before its weight is known: its part of a whole.
struct Piece {
    kind: EvidenceKind,
    part: u32,
    ours: String,
    theirs: String,
    sentence: String,
}

/// Shares a weight among pieces by their parts; what rounding leaves goes to the first.
fn share(out: &mut Vec<Evidence>, pieces: Vec<Piece>, weight: i32, field: &str) {
    let whole: i64 = pieces.iter().map(|it| i64::from(it.part)).sum();
    let mut left = weight;
    let first = out.len();
    for piece in pieces {
        let part = (i64::from(weight) * i64::from(piece.part)).checked_div(whole).unwrap_or(0);
        let part = i32::try_from(part).unwrap_or(0);
        left -= part;
        out.push(Evidence {
            kind: piece.kind,
            weight: part,
            ours: piece.ours,
            theirs: piece.theirs,
            field: field.to_owned(),
            sentence: piece.sentence,
        });
    }
    if let Some(first) = out.get_mut(first) {
        first.weight += left;
    }
}

#[derive(Clone, Copy)]
enum Whose {
    Ours,
    Theirs,
}

fn missing_piece(name: &PreparedName, at: usize, whose: Whose) -> Piece {
    let word = run(name, (at, 1));
    let weight = name.words.get(at).map_or(0, |word| u32::from(word.weight));
    let (ours, theirs, sentence) = match whose {
        Whose::Ours => {
            (word.clone(), String::new(), format!("The listed name has nothing like our \"{word}\"."))
        }
        Whose::Theirs => {
            (String::new(), word.clone(), format!("Our name has nothing like the listed \"{word}\"."))
        }
    };
    Piece { kind: EvidenceKind::MissingWord, part: weight.max(1), ours, theirs, sentence }
}

fn meeting_piece(meeting: &Meeting, ours: &PreparedName, theirs: &PreparedName) -> Piece {
    let (left, right) = (run(ours, meeting.ours), run(theirs, meeting.theirs));
    let read = |name: &PreparedName, (at, _): (usize, usize)| {
        name.words.get(at).map_or_else(String::new, |word| word.latin.to_string())
    };
    let (kind, sentence) = match meeting.relation {
        Relation::Same => (EvidenceKind::SameWord, format!("Both names have \"{right}\".")),
        Relation::Variant => {
            (EvidenceKind::SpellingVariant, format!("\"{left}\" and \"{right}\" are spellings of one word."))
        }
        Relation::Translated => (
            EvidenceKind::CommonWords,
            format!("\"{left}\" and \"{right}\" mean the same, as many names do."),
        ),
        Relation::OtherScript => (
            EvidenceKind::OtherScript,
            format!(
                "\"{left}\", read as {}, agrees with \"{right}\", read as {}.",
                read(ours, meeting.ours),
                read(theirs, meeting.theirs)
            ),
        ),
        Relation::Near => {
            (EvidenceKind::NearWord, format!("\"{left}\" and \"{right}\" differ in a letter or two."))
        }
        Relation::Joined => (
            EvidenceKind::JoinedWords,
            format!("\"{left}\" and \"{right}\" agree once their words are joined."),
        ),
        Relation::Initial => {
            (EvidenceKind::Initial, format!("\"{left}\" and \"{right}\" agree as a name and its initial."))
        }
        Relation::Abbreviated => {
            (EvidenceKind::Abbreviation, format!("\"{left}\" and \"{right}\" agree, one of them cut short."))
        }
    };
    Piece { kind, part: meeting.weight * meeting.agreement / 10, ours: left, theirs: right, sentence }
}

fn run(name: &PreparedName, (at, count): (usize, usize)) -> String {
    let words: Vec<&str> = name.words.iter().skip(at).take(count).map(|word| word.written.as_ref()).collect();
    words.join(" ")
}

/// The rules that held the name score down, and what is worth saying without a weight.
fn limits(
    out: &mut Vec<Evidence>,
    found: &NameMatch,
    (ours_text, ours): (&str, &PreparedName),
    (theirs_text, theirs): (&str, &PreparedName),
    field: &str,
) {
    let mut push = |kind: EvidenceKind, weight: i32, sentence: String| {
        out.push(Evidence {
            kind,
            weight,
            ours: ours_text.to_owned(),
            theirs: theirs_text.to_owned(),
            field: field.to_owned(),
            sentence,
        });
    };
    let cut = i32::try_from(found.free_score).unwrap_or(0) - i32::try_from(found.score).unwrap_or(0);
    for (at, held) in found.held.iter().enumerate() {
        let (kind, why) = match held {
            Held::CommonWords => (EvidenceKind::CommonWords, "Only words that many names share agree."),
            Held::OneWord => (EvidenceKind::OtherWords, "Only one telling word agrees, and others do not."),
            Held::OtherNumber => (EvidenceKind::NameNumber, "The numbers in the names differ."),
            Held::NumberMissing => (EvidenceKind::NameNumber, "Only one of the names carries a number."),
            Held::Weak => {
                (EvidenceKind::WeakName, "The name is a weak alias, which alone is no reason to stop.")
            }
            Held::AllNear => (EvidenceKind::NearWord, "No telling word agrees exactly."),
        };
        push(kind, if at == 0 { -cut } else { 0 }, why.to_owned());
    }
    if ours.deceives || theirs.deceives {
        let sentence = "A name holds invisible characters or letters of another script that look alike.";
        push(EvidenceKind::Deception, 0, sentence.to_owned());
    }
    if found.legal_differs {
        let weight = -i32::try_from(name_pair::LEGAL_DIFFERS).unwrap_or(0);
        push(EvidenceKind::LegalForm, weight, "The legal forms differ.".to_owned());
    }
}
