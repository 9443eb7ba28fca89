"""A fault of Muster's while it reads a file is never told as damage of the file, which can be retried."""

import errno
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from every_format import sample

from evidence.home import faults
from evidence.reads.ledger import ledger
from evidence.services import Services
from ingest.readers import sniff
from ingest.run.one_file import Task, understand
from ingest.run.pipeline import ingest
from ingest.run.rereading import reread
from ingest.run.retry import offered_again

PLACES = {
    sniff.XLSX: "ingest.readers.sheets.xlsx.page_of_sheet",
    sniff.XLS: "ingest.readers.sheets.xls.page_of_sheet",
    sniff.MSG: "ingest.readers.mail.msg._body",
    sniff.EML: "ingest.readers.mail.eml._take",
    sniff.PNG: "ingest.readers.scans.image._pages",
    sniff.PPTX: "ingest.readers.slides.pptx._slide",
}
"""For each format whose library raises whatever damage makes it raise: code of ours under its guard."""
NAMES = {
    sniff.PPTX: "a.pptx",
    sniff.XLSX: "a.xlsx",
    sniff.XLS: "a.xls",
    sniff.MSG: "a.msg",
    sniff.EML: "a.eml",
    sniff.PNG: "a.png",
}


def faulty(*_: object, **__: object) -> None:
    """Code with a mistake in it."""
    {"first": ""}["second"]


def refused(*_: object, **__: object) -> None:
    """Code that the system refuses something."""
    raise OSError(errno.ENOSPC, "No space left on device")


def ingested(services: Services, what: object) -> tuple[str, str]:
    with ThreadPoolExecutor(1) as thread:
        file, *_ = ingest(services, [what], origin="test", executor=thread).files
    return file.status.value, file.reason


@pytest.mark.parametrize("media", PLACES)
def test_a_mistake_in_a_reader_is_told_as_ours_and_the_file_is_read_when_it_is_retried(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, media: str
):
    path = tmp_path / NAMES[media]
    path.write_bytes(sample(media))
    with monkeypatch.context() as broken:
        broken.setattr(PLACES[media], faulty)
        status, reason = ingested(services, path)
    assert status == "failed" and "damaged" not in reason
    number = re.search(r"fault of its own while reading it, number (\S+);", reason)
    assert number, reason
    (entry,) = ledger(services.record.db)
    said = (services.settings.home / faults.LOG).read_text()
    assert f"fault {number[1]}" in said and entry["sha256"] in said and path.name not in said
    assert services.files.read(entry["sha256"]) == path.read_bytes()
    again = offered_again(services.files, entry["path"], entry["sha256"])
    assert ingested(services, again)[0] == "added"


@pytest.mark.parametrize("media", PLACES)
def test_a_full_disk_while_reading_is_told_as_that(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, media: str
):
    path = tmp_path / NAMES[media]
    path.write_bytes(sample(media))
    with monkeypatch.context() as broken:
        broken.setattr(PLACES[media], refused)
        status, reason = ingested(services, path)
    assert status == "failed" and "no space left on device" in reason and "damaged" not in reason


def test_a_mistake_after_the_reading_is_told_in_a_value_that_another_process_can_send(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = tmp_path / "a.txt"
    path.write_text("The board met.")
    with monkeypatch.context() as broken:
        broken.setattr("ingest.run.one_file.describe", faulty)
        found = understand(Task(path, path.name, services.settings))
    assert found.fault is not None and found.fault.what.startswith("KeyError") and not found.readings


def test_a_mistake_while_reading_again_leaves_the_document_as_it_was(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = tmp_path / "a.txt"
    path.write_text("The board met.")
    assert ingested(services, path)[0] == "added"
    with monkeypatch.context() as broken, ThreadPoolExecutor(1) as thread:
        broken.setattr("ingest.run.one_file.describe", faulty)
        (file,) = reread(services, executor=thread).files
    assert file.status == "failed" and "fault of its own while reading it, number " in file.reason


def test_a_mistake_while_storing_fails_that_file_with_a_number(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = tmp_path / "a.txt"
    path.write_text("The board met.")
    with monkeypatch.context() as broken:
        broken.setattr("evidence.store.documents.add_readings", faulty)
        status, reason = ingested(services, path)
    assert status == "failed" and "fault of its own while storing it, number " in reason
    assert ingested(services, path)[0] == "added"
