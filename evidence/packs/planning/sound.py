"""Whether the originals that a pack rests on are there, are what was stored, and open."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from evidence.errors import NotFound, Tampered
from evidence.packs.originals.survey import LOCKED
from evidence.packs.pack import Pack, PackDocument
from evidence.packs.planning import mendable
from evidence.packs.planning.kept_originals import kept as kept_in
from evidence.packs.planning.problem import BLOCK, WARN, Problem
from evidence.packs.planning.proposed import some
from evidence.services import Services
from evidence.store.pack_rows import Issued

# What a note says in the place of what was taken out, by the problem's code.
SAYS = {
    "missing_original": "its original is missing from the home, or was changed there",
    "locked": "it is locked with a password",
    "unreadable_original": "its file cannot be opened",
    "broken_pages": "pages of it cannot be shown",
}
TAKE_OUT = "Take out what rests on it"
NOTE = ("note_in_its_place", "Take it out, with a note in its place")


def originals(services: Services, row: dict[str, Any], pack: Pack, held: Issued) -> Iterator[Problem]:
    """What is wrong with originals. Pages that were issued with sheets in their place stay so."""
    for sha256, documents in pack.originals.items():
        found = fault(services, sha256, documents)
        if found is None or (found.code == "broken_pages" and all(d.id in held.pages for d in documents)):
            continue
        problem = replace(found, document=documents[0].id, way="replace")
        where = kept_in(services, sha256) if found.code == "missing_original" else None
        if where is not None:
            yield problem.mended(f"Put it back from {where.name}", where)
        elif mendable.items_of_file(row, sha256, held):
            yield replace(problem, mends=True, mend=TAKE_OUT, also=(NOTE,))
        else:
            yield problem


def fault(services: Services, sha256: str, documents: Sequence[PackDocument]) -> Problem | None:
    """What is wrong with the original of these documents."""
    file = documents[0].file
    try:
        services.files.verify(sha256)
    except (NotFound, Tampered) as error:
        return Problem(BLOCK, "missing_original", f"{file}: {error}")
    broken = [page for d in documents for page in d.pages if page.problem]
    if any(page.problem == LOCKED for page in broken):
        advice = "Ask for a copy without a password and ingest that."
        return Problem(BLOCK, "locked", f"{file} is locked with a password. {advice}")
    if broken and all(page.problem for d in documents for page in d.pages):
        advice = "Ask for a sound copy and ingest that, or take its passages out of the pack."
        return Problem(BLOCK, "unreadable_original", f"{file}: {broken[0].problem} {advice}")
    if broken:
        pages = some([str(page.number) for page in broken])
        kept = "not enclosed" if documents[0].withheld else "in the ZIP"
        advice = f"A sheet that says so stands in their place; the original is {kept}."
        return Problem(WARN, "broken_pages", f"{file}: these pages cannot be shown: {pages}. {advice}")
    return None
