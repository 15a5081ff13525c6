//! The parties of all lists, prepared once, and the way from a party to its hits.

use std::collections::{BTreeMap, BTreeSet};

use ledger::{Address, IdKind, Party};

use crate::address::{self, AddressIndex};
use crate::attributes::{Proof, proof};
use crate::compare::{self, may_match, naming};
use crate::dictionary::{Dictionary, DictionaryBuilder, KeyTable, LookUp, Salt, hash};
use crate::name_pair::{self, FULL, NameMatch};
use crate::prepared::{Class, PreparedName, Word, letters, prepare, prepare_text};
use crate::spelling::{Script, fold_key, skeleton};
use crate::word_tables::{LegalForms, tables};
use crate::{Evidence, Rarity, Settings};

/// What attributes may add to a score: a name that far below the line is still looked at.
const ATTRIBUTES_MAX: u32 = 1_700;
/// Names of our party that are screened; further ones are cut.
const ASKED_NAMES_MAX: usize = 64;
/// Words joined for a key, and the letters that they must have.
const JOINED_LETTERS: std::ops::RangeInclusive<usize> = 4..=40;

/// A list, as the caller numbers them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ListRef(pub u16);

/// An entry of a list, as the caller numbers them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryRef(pub u32);

/// A listed party that our party may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The list.
    pub list: ListRef,
    /// The entry of the list.
    pub entry: EntryRef,
    /// How well they agree, in 1/10,000.
    pub score: u16,
    /// How much agreed, whatever the score: orders hits of one score, for an exact rare name says more than an
    /// exact common one.
    pub strength: u32,
    /// What speaks for it, the weightiest first. Never empty.
    pub evidence: Vec<Evidence>,
    /// What speaks against it, the weightiest first.
    pub against: Vec<Evidence>,
    /// Whether the match may carry the list's legal effect without a person's word.
    pub presumed: bool,
}

/// A listed party at the same building as an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressHit {
    /// The list.
    pub list: ListRef,
    /// The entry of the list.
    pub entry: EntryRef,
    /// Whether floor or unit are the same too, and not only the building.
    pub same_unit: bool,
    /// The listed address, as its source writes it.
    pub text: String,
    /// Why it is taken for the same, as a sentence.
    pub sentence: String,
}

/// Takes the listed parties, and makes the [`Index`] of them.
#[derive(Debug, Default)]
pub struct IndexBuilder {
    listed: Vec<Listed>,
}

/// A listed party, and where it stands.
#[derive(Debug)]
struct Listed {
    list: ListRef,
    entry: EntryRef,
    party: Party,
}

impl IndexBuilder {
    /// A builder that holds nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a listed party.
    pub fn add(&mut self, list: ListRef, entry: EntryRef, party: &Party) {
        // Remarks and the like are not compared, and are most of what an entry weighs.
        let party = Party { details: Vec::new(), ..party.clone() };
        self.listed.push(Listed { list, entry, party });
    }

    /// Makes the index.
    pub fn build(self, rarity: Rarity) -> Index {
        let mut dictionary = DictionaryBuilder::default();
        let mut names = Names::default();
        let mut joined = Vec::new();
        let mut ids: PlacesByIdentifier = BTreeMap::new();
        let mut places: BTreeMap<(ListRef, EntryRef), Vec<u32>> = BTreeMap::new();
        let mut addresses = AddressIndex::default();
        for (at, listed) in (0_u32..).zip(&self.listed) {
            let place = (listed.list, listed.entry);
            places.entry(place).or_default().push(at);
            for name in prepare(&listed.party.names, listed.party.schema, &rarity) {
                if is_placeholder(&listed.party, name.at) {
                    continue;
                }
                let id = names.push(at, &name, &mut dictionary);
                for text in joined_texts(&name.words) {
                    joined.push((hash(text.as_bytes(), usize::MAX, Salt::Whole), id));
                    joined.extend((0..text.len()).map(|skip| (hash(text.as_bytes(), skip, Salt::Whole), id)));
                }
            }
            for identifier in &listed.party.ids {
                let found = ids.entry((identifier.kind, identifier.value.as_str().into())).or_default();
                if !found.contains(&place) {
                    found.push(place);
                }
            }
            for (which, address) in (0_u32..).zip(&listed.party.addresses) {
                addresses.add((at, which), address);
            }
        }
        let dictionary = dictionary.build();
        names.finish(&dictionary);
        Index {
            listed: self.listed,
            dictionary,
            names,
            joined: KeyTable::new(joined),
            ids,
            places,
            addresses,
            rarity,
        }
    }
}

/// `Address 07`: an entry without a name, which lists an address only. Nobody is called so.
fn is_placeholder(party: &Party, name: usize) -> bool {
    let Some(name) = party.names.get(name) else { return false };
    let Some(number) = name.text.trim().strip_prefix("Address ") else { return false };
    number.len() == 2 && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// The neighbouring words of a name joined, and the whole name: keys for names that are split elsewhere.
fn joined_texts(words: &[Word]) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    let joins = |word: &Word| matches!(word.class, Class::Core | Class::Initial | Class::Place);
    let mut push = |run: &[Word]| {
        let length: usize = run.iter().map(|word| word.latin.len()).sum();
        if run.len() > 1 && JOINED_LETTERS.contains(&length) && run.iter().all(joins) {
            out.insert(run.iter().map(|word| word.latin.as_ref()).collect());
        }
    };
    for width in 2..=3 {
        words.windows(width).for_each(&mut push);
    }
    push(words);
    out
}

/// The names of all entries in flat arrays: name to words, word to names, name to entry.
#[derive(Debug, Default)]
struct Names {
    words: Vec<u32>,
    words_from: Vec<u32>,
    weight: Vec<u32>,
    listed: Vec<u32>,
    at: Vec<u16>,
    weak: Vec<bool>,
    legal: Vec<LegalForms>,
    of_word: Vec<u32>,
    of_word_from: Vec<u32>,
}

impl Names {
    fn push(&mut self, listed: u32, name: &PreparedName, dictionary: &mut DictionaryBuilder) -> u32 {
        let id = as_u32(self.listed.len());
        self.words_from.push(as_u32(self.words.len()));
        self.words.extend(name.words.iter().map(|word| dictionary.id(word)));
        self.weight.push(name.weight());
        self.listed.push(listed);
        self.at.push(u16::try_from(name.at).unwrap_or(u16::MAX));
        self.weak.push(name.weak);
        self.legal.push(name.legal);
        id
    }

    /// Makes the way back from words to names.
    fn finish(&mut self, dictionary: &Dictionary) {
        self.words_from.push(as_u32(self.words.len()));
        let mut pairs: Vec<(u32, u32)> = Vec::with_capacity(self.words.len());
        for name in 0..as_u32(self.listed.len()) {
            pairs.extend(self.words_of(name).iter().map(|&word| (word, name)));
        }
        pairs.sort_unstable();
        pairs.dedup();
        let mut at = 0;
        for word in 0..=as_u32(dictionary.words.len()) {
            while pairs.get(at).is_some_and(|pair| pair.0 < word) {
                at += 1;
            }
            self.of_word_from.push(as_u32(at));
        }
        self.of_word = pairs.into_iter().map(|(_, name)| name).collect();
    }

    fn words_of(&self, name: u32) -> &[u32] {
        slice(&self.words, &self.words_from, name)
    }

    fn of_word(&self, word: u32) -> &[u32] {
        slice(&self.of_word, &self.of_word_from, word)
    }

    fn bytes(&self) -> usize {
        4 * (self.words.len() + self.words_from.len() + self.weight.len() + self.listed.len())
            + 4 * self.at.len()
            + 4 * (self.of_word.len() + self.of_word_from.len())
    }
}

fn slice<'a>(values: &'a [u32], from: &[u32], at: u32) -> &'a [u32] {
    let start = |at: usize| from.get(at).map_or(0, |&start| start as usize);
    values.get(start(at as usize)..start(at as usize + 1)).unwrap_or_default()
}

fn as_u32(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

/// The entries that have an identifier.
type PlacesByIdentifier = BTreeMap<(IdKind, Box<str>), Vec<(ListRef, EntryRef)>>;

/// The parties of all lists, prepared for screening. Cheap to share between threads.
#[derive(Debug)]
pub struct Index {
    listed: Vec<Listed>,
    dictionary: Dictionary,
    names: Names,
    joined: KeyTable,
    ids: PlacesByIdentifier,
    places: BTreeMap<(ListRef, EntryRef), Vec<u32>>,
    addresses: AddressIndex,
    rarity: Rarity,
}

impl Index {
    /// The hits of a party at or above `settings.review_at`, the best first.
    ///
    /// Who screens many parties takes a [`Screener`] and keeps it.
    pub fn screen(&self, party: &Party, settings: &Settings) -> Vec<Hit> {
        self.screener().screen(party, settings)
    }

    /// A screener: the index with the scratch memory of one thread.
    pub fn screener(&self) -> Screener<'_> {
        Screener {
            index: self,
            turn: 0,
            met_turn: vec![0; self.dictionary.words.len()],
            met: vec![0; self.dictionary.words.len()],
            seen: vec![0; self.names.listed.len()],
            look_up: LookUp::default(),
            everything: false,
        }
    }

    /// The listed parties at the same building as `address`, those with the same unit first.
    pub fn screen_address(&self, address: &Address) -> Vec<AddressHit> {
        let mut out: Vec<AddressHit> = Vec::new();
        for (at, which) in self.addresses.near(address) {
            let Some(listed) = self.listed.get(at as usize) else { continue };
            let Some(theirs) = listed.party.addresses.get(which as usize) else { continue };
            let compared = address::compare(address, theirs);
            let same_unit = match compared.relation {
                address::Relation::SameUnit => true,
                address::Relation::SameBuilding => false,
                address::Relation::Different | address::Relation::Unknown => continue,
            };
            let (list, entry) = (listed.list, listed.entry);
            out.push(AddressHit {
                list,
                entry,
                same_unit,
                text: theirs.text.clone(),
                sentence: compared.sentence,
            });
        }
        out.sort_by(|left, right| {
            (!left.same_unit, left.list, left.entry, &left.text).cmp(&(
                !right.same_unit,
                right.list,
                right.entry,
                &right.text,
            ))
        });
        // One party is at a building once, however many ways its address is written.
        let mut seen = BTreeSet::new();
        out.retain(|hit| seen.insert((hit.list, hit.entry)));
        out
    }

    /// The entries that have this identifier, whatever their names; `value` as [`ledger::Identifier`] has it.
    pub fn by_identifier(&self, kind: IdKind, value: &str) -> &[(ListRef, EntryRef)] {
        self.ids.get(&(kind, Box::from(value))).map_or(&[], Vec::as_slice)
    }

    /// How many entries the index holds.
    pub fn len(&self) -> usize {
        self.listed.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.listed.is_empty()
    }

    /// How many bytes its words, names and keys take, without the parties themselves.
    pub fn bytes(&self) -> usize {
        self.dictionary.bytes() + self.names.bytes() + self.joined.bytes()
    }
}

/// An index with the scratch memory of one thread.
#[derive(Debug)]
pub struct Screener<'a> {
    index: &'a Index,
    turn: u32,
    met_turn: Vec<u32>,
    /// What a word of the dictionary agrees with a word asked, by its agreement times its weight.
    met: Vec<u32>,
    seen: Vec<u32>,
    look_up: LookUp,
    everything: bool,
}

/// One word asked for: the words near it, and what they cost to follow.
struct Probe {
    near: Vec<(u32, name_pair::Relation, u32)>,
    weight: u32,
    names: usize,
}

impl Screener<'_> {
    /// Compares every name from now on, and skips none by its keys: slow, to measure what the keys lose.
    pub fn compare_everything(&mut self) {
        self.everything = true;
    }

    /// The hits of a party at or above `settings.review_at`, the best first.
    pub fn screen(&mut self, party: &Party, settings: &Settings) -> Vec<Hit> {
        let index = self.index;
        let names = prepare(&party.names, party.schema, &index.rarity);
        // The best pair of names of each listed party: score, strength, name of ours, name of theirs.
        let mut best: BTreeMap<u32, (NameMatch, usize, u32)> = BTreeMap::new();
        let floor = u32::from(settings.review_at).saturating_sub(ATTRIBUTES_MAX);
        for (ours, name) in names.iter().enumerate().take(ASKED_NAMES_MAX) {
            self.ask(party, name, ours, floor, &mut best);
        }
        let mut entries: BTreeMap<u32, Option<(NameMatch, usize, u32)>> =
            best.into_iter().map(|(listed, found)| (listed, Some(found))).collect();
        for listed in self.with_same_identifier(party) {
            entries.entry(listed).or_insert(None);
        }
        let mut hits: Vec<Hit> = Vec::new();
        for (listed, found) in entries {
            let Some(entry) = index.listed.get(listed as usize) else { continue };
            let compared = match found {
                Some((found, ours, theirs)) => {
                    let Some(ours) = names.get(ours) else { continue };
                    let theirs = self.theirs(entry, theirs);
                    compare::weigh(party, &entry.party, Some(&(found, ours, &theirs)))
                }
                None => compare::compare(party, &entry.party, &index.rarity),
            };
            if compared.score >= settings.review_at {
                hits.push(Hit {
                    list: entry.list,
                    entry: entry.entry,
                    score: compared.score,
                    strength: compared.strength,
                    evidence: compared.evidence,
                    against: compared.against,
                    presumed: compared.presumed,
                });
            }
        }
        hits.sort_by(|left, right| {
            (right.score, right.strength)
                .cmp(&(left.score, left.strength))
                .then((left.list, left.entry).cmp(&(right.list, right.entry)))
        });
        hits.truncate(settings.limit_per_party);
        hits
    }

    /// The listed name as it was written: the dictionary keeps one spelling a word for all entries.
    fn theirs(&self, entry: &Listed, name: u32) -> PreparedName {
        let at = self.index.names.at.get(name as usize).copied().map_or(0, usize::from);
        let text = entry.party.names.get(at).map_or("", |name| name.text.as_str());
        let mut out = prepare_text(text, entry.party.schema, &self.index.rarity);
        out.at = at;
        out.weak = self.index.names.weak.get(name as usize).copied().unwrap_or(false);
        out
    }

    fn with_same_identifier(&self, party: &Party) -> BTreeSet<u32> {
        let telling = party.ids.iter().filter(|it| proof(it.kind) != Proof::Hint);
        let places = telling.flat_map(|it| self.index.by_identifier(it.kind, &it.value));
        places.filter_map(|place| self.index.places.get(place)).flatten().copied().collect()
    }

    /// Finds the listed names that may reach `floor` against one name of ours, and keeps the best of each party.
    fn ask(
        &mut self,
        party: &Party,
        name: &PreparedName,
        ours: usize,
        floor: u32,
        best: &mut BTreeMap<u32, (NameMatch, usize, u32)>,
    ) {
        let index = self.index;
        self.turn += 1;
        let mut probes: Vec<Probe> = name.words.iter().map(|word| self.probe(word)).collect();
        let asked_weight = name.weight();
        // The cheapest words per unit of weight first.
        probes.sort_by_key(|it| (it.names * 1_000 / it.weight.max(1) as usize, it.weight));
        let mut rest: u32 = probes.iter().map(|it| it.weight).sum();
        let mut found = Vec::new();
        for probe in &probes {
            // What is left can no longer reach the floor, even where the rest of the name counts half.
            let bound = (name_pair::NAME_SCORE_MAX * 2 * rest)
                .checked_div(2 * rest + asked_weight.saturating_sub(rest) / 2)
                .unwrap_or(0);
            if bound < floor && !self.everything {
                break;
            }
            rest -= probe.weight;
            for &(word, ..) in &probe.near {
                for &name in index.names.of_word(word) {
                    self.see(name, &mut found);
                }
            }
        }
        let mut sure = Vec::new();
        self.joined(name, &mut sure);
        if self.everything {
            sure = (0..as_u32(index.names.listed.len())).collect();
        }
        let words = name_pair::words(name);
        let quick =
            found.into_iter().filter(|&it| self.may_reach(it, asked_weight, floor)).collect::<Vec<_>>();
        let mut theirs_words = Vec::new();
        for theirs in quick.into_iter().chain(sure) {
            let Some(&listed) = index.names.listed.get(theirs as usize) else { continue };
            let Some(entry) = index.listed.get(listed as usize) else { continue };
            if !may_match(party.schema, entry.party.schema) {
                continue;
            }
            theirs_words.clear();
            let ids = index.names.words_of(theirs);
            theirs_words.extend(ids.iter().filter_map(|&word| index.dictionary.words.get(word as usize)));
            let weak = name.weak || index.names.weak.get(theirs as usize).copied().unwrap_or(false);
            let kind = naming(party.schema, entry.party.schema);
            let mut compared = name_pair::compare(&words, &theirs_words, kind, weak);
            if compared.score < floor {
                continue;
            }
            let legal = index.names.legal.get(theirs as usize).copied().unwrap_or(0);
            compared.legal_differs = tables().legal_contradict(name.legal, legal);
            match best.get(&listed) {
                Some((before, ..)) if before.rank() >= compared.rank() => {}
                _ => {
                    best.insert(listed, (compared, ours, theirs));
                }
            }
        }
    }

    /// Looks a word up, and marks the words near it with how well they agree.
    fn probe(&mut self, word: &Word) -> Probe {
        let index = self.index;
        let mut near = Vec::new();
        index.dictionary.near(word, &mut self.look_up, &mut near);
        let mut names = 0;
        for &(id, _, agreement) in &near {
            let at = id as usize;
            let Some(listed) = index.dictionary.words.get(at) else { continue };
            names += index.names.of_word(id).len();
            let worth = agreement * u32::from(word.weight.min(listed.weight)) / FULL;
            if let (Some(turn), Some(met)) = (self.met_turn.get_mut(at), self.met.get_mut(at)) {
                *met = if *turn == self.turn { worth.max(*met) } else { worth };
                *turn = self.turn;
            }
        }
        let most = near
            .iter()
            .filter_map(|&(id, ..)| index.dictionary.words.get(id as usize))
            .map(|it| it.weight)
            .max();
        Probe { weight: u32::from(most.unwrap_or(0).min(word.weight)), near, names }
    }

    fn see(&mut self, name: u32, found: &mut Vec<u32>) {
        let Some(seen) = self.seen.get_mut(name as usize) else { return };
        if *seen != self.turn {
            *seen = self.turn;
            found.push(name);
        }
    }

    /// Whether a name may reach the floor: a quick upper bound from the words that were marked.
    fn may_reach(&self, name: u32, asked_weight: u32, floor: u32) -> bool {
        let index = self.index;
        let met: u32 = index
            .names
            .words_of(name)
            .iter()
            .filter(|&&word| self.met_turn.get(word as usize) == Some(&self.turn))
            .filter_map(|&word| self.met.get(word as usize))
            .sum();
        let listed_weight = index.names.weight.get(name as usize).copied().unwrap_or(0);
        // Initials and cut-off words may add this much more.
        let met = met + CONFIRMING_WEIGHT;
        let (ours, theirs) = (asked_weight.saturating_sub(met), listed_weight.saturating_sub(met));
        // Of what is left, the greater side may count half.
        let left = 2 * ours.min(theirs) + ours.abs_diff(theirs) / 2;
        (name_pair::NAME_SCORE_MAX * 2 * met).checked_div(2 * met + left).unwrap_or(0) >= floor
    }

    /// The names that agree with this one once words are joined or split.
    fn joined(&mut self, name: &PreparedName, sure: &mut Vec<u32>) {
        let index = self.index;
        let core = |word: &&Word| word.class == Class::Core && JOINED_LETTERS.contains(&word.latin.len());
        let mut keys: Vec<u32> = Vec::new();
        for word in name.words.iter().filter(core) {
            let text = word.latin.as_bytes();
            keys.push(hash(text, usize::MAX, Salt::Whole));
            keys.extend((0..text.len()).map(|skip| hash(text, skip, Salt::Whole)));
        }
        let mut near = Vec::new();
        for text in joined_texts(&name.words) {
            keys.push(hash(text.as_bytes(), usize::MAX, Salt::Whole));
            near.clear();
            index.dictionary.near(&joined_word(&text), &mut self.look_up, &mut near);
            for &(id, ..) in near.iter().filter(|it| it.2 >= 800) {
                for &name in index.names.of_word(id) {
                    self.see(name, sure);
                }
            }
        }
        for key in keys {
            for &name in index.joined.get(key) {
                self.see(name, sure);
            }
        }
    }
}

/// Weight that words which only confirm may add to a match.
const CONFIRMING_WEIGHT: u32 = 250;

/// A word that stands nowhere so, to look up what joined words may be written as.
fn joined_word(text: &str) -> Word {
    let fold = fold_key(text);
    Word {
        written: text.into(),
        skeleton: skeleton(text).into(),
        letters: letters(&fold),
        latin: text.into(),
        fold: fold.into(),
        class: Class::Core,
        concept: 0,
        weight: crate::rarity::WEIGHT_MAX,
        script: Script::Latin,
        patronymic: false,
    }
}
