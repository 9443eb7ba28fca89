"""Web pages: what a reader of the page sees, in its headings, paragraphs, lists and tables.

Scripts, forms, menus and what the page hides are left out. Nothing that the page points to is fetched.
"""

import codecs
import re
from dataclasses import replace
from pathlib import Path

from lxml import etree

from evidence.errors import Unreadable
from evidence.pages.hidden_words import UNSEEN_TEXT
from evidence.settings import IngestSettings
from ingest.readers.raw import Line, RawFile
from ingest.readers.sniff import HTML
from ingest.readers.text import decode, labelled
from ingest.readers.tidy import HIDDEN, STRUCK, one_line, page_of
from ingest.readers.utf16 import wide_order
from ingest.readers.web.hidden import hidden_words
from ingest.readers.web.html_text import lines_of

WORDLESS = (
    "The web page holds no words of its own: it is damaged, or a script would have put them there.",
    "Open it in a browser, print it to PDF, and ingest that.",
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.I)
_DECLARED = re.compile(r"\A\s*<\?xml[^>]*\?>")
_ERROR = re.compile(
    r"(?:error\s*)?\(?\b(?:40[0134]|410|429|50[0234])\b(?!\s*\w*\s*(?:children|homes|cases|people))|"
    r"\b(?:page|file|document|site|resource)\s+(?:\w+\s+)?not found\b|"
    r"\b(?:page|file|document|site|resource)\s+(?:can't|cannot) be (?:found|displayed)\b|"
    r"\b(?:not found|access (?:is )?denied|forbidden|bad gateway|bad request|service unavailable|"
    r"gateway time-?out|internal server error|something went wrong|session (?:has )?(?:expired|timed out))\b|"
    r"^(?:sign|log) ?in\b|\bsign in to your account\b|\bjust a moment\b|\battention required\b",
    re.I,
)
FEW = 150  # words: an error page says no more


def read(path: Path, name: str, settings: IngestSettings) -> RawFile:
    """A web page as one page of lines. Raises Unreadable if it is an error page, or says nothing."""
    return read_text(html_of(path.read_bytes()), name)


def read_text(text: str, name: str) -> RawFile:
    """As ``read``, for a page in hand."""
    root = tree(text)
    title = one_line(root.findtext(".//title") or "") if root is not None else ""
    lines = tuple(lines_of(root)) if root is not None else ()
    _check(title, lines)
    metadata = (("title", title),) if title else ()
    unseen = hidden_words(root) if root is not None else []
    struck = any(line.role == "note" for line in lines)
    warned = (*((STRUCK,) if struck else ()), *((HIDDEN,) if unseen else ()))
    page = replace(page_of(1, lines), left_out=tuple((UNSEEN_TEXT, said) for said in unseen))
    return RawFile(name, HTML, (page,), paged=False, metadata=metadata, warnings=warned)


def html_of(data: bytes, charset: str = "") -> str:
    """A page's bytes as text: by byte order mark, as UTF-8, by ``charset``, its own word, or a guess."""
    if data.startswith(codecs.BOM_UTF8) or wide_order(data):
        return decode(data)
    stated = _CHARSET.search(data[:4096])
    labels = (charset, stated.group(1).decode("ascii") if stated else "")
    return labelled(data, *filter(None, labels))


def tree(text: str) -> etree._Element | None:
    """The page's elements, mended as browsers mend them; None if there are none.

    Raises RecursionError where they are nested deeper than libxml2 goes, which drops what lies there.
    """
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
    )
    clean = _DECLARED.sub("", text.replace("\0", ""))
    try:
        root = etree.fromstring(clean.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        root = None
    if any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log):
        raise RecursionError("markup nested too deep")
    return root


def _check(title: str, lines: tuple[Line, ...]) -> None:
    if not lines:
        raise Unreadable(*WORDLESS)
    if sum(len(line.text.split()) for line in lines) > FEW:
        return
    heads = [title, *(line.text for line in lines if line.role == "heading1"), lines[0].text]
    said = next((head for head in heads if len(head) < 120 and _ERROR.search(head)), "")
    if said:
        raise Unreadable(
            f"This is a saved error page (“{said}”), not a document.",
            "Open its address again, and download the document itself.",
        )
