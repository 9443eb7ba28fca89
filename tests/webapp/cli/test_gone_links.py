"""`muster accept|reject|undecide|undo` of a suggestion that is no longer made."""

import re

import pytest
from cli_runner import Muster
from web.papers import Papers

from evidence.model import Suggestion
from evidence.services import Services
from evidence.settings import Settings
from evidence.store.links import refresh

MET = Suggestion(0.95, "names NI 59", measure="N2010-01")


def _drop(services: Services, papers: Papers, *suggested: tuple[int, Suggestion]) -> None:
    refresh(services.record, services.framework.code, [papers.report], suggested)


@pytest.mark.parametrize("command", ["accept", "reject", "undecide", "undo"])
def test_it_says_why_and_what_to_type(empty_home: Settings, services: Services, papers: Papers, command: str):
    muster = Muster(empty_home.home)
    _drop(services, papers)
    ran = muster(command, papers.met)
    assert ran.code == 1 and not ran.out
    assert f"Link {papers.met} (N2010-01: " in ran.err and "is no longer suggested" in ran.err
    assert "Nothing was recorded for it." in ran.err
    own = re.search(r"`muster (link \d+ --measure N2010-01)`", ran.err)
    assert own and muster(*own[1].split()).code == 0


def test_the_same_under_another_number_is_what_to_type(
    empty_home: Settings, services: Services, papers: Papers
):
    muster = Muster(empty_home.home)
    _drop(services, papers)
    _drop(services, papers, (papers.welcome, MET))
    again = re.search(r"`muster (accept \d+)`", muster("accept", papers.met).err)
    assert again and muster(*again[1].split(), "--json").data[0]["status"] == "accepted"


def test_those_that_stand_are_decided_and_shown(empty_home: Settings, services: Services, papers: Papers):
    muster = Muster(empty_home.home)
    _drop(services, papers, (papers.welcome, MET))
    ran = muster("reject", papers.met, papers.late, "--json")
    assert ran.code == 1
    assert [(row["id"], row["status"]) for row in ran.data] == [(papers.met, "rejected")]
    assert f"Link {papers.late} " in ran.err and f"Link {papers.met} " not in ran.err


def test_one_that_never_was_stops_all(empty_home: Settings, papers: Papers):
    muster = Muster(empty_home.home)
    ran = muster("accept", papers.met, 999)
    assert ran.code == 1 and "There is no link 999." in ran.err
    status = {row["id"]: row["status"] for row in muster("links", "--json").data}
    assert status[papers.met] == "suggested"
