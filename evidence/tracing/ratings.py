"""A rating held against the evidence: "green, but no evidence since March 2011". Pure."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from evidence.language.citations import say_date
from evidence.tracing.coverage import (
    CONTESTED,
    EVIDENCED,
    MET,
    NO_EVIDENCE,
    NOT_MET,
    first_day,
    months_before,
)

GOOD, BAD = frozenset({"green", "blue"}), frozenset({"red"})
QUARTER = 3  # months without evidence before a rating: plans are rated monthly or each quarter


def differences(
    rating: str,
    rated_on: str,
    coverage: Mapping[str, Any],
    targets: Sequence[Mapping[str, Any]],
    fresh_from: str,
) -> list[str]:
    """How a plan's rating and the evidence disagree, in sentences; nothing where they do not.

    ``coverage`` and ``targets`` are as reads give them ("state", "newest"); the dates are ISO, ``rated_on``
    "" where the rating has none.
    """
    if rating in GOOD:
        return [f"Rated {rating}, but {said}." for said in _too_good(rated_on, coverage, targets, fresh_from)]
    if rating in BAD and coverage["state"] == EVIDENCED and all(t["state"] == MET for t in targets):
        met = " and its targets are met" if targets else ""
        return [f"Rated {rating}, but it is evidenced{met}."]
    return []


def speaks_of_targets(said: str) -> bool:
    """Whether such a sentence tells a target's state."""
    return "target" in said


def _too_good(
    rated_on: str, coverage: Mapping[str, Any], targets: Sequence[Mapping[str, Any]], fresh_from: str
) -> Iterator[str]:
    newest = coverage["newest"]
    wanted = max(fresh_from, months_before(rated_on, QUARTER) if rated_on else "")
    if coverage["state"] == NO_EVIDENCE:
        yield "no accepted passage supports it"
    elif coverage["state"] == CONTESTED:
        yield "the newest accepted passage contradicts it"
    elif newest and first_day(newest) < wanted:
        yield f"no evidence since {say_date(newest[:7])}"
    for target in targets:
        if target["state"] == NOT_MET:
            yield f"the target for {target['indicator'] or 'it'} is not met"
