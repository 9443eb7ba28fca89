"""A pack's redactions looked up on its originals, and masked in all that a plan quotes and names."""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any

from evidence.errors import MusterError
from evidence.packs import sentences
from evidence.packs.measured import chart_without, differs_without, target_without
from evidence.packs.pack import Pack, PackDocument, PackItem, PackPart, PackSection, Rect
from evidence.packs.redacting.masking import MASK, Secrets, fold, letters, secrets
from evidence.packs.redacting.page_words import (
    SCANNED_PAD,
    Marked,
    hide_in,
    hide_others,
    mark,
    overlap,
    parts,
    scanned,
)
from evidence.packs.redaction import PackRedaction
from evidence.pages.hidden_words import REASONS
from evidence.pages.pictures import words_on
from evidence.reads import packs as reads
from evidence.reads.redactions import holding, redactions, scanned_words
from evidence.services import Services

# Fields whose strings are no words of papers or people.
PLAIN = frozenset(
    {
        *("sha256", "printed", "media_type", "form", "kind", "stance", "code", "date", "decided_at", "at"),
        *("coverage_at", "log_head", "signer", "replaced_key", "place", "source_class", "coverage", "unit"),
        *("end", "state", "exemption", "passages", "lines", "left_out", "made_with", "withheld"),
    }
)
NUMBER = re.compile(r"\d[\d.,]*")
Key = tuple[str, int]  # a file's SHA-256 and its page


@dataclass(frozen=True)
class Redacted:
    """A pack's redactions against its originals. ``pages``: each redacted page's words, None where it is not
    known where they stand; ``areas`` as marked, in points of the page as the record measures it; ``own``:
    what is masked in each text; ``told``: what is masked in all that Muster writes; ``figures``: passages, by
    id, with a number that is masked; ``withheld``: files."""

    rows: tuple[dict[str, Any], ...] = ()
    files: Mapping[int, str] = field(default_factory=dict)  # by document
    pages: Mapping[Key, Marked | None] = field(default_factory=dict)
    areas: Mapping[Key, tuple[Rect, ...]] = field(default_factory=dict)
    own: Mapping[str, Secrets] = field(default_factory=dict)  # by file
    told: Secrets = field(default_factory=Secrets)
    figures: frozenset[int] = frozenset()
    withheld: frozenset[str] = frozenset()


def redacted(
    services: Services, pack: int, shown: Mapping[int, frozenset[int]], common: Iterable[str] = ()
) -> Redacted:
    """What is redacted in a pack (by its id), looked up on the originals' pages.

    ``shown``: the pages that the pack holds of each document. The words of the texts ``common`` tell nothing
    by themselves: our council's name, what measures say.
    """
    db = services.record.db
    rows = redactions(db, pack)
    papers = {d: reads.packed_document(db, d) for d in {row["document"] for row in rows}}
    files = {number: paper["sha256"] for number, paper in papers.items()}
    areas: dict[Key, tuple[Rect, ...]] = {}
    for row in (row for row in rows if row["page"]):
        key = (files[row["document"]], row["page"])
        areas[key] = (*areas.get(key, ()), *(rect_of(r) for r in row["rects"]))
    pages: dict[Key, Marked | None] = {}
    for paper in papers.values():
        for page in paper["page_rows"]:
            key = (paper["sha256"], page["number"])
            if key in areas:
                pages[key] = marked(services, paper, page, areas[key])
    own: dict[str, Secrets] = {}
    for row in sorted((row for row in rows if not row["page"]), key=lambda row: -len(row["words"])):
        before = own.get(files[row["document"]], Secrets())  # a name in a longer one is one place with it
        texts = [before.hide(text) for text in texts_of(papers[row["document"]])]
        row["places"] = occurrences(row["words"], texts)
        known = own.get(files[row["document"]], Secrets())
        own[files[row["document"]]] = known | Secrets((fold(row["words"]),))
    found = Redacted(tuple(rows), files, pages, areas, own, withheld=holding(db, list(papers)))
    told, usual = Secrets(), frozenset(part for text in common for w in text.split() for part in parts(w))
    for number, paper in papers.items():
        told |= _told(found, paper, shown.get(number, frozenset()), usual)
    figures = (
        p["id"] for paper in papers.values() for p in paper["passage_rows"] if _counts(found, paper, p)
    )
    return replace(found, told=told, figures=frozenset(figures))


def _counts(found: Redacted, paper: Mapping[str, Any], passage: Mapping[str, Any]) -> bool:
    """Whether a number of a passage is masked."""
    masked = _masked(found, paper["sha256"], passage["text"], passage["page"], passage["rects"])
    return NUMBER.findall(masked) != NUMBER.findall(passage["text"])


def marked(
    services: Services, paper: dict[str, Any], page: dict[str, Any], areas: Sequence[Rect] = ()
) -> Marked | None:
    """A page's words with those that areas touch; None where nothing says where its words stand."""
    if page["quality"] == "ocr":
        seen = scanned_words(services.record.db, page["document"], page["number"])
        return mark(scanned(seen), areas, SCANNED_PAD) if seen else None
    hidden = {reason for reason, _ in json.loads(page["left_out"])} & REASONS
    if paper["media_type"] != "application/pdf" or page["quality"] != "text" or hidden:
        return None
    original = services.files.path(paper["sha256"])
    try:
        words = words_on(paper["sha256"], page["number"], original, services.settings.page_images)
    except (MusterError, OSError):
        return None
    return mark([(word, [rect_of(box) for box in boxes]) for word, boxes in words], areas) if words else None


def in_sections(
    found: Redacted, sections: Sequence[PackSection], files: Mapping[int, str]
) -> tuple[PackSection, ...]:
    """The sections with what is redacted masked in the passages that they quote, and left out of their charts
    and targets. ``files``: by document."""
    return tuple(_section(found, section, files) for section in sections)


def _section(found: Redacted, section: PackSection, files: Mapping[int, str]) -> PackSection:
    targets = tuple(target_without(target, found.figures) for target in section.targets)
    return replace(
        section,
        items=tuple(_item(found, i, files.get(i.document, "")) for i in section.items),
        targets=targets,
        differs=differs_without(section.differs, targets),
        charts=tuple(chart_without(chart, found.figures) for chart in section.charts),
    )


def part_of(
    found: Redacted, part: PackPart, documents: Iterable[PackDocument], before: Pack | None
) -> PackPart:
    """A part with what is redacted of its documents, and with what issued originals the ZIP no longer has."""
    held = before.originals if before else {}
    gone = [
        sha256 for sha256 in held if sha256 in found.withheld and before and sha256 not in before.withheld
    ]
    notes = tuple(
        f"{sentences.document_name(held[sha256][0])}: its original was enclosed until now, and no longer is: "
        "parts of what it holds are redacted. Ask for the earlier ZIPs back."
        for sha256 in gone
    )
    told: PackPart = hidden(
        replace(
            part,
            redactions=counted(found, documents),
            withheld=tuple(gone),
            notes=(*part.notes, *notes),
        ),
        found.told,
    )
    return told


def counted(found: Redacted, documents: Iterable[PackDocument]) -> tuple[PackRedaction, ...]:
    """What these documents say of their redactions."""
    counts: dict[PackRedaction, int] = {}
    for document in documents:
        shown = {page.number for page in document.pages}
        for row in found.rows:
            here = row["page"] in shown if row["page"] else row["document"] == document.id
            if found.files[row["document"]] == document.sha256 and here:
                named = (row["exemption"], row["reason"], row["made_by"], row["made_at"][:10])
                each = PackRedaction(document.id, row["page"], 0, *named)
                counts[each] = counts.get(each, 0) + row.get("places", 1)
    ordered = sorted(counts.items(), key=lambda pair: pair[0].page)
    return tuple(replace(each, places=count) for each, count in ordered if count)


def hidden(value: Any, told: Secrets) -> Any:
    """A value of a plan with every secret masked in its words. Texts of documents stay: they are masked by
    what a person marked in each."""
    return value if not told.runs else _hidden(value, told.hide)


def _hidden(value: Any, hide: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return hide(value)
    if isinstance(value, tuple):
        return tuple(_hidden(each, hide) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        named = [f.name for f in fields(value) if f.name not in PLAIN]
        return replace(value, **{name: _hidden(getattr(value, name), hide) for name in named})
    return value


def _told(found: Redacted, paper: dict[str, Any], shown: frozenset[int], usual: frozenset[str]) -> Secrets:
    """What one document's redactions hide, for all that is written elsewhere."""
    sha256, runs = paper["sha256"], []
    readable = set(usual)
    for page in paper["page_rows"]:
        key = (sha256, page["number"])
        here = found.pages.get(key)
        if here is not None:
            readable |= here.readable
            runs += here.runs
        elif key not in found.areas and page["number"] in shown:
            readable |= {part for word in page["text"].split() for part in parts(word)}
    own = found.own.get(sha256)
    if own is not None:
        texts = " ".join(own.hide(passage["text"]) for passage in paper["passage_rows"]).replace(MASK, " ")
        readable |= {part for word in texts.split() for part in parts(word)}
    runs += [row["words"].split() for row in found.rows if found.files[row["document"]] == sha256]
    return secrets(runs, frozenset(readable))


def _item(found: Redacted, item: PackItem, sha256: str) -> PackItem:
    if not item.passage:
        return item
    return replace(item, text=_masked(found, sha256, item.text, item.page, item.rects))


def _masked(found: Redacted, sha256: str, text: str, page: int, placed: Sequence[Sequence[float]]) -> str:
    """A passage's words without what is redacted. ``placed``: each page, left, top, right, bottom."""
    if sha256 in found.own:
        text = found.own[sha256].hide(text)
    numbers = {int(rect[0]) for rect in placed} or {page, page + 1}
    keys = [(sha256, number) for number in sorted({page, *numbers})]
    known = [here for key in keys if (here := found.pages.get(key)) is not None]
    text = hide_in(text, known) if known else text
    areas = [(key[1], area) for key in keys for area in found.areas.get(key, ())]
    if any(number == r[0] and overlap(area, rect_of(r[1:])) for number, area in areas for r in placed):
        text = hide_others(text, known, [rect_of(rect[1:]) for rect in placed])
    for key in (key for key in keys if key in found.areas and found.pages.get(key) is None):
        mine = [rect_of(rect[1:]) for rect in placed if rect[0] == key[1]]
        if not placed or any(overlap(area, rect) for area in found.areas[key] for rect in mine):
            text = MASK
    return text


def rect_of(values: Sequence[float]) -> Rect:
    left, top, right, bottom = values
    return left, top, right, bottom


def texts_of(paper: Mapping[str, Any]) -> list[str]:
    """What a document without pages of its own says: its passages, and the names of its sheets."""
    names = [page["label"] for page in paper["page_rows"] if page["label"]]
    return [*(passage["text"] for passage in paper["passage_rows"]), *names]


def occurrences(words: str, texts: Iterable[str]) -> int:
    """How often words stand in texts."""
    run = fold(words)
    return sum(1 for text in texts for _ in letters(text).found(run)) if run else 0
