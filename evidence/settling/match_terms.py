"""A measure's match terms: proposed by the machine, edited by a person, shown before they are kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from evidence.linking.decided import Decisions
from evidence.linking.roots import roots_of
from evidence.linking.suggesting import ENOUGH_WORDS, Linker
from evidence.reads.documents import passage
from evidence.reads.links import decided
from evidence.reads.measures import called, match_terms
from evidence.services import Services
from evidence.settling.suggestions import background, found_in, linker_for, own_measures
from evidence.store import comparing
from evidence.store import match_terms as store

TRIED = 100  # documents, the newest, in which a preview looks
SHOWN = 10  # passages of each kind that it shows


@dataclass(frozen=True)
class Terms:
    """``proposed`` are the measure's own telling words, best first; ``added`` and ``unwanted`` a person's."""

    measure: dict[str, Any]
    proposed: tuple[str, ...]
    added: tuple[str, ...]
    unwanted: tuple[str, ...]

    @property
    def few(self) -> bool:
        """Whether too few telling words are left for passages to be found by them."""
        return not self.added and len(self.standing) < ENOUGH_WORDS

    @property
    def standing(self) -> list[str]:
        """The terms that count, for a person to edit."""
        out = {roots_of(term) for term in self.unwanted}
        return [*self.added, *(term for term in self.proposed if roots_of(term) not in out)]

    def edited(self, standing: Sequence[str]) -> tuple[list[str], list[str]]:
        """What was added and what left out, when these are to count."""
        given = {roots_of(term): term for term in standing}
        own = {roots_of(term) for term in self.proposed}
        added = [term for roots, term in given.items() if roots not in own]
        gone = [term for term in self.unwanted if roots_of(term) not in given and roots_of(term) not in own]
        return added, [*gone, *(term for term in self.proposed if roots_of(term) not in given)]

    def changed(
        self, added: Sequence[str] = (), unwanted: Sequence[str] = (), restored: Sequence[str] = ()
    ) -> tuple[list[str], list[str]]:
        """What is added and what left out after a change to both; ``restored`` are as if nobody had said."""
        touched = {roots_of(term) for term in (*added, *unwanted, *restored)}
        old = [[t for t in some if roots_of(t) not in touched] for some in (self.added, self.unwanted)]
        return [*old[0], *added], [*old[1], *unwanted]


@dataclass(frozen=True)
class Preview:
    """How many passages would be suggested and are not now, and how many are and would not be; the first of
    each with their citations and texts. It looked in ``documents`` documents ``of`` so many."""

    gains: int
    losses: int
    gained: list[dict[str, Any]]
    lost: list[dict[str, Any]]
    documents: int
    of: int


def terms_of(services: Services, code: str) -> Terms:
    """A measure's terms as they stand. Raises NotFound."""
    measure = called(services.record.db, code)
    added, unwanted = match_terms(services.record.db).get(measure["id"], ([], []))
    bare = {**measure, "terms": [], "unwanted": []}
    linker = linker_for(
        [bare, *_others(services, measure)], services.framework, background(services.record.db)
    )
    return Terms(measure, tuple(linker.telling(measure["code"])), tuple(added), tuple(unwanted))


def preview(services: Services, code: str, added: Sequence[str], unwanted: Sequence[str]) -> Preview:
    """What these terms would change. Nothing is kept. Raises NotFound for the measure, UsageError for terms
    that cannot be kept."""
    db = services.record.db
    measure = called(db, code)
    store.checked(added, unwanted)
    new = {**measure, "terms": list(added), "unwanted": list(unwanted)}
    usual, others = background(db), _others(services, measure)
    linkers = [linker_for([one, *others], services.framework, usual) for one in (measure, new)]
    sql = "SELECT id FROM documents WHERE withdrawn_at IS NULL ORDER BY date DESC, id DESC"
    documents = [row[0] for row in db.execute(sql).fetchall()]
    sides = [_found(services, linker, documents[:TRIED], measure) for linker in linkers]
    gained, lost = sorted(sides[1] - sides[0]), sorted(sides[0] - sides[1])
    return Preview(
        len(gained),
        len(lost),
        [passage(db, number) for number in gained[:SHOWN]],
        [passage(db, number) for number in lost[:SHOWN]],
        min(len(documents), TRIED),
        len(documents),
    )


def keep(
    services: Services, code: str, added: Sequence[str], unwanted: Sequence[str], *, seen: int | None = None
) -> bool:
    """Keep a measure's terms and have documents compared again. Returns whether anything changed. Raises
    NotFound, UsageError, Clash."""
    with services.record.transaction():
        changed = store.keep(services.record, code, added, unwanted, seen=seen)
        if changed:
            comparing.ask(services.record, None, f"the match terms of {code} changed")
    return changed


def _others(services: Services, measure: dict[str, Any]) -> list[dict[str, Any]]:
    return [m for m in own_measures(services) if m["id"] != measure["id"]]


def _found(services: Services, linker: Linker, documents: Sequence[int], measure: dict[str, Any]) -> set[int]:
    decisions = Decisions(decided(services.record.db))
    others = linker.codes - {measure["code"]}
    return {
        key
        for number in documents
        for key, s in found_in(services, linker, number, [measure], decisions, others)
        if s.measure
    }
