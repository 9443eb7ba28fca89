"""Setting a document's fields right on the pages."""

import pytest
from flask import Flask
from web.client import Client, fields_of
from web.page import Page, words_of
from web.papers import Papers

from evidence.reads.corrections import corrections
from evidence.services import Services
from webapp.people.auth import Role


def row(page: Page, name: str) -> str:
    """What a page says of one field."""
    rows = [words_of(e) for e in page.all("div", class_="govuk-summary-list__row")]
    return next(r for r in rows if r.startswith(name + " "))


def test_every_field_is_listed_with_what_was_read(client: Client, papers: Papers) -> None:
    page = client.get(f"/documents/{papers.report}/correct")
    assert "Improvement update" in row(page, "Title")
    assert "14 July 2010" in row(page, "Date")
    assert "Wexcombe Council" in row(page, "Source")
    assert "Report" in row(page, "Kind")
    assert "not found in the text" in row(page, "Recipient")
    assert "not found in the text" in row(page, "Meeting")


def test_a_field_that_only_this_document_has_can_be_corrected_too(client: Client, papers: Papers) -> None:
    assert "two years" in row(client.get(f"/documents/{papers.notice}/correct"), "Term")


def test_a_field_is_corrected_and_says_by_whom_and_what_was_read(client: Client, papers: Papers) -> None:
    address = f"/documents/{papers.report}/correct"
    form = client.get(address, field="author")
    answer = client.submit(form, address, value="Jo Bell", note="As signed")
    assert answer.location == address
    page = client.get(address)
    assert "Author was corrected." in page.text
    said = row(page, "Author")
    assert said.startswith("Author Jo Bell") and "Corrected by Sam Ellery" in said
    assert "(read as “Director of Children's Services”)" in said and "As signed" in said
    said = row(client.get(f"/documents/{papers.report}"), "Author")
    assert "Jo Bell" in said and "Corrected by Sam Ellery" in said and "Director of Children's" in said


def test_the_form_starts_with_the_present_value(client: Client, papers: Papers) -> None:
    page = client.get(f"/documents/{papers.report}/correct", field="date")
    assert fields_of(page.all("form")[-1])["value"] == "2010-07-14"
    (link,) = [a for a in page.all("a") if words_of(a).startswith("from here")] or [None]
    assert link is None, "the date was not read from a passage"
    page = client.get(f"/documents/{papers.report}/correct", field="title")
    assert [a for a in page.all("a") if words_of(a).startswith("from here")]


def test_a_correction_is_taken_back(client: Client, papers: Papers, services: Services) -> None:
    address = f"/documents/{papers.report}/correct"
    client.post(address, {"field": "title", "value": "Another title"})
    client.submit(client.get(address), f"{address}/undo")
    page = client.get(address)
    assert "Title is as it was before." in page.text
    assert row(page, "Title").startswith("Title Improvement update")
    assert corrections(services.record.db, papers.report) == []
    client.post(f"{address}/undo", {"field": "title"}, status=404)


def test_a_field_can_be_left_empty(client: Client, papers: Papers) -> None:
    address = f"/documents/{papers.report}/correct"
    client.post(address, {"field": "author", "value": " "})
    assert "left empty" in row(client.get(address), "Author")


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("date", "22 June 2011", "Write it as 2011-06-22"),
        ("kind", "essay", "Choose one of: data"),
        ("source_class", "friendly", "Choose one of: external"),
    ],
)
def test_a_value_that_cannot_be_is_refused_in_the_summary_and_kept_in_the_form(
    client: Client, papers: Papers, services: Services, field: str, value: str, said: str
) -> None:
    address = f"/documents/{papers.report}/correct"
    answer = client.post(address, {"field": field, "value": value, "note": "My reason"}, status=400)
    assert answer.text.count(said) == 2 and 'href="#value"' in answer.text
    assert 'value="My reason"' in answer.text
    assert field != "date" or 'value="22 June 2011"' in answer.text
    assert corrections(services.record.db, papers.report) == []


def test_a_kind_is_chosen_from_those_there_are(client: Client, papers: Papers) -> None:
    address = f"/documents/{papers.report}/correct"
    page = client.get(address, field="kind")
    assert "Improvement notice" in [words_of(o) for o in page.by_id("value")]
    client.post(address, {"field": "kind", "value": "minutes"})
    assert words_of(
        client.get(f"/documents/{papers.report}").one("span", class_="govuk-caption-l")
    ).startswith("Minutes")


def test_a_field_that_is_none_is_said_so(client: Client, papers: Papers) -> None:
    address = f"/documents/{papers.report}/correct"
    assert "no field colour" in client.get(address, field="colour", status=404).text
    client.post(address, {"field": "colour", "value": "blue"}, status=404)
    client.get("/documents/999/correct", status=404)


def test_an_auditor_corrects_nothing(app: Flask, papers: Papers) -> None:
    auditor = Client(app).sign_in(Role.AUDITOR, "Alex Orme")
    address = f"/documents/{papers.report}/correct"
    auditor.get(address, status=403)
    auditor.post(address, {"field": "title", "value": "x"}, status=403)
    assert "Correct" not in [words_of(a)[:7] for a in auditor.get(f"/documents/{papers.report}").all("a")]
    officer = Client(app).sign_in(Role.OFFICER, "Jo Marsh")
    assert "Correct" in [words_of(a)[:7] for a in officer.get(f"/documents/{papers.report}").all("a")]
    officer.post(address, {"field": "title", "value": "Update"})
