//! One conditional download: into a file beside nothing in use, within limits, or a reason why not.
//!
//! Nothing here knows what a list is. A download that fails in any way leaves only its error behind.

use std::io::{Read, Write};
use std::time::Duration;

use tempfile::NamedTempFile;

/// How a publisher's server marked the version that we have, so that it may answer "not modified".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Validators {
    /// The `ETag` of the last answer.
    pub(crate) etag: Option<String>,
    /// The `Last-Modified` of the last answer.
    pub(crate) last_modified: Option<String>,
}

/// What a download may cost.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// For one whole attempt.
    pub(crate) timeout: Duration,
    /// A smaller answer is not what was asked for.
    pub(crate) bytes_min: u64,
    /// A larger answer is not read to its end.
    pub(crate) bytes_max: u64,
    /// Attempts in all.
    pub(crate) attempts: u32,
    /// The pause after the first failed attempt; doubled after each.
    pub(crate) pause: Duration,
}

/// What a server answered.
#[derive(Debug)]
pub(crate) enum Answer {
    /// The version that we have is the current one.
    NotModified,
    /// A file.
    File(Downloaded),
}

/// A file that was downloaded whole.
#[derive(Debug)]
pub(crate) struct Downloaded {
    /// The bytes; gone when dropped.
    pub(crate) file: NamedTempFile,
    /// How many there are.
    pub(crate) bytes: u64,
    /// What to send the next time.
    pub(crate) validators: Validators,
}

/// Why a download failed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DownloadError {
    /// The server refuses, and asking again would not change that.
    #[error("{url} answered {status}")]
    Refused {
        /// What was asked for.
        url: String,
        /// The HTTP status.
        status: u16,
    },
    /// The server or the way to it failed each time.
    #[error("{url} could not be read in {attempts} attempts, the last time because {why}")]
    Failed {
        /// What was asked for.
        url: String,
        /// How often.
        attempts: u32,
        /// The last reason.
        why: String,
    },
    /// The answer is too large.
    #[error("{url} sends more than {bytes_max} bytes")]
    TooLarge {
        /// What was asked for.
        url: String,
        /// The limit.
        bytes_max: u64,
    },
    /// The answer is too small to be the file.
    #[error("{url} sent {bytes} bytes, fewer than the {bytes_min} that it must have")]
    TooSmall {
        /// What was asked for.
        url: String,
        /// What came.
        bytes: u64,
        /// The limit.
        bytes_min: u64,
    },
    /// The answer could not be kept.
    #[error("the download could not be written: {0}")]
    Disk(#[from] std::io::Error),
}

/// Asks for `url`, tries again where that can help, and gives the whole file or an error.
pub(crate) fn download(url: &str, have: &Validators, limits: &Limits) -> Result<Answer, DownloadError> {
    let mut pause = limits.pause;
    let mut why = String::new();
    for attempt in 1..=limits.attempts {
        match attempt_once(url, have, limits) {
            Ok(answer) => return Ok(answer),
            Err(Attempt::Final(error)) => return Err(error),
            Err(Attempt::Again(reason)) => why = reason,
        }
        if attempt < limits.attempts {
            std::thread::sleep(pause);
            pause *= 2;
        }
    }
    Err(DownloadError::Failed { url: url.to_owned(), attempts: limits.attempts, why })
}

/// Why one attempt failed, and whether another may help.
enum Attempt {
    Final(DownloadError),
    Again(String),
}

impl From<std::io::Error> for Attempt {
    fn from(error: std::io::Error) -> Self {
        Self::Final(DownloadError::Disk(error))
    }
}

fn attempt_once(url: &str, have: &Validators, limits: &Limits) -> Result<Answer, Attempt> {
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .timeout_global(Some(limits.timeout))
        .http_status_as_error(false)
        .max_redirects(5)
        // A list that comes over TLS stays on TLS, wherever it is redirected.
        .https_only(url.starts_with("https://"))
        .user_agent(concat!("plimsoll/", env!("CARGO_PKG_VERSION")))
        .build()
        .into();
    let mut request = agent.get(url);
    if let Some(etag) = &have.etag {
        request = request.header("If-None-Match", etag);
    }
    if let Some(last_modified) = &have.last_modified {
        request = request.header("If-Modified-Since", last_modified);
    }
    let mut response = request.call().map_err(|error| Attempt::Again(error.to_string()))?;
    let status = response.status().as_u16();
    match status {
        200 => {}
        304 => return Ok(Answer::NotModified),
        408 | 429 | 500..=599 => return Err(Attempt::Again(format!("it answered {status}"))),
        _ => return Err(Attempt::Final(DownloadError::Refused { url: url.to_owned(), status })),
    }
    let header = |name: &str| response.headers().get(name).and_then(|it| it.to_str().ok()).map(str::to_owned);
    let validators = Validators { etag: header("etag"), last_modified: header("last-modified") };
    let encoded = header("content-encoding").is_some();
    let promised = header("content-length").and_then(|it| it.parse::<u64>().ok()).filter(|_| !encoded);
    if promised.is_some_and(|bytes| limits.bytes_max < bytes) {
        return Err(Attempt::Final(too_large(url, limits)));
    }
    let mut file = NamedTempFile::new()?;
    let mut body = response.body_mut().with_config().limit(limits.bytes_max + 1).reader();
    let bytes = copy(&mut body, file.as_file_mut(), url, limits)?;
    if promised.is_some_and(|promised| promised != bytes) {
        return Err(Attempt::Again(format!("the connection ended after {bytes} bytes")));
    }
    if bytes < limits.bytes_min {
        let (url, bytes_min) = (url.to_owned(), limits.bytes_min);
        return Err(Attempt::Final(DownloadError::TooSmall { url, bytes, bytes_min }));
    }
    file.as_file_mut().flush()?;
    Ok(Answer::File(Downloaded { file, bytes, validators }))
}

fn copy(from: &mut impl Read, to: &mut impl Write, url: &str, limits: &Limits) -> Result<u64, Attempt> {
    let mut buffer = vec![0; 64 << 10];
    let mut bytes = 0;
    loop {
        let got = match from.read(&mut buffer) {
            Ok(0) => return Ok(bytes),
            Ok(got) => got,
            Err(error) if limits.bytes_max <= bytes => {
                return Err(Attempt::Final(too_large(&format!("{url} ({error})"), limits)));
            }
            Err(error) => {
                return Err(Attempt::Again(format!("the connection ended after {bytes} bytes ({error})")));
            }
        };
        bytes += got as u64;
        if limits.bytes_max < bytes {
            return Err(Attempt::Final(too_large(url, limits)));
        }
        to.write_all(buffer.get(..got).unwrap_or_default())?;
    }
}

fn too_large(url: &str, limits: &Limits) -> DownloadError {
    DownloadError::TooLarge { url: url.to_owned(), bytes_max: limits.bytes_max }
}
