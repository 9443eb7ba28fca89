"""What a Word file refers to besides its text: comments, diagrams, charts, embedded files, other texts.

Each is handed out where the text refers to it; what nothing refers to comes last, so that none is lost.
"""

import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import IO
from xml.etree.ElementTree import Element

from evidence.errors import Unreadable
from evidence.settings import IngestSettings
from ingest.readers.chartex import CX, chartex_lines
from ingest.readers.drawings import DGM, C, chart_lines, diagram_lines
from ingest.readers.embedded import enclosed_from
from ingest.readers.package import Package, R
from ingest.readers.raw import Enclosed, Line
from ingest.readers.tidy import comment_text, one_line
from ingest.readers.word.docx_numbers import W, number
from ingest.readers.word.docx_text import whole_text

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_OLE = "{urn:schemas-microsoft-com:office:office}OLEObject"
_TEXTPATH = "{urn:schemas-microsoft-com:vml}textpath"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_WIDE, _HIGH = 3_600_000, 2_500_000  # of the file's units, 10 by 7 cm: a smaller picture is a logo
REFERRING = {_A + "graphicData", C + "chart", CX + "chart", _TEXTPATH, _OLE}
REFERRING |= {W + t for t in ("commentReference", "footnoteReference", "endnoteReference", "txbxContent")}
_DRAWN = {"diagramData": diagram_lines, "chart": chart_lines, "chartEx": chartex_lines}
_DEEPEST = 3  # texts within texts


@dataclass
class Parts:
    """The parts of one Word file, by the relationships of its main one."""

    package: Package
    main: str
    settings: IngestSettings
    inserted: Callable[[IO[bytes], "Parts"], list[Line]]  # reads a Word file that stands in this one
    depth: int = 0
    enclosed: list[Enclosed] = field(default_factory=list)
    unread: dict[str, int] = field(default_factory=dict)  # what was left out, and how often
    pictures: int = 0  # that are large enough to hold words
    _given: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        root = self._part(self.main, "comments", "comments.xml")
        self._comments = _comments(root) if root is not None else {}

    def _part(self, name: str, kind: str, usual: str) -> Element | None:
        try:
            return self.package.one(name, kind, usual)
        except Unreadable:
            self._missed(f"{kind} part")
            return None

    def _missed(self, what: str) -> None:
        self.unread[what] = self.unread.get(what, 0) + 1

    def beside(self, elements: Iterable[Element]) -> Iterator[Line]:
        """The lines of whatever these elements of a paragraph refer to."""
        for element in elements:
            tag = element.tag
            if tag == W + "commentReference":
                yield from self._comment(element.get(W + "id", ""))
            elif tag == _A + "graphicData" and element.get("uri", "").endswith("/diagram"):
                ids = element.find(DGM + "relIds")
                yield from self._drawn("diagramData", ids.get(R + "dm", "") if ids is not None else "")
            elif tag == C + "chart":
                yield from self._drawn("chart", element.get(R + "id", ""))
            elif tag == CX + "chart":
                yield from self._drawn("chartEx", element.get(R + "id", ""))
            elif tag == _PICTURE and _is_large(element):
                self.pictures += 1
            elif tag == _TEXTPATH and (text := one_line(element.get("string", ""))):
                yield Line(text, 0, role="paragraph")
            elif tag == _OLE and element.get("Type", "Embed") == "Embed":
                self._enclose(self.package.by_id(self.main, element.get(R + "id", "")))

    def rest(self) -> Iterator[Line]:
        """What the text refers to nowhere."""
        for id in list(self._comments):
            yield from self._comment(id)
        for kind in _DRAWN:
            for name in self.package.of_kind(self.main, kind):
                yield from self._drawn(kind, name=name)
        for kind in ("package", "oleObject"):
            for name in self.package.of_kind(self.main, kind):
                self._enclose(name)

    def _comment(self, id: str) -> Iterator[Line]:
        if said := self._comments.pop(id, ""):
            yield Line(said, 0, role="note")

    def _drawn(self, kind: str, id: str = "", name: str = "") -> Iterator[Line]:
        """A diagram's or chart's lines: the one named, or the first of its kind not given yet."""
        offered = self.package.of_kind(self.main, kind)
        name = name or self.package.by_id(self.main, id)
        name = name or next((n for n in offered if n not in self._given), "")
        if not name or name in self._given:
            return
        self._given.add(name)
        try:
            root = self.package.part(name)
        except Unreadable:
            root = None
        if root is None:
            self._missed("drawing")
            return
        yield from _DRAWN[kind](root)

    def _enclose(self, name: str) -> None:
        if not name or name in self._given:
            return
        self._given.add(name)
        data = self.package.data(name)
        found = enclosed_from(PurePosixPath(name).name, data) if data else None
        if found is None:
            self._missed("embedded object")
        else:
            self.enclosed.append(found)

    def text_of(self, chunk: Element) -> list[Line]:
        """The lines of a whole text that stands in the paper in its own format (29500-1, 17.17.2)."""
        name = self.package.by_id(self.main, chunk.get(R + "id", ""))
        data = self.package.data(name) if name else None
        if data is None or self.depth >= _DEEPEST:
            self._missed("inserted file")
            return []
        try:
            if data.startswith(b"PK"):
                return self.inserted(io.BytesIO(data), self)
            return _lines_of(name, data)
        except Unreadable:
            self._missed("inserted file")
            return []

    def sentences(self) -> tuple[str, ...]:
        """What was left out, in words."""
        said = [
            f"{count} {what}{'s' * (count > 1)} in the file could not be read and {_is(count)} left out."
            for what, count in self.unread.items()
        ]
        if self.pictures:
            many = f"{self.pictures} larger pictures" if self.pictures > 1 else "A larger picture"
            said.append(
                f"{many} in the file {_is(self.pictures)} not read: where words stand in a picture, "
                "save the file as PDF and ingest that."
            )
        return tuple(said)


def _is_large(picture: Element) -> bool:
    for size in picture.iter(_A + "ext"):
        if size.get("cx") is not None:
            return number(size.get("cx", "")) >= _WIDE and number(size.get("cy", "")) >= _HIGH
    return False


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def _lines_of(name: str, data: bytes) -> list[Line]:
    """The lines of an inserted text, by what its first bytes say that it is."""
    # Imported here: few Word files hold any.
    from ingest.readers.text import decode
    from ingest.readers.web.html import html_of, tree
    from ingest.readers.web.html_text import lines_of
    from ingest.readers.word.rtf import rtf_lines

    if data.lstrip().startswith(b"{\\rtf"):
        return rtf_lines(data)
    if name.lower().endswith((".mht", ".mhtml", ".eml")) or data[:2000].lower().find(b"mime-version:") >= 0:
        data = _page_of_mime(data)
    if b"<" in data[:2000] and not name.lower().endswith(".txt"):
        root = tree(html_of(data))
        return list(lines_of(root)) if root is not None else []
    texts = map(one_line, decode(data).splitlines())
    return [Line(text, 0, role="paragraph") for text in texts if text]


def _page_of_mime(data: bytes) -> bytes:
    """The web page in a saved one (MHTML)."""
    from email import message_from_bytes

    for member in message_from_bytes(data).walk():
        if member.get_content_type() == "text/html":
            page = member.get_payload(decode=True)
            return page if isinstance(page, bytes) else b""
    return b""


def _comments(root: Element) -> dict[str, str]:
    """By id, in the order of the file, each with who made it and when."""
    found = {}
    for comment in root.iter(W + "comment"):
        said = one_line(" ".join(whole_text(p) for p in comment.iter(W + "p")))
        if said:
            who, when = one_line(comment.get(W + "author", "")), comment.get(W + "date", "")[:10]
            found[comment.get(W + "id", "")] = comment_text(said, who, when)
    return found
