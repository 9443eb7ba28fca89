"""Running headers, footers and page numbers: what a page prints round its content.

A line goes only if it repeats at the edge of several pages, or is plainly a page number, and nothing but such
lines stands between it and the edge. What is content stays, however like a header it looks.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

from evidence.language.letters import COVER_LINE, FIELD, SALUTATION
from ingest.readers.raw import Line, RawFile, RawPage
from ingest.structure.rows import overlap

_EDGE = 0.14  # of the page's height: where headers and footers stand
_DRIFT = 8.0  # points that a header may move between pages (scans are not straight)
_OPENING = 14  # lines of the first page: title, date, who met
_WORD = re.compile(r"[^\W_]{3,}|\d+")
_NEAR = 4  # lines of an unboxed page that count as its edge
_NUMBER = re.compile(
    r"(?:[-–—|\[(]\s*)?(?:page\s*|p\.\s*)?(\d{1,4})(?:\s*(?:of|/)\s*\d{1,4})?(?:\s*[-–—|\])])?", re.I
)
_NAMED_NUMBER = re.compile(r"[-–—|\s]*page\s+\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?[-–—|\s.]*", re.I)
_X_OF_Y = re.compile(r"[-–—|\s]*\d{1,4}\s+of\s+\d{1,4}[-–—|\s]*", re.I)


@dataclass(frozen=True)
class _Edge:
    """A line near the top or bottom of a page, in order from the edge inwards."""

    page: int
    top: bool
    line: Line
    place: float

    @property
    def shape(self) -> str:
        """The words with every number alike, and the type size."""
        words = re.sub(r"\d+", "#", " ".join(self.line.text.lower().split()))
        return f"{words}|{round(self.line.size)}"


def furniture(raw: RawFile, body: float = 0.0) -> dict[int, set[int]]:
    """For each page's number, the offsets of the lines that are furniture.

    ``body`` is the size of the file's ordinary type, 0 where that is not known.
    """
    if any(x.role for page in raw.pages for x in page.lines):
        return {page.number: set() for page in raw.pages}  # Word and sheets: the reader knows what is content
    edges = {page.number: (_edge(page, True), _edge(page, False)) for page in raw.pages}
    everything = [e for pair in edges.values() for side in pair for e in side]
    repeated = _repeated(everything, len(raw.pages))
    shift = _page_number_shift(everything)
    opening = _opening_words(raw)
    gone: dict[int, set[int]] = {}
    for page in raw.pages:
        gone[page.number] = _lone_numbers(page) if not raw.paged else set()
        if len(raw.pages) > 1 or raw.paged:
            letter = any(SALUTATION.fullmatch(x.text.strip()) for x in page.lines)
            for side in edges[page.number]:
                # What tops the first page of a letter is its letterhead, though the next letter has the same.
                keep = letter and bool(side) and side[0].top
                own = side if page is not raw.pages[0] else [e for e in side if not _is_title(e, body)]
                known = [
                    e for e in own if not keep and (_stands_in(e, repeated) or _echoes(e, opening, body))
                ]
                gone[page.number] |= _peel(side, known, shift)
    return gone


def _edge(page: RawPage, top: bool) -> list[_Edge]:
    lines = [x for x in page.lines if x.text.strip()]
    if page.height and all(x.box for x in lines):
        reach = page.height * _EDGE
        near = [
            _Edge(page.number, top, x, x.box[1] if top else page.height - x.box[3])
            for x in lines
            if x.box and (x.box[3] <= reach if top else x.box[1] >= page.height - reach)
        ]
        return sorted(near, key=lambda e: e.place)
    chosen = lines[:_NEAR] if top else lines[::-1][:_NEAR]
    return [_Edge(page.number, top, x, float(i)) for i, x in enumerate(chosen)]


def _repeated(edges: list[_Edge], pages: int) -> set[tuple[bool, str, int]]:
    """Keys (side, shape, place by drift) of lines that stand at one place on several pages."""
    found: dict[tuple[bool, str, int], set[int]] = defaultdict(set)
    for edge in edges:
        if any(c.isalpha() for c in edge.line.text):
            for slot in _slots(edge):
                found[edge.top, edge.shape, slot].add(edge.page)
    least = 2 if pages <= 5 else 3
    return {key for key, where in found.items() if len(where) >= least and _runs(key[1], where)}


def _runs(shape: str, where: set[int]) -> bool:
    """Whether a line runs on from page to page; the covers of a pack's items say the same, but far apart."""
    words = shape.rpartition("|")[0].capitalize()
    if not (COVER_LINE.match(words) or FIELD.match(words)):
        return True
    return len(where) >= 3 and len(where) > 0.75 * (max(where) - min(where) + 1)


def _slots(edge: _Edge) -> tuple[int, int]:
    """Two overlapping slots, so that places closer than the drift always share one."""
    if edge.line.box is None:
        return (0, 0)
    return (2 * int(edge.place // (2 * _DRIFT)), 2 * int((edge.place + _DRIFT) // (2 * _DRIFT)) + 1)


def _page_number_shift(edges: list[_Edge]) -> set[int]:
    """How far printed numbers stand from the page's own: the differences seen on two pages or more."""
    seen: dict[int, set[int]] = defaultdict(set)
    for edge in edges:
        if found := _NUMBER.fullmatch(edge.line.text.strip()):
            seen[int(found[1]) - edge.page].add(edge.page)
    return {shift for shift, where in seen.items() if len(where) >= 2} | {0}


def _opening_words(raw: RawFile) -> set[str]:
    """The words that the paper opens with: its title, its body, its date."""
    lines = raw.pages[0].lines[:_OPENING] if raw.pages else ()
    return {w for x in lines for w in _WORD.findall(x.text.lower())}


def _stands_in(edge: _Edge, repeated: set[tuple[bool, str, int]]) -> bool:
    return any((edge.top, edge.shape, slot) in repeated for slot in _slots(edge))


def _is_title(edge: _Edge, body: float) -> bool:
    """Whether a line that later pages repeat is, where it first stands, the paper's title."""
    return edge.top and bool(body) and edge.line.size >= body + 3 and len(edge.line.text.split()) > 2


def _echoes(edge: _Edge, opening: set[str], body: float) -> bool:
    """Whether small type at the edge of a later page says the paper's title or date again."""
    words = _WORD.findall(edge.line.text.lower())
    if edge.page == 1 or not body or not 0 < edge.line.size <= body - 0.9 or not 2 <= len(words) <= 14:
        return False
    return not edge.line.text.rstrip().endswith((".", ";", ",")) and sum(
        w in opening for w in words
    ) >= 0.75 * len(words)


def _peel(side: list[_Edge], known: list[_Edge], shift: set[int]) -> set[int]:
    """Furniture from the edge inwards, a height at a time: a line stays if one beside it does."""
    gone: set[int] = set()
    for beside in _heights(side):
        for edge in beside:
            if edge not in known and not _is_page_number(edge, shift):
                return gone
        gone |= {edge.line.start for edge in beside}
    return gone


def _heights(side: list[_Edge]) -> list[list[_Edge]]:
    """Edges that stand on one height together."""
    out: list[list[_Edge]] = []
    for edge in side:
        if (
            out
            and edge.line.box
            and any(overlap(edge.line.box, e.line.box) > 0.5 for e in out[-1] if e.line.box)
        ):
            out[-1].append(edge)
        else:
            out.append([edge])
    return out


def _is_page_number(edge: _Edge, shift: set[int]) -> bool:
    text = edge.line.text.strip()
    if _NAMED_NUMBER.fullmatch(text) or _X_OF_Y.fullmatch(text):
        return True
    found = _NUMBER.fullmatch(text)
    return bool(found) and int(found[1]) - edge.page in shift


def _lone_numbers(page: RawPage) -> set[int]:
    """Page numbers left inside a text without pages: "Page 2 of 4", or lone figures that count upwards."""
    gone, lone = set(), []
    for line in page.lines:
        if line.role or line.box:
            continue
        text = line.text.strip()
        if _NAMED_NUMBER.fullmatch(text):
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
