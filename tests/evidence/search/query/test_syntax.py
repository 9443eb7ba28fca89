"""How a query is read: the tree, and the notes on what was odd."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.search.query.parts import AnyOf, Not, Phrase, Prefix, Spelt, Word
from evidence.search.query.syntax import parse


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("Police Discussion", (Word("police"), Word("discussion"))),
        ("police police", (Word("police"),)),
        ('"Police discussion"', (Phrase(("police", "discussion")),)),
        ("“police discussion”", (Phrase(("police", "discussion")),)),
        ('"police"', (Word("police", quoted=True),)),
        ("a OR b c", (AnyOf((Word("a", common=True), Word("b"))), Word("c"))),
        ("x OR y OR z", (AnyOf((Word("x"), Word("y"), Word("z"))),)),
        ("x AND y", (Word("x"), Word("y"))),
        ("x or y", (Word("x"), Word("or", common=True), Word("y"))),
        ("IN OR OUT", (Word("in", common=True), Word("or", common=True), Word("out", common=True))),
        ("NOT draft", (Not(Word("draft")),)),
        ("-draft -old*", (Not(Word("draft")), Not(Prefix("old")))),
        ('-"first draft"', (Not(Phrase(("first", "draft"))),)),
        ("x OR -y", (AnyOf((Word("x"), Not(Word("y")))),)),
        ("assess*", (Prefix("assess"),)),
        ("3.2*", (Prefix("3.2"),)),
        ("looked-aft*", (Word("looked"), Prefix("aft"))),
        ("2009/10", (Spelt("2009/10", ("2009/10",), ("2009", "10"), other="2009-10"),)),
        ("2009/12/3", (Phrase(("2009", "12", "3"), quoted=False),)),
        ("NI59", (Spelt("NI59", ("ni59",), ("ni", "59")),)),
        ("SC012", (Phrase(("sc", "012"), quoted=False),)),
        ("re-assess", (Phrase(("re", "assess"), quoted=False, compound="reassess"),)),
        ("health/education", (Word("health"), Word("education"))),
        ("- 1.1", (Word("1.1", cited=True),)),
        ("(core OR initial) report?", (AnyOf((Word("core"), Word("initial"))), Word("report"))),
        ("Block A", (Word("block"), Word("a"))),
        ("72 per cent", (Phrase(("72", "percent"), quoted=False),)),
        ("O’Brien’s", (Word("obrien"),)),
    ],
)
def test_a_query_is_read_as(typed: str, parts: tuple[object, ...]) -> None:
    assert parse(typed).parts == parts


@pytest.mark.parametrize(
    ("typed", "note"),
    [
        ('police "initial assess', "A quotation mark has no partner"),
        ("police OR", "Nothing follows the last OR"),
        ("police NOT", "Nothing follows the last NOT"),
        ("OR police", "Nothing stands before OR"),
        ("*ment", "“*ment” was read as “ment”"),
        ("word " * 10_000, "Only the first"),
    ],
)
def test_what_cannot_be_read_as_typed_is_said(typed: str, note: str) -> None:
    assert any(note in each for each in parse(typed).notes)


@pytest.mark.parametrize("typed", ["", "  ", "?!", "%", "-", '""', "NOT", "OR OR"])
def test_nothing_searchable_has_no_parts(typed: str) -> None:
    assert parse(typed).parts == ()


@given(st.text() | st.text(alphabet='aB1 "*-|.,/%’ORNT'))
def test_any_text_can_be_read(typed: str) -> None:
    parsed = parse(typed)
    assert isinstance(str(parsed), str)
    assert len(parsed.parts) <= 200


@given(st.lists(st.from_regex(r"[b-z]{3,9}", fullmatch=True), min_size=1, max_size=20, unique=True))
def test_plain_words_are_read_as_themselves(typed: list[str]) -> None:
    assert {str(part) for part in parse(" ".join(typed)).parts} == set(typed)
