"""docs/architecture.md is true: every room stands in it, and what its journeys name is there."""

import ast
import re

import pytest
from paths import ROOT

WINGS = ("evidence", "ingest", "webapp")
TEXT = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
ROOMS = sorted(
    path.parent.relative_to(ROOT).as_posix()
    for wing in WINGS
    for path in (ROOT / wing).rglob("__init__.py")
    if path.parent.name not in WINGS
)
# A file, and what the text says right after it of what is in it.
NAMED = re.findall(r"`((?:evidence|ingest|webapp)/[\w/]+\.py)`(?:\s+`(\w+)`)?", TEXT)


def _table(wing: str) -> list[str]:
    """The rooms that the wing's table lists."""
    (table,) = re.findall(rf"\| room of `{wing}/` .*?\n\n", TEXT, re.DOTALL)
    return [f"{wing}/{name.rstrip('/')}" for name in re.findall(r"^\| `([\w/]+)` \|", table, re.MULTILINE)]


@pytest.mark.parametrize("wing", WINGS)
def test_every_room_is_on_the_map_and_no_other(wing: str) -> None:
    there = [room for room in ROOMS if room.startswith(f"{wing}/")]
    assert sorted(_table(wing)) == there


@pytest.mark.parametrize(("path", "name"), sorted(set(NAMED)))
def test_what_the_map_names_is_there(path: str, name: str) -> None:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    defined = {n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.ClassDef)}
    assert not name or name in defined


def test_the_map_follows_its_journeys_by_file_and_function() -> None:
    assert len([name for _, name in NAMED if name]) > 30
