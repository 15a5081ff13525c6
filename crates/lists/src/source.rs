//! A file of a list as bytes, and what its first bytes say that it is.

use vocab::Digest;

use crate::reject::ListError;

/// Characters of a file that an error message quotes.
const QUOTED_CHARS_MAX: usize = 60;

/// One file of a list, already in memory or mapped.
#[derive(Clone, Copy, Debug)]
pub struct SourceFile<'a> {
    /// The name that messages show: the last part of its path. Never the only ground for what the file is.
    pub name: &'a str,
    /// The whole content, uncompressed.
    pub bytes: &'a [u8],
    /// SHA-256 of the content.
    pub digest: Digest,
}

impl<'a> SourceFile<'a> {
    /// A file whose digest is computed here.
    pub fn new(name: &'a str, bytes: &'a [u8]) -> Self {
        Self { name, bytes, digest: Digest::of(bytes) }
    }

    /// The content without a byte order mark and white space before it.
    pub fn body(&self) -> &'a [u8] {
        self.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(self.bytes).trim_ascii_start()
    }

    /// The file's name, owned, for messages.
    pub fn owned_name(&self) -> String {
        self.name.to_owned()
    }

    /// How the content starts, for messages: printable characters on one line.
    pub fn start(&self) -> String {
        let head = self.body().get(..4 * QUOTED_CHARS_MAX).unwrap_or(self.body());
        let text = String::from_utf8_lossy(head);
        let shown = text.chars().map(|c| if c.is_control() { ' ' } else { c });
        shown.take(QUOTED_CHARS_MAX).collect::<String>().trim_end().to_owned()
    }

    /// What the first bytes say that the file is.
    pub fn look(&self) -> Look {
        let body = self.body();
        match body {
            [] => Look::Empty,
            [0x1f, 0x8b, ..] => Look::Compressed("gzip"),
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Look::Compressed("zstd"),
            [b'P', b'K', 3 | 5, 4 | 6, ..] => Look::Zip,
            [b'<', ..] if is_web_page(body) => Look::WebPage,
            [b'<', ..] => Look::Xml,
            [b'{' | b'[', ..] => Look::Json,
            _ if body.iter().take(1_024).any(|&byte| byte == 0) => Look::Binary,
            _ => Look::Text,
        }
    }

    /// Refuses what can be no list at all: nothing, a web page, compressed bytes.
    pub fn refuse_no_list(&self) -> Result<(), ListError> {
        match self.look() {
            Look::Empty => Err(ListError::Empty { file: self.owned_name() }),
            Look::WebPage => Err(ListError::WebPage { file: self.owned_name(), start: self.start() }),
            Look::Compressed(how) => Err(ListError::Compressed { file: self.owned_name(), how }),
            Look::Zip | Look::Xml | Look::Json | Look::Binary | Look::Text => Ok(()),
        }
    }
}

/// What the first bytes of a file say that it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Nothing, or only white space.
    Empty,
    /// HTML: an error page, as a rule.
    WebPage,
    /// Compressed, in the way named.
    Compressed(&'static str),
    /// A ZIP archive, which an XLSX is.
    Zip,
    /// XML.
    Xml,
    /// JSON or JSON lines.
    Json,
    /// Bytes with NULs in them.
    Binary,
    /// Any other text: CSV, as a rule.
    Text,
}

impl Look {
    /// What it is, in words for a message.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Empty => "it is empty",
            Self::WebPage => "it is a web page",
            Self::Compressed(_) => "it is compressed",
            Self::Zip => "it is a ZIP archive",
            Self::Xml => "it is XML",
            Self::Json => "it is JSON",
            Self::Binary => "it is not text",
            Self::Text => "it is plain text",
        }
    }
}

/// The line on which the record after `position` begins: the reader counts the end of the line before it only with it.
pub(crate) fn line_of(bytes: &[u8], position: &csv::Position) -> u64 {
    let from = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let ends =
        bytes.get(from..).unwrap_or_default().iter().take_while(|&&byte| byte == b'\r' || byte == b'\n');
    position.line() + ends.filter(|&&byte| byte == b'\n').count() as u64
}

fn is_web_page(body: &[u8]) -> bool {
    let head = body.get(..1_024).unwrap_or(body).to_ascii_lowercase();
    let has = |word: &[u8]| head.windows(word.len()).any(|window| window == word);
    has(b"<!doctype html") || has(b"<html") || has(b"<head>") || has(b"<body")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expected: Look) {
        assert_eq!(SourceFile::new("list", bytes).look(), expected);
    }

    #[test]
    fn files_are_known_by_their_first_bytes() {
        check(b"", Look::Empty);
        check(b" \r\n", Look::Empty);
        check(b"\xef\xbb\xbf<?xml version=\"1.0\"?><sdnList/>", Look::Xml);
        check(b"<!DOCTYPE HTML><title>503</title>", Look::WebPage);
        check(b"<?xml version=\"1.0\"?>\n<html xmlns=\"http://www.w3.org/1999/xhtml\">", Look::WebPage);
        check(b"{\"results\":[]}", Look::Json);
        check(b"PK\x03\x04", Look::Zip);
        check(b"\x28\xb5\x2f\xfd", Look::Compressed("zstd"));
        check(b"36,\"AEROCARIBBEAN AIRLINES\"", Look::Text);
        check(b"36,\"A\0B\"", Look::Binary);
    }

    #[test]
    fn a_quoted_start_is_one_printable_line() {
        let file = SourceFile::new("list", b"<html>\n\x07gateway\r\n timeout");
        assert_eq!(file.start(), "<html>  gateway   timeout");
    }
}
