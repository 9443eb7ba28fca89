"""Pages open while another process writes to the record: nobody who reads waits for its lock."""

import sqlite3
from contextlib import closing

import pytest
from web.client import Client
from web.papers import Papers

from evidence.settings import Settings

PAGES = (
    "/",
    "/search?q=social+workers",
    "/documents",
    "/documents/1",
    "/review/desk",
    "/review",
    "/measures",
)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_does_not_wait_for_who_writes(client: Client, papers: Papers, settings: Settings, path: str):
    with closing(sqlite3.connect(settings.database)) as writing:
        writing.execute("BEGIN IMMEDIATE")  # who waits for it gives up after half a minute, and is refused
        client.get(path)
