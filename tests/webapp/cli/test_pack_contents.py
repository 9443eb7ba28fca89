"""pack add, remove, put-back, move, rotate, cited-pages and undo, as scripts use them."""

import json
import shlex
from pathlib import Path

import pytest
from cli_runner import Muster, Ran
from packing import A4, add_notice, add_report, announce, cite, draw_pdf, paragraph, passage_of, store_file
from paths import CONFIG

from evidence.packs.pack import from_json
from evidence.reads import packs as reads
from evidence.services import open_services
from evidence.settings import load

LONG = 3  # the document's number


@pytest.fixture
def muster(tmp_path: Path) -> Muster:
    """A home with a notice of two measures, a cited report, a report of twelve pages, and an empty pack P."""
    home = tmp_path / "home"
    with open_services(load(home=home, config=CONFIG), actor="tester") as services:
        add_notice(services)
        report = add_report(services)
        cited = [paragraph(0, "Cited on the fifth page.", label="5", page=5, rect=(70, 232, 500, 252))]
        drawn = draw_pdf([A4] * 12, words="of the long report")
        long = store_file(
            services, drawn, "long.pdf", cited, pages=12, title="Long report", date="2010-06-01"
        )
        assert long == LONG
        cite(services, report, 0, measure="N2010-01")
        cite(services, report, 1, block="B")
        announce(services)
    made = Muster(home)
    assert made("pack", "new", "P", "--inspection", "Safeguarding 2011").code == 0
    return made


def _passage(muster: Muster) -> int:
    with open_services(load(home=muster.home, config=CONFIG), actor="tester") as services:
        return passage_of(services, LONG, 0)


def _kinds(ran: Ran, section: int = -1) -> list[str]:
    assert ran.code == 0, ran.err
    return [item["kind_of_item"] for item in ran.data["sections"][section]["items"]]


def test_a_register_and_a_framework_bring_a_section_for_each_measure_and_block(muster: Muster) -> None:
    ran = muster("pack", "add", "P", "--framework", "ofsted-2011", "--register", "N2010", "--json")
    assert [s["block"] or s["measure"] for s in ran.data["sections"]] == [
        "A", "B", "C", "N2010-01", "N2010-02",
    ]  # fmt: skip
    assert [len(s["items"]) for s in ran.data["sections"]] == [0, 1, 0, 1, 0]


@pytest.mark.parametrize(
    "given, said",
    [
        (("--framework", "ofsted-ilacs"), "is under ofsted-2011, not ofsted-ilacs"),
        (("--register", "N1999"), "There is no register N1999. Those that there are: N2010."),
        (("--document", LONG), "The pack has no section to put it in."),
        (("--section", "S", "--pages", f"{LONG}:11-13"), "its pages are 1 to 12"),
        (("--section", "S", "--pages", "the letter"), "does not name a document or its pages"),
        (("--section", "S", "--document", 99), "There is no document 99."),
        (("--section", "S", "--passage", 9999), "There is no passage 9999."),
        (("--section", "S", "--note", "  "), "The note is empty."),
        (("--measure", "N9"), "There is no measure N9."),
        ((), "Give --measure, --block, --section or what else to add."),
    ],
)
def test_what_cannot_be_added_is_said_and_leaves_the_pack_as_it_was(
    muster: Muster, given: tuple[object, ...], said: str
) -> None:
    ran = muster("pack", "add", "P", *given, "--json")
    assert ran.code in (1, 2) and said in " ".join(ran.err.split())
    assert ran.out == "" and muster("pack", "show", "P", "--json").data["sections"] == []


def test_everything_named_in_one_command_goes_into_the_section_of_that_title(muster: Muster) -> None:
    ran = muster(
        "pack", "add", "P", "--section", "Letters of the board", "--document", 2, "--pages", f"{LONG}:4-6",
        "--pages", f"{LONG}:9", "--passage", _passage(muster), "--note", "Asked for at ten.", "--json",
    )  # fmt: skip
    assert _kinds(ran) == ["document", "pages", "pages", "passage", "note"]
    spans = [(i["first_page"], i["last_page"]) for i in ran.data["sections"][0]["items"]]
    assert spans[1:3] == [(4, 6), (9, 9)]
    again = muster("pack", "add", "P", "--section", "letters of the BOARD", "--note", "Another.", "--json")
    assert len(again.data["sections"]) == 1 and _kinds(again)[-1] == "note"
    said = muster("pack", "show", "P").out
    assert "Letters of the board" in said and "pages 4 to 6" in said and "Asked for at ten." in said


def test_a_passage_that_is_accepted_for_the_sections_measure_is_that_link(muster: Muster) -> None:
    added = muster("pack", "add", "P", "--measure", "N2010-01", "--json").data["sections"][0]
    muster("pack", "remove", "P", "--item", added["items"][0]["id"])
    passage = added["items"][0]["passage"]
    ran = muster("pack", "add", "P", "--section", "N2010-01", "--passage", passage, "--json")
    assert _kinds(ran) == ["cited"] and ran.data["sections"][0]["items"][0]["link"]


def test_what_was_accepted_since_comes_into_every_section(muster: Muster) -> None:
    muster("pack", "add", "P", "--register", "N2010")
    muster("link", _passage(muster), "--measure", "N2010-02")
    ran = muster("pack", "add", "P", "--accepted", "--json")
    assert [len(s["items"]) for s in ran.data["sections"]] == [1, 1]


def test_sections_and_items_move(muster: Muster) -> None:
    muster("pack", "add", "P", "--block", "A")
    ran = muster("pack", "add", "P", "--section", "S", "--note", "one", "--note", "two", "--json")
    block, own = ran.data["sections"]
    moved = muster("pack", "move", "P", "--section", own["id"], "--to", 1, "--json").data["sections"]
    assert [s["id"] for s in moved] == [own["id"], block["id"]]
    ran = muster("pack", "move", "P", "--item", own["items"][0]["id"], "--to", 99, "--json")
    assert [i["text"] for i in ran.data["sections"][0]["items"]] == ["two", "one"]
    assert muster("pack", "move", "P", "--to", 1).code == 2
    assert muster("pack", "move", "P", "--item", 1, "--section", 1, "--to", 1).code == 2
    assert muster("pack", "move", "P", "--item", 1, "--to", 0).code == 2
    ran = muster("pack", "move", "P", "--item", own["items"][0]["id"], "--into", block["id"], "--json")
    assert [[i["text"] for i in s["items"]][-1] for s in ran.data["sections"]] == ["two", "one"]
    assert muster("pack", "move", "P", "--item", own["items"][0]["id"]).code == 2
    assert muster("pack", "move", "P", "--section", own["id"], "--into", block["id"]).code == 2


def test_a_section_goes_out_and_comes_back_with_its_items(muster: Muster) -> None:
    own = muster("pack", "add", "P", "--section", "S", "--note", "one", "--json").data["sections"][0]
    assert muster("pack", "remove", "P", "--section", own["id"], "--json").data["sections"] == []
    back = muster("pack", "put-back", "P", "--section", own["id"], "--json")
    assert _kinds(back) == ["note"]
    muster("pack", "remove", "P", "--item", own["items"][0]["id"])
    assert _kinds(muster("pack", "put-back", "P", "--section", own["id"], "--json")) == ["note"]
    assert muster("pack", "put-back", "P", "--section", 99).code in (1, 2)


def test_a_page_turns_and_the_built_page_lies_as_it_was_turned(muster: Muster) -> None:
    muster("pack", "add", "P", "--section", "S", "--pages", f"{LONG}:4-6")
    assert muster("pack", "rotate", "P", LONG, 5, "--by", 270).code == 0
    assert muster("pack", "freeze", "P").code == 0
    pages = {page.number: page for page in _plan(muster).documents[LONG].pages}
    assert pages[5].turn == 270 and pages[4].turn == 0
    refused = muster("pack", "rotate", "P", LONG, 5)
    assert refused.code in (1, 2) and "issued pages never change" in refused.err
    assert "has no page 13" in muster("pack", "rotate", "P", LONG, 13).err
    assert "turns by 90, 180 or 270" in muster("pack", "rotate", "P", LONG, 2, "--by", 45).err


def test_only_the_cited_pages_of_a_document_are_taken(muster: Muster) -> None:
    muster("pack", "add", "P", "--section", "S", "--passage", _passage(muster))
    assert muster("pack", "cited-pages", "P", LONG).code == 0
    assert muster("pack", "freeze", "P").code == 0
    assert [page.number for page in _plan(muster).documents[LONG].pages] == [5]
    assert "issued pages never change" in muster("pack", "cited-pages", "P", LONG, "--all").err


def _plan(muster: Muster):
    with open_services(load(home=muster.home, config=CONFIG), actor="tester") as services:
        return from_json(reads.issue_plan(services.record.db, 1, 1))


def test_undo_takes_back_one_command_at_a_time(muster: Muster) -> None:
    muster("pack", "add", "P", "--section", "S", "--note", "one", "--note", "two")
    muster("pack", "add", "P", "--section", "S", "--note", "three")
    assert _kinds(muster("pack", "undo", "P", "--json")) == ["note", "note"]
    assert muster("pack", "undo", "P", "--json").data["sections"] == []
    refused = muster("pack", "undo", "P")
    assert refused.code in (1, 2) and "There is no change of pack P to undo." in refused.err


@pytest.mark.parametrize(
    "command",
    [
        ("add", "P", "--note", "mine"),
        ("remove", "P", "--item", 1),
        ("put-back", "P", "--section", 1),
        ("move", "P", "--item", 1, "--to", 2),
        ("rotate", "P", LONG, 5),
        ("cited-pages", "P", LONG),
        ("undo", "P"),
    ],
)
def test_a_command_that_names_the_version_it_saw_changes_nothing_of_a_later_one(
    muster: Muster, command: tuple[object, ...]
) -> None:
    seen = muster("pack", "add", "P", "--section", "S", "--note", "one", "--json").data["version"]
    stands = muster("pack", "add", "P", "--note", "two", "--json")
    assert stands.data["version"] == seen + 1
    ran = muster("pack", *command, "--version", seen)
    assert ran.code in (1, 2) and "was changed since you saw it" in ran.err
    assert json.loads(muster("pack", "show", "P", "--json").out) == stands.data


def test_undo_takes_back_a_turn_and_cited_pages_and_the_record_is_proved(muster: Muster) -> None:
    muster("pack", "add", "P", "--section", "S", "--passage", _passage(muster))
    before = muster("pack", "show", "P", "--json").data
    muster("pack", "rotate", "P", LONG, 5)
    turned = muster("pack", "show", "P", "--json").data["documents"]
    assert turned == {str(LONG): {"cited_only": False, "turns": {"5": 90}}}
    muster("pack", "cited-pages", "P", LONG)
    assert muster("pack", "undo", "P", "--json").data["documents"] == turned
    again = muster("pack", "undo", "P", "--json").data
    assert (again["documents"], again["sections"]) == ({}, before["sections"])
    assert muster("check", "--json").data["ok"]


def test_sixty_changes_and_their_undoing_leave_a_record_that_is_proved(muster: Muster) -> None:
    for number in range(60):
        muster("pack", "add", "P", "--section", "S", "--note", f"note {number}")
    for _ in range(50):
        assert muster("pack", "undo", "P").code == 0
    assert muster("pack", "undo", "P").code != 0, "the log keeps all, but fifty can be undone"
    assert len(muster("pack", "show", "P", "--json").data["sections"][0]["items"]) == 10
    checked = muster("check", "--json")
    assert checked.data == {**checked.data, "ok": True, "problems": []}


def test_check_names_the_command_that_mends_a_problem_and_that_does_it(own_sample_base: Muster) -> None:
    ran = own_sample_base
    ran("inspection", "new", "Inspection 2026", "--cutoff", "2026-12-01")
    ran("pack", "new", "Mended", "--inspection", "Inspection 2026")
    links = ran("links", "--status", "suggested", "--json").data
    against = next(link for link in links if link["stance"] == "contradicts" and link["measure"])
    ran("accept", against["id"])
    ran(
        "pack",
        "add",
        "Mended",
        "--measure",
        against["measure"],
        "--section",
        "Notes",
        "--note",
        "As it stood.",
    )
    item = ran("pack", "show", "Mended", "--json").data["sections"][0]["items"][0]["id"]
    ran("pack", "remove", "Mended", "--item", item)
    checked = ran("pack", "check", "Mended")
    assert checked.code == 1
    rows = [row.strip() for row in checked.out.splitlines()]
    assert 'Say why it is left out: muster pack acknowledge "Mended" "WORDS"' in rows
    (command,) = [row.removeprefix("Bring them in: ") for row in rows if row.startswith("Bring them in: ")]
    assert ran(*shlex.split(command)[1:]).code == 0
    assert ran("pack", "show", "Mended", "--json").data["sections"][0]["items"]
