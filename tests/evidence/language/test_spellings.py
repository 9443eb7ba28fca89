"""Things that are written in several ways, wherever they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.language.spellings import find_mentions, spelt, typed_mentions
from evidence.language.words import words


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("ss. 17 and 47 of the Children Act 1989", [("s17", "s47")]),
        ("S47s doubled", [("s47",)]),
        ("section 47, 12 March 2024", [("s47",), ("2024-03-12",)]),
        ("regulations 44 and 45", [("reg44", "reg45")]),
        ("between £1.2m and £1.5 million", [("1200000",), ("1500000",)]),
        ("£204,500.16", [("204500.16",)]),
        ("Q2 2010/11", [("q2",), ("2010/11",)]),
        ("5 A*-C grades", [("a*-c",)]),
        ("A and E", [("a&e",)]),
    ],
)
def test_what_a_text_mentions(text: str, keys: list[tuple[str, ...]]) -> None:
    assert [mention.keys for mention in find_mentions(text)] == keys


@pytest.mark.parametrize(
    "text",
    ["it is 1.2m tall", "2010-2009", "paragraph 3.2.5", "Year 2010", "KS9", "31/02/2024", "the year 40"],
)
def test_what_only_looks_like_one(text: str) -> None:
    assert find_mentions(text) == []


def test_typing_needs_no_capitals_and_its_magnitudes_no_pounds() -> None:
    assert [m.keys for m in typed_mentions("12 march 2024 s31a o'connor 1.2m")] == [
        ("2024-03-12",),
        ("s31a",),
        ("oconnor",),
        ("1200000",),
    ]
    assert typed_mentions("Block A and B") == []


@pytest.mark.parametrize("typed", ["s47s", "S47s", "S47's", "section 47s"])
def test_several_of_one_section_are_typed_as_papers_write_them(typed: str) -> None:
    assert [m.keys for m in typed_mentions(typed)] == [("s47",)]
    assert [m.keys for m in typed_mentions("s17s and s47s")] == [("s17", "s47")]


@pytest.mark.parametrize("digits", [27, 28, 29, 60, 400])
def test_an_amount_of_any_length_is_one(digits: int) -> None:
    for said in ("9" * digits, "1" + ",234" * digits, "9" * digits + ".55", "9" * digits + " million"):
        assert len(find_mentions(f"It cost £{said} in all.")) == 1


@given(st.text() | st.text(alphabet="sS£.47km&A*-C/ 2010'O"))
def test_any_text_is_looked_at(text: str) -> None:
    found = words(text)
    mentions = find_mentions(text)
    for mention in [*mentions, *typed_mentions(text)]:
        assert 0 <= mention.start < mention.end <= len(text)
    assert {key.position for key in spelt(mentions, found)} <= {word.position for word in found}
