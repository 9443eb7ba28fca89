"""A measure is edited, split and merged: by page and command, with reason, undone by who did it, logged."""

import pytest
from cli_runner import Muster
from web.client import Client
from web.papers import Papers

from evidence.errors import Clash, UsageError
from evidence.reads.measures import called, measures
from evidence.reads.versions import last_event
from evidence.services import Services
from evidence.settling import measure_changes as changes
from evidence.store import measure_edits, measure_shapes
from evidence.store.measure_edits import EDITED

CODE = "N2010-02"
PATH = f"/measures/{CODE}/edit"
WORDS = "Every referral must be decided within one working day."


def test_an_edit_is_shown_with_its_reason_and_taken_back(
    client: Client, services: Services, papers: Papers
) -> None:
    form = client.get(PATH)
    chosen = {"owner": "Rosa Acht", "rag": "amber", "reason": "Agreed by the board", "since": "2011-06-22"}
    client.submit(form, PATH, **chosen, do="keep")
    shown = client.get(f"/measures/{CODE}").text
    assert "Rosa Acht" in shown and "by hand, 22 June 2011: Agreed by the board" in shown
    assert "Rated amber" in client.get("/measures").text
    assert "edited measure" in client.get("/log").text
    client.submit(client.get(PATH), PATH, do="undo")
    assert "Rosa Acht" not in client.get(f"/measures/{CODE}").text
    assert Muster(services.settings.home)("check").code == 0


def test_a_measure_whose_due_month_is_over_is_shown_as_late(
    client: Client, services: Services, papers: Papers
) -> None:
    measure_edits.edit(services.record, CODE, {"due": "June 2010"}, "Agreed")
    assert "Late" in client.get(f"/measures/{CODE}").text


def test_a_field_is_emptied_and_a_later_paper_may_fill_it(
    client: Client, services: Services, papers: Papers
) -> None:
    given = {"owner": "Rosa Acht", "due": "June 2010", "rag": "green"}
    measure_edits.edit(services.record, CODE, given, "Agreed", since="2010-03-04")
    empty = {"owner": "", "due": "", "rag": "", "reason": "She left", "since": "2010-05-01"}
    client.submit(client.get(PATH), PATH, **empty, do="keep")
    found = called(services.record.db, CODE)
    assert (found["owner"], found["due"], found["rag"]) == ("", "", "")
    page = client.get(f"/measures/{CODE}").text
    assert "emptied" in page and "by hand, 1 May 2010: She left" in page and "Rated green" not in page
    muster = Muster(services.settings.home)
    events = muster("log", "--measure", CODE, "--json").data
    assert any(e["before"].get("owner") == "Rosa Acht" and e["after"]["owner"] == "" for e in events)
    assert muster("measure", "edit", CODE, "--owner", "", "--reason", "x").code == 2, "it is empty already"
    muster("measure", "edit", CODE, "--owner", "Tom Vane", "--reason", "Came")
    assert muster("measure", "edit", CODE, "--owner", "", "--reason", "Left", "--json").data["owner"] == ""
    assert "owner: none" in muster("trace", CODE).out
    assert muster("check").code == 0
    assert muster("measure", "edit", CODE, "--undo", "--json").data["owner"] == "Tom Vane"


def test_other_words_outlive_a_new_reading_and_undo_brings_back_what_was_read(
    services: Services, papers: Papers
) -> None:
    muster = Muster(services.settings.home)
    given = ("--text", "Referrals are decided within a day.", "--reason", "Plainer")
    first = muster("measure", "edit", CODE, *given, "--json").data
    assert first["text"] == "Referrals are decided within a day."
    again = muster(
        "measure", "edit", CODE, "--text", "Decide in a day.", "--reason", "Shorter", "--json"
    ).data
    assert again["version"] > first["version"]
    assert muster("measure", "edit", CODE, "--undo", "--json").data["text"] == first["text"]
    assert muster("measure", "edit", CODE, "--undo", "--json").data["text"] == WORDS
    assert muster("measure", "edit", CODE, "--undo").code == 2
    assert muster("check").code == 0


def test_an_edit_that_did_not_see_another_replaces_nothing(services: Services, papers: Papers) -> None:
    ann, ben = services.record.acting_as("Ann"), services.record.acting_as("Ben")
    seen = last_event(services.record.db, EDITED, f"measure {CODE}")
    measure_edits.edit(ann, CODE, {"owner": "Rosa Acht"}, "Agreed", seen=seen)
    with pytest.raises(Clash, match="Ann"):
        measure_edits.edit(ben, CODE, {"owner": "Tom Vane"}, "Mine", seen=seen)
    with pytest.raises(UsageError, match="was Ann's"):
        measure_edits.undo(ben, CODE)
    assert called(services.record.db, CODE)["owner"] == "Rosa Acht"


@pytest.mark.parametrize(
    ("values", "reason", "says"),
    [
        ({"owner": "Rosa Acht"}, " ", "Say why"),
        ({"text": " "}, "x", "needs its words"),
        ({"rag": "purple"}, "x", "is no rating"),
        ({"text": WORDS}, "x", "Nothing would change"),
        ({"colour": "x"}, "x", "no field colour"),
    ],
)
def test_an_edit_that_makes_no_sense_is_refused_with_a_sentence(
    services: Services, papers: Papers, values: dict[str, str], reason: str, says: str
) -> None:
    with pytest.raises(UsageError, match=says):
        measure_edits.edit(services.record, CODE, values, reason)


def test_a_measure_is_split_and_its_evidence_is_offered_to_the_parts(
    client: Client, services: Services, papers: Papers
) -> None:
    whole = "N2010-01"
    client.submit(client.get(f"/measures/{whole}/edit"), f"/measures/{whole}/shape", do="split",
                  parts="NI 59: assess in time.\nAssess well.", why="Two teams")  # fmt: skip
    found = {m["code"]: m for m in measures(services.record.db)}
    assert (
        found["N2010-03"]["text"] == "NI 59: assess in time." and found["N2010-04"]["text"] == "Assess well."
    )
    assert found[whole]["standing"] == "closed" and found["N2010-03"]["standing"] == "open"
    assert [t["indicator"] for t in found["N2010-03"]["targets"]] == ["NI 59"]
    assert found["N2010-04"]["targets"] == []
    page = client.get("/measures/N2010-03").text
    assert "Made from" in page and whole in page
    assert "Split into N2010-03 and N2010-04: Two teams" in client.get(f"/measures/{whole}").text
    muster = Muster(services.settings.home)
    trace = muster("trace", whole, "--json").data
    if trace["evidence"]:
        assert muster("trace", "N2010-04", "--json").data["offered"]
    assert muster("check").code == 0
    assert muster("measure", "split", "N2010-03", "--undo").code == 2, "another did it"
    client.submit(client.get("/measures/N2010-03/edit"), "/measures/N2010-03/shape", do="undo")
    assert {m["code"] for m in measures(services.record.db)} == {"N2010-01", "N2010-02", "N2010-a"}
    assert called(services.record.db, whole)["standing"] == "open"
    assert muster("check").code == 0


def test_measures_are_merged_and_stay_listed(services: Services, papers: Papers) -> None:
    muster = Muster(services.settings.home)
    given = ("--text", "Assess and decide in time.", "--reason", "One team", "--json")
    data = muster("measure", "merge", "N2010-01", CODE, *given).data
    assert data == {"from": ["N2010-01", CODE], "made": ["N2010-03"]}
    listed = {m["code"]: m["standing"] for m in muster("measures", "--json").data}
    assert listed == {"N2010-01": "closed", CODE: "closed", "N2010-03": "open", "N2010-a": "open"}
    assert muster("measure", "merge", CODE, "N2010-03", *given).code == 2, "one is closed"
    assert muster("measure", "merge", CODE, "--undo").code == 0
    assert muster("measure", "merge", CODE, "--undo").code == 2
    again = muster(
        "measure", "split", CODE, "--into", "One.", "--into", "Two.", "--reason", "Two", "--json"
    ).data
    assert again["made"] == ["N2010-04", "N2010-05"], "a code is never given again"
    assert muster("check").code == 0


def test_splitting_is_not_taken_back_once_links_of_the_parts_are_decided(
    services: Services, papers: Papers
) -> None:
    made = changes.split(services, CODE, ["Decide.", "Decide soon."], "Two teams")
    muster = Muster(services.settings.home)
    passage = muster("show", papers.report, "--json").data["passages"][-1]["id"]
    muster("link", passage, "--measure", made[0])
    with pytest.raises(UsageError, match="are decided already"):
        measure_shapes.undo(services.record, CODE)
    with pytest.raises(UsageError, match="two or more"):
        measure_shapes.split(services.record, made[1], ["Only one."], "x")
