"""What of a pack may want redacting: what rules propose, and where redacted words can still be read.

It is for a person to look at: nothing here redacts.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from evidence.packs import sentences
from evidence.packs.pack import Pack, PackDocument
from evidence.packs.planning.finding import paged
from evidence.packs.planning.redactions import Redacted, occurrences, rect_of, redacted, texts_of
from evidence.packs.redacting.masking import BRIEF, fold, telling
from evidence.packs.redacting.page_words import Marked, others, overlap, wholly
from evidence.packs.redacting.proposing import proposals
from evidence.reads import packs as reads
from evidence.reads.redactions import proposals_seen
from evidence.services import Services

NAMED = 5  # how many things one sentence names before it counts the rest
BREAK = " | zq0qz | "  # stands for what is redacted between words, so that none go on over it


@dataclass(frozen=True)
class Proposal:
    """Words of a document in the pack, on a page of it (0 where it has none), and the rule that found
    them."""

    document: int
    named: str
    page: int
    rule: str
    words: str


def lookup(services: Services, row: dict[str, Any], pack: Pack) -> Redacted:
    """The redactions of a pack (a row of evidence.reads.packs.pack, and its plan)."""
    shown = {d.id: frozenset(page.number for page in d.pages) for d in pack.documents.values()}
    return redacted(services, row["id"], shown)


def proposed(services: Services, row: dict[str, Any], pack: Pack) -> tuple[Proposal, ...]:
    """What the rules propose in the documents that the next issue would bring, less what is redacted."""
    found = lookup(services, row, pack)
    documents = pack.last.documents if not pack.issue else ()
    return tuple(
        Proposal(document.id, sentences.document_name(document), page, one.rule, one.words)
        for document in documents
        for page, text in readable(services, found, document)
        for one in proposals(text)
        if "zq0qz" not in one.words
    )


def elsewhere(services: Services, row: dict[str, Any], pack: Pack) -> tuple[Proposal, ...]:
    """Where words that are redacted in one place of a pack, or a part of a name, can be read in another. Of
    what the pack itself says the document is 0."""
    found = lookup(services, row, pack)
    wanted = _wanted([r["words"] for r in found.rows])
    documents = pack.last.documents if not pack.issue and wanted else ()
    read = [
        (document.id, sentences.document_name(document), page, text)
        for document in documents
        for page, text in readable(services, found, document)
    ]
    own = [(0, "the pack’s own words", 0, text) for text in _own_words(pack)] if documents else []
    return tuple(
        Proposal(document, named, page, "redacted elsewhere", words)
        for document, named, page, text in [*read, *own]
        for words in wanted
        if occurrences(words, [text])
    )


def issued(services: Services, row: dict[str, Any], pack: Pack) -> tuple[Proposal, ...]:
    """Where words that are redacted in a pack can be read on pages that were issued before, which stay."""
    found = lookup(services, row, pack)
    wanted = _wanted([r["words"] for r in found.rows])
    parts = pack.parts[:-1] if not pack.issue and wanted else ()
    return tuple(
        Proposal(document.id, sentences.document_name(document), page, "issued", words)
        for part in parts
        for document in part.documents
        for page, text in readable(services, found, document)
        for words in wanted
        if occurrences(words, [text])
    )


def _wanted(redacted: Iterable[str]) -> list[str]:
    """The redacted words to look for, each once; of a name, its parts too: who is called by the first name
    alone is named as well."""
    every: dict[str, str] = {}
    for words in redacted:
        each = words.split()
        whole = [words] if len(each) > 1 or telling(words) else []
        named = [part for part in each if 1 < len(each) <= BRIEF and part[:1].isupper() and telling(part)]
        for one in (*whole, *named):
            every.setdefault(fold(one), one.strip(".,;:’'\"“”()"))
    return list(every.values())


def _own_words(pack: Pack) -> Iterator[str]:
    """What a pack says that no document does: its titles, its notes, what its measures ask for."""
    yield pack.title
    for section in pack.last.sections:
        yield from (section.title, section.words, section.theme)
        yield from (item.text for item in section.items if item.kind == "note")


def standing(services: Services, row: dict[str, Any], pack: Pack, words: str) -> tuple[Proposal, ...]:
    """Every page of a pack's documents where words can be read."""
    found = lookup(services, row, pack)
    return tuple(
        Proposal(document.id, sentences.document_name(document), page, "given", words)
        for document in (pack.last.documents if not pack.issue else ())
        for page, text in readable(services, found, document)
        if occurrences(words, [text])
    )


def worries(services: Services, row: dict[str, Any], pack: Pack) -> Iterator[tuple[str, str]]:
    """What preflight says of redactions: the problem's code, and the sentence."""
    gone = dict.fromkeys(item.citation for item in pack.last.items if item.passage and wholly(item.text))
    if gone:
        said = "Cited, but wholly redacted, so that nobody can read what it is cited for"
        yield "wholly_redacted", f"{said}: {some(list(gone))}. Redact less of it, or take it out."
    left = elsewhere(services, row, pack)
    if left:
        said = "Redacted in one place of this pack, and readable in another"
        places = [f"“{p.words}”, {p.named}{f', page {p.page}' if p.page else ''}" for p in left]
        advice = "Redact it there too, or change the pack’s own words, if nobody shall read it."
        yield "readable_elsewhere", f"{said}: {some(places)}. {advice}"
    stays = issued(services, row, pack)
    if stays:
        places = [f"“{p.words}”, {p.named}{f', page {p.page}' if p.page else ''}" for p in stays]
        said = "Redacted now, and readable on what was issued before; issued pages never change"
        advice = "If nobody shall read it, ask for the issues back, and put what is left into a new pack."
        yield "readable_issued", f"{said}: {some(places)}. {advice}"
    seen = proposals_seen(services.record.db, row["id"])
    new = [p for p in proposed(services, row, pack) if p.document not in seen]
    if new:
        count = sentences.plural(len({p.document for p in new}), "document")
        verb = "was" if len(new) == 1 else "were"
        yield (
            "proposals_not_seen",
            f"{sentences.plural(len(new), 'proposal')} to redact in {count} {verb} not looked at: names of "
            "people, dates of birth, addresses, numbers. Nothing is redacted that you do not mark.",
        )


def some(names: Sequence[str]) -> str:
    """The first few by name, the rest by number."""
    shown = "; ".join(names[:NAMED])
    return shown if len(names) <= NAMED else f"{shown}; and {len(names) - NAMED} more"


def readable(services: Services, found: Redacted, document: PackDocument) -> Iterator[tuple[int, str]]:
    """The text of each page of a document in the pack (0: all of one without pages) that is not redacted."""
    row = reads.packed_document(services.record.db, document.id)
    if not paged(row):
        own = found.own.get(document.sha256)
        texts = texts_of(row)
        yield 0, "\n".join(own.hide(text).replace("[redacted]", BREAK) if own else text for text in texts)
        return
    shown = {page.number for page in document.pages}
    for page in row["page_rows"]:
        key = (document.sha256, page["number"])
        here = found.pages.get(key)
        if page["number"] not in shown or (key in found.areas and here is None):
            continue
        if here is None:
            yield page["number"], page["text"]
        else:
            pairs = zip(here.touched, here.words, strict=True)
            said = " ".join(BREAK if hit else word for hit, (word, _) in pairs)
            yield page["number"], BREAK.join((said, *_beside(found, key, here, row["passage_rows"])))


def _beside(
    found: Redacted, key: tuple[str, int], here: Marked, passages: Sequence[dict[str, Any]]
) -> Iterator[str]:
    """What a page says that is no text of its own, such as a form's fields, and that no redaction touches."""
    for passage in passages:
        rects = [rect_of(rect[1:]) for rect in passage["rects"] if rect[0] == key[1]]
        free = not any(overlap(area, rect) for area in found.areas.get(key, ()) for rect in rects)
        if rects and free and others(passage["text"], [here]):
            yield passage["text"]
