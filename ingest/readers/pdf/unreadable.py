"""Whether a PDF's text layer is words. A font without its table of characters gives signs in their place."""

import re
from collections.abc import Iterable

from ingest.readers.raw import Line

# English has 38 vowels in a hundred letters, Welsh some 30 beside its w and y; text shifted through a broken
# font's table has under 20. Codes and initials have few too, so short texts and short words don't count.
VOWELS = 0.22
ENOUGH = 60
PLAINLY = 0.28  # vowels in a hundred signs of any kind: then no word needs to be looked at
_WORD = re.compile(r"[^\W\d_]{3,}")
_PRINTS_NOTHING = re.compile("[\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")
_UNUSUAL = re.compile("[^\x00-\x7f‘’“”–—…•£]")
_STRANGE = re.compile(r"[^\w\s.,;:!?()\[\]{}'\"‘’“”/&%£$€@#*+=<>|\\~^`_•●▪■◦○–—…°²³½¼¾©®™§-]")


def is_rubbish(lines: Iterable[Line]) -> bool:
    """Signs without meaning, or words that no language has."""
    text = "\n".join(line.text for line in lines)
    printed = len("".join(text.split()))
    if not printed:
        return False
    if sum(map(text.count, "aeiou")) >= PLAINLY * printed and not _UNUSUAL.search(text):
        return False
    nothing, strange = len(_PRINTS_NOTHING.findall(text)), len(_STRANGE.findall(text))
    if nothing > 0.2 * printed or strange > 0.35 * printed:
        return True
    words = [w for w in _WORD.findall(text) if w.isascii()]
    # Capitals may be codes, so they only count where there is nothing else.
    letters = "".join(w for w in words if not w.isupper()).lower()
    if len(letters) < ENOUGH:
        letters = "".join(words).lower()
    return len(letters) >= ENOUGH and sum(letters.count(v) for v in "aeiou") < VOWELS * len(letters)
