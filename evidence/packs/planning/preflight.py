"""What to know before a pack is frozen. A blocked problem blocks; nothing is dropped in silence."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from evidence.errors import NotFound, Tampered
from evidence.language.citations import say_date
from evidence.model import LinkStatus, Stance
from evidence.packs import sentences
from evidence.packs.originals.survey import LOCKED
from evidence.packs.pack import Pack, PackDocument
from evidence.packs.planning import mendable
from evidence.packs.planning.kept_originals import kept as kept_in
from evidence.packs.planning.plan import plan
from evidence.packs.planning.problem import BLOCK as BLOCK
from evidence.packs.planning.problem import WARN as WARN
from evidence.packs.planning.problem import Problem as Problem
from evidence.packs.planning.proposed import some as _some
from evidence.packs.planning.proposed import worries
from evidence.packs.planning.standing import stands
from evidence.reads import packs as reads
from evidence.reads.acknowledgements import acknowledged
from evidence.services import Services
from evidence.store.pack_rows import Issued

# As evidence.reads.packs says why something is left out.
TAKEN_OUT, ACCEPTED_SINCE, LATER = "taken out", "accepted since", "after the cut-off"
LONG = 100  # pages of a document that are worth a word
CUT = "Take only the cited pages"


def check(services: Services, name: str, pack: Pack | None = None) -> tuple[Problem, ...]:
    """Preflight a pack, blocking problems first. ``pack`` spares planning it again. Raises NotFound."""
    row = reads.pack(services.record.db, name)
    pack = pack or plan(services, name)
    held = mendable.stays(services, row)
    found = [
        *_emptiness(services, row, pack),
        *_originals(services, row, pack, held),
        *_size(services, pack, held),
        *_pages(pack, held),
        *_long(pack, held),
        *_left_out(services, row),
        *_fallen(row, held),
        *_coverage(services, row, held),
        *_dates(row, pack, held),
        *_duplicates(services, row, pack, held),
        *_enclosed(services, row),
        *_places(pack),
        *(
            Problem(WARN, code, message, way="anew" if code == "readable_issued" else "redactions")
            for code, message in worries(services, row, pack)
        ),
    ]
    return tuple(sorted(found, key=lambda problem: problem.level != BLOCK))


def blocked(problems: Sequence[Problem]) -> bool:
    return any(problem.level == BLOCK for problem in problems)


def _emptiness(services: Services, row: dict[str, Any], pack: Pack) -> Iterator[Problem]:
    if not pack.items:
        problem = Problem(
            BLOCK,
            "empty",
            "The pack holds no evidence. Accept links for its measures or blocks, then add sections again; "
            "or put documents, pages or notes into a section.",
        )
        can = mendable.with_evidence(services, row)
        yield problem.mended("Add a section for all that has accepted evidence", can)


def _originals(services: Services, row: dict[str, Any], pack: Pack, held: Issued) -> Iterator[Problem]:
    """Every original must be there, be what was stored, and open."""
    for sha256, documents in pack.originals.items():
        if found := _original(services, sha256, documents):
            problem = replace(found, document=documents[0].id)
            where = kept_in(services, sha256) if found.code == "missing_original" else None
            if where is not None:
                yield problem.mended(f"Put it back from {where.name}", where)
            else:
                yield problem.mended("Take out what rests on it", mendable.items_of_file(row, sha256, held))


def _original(services: Services, sha256: str, documents: Sequence[PackDocument]) -> Problem | None:
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
        pages = _some([str(page.number) for page in broken])
        kept = "not enclosed" if documents[0].withheld else "in the ZIP"
        advice = f"A sheet that says so stands in their place; the original is {kept}."
        return Problem(WARN, "broken_pages", f"{file}: these pages cannot be shown: {pages}. {advice}")
    return None


def _size(services: Services, pack: Pack, held: Issued) -> Iterator[Problem]:
    """A first look, by the originals' sizes. The built PDF is measured again when it is frozen."""
    limit = services.settings.packs.max_mb
    size = sum(documents[0].size for documents in pack.originals.values() if documents[0].form != "set")
    if size > limit * 1_000_000:
        can = any(mendable.can_be_cut(pack, d, held) for d in pack.documents.values())
        yield too_large(size, limit).mended(CUT, can)


def too_large(size: int, limit: int) -> Problem:
    """The problem of a PDF over the limit; sizes in bytes and megabytes (a million bytes)."""
    return Problem(
        BLOCK,
        "too_large",
        f"The pack would be about {size / 1e6:,.0f} MB; the limit is {limit} MB. "
        "Split it into several packs, or raise [packs] max_mb in config.toml.",
    )


def _pages(pack: Pack, held: Issued) -> Iterator[Problem]:
    for document in pack.documents.values():
        if document.unreadable_pages:
            pages = _some([str(n) for n in document.unreadable_pages])
            problem = Problem(
                WARN,
                "unreadable_pages",
                f"{sentences.document_name(document)}: no text could be read on page {pages}. "
                "The pages are in the pack, but cannot be searched there.",
                document=document.id,
            )
            yield problem.mended(CUT, mendable.can_be_cut(pack, document, held), "reread")


def _long(pack: Pack, held: Issued) -> Iterator[Problem]:
    """Long documents of which few pages are cited."""
    for document in pack.documents.values():
        items = [i for i in pack.items if i.document == document.id]
        cited = {i.page for i in items}
        if len(document.pages) >= LONG and all(i.passage for i in items) and document.span == (0, 0):
            problem = Problem(
                WARN,
                "long_document",
                f"{sentences.document_name(document)} brings {len(document.pages):,} pages, of which "
                f"{len(cited)} {'is' if len(cited) == 1 else 'are'} cited. Take only its cited pages, if "
                "that is enough: the pack says which they are.",
                document=document.id,
            )
            yield problem.mended(CUT, mendable.can_be_cut(pack, document, held))


def _left_out(services: Services, row: dict[str, Any]) -> Iterator[Problem]:
    """Accepted links that the pack does not hold; the contradicting ones by name."""
    said = acknowledged(services.record.db, row)
    for section in row["sections"]:
        against = [i for i in section["left_out"] if i["stance"] == Stance.CONTRADICTS]
        other = [i for i in section["left_out"] if i["stance"] != Stance.CONTRADICTS]
        code, number = section["measure"] or section["block"], section["id"]
        if against:
            level = WARN if said else BLOCK
            message = f"Contradicting evidence left out of {code}: {_reasons(against)}. {_advice(said)}"
            problem = Problem(level, "contradicting_left_out", message, section=number)
            yield problem.mended("Bring them in", _can_come_back(against), _way_in(against))
        if other:
            can = _can_come_back(other)
            advice = (
                "Bring in what was accepted since, or leave it."
                if can
                else "What is after the cut-off comes in when that is moved; what is to be looked at again, "
                "when it was."
            )
            message = f"Accepted, but not in {code}: {_reasons(other)}. {advice}"
            problem = Problem(WARN, "accepted_left_out", message, section=number)
            yield problem.mended("Bring them in", can, _way_in(other))


def _way_in(items: Sequence[dict[str, Any]]) -> str:
    """How what cannot be brought in now may come in."""
    return "cutoff" if any(i["why"] == LATER for i in items) else "review"


def _advice(said: dict[str, Any] | None) -> str:
    if said:
        return f"The cover says so, and {said['made_by']}’s words: “{said['words']}”."
    return "Bring it back, or say why it is left out: the cover prints that."


def _reasons(items: Sequence[dict[str, Any]]) -> str:
    return _some([f"{i['citation']} ({i['why']})" for i in items])


def _can_come_back(items: Sequence[dict[str, Any]]) -> bool:
    return any(i["why"] in (TAKEN_OUT, ACCEPTED_SINCE) for i in items)


def _fallen(row: dict[str, Any], held: Issued) -> Iterator[Problem]:
    """Items that the pack was given and that no longer count."""
    for section in row["sections"]:
        fallen = [f"{i['citation']} ({_why_fallen(i)})" for i in section["items"] if not stands(i)]
        if fallen:
            code = section["measure"] or section["block"] or section["title"]
            advice = "Take them out, or put right what stands in brackets."
            message = f"No longer counts, so left out of {code}: {_some(fallen)}. {advice}"
            problem = Problem(WARN, "no_longer_accepted", message, section=section["id"])
            yield problem.mended("Take them out", mendable.fallen(section, held))


def _why_fallen(item: dict[str, Any]) -> str:
    if item["withdrawn_at"]:
        return "its document was withdrawn"
    if item["status"] != LinkStatus.ACCEPTED:
        return "no longer accepted"
    if item["kind_of_item"] == "cited":
        return "to be looked at again"
    return item["review"] if item["kind_of_item"] == "pages" else "its words are no longer found"


def _coverage(services: Services, row: dict[str, Any], held: Issued) -> Iterator[Problem]:
    bare = [
        section["measure"] or section["block"]
        for section in row["sections"]
        if (section["measure"] or section["block"])
        and not any(i["stance"] == Stance.SUPPORTS and stands(i) for i in section["items"])
    ]
    if bare:
        problem = Problem(WARN, "no_evidence", f"No supporting evidence in the section for {_some(bare)}.")
        problem = replace(
            problem, measure=next((s["measure"] for s in row["sections"] if s["measure"] in bare), "")
        )
        yield problem.mended("Take out the sections that hold nothing", mendable.bare(row, held), "evidence")
    absent = mendable.measures_without_section(services, row)
    if absent:
        message = f"Measures without a section: {_some(absent)}."
        yield Problem(WARN, "measures_without_section", message).mended("Add their sections", absent)


def _dates(row: dict[str, Any], pack: Pack, held: Issued) -> Iterator[Problem]:
    undated = [d for d in pack.documents.values() if not d.date]
    if undated and row["cutoff"]:
        named = _some([d.name for d in undated])
        message = (
            f"Undated, so not known to be within the cut-off of {say_date(row['cutoff'])}: {named}. "
            "Give each its date on its own page, or take it out."
        )
        problem = Problem(WARN, "undated", message, document=undated[0].id)
        yield problem.mended("Take them out", mendable.undated(row, held), "date")


def _duplicates(services: Services, row: dict[str, Any], pack: Pack, held: Issued) -> Iterator[Problem]:
    """Documents of the pack that hold the same words."""
    can = None
    for same in mendable.same_words(services, pack.documents):
        documents = [pack.documents[number] for number in same]
        named = _some([f"{sentences.document_name(d)} ({d.file})" for d in documents])
        message = f"These documents hold the same words: {named}."
        problem = Problem(WARN, "duplicates", message, document=documents[-1].id)
        can = mendable.later_copies(services, row, held) if can is None else can
        yield problem.mended("Keep the first, and take the others out", can, "withdraw")


def _enclosed(services: Services, row: dict[str, Any]) -> Iterator[Problem]:
    """What an email or letter that is in the pack as a whole encloses, and the pack lacks."""
    if absent := mendable.enclosed(services, row):
        named = _some([said for *_, said in absent])
        problem = Problem(
            WARN, "enclosed_left_out", f"Enclosed with papers of the pack, but not in it: {named}."
        )
        yield problem.mended("Put them in, each under its paper", absent)


def _places(pack: Pack) -> Iterator[Problem]:
    """Cited passages that cannot be highlighted, for want of their place on the page."""
    lost = {
        i.citation: i.document
        for i in pack.items
        if i.passage and not i.rects and pack.documents[i.document].form != "set"
    }
    if lost:
        said = "The place on the page is not known, so there is no highlight"
        advice = "Reading the file again may find it."
        document = next(iter(lost.values()))
        message = f"{said}: {_some(list(lost))}. {advice}"
        yield Problem(WARN, "no_place", message, document=document, way="reread")
