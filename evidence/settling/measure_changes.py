"""Measures that a person edits, splits or merges: kept, and what they are evidence for compared again."""

from collections.abc import Mapping, Sequence

from evidence.reads.measure_edits import WORDS
from evidence.reads.measures import called
from evidence.services import Services
from evidence.store import comparing, measure_edits, measure_shapes


def edit(
    services: Services,
    code: str,
    values: Mapping[str, str],
    reason: str,
    *,
    since: str = "",
    seen: int | None = None,
) -> str:
    """As ``evidence.store.measure_edits.edit``; other words have every document compared again."""
    record = services.record
    with record.transaction():
        before = called(record.db, code)
        code = measure_edits.edit(record, code, values, reason, since=since, seen=seen)
        _compare_if_reworded(services, code, before["text"])
    return code


def undo_edit(services: Services, code: str) -> str:
    """As ``evidence.store.measure_edits.undo``."""
    with services.record.transaction():
        before = called(services.record.db, code)
        code = measure_edits.undo(services.record, code)
        _compare_if_reworded(services, code, before["text"])
    return code


def split(
    services: Services,
    code: str,
    texts: Sequence[str],
    reason: str,
    *,
    since: str = "",
    seen: int | None = None,
) -> list[str]:
    """As ``evidence.store.measure_shapes.split``; documents are compared with the new measures."""
    with services.record.transaction():
        made = measure_shapes.split(services.record, code, texts, reason, since=since, seen=seen)
        _compare_with(services, made)
    return made


def merge(
    services: Services,
    codes: Sequence[str],
    text: str,
    reason: str,
    *,
    since: str = "",
    seen: int | None = None,
) -> str:
    """As ``evidence.store.measure_shapes.merge``; documents are compared with the new measure."""
    with services.record.transaction():
        made = measure_shapes.merge(services.record, codes, text, reason, since=since, seen=seen)
        _compare_with(services, [made])
    return made


def _compare_if_reworded(services: Services, code: str, text: str) -> None:
    if called(services.record.db, code)[WORDS[0]] != text:
        comparing.ask(services.record, None, f"the words of {code} changed")


def _compare_with(services: Services, made: Sequence[str]) -> None:
    first = min(called(services.record.db, code)["id"] for code in made)
    comparing.ask(services.record, None, f"{', '.join(made)} came", since=first)
