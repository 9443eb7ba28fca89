"""A query's words marked in a whole text: what a hit leads to shows why it was found."""

import html
from collections.abc import Callable

from evidence.language.acronyms import Acronyms
from evidence.search.answering.planning import plan
from evidence.search.answering.snippets import Passage, marked
from evidence.search.answering.vocabulary import Vocabulary
from evidence.search.engine import Marks, SearchEngine
from evidence.search.query.syntax import parse


def marker(query: str, engine: SearchEngine | None = None) -> Callable[[str], str]:
    """A function from text to escaped HTML in which the words that ``query`` finds stand in <mark>.

    With an ``engine``, also those that its index knows for them: misread words, acronyms' long forms.
    """
    found = _marks(query, engine)
    return lambda text: marked(Passage(text, found)) if found else html.escape(text)


def finder(query: str, engine: SearchEngine | None = None) -> Callable[[str], list[tuple[int, int]]]:
    """A function from text to where in it the words stand that ``marker`` would mark: starts and ends."""
    found = _marks(query, engine)
    return lambda text: [(start, end) for start, end, _ in Passage(text, found).spans]


def _marks(query: str, engine: SearchEngine | None) -> Marks:
    return engine.marks(query) if engine else plan(parse(query), Vocabulary({}), Acronyms({})).marks
