//! What the engine finds, misses and costs on the published lists.

use std::time::Instant;

use ledger::Party;
use screening::{EntryRef, Hit, Index, REVIEW_AT, Screener, Settings};
use vocab::Schema;

use crate::data::{consolidated, index_of, party, text};

/// Numbers from a seed, so that a failure can be run again.
struct Seeded(u64);

impl Seeded {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % most.max(1) as u64).unwrap()
    }
}

/// A name of the lists and the party that bears it.
struct Case {
    party: u32,
    asked: Party,
}

/// Every n-th name of the lists, by a hash of its text, changed; `None` where the change does not apply.
fn cases(
    parties: &[Party],
    every: u64,
    mut change: impl FnMut(&str, &mut Seeded) -> Option<String>,
) -> Vec<Case> {
    let mut out = Vec::new();
    let mut seeded = Seeded(88_172_645_463_325_252);
    for (at, listed) in (0..).zip(parties) {
        for name in &listed.names {
            let hash = name
                .text
                .bytes()
                .fold(7_u64, |hash, byte| hash.wrapping_mul(31).wrapping_add(u64::from(byte)));
            if hash % every != 0 || name.text.starts_with("Address ") {
                continue;
            }
            if let Some(text) = change(&name.text, &mut seeded) {
                out.push(Case { party: at, asked: party(listed.schema, &text) });
            }
        }
    }
    out
}

/// The share of cases, in parts of a thousand, that find their own party at the shipped line; first or tied if asked.
fn recall(screener: &mut Screener<'_>, what: &str, cases: &[Case], first: bool) -> usize {
    let settings = Settings { limit_per_party: 1_000, ..Settings::STANDARD };
    let started = Instant::now();
    let mut lost = Vec::new();
    for case in cases {
        let hits = screener.screen(&case.asked, &settings);
        let best = hits.first().map_or(0, |hit| hit.score);
        let own = hits.iter().find(|hit| hit.entry == EntryRef(case.party));
        if !own.is_some_and(|own| !first || own.score == best) {
            lost.push(case.asked.caption().to_owned());
        }
    }
    let found = 100_000 * (cases.len() - lost.len()) / cases.len().max(1);
    let rate = cases.len() as u128 * 1_000 / started.elapsed().as_millis().max(1);
    println!("{what}: {} of {} lost, {found} of 100,000 found, {rate} screens/s", lost.len(), cases.len());
    for name in lost.iter().take(if std::env::var_os("SHOW").is_some() { 60 } else { 0 }) {
        println!("    lost: {name}");
    }
    found
}

fn reordered(text: &str, seeded: &mut Seeded) -> Option<String> {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    if words.len() < 2 || text.contains(['(', ',']) {
        return None;
    }
    let cut = 1 + seeded.below(words.len() - 1);
    words.rotate_left(cut);
    Some(words.join(" "))
}

/// One letter dropped, doubled, swapped or replaced in a word of five letters or more.
fn misspelt(text: &str, seeded: &mut Seeded) -> Option<String> {
    let mut words: Vec<Vec<char>> = text.split(' ').map(|word| word.chars().collect()).collect();
    let long: Vec<usize> = (0..words.len())
        .filter(|&at| words[at].len() >= 5 && words[at].iter().all(char::is_ascii_alphabetic))
        .collect();
    let word = &mut words[*long.get(seeded.below(long.len()))?];
    let at = seeded.below(word.len() - 1);
    match seeded.below(4) {
        0 => drop(word.remove(at)),
        1 => word.insert(at, word[at]),
        2 => word.swap(at, at + 1),
        _ => word[at] = char::from(b'a' + u8::try_from(seeded.below(26)).unwrap()),
    }
    Some(words.iter().map(|word| word.iter().collect::<String>()).collect::<Vec<_>>().join(" "))
}

fn other_form(text: &str, _: &mut Seeded) -> Option<String> {
    let swaps = [
        (" LLC", " OOO"),
        (" CO., LTD.", " Limited"),
        (" LTD", " Limited Company"),
        (" JSC", " Joint Stock Company"),
        (" GMBH", " Gesellschaft mit beschränkter Haftung"),
        (" Co., Ltd.", " 有限公司"),
        (" Limited", " Ltd"),
    ];
    let (from, to) = swaps.into_iter().find(|(from, _)| text.ends_with(from))?;
    Some(format!("{}{to}", text.strip_suffix(from)?))
}

#[test]
fn recall_on_the_consolidated_list() {
    let Some(parties) = consolidated() else { return };
    let started = Instant::now();
    let index = index_of(&parties);
    println!(
        "{} parties in {} ms, {} MB",
        index.len(),
        started.elapsed().as_millis(),
        index.bytes() / 1_000_000
    );
    let mut screener = index.screener();
    let every = std::env::var("EVERY").ok().and_then(|text| text.parse().ok()).unwrap_or(13);
    let own = |text: &str, _: &mut Seeded| Some(text.to_owned());
    for (what, least, first, cases) in [
        ("own name", 99_900, true, cases(&parties, every, own)),
        ("other order", 99_000, false, cases(&parties, every, reordered)),
        // A lone word of five letters with one changed is another name, and is meant to be lost.
        ("one edit", 96_500, false, cases(&parties, every, misspelt)),
        ("other legal form", 99_000, false, cases(&parties, every.min(5), other_form)),
    ] {
        let found = recall(&mut screener, what, &cases, first);
        assert!(found >= least, "{what}: {found} of 100,000");
    }
}

#[test]
fn nothing_is_lost_against_comparing_everything() {
    let Some(parties) = consolidated() else { return };
    let index = index_of(&parties);
    let (mut quick, mut slow) = (index.screener(), index.screener());
    slow.compare_everything();
    let settings = Settings { limit_per_party: 10_000, ..Settings::STANDARD };
    let place = |hit: &Hit| (hit.entry, hit.score);
    let (mut all, mut lost) = (0, 0);
    for case in cases(&parties, 700, misspelt) {
        let found: Vec<_> = quick.screen(&case.asked, &settings).iter().map(place).collect();
        for hit in slow.screen(&case.asked, &settings) {
            all += 1;
            if !found.contains(&place(&hit)) {
                lost += 1;
                println!("lost: {} for {}: {:?}", hit.entry.0, case.asked.caption(), hit.evidence);
            }
        }
    }
    println!("against comparing everything: {lost} of {all} hits lost");
    assert!(lost * 200 <= all);
}

fn alerts(index: &Index, what: &str, asked: &[Party]) -> usize {
    let mut screener = index.screener();
    let started = Instant::now();
    let mut times = Vec::new();
    let mut alerts = 0;
    for party in asked {
        let at = Instant::now();
        let hits = screener.screen(party, &Settings::STANDARD);
        times.push(at.elapsed().as_micros());
        if let Some(hit) = hits.first() {
            alerts += 1;
            if std::env::var_os("SHOW").is_some() {
                println!("    {} {}: {}", hit.score, party.caption(), hit.evidence[0].theirs);
            }
        }
    }
    times.sort_unstable();
    println!(
        "{what}: {alerts} alerts on {} ({REVIEW_AT}), {} screens/s, p99 {} us",
        asked.len(),
        asked.len() as u128 * 1_000 / started.elapsed().as_millis().max(1),
        times.get(times.len() * 99 / 100).copied().unwrap_or(0),
    );
    alerts
}

#[test]
fn benign_names_rarely_alert() {
    let Some(parties) = consolidated() else { return };
    let index = index_of(&parties);
    let febrl = text("names/febrl_dataset_A_5000.csv.zst").unwrap_or_default();
    let people: Vec<Party> = febrl
        .lines()
        .skip(1)
        .filter_map(|line| {
            let mut columns = line.split(',').skip(1);
            let (given, family) = (columns.next()?, columns.next()?);
            (given.len() > 1 && family.len() > 1).then(|| party(Schema::Person, &format!("{given} {family}")))
        })
        .collect();
    let found = alerts(&index, "people of Febrl", &people);
    assert!(found * 200 <= people.len());
    let donors: Vec<Party> = text("ftm/samples/parteispenden/entities.ftm.json")
        .unwrap_or_default()
        .lines()
        .filter_map(|line| {
            let json: serde_json::Value = serde_json::from_str(line).ok()?;
            let schema: Schema = json.get("schema")?.as_str()?.parse().ok()?;
            let name = json.get("properties")?.get("name")?.get(0)?.as_str()?;
            schema.is_a(Schema::LegalEntity).then(|| party(schema, name))
        })
        .collect();
    let found = alerts(&index, "German party donors", &donors);
    // Two donors share their whole name with an alias of a listed party, which is a collision and no error.
    assert!(found * 40 <= donors.len());
}

/// Names of two words made of tokens that Wikidata gives in Latin letters and in another script.
fn pairs(path: &str, joined: bool) -> Option<Vec<(String, String)>> {
    let tokens = text(path)?;
    let pair = |line: &str| -> Option<(String, String)> {
        let mut columns = line.split('\t');
        let (latin, other) = (columns.next()?, columns.next()?);
        let other = if joined { other.replace(' ', "") } else { other.to_owned() };
        // Seen once is often a wrong alignment; a third column counts.
        let often = columns.next()?.parse::<u32>().ok()? >= 4;
        (often && latin.len() >= 4 && latin.is_ascii()).then(|| (latin.to_owned(), other))
    };
    let tokens: Vec<_> = tokens.lines().filter_map(pair).collect();
    Some(
        tokens
            .chunks_exact(2)
            .map(|two| {
                let [(a, x), (b, y)] = two else { return Default::default() };
                (format!("{a} {b}"), format!("{x} {y}"))
            })
            .collect(),
    )
}

#[test]
fn names_meet_across_scripts() {
    let rarity = screening::Rarity::shipped();
    for (path, least, most) in [
        ("names/wikidata_translit/wd_russian_64.zst", 60, 1),
        ("names/wikidata_translit/wd_arabic_64.zst", 50, 2),
    ] {
        let Some(pairs) = pairs(path, true) else { return };
        let meets = |left: &str, right: &str| {
            let (left, right) = (party(Schema::Person, left), party(Schema::Person, right));
            screening::compare(&left, &right, &rarity).score >= REVIEW_AT
        };
        let pairs: Vec<_> = pairs.into_iter().take(2_000).collect();
        let same = pairs.iter().filter(|(left, right)| meets(left, right)).count();
        let other =
            pairs.iter().zip(pairs.iter().skip(1)).filter(|(one, next)| meets(&one.0, &next.1)).count();
        println!("{path}: {same} of {} meet, {other} of others do", pairs.len());
        if std::env::var_os("SHOW").is_some() {
            pairs
                .iter()
                .filter(|(left, right)| !meets(left, right))
                .take(30)
                .for_each(|it| println!("    {it:?}"));
        }
        assert!(same * 100 >= least * pairs.len() && other * 100 <= most * pairs.len());
    }
}
