"""What is in a pack, on its page: items of every kind, their order, their documents' pages, and undo."""

import re
from io import BytesIO
from xml.etree.ElementTree import Element

import pytest
from packing import A4, draw_pdf, paragraph, passage_of, store_file
from pypdf import PdfReader
from web.client import Client, fields_of, queue_of
from web.page import Page, words_of
from web.papers import Papers

from evidence.model import LinkStatus
from evidence.reads import packs as reads
from evidence.services import Services, open_services
from evidence.settings import Settings
from evidence.store import pack_items
from evidence.store.deciding import decide
from webapp.people.auth import Role

NAME = "Wexcombe/2010"


@pytest.fixture
def pack(client: Client, papers: Papers) -> str:
    """A pack's address, with a section of its own."""
    client.post(f"/links/{papers.met}", {"status": "accepted"})
    client.submit(client.get("/inspections/new"), "/inspections", name="Inspection 2010", cutoff="2010-12-31")
    made = client.submit(client.get("/packs/new"), "/packs", inspection="Inspection 2010", name=NAME)
    client.submit(client.get(made.location), f"{made.location}/sections", title="Letters of the board")
    return made.location


@pytest.fixture
def long(settings: Settings, papers: Papers) -> int:
    """A report of twelve pages with a paragraph on the fifth."""
    with open_services(settings, actor="tester") as work:
        cited = [paragraph(0, "Cited on the fifth page.", label="5", page=5, rect=(70, 232, 500, 252))]
        drawn = draw_pdf([A4] * 12, words="of the long report")
        return store_file(work, drawn, "long.pdf", cited, pages=12, title="Long report", date="2010-06-01")


def _record(settings: Settings) -> dict:
    with open_services(settings, actor="tester") as work:
        return reads.pack(work.record.db, NAME)


def _items(settings: Settings) -> list[dict]:
    return [item for section in _record(settings)["sections"] for item in section["items"]]


def _put_in(client: Client, pack: str, settings: Settings, **values: str) -> None:
    section = _record(settings)["sections"][0]["id"]
    client.submit(client.get(pack), f"{pack}/sections/{section}/items", **values)


def _button(page: Page, words: str) -> Element:
    """The form with the only button of these words."""
    found = [
        form
        for form in page.all("form", method="post")
        if any(words_of(button).startswith(words) for button in form.iter("button"))
    ]
    assert len(found) == 1, f"{len(found)} buttons {words!r}"
    return found[0]


def _press(client: Client, page: Page, words: str, **values: str) -> str:
    """Press the button; where it leads."""
    form = _button(page, words)
    chosen = {
        b.get("name"): b.get("value", "")
        for b in form.iter("button")
        if b.get("name") and words_of(b).startswith(words)
    }
    return client.post(form.get("action", ""), {**fields_of(form), **chosen, **values}).location


def test_documents_pages_passages_and_notes_go_into_a_section_of_ones_own(
    client: Client, pack: str, long: int, settings: Settings
):
    with open_services(settings, actor="tester") as work:
        passage = passage_of(work, long, 0)
    _put_in(client, pack, settings, document=f"{long}:4-6", note="Asked for by the lead inspector.")
    _put_in(client, pack, settings, document=str(long))
    _put_in(client, pack, settings, document=f"http://muster.test/documents/{long}?q=x#passage-{passage}")
    _put_in(client, pack, settings, document=f"http://muster.test/documents/{long}#page-7")
    assert [i["kind_of_item"] for i in _items(settings)] == ["pages", "note", "document", "passage", "pages"]
    page = client.get(pack)
    assert "1 section, 5 items." in page.text
    assert "Long report, 1 June 2010, pages 4 to 6" in page.text
    assert "Note Asked for by the lead inspector." in page.text
    pdf = PdfReader(BytesIO(client.http.get(f"{pack}/draft.pdf").data))
    assert "Letters of the board" in pdf.pages[2].extract_text()


def test_what_cannot_be_put_in_is_said_and_stays_in_the_form(
    client: Client, pack: str, long: int, settings: Settings
):
    section = _record(settings)["sections"][0]["id"]
    action = f"{pack}/sections/{section}/items"
    form = {"document": f"{long}:40-50", "note": "Words that took an hour."}
    answer = client.post(action, form, status=400)
    assert "its pages are 1 to 12" in answer.text and "Words that took an hour." in answer.text
    assert f'value="{long}:40-50"' in answer.text
    assert not _items(settings), "the note goes in with the document or not at all"
    assert "does not name a document" in client.post(action, {"document": "the letter"}, status=400).text
    client.post(action, {"document": "", "note": " "})
    assert "The note is empty." in client.get(pack).text
    client.post(action, {"document": "999"}, status=404)


def test_items_move_by_buttons_which_one_comes_back_to(
    client: Client, pack: str, long: int, settings: Settings
):
    _put_in(client, pack, settings, note="First.")
    _put_in(client, pack, settings, note="Second.")
    first = _items(settings)[0]["id"]
    assert _press(client, client.get(pack), "Down: move the note “First.”") == f"{pack}#item-{first}-down"
    assert [i["text"] for i in _items(settings)] == ["Second.", "First."]
    page = client.get(pack)
    assert "the note “First.” is last" in words_of(page.by_id(f"item-{first}-down"))
    _press(client, page, "Up: move the note “First.”")
    assert [i["text"] for i in _items(settings)] == ["First.", "Second."]


def test_an_item_goes_to_another_section_by_a_link_and_a_form(client: Client, pack: str, settings: Settings):
    _put_in(client, pack, settings, note="First.")
    _put_in(client, pack, settings, note="Second.")
    assert "To another section" not in client.get(pack).text, "there is but one"
    client.submit(client.get(pack), f"{pack}/sections", title="Minutes")
    own, minutes = (s["id"] for s in _record(settings)["sections"])
    first, second = (i["id"] for i in _items(settings))
    offered = client.get(pack).all("a", href=f"{pack}?move={first}#into-{first}")
    assert [words_of(link) for link in offered] == ["To another section: move the note “First.”"]
    page = client.get(f"{pack}?move={first}")
    choice = page.by_id(f"into-{first}")
    assert [(o.get("value"), words_of(o)) for o in choice.iter("option")] == [(str(minutes), "2. Minutes")]
    answer = _press(client, page, "Move it, the note “First.”", into=str(minutes))
    assert answer == f"{pack}#item-{first}"
    page = client.get(pack)
    assert "Moved: now 1 of 1 items of its section." in page.text
    items = {s["id"]: [i["id"] for i in s["items"]] for s in _record(settings)["sections"]}
    assert items == {own: [second], minutes: [first]}
    _press(client, page, "Undo this change")
    assert [i["id"] for i in _items(settings)] == [first, second]


def test_sections_move_and_print_the_numbers_that_the_page_shows(
    client: Client, pack: str, settings: Settings
):
    client.submit(client.get(pack), f"{pack}/sections", title="Minutes")
    own, minutes = (s["id"] for s in _record(settings)["sections"])
    _press(client, client.get(pack), "Down: move Letters of the board")
    page = client.get(pack)
    assert words_of(page.by_id(f"section-{minutes}")) == "1. Minutes"
    assert words_of(page.by_id(f"section-{own}")) == "2. Letters of the board"


def test_a_section_that_an_issue_printed_keeps_its_number_on_the_page(
    client: Client, pack: str, long: int, settings: Settings
):
    _put_in(client, pack, settings, document=str(long))
    client.submit(client.get(pack), f"{pack}/freeze")
    queue_of(client).work_off()
    client.submit(client.get(pack), f"{pack}/sections", title="Nothing in it yet")
    client.submit(client.get(pack), f"{pack}/sections", title="Later")
    empty, later = (s["id"] for s in _record(settings)["sections"][1:])
    client.submit(client.get(pack), f"{pack}/sections/{later}/items", note="Said later.")
    page = client.get(pack)
    assert words_of(page.by_id(f"section-{empty}")) == "Nothing in it yet"
    assert words_of(page.by_id(f"section-{later}")) == "2. Later"


def test_a_section_of_ones_own_gets_another_title(client: Client, pack: str, settings: Settings):
    section = _record(settings)["sections"][0]["id"]
    client.submit(client.get(pack), f"{pack}/sections/{section}/name", title="Letters, 2010")
    assert words_of(client.get(pack).by_id(f"section-{section}")) == "1. Letters, 2010"
    client.submit(client.get(pack), f"{pack}/sections/{section}/name", title=" ")
    assert _record(settings)["sections"][0]["title"] == "Letters, 2010"


def test_a_section_that_was_taken_out_is_put_back_with_what_is_in_it(
    client: Client, pack: str, settings: Settings
):
    _put_in(client, pack, settings, note="Kept.")
    _press(client, client.get(pack), "Take out this section: Letters of the board")
    page = client.get(pack)
    assert "Taken out: Letters of the board." in page.text and "0 sections" in page.text
    _press(client, page, "Put back the section Letters of the board")
    assert [i["text"] for i in _items(settings)] == ["Kept."]


def test_an_item_is_taken_out_and_undo_brings_it_back_and_says_what_it_undid(
    client: Client, pack: str, settings: Settings
):
    _put_in(client, pack, settings, note="Kept.")
    _press(client, client.get(pack), "Take out the note “Kept.”")
    page = client.get(pack)
    assert "Last change, by Sam Ellery" in page.text and "took an item out" in page.text
    _press(client, page, "Undo")
    page = client.get(pack)
    assert "Undone: took an item out." in page.text and "1 section, 1 item." in page.text


def test_a_note_is_written_anew(client: Client, pack: str, settings: Settings):
    _put_in(client, pack, settings, note="Frist.")
    item = _items(settings)[0]["id"]
    page = client.get(pack)
    assert [e.text.strip() for e in page.all("textarea", id=f"edited-{item}")] == ["Frist."]
    client.submit(page, f"{pack}/items/{item}/note", note="First.")
    assert [i["text"] for i in _items(settings)] == ["First."]
    refused = client.post(f"{pack}/items/{item}/note", {"note": "x" * 20_001}, status=400)
    assert "20,000 is the most" in refused.text and "x" * 20_001 in refused.text


def test_a_page_is_turned_from_the_packs_page(client: Client, pack: str, long: int, settings: Settings):
    _put_in(client, pack, settings, document=f"{long}:4-6")
    page = client.get(pack)
    assert "Long report, 1 June 2010: pages 4–6 of 12" in page.text
    form = {**fields_of(_button(page, "Turn it")), "page": "5", "by": "90"}
    led = client.post(f"{pack}/documents/{long}/turn", form).location
    assert led == f"{pack}#paper-{long}"
    page = client.get(pack)
    assert "turned: page 5 by 90°" in page.text
    pdf = PdfReader(BytesIO(client.http.get(f"{pack}/draft.pdf").data))
    assert sum(float(p.mediabox.width) > float(p.mediabox.height) for p in pdf.pages) == 1
    refused = client.post(f"{pack}/documents/{long}/turn", {"page": "70", "by": "90"}, status=400)
    assert "has no page 70" in refused.text
    assert "turns by 90, 180 or 270" in client.post(
        f"{pack}/documents/{long}/turn", {"page": "5", "by": "45"}, status=400
    ).text  # fmt: skip


def test_only_the_cited_pages_of_a_document_are_taken_and_all_of_them_again(
    client: Client, pack: str, long: int, settings: Settings
):
    with open_services(settings, actor="tester") as work:
        passage = passage_of(work, long, 0)
    _put_in(client, pack, settings, document=f"/documents/{long}#passage-{passage}")
    page = client.get(pack)
    assert "Long report, 1 June 2010: 12 pages" in page.text
    _press(client, page, "Take only its cited pages")
    page = client.get(pack)
    assert "Long report, 1 June 2010: page 5 of 12, only what is cited" in page.text
    _press(client, page, "Take all its pages")
    assert "Long report, 1 June 2010: 12 pages" in client.get(pack).text


def test_all_that_was_accepted_since_comes_in_at_once(
    client: Client, pack: str, papers: Papers, settings: Settings
):
    with open_services(settings, actor="tester") as work:
        decide(work.record, [papers.met], LinkStatus.REJECTED)
    client.submit(client.get(pack), f"{pack}/sections", **{"for": "register:N2010"})
    with open_services(settings, actor="tester") as work:
        decide(work.record, [papers.met], LinkStatus.ACCEPTED)
    _press(client, client.get(pack), "Add all that was accepted since")
    page = client.get(pack)
    assert "1 passage was added." in page.text and "4 sections, 1 item." in page.text


def test_every_form_that_changes_a_pack_carries_the_version_that_was_seen(
    client: Client, pack: str, long: int, settings: Settings
):
    _put_in(client, pack, settings, document=f"{long}:4-6", note="One.")
    _press(client, client.get(pack), "Add section", **{"for": "blocks"})
    forms = [f for f in client.get(pack).all("form", method="post") if f.get("action", "").startswith(pack)]
    assert len({re.sub(r"/\d+", "", f.get("action", "")[len(pack) :]) for f in forms}) >= 9
    for form in forms:
        assert "version" in fields_of(form), form.get("action")


@pytest.mark.parametrize(
    "action, form",
    [
        ("sections", {"title": "Another"}),
        ("sections/{section}/name", {"title": "Another"}),
        ("sections/{section}/remove", {}),
        ("sections/{section}/restore", {}),
        ("sections/{section}/items", {"note": "My own note."}),
        ("items/{item}/note", {"note": "My own note."}),
        ("items/{item}/remove", {}),
        ("move", {"item": "{item}", "to": "2"}),
        ("move", {"item": "{item}", "into": "{other}"}),
        ("documents/{long}/turn", {"page": "5", "by": "90"}),
        ("documents/{long}/cited-pages", {"pages": "cited"}),
        ("accepted", {}),
        ("undo", {}),
        ("mend", {"code": "measures_without_section"}),
        ("acknowledge", {"words": "It is answered elsewhere."}),
        ("freeze", {}),
    ],
)
def test_what_rests_on_an_older_look_at_the_pack_changes_nothing_and_says_what_was_done_meanwhile(
    client: Client, pack: str, long: int, settings: Settings, action: str, form: dict[str, str]
):
    _put_in(client, pack, settings, document=f"{long}:4-6", note="One.")
    client.submit(client.get(pack), f"{pack}/sections", title="Minutes")
    before = _record(settings)
    named = {
        "other": before["sections"][1]["id"],
        "section": before["sections"][0]["id"],
        "item": before["sections"][0]["items"][1]["id"],
        "long": long,
    }
    with open_services(settings, actor="kim") as work:
        pack_items.add_note(work.record, NAME, named["section"], "Kim's note.")
    stands = _record(settings)
    given = {key: value.format(**named) for key, value in form.items()}
    answer = client.http.post(
        f"{pack}/{action.format(**named)}",
        data={"csrf_token": client.csrf(), "version": before["version"], **given},
    )
    said = answer.text if answer.status_code == 400 else client.get(pack).text
    assert "was changed since you saw it (kim: wrote a note). Nothing was changed by you." in words(said)
    assert _record(settings) == stands
    for typed in (given.get("note"), given.get("title"), given.get("words")):
        assert typed is None or typed in said, "what was typed is not lost"


def words(html: str) -> str:
    return " ".join(html.split())


def test_what_was_issued_stays_and_the_page_says_so(client: Client, pack: str, long: int, settings: Settings):
    _put_in(client, pack, settings, document=str(long))
    client.submit(client.get(pack), f"{pack}/freeze")
    queue_of(client).work_off()
    item, section = _items(settings)[0]["id"], _record(settings)["sections"][0]["id"]
    for action in (f"items/{item}/remove", f"sections/{section}/remove", "undo"):
        client.post(f"{pack}/{action}", {})
        said = client.get(pack).text
        assert "issued pages never change" in said or "What was issued stands" in said, action
    refused = client.post(f"{pack}/documents/{long}/turn", {"page": "2", "by": "90"}, status=400)
    assert "issued pages never change" in refused.text
    assert "Turn a page" not in client.get(pack).text


def test_whoever_only_reads_sees_the_contents_and_changes_nothing(
    client: Client, pack: str, long: int, settings: Settings
):
    _put_in(client, pack, settings, document=f"{long}:4-6", note="One.")
    item = _items(settings)[0]["id"]
    client = Client(client.app).sign_in(Role.AUDITOR, "An auditor")
    page = client.get(pack)
    assert "pages 4–6 of 12" in page.text and "Note One." in page.text
    assert not [f for f in page.all("form") if f.get("action", "").startswith(pack)]
    for action in (f"items/{item}/remove", "move", "undo", f"documents/{long}/turn", f"items/{item}/note"):
        client.post(f"{pack}/{action}", {}, status=403)
    assert len(_items(settings)) == 2


def test_a_withdrawn_document_says_which_packs_rely_on_it(
    client: Client, pack: str, long: int, settings: Settings
):
    _put_in(client, pack, settings, document=f"{long}:4-6")
    assert NAME in client.get(f"/documents/{long}/withdraw").text


def test_pages_that_a_document_has_no_longer_are_left_out_and_preflight_says_why(
    client: Client, pack: str, long: int, settings: Settings
):
    _put_in(client, pack, settings, document=f"{long}:4-6")
    with open_services(settings, actor="tester") as work:
        _read_shorter(work, long)
    page = client.get(pack)
    assert "it was read again, and has no such pages now" in page.text
    assert "To be looked at again" in page.text
    assert client.http.get(f"{pack}/draft.pdf").status_code == 200


def _read_shorter(work: Services, document: int) -> None:
    with work.record.transaction():
        work.record.table("pages").delete_where("document = ? AND number > 5", [document])
        work.record.event("read again", f"document {document}")
