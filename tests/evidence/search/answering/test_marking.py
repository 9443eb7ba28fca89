"""Marking a query's words in the text that a hit leads to."""

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from evidence.search.answering.marking import marker


def test_words_are_marked_in_whatever_form_they_stand():
    assert marker("assessment timely")("Assessments were timely.") == (
        "<mark>Assessments</mark> were <mark>timely</mark>."
    )


def test_what_was_excluded_is_not_marked():
    assert marker("police NOT health")("Police and health") == "<mark>Police</mark> and health"


def test_nothing_typed_marks_nothing():
    assert marker("")("A & B") == "A &amp; B"


@given(query=st.text(max_size=40), text=st.text(max_size=200))
def test_the_text_is_kept_and_never_becomes_markup(query: str, text: str):
    marked = marker(query)(text)
    assert (
        Markup(marked.replace("<mark>", "").replace("</mark>", "")).unescape()
        == Markup.escape(text).unescape()
    )
    assert "<" not in marked.replace("<mark>", "").replace("</mark>", "")
