"""What changed between two issues of a pack, or since the newest: pure, from their plans."""

from collections.abc import Iterator
from dataclasses import dataclass

from evidence.packs import sentences
from evidence.packs.pack import Pack, PackItem


@dataclass(frozen=True)
class Changes:
    """``before`` and ``after`` are issue numbers, 0 for the pack as it is now."""

    before: int
    after: int
    documents: tuple[str, ...]
    passages: tuple[PackItem, ...]
    notes: tuple[str, ...]


def changes(before: Pack, after: Pack) -> Changes:
    """What ``after`` has that ``before``, an earlier issue of the same pack, has not."""
    known, cited = before.documents, {item.link for item in before.items}
    return Changes(
        before=before.issue,
        after=after.issue,
        documents=tuple(sentences.document_name(d) for n, d in after.documents.items() if n not in known),
        passages=tuple(item for item in after.items if item.link not in cited),
        notes=tuple(note for part in after.parts[len(before.parts) :] for note in part.notes),
    )


def told(found: Changes) -> Iterator[str]:
    """The changes in sentences, a line each."""
    to = f"issue {found.after}" if found.after else "the pack as it is now"
    if not (found.documents or found.passages or found.notes):
        yield f"Nothing differs between issue {found.before} and {to}."
        return
    yield f"From issue {found.before} to {to}: {sentences.counts(found.passages)} added."
    yield from (f"New document: {name}" for name in found.documents)
    yield from (f"New for {item.code} ({item.stance}): {item.citation}" for item in found.passages)
    yield from found.notes
