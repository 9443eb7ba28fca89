"""A fault of Muster's in a search is told as itself; only an index that cannot be read is built again."""

import errno
import gc
from dataclasses import replace
from pathlib import Path

import pytest
from search_entries import ENGINES, ask, entry, found, put
from stored_papers import add

from evidence.search import IndexDamaged, Query, SearchEngine
from evidence.search.engines import open_engine
from evidence.search.index_versions import DamageCheck, FixedVersion, IndexVersions, damage_told
from evidence.search.results import search
from evidence.services import Services, open_services
from evidence.settings import Settings

DATA = {"whoosh": ("*.seg", "tags.db"), "tantivy": ("*.store", "*.idx", "*.pos", "*.fast")}
PLACES = [(name, pattern) for name in ENGINES for pattern in DATA[name]]


@pytest.fixture(params=ENGINES)
def services(request: pytest.FixtureRequest, settings: Settings):
    """Services with each engine in turn."""
    chosen = replace(settings, search=replace(settings.search, engine=request.param))
    with open_services(chosen) as opened:
        yield opened


def faulty(*_: object) -> str:
    """Code with a mistake in it."""
    return {"first": ""}["second"]


def versions(services: Services) -> list[str]:
    return sorted(path.name for path in services.settings.index.rglob("g*") if path.is_dir())


def test_a_fault_in_a_snippet_is_raised_as_itself_and_the_index_stays(
    services: Services, monkeypatch: pytest.MonkeyPatch
):
    add(services, "one", "The police discussed it.")
    assert search(services, Query(text="police"))["total"] == 1
    before = versions(services)
    with monkeypatch.context() as broken:
        broken.setattr("evidence.search.answering.answer.snippet", faulty)
        for _ in range(3):
            with pytest.raises(KeyError, match="second"):
                search(services, Query(text="police"))
    assert versions(services) == before
    assert search(services, Query(text="police"))["total"] == 1


def test_a_fault_while_indexing_is_raised_as_itself_and_what_was_indexed_stays(
    services: Services, monkeypatch: pytest.MonkeyPatch
):
    add(services, "one", "The police discussed it.")
    assert search(services, Query(text="police"))["total"] == 1
    before = versions(services)
    add(services, "two", "More police.")
    with monkeypatch.context() as broken:
        broken.setattr(f"evidence.search.{services.settings.search.engine}.engine.rows_of", faulty)
        with pytest.raises(KeyError, match="second"):
            search(services, Query(text="police"))
    assert versions(services) == before
    assert search(services, Query(text="police"))["total"] == 2


def damaged(tmp_path: Path, name: str, pattern: str) -> SearchEngine:
    """An engine over an index in which every byte of some files is turned over."""
    put(open_engine(name, tmp_path / "made"), *[entry(n, f"police report {n}") for n in range(1, 40)])
    paths = [path for path in (tmp_path / "made").rglob(pattern) if path.is_file()]
    if not paths:
        pytest.skip(f"{name} writes no {pattern}")
    for path in paths:
        path.write_bytes(bytes(byte ^ 0xFF for byte in path.read_bytes()))
    (tmp_path / "made").rename(tmp_path / "index")
    return open_engine(name, tmp_path / "index")


@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")  # Whoosh, on a file it cannot read
@pytest.mark.parametrize(("name", "pattern"), PLACES)
def test_files_that_are_not_what_was_written_are_damage(tmp_path: Path, name: str, pattern: str):
    engine = damaged(tmp_path, name, pattern)
    with pytest.raises(IndexDamaged, match="cannot be opened"), damage_told(engine._check):
        raise KeyError("whatever reading them raised")
    gc.collect()  # the unclosed file, while its warning is expected


@pytest.mark.parametrize("name", ENGINES)
def test_whatever_is_raised_over_a_readable_index_is_no_damage(tmp_path: Path, name: str):
    engine = open_engine(name, tmp_path / "index")
    put(engine, entry(1, "police"), entry(2, "police", document=2))
    engine.replace({2: []})
    for error in (KeyError("x"), ZeroDivisionError(), OSError(errno.ENOSPC, "full"), MemoryError()):
        with pytest.raises(type(error)), damage_told(engine._check):
            raise error
    assert found(engine, "police") == [1]


def test_what_the_system_refuses_is_no_damage(tmp_path: Path):
    def refused(folder: Path) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    check = DamageCheck(FixedVersion(tmp_path), refused)
    with pytest.raises(PermissionError), damage_told(check):
        raise KeyError("whatever")


def test_an_index_is_read_whole_once_for_each_state_of_its_files(tmp_path: Path):
    read: list[Path] = []
    check = DamageCheck(FixedVersion(tmp_path), read.append)
    for _ in range(3):
        assert check.damage() == ""
    assert len(read) == 1
    (tmp_path / "segment").write_bytes(b"new")
    assert check.damage() == "" and len(read) == 2


def test_a_pointer_that_names_no_version_is_damage(tmp_path: Path):
    (tmp_path / "current").write_text("elsewhere")
    with pytest.raises(IndexDamaged):
        IndexVersions(tmp_path).folder()


@pytest.mark.parametrize("name", ENGINES)
def test_a_search_under_every_filter_raises_nothing_over_a_good_index(tmp_path: Path, name: str):
    engine = open_engine(name, tmp_path / "index")
    put(engine, entry(1, "police"))
    assert ask(engine, "police", kinds=("report",), years=("2011",), grouped=True).total == 1


def test_an_index_without_its_tags_is_damaged_and_no_change_of_one_paper_hides_that(tmp_path: Path):
    engine = open_engine("whoosh", tmp_path / "index")
    put(engine, entry(1, "police", blocks=("A",)), entry(2, "police", document=2, blocks=("A",)))
    for path in (tmp_path / "index").rglob("tags.db"):
        path.unlink()
    now = [entry(2, "police", document=2, blocks=("B",))]
    for changed in (engine.retag, engine.replace):
        with pytest.raises(IndexDamaged):
            changed({2: now})
    with pytest.raises(IndexDamaged):
        found(engine, "police")
    engine.clear()
    put(engine, entry(1, "police", blocks=("A",)))
    assert found(engine, "block:A police") == [1]
