//! The built program, run as a user runs it: a home, a command, and what came of it.

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

/// No command of a test takes as long; one that does hangs.
const PATIENCE: Duration = Duration::from_mins(4);

/// A home of a test's own, in a folder that is also the program's working directory.
pub(crate) struct Home {
    folder: TempDir,
}

impl Home {
    /// An empty one.
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// One that begins as a copy of another. Blobs never change, so they are linked.
    pub(crate) fn copy_of(path: &Path) -> Self {
        let home = Self::new();
        copy_folder(path, &home.path());
        home
    }

    /// The home itself.
    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    /// A file beside the home, which commands name without a folder.
    pub(crate) fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    /// The program on this home, not yet started.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_plimsoll"));
        command.current_dir(self.folder.path()).env_remove("PLIMSOLL_HOME");
        command.arg("--home").arg(self.path()).args(arguments);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Runs a command to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(self.command(arguments).spawn().unwrap(), &arguments.join(" "))
    }

    /// Runs a command with something on its standard input.
    pub(crate) fn run_with(&self, arguments: &[&str], input: &[u8]) -> Ran {
        let mut child = self.command(arguments).stdin(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_vec();
        let writer = thread::spawn(move || drop(stdin.write_all(&input)));
        let ran = Ran::of(child, &arguments.join(" "));
        writer.join().unwrap();
        ran
    }

    /// What `lists status --format json` says.
    pub(crate) fn lists(&self) -> Vec<Value> {
        let ran = self.run(&["lists", "status", "--format", "json"]).ended(0);
        ran.json()["lists"].as_array().unwrap().clone()
    }

    /// The versions of a kind that are in use: from which day each counts, and its entries.
    pub(crate) fn in_use(&self, kind: &str) -> Vec<(String, u64)> {
        let used = |it: &&Value| it["kind"] == kind && it["state"] == "in_use";
        let row =
            |it: &Value| (it["effective"].as_str().unwrap().to_owned(), it["entries"].as_u64().unwrap());
        self.lists().iter().filter(used).map(row).collect()
    }
}

/// What came of a command.
pub(crate) struct Ran {
    command: String,
    pub(crate) status: Option<i32>,
    pub(crate) out: Vec<u8>,
    pub(crate) said: String,
    /// The most memory of its own that it was seen to hold, in kilobytes, where the system tells.
    pub(crate) peak_kb: Option<u64>,
}

impl Ran {
    /// Waits for a started program.
    pub(crate) fn of(mut child: Child, command: &str) -> Self {
        let out = reading(child.stdout.take().unwrap());
        let said = reading(child.stderr.take().unwrap());
        let began = Instant::now();
        let mut peak_kb = None;
        let status = loop {
            peak_kb = peak_kb.max(memory_of(&child));
            if let Some(status) = child.try_wait().unwrap() {
                break status;
            }
            if PATIENCE < began.elapsed() {
                child.kill().unwrap();
                panic!("`{command}` hangs");
            }
            thread::sleep(Duration::from_millis(3));
        };
        let said = String::from_utf8_lossy(&said.join().unwrap()).into_owned();
        Self { command: command.to_owned(), status: status.code(), out: out.join().unwrap(), said, peak_kb }
    }

    /// Tests how it ended.
    #[track_caller]
    pub(crate) fn ended(self, status: i32) -> Self {
        let Self { command, said, .. } = &self;
        assert_eq!(self.status, Some(status), "`{command}` said:\n{said}\n{}", self.text());
        self
    }

    /// Standard output as text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.out).into_owned()
    }

    /// Standard output as JSON.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.out)
            .unwrap_or_else(|error| panic!("`{}`: {error}\n{}\n{}", self.command, self.text(), self.said))
    }

    /// Standard output as JSON, one value a line.
    #[track_caller]
    pub(crate) fn json_lines(&self) -> Vec<Value> {
        self.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

fn reading(mut from: impl Read + Send + 'static) -> thread::JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        from.read_to_end(&mut bytes).unwrap();
        bytes
    })
}

/// The memory of its own that a process holds now, as Linux tells it. Mapped files are not of its own: the system
/// takes their pages back when it needs them.
fn memory_of(child: &Child) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}

/// Copies a home; blobs are linked where that is possible.
pub(crate) fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for item in fs::read_dir(from).unwrap() {
        let item = item.unwrap();
        let target = to.join(item.file_name());
        if item.file_type().unwrap().is_dir() {
            copy_folder(&item.path(), &target);
        } else if from.components().any(|it| it.as_os_str() == "blobs") {
            fs::hard_link(item.path(), &target)
                .or_else(|_| fs::copy(item.path(), &target).map(drop))
                .unwrap();
        } else {
            fs::copy(item.path(), &target).unwrap();
        }
    }
}
