"""A reply finds the letter it answers; where that is in doubt there is no tie."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.relations.correspondence import Letter, Stated, answered, cue, same_person

THANKS = "Thank you for your letter of 4 December, which I read with care."
LETTER = Letter(1, "Jo Bell", "Sam Hart MP", "2009-12-04", "I write about the plan.")
REPLY = Letter(2, "Rt Hon Sam Hart MP", "Cllr Jo Bell", "2009-12-17", THANKS)


@pytest.mark.parametrize(
    ("opening", "stated"),
    [
        (THANKS, Stated(4, 12)),
        ("Thank you for your and Al Brett's jointly signed letter of 4 December following", Stated(4, 12)),
        ("Thank you for your latest report as chair of the board.", Stated()),
        ("I am grateful for your letter dated 3rd March 2026, and for its candour.", Stated(3, 3, 2026)),
        ("Further to your email of 21 May, here are the figures.", Stated(21, 5)),
        ("In response to your letter in March", Stated(0, 3)),
        ("I am writing in reply to your November update.", Stated(0, 11)),
        ("You wrote to me on 9 June 2011 about referrals.", Stated(9, 6, 2011)),
        ("Thank you for your letter following our meeting on 9 November.", Stated()),
        ("I wrote to you in December, and the board has met three times since.", None),
        ("Thank you for asking, and for listening.", None),
        ("I am pleased to enclose the notice.", None),
    ],
)
def test_an_opening_says_what_it_answers_or_nothing(opening: str, stated: Stated | None) -> None:
    assert cue(opening) == stated


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_reply_finds_the_letter_in_either_order(order: tuple[int, int]) -> None:
    pair = [LETTER, REPLY]
    assert answered([pair[i] for i in order]) == {2: 1}


def test_a_date_that_fits_no_letter_ties_nothing() -> None:
    assert answered([replace(LETTER, date="2009-11-30"), REPLY]) == {}


def test_without_a_date_the_newest_letter_before_it_is_meant() -> None:
    older, newer, later = (
        replace(LETTER, id=n, date=day)
        for n, day in ((3, "2009-10-01"), (4, "2009-12-01"), (5, "2009-12-20"))
    )
    reply = replace(REPLY, opening="Thank you for your latest report.")
    assert answered([older, newer, later, reply]) == {2: 4}


def test_two_letters_of_one_day_leave_it_in_doubt() -> None:
    assert answered([LETTER, replace(LETTER, id=3), REPLY]) == {}


def test_a_letter_that_says_nothing_of_another_ties_nothing() -> None:
    assert answered([LETTER, replace(REPLY, opening="I write about the notice.")]) == {}


@pytest.mark.parametrize(
    "letter",
    [
        replace(LETTER, author="Jo Ball-Smith"),
        replace(LETTER, recipient="Pat Hartley"),
        replace(LETTER, author="Sam Hart MP", recipient="Jo Bell"),
        replace(LETTER, date="2009-12"),
        replace(LETTER, date=""),
        replace(LETTER, date="2010-12-04"),
    ],
)
def test_whatever_does_not_fit_ties_nothing(letter: Letter) -> None:
    assert answered([letter, REPLY]) == {}


def test_an_old_letter_is_not_what_an_undated_reply_means() -> None:
    reply = replace(REPLY, opening="Thank you for your letter.")
    assert answered([replace(LETTER, date="2008-12-04"), reply]) == {}


def test_a_stated_day_makes_up_for_one_name_that_was_not_read() -> None:
    assert answered([replace(LETTER, recipient=""), REPLY]) == {2: 1}
    assert answered([replace(LETTER, recipient="", author=""), REPLY]) == {}
    assert (
        answered([replace(LETTER, recipient=""), replace(REPLY, opening="Thank you for your letter.")]) == {}
    )


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Tim Loughton MP", "Tim Loughton", True),
        ("Tim Loughlon", "Timothy Loughton", True),
        ("Dr Miriam Okonjo-Hale", "Miriam Okonjo-Hale, Independent Chair", True),
        ("Mr Bell", "Jo Bell", True),
        ("J Bell", "Jo Bell – Leader of the Council", True),
        ("Jo Bell", "Ann Bell", False),
        ("Jo Bell", "Jo Ball", False),
        ("", "Jo Bell", False),
        ("Rt Hon", "Rt Hon", False),
    ],
)
def test_names_are_compared_without_titles_posts_and_offices(one: str, other: str, same: bool) -> None:
    assert same_person(one, other) is same
    assert same_person(other, one) is same


@given(st.lists(st.builds(Letter, st.integers(1, 9), st.text(), st.text(), st.text(), st.text())))
def test_no_letters_however_garbled_raise_or_answer_themselves(letters: list[Letter]) -> None:
    assert all(reply != letter for reply, letter in answered(letters).items())
