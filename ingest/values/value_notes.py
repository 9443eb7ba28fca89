"""What a paper notes of a value: in brackets after it ("82% (from January)"), or below its table at the mark
that the value bears ("84%¹" and "¹ from June 2025").

The marks and shorthand are those that official statistics use (Government Analysis Function, "Using symbols
in data tables"). What is no note for certain is none: "45 (Bristol)" is another council's value.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from evidence.language.months import MONTH, NAMES, month_number
from evidence.language.periods import period_end, period_key, period_kind

_RAISED = "¹²³⁰⁴-⁹"
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
MARK = re.compile(
    rf"\s*(?:(?P<sign>(?:[*†‡~^#]+|[{_RAISED}]+)(?:,?\s?[{_RAISED}]+)*)|\((?P<round>[a-z]|\d|[RAGBrp])\)"
    r"|\[(?P<square>\d{1,2}|[a-eg-wyz])\]|(?<=[a-z]{3})(?P<bare>\d{1,2}))$"
)
"""A mark at the end of a cell. "[f]" is a forecast and "[x]" no value at all: neither marks a value."""
_SHORTHAND = {
    "[b]": "break in the series", "[e]": "estimated", "[p]": "provisional", "[r]": "revised",
    "[u]": "low reliability",
}  # fmt: skip
_TREND = re.compile(r"^[←-⇿▲-◅⬀-⬑➔-➾]+\ufe0f?\s*|\s*[←-⇿▲-◅⬀-⬑➔-➾]+\ufe0f?$")
_BRACKETS = re.compile(r"\s*\((?P<words>[^()]+)\)$")
_BEFORE = re.compile(r"(?:(?:up|down)\s+from|was|from|previously)\s+[\d.,%£]+", re.IGNORECASE)
_TO_DATE = r"(?:financial\s+)?year[\s-]+to[\s-]+date|YTD"
_ROLLING = (
    r"rolling\s+(?:12|twelve)[\s-]+months?|(?:12|twelve)[\s-]+months?\s+rolling|rolling\s+(?:annual|year)"
    r"|(?:last|latest|previous|preceding)\s+(?:12|twelve)\s+months"
)
_POINT = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{MONTH}\.?(?:\s+(?:20\d\d|\d\d))?|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}"
)
_SINCE = rf"(?:from|since)\s+(?:{_POINT})(?:\s+onwards?)?"
_SPAN = re.compile(
    r"(?:(?:these|this|all|the|figures?|values?|data|numbers?|results?|are|is|shown|reported|as|an?)\s+)*"
    rf"(?:(?P<cumulative>cumulative(?:ly)?)|(?P<to_date>{_TO_DATE})|(?P<rolling>{_ROLLING}))"
    r"(?:\s+(?:figures?|values?|totals?|data|average|basis|count|performance|results?))*"
    rf"(?:\s+(?:from|since)\s+(?:1(?:st)?\s+)?(?P<month>{MONTH})(?:\s+20\d\d)?|\s+(?:for|in|over|of)\s+the"
    r"\s+(?:financial\s+)?year|\s+year\s+to\s+date)?\.?",
    re.IGNORECASE,
)
_HEADED = re.compile(rf"\b(?:cumulative|{_TO_DATE}|{_ROLLING})\b", re.IGNORECASE)
_ASIDE = re.compile(
    rf"(?:(?:un)?validated|prov(?:isional|\.)?|estimated?|est\.|revised|(?:un)?audited|final|interim|draft|{_SINCE})"
    r"(?:\s+(?:figures?|values?|data))?",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    r"(?<![\w.,£-])(?P<figure>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:\s?(?:%|per\s?cent))?"
    rf"(?P<sign>[*†‡]+|[{_RAISED}]{{1,3}}|\s?\[\d{{1,2}}\])?"
)
_SIGNED = re.compile(
    rf"(?:^|(?<=\s))(?:(?P<sign>[*†‡~^#]{{1,3}}|[{_RAISED}]{{1,2}})|\[(?P<square>\d{{1,2}}|[a-z])\]|\((?P<round>\d)\)"
    r"|Note\s+(?P<told>\d):?\s)\s*(?=[^\W_])"
)
_NUMBERED = re.compile(r"(?P<bare>\d{1,2})\s+(?=[^\W\d])")
LONGEST = 60  # words of a note


@dataclass(frozen=True)
class Cell:
    """A cell's words without marks and notes; the marks ("*", "1", "[p]"), and the notes in brackets."""

    text: str
    marks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def parted(text: str) -> Cell:
    """A cell with what follows its figure taken off it."""
    marks: list[str] = []
    notes: list[str] = []
    while True:
        text = _TREND.sub("", text.strip())
        mark, words = MARK.search(text), _BRACKETS.search(text)
        if mark and mark.start():
            marks[:0] = _marks(mark)
            text = text[: mark.start()]
        elif words and words.start() and _BEFORE.fullmatch(words["words"].strip()):
            text = text[: words.start()]  # what it was before
        elif words and words.start() and all(map(is_note, words["words"].split(","))):
            notes.insert(0, words["words"].strip())
            text = text[: words.start()]
        else:
            return Cell(text, tuple(marks), tuple(notes))


def marks_at(text: str, value: float) -> tuple[str, ...]:
    """The marks of the one figure of a sentence that is a value: "62.5⁴ per 10,000" has 4."""
    found = [m for m in _FIGURE.finditer(text) if float(m["figure"].replace(",", "")) == value]
    signs = found[0]["sign"] if len(found) == 1 else None
    return parted(f"0{signs}").marks if signs else ()


def is_note(words: str) -> bool:
    """Whether words in brackets after a value say how it came to be, or of what months it is."""
    words = words.strip()
    return bool(_ASIDE.fullmatch(words) or _SPAN.fullmatch(words))


def _marks(found: re.Match[str]) -> list[str]:
    """A mark as notes are looked up by it: the raised numbers are plain, letters keep their brackets."""
    if found["sign"]:
        parts = re.findall(rf"[*†‡~^#]+|[{_RAISED}]+", found["sign"])
        return [part.translate(_PLAIN) for part in parts]
    if found["square"]:
        return [found["square"] if found["square"].isdigit() else f"[{found['square']}]"]
    return [found["round"] or found["bare"]] if (found["round"] or found["bare"]).isdigit() else []


def noted(texts: Iterable[str], *, numbered: bool = False) -> dict[str, str]:
    """The notes that texts below a table give, each by its mark, "" where two differ.

    ``numbered``: "1 from June 2025" is a note too, where the raised figure lost its height.
    """
    found: dict[str, str] = {}
    for text in texts:
        for mark, words in _notes_in(" ".join(text.split()), numbered=numbered):
            found[mark] = words if found.get(mark, words) == words else ""
    return found


def _notes_in(text: str, *, numbered: bool) -> Iterator[tuple[str, str]]:
    starts = list(_SIGNED.finditer(text))
    if not starts or starts[0].start():
        first = _NUMBERED.match(text) if numbered and not starts else None
        starts = [first] if first else []
    ends = [start.start() for start in starts[1:]] + [len(text)]
    for start, end in zip(starts, ends, strict=False):
        words = text[start.end() : end].strip(" ;,")
        if words and len(words.split()) <= LONGEST:
            yield _called(start), words


def _called(start: re.Match[str]) -> str:
    groups = start.groupdict()
    if groups.get("sign"):
        return groups["sign"].translate(_PLAIN)
    square = groups.get("square") or ""
    own = f"[{square}]" if square and not square.isdigit() else square
    return own or next(words for name in ("round", "told", "bare") if (words := groups.get(name)))


def opens_note(text: str) -> bool:
    """Whether a line begins with a mark that it explains."""
    return bool(_SIGNED.match(text.strip()))


def told_of(cells: Iterable[Cell], notes: Mapping[str, str]) -> str:
    """What is noted of a value by its own cell, its row's name and its column's head, in words; "" for
    nothing, and for a mark that nothing explains."""
    said: list[str] = []
    for cell in cells:
        said += cell.notes
        for mark in cell.marks:
            split = [mark] if mark in notes or not mark.isdigit() else list(mark)
            words = [notes.get(one) or _SHORTHAND.get(one, "") for one in split]
            said += words if all(words) else []
    return "; ".join(dict.fromkeys(words.rstrip(".") for words in said))


def span_in(head: str) -> str:
    """The words of a column's head that make its values ones of several months together; "" for none."""
    found = _HEADED.search(head)
    return found[0] if found else ""


def spanned(period: str, note: str) -> str:
    """The period of a value whose note says that it is of several months: "June 2025" with "cumulative" is
    "June 2025, cumulative", from April on; with "cumulative from January" it is "Jan 2025 to June 2025"."""
    found = next((m for part in re.split("[;,]", note) if (m := _SPAN.fullmatch(part.strip()))), None)
    kind = period_kind(period_key(period)) if found and period_key(period) else ""
    if not found or kind in ("", "span", "open") or (kind == "year" and not found["to_date"]):
        return period
    if found["rolling"]:
        return f"{period}, rolling 12 months"
    end, first = period_end(period_key(period)), month_number(found["month"]) if found["month"] else 4
    if first == 4 or kind == "year":
        return f"{period}, {'year to date' if found['to_date'] else 'cumulative'}"
    year = int(end[:4]) - (first > int(end[5:7]))
    return f"{found['month']} {year} to {_month_name(end)}"


def _month_name(month: str) -> str:
    return f"{NAMES[int(month[5:]) - 1]} {month[:4]}"
