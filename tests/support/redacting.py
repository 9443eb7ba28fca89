"""A pack of one paper that is cited, made by the command line as a person makes it."""

from pathlib import Path

from cli_runner import Muster

from evidence.store.redactions import Why

NAME = "P"
WHY = Why("s40", "Name of a child")


def packed(home: Path, made: Path, *cited: str) -> int:
    """Ingest a paper and cite its passages that hold these words. Returns the document's id."""
    muster = Muster(home)
    ran = muster("ingest", made, "--json")
    document = int(ran.data["files"][0]["documents"][0])
    shown = muster("show", document, "--json").data
    muster("inspection", "new", "Visit")
    for words in cited:
        passage = next(p["id"] for p in shown["passages"] if words in p["text"])
        assert muster("link", passage, "--block", "B").code == 0
    muster("pack", "new", NAME, "--inspection", "Visit")
    assert muster("pack", "add", NAME, "--block", "B").code == 0
    return document
