//! Published lists: bytes to entries with provenance.
