"""A pack of one paper that is cited, made by the command line as a person makes it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cli_runner import Muster

from evidence import settings
from evidence.services import Services, open_services
from evidence.store.redactions import Why

NAME = "P"
WHY = Why("s40", "Name of a child")
SECRET = "quillfeather"
"""The name to be redacted, in small letters. LETTER and SEEN do not hold it, TOLD does."""
LETTER = "Letter from Anyshire Council to the Improvement Board, 3 May 2011."
SEEN = "The audit of May was shared with the board and with all partners of the council."
TOLD = "The plan for Robin Quillfeather was reviewed on time; Quillfeather's mother agreed."


@contextmanager
def opened(home: Path) -> Iterator[Services]:
    """The home that a pack was made in."""
    with open_services(settings.load(home=home), actor="jo") as services:
        yield services


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
