"""Sections of Acts, however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.language.statutes import find_sections


@pytest.mark.parametrize(
    "text",
    [
        "s47",
        "S47",
        "s.47",
        "S.47",
        "s 47",
        "s. 47",
        "section 47",
        "Section 47",
        "sec. 47",
        "SECTION 47",
        "section 47(1)",
    ],
)
def test_the_ways_to_write_a_section_share_a_key(text: str) -> None:
    assert [found.key for found in find_sections(f"An enquiry under {text} was begun.")] == ["s47"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "sections 17 and 47 of the Children Act 1989",
            [("17", "Children Act 1989"), ("47", "Children Act 1989")],
        ),
        ("ss. 17, 20 and 31", [("17", ""), ("20", ""), ("31", "")]),
        ("section 497A(4B) of the Education Act 1996", [("497A(4B)", "Education Act 1996")]),
        (
            "under section 50 of the Children and Social Work Act 2017",
            [("50", "Children and Social Work Act 2017")],
        ),
        ("s47 enquiries and s17 assessments", [("47", ""), ("17", "")]),
    ],
)
def test_a_section_is_read_with_its_act(text: str, found: list[tuple[str, str]]) -> None:
    assert [(s.number, s.act) for s in find_sections(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "section 3.2 above",
        "KS2 and CS47",
        "the council's 47 children",
        "the council’ s 47 children",
        "the boys 14 to 16",
        "s47% of",
    ],
)
def test_other_numbers_are_no_sections(text: str) -> None:
    assert find_sections(text) == ()


@given(st.text())
def test_any_text_is_looked_at(text: str) -> None:
    assert all(0 <= s.start < s.end <= len(text) for s in find_sections(text))
