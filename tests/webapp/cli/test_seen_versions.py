"""--version: what was changed since it was seen is not withdrawn, issued or acknowledged unseen."""

from pathlib import Path

from cli_runner import Muster
from reader_files import pdf, prose
from redacting import NAME, packed

LETTER = "Letter from Anyshire Council to the Improvement Board, 3 May 2011.\n\n"
SEEN = "The audit of May was shared with the board and with all partners of the council."


def _home(tmp_path: Path) -> tuple[Muster, int]:
    document = packed(tmp_path / "home", pdf(tmp_path / "a.pdf", prose(LETTER + SEEN)), "audit of May")
    return Muster(tmp_path / "home"), document


def _version(muster: Muster) -> int:
    return int(muster("pack", "show", NAME, "--json").data["version"])


def test_a_pack_is_frozen_and_supplemented_only_at_the_version_that_was_seen(tmp_path: Path) -> None:
    muster, _ = _home(tmp_path)
    before = _version(muster)
    assert muster("pack", "add", NAME, "--section", "More", "--note", "Said since.").code == 0
    refused = muster("pack", "freeze", NAME, "--version", before)
    assert refused.code == 1 and "was changed since you saw it" in refused.err
    assert muster("pack", "show", NAME, "--json").data["issue"] == 0
    assert muster("pack", "freeze", NAME, "--version", _version(muster)).code == 0
    seen = _version(muster)
    assert muster("pack", "add", NAME, "--section", "Again", "--note", "Said later.").code == 0
    assert muster("pack", "supplement", NAME, "--version", seen).code == 1
    assert muster("pack", "supplement", NAME, "--version", _version(muster)).code == 0


def test_what_a_pack_leaves_out_is_acknowledged_only_at_the_version_that_was_seen(tmp_path: Path) -> None:
    muster, document = _home(tmp_path)
    passage = muster("show", document, "--json").data["passages"][-1]["id"]
    link = muster("links", "--json").data[0]["id"]
    assert muster("accept", link, "--stance", "contradicts").code == 0
    before = _version(muster)
    item = muster("pack", "show", NAME, "--json").data["sections"][0]["items"][0]["id"]
    assert muster("pack", "remove", NAME, "--item", item).code == 0 and passage
    refused = muster("pack", "acknowledge", NAME, "It is answered elsewhere.", "--version", before)
    assert refused.code == 1 and "was changed since you saw it" in refused.err
    said = muster("pack", "acknowledge", NAME, "It is answered elsewhere.", "--version", _version(muster))
    assert said.code == 0


def test_a_document_is_withdrawn_and_brought_back_only_at_the_version_that_was_seen(tmp_path: Path) -> None:
    muster, document = _home(tmp_path)
    version = muster("show", document, "--json").data["version"]
    assert muster("correct", document, "title", "Another title").code == 0
    refused = muster("withdraw", document, "--version", version)
    assert refused.code == 1 and muster("show", document, "--json").data["version"] > version
    now = muster("show", document, "--json").data["version"]
    assert muster("withdraw", document, "--version", now).code == 0
    assert muster("withdraw", document, "--undo", "--version", now).code == 1
    assert muster("withdraw", document, "--undo").code == 0
