"""Coverage and traces: the accepted links of the record, judged by evidence.tracing.coverage."""

from collections import defaultdict
from typing import Any

from sqlite_utils import Database

from evidence.frameworks.framework import Framework
from evidence.language.indicators import indicator_key
from evidence.language.periods import period_key
from evidence.linking.eligibility import BASELINE, COMPARISON
from evidence.model import Comparator, LinkStatus, Observation, Stance, Target
from evidence.reads import crosswalk
from evidence.reads.councils import ANYBODY, OwnCouncil
from evidence.reads.crosswalk import APPROVED
from evidence.reads.links import links, offered
from evidence.reads.measures import measures, measures_called, observations
from evidence.relations.contradictions import Stated, conflicts
from evidence.tracing import coverage as tracing

ACCEPTED = """
SELECT m.code AS measure, l.block, l.framework, l.stance, l.document, d.date, d.source, d.source_class
FROM links l JOIN documents d ON d.id = l.document LEFT JOIN measures m ON m.id = l.measure
LEFT JOIN registers r ON r.id = m.register LEFT JOIN documents rd ON rd.id = r.document
WHERE (l.regardless OR m.id IS NULL OR bar(d.date, d.council, rd.date, rd.council) = '')
  AND l.status = 'accepted' AND l.needs_review = '' AND d.withdrawn_at IS NULL
"""


def coverage(
    db: Database, framework: Framework, at: str, freshness_months: int, own: OwnCouncil = ANYBODY
) -> list[dict[str, Any]]:
    """The coverage of every measure of ours, then of every block of the framework, at an ISO date."""
    by_measure, by_block = _accepted(db, framework)
    rows = []
    for m in measures(db):
        if not own.owns(m["council"]):
            continue
        found = tracing.coverage(by_measure[m["code"]], at, freshness_months)
        rows.append({"code": m["code"], "kind": "measure", "text": m["text"], **_row(found)})
    for b in framework.blocks:
        found = tracing.coverage(by_block[b.code], at, freshness_months)
        rows.append({"code": b.code, "kind": "block", "text": b.name, **_row(found)})
    return rows


def with_coverage(
    db: Database, framework: Framework, rows: list[dict[str, Any]], at: str, freshness_months: int
) -> list[dict[str, Any]]:
    """Measures with their coverage and the state of each target added."""
    by_measure, _ = _accepted(db, framework)
    seen = observations(db, at=at)
    return [
        {
            **m,
            "coverage": _row(tracing.coverage(by_measure[m["code"]], at, freshness_months)),
            "targets": [_target(t, seen) for t in m["targets"]],
        }
        for m in rows
    ]


def trace(
    db: Database, framework: Framework, code: str, at: str, freshness_months: int
) -> list[dict[str, Any]]:
    """A measure to its evidence: one trace for each measure that ``code`` names (an indicator may
    stand in several). Evidence is in time order, undated last; contradicting is in it, with its stance.

    Raises NotFound.
    """
    found = with_coverage(db, framework, measures_called(db, code), at, freshness_months)
    return [_trace(db, m) for m in found]


def trace_block(
    db: Database, framework: Framework, code: str, at: str, freshness_months: int
) -> dict[str, Any] | None:
    """As ``trace``, for a block of the framework; None if it has no such block."""
    block = framework.block(code)
    if block is None:
        return None
    _, by_block = _accepted(db, framework)
    tied = links(db, block=block.code)
    return {
        "block": block.code,
        "name": block.name,
        "description": block.description,
        "coverage": _row(tracing.coverage(by_block[block.code], at, freshness_months)),
        "offered": [],
        **_apart(tied),
    }


def _trace(db: Database, measure: dict[str, Any]) -> dict[str, Any]:
    return {
        "measure": measure["code"],
        "text": measure["text"],
        "theme": measure["theme"],
        "register": measure["register"],
        "register_title": measure["register_title"],
        "document": measure["document"],
        "register_date": measure["date"],
        "register_council": measure["council"],
        "passage": measure["passage"],
        **{key: measure[key] for key in ("answer", "response", "answered_at", "response_citation")},
        "coverage": measure["coverage"],
        "targets": measure["targets"],
        "equivalent": [p["other"] for p in crosswalk.pairs(db, status=APPROVED, measure=measure["code"])],
        "crosswalk": crosswalk.pairs(db, measure=measure["code"]),
        "offered": [_offered(x, measure["code"]) for x in offered(db, measure["id"])],
        **_apart(links(db, measure=measure["code"])),
    }


def _apart(tied: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Accepted evidence in time order, suggestions best first, what waits to be looked at again, what was
    rejected, and what was accepted and does not count: older than the register, or about another council."""
    decided = [_evidence(x) for x in tied if x["status"] == LinkStatus.ACCEPTED and not x["review"]]
    accepted = [e for e in decided if not e["bar"]]
    review = [_evidence(x) for x in tied if x["review"]]
    suggested = [_evidence(x) for x in tied if x["status"] == LinkStatus.SUGGESTED]
    accepted.sort(key=lambda e: (not e["date"], tracing.first_day(e["date"]), e["passage"]))
    suggested.sort(key=lambda e: (-e["score"], e["passage"]))
    rejected = [_evidence(x) for x in tied if x["status"] == LinkStatus.REJECTED and not x["review"]]
    rejected.sort(key=lambda e: (e["decided_at"], e["passage"]))
    barred = {why: [e for e in decided if e["bar"] == why] for why in (BASELINE, COMPARISON)}
    return {"evidence": accepted, "suggested": suggested, "review": review, "rejected": rejected, **barred}


def _offered(link: dict[str, Any], code: str) -> dict[str, Any]:
    """Evidence that was accepted for a measure that asks for the same: ``accepted_for`` says which."""
    return {**_evidence(link), "accepted_for": link["measure"], "measure": code}


def _evidence(link: dict[str, Any]) -> dict[str, Any]:
    kept = "citation stance source source_class date text passage document title page label file score reason"
    more = "council version decided_by decided_at note status measure block review quote bar"
    return {"link": link["id"], **{key: link[key] for key in (kept + " " + more).split()}}


def _accepted(
    db: Database, framework: Framework
) -> tuple[dict[str, list[tracing.Evidence]], dict[str, list[tracing.Evidence]]]:
    by_measure: dict[str, list[tracing.Evidence]] = defaultdict(list)
    by_block: dict[str, list[tracing.Evidence]] = defaultdict(list)
    for row in db.query(ACCEPTED):
        evidence = tracing.Evidence(
            Stance(row["stance"]), row["document"], row["date"], row["source"], row["source_class"]
        )
        if row["measure"]:
            by_measure[row["measure"]].append(evidence)
        elif row["framework"] == framework.code:
            by_block[row["block"]].append(evidence)
    return by_measure, by_block


def _row(found: tracing.Coverage) -> dict[str, Any]:
    return {
        "state": found.state,
        "supporting": found.supporting,
        "contradicting": found.contradicting,
        "sources": list(found.sources),
        "newest": found.newest,
        "reason": found.reason,
    }


def _target(row: dict[str, Any], seen: list[dict[str, Any]]) -> dict[str, Any]:
    """A target's row with its state and the observation it rests on."""
    target = Target(
        row["indicator"],
        Comparator(row["comparator"]),
        row["value"],
        row["unit"],
        row["period"],
        row["baseline"],
    )
    wanted = indicator_key(target.indicator)
    own = [
        tracing.Dated(
            Observation(o["indicator"], o["value"], o["unit"], o["period"], cell=o["cell"], rag=o["rag"]),
            o["date"],
            o["passage"],
        )
        for o in seen
        if wanted and indicator_key(o["indicator"]) == wanted
    ]
    state, rests_on = tracing.target_state(target, own)
    observation = None
    if rests_on:
        o = rests_on.observation
        observation = {
            "value": o.value, "unit": o.unit, "period": o.period, "cell": o.cell,
            "date": rests_on.date, "passage": rests_on.passage,
        }  # fmt: skip
    return {**row, "state": state, "observation": observation, "conflict": _conflict(target, own)}


def _conflict(target: Target, own: list[tracing.Dated]) -> str:
    """Where papers disagree on the indicator's value in the target's period: in words, or nothing."""
    wanted = period_key(target.period)
    stated = [
        Stated(
            o.observation.indicator,
            value,
            o.observation.unit,
            o.observation.period,
            0,
            o.passage,
        )
        for o in own
        if (value := o.observation.value) is not None
        and wanted
        and period_key(o.observation.period) == wanted
        and o.observation.unit == target.unit
    ]
    return next((c.reason for c in conflicts(stated)), "")
