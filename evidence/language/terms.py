"""The telling words of a text: stems, word pairs, short forms beside their long ones. Pure."""

from collections.abc import Iterator
from pathlib import Path

from evidence.language.acronyms import long_forms
from evidence.language.indicators import INDICATOR
from evidence.language.stems import stem
from evidence.language.words import words

# Words that say nothing of what a sentence is about: grammar, and the words of every paper of this field.
STOP = frozenset(Path(__file__).with_name("stop_words.txt").read_text(encoding="utf-8").split())

# Words of any demand ("making sure that at least …"). They count where texts are compared, since the field's
# model has them, but nobody would look for a measure's evidence by them.
ASKING = frozenset(Path(__file__).with_name("asking_words.txt").read_text(encoding="utf-8").split())


def stem_of(form: str) -> str | None:
    """A form's stem; None for a word of grammar, or of every paper of the field."""
    low = form.lower().replace("’", "'")
    bare = low.removesuffix("'s").removesuffix("s'")
    if low in STOP or bare in STOP:
        return None
    return stem(bare.replace("'", ""))


def terms(text: str) -> Iterator[tuple[str, str]]:
    """The telling words of a text as ``(stem, word as written)``, then its pairs of neighbouring
    telling words as ``("stem stem", "word word")``. A short form yields its long form's words too.

    Indicators are left out: they are compared as codes (see indicators.codes_in).
    """
    previous: tuple[str, str] | None = None
    for folded, word in _with_long_forms(INDICATOR.sub(" ", text)):
        # A possessive tells more than the word alone: "children's home".
        plain = folded if folded == "percent" else word.lower()
        if len(folded) < 2 or plain in STOP or folded.replace(".", "").isdigit():
            previous = None
            continue
        root = stem(folded)
        yield root, word
        if previous and previous[0] != root:
            yield f"{previous[0]} {root}", f"{previous[1]} {word}"
        previous = root, word


def _with_long_forms(text: str) -> Iterator[tuple[str, str]]:
    for folded, word in _in_order(text):
        yield folded, word
        if sum(map(str.isupper, word)) > 1:
            for long in long_forms(word):
                yield from _in_order(long)


def _in_order(text: str) -> Iterator[tuple[str, str]]:
    """Each word, folded and as written; of a compound ("re-assess") its parts alone."""
    last = -1
    for word in words(text):
        if word.position > last:
            last = word.position
            yield word.text, text[word.start : word.end]
