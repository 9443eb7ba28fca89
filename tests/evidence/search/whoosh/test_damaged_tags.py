"""Whatever happens to the file of tags: the index heals by itself, and the record is not blamed."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from stored_papers import add

from evidence.model import Suggestion
from evidence.search import Query, indexer
from evidence.search.results import search
from evidence.search.slices import index_some
from evidence.search.whoosh import tags
from evidence.services import Services
from evidence.store import links


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def garble(path: Path) -> None:
    path.write_bytes(bytes(byte ^ 0xFF for byte in path.read_bytes()))


def empty(path: Path) -> None:
    path.write_bytes(b"")


def _run(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute(sql)
        db.commit()


def drop(path: Path) -> None:
    _run(path, "DROP TABLE tags")


def thin(path: Path) -> None:
    _run(path, "DELETE FROM tags WHERE document = 1")


DAMAGE = (cut, garble, empty, drop, Path.unlink, thin)


def by_drain(services: Services) -> None:
    indexer.drain(services.record, services.engine)


def by_slices(services: Services) -> None:
    """As the process of a server does."""
    while index_some(services.record, services.engine):
        pass


@pytest.fixture
def linked(services: Services) -> Services:
    """Two indexed papers, the first with a suggested link to block B."""
    for name in ("one", "two"):
        add(services, name, f"The police discussed {name}.")
    passage = services.record.db.execute("SELECT min(id) FROM passages").fetchone()[0]
    links.suggest(services.record, services.framework.code, [(passage, Suggestion(0.9, "why", block="B"))])
    by_drain(services)
    return services


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("heal", [by_drain, by_slices])
def test_the_index_is_built_anew_and_finds_what_is_linked(
    linked: Services, damage: Callable[[Path], None], heal: Callable[[Services], None]
) -> None:
    assert search(linked, Query(text="has:link"))["total"] == 1
    (path,) = linked.settings.index.rglob(tags.FILE)
    damage(path)
    heal(linked)
    assert search(linked, Query(text="has:link"))["total"] == 1
    assert search(linked, Query(text="police"))["total"] == 2
    assert indexer.check(linked.record, linked.engine) == []


def test_lost_tags_of_a_paper_are_told(linked: Services) -> None:
    (path,) = linked.settings.index.rglob(tags.FILE)
    thin(path)
    (said,) = indexer.check(linked.record, linked.engine)
    assert said == "The index lacks document 1. `muster reindex` builds it again."
