"""Links held against the events that decided them: what they were before Muster stated every row, too."""

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlite_utils import Database

from evidence.home.problem import Problem

FIELDS = ("status", "stance", "decided_by")
EVENTS = "SELECT id, subject, action, detail FROM events WHERE subject LIKE 'link %' ORDER BY id"
DECIDED = "SELECT id, status, stance, decided_by FROM links"


def problems(db: Database) -> Iterator[Problem]:
    """Each link that is not what the events about it made of it."""
    told = _told(db)
    for number, *values in db.execute(DECIDED).fetchall():
        row = dict(zip(FIELDS, values, strict=True))
        said = told.get(number)
        if said is None:
            if row["status"] != "suggested":
                yield _problem(
                    number, f"is {row['status']} by {row['decided_by'] or 'nobody'}, and no event says so."
                )
            continue
        different = [name for name in FIELDS if name in said and said[name] != row[name]]
        if different:
            words = "; ".join(
                f"{name.replace('_', ' ')} is “{row[name]}”, the log says “{said[name]}”"
                for name in different
            )
            yield _problem(number, f"is not what event {said['event']} made of it: {words}.")


def _told(db: Database) -> dict[int, dict[str, Any]]:
    """What the events say of each link, put together in their order."""
    told: dict[int, dict[str, Any]] = defaultdict(dict)
    for event, subject, action, detail in db.execute(EVENTS).fetchall():
        number = subject.removeprefix("link ")
        if not number.isdigit():
            continue
        if action in ("link dropped", "link taken away"):
            told.pop(int(number), None)
            continue
        after = _after(detail)
        told[int(number)] |= {name: after[name] for name in FIELDS if name in after} | {"event": event}
    return told


def _after(detail: str) -> dict[str, Any]:
    """What an event says that a link is from then on; nothing if someone wrote another thing there."""
    try:
        values = json.loads(detail)
        after = values.get("after", values)
    except (ValueError, AttributeError):
        return {}
    return after if isinstance(after, dict) else {}


def _problem(link: int, says: str) -> Problem:
    return Problem("record", f"link {link}", f"Link {link} {says}")
