"""The index again, by document and by measure: for who looks for a paper, or asks what proves a measure."""

import re
from collections.abc import Iterable, Iterator, Sequence

from reportlab.platypus import CondPageBreak, Flowable

from evidence.model import Stance
from evidence.packs import sentences
from evidence.packs.pack import Pack, PackItem, PackPart, PackSection
from evidence.packs.setting.styles import (
    HEADING,
    INDEX_DOCUMENT,
    INDEX_NOTE,
    INDEX_PASSAGE,
    INDEX_SECTION,
    Numbers,
)
from evidence.packs.setting.text_layout import ACCENT, AGAINST, Key, Marks, Rule, line
from evidence.pages.fonts import markup

SINCE = 5  # the layout since which a pack has these


def lists(pack: Pack, index: int, number: Numbers, marks: Marks) -> Iterator[Flowable]:
    """Both indexes of a part; each leaves its place, ("by document", part, 0) and ("by measure", part, 0)."""
    part = pack.parts[index]
    if part.layout < SINCE:
        return
    if any(item.document for item in part.items):
        yield from _head("Index by document", ("by document", index, 0), marks)
        yield from _documents(pack, index, number, marks)
    if coded := by_code(part):
        yield from _head("Index by measure", ("by measure", index, 0), marks)
        for section in coded:
            yield from _measure(pack, index, section, number, marks)


def by_code(part: PackPart) -> list[PackSection]:
    """A part's sections of measures and blocks, in the order of their codes."""
    return sorted((s for s in part.sections if s.code), key=lambda s: _in_order(s.code))


def by_name(pack: Pack, index: int) -> list[tuple[int, str]]:
    """The documents that a part names, by their names: of each its id, and which sections name it."""
    named: dict[int, dict[int, None]] = {}
    for section in pack.parts[index].sections:
        for item in section.items:
            if item.document:
                named.setdefault(item.document, {})[section.ordinal] = None
    return [(number, _sections(list(named[number]))) for number in in_order(pack, named)]


def in_order(pack: Pack, documents: Iterable[int]) -> list[int]:
    """Documents, by their ids, in the order of their names and days; what one encloses under it."""
    wanted = set(documents)

    def place(number: int) -> list[tuple[list[tuple[int, str]], str, int]]:
        found = pack.documents[number]
        own = [(_in_order(found.name), found.date, number)]
        return [*place(found.parent), *own] if found.parent in wanted else own

    return sorted(wanted, key=place)


def evidence(pack: Pack, index: int, section: PackSection) -> list[PackItem]:
    """What the pack up to part ``index`` holds of a measure or block: what was issued before counts too."""
    return [i for i in (*pack.issued_before(index, section), *section.items) if i.kind == "cited"]


def heading(section: PackSection) -> str:
    """N2010-03: its first words. Block A: its name."""
    if section.kind == "block":
        return f"Block {section.code}: {section.title}"
    return f"{section.code}: {sentences.opening(section.words, 90)}"


def _head(title: str, place: Key, marks: Marks) -> Iterator[Flowable]:
    yield CondPageBreak(140)
    yield line("<br/>" + title, HEADING, marks, place=place)
    yield Rule(ACCENT, 2)


def _documents(pack: Pack, index: int, number: Numbers, marks: Marks) -> Iterator[Flowable]:
    for found, sections in by_name(pack, index):
        document, part = pack.shown_in(index, found)
        key = ("document", document.id, part)
        name = sentences.opening(sentences.shown_name(document), 160)
        yield line(markup(name), INDEX_DOCUMENT, marks, to=key, number=number(key))
        said = ". ".join([sections, *sentences.enclosed_with(document, pack)])
        yield line(markup(said), INDEX_NOTE, marks)


def _measure(
    pack: Pack, index: int, section: PackSection, number: Numbers, marks: Marks
) -> Iterator[Flowable]:
    key = ("section", index, section.ordinal)
    yield line(markup(heading(section)), INDEX_SECTION, marks, to=key, number=number(key))
    for item in evidence(pack, index, section):
        to = ("item", item.number, 0)
        against = item.stance == Stance.CONTRADICTS
        said = markup(f"{item.stance}: {sentences.opening(item.citation, 150)}")
        if against:
            said = f'<font color="{AGAINST.hexval().replace("0x", "#")}">{said}</font>'
        yield line(said, INDEX_PASSAGE, marks, to=to, number=number(to))


def _sections(ordinals: Sequence[int]) -> str:
    numbers = [str(n) for n in ordinals]
    listed = " and ".join([", ".join(numbers[:-1]), numbers[-1]] if len(numbers) > 1 else numbers)
    return f"In section{'s' if len(numbers) > 1 else ''} {listed}"


def _in_order(text: str) -> list[tuple[int, str]]:
    """Names as people put them in order: whatever the case, 9 before 10."""
    return [(int(p) if p.isdigit() else -1, p) for p in re.split(r"(\d{1,9})", text.casefold()) if p]
