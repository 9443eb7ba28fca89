"""The record of a person who is not cleared: the same, without what is marked.

Temporary views take the tables' own names on one connection, so that whatever is asked there is answered as
though marked documents, and all that hangs on them, had never come. ``CLOSED`` says for each table how it
hangs on a document; a table without an entry here is a mistake, which a test finds.
"""

from collections.abc import Callable

from sqlite_utils import Database

from evidence.schema import views

SENSITIVE = "OFFICIAL-SENSITIVE"
MARKED = """SELECT document FROM main.markings WHERE marking = 'OFFICIAL-SENSITIVE'
    UNION SELECT d.id FROM main.file_markings f JOIN main.documents d ON d.sha256 = f.sha256
        WHERE f.marking = 'OFFICIAL-SENSITIVE'"""
_HELD = """
WITH RECURSIVE inside(document) AS (
    {marked}
    UNION SELECT d.id FROM inside i JOIN main.documents o ON o.id = i.document
        JOIN main.documents d ON d.sha256 = o.sha256
    UNION SELECT e.enclosed FROM inside i JOIN main.enclosures e ON e.document = i.document
    UNION SELECT d.id FROM inside i JOIN main.documents d ON d.parent = i.document
    UNION SELECT n.later FROM inside i JOIN main.near_duplicates n ON n.earlier = i.document
        WHERE n.status <> 'different'
        AND n.later NOT IN (SELECT document FROM main.markings WHERE how = 'hand')
    UNION SELECT n.earlier FROM inside i JOIN main.near_duplicates n ON n.later = i.document
        WHERE n.status <> 'different'
        AND n.earlier NOT IN (SELECT document FROM main.markings WHERE how = 'hand')
), held(document) AS (
    SELECT document FROM inside
    UNION SELECT e.document FROM held h JOIN main.enclosures e ON e.enclosed = h.document
    UNION SELECT d.parent FROM held h JOIN main.documents d ON d.id = h.document WHERE d.parent IS NOT NULL
    UNION SELECT d.id FROM held h JOIN main.documents o ON o.id = h.document
        JOIN main.documents d ON d.sha256 = o.sha256
)
SELECT document FROM held"""
HELD = _HELD.format(marked=MARKED)
"""Every document that counts as marked: what a person or a rule marked; with it what came in the same file,
what it encloses, and copies that nobody said are different; and what encloses any of these, since its file
holds them."""
HELD_WITH = _HELD.format(marked="SELECT :document")
"""The same of one document, as though it were marked."""
_FACTS = f"""
CREATE TEMP TABLE closed (document INTEGER PRIMARY KEY);
INSERT INTO temp.closed {HELD};
CREATE TEMP TABLE closed_files (sha256 TEXT PRIMARY KEY);
INSERT INTO temp.closed_files
    SELECT sha256 FROM main.documents WHERE id IN temp.closed
    UNION SELECT sha256 FROM main.file_markings WHERE marking = 'OFFICIAL-SENSITIVE';
CREATE TEMP TABLE closed_measures (measure INTEGER PRIMARY KEY);
INSERT INTO temp.closed_measures WITH RECURSIVE found(measure) AS (
    SELECT m.id FROM main.registers r JOIN main.measures m ON m.register = r.id
    WHERE r.document IN temp.closed
    UNION SELECT o.measure FROM found f JOIN main.measure_origins o ON o.origin = f.measure
) SELECT measure FROM found;
CREATE TEMP TABLE closed_packs (pack INTEGER PRIMARY KEY);
INSERT INTO temp.closed_packs
    SELECT pack FROM main.pack_documents WHERE document IN temp.closed
    UNION SELECT pack FROM main.pack_redactions WHERE document IN temp.closed
    UNION SELECT pack FROM main.pack_proposals_seen WHERE document IN temp.closed
    UNION SELECT pack FROM main.pack_sections WHERE measure IN temp.closed_measures
    UNION SELECT s.pack FROM main.pack_items i JOIN main.pack_sections s ON s.id = i.section
        LEFT JOIN main.links l ON l.id = i.link LEFT JOIN main.passages p ON p.id = i.passage
        WHERE i.document IN temp.closed OR p.document IN temp.closed OR l.document IN temp.closed
        OR l.measure IN temp.closed_measures
    UNION SELECT a.pack FROM main.pack_acknowledgements a, json_each(a.links) e JOIN main.links l
        ON l.id = e.value WHERE l.document IN temp.closed OR l.measure IN temp.closed_measures
    UNION SELECT pack FROM main.pack_issues WHERE names_closed('issue ' || id);
"""
"""What the views ask, computed once when a record is opened: the documents, and what they close."""

OPEN = ""
"""A table of which every row is everybody's."""
_DOCUMENT = "t.document NOT IN temp.closed"
_MEASURE = "t.measure NOT IN temp.closed_measures"
_PACK = "t.pack NOT IN temp.closed_packs"
_PASSAGE = "NOT EXISTS (SELECT 1 FROM main.passages p WHERE p.id = t.passage AND p.document IN temp.closed)"
_FILE = "t.sha256 NOT IN temp.closed_files"
CLOSED: dict[str, str] = {
    "_sqlite_migrations": OPEN,
    "account_passwords": OPEN,
    "accounts": OPEN,
    "corrections": _DOCUMENT,
    "crosswalks": "t.one NOT IN temp.closed_measures AND t.other NOT IN temp.closed_measures",
    "disposals": OPEN,  # hashes and numbers of what is not there
    "disposed_lines": OPEN,
    "document_blocks": _DOCUMENT,
    "documents": "t.id NOT IN temp.closed",
    "enclosures": f"{_DOCUMENT} AND t.enclosed NOT IN temp.closed",
    "entered_judgements": f"(t.passage IS NULL OR {_PASSAGE})",
    "events": "NOT names_closed('event ' || t.id)",
    "fields": _DOCUMENT,
    "file_markings": _FILE,
    "files": _FILE,
    "findings": _DOCUMENT,
    "freezings": _PACK,
    "inspections": OPEN,
    "job_files": """ifnull(t.sha256, '') NOT IN temp.closed_files AND NOT EXISTS (
        SELECT 1 FROM main.jobs j JOIN main.ledger l ON l.origin = j.origin AND l.path = t.name
        WHERE j.id = t.job AND l.sha256 IN temp.closed_files AND l.offered_by NOT IN temp.closed_for)""",
    "jobs": OPEN,
    # What somebody offered themselves stays in their ledger, as though it were the first of its bytes.
    "ledger": f"(t.sha256 IS NULL OR {_FILE} OR t.offered_by IN temp.closed_for)",
    "links": f"{_DOCUMENT} AND (t.measure IS NULL OR {_MEASURE})",
    "looks": "t.search IN (SELECT id FROM temp.saved_searches)",
    "markings": _DOCUMENT,
    "match_terms": _MEASURE,
    "measure_edits": _MEASURE,
    "measure_origins": f"{_MEASURE} AND t.origin NOT IN temp.closed_measures",
    "measure_updates": f"""{_DOCUMENT} AND NOT EXISTS (SELECT 1 FROM main.measures m
        WHERE m.code = t.code AND m.id IN temp.closed_measures)""",
    "measures": "t.id NOT IN temp.closed_measures",
    "mentions": _DOCUMENT,
    "mentions_read": _DOCUMENT,
    "milestones": OPEN,
    "near_duplicates": "t.earlier NOT IN temp.closed AND t.later NOT IN temp.closed",
    "observations": _DOCUMENT,
    "open_outbox": _DOCUMENT,
    "outbox": _DOCUMENT,
    "pack_acknowledgements": _PACK,
    "pack_changes": _PACK,
    "pack_documents": _PACK,
    "pack_issues": _PACK,
    "pack_items": """NOT EXISTS (SELECT 1 FROM main.pack_sections s
        WHERE s.id = t.section AND s.pack IN temp.closed_packs)""",
    "pack_proposals_seen": _PACK,
    "pack_redactions": _PACK,
    "pack_sections": _PACK,
    "packs": "t.id NOT IN temp.closed_packs",
    "pages": _DOCUMENT,
    "passages": _DOCUMENT,
    "refs": f"{_DOCUMENT} AND t.target_document NOT IN temp.closed",
    "register_facts": """NOT EXISTS (SELECT 1 FROM main.registers r
        WHERE r.id = t.register AND r.document IN temp.closed)""",
    "registers": _DOCUMENT,
    "request_papers": _DOCUMENT,
    "requests": OPEN,
    # Names and words of whoever is cleared come from what they know.
    "saved_searches": """(t.owner IN temp.closed_for OR EXISTS (
        SELECT 1 FROM main.accounts a WHERE a.name = t.owner AND NOT a.cleared))""",
    "settled": OPEN,
    "sketched": _DOCUMENT,
    "sketches": _DOCUMENT,
    "standings": _MEASURE,
    "statements": OPEN,  # hashes and versions by number; no page prints their words
    "successions": OPEN,
    "targets": _MEASURE,
    "to_compare": _DOCUMENT,
    "value_decisions": f"(t.document IS NULL OR {_DOCUMENT}) AND (t.measure IS NULL OR {_MEASURE})",
    "watched": """NOT EXISTS (SELECT 1 FROM main.ledger l
        WHERE l.path = t.path AND l.sha256 IN temp.closed_files)""",
    "withdrawals": _DOCUMENT,
}
"""Table -> which of its rows (``t``) are there for somebody who is not cleared."""
_ANSWERED = """EXISTS (SELECT 1 FROM main.request_papers p
    WHERE p.request = t.id AND p.document IN temp.closed)"""
_RESPONDED = "EXISTS (SELECT 1 FROM main.passages p WHERE p.id = t.answered_at AND p.document IN temp.closed)"
_OFFERED = "t.sha256 IN temp.closed_files"
COLUMNS: dict[str, dict[str, str]] = {
    "documents": {
        "parent": "iif(t.parent IN temp.closed, NULL, t.parent)",
        "relation": "iif(t.parent IN temp.closed, '', t.relation)",
        "replies_to": "iif(t.replies_to IN temp.closed, NULL, t.replies_to)",
    },
    "ledger": {
        "reason": f"iif({_OFFERED}, '', t.reason)",
        "sha256": f"iif({_OFFERED}, NULL, t.sha256)",
        "status": f"iif({_OFFERED}, 'added', t.status)",
    },
    "measures": {
        "answer": f"iif({_RESPONDED}, '', t.answer)",
        "response": f"iif({_RESPONDED}, '', t.response)",
        "answered_at": f"iif({_RESPONDED}, NULL, t.answered_at)",
    },
    "outbox": {},  # the other index's: made below
    "requests": {"answer": f"iif({_ANSWERED}, '', t.answer)"},
}
"""Columns of rows that are there, whose words come from what is not."""
UNWRITTEN = frozenset({"_sqlite_migrations", "events", "open_outbox", "outbox", "statements"})
"""Tables that are written to whoever acts."""


def any_closed(db: Database) -> bool:
    """Whether anything is marked that not everybody may see."""
    sql = """SELECT 1 FROM main.markings WHERE marking = :marking
        UNION ALL SELECT 1 FROM main.file_markings WHERE marking = :marking LIMIT 1"""
    return db.execute(sql, {"marking": SENSITIVE}).fetchone() is not None


def close(db: Database, actor: str, names_closed: Callable[[str], bool]) -> None:
    """Take what is marked off ``actor``'s connection. ``names_closed`` says whether "event 12" or "issue 3"
    names any of it."""
    db.register_function(names_closed, name="names_closed")
    db.execute("CREATE TEMP TABLE closed_for (name TEXT PRIMARY KEY)")
    db.execute("INSERT INTO temp.closed_for VALUES (?)", [actor])
    for statement in _FACTS.split(";\n"):
        if statement.strip():
            db.execute(statement)
    for table, condition in CLOSED.items():
        if condition or table in COLUMNS:
            db.execute(_view(db, table, condition))
    for name, select in views.VIEWS.items():
        db.execute(f"CREATE TEMP VIEW {name} AS {select.strip()}")


def guard(db: Database) -> None:
    """Have what is not there for this connection stay as it is, whatever it writes. Asked again, nothing."""
    if not db.execute("SELECT 1 FROM temp.sqlite_master WHERE name GLOB 'refused_*' LIMIT 1").fetchone():
        for statement in _guards(db):
            db.execute(statement)


def _view(db: Database, table: str, condition: str) -> str:
    said = COLUMNS.get(table, {})
    named = [f'{said[c]} AS "{c}"' if c in said else f't."{c}"' for c in _columns(db, table)]
    source = "open_outbox" if table == "outbox" else table
    where = f" WHERE {condition}" if condition else ""
    return f'CREATE TEMP VIEW "{table}" AS SELECT {", ".join(named)} FROM main."{source}" t{where}'


def _guards(db: Database) -> list[str]:
    """Triggers: a row that is not there for this person stays as it is, and none can be made that would not
    be."""
    found = []
    for table, condition in CLOSED.items():
        if not condition or table in UNWRITTEN:
            continue
        keys = _columns(db, table, keys=True)
        there = 'EXISTS (SELECT 1 FROM temp."{}" v WHERE {})'
        same = {
            r: there.format(table, " AND ".join(f'v."{k}" = {r}."{k}"' for k in keys)) for r in ("OLD", "NEW")
        }
        for verb in ("UPDATE", "DELETE"):
            found.append(
                f'CREATE TEMP TRIGGER spared_{table}_{verb} BEFORE {verb} ON main."{table}"'
                f" WHEN NOT {same['OLD']} BEGIN SELECT RAISE(IGNORE); END"
            )
        for verb in ("INSERT", "UPDATE"):
            found.append(
                f'CREATE TEMP TRIGGER refused_{table}_{verb} AFTER {verb} ON main."{table}"'
                f" WHEN NOT {same['NEW']} BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
            )
    return found


REFUSED = "not cleared"
"""What SQLite says of a row that would hang on what the person may not see."""


def _columns(db: Database, table: str, *, keys: bool = False) -> list[str]:
    found = db.execute(f"PRAGMA main.table_info({table})").fetchall()
    return [row[1] for row in found if row[5] or not keys]
