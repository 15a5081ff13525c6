//! Bytes that survive a crash: the record, the blobs, the hash-chained log.
