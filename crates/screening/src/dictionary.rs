//! The distinct words of all lists, and the keys under which a word finds those near it.

use std::collections::HashMap;

use crate::name_pair::{Relation, agreement};
use crate::prepared::{Class, Word};
use crate::spelling::Script;

/// Keys to values, flat and sorted.
#[derive(Clone, Debug, Default)]
pub(crate) struct KeyTable {
    keys: Vec<u32>,
    values: Vec<u32>,
    /// Where each value of the highest sixteen bits of a key begins.
    starts: Vec<u32>,
}

impl KeyTable {
    pub(crate) fn new(mut pairs: Vec<(u32, u32)>) -> Self {
        pairs.sort_unstable();
        pairs.dedup();
        let mut starts = Vec::with_capacity(BUCKETS + 1);
        let mut at = 0;
        for bucket in 0..=BUCKETS {
            while pairs.get(at).is_some_and(|(key, _)| ((key >> 16) as usize) < bucket) {
                at += 1;
            }
            starts.push(u32::try_from(at).unwrap_or(u32::MAX));
        }
        Self {
            keys: pairs.iter().map(|(key, _)| *key).collect(),
            values: pairs.iter().map(|(_, value)| *value).collect(),
            starts,
        }
    }

    pub(crate) fn get(&self, key: u32) -> &[u32] {
        let bucket = (key >> 16) as usize;
        let start = |at: usize| self.starts.get(at).map_or(0, |&at| at as usize);
        let (from, to) = (start(bucket), start(bucket + 1));
        let keys = self.keys.get(from..to).unwrap_or_default();
        let first = from + keys.partition_point(|&it| it < key);
        let last = from + keys.partition_point(|&it| it <= key);
        self.values.get(first..last).unwrap_or_default()
    }

    pub(crate) fn bytes(&self) -> usize {
        4 * (self.keys.len() + self.values.len() + self.starts.len())
    }
}

const BUCKETS: usize = 1 << 16;

/// What makes two words one entry of the dictionary.
type WordId = (Box<str>, Class, u16, Script);

/// The distinct words of all names.
#[derive(Debug, Default)]
pub(crate) struct DictionaryBuilder {
    words: Vec<Word>,
    ids: HashMap<WordId, u32>,
}

impl DictionaryBuilder {
    pub(crate) fn id(&mut self, word: &Word) -> u32 {
        let key = (word.latin.clone(), word.class, word.concept, word.script);
        let next = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        *self.ids.entry(key).or_insert_with(|| {
            self.words.push(word.clone());
            next
        })
    }

    pub(crate) fn build(self) -> Dictionary {
        let mut pairs = Vec::new();
        let mut keys = Vec::new();
        for (id, word) in (0..).zip(&self.words) {
            keys.clear();
            word_keys(word, Side::Listed, &mut keys);
            pairs.extend(keys.iter().map(|&key| (key, id)));
        }
        Dictionary { words: self.words, near: KeyTable::new(pairs) }
    }
}

/// The words, numbered, with the way to those near a given word.
#[derive(Debug)]
pub(crate) struct Dictionary {
    pub(crate) words: Vec<Word>,
    near: KeyTable,
}

/// Scratch memory for one thread's look-ups.
#[derive(Debug, Default)]
pub(crate) struct LookUp {
    keys: Vec<u32>,
    ids: Vec<u32>,
}

impl Dictionary {
    pub(crate) fn bytes(&self) -> usize {
        let texts =
            |word: &Word| word.written.len() + word.latin.len() + word.fold.len() + word.skeleton.len();
        self.near.bytes() + self.words.iter().map(|word| texts(word) + size_of::<Word>()).sum::<usize>()
    }

    /// The words that agree with `word`, with how fully, in the order of their numbers.
    pub(crate) fn near(&self, word: &Word, look_up: &mut LookUp, out: &mut Vec<(u32, Relation, u32)>) {
        look_up.keys.clear();
        look_up.ids.clear();
        word_keys(word, Side::Asked, &mut look_up.keys);
        for &key in &look_up.keys {
            look_up.ids.extend_from_slice(self.near.get(key));
        }
        look_up.ids.sort_unstable();
        look_up.ids.dedup();
        for &id in &look_up.ids {
            let Some(listed) = self.words.get(id as usize) else { continue };
            if let Some((relation, agreement)) = agreement(word, listed) {
                out.push((id, relation, agreement));
            }
        }
    }
}

/// Which side of a look-up keys are made for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Listed,
    Asked,
}

/// Words from this length on may differ in two letters, and are found by their halves too.
const HALVES_FROM: usize = 8;

fn word_keys(word: &Word, side: Side, out: &mut Vec<u32>) {
    if word.concept != 0 {
        out.push(hash(word.concept.to_string().as_bytes(), usize::MAX, Salt::Concept));
    }
    if matches!(word.class, Class::Number | Class::Initial) {
        out.push(hash(word.latin.as_bytes(), usize::MAX, Salt::Whole));
        return;
    }
    // Two consonants alone are asked for only where no more is known.
    if word.skeleton.len() >= if side == Side::Listed || word.script.is_abjad() { 2 } else { 3 } {
        out.push(hash(word.skeleton.as_bytes(), usize::MAX, Salt::Consonants));
    }
    text_keys(word.fold.as_bytes(), side, out);
    if word.fold != word.latin {
        text_keys(word.latin.as_bytes(), side, out);
    }
    out.sort_unstable();
    out.dedup();
}

/// The keys of a text: whole, with one letter left out, and the halves of a longer one alike.
///
/// Two texts one edit apart share a key with one letter left out. Of two texts two edits apart, one pair of halves
/// is at most one edit apart; the asking side tries the cuts that the edits may have moved.
pub(crate) fn text_keys(text: &[u8], side: Side, out: &mut Vec<u32>) {
    deletions(text, Salt::Whole, out);
    let length = text.len();
    if length < HALVES_FROM {
        return;
    }
    let middle = length / 2;
    let cuts = if side == Side::Listed { middle..=middle } else { middle.saturating_sub(2)..=middle + 2 };
    for cut in cuts {
        let (head, tail) = text.split_at(cut.min(length));
        deletions(head, Salt::Head, out);
        deletions(tail, Salt::Tail, out);
    }
}

fn deletions(text: &[u8], salt: Salt, out: &mut Vec<u32>) {
    out.push(hash(text, usize::MAX, salt));
    if text.len() >= 4 {
        out.extend((0..text.len()).map(|at| hash(text, at, salt)));
    }
}

/// What a key is of.
#[derive(Clone, Copy)]
pub(crate) enum Salt {
    Whole,
    Head,
    Tail,
    Consonants,
    Concept,
}

/// FNV-1a over a text without the letter at `skip`.
pub(crate) fn hash(text: &[u8], skip: usize, salt: Salt) -> u32 {
    let mut state = 0xcbf2_9ce4_8422_2325_u64 ^ ((salt as u64 + 1) << 56);
    for (at, &byte) in text.iter().enumerate() {
        if at != skip {
            state = (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    let mixed = state ^ (state >> 32);
    u32::try_from(mixed & 0xffff_ffff).unwrap_or(0)
}
