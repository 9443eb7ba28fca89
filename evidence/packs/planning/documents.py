"""A document of the record -> a document of a plan."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from evidence.errors import NotFound, Tampered
from evidence.language.citations import place_of
from evidence.model import PassageKind
from evidence.packs import sentences
from evidence.packs.originals.survey import DAMAGED
from evidence.packs.pack import OcrLine, PackDocument, PackItem, PackSection, SetPassage, SourcePage
from evidence.packs.planning.page_notes import opened_on, seen
from evidence.packs.planning.surveys import surveyed
from evidence.packs.progress import LOOKING, Progress, Told, untold
from evidence.pages.hidden_words import REASONS
from evidence.reads import packs as reads
from evidence.reads.councils import OwnCouncil
from evidence.relations.councils import councils_in
from evidence.services import Services

UNNAMED = re.compile(r"(?:Sheet|Table)\s*\d*", re.IGNORECASE)
MISSING = "The original is missing from the home folder, or is not what was stored."


Pages = frozenset[int]


# What a pack has of a document as the record has it.
FACTS = (
    *("id", "kind", "date", "author", "source", "source_class", "council"),
    *("file", "sha256", "media_type", "size"),
)


def copy_document(
    services: Services,
    number: int,
    only: Pages | None = None,
    turns: Mapping[int, int] | None = None,
    cited: frozenset[int] = frozenset(),
) -> PackDocument:
    """Everything a pack needs of a document: its facts, its pages as surveyed, or its passages to be set.

    ``only`` these of its pages, if it has any; ``turns``: how far, in degrees clockwise, a person turned a
    page over what it says itself; ``cited``: passages, by id, that are shown though the original hides them.
    """
    row = reads.packed_document(services.record.db, number)
    form = _form(row)
    every = [page["number"] for page in row["page_rows"]]
    if only is not None and form != "set":
        row["page_rows"] = [page for page in row["page_rows"] if page["number"] in only] or row["page_rows"]
    part = len(row["page_rows"]) < len(every)
    sheets = sheets_of(row) if form == "set" else ()
    told, notes = seen(row["passage_rows"], cited, row["not_kept"]) if form == "set" else ([], ())
    return PackDocument(
        **{fact: row[fact] for fact in FACTS},
        name=_name(row, services.own),
        form=form,
        pages=_pages(services, row, form, turns or {}),
        passages=tuple(_set_passage(p, bool(sheets)) for p in told),
        unreadable_pages=tuple(p["number"] for p in row["page_rows"] if p["quality"] == "unreadable"),
        alone=form == "set" and row["in_file"] == 1,
        notes=notes,
        span=(min(every), max(every)) if part else (0, 0),
        parent=row["parent"] or 0,
        sheets=sheets,
    )


def sheets_of(row: Mapping[str, Any]) -> tuple[tuple[int, str], ...]:
    """The sheets of a workbook that have a name; none of one with a single sheet that nobody named."""
    named = tuple((page["number"], page["label"]) for page in row["page_rows"] if page["label"])
    return () if len(named) == 1 and UNNAMED.fullmatch(named[0][1]) else named


def documents_of(
    services: Services,
    pack: dict[str, Any],
    sections: Sequence[PackSection],
    known: Mapping[int, PackDocument],
    on_progress: Told = untold,
) -> tuple[PackDocument, ...]:
    """Each document of the sections once, in the order in which they first name it, with the pages that are
    wanted of it and that earlier issues (``known``) do not hold."""
    ends = {i["link"] or -i["id"]: i["end_page"] for s in pack["sections"] for i in s["items"]}
    named: dict[int, list[PackItem]] = {}
    for item in (i for section in sections for i in section.items if i.document):
        named.setdefault(item.document, []).append(item)
    found = []
    for done, (number, items) in enumerate(named.items()):
        on_progress(Progress(LOOKING, done, len(named)))
        held = pack["documents"].get(number, {"cited_only": False, "turns": {}})
        wanted = wanted_pages(items, ends, cited_only=held["cited_only"])
        if (before := known.get(number)) is not None:
            if before.span == (0, 0):
                continue  # it is there whole
            every = frozenset(range(before.span[0], before.span[1] + 1))
            wanted = (every if wanted is None else wanted) - {page.number for page in before.pages}
        if wanted is None or wanted:
            cited = frozenset(item.passage for item in items)
            found.append(copy_document(services, number, wanted, held["turns"], cited))
    return tuple(found)


def wanted_pages(items: Sequence[PackItem], ends: Mapping[int, int], *, cited_only: bool) -> Pages | None:
    """The pages of a document that its items want; None for all of it. ``ends``: on which page a passage
    ends, by its item's number."""
    pages: set[int] = set()
    for item in items:
        if item.kind == "pages":
            pages |= set(range(item.pages[0], item.pages[1] + 1))
        elif item.kind == "document" or not cited_only or not item.page:
            return None
        else:
            pages |= set(range(item.page, max(item.page, ends.get(item.number, 0)) + 1))
            pages |= {rect[0] for rect in item.rects}
    return frozenset(pages)


def _name(row: dict[str, Any], own: OwnCouncil) -> str:
    """The document's name; it says so if it is about another council."""
    name, council = str(row["name"]), str(row["council"])
    told = all(place_of(c).casefold() in name.casefold() for c in councils_in(council))
    return name if own.owns(council) or told else f"{name} (about {council})"


def _form(row: dict[str, Any]) -> str:
    if row["media_type"] == "application/pdf":
        return "pdf"
    return "image" if row["media_type"].startswith("image/") else "set"


def _pages(
    services: Services, row: dict[str, Any], form: str, turned: Mapping[int, int]
) -> tuple[SourcePage, ...]:
    """The pages as surveyed, with the text of scanned ones."""
    if form == "set":
        return ()
    numbers = [page["number"] for page in row["page_rows"]]
    try:
        data = services.files.read(row["sha256"])
    except (NotFound, Tampered):
        return tuple(SourcePage(n, 595.0, 842.0, problem=MISSING) for n in numbers)
    try:
        turns = {page["number"]: page["turn"] for page in row["page_rows"] if page["turn"]}
        look = partial(surveyed, services.settings.home, row["sha256"], data, form)
        seen = look(numbers, turns)
        if mine := {n: (p.turn + turned[n]) % 360 for p in seen if (n := p.number) in turned}:
            again = {page.number: page for page in look(tuple(mine), mine)}
            seen = tuple(again.get(page.number, page) for page in seen)
    except MemoryError:
        seen = tuple(SourcePage(n, 595.0, 842.0, problem=DAMAGED) for n in numbers)
    read = {page["number"]: page for page in row["page_rows"]}
    placed = []
    for page in seen:
        own = read[page.number]
        page = replace(page, scale=_scale(page, own) if form == "image" else 1.0)
        page = _with_notes(_without_hidden(page, own), row["passage_rows"]) if form == "pdf" else page
        laid = page.pictured or own["quality"] == "ocr"
        lines = ocr_lines(own, row["passage_rows"], page) if laid else ()
        placed.append(replace(page, lines=lines))
    return tuple(placed)


def _without_hidden(page: SourcePage, read: dict[str, Any]) -> SourcePage:
    """A page that holds words which nobody sees is shown as a picture, and says so at its foot."""
    why = {reason for reason, _ in json.loads(read["left_out"])} & REASONS
    if page.problem or not why:
        return page
    return replace(
        page, pictured=True, place="strip", said=f"{sentences.pictured(sorted(why))} {page.said}".strip()
    )


def _with_notes(page: SourcePage, passages: Sequence[dict[str, Any]]) -> SourcePage:
    """A page with what its notes say at its foot."""
    notes = "" if page.problem else opened_on(page.number, passages)
    return replace(page, place="strip", said=f"{page.said} {notes}".strip()) if notes else page


def _scale(page: SourcePage, read: dict[str, Any]) -> float:
    """A picture without a resolution of its own is measured one way by the reader and another for paper."""
    width = page.width if page.turn % 180 == 0 else page.height
    return round(width / read["width"], 4) if read["width"] and not page.problem else 1.0


def ocr_lines(
    page: dict[str, Any], passages: Sequence[dict[str, Any]], shown: SourcePage
) -> tuple[OcrLine, ...]:
    """Where a scanned page's words are, as the pack shows it: each passage's over its rectangles; the page's
    lines down the page where no rectangles are known."""
    number, found = page["number"], []
    for passage in passages:
        rects = [(number, *shown.shown(*r[1:])) for r in passage["rects"] if r[0] == number]
        if rects:
            found += _shared_out(f"{passage['label']} {passage['text']}".split(), rects)
    if found:
        return tuple(found)
    lines = [line for line in page["text"].split("\n") if line.strip()]
    width, height = shown.width, shown.height
    step = height * 0.9 / max(len(lines), 1)
    deep = min(step, 14.0)
    top = height * 0.05
    return tuple(
        (width * 0.08, top + i * step, width * 0.92, top + i * step + deep, line)
        for i, line in enumerate(lines)
    )


def _shared_out(words: list[str], rects: Sequence[Sequence[float]]) -> list[OcrLine]:
    """Words shared out over rectangles by their area, and over the lines that each has room for."""
    rows = []
    for _, left, top, right, bottom in rects:
        count = max(1, round((bottom - top) / 14))
        deep = (bottom - top) / count
        rows += [(left, top + i * deep, right, top + (i + 1) * deep) for i in range(count)]
    room = sum(right - left for left, _, right, _ in rows) or 1.0
    placed, done, taken = [], 0.0, 0
    for left, top, right, bottom in rows:
        done += right - left
        until = round(len(words) * done / room)
        if until > taken:
            placed.append((left, top, right, bottom, " ".join(words[taken:until])))
        taken = max(taken, until)
    return placed


def _set_passage(row: dict[str, Any], on_sheets: bool) -> SetPassage:
    text, path = row["text"], row["heading_path"]
    if row["label"] and text.startswith(row["label"]):
        text = text[len(row["label"]) :].lstrip()
    depth = len(path) if path and path[-1] == row["text"] else len(path) + 1
    indent = int(row["kind"] == PassageKind.BULLET and row["parent"] is not None)
    in_table = row["kind"] == PassageKind.ROW
    columns = tuple(row["columns"]) if in_table else ()
    page = row["page"] if in_table or on_sheets else 0
    return SetPassage(row["id"], row["kind"], row["label"], text, depth, indent, columns, page)
