"""Which measures come first, and what is suggested unasked."""

from evidence.frameworks.framework import load
from evidence.linking import field_model
from evidence.linking.candidates import Candidate
from evidence.linking.suggesting import Linker
from evidence.model import Comparator, Measure, Target

FRAMEWORK = load("ofsted-2011")
MODEL = field_model.read()
ASKS = [
    "Ensure that records for all children are up to date and held in an effective electronic system",
    "Reduce the workloads of social workers so that they are manageable",
    "Improve the quality of personal education plans for children in care",
    "Ensure that children who go missing are offered a return home interview",
    "Review the sufficiency of placements for older children",
]


def _linker(*measures: Measure) -> Linker:
    return Linker(
        measures or [Measure(a, code=f"M{i}") for i, a in enumerate(ASKS, 1)], FRAMEWORK, model=MODEL
    )


def _stored(*candidates: Candidate, threshold: float = 0.5) -> list[tuple[int, str]]:
    found = _linker().worth_storing(candidates, threshold, 3)
    return [(place, s.measure) for place, s in found if s.measure]


def test_other_words_for_the_same_are_found() -> None:
    found = _linker().suggest(
        Candidate("Caseloads of practitioners in the duty team are far lower than a year ago.")
    )
    assert found[0].measure == "M2"
    assert "goes with" in found[0].reason and "in inspection reports" in found[0].reason


def test_the_nearest_sentence_and_clause_are_quoted() -> None:
    nearest = "Return interviews are offered to nearly all children who go missing."
    text = f"The board met in May. {nearest} Nobody dissented from this."
    (found,) = [s for s in _linker().suggest(Candidate(text)) if s.measure == "M4"]
    assert f"nearest: “{nearest}”" in found.reason


def test_a_single_word_in_common_is_no_reason_to_suggest() -> None:
    assert not _stored(Candidate("The interview with the new director was held in June at the town hall."))


def test_no_more_measures_are_suggested_than_asked_for() -> None:
    text = "Return interviews for missing children, placement sufficiency and manageable workloads lag."
    found = list(_linker().worth_storing([Candidate(text)], 0.01, 2))
    assert len([s for _, s in found if s.measure]) == 2


def test_what_a_section_is_about_its_passages_are_about() -> None:
    system = "The new electronic system for children's records goes live in May."
    vague = "The supplier has been slow to respond to faults, and this has held up the work."
    alone = _linker().suggest(Candidate(vague, context="ICT", section="ICT"))
    section = [Candidate(t, context="ICT", section="ICT") for t in (system, vague)]
    among = _linker().suggest(section[1], among=section)
    assert _of(among, "M1") > _of(alone, "M1")


def test_a_passage_on_another_indicator_counts_for_less() -> None:
    late = Measure(
        "Hold conferences promptly after the strategy discussion", targets=(_target("CS 07"),), code="A"
    )
    linker = _linker(late)
    named, other, none = (
        _of(linker.suggest(Candidate(f"{which}the share of conferences held in time rose to 78%.")), "A")
        for which in ("CS 07: ", "CS 09: ", "")
    )
    assert named > none > other


def test_passages_score_the_same_one_by_one_and_together() -> None:
    texts = [
        "Social workers' workloads are now manageable in most teams.",
        "Personal education plans for children in care are of better quality.",
        "Too few placements are available for older children.",
    ]
    together = {
        (place, s.measure, s.score) for place, s in _linker().worth_storing([*map(Candidate, texts)], 0.5, 3)
    }
    single = {
        (place, s.measure, s.score)
        for place, text in enumerate(texts)
        for _, s in _linker().worth_storing([Candidate(text)], 0.5, 3)
    }
    assert together == single and {m for _, m, _ in single} == {"M2", "M3", "M5"}


def test_a_very_long_passage_and_one_of_punctuation_have_their_scores() -> None:
    long = Candidate("Workloads of social workers are high. " * 600)
    assert _linker().suggest(long)[0].measure == "M2"
    assert _linker().suggest(Candidate("— … •")) == []


def test_a_measure_of_three_words_is_found_by_them() -> None:
    linker = _linker(Measure("Manageable caseloads.", code="A"), Measure("Placement sufficiency.", code="B"))
    assert linker.suggest(Candidate("Caseloads are manageable in all teams but one."))[0].measure == "A"


def _of(found: list, code: str) -> float:
    return next((s.score for s in found if s.measure == code), 0.0)


def _target(indicator: str) -> Target:
    return Target(indicator, Comparator.AT_LEAST, 75, "percent", "2011")


def test_a_stated_target_says_which_measure_a_passage_is_about() -> None:
    eighteen = Target("caseloads", Comparator.AT_MOST, 18, "count", "")
    measures = (
        Measure("Reduce caseloads to 18", code="M1", targets=(eighteen,)),
        Measure("The council must publish its caseload figures", code="M2"),
    )
    for text in (
        "Average caseloads have come down to 16.4, below the target of 18.",
        "At 16.4, average caseloads are better than our 18 target.",
    ):
        found = _linker(*measures).worth_storing([Candidate(text)], 0.5, 3)
        best = max((s for _, s in found if s.measure), key=lambda s: s.score)
        assert best.measure == "M1" and "states the target of 18" in best.reason, text


def test_a_number_that_is_no_target_or_a_share_of_another_kind_tells_nothing() -> None:
    eighteen = Target("caseloads", Comparator.AT_MOST, 18, "count", "")
    measure = Measure("Reduce caseloads to 18", code="M1", targets=(eighteen,))
    for text in (
        "Young people aged 18 wait longest, and the target is to see them sooner.",
        "Against a target of 18% the service reached 12%.",
        "The target of 18.5 was agreed by the board.",
    ):
        found = _linker(measure).suggest(Candidate(text))
        assert not any("states the target" in s.reason for s in found), text
