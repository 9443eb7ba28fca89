"""Independent voices: papers that answer, quote or copy one another are one origin of evidence. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

ANSWERS, COPIES, CITES, QUOTES, REPEATS = "answers", "copies", "cites", "quotes", "repeats"
QUOTED = 5  # words between quotation marks that stand in another paper: fewer are a set phrase
REPEATED = 14  # words in a row without marks; papers of one field share shorter runs by chance
_MARKED = re.compile(r"[“\"‘](.{12,600}?)[”\"’](?![a-z])", re.DOTALL)
_WORD = re.compile(r"[^\W_]+")
# What tells that a passage gives another paper's words, and not only that there is one.
_SAYS = re.compile(
    r"\b(?:sa(?:ys?|id)|stat(?:es?|ed)|not(?:es|ed)|found|finds|report(?:s|ed)|conclud(?:es?|ed)|confirm(?:s|ed)"
    r"|acknowledg(?:es?|ed)|recogni[sz](?:es?|ed)|judg(?:es?|ed)|describ(?:es?|ed)|according\s+to"
    r"|set\s+out|highlight(?:s|ed)|prais(?:es?|ed)|comment(?:s|ed)|wrote|welcom(?:es?|ed))\b",
    re.IGNORECASE,
)


Run = tuple[str, ...]
"""Words in a row."""


@dataclass(frozen=True)
class Tie:
    """Why two documents are one voice: ``one`` does to ``other`` what ``how`` says."""

    one: int
    other: int
    how: str


@dataclass(frozen=True)
class Said:
    """An accepted passage's words, of a document."""

    document: int
    text: str


def cites(text: str) -> bool:
    """Whether a passage that names another paper gives what it says."""
    return bool(_SAYS.search(text) or _MARKED.search(text))


def quotations(said: Sequence[Said], asked: str) -> Iterator[Tie]:
    """Where one document's passages give another's words. ``asked`` are the measure's own words: who repeats
    what was asked quotes nobody else. Of all that have the same words, each with the first."""
    known = _runs(_words(asked), QUOTED)
    read = [(each, _words(each.text)) for each in said]
    yield from _repeated(read, known)
    yield from _quoted(read, known)


def voices(documents: Iterable[int], ties: Iterable[Tie]) -> dict[int, int]:
    """Each document's voice, numbered from 1 in the order given. Ties lead over papers in between: the answer
    to an answer is of the first one's voice."""
    root: dict[int, int] = {}

    def top(x: int) -> int:
        while root.setdefault(x, x) != x:
            root[x] = root[root[x]]
            x = root[x]
        return x

    for tie in ties:
        root[top(tie.one)] = top(tie.other)
    numbers: dict[int, int] = {}
    found = {}
    for document in documents:
        found[document] = numbers.setdefault(top(document), len(numbers) + 1)
    return found


def _repeated(read: Sequence[tuple[Said, list[str]]], known: set[Run]) -> Iterator[Tie]:
    """Who has a long run of words, not all of what was asked, that another had before."""
    first: dict[Run, int] = {}
    tied: set[tuple[int, int]] = set()
    for said, words in read:
        for run in _runs(words, REPEATED):
            pair = said.document, first.setdefault(run, said.document)
            if pair[0] != pair[1] and pair not in tied and not _runs(run, QUOTED) <= known:
                tied.add(pair)
                yield Tie(*pair, REPEATS)


def _quoted(read: Sequence[tuple[Said, list[str]]], known: set[Run]) -> Iterator[Tie]:
    """Who marks words, not all of what was asked, as another's that stand in another's passage."""
    marked = [
        (said.document, _runs(_words(part), QUOTED))
        for said, _ in read
        for part in _MARKED.findall(said.text)
    ]
    wanted = set().union(*(runs for _, runs in marked))
    holders: dict[Run, set[int]] = {run: set() for run in wanted}
    for place, (_, words) in enumerate(read):
        for run in _runs(words, QUOTED) & wanted:
            holders[run].add(place)
    for document, runs in marked:
        if not runs <= known:  # so there are some
            for other in {read[n][0].document for n in set.intersection(*map(holders.__getitem__, runs))}:
                if other != document:
                    yield Tie(document, other, QUOTES)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _runs(words: Sequence[str], length: int) -> set[Run]:
    return {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}
