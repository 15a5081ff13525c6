//! List versions and packs: what is in use, and who let it.

use store::{Arrival, NewVersion, PackName, StoreError, VersionId, VersionState};
use vocab::Digest;

use crate::sample::{by, home, stamp, version};

fn held(why: &str) -> Arrival {
    Arrival::Held { why: why.to_owned() }
}

#[test]
fn a_version_reads_back_as_it_was_added() {
    let (_folder, home) = home();
    let content = version(&home, "ofac-sdn", "entries");
    let id = home.add_version(&content, &Arrival::InUse, &by("loader", 1)).unwrap();
    let read = home.version(id).unwrap();
    assert_eq!(read.content, content);
    assert_eq!((read.state, read.state_by.as_str()), (VersionState::InUse, "loader"));
    assert_eq!(read.loaded_at, stamp(1).at);
    assert_eq!(home.all_kinds().unwrap(), ["ofac-sdn"]);
}

#[test]
fn a_kind_keeps_every_version_until_one_says_that_it_takes_anothers_place() {
    let (_folder, home) = home();
    let first = home.add_version(&version(&home, "un-sc", "1"), &Arrival::InUse, &stamp(1)).unwrap();
    let second = home.add_version(&version(&home, "un-sc", "2"), &Arrival::InUse, &stamp(2)).unwrap();
    let ids = |home: &store::Home| -> Vec<VersionId> {
        home.in_use("un-sc").unwrap().iter().map(|version| version.id).collect()
    };
    assert_eq!(ids(&home), [first, second]);
    let again = NewVersion { supersedes: vec![second], ..version(&home, "un-sc", "2 read better") };
    let third = home.add_version(&again, &Arrival::InUse, &stamp(3)).unwrap();
    assert_eq!(ids(&home), [first, third]);
    assert_eq!(home.version(second).unwrap().state, VersionState::Superseded);
    assert_eq!(home.versions("un-sc").unwrap().len(), 3);
}

#[test]
fn a_held_version_waits_for_a_person_and_supersedes_only_then() {
    let (_folder, home) = home();
    let old = home.add_version(&version(&home, "eu-fsf", "old"), &Arrival::InUse, &stamp(1)).unwrap();
    let new = NewVersion { supersedes: vec![old], ..version(&home, "eu-fsf", "new") };
    let new = home.add_version(&new, &held("half the size"), &stamp(2)).unwrap();
    assert_eq!(home.version(new).unwrap().why.as_deref(), Some("half the size"));
    assert_eq!(home.in_use("eu-fsf").unwrap()[0].id, old);
    home.accept(new, "list admin", &stamp(3)).unwrap();
    assert_eq!(home.in_use("eu-fsf").unwrap().len(), 1);
    let accepted = home.version(new).unwrap();
    assert_eq!((accepted.state, accepted.state_by.as_str()), (VersionState::InUse, "list admin"));
    let error = home.accept(new, "list admin", &stamp(4)).unwrap_err();
    assert_eq!(error.to_string(), format!("list version {} is in_use, so it cannot become in_use", new.0));
    assert!(matches!(home.reject(new, "x", "y", &stamp(5)), Err(StoreError::WrongState { .. })));
    assert!(matches!(home.accept(VersionId(999), "x", &stamp(6)), Err(StoreError::NotThere { .. })));
}

#[test]
fn a_rejected_version_stays_out_and_on_record() {
    let (_folder, home) = home();
    let id = home.add_version(&version(&home, "eu-fsf", ""), &held("empty"), &stamp(1)).unwrap();
    home.reject(id, "list admin", "an empty file", &stamp(2)).unwrap();
    assert_eq!(home.in_use("eu-fsf").unwrap(), []);
    assert_eq!(home.version(id).unwrap().why.as_deref(), Some("an empty file"));
    assert!(matches!(home.accept(id, "x", &stamp(3)), Err(StoreError::WrongState { .. })));
}

#[test]
fn nothing_is_seen_before_its_bytes_are_here() {
    let (_folder, home) = home();
    let missing = Digest::of(b"never put");
    let content = NewVersion { entries_blob: missing, ..version(&home, "un-sc", "1") };
    let error = home.add_version(&content, &Arrival::InUse, &stamp(1)).unwrap_err();
    assert!(matches!(error, StoreError::NoBlob { digest } if digest == missing));
    assert!(matches!(home.set_snapshot("un-sc", missing, &[], &stamp(1)), Err(StoreError::NoBlob { .. })));
    assert!(matches!(home.set_pack(PackName::Law, missing, &stamp(1)), Err(StoreError::NoBlob { .. })));
    assert_eq!(home.head().unwrap().seq, 0);
}

#[test]
fn a_version_takes_the_place_of_its_own_kind_only_and_fails_as_a_whole() {
    let (_folder, home) = home();
    let other = home.add_version(&version(&home, "un-sc", "1"), &Arrival::InUse, &stamp(1)).unwrap();
    for wrong in [other, VersionId(77)] {
        let content = NewVersion { supersedes: vec![wrong], ..version(&home, "eu-fsf", "1") };
        let error = home.add_version(&content, &Arrival::InUse, &stamp(2)).unwrap_err();
        assert!(matches!(error, StoreError::NotThere { .. }), "{error}");
    }
    assert_eq!(home.all_kinds().unwrap(), ["un-sc"]);
    assert_eq!(home.head().unwrap().seq, 1);
}

#[test]
fn the_newest_snapshot_and_pack_count_and_the_others_stay() {
    let (_folder, home) = home();
    let one = home.add_version(&version(&home, "un-sc", "1"), &Arrival::InUse, &stamp(1)).unwrap();
    let two = home.add_version(&version(&home, "un-sc", "2"), &Arrival::InUse, &stamp(2)).unwrap();
    assert_eq!(home.snapshot("un-sc").unwrap(), None);
    let blobs = [b"a", b"b"].map(|bytes| home.blobs().put(bytes).unwrap());
    home.set_snapshot("un-sc", blobs[0], &[one], &stamp(3)).unwrap();
    home.set_snapshot("un-sc", blobs[1], &[two, one], &stamp(4)).unwrap();
    let snapshot = home.snapshot("un-sc").unwrap().unwrap();
    assert_eq!((snapshot.blob, snapshot.versions), (blobs[1], vec![two, one]));

    assert_eq!(home.pack(PackName::Policy).unwrap(), None);
    for (second, blob) in [(5, blobs[0]), (6, blobs[0]), (7, blobs[1]), (8, blobs[0])] {
        home.set_pack(PackName::Law, blob, &stamp(second)).unwrap();
    }
    let history: Vec<Digest> =
        home.pack_history(PackName::Law).unwrap().into_iter().map(|pack| pack.digest).collect();
    assert_eq!(history, [blobs[0], blobs[1], blobs[0]]);
    assert_eq!(home.pack(PackName::Law).unwrap().unwrap().at, stamp(8).at);
    assert_eq!(home.pack(PackName::Policy).unwrap(), None);
}
