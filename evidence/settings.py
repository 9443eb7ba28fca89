"""config.toml, as frozen settings. What config.toml prints is what these defaults are; a test compares."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from evidence.errors import ConfigError
from evidence.kinds.kind import kinds
from evidence.language.dates import day_of
from evidence.marking import MarkingRule, MarkingSettings, rules_of
from evidence.model import SourceClass
from evidence.people.groups import SsoSettings as SsoSettings
from evidence.setting_groups import (
    AccessibilitySettings as AccessibilitySettings,
)
from evidence.setting_groups import (
    BackupSettings as BackupSettings,
)
from evidence.setting_groups import (
    IngestSettings as IngestSettings,
)
from evidence.setting_groups import (
    InspectionSettings as InspectionSettings,
)
from evidence.setting_groups import (
    LinkSettings as LinkSettings,
)
from evidence.setting_groups import (
    PackSettings as PackSettings,
)
from evidence.setting_groups import (
    SearchSettings as SearchSettings,
)
from evidence.setting_groups import (
    ServeSettings as ServeSettings,
)
from evidence.toml_lines import line_of, lines_of

DEFAULT_HOME = "~/muster-home"
CHOSEN = Path(".home", "current")
"""Beside a checkout: the file that names the home of the last `make run`."""


@dataclass(frozen=True)
class Body:
    """A body that speaks in documents, and the words it is known by."""

    name: str
    source_class: SourceClass
    words: tuple[str, ...]


@dataclass(frozen=True)
class Settings:
    """Everything a site can configure. ``home`` is absolute."""

    home: Path
    council: str = ""
    framework: str = "ofsted-2011"
    freshness_months: int = 12
    ingest: IngestSettings = field(default_factory=IngestSettings)
    links: LinkSettings = field(default_factory=LinkSettings)
    search: SearchSettings = field(default_factory=SearchSettings)
    serve: ServeSettings = field(default_factory=ServeSettings)
    sso: SsoSettings = field(default_factory=SsoSettings)
    inspections: InspectionSettings = field(default_factory=InspectionSettings)
    packs: PackSettings = field(default_factory=PackSettings)
    accessibility: AccessibilitySettings = field(default_factory=AccessibilitySettings)
    backup: BackupSettings = field(default_factory=BackupSettings)
    marking: MarkingSettings = field(default_factory=MarkingSettings)
    sources: tuple[Body, ...] = ()
    acronyms: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """The site's own, each with its long forms."""
    retention: tuple[tuple[str, int], ...] = ()
    """Years that documents of a kind are kept before somebody should look at them."""
    aside: Path | None = None
    """Where a server keeps what is its own where the home takes no file. No key of config.toml."""

    @property
    def database(self) -> Path:
        return self.home / "muster.db"

    @property
    def originals(self) -> Path:
        return self.home / "files"

    @property
    def served(self) -> Path:
        """What a server needs for itself: its key, sessions, queue and uploads."""
        return self.aside or self.home

    @property
    def incoming(self) -> Path:
        """Where uploads wait until they are ingested."""
        return self.served / "incoming"

    @property
    def indexing(self) -> Path:
        """Held by the process that keeps the index, while there is one."""
        return self.home / "indexing.lock"

    @property
    def scratch(self) -> Path:
        """Where an ingest unpacks what it reads; empty between two."""
        return self.home / "scratch"

    @property
    def page_images(self) -> Path:
        """Pages as pictures: derived, and safe to delete."""
        return self.home / "cache" / "pages"

    @property
    def index(self) -> Path:
        return self.home / "index"


@dataclass(frozen=True)
class _Place:
    """A key of config.toml, as complaints name it: the file, its line and the tables that hold it."""

    file: str
    lines: Mapping[tuple[str | int, ...], int]
    keys: tuple[str, ...] = ()

    def at(self, key: str) -> "_Place":
        return replace(self, keys=(*self.keys, key))

    def __str__(self) -> str:
        line = f", line {line_of(self.lines, self.keys)}" if self.keys else ""
        return ": ".join((f"{self.file}{line}", *self.keys))


def load(home: str | Path | None = None, config: Path | None = None, *, chosen: bool = True) -> Settings:
    """Read the configuration and settle the home folder.

    The home is ``home``, else $MUSTER_HOME, else config.toml's; where that is as shipped, and ``chosen``, the
    one that the last `make run` in this folder used. Raises ConfigError, naming the key.
    """
    home = home or os.environ.get("MUSTER_HOME")
    path = config or _find_config(Path(home) if home else None)
    data, lines = _parse(path) if path else ({}, {})
    place = _Place(str(path), lines)
    configured = data.pop("home", DEFAULT_HOME)
    if not home and chosen and not config and configured == DEFAULT_HOME and CHOSEN.is_file():
        return load(CHOSEN.read_text(encoding="utf-8").strip())
    if not isinstance(configured, str):
        raise ConfigError(f"{place.at('home')} must be text.", 'Write it as home = "folder".')
    sources = _sources(data.pop("sources", None) or _default_sources(), place.at("sources"))
    acronyms = _acronyms(data.pop("acronyms", {}), place.at("acronyms"))
    kept = _retention(data.pop("retention", {}), place.at("retention"))
    values = _checked(Settings, data, place, skip={"home", "aside", "sources", "acronyms", "retention"})
    _check_sso(values.get("sso", SsoSettings()), place.at("sso"))
    _check_days(
        values.get("inspections", InspectionSettings()).closed_days, place.at("inspections").at("closed_days")
    )
    reviewed = values.get("accessibility", AccessibilitySettings()).reviewed
    _check_days((reviewed,) if reviewed else (), place.at("accessibility").at("reviewed"))
    home = Path(home or configured).expanduser().resolve()
    return Settings(home=home, sources=sources, acronyms=acronyms, retention=kept, **values)


def _find_config(home: Path | None) -> Path | None:
    named = os.environ.get("MUSTER_CONFIG")
    if named:
        if not Path(named).is_file():
            raise ConfigError(f"$MUSTER_CONFIG names {named}, which is not a file.", "Correct or unset it.")
        return Path(named)
    places = [home / "config.toml"] if home else []
    places.append(Path("config.toml"))
    return next((p for p in places if p.exists()), None)


def _parse(path: Path) -> tuple[dict[str, Any], Mapping[tuple[str | int, ...], int]]:
    """What it holds, and the line of each key."""
    try:
        text = path.read_text(encoding="utf-8")
        return tomllib.loads(text), lines_of(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} is not valid TOML: {error}.", "Correct that line.") from error
    except IsADirectoryError as error:
        raise ConfigError(f"{path} is a folder.", "Give that name to a file, or to nothing.") from error
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}.", "Check its permissions.") from error


def _checked(
    cls: type, data: dict[str, Any], place: _Place, skip: frozenset[str] | set[str] = frozenset()
) -> dict[str, Any]:
    """Match a TOML table against a settings dataclass, key by key and type by type."""
    known = {f.name: f for f in fields(cls) if f.name not in skip}
    for key in data:
        if key not in known:
            near = get_close_matches(key, known, 1)
            meant = f"Did you mean {near[0]}? " if near else ""
            raise ConfigError(
                f"{place.at(key)}: there is no setting called {key}.",
                f"{meant}Known here: {', '.join(known)}.",
            )
    return {key: _value(known[key].type, value, place.at(key)) for key, value in data.items()}


def _check_sso(given: SsoSettings, place: _Place) -> None:
    """Single sign-on can be safe. Raises ConfigError."""
    for key, wrong, advice in given.problems():
        raise ConfigError(f"{place.at(key)} {wrong}", advice)


def _check_days(days: tuple[str, ...], place: _Place) -> None:
    """What should be days is. Raises ConfigError."""
    if wrong := next((day for day in days if not day_of(day)), ""):
        raise ConfigError(f"{place}: there is no day “{wrong}”.", "Write it as 2026-12-29, year first.")


def _value(kind: Any, value: Any, where: _Place) -> Any:
    if isinstance(kind, type) and is_dataclass(kind):
        if not isinstance(value, dict):
            raise ConfigError(f"{where} must be a table.", f"Write it as [{where.keys[-1]}].")
        return kind(**_checked(kind, value, where))
    if kind == tuple[str, ...]:
        return _words(value, where)
    if kind == tuple[MarkingRule, ...]:
        return rules_of(value, str(where))
    if kind is float and type(value) is int:
        value = float(value)
    if type(value) is not kind:
        raise ConfigError(f"{where} must be {kind.__name__}, not {value!r}.", "Correct the value.")
    if kind in (int, float) and value < 0:
        raise ConfigError(f"{where} must not be negative.", "Correct the value.")
    return value


def _words(value: Any, where: _Place) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
        raise ConfigError(f"{where} must be a list of texts.", 'As in ["one", "two"].')
    return tuple(value)


def _acronyms(table: Any, place: _Place) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if not isinstance(table, dict):
        raise ConfigError(f"{place} must be a table.", "Write it as [acronyms].")
    found = []
    for short, long in table.items():
        words = [long] if isinstance(long, str) else long
        found.append((short, _words(words, place.at(short))))
    return tuple(found)


def _retention(table: Any, place: _Place) -> tuple[tuple[str, int], ...]:
    if not isinstance(table, dict):
        raise ConfigError(f"{place} must be a table.", "Write it as [retention].")
    for kind, years in table.items():
        if kind not in kinds():
            known = ", ".join(sorted(kinds()))
            raise ConfigError(f"{place.at(kind)}: there is no kind {kind}.", f"Known: {known}.")
        if type(years) is not int or not 0 < years < 200:
            raise ConfigError(f"{place.at(kind)} must be a number of years, not {years!r}.", "As in 7.")
    return tuple(table.items())


def _sources(table: Any, place: _Place) -> tuple[Body, ...]:
    bodies = []
    for class_name, names in table.items():
        if class_name not in set(SourceClass) or not isinstance(names, dict):
            raise ConfigError(
                f"{place.at(class_name)}: [sources.{class_name}] is not known.",
                "Use external, partner or internal.",
            )
        for name, words in names.items():
            at = place.at(class_name).at(name)
            bodies.append(Body(name, SourceClass(class_name), _words(words, at)))
    return tuple(bodies)


def _default_sources() -> dict[str, Any]:
    """The shipped list of bodies, data beside this module."""
    return tomllib.loads((Path(__file__).parent / "sources.toml").read_text(encoding="utf-8"))
