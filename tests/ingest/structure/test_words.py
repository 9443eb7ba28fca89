"""Nothing of a text is lost: its letters and figures come out in order, whatever it looks like."""

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st
from structure_raw import text_file

from ingest.structure import passages_of

WORDS = st.sampled_from(
    [
        "the",
        "council",
        "board",
        "plan",
        "Children",
        "Safeguarding",
        "must",
        "is",
        "NI",
        "59",
        "72%",
        "2010",
        "May",
        "June",
        "Appendix",
        "Dear",
        "Sir",
        "Contents",
        "Leeds",
        "Yours",
        "sincerely",
        "well-",
        "being",
        "Tel:",
        "Date:",
        "A",
        "B",
        "(a)",
        "i.",
        "3.2.5",
        "4.81",
        "1.",
        "12",
        "Summary",
        "REPORT",
        "OF",
        "£11.2m",
        "co-operate.",
        "and,",
        "to:",
    ]
)
MARKS = st.sampled_from(
    ["", "- ", " - ", "• ", "* ", "– ", "# ", "## ", "1.1 ", "a. ", "(iv) ", "2. ", "\t", "**"]
)
LINES = st.builds(lambda mark, words: mark + " ".join(words), MARKS, st.lists(WORDS, min_size=1, max_size=24))
ROWS = LINES.map(lambda line: line + "\tone\ttwo")
TEXTS = st.lists(st.one_of(LINES, st.just(""), ROWS), max_size=25).map("\n".join)


def letters(text: str) -> str:
    """Letters and figures alone: a hyphen or a space may come or go where lines join."""
    return re.sub(r"[\W_]", "", text)


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_every_word_is_in_a_passage_in_order(text: str) -> None:
    found = passages_of(text_file(text))
    assert letters("".join(p.label + p.text for p in found)) == letters(text)


@given(TEXTS)
@example("the 59\nDear 59")
@settings(max_examples=80, deadline=None)
def test_passages_are_well_formed(text: str) -> None:
    found = passages_of(text_file(text))
    assert [p.ordinal for p in found] == list(range(len(found)))
    for passage in found:
        assert passage.parent is None or passage.parent < passage.ordinal
        assert 0 <= passage.start < passage.end <= len(text)
        assert passage.text == passage.text.strip() or passage.kind == "row"
    assert [p.start for p in found] == sorted(p.start for p in found)


def test_a_file_without_words_has_no_passages() -> None:
    assert passages_of(text_file(" \n\n \f ")) == ()
