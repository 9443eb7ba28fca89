"""The originals’ own links and bookmarks go on working: they lead to the pack’s pages."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from evidence.home.faults import is_ours
from evidence.packs import sentences
from evidence.packs.assembling.layout import Area, Layout, Leaf, Spot
from evidence.packs.assembling.outline import Bookmark
from evidence.packs.originals.navigation import Entry, Target
from evidence.packs.originals.source_pages import Original
from evidence.packs.pack import Pack
from evidence.packs.setting.text_layout import Key

SINCE = 4  # the layout of the parts whose originals keep them
Opened = Callable[[str], Original]  # an original by the SHA-256 that its pages are taken from
Pages = dict[tuple[str, int], int]  # a page of an original -> the pack's page that shows it


@dataclass
class _Led:
    """What is found in one pass, and where it leads."""

    layout: Layout
    opened: Opened
    pages: dict[int, Pages] = field(default_factory=dict)  # by document
    spots: dict[Key, Spot] = field(default_factory=dict)

    def to(self, document: int, held: str, target: Target | None) -> Key | None:
        """A key that leads to a page of an original; None where the pack does not hold it."""
        if target is None:
            return None
        page = self.pages[document].get((held, target.page)) or self.pages[0].get((held, target.page))
        if page is None:
            return None
        leaf = self.layout.leaves[page - 1]
        key: Key = ("inner", page, len(self.spots))
        self.spots[key] = Spot(page, 0, _top(self.opened(held), leaf, target))
        return key


def inner(pack: Pack, layout: Layout, opened: Opened) -> tuple[Layout, dict[int, tuple[Bookmark, ...]]]:
    """The layout with the links that its originals' pages hold; and the bookmarks of each document.

    Nothing for what was issued before packs had them.
    """
    led = _Led(layout, opened, {0: {}})
    numbered = enumerate(layout.leaves, start=1)
    own = [(number, leaf) for number, leaf in numbered if _has_own(pack, layout, number, leaf)]
    for number, leaf in own:
        document, source = leaf.document, leaf.source
        if document is not None and source is not None:
            place = (document.printed or document.sha256, source.number)
            led.pages.setdefault(document.id, {}).setdefault(place, number)
            led.pages[0].setdefault(place, number)
    links: list[tuple[Area, Key]] = []
    bookmarks: dict[int, tuple[Bookmark, ...]] = {}
    for number, leaf in own:
        with _passing_over_damage():
            links += _links(led, number, leaf)
            if (document := leaf.document) is not None and document.id not in bookmarks:
                held = document.printed or document.sha256
                entries = opened(held).bookmarks()
                bookmarks[document.id] = tuple(_bookmarks(led, document.id, held, entries))
    shown = replace(layout, links=(*layout.links, *links), spots={**layout.spots, **led.spots})
    return shown, bookmarks


def with_originals(
    entries: Sequence[Bookmark], originals: Mapping[int, tuple[Bookmark, ...]]
) -> tuple[Bookmark, ...]:
    """Our bookmarks, with an original's own under the first of its document."""
    return tuple(_hung(entries, dict(originals)))


def _hung(entries: Sequence[Bookmark], left: dict[int, tuple[Bookmark, ...]]) -> Iterator[Bookmark]:
    for title, key, children in entries:
        under = left.pop(key[1], ()) if key[0] == "document" else ()
        yield title, key, (*_hung(children, left), *under)


@contextmanager
def _passing_over_damage() -> Iterator[None]:
    """A page without its links is still the page; our own faults are told."""
    try:
        yield
    except Exception as error:  # pypdf raises all sorts on damaged files
        if is_ours(error):
            raise


def _has_own(pack: Pack, layout: Layout, number: int, leaf: Leaf) -> bool:
    """Whether a page is one of an original PDF, in a part that keeps its links."""
    part = pack.parts[bisect_left(layout.ends, number)]
    of_pdf = leaf.document is not None and leaf.document.form in ("pdf", "printed")
    if leaf.document is not None and leaf.document.sha256 in pack.withheld:
        return False  # the titles of its bookmarks may tell what is redacted
    return of_pdf and part.layout >= SINCE and leaf.source is not None and not leaf.source.problem


def _links(led: _Led, number: int, leaf: Leaf) -> Iterator[tuple[Area, Key]]:
    document, source = leaf.document, leaf.source
    if document is None or source is None:
        return
    held = document.printed or document.sha256
    original = led.opened(held)
    for link in original.links(source.number):
        key = led.to(document.id, held, link.target)
        if key is None:
            continue
        x0, y0 = _placed(original, leaf, link.box[:2])
        x1, y1 = _placed(original, leaf, link.box[2:])
        yield Area(number, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)), key


def _bookmarks(led: _Led, document: int, held: str, entries: tuple[Entry, ...]) -> Iterator[Bookmark]:
    """Those that lead to a page of the pack, and what stands under those that do not."""
    for entry in entries:
        key = led.to(document, held, entry.target)
        under = tuple(_bookmarks(led, document, held, entry.children))
        if key is not None:
            title = sentences.opening(entry.title, 75) or "Without a title"
            yield f"{title} (page {led.spots[key].page})", key, under
        else:
            yield from under


def _placed(original: Original, leaf: Leaf, point: tuple[float, ...]) -> tuple[float, float]:
    """A point of an original's page as a point of the pack's page, from its bottom left."""
    source = leaf.source
    a, b, c, d, e, f = (
        original.matrix(source.number, source.turn) if source is not None else (1, 0, 0, 1, 0, 0)
    )
    x, y = a * point[0] + c * point[1] + e, b * point[0] + d * point[1] + f
    return leaf.fit.x + x * leaf.fit.scale, leaf.fit.y + y * leaf.fit.scale


def _top(original: Original, leaf: Leaf, target: Target) -> float:
    """How high on the pack's page a target stands; the page's top where it names no point."""
    if target.top is None:
        return leaf.fit.height
    _, y = _placed(original, leaf, (target.left or 0.0, target.top))
    return min(max(y, 0.0), leaf.fit.height)
