"""Misread words: a suggestion beside the text, never in its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reread_papers import empty_record, paper, stored

from evidence.language.dates import find_dates
from evidence.language.misreadings import Vocabulary, shape
from evidence.reads.documents import passages
from evidence.reads.vocabulary import vocabulary, with_perhaps

COMMON = (
    "The inspectors found safeguarding improvement in the modern council, and qualified managers in care. "
)
KNOWN = Vocabulary.of([COMMON * 20])


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("safequarding", "safeguarding"),
        ("gualified", "qualified"),
        ("irnprovernent", "improvement"),
        ("lnspectors", "inspectors"),
        ("c0uncil", "council"),
        ("counci1", "council"),
        ("Safequarding", "Safeguarding"),
        ("IMPR0VEMENT", "IMPROVEMENT"),
    ],
)
def test_a_misread_word_is_offered_the_word_that_looks_like_it(read: str, meant: str) -> None:
    assert KNOWN.perhaps(f"This was {read} once.") == [(read, meant)]


@pytest.mark.parametrize(
    "word", ["safeguarding", "council", "councils", "NI59", "2010", "care", "carc", "Smith"]
)
def test_a_known_word_a_code_and_a_word_like_no_other_are_left_alone(word: str) -> None:
    assert KNOWN.perhaps(f"This was {word} once.") == []


def test_a_rare_word_is_no_misreading_where_another_form_of_it_is_common() -> None:
    known = Vocabulary.of([COMMON * 20, "a modem, its modems and modems again " * 4])
    assert known.perhaps("the modem") == []


def test_a_word_as_common_as_its_like_is_left_alone() -> None:
    known = Vocabulary.of(["the gualified and the qualified " * 5])
    assert known.perhaps("the gualified") == []


@given(st.text())
def test_any_text_is_looked_at(text: str) -> None:
    for word, better in KNOWN.perhaps(text):
        assert (
            word in text and better.lower() in COMMON.lower() and shape(word.lower()) == shape(better.lower())
        )


def test_the_passages_of_a_document_say_what_was_perhaps_misread() -> None:
    record = empty_record()
    (document,) = stored(record, [paper(*[COMMON] * 6, "The safequarding board met.")])
    found = with_perhaps(record.db, passages(record.db, document))
    assert [p["read_perhaps"] for p in found][-1] == [["safequarding", "safeguarding"]]
    assert found[-1]["text"] == "The safequarding board met."
    assert vocabulary(record.db).counts["council"] == 6


@pytest.mark.parametrize(
    ("read", "month"), [("februarv", 2), ("septernber", 9), ("novemher", 11), ("jannary", 1)]
)
def test_a_misread_month_is_known_since_there_are_few(read: str, month: int) -> None:
    assert [d.iso for d in find_dates(f"4 {read.title()} 2011")] == [f"2011-{month:02d}-04"]
