"""A home that nobody may write to can be read and searched, and says what it cannot do."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from cli_runner import Muster
from flask import Flask
from paths import CONFIG
from read_only import bound, muster, read_only
from web.addresses import addresses
from werkzeug.routing import Rule

from evidence.settings import load
from webapp import create_app


@pytest.mark.parametrize(
    "command",
    [
        ("documents",),
        ("show", 1),
        ("search", "safeguarding"),
        ("measures",),
        ("coverage",),
        ("links",),
        ("ledger",),
        ("log",),
        ("log", "verify"),
        ("check",),
    ],
)
def test_a_read_only_home_is_read_and_searched(own_sample_base: Muster, command: tuple[object, ...]) -> None:
    writable = own_sample_base(*command, "--json").data
    with read_only(own_sample_base.home):
        ran = muster(own_sample_base.home, *command, "--json")
    assert ran.code == 0, ran.err
    found = ran.data
    if command[0] == "search":
        assert found["hits"] and [h["passage"] for h in found["hits"]] == [
            h["passage"] for h in writable["hits"]
        ]
    else:
        assert found == writable


def test_a_read_only_home_is_backed_up(own_sample_base: Muster, tmp_path: Path) -> None:
    with read_only(own_sample_base.home):
        ran = muster(own_sample_base.home, "backup", tmp_path / "kept.zip")
    assert ran.code == 0, ran.err
    assert Muster(tmp_path / "again")("restore", tmp_path / "kept.zip").code == 0


@pytest.mark.parametrize("command", [("ingest", "README.md"), ("withdraw", 1), ("reindex",)])
def test_what_would_change_a_read_only_home_says_so_in_a_sentence(
    own_sample_base: Muster, command: tuple[object, ...]
) -> None:
    with read_only(own_sample_base.home):
        ran = muster(own_sample_base.home, *command)
    assert ran.code == 1
    assert "fault" not in ran.err and "writable" in ran.err, ran.err


VISIT = """
import json, os, signal, sys, threading, time
from dataclasses import replace
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen
from serving import free_port
from evidence.settings import load
from web.client import Client
from webapp import create_app
from webapp.site.read_only import SAID
from webapp.site.serving import Server

home, config, aside, asked = sys.argv[1:]
app = create_app(replace(load(home=home, config=Path(config)), aside=Path(aside)))
app.testing = True
client = Client(app).sign_in()
got = {address: client.http.get(address) for address in json.loads(asked)}
serve = replace(app.extensions["muster_settings"].serve, port=free_port())
server = Server(app, replace(app.extensions["muster_settings"], serve=serve))

def stop_once_it_answers():
    while True:
        try:
            urlopen(f"http://127.0.0.1:{serve.port}/health").close()
        except HTTPError:
            break
        except OSError:
            time.sleep(0.05)
        else:
            break
    os.kill(os.getpid(), signal.SIGTERM)

threading.Thread(target=stop_once_it_answers, daemon=True).start()
server.run()
put = client.http.post("/links/1/decide", data={"csrf_token": client.csrf(), "status": "accepted"})
print(json.dumps({
    "failing": [a for a, answer in got.items() if answer.status_code >= 500],
    "silent": [a for a, n in got.items() if n.mimetype == "text/html" and n.status_code == 200
               and "<main" in n.text and "muster-print" not in n.text and SAID not in n.text],
    "put": [put.status_code, SAID in put.text],
}))
"""
"""The site on a home that takes no change: asked for every page, served and stopped, a form of it sent."""


def test_its_pages_are_served_to_be_read_say_so_and_refuse_what_would_be_kept(
    own_sample_base: Muster, tmp_path: Path
) -> None:
    (aside := tmp_path / "aside").mkdir()
    home = own_sample_base.home
    made = create_app(load(home=home, config=CONFIG))
    asked = json.dumps([address for _, address in one_of_each(made, home)])
    with read_only(home):
        ran = bound(VISIT, home, CONFIG, aside, asked)
    assert ran.code == 0, ran.err[-2000:]
    assert ran.data == {"failing": [], "silent": [], "put": [403, True]}
    assert len(json.loads(asked)) > 50


def one_of_each(app: Flask, home: Path) -> Iterator[tuple[Rule, str]]:
    """An address of each route that is asked for."""
    seen = set()
    for rule, address in addresses(app, home, "GET"):
        if rule.rule not in seen:
            seen.add(rule.rule)
            yield rule, address


def test_documents_that_wait_for_the_index_are_told_where_the_home_is_read_only(
    own_sample_base: Muster,
) -> None:
    with closing(sqlite3.connect(own_sample_base.home / "muster.db")) as db:
        db.execute("INSERT INTO outbox (document, queued_at) VALUES (1, '2026-01-01')")
        db.commit()
    with read_only(own_sample_base.home):
        ran = muster(own_sample_base.home, "search", "safeguarding", "--json")
    assert ran.code == 0 and "home is read-only" in ran.data["understood"]


def test_a_file_in_the_place_of_the_index_is_told_in_a_sentence(own_sample_base: Muster) -> None:
    index = own_sample_base.home / "index"
    index.rename(index.with_name("elsewhere"))
    index.write_text("notes")
    for command in (("search", "police"), ("check",), ("reindex",)):
        ran = own_sample_base(*command)
        assert ran.code == 1 and "is a file, where the search index belongs" in ran.err, ran.err
    assert index.read_text() == "notes"


def test_a_folder_in_the_place_of_the_configuration_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "config.toml").mkdir()
    ran = Muster(tmp_path)("documents")
    assert ran.code == 2 and "config.toml is a folder" in ran.err
