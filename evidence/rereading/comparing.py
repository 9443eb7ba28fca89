"""What a file's new reading means for what the record holds of it: which passage and link is which. Pure.

Alignment is over the whole file, because today's code may divide it into documents otherwise: a passage that
now stands in another document of its file is still that passage.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evidence.model import LinkStatus, Reading
from evidence.rereading.anchoring import Places, align, expected, words_of

NOT_FOUND = "Its words were not found when the file was read again."
DIVIDED = "Its passage reads otherwise now, and holds less than half of the words that were accepted."
DECISIVE = (
    LinkStatus.ACCEPTED,
    LinkStatus.REJECTED,
    LinkStatus.SUGGESTED,
)  # whose claim to a passage goes first


@dataclass(frozen=True)
class StoredDocument:
    """``withdrawn``: by whomever; it still takes in its words, or they would come back as a new document."""

    id: int
    position: int
    withdrawn: bool = False


@dataclass(frozen=True)
class StoredPassage:
    id: int
    document: int
    text: str
    retired: bool = False


@dataclass(frozen=True)
class StoredLink:
    """``ties`` is what it ties its passage to: measure, framework and block. ``held``: a pack has it."""

    id: int
    passage: int
    quote: str
    status: LinkStatus
    ties: tuple[int, str, str]
    review: str = ""
    held: bool = False


@dataclass(frozen=True)
class Stored:
    """What the record holds of one file. Passages in the order of the file, retired ones after the rest."""

    documents: tuple[StoredDocument, ...]
    passages: tuple[StoredPassage, ...]
    links: tuple[StoredLink, ...] = ()


@dataclass(frozen=True)
class LinkChange:
    """What becomes of a link: its place among the new passages, or None to stay; why a person must look.

    ``dropped``: a suggestion that yields its place to a decision for the same.
    """

    link: int
    place: int | None
    review: str
    dropped: bool = False


@dataclass(frozen=True)
class Plan:
    """``documents[i]`` and ``passages[place]`` are the ids that reading i, and the passage at a place of the
    whole file, keep; None for a new one."""

    documents: tuple[int | None, ...]
    withdrawn: tuple[int, ...]
    passages: tuple[int | None, ...]
    retired: tuple[int, ...]
    links: tuple[LinkChange, ...]


def plan(stored: Stored, readings: Sequence[Reading]) -> Plan:
    """Compare what is stored of a file with its readings of today."""
    new = [(i, p.text) for i, reading in enumerate(readings) for p in reading.passages]
    kept = _passages(stored, [text for _, text in new])
    documents = _documents(stored, readings, [i for i, _ in new], kept)
    gone = [d.id for d in stored.documents if not d.withdrawn and d.id not in set(documents)]
    ids = tuple(stored.passages[kept[n]].id if n in kept else None for n in range(len(new)))
    still = set(ids)
    return Plan(
        documents=documents,
        withdrawn=tuple(gone),
        passages=ids,
        retired=tuple(p.id for p in stored.passages if not p.retired and p.id not in still),
        links=tuple(_Links(stored, [text for _, text in new], kept).changes()),
    )


def _passages(stored: Stored, texts: list[str]) -> dict[int, int]:
    """``{place: index of the stored passage}``. What a reading before lost, and this one has, comes back."""
    live = sum(not p.retired for p in stored.passages)
    found = align([p.text for p in stored.passages[:live]], texts)
    rest = [n for n in range(len(texts)) if n not in found]
    back = align([p.text for p in stored.passages[live:]], [texts[n] for n in rest], alike=False)
    found.update((rest[n], live + old) for n, old in back.items())
    return found


def _documents(
    stored: Stored, readings: Sequence[Reading], owners: list[int], kept: dict[int, int]
) -> tuple[int | None, ...]:
    """The stored document of each reading: whence most of its words come, else the one in its place."""
    weights: Counter[tuple[int, int]] = Counter()
    for place, index in kept.items():
        passage = stored.passages[index]
        weights[owners[place], passage.document] += 1 + len(passage.text.split())
    at = {d.id: d.position for d in stored.documents}
    ranked = sorted(weights, key=lambda pair: (-weights[pair], abs(at[pair[1]] - pair[0]), pair))
    in_place = [(d.position, d.id) for d in stored.documents if not d.withdrawn]
    chosen: dict[int, int] = {}
    for reading, document in [*ranked, *in_place]:
        if reading < len(readings) and reading not in chosen and document not in chosen.values():
            chosen[reading] = document
    return tuple(chosen.get(i) for i in range(len(readings)))


class _Links:
    """Where each link of a file goes. The record ties a passage to the same thing once, so that a link that
    would come to stand beside another of its kind waits for a person instead."""

    def __init__(self, stored: Stored, texts: list[str], kept: dict[int, int]) -> None:
        self._stored = stored
        self._new = [words_of(text) for text in texts]
        self._places = Places(self._new)
        self._index = {p.id: i for i, p in enumerate(stored.passages)}
        self._home = {old: place for place, old in kept.items()}
        live = [(old, place) for old, place in self._home.items() if not stored.passages[old].retired]
        self._pairs = sorted(live)
        homes = ((self._home_of(link), link) for link in stored.links)
        self._holder = {(home, link.ties): link for home, link in homes if home is not None}
        self._otherwise = {n for n in range(len(texts)) if not self._stands(kept.get(n), n)}
        self._dropped: set[int] = set()

    def changes(self) -> Iterator[LinkChange]:
        """In the order in which the record can take them, decisions first."""
        ranked = sorted(self._stored.links, key=lambda link: (DECISIVE.index(link.status), link.id))
        for link in ranked:
            if link.id not in self._dropped and not self._is_unchanged(link):
                yield from self._change(link)

    def _change(self, link: StoredLink) -> Iterator[LinkChange]:
        index, home = self._index[link.passage], self._home_of(link)
        if self._stored.passages[index].retired:
            # What stands where it stood was looked at when the link's words were lost.
            place = self._places.find(words_of(link.quote), None, home, self._otherwise)
        else:
            place = self._places.find(words_of(link.quote), expected(self._pairs, index), home)
        if place is None:
            yield from _stay(link, NOT_FOUND if home is None else DIVIDED)
        elif place == home:
            yield from _stay(link, "")
        else:
            yield from self._move(link, place, home)

    def _move(self, link: StoredLink, place: int, home: int | None) -> Iterator[LinkChange]:
        holder = self._holder.get((place, link.ties))
        if holder is not None and not _yields(holder, link):
            why = f"Its words now stand in the same passage as link {holder.id}, which ties it to the same."
            yield from _stay(link, why)
            return
        if holder is not None:
            self._dropped.add(holder.id)
            yield LinkChange(holder.id, None, "", dropped=True)
        if home is not None:
            del self._holder[home, link.ties]
        self._holder[place, link.ties] = link
        yield LinkChange(link.id, place, "")

    def _home_of(self, link: StoredLink) -> int | None:
        """The place that the link's passage became."""
        return self._home.get(self._index[link.passage])

    def _is_unchanged(self, link: StoredLink) -> bool:
        """Whether the link's passage stands word for word: then it was decided on as it is."""
        home = self._home_of(link)
        return home is not None and self._stands(self._index[link.passage], home)

    def _stands(self, index: int | None, place: int) -> bool:
        """Whether the passage at a place was live before, in the same words."""
        if index is None or self._stored.passages[index].retired:
            return False
        return self._new[place].key == words_of(self._stored.passages[index].text).key


def _yields(holder: StoredLink, to: StoredLink) -> bool:
    """Whether a link makes way: a suggestion to a decision, unless a pack still names it."""
    return holder.status is LinkStatus.SUGGESTED and to.status is not LinkStatus.SUGGESTED and not holder.held


def _stay(link: StoredLink, why: str) -> Iterator[LinkChange]:
    """A link that keeps its passage. Only an accepted one, on which something rests, waits for a person.

    No change where there is none, so that reading the same again changes nothing.
    """
    review = (link.review or why) if why and link.status is LinkStatus.ACCEPTED else ""
    if review != link.review:
        yield LinkChange(link.id, None, review)
