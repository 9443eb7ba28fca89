"""An entry as an index writes it, and back. No engine is imported."""

import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from evidence.language.acronyms import learn
from evidence.language.spellings import find_mentions, spelt
from evidence.language.stems import stem
from evidence.language.words import COMMON, words, words_alone
from evidence.search.answering.facets import Traits, traits_of
from evidence.search.answering.vectors import pack
from evidence.search.answering.who import who
from evidence.search.engine import Entry
from evidence.search.query.fields import plain_label

WEIGHTS = {"text": 1.0, "heading": 0.4, "label": 1.5}
"""What a word counts by where it stands (BM25F). A heading stands on all passages under it, and would drown
their own words at full weight."""
FIRST_TITLE, LATER_TITLE = 1.0, 0.2
"""What a word of the document's title counts on its first passage and on later ones: who asks for a title by
its words is led to its beginning, not to its shortest line. It says only which paper: no passage is found by
its title alone."""
FACTORS = {"heading": 0.6, "front": 0.5, "footnote": 0.8}
"""A heading, a letterhead or a footnote is found, but seldom what one would cite: its score is multiplied."""
GAP = 100
"""Positions between two fields of a passage, so that no phrase or proximity reaches across them."""
LAST = 65_535
"""Positions from here on are not told apart."""

# How the names by which a passage can be found begin.
LABEL, ACRONYM, TITLE, NAME, WHO = "l", "a", "t", "n", "w"
FIRST = "f"
"""The name of its document's first passage."""

DESCRIBED = ("document", "kind", "source", "source_class", "council", "date", "author")
TAGGED = ("passage_kind", "blocks", "measures", "indicators", "stances", "findings", "has")

UNTAGGED = json.dumps(["", *([] for _ in TAGGED[1:])]).encode()
"""``Row.tagged`` of a passage without tags."""

# Words with capitals, perhaps with little ones between: "Director of Children's Services".
_NAMES = re.compile(
    r"\b[A-Z][\w’'-]+"
    r"(?:(?: (?:and|of|for|the|&))? [A-Z][\w’'-]+|(?: (?:and|of|for) the) [A-Z][\w’'-]+)+"
)


@dataclass(frozen=True)
class Row:
    """``body`` is (stem, weight, positions); ``titled`` the stems of its document's title; ``printed`` the
    words as they stand; ``named`` its names; ``size`` the text's words; ``vector`` as vectors.py packs it.

    ``described`` is what all passages of a document share, ``tagged`` the rest of its traits, ``shown``
    the text; each packed as bytes.
    """

    body: list[tuple[str, float, list[int]]]
    titled: list[str]
    printed: list[str]
    named: list[str]
    size: int
    vector: bytes
    described: bytes
    tagged: bytes
    shown: bytes


def rows_of(entries: Iterable[Entry]) -> Iterator[tuple[Entry, Row]]:
    """All that an index needs of a document's entries, each passage once."""
    first = True
    for entry in {entry.passage: entry for entry in entries}.values():
        yield entry, _row(entry, first)
        first = False


def _row(entry: Entry, first: bool) -> Row:
    traits = traits_of(entry)._asdict()
    weights: dict[str, float] = {}
    places: dict[str, list[int]] = {}
    printed: set[str] = set()
    start = size = 0
    for name, weight in WEIGHTS.items():
        text = getattr(entry, name)
        found = _stemmed(text) if name == "text" else _stemmed_again(text)
        for word, root, position in found:
            place = start + position if start + position < LAST else LAST
            if root in places:
                weights[root] += weight
                places[root].append(place)
            else:
                weights[root], places[root] = weight, [place]
            if word:
                printed.add(word)
        number = sum(1 for word, _, _ in found if word)
        if name == "text":
            size = number
        start += number + GAP
    titled = {root for _, root, _ in _stemmed_again(entry.title)}
    kept = {root: (weights.get(root, 0.0), root in titled) for root in titled | weights.keys()}
    title = FIRST_TITLE if first else LATER_TITLE
    return Row(
        body=[(word, weights[word], positions) for word, positions in places.items()],
        titled=list(titled),
        printed=list(printed),
        named=list(_names(entry, first)),
        size=size,
        vector=pack(size, FACTORS.get(entry.passage_kind, 1.0), title, kept),
        described=json.dumps([traits[name] for name in DESCRIBED]).encode(),
        tagged=_tagged(traits),
        shown=zlib.compress(entry.text.encode("utf-8", "replace")),
    )


def tags_of(entry: Entry) -> bytes:
    """``Row.tagged`` alone, of an entry whose words the index has."""
    return _tagged(traits_of(entry)._asdict())


def _tagged(traits: Mapping[str, Any]) -> bytes:
    return json.dumps([traits[name] for name in TAGGED]).encode()


def _stemmed(text: str) -> list[tuple[str, str, int]]:
    """Each word as printed, its stem, its position; then "" and each key of what has several spellings."""
    said = _said(text)
    if mentions := find_mentions(text):
        said += [("", key.text, key.position) for key in spelt(mentions, words(text))]
    return said


def _said(text: str) -> list[tuple[str, str, int]]:
    """Each word as printed, its stem, its position."""
    said: list[tuple[str, str, int]] = []
    add, position = said.append, 0
    for piece in text.split():
        found = _in_piece(piece)
        if found is None:
            return [(word, stem(word), place) for word, place, _, _ in words(text)]
        for word, root, place in found[0]:
            add((word, root, position + place))
        position += found[1]
    return said


@lru_cache(maxsize=1 << 15)  # nearly all pieces of a paper stand in others: these are most of the time here
def _in_piece(piece: str) -> tuple[tuple[tuple[str, str, int], ...], int] | None:
    """What _said() has of what stands between white space, and how many positions it takes; None where its
    words are not the same within a text."""
    found = words_alone(piece)
    if found is None:
        return None
    said = tuple((word, stem(word), place) for word, place, _, _ in found)
    return said, max((place + 1 for _, _, place in said), default=0)


# Titles, headings and labels stand on many passages.
_stemmed_again = lru_cache(maxsize=1024)(_stemmed)


def _names(entry: Entry, first: bool) -> set[str]:
    """Its label, the acronyms that it explains, and what typing could be completed to: names in its text, its
    document's title (once a document), itself if it is a heading."""
    found = {f"{ACRONYM}{short}={long}" for short, long in learn(entry.text)}
    if label := plain_label(entry.label):
        found.add(LABEL + label)
    for name in _NAMES.findall(entry.text[:5000]):
        found.update(NAME + each for each in _completions(_without_article(name.rstrip("'’-"))))
    if first:
        found.add(FIRST)
    found.update(WHO + each for each in who(entry))
    titles = [entry.title] * first + [entry.text] * (entry.passage_kind == "heading")
    for title in titles:
        found.update(TITLE + each for each in _completions(title))
    return found


def _without_article(name: str) -> str:
    first, _, rest = name.partition(" ")
    return _without_article(rest) if first.casefold() in COMMON else name


@lru_cache(maxsize=4096)  # papers name the same again and again
def _completions(phrase: str) -> tuple[str, ...]:
    """The phrase under each of its words, so that "board" also leads to "Improvement Board"."""
    shown = " ".join(phrase.split()).encode("utf-8", "replace").decode()
    if not 4 <= len(shown) <= 80:
        return ()
    said = [word.text for word in words(shown)][:10]
    telling = (at for at, word in enumerate(said) if word not in COMMON and word.isalpha())
    return tuple(f"{' '.join(said[at:])}\t{shown}" for at in telling)


def traits_from(described: bytes, tagged: bytes) -> Traits:
    """A row's traits."""
    return Traits(**dict(zip(DESCRIBED, _values(described), strict=True)), **_tags(tagged))


def described_in(described: bytes, name: str) -> Any:
    """One of those traits that all passages of a document share."""
    return _values(described)[DESCRIBED.index(name)]


def passage_kind_in(tagged: bytes) -> str:
    """The first of what is packed there; it is plain letters. Nothing else of it is unpacked: an index has
    tens of thousands of different ones."""
    return tagged[2 : tagged.index(b'"', 2)].decode()


@lru_cache(maxsize=4096)  # of a document, and of what its passages are tagged with, many pairs are made
def _values(packed: bytes) -> tuple[Any, ...]:
    return tuple(tuple(v) if isinstance(v, list) else v for v in json.loads(packed))


def _tags(packed: bytes) -> dict[str, Any]:
    return dict(zip(TAGGED, _values(packed), strict=True))


def text_from(shown: bytes) -> str:
    """A row's text."""
    return zlib.decompress(shown).decode()
