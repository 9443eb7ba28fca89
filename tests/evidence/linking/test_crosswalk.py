"""Which measures of different registers are proposed as asking for the same."""

from evidence.frameworks.framework import load
from evidence.linking import field_model
from evidence.linking.crosswalk import Alike, alike
from evidence.model import Comparator, Measure, Target

PUBLISH = "The council must publish its caseload figures"
EIGHTEEN = Target("caseloads", Comparator.AT_MOST, 18, "count", "")


def _alike(one: Measure, *others: Measure) -> list[Alike]:
    measures = [("notice", one), *(("plan", other) for other in others)]
    return alike(measures, load("ofsted-2011"), model=field_model.read())


def test_one_word_in_common_is_no_reason_to_propose_a_pair() -> None:
    notice = Measure("Reduce caseloads to 18", code="N1", targets=(EIGHTEEN,))
    assert not _alike(notice, Measure(PUBLISH, code="P1"))


def test_where_one_pair_falls_the_next_is_looked_at() -> None:
    notice = Measure("Reduce the caseloads of social workers so that they are manageable", code="N1")
    others = [Measure(PUBLISH, code="P1"), Measure("Social workers have manageable workloads", code="P2")]
    assert [(p.one, p.other) for p in _alike(notice, *others)] == [("N1", "P2")]


def test_a_word_and_the_same_target_are_reason_enough() -> None:
    notice = Measure("Reduce caseloads to 18", code="N1", targets=(EIGHTEEN,))
    plan = Measure("Caseloads of no more than 18", code="P1", targets=(EIGHTEEN,))
    (pair,) = _alike(notice, plan)
    assert "both set a target for caseloads" in pair.reason


def test_two_measures_of_one_same_word_are_proposed() -> None:
    assert _alike(Measure("Improve supervision", code="N1"), Measure("Improved supervision", code="P1"))
