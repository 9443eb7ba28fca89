"""What to know before a pack is frozen. A blocked problem blocks; nothing is dropped in silence."""

from collections.abc import Iterator, Sequence
from typing import Any

from evidence.language.citations import say_date
from evidence.model import LinkStatus, Stance
from evidence.packs import sentences
from evidence.packs.pack import Pack
from evidence.packs.planning import mendable
from evidence.packs.planning.gaps import gaps
from evidence.packs.planning.plan import plan
from evidence.packs.planning.problem import BLOCK as BLOCK
from evidence.packs.planning.problem import WARN as WARN
from evidence.packs.planning.problem import Problem as Problem
from evidence.packs.planning.proposed import some as _some
from evidence.packs.planning.proposed import worries
from evidence.packs.planning.sound import originals
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
        *originals(services, row, pack, held),
        *_size(services, row, pack, held),
        *_pages(pack, held),
        *_long(pack, held),
        *_left_out(services, row),
        *_fallen(row, held),
        *gaps(services, row, held),
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
    if pack.items:
        return
    left_out = [item for section in row["sections"] for item in section["left_out"]]
    if left_out and all(item["why"] == LATER for item in left_out):
        message = (
            "The pack holds no evidence: all that was accepted for its sections is dated after the cut-off "
            f"of {say_date(row['cutoff'])}. Change the cut-off, or put in what was written before it."
        )
        yield Problem(BLOCK, "empty", message, way="cutoff")
        return
    problem = Problem(
        BLOCK,
        "empty",
        "The pack holds no evidence. Accept links for its measures or blocks, then add sections again; "
        "or put documents, pages or notes into a section.",
    )
    can = mendable.with_evidence(services, row)
    yield problem.mended("Add a section for all that has accepted evidence", can, "accept")


def _size(services: Services, row: dict[str, Any], pack: Pack, held: Issued) -> Iterator[Problem]:
    """A first look, by the originals' sizes. The built PDF is measured again when it is frozen."""
    limit = services.settings.packs.max_mb
    size = sum(documents[0].size for documents in pack.originals.values() if documents[0].form != "set")
    if size > limit * 1_000_000:
        can = any(mendable.can_be_cut(pack, d, held) for d in pack.documents.values())
        yield too_large(size, limit, row).mended(CUT, can)


def too_large(size: int, limit: int, row: dict[str, Any]) -> Problem:
    """The problem of a pack (its row) whose PDF is over the limit; sizes in bytes and megabytes (a million
    bytes). It blocks until a person chooses to deliver it in files."""
    said = f"The pack would be about {size / 1e6:,.0f} MB; the limit is {limit} MB."
    if row["in_parts"]:
        told = f'the issue’s page gives them, or `muster pack split "{row["name"]}" --mb {limit}`.'
        return Problem(WARN, "too_large", f"{said} It goes out in files of at most {limit} MB: {told}")
    message = (
        f"{said} Deliver it in files of at most {limit} MB "
        f'(`muster pack mend "{row["name"]}" deliver_in_parts`), '
        "split it into several packs, or raise [packs] max_mb in config.toml."
    )
    in_files = ("deliver_in_parts", f"Deliver it in files of at most {limit} MB")
    return Problem(BLOCK, "too_large", message, also=(in_files,))


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
        if len(document.pages) >= LONG and mendable.can_be_cut(pack, document, held):
            problem = Problem(
                WARN,
                "long_document",
                f"{sentences.document_name(document)} brings {len(document.pages):,} pages, of which "
                f"{len(cited)} {'is' if len(cited) == 1 else 'are'} cited. Take only its cited pages, if "
                "that is enough: the pack says which they are.",
                document=document.id,
            )
            yield problem.mended(CUT, document)


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
        fallen = [i for i in section["items"] if not stands(i)]
        kept = [i for i in fallen if mendable.is_issued(i, held)]
        code, number = section["measure"] or section["block"] or section["title"], section["id"]
        if gone := [i for i in fallen if i not in kept]:
            advice = "Take them out, or put right what stands in brackets."
            message = f"No longer counts, so left out of {code}: {_fallen_named(gone)}. {advice}"
            problem = Problem(WARN, "no_longer_accepted", message, section=number)
            yield problem.mended("Take them out", gone)
        if kept:
            advice = "Issued pages stay as they are; the next issue's first page says so."
            message = f"Issued in {code}, and no longer counts: {_fallen_named(kept)}. {advice}"
            yield Problem(WARN, "issued_no_longer", message, section=number, way="anew")


def _fallen_named(items: Sequence[dict[str, Any]]) -> str:
    return _some([f"{i['citation']} ({_why_fallen(i)})" for i in items])


def _why_fallen(item: dict[str, Any]) -> str:
    if item["withdrawn_at"]:
        return "its document was withdrawn"
    if item["status"] != LinkStatus.ACCEPTED:
        return "no longer accepted"
    if item["kind_of_item"] == "cited":
        return "to be looked at again"
    return item["review"] if item["kind_of_item"] == "pages" else "its words are no longer found"


def _dates(row: dict[str, Any], pack: Pack, held: Issued) -> Iterator[Problem]:
    undated = [d for d in pack.documents.values() if not d.date]
    if undated and row["cutoff"]:
        named = _some([d.name for d in undated])
        message = (
            f"Undated, so not known to be within the cut-off of {say_date(row['cutoff'])}: {named}. "
            "Give each its date on its own page, or take it out."
        )
        problem = Problem(WARN, "undated", message, document=undated[0].id, way="date")
        yield problem.mended("Take them out", mendable.undated(row, held), "date")


def _duplicates(services: Services, row: dict[str, Any], pack: Pack, held: Issued) -> Iterator[Problem]:
    """Documents of the pack that hold the same words."""
    for same in mendable.same_words(services, pack.documents):
        documents = [pack.documents[number] for number in same]
        named = _some([f"{sentences.document_name(d)} ({d.file})" for d in documents])
        message = f"These documents hold the same words: {named}."
        problem = Problem(WARN, "duplicates", message, document=documents[-1].id)
        can = mendable.later_of(row, same, held)
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
