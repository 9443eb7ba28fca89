"""One file, several documents: a letter and its reply, a notice after its covering letter, a pack of reports.

Cut only on strong evidence. A report's own appendices stay in it, unless one is a paper with its own head.
"""

import re
from dataclasses import dataclass, replace

from evidence.language.letters import APPENDIX, CONTACT, COPIES, HAS_DATE, SALUTATION, SIGN_OFF
from evidence.model import Passage, PassageKind
from ingest.readers import sniff
from ingest.readers.raw import RawFile, RawPage
from ingest.structure import passages_of
from ingest.structure.covers import covers

_NOTICE = re.compile(
    r"(?:non-?statutory |statutory )?(?:improvement notice|direction|directions|notice to improve)\b.{0,60}",
    re.I,
)

_ENCLOSING = re.compile(r"\W*enc(?:s|l|ls|losures?|losed)?\b\W", re.I)

EMAILS = frozenset({sniff.EML, sniff.MSG, sniff.P7M})
SLIDES = frozenset({sniff.PPTX, sniff.PPT, sniff.ODP})
LONGEST_HEAD = (
    200  # passages before a salutation: no letter's head is so long, and looking takes the square of it
)


@dataclass(frozen=True)
class Part:
    """One document of a file: its pages and its passages, whose ordinals start from 0.

    ``parent`` is the index of the part that encloses it or that it is an appendix of; ``relation`` says which
    ("encloses", "appendix", or nothing). ``title_hint`` is a heading that stands before its text.
    """

    raw: RawFile
    passages: tuple[Passage, ...]
    parent: int | None = None
    relation: str = ""
    title_hint: str = ""


@dataclass(frozen=True)
class _Cut:
    """Where a document begins: its first passage. ``cover``: with a head that is to be read as one."""

    at: int
    relation: str = ""
    cover: bool = False


def split(raw: RawFile, passages: tuple[Passage, ...]) -> list[Part]:
    """The documents of a file, in order; mostly one."""
    # An email is one document: the letters quoted in it are part of it, as they were read. So are slides, of
    # which any may look like a cover.
    whole = raw.media_type in EMAILS | SLIDES
    cuts = [_Cut(0), *(() if whole else _cuts(raw, passages))]
    parts = []
    for n, cut in enumerate(cuts):
        end = cuts[n + 1].at if n + 1 < len(cuts) else len(passages)
        own = passages[cut.at : end]
        if len(cuts) == 1:
            return [Part(raw, passages, title_hint=_title(passages))]
        pages, shift = _pages(raw, passages, cut.at, end)
        part = replace(raw, pages=pages)
        if cut.cover and _whole_pages(raw, passages, cut.at, end):
            own = passages_of(part, within=raw)  # its head was read as a page of the paper before
        else:
            own = _renumbered(own, cut.at, shift)
        parts.append(Part(part, own, _parent(cuts, n), cut.relation, _title(own)))
    return parts


def _parent(cuts: list[_Cut], n: int) -> int | None:
    """The part that the n-th is an appendix of, or that encloses it."""
    if not cuts[n].relation:
        return None
    outer = ("", "encloses") if cuts[n].relation == "appendix" else ("",)
    return next((k for k in range(n - 1, -1, -1) if cuts[k].relation in outer), 0)


def _whole_pages(raw: RawFile, passages: tuple[Passage, ...], at: int, end: int) -> bool:
    """Whether a part shares no page with its neighbours, so that it can be read by itself."""
    return not raw.paged or (_opens(passages, at) and (end == len(passages) or _opens(passages, end)))


def _cuts(raw: RawFile, passages: tuple[Passage, ...]) -> list[_Cut]:
    found: list[_Cut] = []
    for i, passage in enumerate(passages):
        if passage.kind is not PassageKind.FRONT:
            continue
        cut = None
        if SALUTATION.fullmatch(passage.text):
            cut = _letter(raw, passages, i, found[-1].at if found else 0)
        elif SIGN_OFF.fullmatch(passage.text):
            cut = _notice(raw, passages, i)
        if cut and cut.at > (found[-1].at if found else 0):
            found.append(cut)
    return _with_covers(raw, passages, found)


def _with_covers(raw: RawFile, passages: tuple[Passage, ...], found: list[_Cut]) -> list[_Cut]:
    """The cuts, and those where a paper with a cover begins."""
    blank = {i: _blank_lines(raw, passages[i - 1], passages[i]) for i in range(1, len(passages))}
    known = {cut.at for cut in found}
    more = [_Cut(c.at, c.relation, True) for c in covers(raw, passages, blank) if c.at not in known]
    return sorted([*found, *more], key=lambda cut: cut.at)


def _letter(raw: RawFile, passages: tuple[Passage, ...], salutation: int, since: int) -> _Cut | None:
    """Where the letter with this salutation begins, if another document stands before it."""
    first = salutation
    while first > since and _before_letter(passages[first - 1]):
        first -= 1
        if salutation - first > LONGEST_HEAD:
            return None
    if all(passages[i].kind is PassageKind.FRONT for i in range(first - 1, since - 1, -1)):
        return None
    signed = next((k for k in range(first, salutation) if SIGN_OFF.fullmatch(passages[k].text)), None)
    start, firm = _start(raw, passages, first if signed is None else signed + 1, salutation)
    head = passages[start:salutation]
    text = "\n".join(p.text for p in head)
    if not head or not HAS_DATE.search(text) or not (signed is not None or firm):
        return None
    if not CONTACT.search(text) and text.count("\n") < 3:
        return None
    if APPENDIX.fullmatch(head[0].text) and signed is None:
        return _Cut(start, "appendix")
    return _Cut(start, "encloses" if signed is not None and _encloses(passages[signed:start]) else "")


def _encloses(foot: tuple[Passage, ...]) -> bool:
    """Whether a letter says below its sign-off that something is enclosed with it."""
    return any(_ENCLOSING.match(line.strip()) for p in foot for line in p.text.split("\n"))


def _before_letter(passage: Passage) -> bool:
    return passage.kind is PassageKind.FRONT or (
        passage.kind is PassageKind.HEADING and bool(APPENDIX.fullmatch(passage.text))
    )


def _start(raw: RawFile, passages: tuple[Passage, ...], first: int, end: int) -> tuple[int, bool]:
    """Where the second of two documents begins, and whether a page, a wide gap or a heading shows it."""
    for k in range(first, end):
        if APPENDIX.fullmatch(passages[k].text):
            return k, True
    for k in range(max(first, 1), end):
        if passages[k].page > passages[k - 1].end_page:
            return k, True
    gaps = {k: _blank_lines(raw, passages[k - 1], passages[k]) for k in range(max(first, 1), end)}
    widest = max(gaps, key=lambda k: gaps[k], default=first)
    if gaps and gaps[widest] >= 2 and gaps[widest] > sorted(gaps.values())[len(gaps) // 2]:
        return widest, True
    start = first + 1  # the name under "Yours sincerely"
    while start < end and COPIES.match(passages[start].text):
        start += 1
    return min(start, end), False


def _blank_lines(raw: RawFile, above: Passage, below: Passage) -> int:
    page = next((p for p in raw.pages if p.number == below.page), None)
    if page is None or above.end_page != below.page or below.rects:
        return 0
    return page.text[above.end : below.start].count("\n") - 1


def _notice(raw: RawFile, passages: tuple[Passage, ...], sign_off: int) -> _Cut | None:
    """A notice that follows a covering letter: its title opens a page, or stands after a wide gap."""
    for k in range(sign_off + 1, min(sign_off + 8, len(passages))):
        passage = passages[k]
        if passage.kind not in (PassageKind.FRONT, PassageKind.HEADING) or SALUTATION.fullmatch(passage.text):
            return None
        apart = passage.page > passages[k - 1].end_page or _blank_lines(raw, passages[k - 1], passage) >= 2
        if _NOTICE.fullmatch(passage.text.split("\n")[0]) and (apart or passage.kind is PassageKind.HEADING):
            return _Cut(k, "encloses")
    return None


def _pages(
    raw: RawFile, passages: tuple[Passage, ...], at: int, end: int
) -> tuple[tuple[RawPage, ...], dict[int, int]]:
    """A part's pages, and by page number how far its text was cut at the start.

    A real page is kept whole, so that it can be shown; a text is cut where the part ends.
    """
    first = raw.pages[0].number if at == 0 else passages[at].page
    last = passages[end].page if end < len(passages) else raw.pages[-1].number
    pages, shift = [], {}
    for page in raw.pages:
        if not first <= page.number <= last:
            continue
        opens = passages[at].start if at and page.number == first else 0
        closes = passages[end].start if end < len(passages) and page.number == last else len(page.text)
        if end < len(passages) and page.number == last and last > first and not page.text[:closes].strip():
            continue
        if end < len(passages) and page.number == last > first and _opens(passages, end):
            continue
        if not raw.paged and (opens or closes < len(page.text)):
            page = _sliced(page, opens, closes)
            shift[page.number] = opens
        pages.append(page)
    return tuple(pages), shift


def _opens(passages: tuple[Passage, ...], k: int) -> bool:
    """Whether nothing of what stands before a passage is on its page."""
    return k > 0 and passages[k - 1].end_page < passages[k].page


def _sliced(page: RawPage, start: int, end: int) -> RawPage:
    lines = tuple(replace(x, start=x.start - start) for x in page.lines if start <= x.start < end)
    return replace(page, text=page.text[start:end], lines=lines, gone=None)


def _renumbered(own: tuple[Passage, ...], offset: int, shift: dict[int, int]) -> tuple[Passage, ...]:
    out = []
    for passage in own:
        back = shift.get(passage.page, 0)
        parent = passage.parent - offset if passage.parent is not None and passage.parent >= offset else None
        out.append(
            replace(
                passage,
                ordinal=passage.ordinal - offset,
                parent=parent,
                start=passage.start - back,
                end=passage.end - back,
            )
        )
    return tuple(out)


def _title(own: tuple[Passage, ...]) -> str:
    for passage in own[:15]:
        if passage.kind is PassageKind.HEADING:
            return passage.text
        if passage.kind in (PassageKind.PARAGRAPH, PassageKind.BULLET):
            break
    return ""
