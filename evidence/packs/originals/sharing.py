"""Which pages of a PDF draw with what a redacted page draws with.

Pages often share one list of pictures and forms; a page that is taken over brings all of that list along,
whether it draws it or not. So would it bring what another page shows under a redaction.
"""

from collections.abc import Iterable
from io import BytesIO
from itertools import islice

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, PdfObject

from evidence.home.faults import is_ours
from evidence.packs.originals.reaching import reached

DRAWN = ("/XObject", "/Pattern", "/Shading", "/Properties")
PASSED_OVER = {"/ColorSpace", "/ToUnicode", "/FontDescriptor"}
MOST = 20_000  # objects that are looked at


def sharing(data: bytes, redacted: Iterable[int], others: Iterable[int]) -> frozenset[int]:
    """Those of the ``others`` (pages from 1) that share something drawn with a ``redacted`` page; all of them
    if that cannot be told."""
    others = tuple(others)
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted:
            return frozenset(others)
        secret: set[int] = set().union(*(_reached(reader, number) for number in redacted))
        return frozenset(number for number in others if _reached(reader, number) & secret)
    except Exception as error:  # pypdf raises all sorts on damaged files
        if is_ours(error):
            raise
        return frozenset(others)


def _reached(reader: PdfReader, number: int) -> set[int]:
    """The objects that a page's drawing leads to, by number."""
    page = reader.pages[number - 1]
    resources = page.get("/Resources", DictionaryObject()).get_object()
    waiting: list[PdfObject] = []
    if isinstance(resources, DictionaryObject):
        waiting = [resources.raw_get(key) for key in DRAWN if key in resources]
        waiting += [*_type3(resources), *_masks(resources)]
    waiting += [page.raw_get("/Contents")] if "/Contents" in page else []
    waiting += _looks(page)
    found = {number for number, _ in islice(reached(waiting, PASSED_OVER), MOST + 1)}
    if len(found) > MOST:
        raise ValueError("too much is drawn")
    return found


def _looks(page: DictionaryObject) -> list[PdfObject]:
    """What annotations of a page show."""
    listed = page.get("/Annots", ArrayObject()).get_object()
    found = [each.get_object() for each in listed] if isinstance(listed, ArrayObject) else []
    return [one.raw_get("/AP") for one in found if isinstance(one, DictionaryObject) and "/AP" in one]


def _masks(resources: DictionaryObject) -> list[PdfObject]:
    """States of drawing whose mask is a drawing itself; plain ones are shared by all pages, and hold none."""
    states = resources.get("/ExtGState", DictionaryObject()).get_object()
    named = states if isinstance(states, DictionaryObject) else DictionaryObject()
    held = [named[name].get_object() for name in named]
    return [
        state.raw_get("/SMask") for state in held if isinstance(state, DictionaryObject) and "/SMask" in state
    ]


def _type3(resources: DictionaryObject) -> list[PdfObject]:
    """The letters of fonts that are drawings."""
    fonts = resources.get("/Font", DictionaryObject()).get_object()
    drawn = []
    for name in fonts if isinstance(fonts, DictionaryObject) else ():
        font = fonts[name].get_object()
        if isinstance(font, DictionaryObject) and font.get("/Subtype") == "/Type3":
            drawn.append(fonts.raw_get(name))
    return drawn
