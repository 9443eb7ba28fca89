"""Into a pack from where one reads: a document, a search, a measure; and packs made like another."""

import json

import pytest
from cli_runner import Muster
from packing import A4, draw_pdf, store_file
from web.client import Client
from web.page import words_of
from web.papers import Papers

from evidence.reads import packs as reads
from evidence.services import open_services
from evidence.settings import Settings
from webapp.people.auth import Role


@pytest.fixture
def pack(client: Client, papers: Papers) -> str:
    """A pack's address, with the section of a measure and one of its own."""
    client.post(f"/links/{papers.met}", {"status": "accepted"})
    client.submit(client.get("/inspections/new"), "/inspections", name="Inspection 2010", cutoff="2010-12-31")
    made = client.submit(client.get("/packs/new"), "/packs", inspection="Inspection 2010", name="First")
    client.post(f"{made.location}/sections", {"for": "measure:N2010-01"})
    client.submit(client.get(made.location), f"{made.location}/sections", title="Letters")
    return str(made.location)


@pytest.fixture
def muster(settings: Settings) -> Muster:
    return Muster(settings.home)


def _sections(settings: Settings, name: str = "First") -> list[dict]:
    with open_services(settings, actor="tester") as work:
        return reads.pack(work.record.db, name)["sections"]


def _put(client: Client, address: str, **values: str):
    return client.submit(client.get(address), "/packs/put-in", **values)


def test_a_paragraph_goes_into_a_section_from_the_search_the_document_and_the_measure(
    client: Client, pack: str, papers: Papers, settings: Settings
) -> None:
    address = f"/packs/put-in?passage={papers.welcome}"
    for page in ("/search?q=timely", f"/documents/{papers.report}"):
        assert any(a.get("href") == address for a in client.get(page).all("a")), page
    assert any("/packs/put-in" in a.get("href", "") for a in client.get("/measures/N2010-01").all("a"))
    own = _sections(settings)[1]["id"]
    answer = _put(client, address, into=f"1:{own}")
    assert answer.location == f"{pack}#section-{own}"
    assert [i["passage"] for i in _sections(settings)[1]["items"]] == [papers.welcome]
    again = client.http.post(
        "/packs/put-in", data={"csrf_token": client.csrf(), "passage": papers.welcome, "into": f"1:{own}"}
    )
    assert again.status_code == 400 and "in this section already" in again.text


def test_a_document_goes_whole_or_with_some_pages_into_a_new_section(
    client: Client, pack: str, papers: Papers, settings: Settings
) -> None:
    client.get(f"/documents/{papers.report}").one("a", href=f"/packs/put-in?document={papers.report}")
    address = f"/packs/put-in?document={papers.report}"
    _put(client, address, into="1:0", title="Reports", pages="1 – 2")
    new = _sections(settings)[-1]
    assert (new["title"], [(i["first_page"], i["last_page"]) for i in new["items"]]) == ("Reports", [(1, 2)])
    _put(client, address, into=f"1:{new['id']}", pages="")
    assert [i["kind_of_item"] for i in _sections(settings)[-1]["items"]] == ["pages", "document"]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"into": "1:0", "title": " "}, "give it a title"),
        ({"into": ""}, "No section was chosen"),
        ({"into": "7:1"}, "There is no pack 7"),
        ({"into": "1:99"}, "has no section 99"),
        ({"into": "1:0", "title": "Reports", "pages": "2-9"}, "its pages are 1 to 2"),
        ({"into": "1:0", "title": "Reports", "pages": "all"}, "does not name a document or its pages"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_half_done(
    client: Client, pack: str, papers: Papers, settings: Settings, values: dict, said: str
) -> None:
    before = _sections(settings)
    answer = client.http.post(
        "/packs/put-in", data={"csrf_token": client.csrf(), "document": papers.report, **values}
    )
    assert answer.status_code == 400 and said in answer.text
    assert _sections(settings) == before


def test_readers_and_officers_put_nothing_into_packs(client: Client, pack: str, papers: Papers, app) -> None:
    officer = Client(app).sign_in(Role.OFFICER)
    assert not any("put-in" in a.get("href", "") for a in officer.get(f"/documents/{papers.report}").all("a"))
    officer.get(f"/packs/put-in?document={papers.report}", status=403)
    officer.post("/packs/put-in", {"document": papers.report, "into": "1:0", "title": "x"}, status=403)


def test_a_new_pack_begins_with_the_sections_of_another_and_what_is_accepted_now(
    client: Client, pack: str, papers: Papers, settings: Settings
) -> None:
    own = _sections(settings)[1]["id"]
    _put(client, f"/packs/put-in?document={papers.report}", into=f"1:{own}")
    page = client.get("/packs/new")
    made = client.submit(page, "/packs", inspection="Inspection 2010", name="Second", like="First")
    assert "with the sections of First" in client.get(made.location).text
    first, second = _sections(settings), _sections(settings, "Second")
    assert [(s["title"], s["measure"]) for s in second] == [(s["title"], s["measure"]) for s in first]
    assert [i["link"] for i in second[0]["items"]] == [papers.met] and second[1]["items"] == []


def test_a_pack_of_another_framework_says_which_blocks_it_cannot_take_over(
    client: Client, pack: str, settings: Settings, muster: Muster
) -> None:
    client.post(f"{pack}/sections", {"for": "block:B"})
    muster("inspection", "new", "ILACS 2026", "--framework", "ofsted-ilacs")
    made = muster("pack", "new", "ILACS", "--inspection", "ILACS 2026", "--like", "First", "--json")
    assert "Block B is of another framework" in made.err
    assert [s["title"] for s in json.loads(made.out)["sections"]][-1] == "Letters"


def test_the_papers_that_inspectors_ask_for_are_sections_once(
    client: Client, pack: str, muster: Muster
) -> None:
    muster("inspection", "new", "ILACS 2026", "--framework", "ofsted-ilacs")
    muster("pack", "new", "ILACS", "--inspection", "ILACS 2026")
    (number,) = {p["id"] for p in muster("pack", "list", "--json").data if p["name"] == "ILACS"}
    client.post(f"/packs/{number}/sections", {"for": "own:Self-evaluation"})
    page = client.get(f"/packs/{number}")
    assert "Papers that inspectors ask for (proposed: check the letter)" in page.html
    client.post(f"/packs/{number}/sections", {"for": "papers"})
    titles = [words_of(h) for h in client.get(f"/packs/{number}").all("h3")]
    assert len(titles) == len(set(titles)) == 10 and "Self-evaluation" in titles[0]
    again = muster("pack", "add", "First", "--papers")
    assert again.code == 2
    assert "names no papers" in again.err


def test_the_page_says_how_much_the_pack_holds(client: Client, pack: str, settings: Settings) -> None:
    assert "1 document set as text; 1 kB of originals" in client.get(pack).text
    with open_services(settings, actor="tester") as work:
        long = store_file(work, draw_pdf([A4] * 12), "long.pdf", [], pages=12, title="Long report")
    _put(client, f"/packs/put-in?document={long}", into="1:0", title="Reports", pages="2-4")
    assert "3 pages of 1 document, 1 more set as text; " in client.get(pack).text
