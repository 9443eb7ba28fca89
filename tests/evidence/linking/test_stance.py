"""Stance: what a passage says of what it is tied to, by values, headings, cues and learnt phrases."""

import pytest

from evidence.frameworks.framework import load
from evidence.linking import field_model
from evidence.linking.candidates import Candidate
from evidence.linking.stance import judges, of_words, stance_of
from evidence.linking.suggesting import Linker
from evidence.model import Comparator, LinkStatus, Measure, Observation, Stance, Target
from evidence.reads.links import say_stance

PHRASES = field_model.read().phrases


def _read(text: str, heading: str = "") -> Stance:
    return of_words(text, heading, PHRASES)[0]


def _target(comparator: Comparator, value: float | None, unit: str = "percent", period: str = "") -> Target:
    return Target("CS 7", comparator, value, unit, period)


def _by_value(text: str, target: Target, *values: Observation) -> tuple[Stance, str]:
    return stance_of(Candidate(text, values=values), PHRASES, [target])


def test_without_learnt_phrases_cues_decide() -> None:
    assert of_words("Timeliness remains an ongoing challenge.")[0] is Stance.CONTRADICTS
    assert of_words("The targets were achieved and exceeded.")[0] is Stance.SUPPORTS
    assert of_words("Inspectors identified no priority areas for action.")[0] is Stance.SUPPORTS
    assert of_words("The board met on 9 May.")[0] is Stance.CONTEXT


def test_where_cues_are_silent_learnt_phrases_decide_and_say_so() -> None:
    text = "Leaders do not have a sufficiently accurate grasp of the quality of work with children."
    assert of_words(text)[0] is Stance.CONTEXT
    stance, why = of_words(text, "", PHRASES)
    assert stance is Stance.CONTRADICTS and "as in reports judged inadequate" in why


@pytest.mark.parametrize(
    "text",
    [
        "The service has halted the decline in the timeliness of visits.",
        "The programme reversed the deterioration of the last two years.",
        "Caseloads are falling in all four teams.",
        "The caseloads of social workers in the two assessment teams fell from 24 to 17.",
        "The backlog of assessments has been cleared.",
        "There is less drift in planning for children in care.",
        "The service is no longer inadequate.",
        "No visits were late in June.",
        "Vacancies, although still too high in one team, have fallen.",
        "Nearly all social workers have manageable caseloads.",
        "None of the assessments was overdue at the end of the quarter.",
    ],
)
def test_good_news_may_be_told_in_words_that_look_bad(text: str) -> None:
    assert _read(text) is Stance.SUPPORTS


@pytest.mark.parametrize(
    "text",
    [
        "The work has not addressed weaknesses in supervision.",
        "Caseloads have risen in all four teams.",
        "The target of 90% was missed again.",
        "The requirement for March will not be met.",
        "Vacancies have risen to 30%.",
        "The number of children on the waiting list has increased from 40 to 62.",
        "Caseloads remain too high in two teams, well above the 18 asked for.",
        "Assessments are still not completed in time.",
        "Plans have not been shared with parents.",
    ],
)
def test_bad_news_is_told(text: str) -> None:
    assert _read(text) is Stance.CONTRADICTS


def test_what_stands_under_a_heading_of_needs_is_no_good_news() -> None:
    need = "Support for young people at the point where they leave care."
    for heading in ("What needs to improve?", "3. Areas for development", "Areas of Concern:", "Weaknesses"):
        assert _read(need, heading) is Stance.CONTRADICTS, heading
    for heading in ("Strengths", "What is working well", "Key achievements"):
        assert _read(need, heading) is Stance.SUPPORTS, heading
    assert "under “Strengths”" in of_words(need, "Strengths", PHRASES)[1]


@pytest.mark.parametrize(
    ("comparator", "asked", "reached", "stance"),
    [
        (Comparator.AT_LEAST, 75, 78.6, Stance.SUPPORTS),
        (Comparator.AT_LEAST, 75, 74.9, Stance.CONTRADICTS),
        (Comparator.AT_MOST, 10, 19, Stance.CONTRADICTS),
        (Comparator.AT_MOST, 10, 10, Stance.SUPPORTS),
    ],
)
def test_the_target_says_which_way_a_value_is_good(
    comparator: Comparator, asked: float, reached: float, stance: Stance
) -> None:
    value = Observation("CS7", reached, "percent", "")
    found, why = _by_value("The figure is given below.", _target(comparator, asked), value)
    assert found is stance
    assert f"{reached:g}%" in why and f"{asked:g}%" in why


def test_a_value_outweighs_words() -> None:
    text = "Inspectors had serious concerns about delays, but 78.6% of conferences were in time (CS 7)."
    value = Observation("CS 7", 78.6, "percent", "")
    assert _by_value(text, _target(Comparator.AT_LEAST, 75), value)[0] is Stance.SUPPORTS


def test_a_value_is_measured_against_the_target_of_its_own_period() -> None:
    targets = [
        _target(Comparator.AT_LEAST, 72, period="December 2025"),
        _target(Comparator.AT_LEAST, 85, period="June 2026"),
    ]
    held = Candidate("74% (CS 7)", values=(Observation("CS 7", 74, "percent", "the month of December 2025"),))
    assert stance_of(held, PHRASES, targets)[0] is Stance.SUPPORTS
    late = Candidate("74% (CS 7)", values=(Observation("CS 7", 74, "percent", "Jun 2026"),))
    assert stance_of(late, PHRASES, targets)[0] is Stance.CONTRADICTS


def test_the_latest_of_a_passages_values_counts() -> None:
    values = (
        Observation("CS 7", 81, "percent", "February 2026"),
        Observation("CS 7", 70, "percent", "December 2025"),
    )
    text = "It was 81% in February 2026, after 70% in December 2025."
    target = _target(Comparator.AT_LEAST, 80, period="March 2026")
    assert _by_value(text, target, *values)[0] is Stance.SUPPORTS


def test_short_of_what_is_not_due_yet_but_coming_nearer_is_no_contradiction() -> None:
    values = (
        Observation("CS 7", 409, "rate_per_10000", "December 2025"),
        Observation("CS 7", 396, "rate_per_10000", "February 2026"),
    )
    target = _target(Comparator.AT_MOST, 390, "rate_per_10000", "March 2026")
    assert _by_value("It was 409 in December and 396 in February.", target, *values)[0] is Stance.SUPPORTS
    away = tuple(Observation(v.indicator, 900 - (v.value or 0), v.unit, v.period) for v in values)
    assert _by_value("It went from 491 to 504.", target, *away)[0] is Stance.CONTRADICTS


def test_a_rating_is_a_value_too() -> None:
    target = _target(Comparator.AT_MOST, 10, "count", "September 2027")
    red = Observation("CS 7", None, "", "February 2026", rag="Red")
    assert _by_value("CS 7 | Workers with more than 20 cases", target, red)[0] is Stance.CONTRADICTS
    green = Observation("CS 7", None, "", "February 2026", rag="Green")
    assert _by_value("CS 7 | Workers with more than 20 cases", target, green)[0] is Stance.SUPPORTS


def test_a_trend_is_read_from_two_values() -> None:
    values = (Observation("CS 7", 61, "percent", "2024/25"), Observation("CS 7", 64, "percent", "2025/26"))
    rising, falling = _target(Comparator.TREND_UP, None), _target(Comparator.TREND_DOWN, None)
    assert _by_value("From 61% to 64%.", rising, *values)[0] is Stance.SUPPORTS
    assert _by_value("From 61% to 64%.", falling, *values)[0] is Stance.CONTRADICTS


def test_another_indicators_value_decides_nothing() -> None:
    value = Observation("CS 8", 12, "percent", "")
    found, why = _by_value("The target was met.", _target(Comparator.AT_LEAST, 75), value)
    assert found is Stance.SUPPORTS and "asked for" not in why


def test_one_passage_may_speak_for_one_measure_and_against_another() -> None:
    measures = [
        Measure(
            f"{name}: raise the percentage of conferences held in time to {value}%",
            targets=(Target(name, Comparator.AT_LEAST, value, "percent", ""),),
            code=code,
        )
        for name, value, code in (("CS 7", 75.0, "M1"), ("CS 8", 90.0, "M2"))
    ]
    values = (Observation("CS 7", 80, "percent", ""), Observation("CS 8", 80, "percent", ""))
    linker = Linker(measures, load("ofsted-2011"), model=field_model.read())
    found = linker.suggest(
        Candidate("Both conferences in time (CS 7) and visits (CS 8) are at 80%.", values=values)
    )
    stances = {s.measure: s.stance for s in found if s.measure}
    assert stances == {"M1": Stance.SUPPORTS, "M2": Stance.CONTRADICTS}


def test_a_stance_is_marked_as_a_guess_until_a_person_decides() -> None:
    assert say_stance("supports", LinkStatus.SUGGESTED) == "supports, a guess"
    assert say_stance("supports", LinkStatus.ACCEPTED) == "supports"


@pytest.mark.parametrize(
    "text",
    [
        "Members asked how many children looked after by the council live outside its area.",
        "Children's services and families will be the theme of the next meeting.",
        "The inspection of cases and the timetable for it were on the agenda.",
        "Care leavers and the support for their families in the community were the third item.",
        "It is recommended that the panel note this report on children's services and support the direction.",
        "The chair spoke of the best interests of the city's families and their homes.",
        "Cases of looked after children were the subject of questions by inspectors and members.",
        "Minute 27.3: the officer said that the note of the meeting was with the clerk of the council.",
        "It was agreed that it be put to the members of the panel at the next of its meetings.",
    ],
)
def test_words_that_say_what_a_passage_is_about_take_no_side(text: str) -> None:
    assert of_words(text, "", PHRASES) == (Stance.CONTEXT, "")


def test_a_learnt_phrase_is_named_only_if_it_judges() -> None:
    for phrase in ("looked after", "children's services", "the inspection", "as well as", "best interests"):
        assert not judges(phrase), phrase
    for phrase in ("not always", "too many", "and effective", "lack of", "well supported", "is not"):
        assert judges(phrase), phrase


def test_no_reason_is_empty_where_cues_and_learnt_words_disagree() -> None:
    text = "The annual assessment of children's services and families in care was performing poorly."
    stance, why = of_words(text, "", PHRASES)
    assert "“”" not in why and stance is not Stance.SUPPORTS


def test_no_reason_rests_on_a_phrase_of_grammar_alone() -> None:
    texts = [f"{one} {two}" for one in ("that the", "of the", "who are") for two in ("of it", "in which the")]
    assert all(not of_words(text, "", PHRASES)[1] for text in texts)


def test_what_is_told_first_and_undated_is_the_papers_own_moment() -> None:
    values = (
        Observation("CS 7", 18.2, "percent", ""),
        Observation("CS 7", 26.8, "percent", "first quarter of 2025/26"),
    )
    stance, why = _by_value(
        "18.2% were referred again, compared with 26.8% in the first quarter.",
        _target(Comparator.AT_MOST, 20.0),
        *values,
    )
    assert stance is Stance.SUPPORTS and "18.2%" in why


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        (
            "The areas of priority action found at the visit in July 2009 have been addressed.",
            Stance.SUPPORTS,
        ),
        (
            "Weaknesses that inspectors saw in case recording have now largely been put right.",
            Stance.SUPPORTS,
        ),
        ("The areas of priority action found in July 2009 have not been addressed.", Stance.CONTRADICTS),
        ("Concerns that were raised in the last report have yet to be resolved.", Stance.CONTRADICTS),
    ],
)
def test_what_was_bad_and_has_been_put_right_is_good_news(text: str, stance: Stance) -> None:
    assert _read(text) is stance


def test_an_average_of_what_is_asked_for_is_compared_with_the_target() -> None:
    asked = Target("caseloads", Comparator.AT_MOST, 18, "count", "")
    for value, stance in ((16.4, Stance.SUPPORTS), (21.0, Stance.CONTRADICTS)):
        read = Observation("Average caseloads", value, "count", "", target=18.0)
        text = f"Average caseloads are {value:g}, and the target is 18."
        assert stance_of(Candidate(text, values=(read,)), PHRASES, [asked])[0] is stance


@pytest.mark.parametrize(
    "text",
    [
        "Nationally, caseloads have risen to 16 children each.",
        "Across England, the timeliness of assessments has improved.",
        "Other councils have achieved the target of 80%.",
    ],
)
def test_what_is_said_of_the_whole_country_takes_no_side(text: str) -> None:
    assert _read(text) is Stance.CONTEXT


def test_what_is_said_of_here_beside_the_country_does() -> None:
    assert _read("Nationally, caseloads are stable, whereas our caseloads have risen.") is Stance.CONTRADICTS
    assert _read("Nationally this is rare. Caseloads have risen in both teams.") is Stance.CONTRADICTS
