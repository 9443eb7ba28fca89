"""A measure is closed, handed over and opened again, with reason and day: by page and command, and logged."""

import pytest
from cli_runner import Muster
from web.client import Client
from web.papers import Papers

from evidence.errors import Clash, UsageError
from evidence.reads.measures import called, measures
from evidence.reads.standings import CLOSED, HANDED_OVER, OPEN, standing
from evidence.services import Services
from evidence.settling.suggestions import own_measures
from evidence.store.standings import set_standing, undo

CODE = "N2010-01"
PATH = f"/measures/{CODE}/standing"


def test_a_closed_measure_says_so_with_reason_and_day_and_never_vanishes(
    client: Client, services: Services, papers: Papers
) -> None:
    chosen = {"state": "closed", "reason": "The board signed it off.", "since": "2011-06-22"}
    client.submit(client.get(PATH), PATH, **chosen, do="keep")
    shown = client.get(f"/measures/{CODE}").text
    assert "Closed since 22 June 2011: The board signed it off." in shown
    assert CODE in client.get("/measures").text and "Closed" in client.get("/measures").text
    assert CODE in [m["code"] for m in measures(services.record.db)]
    assert CODE not in [m["code"] for m in own_measures(services)], "nothing more is suggested for it"
    assert "closed measure" in client.get("/log").text
    client.submit(client.get(PATH), PATH, do="undo")
    assert "The board signed it off" not in client.get(f"/measures/{CODE}").text


def test_the_command_hands_over_and_takes_back(services: Services, papers: Papers) -> None:
    muster = Muster(services.settings.home)
    given = ("--to", "Wexcombe Trust", "--reason", "The trust runs it now", "--json")
    data = muster("measure", "hand-over", CODE, *given).data
    assert (data["state"], data["body"]) == (HANDED_OVER, "Wexcombe Trust") and data["since"]
    listed = {m["code"]: m["standing"] for m in muster("measures", "--json").data}
    assert listed[CODE] == HANDED_OVER and set(listed.values()) == {HANDED_OVER, OPEN}
    assert muster("measure", "undo", CODE, "--json").data["state"] == OPEN
    assert muster("measure", "undo", CODE).code == 2
    assert muster("check").code == 0, "each step is accounted for"


def test_a_step_that_did_not_see_another_replaces_nothing(services: Services, papers: Papers) -> None:
    measure = called(services.record.db, CODE)["id"]
    seen = standing(services.record.db, measure)["version"]
    set_standing(services.record.acting_as("Ann"), CODE, CLOSED, "Done.", seen=seen)
    with pytest.raises(Clash, match="Ann"):
        set_standing(
            services.record.acting_as("Ben"), CODE, HANDED_OVER, "Ours no more.", body="X", seen=seen
        )
    with pytest.raises(UsageError, match="was Ann's"):
        undo(services.record.acting_as("Ben"), CODE)
    assert standing(services.record.db, measure)["by"] == "Ann"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"reason": " "}, "Say why"),
        ({"reason": "Done", "since": "22 June"}, "is no day"),
        ({"reason": "Done", "since": "2999-01-01"}, "still to come"),
        ({"reason": "Done", "state": HANDED_OVER}, "handed over to somebody"),
        ({"reason": "Done", "state": OPEN}, "is open already"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(
    services: Services, papers: Papers, given: dict[str, str], says: str
) -> None:
    with pytest.raises(UsageError, match=says):
        set_standing(services.record, CODE, **{"state": CLOSED, **given})
