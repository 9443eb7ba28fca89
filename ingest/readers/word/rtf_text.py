"""Rich text's control words as lines: paragraphs with their numbers, headings by style, rows, footnotes.

Follows the Rich Text Format Specification 1.9.1 (Microsoft, 2008) as far as words go. Deleted and
hidden text, pictures and field codes are left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ingest.readers.numbering import BULLET
from ingest.readers.raw import Line
from ingest.readers.tidy import comment_text, one_line, raised, struck_through, tidy
from ingest.readers.word.rtf_codes import APART, SIGNS, SKIPPED, STARRED, State, code_page, role_of, whites
from ingest.readers.word.rtf_math import PARTS, closing, opening, written
from ingest.readers.word.rtf_tables import DEFINING, Fonts, Row

_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\(.)|([{}])|[\r\n]+|([^\\{}\r\n]+)|\\", re.S
)
PROSE = 60  # letters: a longer line is no line of an address, so its breaks mean nothing


@dataclass
class Rtf:
    """One file being read. ``lines()`` may be asked once."""

    data: bytes
    title: str = ""
    whole: bool = False  # every group that was opened was closed
    objects: int = 0  # other programs' files in it, of which only the look is read
    struck: bool = False  # some of it is struck through
    _stack: list[State] = field(default_factory=list)
    _now: State = field(default_factory=State)
    _page: str = "cp1252"
    _fonts: Fonts = field(default_factory=Fonts)
    _styles: dict[int, str] = field(default_factory=dict)
    _texts: dict[str, list[str]] = field(default_factory=dict)
    _bytes: bytearray = field(default_factory=bytearray)
    _passed: int = 0  # characters still to be passed over after a \\u
    _starred: bool = False
    _whites: frozenset[int] = frozenset()
    _outline: int = -1
    _level: int = 0
    _bold: int = 0
    _letters: int = 0
    _table: bool = False
    _open: Row = field(default_factory=Row)
    _author: str = ""
    _counted: int = 0
    _beside: list[Line] = field(default_factory=list)
    _headers: dict[str, None] = field(default_factory=dict)

    def lines(self) -> Iterator[Line]:
        """The lines in order; what page headers say comes last, once."""
        text, at = self.data.decode("latin-1"), 0
        self._whites = whites(self.data)
        while found := _TOKEN.match(text, at):
            at = found.end()
            word, number, byte, sign, brace, plain = found.groups()
            if word == "bin":
                at += max(0, int(number or 0))
            elif word:
                yield from self._word(word, int(number) if number else None)
            elif byte:
                self._byte(int(byte, 16))
            elif sign:
                self._sign(sign)
            elif brace:
                self._brace(brace)
            elif plain:
                self._plain(plain)
            elif found.group() == "\\\n":
                yield from self._paragraph()
            if brace and not self._stack:
                self.whole = True
                break
        yield from self._paragraph()
        yield from self._row()
        yield from self._open.rest()
        yield from (Line(said, 0, role="header") for said in self._headers)

    def _brace(self, brace: str) -> None:
        self._decode()
        if brace == "{":
            self._stack.append(self._now)
            return
        before, self._now = self._now, self._stack.pop() if self._stack else State()
        if before.place == "styles":
            self._styles[before.style] = self._take("styles").strip("; ")
        elif before.part != self._now.part:
            self._put(closing())
        elif before.place != self._now.place and before.place in APART:
            self._leave(before.place)

    def _leave(self, place: str) -> None:
        said = one_line(self._take(place))
        if place == "title":
            self.title = said
        elif place == "author":
            self._author = said
        elif said and place == "note":
            self._beside.append(Line(said, 0, role="footnote", label=str(self._counted)))
        elif said and place == "comment":
            self._beside.append(Line(comment_text(said, self._author), 0, role="note"))
        elif said and not said.isdigit():
            self._headers.setdefault(said)

    def _word(self, word: str, number: int | None) -> Iterator[Line]:
        if word != "u":
            self._decode()
        if self._starred and word not in STARRED:
            self._enter("skip")
        self._starred = False
        if word in {"par", "sect", "page"} and self._now.place == "body":
            if "hidden" in self._texts:
                self._texts["hidden"].append("\n")
            yield from self._paragraph()
        elif word in {"par", "line", "sect", "page"}:
            self._put("\n")
        elif word in {"cell", "nestcell"} and self._now.place == "body":
            self._open.add(self._cell(), nested=word == "nestcell")
        elif word == "row" and self._now.place == "body":
            yield from self._row()
        else:
            self._state(word, number)

    def _state(self, word: str, number: int | None) -> None:
        now = self._now
        if word in SIGNS:
            self._put(SIGNS[word])
        elif word == "u":
            self._unicode(number or 0)
        elif word in SKIPPED:
            self._enter(SKIPPED[word])
        elif word == "shptxt":
            self._now = replace(now, place="body", boxed=True)
        elif (turned := now.turned(word, on=number != 0)) is not None:
            self._now = turned
        elif word in PARTS:
            self._put(opening(word))
            self._now = replace(now, part=now.part + 1)
        elif word == "pard" and now.place == "body":
            self._outline, self._level, self._table = -1, 0, False
            self._now = replace(now, style=0)
        elif word == "nestrow":
            self._open.nest()
        elif word == "objemb":
            self.objects += 1
        elif word == "footnote":
            self._counted += 1
            self._enter("note")
        else:
            self._numbered(word, number or 0)

    def _numbered(self, word: str, number: int) -> None:
        if (told := self._now.told(word, number)) is not None:
            self._now = told
        elif word == "outlinelevel":
            self._outline = number
        elif word == "ilvl":
            self._level = min(8, max(0, number))
        elif word == "intbl":
            self._table = True
        elif word in DEFINING and self._now.place == "body":
            self._open.define(word)
        elif word == "itap" and self._open.deeper(number):
            self._open.begun(self._cell())
        elif word == "ansicpg":
            self._page = code_page(number)
        elif word == "fcharset" and self._now.place == "fonts":
            self._fonts.charset(self._now.font, number)

    def _enter(self, place: str) -> None:
        # What is inside something left out stays left out.
        if self._now.place != "skip":
            self._now = replace(self._now, place=place)

    def _sign(self, sign: str) -> None:
        self._decode()
        if sign == "*":
            self._starred = True
        elif sign in "\\{}":
            self._plain(sign)
        elif sign in "~_":
            self._put(" " if sign == "~" else "-")

    def _byte(self, byte: int) -> None:
        if self._passed:
            self._passed -= 1
        else:
            self._bytes.append(byte)

    def _plain(self, text: str) -> None:
        self._decode()
        if self._passed:
            cut = min(self._passed, len(text))
            self._passed, text = self._passed - cut, text[cut:]
        if text.isascii():
            self._put(self._shown(text))
        else:
            self._bytes += text.encode("latin-1")
            self._decode()

    def _unicode(self, code: int) -> None:
        self._decode()
        self._put(self._shown(chr(code % 65536)))
        self._passed = self._now.skip

    def _decode(self) -> None:
        """Put the bytes gathered so far, in the code page of the font they are set in."""
        if self._bytes:
            page = self._fonts.page(self._now.font) or self._page
            data, self._bytes = bytes(self._bytes), bytearray()
            if self._fonts.is_symbols(self._now.font):
                self._put(self._shown(data.decode("latin-1")))
            elif page == "symbol":
                self._put(BULLET if data == b"\xb7" else "")
            else:
                self._put(data.decode(page, "replace"))

    def _shown(self, text: str) -> str:
        return text if self._now.place in {"fonts", "styles"} else self._fonts.shown(text, self._now.font)

    def _put(self, text: str) -> None:
        now = self._now
        if now.place == "fonts":
            self._fonts.name(now.font, text)
        if now.place in {"skip", "fonts"} or now.deleted:
            return
        if now.hidden or (now.colour in self._whites and not (now.ground or now.boxed or self._table)):
            if now.place == "body":
                self._texts.setdefault("hidden", []).append(text)
            return
        if now.raised and "".join(self._texts.get(now.place, ())).strip():
            text = raised(text)
        place = "struck" if now.struck and now.place == "body" else now.place
        self._texts.setdefault(place, []).append(text)
        if place == "body":
            letters = len(text.strip())
            self._letters += letters
            self._bold += letters if now.bold else 0

    @property
    def unseen(self) -> list[str]:
        """The hidden text, as far as it has been read, a paragraph at a time."""
        said = self._take("hidden").split("\n")
        return [line for one in said if any(map(str.isalnum, line := one_line(one)))]

    def _take(self, place: str) -> str:
        said = written("".join(self._texts.pop(place, ())))
        return said.encode("utf-16", "surrogatepass").decode("utf-16", "replace")

    def _cell(self) -> str:
        label = one_line(self._take("label"))
        self._letters = self._bold = 0
        return one_line(f"{label} {self._take('body')}")

    def _row(self) -> Iterator[Line]:
        cells = self._open.take()
        if len(cells) == 1 and cells[0]:
            yield Line(cells[0], 0, role="paragraph")
        elif text := "\t".join(cells).rstrip():
            yield Line(text, 0, role="row")
        yield from self._footnotes()
        yield from self._open.beside(cells)

    def _paragraph(self) -> Iterator[Line]:
        if self._table:  # a paragraph of a cell: the row gathers it
            self._put("\n")
            return
        yield from self._open.rest()
        text, label = tidy(self._take("body")), one_line(self._take("label"))
        bold = self._letters > 0 and self._bold > 0.9 * self._letters
        self._letters = self._bold = 0
        pieces = [piece for line in text.split("\n") if (piece := line.strip())]
        role = role_of(self._styles.get(self._now.style, ""), self._outline)
        if role or label or any(len(piece) > PROSE for piece in pieces):
            pieces = [" ".join(pieces)] if pieces else []
        if label and not any(map(str.isalnum, label)):
            label = BULLET
        for i, piece in enumerate(pieces):
            kind, mark = role or ("list" if label == BULLET else "paragraph"), "" if i else label
            yield Line(piece, 0, size=self._now.size, bold=bold, role=kind, label=mark, level=self._level)
        yield from self._footnotes()

    def _footnotes(self) -> Iterator[Line]:
        if said := one_line(self._take("struck")):
            self.struck = True
            yield Line(struck_through(said), 0, role="note")
        beside, self._beside = self._beside, []
        yield from beside
