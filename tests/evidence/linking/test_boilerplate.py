"""What many reports repeat word for word is evidence of nothing."""

from dataclasses import replace

from evidence.frameworks.framework import load
from evidence.linking import field_model
from evidence.linking.boilerplate import is_boilerplate, mark, marks
from evidence.linking.candidates import Candidate
from evidence.linking.suggesting import Linker
from evidence.model import Measure

IMPRINT = (
    "The Inspectorate looks at services for children looked after in every council of the country."
    " It publishes what it finds, and asks that inspections lead to action."
)


def _suggested(text: str) -> list[str]:
    measure = Measure(
        "Ensure that inspections of services for children looked after lead to action.", code="M"
    )
    model = replace(field_model.read(), repeated=frozenset(mark for mark, _ in marks(IMPRINT)))
    linker = Linker([measure], load("ofsted-2011"), model=model)
    return [s.measure for _, s in linker.worth_storing([Candidate(text)], 0.01, 3) if s.measure]


def test_what_every_report_says_is_no_evidence() -> None:
    assert is_boilerplate(IMPRINT, {mark for mark, _ in marks(IMPRINT)})
    assert not _suggested(IMPRINT)


def test_what_one_paper_says_is_evidence_also_where_a_stock_sentence_stands_beside_it() -> None:
    own = (
        "After the inspections of services for children looked after in 2021 and 2022, leaders took action on"
        " every point within the quarter, and reported on it to the panel, which found that children looked"
        " after were seen more often and that their plans were better than they had been for some years."
    )
    assert _suggested(own)
    stock = IMPRINT.rpartition("It publishes")[2]
    assert _suggested(f"{own} It publishes{stock}")


def test_the_shipped_model_knows_what_reports_repeat() -> None:
    assert len(field_model.read().repeated) > 100


def test_the_same_sentence_with_another_figure_is_another() -> None:
    one, other = (marks(f"There were {n} children in care at the end of the year.")[0][0] for n in (410, 396))
    assert one != other


def test_case_and_punctuation_do_not_count_and_short_sentences_have_no_mark() -> None:
    assert marks("IT REGULATES, and inspects childcare too!")[0][0] == mark(
        ["it", "regulates", "and", "inspects", "childcare", "too"]
    )
    assert marks("It is so.")[0][0] == 0
