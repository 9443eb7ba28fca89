"""Whoever is not cleared learns nothing of what is marked, by any page, file, form or error of the site.

Every route is walked, as the URL map has them; a new one is walked too, or the walk says what it lacks.
"""

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import cycle
from zipfile import ZipFile

import pypdf
import pytest
from flask import Flask
from marked_home import SECRET, Marked
from paths import CONFIG
from web.addresses import addresses
from web.client import Client, queue_of

from evidence.reads.signing import keys
from evidence.settings import load
from evidence.store.opening import open_record
from webapp import create_app
from webapp.people.auth import Role

TYPED = ("zeph", "zephyrne", "zeph*", "ZAB", "alert board", "protocol", "referrals", "protocol -notice")
"""What might bring it up: beginnings, misspellings, an acronym that it explains, words beside it."""
ASKED = (
    "/search",
    "/search.csv",
    "/search.xlsx",
    "/search/print",
    "/search/suggestions",
    "/documents",
    "/values",
)
ASKED_TOO = ("/measures", "/log", "/coverage", "/review", "/measures/N2020-01/find")
FIELDS = (
    "document",
    "documents",
    "passage",
    "passages",
    "measure",
    "link",
    "links",
    "ids",
    "id",
    "item",
    "pair",
)


@pytest.fixture
def app(marked: Marked) -> Flask:
    made = create_app(load(home=marked.muster.home, config=CONFIG))
    made.testing = True
    return made


def signed_in(app: Flask, role: Role, *, cleared: bool) -> Client:
    return Client(app).sign_in(role, "Uma Kay", cleared=cleared)


def texts(data: bytes) -> Iterator[bytes]:
    """Bytes, those of the files packed in them, and the words of a PDF's pages."""
    yield data
    if data.startswith(b"PK"):
        with ZipFile(BytesIO(data)) as packed:
            for name in packed.namelist():
                yield name.encode()
                yield from texts(packed.read(name))
    elif data.startswith(b"%PDF"):
        yield " ".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(data)).pages).encode()


def told(client: Client, address: str) -> bool:
    """Whether the answer, its headers among it, has the word."""
    answer = client.http.get(address)
    every: Iterable[bytes] = (*texts(answer.data), str(answer.headers).encode())
    assert answer.status_code < 500, (address, answer.status_code)
    return any(SECRET.encode() in one.lower() for one in every)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.COORDINATOR, Role.AUDITOR])
def test_no_route_tells_anything_of_what_is_marked(app: Flask, marked: Marked, role: Role) -> None:
    client = signed_in(app, role, cleared=False)
    leaking = [address for _, address in addresses(app, marked.muster.home, "GET") if told(client, address)]
    assert leaking == []


def test_who_is_cleared_reads_it_in_most_places(app: Flask, marked: Marked) -> None:
    client = signed_in(app, Role.COORDINATOR, cleared=True)
    found = {
        rule.rule for rule, address in addresses(app, marked.muster.home, "GET") if told(client, address)
    }
    assert len(found) > 30  # else the walk above proves little


def test_no_search_completion_facet_or_filter_brings_it_up(app: Flask, marked: Marked) -> None:
    client = signed_in(app, Role.COORDINATOR, cleared=False)
    asked = [f"{page}?q={typed}&group=on" for page in (*ASKED, *ASKED_TOO) for typed in TYPED]
    asked += [f"/search?document={number}&q=" for number in marked.documents]
    asked += [f"/search?measure={marked.measure}", f"/log?document={marked.documents[0]}"]
    asked += [f"/log?measure={marked.measure}", f"/packs/put-in?passage={marked.passage}"]
    assert [address for address in asked if told(client, address)] == []
    assert told(signed_in(app, Role.COORDINATOR, cleared=True), "/search?q=zephyrne")


def test_what_is_marked_is_answered_as_what_never_was(app: Flask, marked: Marked) -> None:
    client = signed_in(app, Role.COORDINATOR, cleared=False)
    pairs = [(f"/documents/{marked.documents[0]}", "/documents/99999")]
    pairs += [(f"/documents/{marked.documents[0]}/pages/1.png", "/documents/99999/pages/1.png")]
    pairs += [(f"/passages/{marked.passage}", "/passages/99999"), ("/packs/1", "/packs/99999")]
    pairs += [(f"/measures/{marked.measure}", "/measures/N1999-99")]
    for there, nowhere in pairs:
        one, other = client.http.get(there), client.http.get(nowhere)
        assert (one.status_code, other.status_code) == (404, 404), there
        assert _without_names(one.text, there) == _without_names(other.text, nowhere)


def _without_names(text: str, address: str) -> str:
    """The page's own part, without what was asked for."""
    text = text.partition("<main")[2].partition("</main>")[0]
    named = "|".join(re.findall(r"N\d{4}-\d\d|\d+", address))
    return re.sub(rf"\b({named})\b", "#", text)


def test_no_form_changes_or_tells_of_it(app: Flask, marked: Marked) -> None:
    client = signed_in(app, Role.COORDINATOR, cleared=False)
    before, token = _closed_rows(marked), client.csrf()
    numbers = cycle((marked.documents[0], marked.passage, marked.link, marked.measure))
    for rule, address in addresses(app, marked.muster.home, "POST"):
        if rule.rule.startswith(("/sign", "/uploads")):
            continue
        number = next(numbers)
        form = {name: str(number) for name in FIELDS}
        form |= {"csrf_token": token, "reason": "Why", "status": "accepted", "note": "x", "seen": "0"}
        answer = client.http.post(address, data=form)
        assert answer.status_code < 500, (address, answer.text[:300])
        assert SECRET not in answer.text.lower(), address
    assert _closed_rows(marked) == before


def _closed_rows(marked: Marked) -> dict[str, list[tuple[object, ...]]]:
    """Every row of the record that is closed."""
    whole = open_record(marked.muster.home / "muster.db")
    closed = open_record(marked.muster.home / "muster.db", cleared=False)
    names = (
        "documents",
        "links",
        "measures",
        "passages",
        "pack_items",
        "packs",
        "match_terms",
        "near_duplicates",
    )
    found = {}
    for name in names:
        sql = f"SELECT * FROM {name} ORDER BY 1, 2"
        seen = set(closed.db.execute(f"SELECT id FROM {name}" if name != "match_terms" else sql).fetchall())
        rows = whole.db.execute(sql).fetchall()
        found[name] = [r for r in rows if (r if name == "match_terms" else r[:1]) not in seen]
    whole.close()
    closed.close()
    return found


def test_an_upload_of_the_same_bytes_tells_nothing_of_those_that_are_there(
    app: Flask, marked: Marked
) -> None:
    client = signed_in(app, Role.OFFICER, cleared=False)
    same = (marked.muster.home.parent / "same.txt", b"")[0]
    row = (
        open_record(marked.muster.home / "muster.db")
        .db.execute("SELECT sha256 FROM files WHERE name = ?", [f"{SECRET}-report.txt"])
        .fetchone()
    )
    same.write_bytes((marked.muster.home / "files" / row[0][:2] / row[0]).read_bytes())
    with same.open("rb") as file:
        page = client.post("/uploads", {"files": (file, "mine.txt")}).headers["Location"]
    queue_of(client).work_off()
    shown = client.http.get(page).text
    assert "mine.txt" in shown
    assert SECRET not in shown.lower()
    row = client.http.get("/documents/ledger.csv").text.split("mine.txt")[1].splitlines()[0]
    assert "added" in row
    assert "duplicate" not in row


def test_an_issue_that_somebody_uncleared_freezes_holds_nothing_of_it(app: Flask, marked: Marked) -> None:
    client = signed_in(app, Role.COORDINATOR, cleared=False)
    number = marked.muster("pack", "show", "Open", "--json").data.get("id", 2)
    page = client.get(f"/packs/{number}")
    client.submit(page, f"/packs/{number}/freeze")
    queue_of(client).work_off()
    for ending in ("pdf", "zip"):
        assert not told(client, f"/packs/{number}/issues/1.{ending}")
    assert client.http.get(f"/packs/{number}/issues/1.zip").status_code == 200
    # "Closed" was frozen before, with the home's key, which is no secret: it is made once
    assert len(keys(open_record(marked.muster.home / "muster.db").db)) == 1
