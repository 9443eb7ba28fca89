"""A text's sentences, none so long that reading what each figure in it is there for would take the square."""

import re
from collections.abc import Iterator

_LONGEST = 1200  # letters of a sentence: what is longer is a list


def sentences(ends: re.Pattern[str], text: str) -> Iterator[str]:
    """The sentences of a text, which ``ends`` parts; a longer one in pieces, at a comma where it has one."""
    for sentence in ends.split(text):
        while len(sentence) > _LONGEST:
            cut = max(sentence.rfind(mark, 0, _LONGEST) for mark in (", ", "; ")) + 1
            cut = cut or sentence.rfind(" ", 0, _LONGEST) + 1 or _LONGEST
            yield sentence[:cut]
            sentence = sentence[cut:]
        yield sentence
