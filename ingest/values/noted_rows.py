"""The rows of a table with the notes that stand below it, or at the foot of the page that each is on."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from evidence.model import Observation, Passage, PassageKind
from ingest.values.observation_tables import heads_columns
from ingest.values.rows import Row
from ingest.values.value_notes import Cell, marks_at, noted, opens_note, spanned, told_of

_ASIDE = {PassageKind.NOTE, PassageKind.FOOTNOTE}


def with_notes(
    rows: Sequence[Row], passages: Sequence[Passage] = (), below: Sequence[Passage] = ()
) -> list[Row]:
    """Each row with the notes that its marks can refer to. Those in the table's own last rows come before
    those of ``below``, the passages right after it, and these before the foot of the row's page."""
    under, pages = _below(below), {p.ordinal: p.page for p in passages}
    feet: dict[int, Mapping[str, str]] = {}
    made: list[Row] = []
    for row, own in zip(rows, _within(rows), strict=True):
        page = pages.get(-1 if row.passage is None else row.passage, 0)
        if page and page not in feet:
            feet[page] = _foot(passages, page)
        made.append(replace(row, notes={**feet.get(page, {}), **under, **own}))
    return made


def with_told_notes(told: Iterable[Observation], passages: Sequence[Passage]) -> Iterator[Observation]:
    """Observations of prose, each with the note at the foot of its page that its figure's mark refers to."""
    by_ordinal = {p.ordinal: p for p in passages}
    for one in told:
        passage = by_ordinal.get(-1 if one.passage is None else one.passage)
        marks = marks_at(passage.text, one.value) if passage and one.value is not None else ()
        note = told_of([Cell("", marks)], _foot(passages, passage.page)) if passage and marks else ""
        yield replace(one, note=note, period=spanned(one.period, note)) if note else one


def _foot(passages: Sequence[Passage], page: int) -> dict[str, str]:
    """The notes at the foot of a page."""
    return noted(_told(p) for p in passages if p.page == page and p.kind in _ASIDE)


def _within(rows: Sequence[Row]) -> list[dict[str, str]]:
    """For each row the notes in rows after it, as sheets have them, before another table's head."""
    found: list[dict[str, str]] = []
    texts: list[str] = []
    for row in reversed(rows):
        filled = [cell for cell in row.cells if cell.strip()]
        if len(filled) == 1 and opens_note(filled[0]):
            texts.insert(0, filled[0])
        found.append(noted(texts))
        if heads_columns(row, ""):
            texts = []
    return found[::-1]


def _below(passages: Sequence[Passage]) -> dict[str, str]:
    """The notes right below a table: its passages from the first on, as long as each begins with a mark."""
    texts: list[str] = []
    for passage in passages:
        told = _told(passage)
        numbered = passage.kind is PassageKind.PARAGRAPH and not passage.label and told[:1].isdigit()
        if not (opens_note(told) or (numbered and noted([told], numbered=True))):
            break
        texts.append(told)
    return noted(texts, numbered=True)


def _told(passage: Passage) -> str:
    """A passage as printed, its mark before its words."""
    if passage.kind not in _ASIDE or not passage.label:
        return passage.text
    label = passage.label.strip("().[]")
    return f"[{label}] {passage.text}" if label.isdecimal() else f"{label} {passage.text}"
