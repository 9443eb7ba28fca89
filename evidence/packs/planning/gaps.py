"""Measures and blocks of a pack for which there is no supporting evidence, and what a pack says of that."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from evidence.language.citations import say_date
from evidence.model import Stance
from evidence.packs.planning import mendable
from evidence.packs.planning.problem import WARN, Problem
from evidence.packs.planning.proposed import some
from evidence.packs.planning.standing import stands
from evidence.services import Services
from evidence.store.pack_rows import Issued

NONE = "no supporting evidence"  # a note with these words says that there is none
SAY_NONE = ("say_none", "Say so in a note in each")


def gaps(services: Services, row: dict[str, Any], held: Issued) -> Iterator[Problem]:
    """Sections without support, those that nothing is in, notes that say so and no longer hold, and measures
    without a section."""
    if bare := unsupported(row):
        named = some([section["measure"] or section["block"] for section in bare])
        problem = replace(
            Problem(WARN, "no_evidence", f"No supporting evidence in the section for {named}."),
            measure=next((s["measure"] for s in bare if s["measure"]), ""),
            block=next((s["block"] for s in bare if s["block"]), ""),
            also=(SAY_NONE,),
        )
        yield problem.mended("Take out the sections that hold nothing", mendable.bare(row, held), "evidence")
    unfilled = mendable.unfilled(row, held)
    if unfilled and any(s["items"] for s in row["sections"]):  # of an empty pack all is said otherwise
        named = some([f"“{s['title']}”" for s in row["sections"] if s["id"] in unfilled])
        problem = Problem(WARN, "nothing_in_section", f"Nothing is in the section {named}.")
        yield problem.mended("Take out the sections that nothing is in", unfilled)
    if outdone := [_code(s) for s in _measured(row) if supported(s) and notes_of_none(s, held)]:
        message = f"A note says that there is no supporting evidence, and there is now: {some(outdone)}."
        yield Problem(WARN, "note_outdone", message).mended("Take the notes out", outdone)
    if absent := mendable.measures_without_section(services, row):
        message = f"Measures without a section: {some(absent)}."
        yield Problem(WARN, "measures_without_section", message).mended("Add their sections", absent)


def unsupported(row: mendable.Row) -> list[mendable.Row]:
    """The sections of measures and blocks that hold no support and no note that says so."""
    return [s for s in _measured(row) if not supported(s) and not notes_of_none(s, Issued())]


def note_of_none(section: mendable.Row, at: str) -> str:
    """What a note says in a section without support, on a day (an ISO date). It stays true of that day."""
    what = "measure" if section["measure"] else "block"
    return f"On {say_date(at)} {NONE} had been accepted for this {what}."


def notes_of_none(section: mendable.Row, held: Issued) -> list[int]:
    """The notes, by id, that say of a section that it has no support, and were not issued."""
    return [
        i["id"]
        for i in section["items"]
        if i["kind_of_item"] == "note" and NONE in i["text"].casefold() and -i["id"] not in held.items
    ]


def _measured(row: mendable.Row) -> list[mendable.Row]:
    return [section for section in row["sections"] if section["measure"] or section["block"]]


def supported(section: mendable.Row) -> bool:
    """Whether a section holds a supporting link that stands."""
    return any(i["stance"] == Stance.SUPPORTS and stands(i) for i in section["items"])


def _code(section: mendable.Row) -> str:
    return str(section["measure"] or section["block"])
