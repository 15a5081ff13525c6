//! The fingerprint of bytes.

use std::fmt;
use std::io;
use std::str::FromStr;

use sha2::{Digest as _, Sha256};

/// A SHA-256 digest (FIPS 180-4), written in lower-case hexadecimal.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Digest([u8; 32]);

/// Why a text is not a digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotDigest {
    /// Not sixty-four characters.
    #[error("a SHA-256 digest is 64 hexadecimal characters; this text has {0}")]
    Length(usize),
    /// A character that is not a hexadecimal digit.
    #[error("`{0}` is not a hexadecimal digit")]
    Character(char),
}

impl Digest {
    /// The digest of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// A digest made elsewhere.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The thirty-two bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The first twelve hexadecimal characters: enough for a reader, not for a proof.
    pub fn short(&self) -> String {
        self.to_string().chars().take(12).collect()
    }
}

impl FromStr for Digest {
    type Err = NotDigest;

    fn from_str(text: &str) -> Result<Self, NotDigest> {
        let text = text.trim();
        let mut nibbles = Vec::with_capacity(64);
        for character in text.chars() {
            let nibble = character.to_digit(16).and_then(|it| u8::try_from(it).ok());
            nibbles.push(nibble.ok_or(NotDigest::Character(character))?);
        }
        let bytes: Vec<u8> =
            nibbles.chunks_exact(2).map(|pair| pair.iter().fold(0, |sum, it| sum << 4 | it)).collect();
        if nibbles.len() != 64 {
            return Err(NotDigest::Length(nibbles.len()));
        }
        bytes.try_into().map(Self).map_err(|_| NotDigest::Length(nibbles.len()))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

/// Digests what is written to it; it never fails.
///
/// ```
/// use std::io::Write;
/// let mut writer = vocab::DigestWriter::new();
/// write!(writer, "ab")?;
/// write!(writer, "c")?;
/// assert_eq!(writer.finish(), vocab::Digest::of(b"abc"));
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct DigestWriter(Sha256);

impl DigestWriter {
    /// A writer that has seen nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes in `bytes`, as writing them does.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The digest of everything written.
    pub fn finish(self) -> Digest {
        Digest(self.0.finalize().into())
    }
}

impl io::Write for DigestWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The one-block example of FIPS 180-4.
    const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    #[test]
    fn computes_the_standard_s_example() {
        assert_eq!(Digest::of(b"abc").to_string(), ABC);
        assert_eq!(Digest::of(b"abc").short(), "ba7816bf8f01");
        assert_eq!(ABC.to_uppercase().parse(), Ok(Digest::of(b"abc")));
    }

    #[test]
    fn says_why_not() {
        assert_eq!("".parse::<Digest>(), Err(NotDigest::Length(0)));
        assert_eq!(ABC[1..].parse::<Digest>(), Err(NotDigest::Length(63)));
        assert_eq!(format!("{ABC}0").parse::<Digest>(), Err(NotDigest::Length(65)));
        assert_eq!(ABC.replace('f', "g").parse::<Digest>(), Err(NotDigest::Character('g')));
    }

    proptest! {
        #[test]
        fn pieces_digest_as_the_whole(
            bytes in proptest::collection::vec(any::<u8>(), 0..300), cut in 0_usize..300,
        ) {
            let (head, tail) = bytes.split_at(cut.min(bytes.len()));
            let mut writer = DigestWriter::new();
            io::Write::write_all(&mut writer, head).unwrap();
            writer.update(tail);
            let digest = writer.finish();
            prop_assert_eq!(digest, Digest::of(&bytes));
            prop_assert_eq!(digest.to_string().parse(), Ok(digest));
        }

        #[test]
        fn never_panics(text in ".*") {
            let _ = text.parse::<Digest>();
        }
    }
}
