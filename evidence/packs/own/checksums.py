"""The cover's reverse: the SHA-256 of every original, so that a reader can check what was received."""

from collections.abc import Iterator

from reportlab.platypus import Flowable, KeepTogether, Spacer

from evidence.packs import sentences
from evidence.packs.pack import Pack
from evidence.packs.setting.styles import BODY, HEADING, SMALL, VALUE
from evidence.packs.setting.text_layout import ACCENT, Drawn, Marks, Rule, draw, line
from evidence.pages.fonts import markup

SINCE = 4  # the layout of the parts that have it
HOW = (
    "The SHA-256 of each original as it was received. Whoever has the file can work it out again: sha256sum "
    "FILE on Linux, shasum -a 256 FILE on macOS, certutil -hashfile FILE SHA256 on Windows. That of this "
    "PDF, and of each of its pages, stands in manifest.json in the ZIP beside it."
)


def reverse(pack: Pack, foot: str) -> Drawn:
    """The pages after the cover, of what the first issue holds; ``foot`` stands at theirs."""
    marks = Marks()
    return draw([*_lines(pack, 0, marks)], marks, foot)


def added(pack: Pack, index: int, marks: Marks) -> Iterator[Flowable]:
    """The same, of what supplement ``index`` adds; nothing if it adds no original."""
    if pack.parts[index].layout >= SINCE and _originals(pack, index):
        yield from _lines(pack, index, marks)


def _lines(pack: Pack, index: int, marks: Marks) -> Iterator[Flowable]:
    yield Spacer(1, 14)
    yield line("Checksums", HEADING, marks)
    yield Rule(ACCENT, 2)
    yield Spacer(1, 8)
    yield line(HOW, BODY, marks)
    for sha256, file in _originals(pack, index).items():
        file += f" ({sentences.WITHHELD})" if sha256 in pack.withheld else ""
        yield KeepTogether([line(markup(file), VALUE, marks), line(sha256, SMALL, marks)])


def _originals(pack: Pack, index: int) -> dict[str, str]:
    """The name of each original that a part brings, by its SHA-256."""
    known = {document.sha256 for part in pack.parts[:index] for document in part.documents}
    return {d.sha256: d.file for d in pack.parts[index].documents if d.sha256 not in known}
