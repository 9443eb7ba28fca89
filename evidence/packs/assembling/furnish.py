"""What makes the pages one document: links, highlights, bookmarks, page labels, and how it opens."""

from collections.abc import Sequence
from itertools import pairwise
from typing import cast

from pypdf import PageObject, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    PdfObject,
    TextStringObject,
)

from evidence.model import Stance
from evidence.packs import sentences
from evidence.packs.assembling.layout import Area, Layout, Spot
from evidence.packs.assembling.outline import Bookmark
from evidence.packs.pack import Pack, PackItem
from evidence.packs.setting.text_layout import Key

AMBER, ROSE = (1.0, 0.92, 0.5), (1.0, 0.83, 0.77)
PRINT = 4  # annotation flag


def name(text: str) -> NameObject:
    return NameObject(f"/{text}")


def numbers(*values: float) -> ArrayObject:
    return ArrayObject(FloatObject(round(v, 3)) for v in values)


def destination(pages: Sequence[IndirectObject], spot: Spot) -> ArrayObject:
    """A place to go to, at whatever zoom the reader has."""
    left = NumberObject(0)
    return ArrayObject(
        [pages[spot.page - 1], name("XYZ"), left, FloatObject(round(spot.top, 3)), NullObject()]
    )


def add_links(writer: PdfWriter, pages: Sequence[IndirectObject], layout: Layout) -> None:
    """A link over every line that leads somewhere."""
    for area, key in layout.links:
        spot = layout.spots[key]
        _annotate(
            writer,
            pages[area.page - 1],
            {
                "Subtype": name("Link"),
                "Rect": numbers(area.left, area.bottom, area.right, area.top),
                "Border": ArrayObject([NumberObject(0)] * 3),
                "Dest": destination(pages, spot),
                "Contents": TextStringObject(f"Go to page {spot.page}"),
            },
        )


def add_highlights(writer: PdfWriter, pages: Sequence[IndirectObject], layout: Layout) -> None:
    """A highlight over every cited passage, with a note that names what cites it."""
    for items, areas in layout.highlights:
        for page in sorted({area.page for area in areas}):
            _highlight(writer, pages[page - 1], items, [a for a in areas if a.page == page])


def _highlight(
    writer: PdfWriter, page: IndirectObject, items: Sequence[PackItem], areas: Sequence[Area]
) -> None:
    box = (
        min(a.left for a in areas), min(a.bottom for a in areas),
        max(a.right for a in areas), max(a.top for a in areas),
    )  # fmt: skip
    colour = ROSE if any(i.stance == Stance.CONTRADICTS for i in items) else AMBER
    quads = [v for a in areas for v in (a.left, a.top, a.right, a.top, a.left, a.bottom, a.right, a.bottom)]
    _annotate(
        writer,
        page,
        {
            "Subtype": name("Highlight"),
            "Rect": numbers(*box),
            "QuadPoints": numbers(*quads),
            "C": numbers(*colour),
            "Contents": TextStringObject(sentences.highlight_note(items)),
            "T": TextStringObject("Muster"),
            "NM": TextStringObject(f"passage-{items[0].passage}-page-{areas[0].page}"),
            "AP": DictionaryObject({name("N"): _tint(writer, box, areas, colour)}),
        },
    )


def _tint(
    writer: PdfWriter, box: tuple[float, ...], areas: Sequence[Area], colour: tuple[float, ...]
) -> IndirectObject:
    """The highlight's own look: every reader shows the same tint, with the words dark through it."""
    drawn = ["/Tint gs", " ".join(f"{v:g}" for v in colour) + " rg"]
    drawn += [
        f"{a.left:.2f} {a.bottom:.2f} {a.right - a.left:.2f} {a.top - a.bottom:.2f} re f" for a in areas
    ]
    form = DecodedStreamObject()
    form.set_data("\n".join(drawn).encode())
    blend = DictionaryObject({name("Type"): name("ExtGState"), name("BM"): name("Multiply")})
    form.update(
        {
            name("Type"): name("XObject"),
            name("Subtype"): name("Form"),
            name("BBox"): numbers(*box),
            name("Resources"): DictionaryObject({name("ExtGState"): DictionaryObject({name("Tint"): blend})}),
            name("Group"): DictionaryObject({name("S"): name("Transparency")}),
        }
    )
    return writer._add_object(form)


def _annotate(writer: PdfWriter, page: IndirectObject, entries: dict[str, PdfObject]) -> None:
    annotation = DictionaryObject(
        {name("Type"): name("Annot"), name("F"): NumberObject(PRINT), name("P"): page}
    )
    annotation.update({name(key): value for key, value in entries.items()})
    target = cast(PageObject, page.get_object())
    target.setdefault(name("Annots"), ArrayObject()).append(writer._add_object(annotation))


def add_outline(
    writer: PdfWriter, pages: Sequence[IndirectObject], spots: dict[Key, Spot], entries: Sequence[Bookmark]
) -> None:
    """The bookmarks: sections in sight, what is under them folded."""
    root = DictionaryObject({name("Type"): name("Outlines")})
    reference = writer._add_object(root)
    shown = _hang(writer, pages, spots, root, reference, entries)
    root[name("Count")] = NumberObject(shown)
    writer.root_object[name("Outlines")] = reference


def _hang(
    writer: PdfWriter,
    pages: Sequence[IndirectObject],
    spots: dict[Key, Spot],
    parent: DictionaryObject,
    parent_reference: IndirectObject,
    entries: Sequence[Bookmark],
) -> int:
    made: list[tuple[DictionaryObject, IndirectObject]] = []
    for title, key, children in entries:
        item = DictionaryObject({name("Title"): TextStringObject(title), name("Parent"): parent_reference})
        item[name("Dest")] = destination(pages, spots[key])
        reference = writer._add_object(item)
        if children:
            count = _hang(writer, pages, spots, item, reference, children)
            item[name("Count")] = NumberObject(-count)  # closed
        made.append((item, reference))
    for (before, first), (after, second) in pairwise(made):
        before[name("Next")], after[name("Prev")] = second, first
    if made:
        parent[name("First")], parent[name("Last")] = made[0][1], made[-1][1]
    return len(made)


def add_layers(writer: PdfWriter, every: Sequence[IndirectObject], hidden: Sequence[IndirectObject]) -> None:
    """The originals' layers, shown or hidden as they are there."""
    if every:
        usual = DictionaryObject({name("OFF"): ArrayObject(hidden), name("Order"): ArrayObject()})
        layers = {name("OCGs"): ArrayObject(every), name("D"): usual}
        writer.root_object[name("OCProperties")] = DictionaryObject(layers)


def finish(writer: PdfWriter, pages: Sequence[IndirectObject], pack: Pack) -> None:
    """Page labels from 1, opening at 100 per cent with bookmarks out, the title, the pack's fingerprint."""
    fingerprint = pack.fingerprint()
    root = writer.root_object
    style = DictionaryObject({name("S"): name("D"), name("St"): NumberObject(1)})
    root[name("PageLabels")] = DictionaryObject({name("Nums"): ArrayObject([NumberObject(0), style])})
    actual_size = [pages[0], name("XYZ"), NullObject(), NullObject(), NumberObject(1)]
    root[name("OpenAction")] = ArrayObject(actual_size)
    root[name("PageMode")] = name("UseOutlines")
    root[name("PageLayout")] = name("OneColumn")
    root[name("Lang")] = TextStringObject("en-GB")
    root[name("ViewerPreferences")] = DictionaryObject({name("DisplayDocTitle"): BooleanObject(True)})
    at = pack.last.at[:19]
    information = {
        "Title": f"{pack.title}: {sentences.state(pack.last)}",
        "Author": pack.council,
        "Subject": f"Evidence pack for {pack.inspection}",
        "Creator": "Muster",
        "Producer": "Muster",
        "MusterPack": fingerprint,
        "CreationDate": "D:" + "".join(c for c in at if c.isdigit()) + "Z",
    }
    info = writer._info
    if info is not None:
        info.clear()
        info.update({name(key): TextStringObject(value) for key, value in information.items() if value})
    identity = ByteStringObject(bytes.fromhex(fingerprint)[:16])
    writer._ID = ArrayObject([identity, identity])
