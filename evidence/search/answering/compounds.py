"""Words that papers write as one or as two: "multiagency", "multi agency". No engine is imported."""

from collections.abc import Callable, Sequence

from evidence.language.stems import stem
from evidence.language.words import COMMON
from evidence.search.answering.vocabulary import Vocabulary
from evidence.search.query.clauses import Clause, Row
from evidence.search.query.parts import Part, Word

SHORT_FIRST = frozenset({"bi", "co", "de", "ex", "re", "un"})
"""Beginnings of two letters that stand apart; other parts have three and more."""
MUCH_MORE = 3
"""Two words of which the second is a common one stand side by side so many times as often as the word they
make: "lookedafter" is "looked after", and "father" is not "fat her"."""


def joined(parts: Sequence[Part], vocabulary: Vocabulary) -> tuple[str, str] | None:
    """Two plain words, if the index has them as one as well."""
    plain = [part for part in parts if isinstance(part, Word) and not (part.common or part.quoted)]
    if len(plain) < 2:
        return None
    one, other = plain
    whole = one.text + other.text
    known = any(form in vocabulary.counts for form in (whole, whole + "s", whole.removesuffix("s")))
    return (one.text, other.text) if whole.isalpha() and known else None


def split(
    word: Word, vocabulary: Vocabulary, count: Callable[[Clause], int] | None
) -> tuple[str, str] | None:
    """A word's two parts, if the index has them side by side as well."""
    text = word.text
    if count is None or word.common or word.quoted or not text.isalpha():
        return None
    for at in range(2, len(text) - 2):
        one, other = text[:at], text[at:]
        are_words = _is_word(one, vocabulary) and other in vocabulary.counts
        if not are_words or (at == 2 and one not in SHORT_FIRST):
            continue
        together = count(Row((stem(one), stem(other))))
        if together > (MUCH_MORE * vocabulary.count(text) if other in COMMON else 0):
            return one, other
    return None


def _is_word(part: str, vocabulary: Vocabulary) -> bool:
    return part in vocabulary.counts and part not in COMMON
