-- The record, version 1, for SQLite. Every table but `log_head` only ever grows: what is current is the newest row.
-- A row's `seq` (or `version_id`) is the number of the log record that was written with it, in one transaction.

CREATE TABLE home (
    one     INTEGER PRIMARY KEY CHECK (one = 1),
    home_id BLOB NOT NULL CHECK (length(home_id) = 16)
);

CREATE TABLE log (
    seq       INTEGER PRIMARY KEY,
    at        TEXT NOT NULL,
    writer    TEXT NOT NULL,
    kind      TEXT NOT NULL,
    body      BLOB NOT NULL,
    prev_hash BLOB NOT NULL CHECK (length(prev_hash) = 32),
    hash      BLOB NOT NULL CHECK (length(hash) = 32)
);

CREATE TABLE log_head (
    writer TEXT PRIMARY KEY,
    seq    INTEGER NOT NULL,
    hash   BLOB NOT NULL
);
CREATE INDEX log_head_seq ON log_head (seq);

CREATE TABLE list_version (
    version_id   INTEGER PRIMARY KEY REFERENCES log (seq),
    kind         TEXT NOT NULL,
    sub_name     TEXT,
    effective    TEXT,
    published    TEXT,
    entries_blob TEXT NOT NULL,
    rejects_blob TEXT NOT NULL,
    entries      INTEGER NOT NULL,
    rejects      INTEGER NOT NULL,
    lacks        TEXT NOT NULL,
    engine       TEXT NOT NULL,
    loaded_at    TEXT NOT NULL
);
CREATE INDEX list_version_kind ON list_version (kind, version_id);

CREATE TABLE list_source (
    version_id    INTEGER NOT NULL REFERENCES list_version (version_id),
    position      INTEGER NOT NULL,
    name          TEXT NOT NULL,
    digest        TEXT NOT NULL,
    size          INTEGER NOT NULL,
    url           TEXT,
    etag          TEXT,
    last_modified TEXT,
    PRIMARY KEY (version_id, position)
);

CREATE TABLE list_supersedes (
    version_id INTEGER NOT NULL REFERENCES list_version (version_id),
    position   INTEGER NOT NULL,
    older      INTEGER NOT NULL REFERENCES list_version (version_id),
    PRIMARY KEY (version_id, position)
);

CREATE TABLE list_state (
    seq        INTEGER PRIMARY KEY REFERENCES log (seq),
    version_id INTEGER NOT NULL REFERENCES list_version (version_id),
    state      TEXT NOT NULL CHECK (state IN ('in_use', 'held', 'superseded', 'rejected')),
    who        TEXT NOT NULL,
    why        TEXT
);
CREATE INDEX list_state_version ON list_state (version_id, seq);

CREATE TABLE snapshot (
    seq  INTEGER PRIMARY KEY REFERENCES log (seq),
    kind TEXT NOT NULL,
    blob TEXT NOT NULL
);
CREATE INDEX snapshot_kind ON snapshot (kind, seq);

CREATE TABLE snapshot_version (
    seq        INTEGER NOT NULL REFERENCES snapshot (seq),
    position   INTEGER NOT NULL,
    version_id INTEGER NOT NULL REFERENCES list_version (version_id),
    PRIMARY KEY (seq, position)
);

CREATE TABLE pack (
    seq    INTEGER PRIMARY KEY REFERENCES log (seq),
    name   TEXT NOT NULL,
    digest TEXT NOT NULL
);
CREATE INDEX pack_name ON pack (name, seq);

CREATE TABLE decision (
    decision_id   TEXT PRIMARY KEY,
    seq           INTEGER NOT NULL UNIQUE REFERENCES log (seq),
    order_id      TEXT NOT NULL,
    order_blob    TEXT NOT NULL,
    decision_blob TEXT NOT NULL,
    as_of         TEXT NOT NULL,
    known_at      TEXT NOT NULL,
    engine        TEXT NOT NULL,
    outcome       TEXT NOT NULL,
    parent        TEXT REFERENCES decision (decision_id)
);
CREATE INDEX decision_order ON decision (order_id, seq);

CREATE TABLE decision_input (
    decision_id TEXT NOT NULL REFERENCES decision (decision_id),
    position    INTEGER NOT NULL,
    role        TEXT NOT NULL,
    digest      TEXT NOT NULL,
    PRIMARY KEY (decision_id, position)
);

CREATE TABLE draw (
    seq           INTEGER PRIMARY KEY REFERENCES log (seq),
    authorisation TEXT NOT NULL,
    order_id      TEXT NOT NULL,
    decision_id   TEXT NOT NULL REFERENCES decision (decision_id),
    quantity_e4   TEXT,
    unit          TEXT,
    value_e4      TEXT,
    currency      TEXT,
    CHECK ((quantity_e4 IS NULL) = (unit IS NULL)),
    CHECK ((value_e4 IS NULL) = (currency IS NULL))
);
CREATE INDEX draw_authorisation ON draw (authorisation, order_id, seq);
CREATE INDEX draw_order ON draw (order_id, authorisation, seq);

CREATE TABLE fact (
    fact_id     TEXT PRIMARY KEY,
    seq         INTEGER NOT NULL UNIQUE REFERENCES log (seq),
    decision_id TEXT NOT NULL REFERENCES decision (decision_id),
    kind        TEXT NOT NULL,
    body        BLOB NOT NULL,
    who         TEXT NOT NULL CHECK (who <> ''),
    at          TEXT NOT NULL,
    UNIQUE (fact_id, who)
);
CREATE INDEX fact_decision ON fact (decision_id, seq);

-- Four eyes, held by the database itself: the author here is the fact's author, and is not the approver.
CREATE TABLE fact_approval (
    seq      INTEGER PRIMARY KEY REFERENCES log (seq),
    fact_id  TEXT NOT NULL,
    author   TEXT NOT NULL,
    approver TEXT NOT NULL CHECK (approver <> ''),
    CHECK (lower(trim(approver)) <> lower(trim(author))),
    UNIQUE (fact_id, approver),
    FOREIGN KEY (fact_id, author) REFERENCES fact (fact_id, who)
);

-- What was written stays. These stop a slip; a hand that drops them is named by the chain.
CREATE TRIGGER home_no_update BEFORE UPDATE ON home BEGIN
    SELECT RAISE (ABORT, 'the record only grows: no UPDATE on home');
END;
CREATE TRIGGER home_no_delete BEFORE DELETE ON home BEGIN
    SELECT RAISE (ABORT, 'the record only grows: no DELETE on home');
END;
CREATE TRIGGER log_no_update BEFORE UPDATE ON log BEGIN
    SELECT RAISE (ABORT, 'the record only grows: no UPDATE on log');
END;
CREATE TRIGGER log_no_delete BEFORE DELETE ON log BEGIN
    SELECT RAISE (ABORT, 'the record only grows: no DELETE on log');
END;
CREATE TRIGGER list_version_no_update BEFORE UPDATE ON list_version BEGIN
    SELECT RAISE (ABORT, 'the record only grows: no UPDATE on list_version');
END;
CREATE TRIGGER list_version_no_delete BEFORE DELETE ON list_version BEGIN
    SELECT RAISE (ABORT, 'the record only grows: no DELETE on list_version');
END;
CREATE TRIGGER list_source_no_update BEFORE UPDATE ON list_source BEGIN
    SELECT RAISE (ABORT, 'the record only grows: no UPDATE on list_source');
END;
CREATE TRIGGER list_source_no_delete BEFORE DELETE ON list_source BEGIN
    SELECT RAISE (ABORT, 'the record only grows: no DELETE on list_source');
END;
CREATE TRIGGER list_supersedes_no_update BEFORE UPDATE ON list_supersedes BEGIN
    SELECT RAISE (ABORT, 'the record only grows: no UPDATE on list_supersedes');
END;
CREATE TRIGGER list_supersedes_no_delete BEFORE DELETE ON list_supersedes BEGIN
    SELECT RAISE (ABORT, 'the record only grows: no DELETE on list_supersedes');
END;
CREATE TRIGGER list_state_no_update BEFORE UPDATE ON list_state BEGIN
    SELECT RAISE (ABORT, 'the record only grows: no UPDATE on list_state');
END;
CREATE TRIGGER list_state_no_delete BEFORE DELETE ON list_state BEGIN
    SELECT RAISE (ABORT, 'the record only grows: no DELETE on list_state');
END;
CREATE TRIGGER snapshot_no_update BEFORE UPDATE ON snapshot BEGIN
    SELECT RAISE (ABORT, 'the record only grows: no UPDATE on snapshot');
END;
CREATE TRIGGER snapshot_no_delete BEFORE DELETE ON snapshot BEGIN
    SELECT RAISE (ABORT, 'the record only grows: no DELETE on snapshot');
END;
CREATE TRIGGER snapshot_version_no_update BEFORE UPDATE ON snapshot_version BEGIN
    SELECT RAISE (ABORT, 'the record only grows: no UPDATE on snapshot_version');
END;
CREATE TRIGGER snapshot_version_no_delete BEFORE DELETE ON snapshot_version BEGIN
    SELECT RAISE (ABORT, 'the record only grows: no DELETE on snapshot_version');
END;
CREATE TRIGGER pack_no_update BEFORE UPDATE ON pack BEGIN
    SELECT RAISE (ABORT, 'the record only grows: no UPDATE on pack');
END;
CREATE TRIGGER pack_no_delete BEFORE DELETE ON pack BEGIN
    SELECT RAISE (ABORT, 'the record only grows: no DELETE on pack');
END;
CREATE TRIGGER decision_no_update BEFORE UPDATE ON decision BEGIN
    SELECT RAISE (ABORT, 'the record only grows: no UPDATE on decision');
END;
CREATE TRIGGER decision_no_delete BEFORE DELETE ON decision BEGIN
    SELECT RAISE (ABORT, 'the record only grows: no DELETE on decision');
END;
CREATE TRIGGER decision_input_no_update BEFORE UPDATE ON decision_input BEGIN
    SELECT RAISE (ABORT, 'the record only grows: no UPDATE on decision_input');
END;
CREATE TRIGGER decision_input_no_delete BEFORE DELETE ON decision_input BEGIN
    SELECT RAISE (ABORT, 'the record only grows: no DELETE on decision_input');
END;
CREATE TRIGGER draw_no_update BEFORE UPDATE ON draw BEGIN
    SELECT RAISE (ABORT, 'the record only grows: no UPDATE on draw');
END;
CREATE TRIGGER draw_no_delete BEFORE DELETE ON draw BEGIN
    SELECT RAISE (ABORT, 'the record only grows: no DELETE on draw');
END;
CREATE TRIGGER fact_no_update BEFORE UPDATE ON fact BEGIN
    SELECT RAISE (ABORT, 'the record only grows: no UPDATE on fact');
END;
CREATE TRIGGER fact_no_delete BEFORE DELETE ON fact BEGIN
    SELECT RAISE (ABORT, 'the record only grows: no DELETE on fact');
END;
CREATE TRIGGER fact_approval_no_update BEFORE UPDATE ON fact_approval BEGIN
    SELECT RAISE (ABORT, 'the record only grows: no UPDATE on fact_approval');
END;
CREATE TRIGGER fact_approval_no_delete BEFORE DELETE ON fact_approval BEGIN
    SELECT RAISE (ABORT, 'the record only grows: no DELETE on fact_approval');
END;
