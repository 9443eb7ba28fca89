"""Texts into words, and the snippets made of them."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.search.snippets import Marks, snippet, spans
from evidence.search.words import words


def texts(text: str) -> list[str]:
    return [word.text for word in words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Council’s plan", ["the", "council", "plan"]),
        ("don't", ["dont"]),
        ("Café naïve ﬁrst", ["cafe", "naive", "first"]),
        ("NI59 Q4 4th", ["ni", "59", "q", "4", "4", "th"]),
        ("N.I. 59, U.K., e.g. this", ["ni", "59", "uk", "eg", "this"]),
        ("72%, 8.5 % and 5 per cent", ["72", "percent", "8.5", "percent", "and", "5", "percent"]),
        ("1,250 in 2,3 of 3.2.5.", ["1250", "in", "2", "3", "of", "3.2.5"]),
        ("re-assess", ["re", "assess", "reassess"]),
        ("out-of-date", ["out", "of", "date", "outofdate"]),
        ("chil\u00addren children²", ["children", "children"]),
        ("2009/10 – 3", ["2009", "10", "3"]),
        ("% – … _ 🙂", []),
    ],
)
def test_a_text_has_the_words(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


@given(st.text())
def test_words_stand_in_the_text_in_order(text: str) -> None:
    found = words(text)
    assert all(0 <= w.start < w.end <= len(text) and w.text for w in found)
    plain = [w for w in found if not re.search(r"[-‐‑]", text[w.start : w.end])]
    assert [w.start for w in plain] == sorted(w.start for w in plain)
    assert [w.position for w in plain] == sorted(w.position for w in plain)


@given(st.text(), st.sets(st.sampled_from(["a", "b", "0", "police"])), st.integers(20, 300))
def test_a_snippet_is_the_texts_own_words_escaped(text: str, stems: set[str], length: int) -> None:
    shown = snippet(text, Marks(stems), str, length)
    bare = re.sub(r"</?mark>", "", shown)
    assert "<" not in bare and ">" not in bare
    inner = html.unescape(bare).removeprefix("…").removesuffix("…")
    assert inner.strip() in " ".join(text.split()) or not inner.strip()


def test_a_compound_is_marked_whole() -> None:
    assert snippet("We re-assess it", Marks({"reassess"}), str) == "We <mark>re-assess</mark> it"
    assert snippet("We re-assess it", Marks({"assess"}), str) == "We re-<mark>assess</mark> it"


def test_a_words_beginning_marks_the_whole_word() -> None:
    assert [s[:2] for s in spans("An assessment", Marks(beginnings={"assess"}), str)] == [(3, 13)]
