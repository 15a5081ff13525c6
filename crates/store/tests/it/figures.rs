//! How long it takes: run by hand, `cargo test --release -p store -- --ignored --nocapture figures`.

use std::time::Instant;

use store::{Home, Verdict};

use crate::sample::{by, decision, home, stamp};

/// Milliseconds at the 50th and 99th of a hundred, sorted.
fn spread(mut times_ms: Vec<f64>) -> String {
    times_ms.sort_by(f64::total_cmp);
    let at = |share: usize| times_ms[(times_ms.len() - 1) * share / 100];
    format!("p50 {:.2} ms, p99 {:.2} ms", at(50), at(99))
}

fn timed<T>(count: u32, mut work: impl FnMut(u32) -> T) -> Vec<f64> {
    (0..count)
        .map(|number| {
            let start = Instant::now();
            work(number);
            start.elapsed().as_secs_f64() * 1000.0
        })
        .collect()
}

#[test]
#[ignore = "measures; run by hand in release"]
fn figures() {
    let (folder, home) = home();
    println!("open: {}", spread(timed(50, |_| Home::open(folder.path()).unwrap())));
    let appends = timed(1000, |number| home.note(&[7; 400], &by("desk", number % 60)).unwrap());
    println!("append and commit a record of 400 bytes: {}", spread(appends));
    let puts = timed(200, |number| home.blobs().put(&number.to_be_bytes().repeat(1000)).unwrap());
    println!("put a blob of 4 kB: {}", spread(puts));
    let decisions = timed(500, |number| {
        let id = format!("d{number}");
        home.record_decision(&decision(&id, &id), &stamp(number % 60)).unwrap();
    });
    println!("record a decision, two new blobs with it: {}", spread(decisions));
    let size = 100_000_000;
    let start = Instant::now();
    let digest = home.blobs().put_stream(std::io::Read::take(std::io::repeat(5), size), size).unwrap();
    println!("put_stream 100 MB: {:.0} ms", start.elapsed().as_secs_f64() * 1000.0);
    let start = Instant::now();
    drop(Home::open(folder.path()).unwrap().blobs().map(digest).unwrap());
    println!("map and check 100 MB: {:.0} ms", start.elapsed().as_secs_f64() * 1000.0);
    drop(home);
    let home = million(folder.path());
    let start = Instant::now();
    let Verdict::Intact(head) = home.verify().unwrap() else { panic!("touched") };
    assert_eq!(head.seq, 1_000_000);
    println!("verify a million records: {:.1} s", start.elapsed().as_secs_f64());
    #[cfg(target_os = "linux")]
    for line in std::fs::read_to_string("/proc/self/status").unwrap().lines() {
        if line.starts_with("VmHWM") {
            println!("peak memory, with 100 MB mapped in it: {line}");
        }
    }
}

/// A log of a million records, written behind the store's back in one transaction: only reading it is
/// measured.
fn million(folder: &std::path::Path) -> Home {
    let home = Home::open(folder).unwrap();
    let head = home.head().unwrap();
    drop(home);
    let mut connection = rusqlite::Connection::open(folder.join(store::DATABASE_FILE)).unwrap();
    let transaction = connection.transaction().unwrap();
    let body = [b'x'; 300];
    let (mut seq, mut prev_hash) = (head.seq, head.hash);
    let mut insert =
        transaction.prepare("INSERT INTO log VALUES ($1, 'then', 'desk', 'note', $2, $3, $4)").unwrap();
    while seq < 1_000_000 {
        seq += 1;
        let body_digest = vocab::Digest::of(&body);
        let hash =
            store::Link { seq, at: "then", writer: "desk", kind: "note", body_digest, prev_hash }.hash();
        insert.execute((seq, body, prev_hash.as_bytes(), hash.as_bytes())).unwrap();
        prev_hash = hash;
    }
    drop(insert);
    transaction
        .execute("UPDATE log_head SET seq = $1, hash = $2 WHERE writer = 'desk'", (seq, prev_hash.as_bytes()))
        .unwrap();
    transaction.commit().unwrap();
    drop(connection);
    Home::open(folder).unwrap()
}
