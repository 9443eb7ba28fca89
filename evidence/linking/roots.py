"""Every form of a vocabulary as a number that it shares with its other forms, words of grammar too. Pure."""

import re
from collections.abc import Collection

import numpy as np

from evidence.language.stems import stem
from evidence.linking.passages import Texts
from evidence.linking.vocabulary import Ints, Vocabulary

GAP = "…"  # stands for words of a measure that do not count

_FORM = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:['’][A-Za-z]+)*")


class Roots:
    """For names and for a person's terms, where common words count: "board" in "Improvement Board"."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._numbers: dict[str, int] = {}
        self._of_form = np.zeros(0, dtype=np.int64)

    def of(self, texts: Texts) -> Ints:
        """The numbers of the texts' forms, in their order."""
        written = self.vocabulary.written
        if len(self._of_form) < len(written):
            new = [
                self._numbers.setdefault(root(w), len(self._numbers)) for w in written[len(self._of_form) :]
            ]
            self._of_form = np.concatenate([self._of_form, np.array(new, dtype=np.int64)])
        return self._of_form[texts.form]

    def number(self, word: str) -> int:
        """The number of a root; -1 if no text had it yet."""
        return self._numbers.get(word, -1)


def root(form: str) -> str:
    return stem(form.lower().replace("’", "'").removesuffix("'s"))


def roots_of(term: str) -> tuple[str, ...]:
    """A term's words, whatever their form: "Case files" and "case file" are the same."""
    return tuple(root(form) for form in _FORM.findall(term))


def without(text: str, terms: Collection[str]) -> str:
    """A measure's text with these terms left out, wherever and in whatever form they stand."""
    wanted = [roots for term in terms if (roots := roots_of(term))]
    if not wanted:
        return text
    spans = [match.span() for match in _FORM.finditer(text)]
    words = [root(text[slice(*span)]) for span in spans]
    for at in reversed(range(len(words))):
        for roots in wanted:
            if tuple(words[at : at + len(roots)]) == roots:
                text = text[: spans[at][0]] + GAP + text[spans[at + len(roots) - 1][1] :]
                break
    return text
