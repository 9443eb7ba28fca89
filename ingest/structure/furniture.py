"""Running headers, footers and page numbers: what a page prints round its content.

A line goes only if it repeats at the edge of several pages and changes nothing but a page number, stands
apart from the page's content (by white, or in smaller type), and nothing but such lines stands between it and
the edge. Forms repeat their questions and slides their titles: those are content. All that goes is a small
share of the file's words, and less than what is left of a page's; what would be more stays.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from evidence.language.letters import COVER_LINE, FIELD, SALUTATION
from ingest.readers.raw import Line, RawFile, RawPage
from ingest.structure.edges import Edge, edge, heights, is_apart
from ingest.structure.forms import Asked, asked, is_form
from ingest.structure.lines import look_of
from ingest.structure.page_numbers import is_bare, is_page_number, lone_numbers, shape_of, shifts
from ingest.structure.put import apart

_SHARE = 0.25  # of a file's words: no running head says more
_OPENING = 14  # lines of the first page: title, date, who met
_WORD = re.compile(r"[^\W_]{3,}|\d+")
_SMALLER = 0.9  # points under the body's size
_MOST_PAGES = 0.6
_SLIDE = 60  # words of a page

Key = tuple[bool, str]  # whether at the top, and the line's shape


def with_left_out(raw: RawFile) -> RawFile:
    """The file, with the running heads of each page kept beside the page; bare page numbers are none."""
    own, _ = apart(raw)
    gone = furniture(own, look_of(own).body_size)
    heads = {
        page.number: [x.text for x in page.lines if x.start in gone[page.number] and not is_bare(x.text)]
        for page in own.pages
    }
    pages = tuple(
        replace(
            page,
            gone=frozenset(gone[page.number]),
            left_out=(*page.left_out, *(("running head", text) for text in heads[page.number])),
        )
        for page in raw.pages
    )
    return replace(raw, pages=pages)


def furniture(raw: RawFile, body: float = 0.0) -> dict[int, set[int]]:
    """For each page's number, the offsets of the lines that are furniture.

    ``body`` is the size of the file's ordinary type, 0 where that is not known.
    """
    if any(x.role for page in raw.pages for x in page.lines):
        return {page.number: set() for page in raw.pages}  # Word and sheets: the reader knows what is content
    if len(raw.pages) < 2 and not raw.paged:
        return {page.number: lone_numbers(page) for page in raw.pages}
    return _Edges(raw, body).gone()


@dataclass
class _Edges:
    """The edges of a file's pages, and what of them is furniture."""

    raw: RawFile
    body: float

    @cached_property
    def sides(self) -> dict[int, tuple[list[Edge], list[Edge]]]:
        return {page.number: (edge(page, top=True), edge(page, top=False)) for page in self.raw.pages}

    @cached_property
    def all(self) -> list[Edge]:
        return [e for pair in self.sides.values() for side in pair for e in side]

    @cached_property
    def known_shifts(self) -> set[int]:
        return shifts(self.all)

    def is_number(self, one: Edge) -> bool:
        return is_page_number(one, self.known_shifts)

    def is_small(self, one: Edge) -> bool:
        return bool(self.body) and 0 < one.line.size <= self.body - _SMALLER

    def gone(self) -> dict[int, set[int]]:
        heads = self._within_share(self._running_heads())
        opening = _opening_words(self.raw)
        gone: dict[int, set[int]] = {}
        for page in self.raw.pages:
            gone[page.number] = lone_numbers(page) if not self.raw.paged else set()
            for side in self.sides[page.number]:
                own = self._candidates(page, side)
                known = [e for e in own if (e.top, shape_of(e)) in heads or self._echoes(e, opening)]
                gone[page.number] |= self._spared(page, self._peeled(side, known))
        return gone

    def _candidates(self, page: RawPage, side: list[Edge]) -> list[Edge]:
        # What tops the first page of a letter is its letterhead, though the next letter has the same.
        if side and side[0].top and any(SALUTATION.fullmatch(x.text.strip()) for x in page.lines):
            return []
        titled = page is self.raw.pages[0] or self._are_slides
        return [e for e in side if not (titled and _is_title(e, self.body))]

    @cached_property
    def _are_slides(self) -> bool:
        """Whether most of several pages say little: what stands large above it is each page's title. A paper
        of two or three pages repeats its own."""
        words = sorted(sum(_words(x) for x in page.lines) for page in self.raw.pages)
        return len(words) > 3 and words[len(words) // 2] <= _SLIDE

    def _running_heads(self) -> set[Key]:
        """The lines that repeat and stand apart from the content on most of their pages."""
        repeated = _repeated(self.all, len(self.raw.pages))
        forms = {key for key, where in repeated.items() if is_form([self._inner[n] for n in sorted(where)])}
        seen: Counter[Key] = Counter()
        apart: Counter[Key] = Counter()
        for page in self.raw.pages:
            for side in self.sides[page.number]:
                known = [e for e in side if page.number in repeated.get((e.top, shape_of(e)), ())]
                seen.update((e.top, shape_of(e)) for e in known)
                apart.update((e.top, shape_of(e)) for e in self._set_apart(page, side, known, forms))
        return {key for key, count in apart.items() if count >= _MOST_PAGES * seen[key]}

    @cached_property
    def _inner(self) -> dict[int, list[Asked]]:
        """What stands first on each height between a page's edges."""
        return {
            page.number: asked(page, {e.line.start for side in self.sides[page.number] for e in side})
            for page in self.raw.pages
        }

    def _set_apart(
        self, page: RawPage, side: list[Edge], known: list[Edge], forms: set[Key]
    ) -> Iterable[Edge]:
        """Of the known lines of an edge, those that white or smaller type parts from the content."""
        outer: list[Edge] = []
        found: list[Edge] = []
        for beside in heights(side):
            if not all(e in known or self.is_number(e) for e in beside):
                break
            outer += beside
            if all(self.is_small(e) or self.is_number(e) for e in beside):
                found += beside
            elif is_apart(page, outer) and not any((e.top, shape_of(e)) in forms for e in outer):
                found = list(outer)
        return [e for e in found if e in known]

    def _within_share(self, heads: set[Key]) -> set[Key]:
        """The outermost of them that are together no more than the share of the file's words."""
        if not heads:
            return set()
        left = _SHARE * sum(_words(x) for page in self.raw.pages for x in page.lines)
        words: Counter[Key] = Counter()
        places: dict[Key, list[float]] = defaultdict(list)
        for one in self.all:
            key = (one.top, shape_of(one))
            if key in heads and not self.is_number(one):
                words[key] += _words(one.line)
                places[key].append(one.place)
        kept: set[Key] = set()
        for key in sorted(words, key=lambda k: (sorted(places[k])[len(places[k]) // 2], k)):
            left -= words[key]
            if left < 0:
                break
            kept.add(key)
        return kept

    def _echoes(self, one: Edge, opening: set[str]) -> bool:
        """Whether small type at the edge of a later page says the paper's title or date again."""
        words = _WORD.findall(one.line.text.lower())
        if one.page == 1 or not self.is_small(one) or not 2 <= len(words) <= 14:
            return False
        if one.line.text.rstrip().endswith((".", ";", ",")):
            return False
        figures = all(w in opening for w in words if w.isdigit())
        return figures and sum(w in opening for w in words) >= 0.75 * len(words)

    def _peeled(self, side: list[Edge], known: list[Edge]) -> list[Edge]:
        """Furniture from the edge inwards, a height at a time: a line stays if one beside it does."""
        gone: list[Edge] = []
        for beside in heights(side):
            if not all(e in known or self.is_number(e) for e in beside):
                break
            gone += beside
        return gone

    def _spared(self, page: RawPage, gone: list[Edge]) -> set[int]:
        """What goes of a page: only page numbers, where the running head would be most of its words."""
        numbers = {e.line.start for e in gone if self.is_number(e)}
        heads = sum(_words(e.line) for e in gone if e.line.start not in numbers)
        if not heads:
            return numbers
        rest = sum(_words(x) for x in page.lines if x.start not in numbers) - heads
        return numbers if 0 < rest < heads else {e.line.start for e in gone}


def _words(line: Line) -> int:
    return len(line.text.split())


def _repeated(edges: list[Edge], pages: int) -> dict[Key, set[int]]:
    """The pages of each line that stands at one place on several."""
    found: dict[tuple[bool, str, int], set[int]] = defaultdict(set)
    for one in edges:
        if any(c.isalpha() for c in one.line.text):
            for slot in one.slots:
                found[one.top, shape_of(one), slot].add(one.page)
    least = 2 if pages <= 5 else 3
    out: dict[Key, set[int]] = defaultdict(set)
    for (top, shape, _), where in found.items():
        if len(where) >= least and _runs(shape, where):
            out[top, shape] |= where
    return out


def _runs(shape: str, where: set[int]) -> bool:
    """Whether a line runs on from page to page; the covers of a pack's items say the same, but far apart."""
    # Slides of two areas or quarters may have one title: a head stands on the next page, or the one after.
    followed = sum(bool(where & {n - 2, n - 1, n + 1, n + 2}) for n in where)
    if 2 * followed < len(where):
        return False
    words = shape.rpartition("|")[0].capitalize()
    if not (COVER_LINE.match(words) or FIELD.match(words)):
        return True
    return len(where) >= 3 and len(where) > 0.75 * (max(where) - min(where) + 1)


def _opening_words(raw: RawFile) -> set[str]:
    """The words that the paper opens with: its title, its body, its date."""
    lines = raw.pages[0].lines[:_OPENING] if raw.pages else ()
    return {w for x in lines for w in _WORD.findall(x.text.lower())}


def _is_title(one: Edge, body: float) -> bool:
    """Whether a line that later pages repeat is, where it first stands, the paper's title."""
    return one.top and bool(body) and one.line.size >= body + 3 and len(one.line.text.split()) > 1
