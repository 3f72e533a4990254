PRAGMA application_id = 1413961037;

CREATE TABLE meta (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    schema INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    snapshot INTEGER NOT NULL
) STRICT;

INSERT INTO meta (one, schema, epoch, snapshot) VALUES (1, 1, 0, 0);

CREATE TABLE sweep (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    version INTEGER NOT NULL,
    state TEXT NOT NULL,
    priority INTEGER NOT NULL DEFAULT 0,
    canonical TEXT NOT NULL,
    yaml TEXT NOT NULL,
    cells INTEGER NOT NULL,
    trainings INTEGER NOT NULL,
    submitted_at INTEGER NOT NULL,
    submitted_by TEXT NOT NULL,
    UNIQUE (name, version)
) STRICT;

CREATE TABLE stratum (
    sweep INTEGER NOT NULL REFERENCES sweep (id),
    stratum INTEGER NOT NULL,
    kernel_key TEXT NOT NULL,
    engine TEXT,
    numerics TEXT,
    trainings INTEGER NOT NULL,
    done INTEGER NOT NULL,
    reused INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    PRIMARY KEY (sweep, stratum)
) STRICT, WITHOUT ROWID;

CREATE TABLE chunk (
    sweep INTEGER NOT NULL,
    stratum INTEGER NOT NULL,
    chunk INTEGER NOT NULL,
    done BLOB NOT NULL,
    reused BLOB NOT NULL,
    failed BLOB NOT NULL,
    PRIMARY KEY (sweep, stratum, chunk),
    FOREIGN KEY (sweep, stratum) REFERENCES stratum (sweep, stratum)
) STRICT;

CREATE TABLE attempt (
    id INTEGER PRIMARY KEY,
    sweep INTEGER NOT NULL,
    stratum INTEGER NOT NULL,
    from_index INTEGER NOT NULL,
    to_index INTEGER NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    worker TEXT NOT NULL,
    at INTEGER NOT NULL,
    FOREIGN KEY (sweep, stratum) REFERENCES stratum (sweep, stratum)
) STRICT;

CREATE INDEX attempt_range ON attempt (sweep, stratum, from_index, to_index);

CREATE TABLE segment (
    id INTEGER PRIMARY KEY,
    relation TEXT NOT NULL,
    owner TEXT NOT NULL,
    path TEXT NOT NULL UNIQUE,
    rows INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    crc32c INTEGER NOT NULL,
    registered_at INTEGER NOT NULL,
    replaced_by INTEGER REFERENCES segment (id),
    replaced_at INTEGER
) STRICT;

CREATE TABLE audit (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    who TEXT NOT NULL,
    act TEXT NOT NULL,
    subject TEXT NOT NULL,
    reason TEXT NOT NULL
) STRICT;

CREATE TABLE token (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    sha256 BLOB NOT NULL UNIQUE,
    role TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    revoked_at INTEGER
) STRICT;
