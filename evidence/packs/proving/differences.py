"""Which pages of a PDF are not what was issued, in words."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pikepdf

from evidence.home.faults import is_ours
from evidence.packs.issuing.archive import QPDF_VERSION
from evidence.packs.issuing.contents import page_words, pages_held
from evidence.packs.issuing.fingerprint import page_hashes
from evidence.packs.issuing.prints import page_prints
from evidence.packs.proving.built_again import UNTOLD, words_issued
from evidence.packs.sentences import plural

NAMED = 10  # pages that one report names before it counts the rest
Page = dict[str, str]
DAMAGED = "It is too damaged to say where."


def differences(data: bytes, manifest: dict[str, Any], zipped: Path) -> str:
    """How the pages of ``data`` differ from those that the manifest in the ZIP tells of: a sentence."""
    issued = manifest["pdf"]["pages"]
    try:
        if manifest["muster_manifest"] >= QPDF_VERSION:
            return _by_contents(*_compared(data, issued, zipped))
        if issued and isinstance(issued[0], dict):
            return _by_contents(pages_held(data), issued)
        return _where([{"sha256": h} for h in page_hashes(data)], [{"sha256": h} for h in issued])
    except Exception as error:  # pypdf, PDFium and qpdf raise all sorts on damaged files
        if is_ours(error):
            raise
        return DAMAGED


def _compared(data: bytes, issued: Sequence[Page], zipped: Path) -> tuple[list[Page], list[Page]]:
    """The pages that are there and those that were issued; with their words where only these can tell."""
    found = [{"sha256": print_} for print_ in page_prints(data)]
    if len(found) == len(issued) and len(_unlike("sha256", found, issued)) < len(issued):
        return found, list(issued)
    said = page_words(data)
    if len(said) != len(found):  # PDFium believes what a damaged file counts, qpdf counts
        raise pikepdf.PdfError("readers find other pages in it")
    worded = [{**page, "words": words} for page, words in zip(found, said, strict=True)]
    known = words_issued(zipped, issued)
    return worded, [{"words": words, **page} for page, words in zip(issued, known, strict=True)]


def _by_contents(found: Sequence[Page], issued: Sequence[Page]) -> str:
    if len(found) != len(issued):
        return _counted(found, issued)
    different = _unlike("sha256", found, issued)
    if len(different) < len(issued) or len(issued) == 1:
        return _where(found, issued)
    told = [n for n in range(1, len(issued) + 1) if issued[n - 1]["words"] != UNTOLD]
    reworded = [n for n in _unlike("words", found, issued) if n in told]
    if len(reworded) == len(issued) or not told:
        return _where(found, issued)
    said = "Another program drew every page anew, so that only the words can be compared."
    if len(told) < len(issued):
        said += f" Those of {plural(len(issued) - len(told), 'page')} cannot be told."
    if not reworded:
        where = "on every page" if len(told) == len(issued) else "on the others"
        return f"{said} They are as issued {where}; what pictures show is not known."
    return f"{said} {_named(reworded, issued, 'holds other words', 'hold other words')}"


def _where(found: Sequence[Page], issued: Sequence[Page]) -> str:
    if len(found) != len(issued):
        return _counted(found, issued)
    different = _unlike("sha256", found, issued)
    if not different:
        return "Every page is as issued; its bookmarks, its information or the way it was saved differ."
    if len(different) == len(issued) and len(issued) > 1:
        return "Every page differs: it is another pack, or another program saved it anew."
    return _named(different, issued, "differs", "differ")


def _counted(found: Sequence[Page], issued: Sequence[Page]) -> str:
    """Pages taken out or put in; links from page to page change with them, so words say which."""
    said = f"It has {len(found)} pages; {len(issued)} were issued."
    there = {page.get("words", "") for page in found}
    gone = [n for n, page in enumerate(issued, start=1) if page.get("words", "") not in {*there, UNTOLD}]
    return f"{said} {_named(gone, issued, 'is not in it', 'are not in it')}" if gone else said


def _unlike(what: str, found: Sequence[Page], issued: Sequence[Page]) -> list[int]:
    return [n for n, (a, b) in enumerate(zip(found, issued, strict=True), start=1) if a[what] != b[what]]


def _named(pages: Sequence[int], issued: Sequence[Page], one: str, many: str) -> str:
    """Page 4 (Letter, 3 May 2011, its page 2) differs."""
    shown = [_called(n, issued[n - 1].get("of", "")) for n in pages[:NAMED]]
    more = f" and {len(pages) - NAMED} more" if len(pages) > NAMED else ""
    return f"Page {shown[0]} {one}." if len(pages) == 1 else f"Pages {', '.join(shown)}{more} {many}."


def _called(page: int, document: str) -> str:
    return f"{page} ({document})" if document else str(page)
