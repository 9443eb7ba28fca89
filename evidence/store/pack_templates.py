"""A pack that begins with the sections of another: what a council asks of itself at each inspection."""

from evidence.errors import MusterError
from evidence.frameworks import framework
from evidence.store.pack_changes import changing, pack_row
from evidence.store.pack_rows import framework_of, rows_of
from evidence.store.packs import add_section
from evidence.store.record import Record


def take_sections(record: Record, pack: str, like: str) -> list[str]:
    """Add the sections of the pack ``like`` in order: those of measures and blocks with what is accepted
    for them now, one's own with their titles alone. Items, notes and page choices are not taken over.

    Returns what cannot be here, in words: a block that this pack's framework has not, a measure that is no
    more. Raises NotFound.
    """
    missing = []
    with changing(record, pack) as (row, said):
        source = pack_row(record, like)
        own = framework.load(framework_of(record, row["id"]))
        other = framework.load(framework_of(record, source["id"]))
        said.append(f"took the sections of {source['name']}")
        every = rows_of(record, "pack_sections", "pack", source["id"])
        for section in sorted(every, key=lambda r: (r["ordinal"], r["id"])):
            if section["removed_at"] is not None:
                continue
            if section["block"] and own.code != other.code:
                missing.append(f"Block {section['block']} is of another framework, {other.name}.")
                continue
            try:
                measure = _code(record, section["measure"]) if section["measure"] else ""
                add_section(record, pack, measure=measure, block=section["block"], title=section["title"])
            except MusterError as error:
                missing.append(str(error))
    return missing


def _code(record: Record, measure: int) -> str:
    return str(record.table("measures").get(measure)["code"])
