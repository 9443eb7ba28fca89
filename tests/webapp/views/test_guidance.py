"""Every page has its help; the accessibility statement has the sections that the law asks for."""

from dataclasses import replace

import pytest
from flask import Flask
from web.client import Client
from web.page import words_of
from web.papers import Papers
from web.tour import pages

from evidence.settings import AccessibilitySettings, Settings
from webapp import create_app
from webapp.presenting.help import topic_of, topics


def test_every_page_has_help(app: Flask):
    without = sorted(page for page in pages(app) if not topic_of(page))
    assert not without, f"say in webapp/presenting/help.toml what these are for: {without}"


def test_help_names_no_page_that_is_not_there_and_none_twice(app: Flask):
    named = [page for topic in topics().values() for page in topic.pages]
    assert set(named) <= pages(app)
    assert len(named) == len(set(named))


@pytest.mark.parametrize("name", topics())
def test_each_help_opens_without_signing_in(app: Flask, name: str):
    page = Client(app).get(f"/help/{name}")
    assert topics()[name].is_for in page.text


def test_the_header_leads_to_the_help_of_the_page_and_all_help_lists_it(client: Client, papers: Papers):
    for path, name in (("/review/desk", "review"), (f"/documents/{papers.report}", "document")):
        (link,) = client.get(path).all("li", class_="muster-help")
        assert link.find("a").get("href") == f"/help/{name}"
    assert [a for a in client.get("/help").all("a") if a.get("href") == "/help/review"]


def test_help_that_is_not_there_is_said_to_be_not_there(client: Client):
    assert "Page not found" in client.get("/help/nothing", status=404).text


def test_the_statement_has_the_sections_of_the_model_statement(app: Flask):
    page = Client(app).get("/accessibility")
    assert [words_of(h) for h in page.all("h2")] == [
        "Compliance status",
        "Non-accessible content",
        "Preparation of this accessibility statement",
        "Feedback and contact information",
        "Enforcement procedure",
    ]
    for words in ("(No. 2) Accessibility Regulations 2018", "Equality and Human Rights Commission (EHRC)"):
        assert words in page.text
    assert "Nobody is named here yet" in page.text


def test_the_statement_says_whom_to_write_to_and_when_it_was_reviewed(settings: Settings):
    given = AccessibilitySettings(("Digital team", "digital@example.gov.uk"), 5, "2026-11-30")
    app = create_app(replace(settings, council="Wexcombe Council", accessibility=given))
    page = Client(app).get("/accessibility")
    assert "Digital team digital@example.gov.uk" in words_of(page.by_id("whom"))
    assert [a for a in page.all("a") if a.get("href") == "mailto:digital@example.gov.uk"]
    assert "We answer within 5 working days." in page.text
    assert "Wexcombe Council last reviewed it on 30 November 2026." in page.text


@pytest.mark.parametrize("path", ["/sign-in", "/nothing-here", "/search"])
def test_every_page_leads_to_the_statement(client: Client, path: str):
    page = client.get(path, status=404 if path == "/nothing-here" else 200, token="x")
    assert [a for a in page.one("footer").iter("a") if a.get("href") == "/accessibility"]
