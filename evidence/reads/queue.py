"""The queue of suggestions: which a person should look at, in which order, and what is set apart.

Not everything over the threshold is worth a look: a passage is suggested once for all measures that ask for
the same, and of each measure the best few while it has little evidence. The rest is counted.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from evidence.linking.eligibility import BASELINE, COMPARISON
from evidence.model import LinkStatus
from evidence.reads.crosswalk import groups
from evidence.reads.links import links

BEST = 5
"""Suggestions of one measure or block that are worth a look before others are."""
PLENTY = 3
"""Documents with accepted evidence from which on a measure has plenty."""
CERTAIN = (0.8, 0.6)
"""Scores from which on a suggestion is among the most certain, and the next."""

GROUP = "group"
WAITING = """
SELECT l.id, l.passage, l.measure, l.score, l.document,
       iif(l.measure IS NULL, l.block || '@' || l.framework, '') AS block,
       iif(m.id IS NULL, '', bar(d.date, d.council, rd.date, rd.council)) AS bar
FROM links l JOIN passages p ON p.id = l.passage JOIN documents d ON d.id = l.document
LEFT JOIN measures m ON m.id = l.measure LEFT JOIN registers r ON r.id = m.register
LEFT JOIN documents rd ON rd.id = r.document
WHERE l.status = 'suggested' AND d.withdrawn_at IS NULL AND p.retired_at IS NULL AND m.retired_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM standings s WHERE s.measure = m.id)
"""
DECIDED = "SELECT passage, measure FROM links WHERE status <> 'suggested' AND measure IS NOT NULL"
EVIDENCED = """
SELECT ifnull(l.measure, l.block || '@' || l.framework), count(DISTINCT l.document)
FROM links l JOIN documents d ON d.id = l.document LEFT JOIN measures m ON m.id = l.measure
LEFT JOIN registers r ON r.id = m.register LEFT JOIN documents rd ON rd.id = r.document
WHERE l.status = 'accepted' AND l.stance <> 'context' AND l.needs_review = '' AND d.withdrawn_at IS NULL
  AND (l.regardless OR m.id IS NULL OR bar(d.date, d.council, rd.date, rd.council) = '')
GROUP BY 1
"""


@dataclass(frozen=True)
class Queue:
    """Ids of suggested links: ``look`` are those that a person should look at, the first first; ``further``
    are of measures that have enough to look at, or plenty of evidence. ``apart`` counts what is in neither:
    "baseline", "comparison", "group" (the same passage waits, or was decided, for a measure that asks for the
    same)."""

    look: list[int]
    further: list[int]
    apart: dict[str, int]

    @property
    def every(self) -> list[int]:
        return [*self.look, *self.further]


def queue(db: Database) -> Queue:
    """Every suggestion that waits: most certain first, of those alike the most needed, then by score."""
    of, has = groups(db), dict(db.execute(EVIDENCED).fetchall())
    asked: Counter[Any] = Counter()
    for measure, group in of.items():
        asked[group] = max(asked[group], has.get(measure, 0))
    rows = list(db.query(WAITING))
    apart = Counter({BASELINE: 0, COMPARISON: 0, GROUP: 0})
    apart.update(row["bar"] for row in rows if row["bar"])
    open_ = [row for row in rows if not row["bar"]]
    once = _once(open_, of, {(p, of[m]) for p, m in db.execute(DECIDED).fetchall() if m in of})
    apart[GROUP] = len(open_) - len(once)
    counted: Counter[Any] = Counter()
    look: list[dict[str, Any]] = []
    further: list[dict[str, Any]] = []
    needs = {row["id"]: _evidence(row, of, asked, has) for row in once}
    for row in sorted(once, key=lambda r: (-r["score"], r["id"])):
        what = of.get(row["measure"], row["measure"]) or row["block"]
        counted[what] += 1
        enough = counted[what] > BEST or needs[row["id"]] >= PLENTY
        (further if enough else look).append(row)
    order = [[row["id"] for row in sorted(some, key=lambda r: _rank(r, needs))] for some in (look, further)]
    return Queue(order[0], order[1], dict(apart))


def _once(
    rows: Iterable[dict[str, Any]], of: dict[int, int], decided: set[tuple[int, int]]
) -> list[dict[str, Any]]:
    """A passage's best suggestion for a group of measures; none if it is decided for one of them."""
    kept, seen = [], set(decided)
    for row in sorted(rows, key=lambda r: (-r["score"], r["id"])):
        key = (row["passage"], of.get(row["measure"], 0))
        if key[1] and key in seen:
            continue
        seen.add(key)
        kept.append(row)
    return kept


def _evidence(row: dict[str, Any], of: dict[int, int], asked: Counter[Any], has: dict[Any, int]) -> int:
    """How many documents evidence what a suggestion is for, or a measure that asks for the same."""
    measure = row["measure"]
    return asked[of[measure]] if measure in of else has.get(measure or row["block"], 0)


def _rank(row: dict[str, Any], needs: dict[int, int]) -> tuple[Any, ...]:
    certain = next((n for n, least in enumerate(CERTAIN) if row["score"] >= least), len(CERTAIN))
    return certain, min(needs[row["id"]], PLENTY), row["measure"] is None, -row["score"], row["id"]


def say_waiting(found: Queue) -> str:
    """What waits, and what is set apart, in words."""
    parts = [f"{len(found.look):,} to look at"]
    further = "of measures that have enough to look at, or plenty of evidence"
    parts += [f"{len(found.further):,} further, {further}"] if found.further else []
    told = {
        GROUP: "of passages that wait, or were decided, for a measure that asks for the same",
        BASELINE: "older than the measure (baseline)",
        COMPARISON: "about another council (comparison)",
    }
    parts += [f"{found.apart[name]:,} {words}" for name, words in told.items() if found.apart[name]]
    return f"Suggested links: {'; '.join(parts)}."


def chosen_of(db: Database, found: Queue, chosen: Mapping[str, Any], everything: bool) -> list[int]:
    """The suggestions that filters (document, measure, block) leave, in order; or ``everything``.

    Who asks for a measure sees all that wait for it.
    """
    if not any(chosen.values()):
        return found.every if everything else found.look
    those = [link["id"] for link in links(db, status=LinkStatus.SUGGESTED, **chosen)]
    place = {link: n for n, link in enumerate(found.every)}
    known = [link for link in those if chosen["measure"] or link in place]
    return sorted(known, key=lambda link: place.get(link, len(place)))


def in_order(db: Database, ids: list[int]) -> list[dict[str, Any]]:
    """These links in full, in that order."""
    by_id = {link["id"]: link for link in links(db, ids=ids)}
    return [by_id[link] for link in ids if link in by_id]
