"""Match terms: words that a person says tell of a measure, or do not."""

from dataclasses import replace

from evidence.frameworks.framework import load
from evidence.linking import field_model
from evidence.linking.candidates import Candidate
from evidence.linking.roots import without
from evidence.linking.suggesting import Linker
from evidence.model import Measure

RECORDS = Measure("Ensure that records of children are up to date and complete.", code="M1")
LEAVERS = Measure("Improve the support for care leavers and their transitions to adult life.", code="M2")
SYSTEM = "The roll-out of Papyrus to the last two teams was finished in May."


def _linker(*measures: Measure) -> Linker:
    return Linker(measures, load("ofsted-2011"), model=field_model.read())


def _stored(measure: Measure, text: str) -> list[str]:
    return [
        s.reason for _, s in _linker(measure, LEAVERS).worth_storing([Candidate(text)], 0.5, 3) if s.measure
    ]


def test_an_added_term_brings_what_it_names_and_the_reason_says_so() -> None:
    assert not _stored(RECORDS, SYSTEM)
    (reason,) = _stored(replace(RECORDS, terms=("Papyrus",)), SYSTEM)
    assert "has your match terms “Papyrus”" in reason


def test_a_term_is_found_in_any_form_and_only_whole() -> None:
    named = replace(RECORDS, terms=("case file",))
    assert _stored(named, "All of the case files that were read in May were in good order.")
    assert not _stored(named, "In that case the manager is to file a note within a week of it.")


def test_a_term_of_common_words_counts_too() -> None:
    assert _stored(
        replace(RECORDS, terms=("improvement board",)), "The Improvement Board met in the spring of 2011."
    )


def test_words_left_out_find_nothing() -> None:
    text = "Transitions to the new telephone system went well, and no calls were lost."
    scores = [
        next((s.score for s in _linker(m).suggest(Candidate(text)) if s.measure), 0.0)
        for m in (LEAVERS, replace(LEAVERS, unwanted=("transition",)))
    ]
    assert scores[1] < scores[0]


def test_left_out_words_are_cut_out_in_whatever_form_they_stand() -> None:
    assert without("Support care leavers’ transitions into work.", ["transition"]) == (
        "Support care leavers’ … into work."
    )
    assert without("Support care leavers.", ["!"]) == "Support care leavers."


def test_the_telling_words_are_the_machines_proposal() -> None:
    assert "records" in _linker(RECORDS, LEAVERS).telling("M1")
    assert _linker(RECORDS).telling("M9") == []


def test_words_of_any_demand_are_not_proposed_as_terms() -> None:
    measure = Measure("Bring caseloads down to 18 at least, making sure it lets visits happen.", code="M1")
    told = {word.lower() for word in _linker(measure).telling("M1")}
    assert "caseloads" in told and not told & {"least", "making", "sure", "bring", "lets"}
