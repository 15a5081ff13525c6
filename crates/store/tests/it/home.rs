//! Opening a home: whose it is, and who may.

use std::fs;

use store::{DATABASE_FILE, Home, StoreError, Verdict};

use crate::sample::{fill, hand, home, stamp};

#[test]
fn a_home_opens_again_with_what_was_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("deep").join("home");
    let first = Home::open(&path).unwrap();
    let id = first.id();
    let last = fill(&first);
    drop(first);
    let again = Home::open(&path).unwrap();
    assert_eq!(again.id(), id);
    assert_eq!(again.head().unwrap().seq, last);
}

#[test]
fn a_folder_with_other_things_is_not_a_home_and_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("letter.txt"), "dear customer").unwrap();
    let error = Home::open(folder.path()).unwrap_err();
    assert!(matches!(error, StoreError::NotAHome { .. }), "{error}");
    assert!(error.hint().is_some());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_home_whose_making_was_cut_off_is_finished() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("blobs").join("00")).unwrap();
    fs::write(folder.path().join(DATABASE_FILE), "").unwrap();
    let home = Home::open(folder.path()).unwrap();
    home.blobs().put(b"any").unwrap();
    home.note(b"any", &stamp(1)).unwrap();
}

#[test]
fn other_databases_and_other_files_are_no_record() {
    let text = tempfile::tempdir().unwrap();
    fs::write(text.path().join(DATABASE_FILE), "this is a letter and no database at all, ".repeat(99))
        .unwrap();
    let other = tempfile::tempdir().unwrap();
    let database = rusqlite::Connection::open(other.path().join(DATABASE_FILE)).unwrap();
    database.execute_batch("CREATE TABLE recipes (name TEXT)").unwrap();
    drop(database);
    for folder in [&text, &other] {
        let before = fs::read(folder.path().join(DATABASE_FILE)).unwrap();
        let error = Home::open(folder.path()).unwrap_err();
        assert!(matches!(error, StoreError::NotARecord { .. }), "{error:?}");
        assert_eq!(fs::read(folder.path().join(DATABASE_FILE)).unwrap(), before);
    }
}

#[test]
fn a_newer_programs_home_is_left_alone() {
    let (folder, first) = home();
    drop(first);
    hand(folder.path()).execute_batch("PRAGMA user_version = 99").unwrap();
    let error = Home::open(folder.path()).unwrap_err();
    assert!(matches!(error, StoreError::NewerHome { found: 99, known: 1 }), "{error:?}");
    assert_eq!(
        error.to_string(),
        "this home has schema 99, and this program knows schemas up to 1; nothing was changed"
    );
}

#[cfg(unix)]
#[test]
fn a_read_only_home_says_so() {
    use std::os::unix::fs::PermissionsExt as _;
    let (folder, first) = home();
    drop(first);
    let database = folder.path().join(DATABASE_FILE);
    fs::set_permissions(&database, fs::Permissions::from_mode(0o444)).unwrap();
    if fs::OpenOptions::new().write(true).open(&database).is_ok() {
        println!("skipped: this user may write to read-only files");
        return;
    }
    let error = Home::open(folder.path()).unwrap_err();
    assert!(matches!(error, StoreError::ReadOnly { .. }), "{error:?}");
}

#[test]
fn a_file_is_not_a_home() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "x").unwrap();
    assert!(matches!(Home::open(&file).unwrap_err(), StoreError::File { .. }));
}

#[test]
fn many_may_make_one_home_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("home");
    std::thread::scope(|scope| {
        for second in 0..8 {
            let path = &path;
            scope.spawn(move || Home::open(path).unwrap().note(b"here", &stamp(second)).unwrap());
        }
    });
    let home = Home::open(&path).unwrap();
    assert_eq!(home.head().unwrap().seq, 8);
    assert!(matches!(home.verify().unwrap(), Verdict::Intact(_)));
}

#[test]
fn two_homes_do_not_mix() {
    let ((folder, ours), (other_folder, theirs)) = (home(), home());
    assert_ne!(ours.id(), theirs.id());
    let blob = ours.blobs().put(b"ours").unwrap();
    assert!(!theirs.blobs().exists(blob).unwrap());
    ours.note(b"same", &stamp(1)).unwrap();
    theirs.note(b"same", &stamp(1)).unwrap();
    assert_ne!(ours.head().unwrap().hash, theirs.head().unwrap().hash);
    let head = theirs.checkpoint(&stamp(2)).unwrap();
    assert!(matches!(ours.verify_against(&[head]), Err(StoreError::OtherHome { .. })));
    drop((ours, theirs));
    // Their first record in our log, hash and all.
    let mut rows = hand(other_folder.path());
    let read = rows.transaction().unwrap();
    let (prev, hash): (Vec<u8>, Vec<u8>) = read
        .query_row("SELECT prev_hash, hash FROM log WHERE seq = 1", [], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    hand(folder.path()).execute("UPDATE log SET prev_hash = $1, hash = $2", (prev, hash)).unwrap();
    let verdict = Home::open(folder.path()).unwrap().verify().unwrap();
    assert_eq!(verdict, Verdict::Touched { seq: 1, how: store::Tampering::OtherHome });
}
