"""Soft hyphens at line ends, which PDFium tells no better than it tells others.

A file that has some within its lines, or whose fonts have the sign (U+00AD), breaks words with it: there a
hyphen at a line's end goes, unless the file has the hyphenated word elsewhere or its first part keeps one.
"""

import re
import warnings
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from pypdf.generic import DictionaryObject, StreamObject

from ingest.readers.raw import RawPage
from ingest.readers.tidy import page_of

SOFT = "\xad"
FEWEST = 0.5  # broken words a page: where there are fewer, no program broke them
MOST_PAGES = 30  # whose fonts are looked at
_BROKEN = re.compile(r"([^\W\d_]+)-$")
_STARTS = re.compile(r"[^\W\d_]+")
_HYPHENED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")
# First parts after which English keeps its hyphen ("well-being", "self-harm").
_KEEPS = frozenset({"co", "non", "self", "well"})


def softened(pages: Sequence[RawPage], path: Path, password: str, seen: bool) -> tuple[RawPage, ...]:
    """The pages with a soft hyphen for each hyphen that only breaks a word at a line's end.

    ``seen`` says that the file has soft hyphens within its lines.
    """
    broken = sum(1 for page in pages for one in pairwise(page.lines) if _breaks(one[0].text, one[1].text))
    if not broken or not (seen or (broken >= FEWEST * len(pages) and _has_sign(path, password))):
        return tuple(pages)
    words = chain.from_iterable(_HYPHENED.findall(line.text) for page in pages for line in page.lines)
    known = {word.casefold() for word in words}
    return tuple(_softened(page, known) for page in pages)


def _softened(page: RawPage, known: set[str]) -> RawPage:
    lines = list(page.lines)
    for i, (line, below) in enumerate(pairwise(page.lines)):
        parts = _breaks(line.text, below.text)
        if parts and parts[0].casefold() not in _KEEPS and "-".join(parts).casefold() not in known:
            lines[i] = replace(line, text=line.text[:-1] + SOFT)
    laid = page_of(page.number, lines)
    return replace(page, text=laid.text, lines=laid.lines)


def _breaks(above: str, below: str) -> tuple[str, str] | None:
    """The two parts of a word that a line's end breaks at a hyphen."""
    if not above.endswith("-"):
        return None
    first, then = _BROKEN.search(above), _STARTS.match(below)
    return (first[1], then[0]) if first and then and then[0][0].islower() else None


def _has_sign(path: Path, password: str) -> bool:
    """Whether a font of the file's first pages gives the sign for a letter of its own."""
    try:
        with warnings.catch_warnings(), path.open("rb") as stream:
            warnings.simplefilter("ignore")
            reader = PdfReader(stream, password=password or None)
            fonts: dict[int, Any] = {}
            for page in reader.pages[:MOST_PAGES]:
                held = page.get("/Resources", DictionaryObject()).get_object().get("/Font", {}).get_object()
                fonts |= {id(font.get_object()): font.get_object() for font in held.values()}
            maps = (font.get("/ToUnicode") for font in fonts.values())
            streams = (found.get_object() for found in maps if found is not None)
            return any(
                b"<00AD>" in stream.get_data().upper()
                for stream in streams
                if isinstance(stream, StreamObject)
            )
    except Exception:  # pypdf raises all sorts on damaged files
        return False
