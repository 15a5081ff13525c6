//! A file as bytes, without reading it: the one `unsafe` of the product.
//!
//! `docs/decisions/0003-mapped-files.md` has the argument. This module maps; `blobs` checks digests.

use std::fs::File;
use std::io;
use std::ops::Deref;

use memmap2::{Mmap, MmapOptions};

/// The bytes of a blob, mapped from its file.
#[derive(Debug)]
pub struct Blob {
    map: Mmap,
}

impl Blob {
    /// Maps the whole of `file`, privately and for reading only.
    pub(crate) fn map(file: &File) -> io::Result<Self> {
        #[expect(
            unsafe_code,
            reason = "docs/decisions/0003-mapped-files.md: blobs are never written in place"
        )]
        // SAFETY: the bytes must not change while the map lives. A blob's file is made under another name,
        // synced, made read-only and renamed to its digest; no code of ours opens it for writing again, and
        // a damaged one is replaced by a rename, which leaves this inode as it is. The map is private:
        // nothing we do reaches the file.
        let map = unsafe { MmapOptions::new().map_copy_read_only(file)? };
        Ok(Self { map })
    }
}

impl Deref for Blob {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.map
    }
}

impl AsRef<[u8]> for Blob {
    fn as_ref(&self) -> &[u8] {
        &self.map
    }
}
