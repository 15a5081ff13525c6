//! Engines do no IO, read no clock, start no thread, print and log nothing; `unsafe` stands in `store` alone.

use super::Complaint;
use crate::rust_text;
use crate::tree::Tree;

/// The crates that are pure: bytes and time come in, values go out.
const ENGINES: [&str; 7] = ["vocab", "ledger", "lists", "screening", "ownership", "goods", "law"];

/// Modules of the standard library that reach out of the process, and what to do instead.
const OUTSIDE: [(&str, &str); 5] = [
    ("fs", "take `&[u8]`: `store` and `plimsoll` read files"),
    ("net", "take `&[u8]`: `plimsoll` downloads"),
    ("env", "take the value as an argument: `plimsoll` reads the environment"),
    ("process", "return an error: `plimsoll` ends the program"),
    ("thread", "stay on the caller's thread: `plimsoll` decides how many there are"),
];

/// Single words that do the same, and what to do instead.
const WORDS: [(&str, &str); 14] = [
    ("SystemTime", "take the date as an argument: the same order gives the same bytes on any day"),
    ("Instant", "take no time: `bench` measures"),
    ("println", "return it: `plimsoll` prints"),
    ("eprintln", "return it: `plimsoll` prints"),
    ("print", "return it: `plimsoll` prints"),
    ("eprint", "return it: `plimsoll` prints"),
    ("stdout", "return it, or write to a `fmt::Write` that the caller gives"),
    ("stderr", "return it, or write to a `fmt::Write` that the caller gives"),
    ("stdin", "take `&[u8]`: `plimsoll` reads the input"),
    ("log", "return what should be known: engines do not log"),
    ("tracing", "return what should be known: engines do not log"),
    ("reqwest", "take `&[u8]`: `plimsoll` downloads"),
    ("tokio", "stay a plain function: async stops at `plimsoll`"),
    ("rayon", "stay on the caller's thread: `plimsoll` decides how many there are"),
];

/// Engine code that is not pure, and `unsafe` outside the store.
pub(super) fn complaints(tree: &Tree) -> Vec<Complaint> {
    let mut found = Vec::new();
    for (path, text) in tree.sources() {
        let code = rust_text::code(text);
        if !path.starts_with("crates/store/src/") && !path.starts_with("fuzz/") {
            let used = rust_text::words(&code).filter(|&(_, word)| word == "unsafe");
            found.extend(used.map(|(at, _)| {
                Complaint::line(
                    path,
                    line_of(&code, at),
                    "`unsafe` stands in `store` alone, with a decision record",
                )
            }));
        }
        if is_engine_source(path) {
            found.extend(reaches_out(path, &code));
        }
    }
    found
}

/// Whether `path` is product code of an engine: its tests, benches and build scripts may do as they need.
fn is_engine_source(path: &str) -> bool {
    let Some((name, rest)) = path.strip_prefix("crates/").and_then(|path| path.split_once('/')) else {
        return false;
    };
    let test_file = rest.ends_with("/tests.rs") || rest.contains("/tests/");
    ENGINES.contains(&name) && rest.starts_with("src/") && !test_file
}

/// The places of `code` that name something outside the process.
fn reaches_out(path: &str, code: &str) -> Vec<Complaint> {
    let mut found = Vec::new();
    for (at, word) in rust_text::words(code) {
        let (before, after) = (code[..at].trim_end(), code[at + word.len()..].trim_start());
        let outside = OUTSIDE.iter().find(|(module, _)| *module == word && from_std(code, at));
        let named = WORDS.iter().find(|(name, _)| *name == word && is_meant(name, before, after));
        let now = word == "now" && before.ends_with("::") && after.starts_with('(');
        let advice = outside.or(named).map(|(_, advice)| *advice);
        let advice = advice.or(now.then_some("take the date as an argument: engines read no clock"));
        if let Some(advice) = advice {
            found.push(Complaint::line(
                path,
                line_of(code, at),
                format!("engines may not use `{word}`: {advice}"),
            ));
        }
    }
    found
}

/// Whether the word is the thing itself and not a field, a method or a variable that happens to have its name.
fn is_meant(name: &str, before: &str, after: &str) -> bool {
    match name {
        "println" | "eprintln" | "print" | "eprint" => after.starts_with('!'),
        "log" | "tracing" | "reqwest" | "tokio" | "rayon" => {
            after.starts_with("::") || before.ends_with("use")
        }
        "stdout" | "stderr" | "stdin" => {
            after.starts_with('(') && !before.ends_with('.') && !before.ends_with("fn")
        }
        _ => true,
    }
}

/// Whether the module named at `at` is one of `std`: as `std::fs`, or in the braces of `use std::{…}`.
fn from_std(code: &str, at: usize) -> bool {
    let before = code[..at].trim_end();
    if before.ends_with("std::") {
        return true;
    }
    let Some((_, group)) = before.rsplit_once("std::{") else { return false };
    // Still inside the group, and at its first level: `std::{fmt, fs}` but not `std::{fmt, path::{fs}}`.
    !group.contains(';')
        && group.matches('{').count() == group.matches('}').count()
        && !before.ends_with("::")
}

fn line_of(code: &str, at: usize) -> usize {
    code[..at].matches('\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, source: &str, expected: &[&str]) {
        crate::tidy::check(complaints, &[(path, source)], expected);
    }

    #[test]
    fn an_engine_may_not_reach_out() {
        let engine = "crates/law/src/lib.rs";
        check(engine, "//! A.\nuse std::fs;\n", &["lib.rs:2: engines may not use `fs`"]);
        check(engine, "use std::{\n    fmt, env,\n};", &["lib.rs:2: engines may not use `env`"]);
        check(engine, "let a = std::net::TcpStream::connect(b);", &["`net`"]);
        check(engine, "std::process::exit(1); std::thread::spawn(a);", &["`process`", "`thread`"]);
        check(engine, "use std::time::{Instant, SystemTime};", &["`Instant`", "`SystemTime`"]);
        check(engine, "let a = jiff::Zoned::now();", &["`now`"]);
        check(
            engine,
            "println!(\"a\"); print!(\"a\"); std::io::stdout().lock();",
            &["println", "print", "stdout"],
        );
        check(engine, "tracing::info!(\"a\"); use log::warn;", &["`tracing`", "`log`"]);
    }

    #[test]
    fn a_name_alone_is_no_reach() {
        let engine = "crates/law/src/lib.rs";
        check(engine, "// std::fs\nlet a = \"std::env\"; let net = goods.net; let log = 1; now(net);", &[]);
        check(engine, "use std::{fmt, path::Path}; mod process; use crate::{fs, process};", &[]);
        check(engine, "env!(\"CARGO_PKG_VERSION\"); option.print(); x.stdout();", &[]);
        check(engine, "#[cfg(test)]\nmod tests { use std::fs; }", &[]);
    }

    #[test]
    fn others_and_tests_may() {
        check("crates/plimsoll/src/main.rs", "use std::fs;", &[]);
        check("crates/law/tests/it/main.rs", "use std::fs;", &[]);
    }

    #[test]
    fn unsafe_stands_in_the_store() {
        check("crates/plimsoll/src/main.rs", "unsafe { a() }", &["`unsafe` stands in `store` alone"]);
        check("crates/store/src/map.rs", "unsafe { a() }", &[]);
        check("crates/law/src/lib.rs", "#![deny(unsafe_code)] // unsafe", &[]);
    }
}
