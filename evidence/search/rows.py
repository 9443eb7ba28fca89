"""An entry as an index writes it, and back. No engine is imported."""

import json
import zlib
from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from evidence.search.engine import Entry
from evidence.search.ranking import WEIGHTS
from evidence.search.traits import Traits, traits_of
from evidence.search.words import words

GAP = 100
"""Positions between two fields of a passage, so that no phrase stands across them."""

DESCRIBED = ("document", "kind", "source", "source_class", "date")
TAGGED = ("passage_kind", "blocks", "measures", "indicators")


@dataclass(frozen=True)
class Row:
    """``body`` is (stem, weight, positions); ``printed`` the words as they stand; ``size`` the text's words.

    ``described`` is what all passages of a document share, ``tagged`` the rest of its traits, ``shown``
    the text; each packed as bytes.
    """

    body: list[tuple[str, float, list[int]]]
    printed: list[str]
    size: int
    described: bytes
    tagged: bytes
    shown: bytes


def row_of(entry: Entry, stem: Callable[[str], str]) -> Row:
    """All that an index needs of an entry, but its numbers."""
    traits = traits_of(entry)._asdict()
    body: dict[str, tuple[float, list[int]]] = {}
    printed: set[str] = set()
    start = size = 0
    for name, weight in WEIGHTS.items():
        found = words(getattr(entry, name))
        for word in found:
            root = stem(word.text)
            so_far, positions = body.get(root) or (0.0, [])
            positions.append(start + word.position)
            body[root] = (so_far + weight, positions)
            printed.add(word.text)
        if name == "text":
            size = len(found)
        start += len(found) + GAP
    return Row(
        body=[(word, weight, positions) for word, (weight, positions) in body.items()],
        printed=list(printed),
        size=size,
        described=json.dumps([traits[name] for name in DESCRIBED]).encode(),
        tagged=json.dumps([traits[name] for name in TAGGED]).encode(),
        shown=zlib.compress(entry.text.encode("utf-8", "replace"), 6),
    )


def traits_from(described: bytes, tagged: bytes) -> Traits:
    """A row's traits."""
    values = dict(zip(DESCRIBED, json.loads(described), strict=True))
    values |= zip(TAGGED, json.loads(tagged), strict=True)
    return Traits(**{name: tuple(v) if isinstance(v, list) else v for name, v in values.items()})


def text_from(shown: bytes) -> str:
    """A row's text."""
    return zlib.decompress(shown).decode()


def pack(positions: list[int]) -> bytes:
    """Positions in one byte each where that is enough; the first byte says whether."""
    if max(positions) < 256:
        return b"\x01" + bytes(positions)
    return b"\x04" + array("I", positions).tobytes()


def unpack(packed: bytes) -> Iterable[int]:
    """What pack() packed."""
    return packed[1:] if packed[0] == 1 else array("I", packed[1:])
