"""Links that stood and are no more: what the log's statements say that they were, and why they went."""

import json
from typing import Any

from sqlite_utils import Database

from evidence.errors import GoneLink
from evidence.language.citations import say_time
from evidence.model import LinkStatus
from evidence.reads.documents import passage as read_passage

LAST = "SELECT event, digest FROM statements WHERE name = 'links' AND key = ? ORDER BY event DESC LIMIT 1"
WORDS = """SELECT said FROM statements WHERE name = 'links' AND key = ? AND said <> ''
    ORDER BY event DESC LIMIT 1"""
BY_HAND = """SELECT actor, action FROM events WHERE subject = ? AND id <= ? AND action IN
    ('link taken away', 'link dropped') ORDER BY id DESC LIMIT 1"""
ASKED = """SELECT subject, detail FROM events WHERE action = 'comparison asked for' AND id <= ?
    ORDER BY id DESC LIMIT 20"""
MEASURE = "SELECT code, retired_at FROM measures WHERE id = ?"
SAME = """SELECT id, status FROM links WHERE passage = ? AND ifnull(measure, 0) = ? AND block = ?
    AND framework = ?"""


def gone(db: Database, number: int) -> GoneLink | None:
    """What became of a link of that number; None if there never was one, or its paper or measure is not in
    this record."""
    last = db.execute(LAST, [str(number)]).fetchone()
    stated = db.execute(WORDS, [str(number)]).fetchone()
    if last is None or last[1] or stated is None:
        return None
    was: dict[str, Any] = {"block": "", "framework": "", "measure": None, **json.loads(stated[0])}
    seen = db.execute("SELECT 1 FROM passages WHERE id = ?", [was["passage"]]).fetchone()
    measure = next(iter(db.query(MEASURE, [was["measure"]])), None)
    if not seen or (was["measure"] and measure is None):
        return None
    passage = read_passage(db, was["passage"])
    key = [was["passage"], was["measure"] or 0, was["block"], was["framework"]]
    again = db.execute(SAME, key).fetchone() or (0, "")
    retired = bool(passage["retired_at"] or (measure and measure["retired_at"]))
    code = measure["code"] if measure else ""
    action, why = _why(db, number, last[0], passage, measure)
    return GoneLink(
        link=number,
        why=why,
        suggested=was["status"] == LinkStatus.SUGGESTED and not action,
        document=passage["document"]["id"],
        passage=was["passage"],
        citation=passage["citation"],
        measure=code,
        block=was["block"],
        framework=was["framework"],
        again=again[0],
        status=again[1],
        open=not retired,
    )


def _why(
    db: Database, number: int, event: int, passage: dict[str, Any], measure: dict[str, Any] | None
) -> tuple[str, str]:
    """What was done with the link by hand or by a re-reading, "" for nothing; and why it is no more."""
    by, action = db.execute(BY_HAND, [f"link {number}", event]).fetchone() or ("", "")
    at = say_time(db.execute("SELECT at FROM events WHERE id = ?", [event]).fetchone()[0])
    if action == "link taken away":
        return action, f"{by} took it away on {at}"
    if measure and measure["retired_at"]:
        return action, f"{measure['code']} was taken back, last on {at}"
    if action or passage["retired_at"]:
        return action, f"its paper was read again, last on {at}, and has other words there"
    return action, _compared(db, event, passage["document"]["id"], at)


def _compared(db: Database, event: int, document: int, at: str) -> str:
    """When its paper was compared anew, and for what that was asked for, so far as the log tells."""
    for subject, detail in db.execute(ASKED, [event]).fetchall():
        asked = json.loads(detail)
        another = subject == "1 documents" and not asked["why"].endswith(f"document {document} was set right")
        if not asked.get("from_measure") and not another:
            return f"its paper was compared anew on {at}, because {asked['why']}"
    return f"its paper was compared anew on {at}"
