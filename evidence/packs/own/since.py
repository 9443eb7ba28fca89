"""What a supplement changes, told on its first page: what of the issue stands otherwise, and what is new."""

from collections.abc import Iterator

from reportlab.platypus import Flowable

from evidence.packs import sentences
from evidence.packs.pack import Pack, PackDocument
from evidence.packs.setting.styles import BODY, INDEX_DOCUMENT, NOTICE, SUBHEADING, Numbers
from evidence.packs.setting.text_layout import AGAINST, Marks, line
from evidence.pages.fonts import markup

NAMED = 12  # documents on the first page: the index below it has every one


def since(pack: Pack, index: int, number: Numbers, marks: Marks) -> Iterator[Flowable]:
    """The lines of part ``index``, a supplement: notes of what was issued before, then its new documents."""
    part = pack.parts[index]
    before = part.issue - 1 if part.issue else len(pack.parts) - 1
    yield line(f"What changed since issue {before}", SUBHEADING, marks)
    if not part.notes:
        yield line("Everything that was issued still stands in the record as it was issued.", BODY, marks)
    yield from (line(markup(note), NOTICE, marks, bar=AGAINST) for note in part.notes)
    yield from _documents(pack, index, number, marks)


def _documents(pack: Pack, index: int, number: Numbers, marks: Marks) -> Iterator[Flowable]:
    part = pack.parts[index]
    known = {document.id for earlier in pack.parts[:index] for document in earlier.documents}
    if not part.documents:
        yield line("No document is new: what is added stands on pages issued before.", BODY, marks)
        return
    new = sum(document.id not in known for document in part.documents)
    more = len(part.documents) - new
    said = [f"{sentences.plural(new, 'document')} {'is' if new == 1 else 'are'} new"] if new else []
    said += [f"further pages of {sentences.plural(more, 'document')} are added"] if more else []
    yield line(markup(f"{' and '.join(said)}:".capitalize()), BODY, marks)
    for document in part.documents[:NAMED]:
        key = ("document", document.id, pack.shown_in(index, document.id)[1])
        yield line(markup(_name(document)), INDEX_DOCUMENT, marks, to=key, number=number(key))
    if (left := len(part.documents) - NAMED) > 0:
        yield line(f"and {left} more, in the index below.", BODY, marks)


def _name(document: PackDocument) -> str:
    return sentences.opening(sentences.shown_name(document), 160)
