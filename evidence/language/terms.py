"""Words made comparable: stems, word pairs, short forms beside their long ones. Pure."""

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import snowballstemmer

_WORD = re.compile(r"[a-z0-9]+(?:[.'’][a-z0-9]+)*", re.IGNORECASE)
_CODE = re.compile(r"\b[A-Z]{2,4}\s?\d{1,3}\b")  # NI 59: compared as a code, not as words
_STEM = snowballstemmer.stemmer("english").stemWord

# The stemmer takes these for forms of other words: an initiative for initial, a university for universal.
KEPT_APART = {
    "initiative": "initiative",
    "initiatives": "initiative",
    "university": "university",
    "universities": "university",
    "generation": "generation",
    "authority": "authority",
    "authorities": "authority",
    "organisation": "organisation",
    "organisations": "organisation",
}

# Words that say nothing of what a sentence is about: grammar, and the words of every paper of this field.
STOP = frozenset(Path(__file__).with_name("stop_words.txt").read_text(encoding="utf-8").split())


@lru_cache
def shipped_acronyms() -> dict[str, str | list[str]]:
    """Short forms (upper case), each with its long form or forms."""
    path = Path(__file__).with_name("acronyms.toml")
    return dict(tomllib.loads(path.read_text(encoding="utf-8"))["acronyms"])


@lru_cache
def acronyms() -> dict[str, str]:
    """Short forms (upper case) and the words of all that they stand for."""
    listed = shipped_acronyms().items()
    return {short: long if isinstance(long, str) else " ".join(long) for short, long in listed}


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A lower-case word's stem, without a possessive."""
    bare = word.removesuffix("'s").removesuffix("’s")
    return KEPT_APART.get(bare) or str(_STEM(bare))


def terms(text: str) -> Iterator[tuple[str, str]]:
    """The telling words of a text as ``(stem, word as written)``, then its pairs of neighbouring
    telling words as ``("stem stem", "word word")``. A short form yields its long form's words too."""
    previous: tuple[str, str] | None = None
    for word in _with_long_forms(text):
        lowered = word.lower()
        if lowered in STOP or lowered.replace(".", "").isdigit():
            previous = None
            continue
        root = stem(lowered)
        yield root, word
        if previous and previous[0] != root:
            yield f"{previous[0]} {root}", f"{previous[1]} {word}"
        previous = root, word


def _with_long_forms(text: str) -> Iterator[str]:
    for match in _WORD.finditer(_CODE.sub(" ", text)):
        yield match[0]
        if match[0] in acronyms():
            yield from _WORD.findall(acronyms()[match[0]])
