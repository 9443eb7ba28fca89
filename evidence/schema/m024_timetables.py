"""Inspections with a timetable and a lead inspector, stages that last, and what inspectors ask for."""

from sqlite_utils import Database

from evidence.schema.migrations import migrations, run

TIMETABLES = """
-- timetable: a code of evidence/frameworks/timetables, or "": every day is set by hand. edits counts changes,
-- so that a change of its milestones alone is a new version of the inspection too.
ALTER TABLE inspections ADD COLUMN timetable TEXT NOT NULL DEFAULT '';
ALTER TABLE inspections ADD COLUMN lead TEXT NOT NULL DEFAULT '';
ALTER TABLE inspections ADD COLUMN edits INTEGER NOT NULL DEFAULT 0;
-- step: the step of the timetable whose day a person set; "" for one's own milestones. ends: "" for one day.
ALTER TABLE milestones ADD COLUMN step TEXT NOT NULL DEFAULT '';
ALTER TABLE milestones ADD COLUMN ends TEXT NOT NULL DEFAULT '';
-- What an inspector asked for during fieldwork. due_time is "14:00", or "" for any time of the day. A request
-- is answered once answered_on is set, and taken off the list, never deleted, with the reason in dropped.
CREATE TABLE requests (
    id INTEGER PRIMARY KEY,
    inspection INTEGER NOT NULL REFERENCES inspections(id),
    number INTEGER NOT NULL,
    words TEXT NOT NULL,
    asked_by TEXT NOT NULL DEFAULT '',
    asked_on TEXT NOT NULL,
    due TEXT NOT NULL DEFAULT '',
    due_time TEXT NOT NULL DEFAULT '',
    answer TEXT NOT NULL DEFAULT '',
    answered_on TEXT NOT NULL DEFAULT '',
    dropped TEXT NOT NULL DEFAULT '',
    edits INTEGER NOT NULL DEFAULT 0,
    by TEXT NOT NULL,
    at TEXT NOT NULL,
    UNIQUE (inspection, number)
) STRICT;
-- The papers of an answer, in order: a passage, or a whole document where passage is null.
CREATE TABLE request_papers (
    id INTEGER PRIMARY KEY,
    request INTEGER NOT NULL REFERENCES requests(id),
    ordinal INTEGER NOT NULL,
    document INTEGER NOT NULL REFERENCES documents(id),
    passage INTEGER REFERENCES passages(id)
) STRICT;
CREATE UNIQUE INDEX request_papers_once ON request_papers(request, document, ifnull(passage, 0));
"""


@migrations()
def m024_timetables(db: Database) -> None:
    """Timetables, lead inspectors, requests."""
    run(db, TIMETABLES)
