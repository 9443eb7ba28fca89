"""Where a person puts right what preflight found: a page for each way that is no step of Muster's own."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from flask import url_for

from evidence.packs.planning.problem import WAYS, Problem


def with_ways(
    problems: Iterable[Problem], pack: Mapping[str, Any], inspection: int, measures: Iterable[str]
) -> list[dict[str, Any]]:
    """The problems, each with "href" and "label" of where it is put right; "" where a step of Muster's does
    it, or nothing can. ``measures``: the codes that there are."""
    known = frozenset(measures)
    return [
        {
            **asdict(problem),
            "href": _href(problem, pack, inspection, known),
            "label": WAYS.get(problem.way, ""),
        }
        for problem in problems
    ]


def _href(problem: Problem, pack: Mapping[str, Any], inspection: int, measures: frozenset[str]) -> str:
    match problem.way:
        case "cutoff":
            return url_for("inspections.edit", number=inspection, _anchor="cutoff")
        case "review":
            return url_for("lost.queue")
        case "date":
            return url_for("corrections.page", number=problem.document, field="date")
        case "withdraw":
            return url_for("withdrawals.ask", number=problem.document)
        case "evidence" if problem.measure in measures:
            return url_for("finding.page", code=problem.measure)
        case "evidence" if problem.block:
            return url_for("measures.block", code=problem.block, framework=pack["framework"])
        case "accept":
            return url_for("desk.page")
        case "replace":
            return url_for("uploads.listed")
        case "redactions":
            return url_for("redacting.page", number=pack["id"])
        case "anew":
            return url_for("packs.new", like=pack["name"])
    return ""
