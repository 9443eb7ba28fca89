"""Suggestions for what is in the record: reads passages, asks evidence.linking, stores what is worth it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import replace
from functools import lru_cache
from typing import Any

from sqlite_utils import Database

from evidence.frameworks.framework import Framework
from evidence.home import log
from evidence.kinds.kind import kind_of
from evidence.linking import field_model
from evidence.linking.blocks import document_blocks
from evidence.linking.candidates import sections
from evidence.linking.decided import Decided, Decisions
from evidence.linking.eligibility import BASELINE
from evidence.linking.overlap import Background
from evidence.linking.suggesting import Linker
from evidence.model import Stance, Suggestion
from evidence.reads.documents import passage, sample_texts
from evidence.reads.links import decided
from evidence.reads.measures import measures, stated_passages
from evidence.reads.packs import frameworks
from evidence.reads.standings import OPEN
from evidence.services import Services
from evidence.settings import Settings
from evidence.settling.ahead import found_by_two
from evidence.settling.alongside import Alongside, services_here
from evidence.settling.candidates import candidates_of, measure_of
from evidence.store import comparing
from evidence.store import documents as document_store
from evidence.store import links as link_store
from evidence.store.record import Record

SAMPLE = 2000  # passages, from all over the record, that tell which words are common there

Found = dict[str, list[tuple[int, Suggestion]]]

BATCH = 10  # documents whose links are stored in one transaction


def missing_model() -> str:
    """What is wrong with the field's model of words, or nothing; linking goes on without it."""
    return field_model.shipped()[1]


def suggest_for_documents(
    services: Services, documents: Iterable[int], other: Alongside | None = None
) -> int:
    """Store suggested links and block tags for documents just added. Returns how many links were new.

    ``other`` processes find some of them, and index what is done.

    If one of them brought a register, every other document waits to be compared with its measures, since the
    evidence may have come before the notice: ``evidence.settling.rescoring`` does that. A document never
    evidences its own measures.
    """
    db, new = services.record.db, list(documents)
    every = own_measures(services)
    brought = [m["id"] for m in every if m["document"] in set(new)]
    linker = linker_for(every, services.framework, background(db) if every else Background(()))
    for some in _batches(new):
        with services.record.transaction():
            for number in some:
                tag_document(services, number)
    if brought:
        others = {row["id"] for row in db.query("SELECT id FROM documents")} - set(new)
        comparing.ask(services.record, others, "a register came", since=min(brought))
    return _suggest(services, linker, sorted(new), every, other)


def own_measures(services: Services, since: int = 0) -> list[dict[str, Any]]:
    """The measures that are ours and open, from that id on: other councils' are for comparison."""
    own = services.own
    every = measures(services.record.db)
    return [
        m
        for m in every
        if not m["retired_at"] and m["standing"] == OPEN and m["id"] >= since and own.owns(m["council"])
    ]


def background(db: Database) -> Background:
    """Which words are common in the record."""
    return _background(tuple(sample_texts(db, SAMPLE)))


@lru_cache(maxsize=1)
def _background(texts: tuple[str, ...]) -> Background:
    # Suggestions, the crosswalk and comparing again ask for the same one after the other.
    return Background(texts)


def suggest_for_passage(services: Services, number: int, top: int) -> list[Suggestion]:
    """Measures and blocks for one passage, best first, whatever the threshold. Raises NotFound."""
    row = passage(services.record.db, number)
    document_id = row["document"]["id"]
    own = {m["code"] for m in measures(services.record.db, document=document_id)}
    every = [m for m in measures(services.record.db) if m["code"] not in own and not m["retired_at"]]
    usual = background(services.record.db)
    found = list(candidates_of(services.record.db, document_id))
    linkable = [(key, c) for key, c in found if c.linkable]
    candidate = next(c for key, c in found if key == number)
    around = [c for _, c in linkable]
    place = next((i for i, (key, _) in enumerate(linkable) if key == number), None)
    among = next((around[a:b] for a, b in sections(around) if place is not None and a <= place < b), [])
    found_links = linker_for(every, services.framework, usual).suggest(candidate, among=among)[:top]
    by_code = {m["code"]: m for m in every}
    decisions = Decisions(decided(services.record.db))
    told = [decisions.on(s.measure, candidate.text, document_id) for s in found_links]
    said = [
        _marked(services.record, _told(s, decision), row["document"], by_code.get(s.measure))
        for s, decision in zip(found_links, told, strict=True)
    ]
    if services.own.owns(candidate.area):
        return said
    why = f"; the row is of {candidate.area}, not of our council"
    return [replace(s, stance=Stance.CONTEXT, reason=s.reason + why) for s in said]


def _told(suggestion: Suggestion, decision: Decided | None) -> Suggestion:
    """A suggestion that says what was decided on the same words elsewhere: unasked, it is not made again."""
    if not decision:
        return suggestion
    words = f"the same words of another paper were {decision.status} for it (link {decision.link})"
    return replace(suggestion, reason=f"{suggestion.reason}; {words}")


def _marked(
    record: Record, suggestion: Suggestion, paper: Mapping[str, str], measure: Mapping[str, Any] | None
) -> Suggestion:
    """A suggestion that says why it would not count, if it would not."""
    why = _bar(record, paper, measure) if measure else ""
    if not why:
        undated = "; its paper is undated" if measure and not paper["date"] else ""
        return replace(suggestion, reason=suggestion.reason + undated)
    told = "older than the measure, so its baseline" if why == BASELINE else "about another council"
    return replace(suggestion, stance=Stance.CONTEXT, reason=f"{suggestion.reason}; {told}")


def linker_for(
    rows: Iterable[dict[str, Any]], framework: Framework, background: Background | None = None
) -> Linker:
    """A linker for measures as read from the record. Overarching requirements ask for everything, so
    that every passage would match them: only a person links to those."""
    model, _ = field_model.shipped()
    return Linker([measure_of(row) for row in rows if not row["overarching"]], framework, background, model)


def beside(services: Services) -> list[tuple[str, Linker]]:
    """The frameworks of the home's inspections beside its own: each code, with a linker of its blocks."""
    every, (model, _) = frameworks(services.record.db, services.framework), field_model.shipped()
    return [(used.code, Linker([], used, Background(()), model)) for used in every[1:]]


def _suggest(
    services: Services,
    linker: Linker,
    numbers: Sequence[int],
    offered: list[dict[str, Any]],
    other: Alongside | None = None,
) -> int:
    """Store what a linker finds in these documents, a batch at a time, and the blocks of the frameworks that
    inspections brought. Returns how many links were new."""
    added, finder = 0, Finder(services, linker, offered)
    known = log.newest(services.record.db), tuple(m["id"] for m in offered)

    def there(some: Sequence[int]) -> Future[Found] | None:
        return other.do(found_apart, *known, some) if other is not None else None

    # Compared first and stored then, so that the record is locked only for the storing.
    for some, found in found_by_two(list(_batches(numbers)), finder.found, there):
        for code, pairs in found.items():
            added += link_store.suggest(services.record, code, pairs) if pairs else 0
        if other is not None:
            other.index(some[-1])
    return added


class Finder:
    """Finds the links to suggest in documents, and the blocks of the frameworks that inspections brought."""

    def __init__(self, services: Services, linker: Linker, offered: list[dict[str, Any]]) -> None:
        self._services = services
        self._linkers = [(services.framework.code, linker, offered)]
        self._linkers += [(code, blocks, []) for code, blocks in beside(services)]
        self._decisions = Decisions(decided(services.record.db))

    def found(self, documents: Sequence[int]) -> Found:
        """By a framework's code, (passage, suggestion) for each link found."""
        return {
            code: [
                pair
                for number in documents
                for pair in found_in(self._services, linker, number, offered, self._decisions)
            ]
            for code, linker, offered in self._linkers
        }


def found_apart(
    settings: Settings, actor: str, as_of: int, measures: tuple[int, ...], documents: Sequence[int]
) -> Found:
    """What ``Finder`` finds, in a process that goes on with its linker while it is asked ``as_of`` the
    same event of the log and of the same measures."""
    return _finder(settings, actor, as_of, measures).found(documents)


@lru_cache(maxsize=1)
def _finder(settings: Settings, actor: str, as_of: int, measures: tuple[int, ...]) -> Finder:
    services = services_here(settings, actor)
    offered = [m for m in own_measures(services) if m["id"] in set(measures)]
    usual = background(services.record.db) if offered else Background(())
    return Finder(services, linker_for(offered, services.framework, usual), offered)


def found_in(
    services: Services,
    linker: Linker,
    number: int,
    offered: list[dict[str, Any]],
    decisions: Decisions,
    besides: Collection[str] = (),
) -> Iterator[tuple[int, Suggestion]]:
    """What a linker of the ``offered`` measures suggests for a document: (passage, suggestion).

    The words on which a person decided in another paper are not suggested again; ``besides`` are codes of
    measures that are not wanted.
    """
    db, limits = services.record.db, services.settings.links
    paper, own = _paper(db, number), services.own
    if not own.owns(paper["council"]):
        return  # another council's paper is for comparison
    # What some kinds say is asked for or intended; that it happened is for others to show.
    asks = kind_of(paper["kind"]).asks
    barred = {
        m["code"] for m in offered if asks or m["document"] == number or _bar(services.record, paper, m)
    }
    barred.update(besides)
    demands = stated_passages(db, number)
    found = list(candidates_of(db, number))
    candidates = [candidate for _, candidate in found]
    for place, suggestion in linker.worth_storing(candidates, limits.threshold, limits.per_passage, barred):
        told = suggestion.measure and decisions.on(suggestion.measure, candidates[place].text, number)
        # What a notice or a plan asks for evidences nothing; what an inspector asks for says how things are.
        demanded = found[place][0] in demands and (suggestion.measure or asks)
        elsewhere = not own.owns(candidates[place].area)
        if not (told or demanded or elsewhere):
            yield found[place][0], replace(suggestion, stance=Stance.CONTEXT) if asks else suggestion


def _batches(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    return (numbers[start : start + BATCH] for start in range(0, len(numbers), BATCH))


def _paper(db: Database, number: int) -> dict[str, str]:
    """A document's kind, date and council."""
    return next(iter(db.query("SELECT kind, date, council FROM documents WHERE id = ?", [number])))


def _bar(record: Record, paper: Mapping[str, str], measure: Mapping[str, Any]) -> str:
    return record.bar(paper["date"], paper["council"], measure["date"], measure["council"])


def tag_document(services: Services, number: int) -> str:
    """Tag a whole document with its blocks. Returns its kind."""
    row = next(
        iter(services.record.db.query("SELECT kind, title, date FROM documents WHERE id = ?", [number]))
    )
    for used in frameworks(services.record.db, services.framework):
        reasons = document_blocks(used, row["kind"], row["title"], row["date"])
        document_store.set_blocks(services.record, number, used.code, reasons)
    return str(row["kind"])
