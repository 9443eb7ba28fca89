"""Ranking by what the best passages share."""

from pathlib import Path

import pytest
from search_entries import ENGINES, entry, found, put

from evidence.search.engines import open_engine


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize("text", ["B", "the and of", "- b. c."])
def test_passages_of_only_common_words_and_single_letters_are_found_all_the_same(
    tmp_path: Path, name: str, text: str
):
    engine = open_engine(name, tmp_path / "index")
    put(engine, *[entry(n, text, heading="Block B referrals") for n in range(1, 15)])
    for words in ("referrals", "block b", "b"):
        assert sorted(found(engine, words)) == list(range(1, 15))
