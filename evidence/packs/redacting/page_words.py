"""Words on a page and the areas that are redacted there: which are touched, which stay readable."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from evidence.packs.redacting.masking import MASK, cover, fold, letters

Rect = tuple[float, float, float, float]
Words = Sequence[tuple[str, Sequence[Rect]]]
DEEP = 0.25  # of a word's height: neighbouring lines' boxes overlap by less
ACROSS = 0.5  # points
PAD = 1.0  # points beyond a word's box that slanted letters and accents may reach
SCANNED_PAD = 2.5  # the same of a scan: OCR says less exactly where a word ends
GAP = 2.0  # times a word's height: further apart, words are not of one line
LONGEST = 4000  # words of a page that are compared one by one


@dataclass(frozen=True)
class Marked:
    """A page's words, which of them are touched, and the areas widened to cover those whole."""

    words: Words
    touched: tuple[bool, ...]
    areas: tuple[Rect, ...]

    @property
    def runs(self) -> list[list[str]]:
        """The touched words, those that follow on each other together."""
        every = zip(self.touched, (word for word, _ in self.words), strict=True)
        return [[word for _, word in run] for hit, run in groupby(every, lambda each: each[0]) if hit]

    @property
    def readable(self) -> frozenset[str]:
        """The words that stay, folded."""
        every = zip(self.touched, self.words, strict=True)
        return frozenset(part for hit, (word, _) in every if not hit for part in parts(word))

    def lines(self) -> list[tuple[float, float, float, float, str]]:
        """What stays readable, line by line: left, top, right, bottom and the words."""
        found: list[tuple[float, float, float, float, str]] = []
        going = False  # whether the word before this one stayed
        for hit, (word, boxes) in zip(self.touched, self.words, strict=True):
            if hit or not boxes:
                going = False
                continue
            box = boxes[0]
            if going and len(boxes) == 1 and _goes_on(found[-1], box):
                left, top, right, bottom, said = found[-1]
                found[-1] = (
                    left, min(top, box[1]), max(right, box[2]), max(bottom, box[3]), f"{said} {word}",
                )  # fmt: skip
            else:
                found.append((*box, word))
            going = len(boxes) == 1
        return found


def parts(word: str) -> set[str]:
    """The words that a printed one is made of, folded: of "Smith/Jones", both, and the whole."""
    split = "".join(c if c.isalnum() else " " for c in word).split()
    return {fold(part) for part in (*split, word)}


def scanned(words: Iterable[tuple[str, float, float, float, float]]) -> Words:
    """Words as OCR read them, each with its box; one that a line's end breaks is one word with two boxes."""
    found: list[tuple[str, list[Rect]]] = []
    for word, *edges in words:
        left, top, right, bottom = edges
        last, boxes = found[-1] if found else ("", [])
        if len(last) > 1 and last.endswith("-") and top >= boxes[-1][3] - (bottom - top) / 2:
            found[-1] = (last[:-1] + word, [*boxes, (left, top, right, bottom)])
        else:
            found.append((word, [(left, top, right, bottom)]))
    return found


def mark(words: Words, areas: Sequence[Rect], pad: float = PAD) -> Marked:
    """Which words the areas touch. ``pad``: points beyond a word's box that are covered with it."""
    touched = tuple(any(touches(area, box) for area in areas for box in boxes) for _, boxes in words)
    whole = [
        (box[0] - pad, box[1] - pad, box[2] + pad, box[3] + pad)
        for hit, (_, boxes) in zip(touched, words, strict=True)
        if hit
        for box in boxes
    ]
    return Marked(words, touched, (*areas, *whole))


def touches(area: Rect, box: Rect) -> bool:
    """Whether an area covers any part of a word, and not just the edge of its box."""
    across = min(area[2], box[2]) - max(area[0], box[0])
    deep = min(area[3], box[3]) - max(area[1], box[1])
    return across > min(ACROSS, (box[2] - box[0]) / 2) and deep > DEEP * min(
        box[3] - box[1], area[3] - area[1]
    )


def overlap(one: Rect, other: Rect) -> bool:
    """Whether two rectangles share any part."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def places(words: Words, wanted: str) -> list[list[Rect]]:
    """Where words stand on a page, as the boxes of each occurrence. They stand there as whole words."""
    run = fold(wanted)
    if not run:
        return []
    text = " ".join(word for word, _ in words)
    starts, at = [], 0
    for word, _ in words:
        starts.append(at)
        at += len(word) + 1
    found = []
    for first, last in letters(text).found(run):
        found.append(
            [
                box
                for start, (word, boxes) in zip(starts, words, strict=True)
                if start <= last and start + len(word) > first
                for box in boxes
            ]
        )
    return found


def hide_in(text: str, pages: Sequence[Marked]) -> str:
    """A passage of these pages with what is redacted on them masked, word by word."""
    tokens = _tokens(text)
    plain = [fold(text[start : end + 1]) for start, end in tokens]
    gone: set[int] = set()
    for page in pages:
        every = [(fold(word), hit) for hit, (word, _) in zip(page.touched, page.words, strict=True)]
        every = [(word, hit) for word, hit in every if word]
        only = {word for word, hit in every if hit} - page.readable
        gone |= {i for i, word in enumerate(plain) if word in only}
        if len(every) > LONGEST:
            struck = {word for word, hit in every if hit}
            gone |= {i for i, word in enumerate(plain) if word in struck}
            continue
        match = SequenceMatcher(None, plain, [word for word, _ in every], autojunk=False)
        for mine, theirs, size in match.get_matching_blocks():
            gone |= {mine + i for i in range(size) if every[theirs + i][1]}
    return cover(text, [*(tokens[i] for i in sorted(gone)), *_broken(text, pages)])


def _broken(text: str, pages: Iterable[Marked]) -> Iterator[tuple[int, int]]:
    """Where touched words that a line's end breaks stand in a text, which may have them in two."""
    seen = letters(text)
    for page in pages:
        for hit, (word, boxes) in zip(page.touched, page.words, strict=True):
            if hit and len(boxes) > 1 and fold(word):
                yield from seen.found(fold(word))


def others(text: str, pages: Iterable[Marked]) -> list[int]:
    """Which words of a text are not among these pages' own, by their numbers: what a form's fields and notes
    say is no text of the page."""
    own = {part for page in pages for word, _ in page.words for part in parts(word)}
    plain = [fold(text[start : end + 1]) for start, end in _tokens(text)]
    return [number for number, word in enumerate(plain) if word and word not in own]


def hide_others(text: str, pages: Sequence[Marked], rects: Sequence[Rect]) -> str:
    """A passage that an area touches, standing in ``rects``, with all its words masked that are not among the
    pages' own: nothing tells which of them stand there. Whole, if few of the pages' words are there."""
    boxes = [boxes[0] for page in pages for _, boxes in page.words if boxes]
    inside = sum(any(overlap(box, rect) for rect in rects) for box in boxes)
    tokens = _tokens(text)
    if pages and inside * 2 < len(tokens):
        return MASK
    return cover(text, [tokens[number] for number in others(text, pages)]) if pages else text


def wholly(text: str) -> bool:
    """Whether nothing of a text is left but masks."""
    return MASK in text and not any(c.isalnum() for c in text.replace(MASK, ""))


def _tokens(text: str) -> list[tuple[int, int]]:
    """The words of a text as its page prints them: first and last character of each."""
    found, start = [], None
    for index, character in enumerate(f"{text} "):
        if character.isspace():
            if start is not None:
                found.append((start, index - 1))
            start = None
        elif start is None:
            start = index
    return found


def _goes_on(line: tuple[float, float, float, float, str], box: Rect) -> bool:
    height = max(1.0, box[3] - box[1])
    level = line[1] <= (box[1] + box[3]) / 2 <= line[3]
    return level and -height < box[0] - line[2] < GAP * height


def rects_of_lines(boxes: Sequence[Rect]) -> tuple[Rect, ...]:
    """Boxes of words that follow on each other as one rectangle for each line."""
    found: list[Rect] = []
    for box in boxes:
        if found and _goes_on((*found[-1], ""), box):
            last = found[-1]
            found[-1] = (last[0], min(last[1], box[1]), max(last[2], box[2]), max(last[3], box[3]))
        else:
            found.append(box)
    return tuple(found)
