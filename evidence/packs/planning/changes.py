"""What changed between two issues of a pack, or since the newest: pure, from their plans."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evidence.packs import sentences
from evidence.packs.pack import Pack, PackItem

AGAIN = "Stands again as it was issued: "
FALLEN = ("No longer ", "Issued as ")  # how notes begin of what does not stand as it was issued


@dataclass(frozen=True)
class NewDocument:
    """A document that the earlier issue did not hold."""

    id: int
    name: str


@dataclass(frozen=True)
class Changes:
    """``before`` and ``after`` are issue numbers, 0 for the pack as it is now.

    ``documents`` and ``passages`` are what was added; ``notes`` say what of the earlier issue no longer
    stands, or stands again.
    """

    before: int
    after: int
    documents: tuple[NewDocument, ...]
    passages: tuple[PackItem, ...]
    notes: tuple[str, ...]


def changes(before: Pack, after: Pack) -> Changes:
    """What ``after`` has that ``before``, an earlier issue of the same pack, has not."""
    known, cited = before.documents, {_key(item) for item in before.items}
    numbers = {item.number for item in before.items}  # what is masked since is no other item
    return Changes(
        before=before.issue,
        after=after.issue,
        documents=tuple(
            NewDocument(number, sentences.document_name(document))
            for number, document in after.documents.items()
            if number not in known
        ),
        passages=tuple(i for i in after.items if _key(i) not in cited and i.number not in numbers),
        notes=tuple(differing(before.last.notes, after.last.notes)),
    )


def differing(before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    """What is new among notes of what no longer stands, and what of the earlier ones stands again.

    An issue's notes speak of all that was issued before it, so those of the issues between count no more.
    """
    known, still = ([note for note in notes if not note.startswith(AGAIN)] for notes in (before, after))
    yield from (note for note in still if note not in known)
    of = {_of(note) for note in still}
    fallen = (note for note in known if note.startswith(FALLEN))
    yield from (f"{AGAIN}{_of(note)}" for note in fallen if _of(note) not in of)


def lead(found: Changes) -> str:
    """From issue 1 to issue 2: 2 cited passages: 1 supporting, 1 contradicting, added."""
    to = f"issue {found.after}" if found.after else "the pack as it is now"
    if not (found.documents or found.passages or found.notes):
        return f"Nothing differs between issue {found.before} and {to}."
    added = f"{sentences.counts(found.passages)}, added" if found.passages else "nothing was added"
    return f"From issue {found.before} to {to}: {added}."


def told(found: Changes) -> Iterator[str]:
    """The changes in sentences, a line each."""
    yield lead(found)
    yield from (f"New document: {document.name}" for document in found.documents)
    yield from (f"New{_for(item)}: {_named(item)}" for item in found.passages)
    yield from found.notes


def _key(item: PackItem) -> tuple[object, ...]:
    """What tells an item apart: its link, or where it has none what it holds."""
    return (item.link,) if item.link else (item.document, item.passage, item.citation, item.text)


def _for(item: PackItem) -> str:
    return (f" for {item.code}" if item.code else "") + (f" ({item.stance})" if item.stance else "")


def _named(item: PackItem) -> str:
    return item.citation or f"the note “{sentences.opening(item.text, 60)}”"


def _of(note: str) -> str:
    """The citation that a note is of, with the measure's code."""
    return note.partition(": ")[2]
