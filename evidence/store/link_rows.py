"""What deciding and tying links share: a link's row, what it may be tied to, what the log says of it."""

import re
from typing import Any

from evidence.errors import Gone, NotFound, UsageError
from evidence.reads.gone import gone
from evidence.reads.links import links
from evidence.store.record import Record


def told(record: Record, link: int) -> dict[str, Any]:
    """What an event says that a link is: its measure or block, its citation and its quoted words."""
    row = record.db.execute(
        """SELECT m.code, l.block, l.quote, l.document FROM links l LEFT JOIN measures m ON m.id = l.measure
        WHERE l.id = ?""",
        [link],
    ).fetchone()
    cited = links(record.db, ids=[link], every=True)
    names = ("measure", "block", "quote", "document")
    found = {name: value for name, value in zip(names, row, strict=True) if value}
    return found | {"citation": cited[0]["citation"] if cited else ""}


def row(record: Record, link: int) -> dict[str, Any]:
    """A link's row. Raises Gone if it is no more, NotFound if it never was."""
    row: dict[str, Any] | None = next(iter(record.db.query("SELECT * FROM links WHERE id = ?", [link])), None)
    if row is None:
        if was := gone(record.db, link):
            raise Gone([was])
        raise NotFound(f"There is no link {link}.", "`muster links` lists them.")
    return row


def check_free(record: Record, row: dict[str, str], passage: int) -> None:
    """The record ties a passage to the same thing once."""
    sql = """SELECT id FROM links WHERE passage = ? AND ifnull(measure, 0) = ifnull(?, 0)
        AND framework = ? AND block = ? AND id <> ?"""
    key = [passage, row["measure"], row["framework"], row["block"], row["id"]]
    twin = record.db.execute(sql, key).fetchone()
    if twin:
        raise UsageError(
            f"Link {twin[0]} already ties passage {passage} to the same.",
            f"Accept that one, and reject link {row['id']}.",
        )


def check_passage(record: Record, row: dict[str, str]) -> None:
    retired = record.table("passages").get(row["passage"])["retired_at"]
    if retired:
        raise UsageError(
            f"Link {row['id']} ties a passage that is no longer read from its file.",
            f"Tie it to the one that holds its words (`muster reanchor {row['id']} PASSAGE`), or reject it.",
        )


def quoted(record: Record, passage: int, words: str) -> str:
    """These words as the passage has them, whatever the spaces between; nothing for none.

    Raises UsageError if it does not have them.
    """
    parts = words.split()
    if not parts:
        return ""
    found = record.db.execute("SELECT text FROM passages WHERE id = ?", [passage]).fetchone()
    at = re.search(r"\s+".join(map(re.escape, parts)), found[0], re.IGNORECASE) if found else None
    if found and not at:
        raise UsageError(
            f"Passage {passage} does not have the words “{' '.join(parts)[:80]}”.",
            "Copy them from the passage as it is shown, or leave them out to link all of it.",
        )
    return at[0] if at else ""
