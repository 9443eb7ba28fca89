"""What a response says of a recommendation."""

import pytest

from evidence.language.answers import Answer, accepts_all, answer_of, answers_by_number


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Accepted", Answer.ACCEPTED),
        ("Yes", Answer.ACCEPTED),
        ("Agreed – the policy was revised in May", Answer.ACCEPTED),
        ("We agree. Training begins in May.", Answer.ACCEPTED),
        ("The government agrees with the Committee’s recommendation.", Answer.ACCEPTED),
        ("We welcome and accept this recommendation.", Answer.ACCEPTED),
        ("This recommendation has been implemented.", Answer.ACCEPTED),
        ("Cabinet agreed to fund two posts from April.", Answer.ACCEPTED),
        ("Accepted in part", Answer.PARTLY),
        ("Partially agreed", Answer.PARTLY),
        ("Agreed with amendment: every six months", Answer.PARTLY),
        ("The Government does not fully accept this recommendation.", Answer.PARTLY),
        ("We accept the first part of this recommendation but do not accept the second.", Answer.PARTLY),
        ("The Board supports the recommendation subject to funding being found.", Answer.PARTLY),
        ("The government disagrees with the Committee's recommendation in part.", Answer.PARTLY),
        ("Agreed in principle. Outside term time schools cannot attend.", Answer.PRINCIPLE),
        ("We accept, in principle, the recommendation that guidance be revised.", Answer.PRINCIPLE),
        ("Not accepted", Answer.REJECTED),
        ("We do not agree.", Answer.REJECTED),
        ("I am unable to accept this recommendation.", Answer.REJECTED),
        ("The Department agrees with the aim of this recommendation. It does not accept the recommendation.",
         Answer.REJECTED),
        ("The Government is not persuaded that this recommendation is necessary.", Answer.REJECTED),
        ("The recommendation cannot be implemented within existing budgets.", Answer.REJECTED),
        ("Noted", Answer.NOTED),
        ("This is for Ofsted. The Government notes the recommendation.", Answer.NOTED),
        ("The Government will carefully consider this recommendation.", Answer.CONSIDERING),
        ("Not yet agreed", Answer.CONSIDERING),
    ],
)  # fmt: skip
def test_a_response_says_yes_in_part_or_no(text: str, answer: Answer) -> None:
    assert answer_of(text) is answer


@pytest.mark.parametrize(
    "text",
    [
        "The number of children helped is already published each spring.",
        "The Government agrees that there are too few places. We will publish a strategy.",
        "The Government accepts the need for better data and will act.",
        "We accept that more could be done.",
        "Not applicable",
        "On track",
    ],
)
def test_words_that_neither_accept_nor_reject_are_no_answer(text: str) -> None:
    assert answer_of(text) is None


def test_what_is_said_of_another_recommendation_is_not_taken_for_this_one() -> None:
    said = "We published a guide in May. See also our response to recommendation 7, which we do not accept."
    assert answer_of(said, number="3") is None


def test_one_sentence_may_answer_many() -> None:
    said = "The Government accepts recommendations 1, 2 and 4 to 6, accepts recommendation 3 in part and"
    found = {n: a.value for n, a, _ in answers_by_number(f"{said} does not accept recommendation 7.")}
    assert found == {
        "1": "accepted", "2": "accepted", "4": "accepted", "5": "accepted", "6": "accepted",
        "3": "partly accepted", "7": "rejected",
    }  # fmt: skip


def test_all_recommendations_may_be_accepted_at_once() -> None:
    assert accepts_all("We are grateful. The Government accepts all of the committee's recommendations.")
    assert not accepts_all("The Government accepts all of the recommendations but one.")
