"""What can be no evidence: a measure's own words, and heads of tables."""

from evidence.frameworks.framework import load
from evidence.linking import field_model
from evidence.linking.candidates import Candidate
from evidence.linking.suggesting import Linker
from evidence.model import Measure, Observation, PassageKind

ASKS = (
    "Ensure that strategy discussions with the police take place promptly for all child protection enquiries."
)


def _stored(*candidates: Candidate) -> list[int]:
    linker = Linker([Measure(ASKS, code="M1")], load("ofsted-2011"), model=field_model.read())
    return [place for place, s in linker.worth_storing(candidates, 0.5, 3) if s.measure]


def test_a_demand_said_again_is_no_evidence() -> None:
    assert not _stored(Candidate(ASKS))
    assert not _stored(Candidate(f"The Notice asks the council to “{ASKS[0].lower()}{ASKS[1:-1]}”."))
    assert not _stored(Candidate(f"{ASKS} | Head of Service | Amber", PassageKind.ROW))


def test_what_became_of_it_is() -> None:
    assert _stored(
        Candidate("Strategy discussions with the police now take place promptly for most child enquiries."),
        Candidate(f"{ASKS} | 72% | 93%", PassageKind.ROW),
        Candidate(
            f"{ASKS} | Green",
            PassageKind.ROW,
            values=(Observation("CS 2", None, "", "May 2026", rag="Green"),),
        ),
    ) == [0, 1, 2]


def test_the_head_of_a_table_is_no_evidence_and_its_rows_are() -> None:
    rows = (
        "Team | Strategy discussions with the police held promptly | Child protection enquiries",
        "East | Strategy discussions with the police held promptly: 93% of child protection enquiries | 112",
    )
    assert _stored(*(Candidate(text, PassageKind.ROW) for text in rows)) == [1]


def test_a_papers_title_is_no_evidence() -> None:
    title = (
        "Kent County Council strategy discussions with the police for child protection enquiries audit form"
    )
    assert not _stored(Candidate(title, title=True))
