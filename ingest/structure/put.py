"""What stands on a paper outside its text: fields filled in, notes, stamps, words on their side.

It takes no part in finding the text's structure. Each piece becomes a passage of its
own, after the passage that it stands beside or below.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from evidence.model import Passage, PassageKind
from ingest.readers.raw import Box, Line, RawFile

ROLES = {"field": PassageKind.FIELD, "note": PassageKind.NOTE, "turned": PassageKind.FRONT}
ACROSS = 0.5  # of a point down the page: what a point across counts for, when the nearest passage is sought

Put = tuple[int, Line]  # the page's number, and the line


def apart(raw: RawFile) -> tuple[RawFile, list[Put]]:
    """The file without what was put on it, and that."""
    put = [(page.number, line) for page in raw.pages for line in page.lines if line.role in ROLES]
    if not put:
        return raw, []
    pages = tuple(
        replace(page, lines=tuple(line for line in page.lines if line.role not in ROLES))
        for page in raw.pages
    )
    return replace(raw, pages=pages), put


def with_put(passages: tuple[Passage, ...], put: Sequence[Put]) -> tuple[Passage, ...]:
    """The passages with one for each line that was put on the paper, ordinals from 0 again."""
    if not put:
        return passages
    after: dict[int, list[Passage]] = defaultdict(list)
    for page, line in put:
        at = _beside(passages, page, line)
        after[at].append(_passage(page, line, passages[at] if at >= 0 else None))
    together = [*after[-1]]
    places: dict[int, int] = {}
    for index, passage in enumerate(passages):
        places[passage.ordinal] = len(together)
        together += [passage, *after[index]]
    return tuple(
        replace(p, ordinal=n, parent=places[p.parent] if p.parent is not None else None)
        for n, p in enumerate(together)
    )


def _beside(passages: Sequence[Passage], page: int, line: Line) -> int:
    """The index of the passage that a line belongs after; -1 where it comes first of all."""
    best, least = -1, float("inf")
    for index, passage in enumerate(passages):
        if passage.page > page:
            break
        if line.box is None or not any(rect[0] == page for rect in passage.rects):
            if passage.page < page or (line.box is None and passage.start < line.start):
                best = index if least == float("inf") else best
            continue
        for rect in passage.rects:
            if rect[0] == page and (far := _far(line.box, rect[1:])) is not None and far <= least:
                best, least = index, far
    return best


def _far(box: Box, other: Box) -> float | None:
    """How far a box is from one that stands beside or above it; None for one that stands below."""
    middle = (box[1] + box[3]) / 2
    if other[1] > middle:
        return None
    down = max(0.0, box[1] - other[3])
    across = max(0.0, other[0] - box[2], box[0] - other[2])
    return down + ACROSS * across


def _passage(page: int, line: Line, above: Passage | None) -> Passage:
    path: tuple[str, ...] = ()
    if above is not None:
        path = above.heading_path
        if above.kind is PassageKind.HEADING and above.text not in path:
            path = (*path, above.text)
    return Passage(
        ordinal=0,
        kind=ROLES[line.role],
        text=line.text,
        heading_path=path,
        page=page,
        end_page=page,
        start=line.start,
        end=line.start + len(line.text),
        rects=((page, *line.box),) if line.box else (),
    )
