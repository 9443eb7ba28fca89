"""Whatever is done to a file, its reader returns or says in a sentence why it cannot."""

import warnings
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from every_format import NAMES, sample
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from office_files import mail, odt, saved
from reader_files import zipped

from evidence.errors import MusterError
from evidence.settings import IngestSettings
from ingest.readers import read_file
from ingest.readers.raw import RawFile

SETTINGS = IngestSettings(max_file_mb=5, ocr=False)


def ended(data: bytes, name: str) -> RawFile | str:
    """What came of a file: itself as read, or the sentence. Anything else fails the test."""
    with TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        path = saved(Path(folder) / "file", data)
        try:
            return read_file(path, name, SETTINGS)
        except MusterError as error:
            assert error.message.endswith((".", "?")) and error.advice.endswith("."), str(error)
            return str(error)


@pytest.mark.parametrize("media", NAMES)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_flipped_bytes_are_survived(media: str, data: st.DataObject) -> None:
    whole = bytearray(sample(media))
    for _ in range(data.draw(st.integers(1, 12))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    ended(bytes(whole), f"paper{NAMES[media]}")


@pytest.mark.parametrize("media", NAMES)
def test_a_file_cut_short_anywhere_is_survived(media: str) -> None:
    whole = sample(media)
    for tenth in range(10):
        ended(whole[: len(whole) * tenth // 10], f"paper{NAMES[media]}")
        ended(whole[len(whole) * tenth // 10 :], f"paper{NAMES[media]}")


@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a.eml", "a.html", "a.rtf"])
@settings(max_examples=40, deadline=None)
@given(tail=st.binary(max_size=300))
def test_rubbish_after_a_right_beginning_is_survived(name: str, tail: bytes) -> None:
    heads = {
        "a.eml": b"From: a@x.org\nMessage-ID: <1@x>\nContent-Type: multipart/mixed; boundary=x\n",
        "a.html": b"<!DOCTYPE html><table>",
        "a.rtf": b"{\\rtf1 ",
    }
    ended(heads.get(name, b"") + tail, name)


def test_nesting_without_end_is_survived(tmp_path: Path) -> None:
    deep = 3000
    ended(b"<!DOCTYPE html>" + b"<div>" * deep + b"x", "a.html")
    ended(b"<!DOCTYPE html>" + b"<table><tr><td>" * deep + b"x", "a.html")
    ended(b"{\\rtf1 " + b"{" * 100_000 + b"x", "a.rtf")
    parts = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(deep))
    ended(b"From: a@x.org\nMessage-ID: <1@x>\n" + parts, "a.eml")
    spans = "<text:span>" * deep + "x" + "</text:span>" * deep
    ended(odt(tmp_path / "a.odt", f"<text:p>{spans}</text:p>").read_bytes(), "a.odt")


def test_an_email_of_countless_parts_is_refused() -> None:
    message = mail()
    message.make_mixed()
    part = b"--x\nContent-Type: text/plain; name=a.txt\n\na\n"
    head = b"From: a@x.org\nMessage-ID: <1@x>\nContent-Type: multipart/mixed; boundary=x\n\n"
    assert "parts" in str(ended(head + part * 6000, "a.eml"))


def test_an_entity_bomb_is_not_unpacked() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "&%c;&%c;&%c;">' % (98 + n, 97 + n, 97 + n, 97 + n) for n in range(20)
    )
    content = bomb + b"]><x>&t;</x>"
    odf = zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content})
    assert "damaged" in str(ended(odf, "a.odt"))
    assert isinstance(
        ended(b"<?xml version='1.0'?>" + content.replace(b"<x>", b"<html>"), "a.html"), str | RawFile
    )


def test_every_real_file_is_read_or_named(corpus: Path) -> None:
    for path in sorted((corpus / "mixed").iterdir()):
        if path.suffix not in {".pdf", ".png"}:
            assert isinstance(ended(path.read_bytes(), path.name), RawFile), path.name
