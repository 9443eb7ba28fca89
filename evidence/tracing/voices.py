"""Independent voices: papers that answer, quote or copy one another are one origin of evidence. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

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
    what was asked quotes nobody else."""
    known = _runs(_words(asked), QUOTED)
    read = [(s, _words(s.text)) for s in said]
    for (one, words), (other, others) in combinations(read, 2):
        if one.document == other.document:
            continue
        if _shares(words, others, known):
            yield Tie(one.document, other.document, REPEATS)
        elif _quotes(one.text, others, known):
            yield Tie(one.document, other.document, QUOTES)
        elif _quotes(other.text, words, known):
            yield Tie(other.document, one.document, QUOTES)


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


def _quotes(text: str, others: list[str], known: set[tuple[str, ...]]) -> bool:
    """Whether words that the text marks as another's stand among those."""
    there = _runs(others, QUOTED)
    for marked in _MARKED.findall(text):
        words = _words(marked)
        runs = _runs(words, QUOTED)
        if runs and runs <= there and not runs <= known:
            return True
    return False


def _shares(words: list[str], others: list[str], known: set[tuple[str, ...]]) -> bool:
    """Whether both have a long run of words that is not of what was asked."""
    both = _runs(words, REPEATED) & _runs(others, REPEATED)
    return any(not _runs(list(run), QUOTED) <= known for run in both)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _runs(words: list[str], length: int) -> set[tuple[str, ...]]:
    return {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}
