//! Packed values in a blob: each a length and its bytes, so that writing and reading need memory for one at a time.

use std::io::Write;

use anyhow::{Context, bail};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// What a packed blob begins with; the number changes with the shape of what is packed.
const MAGIC: &[u8; 8] = b"plim\0\0\0\x01";

/// Writes values one after the other.
pub(crate) struct Packer<W> {
    to: W,
    buffer: Vec<u8>,
}

impl<W: Write> Packer<W> {
    /// Begins a blob.
    pub(crate) fn new(mut to: W) -> std::io::Result<Self> {
        to.write_all(MAGIC)?;
        Ok(Self { to, buffer: Vec::new() })
    }

    /// Adds a value.
    pub(crate) fn push<T: Serialize>(&mut self, value: &T) -> anyhow::Result<()> {
        let mut buffer = std::mem::take(&mut self.buffer);
        buffer.clear();
        let bytes = postcard::to_extend(value, buffer).context("a value could not be packed")?;
        let length = u32::try_from(bytes.len()).context("a packed value is over 4 GB")?;
        self.to.write_all(&length.to_le_bytes())?;
        self.to.write_all(&bytes)?;
        self.buffer = bytes;
        Ok(())
    }

    /// Ends the blob.
    pub(crate) fn finish(mut self) -> std::io::Result<W> {
        self.to.flush()?;
        Ok(self.to)
    }
}

/// Reads the values of a packed blob, in order.
pub(crate) fn unpack<T: DeserializeOwned>(bytes: &[u8], each: &mut dyn FnMut(T)) -> anyhow::Result<()> {
    let Some(mut rest) = bytes.strip_prefix(MAGIC) else {
        bail!("it was packed by another version of the program: load the list again");
    };
    while !rest.is_empty() {
        let Some((length, after)) = rest.split_first_chunk::<4>() else {
            bail!("it ends in the middle of a value");
        };
        let length = u32::from_le_bytes(*length) as usize;
        let Some((value, after)) = after.split_at_checked(length) else {
            bail!("it ends in the middle of a value");
        };
        each(postcard::from_bytes(value).context("a packed value does not read")?);
        rest = after;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_reads_back_and_what_is_cut_is_an_error() {
        let mut packer = Packer::new(Vec::new()).unwrap();
        for word in ["Amirabad", "", "Makhachkala"] {
            packer.push(&word).unwrap();
        }
        let bytes = packer.finish().unwrap();
        let mut words: Vec<String> = Vec::new();
        unpack(&bytes, &mut |word| words.push(word)).unwrap();
        assert_eq!(words, ["Amirabad", "", "Makhachkala"]);
        for cut in 0..bytes.len() {
            let mut kept = 0;
            let read = unpack(&bytes[..cut], &mut |_: String| kept += 1);
            assert!(read.is_err() || kept < 3, "cut at {cut}");
        }
    }
}
