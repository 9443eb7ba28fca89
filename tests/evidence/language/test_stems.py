"""One stem for a word, whoever asks."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import product

from evidence.language.stems import stem

BEGINNINGS = (
    "accept",
    "consider",
    "govern",
    "manag",
    "organis",
    "protect",
    "refer",
    "support",
    "train",
    "visit",
)
ENDINGS = ("ations", "ed", "ements", "ers", "fulness", "ing", "ingly", "ities", "ive", "s")


def test_words_stemmed_in_several_threads_have_the_stems_that_they_have_in_one() -> None:
    words = ["".join(parts) for parts in product(BEGINNINGS, ENDINGS, ENDINGS)]
    alone = [stem.__wrapped__(word) for word in words]
    with _threads_taking_turns_quickly(), ThreadPoolExecutor(8) as pool:
        assert list(pool.map(stem.__wrapped__, words)) == alone


@contextmanager
def _threads_taking_turns_quickly() -> Iterator[None]:
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)
