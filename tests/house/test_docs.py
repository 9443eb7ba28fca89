"""The documents are true: their commands run, their links lead somewhere, their settings load."""

import re
import shlex
from dataclasses import fields
from pathlib import Path

import pytest
from cli_runner import Muster
from paths import ROOT

from evidence.frameworks import framework
from evidence.kinds import kind

PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
MAY_FIND = ("health", "ingest", "pack check", "retry", "watch")  # commands that the page says may exit 1
DOCS = ROOT / "docs"
RUN = [DOCS / "commands.md", DOCS / "data-protection.md", *sorted((DOCS / "guide").glob("[a-z]*.md"))]


def _commands(page: Path) -> list[str]:
    blocks = re.findall(r"^```sh\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line]


@pytest.mark.parametrize("page", RUN, ids=lambda p: p.stem)
def test_every_command_in_the_documents_runs(
    page: Path, own_sample_base: Muster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    monkeypatch.chdir(tmp_path)
    for line in _commands(page):
        words = shlex.split(line)
        assert words.pop(0) == "muster"
        if "*" in words[-1] and words[0] == "pack":
            words[-1:] = map(str, sorted(tmp_path.glob(words[-1])))
        ran = own_sample_base(*words)
        allowed = {0, 1} if line.removeprefix("muster ").startswith(MAY_FIND) else {0}
        assert ran.code in allowed, f"{line}: {ran.err or ran.out}"


def test_every_command_is_documented() -> None:
    from webapp.cli import muster

    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    missing = [name for name in muster.commands if f"muster {name}" not in text and f"`{name}" not in text]
    assert not [name for name in missing if f"new-home {name}" not in text]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_every_link_leads_to_a_file(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_what_the_threat_model_rests_on_is_there() -> None:
    text = (DOCS / "threat-model.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[\w/.]+)`", text)
    assert len(named) > 10 and not [path for path in named if not (ROOT / path).exists()]


def test_the_kind_in_the_documents_is_the_one_that_is_shipped() -> None:
    text = (ROOT / "docs" / "adding-a-kind.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"^```toml\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert example == (kind.SHIPPED / "peer_challenge.toml").read_text(encoding="utf-8")


def test_the_documents_name_every_key_of_a_kind() -> None:
    text = (ROOT / "docs" / "adding-a-kind.md").read_text(encoding="utf-8")
    keys = {f.name for f in fields(kind.KindSpec)} - {"name"}
    assert not [key for key in (*keys, *kind.SOUGHT, *kind.REGISTERS, *kind.MISSED) if f"`{key}`" not in text]


def test_the_framework_in_the_documents_loads(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "frameworks.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"^```toml\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    own = tmp_path / "own.toml"
    own.write_text(example, encoding="utf-8")
    assert [block.code for block in framework.load(str(own)).blocks] == ["Q1"]
