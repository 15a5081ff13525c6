//! The built program as a whole process: what it wrote, how it ended, how long and how much memory it took.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use tempfile::TempDir;

/// How often a running process is asked for its high-water mark.
const ASK_EVERY: Duration = Duration::from_millis(1);

/// The binary under test.
#[derive(Clone, Debug)]
pub(crate) struct Program {
    binary: PathBuf,
}

/// A home of the program, gone when it is dropped.
#[derive(Debug)]
pub(crate) struct Home {
    folder: TempDir,
}

/// What one run came to.
#[derive(Debug)]
pub(crate) struct Ran {
    /// The exit status; `None` where a signal ended it.
    pub(crate) status: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
    pub(crate) seconds: f64,
    /// The high-water mark of resident memory, in kB. The mark is asked for every millisecond, so what a process takes
    /// in its last millisecond may be missing.
    pub(crate) peak_kb: u64,
    /// Hundredths of a second on a processor, user and system: what it would take on a machine with nothing else to do.
    pub(crate) cpu_ticks: u64,
}

impl Program {
    /// The binary of `PLIMSOLL_BIN`, else that of the release build.
    pub(crate) fn find() -> anyhow::Result<Self> {
        let target = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
        let target = target.unwrap_or_else(|| workspace().join("target"));
        let named = std::env::var_os("PLIMSOLL_BIN").map(PathBuf::from);
        let binary = named.unwrap_or_else(|| target.join("release").join("plimsoll"));
        if !binary.is_file() {
            bail!("there is no {}: build it with `cargo build --release`", binary.display());
        }
        Ok(Self { binary })
    }

    /// Runs a command over a home and waits for its end.
    pub(crate) fn run(&self, home: &Home, arguments: &[&str]) -> anyhow::Result<Ran> {
        let mut command = Command::new(&self.binary);
        command.arg("--home").arg(home.path()).args(arguments);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let started = Instant::now();
        let child = command.spawn().with_context(|| format!("could not run {}", self.binary.display()))?;
        let of = |name: &str| PathBuf::from(format!("/proc/{}/{name}", child.id()));
        let (status, stat) = (of("status"), of("stat"));
        let (peak, ticks, ended) = (AtomicU64::new(0), AtomicU64::new(0), AtomicBool::new(false));
        let (output, seconds) = std::thread::scope(|scope| {
            scope.spawn(|| {
                while !ended.load(Ordering::Relaxed) {
                    peak.fetch_max(high_water(&status).unwrap_or(0), Ordering::Relaxed);
                    ticks.fetch_max(processor_ticks(&stat).unwrap_or(0), Ordering::Relaxed);
                    std::thread::sleep(ASK_EVERY);
                }
            });
            let output = child.wait_with_output();
            let seconds = started.elapsed().as_secs_f64();
            ended.store(true, Ordering::Relaxed);
            (output, seconds)
        });
        let output = output?;
        Ok(Ran {
            status: output.status.code(),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
            seconds,
            peak_kb: peak.into_inner(),
            cpu_ticks: ticks.into_inner(),
        })
    }
}

impl Home {
    pub(crate) fn new() -> anyhow::Result<Self> {
        Ok(Self { folder: TempDir::new()? })
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Puts a file beside the home, for the program to read.
    pub(crate) fn file(&self, name: &str, bytes: &[u8]) -> anyhow::Result<String> {
        let folder = self.folder.path().join("given");
        std::fs::create_dir_all(&folder)?;
        let path = folder.join(name);
        std::fs::write(&path, bytes)?;
        Ok(path.display().to_string())
    }
}

impl Ran {
    /// Fails where the program did not end in one of `statuses`.
    pub(crate) fn expect(self, statuses: &[i32], doing: &str) -> anyhow::Result<Self> {
        if self.status.is_some_and(|status| statuses.contains(&status)) {
            return Ok(self);
        }
        let said: String = self.err.chars().take(2000).collect();
        bail!("{doing} ended with {:?}: {said}", self.status)
    }
}

/// The folder of the project.
pub(crate) fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn high_water(status: &Path) -> Option<u64> {
    let text = std::fs::read_to_string(status).ok()?;
    text.lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?
        .trim()
        .trim_end_matches(" kB")
        .trim()
        .parse()
        .ok()
}

/// The 14th and 15th field, user and system; the second is a name in brackets that may hold blanks.
fn processor_ticks(stat: &Path) -> Option<u64> {
    let text = std::fs::read_to_string(stat).ok()?;
    let mut fields = text.rsplit_once(") ")?.1.split(' ').skip(11);
    Some(fields.next()?.parse::<u64>().ok()? + fields.next()?.parse::<u64>().ok()?)
}
