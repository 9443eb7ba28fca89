"""PDF, through PDFium: each page's own text where it has some, OCR where it is a picture."""

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as c

from evidence.errors import Unreadable
from evidence.settings import IngestSettings
from ingest.readers.extra_time import grant
from ingest.readers.pdf import xfa
from ingest.readers.pdf.enclosed import Inside
from ingest.readers.pdf.hyphens import softened
from ingest.readers.pdf.layers import with_layers_named
from ingest.readers.pdf.lines import page_lines
from ingest.readers.pdf.once import once
from ingest.readers.pdf.page_labels import labelled
from ingest.readers.pdf.put import put_on, with_put
from ingest.readers.pdf.unreadable import is_rubbish
from ingest.readers.raw import Line, RawFile, RawPage
from ingest.readers.scans.image import page_from
from ingest.readers.scans.ocr import DPI, WORDLESS, Seen
from ingest.readers.scans.parallel import SideBySide
from ingest.readers.sniff import PDF
from ingest.readers.tidy import one_line, page_of
from ingest.readers.troubles import Troubles

log = logging.getLogger(__name__)
# PDFium's remarks on damaged files are for nobody; what matters goes into the ledger.
logging.getLogger("pypdfium2").addHandler(logging.NullHandler())

LOCKED = (
    "The PDF is locked with a password.",
    "Ask the sender for the password or an unlocked copy, then ingest it again.",
)
WRONG = (
    "The password given does not open the PDF.",
    "Check it with the sender, then retry with the right one, or ask for an unlocked copy.",
)
DAMAGED = (
    "The PDF is damaged and cannot be opened.",
    "Ask the sender for another copy, or print it to a new PDF, then ingest that.",
)
MAX_PIXELS = 36_000_000  # A3 at 300 dpi twice over; a larger page is rendered more coarsely
STAMP = 120  # letters: a page with fewer and a full-page picture is a scan with a stamp or a footer
PICTURE_SHARE = 0.5  # of the page's area
DAMAGE = (pdfium.PdfiumError, MemoryError, ValueError, OSError)  # what a damaged page raises
APART = "they are hidden text, kept apart and no evidence."
MAX_OBJECTS = 20_000  # of a page: enough to know it


def read(path: Path, name: str, settings: IngestSettings, password: str = "") -> RawFile:
    """A PDF, page by page, and the files inside it. A portfolio's one page is a cover that says nothing.

    Raises Unreadable if it is locked, damaged, too long, or has no pages.
    """
    (pdf, layered), reader = _opened(path, password), None
    try:
        count = len(pdf)
        if not count:
            raise Unreadable("The PDF has no pages.", "Ask the sender for another copy.")
        if count > settings.max_pages:
            raise Unreadable(
                f"The PDF has {count:,} pages, more than the limit of {settings.max_pages:,}.",
                "Split it, or raise max_pages in config.toml.",
            )
        pages: tuple[RawPage, ...]
        inside = Inside(pdf, settings)
        inside.gather(path)
        if pdf.get_formtype() != c.FORMTYPE_NONE:
            pdf.init_forms()
        reader = _Pages(pdf, settings, inside, lambda: _opened(path, password)[0], layered)
        if inside.portfolio and count == 1:
            pages = (page_of(1, (), quality="blank", size=pdf.get_page_size(0)),)
        else:
            pages = once(reader.dynamic(tuple(reader.pages(count))))
            pages = labelled(pdf, softened(pages, path, password, reader.soft))
        if reader.damaged == count and not inside.found:
            raise Unreadable(*DAMAGED)
        said = (*reader.said, *reader.troubles.sentences(), *inside.sentences())
        return RawFile(name, PDF, pages, metadata=_metadata(pdf), warnings=said, enclosed=inside.enclosed)
    finally:
        if reader is not None and "again" in reader.__dict__:
            reader.again.close()
        pdf.close()


def _opened(path: Path, password: str) -> tuple[pdfium.PdfDocument, bool]:
    """Open a PDF, and say whether it has layers that are switched off, which then bear a mark."""
    pdf = _open(path, password)
    copy = with_layers_named(path, password)
    if copy is None:
        return pdf, False
    try:
        named = pdfium.PdfDocument(copy)
    except pdfium.PdfiumError:
        return pdf, False
    if len(named) != len(pdf):
        named.close()
        return pdf, False
    pdf.close()
    return named, True


def _open(path: Path, password: str) -> pdfium.PdfDocument:
    """Open a PDF; one that is locked with nothing opens with any password."""
    try:
        return pdfium.PdfDocument(path, password=password or None)
    except pdfium.PdfiumError as error:
        if "assword" not in str(error):
            raise Unreadable(*DAMAGED) from error
        raise Unreadable(*(WRONG if password else LOCKED)) from error


def _metadata(pdf: pdfium.PdfDocument) -> tuple[tuple[str, str], ...]:
    stated = {key: one_line(pdf.get_metadata_value(key)) for key in ("Title", "Author", "CreationDate")}
    return tuple((key.lower(), text) for key, text in stated.items() if text)


@dataclass
class _Pages:
    """Reads one document's pages, and remembers which gave trouble."""

    pdf: pdfium.PdfDocument
    settings: IngestSettings
    inside: Inside
    reopen: Callable[[], pdfium.PdfDocument]
    layered: bool = False
    troubles: Troubles = field(default_factory=Troubles)
    damaged: int = 0
    said: tuple[str, ...] = ()
    soft: bool = False

    @cached_property
    def again(self) -> pdfium.PdfDocument:
        """The document opened once more, to be changed; closed with the reader."""
        return self.reopen()

    def dynamic(self, pages: tuple[RawPage, ...]) -> tuple[RawPage, ...]:
        """The pages of an XFA form with the values that only its data hold, without those that stand in for
        pages that cannot be shown."""
        if self.pdf.get_formtype() not in xfa.FORMS:
            return pages
        shells = [page.number for page in pages if xfa.is_shell(page)]
        known = any(line.role == "field" for page in pages for line in page.lines)
        values = [] if known else xfa.values_of(self.pdf)
        if shells:
            self.said = (xfa.sentence(len(values)),)
        return tuple(
            xfa.filled(page, values if page is pages[0] else [], page.number in shells) for page in pages
        )

    def pages(self, count: int) -> Iterator[RawPage]:
        """Every page in order. Of those that are pictures, some are read while the next are looked at."""
        with SideBySide(self.settings) as readers:
            begun: deque[Callable[[], RawPage]] = deque()
            for index in range(count):
                begun.append(self._begun(index, readers))
                if len(begun) > readers.ahead:
                    yield begun.popleft()()
            while begun:
                yield begun.popleft()()

    def _begun(self, index: int, readers: SideBySide) -> Callable[[], RawPage]:
        """One page, counted from 0, for when it is wanted. One that PDFium cannot load is unreadable."""
        number = index + 1
        try:
            page = self.pdf[index]
        except pdfium.PdfiumError:
            return lambda: self._lost(number)
        try:
            self.inside.look(page)
            found = page_lines(page, self.layered)
            self.soft |= found.soft
            for why in dict.fromkeys(why for why, _ in found.unseen):
                self.troubles.add(number, f"holds words that nobody sees there, {why}: {APART}")
            reading = self._read(page, found.lines, number, readers)
            put = put_on(page, index, self.pdf.formenv, lambda: self.again)
            if not put and not found.unseen:
                return reading
            return lambda: with_put(replace(reading(), left_out=found.unseen), put)
        except DAMAGE:
            log.warning("page %d cannot be read", number, exc_info=True)
            return lambda: self._lost(number)
        finally:
            page.close()

    def _lost(self, number: int) -> RawPage:
        self.damaged += 1
        self.troubles.add(number, "could not be read: the PDF is damaged there.")
        return page_of(number, (), quality="unreadable")

    def _read(
        self, page: pdfium.PdfPage, lines: Sequence[Line], number: int, readers: SideBySide
    ) -> Callable[[], RawPage]:
        size = page.get_size()
        own = page_of(number, lines, size=size)
        letters = _letters(lines, STAMP)
        garbled = letters > 0 and is_rubbish(lines)
        if letters >= STAMP and not garbled:
            return lambda: own
        pictured = _picture_share(page)
        if letters and not garbled and pictured < PICTURE_SHARE:
            return lambda: own
        if not letters and pictured == 0:
            return lambda: page_of(number, (), quality="blank", size=size)
        scale = min(DPI / 72, (MAX_PIXELS / max(1.0, size[0] * size[1])) ** 0.5)
        grant(self.settings.ocr_seconds_per_page)
        reading = readers.read(page.render(scale=scale, grayscale=True).to_pil(), scale)
        return lambda: self._seen(own, reading, garbled)

    def _seen(self, own: RawPage, reading: Future[Seen], garbled: bool) -> RawPage:
        """The page by OCR, unless its own few words say as much."""
        number, size, letters = own.number, (own.width, own.height), _letters(own.lines)
        try:
            seen = reading.result()
        except DAMAGE:
            log.warning("page %d cannot be read", number, exc_info=True)
            return self._lost(number)
        if garbled or not letters:
            if garbled and seen.lines:
                self.troubles.add(number, "has a garbled text layer, so it was read by OCR.")
            return page_from(number, seen, size, self.troubles)
        if seen.trouble and seen.trouble != WORDLESS:
            self.troubles.add(number, seen.trouble)
            return replace(own, quality="unreadable")
        if _letters(seen.lines) > letters:
            return page_from(number, seen, size, self.troubles)
        return own


def _letters(lines: Iterable[Line], enough: int = MAX_OBJECTS) -> int:
    """How many letters and figures the lines have; no more are counted than are ``enough``."""
    count = 0
    for line in lines:
        count += sum(map(str.isalnum, line.text))
        if count >= enough:
            break
    return count


def _picture_share(page: pdfium.PdfPage) -> float:
    """The share of the page that pictures cover; a little for drawings alone, 0 for nothing at all."""
    width, height = page.get_size()
    area = seen = 0.0
    for i, thing in enumerate(page.get_objects(max_depth=4)):
        if i > MAX_OBJECTS:
            break
        if thing.type == c.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = thing.get_bounds()
            area += max(0.0, right - left) * max(0.0, top - bottom)
        seen = 0.01
    return float(max(seen, min(1.0, area / max(1.0, width * height))))
