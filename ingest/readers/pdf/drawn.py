"""A PDF's page as a viewer draws it: whether words stand out there, and on what colour."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import cast

import pypdfium2 as pdfium
import pypdfium2.raw as c
from PIL import Image

from ingest.readers.pdf.fragments import View
from ingest.readers.raw import Box

CONTRAST = 32  # of 255, between the lightest and the darkest of a drawn word's box, in any colour
SCALE = 1.5  # pixels a point

Colour = tuple[int, int, int]


@dataclass
class Drawing:
    """The page as a viewer draws it, made when first asked for."""

    page: pdfium.PdfPage
    view: View

    @cached_property
    def image(self) -> Image.Image:
        scale = min(SCALE, 3000 / max(1.0, *self.page.get_size()))
        drawn: Image.Image = self.page.render(scale=scale, draw_annots=False, may_draw_forms=False).to_pil()
        return drawn.convert("RGB")

    def shows(self, box: Sequence[float]) -> bool:
        """Whether anything stands out in a box of the page's own coordinates; yes if it is off the page."""
        edges = self._edges(box)
        if edges[0] < 0 or edges[1] < 0 or edges[2] > self.image.width or edges[3] > self.image.height:
            return True
        if edges[2] - edges[0] < 2 or edges[3] - edges[1] < 2:
            return True
        bands = cast(tuple[tuple[int, int], ...], self.image.crop(edges).getextrema())  # RGB: one each
        return any(high - low >= CONTRAST for low, high in bands)

    def ground(self, box: Sequence[float]) -> Colour:
        """The colour that most of a box of the page's own coordinates has."""
        left, top, right, bottom = self._edges(box)
        part = self.image.crop((left, top, max(left + 1, right), max(top + 1, bottom)))
        counted = cast(list[tuple[int, Colour]], part.getcolors(part.width * part.height))  # RGB
        return max(counted)[1]

    def _edges(self, box: Sequence[float]) -> tuple[int, int, int, int]:
        """A box of the page's own coordinates in the image's pixels."""
        rect = c.FS_RECTF(left=box[0], bottom=box[1], right=box[2], top=box[3])
        left, top, right, bottom = self.view.box(rect)
        across, down = self.image.width / self.view.width, self.image.height / self.view.height
        return (round(left * across), round(top * down), round(right * across), round(bottom * down))


def lies_within(inner: Box, outer: Box) -> bool:
    """Whether a box lies within another."""
    return all(a >= b for a, b in zip(inner[:2], outer[:2], strict=True)) and all(
        a <= b for a, b in zip(inner[2:], outer[2:], strict=True)
    )


def meet(one: Box, other: Box) -> bool:
    """Whether two boxes have a part in common."""
    return min(one[2], other[2]) > max(one[0], other[0]) and min(one[3], other[3]) > max(one[1], other[1])


def same_place(one: Box, other: Box) -> bool:
    """Whether two boxes are one, to a point."""
    return all(abs(a - b) <= 1 for a, b in zip(one, other, strict=True))
