"""The part of a passage that shows why it was found, as escaped HTML. No engine is imported."""

import html
from dataclasses import dataclass
from functools import cached_property

from evidence.language.spellings import stemmed
from evidence.language.words import Word
from evidence.search.engine import Marks

LENGTH = 260


@dataclass(frozen=True)
class Passage:
    """A text and what of it a query matches."""

    text: str
    marks: Marks

    @property
    def words(self) -> tuple[tuple[Word, str], ...]:
        """Its words in order, each with its stem."""
        return stemmed(self.text)

    @cached_property
    def stems(self) -> frozenset[str]:
        """Its words' stems."""
        return frozenset([root for _, root in self.words])

    @cached_property
    def printed(self) -> frozenset[str]:
        """Its words as they stand."""
        return frozenset([word.text for word, _ in self.words])

    @cached_property
    def spans(self) -> list[tuple[int, int, str]]:
        """The character ranges to mark, in order and apart, each with what was matched."""
        found: list[tuple[int, int, str]] = []
        marks, beginnings = self.marks, tuple(self.marks.beginnings)
        for word, root in self.words if marks else ():
            matched = root in marks.stems or word.text in marks.printed
            if not matched and not (beginnings and word.text.startswith(beginnings)):
                continue
            if found and word.start < found[-1][1]:
                found[-1] = (found[-1][0], max(word.end, found[-1][1]), found[-1][2])
            else:
                found.append((word.start, word.end, root))
        return found


def marked(passage: Passage, start: int = 0, end: int | None = None) -> str:
    """The text from ``start`` to ``end``, escaped, what was matched in <mark>."""
    text = passage.text
    end = len(text) if end is None else end
    pieces, at = [], start
    for left, right, _ in passage.spans:
        if left >= start and right <= end:
            pieces += [html.escape(text[at:left]), "<mark>", html.escape(text[left:right]), "</mark>"]
            at = right
    return "".join([*pieces, html.escape(text[at:end])])


def snippet(passage: Passage, length: int = LENGTH) -> str:
    """About ``length`` characters around the most of the query's words, escaped, with <mark>.

    Without a match (the words stand in the title, say), the passage's beginning.
    """
    text = passage.text
    start = _best_start(text, passage.spans, length)
    end = min(len(text), start + length)
    if end < len(text):
        # Break at a space, unless that would lose much (a text without spaces).
        space = text.rfind(" ", start + length // 2, end)
        end = space if space > 0 else end
    shown = marked(passage, start, end)
    return " ".join(f"{'…' if start else ''}{shown}{'…' if end < len(text) else ''}".split())


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
