"""What a contents page says of the headings: which there are, how deep each lies, and on which page."""

import re
from dataclasses import dataclass, field, replace

from evidence.language.letters import CONTENTS
from ingest.structure.lines import Block, Item

_NUMBER = re.compile(r"[\s.…_|]*(\d{1,3})\s*$")
_LABEL = re.compile(r"^(?:(?:section|part|chapter)\s+)?\d{1,3}(?:\.\d{1,3})*[.):]?\s+", re.I)
_INDENT = 6.0  # points: entries set in less are as deep as each other
_GRADE = frozenset(
    re.findall(
        r"\w+", "is are judged good outstanding adequate inadequate require requires improvement to be"
    )
)
_NEAR = 3  # pages that a section may stand from where the contents page puts it


@dataclass(frozen=True)
class Entry:
    """One line of a contents page. ``level`` counts from 1."""

    title: str
    page: int
    level: int = 1


@dataclass(frozen=True)
class Outline:
    """A contents page's entries; none where the paper has no such page, or it says nothing of depth."""

    entries: tuple[Entry, ...] = ()
    known: dict[str, tuple[Entry, ...]] = field(default_factory=dict)

    def level(self, title: str, page: int) -> int:
        """How deep a heading lies, 0 where the contents page does not name it."""
        words = _plain(title)
        found = self.known.get(words, ()) or self._graded(words, page)
        return min(found, key=lambda e: abs(e.page - page)).level if found else 0

    def _graded(self, words: str, page: int) -> tuple[Entry, ...]:
        """Entries that a heading begins with, near its page: the grade may stand after the name."""
        return tuple(
            e
            for name, entries in self.known.items()
            if words.startswith(f"{name} ") and _GRADE.issuperset(words[len(name) :].split())
            for e in entries
            if 0 <= page - e.page <= _NEAR
        )

    def opens(self, title: str, page: int) -> bool:
        """Whether a section of that title begins about there."""
        return any(0 <= page - e.page <= _NEAR for e in self.known.get(_plain(title), ()))


def outline_of(blocks: list[Block]) -> Outline:
    """The outline that the file's contents page gives. Entries of one indent are told apart by their type."""
    lines = [i for b in blocks if b.contents for i in b.items if i.box]
    entries: list[tuple[str, int, Item]] = []
    words, first = "", None
    for item in lines:
        text = " ".join(p.line.text.strip() for p in item.pieces)
        if CONTENTS.fullmatch(text):
            continue
        first = first or item
        found = _NUMBER.search(text)
        words = f"{words} {text[: found.start()] if found else text}".strip()
        if found and _plain(words):
            entries.append((words, int(found[1]), first))
        if found or len(words) > 200:
            words, first = "", None
    if len(entries) < 3:
        return Outline()
    return _ranked(entries)


def _ranked(entries: list[tuple[str, int, Item]]) -> Outline:
    lefts: list[float] = []
    for left in sorted(i.first.box[0] for _, _, i in entries if i.first.box):
        if not lefts or left - lefts[-1] > _INDENT:
            lefts.append(left)
    settings = sorted({_setting(i) for _, _, i in entries})
    if len(lefts) < 2 and len(settings) < 2:
        return Outline()
    made = []
    for title, page, item in entries:
        left = item.first.box[0] if item.first.box else 0.0
        level = sum(left >= x for x in lefts) if len(lefts) > 1 else settings.index(_setting(item)) + 1
        made.append(Entry(title, page, max(1, level)))
    made = _repeated_within(made)
    known: dict[str, tuple[Entry, ...]] = {}
    for entry in made:
        known[_plain(entry.title)] = (*known.get(_plain(entry.title), ()), entry)
    return Outline(tuple(made), known)


def _repeated_within(entries: list[Entry]) -> list[Entry]:
    """Entries whose title comes again in one part ("Inspection findings") lie within the entry above them."""
    out, part = [], 0
    parts = [part := part + (e.level == 1) for e in entries]
    for entry, own in zip(entries, parts, strict=True):
        alike = [
            e
            for e, p in zip(entries, parts, strict=True)
            if p == own and _plain(e.title) == _plain(entry.title)
        ]
        out.append(replace(entry, level=entry.level + 1) if len(alike) > 1 else entry)
    return out


def _setting(item: Item) -> tuple[float, bool]:
    return (-round(item.first.size), not item.first.bold)


def _plain(title: str) -> str:
    """A title's words alone: a number before it, or a footnote's mark after it, is not part of it."""
    return re.sub(r"[^a-z]+", " ", _LABEL.sub("", title.lower())).strip()
