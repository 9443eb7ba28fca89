"""Match terms: words that people say tell of a measure, or do not."""

from collections.abc import Sequence

from evidence.errors import UsageError
from evidence.linking.roots import roots_of
from evidence.reads.measures import called, match_terms
from evidence.store.record import Record
from evidence.store.seen import check_event

CHANGED = "measure terms changed"
LONGEST, WORDS, MOST = 80, 6, 40  # characters and words of a term; terms of a measure


def keep(
    record: Record, code: str, added: Sequence[str], unwanted: Sequence[str], *, seen: int | None = None
) -> bool:
    """Make these a measure's match terms: words added to its own, and its own that do not count.

    Returns whether anything changed. Raises NotFound for the measure, UsageError for a term of no words, of
    too many, or one that is both, or for too many terms. ``seen`` is the last event (CHANGED) that the terms
    rest on, 0 for none: Clash if another changed them since.
    """
    with record.transaction():
        measure = called(record.db, code)
        if seen is not None:
            check_event(record, CHANGED, f"measure {measure['code']}", seen)
        before = match_terms(record.db).get(measure["id"], ([], []))
        after = checked(added, unwanted)
        if (sorted(before[0]), sorted(before[1])) == (sorted(after[0]), sorted(after[1])):
            return False
        record.db.execute("DELETE FROM match_terms WHERE measure = ?", [measure["id"]])
        stamp = {"measure": measure["id"], "by": record.actor, "at": record.now}
        rows = [{**stamp, "term": t, "wanted": w} for w, some in ((1, after[0]), (0, after[1])) for t in some]
        record.table("match_terms").insert_all(rows)
        record.event(
            CHANGED,
            f"measure {measure['code']}",
            before=_told(before),
            after=_told(after),
        )
    return True


def checked(added: Sequence[str], unwanted: Sequence[str]) -> tuple[list[str], list[str]]:
    """The terms as they would be kept. Raises UsageError."""
    after = (_checked(added), _checked(unwanted))
    if {roots_of(t) for t in after[0]} & {roots_of(t) for t in after[1]}:
        raise UsageError("A term cannot both tell of a measure and not.", "Give it once.")
    return after


def _checked(terms: Sequence[str]) -> list[str]:
    found: dict[tuple[str, ...], str] = {}
    for term in (" ".join(t.split()) for t in terms):
        roots = roots_of(term)
        if not roots:
            raise UsageError(f"“{term}” has no word in it.", "Give words as papers print them.")
        if len(term) > LONGEST or len(roots) > WORDS:
            raise UsageError(
                f"“{term[:40]}” is too long for a term.", f"Give at most {WORDS} words; several terms add up."
            )
        found.setdefault(roots, term)
    if len(found) > MOST:
        raise UsageError(f"{len(found)} terms are too many.", f"Give at most {MOST}, those that tell most.")
    return list(found.values())


def _told(terms: tuple[Sequence[str], Sequence[str]]) -> dict[str, str]:
    return {"added": ", ".join(sorted(terms[0])), "left out": ", ".join(sorted(terms[1]))}
