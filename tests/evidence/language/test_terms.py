"""The telling words of a text, as linking compares them."""

import pytest

from evidence.language.terms import terms


def said(text: str) -> dict[str, str]:
    return dict(terms(text))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("prioritise", "prioritize"),
        ("the council’s caseloads", "caseload"),
        ("programme", "programs"),
        ("Søren Lukasz", "Soren Łukasz"),
    ],
)
def test_linking_and_search_take_the_same_words_for_one(one: str, other: str) -> None:
    assert set(said(one)) & set(said(other))


def test_words_that_a_stemmer_takes_for_another_stay_apart() -> None:
    for one, other in [("initiative", "initial"), ("university", "universal"), ("authority", "author")]:
        assert not set(said(one)) & set(said(other))


def test_a_short_form_yields_its_long_forms_words() -> None:
    assert said("CAF")["framework"] == "Framework"


def test_grammar_numbers_and_codes_tell_nothing() -> None:
    assert said("NI 59 was at 72% on the 4th, PI 3.1 was not") == {}
    assert "assess" in said("re-assess") and "reassess" not in said("re-assess")
