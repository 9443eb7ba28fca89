"""Suggestions: what they find, and that each says why."""

from evidence.frameworks.framework import load
from evidence.linking import field_model
from evidence.linking.blocks import document_blocks
from evidence.linking.candidates import Candidate
from evidence.linking.suggesting import Linker
from evidence.model import Comparator, Measure, PassageKind, Target

MEASURES = [
    Measure(
        "Increase the percentage of initial assessments carried out within timescale to 80%",
        theme="Safeguarding",
        targets=(Target("NI 59", Comparator.AT_LEAST, 80, "percent", "2010/11"),),
        code="N2010-01",
    ),
    Measure("Embed the use of the CAF so that it informs early intervention.", code="N2010-02"),
    Measure(
        "Hold discussions with the police in a timely manner for child protection referrals.", code="N2010-03"
    ),
    Measure("Reduce caseloads and review the responsibilities of social workers.", code="N2010-04"),
]
FRAMEWORK = load("ofsted-2011")
LINKER = Linker(MEASURES, FRAMEWORK, model=field_model.read())


def best(text: str, context: str = "") -> list[str]:
    found = LINKER.suggest(Candidate(text, context=context))
    return [s.measure for s in found if s.measure]


def test_an_indicator_is_known_however_it_is_written() -> None:
    first = LINKER.suggest(Candidate("Performance against NI59 was 81.2% in October."))[0]
    assert first.measure == "N2010-01" and "names NI 59" in first.reason


def test_a_measure_of_one_part_of_an_indicator_is_not_named_by_another_part() -> None:
    late = Measure(
        "Reduce the share of assessments that are completed late",
        targets=(Target("PI 3.1", Comparator.AT_MOST, 5, "percent", "2011"),),
        code="N2010-05",
    )
    linker = Linker([late], load("ofsted-2011"))

    def reasons(text: str) -> list[str]:
        return [s.reason for s in linker.suggest(Candidate(text)) if s.measure and "names" in s.reason]

    assert reasons("PI 3.2 stood at 6.1 % in March 2011.") == []
    assert reasons("PI 3 stood at 6.1 % in March 2011.") == []
    assert [r[:12] for r in reasons("PI 3.1 stood at 6.1 % in March 2011.")] == ["names PI 3.1"]


def test_a_measure_is_found_by_its_words() -> None:
    assert best("The share of initial assessments completed in timescale rose again.")[0] == "N2010-01"
    assert best("Discussions with the police took place promptly for every referral.")[0] == "N2010-03"


def test_a_short_form_finds_its_long_form() -> None:
    assert best("The Common Assessment Framework is now used by every cluster.")[0] == "N2010-02"


def test_the_words_above_a_bullet_count() -> None:
    assert best("These have fallen to an average of sixteen.", "Social workers' caseloads")[0] == "N2010-04"


def test_every_suggestion_says_why() -> None:
    found = LINKER.suggest(
        Candidate("Ofsted's unannounced inspection found good initial assessments, NI 59 at 82%.")
    )
    assert found and all(s.reason for s in found)
    assert all(0 < s.score <= 1 for s in found)


def test_headings_and_fragments_are_not_evidence() -> None:
    text = "Initial assessments within timescale by social workers and police discussions"
    assert list(LINKER.worth_storing([Candidate(text)], 0.1, 3))
    assert not list(LINKER.worth_storing([Candidate(text, PassageKind.HEADING)], 0.1, 3))
    assert not list(LINKER.worth_storing([Candidate("NI 59")], 0.1, 3))


def test_blocks_follow_the_frameworks_rules() -> None:
    def blocks(text: str) -> set[str]:
        return {s.block for s in LINKER.suggest(Candidate(text)) if s.block}

    assert blocks("Ofsted judged two children's homes to be outstanding.") == {"A"}
    assert "B" in blocks("An unannounced inspection of contact, referral and assessment took place.")
    assert "B" in blocks("The serious case review was rated as good.")
    assert "C" in blocks("NI 117 stands at 8.1%.")
    assert blocks("The Leader thanked members for coming.") == set()


def test_a_document_is_tagged_by_its_kind() -> None:
    framework = load("ofsted-2011")
    assert set(document_blocks(framework, "data", "Indicators")) == {"C"}
    assert set(document_blocks(framework, "inspection_report", "Inspection of children's services")) == {"B"}
    assert not document_blocks(framework, "letter", "")


def test_a_passage_of_no_words_is_ranked_by_its_heading_alone() -> None:
    for text in ("3.2", "—", "the of and"):
        assert best(text, "The caseloads of social workers")[0] == "N2010-04"


def test_a_block_is_suggested_only_for_papers_of_its_time() -> None:
    framework = load("ofsted-ilacs")
    text = "Care leavers and children in care told us that their personal advisers kept in touch with them."

    def blocks(day: str) -> set[str]:
        return {s.block for s in Linker([], framework).suggest(Candidate(text, day=day))}

    joint, apart = {"in-care-and-care-leavers"}, {"in-care", "care-leavers"}
    assert blocks("2022-06-30") == blocks("2022-12-31") == joint
    assert blocks("2023-01-01") == blocks("2024") == apart
    assert blocks("") == joint | apart
    assert not blocks("2011-06-22")
