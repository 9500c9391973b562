-- People's labels: what was drawn for them, what they said, what they had said before. Added to a ledger that has no such tables yet.
CREATE TABLE IF NOT EXISTS draws (
    seq INTEGER PRIMARY KEY,           -- order of drawing
    draw TEXT NOT NULL UNIQUE,
    month TEXT NOT NULL,
    model TEXT NOT NULL,               -- whose predictions made the strata
    seed INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS draw_counts (
    draw TEXT NOT NULL,
    stratum TEXT NOT NULL,
    kanwil TEXT NOT NULL,
    issue TEXT NOT NULL,
    n_publications INTEGER NOT NULL,
    n_drawn INTEGER NOT NULL,
    PRIMARY KEY (draw, stratum, kanwil, issue)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS drawn (
    draw TEXT NOT NULL,
    item INTEGER NOT NULL,             -- number on the labeller's sheet
    id TEXT NOT NULL,
    stratum TEXT NOT NULL,
    predicted_sentiment TEXT NOT NULL,
    predicted_issue TEXT NOT NULL,
    kanwil TEXT NOT NULL,
    unit_code TEXT NOT NULL,
    probability REAL NOT NULL,
    draw_chance REAL NOT NULL,
    labellers TEXT NOT NULL,
    PRIMARY KEY (draw, item)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS label_files (seq INTEGER PRIMARY KEY, sha256 TEXT NOT NULL, file TEXT NOT NULL, draw TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS labels (    -- the current label of every labeller
    draw TEXT NOT NULL,
    item INTEGER NOT NULL,
    labeller TEXT NOT NULL,
    sentiment TEXT NOT NULL,
    issue TEXT NOT NULL,               -- '' when left open
    is_sure INTEGER NOT NULL,
    seq INTEGER NOT NULL,              -- the file that brought it
    PRIMARY KEY (draw, item, labeller)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS label_revisions (
    draw TEXT NOT NULL,
    item INTEGER NOT NULL,
    labeller TEXT NOT NULL,
    sentiment TEXT NOT NULL,
    issue TEXT NOT NULL,
    is_sure INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    closed_seq INTEGER NOT NULL,       -- the file that replaced it
    PRIMARY KEY (draw, item, labeller, seq)
) WITHOUT ROWID;
