//! A publisher on the loopback, which serves real lists and misbehaves as it is told.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// What it answers to one request.
#[derive(Clone, Debug)]
pub(crate) enum Answer {
    /// The file, whole.
    File(Vec<u8>),
    /// The file under this `ETag`; "not modified" to whoever has it already.
    Tagged(Vec<u8>, &'static str),
    /// A status and nothing more.
    Status(u16),
    /// The first bytes of a file whose whole length was promised, and then the connection ends.
    CutOff(Vec<u8>, usize),
    /// A file under a length that is not its own.
    Lies(Vec<u8>, usize),
    /// Elsewhere on this server.
    Moved(&'static str),
    /// One byte at a time.
    Drip(Vec<u8>, Duration),
    /// Bytes without end and without a length.
    Endless,
}

/// The server; it ends when it is dropped.
pub(crate) struct Publisher {
    address: SocketAddr,
    script: Arc<Mutex<Vec<Answer>>>,
    heard: Arc<Mutex<Vec<String>>>,
    ended: Arc<AtomicBool>,
}

impl Publisher {
    pub(crate) fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let publisher = Self {
            address: listener.local_addr().unwrap(),
            script: Arc::default(),
            heard: Arc::default(),
            ended: Arc::default(),
        };
        let (script, heard, ended) =
            (publisher.script.clone(), publisher.heard.clone(), publisher.ended.clone());
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                if ended.load(Ordering::Relaxed) {
                    return;
                }
                let (script, heard, ended) = (script.clone(), heard.clone(), ended.clone());
                // A client that hangs up in the middle is part of the game.
                thread::spawn(move || drop(serve(stream, &script, &heard, &ended)));
            }
        });
        publisher
    }

    /// What it answers from now on, request by request; the last answer is for all that follow.
    pub(crate) fn answers(&self, script: &[Answer]) {
        *self.script.lock().unwrap() = script.to_vec();
        self.heard.lock().unwrap().clear();
    }

    /// The requests since then, each as one text.
    pub(crate) fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }

    /// A table of publishers in which the list `kind` comes from here.
    pub(crate) fn table(&self, kind: &str, file: &str, bytes_max: usize) -> String {
        format!(
            "edition = \"2026-11-23\"\n[{kind}]\ntitle = \"A list on the loopback\"\ntimeout_s = 2\n\
             bytes_min = 1_000\nbytes_max = {bytes_max}\nshrink_max = 5\nchecked = \"seen\"\n\
             files = [{{ name = \"{file}\", url = \"http://{}/{file}\" }}]\n",
            self.address
        )
    }
}

impl Drop for Publisher {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Relaxed);
        // The listener sits in `accept`: one more visit lets it see that it is over.
        drop(TcpStream::connect(self.address));
    }
}

fn serve(
    mut stream: TcpStream,
    script: &Mutex<Vec<Answer>>,
    heard: &Mutex<Vec<String>>,
    ended: &AtomicBool,
) -> std::io::Result<()> {
    let mut request = String::new();
    let mut reader = BufReader::new(stream.try_clone()?);
    while reader.read_line(&mut request)? > 2 {}
    let tag = request
        .lines()
        .find_map(|line| line.to_lowercase().strip_prefix("if-none-match: ").map(str::to_owned));
    heard.lock().unwrap().push(request);
    let answer = {
        let mut script = script.lock().unwrap();
        if script.len() > 1 {
            script.remove(0)
        } else {
            script.first().cloned().unwrap_or(Answer::Status(404))
        }
    };
    match answer {
        Answer::File(bytes) => {
            head(&mut stream, 200, &[("Content-Length", &bytes.len().to_string())])?;
            stream.write_all(&bytes)
        }
        Answer::Tagged(_, etag) if tag.as_deref() == Some(etag) => head(&mut stream, 304, &[("ETag", etag)]),
        Answer::Tagged(bytes, etag) => {
            head(&mut stream, 200, &[("Content-Length", &bytes.len().to_string()), ("ETag", etag)])?;
            stream.write_all(&bytes)
        }
        Answer::Status(status) => head(&mut stream, status, &[("Content-Length", "0")]),
        Answer::CutOff(bytes, sent) => {
            head(&mut stream, 200, &[("Content-Length", &bytes.len().to_string())])?;
            stream.write_all(&bytes[..sent])
        }
        Answer::Lies(bytes, length) => {
            head(&mut stream, 200, &[("Content-Length", &length.to_string())])?;
            stream.write_all(&bytes)
        }
        Answer::Moved(to) => head(&mut stream, 302, &[("Content-Length", "0"), ("Location", to)]),
        Answer::Drip(bytes, pause) => {
            head(&mut stream, 200, &[("Content-Length", &bytes.len().to_string())])?;
            for byte in bytes.chunks(1).take_while(|_| !ended.load(Ordering::Relaxed)) {
                stream.write_all(byte)?;
                thread::sleep(pause);
            }
            Ok(())
        }
        Answer::Endless => {
            head(&mut stream, 200, &[])?;
            while !ended.load(Ordering::Relaxed) {
                stream.write_all(&[b' '; 4096])?;
            }
            Ok(())
        }
    }
}

fn head(stream: &mut TcpStream, status: u16, fields: &[(&str, &str)]) -> std::io::Result<()> {
    let mut head = format!("HTTP/1.1 {status} As-Told\r\nConnection: close\r\n");
    for (name, value) in fields {
        let _ = write!(head, "{name}: {value}\r\n");
    }
    head.push_str("\r\n");
    stream.write_all(head.as_bytes())
}
