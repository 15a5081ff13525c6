//! Two names, word against word: what agrees, what is missing, and what that comes to.

use crate::edits;
use crate::prepared::{Class, LEGAL_WORD_WEIGHT, PreparedName, Word};
use crate::spelling::Script;

/// The score of two equal names on their names alone, in 1/10,000: the rest is for attributes to add.
pub(crate) const NAME_SCORE_MAX: u32 = 9_500;
/// What a full agreement of two words counts.
pub(crate) const FULL: u32 = 1_000;

/// How two words, or runs of words, agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Relation {
    Same,
    Variant,
    Translated,
    OtherScript,
    Near,
    Joined,
    Initial,
    Abbreviated,
}

/// Words that met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Meeting {
    /// First word of ours and how many.
    pub(crate) ours: (usize, usize),
    /// First word of theirs and how many.
    pub(crate) theirs: (usize, usize),
    pub(crate) relation: Relation,
    /// How fully they agree, of [`FULL`].
    pub(crate) agreement: u32,
    /// What the agreement weighs.
    pub(crate) weight: u32,
}

/// A rule that held a score down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Held {
    /// Only common words met.
    CommonWords,
    /// One telling word met, and others did not.
    OneWord,
    /// Both names carry numbers, and they differ.
    OtherNumber,
    /// One name carries a number, the other none.
    NumberMissing,
    /// The list marks the name as weak.
    Weak,
    /// Few of the words agree exactly.
    AllNear,
}

/// Two names and what they have in common.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct NameMatch {
    /// In 1/10,000, at most [`NAME_SCORE_MAX`].
    pub(crate) score: u32,
    /// Before the rules that hold it down.
    pub(crate) free_score: u32,
    /// Weight of what met.
    pub(crate) strength: u32,
    pub(crate) meetings: Vec<Meeting>,
    /// Words of ours that met none.
    pub(crate) ours_alone: Vec<usize>,
    /// Words of theirs that met none.
    pub(crate) theirs_alone: Vec<usize>,
    pub(crate) held: Vec<Held>,
    /// Whether every word met one that is the same.
    pub(crate) same: bool,
    /// Whether the legal forms cannot be of one company.
    pub(crate) legal_differs: bool,
}

/// What differing legal forms take off a score, in 1/10,000: people and documents get them wrong.
pub(crate) const LEGAL_DIFFERS: u32 = 150;

impl NameMatch {
    /// By what the best of several pairs of names is chosen.
    pub(crate) fn rank(&self) -> (u32, u32) {
        (self.score.saturating_sub(if self.legal_differs { LEGAL_DIFFERS } else { 0 }), self.strength)
    }
}

/// What kind of names these are, as far as their comparison differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Naming {
    Person,
    Craft,
    Other,
}

/// Compares two names. The score does not depend on which comes first.
pub(crate) fn compare(ours: &[&Word], theirs: &[&Word], naming: Naming, weak: bool) -> NameMatch {
    // One order for both directions, so that ties between words are broken alike.
    let key = |words: &[&Word]| words.iter().map(|word| word.latin.len()).sum::<usize>();
    let by_text = || ours.iter().map(|word| &word.latin).cmp(theirs.iter().map(|word| &word.latin));
    if key(ours).cmp(&key(theirs)).then_with(by_text).is_gt() {
        let mut out = compare_in_order(theirs, ours, naming, weak);
        std::mem::swap(&mut out.ours_alone, &mut out.theirs_alone);
        for meeting in &mut out.meetings {
            std::mem::swap(&mut meeting.ours, &mut meeting.theirs);
        }
        return out;
    }
    compare_in_order(ours, theirs, naming, weak)
}

fn compare_in_order(ours: &[&Word], theirs: &[&Word], naming: Naming, weak: bool) -> NameMatch {
    let mut sides =
        Sides { ours, theirs, ours_met: vec![false; ours.len()], theirs_met: vec![false; theirs.len()] };
    let mut meetings = Vec::with_capacity(ours.len());
    sides.single_words(&mut meetings);
    if sides.is_open() {
        sides.joined_words(&mut meetings);
        sides.confirming_words(&mut meetings);
    }
    let alone = |met: &[bool]| met.iter().enumerate().filter(|(_, met)| !**met).map(|(at, _)| at).collect();
    let (ours_alone, theirs_alone) = (alone(&sides.ours_met), alone(&sides.theirs_met));
    let mut out = NameMatch { meetings, ours_alone, theirs_alone, ..NameMatch::default() };
    weigh(&mut out, ours, theirs, naming, weak);
    out
}

/// The score of what met against what did not.
fn weigh(out: &mut NameMatch, ours: &[&Word], theirs: &[&Word], naming: Naming, weak: bool) {
    let met: u32 = out.meetings.iter().map(|it| it.weight * it.agreement / FULL).sum();
    let loss: u32 = out.meetings.iter().map(|it| it.weight * (FULL - it.agreement) * 13 / (FULL * 10)).sum();
    let alone = |words: &[&Word], at: &[usize]| -> u32 {
        at.iter().filter_map(|&at| words.get(at)).map(|it| alone_weight(it)).sum()
    };
    let (mut ours_left, mut theirs_left) = (alone(ours, &out.ours_alone), alone(theirs, &out.theirs_alone));
    let both = ours_left.min(theirs_left);
    let core_met = out.meetings.iter().filter(|it| is_telling(it, ours, theirs)).count();
    // A name that stands whole inside a longer one, and is telling in itself, is likely meant.
    if core_met >= 2 && met >= WHOLE_WEIGHT_MIN {
        if ours_left <= SMALL_LEFT && theirs_left > SMALL_LEFT {
            theirs_left /= 2;
        } else if theirs_left <= SMALL_LEFT && ours_left > SMALL_LEFT {
            ours_left /= 2;
        }
    }
    let whole = 2 * met + 2 * loss + ours_left + theirs_left + both;
    out.strength = met;
    out.free_score = (NAME_SCORE_MAX * 2 * met).checked_div(whole).unwrap_or(0);
    let scraps = |at: &[usize], words: &[&Word]| {
        at.iter().all(|&at| words.get(at).is_some_and(|it| it.weight <= LEGAL_WORD_WEIGHT))
    };
    let full = scraps(&out.ours_alone, ours) && scraps(&out.theirs_alone, theirs);
    out.same = full && out.meetings.iter().all(|it| it.agreement >= 930 && it.relation != Relation::Near);
    // Common words make a name only where they are the very same words.
    let literal = out.same && out.meetings.iter().all(|it| it.relation == Relation::Same);
    out.score = out.free_score;
    let hold = |out: &mut NameMatch, held: Held, most: u32| {
        if out.score > most {
            out.score = most;
            out.held.push(held);
        }
    };
    if core_met == 0 && !literal {
        hold(out, Held::CommonWords, 5_500);
    }
    let lone = |at: &[usize], words: &[&Word], class: Class| {
        at.iter().any(|&at| words.get(at).is_some_and(|it| it.class == class))
    };
    let ours_core = lone(&out.ours_alone, ours, Class::Core);
    let theirs_core = lone(&out.theirs_alone, theirs, Class::Core);
    if core_met == 1 && (ours_core || theirs_core) {
        hold(out, Held::OneWord, 6_600);
    }
    let near = out.meetings.iter().filter(|it| is_telling(it, ours, theirs) && it.agreement < 930).count();
    let short = ours.len().min(theirs.len()) == 1
        && ours.iter().chain(theirs).any(|it| it.class == Class::Core && it.latin.len() < LONE_LETTERS_MIN);
    if core_met >= 1 && near == core_met && core_met <= 2 && (core_met == 2 || !full || short) {
        let most = out.free_score * 9 / 10;
        hold(out, Held::AllNear, most);
    }
    let ours_number = lone(&out.ours_alone, ours, Class::Number);
    let theirs_number = lone(&out.theirs_alone, theirs, Class::Number);
    if ours_number && theirs_number {
        hold(out, Held::OtherNumber, if naming == Naming::Craft { 5_000 } else { 6_500 });
    } else if naming == Naming::Craft && (ours_number || theirs_number) {
        hold(out, Held::NumberMissing, 6_600);
    }
    if weak {
        hold(out, Held::Weak, 6_400);
    }
}

/// A contained name must weigh this much before what surrounds it counts less: two rare words, or three.
const WHOLE_WEIGHT_MIN: u32 = 1_300;
/// Weight left over that does not make a name incomplete: a trade word or two.
const SMALL_LEFT: u32 = 250;

/// A name of one word shorter than this must be the same: with a letter changed it is another.
const LONE_LETTERS_MIN: usize = 6;

/// What a word weighs that the other name lacks.
fn alone_weight(word: &Word) -> u32 {
    let weight = u32::from(word.weight);
    match word.class {
        Class::Initial => weight / 2,
        Class::Core | Class::Generic | Class::Place | Class::Number => weight,
    }
}

/// Whether what met tells parties apart, and is not a trade word, a place or an initial.
fn is_telling(meeting: &Meeting, ours: &[&Word], theirs: &[&Word]) -> bool {
    let core = |words: &[&Word], (at, count): (usize, usize)| {
        words.iter().skip(at).take(count).any(|word| word.class == Class::Core)
    };
    !matches!(meeting.relation, Relation::Initial | Relation::Abbreviated | Relation::Translated)
        && (core(ours, meeting.ours) || core(theirs, meeting.theirs))
}

struct Sides<'a> {
    ours: &'a [&'a Word],
    theirs: &'a [&'a Word],
    ours_met: Vec<bool>,
    theirs_met: Vec<bool>,
}

impl Sides<'_> {
    fn is_open(&self) -> bool {
        self.ours_met.contains(&false) && self.theirs_met.contains(&false)
    }

    /// Word against word, the fullest agreement first.
    fn single_words(&mut self, meetings: &mut Vec<Meeting>) {
        let mut pairs = Vec::with_capacity(self.ours.len() * 2);
        for (i, ours) in self.ours.iter().enumerate() {
            for (j, theirs) in self.theirs.iter().enumerate() {
                if let Some((relation, agreement)) = agreement(ours, theirs) {
                    let weight = u32::from(ours.weight.min(theirs.weight));
                    pairs.push((agreement * weight, agreement, i.abs_diff(j), i, j, relation, weight));
                }
            }
        }
        pairs.sort_unstable_by(|left, right| {
            (right.1, right.0)
                .cmp(&(left.1, left.0))
                .then_with(|| (left.2, left.3, left.4).cmp(&(right.2, right.3, right.4)))
        });
        for (_, agreement, _, i, j, relation, weight) in pairs {
            if !self.ours_met[i] && !self.theirs_met[j] {
                self.meet(meetings, (i, 1), (j, 1), relation, agreement, weight);
            }
        }
    }

    fn meet(
        &mut self,
        meetings: &mut Vec<Meeting>,
        ours: (usize, usize),
        theirs: (usize, usize),
        relation: Relation,
        agreement: u32,
        weight: u32,
    ) {
        self.ours_met.iter_mut().skip(ours.0).take(ours.1).for_each(|met| *met = true);
        self.theirs_met.iter_mut().skip(theirs.0).take(theirs.1).for_each(|met| *met = true);
        meetings.push(Meeting { ours, theirs, relation, agreement, weight });
    }

    /// Runs of words left over that are one word once joined: Boriskustodiv, Boris Kustodiev.
    fn joined_words(&mut self, meetings: &mut Vec<Meeting>) {
        let (ours_runs, theirs_runs) = (runs(self.ours, &self.ours_met), runs(self.theirs, &self.theirs_met));
        let mut found = Vec::new();
        for ours in &ours_runs {
            for theirs in &theirs_runs {
                if ours.count == 1 && theirs.count == 1 {
                    continue;
                }
                let long = ours.text.len() >= JOINED_EDITS_FROM;
                let most = if long { edits::allowed(ours.text.len(), theirs.text.len()) } else { 0 };
                if ours.text.len() < JOINED_LETTERS_MIN {
                    continue;
                }
                if let Some(apart) = edits::distance(ours.text.as_bytes(), theirs.text.as_bytes(), most) {
                    found.push((u32::from(apart), usize::MAX - ours.text.len(), ours, theirs));
                }
            }
        }
        found.sort_by_key(|(apart, length, ours, theirs)| {
            (*apart, *length, ours.count + theirs.count, ours.at, theirs.at)
        });
        for (apart, _, ours, theirs) in found {
            let free =
                |met: &[bool], at: usize, count: usize| met.iter().skip(at).take(count).all(|met| !met);
            if free(&self.ours_met, ours.at, ours.count) && free(&self.theirs_met, theirs.at, theirs.count) {
                let weight = |words: &[&Word], run: &Run| -> u32 {
                    words.iter().skip(run.at).take(run.count).map(|word| u32::from(word.weight)).sum()
                };
                let weight = weight(self.ours, ours).min(weight(self.theirs, theirs));
                let (ours, theirs) = ((ours.at, ours.count), (theirs.at, theirs.count));
                self.meet(meetings, ours, theirs, Relation::Joined, 960 - 90 * apart, weight);
            }
        }
    }

    /// What only confirms: an initial for a word, a cut-off word for a whole one.
    fn confirming_words(&mut self, meetings: &mut Vec<Meeting>) {
        for i in 0..self.ours.len() {
            for j in 0..self.theirs.len() {
                if self.ours_met[i] || self.theirs_met[j] {
                    continue;
                }
                if let Some((relation, agreement, weight)) = confirms(self.ours[i], self.theirs[j]) {
                    self.meet(meetings, (i, 1), (j, 1), relation, agreement, weight);
                }
            }
        }
    }
}

/// A run of words side by side, joined.
struct Run {
    at: usize,
    count: usize,
    text: String,
}

/// Joined texts shorter than this may be equal by chance.
const JOINED_LETTERS_MIN: usize = 4;
/// Shorter joined texts must be equal.
const JOINED_EDITS_FROM: usize = 7;
/// Most words that one word may be split into.
const JOINED_WORDS_MAX: usize = 5;

fn runs(words: &[&Word], met: &[bool]) -> Vec<Run> {
    let mut out = Vec::new();
    for at in 0..words.len() {
        let mut text = String::new();
        for count in 1..=JOINED_WORDS_MAX {
            match (words.get(at + count - 1), met.get(at + count - 1)) {
                (Some(word), Some(false)) if text.len() + word.latin.len() <= edits::LETTERS_MAX => {
                    text.push_str(&word.latin);
                }
                _ => break,
            }
            out.push(Run { at, count, text: text.clone() });
        }
    }
    out
}

/// How two words agree, and how fully, of [`FULL`]; `None` where they do not.
pub(crate) fn agreement(ours: &Word, theirs: &Word) -> Option<(Relation, u32)> {
    if ours.latin == theirs.latin {
        let other_script = ours.script != theirs.script && ours.class != Class::Number;
        return Some((if other_script { Relation::OtherScript } else { Relation::Same }, FULL));
    }
    if ours.concept != 0 && ours.concept == theirs.concept {
        return Some((Relation::Translated, 960));
    }
    let letters = |class: Class| matches!(class, Class::Core | Class::Generic | Class::Place);
    if !letters(ours.class) || !letters(theirs.class) {
        return None;
    }
    let other_script = ours.script != theirs.script;
    let kind = |relation| if other_script { Relation::OtherScript } else { relation };
    if ours.fold == theirs.fold {
        let short = ours.latin.len().min(theirs.latin.len()) <= 3;
        return Some((kind(Relation::Variant), if short { 850 } else { 940 }));
    }
    if ours.script.is_abjad() || theirs.script.is_abjad() {
        if ours.skeleton == theirs.skeleton {
            return match ours.skeleton.len() {
                0 => None,
                1 => Some((Relation::OtherScript, 600)),
                2 => Some((Relation::OtherScript, 860)),
                _ => Some((Relation::OtherScript, 930)),
            };
        }
        let shorter = ours.skeleton.len().min(theirs.skeleton.len());
        let near = shorter >= 4
            && edits::distance(ours.skeleton.as_bytes(), theirs.skeleton.as_bytes(), 1).is_some();
        return near.then_some((Relation::OtherScript, 760));
    }
    if let Some(agreement) = near(ours, theirs) {
        return Some((kind(Relation::Near), agreement));
    }
    // Each script writes the vowels of foreign names by ear.
    let by_ear = |word: &Word| matches!(word.script, Script::Latin | Script::Cyrillic | Script::Greek);
    let sounds = ours.skeleton == theirs.skeleton && ours.skeleton.len() >= 3;
    (other_script && sounds && by_ear(ours) && by_ear(theirs)).then_some((Relation::OtherScript, 830))
}

/// How fully two words agree that differ in a letter or two.
fn near(ours: &Word, theirs: &Word) -> Option<u32> {
    let vowels = ours.skeleton == theirs.skeleton && ours.skeleton.len() >= 3;
    let folded = near_keys(&ours.fold, &theirs.fold, (ours.letters ^ theirs.letters).count_ones(), vowels);
    if folded.is_some() {
        return folded;
    }
    near_keys(&ours.latin, &theirs.latin, 0, vowels)
}

fn near_keys(ours: &str, theirs: &str, letters_apart: u32, vowels: bool) -> Option<u32> {
    let (ours, theirs) = (ours.as_bytes(), theirs.as_bytes());
    let (shorter, longer) = (ours.len().min(theirs.len()), ours.len().max(theirs.len()));
    let allowed = edits::allowed(shorter, longer);
    // Where only vowels differ, as in Arabic names, one letter more may.
    let most = if vowels && shorter >= 5 { allowed.max(2) } else { allowed };
    if most == 0 || longer - shorter > usize::from(most) || letters_apart > 2 * u32::from(most) {
        return None;
    }
    let apart = edits::distance(ours, theirs, most)?;
    let base: u32 = match (apart, shorter, longer) {
        (0, ..) => 940,
        (1, 0..=3, _) => 560,
        (1, 4, 4) => 680,
        (1, _, 5) => 800,
        (1, _, 6) => 830,
        (1, _, 7) => 855,
        (1, _, 8) => 870,
        (1, ..) => 890,
        (_, 9.., _) => 770,
        _ => 720,
    };
    let first_differs = ours.first() != theirs.first();
    Some(base - if first_differs { 30 } else { 0 } + if vowels { 30 } else { 0 })
}

/// Whether a word only confirms another, how fully, and what that weighs.
fn confirms(ours: &Word, theirs: &Word) -> Option<(Relation, u32, u32)> {
    let (short, long) = if ours.latin.len() <= theirs.latin.len() { (ours, theirs) } else { (theirs, ours) };
    let weight = u32::from(short.weight.min(long.weight));
    if short.class == Class::Initial
        && long.class == Class::Core
        && long.latin.starts_with(short.latin.as_ref())
    {
        return Some((Relation::Initial, 900, weight.min(120)));
    }
    let letters = |word: &Word| matches!(word.class, Class::Core | Class::Generic);
    if !letters(short)
        || !letters(long)
        || short.script != Script::Latin
        || long.latin.len() < short.latin.len() + 2
    {
        return None;
    }
    let cut = short.latin.len() >= 4 && long.latin.starts_with(short.latin.as_ref());
    if cut {
        return Some((Relation::Abbreviated, 800, weight.min(400)));
    }
    let bare = short.latin.len() >= 3 && short.latin.bytes().filter(|it| b"aeiou".contains(it)).count() == 0;
    let same_sounds =
        short.skeleton == long.skeleton && short.latin.as_bytes().first() == long.latin.as_bytes().first();
    (bare && same_sounds).then_some((Relation::Abbreviated, 800, weight.min(400)))
}

/// The words of a prepared name, as they are compared.
pub(crate) fn words(name: &PreparedName) -> Vec<&Word> {
    name.words.iter().collect()
}
