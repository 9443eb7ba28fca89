"""Which pages of a PDF are not what was issued, in words."""

from collections.abc import Sequence
from typing import Any

from evidence.home.faults import is_ours
from evidence.packs.issuing.contents import pages_held
from evidence.packs.issuing.fingerprint import page_hashes

NAMED = 10  # pages that one report names before it counts the rest
Page = dict[str, str]
DAMAGED = "It is too damaged to say where."


def differences(data: bytes, manifest: dict[str, Any]) -> str:
    """How the pages of ``data`` differ from those that the manifest tells of: a sentence."""
    issued = manifest["pdf"]["pages"]
    by_contents = bool(issued) and isinstance(issued[0], dict)
    try:
        if by_contents:
            return _by_contents(pages_held(data), issued)
        return _where([{"sha256": h} for h in page_hashes(data)], [{"sha256": h} for h in issued])
    except Exception as error:  # pypdf and PDFium raise all sorts on damaged files
        if is_ours(error):
            raise
        return DAMAGED


def _by_contents(found: Sequence[Page], issued: Sequence[Page]) -> str:
    if len(found) != len(issued):
        return _counted(found, issued)
    different = _unlike("sha256", found, issued)
    reworded = _unlike("words", found, issued)
    if len(different) == len(issued) > 1 and len(reworded) < len(issued):
        said = "Another program drew every page anew, so that only the words can be compared."
        if not reworded:
            return f"{said} They are as issued on every page; what pictures show is not known."
        return f"{said} {_named(reworded, issued, 'holds other words', 'hold other words')}"
    return _where(found, issued)


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
    gone = [n for n, page in enumerate(issued, start=1) if page.get("words", "") not in there]
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
