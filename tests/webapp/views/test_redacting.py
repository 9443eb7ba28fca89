"""The pages on which a person redacts: without JavaScript by words, ticks and areas; proposals are ticked."""

from pathlib import Path

import pytest
from reader_files import docx, paragraph, pdf, prose
from redacting import packed
from web.client import Client
from web.page import words_of

from evidence.packs.planning.plan import plan
from evidence.reads.redactions import redactions
from evidence.services import open_services
from evidence.settings import Settings
from webapp import create_app
from webapp.people.auth import Role

LETTER = (
    "Letter from Anyshire Council to the Improvement Board, 3 May 2011.\n"
    "\n"
    "The audit of May was shared with the board and with all partners of the council.\n"
    "\n"
    "The child Robin Quillfeather, born 12 May 2004, lives at 14 Acacia Avenue, AN1 4QF.\n"
)
WHY = {"exemption": "s40", "reason": "Name of a child"}


@pytest.fixture
def document(settings: Settings, tmp_path: Path) -> int:
    return packed(settings.home, pdf(tmp_path / "letter.pdf", prose(LETTER)), "audit of May")


@pytest.fixture
def client(settings: Settings, document: int) -> Client:
    return Client(create_app(settings)).sign_in()


def _held(settings: Settings) -> list[dict]:
    with open_services(settings, actor="tester") as work:
        return redactions(work.record.db, 1)


def test_words_that_are_typed_are_redacted_on_the_page_and_taken_back(
    client: Client, document: int, settings: Settings
) -> None:
    address = f"/packs/1/documents/{document}/redact"
    assert any(a.get("href") == address for a in client.get("/packs/1").all("a"))
    answer = client.submit(client.get(address), address, words="Robin Quillfeather", **WHY)
    shown = client.get(answer.location)
    assert "1 place is redacted." in words_of(shown.root) and "“Robin Quillfeather”" in words_of(shown.root)
    (row,) = _held(settings)
    assert (row["page"], row["words"], row["reason"]) == (1, "Robin Quillfeather", "Name of a child")
    with open_services(settings, actor="tester") as work:
        assert "Quillfeather" not in plan(work, "P").to_json()
    client.submit(shown, "/packs/1/redactions/remove")
    assert _held(settings) == []


def test_words_are_ticked_and_areas_given_without_javascript(
    client: Client, document: int, settings: Settings
) -> None:
    address = f"/packs/1/documents/{document}/redact"
    page = client.get(address)
    words = [e for e in page.all("label") if words_of(e) in ("Robin", "Quillfeather,")]
    chosen = [tick.get("value") for label in words for tick in label.iter("input")]
    assert len(chosen) == 2
    client.submit(page, address, tick=chosen, area="", **WHY)
    client.submit(client.get(address), address, area="60, 80, 300, 110", **WHY)
    first, second = _held(settings)
    assert first["words"] == "Robin Quillfeather," and len(first["rects"]) == 1
    assert second["rects"] == [[60.0, 80.0, 300.0, 110.0]] and "audit" in second["words"]


def test_what_cannot_be_redacted_says_why_and_keeps_what_was_typed(
    client: Client, document: int, settings: Settings
) -> None:
    address = f"/packs/1/documents/{document}/redact"
    for given, says in (
        ({"words": "Quillfetter", **WHY}, "is not found"),
        ({"words": "Robin", "exemption": "", "reason": "x"}, "no exemption"),
        ({"words": "Robin", "exemption": "s40", "reason": ""}, "needs a reason"),
        ({"area": "1, 2", **WHY}, "does not name an area"),
        (WHY, "Nothing was marked"),
    ):
        answer = client.http.post(
            address, data={"csrf_token": client.csrf(), "page": "1", "version": _version(client), **given}
        )
        assert answer.status_code == 400 and says in answer.text
        assert f'value="{given.get("words", "")}"' in answer.text
    assert _held(settings) == []


def test_proposals_are_ticked_and_none_is_applied_by_itself(
    client: Client, document: int, settings: Settings
) -> None:
    said = words_of(client.get("/packs/1").root)
    assert "4 proposals to redact in 1 document were not looked at" in said
    page = client.get("/packs/1/redactions")
    ticked = [e.get("value") for e in page.all("input") if e.get("name") == "ticked"]
    named = [value.split(":", 2)[2] for value in ticked]
    assert named == ["Robin Quillfeather", "12 May 2004", "14 Acacia Avenue", "AN1 4QF"]
    assert _held(settings) == []
    client.submit(page, "/packs/1/redactions", ticked=ticked[:2], **WHY)
    assert {row["words"] for row in _held(settings)} == {"Robin Quillfeather", "12 May 2004"}
    again = client.get("/packs/1/redactions")
    assert len([e for e in again.all("input") if e.get("name") == "ticked"]) == 2
    client.submit(again, "/packs/1/redactions/seen")
    assert "not looked at" not in words_of(client.get("/packs/1").root)


def test_a_text_is_redacted_by_words_wherever_it_holds_them(settings: Settings, tmp_path: Path) -> None:
    body = "".join(map(paragraph, LETTER.split("\n\n")))
    document = packed(settings.home, docx(tmp_path / "letter.docx", body), "audit of May")
    client = Client(create_app(settings)).sign_in()
    address = f"/packs/1/documents/{document}/redact"
    answer = client.submit(client.get(address), address, words="Robin Quillfeather", **WHY)
    shown = words_of(client.get(answer.location).root)
    assert "wherever it stands" in shown and "The child [redacted], born" in shown


def test_only_coordinators_redact(client: Client, document: int) -> None:
    officer = Client(client.app).sign_in(Role.OFFICER)
    for address in ("/packs/1/redactions", f"/packs/1/documents/{document}/redact"):
        assert officer.http.get(address).status_code == 403
        assert officer.http.post(address, data={"csrf_token": officer.csrf()}).status_code == 403


def test_a_stale_page_redacts_nothing(client: Client, document: int, settings: Settings) -> None:
    address = f"/packs/1/documents/{document}/redact"
    stale = client.get(address)
    client.submit(client.get(address), address, words="Acacia", **WHY)
    form = {"csrf_token": client.csrf(), "page": "1", "version": "0", "words": "Robin", **WHY}
    answer = client.http.post(address, data=form)
    assert answer.status_code == 400 and "was changed since you saw it" in answer.text
    assert stale and [row["words"] for row in _held(settings)] == ["Acacia"]


def _version(client: Client) -> str:
    page = client.get("/packs/1/redactions")
    return next((e.get("value") for e in page.all("input") if e.get("name") == "version"), "")
