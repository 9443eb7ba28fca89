"""Tables that answer recommendations: each row one of them, with its response, owner and date."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from evidence.language.answers import Answer, answer_of
from evidence.language.periods import find_period
from evidence.model import Measure
from ingest.kinds.common import Paper
from ingest.kinds.plan_rows import Table, tables_in
from ingest.values.rows import Row, rating

_WORDS = r"(?:[\w’'()/&-]+\s+){0,5}?"
_REPLY = r"(?:response|reply|answer|decision|position|view)s?"
_ROLES = (
    ("label", r"(?:rec(?:ommendation)?\.?\s*)?(?:no|nr|number|ref(?:erence)?|id|item|#)\.?|#|s/?n|rec\.?"),
    ("text", rf"(?:{_WORDS})recommendations?(?:\(s\))?"
             r"(?:\s+(?:made|text|description|from|of|by|for|to)\b.{0,60})?"),
    ("answer", r"(?:accept(?:ed|ance)?|agree(?:d|ment)?|support(?:ed)?)\b.{0,60}"
               rf"|(?:{_WORDS})(?:status|outcome)(?:\s+of\s+\w+)?|(?:{_WORDS})decision"),
    ("response", rf"(?:{_WORDS}){_REPLY}"
                 r"(?:\s+(?:to|of|from|by|and|including|with)\b.{0,60}|\s*/\s*.{2,40}|\s+\(.{2,60}\))?"),
    ("owner", r"(?:lead|responsible|accountable|action|delivery)\s+\w+(?:\s*\(?s\)?)?(?:\s*/\s*.{2,30})?"
              r"|(?:action\s+)?owners?|leads?|officers?"
              r"|responsibility|(?:by\s+)?who(?:m)?|responsible|cabinet\s+member|portfolio\s+holder|assigned\s+to"),
    ("due", r"(?:target\s+|due\s+|completion\s+|implementation\s+)*(?:dates?|deadlines?)"
            r"(?:\s+(?:for|of)\s+.{3,30})?"
            r"|time\s?(?:scale|frame|line)s?"
            r"|by\s+when|when|target\s+completion|due(?:\s+by)?"),
    ("by", r"(?:(?:to\s+be\s+)?(?:complete|implemente?|delivere?)d?\s+)?by"),
    ("more", r"(?:agreed\s+|proposed\s+|planned\s+|key\s+|further\s+)*(?:actions?|comments?|reasons?"
             r"|rationale|explanation|narrative|commentary"
             r"|next\s+steps|detail|justification|notes?)(?:\s+.{2,40})?|(?:how|what\s+(?:we|the|is|has|will))\b.{3,60}"),
)  # fmt: skip
_PATTERNS = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _ROLES)
_NUMBER = re.compile(
    r"^(?:rec(?:ommendation)?\.?\s*)?(?P<label>[A-Z]{0,3}\d+(?:\.\d+)*[a-z]?)\s*[.):–—-]?(?:\s+(?=\S)|$)",
    re.IGNORECASE,
)
_NOBODY = re.compile(r"n\s?/?\s?a\.?|not\s+applicable|none|[-–—]+", re.IGNORECASE)
_TICKED = re.compile(r"^(?:[✓✔☑☒✗✘xX•●■yY√]|yes|tick(?:ed)?)$", re.IGNORECASE)


@dataclass
class _Head:
    """Which column holds what: ``at`` by role, ``ticks`` the columns that each stand for an answer."""

    width: int
    at: dict[str, int]
    more: list[int] = field(default_factory=list)
    ticks: dict[int, Answer] = field(default_factory=dict)


def read_response_rows(paper: Paper) -> tuple[Measure, ...]:
    """Every recommendation of every table that has a column for the response, in order."""
    found: list[Measure] = []
    head: _Head | None = None
    for table in tables_in(paper):
        head = _read(table, head, found)
    return tuple(found)


def head_of(cells: Sequence[str]) -> _Head | None:
    """The columns of a table of recommendations with their responses; None where a row names no such."""
    at: dict[str, int] = {}
    more: list[int] = []
    ticks: dict[int, Answer] = {}
    has_yes = any(cell.strip(" :*?").casefold() in {"yes", "y"} for cell in cells)
    for column, cell in enumerate(cells):
        plain = " ".join(cell.split()).strip(" :*?")
        answer = answer_of(plain) if plain and len(plain.split()) <= 3 else None
        if answer and (has_yes or plain.casefold() not in {"no", "n"}):  # "No" alone is the numbers' column
            ticks[column] = answer
        role = next((name for name, pattern in _PATTERNS if pattern.fullmatch(plain)), "")
        if role == "more":
            more.append(column)
        elif role:
            at.setdefault(role, column)
    several = ticks if len(ticks) > 1 else {}
    if several and at.get("answer") in several:
        del at["answer"]
    answered = bool({"answer", "response"} & set(at)) or bool(several)
    return _Head(len(cells), at, more, several) if answered and "text" in at else None


def _read(table: Table, last: _Head | None, found: list[Measure]) -> _Head | None:
    """Take a table's rows; the head of another holds where it has as many columns and names none."""
    head: _Head | None = None
    if last and table.rows and len(table.rows[0].cells) == last.width:
        head = last
    theme, first = table.heading, len(found)
    mine: list[Measure] = []
    for row in table.rows:
        named = head_of(row.cells)
        filled = [c for c in row.cells if c.strip()]
        if named:
            head = named
        elif head and len(filled) == 1 and not row.get(head.at["text"] + row.first):
            theme = " ".join(filled[0].split())
        elif head:
            _take(row, head, theme, mine)
    # A status that is never an answer ("on track") makes the table a plan's.
    told = [m for m in mine if m.response]
    answers = [m for m in told if m.answer not in (Answer.OTHER, Answer.NONE)]
    if head and (("response" in head.at and told) or answers):
        found += mine
    return head if len(found) > first else last


def _take(row: Row, head: _Head, theme: str, found: list[Measure]) -> None:
    text, label = _get(row, head, "text"), _get(row, head, "label").strip(" .")
    number = _NUMBER.match(text)
    if number and (not label or number["label"] == label):
        label, text = number["label"], text[number.end() :]
    words = _words(row, head)
    owner, due = _owner_and_due(row, head)
    if not re.search(r"[A-Za-z]{3}", text):
        if found and words and not text:
            found[-1] = _with_more(found[-1], words)  # the response goes on overleaf
        return
    if found and (found[-1].text, found[-1].label) == (text, label):
        found[-1] = _with_more(found[-1], words)  # one recommendation over the rows of its actions
        return
    found.append(
        Measure(
            text,
            theme,
            label,
            passage=row.passage,
            owner=owner,
            due=due,
            rag=rating(_status(row, head)),
            answer=_answer(row, head, words, label),
            response=words,
            answered_at=row.passage if words else None,
        )
    )


def _owner_and_due(row: Row, head: _Head) -> tuple[str, str]:
    """Who acts and by when. What stands under a bare "By" is by when, unless it names no time and the table
    has no other column that says who.
    """
    owner, due, by = (_get(row, head, name) for name in ("owner", "due", "by"))
    owner, due, by = ("" if _NOBODY.fullmatch(text) else text for text in (owner, due, by))
    timed = "owner" in head.at or bool(find_period(f"by {by}"))
    return (owner, due or by) if timed else (by, due)


def _with_more(measure: Measure, words: str) -> Measure:
    if not words or words in measure.response:
        return measure
    whole = f"{measure.response} {words}".strip()
    answer = measure.answer if measure.response else (answer_of(words) or Answer.OTHER)
    return replace(measure, response=whole, answer=answer, answered_at=measure.answered_at or measure.passage)


def _answer(row: Row, head: _Head, words: str, label: str) -> str:
    """The answer: the ticked column's, else what the answer's or the response's cell says."""
    ticked = [answer for column, answer in head.ticks.items() if _TICKED.match(row.get(column + row.first))]
    if len(ticked) == 1:
        return ticked[0]
    cells = (_get(row, head, "answer"), _get(row, head, "response"))
    said = (answer_of(cell, number=label) for cell in cells if cell)
    return next((answer for answer in said if answer), Answer.OTHER if words else Answer.NONE)


def _words(row: Row, head: _Head) -> str:
    """The response's words: those of the answer's, the response's and the comments' cells; how far it has
    come stands last."""
    ticked = [
        " ".join(answer.value.split()).capitalize()
        for column, answer in head.ticks.items()
        if _TICKED.match(row.get(column + row.first))
    ]
    status = _status(row, head)
    cells = ["" if status else _get(row, head, "answer"), _get(row, head, "response")]
    more = [" ".join(row.get(column + row.first).split()) for column in head.more]
    said = [cell for cell in (*ticked, *cells) if cell.strip(" -–—")]
    last = [f"Status: {status}"] if status and said and not rating(status) else []
    return " – ".join(dict.fromkeys([*said, *(m for m in more if m and said), *last]))


def _status(row: Row, head: _Head) -> str:
    """What the answer's column says where it answers nothing, beside a response that does: how far it is."""
    told = _get(row, head, "answer").strip(" -–—")
    return told if "response" in head.at and told and answer_of(told) is None else ""


def _get(row: Row, head: _Head, name: str) -> str:
    column = head.at.get(name)
    words = " ".join(row.get(column + row.first).split()) if column is not None else ""
    return words if words.strip("-–— ") else ""  # a dash says that there is none
