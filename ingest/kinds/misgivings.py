"""What a reading could not understand of its paper, said in plain words, so that a person looks."""

import re
from collections.abc import Iterator, Sequence

from evidence.kinds.kind import OTHER, KindSpec, kind_of
from evidence.language.citations import say_date
from evidence.model import Passage, PassageKind, Reading
from ingest.kinds.measures import unread
from ingest.kinds.point_headings import unread_lists

_JOINING = re.compile(
    r"\b(?:the|a|an|of|to|and|or|by|for|in|on|at|with|from|that|which|is|are|was|were|be|must|will|shall"
    r"|should|its|their|this|as|than)$",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"^\W*(?:yours\s+\w+|signed\b|date\b|end\b)", re.IGNORECASE)
_FIGURE = re.compile(r"-?\d[\d,.]*\s*%?(?:\s*[▲▼△▽↑↓→←↗↘⬆⬇►◄])?")
_FEWEST_ROWS = 3
_ORDERS = frozenset({"notice", "direction"})


def misgivings(reading: Reading) -> tuple[str, ...]:
    """One sentence for each thing that was looked for and not found, or found broken."""
    kind = kind_of(reading.kind)
    told = (*_identity(reading, kind), *_content(reading, kind), *_broken(reading, kind))
    return tuple(dict.fromkeys(told))


def _identity(reading: Reading, kind: KindSpec) -> Iterator[str]:
    if not reading.passages:
        return
    if kind.name == OTHER:
        yield "What kind of paper this is was not recognised."
    if not reading.field("date"):
        yield kind.missed.get("date", "No date was found.")
    elif reading.field("date_from"):
        named = say_date(reading.field("date"))
        yield f"It prints no date of its own; {reading.field('date_from')} gives {named}."
    elif len(reading.field("date")) < 10:
        yield "The date names no day."
    if kind.correspondence and not reading.field("author"):
        yield "Who wrote it was not found."


def _content(reading: Reading, kind: KindSpec) -> Iterator[str]:
    """What its kind has, where it has none."""
    has_measures = reading.register is not None and bool(reading.register.measures)
    found = {
        "measures": has_measures,
        "actions": has_measures,
        "findings": any(f.type != "previous_judgement" for f in reading.findings),
        "observations": bool(reading.observations),
    }
    yield from (said for what, said in kind.missed.items() if not found.get(what, True))
    if kind.name in _ORDERS and reading.register:
        yield from unread(reading.passages, reading.register.measures)
    if kind.inspects:
        yield from unread_lists(reading.passages, {f.passage for f in reading.findings})


def _broken(reading: Reading, kind: KindSpec) -> Iterator[str]:
    whole = [p for p in reading.passages if p.kind is not PassageKind.FOOTNOTE]
    last = whole[-1] if whole else None
    unended = last is not None and (_breaks_off(last) or _stops_short(whole))
    if last is not None and kind.prose and unended:
        where = f" on page {last.end_page}" if reading.paged else ""
        yield f"It breaks off in the middle of a sentence{where}."
    if not kind.tabular:
        yield from _tables(reading)


def _breaks_off(passage: Passage) -> bool:
    text = passage.text.rstrip()
    if passage.kind not in {PassageKind.PARAGRAPH, PassageKind.BULLET} or _SIGNED.match(text):
        return False
    if re.search(r"[a-z]-$|,$", text) or _JOINING.search(text):
        return len(text.split()) > 3
    # A list's last item may well have no full stop; running text has one.
    prose = passage.kind is PassageKind.PARAGRAPH and len(text.split()) >= 12
    return prose and bool(re.search(r"(?:^|\s)[a-z]+$", text))


def _stops_short(passages: Sequence[Passage]) -> bool:
    """Whether the last item of a list whose items end in semicolons ends in nothing."""
    if len(passages) < 2:
        return False
    above, last = passages[-2:]
    items = all(p.kind is PassageKind.BULLET or p.label for p in (above, last))
    return items and above.text.rstrip().endswith(";") and last.text.rstrip()[-1:].isalnum()


def _tables(reading: Reading) -> Iterator[str]:
    """Tables of figures from which no value was read, by page."""
    told = {o.passage for o in reading.observations}
    told |= {m.passage for m in reading.register.measures} if reading.register else set()
    run: list[Passage] = []
    for passage in (*reading.passages, None):
        if passage is not None and passage.kind is PassageKind.ROW:
            run.append(passage)
            continue
        figures = [p for p in run if sum(bool(_FIGURE.fullmatch(c.strip())) for c in p.text.split("|")) >= 2]
        if len(figures) >= _FEWEST_ROWS and not told & {p.ordinal for p in run}:
            where = f" on page {run[0].page}" if reading.paged else ""
            yield f"A table{where} has figures that were not read as values of indicators."
        run = []
