"""Hostile files through the whole ingest: each ends in the ledger with its reason, and alone."""

from dataclasses import replace
from pathlib import Path

import pytest
from hostile_files import endless_pages_pdf, slow_pdf, swelling_pdf
from reader_files import pdf, prose, zipped
from whole_home import problems

from evidence.reads.ledger import totals
from evidence.services import open_services
from evidence.settings import IngestSettings, Settings
from ingest.run.pipeline import ingest


def run(settings: Settings, folder: Path, **limits: int) -> dict[str, tuple[str, str]]:
    """Each file's status and reason, by name."""
    held = replace(settings, ingest=replace(settings.ingest, **limits))
    with open_services(held) as services:
        report = ingest(services, [folder], origin="test")
        sums = totals(services.record.db)
        assert sums["offered"] == len(report.files) == sums["added"] + sums["failed"] + sums["duplicate"]
        assert problems(services) == []
    assert list(settings.scratch.iterdir()) == [settings.scratch / "lock"]
    return {Path(f.path).name: (f.status.value, f.reason) for f in report.files}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two good papers, to which tests add what is hostile."""
    made = tmp_path / "papers"
    made.mkdir()
    pdf(made / "a-good.pdf", prose("The board agreed to meet again in the autumn."))
    (made / "z-good.txt").write_text("The panel looked at forty cases and found most of them in order.")
    return made


def assert_good(found: dict[str, tuple[str, str]]) -> None:
    assert found["a-good.pdf"] == ("added", "") and found["z-good.txt"] == ("added", "")


def test_a_page_that_takes_for_ever_fails_that_file_only(settings: Settings, folder: Path) -> None:
    slow_pdf(folder / "slow.pdf")
    found = run(settings, folder, file_seconds=2, file_memory_mb=8000)
    assert_good(found)
    assert found["slow.pdf"] == (
        "failed",
        "Reading it took more than 2 seconds and was stopped. Split it or print it to a new PDF, then ingest "
        "that; or raise file_seconds in config.toml.",
    )


def test_a_page_that_swells_fails_that_file_only(settings: Settings, folder: Path) -> None:
    path = swelling_pdf(folder / "swelling.pdf")
    assert path.stat().st_size < 3 << 20
    found = run(settings, folder, file_memory_mb=300)
    assert_good(found)
    status, reason = found["swelling.pdf"]
    assert status == "failed" and reason.startswith("Reading it took more than 300 MB of memory")


def test_a_page_tree_without_end_ends(settings: Settings, folder: Path) -> None:
    endless_pages_pdf(folder / "endless.pdf")
    found = run(settings, folder, file_seconds=10)
    assert_good(found)
    status, reason = found["endless.pdf"]
    assert status in {"added", "failed"} and reason.endswith(".")


def test_a_word_file_that_swells_when_unpacked_fails_alone(settings: Settings, folder: Path) -> None:
    blank = b"<w:t>" + b" " * (350 << 20) + b"</w:t>"
    kind = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    data = zipped({"[Content_Types].xml": kind, "word/document.xml": blank})
    (folder / "bomb.docx").write_bytes(data)
    found = run(settings, folder, file_memory_mb=300)
    assert_good(found)
    assert found["bomb.docx"][0] == "failed" and found["bomb.docx"][1].endswith(".")


def test_settings_name_what_the_reasons_name() -> None:
    assert {"file_seconds", "file_memory_mb"} <= {*IngestSettings.__dataclass_fields__}
