"""Page numbers: which printed numbers count pages, and which only look as if they did."""

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

from ingest.readers.raw import Line, RawPage
from ingest.structure.edges import Edge

_NUMBER = re.compile(
    r"(?:[-–—|\[(]\s*)?(?:page\s*|p\.\s*)?(\d{1,4})(?:\s*(?:of|/)\s*\d{1,4})?(?:\s*[-–—|\])])?", re.I
)
_NAMED = re.compile(r"[-–—|\s]*page\s+\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?[-–—|\s.]*", re.I)
# "Version 1.2 Page 3": which version of the paper it is, and nothing but its page beside that.
_VERSION = r"(?:(?:draft|final)\s+)?(?:version|issue|rev(?:ision)?|v)\s*[.:]?\s*\d{1,3}(?:\.\d{1,3})*"
_PAGE = r"page\s+\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?"
_DATED = r"(?:\s*[-–—|,]?\s*(?:\d{1,2}\s+)?[a-z]{3,9}\s+\d{4})?"
_VERSIONED = re.compile(
    rf"(?:{_VERSION}{_DATED}\s*[-–—|,]?\s*{_PAGE}|{_PAGE}\s*[-–—|,]?\s*{_VERSION}{_DATED})[\s.]*", re.I
)
_X_OF_Y = re.compile(r"[-–—|\s]*\d{1,4}\s+of\s+\d{1,4}[-–—|\s]*", re.I)
# Where a line's own words leave a number that can be nothing but the page's.
_NAMED_WITHIN = re.compile(r".*?(?:\bpage\s+|\bp\.\s*|\bpg\.?\s*)(?P<number>\d{1,4})\b", re.I)
_PARTED = (
    re.compile(r".*\s[|•·–—-]\s*(?P<number>\d{1,3})$"),
    re.compile(r"(?P<number>\d{1,3})(?=\s*[|•·–—]\s)"),
)
# At the foot it may end or open the line with no more than a space beside it, unless it numbers something.
_FOOT = (
    re.compile(r".*\b(?P<word>[^\W\d_]{2,})\s(?P<number>\d{1,3})$"),
    re.compile(r"(?P<number>\d{1,3})(?=\s[A-Z][a-z]+\s\S)"),
)
_NUMBERED = re.compile(
    r"annex|appendix|audit|case|child|form|item|level|no|number|part|phase|quarter|question|record|section"
    r"|sheet|slide|stage|step|week|year",
    re.I,
)


def shape_of(edge: Edge) -> str:
    """A line's words and type size, its page number as how far it stands from the page's own: what changes
    nothing else from page to page has one shape. Every other number is kept as it is printed.
    """
    text = " ".join(edge.line.text.split())
    for pattern in (_NAMED_WITHIN, *_PARTED, *(() if edge.top else _FOOT)):
        match = pattern.match(text)
        if match and not _NUMBERED.fullmatch(match.groupdict().get("word", "")):
            start, end = match.span("number")
            text = f"{text[:start]}#{int(match['number']) - edge.page}{text[end:]}"
            break
    return f"{text.lower()}|{round(edge.line.size)}"


def shifts(edges: Iterable[Edge]) -> set[int]:
    """How far printed numbers stand from the page's own: the differences seen on two pages or more, and on
    most of those that have a number there.
    """
    seen: dict[int, set[int]] = defaultdict(set)
    for edge in edges:
        if found := _NUMBER.fullmatch(edge.line.text.strip()):
            seen[int(found[1]) - edge.page].add(edge.page)
    numbered = len(set().union(*seen.values()))
    return {s for s, where in seen.items() if len(where) >= 2 and len(where) >= 0.4 * numbered} | {0}


def is_bare(text: str) -> bool:
    """Whether a line could be a page number and nothing else."""
    return bool(_NUMBER.fullmatch(text.strip()) or _NAMED.fullmatch(text) or _X_OF_Y.fullmatch(text))


def is_page_number(edge: Edge, known: set[int]) -> bool:
    """Whether a line is a page number and nothing else. ``known`` are the file's shifts."""
    text = edge.line.text.strip()
    if _NAMED.fullmatch(text) or _X_OF_Y.fullmatch(text) or _VERSIONED.fullmatch(text):
        return True
    found = _NUMBER.fullmatch(text)
    return found is not None and int(found[1]) - edge.page in known


def lone_numbers(page: RawPage) -> set[int]:
    """Where page numbers stand inside a text without pages: "Page 2 of 4", or lone figures that count up."""
    gone, lone = set(), []
    for line in page.lines:
        if line.role or line.box:
            continue
        text = line.text.strip()
        if _NAMED.fullmatch(text):
            gone.add(line.start)
        elif text.isdigit() and len(text) <= 3 and _stands_alone(page.text, line):
            lone.append((int(text), line.start))
    for (one, start), (two, after) in pairwise(lone):
        if two == one + 1:
            gone |= {start, after}
    return gone


def _stands_alone(text: str, line: Line) -> bool:
    before = text[: line.start].rstrip(" \t")
    after = text[line.start + len(line.text) :].lstrip(" \t")
    return (not before or before.endswith("\n\n")) and (not after or after.startswith("\n\n"))
