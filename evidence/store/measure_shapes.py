"""One measure split into several, several merged into one: the old ones stay, closed, and lead to the new."""

import json
from collections.abc import Sequence
from typing import Any

from evidence.errors import UsageError
from evidence.language.citations import say_time
from evidence.language.indicators import codes_in, indicator_key
from evidence.model import Measure
from evidence.reads.measure_edits import MERGED, SPLIT
from evidence.reads.measures import called
from evidence.reads.standings import CLOSED, OPEN
from evidence.store import standings
from evidence.store.measure_edits import LONGEST
from evidence.store.record import Record
from evidence.store.registers import next_suffix

MADE = {SPLIT: "measure split", MERGED: "measures merged"}
UNDONE = "measure shape undone"
MOST = 20  # parts of a measure, or measures that are merged


def split(
    record: Record, code: str, texts: Sequence[str], reason: str, *, since: str = "", seen: int | None = None
) -> list[str]:
    """Make a measure into several, one for each text, and close it. Returns their codes.

    They stand in its register and theme, and have those of its targets whose indicator their words name.
    ``seen`` is the version of what became of it that this rests on. Raises NotFound, UsageError, Clash.
    """
    words = _words(texts)
    if len(words) < 2:
        raise UsageError("A measure is split into two or more.", "Give the words of each.")
    with record.transaction():
        measure = _open(record, code)
        codes = [_made(record, [measure], text, SPLIT) for text in words]
        _close(record, measure, f"Split into {' and '.join(codes)}", reason, since, seen)
        _tell(record, SPLIT, [measure["code"]], codes, reason)
    return codes


def merge(
    record: Record, codes: Sequence[str], text: str, reason: str, *, since: str = "", seen: int | None = None
) -> str:
    """Make several measures into one of these words, in the register of the first, and close them. Returns
    its code. ``seen`` is as in ``split``, of the first. Raises NotFound, UsageError, Clash."""
    (words,) = _words([text]) or ("",)
    if not words:
        raise UsageError("The merged measure needs its words.", "Say what is asked for now.")
    with record.transaction():
        found = {m["id"]: m for m in (_open(record, code) for code in codes)}
        if not 2 <= len(found) <= MOST:
            raise UsageError(f"Two to {MOST} measures are merged.", "Name the code of each.")
        origins = list(found.values())
        made = _made(record, origins, words, MERGED)
        for place, measure in enumerate(origins):
            _close(record, measure, f"Merged into {made}", reason, since, None if place else seen)
        _tell(record, MERGED, [m["code"] for m in origins], [made], reason)
    return made


def undo(record: Record, code: str) -> list[str]:
    """Take back one's own splitting or merging of a measure, named by its code or a new one's. Returns the
    codes that stand again.

    Raises NotFound; UsageError if there was none, if it is another's, or if new ones' links are decided.
    """
    with record.transaction():
        measure = called(record.db, code)
        event, actor, at, detail = _last(record, measure["code"])
        if actor != record.actor:
            raise UsageError(
                f"It was {actor} who did that, on {say_time(at)}.", "You can take back your own."
            )
        new = [called(record.db, one) for one in detail["made"]]
        sql = "SELECT count(*) FROM links WHERE measure = ? AND status <> 'suggested'"
        for one in new:
            if record.db.execute(sql, [one["id"]]).fetchone()[0]:
                raise UsageError(
                    f"Links of {one['code']} are decided already.",
                    "Undecide them first, or close it instead.",
                )
        for one in new:
            _unmake(record, one["id"])
        for origin in (called(record.db, one) for one in detail["from"]):
            if origin["standing"] == CLOSED:
                standings.set_standing(record, origin["code"], OPEN, "It was taken back.")
        for one in (*detail["from"], *detail["made"]):
            record.event(UNDONE, f"measure {one}", undoes=event, **detail)
    return list(detail["from"])


def _unmake(record: Record, measure: int) -> None:
    """Take a measure away that a person made: its row stays, since a code is never given again."""
    sql = "SELECT DISTINCT document FROM links WHERE measure = ?"
    record.enqueue([row[0] for row in record.db.execute(sql, [measure]).fetchall()])
    record.db.execute("DELETE FROM links WHERE measure = ?", [measure])
    record.table("measures").update(measure, {"retired_at": record.now})


def _words(texts: Sequence[str]) -> list[str]:
    words = [" ".join(text.split()) for text in texts]
    words = [text for text in words if text]
    if len(words) > MOST or any(len(text) > LONGEST for text in words):
        raise UsageError("That is too much.", f"At most {MOST} measures of {LONGEST} characters each.")
    return words


def _open(record: Record, code: str) -> dict[str, Any]:
    measure = called(record.db, code)
    if measure["standing"] != OPEN:
        raise UsageError(f"{measure['code']} is {measure['standing']}.", "Open it first.")
    return measure


def _made(record: Record, origins: list[dict[str, Any]], text: str, how: str) -> str:
    """A new measure in the place of others, in the register of the first. Returns its code."""
    first = record.table("measures").get(origins[0]["id"])
    taken = [
        code.removeprefix(f"{origins[0]['register']}-")
        for (code,) in record.db.execute(
            "SELECT code FROM measures WHERE register = ?", [first["register"]]
        ).fetchall()
    ]
    code = f"{origins[0]['register']}-{next_suffix(Measure(text), taken)}"
    kept = {name: first[name] for name in ("register", "theme", "label", "passage", "ordinal", "overarching")}
    row = {**kept, "overarching": 0 if how == SPLIT else kept["overarching"]}
    said = {name: origins[0][name] for name in ("owner", "due")}
    number = record.insert("measures", {"code": code, **row, **said, "text": text, "made_by": record.actor})
    for origin in origins:
        record.insert("measure_origins", {"measure": number, "origin": origin["id"], "how": how})
        for target in list(record.table("targets").rows_where("measure = ?", [origin["id"]])):
            if how == MERGED or _names(text, target["indicator"]):
                record.insert("targets", {**target, "id": None, "measure": number})
    return code


def _names(text: str, indicator: str) -> bool:
    wanted = indicator_key(indicator)
    return bool(wanted) and wanted in {indicator_key(code) for code in codes_in(text)}


def _close(
    record: Record, measure: dict[str, Any], became: str, reason: str, since: str, seen: int | None
) -> None:
    why = standings.checked_reason(reason)
    said = f"{became}: {why}"[: standings.LONGEST]
    standings.set_standing(record, measure["code"], CLOSED, said, since=since, seen=seen)


def _tell(record: Record, how: str, origins: list[str], made: list[str], reason: str) -> None:
    """The step in the log, under each measure that it concerns."""
    detail = {"from": origins, "made": made, "reason": " ".join(reason.split())}
    for code in (*origins, *made):
        record.event(MADE[how], f"measure {code}", **detail)


def _last(record: Record, code: str) -> tuple[int, str, str, dict[str, Any]]:
    """The last splitting or merging that concerns a measure, unless it was taken back."""
    sql = """SELECT id, actor, at, detail, action FROM events WHERE subject = ? AND action IN (?, ?, ?)
        ORDER BY id DESC LIMIT 1"""
    row = record.db.execute(sql, [f"measure {code}", *MADE.values(), UNDONE]).fetchone()
    if row is None or row[4] == UNDONE:
        raise UsageError(f"{code} was neither split nor merged.", "There is nothing to take back.")
    return row[0], row[1], row[2], json.loads(row[3])
