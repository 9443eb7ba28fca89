"""Taking back one's own last step with a thing that events tell of before and after."""

import json
from collections.abc import Sequence
from typing import Any

from evidence.errors import UsageError
from evidence.language.citations import say_time
from evidence.store.record import Record


def last_step(
    record: Record, actions: Sequence[str], undone: str, subject: str
) -> tuple[int, dict[str, Any]]:
    """The number of the last event of these actions about a subject, and what stood before it.

    Raises UsageError if there is none, if it was taken back already, or if it was another person's.
    """
    marks = ", ".join("?" for _ in (*actions, undone))
    sql = f"""SELECT id, actor, at, action, detail FROM events WHERE subject = ? AND action IN ({marks})
        ORDER BY id DESC LIMIT 1"""  # noqa: S608 -- placeholders alone
    row = record.db.execute(sql, [subject, *actions, undone]).fetchone()
    if row is None or row[3] == undone:
        raise UsageError(f"There is no step with {subject} to take back.", "Change it instead.")
    event, actor, at, _, detail = row
    if actor != record.actor:
        raise UsageError(
            f"The last step with {subject} was {actor}'s, on {say_time(at)}.",
            "You can take back your own alone; or change it anew.",
        )
    return int(event), json.loads(detail)["before"]
