"""config.toml: its comments are true, and a mistake in it is named."""

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
