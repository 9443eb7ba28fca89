"""The engines by the name that config.toml calls them."""

import shutil
from collections.abc import Callable
from functools import lru_cache, partial
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any, cast

from evidence.errors import ConfigError, HomeError
from evidence.language.words import VERSION
from evidence.search.engine import SearchEngine

KNOWN = ("whoosh", "tantivy")


@lru_cache(maxsize=16)
def open_engine(
    name: str, folder: Path, acronyms: tuple[tuple[str, tuple[str, ...]], ...] = ()
) -> SearchEngine:
    """Open the engine called ``name``; its index is, or will be, in ``folder``. ``acronyms`` are the site's
    own. An index of words that an earlier version made otherwise is removed: the next search builds it anew.

    A process has one engine a folder, so that what an engine keeps in memory outlives a web request.
    Raises ConfigError for a name that is not known or not installed, HomeError if a file stands in its place.
    """
    if folder.exists() and not folder.is_dir():
        raise HomeError(
            f"{folder} is a file, where the search index belongs.", "Move it away, then run `muster reindex`."
        )
    _drop_earlier(name, folder)
    if name not in KNOWN:
        raise ConfigError(
            f"There is no search engine called {name}.",
            f"In config.toml, [search] engine is one of: {', '.join(KNOWN)}.",
        )
    if name == "tantivy" and not find_spec("tantivy"):
        raise ConfigError(
            "The search engine tantivy is not installed.",
            'Install it (pip install "muster[tantivy]"), or choose whoosh in config.toml, [search].',
        )
    return cast("SearchEngine", _OnFirstUse(partial(_load, name, index_folder(name, folder), acronyms)))


def _load(name: str, folder: Path, acronyms: tuple[tuple[str, tuple[str, ...]], ...]) -> SearchEngine:
    # Imported here, so that a site loads the engine it chose and no other.
    if name == "whoosh":
        from evidence.search.whoosh.engine import WhooshEngine

        return WhooshEngine(folder, acronyms)
    from evidence.search.tantivy.engine import TantivyEngine

    return TantivyEngine(folder, acronyms)


class _OnFirstUse:
    """An engine that is loaded when something is asked of it: most commands that open a home never do, and
    it takes longer to load than they take."""

    def __init__(self, load: Callable[[], SearchEngine]) -> None:
        self._load, self._lock = load, Lock()

    def __getattr__(self, name: str) -> Any:
        with self._lock:
            if "_engine" not in self.__dict__:
                self._engine = self._load()
        return getattr(self._engine, name)


def index_folder(name: str, folder: Path) -> Path:
    """Where within ``folder`` the engine's index stands; elsewhere for each way of making words of a text."""
    return folder / f"{name}-{VERSION}"


def _drop_earlier(name: str, folder: Path) -> None:
    if name in KNOWN:
        earlier = [folder / name, *(folder / f"{name}-{number}" for number in range(1, VERSION))]
        for path in earlier:
            shutil.rmtree(path, ignore_errors=True)
