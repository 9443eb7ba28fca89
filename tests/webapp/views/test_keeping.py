"""Saved searches on the pages: the bar, the first page, what is new, who sees what."""

from flask import Flask
from web.client import Client
from web.page import Page, words_of
from web.papers import Papers, report

from evidence.model import Page as Sheet
from evidence.model import Passage, PassageKind, Reading
from evidence.services import open_services
from evidence.settings import Settings
from evidence.store import documents
from evidence.store.ledger import keep_file
from webapp.people.auth import Role


def save(client: Client, name: str = "Waits", shared: str = "no", **asked: str) -> str:
    """Save a search by its form. Returns its address."""
    form = client.get("/saved/new", **(asked or {"q": "referrals"}))
    client.submit(form, "/saved", name=name, shared=shared)
    links = [a for a in client.get("/saved").all("a") if words_of(a) == name]
    return links[-1].get("href")


def add(settings: Settings, *texts: str) -> int:
    """Add a paper with these paragraphs, behind the pages' back."""
    with open_services(settings, actor="tester") as work:
        sha256, size = work.files.put_bytes("\n".join(texts).encode())
        keep_file(work.record, sha256=sha256, size=size, media_type="text/plain", name="Later paper.txt")
        made = tuple(Passage(n, PassageKind.PARAGRAPH, t, end=len(t)) for n, t in enumerate(texts))
        reading = Reading(kind=report().kind, pages=(Sheet(1, "\n".join(texts)),), passages=made)
        return documents.add_readings(work.record, sha256, [reading])[0]


def fresh(page: Page) -> list[str]:
    """The words of the hits that are marked as new."""
    return [
        words_of(li.find("p[@class='muster-result__snippet']"))
        for li in page.all("li", class_="muster-result")
        if [s for s in li.iter("strong") if words_of(s) == "New"]
    ]


def home(client: Client) -> str:
    return client.get("/").text


def test_the_first_page_puts_the_search_box_first(client: Client, papers: Papers):
    page = client.get("/")
    assert page.one("form", role="search").get("action") == "/search"
    main = [e for e in page.one("main").iter() if e.tag in {"input", "h2"} and e.get("type") != "hidden"]
    assert (main[0].get("name"), words_of(main[1])) == ("q", "Coverage")
    assert "3 suggested links" in page.text and "Improvement update" in page.text


def test_the_first_page_of_an_empty_home_says_what_to_do(client: Client):
    assert "There is nothing to search yet. Add documents" in home(client)
    assert "Nothing waits." in home(client)


def test_a_search_is_saved_opened_renamed_and_deleted_with_undo(client: Client, papers: Papers):
    results = client.get("/search", q="referrals", kind="report", sort="date")
    (link,) = [a for a in results.all("a") if words_of(a) == "Save this search"]
    form = client.get(link.get("href"))
    assert "Searches for: referrals; kind: report; newest first" in form.text
    back = client.submit(form, "/saved", name="Waits", shared="no")
    assert back.location == "/search?q=referrals&kind=report&sort=date"
    assert "Saved as Waits" in client.get(back.location).text
    assert client.http.get("/saved/1").location == back.location

    client.post("/saved/1/change", {"name": "Long waits", "shared": "yes"})
    assert "Shared with everybody." in client.get("/saved").text
    client.post("/saved/1/delete", {})
    deleted = client.get("/saved")
    assert "Nothing is saved yet" in deleted.text
    client.submit(deleted, "/saved/1/bring-back")
    assert "Long waits" in client.get("/saved").text


def test_what_is_wrong_with_a_name_is_said_above_the_form(client: Client, papers: Papers):
    save(client)
    answer = client.post("/saved", {"q": "other", "rest": "", "name": " waits"}, status=400)
    assert "You have a saved search “waits” already." in answer.text
    assert 'value="other"' in answer.text


def test_new_passages_are_counted_on_the_first_page_until_the_search_is_opened(
    client: Client, papers: Papers, settings: Settings
):
    address = save(client)
    assert "Nothing new since you looked" in home(client)
    add(settings, "Referrals waited less.", "Of referrals no more.")
    assert "Waits 2 new" in home(client)
    opened = client.get(client.http.get(address).location)
    assert fresh(opened) == ["Referrals waited less.", "Of referrals no more."]
    assert "2 passages new since you looked" in opened.text
    assert "Nothing new since you looked" in home(client)
    assert "2 passages came since you looked" in client.get(f"{address}/new").text


def test_the_first_page_shows_first_the_searches_with_something_new(
    client: Client, papers: Papers, settings: Settings
):
    for number in range(11):
        save(client, name=f"A {number:02}", q=f"nothing{number}")
    save(client, name="Waits")
    assert "All saved searches, 2 more" in home(client) and "Waits" not in home(client)
    add(settings, "Referrals waited less.")
    assert "Saved searches Waits 1 new" in home(client)


def test_what_was_new_stays_marked_while_the_results_are_looked_through(
    app: Flask, client: Client, papers: Papers, settings: Settings
):
    address = save(client)
    add(settings, "Referrals waited less.")
    location = client.http.get(address).location
    assert fresh(client.get(location)) == fresh(client.fragment(location)) == ["Referrals waited less."]
    assert fresh(client.get(f"{location}&view=documents")) == ["Referrals waited less."]
    client.http.get(address)
    assert fresh(client.get(location)) == []
    assert "Nothing has come that you have not seen." in client.get(f"{address}/new").text


def test_a_browser_that_only_guesses_does_not_count_as_looking(
    client: Client, papers: Papers, settings: Settings
):
    address = save(client)
    add(settings, "Referrals waited less.")
    client.http.get(address, headers={"Sec-Purpose": "prefetch"})
    client.http.head(address)
    assert "Waits 1 new" in home(client)


def test_each_person_looks_for_themselves(app: Flask, client: Client, papers: Papers, settings: Settings):
    address = save(client, shared="yes")
    other = Client(app).sign_in(Role.AUDITOR, "Alex Moor")
    assert "Shared by Sam Ellery. You have not opened it yet." in home(other)
    other.http.get(address)
    add(settings, "Referrals waited less.")
    client.http.get(address)
    assert "Waits 1 new" in home(other) and "Waits 1 new" not in home(client)


def test_a_private_search_is_nowhere_to_be_seen_by_another(app: Flask, client: Client, papers: Papers):
    address = save(client, name="Quiet worry")
    other = Client(app).sign_in(Role.COORDINATOR, "Alex Moor")
    for path in (address, f"{address}/new", f"{address}/change"):
        assert "Quiet worry" not in other.get(path, status=404).text
    for path in (f"{address}/change", f"{address}/delete", f"{address}/bring-back"):
        assert "Quiet worry" not in other.post(path, {"name": "Mine"}, status=404).text
    for path in ("/", "/saved", "/log"):
        assert "Quiet worry" not in other.get(path).text
    assert "Quiet worry" not in other.get("/search", q="referrals").text


def test_a_shared_search_is_not_anothers_to_change(app: Flask, client: Client, papers: Papers):
    address = save(client, shared="yes")
    other = Client(app).sign_in(Role.OFFICER, "Alex Moor")
    assert "belongs to Sam Ellery" in other.get(f"{address}/change", status=400).text
    assert "belongs to Sam Ellery" in other.post(f"{address}/delete", {}, status=400).text
    assert address in [a.get("href") for a in other.get("/saved").all("a")]


def test_nothing_asked_cannot_be_saved(client: Client, papers: Papers):
    form = client.get("/saved/new")
    answer = client.post("/saved", {"q": "", "rest": "", "name": "All"}, status=400)
    assert "Searches for: nothing yet" in form.text and "There is nothing to save yet." in answer.text


def test_every_hit_and_paragraph_offers_its_citation_exactly(client: Client, papers: Papers):
    said = "Improvement update, 14 July 2010, para 3.1 (p. 1)"
    hit = client.get("/search", q="timely").one("li", class_="muster-result")
    assert [b.get("data-copy") for b in hit.iter("button")] == [said]
    paragraph = client.get(f"/documents/{papers.report}").by_id(f"passage-{papers.welcome}")
    assert [b.get("data-copy") for b in paragraph.iter("button") if b.get("data-copy")] == [said]
    # Without a script the words stand there to be selected, and no button does.
    assert said in words_of(paragraph) and all("hidden" in b.attrib for b in hit.iter("button"))
    assert client.get("/search", q="timely").by_id("copied").get("role") == "status"
