"""Uploads and retries, the watched folder, withdrawals, and near-duplicates."""

from sqlite_utils import Database

from evidence.schema.migrations import migrations, run

JOBS = """
-- Work that outlives the request that asked for it. What became of its files stands in the ledger, under
-- the job's origin and the file's name; done and total tell how far the reading has come.
CREATE TABLE jobs (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('upload', 'retry')),
    origin TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('receiving', 'waiting', 'running', 'done')),
    problem TEXT NOT NULL DEFAULT '',
    done INTEGER NOT NULL DEFAULT 0,
    total INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL,
    created_by TEXT NOT NULL,
    ended_at TEXT NOT NULL DEFAULT ''
) STRICT;
-- stored is the path of an upload's bytes in the home's incoming folder, empty until all have arrived.
-- sha256 names bytes that are kept already, for a retry.
CREATE TABLE job_files (
    id INTEGER PRIMARY KEY,
    job INTEGER NOT NULL REFERENCES jobs(id),
    name TEXT NOT NULL,
    size INTEGER NOT NULL,
    stored TEXT NOT NULL DEFAULT '',
    sha256 TEXT REFERENCES files(sha256),
    UNIQUE (job, name)
) STRICT;
CREATE INDEX ledger_origin ON ledger(origin, path);
CREATE INDEX ledger_path ON ledger(path);
"""

WATCHED = """
-- A watched folder's files as they were when they were last offered.
CREATE TABLE watched (
    path TEXT PRIMARY KEY,
    signature TEXT NOT NULL,
    offered_at TEXT NOT NULL
) STRICT;
"""

WITHDRAWALS = """
CREATE TABLE withdrawals (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents(id),
    withdrawn_at TEXT NOT NULL,
    withdrawn_by TEXT NOT NULL,
    note TEXT NOT NULL,
    undone_at TEXT NOT NULL DEFAULT '',
    undone_by TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX withdrawals_document ON withdrawals(document);
"""

NEAR_DUPLICATES = """
-- A document's smallest shingle hashes, by which its likes are found; sketched says that it has been done.
CREATE TABLE sketched (
    document INTEGER PRIMARY KEY REFERENCES documents(id),
    words INTEGER NOT NULL
) STRICT;
CREATE TABLE sketches (
    document INTEGER NOT NULL REFERENCES documents(id),
    value INTEGER NOT NULL,
    PRIMARY KEY (document, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX sketches_value ON sketches(value);
-- later is the document that came later into the record.
CREATE TABLE near_duplicates (
    id INTEGER PRIMARY KEY,
    earlier INTEGER NOT NULL REFERENCES documents(id),
    later INTEGER NOT NULL REFERENCES documents(id),
    share REAL NOT NULL,
    reason TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'suggested' CHECK (status IN ('suggested', 'same', 'different')),
    found_at TEXT NOT NULL,
    decided_by TEXT NOT NULL DEFAULT '',
    decided_at TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    UNIQUE (earlier, later)
) STRICT;
CREATE INDEX near_duplicates_later ON near_duplicates(later);
"""


@migrations()
def m003_ways_in(db: Database) -> None:
    """What uploading, retrying, watching, withdrawing and comparing keep."""
    for script in (JOBS, WATCHED, WITHDRAWALS, NEAR_DUPLICATES):
        run(db, script)
