"""Each line of the log is a sentence that links what it names, and is found by whoever looks for it."""

import re
from fnmatch import fnmatchcase

from cli_runner import Muster
from sqlite_utils import Database

from evidence.home import log
from evidence.reads.events import lines
from evidence.reads.saying import DONE, KINDS
from evidence.reads.telling import VERBS
from evidence.services import Services


def test_every_line_is_a_sentence_without_a_machines_words(worked: Muster) -> None:
    for row in worked("log", "--limit", 5000, "--json").data:
        assert row["what"] in VERBS or row["what"] in DONE, row
        assert row["says"].startswith(f"{row['by']} ") and row["says"][-1] in ".…", row
        assert not re.search(r"[{}]|\[\[|[0-9a-f]{65}|\.\.$| – [a-z]+ [a-z]+:|null", row["says"]), row["says"]


def test_every_action_is_of_a_kind_that_one_can_ask_for() -> None:
    globs = [glob for some in KINDS.values() for glob in some]
    assert [a for a in (*VERBS, *DONE) if not any(fnmatchcase(a, glob) for glob in globs)] == []


def test_what_a_line_names_is_linked(worked: Muster) -> None:
    db = Database(worked.home / "muster.db")
    parts = {row["what"]: row["parts"] for row in lines(db, limit=5000)}
    named = {what: {(kind, it) for _, kind, it in some if kind} for what, some in parts.items()}
    assert len([it for kind, it in named["measure split"] if kind == "measure"]) == 3
    assert {kind for kind, _ in named["near-duplicate decided"]} == {"document"}
    assert ("pack", "Evidence") in named["pack frozen"]
    assert ("inspection", "Visit") in named["inspection added"]


def test_a_measure_is_found_by_what_was_made_of_it_and_by_the_papers_that_speak_of_it(worked: Muster) -> None:
    told = worked("log", "--limit", 5000, "--json").data
    first, second = (
        next(row["of"].split()[1] for row in reversed(told) if row["what"] == what)
        for what in ("measure edited", "measure split")
    )
    made = [row["what"] for row in worked("log", "--measure", second, "--json").data]
    assert "measure split" in made and "document added" in made
    plan = next(d["id"] for d in worked("documents", "--json").data if d["file"] == "status.csv")
    found = worked("log", "--measure", first.lower(), "--json").data
    assert f"document {plan}" in [row["of"] for row in found]


def test_a_document_is_found_by_its_file_and_by_its_likes(worked: Muster) -> None:
    (pair, *_) = worked("duplicates", "--all", "--json").data
    found = {row["what"] for row in worked("log", "--document", pair["earlier"]["id"], "--json").data}
    assert {"near-duplicate decided", "file added"} <= found


def test_a_line_that_names_a_measure_by_number_alone_is_told(services: Services) -> None:
    """As a link that gave way to a decision was logged."""
    with services.record.transaction():
        row = {"measure": 4, "quote": "words", "document": 2, "stance": "supports"}
        services.record.event("link dropped", "link 3", why="a decision takes its place", **row)
    (told,) = lines(services.record.db)
    assert told["says"] == "tester dropped the suggestion of “words” for 4; why: a decision takes its place."
    assert log.verify(services.record.db) == []
