"""Names: what a measure is about has one, and a paper that reports on it says it."""

import pytest

from evidence.frameworks.framework import load
from evidence.linking import field_model
from evidence.linking.candidates import Candidate
from evidence.linking.suggesting import Linker
from evidence.model import Measure

MEASURES = [
    "Establish a Recovery Board and give the Recovery Board robust evidence of progress.",
    "Agree a Workforce Plan with the Recovery Board, covering recruitment and retention.",
    "Working with the Harbour Partnership, the council must further embed the use of the ABCF in practice.",
    "Review the responsibilities of social workers so that no one carries too wide a range of work.",
    "Ensure that records of children are up to date and held in an effective electronic system.",
]


def _linker() -> Linker:
    measures = [Measure(text, code=f"M{n}") for n, text in enumerate(MEASURES, 1)]
    return Linker(measures, load("ofsted-2011"), model=field_model.read())


def _first(text: str, **around: str) -> str:
    return next(s.measure for s in _linker().suggest(Candidate(text, **around)) if s.measure)


def _score(measure: str, candidate: Candidate) -> float:
    found = _linker().suggest(candidate)
    return next((s.score for s in found if s.measure == measure), 0.0)


def test_what_a_measure_names_again_and_again_it_is_about() -> None:
    assert _first("The recovery board met three times in the spring and was content.") == "M1"
    assert _first("The draft of the Workforce Plan went to members in May.") == "M2"


def test_the_reason_says_the_name() -> None:
    found = _linker().suggest(Candidate("The Recovery Board met three times in the spring."))
    assert "names “Recovery Board”" in next(s.reason for s in found if s.measure == "M1")


def test_a_short_form_is_a_name() -> None:
    assert _first("All four clusters use the ABCF now, and partners like it.") == "M3"


def test_who_helps_is_not_what_it_is_about() -> None:
    found = _linker().suggest(Candidate("The Harbour Partnership held its annual conference in June."))
    assert not any("Harbour" in s.reason and "names" in s.reason for s in found)


@pytest.mark.parametrize(
    "text",
    [
        "Agree clear processes with partners in the Harbour Partnership so that referrals are good.",
        "Agree clear processes with the Harbour Partnership, so that referrals are of good quality.",
        "Write a plan, to be agreed with the Harbour Partnership for the year ahead, and carry it out.",
        "Improve referrals, in consultation with the Harbour Partnership, and publish what was found.",
        "Improve referrals by working with the Harbour Partnership to share what each of them knows.",
    ],
)
def test_whom_one_agrees_something_with_is_not_what_it_is_about(text: str) -> None:
    measures = [Measure(MEASURES[3], code="M1"), Measure(text, code="M2")]
    linker = Linker(measures, load("ofsted-2011"), model=field_model.read())
    found = linker.suggest(Candidate("The Harbour Partnership held its annual conference in June."))
    assert not any("names" in s.reason for s in found)


def test_whom_one_is_to_set_up_or_work_with_is() -> None:
    for text in (
        "Work with the Harbour Partnership.",
        "Set up a Harbour Partnership with an independent chair, agreed with the Department.",
    ):
        linker = Linker([Measure(text, code="M1")], load("ofsted-2011"), model=field_model.read())
        found = linker.suggest(Candidate("The Harbour Partnership held its annual conference in June."))
        assert "names “Harbour Partnership”" in found[0].reason, text


def test_a_short_form_that_the_paper_explains_has_its_words() -> None:
    plain = Candidate("The ESCR went live in May, and staff were trained to use it.")
    told = Candidate(plain.text, explained=("electronic social care records",))
    assert _score("M5", told) > _score("M5", plain) + 0.1


def test_what_tells_of_its_own_paper_is_hardly_evidence() -> None:
    text = "How files are kept is told in part two, and what it costs in part three."
    for heading in (
        "Purpose of this report",
        "1.0 PURPOSE OF THE REPORT",
        "Recommendations",
        "Legal implications",
    ):
        assert _score("M5", Candidate(text, section=heading)) < _score("M5", Candidate(text)) / 3, heading
    assert Candidate("The report covers three areas of work:").tells_of_itself
    assert not Candidate(
        "Records are kept.", section="Recommendations of the review and progress"
    ).tells_of_itself


def test_the_heading_says_what_a_passage_is_about() -> None:
    text = "Faults were reported to the supplier, and most of them have been put right since."
    heading = "Electronic system for records of children"
    assert _score("M5", Candidate(text, section=heading)) > _score("M5", Candidate(text))
