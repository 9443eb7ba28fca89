"""Texts into words, and the snippets made of them."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.language.stems import stem
from evidence.language.words import Word, words, words_alone
from evidence.search import Marks
from evidence.search.answering.snippets import Passage, snippet

PIECES = [
    "per",
    "cent",
    "8.5",
    "%",
    "5%",
    "re-assess",
    "out-of-date",
    "chi1dren",
    "N.I.",
    "59,",
    "CO₂",
    "O’Brien’s",
    "–",
]


def texts(text: str) -> list[str]:
    return [word.text for word in words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Council’s plan", ["the", "council", "plan"]),
        ("don't", ["dont"]),
        ("Café naïve ﬁrst", ["cafe", "naive", "first"]),
        ("Łukasz Søren Đorđe Işık", ["lukasz", "soren", "dorde", "isik"]),
        ("Œuvre Æthel Straße Þór", ["oeuvre", "aethel", "strasse", "thor"]),
        ("NI59 Q4 4th", ["ni", "59", "q", "4", "4", "th"]),
        ("N.I. 59, U.K., e.g. this", ["ni", "59", "uk", "eg", "this"]),
        ("72%, 8.5 % and 5 per cent", ["72", "percent", "8.5", "percent", "and", "5", "percent"]),
        ("1,250 in 2,3 of 3.2.5.", ["1250", "in", "2", "3", "of", "3.2.5"]),
        ("re-assess", ["re", "assess", "reassess"]),
        ("out-of-date", ["out", "of", "date", "outofdate"]),
        ("chil\u00addren children²", ["children", "children"]),
        ("2009/10 – 3", ["2009", "10", "3"]),
        ("% – … _ 🙂", []),
        ("chi1dren", ["chi", "1", "dren", "chi1dren"]),
    ],
)
def test_a_text_has_the_words(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


@given(st.text())
def test_words_stand_in_the_text_in_order(text: str) -> None:
    found = words(text)
    assert all(0 <= w.start < w.end <= len(text) and w.text for w in found)
    plain = [w for w in found if not re.search(r"[-‐‑]|\w[015]+\w", text[w.start : w.end])]
    assert [w.start for w in plain] == sorted(w.start for w in plain)
    assert [w.position for w in plain] == sorted(w.position for w in plain)


@given(st.text() | st.lists(st.sampled_from(PIECES)).map(" ".join) | st.text(alphabet="percnt15%’'-. \n"))
def test_a_texts_words_are_those_of_its_pieces_where_they_stand_alone(text: str) -> None:
    pieces = [(match.start(), words_alone(match[0])) for match in re.finditer(r"\S+", text)]
    together: list[Word] = []
    places = 0
    for start, found in pieces:
        if found is None:
            return
        together += [Word(w.text, places + w.position, start + w.start, start + w.end) for w in found]
        places += max((w.position + 1 for w in found), default=0)
    assert together == words(text)


@pytest.mark.parametrize("piece", ["cent", "cents’", "(cent)", "%", "%.", "chi1dren", "x" * 1000])
def test_a_piece_that_what_stands_before_it_may_change_does_not_stand_alone(piece: str) -> None:
    assert (words_alone(piece) is None) == (piece != "cents’")


@given(st.text(), st.sets(st.sampled_from(["a", "b", "0", "police"])), st.integers(20, 300))
def test_a_snippet_is_the_texts_own_words_escaped(text: str, stems: set[str], length: int) -> None:
    shown = snippet(Passage(text, Marks(frozenset(stems))), length)
    bare = re.sub(r"</?mark>", "", shown)
    assert "<" not in bare and ">" not in bare
    inner = html.unescape(bare).removeprefix("…").removesuffix("…")
    assert inner.strip() in " ".join(text.split()) or not inner.strip()


def shown(text: str, **marks: str) -> str:
    return snippet(Passage(text, Marks(**{name: frozenset([value]) for name, value in marks.items()})))


def test_a_compound_is_marked_whole() -> None:
    assert shown("We re-assess it", stems="reassess") == "We <mark>re-assess</mark> it"
    assert shown("We re-assess it", stems="assess") == "We re-<mark>assess</mark> it"


def test_a_words_beginning_marks_the_whole_word() -> None:
    assert shown("An assessment", beginnings="assess") == "An <mark>assessment</mark>"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("organisation", "organizations"),
        ("behaviour", "behaviors"),
        ("centre", "centered"),
        ("programme", "programs"),
        ("counselling", "counseling"),
        ("counsellor", "counselors"),
        ("enrolment", "enrollment"),
        ("judgement", "judgment"),
        ("paediatric", "pediatric"),
        ("analysed", "analyzing"),
        ("licence", "license"),
        ("practise", "practice"),
        ("defence", "defense"),
        ("prioritise", "prioritization"),
        ("enquiry", "inquiry"),
        ("ageing", "aging"),
    ],
)
def test_british_and_american_spellings_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@given(st.text(max_size=40))
def test_any_word_has_a_stem(word: str) -> None:
    assert isinstance(stem(word), str)
