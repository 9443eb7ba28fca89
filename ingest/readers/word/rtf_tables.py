"""Rich text's tables: of fonts, by their numbers; and of rows, whose cells may be merged over several."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.readers.merged import carry
from ingest.readers.nested import after
from ingest.readers.raw import Line
from ingest.readers.symbols import in_words, is_symbols
from ingest.readers.word.rtf_codes import CHARSETS


@dataclass
class Fonts:
    """A file's fonts: their names, and the code pages of their letters."""

    _names: dict[int, str] = field(default_factory=dict)
    _pages: dict[int, str] = field(default_factory=dict)

    def name(self, font: int, text: str) -> None:
        """More of a font's name, as the font table gives it."""
        self._names[font] = self._names.get(font, "") + text

    def charset(self, font: int, number: int) -> None:
        self._pages[font] = CHARSETS.get(number, "")

    def page(self, font: int) -> str:
        """A font's code page, "symbol" for signs, nothing where it is the file's own."""
        return self._pages.get(font, "")

    def is_symbols(self, font: int) -> bool:
        return is_symbols(self._named(font))

    def shown(self, text: str, font: int) -> str:
        """Text as a font shows it: signs, where it is one of symbols."""
        return in_words(text, self._named(font))

    def _named(self, font: int) -> str:
        return self._names.get(font, "").partition(";")[0].strip()


@dataclass
class Row:
    """The row that is open: its cells so far, and which of them are merged with those above."""

    cells: list[str] = field(default_factory=list)
    _merges: list[str] = field(default_factory=list)  # "clvmgf" begins one, "clvmrg" goes on with it
    _next: str = ""
    _above: dict[int, str] = field(default_factory=dict)  # the cells that are merged over rows, by column
    _depth: int = 1  # of tables within tables
    _begun: str = ""  # of the cell around a table: its words before that
    _inner: list[str] = field(default_factory=list)  # the cells of a row of a table within
    _within: list[Line] = field(default_factory=list)  # its rows so far
    _held: list[Line] = field(default_factory=list)  # rows that follow when the table ends

    def deeper(self, depth: int) -> bool:
        """Note how deep the next paragraph is. Whether a table within a cell begins with it."""
        begins, self._depth = depth > 1 >= self._depth, depth
        return begins

    def begun(self, text: str) -> None:
        """These words of a cell stand before a table within it."""
        self._begun = f"{self._begun} {text}".strip()

    def add(self, text: str, *, nested: bool) -> None:
        """One more cell, of the row or of one within."""
        if nested:
            self._inner.append(text)
        else:
            self.cells.append(f"{self._begun} {text}".strip())
            self._begun, self._depth = "", 1

    def nest(self) -> None:
        """A row of a table within is complete."""
        if any(self._inner):
            self._within.append(Line("\t".join(self._inner).rstrip(), 0, role="row"))
        self._inner = []

    def beside(self, cells: list[str]) -> Iterator[Line]:
        """The rows of tables within the row just read: at once where it says nothing else, else later."""
        within, self._within = self._within, []
        if any(cells):
            self._held += after(cells, within)
        else:
            yield from within

    def rest(self) -> Iterator[Line]:
        """What follows the table."""
        held, self._held = self._held, []
        yield from held

    def define(self, word: str) -> None:
        """One control word of the row's definition: trowd, clvmgf, clvmrg or cellx."""
        if word == "trowd":
            self._merges, self._next = [], ""
        elif word == "cellx":
            self._merges.append(self._next)
            self._next = ""
        else:
            self._next = word

    def take(self) -> list[str]:
        """The row's cells, with those that reach into it from above; the next row begins."""
        cells, self.cells = self.cells, []
        merged = {i: kind for i, kind in enumerate(self._merges) if kind}
        begun = {i: cells[i] for i, kind in merged.items() if kind == "clvmgf" and i < len(cells)}
        reaching = {i: self._above[i] for i in merged if i in self._above and i not in begun}
        self._above = {i: text for i, text in {**reaching, **begun}.items() if text}
        return carry(cells, reaching)


DEFINING = {"trowd", "clvmgf", "clvmrg", "cellx"}
