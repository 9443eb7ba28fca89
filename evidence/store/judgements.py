"""Judgements entered by hand, for inspections whose reports the record lacks; taken back by who did it."""

from evidence.errors import NotFound, UsageError
from evidence.language.dates import is_iso
from evidence.reads.documents import passage as read_passage
from evidence.store.record import Record
from evidence.store.seen import check

ENTERED, UNDONE = "judgement entered", "judgement taken back"
LONGEST = 300  # characters of an area, a grade, or what cites it


def enter(
    record: Record,
    area: str,
    grade: str,
    judged_on: str,
    *,
    cited: str = "",
    passage: int | None = None,
    note: str = "",
) -> int:
    """Enter a judgement: the area, its grade, the ISO date (of any precision), and where it is told: in
    words, or by the passage that tells it. Returns its number.

    Raises NotFound for the passage, UsageError.
    """
    area, grade, cited, note = (" ".join(words.split()) for words in (area, grade, cited, note))
    for name, words in (("area", area), ("grade", grade), ("date", judged_on)):
        if not words:
            raise UsageError(f"The {name} is missing.", "Give the area, its grade and when it was judged.")
    if any(len(words) > LONGEST for words in (area, grade, cited, note)):
        raise UsageError("That is too long.", f"At most {LONGEST} characters each.")
    if not is_iso(judged_on):
        raise UsageError(f"“{judged_on}” is no date.", "Write it as 2010-01-22, 2010-01 or 2010.")
    if judged_on > record.now[: len(judged_on)]:
        raise UsageError(f"{judged_on} is still to come.", "Give the day of the judgement.")
    if not cited and passage is None:
        raise UsageError("It needs a citation.", "Name the paper and the page, or the passage that tells it.")
    row = {"area": area, "grade": grade.casefold(), "judged_on": judged_on, "cited": cited}
    with record.transaction():
        if passage is not None:
            read_passage(record.db, passage)
        sql = "area = ? COLLATE NOCASE AND grade = ? AND judged_on = ? AND undone_at = ''"
        same = record.table("entered_judgements").rows_where(sql, [area, grade.casefold(), judged_on])
        if next(iter(same), None):
            raise UsageError("That judgement was entered already.", "There is nothing to change.")
        stamp = {"passage": passage, "note": note, "by": record.actor, "at": record.now}
        number = record.insert("entered_judgements", {**row, **stamp})
        record.event(ENTERED, f"judgement {number}", **row, passage=passage, note=note)
    return number


def take_back(record: Record, number: int, *, seen: int | None = None) -> None:
    """Take one's own judgement back. ``seen`` is the version this rests on. Raises NotFound, UsageError if it
    is another's, Clash."""
    with record.transaction():
        row = next(
            iter(record.table("entered_judgements").rows_where("id = ? AND undone_at = ''", [number])), None
        )
        if row is None:
            raise NotFound(f"No judgement {number} was entered.", "`muster judgement list` lists them.")
        if row["by"] != record.actor:
            raise UsageError(f"{row['by']} entered it.", "You can take back your own alone.")
        if seen is not None:
            check(record, "entered_judgements", {str(number): f"judgement {number}"}, {str(number): seen})
        undone = {"undone_at": record.now, "undone_by": record.actor}
        record.table("entered_judgements").update(number, undone)
        record.event(UNDONE, f"judgement {number}", before=row)
