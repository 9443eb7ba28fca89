"""A query's words marked in a whole text: what a hit leads to shows why it was found."""

import html
from collections.abc import Callable

from evidence.search.snippets import marks_of, spans
from evidence.search.syntax import parse


def marker(query: str) -> Callable[[str], str]:
    """A function from text to escaped HTML in which the words that ``query`` finds stand in <mark>."""
    from evidence.search.whoosh_engine import stem  # the only stemmer so far: every engine's words are its

    marks = marks_of(parse(query).parts, stem)
    if not marks.stems and not marks.beginnings:
        return html.escape

    def mark(text: str) -> str:
        pieces, at = [], 0
        for left, right, _ in spans(text, marks, stem):
            pieces += [html.escape(text[at:left]), "<mark>", html.escape(text[left:right]), "</mark>"]
            at = right
        return "".join([*pieces, html.escape(text[at:])])

    return mark
