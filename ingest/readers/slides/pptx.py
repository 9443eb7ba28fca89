"""PowerPoint slides, through python-pptx: a page a slide, its title first, then its shapes from the top down.

Speaker notes, comments and hidden slides say what they are. What layouts print on every slide is left out.
"""

import io
import zipfile
from pathlib import Path
from typing import Any

from evidence.errors import Unreadable
from evidence.home.faults import is_ours
from evidence.settings import IngestSettings
from ingest.readers.alternatives import settle_alternatives
from ingest.readers.package import DAMAGED, MB, Package, open_package, transitional
from ingest.readers.raw import RawFile, RawPage
from ingest.readers.slides.shapes import Shapes
from ingest.readers.slides.words import comments_of, notes_of, unseen
from ingest.readers.sniff import PPTX
from ingest.readers.tidy import STRUCK, page_of
from ingest.readers.troubles import spans

EMPTY = ("The slides hold no words.", "Save them as PDF, and ingest that: it will be read as a scan.")
# Shows, templates and those with macros are slides all the same; python-pptx opens only the plain kind.
_KINDS = ("slideshow", "template")
_PLAIN = b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"


def read(path: Path, name: str, settings: IngestSettings) -> RawFile:
    """A file of slides. Raises Unreadable if it is damaged, locked, too large, or says nothing."""
    # Imported here: no other format needs it, and it takes a quarter of a second.
    from pptx import Presentation

    try:
        with open_package(path, settings) as package:
            stream = _plainly(path, package)
        slides = list(Presentation(stream).slides)
        read = [_slide(i, slide) for i, slide in enumerate(slides, 1)]
    except Unreadable:
        raise
    except Exception as error:  # python-pptx raises whatever the damage makes it raise
        if is_ours(error):
            raise
        raise Unreadable(*DAMAGED) from error
    pages = tuple(page for page, _ in read)
    enclosed = tuple(one for _, shapes in read for one in shapes.enclosed)
    if not any(page.lines for page in pages) and not enclosed:
        raise Unreadable(*EMPTY)
    return RawFile(name, PPTX, pages, warnings=_warnings(slides, read), enclosed=enclosed)


_Read = tuple[RawPage, Shapes]


def _slide(number: int, slide: Any) -> _Read:
    """A slide's page, and what its shapes told."""
    settle_alternatives(slide.shapes._spTree)
    shapes = Shapes(slide.part, first=number == 1)
    lines = list(shapes.lines(slide.shapes))
    beside = [*comments_of(slide), *notes_of(slide)]
    if _is_hidden(slide):
        lines = [unseen(line) for line in lines]
    lines += beside
    page = page_of(number, lines, quality="text" if lines else "blank")
    return page, shapes


def _is_hidden(slide: Any) -> bool:
    return slide._element.get("show") in {"0", "false"}


def _warnings(slides: list[Any], read: list[_Read]) -> tuple[str, ...]:
    hidden = [i for i, slide in enumerate(slides, 1) if _is_hidden(slide)]
    pictures = [page.number for page, shapes in read if shapes.pictures and not page.lines]
    said = hidden_sentence(hidden)
    if any(shapes.struck for _, shapes in read):
        said += (STRUCK,)
    if pictures:
        said += (f"{_slides(pictures)} a picture alone, whose words are not read: save as PDF to read them.",)
    return said


def hidden_sentence(numbers: list[int]) -> tuple[str, ...]:
    """What is said of slides that the show passes over; nothing where there are none."""
    if not numbers:
        return ()
    return (f"{_slides(numbers)} hidden in the show: what {_it(numbers)} is marked as hidden.",)


def _slides(numbers: list[int]) -> str:
    return f"Slide {numbers[0]} is" if len(numbers) == 1 else f"Each of slides {spans(numbers)} is"


def _it(numbers: list[int]) -> str:
    return "it holds" if len(numbers) == 1 else "they hold"


def _plainly(path: Path, package: Package) -> io.BytesIO | str:
    """The package as python-pptx knows it: of the plain kind, in the usual vocabularies."""
    types = package.data("[Content_Types].xml") or b""
    package.part(package.main("ppt/presentation.xml"))  # shows whether it is strict
    names = package.archive.namelist()
    odd = package.strict or any("\\" in n for n in names) or b"ms-powerpoint" in types
    if not odd and not any(f".{kind}.main+xml".encode() in types for kind in _KINDS):
        return str(path)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as copy:
        left = package.limit + 64 * MB  # pictures too, within reason: what is past that is not needed
        for name in names:
            data = package.data(name) or b""
            left -= len(data)
            if name.lower().endswith((".xml", ".rels")):
                data = transitional(data)
            elif left < 0:
                data = b""
            if name == "[Content_Types].xml":
                data = _of_the_plain_kind(data)
            copy.writestr(name.replace("\\", "/"), data)
    stream.seek(0)
    return stream


def _of_the_plain_kind(types: bytes) -> bytes:
    for kind in _KINDS:
        types = types.replace(_PLAIN.replace(b".presentation.main", f".{kind}.main".encode()), _PLAIN)
    for kind in ("presentation", *_KINDS):
        types = types.replace(f"application/vnd.ms-powerpoint.{kind}.macroEnabled.main+xml".encode(), _PLAIN)
    return types
