"""Where words stand in a document, as places that can be redacted in a pack."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from evidence.errors import NotFound, UsageError
from evidence.packs.planning.redactions import marked, occurrences, rect_of, texts_of
from evidence.packs.redacting.masking import fold
from evidence.packs.redacting.page_words import Marked, mark, overlap, places, rects_of_lines
from evidence.reads import packs as reads
from evidence.reads.documents import summary
from evidence.services import Services
from evidence.store.redactions import Place, Rect

# As readers write what was put on a page: "[Form field] Child: Jo Doe", "[Note by Jo] …".
PUT = re.compile(r"\[(?:Form field\] [^:\n]*: (?P<value>.+)|[^\]\n]+\] (?P<said>.+))", re.DOTALL)


def find(services: Services, document: int, words: str, page: int = 0) -> list[Place]:
    """Every place of a document, or of one page of it, where words stand.

    Raises NotFound if there is no such document; UsageError if they stand nowhere there.
    """
    row = _row(services, document)
    found = list(_find(services, row, " ".join(words.split()), page))
    if not found:
        where = f"page {page} of document {document}" if page else f"document {document}"
        raise UsageError(
            f"“{words}” is not found in {where}.",
            "Give the words as they are printed there; on a scan that nobody could read, mark an area.",
        )
    return found


def on_page(services: Services, document: int, page: int, words: str, areas: Sequence[Rect]) -> list[Place]:
    """Words of a page, and areas of it. Where nothing tells where its words stand, as on an unread scan, the
    words are taken to be those in the areas, and masked elsewhere. Raises NotFound, UsageError."""
    if areas and words and words_of(services, document, page) is None:
        return [Place(page, (area,), words) for area in areas]
    found = find(services, document, words, page) if words else []
    return found + [in_area(services, document, page, area) for area in areas]


def in_area(services: Services, document: int, page: int, rect: Rect) -> Place:
    """An area of a page, with the words that it touches as far as they are known, those of a form's fields
    and of notes with them. Raises NotFound."""
    here = words_of(services, document, page)
    touched = mark(here.words, (rect,)).runs if here is not None else []
    words = [word for run in touched for word in run]
    return Place(page, (rect,), " ".join((*words, *_put_there(services, document, page, rect))))


def _put_there(services: Services, document: int, page: int, area: Rect) -> Iterator[str]:
    """What fields and notes say that an area touches: their words are no text of the page."""
    for passage in _row(services, document)["passage_rows"]:
        found = PUT.fullmatch(passage["text"])
        rects = (rect_of(rect[1:]) for rect in passage["rects"] if rect[0] == page)
        if found is None or not any(overlap(area, rect) for rect in rects):
            continue
        yield from (found["value"] or found["said"]).split()


def at_words(services: Services, document: int, page: int, numbers: list[int]) -> list[Place]:
    """Words of a page by their numbers, from 0, those that follow on each other as one place.

    Raises NotFound; UsageError if there are no such words.
    """
    here = words_of(services, document, page)
    if here is None or not numbers or max(numbers) >= len(here.words) or min(numbers) < 0:
        raise UsageError("No words of that page were chosen.", "Tick words, or mark an area.")
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [
        Place(
            page,
            rects_of_lines([box for n in run for box in here.words[n][1]]),
            " ".join(here.words[n][0] for n in run),
        )
        for run in runs
    ]


def words_of(services: Services, document: int, page: int) -> Marked | None:
    """A page's words with their boxes; None where it is not known where they stand. Raises NotFound."""
    row = _row(services, document)
    read = next((each for each in row["page_rows"] if each["number"] == page), None)
    if read is None:
        raise NotFound(f"Document {document} has no page {page}.", "Give one of its pages.")
    return marked(services, row, read)


def _row(services: Services, document: int) -> dict[str, Any]:
    summary(services.record.db, document)
    return reads.packed_document(services.record.db, document)


def paged(row: dict[str, Any]) -> bool:
    """Whether a pack shows a document by its own pages."""
    return bool(row["media_type"] == "application/pdf" or row["media_type"].startswith("image/"))


def _find(services: Services, row: dict[str, Any], words: str, page: int) -> Iterator[Place]:
    if not fold(words):
        return
    if not paged(row):
        if occurrences(words, texts_of(row)):
            yield Place(0, (), words)
        return
    found: dict[int, list[Rect]] = {}
    for read in row["page_rows"]:
        number = read["number"]
        if page in (0, number) and (here := marked(services, row, read)) is not None:
            every = places(here.words, words)
            found[number] = [boxes[0] for boxes in every if boxes]
            for boxes in every:
                yield Place(number, rects_of_lines(boxes), words)
    for passage in row["passage_rows"]:
        yield from _whole(passage, words, found)


def _whole(passage: dict[str, Any], words: str, found: Mapping[int, list[Rect]]) -> Iterator[Place]:
    """A passage whole, on the pages that were looked at, if it holds words that are not among the page's own:
    what a form's fields and notes say is no text of the page."""
    rects = [(rect[0], rect_of(rect[1:])) for rect in passage["rects"]]
    if not rects or any(number not in found for number, _ in rects):
        return
    on = {(number, box) for number, rect in rects for box in found[number] if overlap(rect, box)}
    if occurrences(words, [passage["text"]]) > len(on):
        for number in sorted({number for number, _ in rects}):
            yield Place(number, tuple(rect for at, rect in rects if at == number), words)
