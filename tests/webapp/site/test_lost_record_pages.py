"""Pages of a home whose record is damaged, empty or gone say so, with the way out."""

import pytest
from cli_runner import Muster
from paths import CONFIG
from web.client import Client

from evidence.settings import load
from webapp import create_app

PATHS = ("/", "/documents", "/log", "/review", "/measures", "/search?q=police")


@pytest.mark.parametrize("state", ["is damaged", "is empty", "is gone"])
def test_every_page_says_what_is_wrong_and_the_way_out(own_sample_base: Muster, state: str) -> None:
    app = create_app(load(home=own_sample_base.home, config=CONFIG))
    client = Client(app).sign_in()
    record = own_sample_base.home / "muster.db"
    data = bytearray(record.read_bytes())
    for page in range(3, len(data) // 4096):
        data[page * 4096 : page * 4096 + 512] = b"\xee" * 512
    record.write_bytes(data if state == "is damaged" else b"")
    if state == "is gone":
        record.unlink()
    for path in PATHS:
        page = client.get(path, status=503)
        assert f"The record, muster.db, {state}" in page.text and "muster restore" in page.text
    assert not (own_sample_base.home / "faults.log").exists()
