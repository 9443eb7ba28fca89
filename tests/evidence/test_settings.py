"""config.toml: its comments are true, and a mistake in it is named."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from paths import CONFIG as SHIPPED

from evidence.errors import ConfigError
from evidence.settings import Settings, load


def read(tmp_path: Path, text: str) -> Settings:
    config = tmp_path / "config.toml"
    config.write_text(text, encoding="utf-8")
    return load(home=tmp_path, config=config)


def test_what_the_shipped_file_prints_is_the_default(tmp_path: Path) -> None:
    assert load(home=tmp_path, config=SHIPPED) == read(tmp_path, "")


def _keys(settings: object) -> Iterator[str]:
    """Every key of the settings, under the name of its table. What a site names itself, or only a server
    knows, is not a key."""
    for key in fields(settings):
        value = getattr(settings, key.name)
        if is_dataclass(value):
            yield from (f"{key.name}.{inner}" for inner in _keys(value))
        elif key.name not in ("aside", "sources", "acronyms", "retention"):
            yield key.name


def test_the_shipped_file_explains_every_key_and_no_other() -> None:
    explained, table, above = [], "", False
    for line in SHIPPED.read_text(encoding="utf-8").splitlines():
        if named := re.fullmatch(r"\[([\w.]+)\]", line):
            table = named[1]
        elif key := re.match(r"(\w+) = ", line):
            assert above, f"{table} {key[1]}: say in a comment above it what it does"
            explained.append(f"{table}.{key[1]}".lstrip("."))
        above = bool(line) and (line.startswith("#") or (above and not line.startswith("[")))
    assert sorted(explained) == sorted(_keys(load(config=SHIPPED)))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("freshness_month = 3", "no setting called freshness_month"),
        ('freshness_months = "3"', "freshness_months must be int"),
        ("freshness_months = -1", "must not be negative"),
        ("[ingest]\nocr = 1", "ocr must be bool"),
        ("ingest = 3", "ingest must be a table"),
        ("[sources.friend]\nX = ['x']", "sources.friend"),
        ("[sources.external]\nX = 'x'", "must be a list"),
        ("this is not toml", "not valid TOML"),
        ("home = 3", "home must be text"),
        ('\nframwork = "x"', "line 2: framwork: .*Did you mean framework?"),
        ("[links]\n\nper_passage = 2\nthreshold = []", "line 4: links: threshold must be float"),
        ('[inspections]\nclosed_days = ["2026-13-01"]', "line 2: .*there is no day “2026-13-01”"),
        ('[accessibility]\nreviewed = "May"', "line 2: accessibility: reviewed: there is no day “May”"),
        ("[acronyms]\nPIB = 3", "line 2: acronyms: PIB must be a list"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, text: str, named: str) -> None:
    config = tmp_path / "config.toml"
    config.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=named):
        load(config=config)


def test_the_home_is_the_commands_then_the_environments_then_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "config.toml"
    config.write_text(f'home = "{tmp_path / "c"}"', encoding="utf-8")
    monkeypatch.delenv("MUSTER_HOME", raising=False)
    assert load(config=config).home == tmp_path / "c"
    monkeypatch.setenv("MUSTER_HOME", str(tmp_path / "b"))
    assert load(config=config).home == tmp_path / "b"
    assert load(home=tmp_path / "a", config=config).home == tmp_path / "a"
