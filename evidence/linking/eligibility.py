"""Whether a paper can be evidence for a measure at all: whose it is, and when it speaks. Pure.

Evidence for a measure is about the measure's own council and later than the paper that brought it. What is
older is its baseline, what is about another council is comparison: both may be shown, neither counts.
"""

from functools import lru_cache

from evidence.relations.councils import council_keys

BASELINE = "baseline"
COMPARISON = "comparison"


@lru_cache(maxsize=65_536)
def bar(date: str, council: str, register_date: str, register_council: str) -> str:
    """Why a paper is no evidence: BASELINE, COMPARISON, or "" where it can be.

    Dates are ISO, of any precision. One that is missing, or too vague to say which paper came first, bars
    nothing; nor does a paper that names no council. One that speaks of several alike is each one's.
    """
    if council and register_council and not council_keys(council) & council_keys(register_council):
        return COMPARISON
    shared = min(len(date), len(register_date))
    if not shared or (len(date) != len(register_date) and date[:shared] == register_date[:shared]):
        return ""
    return "" if date[:shared] > register_date[:shared] else BASELINE
