-- The ledger: what was delivered, which revision of each record is current, what was run and released.
CREATE TABLE deliveries (
    seq INTEGER PRIMARY KEY,           -- order of arrival; the only order reports may use
    sha256 TEXT NOT NULL,
    recipe TEXT NOT NULL,              -- hash of kind, mapping and register: the same bytes may be read again with another
    part TEXT NOT NULL,                -- name of its files in the lake
    file TEXT NOT NULL,                -- name only, never a path
    kind TEXT NOT NULL,
    verdict TEXT NOT NULL,
    rows_in INTEGER NOT NULL,
    accept INTEGER NOT NULL,
    quarantine INTEGER NOT NULL,
    duplicate INTEGER NOT NULL,
    code TEXT,                         -- of a refused file
    message_id TEXT,
    message_en TEXT,
    as_of TEXT NOT NULL,
    UNIQUE (sha256, recipe)
);
CREATE TABLE parts (
    seq INTEGER NOT NULL REFERENCES deliveries (seq),
    lake_table TEXT NOT NULL,
    month TEXT NOT NULL,
    part TEXT NOT NULL,
    n INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (lake_table, month, part)
) WITHOUT ROWID;
CREATE TABLE set_aside (seq INTEGER NOT NULL, code TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (seq, code)) WITHOUT ROWID;
CREATE TABLE records (                 -- the current revision of every record
    lake_table TEXT NOT NULL,
    id TEXT NOT NULL,
    hash BLOB NOT NULL,
    updated_us INTEGER,
    month TEXT NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (lake_table, id)
) WITHOUT ROWID;
CREATE TABLE revisions (               -- superseded revisions, kept
    lake_table TEXT NOT NULL,
    id TEXT NOT NULL,
    hash BLOB NOT NULL,
    updated_us INTEGER,
    month TEXT NOT NULL,
    seq INTEGER NOT NULL,
    closed_seq INTEGER NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    PRIMARY KEY (lake_table, id, hash)
) WITHOUT ROWID;
CREATE TABLE runs (
    seq INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    period TEXT,
    started_at TEXT NOT NULL,
    finished_at TEXT,
    outcome TEXT NOT NULL DEFAULT '{}'
);
CREATE TABLE releases (
    number INTEGER PRIMARY KEY,
    run INTEGER REFERENCES runs (seq),
    period TEXT,
    manifest_sha256 TEXT NOT NULL,
    released_at TEXT NOT NULL
);
