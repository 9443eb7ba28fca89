"""A mailbox is a folder that travels as one file: each email in it is a file of its own."""

from pathlib import Path

import pytest

from evidence.settings import IngestSettings
from ingest.run.archive import opened
from ingest.run.offered import Offered


def email(subject: str, body: str, start: str = "From jo@example.org Tue May 10 11:28:07 2005") -> str:
    return f"{start}\nFrom: jo@example.org\nMessage-ID: <1@x>\nSubject: {subject}\n\n{body}\n\n"


def members(tmp_path: Path, text: str, **settings: int) -> list[tuple[str, str]]:
    path = tmp_path / "all.mbox"
    path.write_bytes(text.encode())
    offered = Offered("all.mbox", "all.mbox", path)
    return [
        (one.path, str(one.trouble or one.source.read_bytes().decode()))
        for one in opened(offered, IngestSettings(**settings))
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_each_email_of_a_mailbox_is_a_file_of_its_own(tmp_path: Path, end: str) -> None:
    text = email("Plan", "One.") + email("Plan a/b", "Two.", "From MAILER-DAEMON Fri Jul  8 12:08:34 2011")
    found = members(tmp_path, text.replace("\n", end))
    assert [path for path, _ in found] == ["all.mbox/1 Plan.eml", "all.mbox/2 Plan a-b.eml"]
    assert [said.split()[-1] for _, said in found] == ["One.", "Two."]
    assert all(said.startswith("From: jo@example.org") for _, said in found)


def test_a_line_of_a_body_that_begins_with_from_begins_no_email(tmp_path: Path) -> None:
    body = "Dear Jo,\n\nFrom May we shall meet weekly.\n\n>From here on it is agreed."
    (_, first), (_, second) = members(tmp_path, email("A", body) + email("B", "Two."))
    assert "\nFrom May we shall" in first and "\nFrom here on" in first and "Two." in second


def test_one_email_in_the_form_of_a_mailbox_stays_itself(tmp_path: Path) -> None:
    assert [path for path, _ in members(tmp_path, email("A", "One."))] == ["all.mbox"]


def test_a_mailbox_of_more_emails_than_the_limit_is_refused_whole(tmp_path: Path) -> None:
    ((path, said),) = members(tmp_path, email("A", "One.") * 4, zip_files=3)
    assert path == "all.mbox" and "The mailbox holds 4 emails, more than the limit of 3" in said
