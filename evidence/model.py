"""The words of Muster as frozen values. Standard library only.

A value that the record has not stored yet carries ``id=0``. Dates are ISO strings (``2011-06-22``;
``2011-06`` or ``2011`` where the paper says no more). Pages count from 1, ordinals and ranges from 0.
"""

from dataclasses import dataclass, field
from enum import StrEnum


class PassageKind(StrEnum):
    """What part of a document a passage is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    ROW = "row"
    FRONT = "front"  # letterhead, addresses, a report's cover table: kept and searchable, not prose
    FOOTNOTE = "footnote"
    FIELD = "field"  # of a form, as someone filled it in
    NOTE = "note"  # what someone put on the paper: a comment, a typed or sticky note, a stamp


class SourceClass(StrEnum):
    """How far a source stands from the council."""

    EXTERNAL = "external"
    PARTNER = "partner"
    INTERNAL = "internal"


class Stance(StrEnum):
    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    CONTEXT = "context"


class LinkStatus(StrEnum):
    SUGGESTED = "suggested"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class FileStatus(StrEnum):
    """How an offered file ended in the ledger."""

    ADDED = "added"
    DUPLICATE = "duplicate"
    FAILED = "failed"


class Comparator(StrEnum):
    """What a target asks of its indicator."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    EQUAL = "equal"
    REDUCE_BY = "reduce_by"
    INCREASE_BY = "increase_by"
    TREND_UP = "trend_up"
    TREND_DOWN = "trend_down"


@dataclass(frozen=True)
class Source:
    """The body that speaks in a document."""

    name: str
    source_class: SourceClass


@dataclass(frozen=True)
class Page:
    """One page of a document's file as read.

    ``quality`` is "text" (the file's own), "ocr" (read from an image), "blank" (nothing printed) or
    "unreadable"; ``confidence`` is OCR's mean word confidence, 0 to 100. ``turn``: degrees clockwise until
    the words of a page that lies on its side within its own picture stand upright. ``label`` is what the file
    calls it ("iv"), if not its number. ``left_out`` are words that no passage has, each with the reason.
    ``words`` are OCR's, each with its left, top, right and bottom in points from the page's top left.
    """

    number: int
    text: str
    quality: str = "text"
    confidence: float | None = None
    width: float = 0.0
    height: float = 0.0
    turn: int = 0
    label: str = ""
    left_out: tuple[tuple[str, str], ...] = ()
    words: tuple[tuple[str, float, float, float, float], ...] = ()


@dataclass(frozen=True)
class Passage:
    """The smallest thing one would cite.

    ``start`` and ``end`` are the character range in ``Page.text`` of ``page``, where it begins;
    a passage broken over pages ends on ``end_page``. ``parent`` is the ordinal of the paragraph
    a bullet or sub-paragraph belongs to. ``rects`` are ``(page, left, top, right, bottom)`` in
    points from the page's top left, where known. ``columns`` are the names of a table row's columns, one for
    each of its cells, which " | " parts in ``text``; none where the table names none; ``fills`` are the
    cells' colours (red, amber, green, …) while the paper is read.
    """

    ordinal: int
    kind: PassageKind
    text: str
    label: str = ""
    heading_path: tuple[str, ...] = ()
    page: int = 1
    end_page: int = 1
    start: int = 0
    end: int = 0
    parent: int | None = None
    rects: tuple[tuple[int, float, float, float, float], ...] = ()
    columns: tuple[str, ...] = ()
    fills: tuple[str, ...] = ()
    id: int = 0
    document: int = 0

    @property
    def heading(self) -> str:
        """The nearest heading above, or nothing."""
        return self.heading_path[-1] if self.heading_path else ""


@dataclass(frozen=True)
class Field:
    """One thing a document says of itself, and the ordinal of the passage it was read from."""

    name: str
    value: str
    passage: int | None = None


@dataclass(frozen=True)
class Target:
    """What a measure must reach: NI 59, at least, 72, percent, June 2010. ``value`` is None for a trend;
    ``baseline`` is the value to start from, where stated."""

    indicator: str
    comparator: Comparator
    value: float | None
    unit: str  # percent | ppts | count | rate_per_10000 | days | ""
    period: str  # as the paper says it
    baseline: float | None = None


@dataclass(frozen=True)
class Measure:
    """One thing the council must do or reach. ``passage`` is the ordinal it was read from.

    ``owner``, ``due``, ``progress`` and ``rag`` (red, amber, green or blue) are a plan's columns. ``names``
    are codes of the record that its row names: it says how far those have got, and is no measure of its own.
    ``row`` is what a person calls the row. ``answer`` is what was answered to a recommendation (see
    evidence.language.answers), ``response`` its words, ``answered_at`` the ordinal where they begin.
    """

    text: str
    theme: str = ""
    label: str = ""  # as printed: "a.", "NI 59"
    targets: tuple[Target, ...] = ()
    overarching: bool = False
    passage: int | None = None
    owner: str = ""
    due: str = ""
    rag: str = ""
    answer: str = ""
    response: str = ""
    answered_at: int | None = None
    code: str = ""  # given by the record
    id: int = 0
    terms: tuple[str, ...] = ()  # match terms that a person added …
    unwanted: tuple[str, ...] = ()  # … and words of the measure that are none
    progress: str = ""
    names: tuple[str, ...] = ()
    row: str = ""


@dataclass(frozen=True)
class RegisterFact:
    """Something a register states beside its measures. ``date`` is ISO where the fact is a date; ``name``:
    review_date | rests_on | term | consequence | assessed_by | issuer | addressee | issued."""

    name: str
    value: str
    date: str = ""
    passage: int | None = None


@dataclass(frozen=True)
class Register:
    """A list of measures that came from one document."""

    kind: str  # notice | direction | inspection | plan | recommendations
    title: str
    measures: tuple[Measure, ...]
    facts: tuple[RegisterFact, ...] = ()


@dataclass(frozen=True)
class Finding:
    """What an inspector said. ``type``: judgement | strength | area_for_development | priority_action
    | previous_judgement (what an earlier inspection judged, as this paper tells it)."""

    type: str
    text: str
    area: str = ""
    grade: str = ""
    passage: int | None = None


@dataclass(frozen=True)
class Observation:
    """A value an indicator took in a period, and where it was read from (a cell: "Sheet1!C4"), or with None a
    ``rag`` alone; ``target`` is what was asked for, where stated beside it, ``note`` what the paper notes."""

    indicator: str
    value: float | None
    unit: str
    period: str
    passage: int | None = None
    cell: str = ""
    rag: str = ""
    target: float | None = None
    note: str = ""


@dataclass(frozen=True)
class Reading:
    """One document as read from a file, before the record gives it an identity.

    ``kind`` is the name of one of ``evidence.kinds``, or any other word. ``parent`` is the index, among the
    readings of the same file, of the document that encloses this one; ``relation`` says how ("encloses",
    "appendix"). ``paged`` is false for text, Word and sheets, which have no pages of their own to cite.
    """

    kind: str
    pages: tuple[Page, ...]
    passages: tuple[Passage, ...]
    fields: tuple[Field, ...] = ()
    source: Source | None = None
    register: Register | None = None
    findings: tuple[Finding, ...] = ()
    observations: tuple[Observation, ...] = ()
    parent: int | None = None
    relation: str = ""
    paged: bool = True
    warnings: tuple[str, ...] = ()

    def field(self, name: str) -> str:
        """The value of the first field of that name, or nothing."""
        return next((f.value for f in self.fields if f.name == name), "")

    @property
    def register_date(self) -> str:
        """What dates its register's code: its own date; else the year in which its inspection ended."""
        ended = self.field("inspection_dates").strip()[-4:]
        return self.field("date") or (ended if ended.isdigit() else "")


@dataclass(frozen=True)
class Suggestion:
    """A link the machine proposes, and why. Exactly one of measure and block is set."""

    score: float
    reason: str
    stance: Stance = Stance.SUPPORTS
    measure: str = ""
    block: str = ""


@dataclass(frozen=True)
class Milestone:
    """A day of an inspection that a person set, ISO; ``ends`` is "" for one day. ``step`` is the step of its
    timetable that it is the day of, "" for one of the inspection's own."""

    name: str
    date: str
    ends: str = ""
    step: str = ""


@dataclass(frozen=True)
class Inspection:
    """An announced inspection. ``cutoff`` is the last date of evidence that counts; ``timetable`` the code of
    one of evidence/frameworks/timetables, "" if every day is set by hand; ``lead`` the lead inspector."""

    name: str
    framework: str
    announced: str = ""
    starts: str = ""
    ends: str = ""
    cutoff: str = ""
    milestones: tuple[Milestone, ...] = field(default=())
    id: int = 0
    timetable: str = ""
    lead: str = ""
