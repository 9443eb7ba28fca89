"""What every kind works with: a part of a file as lines, and the small readers that kinds share."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cached_property

from evidence.language.acronyms import long_forms
from evidence.language.dates import find_dates, own_date
from evidence.language.letters import CLOSING, GREETING
from evidence.language.months import MONTH, ORDINAL, YEAR
from evidence.model import Field, Page, Passage, PassageKind, Reading
from ingest.readers.raw import RawPage
from ingest.structure.marks import clean
from ingest.structure.split import Part

HEAD_LINES = 60
TAIL_LINES = 16
_DAY_LAST = re.compile(rf"(?<![\d./])[0-3]?\d{ORDINAL}?(?:\s+{MONTH})?$")
_MONTH_FIRST = re.compile(rf"(?:{MONTH}\s+)?{YEAR}\b(?!\s?[/–-]\s?\d)")
_PAGE = tuple(field.name for field in fields(Page))
_HASHES = re.compile(r"^#{1,6}\s+")
_LABEL = re.compile(r"^\W{0,3}([A-Z][\w'’()/ -]{1,38}?)\s*(?::|\s\|\s|\t)\s*(.*)$")


@dataclass(frozen=True)
class Line:
    """One printed line, without markup, and the ordinal of the passage it stands in."""

    text: str
    passage: int
    page: int
    kind: PassageKind

    @property
    def is_prose(self) -> bool:
        """Whether it is running text rather than a heading, an address or a label."""
        return self.kind is PassageKind.PARAGRAPH and len(self.text.split()) > 14


@dataclass(frozen=True)
class Labelled:
    """A printed label and its value: "Report to: Cabinet"."""

    label: str
    value: str
    passage: int


class Paper:
    """A part of a file, seen as lines: what recognisers score and kinds read."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self.passages = tuple(part.passages)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Every printed line that stands in a passage, in order."""
        found = list(_lines(self.part, self.passages))
        return tuple(found)

    @cached_property
    def salutation(self) -> int:
        """The index of "Dear …" near the top, or -1."""
        near = enumerate(self.lines[:HEAD_LINES])
        return next((i for i, line in near if GREETING.match(line.text) and len(line.text) < 80), -1)

    @cached_property
    def closing(self) -> int:
        """The index of "Yours sincerely" or its like after the salutation, the last such, or -1."""
        if self.salutation < 0:
            return -1
        found = [i for i, line in enumerate(self.lines) if i > self.salutation and CLOSING.match(line.text)]
        return found[-1] if found else -1

    @cached_property
    def head(self) -> tuple[Line, ...]:
        """The lines above the salutation; without one, those above the first running prose."""
        if self.salutation >= 0:
            return self.lines[: self.salutation]
        near = self.lines[:HEAD_LINES]
        for index, line in enumerate(near):
            if line.is_prose or (self.passage(line.passage).label and len(line.text.split()) > 8):
                return near[: max(index, 1)]
        return near

    @cached_property
    def foot(self) -> tuple[Line, ...]:
        """The lines below "Yours sincerely"; without it, the last few."""
        if self.closing >= 0:
            return self.lines[self.closing + 1 : self.closing + 1 + TAIL_LINES]
        return self.lines[len(self.head) :][-TAIL_LINES:]

    @cached_property
    def text(self) -> str:
        """All passages' words, a blank line between."""
        return "\n\n".join(p.text for p in self.passages)

    @cached_property
    def opening(self) -> str:
        """The head and the first passages after it, joined: where a paper says what it is."""
        return " ".join(line.text for line in self.lines[: len(self.head) + 25])

    @cached_property
    def labels(self) -> tuple[Labelled, ...]:
        """The labelled values of the head."""
        return tuple(_labels(self.head))

    def passage(self, ordinal: int) -> Passage:
        return self._by_ordinal[ordinal]

    @cached_property
    def _by_ordinal(self) -> dict[int, Passage]:
        return {p.ordinal: p for p in self.passages}

    def labelled(self, pattern: str) -> Labelled | None:
        """The first labelled value of the head whose label the pattern matches whole, with a value."""
        wanted = re.compile(pattern, re.IGNORECASE)
        return next((x for x in self.labels if wanted.fullmatch(x.label) and x.value), None)

    @cached_property
    def head_date(self) -> Field | None:
        """The date that its head gives it."""
        iso, index = own_date([x.text for x in self.head])
        return Field("date", iso, self.head[index].passage) if iso else None

    @cached_property
    def date(self) -> Field | None:
        """The date the paper gives itself, near its top or at its sign-off."""
        head, foot = self.head, self.foot
        iso, index = own_date([x.text for x in head], [x.text for x in foot])
        return Field("date", iso, (head + foot)[index].passage) if iso else None


def reading(paper: Paper, kind: str, fields: Iterable[Field | None], **rest: object) -> Reading:
    """A Reading of the paper. Fields that are None or empty are left out; the rest stay in order."""
    part, raw = paper.part, paper.part.raw
    pages = tuple(_page(page) for page in raw.pages)
    return Reading(
        kind=kind,
        pages=pages,
        passages=paper.passages,
        fields=tuple(f for f in fields if f and f.value.strip()),
        parent=part.parent,
        relation=part.relation,
        paged=raw.paged,
        warnings=raw.warnings,
        **rest,  # type: ignore[arg-type]
    )


def _page(raw: RawPage) -> Page:
    """A page as the record keeps it: as read, without its lines."""
    return Page(**{name: getattr(raw, name) for name in _PAGE})


def plain(text: str) -> str:
    """A line without markdown or HTML marks, white space made single."""
    return clean(_HASHES.sub("", text.strip())).strip("*").strip()


def folded(text: str) -> str:
    """For comparing: straight apostrophes, single spaces, no case."""
    return " ".join(text.replace("’", "'").replace("‘", "'").casefold().split())


def without_date(value: str) -> str:
    """A body without the date of its meeting: "Cabinet – 4 March 2025" is the Cabinet."""
    dates = find_dates(value)
    words = value[: dates[0].start] if dates and dates[0].start > 3 else value
    return re.sub(
        r"[\s,;:|(–—-]+(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day)?[\s,;:|(–—-]*$", "", words, flags=re.I
    ).strip()


def cased(title: str) -> str:
    """A title in capitals is set as a sentence's words are: it is the same title elsewhere.

    An acronym that the field uses, or a word without a vowel, keeps its capitals.
    """
    title = re.sub(r"^[1l|](?=(?i:mprovement\b))", "I", title)  # as OCR reads it
    if not title.isupper():
        return title
    words = re.sub(r"[A-Z]+(?:['’][A-Z]+)?", lambda m: _as_name(m.group()), title)
    return re.sub(
        r"(?<=\s)(?:To|And|Of|In|The|For|Under|With|By|On)(?=\s)", lambda m: m.group().lower(), words
    )


def _as_name(word: str) -> str:
    return word if long_forms(word) or not re.search("[AEIOUY]", word) else word.capitalize()


def near_heads(paper: Paper, count: int = 14) -> Iterator[Line]:
    """The first short lines: where a title stands."""
    return (line for line in paper.lines[:count] if 1 <= len(line.text.split()) <= 30)


def whole_heading(paper: Paper, line: Line) -> str:
    """A heading's line with the other lines of its passage; any other line as it stands."""
    if line.kind is not PassageKind.HEADING:
        return line.text
    return " ".join(x.text for x in paper.lines[:HEAD_LINES] if x.passage == line.passage) or line.text


def _lines(part: Part, passages: Sequence[Passage]) -> Iterator[Line]:
    """A row is one line; any other passage has the lines its file prints it on."""
    printed = {page.number: sorted(page.lines, key=lambda x: x.start) for page in part.raw.pages}
    starts = {number: [x.start for x in lines] for number, lines in printed.items()}
    for passage in passages:
        if passage.kind is PassageKind.NOTE:
            continue  # somebody's remark on the paper, not the paper's own words
        texts = []
        if passage.kind is not PassageKind.ROW:
            page = starts.get(passage.page, [])
            first, last = bisect_left(page, passage.start), bisect_left(page, passage.end)
            texts = [plain(x.text) for x in printed.get(passage.page, ())[first:last]]
        # A passage that goes on overleaf, or whose lines have been put together, keeps its own text.
        if not texts or len(" ".join(texts)) < 0.8 * len(passage.text):
            texts = [plain(t) for t in passage.text.split("\n")]
        if passage.kind in {PassageKind.FRONT, PassageKind.HEADING}:
            texts = _with_whole_dates(texts)
        for text in texts:
            if text:
                yield Line(text, passage.ordinal, passage.page, passage.kind)


def _with_whole_dates(texts: list[str]) -> list[str]:
    """Lines with those put together that break within a date: "…, 4" and "July 2023"."""
    out: list[str] = []
    for text in texts:
        if out and _DAY_LAST.search(out[-1]) and _MONTH_FIRST.match(text):
            out[-1] = f"{out[-1]} {text}"
        else:
            out.append(text)
    return out


def _labels(head: Sequence[Line]) -> Iterator[Labelled]:
    """Labels with the value beside them or on the lines below, up to the next label."""
    for index, line in enumerate(head):
        match = _LABEL.match(line.text)
        if not match:
            continue
        value, at = match[2].strip(" |"), line.passage
        below = index + 1
        if not value and below < len(head) and not _LABEL.match(head[below].text):
            value, at, below = head[below].text, head[below].passage, below + 1
        for following in head[below : below + 2]:
            if not value or not _runs_on(value, following, at):
                break
            value = f"{value} {following.text}"
        yield Labelled(match[1].strip(), value.strip(), at)


def _runs_on(value: str, following: Line, passage: int) -> bool:
    """Whether a value goes on in the next line of its passage: it breaks off, or the line begins small."""
    broken = re.search(r"(?:[,&]|\b(?:and|of|the|for|to|on|in))$", value) or following.text[:1].islower()
    return bool(broken) and following.passage == passage and not _LABEL.match(following.text)
