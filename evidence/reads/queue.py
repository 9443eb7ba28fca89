"""The queue of suggestions: which a person should look at, in which order, and what is set apart.

Not everything over the threshold is worth a look: a passage is suggested once for all measures that ask for
the same, and of each measure the best few while it has little evidence. The rest is counted.
"""

import json
from collections import Counter, defaultdict
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
STANDS = """d.withdrawn_at IS NULL AND p.retired_at IS NULL AND m.retired_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM standings s WHERE s.measure = m.id)"""
WAITING = f"""
SELECT l.id, l.passage, l.measure, l.score,
       iif(l.measure IS NULL, l.block || '@' || l.framework, ''),
       iif(m.id IS NULL, '', bar(d.date, d.council, rd.date, rd.council))
FROM links l JOIN passages p ON p.id = l.passage JOIN documents d ON d.id = l.document
LEFT JOIN measures m ON m.id = l.measure LEFT JOIN registers r ON r.id = m.register
LEFT JOIN documents rd ON rd.id = r.document
WHERE l.status = 'suggested' AND {STANDS}
"""
# Of each measure and block the best that wait: the index on scores hands them out, however many there are.
BEST_OF_EACH = f"""
WITH same(measure, one) AS MATERIALIZED (SELECT value ->> 0, value ->> 1 FROM json_each(:same))
SELECT best.value
FROM measures m JOIN registers r ON r.id = m.register JOIN documents rd ON rd.id = r.document,
  json_each((SELECT json_group_array(id) FROM (
    SELECT l.id FROM links l JOIN passages p ON p.id = l.passage JOIN documents d ON d.id = l.document
    WHERE l.status = 'suggested' AND l.measure = m.id AND {STANDS}
    AND bar(d.date, d.council, rd.date, rd.council) = ''
    AND NOT EXISTS (SELECT 1 FROM same s JOIN same t ON t.one = s.one JOIN links o ON o.measure = t.measure
      WHERE s.measure = m.id AND o.passage = l.passage AND o.status <> 'suggested')
    ORDER BY l.score DESC, l.id LIMIT {BEST}))) best
UNION ALL
SELECT best.value FROM (SELECT DISTINCT framework, block FROM links
                        WHERE status = 'suggested' AND measure IS NULL) b,
  json_each((SELECT json_group_array(id) FROM (
    SELECT l.id FROM links l JOIN passages p ON p.id = l.passage JOIN documents d ON d.id = l.document
    WHERE l.status = 'suggested' AND l.measure IS NULL AND l.framework = b.framework AND l.block = b.block
    AND d.withdrawn_at IS NULL AND p.retired_at IS NULL
    ORDER BY l.score DESC, l.id LIMIT {BEST}))) best
"""
DECIDED = "SELECT passage, measure FROM links WHERE status <> 'suggested' AND +measure IS NOT NULL"
EVIDENCED = """
SELECT ifnull(l.measure, l.block || '@' || l.framework), count(DISTINCT l.document)
FROM links l JOIN documents d ON d.id = l.document LEFT JOIN measures m ON m.id = l.measure
LEFT JOIN registers r ON r.id = m.register LEFT JOIN documents rd ON rd.id = r.document
WHERE l.status = 'accepted' AND l.status <> 'suggested' AND l.stance <> 'context' AND l.needs_review = ''
  AND d.withdrawn_at IS NULL
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
    return _laid_out(db, groups(db), "", {})


def to_look_at(db: Database) -> list[int]:
    """What ``queue`` has under "look", in its order, without going through all that waits."""
    same = groups(db)
    best = db.execute(BEST_OF_EACH, {"same": json.dumps(list(same.items()))}).fetchall()
    those = "AND l.id IN (SELECT value FROM json_each(:best))"
    return _laid_out(db, same, those, {"best": json.dumps([row[0] for row in best])}).look


def on_passage(db: Database, passage: int, look: Iterable[int]) -> list[int]:
    """Those of the queue that wait on a passage, in its order; ``look`` is what ``to_look_at`` found."""
    every = _laid_out(db, groups(db), "AND l.passage = :passage", {"passage": passage}).every
    place = {link: n for n, link in enumerate(look)}
    return sorted(every, key=lambda link: place.get(link, len(place)))


def _laid_out(db: Database, same: dict[int, int], which: str, values: dict[str, Any]) -> Queue:
    """The queue of those suggestions that a clause leaves: the best of each measure, or all of a passage."""
    has = dict(db.execute(EVIDENCED).fetchall())
    asked: Counter[Any] = Counter()
    for asking, one in same.items():
        asked[one] = max(asked[one], has.get(asking, 0))
    seen: set[tuple[int, int | None]] = (
        {(p, same[m]) for p, m in db.execute(DECIDED).fetchall() if m in same} if same else set()
    )
    apart, counted = Counter({BASELINE: 0, COMPARISON: 0, GROUP: 0}), Counter[Any]()
    look: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    further: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    # The best first, so that each rank is filled in its order.
    for link, passage, measure, score, block, bar in db.execute(
        f"{WAITING} {which} ORDER BY l.score DESC, l.id", values
    ):
        group = same.get(measure)
        once = (passage, group)
        if bar or (group and once in seen):  # of a passage, the best for a group of measures alone
            apart[bar or GROUP] += 1
            continue
        if group:
            seen.add(once)
        what = group or measure or block
        counted[what] += 1
        need = min(asked[group] if group else has.get(what, 0), PLENTY)
        enough = counted[what] > BEST or need == PLENTY
        certain = next((n for n, least in enumerate(CERTAIN) if score >= least), len(CERTAIN))
        (further if enough else look)[certain, need, measure is None].append(link)
    return Queue(_ranked(look), _ranked(further), dict(apart))


def _ranked(by_rank: dict[tuple[Any, ...], list[int]]) -> list[int]:
    return [link for rank in sorted(by_rank) for link in by_rank[rank]]


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
