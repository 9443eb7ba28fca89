"""The words of an issue's pages, from its ZIP: its plan and its originals build the pages again.

A page that is built as it was issued, which its print shows, has the words that were issued. This takes as
long as building the pack, and is asked for only where another program drew every page anew or pages are
missing.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from zipfile import ZipFile

import pikepdf

from evidence.packs.assembling.assemble import assemble
from evidence.packs.issuing.archive import MANIFEST, PLAN
from evidence.packs.issuing.contents import page_words
from evidence.packs.issuing.prints import page_prints
from evidence.packs.pack import from_json

UNTOLD = ""  # words of a page that cannot be built as it was issued


def words_issued(path: Path, issued: Sequence[dict[str, str]]) -> list[str]:
    """The print of each page's words; UNTOLD where neither the manifest nor the ZIP tells it."""
    try:
        again = _built(path)
    except Exception:  # a plan that was damaged, or written by somebody else, brings about all sorts
        again = {}
    return [page.get("words") or again.get(page["sha256"], UNTOLD) for page in issued]


def _built(path: Path) -> dict[str, str]:
    """The print of the words of each page, by the print of the page, as the ZIP's plan has them built."""
    with ZipFile(path) as zipped:
        members = {o["sha256"]: o["member"] for o in json.loads(zipped.read(MANIFEST))["originals"]}

        def original(sha256: str) -> bytes:
            if not members.get(sha256):
                raise OSError("the ZIP does not hold it")
            return zipped.read(members[sha256])

        built = assemble(from_json(zipped.read(PLAN).decode()), original)
    prints = page_prints(built.written if isinstance(built.written, pikepdf.Pdf) else built.pdf)
    return dict(zip(prints, page_words(built.pdf), strict=True))
