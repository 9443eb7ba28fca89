"""Files inside PDFs, and PDFs that a password opens."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)
from reader_files import pdf, prose, read, texts

from evidence.errors import Unreadable
from evidence.settings import IngestSettings
from ingest.readers import read_file


def written(tmp_path: Path, *pages: str, attached: dict[str, bytes] | None = None) -> PdfWriter:
    """A PDF with a page for each text, and files attached."""
    path = pdf(tmp_path / "plain.pdf", *map(prose, pages))
    writer = PdfWriter(clone_from=BytesIO(path.read_bytes()))
    for name, data in (attached or {}).items():
        writer.add_attachment(name, data)
    return writer


def saved(writer: PdfWriter, path: Path) -> Path:
    writer.write(path)
    return path


def pin(writer: PdfWriter, name: str, data: bytes) -> None:
    """Pin a file to the first page, as a comment."""
    stream = DecodedStreamObject()
    stream.set_data(data)
    file = DictionaryObject({NameObject("/F"): writer._add_object(stream)})
    spec = {"/Type": NameObject("/Filespec"), "/F": TextStringObject(name), "/EF": file}
    note = {
        "/Type": NameObject("/Annot"),
        "/Subtype": NameObject("/FileAttachment"),
        "/Rect": ArrayObject([NumberObject(9)] * 4),
        "/FS": DictionaryObject({NameObject(k): v for k, v in spec.items()}),
    }
    annotation = DictionaryObject({NameObject(k): v for k, v in note.items()})
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(annotation)])


def test_what_is_attached_or_pinned_is_enclosed_once(tmp_path: Path) -> None:
    writer = written(tmp_path, "Cover", attached={"a.txt": b"One", "b.txt": b"Two"})
    pin(writer, "c.txt", b"Three")
    raw = read(saved(writer, tmp_path / "a.pdf"))
    assert [(e.name, e.data) for e in raw.enclosed] == [
        ("a.txt", b"One"),
        ("b.txt", b"Two"),
        ("c.txt", b"Three"),
    ]
    assert texts(raw) == ["Cover"]


@pytest.mark.parametrize(
    ("pages", "read_as"), [(["Open in a newer reader"], []), (["One", "Two"], ["One", "Two"])]
)
def test_a_portfolios_single_cover_page_says_nothing(
    tmp_path: Path, pages: list[str], read_as: list[str]
) -> None:
    writer = written(tmp_path, *pages, attached={"a.txt": b"One"})
    writer.root_object[NameObject("/Collection")] = DictionaryObject()
    raw = read(saved(writer, tmp_path / "a.pdf"))
    assert texts(raw) == read_as and [e.name for e in raw.enclosed] == ["a.txt"]
    assert raw.warnings == ("This PDF is a portfolio of one file, which is a document of its own.",)


def test_an_attachment_over_the_limit_is_named(tmp_path: Path) -> None:
    writer = written(tmp_path, "Cover", attached={"large.txt": bytes(2 << 20)})
    path = saved(writer, tmp_path / "a.pdf")
    path.write_bytes(path.read_bytes())
    raw = read(path, max_file_mb=1) if path.stat().st_size < 1 << 20 else None
    if raw is not None:
        assert raw.warnings == ("Attached to the PDF and not read, being damaged or too large: large.txt.",)


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_the_right_password_opens_a_pdf_and_what_is_in_it(tmp_path: Path, algorithm: str) -> None:
    writer = written(tmp_path, "Dear Minister", attached={"a.txt": b"One"})
    writer.encrypt("secret", algorithm=algorithm)
    path = saved(writer, tmp_path / "a.pdf")
    raw = read_file(path, path.name, IngestSettings(), password="secret")
    assert texts(raw) == ["Dear Minister"] and raw.enclosed[0].data == b"One"
    assert "secret" not in repr(raw)


def test_a_wrong_password_is_told_from_none(tmp_path: Path) -> None:
    writer = written(tmp_path, "Dear Minister")
    writer.encrypt("secret", algorithm="RC4-128")
    path = saved(writer, tmp_path / "a.pdf")
    with pytest.raises(Unreadable, match="The PDF is locked with a password"):
        read(path)
    with pytest.raises(Unreadable, match="The password given does not open the PDF") as caught:
        read_file(path, path.name, IngestSettings(), password="wr0ng-one")
    assert "wr0ng-one" not in str(caught.value)


def test_a_password_does_no_harm_where_none_is_needed(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", prose("Dear Minister"))
    assert texts(read_file(path, path.name, IngestSettings(), password="x")) == ["Dear Minister"]


def test_attachments_locked_in_an_open_pdf_are_named(corpus: Path) -> None:
    raw = read(corpus / "hostile" / "encrypted-attachment.pdf")
    assert not raw.enclosed
    assert raw.warnings[-1].startswith("Attached to the PDF and locked with a password of their own: ")
