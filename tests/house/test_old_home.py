"""A home that an earlier version made goes on working, with all that was decided in it."""

from pathlib import Path

import pytest
from cli_runner import Muster
from paths import ROOT

BACKUP = ROOT / "tests" / "data" / "home-0.1.zip"


@pytest.fixture
def old(tmp_path: Path) -> Muster:
    """The old home, restored."""
    muster = Muster(tmp_path / "home")
    assert muster("restore", BACKUP).code == 0
    return muster


def test_its_documents_decisions_and_corrections_stand(old: Muster) -> None:
    documents = {d["id"]: d for d in old("documents", "--json").data}
    assert [d["kind"] for _, d in sorted(documents.items())] == ["notice", "report", "letter", "letter"]
    assert documents[3]["author"] == "Dr M. Okonjo-Hale"
    accepted = old("links", "--status", "accepted", "--json").data
    assert {link["id"]: (link["measure"], link["stance"]) for link in accepted} == {
        20: ("N2025-06", "supports"),
        25: ("N2025-08", "supports"),
        72: ("N2025-06", "supports"),
        82: ("N2025-14", "contradicts"),
    }
    (rejected,) = old("links", "--status", "rejected", "--json").data
    assert (rejected["id"], rejected["decided_by"] != "") == (23, True)


def test_it_is_searched_traced_and_whole(old: Muster) -> None:
    assert old("search", "conferences", "--json").data["total"] >= 5
    evidence = old("trace", "N2025-06", "--json").data["evidence"]
    assert {line["link"] for line in evidence} == {20, 72}
    assert old("check", "--json").data["ok"] is True
    assert old("log", "--json").code == 0


def test_its_frozen_pack_is_still_what_was_issued(old: Muster) -> None:
    (pdf,) = (old.home / "packs" / "evidence").glob("*.pdf")
    assert old("pack", "verify", pdf).code == 0
    assert [s["name"] for s in old("saved", "list", "--json").data] == ["Timescales"]


def test_its_papers_are_read_again_and_keep_what_was_decided(old: Muster) -> None:
    assert old("reread").code == 0
    accepted = old("links", "--status", "accepted", "--json").data
    assert {link["id"] for link in accepted} == {20, 25, 72, 82}


def test_new_papers_come_in_beside_the_old(old: Muster, samples: Path) -> None:
    report = old("ingest", samples / "monitoring-visit-2026-02-24.pdf", "--json").data
    assert [file["status"] for file in report["files"]] == ["added"]
    assert len(old("documents", "--json").data) == 5
