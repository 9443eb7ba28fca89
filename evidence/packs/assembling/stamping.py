"""What is laid over each page of a pack: a form, or, of a number alone, what draws it in the page's content.

Nine numbers in ten stand alone. A form for each, copied from a page for each, took a fifth of a pack's time.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import cast

from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, IndirectObject

from evidence.packs.assembling.filling import NUMBER
from evidence.packs.originals.forms import as_form
from evidence.packs.originals.plain import PlainPdf
from evidence.packs.setting.stamp import Overlay, digits, draw_overlays, number_alone

BY_QPDF = 7  # the layout since which plain pages are taken over by qpdf, which writes the file too
IN_PLACE = 8  # the layout since which a number alone stands in its page's content
FONT = "/Number"


@dataclass(frozen=True)
class Stamp:
    """``drawn`` ends a page's content. It uses ``form``, in the writer; or ``font``, there too; or, of
    ``taken``, a PDF, the page (from 1) that qpdf brings as a form."""

    drawn: str = f"{NUMBER} Do"
    form: IndirectObject | None = None
    font: IndirectObject | None = None
    taken: tuple[PlainPdf, int] | None = None


def stamps(
    writer: PdfWriter, overlays: Sequence[Overlay], parts: Sequence[tuple[int, int]], *, by_qpdf: bool
) -> Iterator[Stamp]:
    """A stamp for each overlay. ``parts``: the last page of each, and its layout. What a supplement prints
    does not touch the pages before it: each part's forms are drawn apart, and the digits' font is one."""
    start, font = 0, None
    for end, layout in parts:
        own = overlays[start:end]
        alone = {o.number: number_alone(o, FONT) for o in own} if layout >= IN_PLACE else {}
        forms = _forms(writer, [o for o in own if not alone.get(o.number)], by_qpdf=by_qpdf)
        for overlay in own:
            if drawn := alone.get(overlay.number):
                font = font or _digits(writer)
                yield Stamp(drawn, font=font)
            else:
                yield next(forms)
        start = end


def _forms(writer: PdfWriter, overlays: Sequence[Overlay], *, by_qpdf: bool) -> Iterator[Stamp]:
    if not overlays:
        return
    drawn = draw_overlays(overlays)
    if by_qpdf:
        sheet = PlainPdf(drawn)
        yield from (Stamp(taken=(sheet, number)) for number in range(1, len(overlays) + 1))
        return
    for overlay, page in zip(overlays, PdfReader(BytesIO(drawn)).pages, strict=True):
        yield Stamp(form=as_form(writer, page, (0.0, 0.0, overlay.fit.width, overlay.fit.height)))


def _digits(writer: PdfWriter) -> IndirectObject:
    held = cast(DictionaryObject, PdfReader(BytesIO(digits())).pages[0]["/Resources"])
    *_, font = cast(DictionaryObject, held["/Font"]).values()  # reportlab begins each page with its own
    return cast(IndirectObject, font.get_object().clone(writer).indirect_reference)
