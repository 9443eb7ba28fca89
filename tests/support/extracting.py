"""Everything that can be taken out of a pack's files, in every way at hand."""

import re
import shutil
import subprocess
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import pypdfium2
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject


def extracted(path: Path, folder: Path) -> str:
    """All that a file says: its name, text, objects, streams, pictures by OCR, members; without spaces,
    in small letters. Look for six letters or more: fewer come up by chance in packed bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    said = "\n".join(_of(path.name, path.read_bytes(), folder))
    return re.sub(r"[\s\x00]+", "", said).casefold()


def _of(name: str, data: bytes, folder: Path) -> Iterator[str]:
    yield name
    yield data.decode("latin-1")
    yield data.decode("utf-16-be", "ignore")
    yield data.decode("utf-8", "ignore")
    if data.startswith(b"%PDF"):
        yield from _pdf(data, folder)
    elif data.startswith(b"PK"):
        try:
            with ZipFile(BytesIO(data)) as zipped:
                yield zipped.comment.decode("latin-1")
                for member in zipped.namelist():
                    yield from _of(member, zipped.read(member), folder)
        except BadZipFile:
            return


def _pdf(data: bytes, folder: Path) -> Iterator[str]:
    reader = PdfReader(BytesIO(data))
    yield str(reader.metadata)
    yield str(reader.xmp_metadata)
    for page in reader.pages:
        yield page.extract_text()
    for number in range(1, int(reader.trailer["/Size"])):
        yield from _object(reader, number)
    document = pypdfium2.PdfDocument(data)
    for page in document:
        yield page.get_textpage().get_text_range()
    yield " ".join(entry.get_title() for entry in document.get_toc(max_depth=20))
    document.close()
    for match in re.finditer(rb"stream\r?\n", data):  # also what no object refers to
        try:
            yield zlib.decompressobj().decompress(data[match.end() :]).decode("latin-1")
        except zlib.error:
            continue
    yield from _tools(data, folder)


def _object(reader: PdfReader, number: int) -> Iterator[str]:
    try:
        found = reader.get_object(number)
    except Exception:  # a number that is not used
        return
    yield from _strings(found)
    if isinstance(found, StreamObject):
        try:
            yield found.get_data().decode("latin-1")
        except Exception:  # a picture's filter
            yield found._data.decode("latin-1")


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, DictionaryObject):
        for key in value:
            yield str(key)
            yield from _strings(value.raw_get(key))
    elif isinstance(value, ArrayObject):
        for each in list.__iter__(value):
            yield from _strings(each)
    else:
        yield str(value)


def _tools(data: bytes, folder: Path) -> Iterator[str]:
    held = folder / "held.pdf"
    held.write_bytes(data)
    if shutil.which("pdftotext"):
        for way in ([], ["-raw"], ["-layout"]):
            yield _ran("pdftotext", *way, str(held), "-").decode("utf-8", "ignore")
    if shutil.which("qpdf"):
        open_ = folder / "open.pdf"
        _ran("qpdf", "--qdf", "--object-streams=disable", "--stream-data=uncompress", str(held), str(open_))
        yield open_.read_bytes().decode("latin-1")
    if shutil.which("pdfimages") and shutil.which("tesseract"):
        for number, picture in enumerate(_pictures(data)):
            image = folder / f"page-{number}.png"
            image.write_bytes(picture)
            yield _ran("tesseract", str(image), "-", "--psm", "6").decode("utf-8", "ignore")


def _pictures(data: bytes) -> Iterator[bytes]:
    """The pictures that the file holds, as they are stored."""
    for page in PdfReader(BytesIO(data)).pages:
        for image in page.images:
            if min(image.image.size) > 40:
                out = BytesIO()
                image.image.convert("L").save(out, "PNG")
                yield out.getvalue()


def _ran(*command: str) -> bytes:
    return subprocess.run(command, capture_output=True, check=False).stdout
