"""What the review desk shows, computed."""

import pytest

from webapp.presenting.choosing import choices
from webapp.presenting.desk import beside, marked, say_left

FOUND = "shares “records”, “social worker”; nearest: “Every record is kept” to “kept”; reads so (“kept”)"


def test_words_that_tell_are_marked_and_nothing_else_is_html():
    text = "Records of <b>social workers</b>: a social worker keeps a record."
    assert marked(text, [FOUND]) == (
        "<mark>Records</mark> of &lt;b&gt;social workers&lt;/b&gt;:"
        " a <mark>social worker</mark> keeps a record."
    )
    assert marked("a < b", []) == "a &lt; b"


@pytest.mark.parametrize(("here", "found"), [(2, (1, 3)), (3, (2, 1)), (1, (3, 2)), (9, (None, 1))])
def test_the_queue_goes_round(here: int, found: tuple[int | None, int]):
    assert beside([1, 2, 3], here) == found


def test_the_only_card_has_none_beside_it():
    assert beside([5], 5) == (None, None)
    assert beside([], 5) == (None, None)


def test_what_is_left_is_said_at_ones_own_pace():
    assert say_left(100, None) == ""
    assert say_left(10, 3.0) == "less than a minute at your pace"
    assert say_left(100, 3.0) == "about 5 minutes at your pace"
    assert say_left(4000, 6.0) == "about 7 hours at your pace"


def _measure(code: str, text: str) -> dict[str, object]:
    return {
        "code": code, "text": text, "theme": "", "register_title": "", "targets": [], "retired_at": None,
    }  # fmt: skip


def test_a_code_comes_first_then_words_in_any_form():
    measures = [_measure("N2010-01", "Decide referrals"), _measure("N2010-02", "N2010-01 is met; a referral")]
    assert [c["code"] for c in choices("n2010 01", measures, [])] == ["N2010-01", "N2010-02"]
    assert [c["code"] for c in choices("referral", measures, [])] == ["N2010-01", "N2010-02"]
    assert [c["code"] for c in choices("referral zebra", measures, [])] == []
    assert choices("  ", measures, []) == []
