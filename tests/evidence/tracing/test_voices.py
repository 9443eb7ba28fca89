"""Independent voices: who answers, quotes or copies adds none."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.errors import UsageError
from evidence.model import Stance
from evidence.tracing.coverage import Evidence, coverage
from evidence.tracing.moments import as_on, known_by
from evidence.tracing.voices import ANSWERS, COPIES, Said, Tie, cites, quotations, voices

AT = "2011-06-30"
ASKED = "Ensure that 72 per cent of initial assessments are carried out within ten working days of referral"


def said(document: int, text: str, source_class: str = "external", date: str = "2011-05-01") -> Evidence:
    return Evidence(
        Stance.SUPPORTS,
        document,
        date,
        f"body {document}",
        source_class,
        document * 10,
        f"Paper {document}",
        text,
    )


def test_a_letter_that_quotes_a_letter_is_no_second_source() -> None:
    first = said(1, "We are satisfied that the backlog of unallocated cases has been cleared since January.")
    second = said(
        2, "As the Minister wrote, “the backlog of unallocated cases has been cleared”, and it stays so."
    )
    found = coverage([first, second], AT, 12)
    assert (found.state, found.voices) == ("thin", 1)
    assert "2 documents, 1 voice" in found.reason and "Paper" in found.reason


def test_words_that_are_repeated_at_length_without_marks_are_one_voice() -> None:
    words = "every child subject to a plan was visited at home within the timescale in all but two cases"
    found = coverage(
        [said(1, f"We saw that {words}."), said(2, f"It is reported that {words} this year.")], AT, 12
    )
    assert found.voices == 1


def test_who_repeats_what_was_asked_quotes_nobody() -> None:
    one = said(1, f"{ASKED}: this was reached in March.")
    other = said(2, f"“{ASKED}” is now achieved, our audit of forty files says.")
    assert coverage([one, other], AT, 12, asked=ASKED).voices == 2


def test_a_reply_to_a_reply_is_of_the_first_ones_voice_and_so_is_a_copy() -> None:
    items = [said(n, f"Paper {n} tells of its own work alone") for n in (1, 3, 4)]
    ties = [Tie(2, 1, ANSWERS), Tie(3, 2, ANSWERS)]
    assert coverage(items, AT, 12, ties).voices == 2
    found = coverage(items, AT, 12, [*ties, Tie(4, 1, COPIES)])
    assert (found.voices, set(found.voice.values())) == (1, {1})


def test_evidence_names_what_it_rests_on_and_what_is_missing() -> None:
    old = said(1, "An old inspection", "external", "2009-11-03")
    new = said(2, "A new audit", "internal", "2011-06-01")
    found = coverage([old, new], AT, 12)
    assert found.state == "evidenced" and found.rests_on == (20, 10)
    assert found.missing == ("Nothing external or from a partner since November 2009.",)
    assert "It rests on Paper 2; Paper 1." in found.reason


def test_a_passage_cites_only_where_it_says_what_the_other_paper_says() -> None:
    assert cites("Your letter of 4 December said that assessments are timely")
    assert not cites("Thank you for your letter of 4 December")


def test_a_day_is_the_last_of_a_vague_date_and_what_lies_years_ahead_is_refused() -> None:
    assert as_on("2010", "2026-11-27") == "2010-12-31"
    assert as_on("2012-02", "2026-11-27") == "2012-02-29"
    assert as_on("", "2026-11-27") == "2026-11-27"
    for wrong in ("2062", "soon", "2010-13", "2010-02-30", "10-2-3"):
        with pytest.raises(UsageError):
            as_on(wrong, "2026-11-27")
    with pytest.raises(UsageError, match="still to come"):
        known_by("2062", "2026-11-27")


PIECES = st.sampled_from(
    (
        "every child subject to a plan was visited at home within the timescale",
        "in all but two cases of forty",
        "“the backlog of unallocated cases has been cleared since January”",
        "the backlog of unallocated cases has been cleared since January, and it stays so",
        "as the Minister wrote",
        ASKED,
    )
)


@given(st.lists(st.tuples(st.integers(1, 5), st.lists(PIECES, max_size=3).map(" ".join))), st.randoms())
def test_who_is_one_voice_does_not_depend_on_the_order_of_the_passages(
    passages: list[tuple[int, str]], chance: Random
) -> None:
    papers = [Said(*each) for each in passages]
    shuffled = chance.sample(papers, len(papers))
    order = sorted({each.document for each in papers})
    assert voices(order, quotations(papers, ASKED)) == voices(order, quotations(shuffled, ASKED))
