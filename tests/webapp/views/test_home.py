"""The first page: the inspection ahead, coverage at a glance, what waits, what came in."""

import re
from datetime import date, timedelta

import pytest
from web.client import Client
from web.page import words_of
from web.papers import Papers

from evidence.model import Inspection
from evidence.services import Services
from evidence.store import inspections
from webapp.presenting.matrix import pressing


def test_coverage_at_a_glance_names_what_is_thin(client: Client, papers: Papers):
    client.post(f"/links/{papers.met}", {"status": "accepted", "stance": "supports"})
    page = client.get("/")
    assert "2 no evidence, 1 thin" in page.text
    assert [words_of(a) for a in page.all("a", class_="muster-code")] == ["N2010-01"]
    assert "N2010-01: thin" in [words_of(a) for a in page.all("a", class_="muster-home__cell")]


def test_contested_measures_come_before_thin_ones():
    states = ["thin", "evidenced", "contested", "no evidence", "thin"]
    rows = [{"kind": "measure", "code": n, "state": state} for n, state in enumerate(states)]
    assert [row["code"] for row in pressing(rows, 2)] == [2, 0]


@pytest.mark.parametrize(
    ("starts", "ends", "said"),
    [
        ("2999-01-01", "2999-01-10", "days to the inspection: Ours"),
        ("2020-01-01", "2999-01-10", "The inspection is under way: Ours"),
        ("2020-01-01", "2020-01-10", ""),
    ],
)
def test_the_days_to_the_next_inspection_are_counted(
    client: Client, services: Services, starts: str, ends: str, said: str
):
    inspections.add(services.record, Inspection("Ours", "ofsted-2011", starts=starts, ends=ends))
    text = client.get("/").text
    assert said in text if said else "Ours" not in text


def test_the_days_are_counted_to_a_start_that_is_proposed_from_the_announcement(
    client: Client, services: Services
):
    today = date.fromisoformat(services.record.now[:10])
    announced = Inspection("Ours", "ofsted-ilacs", announced=today.isoformat(), timetable="ilacs-standard")
    inspections.add(services.record, announced)
    text = client.get("/").text
    assert re.search(r"\d+ days to the inspection: Ours, from .*check it with the letter", text)


def test_an_announced_inspection_whose_start_nobody_knows_is_named_while_it_is_fresh(
    client: Client, services: Services
):
    today = date.fromisoformat(services.record.now[:10])
    for name, ago in (("Ours", 3), ("Long past", 400)):
        day = (today - timedelta(days=ago)).isoformat()
        inspections.add(services.record, Inspection(name, "ofsted-2011", announced=day))
    text = client.get("/").text
    assert "An inspection is announced: Ours" in text and "Long past" not in text


def test_an_empty_home_shows_no_coverage_and_says_how_to_begin(client: Client):
    page = client.get("/")
    assert "There is nothing to search yet." in page.text and "Contested" not in page.text
