//! Blobs: whole, or not there, or named as damaged.

use std::fs;
use std::io::{self, Read};

use proptest::prelude::*;
use store::{Home, StoreError};
use vocab::Digest;

use crate::sample::home;

#[test]
fn what_is_put_comes_back_under_its_digest() {
    let (_folder, home) = home();
    for bytes in [&b""[..], b"x", &vec![7; 300_000]] {
        let digest = home.blobs().put(bytes).unwrap();
        assert_eq!(digest, Digest::of(bytes));
        assert_eq!(home.blobs().put(bytes).unwrap(), digest);
        assert_eq!(home.blobs().put_stream(bytes, 300_000).unwrap(), digest);
        assert_eq!(&*home.blobs().map(digest).unwrap(), bytes);
        assert!(home.blobs().exists(digest).unwrap());
    }
    assert_eq!(home.blobs().damaged().unwrap(), Vec::<std::path::PathBuf>::new());
}

#[test]
fn one_byte_more_than_allowed_is_refused_and_leaves_nothing() {
    let (folder, home) = home();
    assert!(home.blobs().put_stream(&*vec![1; 200_000], 200_000).is_ok());
    let error = home.blobs().put_stream(&*vec![2; 200_001], 200_000).unwrap_err();
    assert!(matches!(error, StoreError::TooLarge { bytes_max: 200_000 }), "{error}");
    let endless = home.blobs().put_stream(io::repeat(3), 1_000_000).unwrap_err();
    assert!(matches!(endless, StoreError::TooLarge { .. }), "{endless}");
    assert_eq!(fs::read_dir(folder.path().join("blobs").join("tmp")).unwrap().count(), 0);
}

#[test]
fn a_reader_that_breaks_off_leaves_nothing() {
    struct Broken(usize);
    impl Read for Broken {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            if self.0 == 0 {
                return Err(io::Error::other("the line went dead"));
            }
            self.0 -= 1;
            out.fill(9);
            Ok(out.len())
        }
    }
    let (folder, home) = home();
    let error = home.blobs().put_stream(Broken(3), u64::MAX).unwrap_err();
    assert!(matches!(error, StoreError::Source { .. }), "{error}");
    assert_eq!(fs::read_dir(folder.path().join("blobs").join("tmp")).unwrap().count(), 0);
}

#[test]
fn an_unknown_digest_is_told_from_a_damaged_blob() {
    let (_folder, home) = home();
    let digest = Digest::of(b"never put");
    assert!(matches!(home.blobs().map(digest), Err(StoreError::NoBlob { .. })));
    assert!(!home.blobs().exists(digest).unwrap());
}

#[test]
fn every_single_flipped_byte_is_found_and_putting_again_heals() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = b"fifty common high priority codes".to_vec();
    let digest = Home::open(folder.path()).unwrap().blobs().put(&bytes).unwrap();
    let hex = digest.to_string();
    let path = folder.path().join("blobs").join(&hex[..2]).join(&hex[2..]);
    for at in 0..bytes.len() {
        let mut flipped = bytes.clone();
        flipped[at] ^= 1;
        fs::remove_file(&path).unwrap();
        fs::write(&path, &flipped).unwrap();
        let home = Home::open(folder.path()).unwrap();
        let error = home.blobs().map(digest).unwrap_err();
        assert!(matches!(error, StoreError::DamagedBlob { .. }), "byte {at}: {error}");
        assert_eq!(home.blobs().damaged().unwrap(), std::slice::from_ref(&path));
        assert_eq!(&*home.blobs().map_unverified(digest).unwrap(), flipped.as_slice());
        home.blobs().put(&bytes).unwrap();
        assert_eq!(&*home.blobs().map(digest).unwrap(), bytes.as_slice());
    }
    // Cut short, and longer.
    for wrong in [&bytes[..10], &[bytes.as_slice(), b"!"].concat()] {
        fs::remove_file(&path).unwrap();
        fs::write(&path, wrong).unwrap();
        let home = Home::open(folder.path()).unwrap();
        assert!(matches!(home.blobs().map(digest), Err(StoreError::DamagedBlob { .. })));
    }
}

#[test]
fn leftovers_are_swept_and_drafts_of_the_living_are_not() {
    /// Sweeps while its bytes are being taken.
    struct Sweeping<'a>(&'a Home, bool);
    impl Read for Sweeping<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            if self.1 {
                return Ok(0);
            }
            self.1 = true;
            assert_eq!(self.0.blobs().sweep().unwrap(), 0);
            out[0] = b'z';
            Ok(1)
        }
    }
    let (folder, home) = home();
    fs::write(folder.path().join("blobs").join("tmp").join("draft-dead"), "half a li").unwrap();
    let digest = home.blobs().put_stream(Sweeping(&home, false), 10).unwrap();
    assert_eq!(&*home.blobs().map(digest).unwrap(), b"z");
    assert_eq!(home.blobs().sweep().unwrap(), 1);
    fs::write(folder.path().join("blobs").join("tmp").join("draft-dead"), "half a li").unwrap();
    let again = Home::open(folder.path()).unwrap();
    assert_eq!(again.blobs().sweep().unwrap(), 0);
}

#[test]
fn put_and_map_are_inverse() {
    let (_folder, home) = home();
    proptest!(ProptestConfig::with_cases(48), |(bytes in prop::collection::vec(any::<u8>(), 0..3000))| {
        let digest = home.blobs().put(&bytes).unwrap();
        prop_assert_eq!(&*home.blobs().map(digest).unwrap(), bytes.as_slice());
    });
}
