"""Which words the field's reports use, by their stems: what a word broken at a line's end is whole. Pure."""

from functools import lru_cache

from evidence.errors import ModelProblem
from evidence.linking import field_model
from evidence.linking.vocabulary import stem_of


def is_field_word(word: str) -> bool:
    """Whether the field's reports use a word, in this or another of its forms, or all papers do."""
    root = stem_of(word)
    return root is None or root in _stems()


@lru_cache(maxsize=1)
def _stems() -> frozenset[str]:
    """The model's stems; none where it is missing or damaged, which is said where links are suggested."""
    try:
        return frozenset(field_model.read().stems)
    except ModelProblem:
        return frozenset()
