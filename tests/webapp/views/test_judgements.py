"""Judgements that are cited and not held are entered with their citation, and limit as the framework says."""

import pytest
from cli_runner import Muster
from paths import CONFIG
from web.client import Client
from web.papers import Papers

from evidence.errors import Clash, UsageError
from evidence.reads.documents import passages
from evidence.services import Services
from evidence.settings import load
from evidence.store import judgements as store
from webapp import create_app

AREA = "Overall effectiveness of safeguarding"


def test_a_judgement_is_entered_caps_its_block_and_is_lifted_by_the_next(
    client: Client, services: Services, papers: Papers
) -> None:
    number = passages(services.record.db, papers.notice)[2]["id"]
    form = client.get("/judgements")
    client.submit(
        form, "/judgements", area=AREA, grade="Inadequate", judged_on="2010-01", passage=str(number)
    )
    page = client.get("/blocks/B")
    assert "Capped at “performs poorly”" in page.text and AREA in page.text
    assert page.one("a", href=f"/passages/{number}").text
    assert "Capped at “performs poorly”" in client.get("/measures").text
    muster = Muster(services.settings.home)
    (block,) = [r for r in muster("coverage", "--json").data if r["code"] == "B"]
    (limit,) = block["limits"]
    assert limit["stands"] and limit["caused_by"]["passage"] == number and limit["lifted_by"] is None
    given = ("--on", "2011-09-30", "--cited", "Ofsted's report, 30 September 2011, p. 4")
    assert muster("judgement", "add", AREA, "adequate", *given).code == 0
    (limit,) = muster("trace", "B", "--json").data["limits"]
    assert not limit["stands"] and limit["lifted_by"]["grade"] == "adequate"
    assert "No longer capped" in client.get("/blocks/B").text
    assert muster("trace", "B", "--at", "2011-01-01", "--json").data["limits"][0]["stands"]
    assert muster("check").code == 0


def test_only_who_entered_it_takes_it_back_and_the_page_says_what_changed(
    client: Client, services: Services, papers: Papers
) -> None:
    ann = services.record.acting_as("Ann")
    number = store.enter(ann, AREA, "inadequate", "2010-01-22", cited="The notice, p. 1")
    with pytest.raises(UsageError, match="Ann entered it"):
        store.take_back(services.record, number)
    with pytest.raises(Clash):
        store.take_back(ann, number, seen=1)
    refused = client.post(f"/judgements/{number}/take-back", {"seen": "1"}, status=400)
    assert "Ann entered it" in refused.text
    store.take_back(ann, number)
    assert AREA not in client.get("/judgements").one("main").text
    assert Muster(services.settings.home)("check").code == 0


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"area": ""}, "The area is missing"),
        ({"judged_on": "January"}, "is no date"),
        ({"judged_on": "2999"}, "still to come"),
        ({"cited": ""}, "needs a citation"),
    ],
)
def test_a_judgement_that_cannot_be_one_is_refused_and_what_was_typed_stays(
    client: Client, papers: Papers, given: dict[str, str], says: str
) -> None:
    typed = {"area": AREA, "grade": "good", "judged_on": "2010-01", "cited": "The notice", "note": "As told"}
    refused = client.post("/judgements", {**typed, **given}, status=400)
    assert says in refused.text and "As told" in refused.text


def test_a_passage_that_is_no_number_or_is_not_there_is_said(client: Client, papers: Papers) -> None:
    typed = {"area": AREA, "grade": "good", "judged_on": "2010-01"}
    assert "is no passage" in client.post("/judgements", {**typed, "passage": "x"}, status=400).text
    assert "no passage 9999" in client.post("/judgements", {**typed, "passage": "9999"}, status=404).text


def test_the_same_judgement_is_entered_once(services: Services, papers: Papers) -> None:
    store.enter(services.record, AREA, "inadequate", "2010-01-22", cited="The notice")
    with pytest.raises(UsageError, match="entered already"):
        store.enter(services.record, AREA, "Inadequate", "2010-01-22", cited="Another paper")


def test_a_measure_that_its_paper_asks_for_no_more_says_so_on_its_page(
    client: Client, services: Services, papers: Papers
) -> None:
    muster = Muster(services.settings.home)
    passage = passages(services.record.db, papers.report)[-1]["id"]
    assert muster("link", passage, "--measure", "N2010-01").code == 0
    with services.record.transaction():
        services.record.db.execute("UPDATE measures SET retired_at = '2011-05-03T10:00:00+00:00'")
    page = client.get("/measures/N2010-01").text
    assert "Its paper has not been read to ask for it since 3 May 2011" in page


def test_judgements_that_a_report_gives_stand_with_the_place_that_they_were_read_from(
    sample_base: Muster,
) -> None:
    app = create_app(load(home=sample_base.home, config=CONFIG))
    app.testing = True
    page = Client(app).sign_in().get("/judgements")
    assert "Inspection of Aldermarsh" in page.text and "Inadequate" in page.text
