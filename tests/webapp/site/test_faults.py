"""A fault of Muster's on a page: a number that the home's log explains, on either engine."""

import re
from dataclasses import replace

import pytest
from cli_runner import Muster
from search_entries import ENGINES
from web.client import Client
from web.papers import Papers

from evidence.settings import Settings
from webapp import create_app


def faulty(*_: object) -> str:
    """Code with a mistake in it."""
    return {"first": ""}["second"]


@pytest.fixture(params=ENGINES)
def client(request: pytest.FixtureRequest, settings: Settings) -> Client:
    """A coordinator at a site as it is served, not as tests have it, so that faults become pages."""
    app = create_app(replace(settings, search=replace(settings.search, engine=request.param)))
    client = Client(app).sign_in()
    app.testing = False
    return client


def number_in(text: str) -> str:
    found = re.search(r"number (\d{8}-\d{6})", text)
    assert found, text
    return found[1]


def test_a_fault_in_a_search_is_a_page_with_a_number_and_the_index_is_not_built_again(
    client: Client, papers: Papers, settings: Settings, monkeypatch: pytest.MonkeyPatch
):
    client.get("/search", q="assessments")
    before = sorted(path.name for path in settings.index.rglob("g*") if path.is_dir())
    with monkeypatch.context() as broken:
        broken.setattr("evidence.search.answering.answer.snippet", faulty)
        page = client.get("/search", q="assessments", status=500)
        fragment = client.fragment("/search", q="assessments", status=500)
    assert "Something went wrong" in page.text and "index" not in page.text
    log = (settings.home / "faults.log").read_text()
    for text in (page.text, fragment.text):
        assert f"fault {number_in(text)}" in log
    assert "while: GET /search\n" in log and "KeyError" in log and "assessments" not in log
    assert sorted(path.name for path in settings.index.rglob("g*") if path.is_dir()) == before
    client.get("/search", q="assessments")


@pytest.mark.parametrize("engine", ENGINES)
def test_a_fault_in_a_command_is_an_exit_with_a_number_and_nothing_on_stdout(
    engine: str, papers: Papers, settings: Settings, monkeypatch: pytest.MonkeyPatch
):
    muster = Muster(settings.home)
    with monkeypatch.context() as broken:
        broken.setattr("evidence.search.answering.answer.snippet", faulty)
        ran = muster("search", "assessments", "--engine", engine, "--json")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("muster: Muster met a fault of its own") and "Traceback" not in ran.err
    log = (settings.home / "faults.log").read_text()
    assert f"fault {number_in(ran.err)}" in log and "while: muster search\n" in log
    assert muster("search", "assessments", "--engine", engine).code == 0
