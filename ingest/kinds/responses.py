"""Papers that answer recommendations: each recommendation with what was answered, in prose or in tables.

In prose a recommendation is a passage that names itself one ("Recommendation 3: …"), a numbered one that ends
with where it stands in the report answered ("(Paragraph 12)"), or one right above words that say themselves
its response. Its response is what follows, up to the next recommendation or the heading that ends it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from evidence.language.answers import Answer, accepts_all, answer_of, answers_by_number
from evidence.language.letters import SIGN_OFF
from evidence.model import Measure, Passage, PassageKind
from ingest.kinds.common import Paper
from ingest.kinds.response_marks import Start, answers_here, detail_of, starts_here, told_apart
from ingest.kinds.response_rows import read_response_rows

_ANSWERS = re.compile(
    r"\b(?:response|reply|responds?|responding)\b(?!\s+(?:times?|rates?|teams?))|\btreasury\s+minutes?\b",
    re.IGNORECASE,
)
_CONSULTED = re.compile(r"\bconsultation\b", re.IGNORECASE)
_NO_THEME = re.compile(r"(?:the\s+|\S+\s+){0,3}?(?:recommendations?|conclusions?)\b", re.IGNORECASE)
_DONE = re.compile(r"\W*recommendation\s+(?:\w+\s+)?implemented\b", re.IGNORECASE)
_ASIDE = {PassageKind.NOTE, PassageKind.FOOTNOTE}


@dataclass
class _Item:
    """One recommendation while its paper is read: what stands below it is not parted yet."""

    start: Start
    at: Passage
    theme: str
    below: list[Passage] = field(default_factory=list)


def read_responses(paper: Paper) -> tuple[Measure, ...]:
    """Every recommendation with its answer, in order; none where the paper answers no recommendations."""
    tabled = read_response_rows(paper)
    rows = {m.passage for m in tabled}
    written = _written(paper, rows)
    told = tuple(_answered_elsewhere(paper, _once((*tabled, *written))))
    return tuple(sorted(told, key=lambda m: m.passage or 0)) if _is_answering(paper, told) else ()


def _is_answering(paper: Paper, found: Sequence[Measure]) -> bool:
    """Whether the paper answers what it lists: its title says so, or most have a yes, a no or the like."""
    stated = [m for m in found if m.answer not in (Answer.OTHER, Answer.NONE)]
    answered = [m for m in found if m.answer != Answer.NONE]
    titled = any(
        _ANSWERS.search(x.text) and not _CONSULTED.search(x.text)
        for x in paper.lines[:12]
        if len(x.text.split()) < 30
    )
    if titled:
        return bool(answered)
    return bool(stated) and 2 * len(stated) >= len(found)


def _written(paper: Paper, rows: set[int | None]) -> list[Measure]:
    items: list[_Item] = []
    open_item: _Item | None = None
    for index, passage in enumerate(paper.passages):
        if passage.kind in _ASIDE or passage.ordinal in rows:
            continue
        waits = open_item is not None and not any(
            answers_here(_plain(p)) is not None for p in open_item.below
        )
        start = starts_here(paper.passages, index, waits=waits)
        if start:
            open_item = _Item(start, passage, _theme(passage))
            items.append(open_item)
        elif open_item and _ends(passage, open_item):
            open_item = None
        elif open_item:
            open_item.below.append(passage)
    return [m for item in items if (m := _measure(item))]


def _ends(passage: Passage, item: _Item) -> bool:
    """A heading ends a recommendation's part, unless it is its own ("Response") or stands below it."""
    if passage.kind is PassageKind.FRONT and SIGN_OFF.match(passage.text.strip()):
        return True
    if told_apart(passage.text):  # a numbered conclusion, which recommends nothing
        return bool(passage.label)
    own = (
        answers_here(passage.text) is not None
        or detail_of(passage.text)[0]
        or answer_of(passage.text)
        or _DONE.match(passage.text)
    )
    heads = passage.kind is PassageKind.HEADING or (
        passage.kind is PassageKind.FRONT and passage.text[-1:].isalnum()
    )
    if not heads or own:
        return False
    return item.at.text not in passage.heading_path and not _is_title(passage, item)


def _is_title(passage: Passage, item: _Item) -> bool:
    """Whether a heading right below "Recommendation 3" is its name."""
    return not item.below and not item.start.text and passage.ordinal == item.at.ordinal + 1


def _theme(passage: Passage) -> str:
    """The nearest heading that is neither a recommendation nor a response."""
    for heading in reversed(passage.heading_path):
        if not _NO_THEME.match(heading) and answers_here(heading) is None and not told_apart(heading):
            return heading
    return ""


def _measure(item: _Item) -> Measure | None:
    """A recommendation with its words parted from its response's."""
    words, said = _parted(item)
    text = " ".join(" ".join(words).split())
    if not re.search(r"[A-Za-z]{3}", text):
        return None
    owner = due = ""
    kept: list[tuple[Passage, str]] = []
    for passage, line in said:
        name, value = detail_of(line)
        owner = owner or (value if name == "owner" else "")
        due = due or (value if name == "due" else "")
        if not name and line:
            kept.append((passage, line))
    response = "\n".join(line for _, line in kept)
    stated = answer_of(response, number=item.start.number) if response else None
    answer = stated or (Answer.OTHER if response else Answer.NONE)
    at = kept[0][0].ordinal if kept else None
    return Measure(
        text, item.theme, item.start.label, passage=item.at.ordinal, owner=owner, due=due,
        answer=answer, response=response, answered_at=at,
    )  # fmt: skip


def _parted(item: _Item) -> tuple[list[str], list[tuple[Passage, str]]]:
    """The recommendation's words, and the response's passages with theirs, without "Response:"."""
    below = [(p, _plain(p)) for p in item.below]
    marked = next((i for i, (_, t) in enumerate(below) if answers_here(t) is not None), None)
    if marked is None:
        marked = _silent(item, below)
        words = [item.start.text, *(t for _, t in below[:marked])]
        return words, below[marked:]
    words = [item.start.text, *(t for _, t in below[:marked])]
    said = [(p, rest if (rest := answers_here(t)) is not None else t) for p, t in below[marked:]]
    return words, said


def _silent(item: _Item, below: Sequence[tuple[Passage, str]]) -> int:
    """Where a response begins that nothing names one: below the recommendation's own words."""
    whole = len(item.start.text.split()) >= 6 and not item.start.text.rstrip().endswith((":", ";", ","))
    if whole:
        # The parts of a recommendation are bullets under it, before the first paragraph that answers.
        parts = 0
        while (
            parts < len(below)
            and below[parts][0].parent == item.at.ordinal
            and answer_of(below[parts][1]) is None
        ):
            parts += 1
        return parts if item.start.text.rstrip().endswith(":") else 0
    stated = next((i for i, (_, t) in enumerate(below) if answer_of(t, number=item.start.number)), None)
    if stated is not None:
        return stated
    first = 1
    while first < len(below) and below[first][0].kind is PassageKind.BULLET:
        first += 1
    return min(first, len(below))


def _plain(passage: Passage) -> str:
    """A passage as one text: a row of two cells is a label and its words."""
    text = " ".join(passage.text.split())
    cells = [c.strip() for c in text.split(" | ")] if passage.kind is PassageKind.ROW else []
    return ": ".join(c.strip(" :") for c in cells if c) if len(cells) == 2 else text


def _once(found: Sequence[Measure]) -> list[Measure]:
    """A recommendation that is listed first and answered below is one: the one with the answer."""
    kept: list[Measure] = []
    for m in found:
        twin = next((i for i, k in enumerate(kept) if k.label == m.label and _alike(k.text, m.text)), None)
        if twin is None:
            kept.append(m)
        elif kept[twin].answer in (Answer.NONE, "") and m.answer != Answer.NONE:
            kept[twin] = m
    return kept


def _alike(one: str, other: str) -> bool:
    a, b = set(re.findall(r"\w+", one.casefold())), set(re.findall(r"\w+", other.casefold()))
    return bool(a and b) and len(a & b) >= 0.7 * min(len(a), len(b))


def _answered_elsewhere(paper: Paper, found: Sequence[Measure]) -> Iterator[Measure]:
    """Those whose own words say neither yes nor no, with what the paper says of their numbers, or of all."""
    prose = [p for p in paper.passages if p.kind in (PassageKind.PARAGRAPH, PassageKind.BULLET)]
    numbered: dict[str, tuple[Answer, str, int]] = {}
    for p in prose:
        for number, answer, sentence in answers_by_number(" ".join(p.text.split())):
            numbered.setdefault(number, (answer, sentence, p.ordinal))
    every = next(((s, p.ordinal) for p in prose if (s := accepts_all(" ".join(p.text.split())))), None)
    for m in found:
        said = numbered.get(m.label.strip("().")) or ((Answer.ACCEPTED, *every) if every else None)
        if said and m.answer in (Answer.OTHER, Answer.NONE):
            words = m.response or said[1]
            m = replace(
                m, answer=said[0], response=words, answered_at=m.answered_at if m.response else said[2]
            )
        yield m
