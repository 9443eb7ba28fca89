"""Which council a paper is about, from its own words. Pure.

Names that are certain (``council_names``) come first; a bare name ("Reading", "Kent") counts only beside one,
and an address ("kent.gov.uk") where no words name one.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from evidence.frameworks.authorities import called
from evidence.model import PassageKind
from evidence.relations.areas import AREA_COLUMN
from evidence.relations.council_names import bare, named, named_by_address, places, titles

_SHARE = 0.6  # of all that is said of councils, what the one must have that a paper is about
_CERTAIN = 3  # what a certain name counts, beside a place that is only spoken of ("in Leeds")
_ENOUGH = 6  # what the text must say where no place of honour names a council
_PLACES_ALONE = (4, 0.8)  # how often, and with which share, a short paper must speak of a place alone
_SHORT = 80  # pieces of a short paper
_FRONT = 14  # passages in which a paper says whose it is, beside its letterhead and its title
_FIRST_HEADINGS = 4
_SHORT_ROW = 14  # words of a row that is a sheet's title
_TITLE_LINES = 3  # passages of which one may be a title's line
TOGETHER = "; "  # between the names of councils of which a paper speaks alike


@dataclass(frozen=True)
class Said:
    """A piece of a paper that may name its council: the title, the author's office, a passage. ``passage`` is
    its ordinal; ``front`` pieces say whose the paper is, before its text does."""

    text: str
    passage: int | None = None
    front: bool = False


@dataclass(frozen=True)
class Council:
    """A council that a paper is about: its ONS code ("" for one that no list has), its name as it signs, and
    the ordinal of the passage that names it."""

    code: str
    name: str
    passage: int | None = None


def pieces(
    fields: Iterable[tuple[str, str, int | None]], passages: Iterable[tuple[int, str, str]]
) -> Iterator[Said]:
    """What a paper says of itself first, then its passages. A letter is about whom it is written to, a
    council's own paper about its author; who inspects or decides is no council.

    ``fields`` are (name, value, ordinal), ``passages`` (ordinal, kind, text).
    """
    at = {name: (value, passage) for name, value, passage in fields}
    for name in ("title", "recipient", "addressee", "author", "body"):
        if name in at:
            yield Said(*at[name], front=True)
    headings = 0
    for ordinal, kind, text in passages:
        heading = kind == PassageKind.HEADING
        headings += heading
        front = ordinal < _FRONT and (kind == PassageKind.FRONT or (heading and headings <= _FIRST_HEADINGS))
        front = front or is_title_line(ordinal, kind, text)
        yield Said(text, ordinal, front)


def is_title_line(ordinal: int, kind: str, text: str) -> bool:
    """Whether a paragraph is the title of its paper, with the council's name: a form's, say; or a row of a
    sheet's top, which is no table's yet ("Council: Kent County Council")."""
    if kind == PassageKind.ROW:
        cells = [x.strip(" :") for x in text.split("|")]
        labelled = len(cells) == 2 and bool(AREA_COLUMN.fullmatch(cells[0]))
        return ordinal < _TITLE_LINES and (len(cells) == 1 or labelled) and len(text.split()) <= _SHORT_ROW
    return ordinal < _TITLE_LINES and kind == PassageKind.PARAGRAPH and titles(text)


def council_of(said: Iterable[Said], date: str = "") -> tuple[Council | None, tuple[str, ...]]:
    """The council that a paper of that date is about, or the names of those of which it speaks alike.

    None, and nobody else, where the paper names none: it may be national. None with two names or more where
    its front names several, or a short paper without such a front: it is about them together, until a
    person says whose it is.
    """
    tally, every = _Tally(date), list(said)
    for piece in every:
        if piece.front:
            tally.add(piece)
    if not tally.front:  # else the text has no say
        for piece in every:
            if not piece.front:
                tally.add(piece)
    best = tally.foremost()
    if best:
        return tally.council(best), ()
    return None, tally.rivals()


class _Tally:
    """What a paper's pieces say of councils: by key, which is one council's under all its names."""

    def __init__(self, date: str) -> None:
        self._date = date
        self.front: Counter[str] = Counter()
        self.certain: Counter[str] = Counter()
        self.places: Counter[str] = Counter()
        self.addresses: Counter[str] = Counter()
        self.names: dict[str, str] = {}
        self._first: dict[str, int | None] = {}
        self._pieces = 0

    def add(self, piece: Said) -> None:
        self._pieces += 1
        for name in named(piece.text, self._date):
            key = bare(name)
            (self.front if piece.front else self.certain)[key] += 1
            if len(name) > len(self.names.get(key, "")):
                self.names[key] = name
            if self._first.get(key) is None:
                self._first[key] = piece.passage
        self.places.update(bare(name) for name in places(piece.text, self._date))
        for name in named_by_address(piece.text):
            self.addresses[bare(name)] += 1

    def foremost(self) -> str:
        """The key of the council that the paper is about; "" where that is not plain."""
        if self.front:
            return _leader(self.front, 1)
        weighed = Counter({key: n * _CERTAIN + self.places[key] for key, n in self.certain.items()})
        if weighed:
            return _leader(weighed, _ENOUGH) or _leader(weighed + self.addresses, _ENOUGH)
        least, share = _PLACES_ALONE
        short = self._pieces <= _SHORT
        return (_leader(self.places, least, share) if short else "") or _leader(self.addresses, 1)

    def rivals(self) -> tuple[str, ...]:
        """The names of several councils of which the paper speaks alike."""
        told = self.front or (self.certain if self._pieces <= _SHORT else Counter())
        return tuple(sorted(self.names[key] for key in told)) if len(told) > 1 else ()

    def council(self, key: str) -> Council:
        authority = called(self.names.get(key, key), self._date)
        name = authority.official if authority else self.names.get(key, key)
        return Council(authority.code if authority else "", name, self._first.get(key))


@lru_cache(maxsize=1024)
def council_key(name: str) -> str:
    """What all names of one council share: "Leeds" and "Leeds City Council"."""
    authority = called(name)
    return authority.code if authority else bare(name)


def councils_in(told: str) -> tuple[str, ...]:
    """The councils that a document's field names: none, one, or several of which its paper speaks alike."""
    return tuple(name for part in told.split(TOGETHER.strip()) if (name := part.strip()))


@lru_cache(maxsize=4096)
def council_keys(told: str) -> frozenset[str]:
    """The keys of the councils that a document's field names."""
    return frozenset(map(council_key, councils_in(told)))


def same_council(one: str, other: str) -> bool:
    """Whether one council is in both, under any of its names; each may name several."""
    return bool(council_keys(one) & council_keys(other)) or one == other


def _leader(counts: Counter[str], least: int, share: float = _SHARE) -> str:
    if not counts:
        return ""
    (best, times), *others = counts.most_common()
    enough = times >= least and times >= share * counts.total()
    return best if enough and not any(n == times for _, n in others) else ""
