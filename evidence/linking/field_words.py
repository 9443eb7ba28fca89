"""Which words the field's reports use, by their stems: what a word broken at a line's end is whole. Pure.

Of the field's model only the stems are read, and without numpy: whoever reads papers needs no more.
"""

from functools import lru_cache
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from evidence.language.terms import stem_of

SHIPPED = Path(__file__).with_name("field_model.npz")


def is_field_word(word: str) -> bool:
    """Whether the field's reports use a word, in this or another of its forms, or all papers do."""
    root = stem_of(word)
    return root is None or root in _stems()


@lru_cache(maxsize=1)
def _stems() -> frozenset[str]:
    """The model's stems; none where it is missing or damaged, which is said where links are suggested."""
    try:
        return stems_in(SHIPPED)
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return frozenset()


def stems_in(path: Path) -> frozenset[str]:
    """The stems in a model's file, a line each. Raises OSError, ValueError, KeyError, EOFError or BadZipFile
    if it is missing or damaged."""
    with ZipFile(path) as model:
        array = model.read("stems.npy")  # ten bytes, the last two its head’s length; the head; its bytes
    head = 10 + int.from_bytes(array[8:10], "little")
    return frozenset(array[head:].decode("utf-8").split("\n"))
