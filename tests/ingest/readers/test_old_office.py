"""Old Word and PowerPoint files, through LibreOffice where it is installed; a sentence where it is not."""

import contextlib
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from cli_runner import Muster
from office_files import ole
from patience import PATIENCE
from pptx import Presentation
from reader_files import paragraph, read, rows, texts
from without_libreoffice import uninstall_libreoffice
from word_packages import word

from evidence.errors import Unreadable
from evidence.pages import libreoffice
from ingest.readers.sniff import DOC, PPT

needs_libreoffice = pytest.mark.skipif(
    libreoffice.installed() is None, reason="LibreOffice is not installed: scripts/setup installs it"
)


def old(path: Path, made: Path, ending: str) -> Path:
    """The file in the old format, as LibreOffice writes it."""
    with libreoffice.converted(made, made.suffix, ending) as found:
        path.write_bytes(found.read_bytes())
    return path


@needs_libreoffice
def test_an_old_word_file_is_read_with_its_tables(tmp_path: Path) -> None:
    grid = '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="3000"/><w:gridCol w:w="3000"/></w:tblGrid>'
    table = rows([["Action", "Owner"], ["Recruit", "Jo Moor"]]).replace("<w:tbl>", grid)
    table = table.replace("<w:tc>", '<w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr>')
    body = paragraph("The board met.") + table + paragraph("Next.")
    raw = read(old(tmp_path / "a.doc", word(tmp_path / "a.docx", body), "doc"))
    assert raw.media_type == DOC
    assert texts(raw) == ["The board met.", "Action\tOwner", "Recruit\tJo Moor", "Next."]


@needs_libreoffice
def test_old_slides_are_read_with_their_notes(tmp_path: Path) -> None:
    slides = Presentation()
    slide = slides.slides.add_slide(slides.slide_layouts[5])
    slide.shapes.title.text = "Visits"
    slide.notes_slide.notes_text_frame.text = "Pause."
    slides.save(tmp_path / "a.pptx")
    raw = read(old(tmp_path / "a.ppt", tmp_path / "a.pptx", "ppt"))
    assert raw.media_type == PPT
    assert texts(raw) == ["Visits", "Speaker note: Pause."]


@needs_libreoffice
def test_a_damaged_old_word_file_is_told_from_a_missing_program(tmp_path: Path) -> None:
    (tmp_path / "a.doc").write_bytes(ole("WordDocument"))
    with pytest.raises(Unreadable, match="LibreOffice cannot open it: it is damaged"):
        read(tmp_path / "a.doc")


@needs_libreoffice
def test_a_conversion_that_takes_too_long_is_stopped_and_leaves_nothing(tmp_path: Path) -> None:
    made = word(tmp_path / "a.docx", paragraph("The board met."))
    with (
        pytest.raises(libreoffice.NotConverted) as caught,
        libreoffice.converted(made, ".docx", "pdf", seconds=0.05),
    ):
        pass
    assert caught.value.late


@needs_libreoffice
def test_a_conversion_takes_no_more_memory_than_it_may(tmp_path: Path) -> None:
    made = word(tmp_path / "a.docx", paragraph("The board met."))
    with pytest.raises(libreoffice.NotConverted), libreoffice.converted(made, ".docx", "pdf", megabytes=16):
        pass


CONVERT = """
import sys
from pathlib import Path
from evidence.pages.libreoffice import converted
with converted(Path(sys.argv[1]), ".docx", "pdf"):
    print("done")
"""


def running(folder: Path) -> bool:
    """Whether a LibreOffice works in the folder."""
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            said = process.read_bytes()
            if b"soffice.bin" in said and str(folder).encode() in said:
                return True
    return False


@needs_libreoffice
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a process with its parent")
def test_a_conversion_ends_with_the_reader_that_asked_for_it(tmp_path: Path) -> None:
    made = word(
        tmp_path / "a.docx", paragraph("The board met and asked why the north was late. " * 9) * 20_000
    )
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    environment = {**os.environ, "TMPDIR": str(scratch), "PYTHONPATH": os.pathsep.join(sys.path)}
    asking = subprocess.Popen([sys.executable, "-c", CONVERT, str(made)], env=environment)
    until = time.monotonic() + PATIENCE
    while not running(scratch) and asking.poll() is None and time.monotonic() < until:
        time.sleep(0.05)
    assert running(scratch)
    asking.kill()
    asking.wait()
    until = time.monotonic() + PATIENCE
    while running(scratch) and time.monotonic() < until:
        time.sleep(0.05)
    assert not running(scratch)


def test_without_libreoffice_the_ledger_says_what_would_read_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    uninstall_libreoffice(monkeypatch)
    (tmp_path / "a.doc").write_bytes(ole("WordDocument"))
    with pytest.raises(Unreadable) as caught:
        read(tmp_path / "a.doc")
    assert str(caught.value).startswith("This is an old Word file (.doc), which is read through LibreOffice,")
    assert "save it as .docx or PDF" in caught.value.advice


@needs_libreoffice
def test_an_old_word_file_is_ingested_within_a_readers_limits(tmp_path: Path) -> None:
    body = paragraph("Report to the Board") + paragraph("Visits rose to 41 in May 2026.")
    made = old(tmp_path / "a.doc", word(tmp_path / "a.docx", body), "doc")
    muster = Muster(tmp_path / "home")
    assert muster("ingest", made).code == 0
