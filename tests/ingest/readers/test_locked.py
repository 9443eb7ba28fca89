"""Office files under a password: opened with it, and told for what they are without."""

import io
import os
import zipfile
from pathlib import Path

import pytest
from every_format import WORDS, sample
from msoffcrypto.format.ooxml import OOXMLFile
from office_files import ole
from reader_files import zipped

from evidence.errors import Unreadable
from evidence.settings import IngestSettings
from ingest.readers import read_file, sniff
from ingest.readers.raw import RawFile


def locked(media: str) -> bytes:
    """A file that opens with "spring", as Office locks it."""
    out = io.BytesIO()
    whole = zipfile.ZipFile(io.BytesIO(sample(media)))
    kinds = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    parts = {name: whole.read(name) for name in whole.namelist()}
    if media == sniff.DOCX:  # made with no more than a reader needs
        parts["[Content_Types].xml"] = kinds
        parts["word/media/picture.bin"] = os.urandom(9000)  # real ones are never so small as to need padding
    OOXMLFile(io.BytesIO(zipped(parts))).encrypt("spring", out)
    return out.getvalue()


def read(tmp_path: Path, name: str, data: bytes, password: str = "") -> RawFile:
    path = tmp_path / "kept"
    path.write_bytes(data)
    return read_file(path, name, IngestSettings(), password)


@pytest.mark.parametrize(("media", "name"), [(sniff.DOCX, "plan.docx"), (sniff.XLSX, "plan.xlsx")])
def test_a_locked_file_is_read_with_its_password_as_it_would_be_without_a_lock(
    tmp_path: Path, media: str, name: str
):
    data = locked(media)
    assert data.startswith(b"\xd0\xcf\x11\xe0")
    raw = read(tmp_path, name, data, "spring")
    assert raw.media_type == media and WORDS in raw.pages[0].text


def test_without_the_password_or_with_another_it_says_what_to_do(tmp_path: Path):
    data = locked(sniff.DOCX)
    with pytest.raises(Unreadable, match="Ask the sender for the password, then retry it with that"):
        read(tmp_path, "plan.docx", data)
    with pytest.raises(Unreadable, match="The password given does not open the file"):
        read(tmp_path, "plan.docx", data, "winter")


@pytest.mark.parametrize("data", [ole("EncryptedPackage"), locked(sniff.DOCX)[:3000]])
def test_a_damaged_lock_is_told_not_raised(tmp_path: Path, data: bytes):
    with pytest.raises(Unreadable):
        read(tmp_path, "plan.docx", data, "spring")
