"""The engines by the name that config.toml calls them."""

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from evidence.errors import ConfigError
from evidence.search.engine import SearchEngine

KNOWN = ("whoosh", "tantivy")


@lru_cache(maxsize=16)
def open_engine(
    name: str, folder: Path, acronyms: tuple[tuple[str, tuple[str, ...]], ...] = ()
) -> SearchEngine:
    """Open the engine called ``name``; its index is, or will be, in ``folder``. ``acronyms`` are the site's
    own.

    A process has one engine a folder, so that what an engine keeps in memory outlives a web request.
    Raises ConfigError for a name that is not known or not installed.
    """
    # Imported here, so that a site loads the engine it chose and no other.
    if name == "whoosh":
        from evidence.search.whoosh.engine import WhooshEngine

        return WhooshEngine(folder / name, acronyms)
    if name == "tantivy":
        if not find_spec("tantivy"):
            raise ConfigError(
                "The search engine tantivy is not installed.",
                'Install it (pip install "muster[tantivy]"), or choose whoosh in config.toml, [search].',
            )
        from evidence.search.tantivy.engine import TantivyEngine

        return TantivyEngine(folder / name, acronyms)
    raise ConfigError(
        f"There is no search engine called {name}.",
        f"In config.toml, [search] engine is one of: {', '.join(KNOWN)}.",
    )
