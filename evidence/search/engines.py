"""The engines by the name that config.toml calls them."""

import shutil
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

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
    # Imported here, so that a site loads the engine it chose and no other.
    if name == "whoosh":
        from evidence.search.whoosh.engine import WhooshEngine

        return WhooshEngine(index_folder(name, folder), acronyms)
    if name == "tantivy":
        if not find_spec("tantivy"):
            raise ConfigError(
                "The search engine tantivy is not installed.",
                'Install it (pip install "muster[tantivy]"), or choose whoosh in config.toml, [search].',
            )
        from evidence.search.tantivy.engine import TantivyEngine

        return TantivyEngine(index_folder(name, folder), acronyms)
    raise ConfigError(
        f"There is no search engine called {name}.",
        f"In config.toml, [search] engine is one of: {', '.join(KNOWN)}.",
    )


def index_folder(name: str, folder: Path) -> Path:
    """Where within ``folder`` the engine's index stands; elsewhere for each way of making words of a text."""
    return folder / f"{name}-{VERSION}"


def _drop_earlier(name: str, folder: Path) -> None:
    if name in KNOWN:
        earlier = [folder / name, *(folder / f"{name}-{number}" for number in range(1, VERSION))]
        for path in earlier:
            shutil.rmtree(path, ignore_errors=True)
