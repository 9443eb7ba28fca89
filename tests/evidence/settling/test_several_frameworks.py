"""A home whose inspections are under other frameworks than its own has the blocks of all of them."""

from pathlib import Path

import pytest
from cli_runner import Muster

from evidence.frameworks import framework

LETTER = """\
Wexcombe Borough Council

3 April 2024

Dear Director

Ofsted inspectors saw that early help assessments and child protection plans are timely.
Care leavers have a personal adviser from the age of sixteen, and pathway plans are reviewed.

Yours sincerely

A. Writer
"""
HELP = "help-and-protection"


@pytest.fixture
def muster(tmp_path: Path) -> Muster:
    (tmp_path / "letter.txt").write_text(LETTER)
    muster = Muster(tmp_path / "home")
    assert muster("ingest", tmp_path / "letter.txt").code == 0
    return muster


def blocks(muster: Muster) -> set[tuple[str, str]]:
    every = muster("links", "--status", "suggested", "--json").data
    return {(link["framework"], link["block"]) for link in every if link["block"]}


def announce(muster: Muster) -> None:
    ran = muster("inspection", "new", "ILACS 2024", "--framework", "ofsted-ilacs", "--starts", "2024-06-10")
    assert ran.code == 0, ran.err


def test_an_announced_inspections_blocks_are_suggested_for_the_papers_that_are_there(muster: Muster) -> None:
    before = blocks(muster)
    assert before and {used for used, _ in before} == {"ofsted-2011"}
    announce(muster)
    after = blocks(muster)
    assert before < after and {("ofsted-ilacs", HELP), ("ofsted-ilacs", "care-leavers")} <= after
    assert ("ofsted-ilacs", "in-care-and-care-leavers") not in after, "it ended in 2022"
    assert muster("check").code == 0


def test_papers_that_come_later_have_them_too_and_comparing_again_keeps_them(
    muster: Muster, tmp_path: Path
) -> None:
    announce(muster)
    (tmp_path / "later.txt").write_text(LETTER.replace("3 April", "4 May").replace("A. Writer", "B. Reader"))
    (later,) = muster("ingest", tmp_path / "later.txt", "--json").data["files"][0]["documents"]
    own = muster("links", "--document", later, "--json").data
    assert {"ofsted-2011", "ofsted-ilacs"} <= {link["framework"] for link in own if link["block"]}
    before = blocks(muster)
    muster("council", "Wexcombe Borough Council")
    assert blocks(muster) == before


def test_coverage_and_traces_have_the_blocks_of_every_framework(muster: Muster) -> None:
    announce(muster)
    rows = {(r["framework"], r["code"]): r for r in muster("coverage", "--json").data if r["kind"] == "block"}
    assert ("ofsted-2011", "B") in rows and rows["ofsted-ilacs", HELP]["state"] == "no evidence"
    link = next(
        link
        for link in muster("links", "--json").data
        if (link["framework"], link["block"]) == ("ofsted-ilacs", HELP)
    )
    muster("accept", link["id"])
    trace = muster("trace", HELP, "--json").data
    assert trace["framework"] == "ofsted-ilacs" and trace["evidence"]
    assert muster("trace", f"{HELP}@ofsted-ilacs", "--json").data["block"] == HELP
    assert muster("trace", f"{HELP}@ofsted-2011").code != 0


OWN = """\
code = "our-own"
name = "Our self-evaluation"

[[block]]
code = "Q1"
name = "Quality of practice"
description = "What we know."

[[block.rule]]
pattern = "early help"
reason = "speaks of early help"
"""


def test_an_inspections_framework_that_is_gone_is_told_with_the_way_out(
    muster: Muster, tmp_path: Path
) -> None:
    """The record goes on working, and the inspection can be given another."""
    own = tmp_path / "own.toml"
    own.write_text(OWN)
    assert muster("inspection", "new", "Ours", "--framework", own).code == 0
    assert ("our-own", "Q1") in blocks(muster)
    own.unlink()
    framework.load.cache_clear()  # as after a start
    ran = muster("coverage")
    assert ran.code == 2 and "The inspection Ours has a framework that cannot be used" in ran.err
    assert "own.toml" in ran.err and 'muster inspection edit "Ours" --framework' in ran.err
    assert muster("inspection", "list").code == 0 and muster("measures").code == 0
    ran = muster("inspection", "edit", "Ours", "--framework", "ofsted-ilacs")
    assert ran.code == 0, ran.err
    assert muster("coverage").code == 0 and ("ofsted-ilacs", HELP) in blocks(muster)
