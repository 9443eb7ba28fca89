"""The part of a passage that shows why it was found, as escaped HTML. No engine is imported."""

import html
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from evidence.search.syntax import AnyOf, Part, Phrase, Prefix, Word
from evidence.search.words import words

LENGTH = 260


@dataclass
class Marks:
    """What is to be marked: stems, and beginnings of words as printed."""

    stems: set[str] = field(default_factory=set)
    beginnings: set[str] = field(default_factory=set)


def marks_of(parts: Iterable[Part], stem: Callable[[str], str]) -> Marks:
    """The words of a query that should be marked: not those that it excludes, and common ones only
    within a phrase."""
    marks = Marks()
    pending = list(parts)
    only_common = all(isinstance(p, Word) and p.common for p in pending)
    while pending:
        part = pending.pop()
        if isinstance(part, Word) and (only_common or not part.common):
            marks.stems.add(stem(part.text))
        elif isinstance(part, Phrase):
            marks.stems.update(stem(word) for word in (*part.words, part.compound) if word)
        elif isinstance(part, Prefix):
            marks.beginnings.add(part.text)
        elif isinstance(part, AnyOf):
            pending.extend(part.parts)
    return marks


def spans(text: str, marks: Marks, stem: Callable[[str], str]) -> list[tuple[int, int, str]]:
    """The character ranges to mark, in order and apart, each with what was matched."""
    found: list[tuple[int, int, str]] = []
    beginnings = tuple(marks.beginnings)
    for word in sorted(words(text), key=lambda w: (w.start, w.end)):
        name = stem(word.text)
        if name not in marks.stems and not (beginnings and word.text.startswith(beginnings)):
            continue
        if found and word.start < found[-1][1]:
            found[-1] = (found[-1][0], max(word.end, found[-1][1]), found[-1][2])
        else:
            found.append((word.start, word.end, name))
    return found


def snippet(text: str, marks: Marks, stem: Callable[[str], str], length: int = LENGTH) -> str:
    """About ``length`` characters around the most of the query's words, escaped, with <mark>.

    Without a match (the words stand in the title, say), the passage's beginning.
    """
    found = spans(text, marks, stem)
    start = _best_start(text, found, length)
    end = min(len(text), start + length)
    if end < len(text):
        # Break at a space, unless that would lose much (a text without spaces).
        space = text.rfind(" ", start + length // 2, end)
        end = space if space > 0 else end
    pieces = ["…" if start else ""]
    at = start
    for left, right, _ in found:
        if left >= start and right <= end:
            pieces += [html.escape(text[at:left]), "<mark>", html.escape(text[left:right]), "</mark>"]
            at = right
    pieces += [html.escape(text[at:end]), "…" if end < len(text) else ""]
    return " ".join("".join(pieces).split())


def _best_start(text: str, found: list[tuple[int, int, str]], length: int) -> int:
    """Where the window with the most different words begins, a little before the first of them."""
    if len(text) <= length or not found:
        return 0
    best, start = (0, 0), 0
    for index, (left, _, _) in enumerate(found[:200]):
        inside = [name for a, b, name in found[index : index + 40] if b <= left + length - 40]
        rank = (len(set(inside)), len(inside))
        if rank > best:
            best, start = rank, left
    start = max(0, min(start - 40, len(text) - length))
    return text.rfind(" ", 0, start) + 1 if start else 0
