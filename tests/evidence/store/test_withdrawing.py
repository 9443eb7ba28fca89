"""Withdrawing a document with what came inside it, and saying what near-duplicates are, on page and CLI."""

from pathlib import Path

import pytest
from cli_runner import Muster
from office_files import mail, saved
from web.client import Client

from evidence.reads.documents import documents
from evidence.reads.withdrawals import came_with
from evidence.services import Services
from evidence.settings import Settings
from ingest.run.pipeline import ingest


def standing(services: Services) -> list[str]:
    return sorted(row["file"] for row in documents(services.record.db))


@pytest.fixture
def post(services: Services, tmp_path: Path) -> dict[str, int]:
    """A mail with a plan and minutes; the minutes came with another mail too. Ids by file."""
    for name, papers in (("a.eml", ("plan.txt", "minutes.txt")), ("b.eml", ("minutes.txt",))):
        message = mail(f"Words of {name}.", subject=name)
        for paper in papers:
            text = f"These are the {paper[:-4]} of the board.".encode()
            message.add_attachment(text, maintype="text", subtype="plain", filename=paper)
        saved(tmp_path / name, message)
    ingest(services, [tmp_path / "a.eml", tmp_path / "b.eml"], origin="test")
    return {row["file"]: row["id"] for row in documents(services.record.db)}


def test_what_came_inside_and_nowhere_else_is_offered_to_go_too(
    client: Client, services: Services, post: dict[str, int]
):
    address = f"/documents/{post['a.eml']}/withdraw"
    page = client.get(address)
    assert "plan.txt" in page.text and "minutes.txt" not in page.text
    client.submit(page, address, inside="yes")
    assert standing(services) == ["b.eml", "minutes.txt"]
    assert "What came inside it" not in client.get(f"/documents/{post['plan.txt']}/withdraw").text


def test_without_the_tick_only_the_mail_goes(client: Client, services: Services, post: dict[str, int]):
    address = f"/documents/{post['a.eml']}/withdraw"
    client.submit(client.get(address), address)
    assert standing(services) == ["b.eml", "minutes.txt", "plan.txt"]


def test_once_every_mail_that_held_it_is_withdrawn_it_may_go(services: Services, post: dict[str, int]):
    muster = Muster(services.settings.home)
    assert muster("withdraw", post["a.eml"], "--json").data["enclosed_left"] == [post["plan.txt"]]
    assert [row["file"] for row in came_with(services.record.db, post["b.eml"])] == ["minutes.txt"]


def test_the_command_line_takes_what_came_inside_and_brings_it_back(services: Services, post: dict[str, int]):
    muster = Muster(services.settings.home)
    gone = muster("withdraw", post["a.eml"], "--with-enclosed", "--note", "private", "--json").data
    assert (gone["enclosed"], gone["enclosed_left"]) == ([post["plan.txt"]], [])
    assert standing(services) == ["b.eml", "minutes.txt"]
    back = muster("withdraw", post["a.eml"], "--undo")
    assert f"stays withdrawn: documents {post['plan.txt']}" in back.err
    assert muster("withdraw", post["plan.txt"], "--undo").code == 0
    assert len(standing(services)) == 4
    muster("withdraw", post["a.eml"], "--with-enclosed")
    both = muster("withdraw", post["a.eml"], "--undo", "--with-enclosed", "--json").data
    assert both["enclosed"] == [post["plan.txt"]] and len(standing(services)) == 4


def test_the_command_line_lists_pairs_and_keeps_what_is_said_of_one(settings: Settings, tmp_path: Path):
    muster = Muster(settings.home)
    text = " ".join(f"The panel looked at case {n} and agreed the plan for it." for n in range(20))
    (tmp_path / "draft.txt").write_text(text)
    (tmp_path / "final.txt").write_text(text + " The meeting closed at noon.")
    muster("ingest", tmp_path / "draft.txt", tmp_path / "final.txt")
    assert "`muster duplicates` lists them" in muster("ledger").err
    (pair,) = muster("duplicates", "--json").data
    assert (pair["earlier"]["file"], pair["later"]["file"]) == ("draft.txt", "final.txt")
    (said,) = muster("duplicates", pair["id"], "--verdict", "same", "--note", "one paper", "--json").data
    assert (said["status"], said["note"]) == ("same", "one paper") and said["decided_by"]
    assert muster("duplicates", "--json").data == []
    assert len(muster("duplicates", "--all", "--json").data) == 1
    assert muster("duplicates", pair["id"], "--undo", "--json").data[0]["status"] == "suggested"
    assert muster("duplicates", pair["id"]).code == 2
    assert muster("duplicates", 99, "--verdict", "same").code == 1
