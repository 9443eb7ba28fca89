"""Coverage and traces: the accepted links of the record, judged by evidence.tracing.coverage."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlite_utils import Database

from evidence.frameworks.framework import Framework
from evidence.language.periods import period_end, period_key
from evidence.linking.eligibility import BASELINE, COMPARISON
from evidence.model import LinkStatus
from evidence.reads import crosswalk
from evidence.reads.accepted import accepted, documents_then, links_then, registers_then, ties
from evidence.reads.councils import ANYBODY, OwnCouncil
from evidence.reads.crosswalk import APPROVED
from evidence.reads.judgements import limits
from evidence.reads.links import links, offered
from evidence.reads.measure_edits import family
from evidence.reads.measure_updates import as_said, history
from evidence.reads.measures import measures, measures_called, observations, relied_on_by, targets_of
from evidence.reads.series import series
from evidence.reads.standings import standing
from evidence.reads.target_states import with_state
from evidence.tracing import coverage as tracing
from evidence.tracing.ratings import differences
from evidence.tracing.voices import Tie


def coverage(
    db: Database,
    framework: Framework,
    at: str,
    freshness_months: int,
    own: OwnCouncil = ANYBODY,
    known: str = "",
    others: Iterable[Framework] = (),
) -> list[dict[str, Any]]:
    """The coverage of every measure of ours, then of every block of the framework and of the ``others``, at
    an ISO date; with ``known``, as it was known at the end of that day. A block that there was not on that
    date is left out unless something was accepted for it."""
    by_measure, _ = accepted(db, framework.code, known)
    tied, there = ties(db, at), registers_then(db, known) if known else None
    rows = []
    for m in measures(db):
        if not own.owns(m["council"]) or (there is not None and m["document"] not in there):
            continue
        found = tracing.coverage(by_measure[m["code"]], at, freshness_months, tied, m["text"])
        rows.append(
            {
                "code": m["code"],
                "kind": "measure",
                "text": m["text"],
                "framework": "",
                **_row(found),
                "limits": [],
            }
        )
    return [*rows, *of_blocks(db, (framework, *others), at, freshness_months, own, known)]


def of_blocks(
    db: Database,
    used: Iterable[Framework],
    at: str,
    freshness_months: int,
    own: OwnCouncil = ANYBODY,
    known: str = "",
) -> list[dict[str, Any]]:
    """The same of the blocks of these frameworks alone."""
    tied = ties(db, at)
    return [row for each in used for row in _blocks(db, each, at, freshness_months, own, known, tied)]


def _blocks(
    db: Database,
    framework: Framework,
    at: str,
    freshness_months: int,
    own: OwnCouncil,
    known: str,
    tied: Sequence[Tie],
) -> list[dict[str, Any]]:
    """The coverage of a framework's blocks, each with the limiting judgements that concern it."""
    rows, (_, by_block) = [], accepted(db, framework.code, known)
    capped = limits(db, framework, own, at, known)
    for b in framework.blocks:
        if not b.valid(at) and not by_block[b.code]:
            continue
        found = tracing.coverage(by_block[b.code], at, freshness_months, tied)
        row = {"code": b.code, "kind": "block", "text": b.name, "framework": framework.code, **_row(found)}
        rows.append({**row, "limits": [one for one in capped if b.code in one["caps"]]})
    return rows


def with_coverage(
    db: Database,
    framework: Framework,
    rows: list[dict[str, Any]],
    at: str,
    freshness_months: int,
    known: str = "",
) -> list[dict[str, Any]]:
    """Measures with their coverage and the state of each target added."""
    found, _ = accepted(db, framework.code, known, [m["code"] for m in rows])
    seen = observations(db, at=at, known=known)
    tied = ties(db, at) if any(len({e.document for e in some}) > 1 for some in found.values()) else []
    there = documents_then(db, known) if known else None
    if there is not None:
        asked = targets_of(db, known)
        seen = [o for o in seen if o["document"] in there]
        rows = [{**m, "targets": asked.get(m["id"], [])} for m in rows]
    whose = {m["apart"]: [o for o in seen if o["apart"] == m["apart"]] for m in rows}
    judged = [
        {
            **as_said(m, at=at, known=known, documents=there),
            "coverage": _row(tracing.coverage(found[m["code"]], at, freshness_months, tied, m["text"])),
            "targets": [with_state(t, whose[m["apart"]]) for t in m["targets"]],
        }
        for m in rows
    ]
    fresh_from = tracing.months_before(at, freshness_months)
    return [{**m, "differs": _differs(m, fresh_from)} for m in judged]


def _differs(measure: dict[str, Any], fresh_from: str) -> list[str]:
    """Where the newest rating and the evidence disagree."""
    rated_on = measure["said_by"].get("rag", {}).get("date", "")
    return differences(measure["rag"], rated_on, measure["coverage"], measure["targets"], fresh_from)


def trace(
    db: Database, framework: Framework, code: str, at: str, freshness_months: int, known: str = ""
) -> list[dict[str, Any]]:
    """A measure to its evidence: one trace for each measure that ``code`` names (an indicator may
    stand in several). Evidence is in time order, undated last; contradicting is in it, with its stance.
    What is dated after ``at`` is under "later": it does not count yet.

    Raises NotFound.
    """
    found = with_coverage(db, framework, measures_called(db, code), at, freshness_months, known)
    return [_trace(db, m, at, known) for m in found]


def trace_block(
    db: Database,
    framework: Framework,
    code: str,
    at: str,
    freshness_months: int,
    known: str = "",
    own: OwnCouncil = ANYBODY,
) -> dict[str, Any] | None:
    """As ``trace``, for a block of the framework; None if it has no such block. "limits": the limiting
    judgements of ours that cap it, or did."""
    block = framework.block(code)
    if block is None:
        return None
    _, by_block = accepted(db, framework.code, known)
    judged = _row(tracing.coverage(by_block[block.code], at, freshness_months, ties(db, at)))
    tied = links(db, block=f"{block.code}@{framework.code}")
    return {
        "block": block.code,
        "name": block.name,
        "description": block.description,
        "coverage": judged,
        "limits": [one for one in limits(db, framework, own, at, known) if block.code in one["caps"]],
        "offered": [],
        **_apart(_as_known(db, tied, known), at, judged["voice"]),
    }


def trace_block_of(
    db: Database,
    frameworks: Iterable[Framework],
    code: str,
    at: str,
    freshness_months: int,
    known: str = "",
    own: OwnCouncil = ANYBODY,
) -> dict[str, Any] | None:
    """As ``trace_block``, for the first of the frameworks that has the block; CODE@FRAMEWORK names one. The
    framework's code is under "framework"."""
    block, _, named = code.partition("@")
    for framework in frameworks:
        if named in ("", framework.code):
            found = trace_block(db, framework, block, at, freshness_months, known, own)
            if found:
                return {**found, "framework": framework.code}
    return None


def _trace(db: Database, measure: dict[str, Any], at: str, known: str) -> dict[str, Any]:
    return {
        "measure": measure["code"],
        "text": measure["text"],
        "theme": measure["theme"],
        "register": measure["register"],
        "register_title": measure["register_title"],
        "document": measure["document"],
        "register_date": measure["date"],
        "register_council": measure["council"],
        "register_withdrawn": bool(measure["paper_withdrawn"]),
        "passage": measure["passage"],
        "retired_at": measure["retired_at"],
        "standing": standing(db, measure["id"]),
        **family(db, measure["id"]),
        **{key: measure[key] for key in ("answer", "response", "answered_at", "response_citation")},
        "coverage": measure["coverage"],
        "targets": measure["targets"],
        "series": series(db, measure["targets"], at, known, measure["apart"]),
        "owner": measure["owner"],
        "due": measure["due"],
        "rating": measure["rag"],
        "progress": measure["progress"],
        "said_by": measure["said_by"],
        "updates": [u for u in history(measure) if tracing.first_day(u["date"]) <= at],
        "differs": measure["differs"],
        "late": _late(measure["due"], at),
        "relied_on_by": relied_on_by(db, measure["id"]),
        "equivalent": [p["other"] for p in crosswalk.pairs(db, status=APPROVED, measure=measure["code"])],
        "crosswalk": crosswalk.pairs(db, measure=measure["code"]),
        "offered": [_offered(x, measure["code"]) for x in offered(db, measure["id"])],
        **_apart(_as_known(db, links(db, measure=measure["code"]), known), at, measure["coverage"]["voice"]),
    }


def _late(due: str, at: str) -> bool:
    """Whether the month that it was due in, in the paper's words, is over."""
    end = period_end(period_key(due))
    return bool(end) and end < at[:7]


def _as_known(db: Database, tied: list[dict[str, Any]], known: str) -> list[dict[str, Any]]:
    """Links as they were at the end of a day; those that were not there yet are left out."""
    if not known:
        return tied
    then = links_then(db, known)
    return [{**x, **then[x["id"]]} for x in tied if x["id"] in then]


def _apart(tied: list[dict[str, Any]], at: str, voice: dict[int, int]) -> dict[str, list[dict[str, Any]]]:
    """Accepted evidence in time order, suggestions best first, what waits to be looked at again, what was
    rejected, and what was accepted and does not count: older than the register, or about another council."""
    each = [{**_evidence(x), "voice": voice.get(x["document"])} for x in tied]
    decided = [e for e in each if e["status"] == LinkStatus.ACCEPTED and not e["review"]]
    accepted = [e for e in decided if not e["bar"]]
    suggested = [e for e in each if e["status"] == LinkStatus.SUGGESTED]
    accepted.sort(key=lambda e: (not e["date"], tracing.first_day(e["date"]), e["passage"]))
    suggested.sort(key=lambda e: (-e["score"], e["passage"]))
    rejected = [e for e in each if e["status"] == LinkStatus.REJECTED and not e["review"]]
    rejected.sort(key=lambda e: (e["decided_at"], e["passage"]))
    return {
        "evidence": [e for e in accepted if tracing.first_day(e["date"]) <= at],
        "later": [e for e in accepted if tracing.first_day(e["date"]) > at],
        "suggested": suggested,
        "review": [e for e in each if e["review"]],
        "rejected": rejected,
        **{why: [e for e in decided if e["bar"] == why] for why in (BASELINE, COMPARISON)},
    }


def _offered(link: dict[str, Any], code: str) -> dict[str, Any]:
    """Evidence that was accepted for a measure that asks for the same: ``accepted_for`` says which."""
    return {**_evidence(link), "voice": None, "accepted_for": link["measure"], "measure": code}


def _evidence(link: dict[str, Any]) -> dict[str, Any]:
    kept = "citation stance source source_class date text passage document title page label file score reason"
    more = "council version decided_by decided_at note status measure block review quote bar"
    return {"link": link["id"], **{key: link[key] for key in (kept + " " + more).split()}}


def _row(found: tracing.Coverage) -> dict[str, Any]:
    return {
        "state": found.state,
        "supporting": found.supporting,
        "contradicting": found.contradicting,
        "sources": list(found.sources),
        "newest": found.newest,
        "reason": found.reason,
        "voices": found.voices,
        "voice": found.voice,
        "rests_on": list(found.rests_on),
        "missing": list(found.missing),
    }
