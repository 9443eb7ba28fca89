"""The engines by the name that config.toml calls them."""

from functools import lru_cache
from pathlib import Path

from evidence.errors import ConfigError
from evidence.search.engine import SearchEngine

KNOWN = ("whoosh",)


@lru_cache(maxsize=16)
def open_engine(name: str, folder: Path) -> SearchEngine:
    """Open the engine called ``name``; its index is, or will be, in ``folder``.

    A process has one engine a folder, so that what an engine keeps in memory outlives a web request.
    Raises ConfigError for a name that is not known.
    """
    if name == "whoosh":
        # Imported here, so that a site loads the engine it chose and no other.
        from evidence.search.whoosh_engine import WhooshEngine

        return WhooshEngine(folder / name)
    raise ConfigError(
        f"There is no search engine called {name}.",
        f"In config.toml, [search] engine is one of: {', '.join(KNOWN)}.",
    )
