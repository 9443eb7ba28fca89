"""What two engines find of a word that very many passages have stands in one order."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from search_entries import ENGINES, entry, put

from evidence.search import Query
from evidence.search.engines import open_engine

WORDS = [
    "children",
    "plans",
    "homes",
    "visits",
    "police",
    "nurse",
    "school",
    "carer",
    "hub",
    "review",
    "audit",
    "panel",
    "meeting",
    "record",
    "worker",
]
PASSAGES = 450


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, dict[str, list[int]]]]:
    """By query and engine, the passages in order."""
    folder: Path = tmp_path_factory.mktemp("index")
    random = Random(14)
    # Lengths that no engine keeps exactly, and headings, which weigh less than the text.
    entries = [
        entry(
            n,
            " ".join(random.choices(WORDS, k=random.randint(3, 30))),
            document=n // 30 + 1,
            heading=random.choice(["", "Police", "School reviews"]),
        )
        for n in range(1, PASSAGES + 1)
    ]
    engines = {name: open_engine(name, folder) for name in ENGINES}
    for engine in engines.values():
        put(engine, *entries)
    queries = ("police", "school audit", "visits OR nurse")
    yield {
        text: {
            name: [h.passage for h in e.search(Query(text, limit=200)).hits] for name, e in engines.items()
        }
        for text in queries
    }


def test_engines_give_the_first_two_hundred_in_the_same_order(
    found: dict[str, dict[str, list[int]]],
) -> None:
    for text, by_engine in found.items():
        first, *others = by_engine.values()
        assert len(first) == 200, text
        assert all(other == first for other in others), text


def test_no_passage_comes_twice_or_is_missing_where_the_pages_go_on(tmp_path: Path) -> None:
    entries = [entry(n, f"police {'visit ' * (n % 37)}") for n in range(1, PASSAGES + 1)]
    for name in ENGINES:
        engine = open_engine(name, tmp_path)
        put(engine, *entries)
        pages = [engine.search(Query("police", limit=70, offset=at)).hits for at in range(0, PASSAGES, 70)]
        passages = [hit.passage for page in pages for hit in page]
        assert sorted(passages) == list(range(1, PASSAGES + 1)), name
