"""Files, documents, registers, links, packs, the log and the outbox."""

from sqlite_utils import Database

from evidence.schema.migrations import migrations, run

FILES = """
CREATE TABLE files (
    sha256 TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    media_type TEXT NOT NULL,
    name TEXT NOT NULL,
    stored_at TEXT NOT NULL
) STRICT;
-- Every file ever offered, and how that ended. sha256 is null only if its bytes could not be had.
CREATE TABLE ledger (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL,
    sha256 TEXT REFERENCES files(sha256),
    size INTEGER,
    status TEXT NOT NULL CHECK (status IN ('added', 'duplicate', 'failed')),
    reason TEXT NOT NULL DEFAULT '',
    offered_at TEXT NOT NULL,
    offered_by TEXT NOT NULL,
    origin TEXT NOT NULL
) STRICT;
CREATE INDEX ledger_sha256 ON ledger(sha256);
"""

DOCUMENTS = """
CREATE TABLE documents (
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL REFERENCES files(sha256),
    position INTEGER NOT NULL,
    parent INTEGER REFERENCES documents(id),
    relation TEXT NOT NULL DEFAULT '',
    replies_to INTEGER REFERENCES documents(id),
    kind TEXT NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    date TEXT NOT NULL DEFAULT '',
    author TEXT NOT NULL DEFAULT '',
    recipient TEXT NOT NULL DEFAULT '',
    reference TEXT NOT NULL DEFAULT '',
    source TEXT NOT NULL DEFAULT '',
    source_class TEXT NOT NULL DEFAULT '',
    first_page INTEGER NOT NULL,
    pages INTEGER NOT NULL,
    paged INTEGER NOT NULL,
    text_quality TEXT NOT NULL,
    warnings TEXT NOT NULL DEFAULT '[]',
    added_at TEXT NOT NULL,
    withdrawn_at TEXT,
    UNIQUE (sha256, position)
) STRICT;
-- What a document says of itself, each with the passage it was read from.
CREATE TABLE fields (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents(id),
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    passage INTEGER REFERENCES passages(id)
) STRICT;
CREATE INDEX fields_document ON fields(document);
CREATE TABLE pages (
    document INTEGER NOT NULL REFERENCES documents(id),
    number INTEGER NOT NULL,
    text TEXT NOT NULL,
    quality TEXT NOT NULL,
    confidence REAL,
    width REAL NOT NULL,
    height REAL NOT NULL,
    PRIMARY KEY (document, number)
) STRICT;
CREATE TABLE passages (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents(id),
    ordinal INTEGER NOT NULL,
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    text TEXT NOT NULL,
    heading_path TEXT NOT NULL,
    page INTEGER NOT NULL,
    end_page INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    parent INTEGER REFERENCES passages(id),
    rects TEXT NOT NULL DEFAULT '[]',
    UNIQUE (document, ordinal)
) STRICT;
"""

REGISTERS = """
CREATE TABLE registers (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents(id),
    code TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    title TEXT NOT NULL
) STRICT;
CREATE TABLE register_facts (
    id INTEGER PRIMARY KEY,
    register INTEGER NOT NULL REFERENCES registers(id),
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    date TEXT NOT NULL,
    passage INTEGER REFERENCES passages(id)
) STRICT;
CREATE TABLE measures (
    id INTEGER PRIMARY KEY,
    register INTEGER NOT NULL REFERENCES registers(id),
    code TEXT NOT NULL UNIQUE,
    label TEXT NOT NULL,
    theme TEXT NOT NULL,
    text TEXT NOT NULL,
    overarching INTEGER NOT NULL,
    passage INTEGER REFERENCES passages(id)
) STRICT;
CREATE TABLE targets (
    id INTEGER PRIMARY KEY,
    measure INTEGER NOT NULL REFERENCES measures(id),
    indicator TEXT NOT NULL,
    comparator TEXT NOT NULL,
    value REAL,
    unit TEXT NOT NULL,
    period TEXT NOT NULL,
    baseline REAL
) STRICT;
CREATE TABLE findings (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents(id),
    passage INTEGER REFERENCES passages(id),
    type TEXT NOT NULL,
    area TEXT NOT NULL,
    grade TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;
CREATE TABLE observations (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents(id),
    passage INTEGER REFERENCES passages(id),
    cell TEXT NOT NULL,
    indicator TEXT NOT NULL,
    value REAL NOT NULL,
    unit TEXT NOT NULL,
    period TEXT NOT NULL,
    rag TEXT NOT NULL
) STRICT;
CREATE INDEX observations_indicator ON observations(indicator);
"""

LINKS = """
CREATE TABLE links (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents(id),
    passage INTEGER NOT NULL REFERENCES passages(id),
    measure INTEGER REFERENCES measures(id),
    block TEXT NOT NULL DEFAULT '',
    framework TEXT NOT NULL DEFAULT '',
    stance TEXT NOT NULL CHECK (stance IN ('supports', 'contradicts', 'context')),
    status TEXT NOT NULL CHECK (status IN ('suggested', 'accepted', 'rejected')),
    score REAL NOT NULL,
    reason TEXT NOT NULL,
    quote TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    decided_by TEXT NOT NULL DEFAULT '',
    decided_at TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    CHECK ((measure IS NULL) <> (block = ''))
) STRICT;
CREATE UNIQUE INDEX links_once ON links(passage, ifnull(measure, 0), framework, block);
CREATE INDEX links_measure ON links(measure);
CREATE INDEX links_document ON links(document);
-- A whole document's blocks, by the framework's rules, with the rule's reason.
CREATE TABLE document_blocks (
    document INTEGER NOT NULL REFERENCES documents(id),
    framework TEXT NOT NULL,
    block TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (document, framework, block)
) STRICT;
"""

PACKS = """
CREATE TABLE inspections (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    framework TEXT NOT NULL,
    announced TEXT NOT NULL,
    starts TEXT NOT NULL,
    ends TEXT NOT NULL,
    cutoff TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;
CREATE TABLE milestones (
    id INTEGER PRIMARY KEY,
    inspection INTEGER NOT NULL REFERENCES inspections(id),
    name TEXT NOT NULL,
    date TEXT NOT NULL
) STRICT;
CREATE TABLE packs (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    inspection INTEGER NOT NULL REFERENCES inspections(id),
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;
CREATE TABLE pack_sections (
    id INTEGER PRIMARY KEY,
    pack INTEGER NOT NULL REFERENCES packs(id),
    ordinal INTEGER NOT NULL,
    title TEXT NOT NULL,
    measure INTEGER REFERENCES measures(id),
    block TEXT NOT NULL DEFAULT '',
    CHECK ((measure IS NULL) <> (block = ''))
) STRICT;
CREATE UNIQUE INDEX pack_sections_once ON pack_sections(pack, ifnull(measure, 0), block);
-- An item that a person took out keeps its row, with removed_at, so that it does not come back by itself.
CREATE TABLE pack_items (
    id INTEGER PRIMARY KEY,
    section INTEGER NOT NULL REFERENCES pack_sections(id),
    link INTEGER NOT NULL REFERENCES links(id),
    ordinal INTEGER NOT NULL,
    removed_at TEXT,
    UNIQUE (section, link)
) STRICT;
-- A frozen issue: the whole plan as JSON, so that it builds the same however the record moves on.
-- stem is the name of its files; pages is how many the PDF has, supplements included.
CREATE TABLE pack_issues (
    id INTEGER PRIMARY KEY,
    pack INTEGER NOT NULL REFERENCES packs(id),
    number INTEGER NOT NULL,
    frozen_at TEXT NOT NULL,
    frozen_by TEXT NOT NULL,
    stem TEXT NOT NULL,
    pages INTEGER NOT NULL,
    plan TEXT NOT NULL,
    plan_sha256 TEXT NOT NULL,
    pdf_sha256 TEXT NOT NULL,
    zip_sha256 TEXT NOT NULL,
    log_head TEXT NOT NULL,
    UNIQUE (pack, number)
) STRICT;
"""

RECORD = """
CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL,
    queued_at TEXT NOT NULL
) STRICT;
"""


@migrations()
def m001_the_record(db: Database) -> None:
    """Everything that the first issue needed."""
    for script in (FILES, DOCUMENTS, REGISTERS, LINKS, PACKS, RECORD):
        run(db, script)
